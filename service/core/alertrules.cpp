// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/alertrules.h"

#include <algorithm>

namespace service::core {

namespace {

using client::contract::AlertCondition;
using client::contract::AlertRow;
using client::contract::AlertRuleId;
using client::contract::AlertRuleRow;
using client::contract::AlertSeverity;
using client::contract::AlertState;

constexpr std::int64_t minuteMs = 60'000;
constexpr std::int64_t hourMs = 60 * minuteMs;
constexpr std::int64_t dayMinutes = 24 * 60;
// Console.md 3.5: the same group never repeats within 5 min.
constexpr std::int64_t repeatMs = 5 * minuteMs;
// One failure of two attempts is no ratio.
constexpr std::int64_t attemptsMin = 10;

AlertRuleRow builtIn(const char* id, AlertCondition condition, std::int64_t threshold, std::int64_t windowMs,
                     AlertSeverity severity)
{
    AlertRuleRow rule;
    rule.id = AlertRuleId(id);
    rule.condition = condition;
    rule.builtIn = true;
    rule.threshold = threshold;
    rule.windowMs = windowMs;
    rule.severity = severity;
    rule.version = 1;
    return rule;
}

AlertRow finding(const AlertRuleRow& rule, std::string group)
{
    AlertRow row;
    row.rule = rule.id;
    row.condition = rule.condition;
    row.group = std::move(group);
    row.severity = rule.severity;
    row.windowMs = rule.windowMs;
    row.sound = rule.sound;
    row.desktop = rule.desktop;
    return row;
}

std::string span(std::int64_t ms)
{
    return ms >= minuteMs && ms % minuteMs == 0 ? std::to_string(ms / minuteMs) + " min"
                                                : std::to_string((ms + 999) / 1'000) + " s";
}

std::string rate(std::int64_t perHour)
{
    return perHour >= 60 ? std::to_string(perHour / 60) + "/min" : std::to_string(perHour) + "/h";
}

std::string percent(std::int64_t perMille)
{
    return std::to_string(perMille / 10) + "." + std::to_string(perMille % 10) + " %";
}

std::string betsText(std::int64_t count)
{
    return std::to_string(count) + (count == 1 ? " bet" : " bets");
}

} // namespace

const std::vector<AlertRuleRow>& builtInAlertRules()
{
    static const std::vector<AlertRuleRow> rules{
        builtIn("approval-waiting", AlertCondition::ApprovalWaiting, 1, 10 * minuteMs, AlertSeverity::Warning),
        builtIn("failures", AlertCondition::FailureRatio, 50, 2 * minuteMs, AlertSeverity::Critical),
        builtIn("funds-held", AlertCondition::FundsHeld, 1, 5 * minuteMs, AlertSeverity::Warning),
        builtIn("in-doubt", AlertCondition::InDoubt, 1, 0, AlertSeverity::Critical),
        builtIn("silence", AlertCondition::Silence, 5, 3 * minuteMs, AlertSeverity::Critical),
        builtIn("wrong-result", AlertCondition::WrongResult, 1, 0, AlertSeverity::Critical),
    };
    return rules;
}

std::optional<AlertRow> judgeFailures(const AlertRuleRow& rule, const PartnerActivity& activity)
{
    const ActivityCount& now = activity.now;
    if (now.attempts < attemptsMin || now.failures * 1'000 <= rule.threshold * now.attempts)
        return std::nullopt;
    AlertRow row = finding(rule, activity.partner.text());
    row.partner = activity.partner;
    row.count = now.failures * 1'000 / now.attempts;
    row.text = percent(row.count) + " of the calls to " + row.partner.text() + " failed in " + span(rule.windowMs) +
               " (" + std::to_string(now.failures) + " of " + std::to_string(now.attempts) + ").";
    return row;
}

std::optional<AlertRow> judgeSilence(const AlertRuleRow& rule, const PartnerActivity& activity,
                                     const std::optional<AlertRow>& raised)
{
    if (activity.now.bets > 0)
        return std::nullopt;
    if (raised)
        return raised;
    // Of what is known of the hour: a partner that began ten minutes ago has its usual rate, too.
    const bool usual =
        activity.beforeMs >= rule.windowMs && activity.betsBefore * rule.windowMs >= rule.threshold * activity.beforeMs;
    if (!usual)
        return std::nullopt;
    AlertRow row = finding(rule, activity.partner.text());
    row.partner = activity.partner;
    row.usualPerHour = activity.betsBefore * hourMs / activity.beforeMs;
    row.text = "No bets from " + row.partner.text() + " for " + span(rule.windowMs) +
               " (usual: " + rate(row.usualPerHour) + ").";
    return row;
}

std::optional<AlertRow> judgeBets(const AlertRuleRow& rule, const BetsOfPartner& bets)
{
    if (bets.count < rule.threshold)
        return std::nullopt;
    AlertRow row = finding(rule, bets.partner.text());
    row.partner = bets.partner;
    row.count = bets.count;
    if (bets.count == 1)
        row.bet = bets.bet;
    const std::string which = bets.count == 1 ? "Bet " + bets.bet.text() : betsText(bets.count);
    if (rule.condition == AlertCondition::InDoubt)
        row.text = which + " at " + bets.partner.text() + (bets.count == 1 ? " is" : " are") + " in doubt.";
    else
        row.text = which + " at " + bets.partner.text() + (bets.count == 1 ? " holds" : " hold") +
                   " funds for longer than " + span(rule.windowMs) + ".";
    return row;
}

std::optional<AlertRow> judgeMatches(const AlertRuleRow& rule, std::int64_t bets)
{
    if (bets < rule.threshold)
        return std::nullopt;
    AlertRow row = finding(rule, {});
    row.count = bets;
    row.text = rule.id.text() + ": " + betsText(bets) + " in " + span(rule.windowMs) + " (" + rule.query + ").";
    // Queries may be long; a text is for a line.
    constexpr std::size_t textMax = 500;
    row.text.resize(std::min(row.text.size(), textMax));
    return row;
}

AlertRow wrongResult(const AlertRuleRow& rule, const client::contract::RoundId& round)
{
    AlertRow row = finding(rule, round.text());
    row.round = round;
    row.count = 1;
    row.text = "Round " + round.text() + ": its result is in question. A recalculation is needed.";
    return row;
}

AlertRow waitingApproval(const AlertRuleRow& rule, const std::string& approval, const client::contract::JobId& job)
{
    AlertRow row = finding(rule, approval);
    row.job = job;
    row.count = 1;
    row.text = "Approval " + approval + " waits for longer than " + span(rule.windowMs) + ".";
    return row;
}

bool isQuiet(const AlertRuleRow& rule, std::int64_t nowMs)
{
    const std::int64_t minute = nowMs / minuteMs % dayMinutes;
    if (rule.quietFrom <= rule.quietTo)
        return minute >= rule.quietFrom && minute < rule.quietTo;
    return minute >= rule.quietFrom || minute < rule.quietTo;
}

AlertStep nextStep(const std::optional<AlertRow>& newest, bool found, const AlertRuleRow& rule, std::int64_t nowMs)
{
    const bool open = newest && newest->state != AlertState::Resolved;
    if (!found)
        return open ? AlertStep::Resolve : AlertStep::None;
    if (rule.snoozedUntil > nowMs)
        return open ? AlertStep::Keep : AlertStep::None;
    if (!open)
        return newest && nowMs - newest->raisedAt < repeatMs ? AlertStep::None : AlertStep::Raise;
    switch (newest->state) {
    case AlertState::Snoozed:
        return nowMs >= newest->snoozedUntil ? AlertStep::Again : AlertStep::Keep;
    case AlertState::Open:
        return newest->quiet && !isQuiet(rule, nowMs) ? AlertStep::Again : AlertStep::Keep;
    case AlertState::Acknowledged:
    case AlertState::Resolved:
        break;
    }
    return AlertStep::Keep;
}

} // namespace service::core
