// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/feed/feed.h"
#include "client/ports/transport.h"
#include "service/core/message.h"
#include "service/core/wallet.h"
#include "tests/service/bookmaker.h"
#include "tests/simulation/jobwatch.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace tests::simulation {

// Rules that are switched off on purpose, each at a seam that the product has anyway: the simulation must notice.
enum class Mutant {
    None,
    FreshKey,          // every attempt of a refund has a key of its own
    ChangedBytes,      // the same key with other bytes
    TimeoutAsFailure,  // a time-out counts as "nothing happened"
    DoubtErased,       // a later 401 or 409 ends an earlier doubt
    JournalNotSynced,  // intents are not durable when they are sent
    JournalForgotten,  // every start of the console begins a new journal
    LedgerNotSynced,   // the service acknowledges before its disk has the commit
    EarlyAnswer,       // the service answers before it commits
    NoRecovery,        // the service forgets its outbox at a crash
    DoubleEffect,      // the wallet does a repeated order again
    NoNaturalKey,      // a repeated refund is not recognised
    NoTombstone,       // a refund of an unknown bet leaves nothing behind
    OneSidedLedger,    // a posting loses a line
    AuditDropped,      // a money movement without its audit row
    AuditRechained,    // an audit row that does not continue the chain
    EventLost,         // a committed change without its event
    CacheLoses,        // a change that came by the stream does not reach the cache
    SelfApproval,      // who asked is not known any more when it comes to approving
    LateApproval,      // an approval never expires
    ApprovalTampered,  // an approval counts for the plan as it is, whatever was read
    ResultStamped,     // an approver's own choice of the result is not looked at
    StalePlanRuns,     // that bets moved since the plan was made is not seen
    PlanTampered,      // an item changes after it was agreed to
    TwoRecalculations, // a plan of an earlier result of its round starts all the same
    JobsForgotten,     // a restart of the service forgets its jobs
    ItemLost,          // an item does not learn how its operation ended
    ItemTwice,         // an item's operation goes again under another key
    ItemDropped,       // an item of the plan is not kept
    CountsDrift,       // counts do not follow the items
    SumsDrift,         // sums do not follow the items
    CancelIgnored,     // items of a cancelled job still run
    JobEventStale,     // the last event of a job tells an earlier state
    JobAuditDropped,   // a job's step leaves no audit row
    LimitIgnored,      // what a person has refunded before is forgotten
    PressedTwice,      // a late copy of a person's press counts as another
    ResultLost,        // a round's result is not kept in its history
    PartnerFreshKey,   // every attempt at a partner has a key of its own
    PartnerTimeout,    // a partner's time-out counts as "nothing happened"
    PartnerForgets,    // a partner forgets what was taken back before it came
    BlindRetry,        // a partner that does not recognise repeats is sent them
    AnswerUnmatched,   // a partner's answer for another bet counts
};

struct MutantName
{
    Mutant mutant;
    std::string_view name;
};

const std::vector<MutantName>& mutants();
std::optional<Mutant> mutantFrom(std::string_view name);
// Breaks a rule of jobs or limits: only people at desks can show it.
bool needsDesks(Mutant mutant);
// Breaks a rule of the line to partners: only one with a wallet of its own can show it.
bool needsBookmaker(Mutant mutant);
// What such a mutant does to the line.
void spoilLine(tests::Bookmaker& partner, Mutant mutant);

// Breaks the client's rules between its code and the network.
class MutantTransport : public client::ports::Transport
{
public:
    MutantTransport(client::ports::Transport& inner, Mutant mutant) : m_inner(inner), m_mutant(mutant) {}

    Id send(client::ports::HttpRequest request, Done done) override;
    Id stream(client::ports::HttpRequest request, StreamHandler handler) override
    {
        return m_inner.stream(std::move(request), std::move(handler));
    }
    void abort(Id id) override { m_inner.abort(id); }

private:
    client::contract::Exchange judge(const std::string& body, client::contract::Exchange exchange);

