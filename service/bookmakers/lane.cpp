// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/bookmakers/lane.h"

#include <algorithm>

namespace service::bookmakers {

namespace {

// With an empty budget one retry in this time still goes, or nothing would ever find out that the bookmaker is back.
constexpr std::int64_t trickleMs = 1'000;
// A retry that succeeds was no load on something dead: it gives back what it took.
constexpr int retryCost = 10;

} // namespace

Lane::Lane(int inFlightMax, int perSecond) : m_inFlightMax(std::max(inFlightMax, 1)), m_rate(perSecond) {}

void Lane::add(Job job, std::int64_t steadyMs)
{
    if (m_waiting.size() >= waitingMax) {
        job.turnAway(Turned::Full, trickleMs);
        return;
    }
    m_waiting.push_back(std::move(job));
    pump(steadyMs);
}

void Lane::ended(const std::string& bet, bool healthy, bool retry, std::int64_t steadyMs)
{
    --m_inFlight;
    if (const auto busy = m_busy.find(bet); busy != m_busy.end())
        m_busy.erase(busy);
    m_outcomes.push_back(!healthy);
    if (m_outcomes.size() > outcomesKept)
        m_outcomes.pop_front();
    if (healthy) {
        m_breaker.onSuccess();
        for (int i = 0; i < (retry ? retryCost : 1); ++i)
            m_budget.onSuccess();
    } else {
        m_breaker.onFailure(steadyMs);
    }
    pump(steadyMs);
}

int Lane::errorRatioMilli() const
{
    const auto bad = std::count(m_outcomes.begin(), m_outcomes.end(), true);
    return m_outcomes.empty() ? 0 : static_cast<int>(bad * 1'000 / static_cast<std::ptrdiff_t>(m_outcomes.size()));
}

// The first whose bet is neither in flight nor waits further ahead.
std::size_t Lane::nextFree() const
{
    std::set<std::string_view> ahead;
    const auto free = std::find_if(m_waiting.begin(), m_waiting.end(), [&](const Job& job) {
        return job.bet.empty() || (m_busy.count(job.bet) == 0 && ahead.insert(job.bet).second);
    });
    return static_cast<std::size_t>(free - m_waiting.begin());
}

bool Lane::mayRetry(std::int64_t steadyMs)
{
    if (m_budget.take())
        return true;
    if (steadyMs < m_trickleAt)
        return false;
    m_trickleAt = steadyMs + trickleMs;
    return true;
}

void Lane::pump(std::int64_t steadyMs)
{
    while (!m_waiting.empty() && m_waiting.front().until <= steadyMs) {
        const Job job = std::move(m_waiting.front());
        m_waiting.pop_front();
        job.turnAway(Turned::Late, 0);
    }
    while (m_inFlight < m_inFlightMax) {
        const std::size_t next = nextFree();
        if (next == m_waiting.size() || m_rate.waitMs(steadyMs) > 0)
            return;
        const Job job = std::move(m_waiting[next]);
        m_waiting.erase(m_waiting.begin() + static_cast<std::ptrdiff_t>(next));
        if (job.until <= steadyMs) {
            job.turnAway(Turned::Late, 0);
            continue;
        }
        if (!m_breaker.allow(steadyMs)) {
            job.turnAway(Turned::Open, std::max<std::int64_t>(m_breaker.retryInMs(steadyMs), 1));
            continue;
        }
        // The one probe of a breaker that was open costs nothing of the budget, which may well be empty by then.
        const bool probe = m_breaker.state() != client::contract::CircuitBreaker::State::Closed;
        if (job.retry && !probe && !mayRetry(steadyMs)) {
            job.turnAway(Turned::Budget, 0);
            continue;
        }
        m_rate.take(steadyMs);
        ++m_inFlight;
        if (!job.bet.empty())
            m_busy.insert(job.bet);
        job.go();
    }
}

std::int64_t Lane::nextDueMs(std::int64_t steadyMs) const
{
    if (m_waiting.empty())
        return -1;
    std::int64_t due = m_waiting.front().until;
    if (m_inFlight < m_inFlightMax && nextFree() < m_waiting.size())
        due = std::min(due, steadyMs + m_rate.waitMs(steadyMs));
    return due;
}

} // namespace service::bookmakers
