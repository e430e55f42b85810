// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/feed/directcache.h"

namespace client::feed {

void DirectCache::apply(std::vector<contract::FeedEvent> events, Done done)
{
    done(m_cache.apply(events));
}

void DirectCache::applySnapshot(std::vector<contract::BetRow> bets, std::vector<contract::RoundRow> rounds,
                                std::string cursor, Done done)
{
    done(m_cache.applySnapshot(bets, rounds, cursor));
}

void DirectCache::applyLook(std::vector<contract::BetRow> bets, Done done)
{
    done(m_cache.applyLook(bets));
}

void DirectCache::clear(Done done)
{
    if (auto cleared = m_cache.clear(); !cleared)
        return done(tl::unexpected(cleared.error()));
    done(store::Applied{});
}

} // namespace client::feed
