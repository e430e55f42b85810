// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/result.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace client::review {

// A line that somebody marked. The hash tells it from another that stands there since.
struct Mark
{
    std::uint64_t hash = 0; // lineHash()
    QStringList tags = {};
    QString note = {};
    bool operator==(const Mark&) const = default;
};

using Marks = std::multimap<std::uint64_t, Mark>; // by row; several of lines that stood there one after the other

// What a review is, beside the files themselves, so that it can go on after a restart. Marks are kept of files that
// were closed, too.
struct Session
{
    struct File
    {
        QString path;
        std::int64_t shiftMs = 0;
        bool operator==(const File&) const = default;
    };

    std::vector<File> files = {};
    QString query = {};
    std::optional<std::pair<std::int64_t, std::int64_t>> period = {}; // UTC ms
    QString currentPath = {};                                         // of the current line; empty: none
    std::uint64_t currentRow = 0;
    std::map<QString, Marks> marks = {}; // by path
    bool operator==(const Session&) const = default;
};

std::uint64_t lineHash(std::string_view line);

// Written whole or not at all. Storage: the disk.
contract::Result<void> saveSession(const Session& session, const QString& path);

struct LoadedSession
{
    Session session = {};
    // Where a file that could not be read was put, for whoever wants to mend it; empty: it was read, or there was none.
    QString putAside = {};
};
// Storage: there is a file that can be neither read nor put aside; it must not be written over.
contract::Result<LoadedSession> loadSession(const QString& path);

} // namespace client::review
