// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/jobplan.h"

#include "service/core/keys.h"
#include "service/core/operations.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace service::core {

namespace {

using contract::BetState;
using contract::ClosedBy;
using contract::JobItemState;
using contract::OperationKind;

// Of an item whose end a person entered: whoever approves has to see which these are.
constexpr const char* enteredByAuthor = "entered_by_author";

JobItem itemOf(const Bet& bet)
{
    const contract::BetRow& now = bet.row;
    JobItem item;
    item.bet = bet.id;
    item.expectedVersion = now.version;
    item.from = now.state;
    item.payoutFromMinor = now.payoutMinor;
    item.target = now.state;
    item.payoutMinor = now.payoutMinor;
    item.player = now.partner.text() + "/" + now.player.text();
    item.currency = now.currency;
    return item;
}

JobItem left(JobItem item, JobItemState state, std::string why)
{
    item.state = state;
    item.why = std::move(why);
    return item;
}

bool isSettlement(const BetVersion& version)
{
    return version.state == BetState::Won || version.state == BetState::Lost || version.state == BetState::Refunded;
}

bool agrees(BetState state, Outcome outcome)
{
    switch (outcome) {
    case Outcome::Won:
    case Outcome::HalfWon:
        return state == BetState::Won;
    case Outcome::HalfLost: // half a cent's stake is nothing
        return state == BetState::Won || state == BetState::Lost;
    case Outcome::Lost:
        return state == BetState::Lost;
    case Outcome::Void:
        break;
    }
    return state == BetState::Refunded;
}

contract::Result<Settlement> settlementFor(const contract::BetRow& bet, const std::vector<BetVersion>& versions,
                                           const RecalculationBasis& basis)
{
    const Outcome outcome = outcomeOf(basis.game, bet.selection, basis.result);
    // Without a table the game's own verdict is the better rule, as long as it does not contradict itself.
    const bool judged = basis.contested || (basis.game && !basis.game->outcomes.empty());
    // Back to an earlier result: what was paid then is right to the cent, whatever the rule says now.
    const auto same = std::find_if(versions.rbegin(), versions.rend(), [&](const BetVersion& version) {
        const bool unnamed = version.result.empty() && version.cause == "update_bet_status";
        return (unnamed ? basis.implied : version.result) == basis.result && isSettlement(version) &&
               (!judged || agrees(version.state, outcome));
    });
    if (same != versions.rend())
        return Settlement{same->state, same->payoutMinor};
    if (outcome == Outcome::Won) {
        // A payout that the game supplied for a full win wins over the rule.
        const auto supplied = std::find_if(versions.rbegin(), versions.rend(), [&](const BetVersion& version) {
            return version.cause == "update_bet_status" && version.state == BetState::Won &&
                   (version.result.empty() || outcomeOf(basis.game, bet.selection, version.result) == Outcome::Won);
        });
        if (supplied != versions.rend())
            return Settlement{supplied->state, supplied->payoutMinor};
    }
    return settle(outcome, bet.netStakeMinor(), bet.oddsE4);
}

JobItem planDefinite(const Bet& bet, const std::vector<BetVersion>& versions, const RecalculationBasis& basis)
{
    const contract::BetRow& now = bet.row;
    JobItem item = itemOf(bet);
    const bool voided = now.state == BetState::Refunded && now.closedBy == ClosedBy::RecalculationVoid;
    const bool settled = now.state == BetState::Won || now.state == BetState::Lost || voided;
    if (!settled && now.state != BetState::Blocked) {
        const bool refunded = now.state == BetState::Refunded;
        return left(item, JobItemState::Skipped, std::string(refunded ? word(now.closedBy) : word(now.state)));
    }
    std::optional<Settlement> target;
    const bool unknown = now.selection.empty() || now.oddsE4 == 0;
    if (!unknown) {
        if (const auto computed = settlementFor(now, versions, basis))
            target = *computed;
    }
    // What can be computed is never overruled by what somebody says.
    if (!target && !basis.input)
        return left(item, JobItemState::NeedsInput, unknown ? "no_selection_or_odds" : "payout_out_of_range");
    if (!target) {
        target = Settlement{basis.input->won ? BetState::Won : BetState::Lost, basis.input->payoutMinor};
        item.why = enteredByAuthor;
    }
    item.target = target->state;
    item.payoutMinor = target->payoutMinor;
    if (settled && now.state == target->state && now.payoutMinor == target->payoutMinor)
        return left(item, JobItemState::Unchanged, {});

    const std::int64_t due =
        target->state == BetState::Refunded ? now.netStakeMinor() : target->payoutMinor.value_or(0);
    // From the current version, never from the first settlement.
    item.deltaMinor = settled ? due - paidMinor(now) : due;
    item.rank = item.deltaMinor < 0 ? 1 : 0;
    return item;
}

// The bet as if its open operation had come to this.
Bet definite(Bet bet, Operation open, bool succeeded)
{
    open.state = succeeded ? contract::OperationState::Succeeded : contract::OperationState::Declined;
    WalletReply reply;
    reply.answer = succeeded ? contract::AnswerKind::Accepted : contract::AnswerKind::Declined;
    reply.movedMinor = open.cancels != 0 ? bet.row.netStakeMinor() : 0;
    return succeeded ? afterSuccess(std::move(bet), open, reply) : afterRefusal(std::move(bet), open, reply);
}

} // namespace

