// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/messages.h"
#include "service/core/message.h"
#include "service/core/store.h"
#include "service/core/wallet.h"

namespace service::core {

// Keeps with the operation what its caller is told, now and at every repeat. `bet` is as it was saved after it; a
// refusal of a block is stored only if it is the business's, not if nobody was reached.
void storeAnswer(Operation& operation, const Bet& bet, const WalletReply& reply);

// The stored answer; without one partner_unavailable for a block that nobody took, else partner_timeout.
Response storedResponse(const Operation& operation, const contract::BetId& bet, const Request& request, bool replayed);

// 200 to a call that has nothing to do.
Response plainSuccess(contract::CallKind call, const Bet& bet, const std::string& betId);

contract::CallKind callOf(contract::OperationKind kind);

} // namespace service::core
