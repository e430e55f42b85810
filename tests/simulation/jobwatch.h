// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/store/sqlitestore.h"

#include <map>
#include <string>
#include <vector>

namespace tests::simulation {

// What a second person agreed to, read in the transaction that took the approval.
struct AgreedPlan
{
    std::string digest;        // as the job says
    std::string recomputed;    // from the items as they are then
    bool hasMovedBets = false; // items that expect another version than their bet has
    std::int64_t resultVersion = 0;
    std::int64_t at = 0;
    std::map<std::int64_t, service::core::JobItem> items; // by bet: those that may move money
};

struct JobStep
{
    client::contract::JobState from = client::contract::JobState::Planning;
    client::contract::JobState to = client::contract::JobState::Planning;
    std::int64_t at = 0;
};

// What became of jobs in committed transactions, by job. It belongs to the judge and survives every crash.
class JobWatch
{
public:
    void agreed(std::int64_t job, AgreedPlan plan) { m_newPlans[job] = std::move(plan); }
    void stepped(std::int64_t job, JobStep step) { m_newSteps.emplace_back(job, step); }
    void keep();
    void drop();

    const AgreedPlan* planOf(std::int64_t job) const;
    std::vector<JobStep> stepsOf(std::int64_t job) const;

private:
    std::map<std::int64_t, AgreedPlan> m_newPlans;
    std::vector<std::pair<std::int64_t, JobStep>> m_newSteps;
    std::map<std::int64_t, AgreedPlan> m_plans;
    std::map<std::int64_t, std::vector<JobStep>> m_steps;
};

// The genuine store, and an eye on its jobs.
class WatchedStore : public service::store::SqliteStore
{
public:
    WatchedStore(const std::string& path, service::store::SqliteOptions options, JobWatch& watch)
        : SqliteStore(path, std::move(options)), m_watch(watch)
    {
    }

    void begin() override;
    void commit() override;
    void rollback() override;
    void updateJob(const service::core::Job& job) override;

private:
    AgreedPlan agreedPlan(const service::core::Job& job);

    JobWatch& m_watch;
};

} // namespace tests::simulation
