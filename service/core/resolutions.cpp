// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/resolutions.h"

#include "service/core/calls.h"
#include "service/core/headerkey.h"
#include "service/core/keys.h"
#include "service/core/parameters.h"
#include "service/core/roles.h"

#include <charconv>

namespace service::core {

namespace {

using contract::ProblemCode;
using contract::ResolutionState;

constexpr std::string_view prefix = "rs-";

std::int64_t idFrom(std::string_view text)
{
    if (!Resolutions::isResolution(text))
        return 0;
    text.remove_prefix(prefix.size());
    std::int64_t id = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), id);
    return read.ptr == text.data() + text.size() ? id : 0;
}

// What is agreed to: the words, and the money as it stood when they were read. Attempts in between change neither.
std::string digestOf(const Resolution& resolution, const Operation& operation, const contract::BetRow& bet)
{
    return hex(fingerprint({"resolution", operationIdText(operation.id), resolution.succeeded ? "succeeded" : "failed",
                            resolution.reference, resolution.reason, std::to_string(operation.amountMinor),
                            word(operation.target), std::to_string(operation.payoutMinor.value_or(-1)), word(bet.state),
                            std::to_string(bet.stakeMinor), std::to_string(bet.refundedMinor),
                            std::to_string(bet.payoutMinor.value_or(-1)), bet.currency.code}));
}

contract::ResolutionRow rowOf(const Resolution& resolution, const Operation& operation, const contract::BetRow& bet)
{
    contract::ResolutionRow row;
    row.id = resolutionIdText(resolution.id);
    row.operation = contract::OperationId(operationIdText(operation.id));
    row.kind = operation.kind;
    row.partner = bet.partner;
    row.bet = bet.bet;
    row.amount = {operation.amountMinor, bet.currency};
    row.succeeded = resolution.succeeded;
    row.reference = resolution.reference;
    row.reason = resolution.reason;
    row.state = resolution.state;
    row.digest = resolution.digest;
    row.author = resolution.author;
    row.approver = resolution.approver;
    row.comment = resolution.comment;
    row.createdAt = resolution.createdAt;
    row.expiresAt = resolution.expiresAt;
    row.endedAt = resolution.endedAt;
    return row;
}

} // namespace

std::string resolutionIdText(std::int64_t id)
{
    return std::string(prefix) + std::to_string(id);
}

bool Resolutions::isResolution(std::string_view approval)
{
    return approval.substr(0, prefix.size()) == prefix;
}

Handled Resolutions::refuse(contract::Problem problem, const Bet& bet, std::string_view action, const Request& request)
{
    problem.betId = bet.row.bet.text();
    m_recorder.audit(actorOf(request), action, auditObject(bet.row), {},
                     "refused " + std::string(contract::rule(problem.code).word));
    return {problemResponse(std::move(problem), request), {}, 0};
}

Handled Resolutions::answer(const Case& found, int status)
{
    Response response;
    response.status = status;
    response.body = contract::encode(rowOf(found.resolution, found.operation, found.bet.row));
    return {std::move(response), {}, 0};
}

void Resolutions::end(Case& found, ResolutionState state, const Request& request, const std::string& comment)
{
    Resolution& resolution = found.resolution;
    const Actor actor = actorOf(request);
    resolution.state = state;
    resolution.endedAt = m_context.nowMs;
    resolution.comment = comment;
    if (state == ResolutionState::Approved || state == ResolutionState::Rejected)
        resolution.approver = actor.subject;
    m_context.store.updateResolution(resolution);
    m_recorder.audit(actor, "resolution_" + std::string(word(state)), auditObject(found.bet.row), "pending",
                     std::string(word(state)) + " digest " + resolution.digest, comment);
    m_recorder.tellBet("resolution." + std::string(word(state)), found.bet.row, found.operation.id, actor);
}

Handled Resolutions::propose(const std::string& id, const contract::ResolveOrder& order, const Request& request)
{
    Store& store = m_context.store;
    const auto operation = store.operation(operationIdFrom(id));
    const auto bet = operation ? store.bet(operation->bet) : std::nullopt;
    if (!bet)
        return {problemResponse(contract::problem(ProblemCode::OperationNotFound), request), {}, 0};
    const auto conflict = [&](std::string_view detail) {
        return refuse(contract::problem(ProblemCode::OperationStateConflict, std::string(detail)), *bet, "resolve",
                      request);
    };
    HeaderKey key(store, request);
    const std::string print = fingerprint({"resolve", id, contract::encode(order)});
    if (key.standsForOther(print))
        return refuse(contract::problem(ProblemCode::IdempotencyMismatch, "This key was used with other content."),
                      *bet, "resolve", request);
    if (auto known = store.resolutionOf(operation->id)) {
        Case found{*std::move(known), *operation, *bet};
        const Resolution& resolution = found.resolution;
        const bool same = resolution.author == request.identity.subject && resolution.succeeded == order.succeeded &&
                          resolution.reference == order.reference && resolution.reason == order.reason;
        if (same && key.standsFor(print))
            return answer(found);
        if (resolution.state == ResolutionState::Pending && m_context.nowMs >= resolution.expiresAt)
            end(found, ResolutionState::Expired, request, {});
        else if (resolution.state == ResolutionState::Pending)
            return same ? answer(found) : conflict("Another resolution of it waits for a second person.");
    }
    if (const std::string_view why = m_outbox.unresolvableBecause(*bet, *operation); !why.empty())
        return conflict(why);
    // That a refund did not happen would leave open what became of the block that it took back.
    if (operation->cancels != 0 && !order.succeeded)
        return conflict("It takes back a block in doubt: it is over once the player has the stake back.");

    const Actor actor = actorOf(request);
    Case made{{}, *operation, *bet};
    Resolution& resolution = made.resolution;
    resolution.operation = operation->id;
    resolution.succeeded = order.succeeded;
    resolution.reference = order.reference;
    resolution.reason = order.reason;
    resolution.author = actor.subject;
    resolution.roles = actor.roles;
    resolution.correlationId = actor.correlationId;
    resolution.createdAt = m_context.nowMs;
    resolution.expiresAt = m_context.nowMs + m_context.settings.jobs.approvalValidMs;
    resolution.digest = digestOf(resolution, *operation, bet->row);
    resolution.id = store.insertResolution(resolution);
    key.keep(print);
    m_recorder.audit(actor, "resolve", auditObject(bet->row), auditState(bet->row),
                     (order.succeeded ? "succeeded digest " : "failed digest ") + resolution.digest,
                     order.reference + ": " + order.reason);
    m_recorder.tellBet("resolution.requested", bet->row, operation->id, actor);
    return answer(made, 201);
}

