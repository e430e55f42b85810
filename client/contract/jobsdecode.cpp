// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/decoder.h"
#include "client/contract/jobs.h"

#include <set>

namespace client::contract {

namespace {

constexpr std::size_t commentMax = 1'000;
constexpr std::size_t queryMax = 1'000;
constexpr std::size_t sumsMax = 200;
constexpr std::size_t samplesMax = 1'000;

Currency currencyOf(Decoder& in)
{
    const std::string code = in.requiredText("currency", 3);
    const auto read = parseMoney("0", code);
    if (!read && in.ok())
        in.reader().refuse(ErrorKind::Invalid, "currency is not known", "currency");
    return read ? read->currency : Currency{};
}

std::int64_t signedIn(Decoder& in, const Currency& currency, std::string_view key)
{
    const Money read = in.money(key, true);
    if (in.ok() && read.currency != currency)
        in.reader().refuse(ErrorKind::Invalid, std::string(key) + " is in another currency", key);
    return read.minor;
}

JobCounts jobCounts(Decoder& in)
{
    JobCounts counts;
    counts.waiting = in.natural("waiting");
    counts.applied = in.natural("applied");
    counts.unchanged = in.natural("unchanged");
    counts.skipped = in.natural("skipped");
    counts.needsInput = in.natural("needs_input");
    counts.deferred = in.natural("deferred");
    counts.held = in.natural("held");
    counts.superseded = in.natural("superseded");
    counts.failed = in.natural("failed");
    counts.inDoubt = in.natural("in_doubt");
    counts.cancelled = in.natural("cancelled");
    return counts;
}

JobSum jobSum(Decoder& in)
{
    JobSum sum;
    sum.currency = currencyOf(in);
    sum.bets = in.natural("bets");
    sum.creditMinor = in.moneyIn(sum.currency, "credit");
    sum.debitMinor = signedIn(in, sum.currency, "debit");
    sum.appliedCreditMinor = in.moneyIn(sum.currency, "applied_credit");
    sum.appliedDebitMinor = signedIn(in, sum.currency, "applied_debit");
    if (in.ok() && (sum.debitMinor > 0 || sum.appliedDebitMinor > 0))
        in.reader().refuse(ErrorKind::Invalid, "a debit is above 0", "debit");
    return sum;
}

JobItem jobItem(Decoder& in)
{
    JobItem item;
    item.partner = in.id<PartnerId>("partner_id");
    item.bet = in.id<BetId>("bet_id");
    item.player = in.id<PlayerId>("player_id");
    item.currency = currencyOf(in);
    item.expectedVersion = in.natural("expected_version");
    item.from = in.enumerated("from", betStateFrom, BetState::None);
    if (in.reader().has("payout_from"))
        item.payoutFromMinor = in.moneyIn(item.currency, "payout_from");
    item.target = in.enumerated("target", betStateFrom, BetState::None);
    if (in.reader().has("payout"))
        item.payoutMinor = in.moneyIn(item.currency, "payout");
    item.deltaMinor = signedIn(in, item.currency, "delta");
    if (in.reader().has("other_delta"))
        item.otherDeltaMinor = signedIn(in, item.currency, "other_delta");
    item.state = in.enumerated("state", jobItemStateFrom, JobItemState::InDoubt);
    item.why = in.text("why");
    item.operation = in.id<OperationId>("operation_id", false);
    item.updatedAt = in.time("updated_at");
    return item;
}

JobPart jobPart(Decoder& in)
{
    JobPart part;
    part.partner = in.id<PartnerId>("partner_id");
    part.currency = currencyOf(in);
    part.bets = in.natural("bets");
    part.creditMinor = in.moneyIn(part.currency, "credit");
    part.debitMinor = signedIn(in, part.currency, "debit");
    return part;
}

JobMove jobMove(Decoder& in)
{
    JobMove move;
    move.from = in.enumerated("from", betStateFrom, BetState::None);
    move.target = in.enumerated("target", betStateFrom, BetState::None);
    move.state = in.enumerated("state", jobItemStateFrom, JobItemState::InDoubt);
    move.why = in.text("why");
    move.currency = currencyOf(in);
    move.bets = in.natural("bets");
    move.deltaMinor = signedIn(in, move.currency, "delta");
    if (in.reader().has("other_delta"))
        move.otherDeltaMinor = signedIn(in, move.currency, "other_delta");
    return move;
}

JobOverdraw jobOverdraw(Decoder& in)
{
    JobOverdraw overdraw;
    overdraw.partner = in.id<PartnerId>("partner_id");
    overdraw.player = in.id<PlayerId>("player_id");
    overdraw.currency = currencyOf(in);
    overdraw.debitMinor = signedIn(in, overdraw.currency, "debit");
    overdraw.balanceMinor = signedIn(in, overdraw.currency, "balance");
    overdraw.policy = in.requiredText("policy");
    return overdraw;
}

JobSummary jobSummary(Decoder& in)
{
    JobSummary summary;
    summary.job = in.object("job", jobRow);
    summary.parts = in.array("parts", jobPart);
    summary.moves = in.array("moves", jobMove);
    summary.largest = in.array("largest", jobItem, samplesMax);
    summary.playersHitTwice = in.natural("players_hit_twice");
    summary.overdraws = in.array("overdraws", jobOverdraw, samplesMax);
    return summary;
}

JobChange jobChange(Decoder& in)
{
    JobChange change;
    change.partner = in.id<PartnerId>("partner_id");
    change.bet = in.id<BetId>("bet_id");
    change.versionThen = in.natural("version_then");
    change.versionNow = in.natural("version_now");
    change.stateNow = in.enumerated("state_now", betStateFrom, BetState::None);
    change.why = in.text("why");
    change.dropsOut = in.flag("drops_out");
    return change;
}

JobChanges jobChanges(Decoder& in)
{
    JobChanges changes;
    changes.digest = in.text("digest");
    changes.stale = in.flag("stale");
    changes.count = in.natural("count");
    changes.changes = in.array("changes", jobChange, samplesMax);
    changes.sums = in.array("sums", jobSum, sumsMax);
    return changes;
}

RoundResult roundResult(Decoder& in)
{
    RoundResult result;
    result.version = in.natural("version");
    result.result = in.requiredText("result");
    result.at = in.time("at");
    result.actor = in.text("actor");
    result.source = in.text("source");
    return result;
}

JobBet jobBet(Decoder& in)
{
    return {in.id<PartnerId>("partner_id"), in.id<BetId>("bet_id")};
}

JobInput jobInput(Decoder& in)
{
    JobInput input;
    input.partner = in.id<PartnerId>("partner_id");
    input.bet = in.id<BetId>("bet_id");
    const std::string status = in.requiredText("status");
    input.won = status == "win";
    if (status != "win" && status != "lose" && in.ok())
        in.reader().refuse(ErrorKind::Invalid, "status is win or lose", "status");
    input.payout = in.money("payout");
    if (in.ok() && input.won != (input.payout.minor > 0))
        in.reader().refuse(ErrorKind::Invalid, "a win has a payout, a loss has none", "payout");
    return input;
}

template <typename Bet>
void refuseTwice(Decoder& in, const std::vector<Bet>& bets, std::string_view key)
{
    std::set<std::pair<std::string, std::string>> seen;
    for (const Bet& bet : bets) {
        if (!seen.emplace(bet.partner.text(), bet.bet.text()).second)
            in.reader().refuse(ErrorKind::Invalid, "a bet is listed twice", key);
    }
}

JobOrder jobOrder(Decoder& in)
{
    JobOrder order;
    order.job = in.id<JobId>("job_id");
    order.kind = in.enumerated("kind", jobKindFrom, JobKind::Refund);
    if (in.reader().has("items"))
        order.items = in.array("items", jobBet);
    order.query = in.text("query", queryMax);
    order.overrideSettled = in.reader().optionalBool("override_settled");
    order.round = in.id<RoundId>("round_id", false);
    order.correctResult = in.text("correct_result", 64);
    if (in.reader().has("inputs"))
        order.inputs = in.array("inputs", jobInput);
    order.reason = in.requiredText("reason");
    order.reasonText = in.text("reason_text", commentMax);
    order.ticket = in.text("ticket");
    if (!in.ok())
        return order;
    json::Reader& reader = in.reader();
    const auto& reasons = jobReasons(order.kind);
    if (std::find(reasons.begin(), reasons.end(), order.reason) == reasons.end())
        reader.refuse(ErrorKind::Invalid, "reason is not a known word", "reason");
    if (order.reason == "other" && order.reasonText.empty())
        reader.refuse(ErrorKind::Invalid, "reason other needs reason_text", "reason_text");
    if (order.kind == JobKind::Refund) {
        if (order.items.empty() == order.query.empty())
            reader.refuse(ErrorKind::Invalid, "name the bets by items or by a query", "items");
        if (!order.round.empty() || !order.correctResult.empty() || !order.inputs.empty())
            reader.refuse(ErrorKind::Invalid, "a refund has no round, result or inputs", "round_id");
        refuseTwice(in, order.items, "items");
    } else {
        if (order.round.empty())
            reader.refuse(ErrorKind::Invalid, "round_id is missing", "round_id");
        if (order.correctResult.empty())
            reader.refuse(ErrorKind::Invalid, "correct_result is missing", "correct_result");
        if (!order.items.empty() || !order.query.empty() || order.overrideSettled)
            reader.refuse(ErrorKind::Invalid, "a recalculation covers the bets of its round", "items");
        refuseTwice(in, order.inputs, "inputs");
    }
    return order;
}

ApprovalOrder approvalOrder(Decoder& in)
{
    return {in.text("digest"), in.text("correct_result", 64), in.text("comment", commentMax)};
}

SubmitOrder submitOrder(Decoder& in)
{
    return {in.requiredText("digest")};
}

ResultOrder resultOrder(Decoder& in)
{
    return {in.requiredText("result", 64), in.text("source")};
}

template <typename Order>
Result<Order> decodeOrder(std::string_view body, Order (*decode)(Decoder&),
                          std::initializer_list<std::string_view> known)
{
    const auto value = json::parse(body);
    if (!value)
        return tl::make_unexpected(value.error());
    if (value->kind != json::Kind::Object)
        return fail(ErrorKind::Invalid, "an object is wanted");
    Decoder decoder(*value, "");
    refuseUnknown(decoder, *value, known);
    Order order = decode(decoder);
    if (!decoder.ok())
        return tl::make_unexpected(decoder.error());
    return order;
}

// Members inside the lists of an order that nobody knows.
Result<JobOrder> withoutUnknown(std::string_view body, Result<JobOrder> order)
{
    if (!order)
        return order;
    const auto value = json::parse(body);
    Decoder decoder(*value, "");
    const auto check = [&](std::string_view key, std::initializer_list<std::string_view> known) {
        const json::Value* const list = value->find(key);
        if (!list)
            return;
        for (const json::Value& item : list->items)
            refuseUnknown(decoder, item, known);
    };
    check("items", {"partner_id", "bet_id"});
    check("inputs", {"partner_id", "bet_id", "status", "payout"});
    if (!decoder.ok())
        return tl::make_unexpected(decoder.error());
    return order;
}

} // namespace

JobRow jobRow(Decoder& in)
{
    JobRow row;
    row.id = in.id<JobId>("job_id");
    row.number = in.natural("number");
    row.kind = in.enumerated("kind", jobKindFrom, JobKind::Refund);
    row.state = in.enumerated("state", jobStateFrom, JobState::Paused);
    row.round = in.id<RoundId>("round_id", false);
    row.correctResult = in.text("correct_result");
    row.formerResult = in.text("former_result");
    row.resultVersion = in.natural("result_version", false);
    row.query = in.text("query", queryMax);
    row.overrideSettled = in.flag("override_settled");
    row.reason = in.text("reason");
    row.reasonText = in.text("reason_text", commentMax);
    row.ticket = in.text("ticket");
    row.author = in.text("author");
    row.approver = in.text("approver");
    row.comment = in.text("comment", commentMax);
    row.digest = in.text("digest");
    row.approval = in.text("approval_id");
    row.why = in.text("why");
    row.counts = in.object("counts", jobCounts);
    row.sums = in.array("sums", jobSum, sumsMax);
    row.createdAt = in.time("created_at");
    row.plannedAt = in.time("planned_at", false);
    row.expiresAt = in.time("expires_at", false);
    row.startsAt = in.time("starts_at", false);
    row.startedAt = in.time("started_at", false);
    row.endedAt = in.time("ended_at", false);
    row.updatedAt = in.time("updated_at");
    row.rateMilli = in.natural("rate_milli", false);
    row.version = in.natural("version");
    return row;
}

Result<JobOrder> decodeJobOrder(std::string_view body)
{
    return withoutUnknown(body, decodeOrder(body, jobOrder,
                                            {"job_id", "kind", "items", "query", "override_settled", "round_id",
                                             "correct_result", "inputs", "reason", "reason_text", "ticket"}));
}

Result<ApprovalOrder> decodeApprovalOrder(std::string_view body)
{
    return decodeOrder(body, approvalOrder, {"digest", "correct_result", "comment"});
}

Result<SubmitOrder> decodeSubmitOrder(std::string_view body)
{
    return decodeOrder(body, submitOrder, {"digest"});
}

Result<ResultOrder> decodeResultOrder(std::string_view body)
{
    return decodeOrder(body, resultOrder, {"result", "source"});
}

Result<JobRow> decodeJobRow(std::string_view body)
{
    return decodeText(body, jobRow);
}

Result<JobSummary> decodeJobSummary(std::string_view body)
{
    return decodeText(body, jobSummary);
}

Result<JobChanges> decodeJobChanges(std::string_view body)
{
    return decodeText(body, jobChanges);
}

Result<Page<JobRow>> decodeJobPage(std::string_view body)
{
    return decodeText(body, pageOf<JobRow, jobRow>);
}

Result<Page<JobItem>> decodeJobItemPage(std::string_view body)
{
    return decodeText(body, pageOf<JobItem, jobItem>);
}

Result<Page<RoundResult>> decodeRoundResultPage(std::string_view body)
{
    return decodeText(body, pageOf<RoundResult, roundResult>);
}

} // namespace client::contract
