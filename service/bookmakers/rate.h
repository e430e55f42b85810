// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace service::bookmakers {

// A token bucket: so many calls a second, with a tenth of a second's worth at once. Time comes in as an argument.
class Rate
{
public:
    explicit Rate(int perSecond);

    bool take(std::int64_t steadyMs);
    // How long until take() may succeed; 0: now.
    std::int64_t waitMs(std::int64_t steadyMs) const;

private:
    std::int64_t filled(std::int64_t steadyMs) const;

    const std::int64_t m_perSecond; // thousandths of a call in a millisecond, too
    const std::int64_t m_most;
    std::int64_t m_thousandths;
    std::int64_t m_at = 0;
};

} // namespace service::bookmakers
