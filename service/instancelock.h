// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/result.h"

#include <memory>
#include <string>

namespace service {

// Held while this process is the only one that works with a store; the system lets it go when the process ends, however
// it ends.
class InstanceLock
{
public:
    // Conflict: another process holds it.
    static client::contract::Result<std::unique_ptr<InstanceLock>> take(const std::string& databasePath);
    ~InstanceLock();
    InstanceLock(const InstanceLock&) = delete;
    InstanceLock& operator=(const InstanceLock&) = delete;

private:
    explicit InstanceLock(int descriptor) : m_descriptor(descriptor) {}

    const int m_descriptor;
};

} // namespace service
