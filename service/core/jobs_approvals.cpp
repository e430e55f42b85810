// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the second person says.
#include "service/core/calls.h"
#include "service/core/jobreview.h"
#include "service/core/jobs.h"
#include "service/core/partners.h"
#include "service/core/roles.h"

namespace service::core {

using contract::JobKind;
using contract::JobState;
using contract::ProblemCode;

tl::expected<Job, Handled> Jobs::forApproval(const std::string& approval, std::string_view action,
                                             const Request& request)
{
    if (m_stale)
        load();
    auto job = m_context.store.job(jobOfApproval(approval));
    if (!job || job->row.approval != approval)
        return tl::make_unexpected(Handled{
            problemResponse(contract::problem(ProblemCode::NotFound, "This approval is not known."), request), {}, 0});
    if (!signedInLately(request.identity, m_context.nowMs))
        return tl::make_unexpected(
            refuse(contract::problem(ProblemCode::ReauthenticationRequired, "Sign in again to approve."),
                   objectOf(*job), action, request));
    if (job->row.author == request.identity.subject)
        return tl::make_unexpected(
            refuse(contract::problem(ProblemCode::SelfApprovalForbidden, "You cannot approve your own request."),
                   objectOf(*job), action, request));
    if (job->row.state == JobState::Expired ||
        (job->row.state == JobState::PendingApproval && m_context.nowMs >= job->row.expiresAt)) {
        if (job->row.state == JobState::PendingApproval)
            job = expire(*std::move(job));
        return tl::make_unexpected(
            refuse(contract::problem(ProblemCode::ApprovalExpired, "The request has expired. Nothing was done."),
                   objectOf(*job), action, request));
    }
    return *std::move(job);
}

Handled Jobs::approve(const std::string& approval, const contract::ApprovalOrder& order, const Request& request)
{
    auto found = forApproval(approval, "job_approve", request);
    if (!found)
        return found.error();
    Job job = *std::move(found);
    const Actor actor = actorOf(request);
    const bool again = job.row.approver == actor.subject && job.row.digest == order.digest && job.row.startsAt != 0;
    if (again)
        return answer(job, request);
    if (job.row.state != JobState::PendingApproval) {
        return refuse(contract::problem(ProblemCode::JobStateConflict, stateNow(job.row)), objectOf(job), "job_approve",
                      request);
    }
    const std::string before(word(job.row.state));
    if (job.row.kind == JobKind::Recalculation && order.correctResult != job.row.correctResult) {
        if (order.correctResult.empty())
            return {problemResponse(contract::problem(ProblemCode::ValidationFailed,
                                                      "Choose the correct result yourself: correct_result."),
                                    request),
                    {},
                    0};
        // A slip of the keyboard is no other opinion.
        const auto round = m_context.store.round(job.round);
        if (!round || !isResult(findGame(m_context.settings, round->row.game), order.correctResult))
            return {problemResponse(contract::problem(ProblemCode::ValidationFailed, "The game has no such result."),
                                    request),
                    {},
                    0};
        job.row.state = JobState::Rejected;
        job.row.approver = actor.subject;
        job.row.why = "result_differs";
        job.row.comment = order.correctResult;
        m_book.audit(job, actor, "job_approve", before, "another result: " + order.correctResult);
        m_book.save(job);
        return {problemResponse(contract::problem(ProblemCode::ApprovalMismatch,
                                                  "Your result differs from the request. It is returned to " +
                                                      job.row.author + "."),
                                request),
                {},
                0};
    }
    const JobReview now = review(m_context.store, m_context.settings, job);
    if (now.changes.stale) {
        job.row.state = JobState::Stale;
        job.row.why = "bets_moved";
        m_book.audit(job, actor, "job_approve", before, "the plan is stale");
        m_book.save(job);
    }
    if (now.changes.stale || (order.digest != now.changes.digest && order.digest == job.row.digest)) {
        contract::Problem problem = contract::problem(
            ProblemCode::PlanStale, now.changes.stale ? "Bets moved since the plan was made. It has to be made anew."
                                                      : "Bets dropped out since the plan was made.");
        problem.digest = now.changes.digest;
        for (const contract::JobChange& change : now.changes.changes)
            problem.errors.push_back({"/rows/" + change.partner.text() + "/" + change.bet.text(), change.why});
        return refuse(std::move(problem), objectOf(job), "job_approve", request);
    }
    if (order.digest != now.changes.digest)
        return refuse(
            contract::problem(ProblemCode::ApprovalMismatch, "The approval is for another plan than this one."),
            objectOf(job), "job_approve", request);
    for (const JobReview::Moved& moved : now.moved)
        m_book.change(moved.before, moved.after);
    const bool refund = job.row.kind == JobKind::Refund;
    job.row.state = JobState::Holding;
    job.row.digest = order.digest;
    job.row.approver = actor.subject;
    job.row.comment = order.comment;
    job.row.startsAt =
        m_context.nowMs + (refund ? m_context.settings.jobs.refundHoldMs : m_context.settings.jobs.recalculationHoldMs);
    m_book.audit(job, actor, "job_approve", before, order.comment);
    job = m_book.save(job);
    watch(job);
    return answer(job, request);
}

Handled Jobs::reject(const std::string& approval, const contract::ApprovalOrder& order, const Request& request)
{
    auto found = forApproval(approval, "job_reject", request);
    if (!found)
        return found.error();
    Job job = *std::move(found);
    if (order.comment.empty())
        return {problemResponse(contract::problem(ProblemCode::ValidationFailed, "Say why: comment."), request), {}, 0};
    if (job.row.state == JobState::Rejected && job.row.approver == request.identity.subject)
        return answer(job, request);
    if (job.row.state != JobState::PendingApproval)
        return refuse(contract::problem(ProblemCode::JobStateConflict, stateNow(job.row)), objectOf(job), "job_reject",
                      request);
    const std::string before(word(job.row.state));
    job.row.state = JobState::Rejected;
    job.row.approver = request.identity.subject;
    job.row.comment = order.comment;
    m_book.audit(job, actorOf(request), "job_reject", before, order.comment);
    return answer(m_book.save(job), request);
}

} // namespace service::core
