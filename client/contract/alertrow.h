// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace client::contract {

// What an alert rule looks for. Query: bets that began to match a query. Silence: no bets from a partner that usually
// sends some, the dead-man's alert.
enum class AlertCondition { Query, FailureRatio, FundsHeld, InDoubt, WrongResult, ApprovalWaiting, Silence };
enum class AlertSeverity { Info, Warning, Critical };
// Snoozed: somebody wants to hear of it again later. Resolved: what it was about is over.
enum class AlertState { Open, Acknowledged, Snoozed, Resolved };

std::string_view word(AlertCondition condition);
std::string_view word(AlertSeverity severity);
std::string_view word(AlertState state);
std::optional<AlertCondition> alertConditionFrom(std::string_view word);
std::optional<AlertSeverity> alertSeverityFrom(std::string_view word);
std::optional<AlertState> alertStateFrom(std::string_view word);

// One thing that a rule found, as lists and events show it.
struct AlertRow
{
    AlertId id;
    AlertRuleId rule;
    AlertCondition condition = AlertCondition::Query;
    std::string group; // of all that the rule finds, in words of the service; one alert of it is open at a time
    // Where to look; all may be empty.
    PartnerId partner;
    BetId bet;
    RoundId round;
    JobId job;
    AlertSeverity severity = AlertSeverity::Warning;
    AlertState state = AlertState::Open;
    std::int64_t count = 0;        // bets or operations; of FailureRatio failures per mille; of Silence none
    std::int64_t usualPerHour = 0; // of Silence: bets before it
    std::int64_t windowMs = 0;     // of the rule
    std::string text;              // English, for mail and other systems
    bool quiet = false;            // raised in the quiet hours of its rule: nobody is disturbed
    bool sound = true;
    bool desktop = true;
    std::string owner;
    std::int64_t raisedAt = 0; // the last time, if it came again after a snooze
    std::int64_t updatedAt = 0;
    std::int64_t snoozedUntil = 0; // 0: not snoozed
    std::int64_t resolvedAt = 0;   // 0: not yet
    std::int64_t version = 0;
    bool operator==(const AlertRow&) const = default;
};

struct AlertRuleRow
{
    AlertRuleId id;
    AlertCondition condition = AlertCondition::Query;
    bool builtIn = false; // can be changed, never deleted
    std::string query;    // of Query
    // Bets that are enough; of FailureRatio per mille that are still fine, of Silence the bets that are usual in a
    // window.
    std::int64_t threshold = 1;
    std::int64_t windowMs = 0; // 0: at once
    AlertSeverity severity = AlertSeverity::Warning;
    bool enabled = true;
    // Minutes of the day, UTC; equal ones: none.
    int quietFrom = 0;
    int quietTo = 0;
    bool sound = true;
    bool desktop = true;
    std::int64_t snoozedUntil = 0; // it raises nothing before
    std::int64_t version = 0;
    bool operator==(const AlertRuleRow&) const = default;
};

} // namespace client::contract
