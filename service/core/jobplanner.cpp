// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/jobplanner.h"

#include "service/core/jobplan.h"
#include "service/core/jobreview.h"

#include <algorithm>

namespace service::core {

namespace {

constexpr int betsPerStretch = 1'000;

} // namespace

void JobPlanner::add(Job& job, const Bet& bet)
{
    JobItem item = planItem(m_context.store, m_context.settings, job, bet);
    job.chain = chainedDigest(std::move(job.chain), item, bet.row.partner, bet.row.bet);
    m_book.add(std::move(item));
}

Job JobPlanner::plan(Job job)
{
    Store& store = m_context.store;
    const bool ofRound = job.row.kind == contract::JobKind::Recalculation;
    const std::vector<Bet> bets = ofRound ? store.roundBets(job.row.round, job.planAfter, betsPerStretch)
                                          : store.betsAfter(job.planAfter, job.planUpTo, betsPerStretch);
    // It was parsed before the job was made.
    const auto query = contract::Query::parse(job.row.query);
    for (const Bet& bet : bets) {
        if (ofRound || (query && query->matches(bet.row, job.row.createdAt)))
            add(job, bet);
    }
    if (static_cast<int>(bets.size()) < betsPerStretch)
        return finish(std::move(job));
    job.planAfter = bets.back().id;
    return m_book.save(job);
}

Job JobPlanner::planThese(Job job, std::vector<Bet> bets)
{
    // The order that the digest is checked in.
    std::sort(bets.begin(), bets.end(), [](const Bet& a, const Bet& b) { return a.id < b.id; });
    for (const Bet& bet : bets)
        add(job, bet);
    return finish(std::move(job));
}

Job JobPlanner::finish(Job job)
{
    // Up to here the plan has read.
    if (job.row.kind == contract::JobKind::Recalculation)
        job.planUpTo = m_context.store.newestBetId();
    job.row.state = contract::JobState::Planned;
    job.row.plannedAt = m_context.nowMs;
    job.row.expiresAt = m_context.nowMs + m_context.settings.jobs.planValidMs;
    if (const auto stored = m_context.store.job(job.id))
        job.row.sums = stored->row.sums;
    job.row.digest = planDigest(job.chain, job.row);
    return m_book.save(job);
}

} // namespace service::core
