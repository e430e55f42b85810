// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/core/settlement.h"
#include "service/core/store.h"

#include <optional>
#include <string>
#include <vector>

namespace service::core {

// What decides how a bet ends under a result.
struct RecalculationBasis
{
    const GameSettings* game = nullptr;
    std::string result;
    bool contested = false; // equal selections were settled differently: what the game said of this one proves nothing
    std::optional<JobInput> input;
    std::string implied; // the result that a settlement without a named one followed; empty: not known
};

// The item of one bet in a recalculation, by the table of domain.md 5. Pure. `versions` is the bet's history, oldest
// first; `open` is its open operation, if there is one.
JobItem planRecalculation(const Bet& bet, const std::vector<BetVersion>& versions, const std::optional<Operation>& open,
                          const RecalculationBasis& basis);

// The item of one bet in a bulk refund: the whole net stake, or the reason against it.
JobItem planRefund(const Bet& bet, bool overrideSettled);

// Runs as it was approved: the same end for the same money.
bool sameAction(const JobItem& a, const JobItem& b);
// Of an item that was deferred: one of the two ends that were approved.
bool asApproved(const JobItem& deferred, const JobItem& now);

// What the item adds to the sums of its job.
contract::JobSum sumOf(const JobItem& item);

// The digest of a plan: SHA-256 over a header and a chain over the items that may move money, each in the canonical
// JSON of RFC 8785. A chain, so that a plan of any size is made, and can be checked, a stretch at a time.
std::string chainedDigest(std::string chain, const JobItem& item, const contract::PartnerId& partner,
                          const contract::BetId& bet);
// `row` with the sums of the plan.
std::string planDigest(const std::string& chain, const contract::JobRow& row);

} // namespace service::core
