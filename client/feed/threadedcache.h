// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/feed/feed.h"
#include "client/store/cacheworker.h"

namespace client::feed {

// A cache on a thread of its own; `done` comes through the event loop. The destructor stores what was given before it
// ends.
class ThreadedCache : public CacheAccess
{
public:
    explicit ThreadedCache(std::unique_ptr<store::Cache> cache) : m_worker(std::move(cache)) {}

    void apply(std::vector<contract::FeedEvent> events, Done done) override;
    void applySnapshot(std::vector<contract::BetRow> bets, std::vector<contract::RoundRow> rounds, std::string cursor,
                       Done done) override;
    void applyLook(std::vector<contract::BetRow> bets, Done done) override;
    void clear(Done done) override;

    store::CacheWorker& worker() { return m_worker; }

private:
    store::CacheWorker m_worker;
};

} // namespace client::feed
