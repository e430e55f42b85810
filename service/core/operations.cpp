// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/operations.h"

#include "client/contract/retry.h"
#include "service/core/keys.h"

namespace service::core {

namespace {

using contract::AnswerKind;
using contract::BetState;
using contract::ClosedBy;
using contract::OperationKind;
using contract::OperationState;

void needReview(Operation& operation, const char* why)
{
    operation.state = OperationState::NeedsReview;
    operation.nextAt = 0;
    operation.why = why;
}

// Longer than a breaker stays open, so that what waits does not fill the history meanwhile.
constexpr std::int64_t heldBackWaitMs = 60'000;

void scheduleLook(Judged& judged, std::int64_t nowMs)
{
    Operation& operation = judged.operation;
    operation.state = OperationState::InDoubt;
    if (const auto delay = contract::RetryPlan::partnerDelay(operation.series)) {
        judged.waitBaseMs = *delay;
        operation.nextAt = nowMs + *delay;
        return;
    }
    needReview(operation, "no_definite_answer");
}

void scheduleNext(Judged& judged, const WalletReply& reply, std::int64_t nowMs, double unit,
                  const BookmakerRules* rules)
{
    Operation& operation = judged.operation;
    if (rules && operation.series > 0 && isHeldBack(reply)) {
        // The step is still to come.
        judged.waitBaseMs = std::max(reply.retryAfterMs, heldBackWaitMs);
        operation.state = operation.doubt ? OperationState::InDoubt : OperationState::RetryScheduled;
        operation.nextAt = nowMs + judged.waitBaseMs;
        return;
    }
    if (mayNotGoAgain(operation, rules) && operation.series == 0) {
        // Asked at once: waiting does not make an answer more likely when nothing may be sent.
        operation.state = OperationState::InDoubt;
        operation.nextAt = nowMs;
        return;
    }
    if (operation.series == 0) {
        if (const auto delay = contract::RetryPlan::delayAfter(operation.attempt, unit, reply.retryAfterMs)) {
            const std::int64_t base = std::int64_t{1'000} << (operation.attempt - 1);
            const bool bySchedule = reply.retryAfterMs == 0;
            judged.waitBaseMs = bySchedule ? base : *delay;
            judged.waitJitterMs = bySchedule ? *delay - base : 0;
            operation.state = OperationState::RetryScheduled;
            operation.nextAt = nowMs + *delay;
            return;
        }
    }
    ++operation.series;
    // Nothing was ever sent: the game may try again, and then it is a new series of the same operation.
    if (!operation.doubt && operation.kind == OperationKind::Block) {
        operation.state = OperationState::Declined;
        judged.ending = Ending::Refused;
        return;
    }
    if (rules && operation.doubt) {
        scheduleLook(judged, nowMs);
        return;
    }
    if (operation.series > seriesMax && mayBeDeclined(operation)) {
        needReview(operation, "no_definite_answer");
        return;
    }
    operation.state = operation.doubt ? OperationState::InDoubt : OperationState::RetryScheduled;
    judged.waitBaseMs = contract::RetryPlan::reconcileDelay(operation.series);
    operation.nextAt = nowMs + judged.waitBaseMs;
}

} // namespace

bool mayBeDeclined(const Operation& operation)
{
    return operation.kind == OperationKind::Block ||
           (operation.kind == OperationKind::Adjust && operation.amountMinor < 0);
}

bool isLie(const WalletReply& reply)
{
    return reply.errorClass == "wrong_answer";
}

bool isHeldBack(const WalletReply& reply)
{
    return reply.answer == AnswerKind::NotSent &&
           (reply.errorClass == "circuit_open" || reply.errorClass == "bulkhead_full" ||
            reply.errorClass == "bulkhead_late" || reply.errorClass == "retry_budget");
}

bool isDefinite(const WalletReply& reply)
{
    return !isLie(reply) &&
           (reply.answer == AnswerKind::Accepted || (reply.answer == AnswerKind::Declined && reply.stored));
}

bool mayNotGoAgain(const Operation& operation, const BookmakerRules* rules)
{
    return rules && !rules->deduplicates && operation.doubt;
}

void postponeLook(Operation& operation, std::int64_t nowMs, std::int64_t retryAfterMs)
{
    operation.nextAt = nowMs + std::max(retryAfterMs, heldBackWaitMs);
    operation.updatedAt = nowMs;
}

Judged judgeVainLook(Operation operation, std::int64_t nowMs, bool couldAsk)
{
    operation.nextAt = 0;
    operation.updatedAt = nowMs;
    Judged judged{std::move(operation)};
    if (!couldAsk) {
        needReview(judged.operation, "retry_unsafe");
        return judged;
    }
    ++judged.operation.series;
    scheduleLook(judged, nowMs);
    return judged;
}

Judged judge(Operation operation, const WalletReply& reply, std::int64_t nowMs, double unit,
             const BookmakerRules* rules)
{
    operation.sent = false;
    operation.nextAt = 0;
    // What was held back must not hide what has really gone wrong.
    if (!isHeldBack(reply) || operation.errorClass.empty()) {
        operation.http = reply.http;
        operation.latencyMs = reply.latencyMs;
        operation.errorClass = reply.errorClass;
        operation.error = reply.error;
    }
    operation.updatedAt = nowMs;
    operation.why.clear();
    Judged judged{std::move(operation)};
    Operation& now = judged.operation;
    switch (isLie(reply) ? AnswerKind::InDoubt : reply.answer) {
    case AnswerKind::Accepted:
        now.state = OperationState::Succeeded;
        judged.ending = Ending::Succeeded;
        return judged;
    case AnswerKind::Declined:
        // After a doubt only a refusal that the other side holds for this key says that the first try moved nothing.
        if (!now.doubt || reply.stored) {
            const bool declined = mayBeDeclined(now);
            judged.ending = declined ? Ending::Refused : Ending::Open;
            if (declined)
                now.state = OperationState::Declined;
            else
                needReview(now, "refused");
            return judged;
        }
        break;
    case AnswerKind::InDoubt:
        // Its first doubt begins the schedule, however often nothing was sent before.
        if (rules && !now.doubt)
            now.series = 0;
        now.doubt = true;
        // A bare call cannot say more however often it is sent.
        if (rules && rules->corrections == CorrectionCalls::Bare && reply.errorClass == needsEvidence) {
            needReview(now, "told_bare");
            return judged;
        }
        break;
    case AnswerKind::NotSent:
        break;
    }
    scheduleNext(judged, reply, nowMs, unit, rules);
    return judged;
}

std::int64_t paidMinor(const contract::BetRow& bet)
{
    if (bet.state == BetState::Refunded && bet.closedBy == ClosedBy::RecalculationVoid)
        return bet.netStakeMinor();
    return bet.payoutMinor.value_or(0);
}

WalletOrder orderFor(const Bet& bet, const Operation& operation, std::int64_t nowMs)
{
    const contract::BetRow& row = bet.row;
    WalletOrder order;
    order.operation = operation.id;
    order.key = operationKey(operation.kind, operation.ref, row.partner.text(), row.bet.text());
    order.partner = row.partner;
    order.player = row.player;
    order.bet = row.bet;
    order.currency = row.currency;
    order.heldMinor = row.netStakeMinor();
    order.amountMinor = operation.amountMinor;
    order.cancels = operation.cancels;
    order.at = nowMs;
    order.attempt = operation.attempts;
    order.doubt = operation.doubt;
    order.correlationId = operation.correlationId;
    order.stakeMinor = row.stakeMinor;
    order.round = row.round;
    order.game = row.game;
    order.selection = row.selection;
    order.oddsE4 = row.oddsE4;
    order.result = operation.result;
    order.ref = operation.ref;
    order.from = row.state;
    order.payoutFromMinor = row.payoutMinor;
    order.target = operation.target;
    order.payoutMinor = operation.payoutMinor;
    switch (operation.kind) {
    case OperationKind::Block:
        order.kind = OrderKind::Block;
        break;
    case OperationKind::Settle:
        // A void on an open hold gives the stake back.
        order.kind = operation.target == BetState::Refunded ? OrderKind::Refund : OrderKind::Settle;
        break;
    case OperationKind::Refund:
        order.kind = operation.cancels != 0 ? OrderKind::Cancel : OrderKind::Refund;
        // The stake of a lost bet is the house's by now.
        if (row.state == BetState::Lost)
            order.kind = OrderKind::Adjust;
        break;
    case OperationKind::Expiry:
        order.kind = OrderKind::Refund;
        break;
    case OperationKind::Adjust:
        order.kind = OrderKind::Adjust;
        break;
    }
    return order;
}

Bet afterSuccess(Bet bet, const Operation& operation, const WalletReply& reply)
{
    contract::BetRow& row = bet.row;
    switch (operation.kind) {
    case OperationKind::Block:
        row.state = BetState::Blocked;
        break;
    case OperationKind::Settle:
        row.state = operation.target;
        row.payoutMinor = operation.payoutMinor;
        row.closedBy = operation.target == BetState::Refunded ? ClosedBy::RecalculationVoid : ClosedBy::None;
        break;
    case OperationKind::Refund:
        if (operation.source == Source::Call && operation.target == BetState::Refunded &&
            isVoidRefundRef(operation.ref)) {
            row.state = BetState::Refunded;
            row.payoutMinor.reset();
            row.closedBy = ClosedBy::RecalculationVoid;
            break;
        }
        row.refundedMinor += operation.cancels != 0 ? reply.movedMinor : operation.amountMinor;
        if (operation.target == BetState::Refunded) {
            const bool byOperator = operation.source == Source::Operator;
            row.state = BetState::Refunded;
            row.payoutMinor.reset();
            row.closedBy = byOperator ? ClosedBy::OperatorRefund : ClosedBy::PartnerRefund;
            row.closedActor = byOperator ? operation.actor : std::string();
        }
        break;
    case OperationKind::Adjust:
        row.state = operation.target;
        row.payoutMinor = operation.payoutMinor;
        row.closedBy = operation.target == BetState::Refunded ? ClosedBy::RecalculationVoid : ClosedBy::None;
        row.resettled = true;
        break;
    case OperationKind::Expiry:
        row.state = BetState::Expired;
        row.closedBy = ClosedBy::Expiry;
        break;
    }
    row.operation = brief(operation);
    bet.operation = operation.id;
    return bet;
}

Bet afterRefusal(Bet bet, const Operation& operation, const WalletReply& reply)
{
    // If nobody was reached, nobody has refused: the game may try this bet again.
    if (operation.kind == OperationKind::Block && reply.answer == AnswerKind::Declined)
        bet.row.state = BetState::Rejected;
    bet.row.operation = brief(operation);
    bet.operation = operation.id;
    return bet;
}

} // namespace service::core
