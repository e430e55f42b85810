// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/money.h"
#include "service/core/settings.h"

#include <cstdint>
#include <string>
#include <vector>

namespace service::sandbox {

struct Partner
{
    std::string id;
    std::string name;
    client::contract::Currency currency;
    std::int64_t openingMinor = 0;
    std::int64_t aloneMinor = 0; // the most that one person refunds alone, in minor units; some stakes are above it
    std::vector<std::int64_t> stakesMinor; // what players like to stake, small ones first
};

struct Selection
{
    std::string name;
    std::int64_t oddsE4 = 0;
};

struct Game
{
    std::string id;
    std::vector<std::string> results;
    std::vector<Selection> selections;
    std::int64_t roundMs = 0; // stakes are taken this long
    int tables = 1;
};

const std::vector<Partner>& partners();
const std::vector<Game>& games();

// Did `selection` win with `result`? By the game's own rule.
bool wins(const Game& game, const std::string& selection, const std::string& result);

// Names these partners and games to the service; partners that it does not name stay possible.
void furnish(core::Settings& settings);

} // namespace service::sandbox
