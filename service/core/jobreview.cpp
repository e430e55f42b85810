// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/jobreview.h"

#include "service/core/jobplan.h"
#include "service/core/partners.h"
#include "service/core/rounds.h"

#include <algorithm>
#include <map>

namespace service::core {

namespace {

using contract::JobItemState;

constexpr int itemsPerRead = 1'000;
constexpr std::size_t changesShown = 100;
constexpr int resultsLookedAt = 50;

bool mayMove(const JobItem& item)
{
    return item.state == JobItemState::Pending || item.state == JobItemState::Deferred;
}

// When the game settled the bet without saying by which result; nullopt: it said so, or did not settle it.
std::optional<std::int64_t> unnamedSettlement(const std::vector<BetVersion>& versions,
                                              const std::optional<Operation>& open)
{
    for (const BetVersion& version : versions) {
        if (version.cause == "update_bet_status")
            return version.result.empty() ? std::optional(version.at) : std::nullopt;
    }
    const bool settles = open && open->kind == contract::OperationKind::Settle && open->source == Source::Call;
    return settles && open->result.empty() ? std::optional(open->createdAt) : std::nullopt;
}

enum class Kind { Same, DropsOut, Stale };

Kind judge(const Job& job, const JobItem& before, const JobItem& after)
{
    if (!mayMove(before)) {
        // The list of a refund is frozen: what could not be refunded then stays out of it.
        const bool frozen = job.row.kind == contract::JobKind::Refund;
        return mayMove(after) && !frozen ? Kind::Stale : Kind::Same;
    }
    if (!mayMove(after))
        return after.state == JobItemState::NeedsInput ? Kind::Stale : Kind::DropsOut;
    const bool same =
        before.state == after.state && sameAction(before, after) && before.otherDeltaMinor == after.otherDeltaMinor;
    return same ? Kind::Same : Kind::Stale;
}

void add(std::vector<contract::JobSum>& sums, const JobItem& item, int sign)
{
    const contract::JobSum more = sumOf(item);
    if (more.bets == 0)
        return;
    for (contract::JobSum& sum : sums) {
        if (sum.currency != more.currency)
            continue;
        sum.bets += sign * more.bets;
        sum.creditMinor += sign * more.creditMinor;
        sum.debitMinor += sign * more.debitMinor;
    }
}

std::string digestWith(Store& store, const Job& job, const std::map<std::int64_t, JobItem>& changed,
                       const std::vector<contract::JobSum>& sums)
{
    std::string chain(32, '\0');
    std::int64_t after = 0;
    for (;;) {
        const std::vector<JobItemOfBet> items = store.items(job.id, std::nullopt, after, itemsPerRead);
        if (items.empty())
            break;
        after = items.back().item.bet;
        for (const JobItemOfBet& one : items) {
            const auto now = changed.find(one.item.bet);
            chain =
                chainedDigest(std::move(chain), now == changed.end() ? one.item : now->second, one.partner, one.bet);
        }
    }
    contract::JobRow row = job.row;
    row.sums = sums;
    return planDigest(chain, row);
}

} // namespace

JobItem planItem(Store& store, const Settings& settings, const Job& job, const Bet& bet)
{
    JobItem item;
    if (job.row.kind == contract::JobKind::Refund) {
        item = planRefund(bet, job.row.overrideSettled);
    } else {
        contract::GameId game = bet.row.game;
        if (game.empty()) {
            const auto round = store.round(job.round);
            game = round ? round->row.game : game;
        }
        std::optional<Operation> open;
        if (bet.row.operation && contract::isOpen(bet.row.operation->state))
            open = store.operation(bet.operation);
        RecalculationBasis basis;
        basis.game = findGame(settings, game);
        basis.result = job.row.correctResult;
        basis.contested = !bet.row.selection.empty() && store.isContested(job.round, bet.row.selection);
        basis.input = store.input(job.id, bet.id);
        const std::vector<BetVersion> versions = store.versions(bet.id);
        if (const auto at = unnamedSettlement(versions, open))
            basis.implied = impliedResult(store.results(job.round, resultsLookedAt), *at);
        item = planRecalculation(bet, versions, open, basis);
    }
    item.job = job.id;
    return item;
}

JobReview review(Store& store, const Settings& settings, const Job& job)
{
    JobReview found;
    contract::JobChanges& changes = found.changes;
    changes.digest = job.row.digest;
    changes.sums = job.row.sums;
    if (job.row.kind == contract::JobKind::Recalculation) {
        const auto round = store.round(job.round);
        // A bet that was placed after the plan is nobody's decision.
        changes.stale = !round || round->row.resultVersion != job.row.resultVersion ||
                        !store.roundBets(job.row.round, job.planUpTo, 1).empty();
    }
    std::map<std::int64_t, JobItem> changed;
    std::int64_t after = 0;
    for (;;) {
        const std::vector<JobItem> moved = store.movedItems(job.id, after, itemsPerRead);
        if (moved.empty())
            break;
        after = moved.back().bet;
        for (const JobItem& before : moved) {
            const auto bet = store.bet(before.bet);
            if (!bet)
                continue;
            JobItem now = planItem(store, settings, job, *bet);
            const Kind kind = judge(job, before, now);
            if (kind == Kind::Same && !mayMove(before))
                continue;
            changes.stale = changes.stale || kind == Kind::Stale;
            if (kind == Kind::DropsOut)
                add(changes.sums, before, -1);
            if (kind != Kind::Same) {
                ++changes.count;
                if (changes.changes.size() < changesShown)
                    changes.changes.push_back({bet->row.partner, bet->row.bet, before.expectedVersion, bet->row.version,
                                               bet->row.state, now.why.empty() ? std::string("changed") : now.why,
                                               kind == Kind::DropsOut});
            }
            changed[before.bet] = now;
            found.moved.push_back({before, std::move(now)});
        }
    }
    changes.sums.erase(std::remove_if(changes.sums.begin(), changes.sums.end(),
                                      [](const contract::JobSum& sum) { return sum.bets == 0; }),
                       changes.sums.end());
    if (changes.stale)
        changes.digest.clear();
    else if (!changed.empty())
        changes.digest = digestWith(store, job, changed, changes.sums);
    return found;
}

} // namespace service::core
