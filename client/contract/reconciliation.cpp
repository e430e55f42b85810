// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/reconciliation.h"

#include "client/contract/decoder.h"
#include "client/contract/encoder.h"

namespace client::contract {

namespace {

constexpr std::size_t reasonCharsMax = 1'000;
constexpr std::size_t subjectCharsMax = 256;

constexpr std::array<std::string_view, 6> stateWords{"receiving", "pulling", "comparing",
                                                     "completed", "failed",  "cancelled"};
constexpr std::array<std::string_view, 2> sourceWords{"file", "pull"};
constexpr std::array<std::string_view, reconciliationClasses> classWords{
    "matched",           "missing_at_partner", "missing_here", "amount_mismatch",
    "currency_mismatch", "state_mismatch",     "duplicate",    "pending"};
constexpr std::array<std::string_view, 6> partnerWords{"held", "won", "lost", "refunded", "rejected", "expired"};

template <typename Enum, std::size_t size>
std::optional<Enum> from(const std::array<std::string_view, size>& words, std::string_view word)
{
    for (std::size_t i = 0; i < size; ++i) {
        if (words.at(i) == word)
            return static_cast<Enum>(i);
    }
    return std::nullopt;
}

std::string amountText(std::int64_t minor, const Currency& currency)
{
    return Money{minor, currency}.text();
}

void addAmount(Json& object, const char* key, const std::optional<std::int64_t>& minor, const Currency& currency)
{
    if (minor)
        object[key] = amountText(*minor, currency);
}

std::int64_t amountIn(Decoder& in, std::string_view key, const std::string& currency)
{
    const std::string text = in.requiredText(key, 32);
    if (!in.ok())
        return 0;
    const auto read = parseMoney(text, currency);
    if (!read)
        in.reader().refuse(read.error().kind, std::string(key) + ": " + read.error().detail, key);
    else if (read->minor < 0)
        in.reader().refuse(ErrorKind::OutOfRange, std::string(key) + " is negative", key);
    return read ? read->minor : 0;
}

std::optional<std::int64_t> optionalAmountIn(Decoder& in, std::string_view key, const std::string& currency)
{
    if (!in.reader().has(key))
        return std::nullopt;
    return amountIn(in, key, currency);
}

// Amounts of one side share its currency: "amount":"25.00","currency":"EUR".
Money stakeIn(Decoder& in)
{
    const std::string code = in.requiredText("currency", 3);
    const auto currency = Currency::parse(code);
    if (!in.ok())
        return {};
    if (!currency) {
        in.reader().refuse(ErrorKind::Invalid, "currency: " + currency.error().detail, "currency");
        return {};
    }
    return {amountIn(in, "amount", code), *currency};
}

Json object(const PartnerLine& line)
{
    Json made;
    made["bet_id"] = line.bet.text();
    made["state"] = word(line.state);
    made["amount"] = line.stake.text();
    made["currency"] = line.stake.currency.code;
    addAmount(made, "payout", line.payoutMinor, line.stake.currency);
    addAmount(made, "refunded", line.refundedMinor, line.stake.currency);
    return made;
}

PartnerLine partnerLine(Decoder& in)
{
    PartnerLine line;
    line.bet = in.id<BetId>("bet_id");
    line.state = in.enumerated("state", partnerStateFrom, line.state);
    line.stake = stakeIn(in);
    if (in.ok()) {
        line.payoutMinor = optionalAmountIn(in, "payout", line.stake.currency.code);
        line.refundedMinor = optionalAmountIn(in, "refunded", line.stake.currency.code);
    }
    return line;
}

OurSide ourSide(Decoder& in)
{
    OurSide side;
    side.state = in.enumerated("state", betStateFrom, side.state);
    side.stake = stakeIn(in);
    if (in.ok()) {
        side.payoutMinor = optionalAmountIn(in, "payout", side.stake.currency.code);
        side.refundedMinor = amountIn(in, "refunded", side.stake.currency.code);
    }
    side.round = in.id<RoundId>("round_id", false);
    side.version = in.natural("version");
    side.createdAt = in.time("created_at");
    return side;
}

PartnerSide partnerSide(Decoder& in)
{
    PartnerSide side;
    side.state = in.enumerated("state", partnerStateFrom, side.state);
    side.stake = stakeIn(in);
    if (in.ok()) {
        side.payoutMinor = optionalAmountIn(in, "payout", side.stake.currency.code);
        side.refundedMinor = optionalAmountIn(in, "refunded", side.stake.currency.code);
    }
    side.lines = in.natural("lines");
    return side;
}

Json object(const OurSide& side)
{
    const Currency& currency = side.stake.currency;
    Json made;
    made["state"] = word(side.state);
    made["amount"] = side.stake.text();
    made["currency"] = currency.code;
    addAmount(made, "payout", side.payoutMinor, currency);
    made["refunded"] = amountText(side.refundedMinor, currency);
    addText(made, "round_id", side.round.text());
    made["version"] = side.version;
    made["created_at"] = json::timeText(side.createdAt);
    return made;
}

Json object(const PartnerSide& side)
{
    const Currency& currency = side.stake.currency;
    Json made;
    made["state"] = word(side.state);
    made["amount"] = side.stake.text();
    made["currency"] = currency.code;
    addAmount(made, "payout", side.payoutMinor, currency);
    addAmount(made, "refunded", side.refundedMinor, currency);
    made["lines"] = side.lines;
    return made;
}

struct ClassLine
{
    ReconciliationClass kind = ReconciliationClass::Matched;
    ReconciliationCount count;
};

ClassLine classLine(Decoder& in)
{
    ClassLine line;
    line.kind = in.enumerated("class", reconciliationClassFrom, line.kind);
    line.count.found = in.natural("found");
    line.count.accepted = in.natural("accepted");
    return line;
}

ReconciliationRow reconciliationRow(Decoder& in)
{
    ReconciliationRow row;
    row.id = in.requiredText("reconciliation_id", 64);
    row.partner = in.id<PartnerId>("partner_id");
    row.from = in.time("from");
    row.to = in.time("to");
    row.asOf = in.time("as_of");
    row.source = in.enumerated("source", reconciliationSourceFrom, row.source);
    row.state = in.enumerated("state", reconciliationStateFrom, row.state);
    row.why = in.text("why", wireTextMax);
    row.author = in.requiredText("author", subjectCharsMax);
    row.chunks = in.natural("chunks");
    row.lines = in.natural("rows");
    for (const ClassLine& line : in.array("classes", classLine, reconciliationClasses))
        row.counts.at(static_cast<std::size_t>(line.kind)) = line.count;
    row.createdAt = in.time("created_at");
    row.updatedAt = in.time("updated_at");
    row.endedAt = in.time("ended_at", false);
    return row;
}

ReconciliationItem reconciliationItem(Decoder& in)
{
    ReconciliationItem item;
    item.id = in.requiredText("item_id", 64);
    item.reconciliation = in.requiredText("reconciliation_id", 64);
    item.kind = in.enumerated("class", reconciliationClassFrom, item.kind);
    item.why = in.text("why");
    item.partner = in.id<PartnerId>("partner_id");
    item.bet = in.id<BetId>("bet_id");
    if (in.reader().has("ours"))
        item.ours = in.object("ours", ourSide);
    if (in.reader().has("theirs"))
        item.theirs = in.object("theirs", partnerSide);
    item.since = in.time("since");
    item.acceptedAt = in.time("accepted_at", false);
    item.acceptedBy = in.text("accepted_by", subjectCharsMax);
    item.acceptedReason = in.text("accepted_reason", wireTextMax);
    return item;
}

template <typename Order>
Result<Order> decodeOrder(std::string_view body, std::initializer_list<std::string_view> known,
                          void (*read)(Decoder&, Order&))
{
    const auto value = json::parse(body);
    if (!value)
        return tl::make_unexpected(value.error());
    if (value->kind != json::Kind::Object)
        return fail(ErrorKind::Invalid, "an object is wanted");
    Decoder in(*value, "");
    Order order;
    refuseUnknown(in, *value, known);
    read(in, order);
    if (!in.ok())
        return tl::make_unexpected(in.error());
    return order;
}

} // namespace

std::string_view word(ReconciliationState state)
{
    return stateWords.at(static_cast<std::size_t>(state));
}

std::string_view word(ReconciliationSource source)
{
    return sourceWords.at(static_cast<std::size_t>(source));
}

std::string_view word(ReconciliationClass kind)
{
    return classWords.at(static_cast<std::size_t>(kind));
}

std::string_view word(PartnerState state)
{
    return partnerWords.at(static_cast<std::size_t>(state));
}

std::optional<ReconciliationState> reconciliationStateFrom(std::string_view word)
{
    return from<ReconciliationState>(stateWords, word);
}

std::optional<ReconciliationSource> reconciliationSourceFrom(std::string_view word)
{
    return from<ReconciliationSource>(sourceWords, word);
}

std::optional<ReconciliationClass> reconciliationClassFrom(std::string_view word)
{
    return from<ReconciliationClass>(classWords, word);
}

std::optional<PartnerState> partnerStateFrom(std::string_view word)
{
    return from<PartnerState>(partnerWords, word);
}

bool isOpen(ReconciliationState state)
{
    switch (state) {
    case ReconciliationState::Receiving:
    case ReconciliationState::Pulling:
    case ReconciliationState::Comparing:
        return true;
    case ReconciliationState::Completed:
    case ReconciliationState::Failed:
    case ReconciliationState::Cancelled:
        break;
    }
    return false;
}

bool isException(ReconciliationClass kind)
{
    return kind != ReconciliationClass::Matched && kind != ReconciliationClass::Pending;
}

std::int64_t ReconciliationRow::compared() const
{
    std::int64_t all = 0;
    for (const ReconciliationCount& count : counts)
        all += count.found;
    return all;
}

std::int64_t ReconciliationRow::openExceptions() const
{
    std::int64_t open = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (isException(static_cast<ReconciliationClass>(i)))
            open += counts.at(i).found - counts.at(i).accepted;
    }
    return open;
}

