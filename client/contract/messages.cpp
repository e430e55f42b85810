// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/messages.h"

#include "client/contract/json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cassert>
#include <set>

namespace client::contract {

namespace {

constexpr std::size_t freeTextMax = 128;

struct CallRule
{
    CallKind call;
    std::string_view word;
    std::string_view path;
    std::string_view status;
    std::string_view message;
};

// domain.md 1, word for word.
constexpr std::array callRules{
    CallRule{CallKind::CheckBet, "check_bet", "/api/check_bet", "approved", "Stake is it possible"},
    CallRule{CallKind::BlockFunds, "block_funds", "/api/block_funds", "blocked",
             "funds have been successfully blocked"},
    CallRule{CallKind::UpdateBetStatus, "update_bet_status", "/api/update_bet_status", "updated",
             "The bet status has been successfully updated"},
    CallRule{CallKind::Refund, "refund", "/api/refund", "refunded", "Funds have been refunded"},
    CallRule{CallKind::RecalculateBets, "recalculate_bets", "/api/recalculate_bets", "recalculated",
             "The bets have been recalculated for the "},
};

constexpr std::array<std::string_view, 3> rowOutcomes{"applied", "refused", "waiting"};

const CallRule& callRule(CallKind call)
{
    const CallRule& found = callRules[static_cast<std::size_t>(call)];
    assert(found.call == call);
    return found;
}

std::string jsonText(std::string_view text)
{
    return json::dump(nlohmann::ordered_json(text));
}

bool hasControls(std::string_view text)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x20 || byte == 0x7F)
            return true;
        // U+0080 to U+009F.
        if (byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0)
            return true;
    }
    return false;
}

template <typename IdType>
IdType readId(json::Reader& reader, std::string_view key, bool required)
{
    if (!required && !reader.has(key))
        return {};
    const std::size_t before = reader.errors().size();
    const std::string text = reader.requiredString(key, 1 << 20);
    auto id = IdType::parse(text);
    if (id)
        return *std::move(id);
    if (reader.errors().size() == before)
        reader.refuse(ErrorKind::Invalid, std::string(key) + ": " + id.error().detail, key);
    return {};
}

std::string readFreeText(json::Reader& reader, std::string_view key, bool required)
{
    if (!required && !reader.has(key))
        return {};
    const std::size_t before = reader.errors().size();
    std::string text = reader.requiredString(key, freeTextMax);
    if (reader.errors().size() == before && (text.empty() || hasControls(text)))
        reader.refuse(ErrorKind::Invalid, std::string(key) + " must be 1 to 128 characters without control characters",
                      key);
    return text;
}

Problem parseProblem(const Error& error)
{
    return problem(error.kind == ErrorKind::TooLarge ? ProblemCode::BodyTooLarge : ProblemCode::MalformedJson,
                   error.detail);
}

Problem validationProblem(const json::Reader& reader)
{
    Problem failed = problem(ProblemCode::ValidationFailed, reader.error().detail);
    for (const Error& error : reader.errors())
        failed.errors.push_back({error.pointer, error.detail});
    return failed;
}

Problem fieldProblem(ProblemCode code, std::string detail, std::string_view pointer)
{
    Problem failed = problem(code, detail);
    failed.errors.push_back({std::string(pointer), std::move(detail)});
    return failed;
}

bool isZero(std::string_view number)
{
    const std::string_view mantissa = number.substr(0, number.find_first_of("eE"));
    return mantissa.find_first_of("123456789") == std::string_view::npos;
}

void readBlockFields(json::Reader& reader, BetCall& call)
{
    call.game = readId<GameId>(reader, "game_id", false);
    call.round = readId<RoundId>(reader, "round_id", false);
    call.selection = readFreeText(reader, "selection", false);
    call.oddsText = reader.optionalNumberText("odds");
    if (!call.oddsText.empty()) {
        const auto odds = parseOdds(call.oddsText);
        if (!odds)
            reader.refuse(ErrorKind::Invalid, odds.error().detail, "odds");
    }
}

void readUpdateFields(json::Reader& reader, BetCall& call)
{
    const std::size_t before = reader.errors().size();
    const std::string status = reader.requiredString("status");
    if (status == "win" || status == "lose")
        call.won = status == "win";
    else if (reader.errors().size() == before)
        reader.refuse(ErrorKind::Invalid, "status must be win or lose", "status");
    const std::string payout = reader.optionalNumberText("payout");
    if (!payout.empty())
        call.payoutText = payout;
    call.result = readFreeText(reader, "result", false);
}

