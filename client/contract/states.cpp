// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/states.h"

#include <array>
#include <utility>

namespace client::contract {

namespace {

template <typename Enum>
using Words = std::pair<Enum, std::string_view>;

constexpr std::array betStates{
    Words<BetState>{BetState::None, "none"},         Words<BetState>{BetState::Checked, "checked"},
    Words<BetState>{BetState::Blocked, "blocked"},   Words<BetState>{BetState::Won, "won"},
    Words<BetState>{BetState::Lost, "lost"},         Words<BetState>{BetState::Refunded, "refunded"},
    Words<BetState>{BetState::Rejected, "rejected"}, Words<BetState>{BetState::Expired, "expired"},
};

constexpr std::array closings{
    Words<ClosedBy>{ClosedBy::None, "none"},
    Words<ClosedBy>{ClosedBy::PartnerRefund, "partner_refund"},
    Words<ClosedBy>{ClosedBy::OperatorRefund, "operator_refund"},
    Words<ClosedBy>{ClosedBy::RecalculationVoid, "recalculation_void"},
    Words<ClosedBy>{ClosedBy::Expiry, "expiry"},
};

constexpr std::array operationKinds{
    Words<OperationKind>{OperationKind::Block, "block"},   Words<OperationKind>{OperationKind::Settle, "settle"},
    Words<OperationKind>{OperationKind::Refund, "refund"}, Words<OperationKind>{OperationKind::Adjust, "adjust"},
    Words<OperationKind>{OperationKind::Expiry, "expiry"},
};

constexpr std::array operationStates{
    Words<OperationState>{OperationState::InFlight, "in_flight"},
    Words<OperationState>{OperationState::RetryScheduled, "retry_scheduled"},
    Words<OperationState>{OperationState::Succeeded, "succeeded"},
    Words<OperationState>{OperationState::Declined, "declined"},
    Words<OperationState>{OperationState::InDoubt, "in_doubt"},
    Words<OperationState>{OperationState::NeedsReview, "needs_review"},
    Words<OperationState>{OperationState::Cancelling, "cancelling"},
};

constexpr std::array shownStatuses{
    Words<ShownStatus>{ShownStatus::InDoubt, "in_doubt"},
    Words<ShownStatus>{ShownStatus::Retrying, "retrying"},
    Words<ShownStatus>{ShownStatus::Failed, "failed"},
    Words<ShownStatus>{ShownStatus::Refunded, "refunded"},
    Words<ShownStatus>{ShownStatus::Recalculated, "recalculated"},
    Words<ShownStatus>{ShownStatus::Won, "won"},
    Words<ShownStatus>{ShownStatus::Lost, "lost"},
    Words<ShownStatus>{ShownStatus::FundsHeld, "funds_held"},
    Words<ShownStatus>{ShownStatus::Checked, "checked"},
    Words<ShownStatus>{ShownStatus::Expired, "expired"},
};

constexpr std::array roundStates{
    Words<RoundState>{RoundState::Open, "open"},
    Words<RoundState>{RoundState::Closed, "closed"},
    Words<RoundState>{RoundState::Settling, "settling"},
    Words<RoundState>{RoundState::Settled, "settled"},
    Words<RoundState>{RoundState::Recalculating, "recalculating"},
};

template <typename Table, typename Enum>
std::string_view wordIn(const Table& table, Enum value)
{
    for (const auto& [known, text] : table) {
        if (known == value)
            return text;
    }
    return {};
}

template <typename Table>
auto valueIn(const Table& table, std::string_view text) -> std::optional<decltype(table.front().first)>
{
    for (const auto& [known, knownText] : table) {
        if (knownText == text)
            return known;
    }
    return std::nullopt;
}

} // namespace

bool isOpen(OperationState state)
{
    return state != OperationState::Succeeded && state != OperationState::Declined;
}

ShownStatus shownStatus(BetState state, std::optional<OperationState> last, bool resettled)
{
    if (last) {
        switch (*last) {
        case OperationState::InDoubt:
        case OperationState::NeedsReview:
        // A block that is being taken back may have held the funds: nobody knows before the cancel is confirmed.
        case OperationState::Cancelling:
            return ShownStatus::InDoubt;
        case OperationState::InFlight:
        case OperationState::RetryScheduled:
            return ShownStatus::Retrying;
        case OperationState::Declined:
            return ShownStatus::Failed;
        case OperationState::Succeeded:
            break;
        }
    }
    if (state == BetState::Rejected)
        return ShownStatus::Failed;
    if (state == BetState::Refunded)
        return ShownStatus::Refunded;
    if (resettled)
        return ShownStatus::Recalculated;
    switch (state) {
    case BetState::Won:
        return ShownStatus::Won;
    case BetState::Lost:
        return ShownStatus::Lost;
    case BetState::Blocked:
        return ShownStatus::FundsHeld;
    case BetState::Expired:
        return ShownStatus::Expired;
    case BetState::None:
    case BetState::Checked:
    case BetState::Refunded:
    case BetState::Rejected:
        break;
    }
    return ShownStatus::Checked;
}

std::string_view word(BetState state)
{
    return wordIn(betStates, state);
}

std::string_view word(ClosedBy closedBy)
{
    return wordIn(closings, closedBy);
}

std::string_view word(OperationKind kind)
{
    return wordIn(operationKinds, kind);
}

std::string_view word(OperationState state)
{
    return wordIn(operationStates, state);
}

std::string_view word(ShownStatus status)
{
    return wordIn(shownStatuses, status);
}

std::string_view word(RoundState state)
{
    return wordIn(roundStates, state);
}

std::optional<BetState> betStateFrom(std::string_view word)
{
    return valueIn(betStates, word);
}

std::optional<ClosedBy> closedByFrom(std::string_view word)
{
    return valueIn(closings, word);
}

std::optional<OperationKind> operationKindFrom(std::string_view word)
{
    return valueIn(operationKinds, word);
}

std::optional<OperationState> operationStateFrom(std::string_view word)
{
    return valueIn(operationStates, word);
}

std::optional<ShownStatus> shownStatusFrom(std::string_view word)
{
    return valueIn(shownStatuses, word);
}

std::optional<RoundState> roundStateFrom(std::string_view word)
{
    return valueIn(roundStates, word);
}

} // namespace client::contract
