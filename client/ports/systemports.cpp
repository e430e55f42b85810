// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ports/systemports.h"

#include <chrono>

namespace client::ports {

std::int64_t SystemClock::utcMs() const
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

std::int64_t SystemClock::steadyMs() const
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

std::uint64_t SystemRandom::next()
{
    return (static_cast<std::uint64_t>(m_device()) << 32) | m_device();
}

} // namespace client::ports