Json object(const ReconciliationRow& row)
{
    Json made;
    made["reconciliation_id"] = row.id;
    made["partner_id"] = row.partner.text();
    made["from"] = json::timeText(row.from);
    made["to"] = json::timeText(row.to);
    made["as_of"] = json::timeText(row.asOf);
    made["source"] = word(row.source);
    made["state"] = word(row.state);
    addText(made, "why", row.why);
    made["author"] = row.author;
    made["chunks"] = row.chunks;
    made["rows"] = row.lines;
    made["classes"] = Json::array();
    for (std::size_t i = 0; i < row.counts.size(); ++i) {
        const ReconciliationCount& count = row.counts.at(i);
        made["classes"].push_back({{"class", classWords.at(i)}, {"found", count.found}, {"accepted", count.accepted}});
    }
    made["created_at"] = json::timeText(row.createdAt);
    made["updated_at"] = json::timeText(row.updatedAt);
    addTime(made, "ended_at", row.endedAt);
    return made;
}

Json object(const ReconciliationItem& item)
{
    Json made;
    made["item_id"] = item.id;
    made["reconciliation_id"] = item.reconciliation;
    made["class"] = word(item.kind);
    addText(made, "why", item.why);
    made["partner_id"] = item.partner.text();
    made["bet_id"] = item.bet.text();
    if (item.ours)
        made["ours"] = object(*item.ours);
    if (item.theirs)
        made["theirs"] = object(*item.theirs);
    made["since"] = json::timeText(item.since);
    addTime(made, "accepted_at", item.acceptedAt);
    addText(made, "accepted_by", item.acceptedBy);
    addText(made, "accepted_reason", item.acceptedReason);
    return made;
}

