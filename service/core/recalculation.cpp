// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/recalculation.h"

#include "service/core/operations.h"

#include <algorithm>

namespace service::core {

namespace {

using contract::BetState;
using contract::ClosedBy;

RecalculationRow left(RecalculationRow row, RowState state, std::string why)
{
    row.state = state;
    row.why = std::move(why);
    return row;
}

bool isSettlement(const BetVersion& version)
{
    return version.state == BetState::Won || version.state == BetState::Lost || version.state == BetState::Refunded;
}

contract::Result<Settlement> settlementFor(const contract::BetRow& bet, const std::vector<BetVersion>& versions,
                                           const GameSettings* game, const std::string& result)
{
    // Back to an earlier result: what was paid then is right to the cent, whatever the rule says now.
    const auto same = std::find_if(versions.rbegin(), versions.rend(), [&](const BetVersion& version) {
        return version.result == result && isSettlement(version);
    });
    if (same != versions.rend())
        return Settlement{same->state, same->payoutMinor};
    const Outcome outcome = outcomeOf(game, bet.selection, result);
    if (outcome == Outcome::Won) {
        // A payout that the game supplied for a full win wins over the rule.
        const auto supplied = std::find_if(versions.rbegin(), versions.rend(), [&](const BetVersion& version) {
            return version.cause == "update_bet_status" && version.state == BetState::Won &&
                   (version.result.empty() || outcomeOf(game, bet.selection, version.result) == Outcome::Won);
        });
        if (supplied != versions.rend())
            return Settlement{supplied->state, supplied->payoutMinor};
    }
    return settle(outcome, bet.netStakeMinor(), bet.oddsE4);
}

} // namespace

RecalculationRow planRow(const Bet& bet, const std::vector<BetVersion>& versions, const GameSettings* game,
                         const std::string& result)
{
    const contract::BetRow& now = bet.row;
    RecalculationRow row;
    row.bet = bet.id;
    row.expectedVersion = now.version;
    row.player = now.partner.text() + "/" + now.player.text();
    row.target = now.state;
    row.payoutMinor = now.payoutMinor;

    if (now.operation && contract::isOpen(now.operation->state))
        return left(row, RowState::Deferred, "operation_in_progress");
    const bool voided = now.state == BetState::Refunded && now.closedBy == ClosedBy::RecalculationVoid;
    const bool settled = now.state == BetState::Won || now.state == BetState::Lost || voided;
    if (!settled && now.state != BetState::Blocked) {
        const bool refunded = now.state == BetState::Refunded;
        return left(row, RowState::Skipped, std::string(refunded ? word(now.closedBy) : word(now.state)));
    }
    if (now.selection.empty() || now.oddsE4 == 0)
        return left(row, RowState::NeedsInput, "no_selection_or_odds");

    const auto target = settlementFor(now, versions, game, result);
    if (!target)
        return left(row, RowState::NeedsInput, "payout_out_of_range");
    row.target = target->state;
    row.payoutMinor = target->payoutMinor;
    if (settled && now.state == target->state && now.payoutMinor == target->payoutMinor)
        return left(row, RowState::Unchanged, {});

    const std::int64_t due = target->state == BetState::Refunded ? now.netStakeMinor() : *target->payoutMinor;
    // From the current version, never from the first settlement.
    row.deltaMinor = settled ? due - paidMinor(now) : due;
    row.rank = row.deltaMinor < 0 ? 1 : 0;
    row.state = RowState::Pending;
    return row;
}

} // namespace service::core
