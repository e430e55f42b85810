// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/eventtext.h"

#include "client/contract/json.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace service::core {

namespace contract = client::contract;

std::string EventText::make(const contract::FeedEvent& event)
{
    if (!event.bet)
        return contract::encode(event);
    m_text.clear();
    m_text += "{\"seq\":";
    m_text += std::to_string(event.seq);
    addTime("at", event.at);
    m_text += ",\"type\":";
    addQuoted(event.type);
    add("partner_id", event.partner.text());
    add("bet_id", event.betId.text());
    add("round_id", event.roundId.text());
    add("operation_id", event.operation.text());
    add("correlation_id", event.correlationId);
    m_text += ",\"row\":";
    addBet(*event.bet);
    m_text += "}";
    return m_text;
}

void EventText::addQuoted(std::string_view text)
{
    const bool plain =
        std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f && c != '"' && c != '\\'; });
    if (!plain) {
        m_text += contract::json::dump(nlohmann::ordered_json(text));
        return;
    }
    m_text += '"';
    m_text += text;
    m_text += '"';
}

void EventText::add(const char* key, std::string_view text)
{
    if (text.empty())
        return;
    m_text.append(",\"").append(key).append("\":");
    addQuoted(text);
}

void EventText::addNumber(const char* key, std::int64_t number)
{
    m_text.append(",\"").append(key).append("\":").append(std::to_string(number));
}

void EventText::addMoney(const char* key, std::int64_t minor, const contract::Currency& currency)
{
    m_text.append(",\"").append(key).append("\":{\"amount\":\"");
    m_text += contract::Money{minor, currency}.text();
    m_text.append("\",\"currency\":\"").append(currency.code).append("\"}");
}

void EventText::addTime(const char* key, std::int64_t utcMs)
{
    if (utcMs != m_timeMs) {
        m_timeMs = utcMs;
        m_time = contract::json::timeText(utcMs);
    }
    m_text.append(",\"").append(key).append("\":\"").append(m_time).append("\"");
}

void EventText::addBet(const contract::BetRow& row)
{
    m_text += "{\"partner_id\":";
    addQuoted(row.partner.text());
    m_text += ",\"bet_id\":";
    addQuoted(row.bet.text());
    m_text += ",\"player_id\":";
    addQuoted(row.player.text());
    add("game_id", row.game.text());
    add("round_id", row.round.text());
    add("selection", row.selection);
    if (row.oddsE4 != 0)
        add("odds", contract::oddsText(row.oddsE4));
    addMoney("stake", row.stakeMinor, row.currency);
    addMoney("refunded", row.refundedMinor, row.currency);
    if (row.payoutMinor)
        addMoney("payout", *row.payoutMinor, row.currency);
    add("state", word(row.state));
    add("status", word(row.shown()));
    if (row.closedBy != contract::ClosedBy::None)
        add("closed_by", word(row.closedBy));
    add("closed_actor", row.closedActor);
    m_text += row.resettled ? ",\"resettled\":true" : ",\"resettled\":false";
    addNumber("version", row.version);
    addTime("created_at", row.createdAt);
    addTime("updated_at", row.updatedAt);
    if (row.operation) {
        m_text += ",\"operation\":";
        addOperation(*row.operation);
    }
    m_text += "}";
}

void EventText::addOperation(const contract::OperationBrief& brief)
{
    m_text += "{\"operation_id\":";
    addQuoted(brief.id.text());
    add("kind", word(brief.kind));
    add("state", word(brief.state));
    addNumber("attempt", brief.attempt);
    addNumber("attempts_max", brief.attemptsMax);
    if (brief.nextAt != 0)
        addTime("next_at", brief.nextAt);
    if (brief.latencyMs != 0)
        addNumber("latency_ms", brief.latencyMs);
    if (brief.http != 0)
        addNumber("http", brief.http);
    add("error_class", brief.errorClass);
    add("error", brief.error);
    add("takes_back", brief.takesBack.text());
    m_text += "}";
}

} // namespace service::core