JobItem planRecalculation(const Bet& bet, const std::vector<BetVersion>& versions, const std::optional<Operation>& open,
                          const RecalculationBasis& basis)
{
    if (!open)
        return planDefinite(bet, versions, basis);
    const Bet done = definite(bet, *open, true);
    std::vector<BetVersion> longer = versions;
    if (open->kind == OperationKind::Settle || open->kind == OperationKind::Adjust) {
        BetVersion& version = longer.emplace_back();
        version.state = done.row.state;
        version.payoutMinor = done.row.payoutMinor;
        version.result = open->result;
        version.cause = open->source == Source::Call ? "update_bet_status" : "recalculate_bets";
    }
    const JobItem ifDone = planDefinite(done, longer, basis);
    const JobItem ifNot = planDefinite(definite(bet, *open, false), versions, basis);
    JobItem item = left(itemOf(bet), JobItemState::Deferred, "operation_in_progress");
    item.target = ifDone.target;
    item.payoutMinor = ifDone.payoutMinor;
    item.deltaMinor = ifDone.deltaMinor;
    item.otherDeltaMinor = ifNot.deltaMinor;
    return item;
}

JobItem planRefund(const Bet& bet, bool overrideSettled)
{
    const contract::BetRow& now = bet.row;
    JobItem item = itemOf(bet);
    const auto skip = [&item](const char* why) { return left(item, JobItemState::Skipped, why); };
    if (now.operation && contract::isOpen(now.operation->state)) {
        const bool doubt = shownStatus(now.state, now.operation->state, false) == contract::ShownStatus::InDoubt;
        return skip(doubt ? "in_doubt" : "operation_in_progress");
    }
    switch (now.state) {
    case BetState::Blocked:
        break;
    case BetState::Lost:
        if (overrideSettled)
            break;
        return skip("already_settled");
    case BetState::Won:
        return skip("already_settled");
    case BetState::Refunded:
        return skip("already_refunded");
    case BetState::Expired:
        return skip("expired");
    case BetState::None:
    case BetState::Checked:
    case BetState::Rejected:
        return skip("not_held");
    }
    item.target = BetState::Refunded;
    item.payoutMinor.reset();
    item.deltaMinor = now.netStakeMinor();
    return item;
}

bool sameAction(const JobItem& a, const JobItem& b)
{
    return a.target == b.target && a.payoutMinor == b.payoutMinor && a.deltaMinor == b.deltaMinor;
}

bool asApproved(const JobItem& deferred, const JobItem& now)
{
    return now.deltaMinor == deferred.deltaMinor || now.deltaMinor == deferred.otherDeltaMinor;
}

contract::JobSum sumOf(const JobItem& item)
{
    contract::JobSum sum;
    sum.currency = item.currency;
    switch (item.state) {
    case JobItemState::Pending:
    case JobItemState::Running:
    case JobItemState::Applied:
    case JobItemState::Held:
    case JobItemState::Failed:
    case JobItemState::InDoubt:
        break;
    case JobItemState::Unchanged:
    case JobItemState::Skipped:
    case JobItemState::NeedsInput:
    case JobItemState::Deferred:
    case JobItemState::Superseded:
    case JobItemState::Cancelled:
        return sum;
    }
    if (item.deltaMinor == 0)
        return sum;
    sum.bets = 1;
    (item.deltaMinor > 0 ? sum.creditMinor : sum.debitMinor) = item.deltaMinor;
    if (item.state == JobItemState::Applied) {
        sum.appliedCreditMinor = sum.creditMinor;
        sum.appliedDebitMinor = sum.debitMinor;
    }
    return sum;
}

std::string chainedDigest(std::string chain, const JobItem& item, const contract::PartnerId& partner,
                          const contract::BetId& bet)
{
    if (item.state != JobItemState::Pending && item.state != JobItemState::Deferred)
        return chain;
    // Sorted keys, integers and ASCII words: nlohmann's map and dump() are RFC 8785 for these.
    nlohmann::json row;
    row["bet_id"] = bet.text();
    row["currency"] = item.currency.code;
    row["delta_minor"] = item.deltaMinor;
    row["expected_version"] = item.expectedVersion;
    row["from"] = word(item.from);
    row["partner_id"] = partner.text();
    row["target"] = word(item.target);
    if (item.payoutFromMinor)
        row["payout_from_minor"] = *item.payoutFromMinor;
    if (item.payoutMinor)
        row["payout_minor"] = *item.payoutMinor;
    if (item.otherDeltaMinor)
        row["other_delta_minor"] = *item.otherDeltaMinor;
    if (item.why == enteredByAuthor)
        row["why"] = item.why;
    return sha256(chain + row.dump());
}

std::string planDigest(const std::string& chain, const contract::JobRow& row)
{
    nlohmann::json header;
    header["chain"] = hex(chain);
    header["correct_result"] = row.correctResult;
    header["kind"] = word(row.kind);
    header["override_settled"] = row.overrideSettled;
    header["reason"] = row.reason;
    header["reason_text"] = row.reasonText;
    header["result_version"] = row.resultVersion;
    header["round_id"] = row.round.text();
    header["ticket"] = row.ticket;
    nlohmann::json sums = nlohmann::json::array();
    for (const contract::JobSum& sum : row.sums)
        sums.push_back({{"bets", sum.bets},
                        {"credit_minor", sum.creditMinor},
                        {"currency", sum.currency.code},
                        {"debit_minor", sum.debitMinor}});
    header["sums"] = std::move(sums);
    return hex(sha256(header.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)));
}

} // namespace service::core
