// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/json.h"
#include "client/contract/wire.h"
#include "client/contract/wirewords.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

namespace client::contract {

namespace {

constexpr std::size_t textMax = 16'384;
constexpr std::size_t requestMax = 65'536;
constexpr std::size_t rowsMax = 10'000;
constexpr std::size_t refundItemsMax = 100;

constexpr std::array timelineKinds{
    std::pair{TimelineKind::Call, std::string_view("call")},
    std::pair{TimelineKind::Version, std::string_view("version")},
    std::pair{TimelineKind::Operation, std::string_view("operation")},
    std::pair{TimelineKind::Attempt, std::string_view("attempt")},
    std::pair{TimelineKind::Note, std::string_view("note")},
};

// Reads the members of one object; the first error of this object or of those inside it is the error of the whole.
class Decoder
{
public:
    Decoder(const json::Value& object, std::string pointer) : m_reader(object, pointer), m_pointer(std::move(pointer))
    {
    }

    json::Reader& reader() { return m_reader; }
    const std::string& pointer() const { return m_pointer; }

    template <typename IdType>
    IdType id(std::string_view key, bool required = true)
    {
        if (!required && !m_reader.has(key))
            return {};
        auto read = IdType::parse(m_reader.requiredString(key));
        if (read)
            return *std::move(read);
        refuse(read.error(), key);
        return {};
    }

    std::string text(std::string_view key, std::size_t charsMax = 256)
    {
        return m_reader.optionalString(key, charsMax);
    }
    std::string requiredText(std::string_view key, std::size_t charsMax = 256)
    {
        std::string read = m_reader.requiredString(key, charsMax);
        if (read.empty() && m_reader.ok())
            m_reader.refuse(ErrorKind::Invalid, std::string(key) + " is empty", key);
        return read;
    }
    std::int64_t number(std::string_view key) { return m_reader.requiredInt(key); }
    // A count, a version or a duration.
    std::int64_t natural(std::string_view key, bool required = true)
    {
        const std::int64_t read = required ? m_reader.requiredInt(key) : m_reader.optionalInt(key);
        if (read < 0)
            m_reader.refuse(ErrorKind::Invalid, std::string(key) + " is negative", key);
        return read;
    }
    int smallNatural(std::string_view key, bool required = true)
    {
        const std::int64_t read = natural(key, required);
        if (read > 1'000'000)
            m_reader.refuse(ErrorKind::Invalid, std::string(key) + " is too large", key);
        return static_cast<int>(std::clamp<std::int64_t>(read, 0, 1'000'000));
    }
    bool flag(std::string_view key)
    {
        if (!m_reader.has(key))
            m_reader.refuse(ErrorKind::Invalid, std::string(key) + " is missing", key);
        return m_reader.optionalBool(key);
    }

    std::int64_t time(std::string_view key, bool required = true)
    {
        if (!required && !m_reader.has(key))
            return 0;
        const auto read = json::parseTime(m_reader.requiredString(key));
        if (read)
            return *read;
        refuse(read.error(), key);
        return 0;
    }

    template <typename Enum>
    Enum enumerated(std::string_view key, std::optional<Enum> (*from)(std::string_view), Enum otherwise)
    {
        const std::optional<Enum> read = from(m_reader.requiredString(key));
        if (!read)
            m_reader.refuse(ErrorKind::Invalid, std::string(key) + " is not a known word", key);
        return read.value_or(otherwise);
    }

    Money money(std::string_view key, bool negativeAllowed = false)
    {
        const json::Value* const value = required(key, m_reader.optionalObject(key));
        if (!value)
            return {};
        Decoder inner(*value, m_reader.pointerTo(key));
        const std::string amount = inner.requiredText("amount", 32);
        const std::string currency = inner.requiredText("currency", 3);
        take(inner);
        if (!m_reader.ok())
            return {};
        const auto read = parseMoney(amount, currency);
        if (!read) {
            refuse(read.error(), key);
            return {};
        }
        if (read->minor < 0 && !negativeAllowed)
            m_reader.refuse(ErrorKind::OutOfRange, std::string(key) + " is negative", key);
        return *read;
    }
    std::int64_t moneyIn(const Currency& currency, std::string_view key)
    {
        const Money read = money(key);
        if (m_reader.ok() && read.currency != currency)
            m_reader.refuse(ErrorKind::Invalid, std::string(key) + " is in another currency", key);
        return read.minor;
    }

