// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/jobsjudge.h"

#include "client/contract/wire.h"
#include "service/core/jobplan.h"
#include "service/core/keys.h"
#include "tests/simulation/schedule.h"
#include "tests/simulation/servicehost.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <algorithm>
#include <map>
#include <set>

namespace tests::simulation {

using client::contract::JobItemState;
using client::contract::JobKind;
using client::contract::JobState;
using client::contract::OperationState;
using service::core::Job;
using service::core::JobItem;
using service::core::Operation;

namespace {

constexpr std::int64_t hourMs = 3'600'000;
constexpr std::int64_t dayMs = 24 * hourMs;

class JobsJudge
{
public:
    JobsJudge(ServiceHost& service, Trace& trace)
        : m_service(service), m_trace(trace), m_store(ServiceHost::path, {true, service.disk().vfsName(), false, {}}),
          m_database(std::string(ServiceHost::path), SQLite::OPEN_READONLY, 0, service.disk().vfsName())
    {
        service::core::JobFilter filter;
        filter.limit = 10'000;
        m_jobs = m_store.jobs(filter).rows;
    }

    void jobs(Outcome& outcome);
    void itemsAreOperations();
    void totals();
    void rounds();
    void audit();
    void events();
    void presses();
    void limits();

private:
    void broken(const std::string& what) { m_trace.violation(what); }
    std::int64_t number(const std::string& sql) { return m_database.execAndGet(sql).getInt64(); }
    void expectNone(const std::string& sql, const std::string& what);
    void ended(const Job& job);
    void agreement(const Job& job);
    void itemsOf(const Job& job, Outcome& outcome);
    void item(const Job& job, const JobItem& item);
    void effect(const Job& job, const JobItem& item, const Operation& operation);
    std::int64_t movedBy(const Operation& operation);

