// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/transitions.h"

#include <optional>

namespace service::core {

namespace {

using client::contract::BetState;
using client::contract::CallKind;
using client::contract::ProblemCode;

struct Rule
{
    CallKind call;
    std::optional<BetState> state; // nullopt: any
    std::optional<Known> known;    // nullopt: any
    Act act;
    ProblemCode code = ProblemCode::InternalError;
};

constexpr auto any = std::nullopt;
constexpr auto check = CallKind::CheckBet;
constexpr auto block = CallKind::BlockFunds;
constexpr auto update = CallKind::UpdateBetStatus;
constexpr auto refund = CallKind::Refund;

// The first match decides.
constexpr Rule rules[] = {
    {check, BetState::None, any, Act::Evaluate},
    {check, BetState::Checked, any, Act::Evaluate},
    {check, BetState::Blocked, any, Act::Accept},
    {check, BetState::Won, any, Act::Accept},
    {check, BetState::Lost, any, Act::Accept},
    {check, BetState::Refunded, any, Act::Refuse, ProblemCode::BetClosed},
    {check, BetState::Rejected, any, Act::RepeatRefusal},
    {check, BetState::Expired, any, Act::Refuse, ProblemCode::BetExpired},

    {block, BetState::None, any, Act::Hold},
    {block, BetState::Checked, any, Act::Hold},
    {block, BetState::Blocked, Known::Same, Act::Replay},
    {block, BetState::Blocked, any, Act::Refuse, ProblemCode::IdempotencyMismatch},
    {block, BetState::Won, Known::Same, Act::Replay},
    {block, BetState::Won, any, Act::Refuse, ProblemCode::BetAlreadySettled},
    {block, BetState::Lost, Known::Same, Act::Replay},
    {block, BetState::Lost, any, Act::Refuse, ProblemCode::BetAlreadySettled},
    // Not the stored success, although there is one: the hold that it promised is gone.
    {block, BetState::Refunded, any, Act::Refuse, ProblemCode::BetClosed},
    {block, BetState::Rejected, any, Act::RepeatRefusal},
    {block, BetState::Expired, any, Act::Refuse, ProblemCode::BetExpired},

    // Even after a recalculation has changed what the update had settled.
    {update, any, Known::Same, Act::Replay},
    {update, BetState::None, any, Act::Refuse, ProblemCode::BetNotFound},
    {update, BetState::Checked, any, Act::Refuse, ProblemCode::BetNotBlocked},
    {update, BetState::Blocked, any, Act::Settle},
    {update, BetState::Won, Known::Agrees, Act::Accept},
    {update, BetState::Won, any, Act::Refuse, ProblemCode::BetAlreadySettled},
    {update, BetState::Lost, Known::Agrees, Act::Accept},
    {update, BetState::Lost, any, Act::Refuse, ProblemCode::BetAlreadySettled},
    {update, BetState::Refunded, any, Act::Refuse, ProblemCode::BetClosed},
    {update, BetState::Rejected, any, Act::Refuse, ProblemCode::BetNotBlocked},
    {update, BetState::Expired, any, Act::Refuse, ProblemCode::BetExpired},

    {refund, any, Known::Same, Act::Replay},
    {refund, any, Known::Other, Act::Refuse, ProblemCode::IdempotencyMismatch},
    {refund, BetState::None, any, Act::Tombstone},
    {refund, BetState::Checked, any, Act::Tombstone},
    {refund, BetState::Blocked, any, Act::GiveBack},
    {refund, BetState::Won, any, Act::Refuse, ProblemCode::BetAlreadySettled},
    {refund, BetState::Lost, any, Act::Refuse, ProblemCode::BetAlreadySettled},
    {refund, BetState::Refunded, any, Act::Accept},
    {refund, BetState::Rejected, any, Act::Accept},
    {refund, BetState::Expired, any, Act::Accept},
};

} // namespace

Decision decide(CallKind call, BetState state, Known known)
{
    for (const Rule& rule : rules) {
        if (rule.call == call && (!rule.state || *rule.state == state) && (!rule.known || *rule.known == known))
            return {rule.act, rule.code};
    }
    return {Act::Refuse, ProblemCode::InternalError};
}

Decision decideWhileOpen(CallKind call, const Open& open, bool wholeStake)
{
    const bool blockInDoubt = open.kind == client::contract::OperationKind::Block && open.doubt;
    if (call == CallKind::Refund && blockInDoubt && wholeStake)
        return {Act::Cancel, {}};
    return {Act::Refuse, ProblemCode::OperationInProgress};
}

} // namespace service::core
