// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/store/cache.h"

#include <functional>
#include <memory>

namespace client::store {

// A cache on a thread of its own, because a checkpoint pauses for 100 ms. Jobs run in their order; `done` comes on the
// thread that made the worker, through its event loop, and not after the worker's end. The destructor lets all jobs run
// first.
class CacheWorker
{
public:
    using Done = std::function<void(contract::Result<Applied>)>;

    explicit CacheWorker(std::unique_ptr<Cache> cache);
    ~CacheWorker();
    CacheWorker(const CacheWorker&) = delete;
    CacheWorker& operator=(const CacheWorker&) = delete;

    void apply(std::vector<contract::FeedEvent> events, Done done);
    void applySnapshot(std::vector<contract::BetRow> bets, std::vector<contract::RoundRow> rounds, std::string cursor,
                       Done done);
    void applyLook(std::vector<contract::BetRow> bets, Done done);
    void clear(Done done);
    // Trims now and after every batchesBetweenTrims batches. `limits` is asked on this thread.
    void keepWithin(std::function<CacheLimits()> limits);
    static constexpr int batchesBetweenTrims = 250; // ten seconds of a busy stream
    // A failure only means that there is less to show later.
    void keepAnswer(std::string target, KeptAnswer answer);
    // With how many answers could not be read, and are forgotten.
    using Recalled = std::function<void(std::optional<KeptAnswer>, std::int64_t unreadable)>;
    void recallAnswer(std::string target, Recalled done);
    using RecalledTold = std::function<void(contract::Result<Told>)>;
    void recallTold(std::size_t bytesMax, RecalledTold done);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace client::store
