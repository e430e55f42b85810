// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/result.h"
#include "client/contract/states.h"
#include "service/core/settings.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace service::core {

enum class Outcome { Won, Lost, Void, HalfWon, HalfLost };

// domain.md 5: "void" voids; then the game's table, if there is one; else equal texts win and all others lose. A pair
// that the table does not name loses.
Outcome outcomeOf(const GameSettings* game, const std::string& selection, const std::string& result);
std::optional<Outcome> outcomeFrom(std::string_view word);

// What a bet comes to. A void is `Refunded`, without a payout.
struct Settlement
{
    client::contract::BetState state = client::contract::BetState::Lost;
    std::optional<std::int64_t> payoutMinor;
    bool operator==(const Settlement&) const = default;
};

// In minor units, half to even, over the stake that was not refunded. OutOfRange above the largest amount.
client::contract::Result<Settlement> settle(Outcome outcome, std::int64_t netStakeMinor, std::int64_t oddsE4);

} // namespace service::core
