// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/feed/feed.h"

namespace client::feed {

// A cache on the caller's own thread: `done` comes before the call returns. For tests and the simulation.
class DirectCache : public CacheAccess
{
public:
    explicit DirectCache(store::Cache& cache) : m_cache(cache) {}

    void apply(std::vector<contract::FeedEvent> events, Done done) override;
    void applySnapshot(std::vector<contract::BetRow> bets, std::vector<contract::RoundRow> rounds, std::string cursor,
                       Done done) override;
    void applyLook(std::vector<contract::BetRow> bets, Done done) override;
    void clear(Done done) override;

private:
    store::Cache& m_cache;
};

} // namespace client::feed
