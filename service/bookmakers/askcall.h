// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/exchange.h"
#include "service/core/wallet.h"

#include <string>
#include <string_view>

namespace service::bookmakers {

// Where to ask for an order's bet: {partner_id} and {bet_id} of the template are filled in.
std::string askUrl(std::string_view statusUrl, const core::WalletOrder& order);

// What a row of a bet, as GET /api/v1/bets/{partner}/{bet} gives it, says about the order. Accepted, or Declined with
// `stored`, is definite; everything else is in doubt: a call that was not found may still arrive.
core::WalletReply toldOf(const core::WalletOrder& order, std::string_view url,
                         const client::contract::Exchange& exchange);

} // namespace service::bookmakers
