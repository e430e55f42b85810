// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/retry.h"

#include <algorithm>

namespace client::contract {

std::optional<std::int64_t> RetryPlan::delayAfter(int attempt, double unit, std::int64_t retryAfterMs)
{
    if (attempt >= attemptsMax)
        return std::nullopt;
    if (retryAfterMs > 0)
        return std::min(retryAfterMs, retryAfterMaxMs);
    const int n = std::max(attempt, 1) - 1;
    const auto jitterMs = static_cast<std::int64_t>(std::clamp(unit, 0.0, 1.0) * 1000.0);
    return (std::int64_t{1000} << n) + std::min<std::int64_t>(jitterMs, 999);
}

std::int64_t RetryPlan::reconcileDelay(int series)
{
    const int doublings = std::clamp(series - 1, 0, 4);
    return std::min<std::int64_t>(std::int64_t{60'000} << doublings, 600'000);
}

std::optional<std::int64_t> RetryPlan::partnerDelay(int series)
{
    constexpr std::int64_t minuteMs = 60'000;
    constexpr int days = 5;
    if (series <= 1)
        return 5 * minuteMs;
    if (series == 2)
        return 60 * minuteMs;
    if (series <= 2 + days)
        return 24 * 60 * minuteMs;
    return std::nullopt;
}

bool RetryBudget::take()
{
    if (m_tenths < 10)
        return false;
    m_tenths -= 10;
    return true;
}

void RetryBudget::onSuccess()
{
    m_tenths = std::min(m_tenths + 1, 100);
}

bool CircuitBreaker::allow(std::int64_t steadyMs)
{
    if (m_state == State::Closed)
        return true;
    if (retryInMs(steadyMs) > 0)
        return false;
    // The pause starts again with the probe, so that a probe whose end is never reported does not close the way for
    // ever.
    m_state = State::HalfOpen;
    m_openedAt = steadyMs;
    return true;
}

std::int64_t CircuitBreaker::retryInMs(std::int64_t steadyMs) const
{
    if (m_state == State::Closed)
        return 0;
    return std::clamp<std::int64_t>(m_openedAt + openMs - steadyMs, 0, openMs);
}

void CircuitBreaker::onSuccess()
{
    m_state = State::Closed;
    m_failures = 0;
}

void CircuitBreaker::onFailure(std::int64_t steadyMs)
{
    if (m_state == State::Open)
        return;
    ++m_failures;
    if (m_state == State::HalfOpen || m_failures >= failuresToOpen) {
        m_state = State::Open;
        m_openedAt = steadyMs;
    }
}

} // namespace client::contract