    client::ports::Transport& m_inner;
    Mutant m_mutant;
    std::map<std::string, int> m_sent; // by refund_id, then by body
    std::set<std::string> m_doubted;   // bodies
};

class MutantCache : public client::feed::CacheAccess
{
public:
    MutantCache(client::feed::CacheAccess& inner, Mutant mutant) : m_inner(inner), m_mutant(mutant) {}

    void apply(std::vector<client::contract::FeedEvent> events, Done done) override;
    void applySnapshot(std::vector<client::contract::BetRow> bets, std::vector<client::contract::RoundRow> rounds,
                       std::string cursor, Done done) override
    {
        m_inner.applySnapshot(std::move(bets), std::move(rounds), std::move(cursor), std::move(done));
    }
    void clear(Done done) override { m_inner.clear(std::move(done)); }

private:
    client::feed::CacheAccess& m_inner;
    Mutant m_mutant;
    int m_count = 0;
};

class MutantWallet : public service::core::Wallet
{
public:
    MutantWallet(service::core::Wallet& inner, Mutant mutant) : m_inner(inner), m_mutant(mutant) {}

    std::optional<service::core::WalletReply> immediate(service::core::Store& store,
                                                        const service::core::WalletOrder& order) override;
    void send(service::core::Store& store, const service::core::WalletOrder& order, Done done) override;
    std::optional<service::core::WalletReply> check(service::core::Store& store,
                                                    const service::core::WalletOrder& order) override;

private:
    service::core::WalletOrder changed(service::core::WalletOrder order) const;

    service::core::Wallet& m_inner;
    Mutant m_mutant;
};

class MutantStore : public WatchedStore
{
public:
    MutantStore(const std::string& path, service::store::SqliteOptions options, JobWatch& watch, Mutant mutant)
        : WatchedStore(path, std::move(options), watch), m_mutant(mutant)
    {
    }

    using SqliteStore::operation;
    std::optional<service::core::Operation> operation(std::int64_t bet, client::contract::OperationKind kind,
                                                      std::string_view ref) override;
    void insertOperation(const service::core::Operation& operation) override;
    void insertBet(const service::core::Bet& bet) override;
    void insertVersion(const service::core::BetVersion& version) override;
    void post(const service::core::Posting& posting) override;
    void insertAudit(const service::core::AuditRow& row) override;
    void insertEvent(const service::core::EventRow& event) override;

    std::optional<service::core::Job> job(std::int64_t id) override;
    using SqliteStore::job;
    void updateJob(const service::core::Job& job) override;
    std::optional<service::core::Job> runningRecalculation(std::int64_t round) override;
    std::vector<service::core::Job> openJobs() override;
    std::vector<service::core::JobItem> movedItems(std::int64_t job, std::int64_t afterBet, int limit) override;
    std::optional<service::core::JobItem> itemOfOperation(std::int64_t operation) override;
    void countItems(std::int64_t job, client::contract::JobItemState state, std::int64_t more) override;
    void addSum(std::int64_t job, const client::contract::JobSum& more) override;
    void cancelPending(std::int64_t job, std::int64_t at) override;
    service::core::RefundUse refundUse(std::string_view subject, const client::contract::Currency& currency,
                                       std::int64_t sinceMs) override;
    void insertResult(std::int64_t round, const client::contract::RoundResult& result) override;
    void insertItem(const service::core::JobItem& item) override;
    void insertHeaderKey(std::string_view subject, std::string_view key, std::string_view fingerprint) override;
    void rollback() override;

private:
    Mutant m_mutant;
    int m_count = 0;
    std::set<std::int64_t> m_hidden; // bets
    int m_auditsDropped = 0;         // since the writer last read the head
    std::string m_auditHash;
};

// What a request has become before the rules see it.
service::core::Request changedRequest(service::core::Request request, service::core::Store& store, Mutant mutant);

} // namespace tests::simulation
