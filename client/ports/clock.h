// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace client::ports {

// Where deciding code learns the time. Tests and the simulation own it.
class Clock
{
public:
    virtual ~Clock() = default;
    // Milliseconds since 1970 in UTC; may jump in both directions.
    virtual std::int64_t utcMs() const = 0;
    // Milliseconds since an arbitrary start; never goes back.
    virtual std::int64_t steadyMs() const = 0;
};

} // namespace client::ports
