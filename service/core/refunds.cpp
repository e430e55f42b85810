// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/refunds.h"

#include "client/contract/json.h"
#include "service/core/answers.h"
#include "service/core/calls.h"
#include "service/core/headerkey.h"
#include "service/core/keys.h"
#include "service/core/partners.h"

#include <algorithm>

namespace service::core {

namespace {

using contract::BetState;
using contract::OperationKind;
using contract::OperationState;
using contract::ProblemCode;

constexpr std::int64_t hourMs = 3'600'000;
constexpr std::int64_t dayMs = 24 * hourMs;

tl::unexpected<contract::Problem> refusal(ProblemCode code, std::string detail, const std::string& pointer = {})
{
    contract::Problem problem = contract::problem(code, detail);
    if (!pointer.empty())
        problem.errors.push_back({pointer, std::move(detail)});
    return tl::make_unexpected(std::move(problem));
}

// One person's order is known again by its content, however its bytes were written.
std::string fingerprintOf(const contract::RefundOrder& order)
{
    return sha256("refund " + contract::encode(order));
}

bool isInDoubt(const Operation& operation)
{
    return operation.doubt || operation.state == OperationState::InDoubt ||
           operation.state == OperationState::NeedsReview;
}

// The first own limit that a refund would break, as the wire names it; empty: none.
std::string brokenLimit(const LimitSettings& limits, const contract::Money& amount, const RefundUse& hour,
                        const RefundUse& day)
{
    const auto limit = limits.refunds.find(amount.currency.code);
    if (limit == limits.refunds.end())
        return "currency";
    if (amount.minor > limit->second.oneMinor)
        return "one";
    if (day.amountMinor + amount.minor > limit->second.dayMinor)
        return "day";
    return hour.count >= limits.refundsPerHour ? "hour" : "";
}

const char* limitDetail(std::string_view limit)
{
    if (limit == "day")
        return "This refund is above what you may refund in 24 hours.";
    if (limit == "hour")
        return "You made as many refunds as you may in an hour.";
    return limit == "currency" ? "You have no limit of your own in this currency."
                               : "This refund is above your own limit for one refund.";
}

} // namespace

tl::expected<contract::RefundOrder, contract::Problem> decodeRefund(const std::string& body, const Settings& settings)
{
    const auto value = contract::json::parse(body);
    if (value && value->find("override_settled"))
        return refusal(ProblemCode::Forbidden, "Refunding a settled bet needs a second person.");
    auto order = contract::decodeRefundOrder(body);
    if (!order) {
        const contract::Error& error = order.error();
        return refusal(codeOf(error.kind), error.detail, error.pointer);
    }
    if (isJobRefundRef(order->refund.text()))
        return refusal(ProblemCode::ValidationFailed, "Ids that begin with job: are the service's own.", "/refund_id");
    int index = 0;
    for (const contract::RefundItem& item : order->items) {
        const std::string pointer = "/items/" + std::to_string(index++);
        const PartnerSettings* partner = findPartner(settings, item.partner);
        if (!partner)
            return refusal(ProblemCode::PartnerUnknown, "This partner is not known.", pointer + "/partner_id");
        if (item.amount.currency.code != partner->currency)
            return refusal(ProblemCode::CurrencyMismatch, "This partner's bets are in " + partner->currency + ".",
                           pointer + "/amount/currency");
        if (item.amount.minor <= 0)
            return refusal(ProblemCode::AmountOutOfRange, "the amount must be above 0", pointer + "/amount/amount");
        if (item.expectedVersion <= 0)
            return refusal(ProblemCode::PreconditionRequired, "Say which version of the bet you saw.",
                           pointer + "/expected_version");
    }
    return *std::move(order);
}

Refunds::Refunds(Context& context, Recorder& recorder, Outbox& outbox)
    : m_context(context), m_recorder(recorder), m_outbox(outbox)
{
}

Handled Refunds::refuse(contract::Problem problem, const contract::RefundItem& item, const Request& request)
{
    problem.betId = item.bet.text();
    m_recorder.audit(actorOf(request), "refund", "bet:" + item.partner.text() + "/" + item.bet.text(), {},
                     "refused " + std::string(contract::rule(problem.code).word));
    return {problemResponse(std::move(problem), request), {}, 0};
}

Refunds::Judgement Refunds::judge(const contract::RefundItem& item, const Bet& bet, const std::string& subject)
{
    const contract::BetRow& row = bet.row;
    Judgement judgement;
    contract::RefundPreviewItem& preview = judgement.preview;
    preview.bet = row;
    preview.currency = row.currency;
    preview.heldMinor = row.state == BetState::Blocked ? row.netStakeMinor() : 0;
    preview.paidMinor = paidMinor(row);
    preview.refundedMinor = row.refundedMinor;
    preview.refundableMinor = preview.heldMinor;
    const auto block = [&judgement](const char* blocker, ProblemCode code, const char* detail) {
        judgement.preview.blockers.emplace_back(blocker);
        if (!judgement.problem)
            judgement.problem = contract::problem(code, detail);
    };
    const auto newest = bet.operation != 0 ? m_context.store.operation(bet.operation) : std::nullopt;
    if (newest && contract::isOpen(newest->state)) {
        preview.refundableMinor = 0;
        block(isInDoubt(*newest) ? "in_doubt" : "operation_in_progress", ProblemCode::OperationInProgress,
              "An operation on this bet is not finished.");
    }
    switch (row.state) {
    case BetState::Blocked:
        break;
    case BetState::Refunded:
        block("already_refunded", ProblemCode::BetClosed, "This bet was refunded before.");
        break;
    case BetState::Won:
    case BetState::Lost:
        block("already_settled", ProblemCode::BetAlreadySettled,
              "This bet is settled. A refund does not take a payout back; recalculate the round.");
        break;
    case BetState::Expired:
        block("expired", ProblemCode::BetExpired, "The hold of this bet has expired.");
        break;
    case BetState::None:
    case BetState::Checked:
    case BetState::Rejected:
        block("not_held", ProblemCode::BetNotBlocked, "No funds are held for this bet.");
        break;
    }
    if (item.expectedVersion != row.version)
        block("version_conflict", ProblemCode::VersionConflict, "The bet changed while you were reading.");
    if (row.state == BetState::Blocked && item.amount.minor > row.netStakeMinor())
        block("refund_exceeds_stake", ProblemCode::RefundExceedsStake,
              "No more than what is still held can be given back.");

    const std::int64_t now = m_context.nowMs;
    const RefundUse hour = m_context.store.refundUse(subject, row.currency, now - hourMs);
    const RefundUse day = m_context.store.refundUse(subject, row.currency, now - dayMs);
    preview.limit = brokenLimit(m_context.settings.limits, item.amount, hour, day);
    if (!preview.limit.empty()) {
        const char* detail = limitDetail(preview.limit);
        block("limit_exceeded", ProblemCode::LimitExceeded, detail);
        if (judgement.problem->code == ProblemCode::LimitExceeded)
            judgement.problem->errors.push_back({"/limits/" + preview.limit, detail});
    }
    return judgement;
}

Handled Refunds::preview(const contract::RefundOrder& order, const Request& request)
{
    contract::RefundPreview preview;
    preview.checkedAt = m_context.nowMs;
    std::string content = contract::encode(order);
    for (const contract::RefundItem& item : order.items) {
        const auto bet = m_context.store.bet(item.partner, item.bet);
        if (!bet) {
            contract::Problem problem = contract::problem(ProblemCode::BetNotFound, "This bet is not known.");
            problem.betId = item.bet.text();
            return {problemResponse(std::move(problem), request), {}, 0};
        }
        preview.items.push_back(judge(item, *bet, request.identity.subject).preview);
        if (order.items.size() > 1)
            preview.items.back().blockers.emplace_back("limit_exceeded");
        content.append(" ").append(std::to_string(bet->row.version));
    }
    preview.digest = hex(sha256(content));
    Response response;
    response.body = contract::encode(preview);
    return {std::move(response), {}, 0};
}

Handled Refunds::handle(const contract::RefundOrder& order, const Request& request, bool dryRun)
{
    if (dryRun)
        return preview(order, request);
    const contract::RefundItem& item = order.items.front();
    if (order.items.size() > 1)
        return refuse(
            contract::problem(ProblemCode::LimitExceeded, "More than one bet at a time needs a second person."), item,
            request);
    Store& store = m_context.store;
    const auto bet = store.bet(item.partner, item.bet);
    const std::string content = fingerprintOf(order);
    HeaderKey key(store, request);
    if (key.standsForOther(content))
        return refuse(contract::problem(ProblemCode::IdempotencyMismatch, "This key was used with other content."),
                      item, request);
    if (!bet)
        return refuse(contract::problem(ProblemCode::BetNotFound, "This bet is not known."), item, request);
    if (const auto known = store.operation(bet->id, OperationKind::Refund, order.refund.text())) {
        if (known->fingerprint != content)
            return refuse(
                contract::problem(ProblemCode::IdempotencyMismatch, "This refund_id was used with other content."),
                item, request);
        if (known->answerStatus != 0) {
            key.keep(content);
            return {storedResponse(*known, item.bet, request, true), {}, 0};
        }
        return {operationInProgress(*bet, true, request), {}, 0};
    }
    const Judgement judgement = judge(item, *bet, request.identity.subject);
    if (judgement.problem) {
        if (judgement.problem->code == ProblemCode::OperationInProgress)
            return {operationInProgress(*bet, false, request), {}, 0};
        return refuse(*judgement.problem, item, request);
    }
    if (m_outbox.isFull())
        return {problemResponse(contract::problem(ProblemCode::QueueBackpressure), request), {}, 0};

    store.insertRefundUse(request.identity.subject, bet->row.currency, item.amount.minor, m_context.nowMs);
    const Actor actor = actorOf(request);
    Operation operation;
    operation.kind = OperationKind::Refund;
    operation.ref = order.refund.text();
    operation.source = Source::Operator;
    operation.amountMinor = item.amount.minor;
    operation.target = item.amount.minor == bet->row.netStakeMinor() ? BetState::Refunded : BetState::Blocked;
    operation.fingerprint = content;
    operation.actor = actor.subject;
    operation.roles = actor.roles;
    operation.correlationId = actor.correlationId;
    operation.reason = order.reason;
    if (!order.reasonText.empty())
        operation.reason += ": " + order.reasonText;
    if (!order.ticket.empty())
        operation.reason += " (" + order.ticket + ")";
    const Outbox::Begun begun = m_outbox.begin(&*bet, *bet, std::move(operation));
    key.keep(content);
    if (begun.definite)
        return {storedResponse(begun.operation, item.bet, request, false), {}, 0};
    const PartnerSettings* partner = findPartner(m_context.settings, item.partner);
    return {std::nullopt, operationIdText(begun.operation.id), partner ? partner->answerWithinMs : 0};
}

} // namespace service::core
