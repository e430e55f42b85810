// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/jobs.h"
#include "client/contract/messages.h"
#include "service/core/jobplanner.h"
#include "service/core/jobrunner.h"
#include "service/core/service.h"

#include <map>
#include <set>
#include <string>

namespace service::core {

// POST /api/v1/jobs, decoded and held against what can be known without the store.
tl::expected<contract::JobOrder, contract::Problem> decodeJob(const std::string& body, const Settings& settings);

// The life of a job, domain.md 5 and 7: plan, submission, a second person, hold, run. Decides who may do what when, and
// when each job is looked at next.
class Jobs
{
public:
    Jobs(Context& context, Recorder& recorder, Rounds& rounds, Outbox& outbox);

    Handled create(const contract::JobOrder& order, const Request& request);
    Handled submit(const std::string& job, const contract::SubmitOrder& order, const Request& request);
    Handled withdraw(const std::string& job, const Request& request);
    enum class Press { Pause, Resume, Cancel, RetryFailed };
    Handled press(Press press, const std::string& job, const Request& request);
    Handled approve(const std::string& approval, const contract::ApprovalOrder& order, const Request& request);
    Handled reject(const std::string& approval, const contract::ApprovalOrder& order, const Request& request);

    // /api/recalculate_bets: plan and start at once where the settings allow it, else a plan that waits for approval.
    Handled recalculate(const contract::RecalculateCall& call, const Request& request);
    // For who waited for "recalc-7".
    Response answerFor(const Job& job, const Request& request);

    void onEnded(const Bet& bet, const Operation& operation);
    void onStalled(const Operation& operation);
    // After a start of the service.
    void recover();
    void tick();
    std::int64_t nextDueMs() const;
    void discard();

private:
    void load();
    void holdAgain(Job job);
    Handled refuse(contract::Problem problem, const std::string& object, std::string_view action,
                   const Request& request);
    Handled answer(const Job& job, const Request& request, int status = 200);
    std::optional<Job> find(const std::string& job);
    tl::expected<Job, Handled> inState(const std::string& job, std::initializer_list<contract::JobState> states,
                                       std::string_view action, const Request& request);
    tl::expected<Job, Handled> forApproval(const std::string& approval, std::string_view action,
                                           const Request& request);
    tl::expected<std::vector<Bet>, Handled> betsOf(const contract::JobOrder& order, const Request& request);
    struct NamedInput
    {
        std::int64_t bet;
        JobInput input;
    };
    tl::expected<std::vector<NamedInput>, Handled> inputsOf(const contract::JobOrder& order, const Job& probe,
                                                            const Request& request);
    tl::expected<Job, Handled> pause(const std::string& job, const Request& request);
    tl::expected<Job, Handled> resume(const std::string& job, const Request& request);
    tl::expected<Job, Handled> cancel(const std::string& job, const Request& request);
    tl::expected<Job, Handled> retryFailed(const std::string& job, const Request& request);
    Handled recalculateNow(const contract::RecalculateCall& call, const Request& request);
    std::optional<Job> bareJob(const contract::RecalculateCall& call);
    bool hasWork(const Job& job);
    Job submitted(Job job);
    Job step(Job job);
    Job stepBare(Job job);
    Job expire(Job job);
    void watch(const Job& job, std::int64_t waitMs = -1);
    Response bareAnswer(const Job& job, const Round& round) const;

    Context& m_context;
    Recorder& m_recorder;
    JobBook m_book;
    JobPlanner m_planner;
    JobRunner m_runner;
    std::map<std::int64_t, std::int64_t> m_due; // job → steady time of its next step
    bool m_stale = false;                       // m_due no longer agrees with the store
};

} // namespace service::core
