// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/bookmakers/ordercall.h"

#include "client/contract/json.h"
#include "service/core/keys.h"
#include "service/core/operations.h"

#include <algorithm>
#include <cassert>

namespace service::bookmakers {

namespace {

using contract::AnswerKind;
using contract::BetState;
using contract::CallKind;
using contract::ProblemCode;
using core::CorrectionCalls;
using core::OrderKind;

constexpr std::size_t textMax = 16 * 1024;
constexpr std::size_t errorMax = 300;
constexpr std::string_view ourPrefix = "betd-";

std::string amountText(std::int64_t minor, const contract::Currency& currency)
{
    return contract::Money{minor, currency}.text();
}

contract::BetCall plainCall(const core::WalletOrder& order, CallKind kind, std::int64_t amountMinor)
{
    contract::BetCall call;
    call.call = kind;
    call.partner = order.partner;
    call.player = order.player;
    call.bet = order.bet;
    call.amountText = amountText(amountMinor, order.currency);
    call.currency = order.currency.code;
    return call;
}

void nameTheGame(contract::BetCall& call, const core::WalletOrder& order)
{
    call.game = order.game;
    call.round = order.round;
    call.selection = order.selection;
    if (order.oddsE4 != 0)
        call.oddsText = contract::oddsText(order.oddsE4);
}

// No two refunds of a bet share one: what a recalculation or a job makes has a prefix of its own, and a game's own id
// that looks like one of those gets another. A second betd keeps "job:" for its own jobs.
std::string refundId(const core::WalletOrder& order)
{
    if (order.kind != OrderKind::Refund || order.ref.empty())
        return {};
    if (core::isRecalculationKey(order.key))
        return core::voidRefundRef(order.ref);
    if (core::isJobRefundRef(order.ref))
        return std::string(ourPrefix) + order.ref;
    const bool looksOurs = core::isVoidRefundRef(order.ref) || order.ref.starts_with(ourPrefix);
    return (looksOurs ? std::string(ourPrefix) + "game:" : std::string()) + order.ref;
}

contract::BetCall betCall(const core::WalletOrder& order)
{
    switch (order.kind) {
    case OrderKind::Block: {
        contract::BetCall call = plainCall(order, CallKind::BlockFunds, order.amountMinor);
        nameTheGame(call, order);
        return call;
    }
    case OrderKind::Settle: {
        contract::BetCall call = plainCall(order, CallKind::UpdateBetStatus, order.stakeMinor);
        call.won = order.target == BetState::Won;
        call.payoutText = amountText(order.payoutMinor.value_or(0), order.currency);
        call.result = order.result;
        return call;
    }
    case OrderKind::Refund: {
        contract::BetCall call = plainCall(order, CallKind::Refund, order.amountMinor);
        call.refund = contract::RefundId(refundId(order));
        return call;
    }
    case OrderKind::Cancel:
        return plainCall(order, CallKind::Refund, order.stakeMinor);
    case OrderKind::Adjust:
        break;
    }
    assert(false);
    return {};
}

std::optional<std::string> wonText(BetState state, std::optional<std::int64_t> payoutMinor,
                                   const contract::Currency& currency)
{
    return state == BetState::Won ? std::optional(amountText(payoutMinor.value_or(0), currency)) : std::nullopt;
}

// One row a call, because a chunk has to be the same for ever and the bets of a recalculation come to be due one by
// one.
contract::RecalculateCall correction(const core::WalletOrder& order, CorrectionCalls how)
{
    contract::RecalculateCall call;
    call.round = order.round;
    call.correctResult = order.result;
    if (how != CorrectionCalls::Rows)
        return call;
    call.partner = order.partner;
    call.recalculation = order.ref;
    call.chunk = order.bet.text();
    contract::RecalculateRow row;
    row.bet = order.bet;
    row.expected = order.from;
    row.expectedPayoutText = wonText(order.from, order.payoutFromMinor, order.currency);
    row.target = order.target;
    row.payoutText = wonText(order.target, order.payoutMinor, order.currency);
    row.deltaText = amountText(order.amountMinor, order.currency);
    call.rows.push_back(std::move(row));
    return call;
}

contract::Expectation expectationOf(const core::WalletOrder& order, CallKind call)
{
    if (call == CallKind::RecalculateBets)
        return contract::expectation(correction(order, CorrectionCalls::Bare));
    contract::BetCall plain;
    plain.call = call;
    plain.bet = order.bet;
    return contract::expectation(plain);
}

void doubt(core::WalletReply& reply, std::string errorClass, std::string error)
{
    reply.answer = AnswerKind::InDoubt;
    reply.errorClass = std::move(errorClass);
    reply.error = std::move(error);
}

// An answer that contradicts what was sent. The rules know it by this class, and make an incident of it.
void lie(core::WalletReply& reply, std::string error)
{
    doubt(reply, "wrong_answer", std::move(error));
}

// Absent is fine, anything else is not.
bool echoesText(const contract::json::Value& body, std::string_view key, std::string_view sent)
{
    const contract::json::Value* const echo = body.find(key);
    return echo == nullptr || (echo->kind == contract::json::Kind::String && echo->text == sent);
}

std::optional<std::int64_t> minorOf(const contract::json::Value& number, int exponent)
{
    if (number.kind != contract::json::Kind::Number)
        return std::nullopt;
    const auto minor = contract::parseMinor(number.text, exponent);
    return minor ? std::optional(*minor) : std::nullopt;
}

bool echoesAmount(const contract::json::Value& body, std::string_view key, std::int64_t sentMinor, int exponent)
{
    const contract::json::Value* const echo = body.find(key);
    return echo == nullptr || minorOf(*echo, exponent) == sentMinor;
}

bool isStateAfter(const core::WalletOrder& order, CallKind call, std::string_view told)
{
    const auto state = contract::betStateFrom(told);
    if (!state)
        return false;
    switch (call) {
    case CallKind::CheckBet:
        return *state == BetState::Checked || *state == BetState::Blocked;
    case CallKind::BlockFunds:
        return *state == BetState::Blocked;
    case CallKind::UpdateBetStatus:
        return *state == order.target;
    case CallKind::Refund:
        if (order.kind == OrderKind::Cancel)
            return *state == BetState::Refunded || *state == BetState::Rejected || *state == BetState::Expired;
        if (*state == BetState::Expired)
            return order.amountMinor == order.heldMinor;
        return *state == (order.amountMinor < order.heldMinor ? BetState::Blocked : BetState::Refunded);
    case CallKind::RecalculateBets:
        break;
    }
    return true;
}

std::int64_t sentMinor(const core::WalletOrder& order, CallKind call)
{
    const bool whole = call == CallKind::UpdateBetStatus || order.kind == OrderKind::Cancel;
    return whole ? order.stakeMinor : order.amountMinor;
}

// The contract has found the bet's id and the call's own status in the reply. Whatever else it says must agree too.
void distrust(core::WalletReply& reply, const core::WalletOrder& order, CallKind call,
              const contract::json::Value& body)
{
    const int exponent = order.currency.exponent;
    if (!echoesText(body, "partner_id", order.partner.text()))
        return lie(reply, "The answer names another partner than was sent.");
    if (!echoesText(body, "partner_player_id", order.player.text()))
        return lie(reply, "The answer names another player than was sent.");
    if (!echoesText(body, "currency", order.currency.code))
        return lie(reply, "The answer names another currency than was sent.");
    if (!echoesAmount(body, "amount", sentMinor(order, call), exponent))
        return lie(reply, "The answer names another amount than was sent.");
    if (call == CallKind::UpdateBetStatus && !echoesAmount(body, "payout", order.payoutMinor.value_or(0), exponent))
        return lie(reply, "The answer names another payout than was sent.");
    if (const contract::json::Value* const state = body.find("bet_state");
        state != nullptr && !isStateAfter(order, call, state->text))
        return lie(reply, "The answer names a state that this call cannot lead to.");
    if (call != CallKind::Refund)
        return;
    if (!echoesText(body, "refund_id", refundId(order)))
        return lie(reply, "The answer names another refund than was sent.");
    const contract::json::Value* const refunded = body.find("refunded_amount");
    if (order.kind != OrderKind::Cancel) {
        // The hold ran out there first, which gave all of it back.
        const contract::json::Value* const state = body.find("bet_state");
        const bool expired = state != nullptr && state->text == contract::word(BetState::Expired);
        if (!echoesAmount(body, "refunded_amount", expired ? 0 : order.amountMinor, exponent))
            lie(reply, "The answer says that another amount was given back.");
        return;
    }
    reply.movedMinor = order.stakeMinor;
    if (refunded == nullptr)
        return;
    const auto moved = minorOf(*refunded, exponent);
    if (moved != 0 && moved != order.stakeMinor)
        return lie(reply, "The answer says that neither all nor nothing was given back.");
    reply.movedMinor = *moved;
}

void readRow(core::WalletReply& reply, const core::WalletOrder& order, std::string_view bytes,
             const contract::json::Value& body)
{
    const contract::json::Value* const told = body.find("rows");
    if (told == nullptr)
        return doubt(reply, std::string(core::needsEvidence), "The answer does not say what became of this bet.");
    if (told->items.size() == 1 && !echoesText(told->items.front(), "bet_id", order.bet.text()))
        return lie(reply, "The answer's row is about another bet.");
    const auto rows = contract::decodeRecalculatedRows(bytes, correction(order, CorrectionCalls::Rows));
    if (!rows)
        return lie(reply, "The answer's rows are not those that were sent.");
    const contract::RecalculatedRow& row = rows->front();
    switch (row.outcome) {
    case contract::RowOutcome::Applied:
        return;
    case contract::RowOutcome::Waiting:
        return doubt(reply, "waiting_there", "The bookmaker is not done with this bet itself.");
    case contract::RowOutcome::Refused:
        break;
    }
    const contract::ProblemRule* const known = contract::findRule(row.code);
    if (known == nullptr || known->outcome != contract::MoneyOutcome::None)
        return lie(reply, "The answer does not say why the bet was refused.");
    reply.answer = AnswerKind::Declined;
    reply.stored = true;
    reply.code = known->code;
    reply.errorClass = known->word;
    reply.error = "The bookmaker has refused to correct this bet.";
}

// What the contract itself found to be about something else.
bool contradicts(const contract::Answer& answer)
{
    return answer.kind == AnswerKind::InDoubt &&
           (answer.errorClass == "unexpected_status" || answer.errorClass.starts_with("wrong_"));
}

// They speak about us or about the moment, never about the bet.
bool isAboutUs(ProblemCode code)
{
    return code == ProblemCode::Unauthenticated || code == ProblemCode::ReauthenticationRequired ||
           code == ProblemCode::Forbidden || code == ProblemCode::PartnerSuspended;
}

// A wrong setting on either side; no game should be told for ever that its bet was declined.
bool isAboutTheCall(int status)
{
    return status == 400 || status == 404 || status == 405 || status == 406 || status == 413 || status == 414 ||
           status == 415;
}

} // namespace

std::optional<OrderCall> orderCall(const core::WalletOrder& order, const core::BookmakerRules& rules)
{
    if (order.kind != OrderKind::Adjust) {
        const contract::BetCall call = betCall(order);
        return OrderCall{call.call, order.key, contract::encode(call)};
    }
    // Without a round and its result there is nothing that the call could name.
    if (rules.corrections == CorrectionCalls::None || order.round.empty() || order.result.empty())
        return std::nullopt;
    // The bare call is the same for every bet of the recalculation, and so is its key.
    const std::string key = rules.corrections == CorrectionCalls::Bare
                                ? core::recalculationKey(order.ref, order.partner.text())
                                : order.key;
    return OrderCall{CallKind::RecalculateBets, key, contract::encode(correction(order, rules.corrections))};
}

OrderCall checkCall(const core::WalletOrder& order)
{
    contract::BetCall call = plainCall(order, CallKind::CheckBet, order.amountMinor);
    nameTheGame(call, order);
    return {CallKind::CheckBet, {}, contract::encode(call)};
}

Heard heard(const core::WalletOrder& order, const core::BookmakerRules& rules, const OrderCall& call,
            const contract::Exchange& exchange)
{
    const contract::Answer answer = contract::classify(exchange, expectationOf(order, call.call));
    Heard heard;
    core::WalletReply& reply = heard.reply;
    reply.answer = answer.kind;
    reply.http = answer.httpStatus;
    reply.errorClass = answer.errorClass;
    reply.error = answer.detail;
    if (contradicts(answer))
        lie(reply, answer.detail);
    // Every row of every list carries it; the whole answer stays with the attempt.
    reply.error.resize(std::min(reply.error.size(), errorMax));
    reply.latencyMs = exchange.durationMs;
    reply.retryAfterMs = answer.retryAfterMs;
    reply.request = requestText("POST", contract::path(call.call), call.body);
    reply.response = responseText(exchange.body);
    if (answer.problem && answer.kind != AnswerKind::InDoubt) {
        reply.code = answer.problem->code;
        reply.reason = answer.problem->reason.substr(0, errorMax);
        reply.stored = answer.problem->stored;
        // Tried again once our credentials are right; the bet itself was not refused.
        const bool turnedAway =
            isAboutUs(answer.problem->code) || (order.kind == OrderKind::Block && isAboutTheCall(answer.httpStatus));
        if (reply.answer == AnswerKind::Declined && turnedAway) {
            reply.answer = AnswerKind::NotSent;
            reply.stored = false;
        }
    }
    heard.healthy =
        answer.kind == AnswerKind::Accepted || (answer.problem && answer.httpStatus < 500 && answer.httpStatus != 429);
    const bool bare = call.call == CallKind::RecalculateBets && rules.corrections == CorrectionCalls::Bare;
    if (bare && answer.kind == AnswerKind::Declined && reply.answer == AnswerKind::Declined)
        doubt(reply, std::string(core::needsEvidence), "The bookmaker has refused the call for the whole round.");
    if (answer.kind != AnswerKind::Accepted)
        return heard;
    const auto body = contract::json::parse(exchange.body);
    assert(body);
    if (call.call != CallKind::RecalculateBets)
        distrust(reply, order, call.call, *body);
    else if (rules.corrections == CorrectionCalls::Rows)
        readRow(reply, order, exchange.body, *body);
    else
        doubt(reply, std::string(core::needsEvidence),
              "The call names no bet, so that its answer proves nothing about this one.");
    return heard;
}

std::string requestText(std::string_view method, std::string_view target, std::string_view body)
{
    std::string text(method);
    text.append(" ").append(target);
    if (!body.empty())
        text.append("\n\n").append(body);
    return text.substr(0, textMax);
}

std::string responseText(std::string_view body)
{
    return std::string(body.substr(0, textMax));
}

} // namespace service::bookmakers
