// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/corrections.h"

#include "service/core/calls.h"
#include "service/core/headerkey.h"
#include "service/core/keys.h"
#include "service/core/roles.h"

#include <vector>

namespace service::core {

namespace {

using contract::BetState;
using contract::OperationKind;
using contract::OperationState;
using contract::ProblemCode;
using contract::RowOutcome;

// Apart from the recalculations that this service makes itself, which are numbers.
constexpr const char* refPrefix = "row:";

std::string wordOf(ProblemCode code)
{
    return std::string(contract::rule(code).word);
}

tl::unexpected<contract::Problem> refused(ProblemCode code, std::string detail, const contract::BetId& bet)
{
    contract::Problem problem = contract::problem(code, std::move(detail));
    problem.betId = bet.text();
    return tl::make_unexpected(std::move(problem));
}

std::int64_t paidIn(BetState state, std::optional<std::int64_t> payoutMinor, const contract::BetRow& bet)
{
    return state == BetState::Refunded ? bet.netStakeMinor() : payoutMinor.value_or(0);
}

bool isAsBelieved(const contract::BetRow& bet, BetState state, std::optional<std::int64_t> payoutMinor)
{
    if (bet.state != state)
        return false;
    if (state == BetState::Refunded)
        return bet.closedBy == contract::ClosedBy::RecalculationVoid;
    return bet.payoutMinor.value_or(0) == payoutMinor.value_or(0);
}

} // namespace

tl::expected<Bet, contract::Problem> Corrections::find(const contract::RecalculateCall& call,
                                                       const contract::BetId& bet, const Identity& identity)
{
    std::vector<contract::PartnerId> partners;
    if (!call.partner.empty())
        partners.push_back(call.partner);
    else
        partners = m_context.store.roundPartners(call.round);
    std::optional<Bet> found;
    for (const contract::PartnerId& partner : partners) {
        if (!mayServe(identity, partner))
            continue;
        auto one = m_context.store.bet(partner, bet);
        if (!one || one->row.round != call.round)
            continue;
        if (found)
            return refused(ProblemCode::ValidationFailed, "Several partners have such a bet: say partner_id.", bet);
        found = std::move(one);
    }
    if (!found)
        return refused(ProblemCode::BetNotFound, "This bet is not one of the round's.", bet);
    return *std::move(found);
}

tl::expected<Corrections::Prepared, contract::Problem>
Corrections::prepare(const contract::RecalculateCall& call, const contract::RecalculateRow& row, const Request& request)
{
    auto bet = find(call, row.bet, request.identity);
    if (!bet)
        return tl::make_unexpected(bet.error());
    Prepared prepared;
    prepared.bet = *std::move(bet);
    prepared.expected = row.expected;
    const contract::BetRow& now = prepared.bet.row;
    const int exponent = now.currency.exponent;
    std::optional<std::int64_t> payoutMinor;
    const auto readPayout = [&](const std::optional<std::string>& text, std::optional<std::int64_t>& into) {
        if (!text)
            return tl::expected<void, contract::Problem>();
        const auto read = contract::payoutAmountMinor(*text, exponent);
        if (!read)
            return tl::expected<void, contract::Problem>(tl::make_unexpected(read.error()));
        into = *read;
        return tl::expected<void, contract::Problem>();
    };
    if (auto read = readPayout(row.expectedPayoutText, prepared.expectedPayoutMinor); !read)
        return tl::make_unexpected(std::move(read.error()));
    if (auto read = readPayout(row.payoutText, payoutMinor); !read)
        return tl::make_unexpected(std::move(read.error()));
    const auto delta = contract::deltaMinor(row.deltaText, exponent, "/rows");
    if (!delta)
        return tl::make_unexpected(delta.error());
    if (row.target == BetState::Won && *payoutMinor == 0)
        return refused(ProblemCode::PayoutInvalid, "a win needs a payout above 0", row.bet);
    if (row.target == row.expected && payoutMinor == prepared.expectedPayoutMinor)
        return refused(ProblemCode::ValidationFailed, "This row changes nothing.", row.bet);
    if (*delta != paidIn(row.target, payoutMinor, now) - paidIn(row.expected, prepared.expectedPayoutMinor, now))
        return refused(ProblemCode::PayoutInvalid, "The delta is not what the player gets less what the player got.",
                       row.bet);

    const Actor actor = actorOf(request);
    Operation& operation = prepared.operation;
    operation.kind = OperationKind::Adjust;
    operation.ref = refPrefix + call.recalculation;
    operation.source = Source::Recalculation;
    operation.bet = prepared.bet.id;
    operation.amountMinor = *delta;
    operation.target = row.target;
    if (row.target == BetState::Lost)
        operation.payoutMinor = 0;
    else
        operation.payoutMinor = payoutMinor;
    operation.result = call.correctResult;
    operation.fingerprint = fingerprint({"row", call.recalculation, row.bet.text(), word(row.expected),
                                         std::to_string(prepared.expectedPayoutMinor.value_or(0)), word(row.target),
                                         std::to_string(payoutMinor.value_or(0)), std::to_string(*delta)});
    operation.actor = actor.subject;
    operation.roles = actor.roles;
    operation.correlationId = actor.correlationId;
    operation.reason = call.recalculation;
    const auto known = m_context.store.operation(prepared.bet.id, operation.kind, operation.ref);
    if (known && known->fingerprint != operation.fingerprint)
        return refused(ProblemCode::IdempotencyMismatch, "This recalculation_id was used with another row.", row.bet);
    return prepared;
}

contract::RecalculatedRow Corrections::applyRow(Prepared prepared)
{
    Store& store = m_context.store;
    // Again: an earlier row of the call may have been of the same player.
    const auto bet = store.bet(prepared.bet.id);
    contract::RecalculatedRow row{bet->row.bet, RowOutcome::Waiting, wordOf(ProblemCode::OperationInProgress)};
    const auto told = [&row](const Operation& operation) {
        if (operation.state == OperationState::Succeeded) {
            row.outcome = RowOutcome::Applied;
            row.code.clear();
        } else if (operation.state == OperationState::Declined) {
            const std::string conflict = wordOf(ProblemCode::VersionConflict);
            row.outcome = RowOutcome::Refused;
            row.code = operation.errorClass == conflict ? conflict : wordOf(ProblemCode::ReversalInsufficientFunds);
        }
        return row;
    };
    if (const auto known = store.operation(bet->id, OperationKind::Adjust, prepared.operation.ref))
        return told(*known);
    if (bet->row.operation && contract::isOpen(bet->row.operation->state))
        return row;
    Operation operation = std::move(prepared.operation);
    if (isAsBelieved(bet->row, prepared.expected, prepared.expectedPayoutMinor))
        return told(m_outbox.begin(&*bet, *bet, std::move(operation)).operation);
    // Remembered, so that a late copy of this call cannot do what its first was refused.
    operation.id = store.nextOperationId();
    operation.state = OperationState::Declined;
    operation.errorClass = wordOf(ProblemCode::VersionConflict);
    operation.error = "The bet is not as the sender believes.";
    operation.createdAt = m_context.nowMs;
    operation.updatedAt = m_context.nowMs;
    store.insertOperation(operation);
    m_recorder.audit(actorOf(operation), causeOf(operation), auditObject(bet->row), auditState(bet->row),
                     "refused " + operation.errorClass, operation.reason);
    return told(operation);
}

Handled Corrections::apply(const contract::RecalculateCall& call, const Request& request)
{
    Store& store = m_context.store;
    const auto answer = [&request](contract::Problem problem) {
        return Handled{problemResponse(std::move(problem), request), {}, 0};
    };
    if (!call.partner.empty() && !mayServe(request.identity, call.partner))
        return answer(contract::problem(ProblemCode::Forbidden, "This token is not for that partner."));
    HeaderKey key(store, request);
    const std::string print = fingerprint({"rows", contract::encode(call)});
    if (key.standsForOther(print))
        return answer(contract::problem(ProblemCode::IdempotencyMismatch, "This key was used with other content."));
    if (!store.round(call.round))
        return answer(contract::problem(ProblemCode::RoundNotFound, "This round is not known."));
    std::vector<Prepared> prepared;
    for (const contract::RecalculateRow& row : call.rows) {
        auto one = prepare(call, row, request);
        if (!one)
            return answer(one.error());
        prepared.push_back(*std::move(one));
    }
    if (m_outbox.isFull())
        return answer(contract::problem(ProblemCode::QueueBackpressure));
    key.keep(print);
    std::vector<contract::RecalculatedRow> rows;
    rows.reserve(prepared.size());
    for (Prepared& one : prepared)
        rows.push_back(applyRow(std::move(one)));
    Response response;
    response.body = contract::recalculatedBody(call.round, rows);
    return {std::move(response), {}, 0};
}

} // namespace service::core
