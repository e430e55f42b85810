// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/feed/feed.h"
#include "client/ports/transport.h"
#include "service/core/wallet.h"
#include "service/store/sqlitestore.h"

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
    FreshKey,         // every attempt of a refund has a key of its own
    ChangedBytes,     // the same key with other bytes
    TimeoutAsFailure, // a time-out counts as "nothing happened"
    DoubtErased,      // a later 401 or 409 ends an earlier doubt
    JournalNotSynced, // intents are not durable when they are sent
    JournalForgotten, // every start of the console begins a new journal
    LedgerNotSynced,  // the service acknowledges before its disk has the commit
    EarlyAnswer,      // the service answers before it commits
    NoRecovery,       // the service forgets its outbox at a crash
    DoubleEffect,     // the wallet does a repeated order again
    NoNaturalKey,     // a repeated refund is not recognised
    NoTombstone,      // a refund of an unknown bet leaves nothing behind
    OneSidedLedger,   // a posting loses a line
    AuditDropped,     // a money movement without its audit row
    AuditRechained,   // an audit row that does not continue the chain
    EventLost,        // a committed change without its event
    CacheLoses,       // a change that came by the stream does not reach the cache
};

struct MutantName
{
    Mutant mutant;
    std::string_view name;
};

const std::vector<MutantName>& mutants();
std::optional<Mutant> mutantFrom(std::string_view name);

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

class MutantStore : public service::store::SqliteStore
{
public:
    MutantStore(const std::string& path, service::store::SqliteOptions options, Mutant mutant)
        : SqliteStore(path, std::move(options)), m_mutant(mutant)
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

private:
    Mutant m_mutant;
    int m_count = 0;
    std::set<std::int64_t> m_hidden; // bets
};

} // namespace tests::simulation