std::string encode(const ReconciliationOrder& order)
{
    Json made;
    made["partner_id"] = order.partner.text();
    made["from"] = json::timeText(order.from);
    made["to"] = json::timeText(order.to);
    addTime(made, "as_of", order.asOf);
    made["source"] = word(order.source);
    return json::dump(made);
}

std::string encode(const PartnerChunk& chunk)
{
    Json made;
    made["chunk"] = chunk.chunk;
    made["rows"] = Json::array();
    for (const PartnerLine& line : chunk.lines)
        made["rows"].push_back(object(line));
    return json::dump(made);
}

std::string encode(const CompareOrder& order)
{
    return json::dump(Json{{"chunks", order.chunks}, {"rows", order.lines}});
}

std::string encode(const AcceptOrder& order)
{
    return json::dump(Json{{"reason", order.reason}});
}

std::string encode(const ReconciliationRow& row)
{
    return json::dump(object(row));
}

std::string encode(const ReconciliationItem& item)
{
    return json::dump(object(item));
}

std::string encode(const Page<ReconciliationRow>& page)
{
    return encodePage(page);
}

std::string encode(const Page<ReconciliationItem>& page)
{
    return encodePage(page);
}

Result<ReconciliationOrder> decodeReconciliationOrder(std::string_view body)
{
    return decodeOrder<ReconciliationOrder>(
        body, {"partner_id", "from", "to", "as_of", "source"}, [](Decoder& in, ReconciliationOrder& order) {
            order.partner = in.id<PartnerId>("partner_id");
            order.from = in.time("from");
            order.to = in.time("to");
            order.asOf = in.time("as_of", false);
            order.source = in.enumerated("source", reconciliationSourceFrom, order.source);
            if (in.ok() && order.to <= order.from)
                in.reader().refuse(ErrorKind::Invalid, "to is not after from", "to");
        });
}

