// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/ids.h"
#include "service/core/message.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace service::core {

bool isRole(std::string_view word);
// "game, viewer, support, manager, auditor, admin"
std::string rolesKnown();

// Who sets limits and names partners moves no money, and the other way round.
bool excludeEachOther(const std::vector<std::string>& roles);

// A game that is bound to partners makes the five calls for these alone.
bool mayServe(const Identity& identity, const client::contract::PartnerId& partner);

// Has this person proven lately to be there? Of a token that does not say when, as those of a file on this machine,
// nothing can be asked.
bool signedInLately(const Identity& identity, std::int64_t nowMs);

// Everybody else is told the ids of players masked.
bool seesPlayers(const Identity& identity);

} // namespace service::core
