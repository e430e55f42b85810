// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/incident.h"
#include "client/contract/result.h"
#include "client/contract/wire.h"

#include <QByteArray>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace client::store {

struct CacheOptions
{
    std::string path; // ":memory:" where the disk can not be written
    std::string vfs;
    std::string environmentId; // a cache of another one is emptied; empty: not known yet, all is kept
    std::string key = {};      // 32 bytes that rows and answers are sealed with; empty: they lie in the clear
    // Up to this size the whole file is looked at when it is opened. A larger one only if it was not closed well or
    // damage was met in it: from a cold disk that takes a second for 60 MB, while somebody waits for the window.
    std::int64_t checkedBytes = std::int64_t(32) << 20;
};

// What a cache keeps at most.
struct CacheLimits
{
    std::int64_t createdFrom = 0; // UTC: what was created before is forgotten
    std::int64_t bytesMax = 0;    // of what is used in the file; 0: any
};

// What applying a batch really changed: rows that were older than ours are not in it.
struct Applied
{
    std::vector<contract::BetRow> bets;
    std::vector<contract::RoundRow> rounds;
    std::vector<contract::JobRow> jobs;              // passed on, not kept
    std::vector<contract::FailureRow> failures = {}; // likewise
    std::vector<contract::Incident> incidents = {};
    std::vector<contract::AlertRow> alerts = {}; // likewise
};

// What the service answered to a read, and when.
struct KeptAnswer
{
    std::string body;
    std::int64_t at = 0; // UTC
};

// Lines of events as the stream told them, oldest first, each with a line feed.
struct Told
{
    QByteArray lines;
    bool isCut = false;          // there were older ones than these
    std::int64_t unreadable = 0; // batches among them that were damaged, now or earlier, and are forgotten
};

// Bets, rounds and events as this console last saw them. Rebuildable: a damaged or newer file is moved aside and made
// anew, and wasRebuilt() says so. Another key counts as damage. What says something of people is sealed: the row of a
// bet or round, what the stream told, and every answer; ids of bets, rounds and partners, versions and times are not.
// WAL with synchronous=NORMAL. One thread at a time.
class Cache
{
public:
    static contract::Result<std::unique_ptr<Cache>> open(const CacheOptions& options);
    ~Cache();

    bool wasRebuilt() const;
    // Rows and cursor in one transaction. A row is taken only if its version is greater than ours; of several of one
    // bet the newest is told. Conflict: the events do not follow those of the cursor.
    contract::Result<Applied> apply(std::vector<contract::FeedEvent> events);
    // Rows of a snapshot page; the cursor is stored with the last page. All of them are told.
    contract::Result<Applied> applySnapshot(const std::vector<contract::BetRow>& bets,
                                            const std::vector<contract::RoundRow>& rounds, const std::string& cursor);
    // Bets that were read while the stream is broken. They are not told, because the stream tells of them when it is
    // back.
    contract::Result<Applied> applyLook(const std::vector<contract::BetRow>& bets);
    // Forgets the oldest bets, rounds, events and answers beyond the limits, and a damaged file that was moved aside
    // and is older; how many rows went.
    contract::Result<std::int64_t> trim(const CacheLimits& limits);
    // Damage of the file was met by any of the below: opened anew it is looked at and, if it is damaged, rebuilt.
    bool isDamaged() const;
    // How many rows and answers were met by the reads below and left out, because they are damaged.
    std::int64_t unreadable() const;
    // Forgets these; how many. If there is a bet or round among them, the cursor goes with them, so that a snapshot
    // brings them again.
    contract::Result<std::int64_t> forgetUnreadable();
    // Forgets all rows and the cursor: the service was restored, so that its versions may have gone back.
    contract::Result<void> clear();
    std::string cursor() const; // empty: no snapshot was completed
    // The last answer to a read, for when the service is gone. Of many the newest answersMax are kept.
    contract::Result<void> keepAnswer(const std::string& target, const KeptAnswer& answer);
    std::optional<KeptAnswer> keptAnswer(const std::string& target) const;
    static constexpr int answersMax = 1'000;
    // The newest lines that fit into `bytesMax`. What a snapshot brought is told as events of the types bet.seen and
    // round.seen, at the time of the newest row of all: nothing that is known has changed since.
    contract::Result<Told> told(std::size_t bytesMax);
    std::optional<contract::BetRow> bet(const contract::PartnerId& partner, const contract::BetId& bet) const;
    std::vector<contract::BetRow> newestBets(int limit, int skipped = 0) const; // newest created first
    std::vector<contract::RoundRow> newestRounds(int limit) const;
    std::int64_t betCount() const;
    std::int64_t newestAt() const; // time of the newest event or row, 0 if empty
    std::int64_t sizeBytes() const;

private:
    struct Impl;
    explicit Cache(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace client::store
