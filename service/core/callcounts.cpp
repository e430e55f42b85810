// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/callcounts.h"

#include "client/contract/stats.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace service::core {

int durationBucket(std::int64_t durationMs)
{
    const auto found = std::lower_bound(durationBoundsMs.begin(), durationBoundsMs.end() - 1, durationMs);
    return static_cast<int>(found - durationBoundsMs.begin());
}

std::optional<std::int64_t> percentileMs(const DurationCounts& counts, int percent)
{
    const std::int64_t all = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
    if (all == 0)
        return std::nullopt;
    const std::int64_t rank = std::max<std::int64_t>((all * percent + 99) / 100, 1);
    std::int64_t before = 0;
    std::size_t bucket = 0;
    while (before + counts[bucket] < rank)
        before += counts[bucket++];
    const std::int64_t lower = bucket == 0 ? 0 : durationBoundsMs[bucket - 1];
    const std::int64_t width = durationBoundsMs[bucket] - lower;
    return lower + (width * (rank - before) + counts[bucket] - 1) / counts[bucket];
}

std::int64_t CallCounts::minute()
{
    const std::int64_t minute = m_context.nowMs / contract::statsMinuteMs;
    if (minute != m_prunedMinute) {
        m_prunedMinute = minute;
        m_context.store.forgetCalls(minute - minutesKept);
    }
    return minute;
}

void CallCounts::count(CallMade call)
{
    const std::string partner = call.named ? call.partner.text() : std::string();
    m_context.store.countCall({minute(), partner, call.outcome, durationBucket(call.durationMs), 1});
    if (m_made)
        m_calls.push_back(std::move(call));
}

void CallCounts::noteDepth(std::size_t depth)
{
    const std::int64_t now = minute();
    const auto deep = static_cast<std::int64_t>(depth);
    if (now == m_depthMinute && deep <= m_deepest)
        return;
    m_depthMinute = now;
    m_deepest = deep;
    m_context.store.noteDepth(now, deep);
}

void CallCounts::onTransactionEnd()
{
    for (const CallMade& call : std::exchange(m_calls, {}))
        m_made(call);
}

void CallCounts::discard()
{
    m_calls.clear();
    m_prunedMinute = 0;
    m_deepest = -1;
}

} // namespace service::core
