// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/core/settlement.h"
#include "service/core/store.h"

#include <string>
#include <vector>

namespace service::core {

// The row of one bet in a recalculation, by the table of domain.md 5: state, target, payout, delta, rank and why. Pure.
// `versions` is the bet's history, oldest first.
RecalculationRow planRow(const Bet& bet, const std::vector<BetVersion>& versions, const GameSettings* game,
                         const std::string& result);

} // namespace service::core
