// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/answer.h"
#include "client/contract/ids.h"
#include "client/contract/money.h"
#include "client/contract/problem.h"
#include "client/contract/reconciliation.h"
#include "client/contract/states.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace service::core {

class Store;

enum class OrderKind {
    Block,  // amount: from the player into the hold
    Settle, // held: out of the hold to the house; amount: payout to the player, 0 for a loss
    Refund, // amount: out of the hold back to the player
    Cancel, // takes back a block of unknown fate; if it never arrived, it never may
    Adjust, // amount, signed: towards the player, or back from the player
};

// One money intent as the wallet sees it. Sent again only with the same `operation`, which is its idempotency key.
struct WalletOrder
{
    std::int64_t operation = 0;
    std::string key; // the same for people and partners: "block:acme/b-1"
    OrderKind kind = OrderKind::Block;
    client::contract::PartnerId partner;
    client::contract::PlayerId player;
    client::contract::BetId bet;
    client::contract::Currency currency;
    std::int64_t heldMinor = 0;
    std::int64_t amountMinor = 0;
    std::int64_t cancels = 0; // of Cancel: the block's operation
    std::int64_t at = 0;      // UTC
    int attempt = 1;          // counted over all series
    bool doubt = false;       // an earlier attempt may have moved money, and nobody knows
    std::string correlationId;

    // What a partner with a wallet of its own is told besides.
    std::int64_t stakeMinor = 0; // as it was blocked
    client::contract::RoundId round;
    client::contract::GameId game;
    std::string selection;
    std::int64_t oddsE4 = 0; // 0: not known
    std::string result;      // that a settlement follows; empty: not known
    std::string ref;         // a refund's or a recalculation's id
    client::contract::BetState from = client::contract::BetState::None;
    std::optional<std::int64_t> payoutFromMinor;
    client::contract::BetState target = client::contract::BetState::None;
    std::optional<std::int64_t> payoutMinor;
};

struct WalletReply
{
    client::contract::AnswerKind answer = client::contract::AnswerKind::InDoubt;
    // Of a refusal, and of "not sent" where the other side said so.
    std::optional<client::contract::ProblemCode> code;
    std::string reason;          // of bet_declined
    bool stored = false;         // the refusal is what the other side holds for this key, for ever
    std::int64_t movedMinor = 0; // of Cancel: what came back out of the hold
    int http = 0;
    std::string errorClass;
    std::string error;
    std::int64_t latencyMs = 0;
    std::int64_t retryAfterMs = 0;
    std::string request;   // empty: the plain call
    std::string response;  // empty: its plain success
    bool byPeople = false; // nobody was called: people agreed on it
};

// One page of a partner's list of bets, for reconciliation.
struct ListOrder
{
    client::contract::PartnerId partner;
    std::int64_t from = 0; // UTC, of the bets' creation
    std::int64_t to = 0;
    std::string cursor; // empty: the first page
    std::string correlationId;
};

struct ListPage
{
    // NotReached may come to something later; Useless never will.
    enum class Outcome { Rows, NotReached, Useless };

    Outcome outcome = Outcome::Rows;
    std::string error; // one sentence for people
    std::vector<client::contract::PartnerLine> lines;
    std::string nextCursor; // empty: that was the last page
};

// Who holds the players' money: ours, or a partner's. Used on the writer only, inside its open transaction.
class Wallet
{
public:
    using Done = std::function<void(WalletReply)>;

    virtual ~Wallet() = default;
    // A wallet whose effect shares the caller's transaction answers at once, accepted or declined; nullopt: use send().
    virtual std::optional<WalletReply> immediate(Store& store, const WalletOrder& order) = 0;
    // Called once the operation is durable, in a later transaction. `done` comes exactly once, from inside this call or
    // tick() or, for a wallet behind a network, at any time on the writer's thread; never after a crash.
    virtual void send(Store& store, const WalletOrder& order, Done done) = 0;
    // Would a block of this amount be taken now? Moves nothing. nullopt: yes.
    virtual std::optional<WalletReply> check(Store& store, const WalletOrder& order) = 0;
    // The same for a wallet that has to be asked over a network: true if `done` comes later, as that of send().
    virtual bool checkLater(const WalletOrder&, const Done&) { return false; }
    // What became of an order that is in doubt? Moves nothing; true if `done` comes later. Only Accepted, or Declined
    // with `stored`, is definite: a call that was not found may still arrive.
    virtual bool ask(const WalletOrder&, const Done&) { return false; }
    using ListDone = std::function<void(ListPage)>;
    // A page of the partner's own list. Moves nothing; true if `done` comes later.
    virtual bool list(const ListOrder&, const ListDone&) { return false; }
    // Steady time at which tick() has something to do, or -1.
    virtual std::int64_t nextDueMs() const { return -1; }
    virtual void tick(Store&) {}
    // What send() was given since the last of these is durable, or never was.
    virtual void onCommitted() {}
    virtual void onRolledBack() {}
};

} // namespace service::core
