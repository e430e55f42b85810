// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/alertrow.h"
#include "service/core/alertstore.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// When an alert is raised, console.md 3.5. Pure: numbers and the time come in.
namespace service::core {

// Those that every service has; people may change them.
const std::vector<client::contract::AlertRuleRow>& builtInAlertRules();

// Bets and attempts of one partner in the window of a rule, and in the hour before it.
struct PartnerActivity
{
    client::contract::PartnerId partner;
    ActivityCount now;
    std::int64_t betsBefore = 0;
    std::int64_t beforeMs = 0; // how long of that hour is known
};

// What a rule has found, before it is an alert: its group, where to look, counts and text.
std::optional<client::contract::AlertRow> judgeFailures(const client::contract::AlertRuleRow& rule,
                                                        const PartnerActivity& activity);
// A silence that was raised lasts until bets come, also when the hour before it has become silent as well.
std::optional<client::contract::AlertRow> judgeSilence(const client::contract::AlertRuleRow& rule,
                                                       const PartnerActivity& activity,
                                                       const std::optional<client::contract::AlertRow>& raised);
std::optional<client::contract::AlertRow> judgeBets(const client::contract::AlertRuleRow& rule,
                                                    const BetsOfPartner& bets);
std::optional<client::contract::AlertRow> judgeMatches(const client::contract::AlertRuleRow& rule, std::int64_t bets);
client::contract::AlertRow wrongResult(const client::contract::AlertRuleRow& rule,
                                       const client::contract::RoundId& round);
// `job` is empty for what people say an operation in doubt came to.
client::contract::AlertRow waitingApproval(const client::contract::AlertRuleRow& rule, const std::string& approval,
                                           const client::contract::JobId& job);

bool isQuiet(const client::contract::AlertRuleRow& rule, std::int64_t nowMs);

// What becomes of the newest alert of a group. Again: it is raised once more, with the time of now.
enum class AlertStep { None, Raise, Keep, Again, Resolve };
AlertStep nextStep(const std::optional<client::contract::AlertRow>& newest, bool found,
                   const client::contract::AlertRuleRow& rule, std::int64_t nowMs);

} // namespace service::core
