// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/reconciliationrules.h"

#include "service/core/keys.h"

namespace service::core {

namespace {

using contract::BetState;
using contract::PartnerState;
using contract::ReconciliationClass;

// What a state means for the partner's wallet.
enum class Money { Never, Held, Won, Lost, Back };

Money meaning(const contract::BetRow& bet)
{
    switch (bet.state) {
    case BetState::None:
    case BetState::Checked:
    case BetState::Rejected:
        break;
    case BetState::Blocked:
        return Money::Held;
    case BetState::Won:
        return Money::Won;
    case BetState::Lost:
        return Money::Lost;
    case BetState::Refunded:
    case BetState::Expired:
        // A tombstone is refunded and never held anything.
        return bet.stakeMinor == 0 ? Money::Never : Money::Back;
    }
    return Money::Never;
}

bool agrees(Money ours, PartnerState theirs)
{
    const bool back = theirs == PartnerState::Refunded || theirs == PartnerState::Expired;
    switch (ours) {
    case Money::Never:
        return back || theirs == PartnerState::Rejected;
    case Money::Held:
        return theirs == PartnerState::Held;
    case Money::Won:
        return theirs == PartnerState::Won;
    case Money::Lost:
        return theirs == PartnerState::Lost;
    case Money::Back:
        return back;
    }
    return false;
}

bool sameAmounts(const contract::BetRow& ours, const contract::PartnerLine& theirs, Money meaning)
{
    if (meaning == Money::Never)
        return true;
    if (theirs.stake.minor != ours.stakeMinor)
        return false;
    if (theirs.payoutMinor && *theirs.payoutMinor != ours.payoutMinor.value_or(0))
        return false;
    // Whoever calls it a void or an expiry counts no refund.
    if (meaning == Money::Back)
        return theirs.refundedMinor.value_or(0) == 0 || *theirs.refundedMinor == theirs.stake.minor;
    return !theirs.refundedMinor || *theirs.refundedMinor == ours.refundedMinor;
}

std::optional<ReconciliationClass> settledClass(const contract::BetRow& ours, const ListedBet* theirs)
{
    const Money money = meaning(ours);
    if (!theirs)
        return money == Money::Never ? std::nullopt : std::optional(ReconciliationClass::MissingAtPartner);
    if (theirs->line.stake.currency != ours.currency)
        return ReconciliationClass::CurrencyMismatch;
    if (!agrees(money, theirs->line.state))
        return ReconciliationClass::StateMismatch;
    return sameAmounts(ours, theirs->line, money) ? ReconciliationClass::Matched : ReconciliationClass::AmountMismatch;
}

std::string textOf(const std::optional<std::int64_t>& minor)
{
    return minor ? std::to_string(*minor) : std::string();
}

} // namespace

std::optional<ReconciliationVerdict> compareSides(const contract::BetRow* ours, const ListedBet* theirs,
                                                  std::int64_t asOf)
{
    if (theirs && theirs->lines > 1)
        return ReconciliationVerdict{ReconciliationClass::Duplicate, {}};
    if (!ours)
        return theirs ? std::optional(ReconciliationVerdict{ReconciliationClass::MissingHere, {}}) : std::nullopt;
    const auto kind = settledClass(*ours, theirs);
    if (ours->operation && contract::isOpen(ours->operation->state))
        return ReconciliationVerdict{ReconciliationClass::Pending, "operation_open"};
    if (!kind)
        return std::nullopt;
    // The list may have been made before it moved.
    if (*kind != ReconciliationClass::Matched && ours->updatedAt >= asOf)
        return ReconciliationVerdict{ReconciliationClass::Pending, "moved_since"};
    return ReconciliationVerdict{*kind, {}};
}

contract::OurSide ourSide(const contract::BetRow& bet)
{
    return {bet.state,    {bet.stakeMinor, bet.currency}, bet.payoutMinor, bet.refundedMinor, bet.round, bet.version,
            bet.createdAt};
}

contract::PartnerSide partnerSide(const ListedBet& listed)
{
    const contract::PartnerLine& line = listed.line;
    return {line.state, line.stake, line.payoutMinor, line.refundedMinor, listed.lines};
}

std::string differencePrint(const contract::ReconciliationItem& item)
{
    const auto& ours = item.ours;
    const auto& theirs = item.theirs;
    return fingerprint({word(item.kind), ours ? word(ours->state) : "", ours ? ours->stake.currency.code : "",
                        ours ? std::to_string(ours->stake.minor) : "", ours ? textOf(ours->payoutMinor) : "",
                        ours ? std::to_string(ours->refundedMinor) : "", theirs ? word(theirs->state) : "",
                        theirs ? theirs->stake.currency.code : "", theirs ? std::to_string(theirs->stake.minor) : "",
                        theirs ? textOf(theirs->payoutMinor) : "", theirs ? textOf(theirs->refundedMinor) : "",
                        theirs ? std::to_string(theirs->lines) : ""});
}

} // namespace service::core
