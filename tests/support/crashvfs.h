// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ports/random.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace tests::support {

// What a power loss does to writes that no sync has covered.
enum class DiskLoss {
    None, // nothing is lost: the process died, the machine did not
    All,
    Some, // each write by chance
    Torn, // each 512-byte sector of each write by chance
};

enum class DiskFault { Full, Io };

// A disk in memory that SQLite uses as a VFS and that can lose power. Every write, sync, truncation and deletion is one
// "change"; a change can be made to fail, or to be the one at which the power goes. Connections that were open when the
// power went stay dead: whatever they still do fails and has no effect. One thread; outlives its connections.
class CrashDisk
{
public:
    explicit CrashDisk(const std::string& vfsName);
    ~CrashDisk();
    CrashDisk(const CrashDisk&) = delete;
    CrashDisk& operator=(const CrashDisk&) = delete;

    const std::string& vfsName() const;

    void powerOff();
    // The change after `changes` more is not made, nor any later one.
    void powerOffAfter(std::int64_t changes);
    bool isOff() const;
    // What is left of the un-synced writes is decided here.
    void powerOn(DiskLoss loss, client::ports::Random& random);

    // The change after `changes` more fails; only that one, or every one from there on. A failed sync syncs nothing.
    void failAfter(std::int64_t changes, DiskFault fault, bool forEver);
    void repair();
    // Since failAfter() and until repair().
    bool isFaulty() const;

    // A sync of files whose path contains this text succeeds and syncs nothing, as with synchronous=OFF.
    void lieAboutSyncs(const std::string& part);

    std::int64_t changes() const;
    std::int64_t syncs() const;
    std::vector<std::string> files() const;
    std::string content(const std::string& path) const;
    void setContent(const std::string& path, const std::string& content);

    struct Impl;

private:
    std::unique_ptr<Impl> m_impl;
};

} // namespace tests::support
