// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/jobwatch.h"

#include "service/core/jobplan.h"

#include <utility>

namespace tests::simulation {

using client::contract::JobItemState;
using client::contract::JobState;
using service::core::Job;

namespace {

client::contract::JobRow withoutEmptySums(client::contract::JobRow row)
{
    std::erase_if(row.sums, [](const client::contract::JobSum& sum) { return sum.bets == 0; });
    return row;
}

} // namespace

void JobWatch::keep()
{
    for (auto& [job, plan] : m_newPlans)
        m_plans[job] = std::move(plan);
    for (const auto& [job, step] : m_newSteps)
        m_steps[job].push_back(step);
    drop();
}

void JobWatch::drop()
{
    m_newPlans.clear();
    m_newSteps.clear();
}

const AgreedPlan* JobWatch::planOf(std::int64_t job) const
{
    const auto found = m_plans.find(job);
    return found == m_plans.end() ? nullptr : &found->second;
}

std::vector<JobStep> JobWatch::stepsOf(std::int64_t job) const
{
    const auto found = m_steps.find(job);
    return found == m_steps.end() ? std::vector<JobStep>() : found->second;
}

void WatchedStore::begin()
{
    m_watch.drop();
    SqliteStore::begin();
}

void WatchedStore::commit()
{
    SqliteStore::commit();
    m_watch.keep();
}

void WatchedStore::rollback()
{
    SqliteStore::rollback();
    m_watch.drop();
}

void WatchedStore::updateJob(const Job& job)
{
    // Not through what a mutant makes of it.
    const auto before = SqliteStore::job(job.id);
    SqliteStore::updateJob(job);
    if (!before || before->row.state == job.row.state)
        return;
    m_watch.stepped(job.id, {before->row.state, job.row.state, job.row.updatedAt});
    if (job.row.state == JobState::Holding)
        m_watch.agreed(job.id, agreedPlan(job));
}

AgreedPlan WatchedStore::agreedPlan(const Job& job)
{
    AgreedPlan plan;
    const auto now = SqliteStore::job(job.id);
    plan.digest = job.row.digest;
    plan.resultVersion = now->row.resultVersion;
    plan.at = job.row.updatedAt;
    std::string chain(32, '\0');
    for (const service::core::JobItemOfBet& one : SqliteStore::items(job.id, std::nullopt, 0, -1)) {
        chain = service::core::chainedDigest(std::move(chain), one.item, one.partner, one.bet);
        if (one.item.state != JobItemState::Pending && one.item.state != JobItemState::Deferred)
            continue;
        const auto bet = SqliteStore::bet(one.item.bet);
        plan.hasMovedBets = plan.hasMovedBets || !bet || bet->row.version != one.item.expectedVersion;
        plan.items.emplace(one.item.bet, one.item);
    }
    // What dropped out leaves a row of zeros in the store, and none in what was agreed to.
    plan.recomputed = service::core::planDigest(chain, withoutEmptySums(now->row));
    return plan;
}

} // namespace tests::simulation
