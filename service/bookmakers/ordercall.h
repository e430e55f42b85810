// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/exchange.h"
#include "client/contract/messages.h"
#include "service/core/settings.h"
#include "service/core/wallet.h"

#include <optional>
#include <string>
#include <string_view>

namespace service::bookmakers {

namespace contract = client::contract;

// One of the specification's five calls as it goes over the network. The same order makes the same bytes for ever, so
// that a bookmaker can tell a repeat from a second call.
struct OrderCall
{
    contract::CallKind call = contract::CallKind::CheckBet;
    std::string key; // empty: nothing that could be done twice
    std::string body;
};

// nullopt: this bookmaker has no call for it.
std::optional<OrderCall> orderCall(const core::WalletOrder& order, const core::BookmakerRules& rules);
OrderCall checkCall(const core::WalletOrder& order);

// What came back, judged by the contract's rules and by what was sent: a reply that names another bet, player, amount
// or state is no success, whatever it says.
struct Heard
{
    core::WalletReply reply;
    bool healthy = false; // the bookmaker itself answered, with yes or with no
};
Heard heard(const core::WalletOrder& order, const core::BookmakerRules& rules, const OrderCall& call,
            const contract::Exchange& exchange);

// As the history shows it.
std::string requestText(std::string_view method, std::string_view target, std::string_view body);
std::string responseText(std::string_view body);

} // namespace service::bookmakers
