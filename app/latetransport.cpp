// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/latetransport.h"

#include <QTimer>

namespace app {

using client::api::QtTransport;
using client::contract::Exchange;
using client::contract::TransportError;

namespace {

// The upper bits of an id say which transport made it; 0 is this object itself.
constexpr int ownerShift = 48;

} // namespace

void LateTransport::setOrigin(const QUrl& origin)
{
    if (hasOrigin() && origin == m_origin)
        return;
    m_origin = origin;
    m_transports.push_back(std::make_unique<QtTransport>(origin));
}

LateTransport::Id LateTransport::global(Id id) const
{
    return id | static_cast<Id>(m_transports.size()) << ownerShift;
}

LateTransport::Id LateTransport::refuse(std::function<void(Exchange)> done)
{
    const Id id = m_nextRefusal++;
    m_refusals.insert(id);
    QTimer::singleShot(0, this, [this, id, done = std::move(done)] {
        if (m_refusals.erase(id) == 0)
            return;
        Exchange exchange;
        exchange.error = TransportError::NotConnected;
        exchange.maybeSent = false;
        exchange.errorDetail = "The service is not started yet.";
        done(exchange);
    });
    return id;
}

LateTransport::Id LateTransport::send(client::ports::HttpRequest request, Done done)
{
    if (!hasOrigin())
        return refuse(std::move(done));
    return global(m_transports.back()->send(std::move(request), std::move(done)));
}

LateTransport::Id LateTransport::stream(client::ports::HttpRequest request, StreamHandler handler)
{
    if (!hasOrigin())
        return refuse(std::move(handler.onEnd));
    return global(m_transports.back()->stream(std::move(request), std::move(handler)));
}

void LateTransport::abort(Id id)
{
    const Id owner = id >> ownerShift;
    if (owner == 0)
        m_refusals.erase(id);
    else
        m_transports[owner - 1]->abort(id & ((Id(1) << ownerShift) - 1));
}

} // namespace app
