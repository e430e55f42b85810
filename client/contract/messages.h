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
#include <vector>

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

// One bet's correction on its way to whoever holds the players' money. Amounts stay text, as in BetCall.
struct RecalculateRow
{
    BetId bet;
    BetState expected = BetState::None;            // won, lost or refunded, as is the target
    std::optional<std::string> expectedPayoutText; // of won
    BetState target = BetState::None;
    std::optional<std::string> payoutText; // of won
    std::string deltaText;                 // signed: towards the player, or back from the player
};

struct RecalculateCall
{
    RoundId round;
    std::string correctResult;
    // Additive fields. With rows the other side computes nothing, it applies these.
    PartnerId partner = {}; // where one token serves several
    std::string recalculation = {};
    std::string chunk = {};
    std::vector<RecalculateRow> rows = {};
};

inline constexpr std::size_t recalculateRowsMax = 500;

// Applied: done, now or by an earlier copy of the call. Refused: never will be, and the other side remembers that.
// Waiting: not definite yet; the same call again tells.
enum class RowOutcome { Applied, Refused, Waiting };

std::string_view word(RowOutcome outcome);

struct RecalculatedRow
{
    BetId bet;
    RowOutcome outcome = RowOutcome::Waiting;
    std::string code; // a word of ProblemCode, of Refused and Waiting
};

// A decoded body, or the problem to answer with. Shape and syntax only; precision and range need the currency.
tl::expected<BetCall, Problem> decodeBetCall(CallKind call, std::string_view body);
tl::expected<RecalculateCall, Problem> decodeRecalculateCall(std::string_view body);

// amountText → minor units; zero and negatives are amount_out_of_range.
tl::expected<std::int64_t, Problem> amountMinor(std::string_view numberText, int exponent, std::string_view pointer);
// The same for a payout, where zero is legal.
tl::expected<std::int64_t, Problem> payoutAmountMinor(std::string_view numberText, int exponent);
// The same for a difference, which may be negative.
tl::expected<std::int64_t, Problem> deltaMinor(std::string_view numberText, int exponent, std::string_view pointer);

// Same call → same bytes, for ever: the order of members is fixed and absent fields are left out.
std::string encode(const BetCall& call);
std::string encode(const RecalculateCall& call);

// The specification's success bodies, word for word.
std::string successBody(CallKind call, const BetId& bet);
std::string recalculatedBody(const RoundId& round);
std::string recalculatedBody(const RoundId& round, const std::vector<RecalculatedRow>& rows);
// The rows of such a body; an error unless each row of the call is answered once.
Result<std::vector<RecalculatedRow>> decodeRecalculatedRows(std::string_view body, const RecalculateCall& call);

// What a success of this call looks like to classify().
Expectation expectation(const BetCall& call);
Expectation expectation(const RecalculateCall& call);

} // namespace client::contract
