// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/alertrow.h"

#include <array>
#include <utility>

namespace client::contract {

namespace {

constexpr std::array<std::pair<AlertCondition, std::string_view>, 7> conditions{{
    {AlertCondition::Query, "query"},
    {AlertCondition::FailureRatio, "failure_ratio"},
    {AlertCondition::FundsHeld, "funds_held"},
    {AlertCondition::InDoubt, "in_doubt"},
    {AlertCondition::WrongResult, "wrong_result"},
    {AlertCondition::ApprovalWaiting, "approval_waiting"},
    {AlertCondition::Silence, "silence"},
}};
constexpr std::array<std::pair<AlertSeverity, std::string_view>, 3> severities{{
    {AlertSeverity::Info, "info"},
    {AlertSeverity::Warning, "warning"},
    {AlertSeverity::Critical, "critical"},
}};
constexpr std::array<std::pair<AlertState, std::string_view>, 4> states{{
    {AlertState::Open, "open"},
    {AlertState::Acknowledged, "acknowledged"},
    {AlertState::Snoozed, "snoozed"},
    {AlertState::Resolved, "resolved"},
}};

template <typename Pairs>
auto find(const Pairs& pairs, std::string_view word) -> std::optional<typename Pairs::value_type::first_type>
{
    for (const auto& [value, known] : pairs) {
        if (known == word)
            return value;
    }
    return std::nullopt;
}

} // namespace

std::string_view word(AlertCondition condition)
{
    return conditions[static_cast<std::size_t>(condition)].second;
}

std::string_view word(AlertSeverity severity)
{
    return severities[static_cast<std::size_t>(severity)].second;
}

std::string_view word(AlertState state)
{
    return states[static_cast<std::size_t>(state)].second;
}

std::optional<AlertCondition> alertConditionFrom(std::string_view word)
{
    return find(conditions, word);
}

std::optional<AlertSeverity> alertSeverityFrom(std::string_view word)
{
    return find(severities, word);
}

std::optional<AlertState> alertStateFrom(std::string_view word)
{
    return find(states, word);
}

} // namespace client::contract
