// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>

namespace client::ports {

// Runs something later, on the caller's thread.
class Timers
{
public:
    using Id = std::uint64_t;

    virtual ~Timers() = default;
    // Calls `then` once after `delayMs`; never before this call has returned.
    virtual Id after(std::int64_t delayMs, std::function<void()> then) = 0;
    // Unknown and already fired ids are ignored.
    virtual void cancel(Id id) = 0;
};

} // namespace client::ports
