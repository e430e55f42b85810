// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/feed/threadedcache.h"

namespace client::feed {

void ThreadedCache::apply(std::vector<contract::FeedEvent> events, Done done)
{
    m_worker.apply(std::move(events), std::move(done));
}

void ThreadedCache::applySnapshot(std::vector<contract::BetRow> bets, std::vector<contract::RoundRow> rounds,
                                  std::string cursor, Done done)
{
    m_worker.applySnapshot(std::move(bets), std::move(rounds), std::move(cursor), std::move(done));
}

void ThreadedCache::applyLook(std::vector<contract::BetRow> bets, Done done)
{
    m_worker.applyLook(std::move(bets), std::move(done));
}

void ThreadedCache::clear(Done done)
{
    m_worker.clear(std::move(done));
}

} // namespace client::feed
