// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/jobs.h"

#include "service/core/calls.h"
#include "service/core/headerkey.h"
#include "service/core/jobplan.h"
#include "service/core/jobreview.h"
#include "service/core/keys.h"
#include "service/core/partners.h"

#include <algorithm>

namespace service::core {

namespace {

using contract::JobKind;
using contract::JobState;
using contract::ProblemCode;

constexpr std::int64_t retryAfterMs = 1'000;
constexpr std::int64_t lookAgainMs = 600'000;
constexpr std::string_view barePrefix = "recalc-";

std::int64_t moving(const Job& job)
{
    return job.row.counts.waiting + job.row.counts.deferred;
}

tl::unexpected<contract::Problem> refusal(ProblemCode code, std::string detail, const char* pointer)
{
    contract::Problem problem = contract::problem(code, std::move(detail));
    problem.errors.push_back({pointer, problem.detail});
    return tl::make_unexpected(std::move(problem));
}

} // namespace

tl::expected<contract::JobOrder, contract::Problem> decodeJob(const std::string& body, const Settings& settings)
{
    auto order = contract::decodeJobOrder(body);
    if (!order) {
        const contract::Error& error = order.error();
        return refusal(codeOf(error.kind), error.detail, error.pointer.c_str());
    }
    if (order->job.text().substr(0, barePrefix.size()) == barePrefix)
        return refusal(ProblemCode::ValidationFailed, "Ids that begin with recalc- are the service's own.", "/job_id");
    if (!order->query.empty()) {
        const auto query = contract::Query::parse(order->query);
        if (!query)
            return refusal(ProblemCode::ValidationFailed, query.error().detail, "/query");
        if (query->isEmpty())
            return refusal(ProblemCode::ValidationFailed, "A query that matches every bet is refused.", "/query");
    }
    for (const contract::JobBet& bet : order->items) {
        if (!findPartner(settings, bet.partner))
            return refusal(ProblemCode::PartnerUnknown, "This partner is not known.", "/items");
    }
    return *std::move(order);
}

Jobs::Jobs(Context& context, Recorder& recorder, Rounds& rounds, Outbox& outbox)
    : m_context(context), m_recorder(recorder), m_book(context, recorder), m_planner(context, m_book),
      m_runner(context, recorder, rounds, outbox, m_book)
{
}

Handled Jobs::refuse(contract::Problem problem, const std::string& object, std::string_view action,
                     const Request& request)
{
    m_recorder.audit(actorOf(request), action, object, {}, "refused " + std::string(contract::rule(problem.code).word));
    return {problemResponse(std::move(problem), request), {}, 0};
}

Handled Jobs::answer(const Job& job, const Request&, int status)
{
    Response response;
    response.status = status;
    response.body = contract::encode(job.row);
    return {std::move(response), {}, 0};
}

std::optional<Job> Jobs::find(const std::string& job)
{
    if (m_stale)
        load();
    return m_context.store.job(contract::JobId(job));
}

tl::expected<Job, Handled> Jobs::inState(const std::string& id, std::initializer_list<JobState> states,
                                         std::string_view action, const Request& request)
{
    auto job = find(id);
    if (!job)
        return tl::make_unexpected(Handled{
            problemResponse(contract::problem(ProblemCode::NotFound, "This job is not known."), request), {}, 0});
    if (std::find(states.begin(), states.end(), job->row.state) == states.end()) {
        return tl::make_unexpected(refuse(contract::problem(ProblemCode::JobStateConflict, stateNow(job->row)),
                                          objectOf(*job), action, request));
    }
    return *std::move(job);
}

tl::expected<std::vector<Bet>, Handled> Jobs::betsOf(const contract::JobOrder& order, const Request& request)
{
    std::vector<Bet> bets;
    bets.reserve(order.items.size());
    for (const contract::JobBet& named : order.items) {
        auto bet = m_context.store.bet(named.partner, named.bet);
        if (!bet) {
            contract::Problem problem = contract::problem(ProblemCode::BetNotFound, "This bet is not known.");
            problem.betId = named.bet.text();
            return tl::make_unexpected(Handled{problemResponse(std::move(problem), request), {}, 0});
        }
        bets.push_back(*std::move(bet));
    }
    return bets;
}

tl::expected<std::vector<Jobs::NamedInput>, Handled> Jobs::inputsOf(const contract::JobOrder& order, const Job& probe,
                                                                    const Request& request)
{
    std::vector<NamedInput> inputs;
    for (const contract::JobInput& given : order.inputs) {
        const auto bet = m_context.store.bet(given.partner, given.bet);
        const auto refused = [&](ProblemCode code, const char* detail) {
            contract::Problem problem = contract::problem(code, detail);
            problem.betId = given.bet.text();
            return tl::make_unexpected(Handled{problemResponse(std::move(problem), request), {}, 0});
        };
        if (!bet || bet->row.round != order.round)
            return refused(ProblemCode::BetNotFound, "This bet is not one of the round's.");
        if (bet->row.currency != given.payout.currency)
            return refused(ProblemCode::CurrencyMismatch, "The bet is in another currency.");
        if (planItem(m_context.store, m_context.settings, probe, *bet).state != contract::JobItemState::NeedsInput &&
            !bet->row.selection.empty() && bet->row.oddsE4 != 0)
            return refused(ProblemCode::ValidationFailed,
                           "How this bet ends is known. Only a bet without selection or odds takes an input.");
        inputs.push_back({bet->id, {given.won, given.payout.minor}});
    }
    return inputs;
}

Handled Jobs::create(const contract::JobOrder& order, const Request& request)
{
    Store& store = m_context.store;
    const std::string print = fingerprint({"job", contract::encode(order)});
    if (const auto known = find(order.job.text())) {
        if (known->fingerprint != print || known->row.author != request.identity.subject)
            return refuse(
                contract::problem(ProblemCode::IdempotencyMismatch, "This job_id was used with other content."),
                objectOf(*known), "job_create", request);
        return answer(*known, request);
    }
    Job job;
    job.row.id = order.job;
    job.row.kind = order.kind;
    job.row.query = order.query;
    job.row.overrideSettled = order.overrideSettled;
    job.row.reason = order.reason;
    job.row.reasonText = order.reasonText;
    job.row.ticket = order.ticket;
    std::vector<Bet> bets;
    if (order.kind == JobKind::Recalculation) {
        const auto round = store.round(order.round);
        if (!round)
            return {problemResponse(contract::problem(ProblemCode::RoundNotFound, "This round is not known."), request),
                    {},
                    0};
        if (!isResult(findGame(m_context.settings, round->row.game), order.correctResult))
            return {problemResponse(contract::problem(ProblemCode::ValidationFailed, "The game has no such result."),
                                    request),
                    {},
                    0};
        if (store.runningRecalculation(round->id)) {
            contract::Problem problem =
                contract::problem(ProblemCode::RecalculationInProgress, "This round is being recalculated.");
            problem.retryAfterMs = retryAfterMs;
            return {problemResponse(std::move(problem), request), {}, 0};
        }
        job.round = round->id;
        job.row.round = order.round;
        job.row.correctResult = order.correctResult;
        job.row.formerResult = round->row.result;
        job.row.resultVersion = round->row.resultVersion;
    } else if (!order.items.empty()) {
        auto named = betsOf(order, request);
        if (!named)
            return named.error();
        bets = *std::move(named);
    }
    const auto inputs = inputsOf(order, job, request);
    if (!inputs)
        return inputs.error();
    const Actor actor = actorOf(request);
    job.id = store.nextJobId();
    job.row.number = job.id;
    job.row.author = actor.subject;
    job.roles = actor.roles;
    job.correlationId = actor.correlationId;
    job.fingerprint = print;
    job.chain.assign(32, '\0');
    job.planUpTo = store.newestBetId();
    job.row.createdAt = m_context.nowMs;
    job.row.updatedAt = m_context.nowMs;
    store.insertJob(job);
    for (const NamedInput& input : *inputs)
        store.insertInput(job.id, input.bet, input.input);
    std::string why = order.reason;
    if (!order.reasonText.empty())
        why += ": " + order.reasonText;
    if (!order.ticket.empty())
        why += " (" + order.ticket + ")";
    m_book.audit(job, actor, "job_plan", {}, std::move(why));
    job = bets.empty() ? m_planner.plan(std::move(job)) : m_planner.planThese(std::move(job), std::move(bets));
    watch(job);
    return answer(job, request, 201);
}

Job Jobs::submitted(Job job)
{
    job.row.state = JobState::PendingApproval;
    job.row.approval = approvalId(job.id);
    job.row.expiresAt = m_context.nowMs + m_context.settings.jobs.approvalValidMs;
    job = m_book.save(job, "approval.requested");
    watch(job);
    return job;
}

Handled Jobs::submit(const std::string& id, const contract::SubmitOrder& order, const Request& request)
{
    if (const auto known = find(id); known && known->row.state == JobState::PendingApproval &&
                                     known->row.digest == order.digest && known->row.author == request.identity.subject)
        return answer(*known, request);
    auto job = inState(id, {JobState::Planned}, "job_submit", request);
    if (!job)
        return job.error();
    if (job->row.author != request.identity.subject)
        return refuse(contract::problem(ProblemCode::Forbidden, "Only who planned it may send it."), objectOf(*job),
                      "job_submit", request);
    if (m_context.nowMs >= job->row.expiresAt) {
        expire(*std::move(job));
        return {problemResponse(contract::problem(ProblemCode::PlanStale, "The plan is too old. Plan again."), request),
                {},
                0};
    }
    if (order.digest != job->row.digest) {
        contract::Problem problem = contract::problem(ProblemCode::PlanStale, "This is not the plan that was read.");
        problem.digest = job->row.digest;
        return refuse(std::move(problem), objectOf(*job), "job_submit", request);
    }
    if (std::any_of(job->row.sums.begin(), job->row.sums.end(), [](const contract::JobSum& sum) {
            return sum.creditMinor >= Store::jobSumMax || sum.debitMinor <= -Store::jobSumMax;
        }))
        return refuse(contract::problem(ProblemCode::AmountOutOfRange, "The sums of this plan are out of range."),
                      objectOf(*job), "job_submit", request);
    const bool newResult = job->row.kind == JobKind::Recalculation && job->row.correctResult != job->row.formerResult;
    // With nothing to do it is still two people who say that the recorded result is right.
    const auto round = m_context.store.round(job->round);
    const bool settles = round && round->row.needsRecalculation;
    if (moving(*job) == 0 && !newResult && !settles)
        return refuse(contract::problem(ProblemCode::JobStateConflict, "There is nothing to do."), objectOf(*job),
                      "job_submit", request);
    const std::string before(word(job->row.state));
    Job now = submitted(*std::move(job));
    m_book.audit(now, actorOf(request), "job_submit", before, now.row.reason);
    return answer(now, request);
}

Handled Jobs::withdraw(const std::string& id, const Request& request)
{
    auto job = inState(id, {JobState::Planning, JobState::Planned, JobState::PendingApproval, JobState::Withdrawn},
                       "job_withdraw", request);
    if (!job)
        return job.error();
    if (job->row.author != request.identity.subject)
        return refuse(contract::problem(ProblemCode::Forbidden, "Only who planned it may withdraw it."), objectOf(*job),
                      "job_withdraw", request);
    if (job->row.state == JobState::Withdrawn)
        return answer(*job, request);
    const std::string before(word(job->row.state));
    job->row.state = JobState::Withdrawn;
    m_book.audit(*job, actorOf(request), "job_withdraw", before);
    return answer(m_book.save(*job), request);
}

Handled Jobs::press(Press press, const std::string& id, const Request& request)
{
    HeaderKey key(m_context.store, request);
    const std::string print = fingerprint({"job press", std::to_string(static_cast<int>(press)), id});
    if (key.standsForOther(print))
        return {
            problemResponse(
                contract::problem(ProblemCode::IdempotencyMismatch, "This key was used with other content."), request),
            {},
            0};
    // A late copy of a press must not undo what was pressed after it.
    if (key.standsFor(print)) {
        if (const auto job = find(id))
            return answer(*job, request);
    }
    const auto job = press == Press::Pause    ? pause(id, request)
                     : press == Press::Resume ? resume(id, request)
                     : press == Press::Cancel ? cancel(id, request)
                                              : retryFailed(id, request);
    if (!job)
        return job.error();
    key.keep(print);
    return answer(*job, request);
}

tl::expected<Job, Handled> Jobs::pause(const std::string& id, const Request& request)
{
    auto job = inState(id, {JobState::Running, JobState::Paused}, "job_pause", request);
    if (!job || job->row.state == JobState::Paused)
        return job;
    return m_runner.pause(*std::move(job), "paused", actorOf(request));
}

tl::expected<Job, Handled> Jobs::resume(const std::string& id, const Request& request)
{
    auto job = inState(id, {JobState::Running, JobState::Paused}, "job_resume", request);
    if (!job || job->row.state == JobState::Running)
        return job;
    const std::string before(word(job->row.state));
    job->row.state = JobState::Running;
    job->row.why.clear();
    m_runner.forget(job->id);
    m_book.audit(*job, actorOf(request), "job_resume", before);
    Job now = m_book.save(*job);
    watch(now, 0);
    return now;
}

tl::expected<Job, Handled> Jobs::cancel(const std::string& id, const Request& request)
{
    auto job = inState(id, {JobState::Holding, JobState::Running, JobState::Paused, JobState::Cancelled}, "job_cancel",
                       request);
    if (!job || job->row.state == JobState::Cancelled)
        return job;
    // It cannot be undone; whoever else sees something wrong pauses.
    if (!request.identity.has("manager") && job->row.author != request.identity.subject)
        return tl::make_unexpected(
            refuse(contract::problem(ProblemCode::Forbidden,
                                     "Only a manager or who planned it may stop it for good. You can pause it."),
                   objectOf(*job), "job_cancel", request));
    return m_runner.cancel(*std::move(job), actorOf(request));
}

tl::expected<Job, Handled> Jobs::retryFailed(const std::string& id, const Request& request)
{
    auto job = inState(id, {JobState::Running, JobState::Paused, JobState::CompletedWithExceptions}, "job_retry_failed",
                       request);
    if (!job)
        return job;
    Job now = m_runner.retryFailed(*std::move(job), actorOf(request));
    watch(now, 0);
    return now;
}

Job Jobs::expire(Job job)
{
    const std::string before(word(job.row.state));
    job.row.state = JobState::Expired;
    m_book.audit(job, authorOf(job), "job_expire", before);
    m_due.erase(job.id);
    return m_book.save(job);
}

Job Jobs::step(Job job)
{
    if (job.bare)
        job = stepBare(std::move(job));
    else if (job.row.state == JobState::Planning)
        job = m_planner.plan(std::move(job));
    const bool waits = job.row.state == JobState::Planned || job.row.state == JobState::PendingApproval;
    if (waits && m_context.nowMs >= job.row.expiresAt)
        return expire(std::move(job));
    if (job.row.state == JobState::Holding && m_context.nowMs >= job.row.startsAt)
        job = m_runner.start(std::move(job));
    // Also when it has ended: an item that was in doubt may have become definite.
    if (job.row.startedAt != 0) {
        JobRunner::Ran ran = m_runner.run(std::move(job));
        watch(ran.job, ran.waitMs);
        return std::move(ran.job);
    }
    watch(job);
    return job;
}

void Jobs::watch(const Job& job, std::int64_t waitMs)
{
    std::int64_t wait = waitMs;
    switch (job.row.state) {
    case JobState::Planning:
        wait = 0;
        break;
    case JobState::Planned:
    case JobState::PendingApproval:
        wait = job.row.expiresAt - m_context.nowMs;
        break;
    case JobState::Holding:
        wait = job.row.startsAt - m_context.nowMs;
        break;
    case JobState::Running:
    case JobState::Paused:
    case JobState::Completed:
    case JobState::CompletedWithExceptions:
    case JobState::Cancelled:
    case JobState::Withdrawn:
    case JobState::Stale:
    case JobState::Expired:
    case JobState::Rejected:
    case JobState::Superseded:
        if (waitMs < 0) {
            m_due.erase(job.id);
            return;
        }
        break;
    }
    // Steady time from here on: the wall clock may jump.
    m_due[job.id] = m_context.steadyMs + std::clamp<std::int64_t>(wait, 0, lookAgainMs);
}

void Jobs::onEnded(const Bet& bet, const Operation& operation)
{
    for (const std::int64_t job : m_runner.onEnded(bet, operation))
        m_due[job] = m_context.steadyMs;
}

void Jobs::onStalled(const Operation& operation)
{
    for (const std::int64_t job : m_runner.onStalled(operation))
        m_due[job] = m_context.steadyMs;
}

void Jobs::recover()
{
    load();
    for (const Job& job : m_context.store.openJobs()) {
        if (job.row.state == JobState::Holding && job.row.startsAt <= m_context.nowMs)
            holdAgain(job);
    }
}

// The moment in which it could have been stopped passed while nobody could stop anything.
void Jobs::holdAgain(Job job)
{
    if (m_context.nowMs - job.row.startsAt > m_context.settings.jobs.approvalValidMs) {
        expire(std::move(job));
        return;
    }
    const JobSettings& settings = m_context.settings.jobs;
    job.row.startsAt =
        m_context.nowMs + (job.row.kind == JobKind::Refund ? settings.refundHoldMs : settings.recalculationHoldMs);
    watch(m_book.save(job));
}

void Jobs::load()
{
    m_due.clear();
    m_stale = false;
    m_runner.recover();
    for (const Job& job : m_context.store.openJobs())
        watch(job, 0);
}

void Jobs::tick()
{
    if (m_stale)
        load();
    std::vector<std::int64_t> due;
    for (const auto& [id, at] : m_due) {
        if (at <= m_context.steadyMs)
            due.push_back(id);
    }
    for (const std::int64_t id : due) {
        m_due.erase(id);
        if (auto job = m_context.store.job(id))
            step(*std::move(job));
    }
}

std::int64_t Jobs::nextDueMs() const
{
    if (m_stale)
        return m_context.clock.steadyMs();
    std::int64_t next = -1;
    for (const auto& [id, at] : m_due)
        next = next < 0 ? at : std::min(next, at);
    return next;
}

void Jobs::discard()
{
    m_stale = true;
}

} // namespace service::core
