// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>

#include <optional>
#include <string>

namespace app {

// Where a running sandbox is, and by what it is called.
struct SandboxPlace
{
    QUrl origin;
    std::string token;
    bool operator==(const SandboxPlace&) const = default;
};

// "sandbox.json" in the profile of the console that runs a sandbox, for its owner alone: how further windows find it.
// Nothing in a sandbox is real, or its token would not be in a file. Gone when the console ends.
class SandboxFile
{
public:
    explicit SandboxFile(const QString& profile);
    ~SandboxFile();
    SandboxFile(const SandboxFile&) = delete;
    SandboxFile& operator=(const SandboxFile&) = delete;

    bool write(const SandboxPlace& place);
    // nullopt: there is none, others may use it, or it names no service of this computer.
    static std::optional<SandboxPlace> read(const QString& profile);

private:
    const QString m_path;
    bool m_written = false;
};

} // namespace app
