// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/exchange.h"
#include "service/core/wallet.h"

#include <string>
#include <string_view>

namespace service::bookmakers {

// Where a page of a bookmaker's bets is: {partner_id}, {from} and {to} of the template are filled in, the cursor comes
// after them.
std::string listUrl(std::string_view listUrl, const core::ListOrder& order);

// What came, as a page of GET /api/v1/bets. Bets that never held money are left out. A server that fails, says that it
// is busy or cannot be reached may come to itself; everything else that is no page never will be one.
core::ListPage listPageOf(const core::ListOrder& order, const client::contract::Exchange& exchange);

} // namespace service::bookmakers