std::optional<BetState> settledStateFrom(const std::string& word)
{
    const auto state = betStateFrom(word);
    const bool settled = state == BetState::Won || state == BetState::Lost || state == BetState::Refunded;
    return settled ? state : std::nullopt;
}

RecalculateRow readRow(json::Reader& reader)
{
    RecalculateRow row;
    row.bet = readId<BetId>(reader, "bet_id", true);
    const auto status = [&](std::string_view key) {
        const std::size_t before = reader.errors().size();
        const auto state = settledStateFrom(reader.requiredString(key));
        if (!state && reader.errors().size() == before)
            reader.refuse(ErrorKind::Invalid, std::string(key) + " must be won, lost or refunded", key);
        return state.value_or(BetState::None);
    };
    // Only a bet that is won has a payout.
    const auto payout = [&](std::string_view key, BetState state) -> std::optional<std::string> {
        const std::size_t before = reader.errors().size();
        const std::string text = reader.optionalNumberText(key);
        const bool fits = state == BetState::Won ? !text.empty() && text.front() != '-' : text.empty() || isZero(text);
        if (!fits && reader.errors().size() == before)
            reader.refuse(ErrorKind::Invalid, std::string(key) + " does not go with the status", key);
        return state == BetState::Won && fits ? std::optional(text) : std::nullopt;
    };
    row.expected = status("expected_status");
    row.expectedPayoutText = payout("expected_payout", row.expected);
    row.target = status("status");
    row.payoutText = payout("payout", row.target);
    row.deltaText = reader.requiredNumberText("delta");
    return row;
}

void readRows(json::Reader& reader, RecalculateCall& call)
{
    call.partner = readId<PartnerId>(reader, "partner_id", false);
    const json::Value* const rows = reader.optionalArray("rows");
    if (!rows) {
        if (reader.ok() && (reader.has("recalculation_id") || reader.has("chunk")))
            reader.refuse(ErrorKind::Invalid, "a recalculation_id and a chunk go with rows", "rows");
        return;
    }
    call.recalculation = readId<JobId>(reader, "recalculation_id", true).text();
    call.chunk = readId<JobId>(reader, "chunk", true).text();
    if (rows->items.empty() || rows->items.size() > recalculateRowsMax) {
        reader.refuse(ErrorKind::Invalid, "there must be 1 to 500 rows", "rows");
        return;
    }
    std::set<BetId> seen;
    for (std::size_t i = 0; i < rows->items.size() && reader.ok(); ++i) {
        const std::string at = "rows/" + std::to_string(i);
        json::Reader inner(rows->items[i], "/" + at);
        RecalculateRow row = inner.ok() ? readRow(inner) : RecalculateRow{};
        if (!inner.ok())
            reader.refuse(inner.error().kind, inner.error().detail, inner.error().pointer.substr(1));
        else if (!seen.insert(row.bet).second)
            reader.refuse(ErrorKind::Invalid, "a bet is listed twice", at);
        call.rows.push_back(std::move(row));
    }
}

bool payoutFits(const BetCall& call)
{
    const bool positive = call.payoutText && !isZero(*call.payoutText) && call.payoutText->front() != '-';
    const bool absent = !call.payoutText || isZero(*call.payoutText);
    return *call.won ? positive : absent;
}

tl::expected<std::int64_t, Problem> minorOrProblem(std::string_view numberText, int exponent, std::string_view pointer)
{
    const auto minor = parseMinor(numberText, exponent);
    if (minor)
        return *minor;
    const ProblemCode code =
        minor.error().kind == ErrorKind::Precision ? ProblemCode::AmountPrecision : ProblemCode::AmountOutOfRange;
    return tl::make_unexpected(fieldProblem(code, minor.error().detail, pointer));
}

} // namespace

std::string_view word(CallKind call)
{
    return callRule(call).word;
}

std::string_view path(CallKind call)
{
    return callRule(call).path;
}

std::optional<CallKind> callFromPath(std::string_view path)
{
    for (const CallRule& known : callRules) {
        if (known.path == path)
            return known.call;
    }
    return std::nullopt;
}

