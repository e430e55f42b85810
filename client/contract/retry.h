// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

namespace client::contract {

// The specification's schedule: 5 tries, 2^n + U[0,1) seconds between them, n = 0…3. Pure; the caller owns time and
// chance.
struct RetryPlan
{
    static constexpr int attemptsMax = 5;
    static constexpr std::int64_t retryAfterMaxMs = 600'000;

    // Delay before attempt number `attempt` + 1, after `attempt` attempts (1-based); nullopt when the series is over.
    // Retry-After wins over the schedule, capped. `unit` is uniform in [0, 1).
    static std::optional<std::int64_t> delayAfter(int attempt, double unit, std::int64_t retryAfterMs);

    // Between series: how long until an operation in doubt is looked at again, after `series` of them (60 s growing to
    // 10 min).
    static std::int64_t reconcileDelay(int series);
    // The same of a partner with a wallet of its own: 5 min, 1 h, then daily five times; nullopt: a person's turn.
    static std::optional<std::int64_t> partnerDelay(int series);
};

// Bucket of 10 retries per connection, +0.1 per success: a dead service is not hammered by every open call.
class RetryBudget
{
public:
    bool take();
    void onSuccess();
    double tokens() const { return m_tenths / 10.0; }

private:
    int m_tenths = 100;
};

// Opens after consecutive failures, lets one probe through after a pause. Time comes in as an argument.
class CircuitBreaker
{
public:
    enum class State { Closed, Open, HalfOpen };
    static constexpr int failuresToOpen = 5;
    static constexpr std::int64_t openMs = 5'000;

    // False: do not send now; ask again after retryInMs().
    bool allow(std::int64_t steadyMs);
    std::int64_t retryInMs(std::int64_t steadyMs) const;
    void onSuccess();
    void onFailure(std::int64_t steadyMs);
    State state() const { return m_state; }

private:
    State m_state = State::Closed;
    int m_failures = 0;
    std::int64_t m_openedAt = 0;
};

} // namespace client::contract