tl::expected<Resolutions::Case, Handled> Resolutions::forApproval(const std::string& approval, std::string_view action,
                                                                  const Request& request)
{
    Store& store = m_context.store;
    auto resolution = store.resolution(idFrom(approval));
    const auto operation = resolution ? store.operation(resolution->operation) : std::nullopt;
    const auto bet = operation ? store.bet(operation->bet) : std::nullopt;
    if (!bet)
        return tl::make_unexpected(Handled{
            problemResponse(contract::problem(ProblemCode::NotFound, "This approval is not known."), request), {}, 0});
    Case found{*std::move(resolution), *operation, *bet};
    const auto refused = [&](ProblemCode code, std::string detail) {
        return tl::make_unexpected(refuse(contract::problem(code, std::move(detail)), found.bet, action, request));
    };
    if (!signedInLately(request.identity, m_context.nowMs))
        return refused(ProblemCode::ReauthenticationRequired, "Sign in again to approve.");
    if (found.resolution.author == request.identity.subject)
        return refused(ProblemCode::SelfApprovalForbidden, "You cannot approve your own request.");
    if (found.resolution.state == ResolutionState::Pending && m_context.nowMs >= found.resolution.expiresAt)
        end(found, ResolutionState::Expired, request, {});
    if (found.resolution.state == ResolutionState::Expired)
        return refused(ProblemCode::ApprovalExpired, "The request has expired. Nothing was done.");
    return found;
}

Handled Resolutions::approve(const std::string& approval, const contract::ApprovalOrder& order, const Request& request)
{
    constexpr std::string_view action = "resolution_approve";
    auto got = forApproval(approval, action, request);
    if (!got)
        return got.error();
    Case found = *std::move(got);
    const Resolution& resolution = found.resolution;
    const bool mine = resolution.approver == request.identity.subject;
    if (resolution.state == ResolutionState::Approved && mine && resolution.digest == order.digest)
        return answer(found);
    if (resolution.state != ResolutionState::Pending)
        return refuse(contract::problem(ProblemCode::OperationStateConflict,
                                        "The resolution is " + std::string(word(resolution.state)) + " by now."),
                      found.bet, action, request);
    if (order.digest != resolution.digest)
        return refuse(contract::problem(ProblemCode::ApprovalMismatch, "The approval is for another resolution."),
                      found.bet, action, request);
    if (!m_outbox.unresolvableBecause(found.bet, found.operation).empty() ||
        digestOf(resolution, found.operation, found.bet.row) != resolution.digest) {
        end(found, ResolutionState::Stale, request, {});
        return refuse(contract::problem(ProblemCode::PlanStale, "The operation has moved on by itself meanwhile."),
                      found.bet, action, request);
    }
    end(found, ResolutionState::Approved, request, order.comment);
    m_outbox.resolve(found.operation, resolution.succeeded,
                     resolution.reference + ": " + resolution.reason + " (" + resolution.author + ", " +
                         resolution.approver + ")");
    return answer(found);
}

Handled Resolutions::reject(const std::string& approval, const contract::ApprovalOrder& order, const Request& request)
{
    constexpr std::string_view action = "resolution_reject";
    auto got = forApproval(approval, action, request);
    if (!got)
        return got.error();
    Case found = *std::move(got);
    const Resolution& resolution = found.resolution;
    if (order.comment.empty())
        return {problemResponse(contract::problem(ProblemCode::ValidationFailed, "Say why: comment."), request), {}, 0};
    if (resolution.state == ResolutionState::Rejected && resolution.approver == request.identity.subject)
        return answer(found);
    if (resolution.state != ResolutionState::Pending)
        return refuse(contract::problem(ProblemCode::OperationStateConflict,
                                        "The resolution is " + std::string(word(resolution.state)) + " by now."),
                      found.bet, action, request);
    end(found, ResolutionState::Rejected, request, order.comment);
    return answer(found);
}

Response resolutionPage(Store& store, const Request& request)
{
    Parameters given(request, " state limit cursor ");
    ResolutionFilter filter;
    filter.state = given.word("state", contract::resolutionStateFrom);
    filter.limit = given.limit();
    filter.beforeId = given.cursor();
    if (given.problem())
        return problemResponse(*given.problem(), request);
    const Slice<Resolution> slice = store.resolutions(filter);
    contract::Page<contract::ResolutionRow> page;
    for (const Resolution& resolution : slice.rows) {
        const auto operation = store.operation(resolution.operation);
        const auto bet = operation ? store.bet(operation->bet) : std::nullopt;
        if (bet)
            page.rows.push_back(rowOf(resolution, *operation, bet->row));
    }
    page.nextCursor = cursorText(slice.nextBeforeId);
    Response response;
    response.body = contract::encode(page);
    return response;
}

} // namespace service::core