tl::expected<BetCall, Problem> decodeBetCall(CallKind call, std::string_view body)
{
    assert(call != CallKind::RecalculateBets);
    const auto value = json::parse(body);
    if (!value)
        return tl::make_unexpected(parseProblem(value.error()));
    json::Reader reader(*value);
    if (!reader.ok())
        return tl::make_unexpected(validationProblem(reader));
    BetCall decoded;
    decoded.call = call;
    decoded.partner = readId<PartnerId>(reader, "partner_id", true);
    decoded.player = readId<PlayerId>(reader, "partner_player_id", true);
    decoded.amountText = reader.requiredNumberText("amount");
    decoded.bet = readId<BetId>(reader, "bet_id", true);
    if (reader.has("currency")) {
        const std::size_t before = reader.errors().size();
        decoded.currency = reader.requiredString("currency");
        if (reader.errors().size() == before && !Currency::parse(decoded.currency))
            reader.refuse(ErrorKind::Invalid, "currency must be an ISO 4217 code in use", "currency");
    }
    if (call == CallKind::CheckBet || call == CallKind::BlockFunds)
        readBlockFields(reader, decoded);
    else if (call == CallKind::UpdateBetStatus)
        readUpdateFields(reader, decoded);
    else
        decoded.refund = readId<RefundId>(reader, "refund_id", false);

    if (!reader.ok()) {
        Problem failed = validationProblem(reader);
        failed.betId = decoded.bet.text();
        return tl::make_unexpected(std::move(failed));
    }
    if (decoded.won && !payoutFits(decoded)) {
        Problem failed =
            fieldProblem(ProblemCode::PayoutInvalid,
                         *decoded.won ? "a win needs a payout above 0" : "a loss has no payout", "/payout");
        failed.betId = decoded.bet.text();
        return tl::make_unexpected(std::move(failed));
    }
    return decoded;
}

tl::expected<RecalculateCall, Problem> decodeRecalculateCall(std::string_view body)
{
    const auto value = json::parse(body);
    if (!value)
        return tl::make_unexpected(parseProblem(value.error()));
    json::Reader reader(*value);
    if (!reader.ok())
        return tl::make_unexpected(validationProblem(reader));
    RecalculateCall decoded;
    decoded.round = readId<RoundId>(reader, "round_id", true);
    decoded.correctResult = readFreeText(reader, "correct_result", true);
    readRows(reader, decoded);
    if (!reader.ok())
        return tl::make_unexpected(validationProblem(reader));
    return decoded;
}

tl::expected<std::int64_t, Problem> deltaMinor(std::string_view numberText, int exponent, std::string_view pointer)
{
    const bool negative = !numberText.empty() && numberText.front() == '-';
    const auto size = minorOrProblem(numberText.substr(negative ? 1 : 0), exponent, pointer);
    if (!size || !negative)
        return size;
    return -*size;
}

tl::expected<std::int64_t, Problem> amountMinor(std::string_view numberText, int exponent, std::string_view pointer)
{
    const auto minor = minorOrProblem(numberText, exponent, pointer);
    if (minor && *minor == 0)
        return tl::make_unexpected(fieldProblem(ProblemCode::AmountOutOfRange, "the amount must be above 0", pointer));
    return minor;
}

tl::expected<std::int64_t, Problem> payoutAmountMinor(std::string_view numberText, int exponent)
{
    return minorOrProblem(numberText, exponent, "/payout");
}

std::string encode(const BetCall& call)
{
    assert(json::isNumber(call.amountText));
    std::string body = "{\"partner_id\":" + jsonText(call.partner.text()) +
                       ",\"partner_player_id\":" + jsonText(call.player.text()) + ",\"amount\":" + call.amountText +
                       ",\"bet_id\":" + jsonText(call.bet.text());
    const auto addText = [&body](std::string_view key, const std::string& text) {
        if (!text.empty())
            body.append(",\"").append(key).append("\":").append(jsonText(text));
    };
    const auto addNumber = [&body](std::string_view key, const std::string& number) {
        assert(json::isNumber(number));
        body.append(",\"").append(key).append("\":").append(number);
    };
    if (call.won)
        addText("status", *call.won ? "win" : "lose");
    if (call.payoutText)
        addNumber("payout", *call.payoutText);
    addText("game_id", call.game.text());
    addText("round_id", call.round.text());
    addText("selection", call.selection);
    if (!call.oddsText.empty())
        addNumber("odds", call.oddsText);
    addText("currency", call.currency);
    addText("refund_id", call.refund.text());
    addText("result", call.result);
    return body + "}";
}

