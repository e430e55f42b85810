// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/partners.h"

#include <algorithm>

namespace service::core {

const PartnerSettings* findPartner(const Settings& settings, const client::contract::PartnerId& partner)
{
    const auto found = settings.partners.find(partner.text());
    if (found != settings.partners.end())
        return &found->second;
    return settings.anyPartner ? &settings.defaultPartner : nullptr;
}

const BookmakerRules* rulesOf(const Settings& settings, const client::contract::PartnerId& partner)
{
    const PartnerSettings* known = findPartner(settings, partner);
    return known && known->bookmaker ? &*known->bookmaker : nullptr;
}

const GameSettings* findGame(const Settings& settings, const client::contract::GameId& game)
{
    const auto found = settings.games.find(game.text());
    return found == settings.games.end() ? nullptr : &found->second;
}

bool isResult(const GameSettings* game, const std::string& result)
{
    return !game || game->results.empty() || result == "void" ||
           std::find(game->results.begin(), game->results.end(), result) != game->results.end();
}

bool knowsPlayer(const PartnerSettings& partner, const client::contract::PlayerId& player)
{
    return partner.players.empty() ||
           std::find(partner.players.begin(), partner.players.end(), player.text()) != partner.players.end();
}

} // namespace service::core
