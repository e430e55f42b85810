// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/answer.h"
#include "client/contract/ids.h"
#include "client/contract/money.h"
#include "client/contract/problem.h"
#include "client/contract/result.h"
#include "client/contract/states.h"

#include <optional>
#include <string>
#include <string_view>

namespace client::contract {

// The specification's five calls, domain.md 1.
enum class CallKind { CheckBet, BlockFunds, UpdateBetStatus, Refund, RecalculateBets };

std::string_view word(CallKind call); // "check_bet"
std::string_view path(CallKind call); // "/api/check_bet"
std::optional<CallKind> callFromPath(std::string_view path);

// check_bet, block_funds, update_bet_status and refund. Amounts stay text until the currency is known: the partner's
// currency decides how many decimals are legal.
struct BetCall
{
    CallKind call = CallKind::CheckBet;
    PartnerId partner;
    PlayerId player;
    BetId bet;
    std::string amountText;                // a JSON number as written
    std::optional<bool> won;               // update_bet_status only
    std::optional<std::string> payoutText; // update_bet_status only
    // Additive fields.
    GameId game;
    RoundId round;
    std::string selection;
    std::string oddsText;
    std::string currency;
    RefundId refund;
    std::string result;
};

struct RecalculateCall
{
    RoundId round;
    std::string correctResult;
};

// A decoded body, or the problem to answer with. Shape and syntax only; precision and range need the currency.
tl::expected<BetCall, Problem> decodeBetCall(CallKind call, std::string_view body);
tl::expected<RecalculateCall, Problem> decodeRecalculateCall(std::string_view body);

// amountText → minor units; zero and negatives are amount_out_of_range.
tl::expected<std::int64_t, Problem> amountMinor(std::string_view numberText, int exponent, std::string_view pointer);
// The same for a payout, where zero is legal.
tl::expected<std::int64_t, Problem> payoutAmountMinor(std::string_view numberText, int exponent);

// Same call → same bytes, for ever: the order of members is fixed and absent fields are left out.
std::string encode(const BetCall& call);
std::string encode(const RecalculateCall& call);

// The specification's success bodies, word for word.
std::string successBody(CallKind call, const BetId& bet);
std::string recalculatedBody(const RoundId& round);

// What a success of this call looks like to classify().
Expectation expectation(const BetCall& call);
Expectation expectation(const RecalculateCall& call);

} // namespace client::contract
