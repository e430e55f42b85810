// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/messages.h"
#include "client/contract/problem.h"
#include "client/contract/states.h"

namespace service::core {

// What the store holds for the key of a call, found after the bet was locked.
enum class Known {
    No,
    Same,   // a stored answer to the same content
    Other,  // a stored answer to other content
    Agrees, // update only: no stored answer to it, but the bet is settled with this very status and payout
};

enum class Act {
    Evaluate, // ask whether the stake is possible
    Hold,     // block the stake
    Settle,
    GiveBack,      // refund out of the hold
    Tombstone,     // nothing is held, and a late block must never hold anything
    Cancel,        // take back a block whose fate is not known
    Replay,        // the stored answer
    RepeatRefusal, // the stored refusal of the block
    Accept,        // success, and nothing to do
    Refuse,
};

struct Decision
{
    Act act = Act::Refuse;
    client::contract::ProblemCode code = client::contract::ProblemCode::InternalError; // of Refuse
};

// The table of domain.md 3 for a bet without an open operation.
Decision decide(client::contract::CallKind call, client::contract::BetState state, Known known);

// An operation that may still move money stands in the way of everything but the refund of a block in doubt.
struct Open
{
    client::contract::OperationKind kind = client::contract::OperationKind::Block;
    bool doubt = false;
};
Decision decideWhileOpen(client::contract::CallKind call, const Open& open, bool wholeStake);

} // namespace service::core
