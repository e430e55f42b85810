// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/wire.h"

#include <cstdint>
#include <string>

namespace service::core {

// The SSE data line of an event, byte for byte what contract::encode() makes of it. Every money transaction writes one
// on the writer's thread, where a JSON tree would cost as much as half of the database's work.
class EventText
{
public:
    std::string make(const client::contract::FeedEvent& event);

private:
    void add(const char* key, std::string_view text);
    void addQuoted(std::string_view text);
    void addNumber(const char* key, std::int64_t number);
    void addMoney(const char* key, std::int64_t minor, const client::contract::Currency& currency);
    void addTime(const char* key, std::int64_t utcMs);
    void addBet(const client::contract::BetRow& row);
    void addOperation(const client::contract::OperationBrief& brief);

    std::string m_text;
    // One request's rows share their time.
    std::int64_t m_timeMs = -1;
    std::string m_time;
};

} // namespace service::core
