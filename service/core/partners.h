// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/ids.h"
#include "client/contract/money.h"
#include "service/core/settings.h"

namespace service::core {

// Null for a partner that the configuration does not name; without one every partner is known.
const PartnerSettings* findPartner(const Settings& settings, const client::contract::PartnerId& partner);
// Of a partner with a wallet of its own; null: the local wallet.
const BookmakerRules* rulesOf(const Settings& settings, const client::contract::PartnerId& partner);
// Null if the configuration has no table of this game.
const GameSettings* findGame(const Settings& settings, const client::contract::GameId& game);
// Every game knows "void"; a game without a list of results, or a null one, takes any.
bool isResult(const GameSettings* game, const std::string& result);
bool knowsPlayer(const PartnerSettings& partner, const client::contract::PlayerId& player);

} // namespace service::core
