// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/feed/vitals.h"

#include <algorithm>
#include <numeric>

namespace client::feed {

void Vitals::onHeartbeat(std::int64_t serviceNowMs, std::int64_t utcMs)
{
    m_skews.push_back(serviceNowMs - utcMs);
    if (m_skews.size() > skewsKept)
        m_skews.pop_front();
    // The way here only makes the service look slow, so that the quickest of the last heartbeats tells most.
    m_skewMs = *std::max_element(m_skews.begin(), m_skews.end());
}

void Vitals::onEvent(std::int64_t atMs, std::int64_t utcMs)
{
    ++m_eventsNow;
    m_lagMs = std::max<std::int64_t>(utcMs + skewMs() - atMs, 0);
    // Before the first heartbeat a clock that is off would look like a lag.
    m_behind = m_skewMs && m_lagMs > delayedAfterMs;
}

void Vitals::onSecond()
{
    m_eventsBefore.push_back(m_eventsNow);
    m_eventsNow = 0;
    if (m_eventsBefore.size() > secondsKept)
        m_eventsBefore.pop_front();
}

double Vitals::eventsPerSecond() const
{
    if (m_eventsBefore.empty())
        return 0;
    const auto sum = std::accumulate(m_eventsBefore.begin(), m_eventsBefore.end(), std::int64_t{0});
    return static_cast<double>(sum) / static_cast<double>(m_eventsBefore.size());
}

} // namespace client::feed
