// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/retry.h"
#include "service/bookmakers/rate.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace service::bookmakers {

// The way to one bookmaker, apart from all others: so many calls at once, so many a second, none into a breaker that is
// open, few retries while it fails, and never two of one bet at the same time. Time comes in as an argument.
class Lane
{
public:
    static constexpr std::size_t waitingMax = 10'000;
    static constexpr std::size_t outcomesKept = 100;

    // Why a call was not made at all.
    enum class Turned {
        Full,   // too many wait already
        Late,   // waited too long
        Open,   // the breaker is open
        Budget, // a retry, and too many of them failed
    };

    struct Job
    {
        std::string bet; // calls with the same one keep their order; empty: in none
        bool retry = false;
        std::int64_t until = 0; // steady: it goes out by then or not at all
        std::function<void()> go;
        std::function<void(Turned, std::int64_t retryAfterMs)> turnAway;
    };

    Lane(int inFlightMax, int perSecond);

    void add(Job job, std::int64_t steadyMs);
    // A job that went is over.
    void ended(const std::string& bet, bool healthy, bool retry, std::int64_t steadyMs);
    // Sends and turns away what is due.
    void pump(std::int64_t steadyMs);
    // Steady time at which pump() has something to do without ended(), or -1.
    std::int64_t nextDueMs(std::int64_t steadyMs) const;
    int inFlight() const { return m_inFlight; }
    std::size_t waiting() const { return m_waiting.size(); }
    client::contract::CircuitBreaker::State breaker() const { return m_breaker.state(); }
    int errorRatioMilli() const; // of the last outcomesKept calls; 0 before the first

private:
    std::size_t nextFree() const;
    bool mayRetry(std::int64_t steadyMs);

    const int m_inFlightMax;
    Rate m_rate;
    client::contract::CircuitBreaker m_breaker;
    client::contract::RetryBudget m_budget;
    std::int64_t m_trickleAt = 0;
    std::deque<Job> m_waiting;
    std::multiset<std::string> m_busy; // bets in flight
    int m_inFlight = 0;
    std::deque<bool> m_outcomes; // true: the bookmaker did not answer as it should
};

} // namespace service::bookmakers
