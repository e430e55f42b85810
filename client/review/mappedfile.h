// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/result.h"

#include <QFile>

#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

namespace client::review {

// A file's bytes as memory, read-only, for as long as this lives. Whoever shortens the file meanwhile ends the program
// that reads there, so only files of our own are mapped, and they are never shortened. Any thread may read.
class MappedFile
{
public:
    // Storage: it cannot be opened or mapped.
    static contract::Result<std::unique_ptr<MappedFile>> open(const QString& path);

    // Of an open file, which goes with this: a temporary one is removed then. Storage: it cannot be mapped.
    static contract::Result<std::unique_ptr<MappedFile>> of(std::unique_ptr<QFile> file);

    std::string_view bytes() const { return m_bytes; }
    std::int64_t modifiedMs() const { return m_modifiedMs; } // UTC

    // These of the bytes are needed next, and few near them. For a page that is not in memory the system reads up to
    // megabytes around it; this reads what is asked for alone, once.
    void fetch(std::string_view bytes) const;

private:
    explicit MappedFile(std::unique_ptr<QFile> file) : m_file(std::move(file)) {}

    std::unique_ptr<QFile> m_file;
    mutable std::mutex m_fetching;       // of the file's position and of what follows
    mutable std::vector<bool> m_fetched; // by page
    std::string_view m_bytes;
    std::int64_t m_modifiedMs = 0;
};

} // namespace client::review
