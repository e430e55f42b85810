// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The specification's bare call: a plan that starts by itself, or asks a second person.
#include "service/core/calls.h"
#include "service/core/headerkey.h"
#include "service/core/jobreview.h"
#include "service/core/jobs.h"
#include "service/core/keys.h"
#include "service/core/partners.h"

#include <algorithm>

namespace service::core {

namespace {

using contract::JobKind;
using contract::JobState;
using contract::ProblemCode;

constexpr int betsPerRead = 500;
constexpr std::int64_t retryAfterMs = 1'000;

} // namespace

bool Jobs::hasWork(const Job& job)
{
    // Nothing was left then and nothing has moved since: the whole round need not be read again.
    const auto latest = m_context.store.recalculationOf(job.round, job.row.resultVersion);
    if (latest && latest->row.state == JobState::Completed &&
        m_context.store.lastChangeOf(job.row.round) < latest->row.endedAt)
        return false;
    std::int64_t after = 0;
    for (;;) {
        const std::vector<Bet> bets = m_context.store.roundBets(job.row.round, after, betsPerRead);
        if (bets.empty())
            return false;
        after = bets.back().id;
        if (std::any_of(bets.begin(), bets.end(), [&](const Bet& bet) {
                if (planItem(m_context.store, m_context.settings, job, bet).state != contract::JobItemState::Pending)
                    return false;
                // What was held back is a person's to decide; asking again is no decision.
                const auto then = latest ? m_context.store.item(latest->id, bet.id) : std::nullopt;
                return !then || then->state != contract::JobItemState::Held || bet.row.updatedAt > then->updatedAt;
            }))
            return true;
    }
}

Handled Jobs::recalculate(const contract::RecalculateCall& call, const Request& request)
{
    HeaderKey key(m_context.store, request);
    const std::string print = fingerprint({"recalculate_bets", call.round.text(), call.correctResult});
    if (key.standsForOther(print))
        return {
            problemResponse(
                contract::problem(ProblemCode::IdempotencyMismatch, "This key was used with other content."), request),
            {},
            0};
    // A late copy must not undo what came after it.
    if (key.standsFor(print)) {
        if (const auto known = bareJob(call))
            return {answerFor(*known, request), {}, 0};
    }
    Handled handled = recalculateNow(call, request);
    if (!handled.response || handled.response->status < 300)
        key.keep(print);
    return handled;
}

// The newest that such a call made.
std::optional<Job> Jobs::bareJob(const contract::RecalculateCall& call)
{
    JobFilter filter;
    filter.round = call.round.text();
    filter.kind = JobKind::Recalculation;
    for (const Job& job : m_context.store.jobs(filter).rows) {
        if (job.bare && job.row.correctResult == call.correctResult)
            return job;
    }
    return std::nullopt;
}

Handled Jobs::recalculateNow(const contract::RecalculateCall& call, const Request& request)
{
    const auto refuseAtOnce = [&](ProblemCode code, const char* detail) {
        contract::Problem problem = contract::problem(code, detail);
        if (code == ProblemCode::RecalculationInProgress)
            problem.retryAfterMs = retryAfterMs;
        return Handled{problemResponse(std::move(problem), request), {}, 0};
    };
    Store& store = m_context.store;
    if (m_stale)
        load();
    const auto round = store.round(call.round);
    if (!round)
        return refuseAtOnce(ProblemCode::RoundNotFound, "This round is not known.");
    if (!isResult(findGame(m_context.settings, round->row.game), call.correctResult))
        return refuseAtOnce(ProblemCode::ValidationFailed, "The game has no such result.");
    if (store.runningRecalculation(round->id))
        return refuseAtOnce(ProblemCode::RecalculationInProgress, "This round is being recalculated.");
    const Actor actor = actorOf(request);
    Job job;
    job.bare = true;
    job.row.kind = JobKind::Recalculation;
    job.round = round->id;
    job.row.round = call.round;
    job.row.correctResult = call.correctResult;
    job.row.formerResult = round->row.result;
    job.row.resultVersion = round->row.resultVersion;
    if (round->row.resultVersion > 0 && round->row.result == call.correctResult && !hasWork(job)) {
        // Who asks twice is told the same twice; that nothing was done now is what the header says.
        const auto latest = store.recalculationOf(round->id, round->row.resultVersion);
        Response response = bareAnswer(latest.value_or(Job{}), *round);
        if (latest)
            response.headers.push_back({"Idempotency-Replayed", "true"});
        return {std::move(response), {}, 0};
    }
    if (const auto waiting = bareJob(call); waiting && !isEnded(waiting->row.state))
        return {answerFor(*waiting, request), {}, 0};
    job.id = store.nextJobId();
    job.row.id = contract::JobId(bareJobId(job.id));
    job.row.number = job.id;
    job.row.author = actor.subject;
    job.roles = actor.roles;
    job.correlationId = actor.correlationId;
    job.chain.assign(32, '\0');
    job.row.createdAt = m_context.nowMs;
    job.row.updatedAt = m_context.nowMs;
    store.insertJob(job);
    job = step(std::move(job));
    if (!m_context.settings.mayRecalculate || isEnded(job.row.state))
        return {answerFor(job, request), {}, 0};
    return {std::nullopt, job.row.id.text(), m_context.settings.defaultPartner.answerWithinMs};
}

Response Jobs::bareAnswer(const Job& job, const Round& round) const
{
    Response response;
    response.body = contract::recalculatedBody(round.row.round);
    response.body.pop_back();
    const auto add = [&response](const char* key, std::int64_t count) {
        response.body.append(",\"").append(key).append("\":").append(std::to_string(count));
    };
    const contract::JobCounts& counts = job.row.counts;
    if (job.id != 0)
        response.body.append(",\"recalculation_id\":\"").append(job.row.id.text()).append("\"");
    add("result_version", round.row.resultVersion);
    add("changed", counts.applied);
    add("unchanged", counts.unchanged);
    add("skipped", counts.skipped + counts.superseded + counts.cancelled);
    add("needs_input", counts.needsInput);
    add("deferred", counts.deferred);
    add("held", counts.held);
    // One key more than the shape of version 1 had, and only when there is something to say.
    if (counts.failed + counts.inDoubt > 0)
        add("in_doubt", counts.failed + counts.inDoubt);
    response.body += "}";
    return response;
}

Response Jobs::answerFor(const Job& job, const Request& request)
{
    const auto round = m_context.store.round(job.round);
    if (!round)
        return problemResponse(contract::problem(ProblemCode::InternalError), request);
    if (job.row.startedAt != 0 && isEnded(job.row.state))
        return bareAnswer(job, *round);
    if (m_context.settings.mayRecalculate)
        return problemResponse(contract::problem(ProblemCode::PartnerTimeout, "The recalculation is still running."),
                               request);
    Response response;
    response.status = 202;
    response.body = R"({"status":"accepted","message":"The recalculation of )" + job.row.round.text() +
                    R"( waits for a second person","job_id":")" + job.row.id.text() + "\"";
    if (!job.row.approval.empty())
        response.body += R"(,"approval_id":")" + job.row.approval + "\"";
    response.body += "}";
    response.headers.push_back({"Location", "/api/v1/jobs/" + job.row.id.text()});
    return response;
}

Job Jobs::stepBare(Job job)
{
    if (job.row.state == JobState::Planning) {
        job = m_planner.plan(std::move(job));
        if (job.row.state != JobState::Planned) {
            watch(job, 0);
            return job;
        }
    }
    if (job.row.state != JobState::Planned)
        return job;
    if (m_context.settings.mayRecalculate)
        return m_runner.start(std::move(job));
    const std::string before(word(job.row.state));
    Job now = submitted(std::move(job));
    m_book.audit(now, authorOf(now), "job_submit", before);
    return now;
}

} // namespace service::core
