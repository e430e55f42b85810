// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/core/callcounts.h"
#include "service/core/operations.h"
#include "service/core/recorder.h"
#include "service/core/rounds.h"

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace service::core {

// Money intents on their way to the wallet. Each is stored before it is sent, sent again only with the same key, and
// ends exactly once. The rows are the truth; what is kept in memory can be lost at any moment.
class Outbox
{
public:
    using Ended = std::function<void(const Bet&, const Operation&)>;

    Outbox(Context& context, Recorder& recorder, Rounds& rounds, CallCounts& counts);

    // Called at the end of each operation, with everything about it written.
    void setEnded(Ended ended) { m_ended = std::move(ended); }
    // Called after each attempt that did not end its operation.
    void setStalled(Ended stalled) { m_stalled = std::move(stalled); }

    struct Begun
    {
        Bet bet;
        Operation operation;
        bool definite = false;
    };
    // Starts the operation on the bet, which is new without `before`. With a wallet that answers at once it also ends
    // here. An operation that has an id already is a block that nobody was reached for, tried again.
    Begun begin(const Bet* before, Bet bet, Operation operation);
    // Takes the block that is in doubt back by this refund.
    Begun cancel(const Bet& before, Operation block, Operation refund);
    // A tombstone: an operation that succeeds without the wallet.
    Begun conclude(const Bet* before, Bet bet, Operation operation);

    bool isFull() const;
    // Why nobody may send this operation, for people; empty: it may go.
    std::string_view barredBecause(const Bet& bet, const Operation& operation) const;
    // Sends a scheduled or doubtful operation at the next tick, with its own key, unless it is barred.
    void hurry(Operation operation, const Actor& actor);
    // Asks the partner now what became of it, sends nothing. False: it cannot be asked. When the answer is in,
    // askedIdText() of the operation is among the finished.
    bool ask(const Operation& operation, const Actor& actor);
    // Why people may not say what this operation came to; empty: they may.
    std::string_view unresolvableBecause(const Bet& bet, const Operation& operation) const;
    // Ends an operation by a person's word, as the wallet's own answer would have.
    void resolve(const Operation& operation, bool succeeded, const std::string& evidence);

    void recover();
    void tick();
    std::int64_t nextDueMs() const;

    std::vector<std::string> takeFinished();
    void addFinished(std::string id) { m_finished.push_back(std::move(id)); }
    // What was begun so far is durable, or about to be: it may be sent from now on.
    void onTransactionEnd();
    void discard();

private:
    Operation stamped(Operation operation);
    // `reply` is that of a definite end; it becomes the stored answer.
    void write(const Bet* before, Bet& bet, Operation& operation, bool isNew, std::string_view cause,
               const WalletReply* reply = nullptr);
    Begun finish(const Bet* before, Bet bet, Operation operation, const WalletReply& reply, bool isNew);
    Begun end(const Bet* before, Bet bet, Judged judged, const WalletReply& reply, bool isNew);
    Begun await(const Bet& before, Operation refund);
    std::int64_t expiryOf(const Bet& bet, const Operation& operation) const;
    void record(const contract::BetRow& bet, const Judged& judged, const WalletReply& reply);
    const BookmakerRules* rulesFor(const contract::PartnerId& partner) const;
    bool waitsForBlock(const Bet& bet, const Operation& block) const;
    void takeReplies();
    void goOn(Operation operation);
    void send(const Bet& bet, Operation operation);
    void transmit(const Bet& bet, const Operation& operation);
    bool askPartner(const Bet& bet, const Operation& operation, bool step);
    void onReply(std::int64_t id, int attempt, const WalletReply& reply);
    void onAsked(std::int64_t id, int number, const WalletReply& reply);
    void onCancelling(Operation block, int attempt, const WalletReply& reply);
    void onTooLate(Operation operation, const WalletReply& reply);
    void lookedInVain(const Bet& before, Operation operation, bool couldAsk);
    void tellLie(const Bet& bet, const Operation& operation, const WalletReply& reply);
    void endBlockOf(const Operation& cancel, const WalletReply& reply);
    void endAwaitedBlock(const Bet& before, Operation block, const WalletReply& reply);
    void schedule(std::int64_t id, std::int64_t steadyMs);
    void scheduleAt(const Operation& operation);
    void unschedule(std::int64_t id);
    void reload();

    Context& m_context;
    Recorder& m_recorder;
    Rounds& m_rounds;
    CallCounts& m_counts;
    Ended m_ended;
    Ended m_stalled;
    std::map<std::int64_t, std::int64_t> m_due; // operation → steady time
    std::set<std::pair<std::int64_t, std::int64_t>> m_queue;
    std::set<std::int64_t> m_fresh; // not durable yet
    // To a partner that does not recognise a repeat nothing goes before it is durable that it was sent.
    std::set<std::int64_t> m_arming; // becomes durable with this transaction
    std::set<std::int64_t> m_armed;
    std::set<std::int64_t> m_transmitted; // in this transaction; a rollback arms them again
    struct Asking
    {
        int number = 0;
        bool step = false; // of the schedule; else a person asked
        std::int64_t lostMs = 0;
    };
    std::map<std::int64_t, Asking> m_asking; // asking moves nothing: what is lost here is asked again
    int m_asked = 0;
    struct Reply
    {
        std::int64_t operation;
        int attempt;
        WalletReply reply;
        bool asked = false;
    };
    std::vector<Reply> m_replies; // of partners, or come outside a transaction
    std::vector<Reply> m_taken;   // in this transaction; a rollback gives them back
    std::vector<std::string> m_finished;
    bool m_ticking = false;
    bool m_stale = false; // m_due no longer agrees with the store
    std::shared_ptr<int> m_alive = std::make_shared<int>();
};

// The call that an operation came from, for history and people.
std::string_view causeOf(const Operation& operation);
Actor actorOf(const Operation& operation);
// "ask op-7", with a blank so that no job can be called so: what somebody waits for who had the partner asked.
std::string askedIdText(std::int64_t operation);

} // namespace service::core
