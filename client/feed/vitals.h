// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

namespace client::feed {

// How alive the stream is: proof of life, clock skew, lag and rate. Times come in as arguments.
class Vitals
{
public:
    static constexpr std::int64_t heartbeatMs = 5'000;
    static constexpr std::int64_t delayedAfterMs = 5'000; // beyond the expected heartbeat, and of lag
    static constexpr std::int64_t silentAfterMs = 15'000;

    // Something came from the service, or a connection to it began.
    void onSign(std::int64_t steadyMs) { m_lastSignMs = steadyMs; }
    void onHeartbeat(std::int64_t serviceNowMs, std::int64_t utcMs);
    void onEvent(std::int64_t atMs, std::int64_t utcMs);
    void onCaughtUp() { m_behind = false; }
    void onSecond(); // closes a second of the rate

    bool isSilent(std::int64_t steadyMs) const { return steadyMs - m_lastSignMs > silentAfterMs; }
    // Nothing came for too long, or what comes is old.
    bool isDelayed(std::int64_t steadyMs) const
    {
        return m_behind || steadyMs - m_lastSignMs > heartbeatMs + delayedAfterMs;
    }
    std::int64_t lagMs() const { return m_lagMs; }
    std::int64_t skewMs() const { return m_skewMs.value_or(0); }
    double eventsPerSecond() const;

private:
    static constexpr std::size_t secondsKept = 5;
    static constexpr std::size_t skewsKept = 5;

    std::int64_t m_lastSignMs = 0;
    std::deque<std::int64_t> m_skews;
    std::optional<std::int64_t> m_skewMs;
    std::int64_t m_lagMs = 0;
    bool m_behind = false;
    std::int64_t m_eventsNow = 0;
    std::deque<std::int64_t> m_eventsBefore;
};

} // namespace client::feed
