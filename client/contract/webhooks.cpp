// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/webhooks.h"

#include "client/contract/decoder.h"
#include "client/contract/encoder.h"

namespace client::contract {

namespace {

constexpr std::size_t urlCharsMax = 1'000;
constexpr std::size_t wordsMax = 1'000;

Json object(const WebhookRow& row)
{
    Json made;
    made["name"] = row.name;
    made["kind"] = row.mail ? "email" : "webhook";
    made["url"] = row.url;
    made["events"] = row.events;
    made["partners"] = row.partners;
    made["waiting"] = row.waiting;
    made["dead"] = row.dead;
    addTime(made, "oldest_at", row.oldestAt);
    return made;
}

Json object(const DeadLetterRow& row)
{
    Json made;
    made["delivery_id"] = row.id;
    made["at"] = json::timeText(row.at);
    made["type"] = row.type;
    made["subject"] = row.subject;
    made["attempts"] = row.attempts;
    addNumber(made, "http", row.http);
    addText(made, "error", row.error);
    return made;
}

template <typename Row>
std::string encodeRows(const Page<Row>& page)
{
    Json made;
    made["data"] = Json::array();
    for (const Row& row : page.rows)
        made["data"].push_back(object(row));
    addText(made, "next_cursor", page.nextCursor);
    made["has_more"] = !page.nextCursor.empty();
    return json::dump(made);
}

WebhookRow webhookRow(Decoder& in)
{
    WebhookRow row;
    row.name = in.requiredText("name", 64);
    row.mail = in.requiredText("kind", 16) == "email";
    row.url = in.requiredText("url", urlCharsMax);
    row.events = in.words("events", wordsMax);
    row.partners = in.words("partners", wordsMax);
    row.waiting = in.natural("waiting");
    row.dead = in.natural("dead");
    row.oldestAt = in.time("oldest_at", false);
    return row;
}

DeadLetterRow deadLetterRow(Decoder& in)
{
    DeadLetterRow row;
    row.id = in.requiredText("delivery_id", 64);
    row.at = in.time("at");
    row.type = in.requiredText("type", 64);
    row.subject = in.requiredText("subject");
    row.attempts = in.smallNatural("attempts");
    row.http = in.smallNatural("http", false);
    row.error = in.text("error");
    return row;
}

WebhookReplayed replayed(Decoder& in)
{
    return {in.natural("replayed")};
}

} // namespace

std::string encode(const Page<WebhookRow>& page)
{
    return encodeRows(page);
}

std::string encode(const Page<DeadLetterRow>& page)
{
    return encodeRows(page);
}

std::string encode(const WebhookReplayed& answer)
{
    return json::dump(Json{{"replayed", answer.replayed}});
}

Result<Page<WebhookRow>> decodeWebhookPage(std::string_view body)
{
    return decodeText<Page<WebhookRow>>(body, pageOf<WebhookRow, webhookRow>);
}

Result<Page<DeadLetterRow>> decodeDeadLetterPage(std::string_view body)
{
    return decodeText<Page<DeadLetterRow>>(body, pageOf<DeadLetterRow, deadLetterRow>);
}

Result<WebhookReplayed> decodeWebhookReplayed(std::string_view body)
{
    return decodeText<WebhookReplayed>(body, replayed);
}

} // namespace client::contract
