// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace client::contract {

// Business state of a bet, domain.md 2. None: the bet is not known.
enum class BetState { None, Checked, Blocked, Won, Lost, Refunded, Rejected, Expired };

enum class ClosedBy { None, PartnerRefund, OperatorRefund, RecalculationVoid, Expiry };

enum class OperationKind { Block, Settle, Refund, Adjust, Expiry };

enum class OperationState {
    InFlight,
    RetryScheduled,
    Succeeded,
    Declined,
    InDoubt,
    NeedsReview,
    Cancelling, // a block that is being taken back
};

// What a person sees, domain.md 2. The words of `status:` in queries.
enum class ShownStatus { InDoubt, Retrying, Failed, Refunded, Recalculated, Won, Lost, FundsHeld, Checked, Expired };

enum class RoundState { Open, Closed, Settling, Settled, Recalculating };

bool isOpen(OperationState state); // the operation may still move money

// First match wins. `last` is the bet's newest operation, if it ever had one.
ShownStatus shownStatus(BetState state, std::optional<OperationState> last, bool resettled);

// The wire's and the query language's words: lower case with underscores, "funds_held".
std::string_view word(BetState state);
std::string_view word(ClosedBy closedBy);
std::string_view word(OperationKind kind);
std::string_view word(OperationState state);
std::string_view word(ShownStatus status);
std::string_view word(RoundState state);

std::optional<BetState> betStateFrom(std::string_view word);
std::optional<ClosedBy> closedByFrom(std::string_view word);
std::optional<OperationKind> operationKindFrom(std::string_view word);
std::optional<OperationState> operationStateFrom(std::string_view word);
std::optional<ShownStatus> shownStatusFrom(std::string_view word);
std::optional<RoundState> roundStateFrom(std::string_view word);

} // namespace client::contract
