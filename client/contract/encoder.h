// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/jobs.h"
#include "client/contract/json.h"
#include "client/contract/wire.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <vector>

// What the encoders of the wire are written with; nothing outside client/contract needs it.
namespace client::contract {

using Json = nlohmann::ordered_json;

inline void addText(Json& object, const char* key, const std::string& text)
{
    if (!text.empty())
        object[key] = text;
}

inline void addNumber(Json& object, const char* key, std::int64_t number)
{
    if (number != 0)
        object[key] = number;
}

inline void addTime(Json& object, const char* key, std::int64_t utcMs)
{
    if (utcMs != 0)
        object[key] = json::timeText(utcMs);
}

inline Json money(std::int64_t minor, const Currency& currency)
{
    return {{"amount", Money{minor, currency}.text()}, {"currency", currency.code}};
}

Json object(const OperationBrief& brief);
Json object(const BetRow& row);
Json object(const RoundRow& row);
Json object(const OperationRow& row);
Json object(const AttemptRow& row);
Json object(const TimelineEntry& entry);
Json object(const LedgerEntry& entry);
Json object(const RefundItem& item);
Json object(const RefundPreviewItem& item);
Json object(const RefundAnswerItem& item);
Json object(const JobRow& row);
Json object(const FailureRow& row);
Json object(const AlertRow& row);
Json object(const AlertRuleRow& row);

template <typename Row>
Json jsonArray(const std::vector<Row>& rows)
{
    Json made = Json::array();
    for (const Row& row : rows)
        made.push_back(object(row));
    return made;
}

template <typename Row>
std::string encodePage(const Page<Row>& page)
{
    Json made;
    made["data"] = jsonArray(page.rows);
    addText(made, "next_cursor", page.nextCursor);
    made["has_more"] = !page.nextCursor.empty();
    return json::dump(made);
}

} // namespace client::contract
