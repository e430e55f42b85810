// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/decoder.h"
#include "client/contract/wire.h"
#include "client/contract/wirewords.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

namespace client::contract {

namespace {

constexpr std::size_t requestMax = 65'536;
constexpr std::size_t refundItemsMax = 100;

constexpr std::array timelineKinds{
    std::pair{TimelineKind::Call, std::string_view("call")},
    std::pair{TimelineKind::Version, std::string_view("version")},
    std::pair{TimelineKind::Operation, std::string_view("operation")},
    std::pair{TimelineKind::Attempt, std::string_view("attempt")},
    std::pair{TimelineKind::Note, std::string_view("note")},
};

OperationBrief operationBrief(Decoder& in)
{
    OperationBrief brief;
    brief.id = in.id<OperationId>("operation_id");
    brief.kind = in.enumerated("kind", operationKindFrom, brief.kind);
    brief.state = in.enumerated("state", operationStateFrom, OperationState::InDoubt);
    brief.attempt = in.smallNatural("attempt");
    brief.attemptsMax = in.smallNatural("attempts_max");
    brief.nextAt = in.time("next_at", false);
    brief.latencyMs = in.natural("latency_ms", false);
    brief.http = in.smallNatural("http", false);
    brief.errorClass = in.text("error_class");
    brief.error = in.text("error", wireTextMax);
    brief.takesBack = in.id<OperationId>("takes_back", false);
    return brief;
}

BetRow betRow(Decoder& in)
{
    BetRow row;
    row.partner = in.id<PartnerId>("partner_id");
    row.bet = in.id<BetId>("bet_id");
    row.player = in.id<PlayerId>("player_id");
    row.game = in.id<GameId>("game_id", false);
    row.round = in.id<RoundId>("round_id", false);
    row.selection = in.text("selection");
    if (in.reader().has("odds")) {
        const auto odds = parseOdds(in.requiredText("odds"));
        if (odds)
            row.oddsE4 = *odds;
        else
            in.reader().refuse(odds.error().kind, "odds: " + odds.error().detail, "odds");
    }
    const Money stake = in.money("stake");
    row.currency = stake.currency;
    row.stakeMinor = stake.minor;
    row.refundedMinor = in.moneyIn(row.currency, "refunded");
    if (row.refundedMinor > row.stakeMinor)
        in.reader().refuse(ErrorKind::Invalid, "refunded is more than the stake", "refunded");
    if (in.reader().has("payout"))
        row.payoutMinor = in.moneyIn(row.currency, "payout");
    row.state = in.enumerated("state", betStateFrom, BetState::None);
    in.enumerated("status", shownStatusFrom, ShownStatus::InDoubt);
    if (in.reader().has("closed_by"))
        row.closedBy = in.enumerated("closed_by", closedByFrom, ClosedBy::None);
    row.closedActor = in.text("closed_actor");
    row.resettled = in.flag("resettled");
    row.version = in.natural("version");
    row.createdAt = in.time("created_at");
    row.updatedAt = in.time("updated_at");
    if (in.reader().has("operation"))
        row.operation = in.object("operation", operationBrief);
    return row;
}

RoundRow roundRow(Decoder& in)
{
    RoundRow row;
    row.round = in.id<RoundId>("round_id");
    row.game = in.id<GameId>("game_id", false);
    row.state = in.enumerated("state", roundStateFrom, RoundState::Open);
    row.result = in.text("result");
    row.resultVersion = in.natural("result_version");
    row.bets = in.natural("bets");
    row.openBets = in.natural("open_bets");
    row.needsRecalculation = in.flag("needs_recalculation");
    row.cause = in.text("cause", wireTextMax);
    row.version = in.natural("version");
    row.createdAt = in.time("created_at");
    row.updatedAt = in.time("updated_at");
    return row;
}

OperationRow operationRow(Decoder& in)
{
    OperationRow row;
    row.brief = operationBrief(in);
    row.partner = in.id<PartnerId>("partner_id");
    row.bet = in.id<BetId>("bet_id");
    const Money amount = in.money("amount", true);
    row.amountMinor = amount.minor;
    row.currency = amount.currency;
    row.key = in.text("key");
    row.why = in.text("why");
    row.actor = in.text("actor");
    row.correlationId = in.text("correlation_id");
    row.createdAt = in.time("created_at");
    row.updatedAt = in.time("updated_at");
    return row;
}

AttemptRow attemptRow(Decoder& in)
{
    static constexpr std::array<std::string_view, 5> answers{"", "accepted", "declined", "not_sent", "in_doubt"};
    AttemptRow row;
    row.operation = in.id<OperationId>("operation_id");
    row.number = in.smallNatural("number");
    row.at = in.time("at");
    row.durationMs = in.natural("duration_ms");
    row.http = in.smallNatural("http", false);
    row.answer = in.text("answer");
    if (std::find(answers.begin(), answers.end(), row.answer) == answers.end())
        in.reader().refuse(ErrorKind::Invalid, "answer is not a known word", "answer");
    row.errorClass = in.text("error_class");
    row.error = in.text("error", wireTextMax);
    row.waitBaseMs = in.natural("wait_base_ms", false);
    row.waitJitterMs = in.natural("wait_jitter_ms", false);
    row.nextAt = in.time("next_at", false);
    row.request = in.text("request", requestMax);
    row.response = in.text("response", requestMax);
    return row;
}

TimelineEntry timelineEntry(Decoder& in)
{
    TimelineEntry entry;
    entry.kind = in.enumerated("kind", timelineKindFrom, entry.kind);
    entry.at = in.time("at");
    entry.call = in.text("call");
    entry.actor = in.text("actor");
    entry.correlationId = in.text("correlation_id");
    if (in.reader().has("state"))
        entry.state = in.enumerated("state", betStateFrom, BetState::None);
    entry.version = in.natural("version", false);
    if (in.reader().has("operation"))
        entry.operation = in.object("operation", operationRow);
    if (in.reader().has("attempt"))
        entry.attempt = in.object("attempt", attemptRow);
    entry.text = in.text("text", wireTextMax);
    return entry;
}

LedgerEntry ledgerEntry(Decoder& in)
{
    LedgerEntry entry;
    entry.id = in.natural("id");
    entry.at = in.time("at");
    entry.account = in.requiredText("account");
    const Money amount = in.money("amount", true);
    entry.amountMinor = amount.minor;
    entry.currency = amount.currency;
    entry.key = in.text("key");
    return entry;
}

Story storyOf(Decoder& in)
{
    Story story;
    story.bet = in.object("bet", betRow);
    story.entries = in.array("entries", timelineEntry);
    story.ledger = in.array("ledger", ledgerEntry);
    story.remoteWallet = in.either("wallet", "bookmaker", "local");
    return story;
}

InstanceInfo instanceInfo(Decoder& in)
{
    InstanceInfo info;
    info.environmentId = in.requiredText("environment_id");
    info.name = in.requiredText("name");
    info.kind = in.requiredText("kind");
    if (info.kind != "local" && info.kind != "staging" && info.kind != "production")
        in.reader().refuse(ErrorKind::Invalid, "kind is not a known word", "kind");
    info.version = in.text("version");
    info.subject = in.text("subject");
    info.roles = in.words("roles", 32);
    return info;
}

RefundItem refundItem(Decoder& in)
{
    RefundItem item;
    item.partner = in.id<PartnerId>("partner_id");
    item.bet = in.id<BetId>("bet_id");
    item.amount = in.money("amount");
    if (in.ok() && item.amount.minor == 0)
        in.reader().refuse(ErrorKind::OutOfRange, "the amount must be above 0", "amount");
    item.expectedVersion = in.natural("expected_version");
    return item;
}

RefundOrder refundOrder(Decoder& in)
{
    RefundOrder order;
    order.refund = in.id<RefundId>("refund_id");
    order.items = in.array("items", refundItem, refundItemsMax);
    order.reason = in.requiredText("reason");
    order.reasonText = in.text("reason_text", 1'000);
    order.ticket = in.text("ticket");
    if (!in.ok())
        return order;
    if (order.items.empty())
        in.reader().refuse(ErrorKind::Invalid, "items is empty", "items");
    std::set<std::pair<std::string, std::string>> seen;
    for (const RefundItem& item : order.items) {
        if (!seen.emplace(item.partner.text(), item.bet.text()).second)
            in.reader().refuse(ErrorKind::Invalid, "a bet is listed twice", "items");
    }
    const auto& reasons = refundReasons();
    if (std::find(reasons.begin(), reasons.end(), order.reason) == reasons.end())
        in.reader().refuse(ErrorKind::Invalid, "reason is not a known word", "reason");
    if (order.reason == "other" && order.reasonText.empty())
        in.reader().refuse(ErrorKind::Invalid, "reason other needs reason_text", "reason_text");
    return order;
}

RefundPreviewItem refundPreviewItem(Decoder& in)
{
    RefundPreviewItem item;
    item.bet = in.object("bet", betRow);
    if (in.enumerated("state", betStateFrom, BetState::None) != item.bet.state ||
        in.natural("version") != item.bet.version)
        in.reader().refuse(ErrorKind::Invalid, "state and version are not the bet's", "state");
    item.currency = item.bet.currency;
    item.heldMinor = in.moneyIn(item.currency, "held");
    item.paidMinor = in.moneyIn(item.currency, "paid");
    item.refundedMinor = in.moneyIn(item.currency, "refunded");
    item.refundableMinor = in.moneyIn(item.currency, "refundable");
    item.blockers = in.words("blockers", 32);
    item.limit = in.text("limit");
    return item;
}

RefundPreview refundPreview(Decoder& in)
{
    RefundPreview preview;
    preview.digest = in.requiredText("digest");
    preview.checkedAt = in.time("checked_at");
    preview.items = in.array("items", refundPreviewItem, refundItemsMax);
    return preview;
}

RefundAnswerItem refundAnswerItem(Decoder& in)
{
    RefundAnswerItem item;
    item.bet = in.object("bet", betRow);
    item.operation = in.id<OperationId>("operation_id");
    item.refundedMinor = in.moneyIn(item.bet.currency, "refunded");
    return item;
}

RefundAnswer refundAnswer(Decoder& in)
{
    RefundAnswer answer;
    if (in.requiredText("status") != "refunded")
        in.reader().refuse(ErrorKind::Invalid, "status is not refunded", "status");
    answer.refund = in.id<RefundId>("refund_id");
    answer.items = in.array("items", refundAnswerItem, refundItemsMax);
    return answer;
}

FeedEvent feedEvent(Decoder& in)
{
    FeedEvent event;
    event.seq = in.natural("seq");
    event.at = in.time("at");
    event.type = in.requiredText("type", 64);
    event.partner = in.id<PartnerId>("partner_id", false);
    event.betId = in.id<BetId>("bet_id", false);
    event.roundId = in.id<RoundId>("round_id", false);
    event.operation = in.id<OperationId>("operation_id", false);
    event.jobId = in.id<JobId>("job_id", false);
    event.failureId = in.id<FailureId>("failure_id", false);
    event.alertId = in.id<AlertId>("alert_id", false);
    event.correlationId = in.text("correlation_id");
    if (const json::Value* const row = in.reader().optionalObject("row")) {
        // First: an alert names the job or the bet that it is about.
        if (row->find("alert_id"))
            event.alert = in.object("row", alertRow);
        else if (row->find("job_id"))
            event.job = in.object("row", jobRow);
        else if (row->find("failure_id"))
            event.failure = in.object("row", failureRow);
        else if (row->find("bet_id"))
            event.bet = in.object("row", betRow);
        else
            event.round = in.object("row", roundRow);
    }
    const bool otherBet = event.bet && (event.bet->bet != event.betId || event.bet->partner != event.partner);
    const bool otherRound = event.round && event.round->round != event.roundId;
    const bool otherJob = event.job && event.job->id != event.jobId;
    const bool otherFailure = event.failure && event.failure->id != event.failureId;
    const bool otherAlert = event.alert && event.alert->id != event.alertId;
    if (in.ok() && (otherBet || otherRound || otherJob || otherFailure || otherAlert))
        in.reader().refuse(ErrorKind::Invalid, "the row is not the one that the event names", "row");
    return event;
}

Heartbeat heartbeatOf(Decoder& in)
{
    Heartbeat heartbeat;
    heartbeat.now = in.time("now");
    heartbeat.head = in.text("head");
    return heartbeat;
}

} // namespace

std::string_view word(TimelineKind kind)
{
    return timelineKinds[static_cast<std::size_t>(kind)].second;
}

std::optional<TimelineKind> timelineKindFrom(std::string_view word)
{
    for (const auto& [kind, text] : timelineKinds) {
        if (text == word)
            return kind;
    }
    return std::nullopt;
}

Result<BetRow> decodeBetRow(std::string_view body)
{
    return decodeText(body, betRow);
}

Result<RoundRow> decodeRoundRow(std::string_view body)
{
    return decodeText(body, roundRow);
}

Result<Story> decodeStory(std::string_view body)
{
    return decodeText(body, storyOf);
}

Result<InstanceInfo> decodeInstance(std::string_view body)
{
    return decodeText(body, instanceInfo);
}

Result<Page<BetRow>> decodeBetPage(std::string_view body)
{
    return decodeText(body, pageOf<BetRow, betRow>);
}

Result<Page<RoundRow>> decodeRoundPage(std::string_view body)
{
    return decodeText(body, pageOf<RoundRow, roundRow>);
}

Result<OperationRow> decodeOperationRow(std::string_view body)
{
    return decodeText(body, operationRow);
}

Result<Page<OperationRow>> decodeOperationPage(std::string_view body)
{
    return decodeText(body, pageOf<OperationRow, operationRow>);
}

Result<Page<AttemptRow>> decodeAttemptPage(std::string_view body)
{
    return decodeText(body, pageOf<AttemptRow, attemptRow>);
}

Result<RefundOrder> decodeRefundOrder(std::string_view body)
{
    const auto value = json::parse(body);
    if (!value)
        return tl::make_unexpected(value.error());
    Decoder decoder(*value, "");
    refuseUnknown(decoder, *value, {"refund_id", "items", "reason", "reason_text", "ticket"});
    RefundOrder order = refundOrder(decoder);
    if (!decoder.ok())
        return tl::make_unexpected(decoder.error());
    for (const json::Value& item : value->find("items")->items) {
        refuseUnknown(decoder, item, {"partner_id", "bet_id", "amount", "expected_version"});
        refuseUnknown(decoder, *item.find("amount"), {"amount", "currency"});
    }
    if (!decoder.ok())
        return tl::make_unexpected(decoder.error());
    return order;
}

Result<RefundPreview> decodeRefundPreview(std::string_view body)
{
    return decodeText(body, refundPreview);
}

Result<RefundAnswer> decodeRefundAnswer(std::string_view body)
{
    return decodeText(body, refundAnswer);
}

Result<FeedEvent> decodeFeedEvent(std::string_view id, std::string_view data)
{
    auto event = decodeText(data, feedEvent);
    if (!event)
        return event;
    const std::size_t dash = id.rfind('-');
    const bool shaped = dash != std::string_view::npos && dash > 0 && id.size() <= 128;
    if (!shaped || id.substr(dash + 1) != std::to_string(event->seq))
        return fail(ErrorKind::Invalid, "the event's id is not its epoch and seq", "/seq");
    event->id = id;
    return event;
}

Result<Heartbeat> decodeHeartbeat(std::string_view data)
{
    return decodeText(data, heartbeatOf);
}

} // namespace client::contract
