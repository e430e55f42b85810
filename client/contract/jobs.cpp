// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/jobs.h"

#include "client/contract/encoder.h"

namespace client::contract {

namespace {

Json object(const JobCounts& counts)
{
    return {{"total", counts.total()},       {"waiting", counts.waiting},  {"applied", counts.applied},
            {"unchanged", counts.unchanged}, {"skipped", counts.skipped},  {"needs_input", counts.needsInput},
            {"deferred", counts.deferred},   {"held", counts.held},        {"superseded", counts.superseded},
            {"failed", counts.failed},       {"in_doubt", counts.inDoubt}, {"cancelled", counts.cancelled}};
}

} // namespace

Json object(const JobSum& sum)
{
    return {{"currency", sum.currency.code},
            {"bets", sum.bets},
            {"credit", money(sum.creditMinor, sum.currency)},
            {"debit", money(sum.debitMinor, sum.currency)},
            {"applied_credit", money(sum.appliedCreditMinor, sum.currency)},
            {"applied_debit", money(sum.appliedDebitMinor, sum.currency)}};
}

Json object(const JobRow& row)
{
    Json made;
    made["job_id"] = row.id.text();
    made["number"] = row.number;
    made["kind"] = word(row.kind);
    made["state"] = word(row.state);
    addText(made, "round_id", row.round.text());
    addText(made, "correct_result", row.correctResult);
    addText(made, "former_result", row.formerResult);
    addNumber(made, "result_version", row.resultVersion);
    addText(made, "query", row.query);
    made["override_settled"] = row.overrideSettled;
    addText(made, "reason", row.reason);
    addText(made, "reason_text", row.reasonText);
    addText(made, "ticket", row.ticket);
    made["author"] = row.author;
    addText(made, "approver", row.approver);
    addText(made, "comment", row.comment);
    addText(made, "digest", row.digest);
    addText(made, "approval_id", row.approval);
    addText(made, "why", row.why);
    made["counts"] = object(row.counts);
    made["sums"] = jsonArray(row.sums);
    made["created_at"] = json::timeText(row.createdAt);
    addTime(made, "planned_at", row.plannedAt);
    addTime(made, "expires_at", row.expiresAt);
    addTime(made, "starts_at", row.startsAt);
    addTime(made, "started_at", row.startedAt);
    addTime(made, "ended_at", row.endedAt);
    made["updated_at"] = json::timeText(row.updatedAt);
    addNumber(made, "rate_milli", row.rateMilli);
    made["version"] = row.version;
    return made;
}

Json object(const JobItem& item)
{
    Json made;
    made["partner_id"] = item.partner.text();
    made["bet_id"] = item.bet.text();
    made["player_id"] = item.player.text();
    made["currency"] = item.currency.code;
    made["expected_version"] = item.expectedVersion;
    made["from"] = word(item.from);
    if (item.payoutFromMinor)
        made["payout_from"] = money(*item.payoutFromMinor, item.currency);
    made["target"] = word(item.target);
    if (item.payoutMinor)
        made["payout"] = money(*item.payoutMinor, item.currency);
    made["delta"] = money(item.deltaMinor, item.currency);
    if (item.otherDeltaMinor)
        made["other_delta"] = money(*item.otherDeltaMinor, item.currency);
    made["state"] = word(item.state);
    addText(made, "why", item.why);
    addText(made, "operation_id", item.operation.text());
    made["updated_at"] = json::timeText(item.updatedAt);
    return made;
}

Json object(const JobPart& part)
{
    return {{"partner_id", part.partner.text()},
            {"currency", part.currency.code},
            {"bets", part.bets},
            {"credit", money(part.creditMinor, part.currency)},
            {"debit", money(part.debitMinor, part.currency)}};
}

void JobMove::add(const JobMove& more)
{
    if (otherDeltaMinor || more.otherDeltaMinor)
        otherDeltaMinor = otherDeltaMinor.value_or(deltaMinor) + more.otherDeltaMinor.value_or(more.deltaMinor);
    bets += more.bets;
    deltaMinor += more.deltaMinor;
}

Json object(const JobMove& move)
{
    Json made;
    made["from"] = word(move.from);
    made["target"] = word(move.target);
    made["state"] = word(move.state);
    addText(made, "why", move.why);
    made["currency"] = move.currency.code;
    made["bets"] = move.bets;
    made["delta"] = money(move.deltaMinor, move.currency);
    if (move.otherDeltaMinor)
        made["other_delta"] = money(*move.otherDeltaMinor, move.currency);
    return made;
}

Json object(const JobOverdraw& overdraw)
{
    return {{"partner_id", overdraw.partner.text()},
            {"player_id", overdraw.player.text()},
            {"currency", overdraw.currency.code},
            {"debit", money(overdraw.debitMinor, overdraw.currency)},
            {"balance", money(overdraw.balanceMinor, overdraw.currency)},
            {"policy", overdraw.policy}};
}

Json object(const JobChange& change)
{
    Json made;
    made["partner_id"] = change.partner.text();
    made["bet_id"] = change.bet.text();
    made["version_then"] = change.versionThen;
    made["version_now"] = change.versionNow;
    made["state_now"] = word(change.stateNow);
    addText(made, "why", change.why);
    made["drops_out"] = change.dropsOut;
    return made;
}

Json object(const JobBet& bet)
{
    return {{"partner_id", bet.partner.text()}, {"bet_id", bet.bet.text()}};
}

Json object(const JobInput& input)
{
    return {{"partner_id", input.partner.text()},
            {"bet_id", input.bet.text()},
            {"status", input.won ? "win" : "lose"},
            {"payout", money(input.payout.minor, input.payout.currency)}};
}

Json object(const RoundResult& result)
{
    Json made;
    made["version"] = result.version;
    made["result"] = result.result;
    made["at"] = json::timeText(result.at);
    addText(made, "actor", result.actor);
    addText(made, "source", result.source);
    return made;
}

const std::vector<std::string>& jobReasons(JobKind kind)
{
    static const std::vector<std::string> recalculation{"wrong_result", "dealer_mistake", "source_corrected",
                                                        "regulator", "other"};
    return kind == JobKind::Recalculation ? recalculation : refundReasons();
}

std::string encode(const JobOrder& order)
{
    Json made;
    made["job_id"] = order.job.text();
    made["kind"] = word(order.kind);
    if (!order.items.empty())
        made["items"] = jsonArray(order.items);
    addText(made, "query", order.query);
    if (order.overrideSettled)
        made["override_settled"] = true;
    addText(made, "round_id", order.round.text());
    addText(made, "correct_result", order.correctResult);
    if (!order.inputs.empty())
        made["inputs"] = jsonArray(order.inputs);
    made["reason"] = order.reason;
    addText(made, "reason_text", order.reasonText);
    addText(made, "ticket", order.ticket);
    return json::dump(made);
}

std::string encode(const JobRow& row)
{
    return json::dump(object(row));
}

std::string encode(const JobItem& item)
{
    return json::dump(object(item));
}

std::string encode(const JobSummary& summary)
{
    return json::dump(Json{{"job", object(summary.job)},
                           {"parts", jsonArray(summary.parts)},
                           {"moves", jsonArray(summary.moves)},
                           {"largest", jsonArray(summary.largest)},
                           {"players_hit_twice", summary.playersHitTwice},
                           {"overdraws", jsonArray(summary.overdraws)}});
}

std::string encode(const JobChanges& changes)
{
    Json made;
    addText(made, "digest", changes.digest);
    made["stale"] = changes.stale;
    made["count"] = changes.count;
    made["changes"] = jsonArray(changes.changes);
    made["sums"] = jsonArray(changes.sums);
    return json::dump(made);
}

std::string encode(const ApprovalOrder& order)
{
    Json made = Json::object();
    addText(made, "digest", order.digest);
    addText(made, "correct_result", order.correctResult);
    addText(made, "comment", order.comment);
    return json::dump(made);
}

std::string encode(const SubmitOrder& order)
{
    return json::dump(Json{{"digest", order.digest}});
}

std::string encode(const ResultOrder& order)
{
    Json made;
    made["result"] = order.result;
    addText(made, "source", order.source);
    return json::dump(made);
}

std::string encode(const Page<JobRow>& page)
{
    return encodePage(page);
}

std::string encode(const Page<JobItem>& page)
{
    return encodePage(page);
}

std::string encode(const Page<RoundResult>& page)
{
    return encodePage(page);
}

} // namespace client::contract
