// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/instancelock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace service {

using client::contract::ErrorKind;
using client::contract::fail;

client::contract::Result<std::unique_ptr<InstanceLock>> InstanceLock::take(const std::string& databasePath)
{
    // A file beside the database: to close any descriptor of the database would drop SQLite's own locks.
    const std::string path = databasePath + ".lock";
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return fail(ErrorKind::Storage, path + ": " + std::strerror(errno));
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        const bool held = errno == EWOULDBLOCK;
        const std::string why = std::strerror(errno);
        ::close(descriptor);
        if (held)
            return fail(ErrorKind::Conflict,
                        "another betd works with " + databasePath + "; stop it first, or name another --db");
        return fail(ErrorKind::Storage, path + ": " + why);
    }
    return std::unique_ptr<InstanceLock>(new InstanceLock(descriptor));
}

InstanceLock::~InstanceLock()
{
    ::close(m_descriptor);
}

} // namespace service