Result<PartnerChunk> decodePartnerChunk(std::string_view body)
{
    return decodeOrder<PartnerChunk>(body, {"chunk", "rows"}, [](Decoder& in, PartnerChunk& chunk) {
        chunk.chunk = in.natural("chunk");
        if (in.ok() && (chunk.chunk < 1 || chunk.chunk > partnerChunksMax))
            in.reader().refuse(ErrorKind::Invalid, "chunk is 1 to " + std::to_string(partnerChunksMax), "chunk");
        chunk.lines = in.array("rows", partnerLine, partnerLinesPerChunk);
        if (in.ok() && chunk.lines.empty())
            in.reader().refuse(ErrorKind::Invalid, "rows is empty", "rows");
    });
}

Result<CompareOrder> decodeCompareOrder(std::string_view body)
{
    return decodeOrder<CompareOrder>(body, {"chunks", "rows"}, [](Decoder& in, CompareOrder& order) {
        order.chunks = in.natural("chunks");
        order.lines = in.natural("rows");
    });
}

Result<AcceptOrder> decodeAcceptOrder(std::string_view body)
{
    return decodeOrder<AcceptOrder>(body, {"reason"}, [](Decoder& in, AcceptOrder& order) {
        order.reason = in.requiredText("reason", reasonCharsMax);
        if (in.ok() && order.reason.find_first_not_of(" \t\r\n") == std::string::npos)
            in.reader().refuse(ErrorKind::Invalid, "reason is blank", "reason");
    });
}

Result<ReconciliationRow> decodeReconciliationRow(std::string_view body)
{
    return decodeText<ReconciliationRow>(body, reconciliationRow);
}

Result<ReconciliationItem> decodeReconciliationItem(std::string_view body)
{
    return decodeText<ReconciliationItem>(body, reconciliationItem);
}

Result<Page<ReconciliationRow>> decodeReconciliationPage(std::string_view body)
{
    return decodeText<Page<ReconciliationRow>>(body, pageOf<ReconciliationRow, reconciliationRow>);
}

Result<Page<ReconciliationItem>> decodeReconciliationItems(std::string_view body)
{
    return decodeText<Page<ReconciliationItem>>(body, pageOf<ReconciliationItem, reconciliationItem>);
}

} // namespace client::contract