    ServiceHost& m_service;
    Trace& m_trace;
    service::store::SqliteStore m_store; // its own: what a mutant shows to the rules does not count here
    SQLite::Database m_database;
    std::vector<Job> m_jobs;
};

std::string nameOf(const Job& job)
{
    return "job " + job.row.id.text() + ", " + std::string(word(job.row.state));
}

// A bare call is its game's own, where games may recalculate alone.
bool needsSecondPerson(const Job& job, const service::core::Settings& settings)
{
    return !job.bare || !settings.mayRecalculate;
}

void JobsJudge::expectNone(const std::string& sql, const std::string& what)
{
    SQLite::Statement query(m_database, sql);
    if (query.executeStep())
        broken(what + ": " + query.getColumn(0).getString());
}

void JobsJudge::jobs(Outcome& outcome)
{
    outcome.jobs = static_cast<int>(m_jobs.size());
    for (const Job& job : m_jobs) {
        ended(job);
        if (job.row.startedAt != 0 || job.row.startsAt != 0)
            agreement(job);
        itemsOf(job, outcome);
        outcome.jobsAgreed += job.row.startsAt != 0;
        outcome.jobsStarted += job.row.startedAt != 0;
    }
}

void JobsJudge::ended(const Job& job)
{
    const auto& row = job.row;
    if (!isEnded(row.state))
        broken(nameOf(job) + ", never ends");
    const bool ran = row.state == JobState::Completed || row.state == JobState::CompletedWithExceptions;
    if (row.state != JobState::Cancelled && ran != (row.startedAt != 0))
        broken(nameOf(job) + (ran ? ", never started" : ", was started"));
    const auto& counts = row.counts;
    const bool exceptions = counts.deferred + counts.held + counts.needsInput + counts.failed + counts.inDoubt > 0;
    if (ran && exceptions != (row.state == JobState::CompletedWithExceptions))
        broken(nameOf(job) + (exceptions ? ", has exceptions" : ", has no exceptions"));
}

// Four eyes: a second person sent this approval, for this plan and result, in time, and no bet had moved.
void JobsJudge::agreement(const Job& job)
{
    const auto& row = job.row;
    if (!needsSecondPerson(job, m_service.settings()))
        return;
    if (row.approver.empty() || row.approver == row.author)
        broken(nameOf(job) + ", of " + row.author + " ran by the word of \"" + row.approver + "\"");
    const auto& seen = m_service.approvalsSeen();
    const bool sent = std::any_of(seen.begin(), seen.end(), [&row](const ApprovalSeen& approval) {
        return approval.approval == row.approval && approval.subject == row.approver &&
               approval.order.digest == row.digest &&
               (row.kind == JobKind::Refund || approval.order.correctResult == row.correctResult);
    });
    if (!sent)
        broken(nameOf(job) + ", " + row.approver + " never agreed to this plan");
    const AgreedPlan* plan = m_service.jobs().planOf(job.id);
    if (!plan)
        return; // the disk took the approval and never said so
    if (plan->digest != row.digest || plan->recomputed != plan->digest)
        broken(nameOf(job) + ", its items were not those of its digest");
    if (plan->hasMovedBets)
        broken(nameOf(job) + ", was agreed to after its bets had moved");
    if (plan->resultVersion != row.resultVersion ||
        (row.startedAt != 0 && row.kind == JobKind::Recalculation && job.newVersion != row.resultVersion + 1))
        broken(nameOf(job) + ", was agreed to for version " + std::to_string(plan->resultVersion) + ", made " +
               std::to_string(job.newVersion));
    for (const JobStep& step : m_service.jobs().stepsOf(job.id)) {
        if (step.to == JobState::PendingApproval && plan->at - step.at > m_service.settings().jobs.approvalValidMs)
            broken(nameOf(job) + ", was agreed to " + std::to_string(plan->at - step.at) + " ms after it was asked");
    }
}

void JobsJudge::itemsOf(const Job& job, Outcome& outcome)
{
    std::map<JobItemState, std::int64_t> counted;
    for (const auto& one : m_store.items(job.id, std::nullopt, 0, -1)) {
        item(job, one.item);
        ++counted[one.item.state];
    }
    outcome.itemsApplied += static_cast<int>(counted[JobItemState::Applied]);
    for (const auto& [state, count] : counted) {
        if (m_store.countOf(job.id, state) != count)
            broken(nameOf(job) + ", counts " + std::to_string(m_store.countOf(job.id, state)) + " items " +
                   std::string(word(state)) + ", has " + std::to_string(count));
    }
    std::int64_t all = 0;
    for (const auto& [state, count] : counted)
        all += count;
    if (job.row.counts.total() != all)
        broken(nameOf(job) + ", counts " + std::to_string(job.row.counts.total()) + " items, has " +
               std::to_string(all));
}

void JobsJudge::item(const Job& job, const JobItem& item)
{
    const std::string what =
        nameOf(job) + ", item of bet " + std::to_string(item.bet) + " is " + std::string(word(item.state));
    const auto operation = item.operation != 0 ? m_store.operation(item.operation) : std::nullopt;
    if (item.operation != 0 && (!operation || operation->bet != item.bet))
        return broken(what + " by an operation that is not there");
    if (operation && job.row.startedAt == 0)
        broken(what + " and the job never started");
    if (operation)
        effect(job, item, *operation);
    const auto bet = m_store.bet(item.bet);
    const bool isOpen = bet && bet->row.operation && client::contract::isOpen(bet->row.operation->state);
    switch (item.state) {
    case JobItemState::Applied:
        if (!operation || operation->state != OperationState::Succeeded)
            broken(what + " without an operation that succeeded");
        break;
    case JobItemState::Failed:
        if (!operation || operation->state != OperationState::NeedsReview)
            broken(what + " and nobody is asked to look at it");
        break;
    case JobItemState::Held:
        if (!operation || operation->state != OperationState::Declined)
            broken(what + " without a refusal");
        break;
    case JobItemState::Pending:
        // What never started keeps its plan as it was; what was cancelled says so.
        if (job.row.startedAt == 0 && job.row.state != JobState::Cancelled)
            break;
        [[fallthrough]];
    case JobItemState::Running:
    case JobItemState::InDoubt:
        if (isEnded(job.row.state))
            broken(what + " for ever");
        break;
    case JobItemState::Deferred:
        if (job.row.startedAt != 0 && !isOpen)
            broken(what + " for ever");
        break;
    case JobItemState::Unchanged:
    case JobItemState::Skipped:
    case JobItemState::NeedsInput:
    case JobItemState::Superseded:
    case JobItemState::Cancelled:
        if (operation)
            broken(what + " and has an operation");
        break;
    }
}

// Towards the player, in whosever books the money is.
std::int64_t JobsJudge::movedBy(const Operation& operation)
{
    const Bookmaker* partner = m_service.bookmaker();
    const auto bet = partner ? m_service.store().bet(operation.bet) : std::nullopt;
    if (bet)
        return partner->moved(
            service::core::operationKey(operation.kind, operation.ref, bet->row.partner.text(), bet->row.bet.text()));
    return number("SELECT coalesce(sum(e.amount), 0) FROM entries e JOIN accounts a ON a.id = e.account WHERE "
                  "a.kind = 0 AND e.posting = " +
                  std::to_string(operation.id));
}

// The operation is the item's own, and does what was agreed to.
void JobsJudge::effect(const Job& job, const JobItem& item, const Operation& operation)
{
    const std::string what = nameOf(job) + ", item of bet " + std::to_string(item.bet);
    const bool refund = job.row.kind == JobKind::Refund;
    if (operation.ref != (refund ? "job:" : "") + std::to_string(job.id))
        broken(what + " has the operation " + operation.ref);
    if (operation.amountMinor != item.deltaMinor || operation.target != item.target)
        broken(what + " does another thing than its operation");
    if (operation.state == OperationState::Succeeded) {
        // What reached the player is what the item says, for a stake that came back and for a payout alike.
        const std::int64_t moved = movedBy(operation);
        if (moved != item.deltaMinor)
            broken(what + " says " + std::to_string(item.deltaMinor) + ", moved " + std::to_string(moved));
    }
    const AgreedPlan* plan = m_service.jobs().planOf(job.id);
    if (!plan)
        return;
    const auto agreed = plan->items.find(item.bet);
    if (agreed == plan->items.end())
        return broken(what + " ran and was not agreed to");
    const JobItem& then = agreed->second;
    const bool asAgreed = then.state == JobItemState::Deferred ? service::core::asApproved(then, item)
                                                               : service::core::sameAction(then, item);
    if (!asAgreed)
        broken(what + " moved " + std::to_string(item.deltaMinor) + ", agreed was " + std::to_string(then.deltaMinor));
}

void JobsJudge::itemsAreOperations()
{
    expectNone("SELECT operation FROM job_items WHERE operation IS NOT NULL GROUP BY operation HAVING count(*) > 1",
               "an operation belongs to two items");
    expectNone("SELECT o.id FROM operations o WHERE (o.source = 2 OR o.ref LIKE 'job:%') AND NOT EXISTS (SELECT 1 FROM "
               "job_items i WHERE i.operation = o.id)",
               "an operation of a job belongs to no item");
    expectNone("SELECT i.bet FROM job_items i JOIN jobs j ON j.id = i.job WHERE j.kind = 0 AND i.state = 2 GROUP BY "
               "i.bet HAVING count(*) > 1",
               "a bet was refunded by two jobs");
    expectNone("SELECT i.bet FROM job_items i JOIN jobs j ON j.id = i.job WHERE j.kind = 1 AND i.state = 2 GROUP BY "
               "i.bet, j.round, j.new_version HAVING count(*) > 1",
               "a bet was corrected twice for one version of its round");
}

void JobsJudge::totals()
{
    static const std::string moving = "i.job = s.job AND i.currency = s.currency AND i.state IN (0, 1, 2, 7, 9, 10)";
    const auto sum = [](const std::string& column, const std::string& of) {
        return "s." + column + " <> (SELECT coalesce(sum(" + of + "), 0) FROM job_items i WHERE " + moving + ")";
    };
    expectNone("SELECT s.job FROM job_sums s WHERE " + sum("bets", "i.delta <> 0") + " OR " +
                   sum("credit", "max(i.delta, 0)") + " OR " + sum("debit", "min(i.delta, 0)") + " OR " +
                   sum("applied_credit", "CASE i.state WHEN 2 THEN max(i.delta, 0) ELSE 0 END") + " OR " +
                   sum("applied_debit", "CASE i.state WHEN 2 THEN min(i.delta, 0) ELSE 0 END"),
               "the sums of a job are not those of its items");
    expectNone("SELECT i.job FROM job_items i WHERE i.state IN (0, 1, 2, 7, 9, 10) AND i.delta <> 0 AND NOT EXISTS "
               "(SELECT 1 FROM job_sums s WHERE s.job = i.job AND s.currency = i.currency)",
               "a job does not sum its items");
}

void JobsJudge::rounds()
{
    expectNone("SELECT round FROM rounds WHERE state = 4", "a round is being recalculated by nobody");
    expectNone("SELECT round FROM round_results WHERE version > 0 GROUP BY round, version HAVING count(*) > 1",
               "a round has two results of one version");
    expectNone("SELECT r.round FROM rounds r WHERE r.result_version <> (SELECT count(*) FROM round_results h WHERE "
               "h.round = r.id AND h.version BETWEEN 1 AND r.result_version)",
               "a round's history of results has a gap");
    expectNone("SELECT r.round FROM rounds r WHERE r.result_version > 0 AND NOT EXISTS (SELECT 1 FROM round_results h "
               "WHERE h.round = r.id AND h.version = r.result_version AND h.result = r.result)",
               "a round's result is not the last of its history");
    expectNone("SELECT round_name FROM jobs WHERE kind = 1 AND new_version > 0 GROUP BY round, new_version HAVING "
               "count(*) > 1",
               "two recalculations made one version of a round");
    expectNone("SELECT j.job FROM jobs j JOIN round_results h ON h.round = j.round AND h.version = j.new_version WHERE "
               "j.kind = 1 AND j.new_version > 0 AND h.result <> j.correct_result",
               "a round's result is not that of its recalculation");
    expectNone("SELECT r.round FROM rounds r WHERE r.result_version > 1 AND NOT EXISTS (SELECT 1 FROM jobs j WHERE "
               "j.round = r.id AND j.new_version = r.result_version AND j.correct_result = r.result)",
               "a round's newest result is not that of its newest recalculation");
}

// Every step that was seen has a row that tells it; planning moves nothing and is told once, with its order.
void JobsJudge::audit()
{
    std::map<std::string, std::int64_t> told;
    std::int64_t seq = 0;
    for (bool more = true; more;) {
        const auto rows = m_store.audit(seq, 500);
        more = !rows.empty();
        for (const service::core::AuditRow& row : rows) {
            seq = row.seq;
            if (row.object.starts_with("job:"))
                ++told[row.object + " " + row.before + " > " + row.after.substr(0, row.after.find(' '))];
        }
    }
    for (const Job& job : m_jobs) {
        if (!needsSecondPerson(job, m_service.settings()))
            continue;
        std::map<std::string, std::int64_t> seen;
        for (const JobStep& step : m_service.jobs().stepsOf(job.id)) {
            if (step.from != JobState::Planning)
                ++seen["job:" + job.row.id.text() + " " + std::string(word(step.from)) + " > " +
                       std::string(word(step.to))];
        }
        for (const auto& [step, times] : seen) {
            if (told[step] < times)
                broken("the audit log tells " + std::to_string(told[step]) + " of " + std::to_string(times) +
                       " times: " + step);
        }
    }
}

void JobsJudge::events()
{
    std::map<std::string, std::string> newest;
    std::int64_t seq = 0;
    for (bool more = true; more;) {
        const auto rows = m_store.eventsAfter(seq, 500);
        more = !rows.empty();
        for (const auto& row : rows) {
            seq = row.seq;
            const auto event = client::contract::decodeFeedEvent("e-" + std::to_string(row.seq), row.data);
            if (event && event->job)
                newest[event->job->id.text()] = client::contract::encode(*event->job);
        }
    }
    for (const Job& job : m_jobs) {
        if (newest[job.row.id.text()] != client::contract::encode(job.row))
            broken(nameOf(job) + ", was last told as " + newest[job.row.id.text()]);
    }
}

// A press has one effect, however often and late the network brings it. Its copies share their correlation id.
void JobsJudge::presses()
{
    expectNone("SELECT action || ' of ' || object FROM audit WHERE action IN ('job_plan', 'job_submit', "
               "'job_withdraw', 'job_approve', 'job_reject', 'job_pause', 'job_resume', 'job_cancel', "
               "'job_retry_failed') AND after NOT LIKE 'refused%' AND "
               "correlation <> '' GROUP BY action, object, correlation HAVING count(*) > 1",
               "one press had two effects");
}

void JobsJudge::limits()
{
    const service::core::LimitSettings& limits = m_service.settings().limits;
    // All bets of the simulation are in this currency.
    const service::core::RefundLimit& euros = limits.refunds.at("EUR");
    SQLite::Statement query(m_database,
                            "SELECT o.id, o.actor, o.amount, (SELECT sum(p.amount) FROM operations p WHERE p.actor = "
                            "o.actor AND p.kind = o.kind AND p.source = 1 AND p.ref NOT LIKE 'job:%' AND p.created "
                            "BETWEEN o.created - ? AND o.created), (SELECT count(*) FROM operations p WHERE p.actor = "
                            "o.actor AND p.kind = o.kind AND p.source = 1 AND p.ref NOT LIKE 'job:%' AND p.created "
                            "BETWEEN o.created - ? AND o.created) FROM operations o WHERE o.kind = ? AND o.source = 1 "
                            "AND o.ref NOT LIKE 'job:%'");
    query.bind(1, dayMs);
    query.bind(2, hourMs);
    query.bind(3, static_cast<int>(client::contract::OperationKind::Refund));
    while (query.executeStep()) {
        if (query.getColumn(2).getInt64() > euros.oneMinor || query.getColumn(3).getInt64() > euros.dayMinor ||
            query.getColumn(4).getInt64() > limits.refundsPerHour)
            broken("operation " + query.getColumn(0).getString() + " is above the limits of " +
                   query.getColumn(1).getString());
    }
}

} // namespace

void judgeJobs(ServiceHost& service, Trace& trace, Outcome& outcome)
{
    JobsJudge judge(service, trace);
    judge.limits();
    judge.jobs(outcome);
    judge.itemsAreOperations();
    judge.totals();
    judge.rounds();
    judge.audit();
    judge.events();
    judge.presses();
}

} // namespace tests::simulation
