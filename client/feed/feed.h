// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/api/betapi.h"
#include "client/contract/incident.h"
#include "client/contract/wire.h"
#include "client/store/cache.h"

#include <QObject>

#include <functional>
#include <memory>
#include <utility>

namespace client::feed {

// console.md 3.6. Delayed: the newest heartbeat or event is over 5 s old. Polling: the stream breaks but reads answer.
// File: no service is there, a file is looked at; reads are answered from it. No feed is ever in it.
enum class LinkState { Connecting, Live, Delayed, Polling, Offline, File };

// Rows whose newest version was stored, in the order of the events.
struct Rows
{
    std::vector<contract::BetRow> bets = {};
    std::vector<contract::RoundRow> rounds = {};
    std::vector<contract::JobRow> jobs = {}; // not kept in the cache
    bool snapshot = false;                   // true: from a snapshot, not news
    bool startsOver =
        false; // true: forget all earlier rows; the service was restored, so that versions may have gone back
    std::vector<contract::FailureRow> failures = {}; // not kept in the cache
    std::vector<contract::Incident> incidents = {};  // likewise
    std::vector<contract::AlertRow> alerts = {};     // likewise
};

// The cache, on whatever thread it lives. Batches are applied in order; `done` comes on the caller's thread.
class CacheAccess
{
public:
    using Done = std::function<void(contract::Result<store::Applied>)>;

    virtual ~CacheAccess() = default;
    virtual void apply(std::vector<contract::FeedEvent> events, Done done) = 0;
    virtual void applySnapshot(std::vector<contract::BetRow> bets, std::vector<contract::RoundRow> rounds,
                               std::string cursor, Done done) = 0;
    // Bets that were read while the stream is broken.
    virtual void applyLook(std::vector<contract::BetRow> bets, Done done)
    {
        applySnapshot(std::move(bets), {}, {}, std::move(done));
    }
    // Forgets all rows and the cursor.
    virtual void clear(Done done) { done(store::Applied{}); }
};

// How much a snapshot brings at most; older rows are read when somebody asks for them.
struct SnapshotLimits
{
    int bets = 20'000;
    int rounds = 5'000;
};

// The live event stream into the cache: snapshot when there is no usable cursor, then the stream from there, resumed
// for ever. Batches every 40 ms. No event is lost or applied twice: rows count only if their version is greater.
class Feed : public QObject
{
    Q_OBJECT

public:
    Feed(api::BetApi& api, ports::Transport& transport, ports::Timers& timers, const ports::Clock& clock,
         ports::Random& random, api::BetApi::TokenSource token, CacheAccess& cache, const std::string& cursor,
         QObject* parent = nullptr);
    ~Feed() override;

    void setSnapshotLimits(const SnapshotLimits& limits); // before start()

    void start();
    void stop();
    void retryNow(); // skips the wait before the next connection

    LinkState link() const;
    qint64 offlineSinceMs() const; // UTC, 0 unless Offline
    qint64 dataAsOfMs() const;     // UTC of the last proof of life
    qint64 nextRetryMs() const;    // until the next connection attempt, -1 if none waits
    qint64 lagMs() const;          // service's commit → here, of the newest event; corrected for clock skew
    qint64 clockSkewMs() const;    // service's clock minus ours, from heartbeats
    double eventsPerSecond() const;
    QString lastError() const; // English sentence of what ended the last connection

Q_SIGNALS:
    void rowsChanged(const client::feed::Rows& rows);
    void linkChanged();
    void statsChanged(); // at most once a second
    void unauthorized(); // the token was refused
    void cacheFailed(const QString& detail);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace client::feed
