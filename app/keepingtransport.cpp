// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/keepingtransport.h"

#include "client/api/target.h"

#include <string_view>
#include <utility>

namespace app {

using client::contract::Exchange;

namespace {

constexpr int ok = 200;

// Under which name the answer is kept; nothing: it is not.
std::optional<std::string> keptAs(const client::ports::HttpRequest& request)
{
    if (request.method != "GET")
        return std::nullopt;
    const std::string& target = request.target;
    if (target == KeepingTransport::statsTarget)
        return target;
    const std::string_view path = std::string_view(target).substr(0, target.find('?'));
    // The first page of all groups, whatever its size.
    if (path == KeepingTransport::failuresTarget && target.find("cursor=") == std::string::npos &&
        target.find("partner_id=") == std::string::npos && target.find("state=") == std::string::npos)
        return std::string(path);
    if (path.starts_with("/api/v1/bets/") && path.ends_with("/timeline"))
        return target;
    return std::nullopt;
}

} // namespace

std::string KeepingTransport::storyTarget(const client::contract::PartnerId& partner,
                                          const client::contract::BetId& bet)
{
    return "/api/v1/bets/" + client::api::escaped(partner.text()) + '/' + client::api::escaped(bet.text()) +
           "/timeline";
}

void KeepingTransport::setCache(client::feed::ThreadedCache* cache)
{
    m_cache = cache;
    ++m_generation;
}

KeepingTransport::Id KeepingTransport::send(client::ports::HttpRequest request, Done done)
{
    auto name = keptAs(request);
    if (!name)
        return m_inner.send(std::move(request), std::move(done));
    return m_inner.send(std::move(request), [this, name = *std::move(name), generation = m_generation,
                                             done = std::move(done)](const Exchange& exchange) {
        if (m_cache && generation == m_generation && exchange.error == client::contract::TransportError::None &&
            exchange.status == ok)
            m_cache->worker().keepAnswer(name, {exchange.body, m_clock.utcMs()});
        done(exchange);
    });
}

KeepingTransport::Id KeepingTransport::stream(client::ports::HttpRequest request, StreamHandler handler)
{
    return m_inner.stream(std::move(request), std::move(handler));
}

} // namespace app
