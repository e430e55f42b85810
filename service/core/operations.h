// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/core/settings.h"
#include "service/core/store.h"
#include "service/core/wallet.h"

#include <cstdint>

namespace service::core {

// Series of attempts that an operation in doubt goes through before a person is asked.
inline constexpr int seriesMax = 20;

enum class Ending { Open, Succeeded, Refused };

// What a reply makes of the operation that it belongs to.
struct Judged
{
    Operation operation;
    Ending ending = Ending::Open;
    std::int64_t waitBaseMs = 0;
    std::int64_t waitJitterMs = 0;
};

// domain.md 6 seen from the service: five tries by the schedule make a series; an operation still open is looked at in
// the background with the same key. A credit or a refund is never failed: a definite refusal of one needs review.
// `unit` is uniform in [0, 1). `rules` are those of a partner with a wallet of its own; null: the local wallet.
Judged judge(Operation operation, const WalletReply& reply, std::int64_t nowMs, double unit,
             const BookmakerRules* rules = nullptr);

// The partner could not be asked, because its line was held back: the look comes later, and counts then.
void postponeLook(Operation& operation, std::int64_t nowMs, std::int64_t retryAfterMs);

// The partner was asked what became of it and did not know, or could not be asked, and it may not be sent again.
Judged judgeVainLook(Operation operation, std::int64_t nowMs, bool couldAsk);

// What ends an operation whatever went before: its key is known to the other side for good.
bool isDefinite(const WalletReply& reply);
// The partner answered for another bet or amount. It says nothing about this one.
bool isLie(const WalletReply& reply);
// Nothing left, because the partner's own line was full or held back: it says nothing about the bet.
bool isHeldBack(const WalletReply& reply);
// In doubt at a partner that would do it twice.
bool mayNotGoAgain(const Operation& operation, const BookmakerRules* rules);

// A definite refusal ends it; all others owe something to the player.
bool mayBeDeclined(const Operation& operation);

// The order of an operation on this bet. Sent again it is the same but for `attempt`.
WalletOrder orderFor(const Bet& bet, const Operation& operation, std::int64_t nowMs);

// The bet after its operation has ended; `operation` is in its new state.
Bet afterSuccess(Bet bet, const Operation& operation, const WalletReply& reply);
Bet afterRefusal(Bet bet, const Operation& operation, const WalletReply& reply);

// Its error class once people agreed that it did nothing.
inline constexpr std::string_view resolvedByPeople = "resolved";

// The error class of an answer that is right and says nothing about this bet.
inline constexpr std::string_view needsEvidence = "needs_evidence";

// What the player holds of this bet by its settlement: the payout, or the stake that a void gave back.
std::int64_t paidMinor(const contract::BetRow& bet);

} // namespace service::core
