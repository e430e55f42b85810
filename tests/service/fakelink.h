// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/bookmakers/link.h"
#include "service/core/wallet.h"

#include <deque>
#include <string>
#include <utility>
#include <vector>

namespace tests {

// A network in the hands of the test: what was sent waits here for its reply.
class FakeLink : public service::bookmakers::Link
{
public:
    struct Sent
    {
        service::bookmakers::Outgoing call;
        Done done;
    };

    void start(service::bookmakers::Outgoing call, Done done) override
    {
        waiting.push_back({std::move(call), std::move(done)});
        all.push_back(waiting.back().call);
    }
    bool hasNews() const override { return !m_news.empty(); }
    void deliver() override
    {
        for (auto& [done, exchange] : std::exchange(m_news, {}))
            done(std::move(exchange));
    }

    // To the call that waits at this place; it arrives at the next deliver().
    void reply(std::size_t place, client::contract::Exchange exchange)
    {
        m_news.emplace_back(std::move(waiting[place].done), std::move(exchange));
        waiting.erase(waiting.begin() + static_cast<std::ptrdiff_t>(place));
    }

    std::deque<Sent> waiting;
    std::vector<service::bookmakers::Outgoing> all;

private:
    std::vector<std::pair<Done, client::contract::Exchange>> m_news;
};

inline client::contract::Exchange http(int status, std::string body)
{
    client::contract::Exchange exchange;
    exchange.status = status;
    exchange.body = std::move(body);
    exchange.durationMs = 7;
    return exchange;
}

inline client::contract::Exchange broken(client::contract::TransportError error, bool maybeSent = true)
{
    client::contract::Exchange exchange;
    exchange.error = error;
    exchange.maybeSent = maybeSent;
    return exchange;
}

// The block of 25.00 EUR on bet b-1, as everything else a test says about it starts.
inline service::core::WalletOrder blockOrder(const std::string& bet = "b-1", const std::string& partner = "acme")
{
    service::core::WalletOrder order;
    order.operation = 7;
    order.key = "block:" + partner + "/" + bet;
    order.partner = client::contract::PartnerId(partner);
    order.player = client::contract::PlayerId("u-1");
    order.bet = client::contract::BetId(bet);
    order.amountMinor = 2'500;
    order.stakeMinor = 2'500;
    order.heldMinor = 2'500;
    order.correlationId = "c-1";
    return order;
}

} // namespace tests
