// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/settlement.h"

#include "client/contract/money.h"

namespace service::core {

namespace {

__extension__ using Wide = __int128;

Wide halfToEven(Wide numerator, Wide denominator)
{
    const Wide quotient = numerator / denominator;
    const Wide twice = (numerator % denominator) * 2;
    if (twice > denominator || (twice == denominator && quotient % 2 != 0))
        return quotient + 1;
    return quotient;
}

} // namespace

std::optional<Outcome> outcomeFrom(std::string_view word)
{
    if (word == "won")
        return Outcome::Won;
    if (word == "lost")
        return Outcome::Lost;
    if (word == "void")
        return Outcome::Void;
    if (word == "half_won")
        return Outcome::HalfWon;
    if (word == "half_lost")
        return Outcome::HalfLost;
    return std::nullopt;
}

Outcome outcomeOf(const GameSettings* game, const std::string& selection, const std::string& result)
{
    if (result == "void")
        return Outcome::Void;
    if (!game || game->outcomes.empty())
        return selection == result ? Outcome::Won : Outcome::Lost;
    const auto row = game->outcomes.find(selection);
    if (row == game->outcomes.end())
        return Outcome::Lost;
    const auto cell = row->second.find(result);
    if (cell == row->second.end())
        return Outcome::Lost;
    return outcomeFrom(cell->second).value_or(Outcome::Lost);
}

client::contract::Result<Settlement> settle(Outcome outcome, std::int64_t netStakeMinor, std::int64_t oddsE4)
{
    using client::contract::BetState;
    const Wide product = static_cast<Wide>(netStakeMinor) * oddsE4;
    const Wide half = halfToEven(netStakeMinor, 2);
    Wide payout = 0;
    switch (outcome) {
    case Outcome::Void:
        return Settlement{BetState::Refunded, std::nullopt};
    case Outcome::Lost:
        break;
    case Outcome::Won:
        payout = halfToEven(product, 10'000);
        break;
    case Outcome::HalfWon:
        payout = halfToEven(product, 20'000) + half;
        break;
    case Outcome::HalfLost:
        payout = half;
        break;
    }
    if (payout > client::contract::amountMinorMax)
        return client::contract::fail(client::contract::ErrorKind::OutOfRange, "the payout is too large");
    // On the wire a payout above 0 is a win, whatever the game calls it.
    return Settlement{payout > 0 ? BetState::Won : BetState::Lost, static_cast<std::int64_t>(payout)};
}

} // namespace service::core