    template <typename Inner>
    Inner object(std::string_view key, Inner (*decode)(Decoder&))
    {
        const json::Value* const value = required(key, m_reader.optionalObject(key));
        if (!value)
            return {};
        Decoder inner(*value, m_reader.pointerTo(key));
        Inner made = decode(inner);
        take(inner);
        return made;
    }

    template <typename Inner>
    std::vector<Inner> array(std::string_view key, Inner (*decode)(Decoder&), std::size_t itemsMax = rowsMax)
    {
        std::vector<Inner> made;
        const json::Value* const value = required(key, m_reader.optionalArray(key));
        if (!value)
            return made;
        if (value->items.size() > itemsMax) {
            m_reader.refuse(ErrorKind::TooLarge, std::string(key) + " has too many items", key);
            return made;
        }
        made.reserve(value->items.size());
        for (std::size_t i = 0; i < value->items.size() && ok(); ++i) {
            Decoder inner(value->items[i], m_reader.pointerTo(key) + "/" + std::to_string(i));
            made.push_back(decode(inner));
            take(inner);
        }
        return made;
    }

    std::vector<std::string> words(std::string_view key, std::size_t itemsMax)
    {
        std::vector<std::string> made;
        const json::Value* const value = required(key, m_reader.optionalArray(key));
        if (!value)
            return made;
        if (value->items.size() > itemsMax)
            m_reader.refuse(ErrorKind::TooLarge, std::string(key) + " has too many items", key);
        for (const json::Value& item : value->items) {
            if (item.kind != json::Kind::String || item.text.empty() || item.text.size() > 64)
                m_reader.refuse(ErrorKind::Invalid, std::string(key) + " must hold words", key);
            made.push_back(item.text);
        }
        return made;
    }

    bool ok() const { return m_reader.ok() && !m_innerError; }
    const Error& error() const { return m_innerError ? *m_innerError : m_reader.error(); }

private:
    const json::Value* required(std::string_view key, const json::Value* value)
    {
        if (!value && m_reader.ok())
            m_reader.refuse(ErrorKind::Invalid, std::string(key) + " is missing", key);
        return value;
    }
    void refuse(const Error& error, std::string_view key)
    {
        m_reader.refuse(error.kind, std::string(key) + ": " + error.detail, key);
    }
    void take(const Decoder& inner)
    {
        if (!inner.ok() && ok())
            m_innerError = inner.error();
    }

    json::Reader m_reader;
    std::string m_pointer;
    std::optional<Error> m_innerError;
};

template <typename Row>
Result<Row> decodeText(std::string_view body, Row (*decode)(Decoder&))
{
    const auto value = json::parse(body);
    if (!value)
        return tl::make_unexpected(value.error());
    Decoder decoder(*value, "");
    Row row = decode(decoder);
    if (!decoder.ok())
        return tl::make_unexpected(decoder.error());
    return row;
}

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
    brief.error = in.text("error", textMax);
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
    row.cause = in.text("cause", textMax);
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
    row.error = in.text("error", textMax);
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
    entry.text = in.text("text", textMax);
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

template <typename Row, Row (*decode)(Decoder&)>
Page<Row> pageOf(Decoder& in)
{
    Page<Row> page;
    page.rows = in.array("data", decode);
    page.nextCursor = in.text("next_cursor", 1'024);
    if (in.flag("has_more") != !page.nextCursor.empty())
        in.reader().refuse(ErrorKind::Invalid, "has_more and next_cursor disagree", "has_more");
    return page;
}

void refuseUnknown(Decoder& in, const json::Value& object, std::initializer_list<std::string_view> known)
{
    for (const auto& [key, value] : object.members) {
        if (std::find(known.begin(), known.end(), key) == known.end())
            in.reader().refuse(ErrorKind::Invalid, "this member is not known here", key);
    }
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
    event.correlationId = in.text("correlation_id");
    if (const json::Value* const row = in.reader().optionalObject("row")) {
        if (row->find("bet_id"))
            event.bet = in.object("row", betRow);
        else
            event.round = in.object("row", roundRow);
    }
    const bool otherBet = event.bet && (event.bet->bet != event.betId || event.bet->partner != event.partner);
    const bool otherRound = event.round && event.round->round != event.roundId;
    if (in.ok() && (otherBet || otherRound))
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
