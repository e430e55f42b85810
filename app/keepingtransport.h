// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/feed/threadedcache.h"
#include "client/ports/clock.h"
#include "client/ports/transport.h"

#include <optional>
#include <string>

namespace app {

// A transport that keeps in the cache what the service answers to the reads that a console without a service shows
// again: its numbers, its groups of failures, the stories of bets.
class KeepingTransport : public client::ports::Transport
{
public:
    KeepingTransport(client::ports::Transport& inner, const client::ports::Clock& clock)
        : m_inner(inner), m_clock(clock)
    {
    }

    // Null, as at first: nothing is kept. An answer that comes once the cache is another one's belongs to nobody.
    void setCache(client::feed::ThreadedCache* cache);

    Id send(client::ports::HttpRequest request, Done done) override;
    Id stream(client::ports::HttpRequest request, StreamHandler handler) override;
    void abort(Id id) override { m_inner.abort(id); }

    static constexpr auto statsTarget = "/api/v1/stats";
    static constexpr auto failuresTarget = "/api/v1/failures";
    static std::string storyTarget(const client::contract::PartnerId& partner, const client::contract::BetId& bet);

private:
    client::ports::Transport& m_inner;
    const client::ports::Clock& m_clock;
    client::feed::ThreadedCache* m_cache = nullptr;
    int m_generation = 0; // of the cache
};

} // namespace app
