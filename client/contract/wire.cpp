// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/wire.h"

#include "client/contract/encoder.h"
#include "client/contract/wirewords.h"

namespace client::contract {

Json object(const OperationBrief& brief)
{
    Json made;
    made["operation_id"] = brief.id.text();
    made["kind"] = word(brief.kind);
    made["state"] = word(brief.state);
    made["attempt"] = brief.attempt;
    made["attempts_max"] = brief.attemptsMax;
    addTime(made, "next_at", brief.nextAt);
    addNumber(made, "latency_ms", brief.latencyMs);
    addNumber(made, "http", brief.http);
    addText(made, "error_class", brief.errorClass);
    addText(made, "error", brief.error);
    addText(made, "takes_back", brief.takesBack.text());
    return made;
}

Json object(const BetRow& row)
{
    Json made;
    made["partner_id"] = row.partner.text();
    made["bet_id"] = row.bet.text();
    made["player_id"] = row.player.text();
    addText(made, "game_id", row.game.text());
    addText(made, "round_id", row.round.text());
    addText(made, "selection", row.selection);
    if (row.oddsE4 != 0)
        made["odds"] = oddsText(row.oddsE4);
    made["stake"] = money(row.stakeMinor, row.currency);
    made["refunded"] = money(row.refundedMinor, row.currency);
    if (row.payoutMinor)
        made["payout"] = money(*row.payoutMinor, row.currency);
    made["state"] = word(row.state);
    made["status"] = word(row.shown());
    if (row.closedBy != ClosedBy::None)
        made["closed_by"] = word(row.closedBy);
    addText(made, "closed_actor", row.closedActor);
    made["resettled"] = row.resettled;
    made["version"] = row.version;
    made["created_at"] = json::timeText(row.createdAt);
    made["updated_at"] = json::timeText(row.updatedAt);
    if (row.operation)
        made["operation"] = object(*row.operation);
    return made;
}

Json object(const RoundRow& row)
{
    Json made;
    made["round_id"] = row.round.text();
    addText(made, "game_id", row.game.text());
    made["state"] = word(row.state);
    addText(made, "result", row.result);
    made["result_version"] = row.resultVersion;
    made["bets"] = row.bets;
    made["open_bets"] = row.openBets;
    made["needs_recalculation"] = row.needsRecalculation;
    addText(made, "cause", row.cause);
    made["version"] = row.version;
    made["created_at"] = json::timeText(row.createdAt);
    made["updated_at"] = json::timeText(row.updatedAt);
    return made;
}

Json object(const OperationRow& row)
{
    Json made = object(row.brief);
    made["partner_id"] = row.partner.text();
    made["bet_id"] = row.bet.text();
    made["amount"] = money(row.amountMinor, row.currency);
    addText(made, "key", row.key);
    addText(made, "why", row.why);
    addText(made, "actor", row.actor);
    addText(made, "correlation_id", row.correlationId);
    made["created_at"] = json::timeText(row.createdAt);
    made["updated_at"] = json::timeText(row.updatedAt);
    return made;
}

Json object(const AttemptRow& row)
{
    Json made;
    made["operation_id"] = row.operation.text();
    made["number"] = row.number;
    made["at"] = json::timeText(row.at);
    made["duration_ms"] = row.durationMs;
    addNumber(made, "http", row.http);
    addText(made, "answer", row.answer);
    addText(made, "error_class", row.errorClass);
    addText(made, "error", row.error);
    addNumber(made, "wait_base_ms", row.waitBaseMs);
    addNumber(made, "wait_jitter_ms", row.waitJitterMs);
    addTime(made, "next_at", row.nextAt);
    addText(made, "request", row.request);
    addText(made, "response", row.response);
    return made;
}

Json object(const TimelineEntry& entry)
{
    Json made;
    made["kind"] = word(entry.kind);
    made["at"] = json::timeText(entry.at);
    addText(made, "call", entry.call);
    addText(made, "actor", entry.actor);
    addText(made, "correlation_id", entry.correlationId);
    if (entry.state)
        made["state"] = word(*entry.state);
    addNumber(made, "version", entry.version);
    if (entry.operation)
        made["operation"] = object(*entry.operation);
    if (entry.attempt)
        made["attempt"] = object(*entry.attempt);
    addText(made, "text", entry.text);
    return made;
}

Json object(const LedgerEntry& entry)
{
    return {{"id", entry.id},
            {"at", json::timeText(entry.at)},
            {"account", entry.account},
            {"amount", money(entry.amountMinor, entry.currency)},
            {"key", entry.key}};
}

Json object(const RefundItem& item)
{
    return {{"partner_id", item.partner.text()},
            {"bet_id", item.bet.text()},
            {"amount", money(item.amount.minor, item.amount.currency)},
            {"expected_version", item.expectedVersion}};
}

Json object(const RefundPreviewItem& item)
{
    Json made{{"bet", object(item.bet)},
              {"state", word(item.bet.state)},
              {"version", item.bet.version},
              {"held", money(item.heldMinor, item.currency)},
              {"paid", money(item.paidMinor, item.currency)},
              {"refunded", money(item.refundedMinor, item.currency)},
              {"refundable", money(item.refundableMinor, item.currency)},
              {"blockers", item.blockers}};
    addText(made, "limit", item.limit);
    return made;
}

Json object(const RefundAnswerItem& item)
{
    return {{"bet", object(item.bet)},
            {"operation_id", item.operation.text()},
            {"refunded", money(item.refundedMinor, item.bet.currency)}};
}

ShownStatus BetRow::shown() const
{
    if (operation && !operation->takesBack.empty() && isOpen(operation->state))
        return ShownStatus::InDoubt;
    return shownStatus(state, operation ? std::optional(operation->state) : std::nullopt, resettled);
}

const std::vector<std::string>& refundReasons()
{
    static const std::vector<std::string> reasons{
        "cancelled_event",  "result_unverifiable", "incorrect_odds", "incorrect_result",
        "wrong_amount",     "technical_issue",     "timeout",        "duplicate",
        "customer_request", "operator_decision",   "other"};
    return reasons;
}

std::string encode(const BetRow& row)
{
    return json::dump(object(row));
}

std::string encode(const RoundRow& row)
{
    return json::dump(object(row));
}

std::string encode(const OperationRow& row)
{
    return json::dump(object(row));
}

std::string encode(const AttemptRow& row)
{
    return json::dump(object(row));
}

std::string encode(const Story& story)
{
    return json::dump(Json{{"bet", object(story.bet)},
                           {"entries", jsonArray(story.entries)},
                           {"ledger", jsonArray(story.ledger)},
                           {"wallet", story.remoteWallet ? "bookmaker" : "local"}});
}

std::string encode(const std::vector<LedgerEntry>& entries)
{
    return json::dump(Json{{"data", jsonArray(entries)}});
}

std::string encode(const InstanceInfo& info)
{
    return json::dump(Json{{"environment_id", info.environmentId},
                           {"name", info.name},
                           {"kind", info.kind},
                           {"version", info.version},
                           {"subject", info.subject},
                           {"roles", info.roles}});
}

std::string encode(const Page<BetRow>& page)
{
    return encodePage(page);
}

std::string encode(const Page<RoundRow>& page)
{
    return encodePage(page);
}

std::string encode(const Page<OperationRow>& page)
{
    return encodePage(page);
}

std::string encode(const Page<AttemptRow>& page)
{
    return encodePage(page);
}

std::string encode(const RefundOrder& order)
{
    Json made;
    made["refund_id"] = order.refund.text();
    made["items"] = jsonArray(order.items);
    made["reason"] = order.reason;
    addText(made, "reason_text", order.reasonText);
    addText(made, "ticket", order.ticket);
    return json::dump(made);
}

std::string encode(const RefundPreview& preview)
{
    return json::dump(Json{{"digest", preview.digest},
                           {"checked_at", json::timeText(preview.checkedAt)},
                           {"items", jsonArray(preview.items)}});
}

std::string encode(const RefundAnswer& answer)
{
    return json::dump(
        Json{{"status", "refunded"}, {"refund_id", answer.refund.text()}, {"items", jsonArray(answer.items)}});
}

std::string encode(const FeedEvent& event)
{
    Json made;
    made["seq"] = event.seq;
    made["at"] = json::timeText(event.at);
    made["type"] = event.type;
    addText(made, "partner_id", event.partner.text());
    addText(made, "bet_id", event.betId.text());
    addText(made, "round_id", event.roundId.text());
    addText(made, "operation_id", event.operation.text());
    addText(made, "job_id", event.jobId.text());
    addText(made, "failure_id", event.failureId.text());
    addText(made, "alert_id", event.alertId.text());
    addText(made, "correlation_id", event.correlationId);
    if (event.bet)
        made["row"] = object(*event.bet);
    else if (event.round)
        made["row"] = object(*event.round);
    else if (event.job)
        made["row"] = object(*event.job);
    else if (event.failure)
        made["row"] = object(*event.failure);
    else if (event.alert)
        made["row"] = object(*event.alert);
    return json::dump(made);
}

std::string encode(const Heartbeat& heartbeat)
{
    return json::dump(Json{{"now", json::timeText(heartbeat.now)}, {"head", heartbeat.head}});
}

} // namespace client::contract