std::string encode(const RecalculateCall& call)
{
    std::string body =
        "{\"round_id\":" + jsonText(call.round.text()) + ",\"correct_result\":" + jsonText(call.correctResult);
    if (!call.partner.empty())
        body += ",\"partner_id\":" + jsonText(call.partner.text());
    if (call.rows.empty())
        return body + "}";
    body +=
        ",\"recalculation_id\":" + jsonText(call.recalculation) + ",\"chunk\":" + jsonText(call.chunk) + ",\"rows\":[";
    for (const RecalculateRow& row : call.rows) {
        if (body.back() != '[')
            body += ",";
        body += "{\"bet_id\":" + jsonText(row.bet.text());
        body.append(",\"expected_status\":\"").append(word(row.expected)).append("\"");
        if (row.expectedPayoutText)
            body += ",\"expected_payout\":" + *row.expectedPayoutText;
        body.append(",\"status\":\"").append(word(row.target)).append("\"");
        if (row.payoutText)
            body += ",\"payout\":" + *row.payoutText;
        body += ",\"delta\":" + row.deltaText + "}";
    }
    return body + "]}";
}

std::string successBody(CallKind call, const BetId& bet)
{
    assert(call != CallKind::RecalculateBets);
    const CallRule& known = callRule(call);
    return "{\"status\":" + jsonText(known.status) + ",\"message\":" + jsonText(known.message) +
           ",\"bet_id\":" + jsonText(bet.text()) + "}";
}

std::string recalculatedBody(const RoundId& round)
{
    const CallRule& known = callRule(CallKind::RecalculateBets);
    return "{\"status\":" + jsonText(known.status) +
           ",\"message\":" + jsonText(std::string(known.message) + round.text()) + "}";
}

std::string_view word(RowOutcome outcome)
{
    return rowOutcomes.at(static_cast<std::size_t>(outcome));
}

std::string recalculatedBody(const RoundId& round, const std::vector<RecalculatedRow>& rows)
{
    std::string body = recalculatedBody(round);
    body.back() = ',';
    body += "\"rows\":[";
    for (const RecalculatedRow& row : rows) {
        if (body.back() != '[')
            body += ",";
        body += "{\"bet_id\":" + jsonText(row.bet.text());
        body.append(",\"outcome\":\"").append(word(row.outcome)).append("\"");
        if (!row.code.empty())
            body += ",\"code\":" + jsonText(row.code);
        body += "}";
    }
    return body + "]}";
}

Result<std::vector<RecalculatedRow>> decodeRecalculatedRows(std::string_view body, const RecalculateCall& call)
{
    const auto value = json::parse(body);
    if (!value)
        return tl::make_unexpected(value.error());
    json::Reader reader(*value);
    std::vector<RecalculatedRow> rows;
    const json::Value* const array = reader.optionalArray("rows");
    if (!array || array->items.size() != call.rows.size())
        return fail(ErrorKind::Invalid, "not every row is answered once", "/rows");
    for (std::size_t i = 0; i < array->items.size(); ++i) {
        json::Reader inner(array->items[i], "/rows/" + std::to_string(i));
        RecalculatedRow row;
        row.bet = readId<BetId>(inner, "bet_id", true);
        const std::string outcome = inner.requiredString("outcome");
        row.code = inner.optionalString("code");
        const auto known = std::find(rowOutcomes.begin(), rowOutcomes.end(), outcome);
        if (inner.ok() && (known == rowOutcomes.end() || row.bet != call.rows[i].bet))
            inner.refuse(ErrorKind::Invalid, "a row's answer is for another bet, or of no known outcome", "outcome");
        if (!inner.ok())
            return tl::make_unexpected(inner.error());
        row.outcome = static_cast<RowOutcome>(known - rowOutcomes.begin());
        rows.push_back(std::move(row));
    }
    return rows;
}

Expectation expectation(const BetCall& call)
{
    return {{std::string(callRule(call.call).status)}, {{"bet_id", call.bet.text()}}};
}

Expectation expectation(const RecalculateCall&)
{
    return {{std::string(callRule(CallKind::RecalculateBets).status)}, {}};
}

} // namespace client::contract
