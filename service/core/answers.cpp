// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/answers.h"

#include "service/core/operations.h"

namespace service::core {

namespace {

using contract::OperationKind;
using contract::OperationState;
using contract::ProblemCode;

// The specification's body with further members.
std::string refundBody(const contract::BetRow& bet, const contract::BetId& betId, std::int64_t refundedMinor)
{
    std::string body = contract::successBody(contract::CallKind::Refund, betId);
    body.pop_back();
    body.append(",\"refunded_amount\":").append(contract::Money{refundedMinor, bet.currency}.text());
    body.append(",\"bet_state\":\"").append(word(bet.state)).append("\"}");
    return body;
}

contract::Problem refusal(const Operation& operation, const Bet& bet, const WalletReply& reply)
{
    const ProblemCode code = reply.code.value_or(ProblemCode::BetDeclined);
    const bool ours = code == ProblemCode::InsufficientFunds || code == ProblemCode::BetDeclined;
    // Who has resolved it, and by what evidence, is not for the game.
    const bool byPeople = reply.errorClass == resolvedByPeople;
    contract::Problem problem =
        contract::problem(ours ? code : ProblemCode::BetDeclined, byPeople ? "The bet was not taken." : reply.error);
    problem.reason = ours ? reply.reason : std::string(contract::rule(code).word);
    problem.stored = true;
    problem.betId = bet.row.bet.text();
    problem.operationId = operationIdText(operation.id);
    problem.correlationId = operation.correlationId;
    problem.instance =
        operation.source == Source::Operator ? "/api/v1/refunds" : contract::path(contract::CallKind::BlockFunds);
    return problem;
}

} // namespace

contract::CallKind callOf(OperationKind kind)
{
    switch (kind) {
    case OperationKind::Block:
        return contract::CallKind::BlockFunds;
    case OperationKind::Settle:
        return contract::CallKind::UpdateBetStatus;
    case OperationKind::Refund:
    case OperationKind::Expiry:
        return contract::CallKind::Refund;
    case OperationKind::Adjust:
        return contract::CallKind::RecalculateBets;
    }
    return contract::CallKind::CheckBet;
}

void storeAnswer(Operation& operation, const Bet& bet, const WalletReply& reply)
{
    if (operation.source == Source::Recalculation)
        return;
    if (operation.state == OperationState::Succeeded) {
        operation.answerStatus = 200;
        if (operation.source == Source::Operator) {
            contract::RefundAnswer answer;
            answer.refund = contract::RefundId(operation.ref);
            answer.items.push_back(
                {bet.row, contract::OperationId(operationIdText(operation.id)), operation.amountMinor});
            operation.answerBody = contract::encode(answer);
        } else if (operation.kind == OperationKind::Refund) {
            operation.answerBody = refundBody(bet.row, bet.row.bet, operation.amountMinor);
        }
        return;
    }
    const bool lasts = operation.kind == OperationKind::Block || operation.source == Source::Operator;
    if (lasts && reply.answer == contract::AnswerKind::Declined) {
        const contract::Problem problem = refusal(operation, bet, reply);
        operation.answerStatus = problem.status;
        operation.answerBody = contract::encode(problem);
    }
}

Response storedResponse(const Operation& operation, const contract::BetId& bet, const Request& request, bool replayed)
{
    if (operation.answerStatus == 0) {
        const bool unreached = operation.state == OperationState::Declined;
        contract::Problem problem =
            contract::problem(unreached ? ProblemCode::PartnerUnavailable : ProblemCode::PartnerTimeout);
        problem.betId = bet.text();
        problem.operationId = operationIdText(operation.id);
        return problemResponse(std::move(problem), request);
    }
    Response response;
    response.status = operation.answerStatus;
    response.body =
        operation.answerBody.empty() ? contract::successBody(callOf(operation.kind), bet) : operation.answerBody;
    if (response.status >= 400)
        response.contentType = "application/problem+json";
    if (replayed)
        response.headers.push_back({"Idempotency-Replayed", "true"});
    return response;
}

Response plainSuccess(contract::CallKind call, const Bet& bet, const std::string& betId)
{
    Response response;
    const contract::BetId id(betId);
    response.body = call == contract::CallKind::Refund ? refundBody(bet.row, id, 0) : contract::successBody(call, id);
    return response;
}

} // namespace service::core
