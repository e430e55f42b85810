// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/exchange.h"
#include "service/core/settings.h"

#include <cstdint>
#include <string>
#include <vector>

namespace service::bookmakers {

// How one bookmaker is reached: a [partners.ID.wallet] table. Secrets are named here, never held.
struct Bookmaker
{
    std::string id;        // of the partner
    std::string url;       // before /api/…, without a slash at its end
    std::string statusUrl; // holds {partner_id} and {bet_id}; empty: it cannot be asked
    std::string listUrl;   // holds {partner_id}, {from} and {to}; empty: its list of bets cannot be pulled
    core::BookmakerRules rules;
    int inFlight = 16;
    int rate = 200; // calls per second
    std::int64_t connectTimeoutMs = 3'000;
    std::int64_t timeoutMs = 10'000;
    std::string tokenFile;
    std::string hmacKeyFile;
    std::string caFile;
    std::vector<std::string> pins; // "sha256//BASE64", of the public key
    std::string clientCertFile;
    std::string clientKeyFile;
    std::vector<client::contract::Header> headers;
};

} // namespace service::bookmakers
