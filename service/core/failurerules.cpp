// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/failurerules.h"

#include <algorithm>

namespace service::core {

namespace {

// Fewer in an hour are no trend.
constexpr std::int64_t trendMin = 5;
constexpr std::int64_t escalationFactor = 3;

// More than three times the mean of the hours before, counted from when the group came.
bool escalates(const FailureFacts& facts, const FailureBlocks& now, std::int64_t nowMs)
{
    const std::int64_t age = (blockOf(nowMs) - blockOf(facts.appearedAt)) / contract::failureBlockMs;
    const std::int64_t hours = std::clamp<std::int64_t>(age, 0, contract::failureBlocks - 1);
    const std::int64_t last = now.back();
    if (hours == 0 || last < trendMin)
        return false;
    std::int64_t before = 0;
    for (std::int64_t i = 1; i <= hours; ++i)
        before += now[contract::failureBlocks - 1 - static_cast<std::size_t>(i)];
    return last * hours > escalationFactor * before;
}

} // namespace

std::int64_t blockOf(std::int64_t utcMs)
{
    return utcMs - utcMs % contract::failureBlockMs;
}

FailureBlocks blocksAt(const FailureBlocks& blocks, std::int64_t blocksTo, std::int64_t nowMs)
{
    // A clock that was set back counts into the newest hour there is.
    const std::int64_t passed = std::max<std::int64_t>((blockOf(nowMs) - blocksTo) / contract::failureBlockMs, 0);
    FailureBlocks now{};
    const auto size = static_cast<std::int64_t>(contract::failureBlocks);
    for (std::int64_t i = passed; i < size; ++i)
        now[static_cast<std::size_t>(i - passed)] = blocks[static_cast<std::size_t>(i)];
    return now;
}

bool comesBack(std::int64_t lastAt, bool resolved, std::int64_t nowMs)
{
    return resolved || nowMs - lastAt >= failureSilenceMs;
}

std::int64_t muteLimit(const FailureBlocks& now)
{
    return std::max(2 * std::max(now.back(), now[contract::failureBlocks - 2]), trendMin);
}

contract::FailureState failureState(const FailureFacts& facts, const FailureBlocks& now, std::int64_t nowMs)
{
    using State = contract::FailureState;
    if (facts.mutedUntil > 0 && now.back() < facts.mutedUntil)
        return State::Muted;
    if (escalates(facts, now, nowMs) || (facts.worseAt > 0 && blockOf(facts.worseAt) == blockOf(nowMs)))
        return State::Escalating;
    // Taken by somebody, or on the page for a day: no longer news.
    if (facts.takenAt >= facts.appearedAt || nowMs - facts.appearedAt >= failureSilenceMs)
        return State::Ongoing;
    return facts.cameBack ? State::Regressed : State::New;
}

} // namespace service::core
