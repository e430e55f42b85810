// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/wire.h"

// Shapes of /api/v1/alerts and /api/v1/alert-rules.
namespace client::contract {

// POST /api/v1/alerts/{id}:assign
struct AlertOwner
{
    std::string owner; // empty: nobody's
};

// POST /api/v1/alerts/{id}:snooze
struct AlertSnooze
{
    std::int64_t minutes = 0;
};

// POST /api/v1/alert-rules, and …/{id}:change, where the condition and what is built in stay as they are.
struct AlertRuleOrder
{
    AlertRuleRow rule;
    std::int64_t expectedVersion = 0; // of a change
};

std::string encode(const AlertRow& row);
std::string encode(const Page<AlertRow>& page);
std::string encode(const AlertOwner& order);
std::string encode(const AlertSnooze& order);
std::string encode(const AlertRuleRow& row);
std::string encode(const Page<AlertRuleRow>& page);
std::string encode(const AlertRuleOrder& order);

Result<AlertRow> decodeAlertRow(std::string_view body);
Result<Page<AlertRow>> decodeAlertPage(std::string_view body);
Result<AlertRuleRow> decodeAlertRuleRow(std::string_view body);
Result<Page<AlertRuleRow>> decodeAlertRulePage(std::string_view body);
// Unknown members are refused in orders, and a query that cannot be read.
Result<AlertOwner> decodeAlertOwner(std::string_view body);
Result<AlertSnooze> decodeAlertSnooze(std::string_view body);
Result<AlertRuleOrder> decodeAlertRuleOrder(std::string_view body);

} // namespace client::contract
