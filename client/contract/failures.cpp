// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/failures.h"

#include "client/contract/decoder.h"
#include "client/contract/encoder.h"

namespace client::contract {

namespace {

constexpr std::size_t ownerCharsMax = 128;
constexpr std::size_t noteCharsMax = 1'000;
constexpr std::size_t amountsMax = 256;

Money amountLine(Decoder& in)
{
    const std::string amount = in.requiredText("amount", 32);
    const std::string currency = in.requiredText("currency", 3);
    if (!in.ok())
        return {};
    const auto read = parseMoney(amount, currency);
    if (!read || read->minor < 0)
        in.reader().refuse(ErrorKind::Invalid, "this is no amount", "amount");
    return read.value_or(Money{});
}

void readBlocks(Decoder& in, FailureRow& row)
{
    const json::Value* const blocks = in.reader().optionalArray("blocks");
    if (!blocks || blocks->items.size() != failureBlocks) {
        if (in.ok())
            in.reader().refuse(ErrorKind::Invalid, "blocks must hold 24 counts", "blocks");
        return;
    }
    for (std::size_t i = 0; i < failureBlocks; ++i) {
        const std::string& text = blocks->items[i].text;
        const bool counts = blocks->items[i].kind == json::Kind::Number && !text.empty() && text.size() <= 15 &&
                            std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (!counts) {
            in.reader().refuse(ErrorKind::Invalid, "blocks must hold counts", "blocks");
            return;
        }
        row.blocks[i] = std::stoll(text);
    }
}

template <typename Order>
Result<Order> decodeOrder(std::string_view body, std::initializer_list<std::string_view> known,
                          void (*read)(Decoder&, Order&))
{
    const auto value = json::parse(body);
    if (!value)
        return tl::make_unexpected(value.error());
    Decoder in(*value, "");
    Order order;
    read(in, order);
    refuseUnknown(in, *value, known);
    if (!in.ok())
        return tl::make_unexpected(in.error());
    return order;
}

FailureRetried retried(Decoder& in)
{
    FailureRetried answer;
    answer.retried = in.natural("retried");
    answer.inFlight = in.natural("in_flight");
    answer.unsafe = in.natural("unsafe");
    answer.left = in.natural("left");
    return answer;
}

} // namespace

FailureRow failureRow(Decoder& in)
{
    FailureRow row;
    row.id = in.id<FailureId>("failure_id");
    row.partner = in.id<PartnerId>("partner_id");
    row.call = in.requiredText("call", 64);
    row.http = in.smallNatural("http", false);
    row.errorClass = in.text("error_class", 64);
    row.message = in.text("message", wireTextMax);
    row.bets = in.natural("bets");
    row.openBets = in.natural("open_bets");
    row.failures = in.natural("failures");
    row.amounts = in.array("amounts", amountLine, amountsMax);
    row.firstAt = in.time("first_at");
    row.lastAt = in.time("last_at");
    readBlocks(in, row);
    row.blocksTo = in.time("blocks_to");
    row.state = in.enumerated("state", failureStateFrom, FailureState::New);
    row.mutedUntil = in.natural("muted_until", false);
    row.owner = in.text("owner", ownerCharsMax);
    row.note = in.text("note", noteCharsMax);
    row.version = in.natural("version");
    return row;
}

Json object(const FailureRow& row)
{
    Json made;
    made["failure_id"] = row.id.text();
    made["partner_id"] = row.partner.text();
    made["call"] = row.call;
    addNumber(made, "http", row.http);
    addText(made, "error_class", row.errorClass);
    addText(made, "message", row.message);
    made["bets"] = row.bets;
    made["open_bets"] = row.openBets;
    made["failures"] = row.failures;
    made["amounts"] = Json::array();
    for (const Money& amount : row.amounts)
        made["amounts"].push_back(money(amount.minor, amount.currency));
    made["first_at"] = json::timeText(row.firstAt);
    made["last_at"] = json::timeText(row.lastAt);
    made["blocks"] = row.blocks;
    made["blocks_to"] = json::timeText(row.blocksTo);
    made["state"] = word(row.state);
    addNumber(made, "muted_until", row.mutedUntil);
    addText(made, "owner", row.owner);
    addText(made, "note", row.note);
    made["version"] = row.version;
    return made;
}

std::string encode(const FailureRow& row)
{
    return json::dump(object(row));
}

std::string encode(const Page<FailureRow>& page)
{
    return encodePage(page);
}

std::string encode(const FailureOwner& order)
{
    return json::dump(Json{{"owner", order.owner}});
}

std::string encode(const FailureNote& order)
{
    return json::dump(Json{{"text", order.text}});
}

std::string encode(const FailureRetry& order)
{
    return json::dump(Json{{"expected_count", order.expectedCount}});
}

std::string encode(const FailureRetried& answer)
{
    return json::dump(Json{
        {"retried", answer.retried}, {"in_flight", answer.inFlight}, {"unsafe", answer.unsafe}, {"left", answer.left}});
}

Result<FailureRow> decodeFailureRow(std::string_view body)
{
    return decodeText<FailureRow>(body, failureRow);
}

Result<Page<FailureRow>> decodeFailurePage(std::string_view body)
{
    return decodeText<Page<FailureRow>>(body, pageOf<FailureRow, failureRow>);
}

Result<FailureOwner> decodeFailureOwner(std::string_view body)
{
    return decodeOrder<FailureOwner>(body, {"owner"}, [](Decoder& in, FailureOwner& order) {
        order.owner = in.reader().requiredString("owner", ownerCharsMax);
    });
}

Result<FailureNote> decodeFailureNote(std::string_view body)
{
    return decodeOrder<FailureNote>(body, {"text"}, [](Decoder& in, FailureNote& order) {
        order.text = in.reader().requiredString("text", noteCharsMax);
    });
}

Result<FailureRetry> decodeFailureRetry(std::string_view body)
{
    return decodeOrder<FailureRetry>(body, {"expected_count"}, [](Decoder& in, FailureRetry& order) {
        order.expectedCount = in.natural("expected_count");
    });
}

Result<FailureRetried> decodeFailureRetried(std::string_view body)
{
    return decodeText<FailureRetried>(body, retried);
}

} // namespace client::contract
