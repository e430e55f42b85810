// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faketransport.h"

namespace tests::support {

using client::contract::Exchange;
using client::contract::Header;
using client::contract::TransportError;

FakeTransport::~FakeTransport()
{
    for (const auto& [id, event] : m_pending)
        m_time.cancel(event);
}

FakeTransport::Reply FakeTransport::reply(int status, const std::string& body, std::vector<Header> headers)
{
    Reply reply;
    reply.exchange.status = status;
    reply.exchange.body = body;
    reply.exchange.headers = std::move(headers);
    return reply;
}

FakeTransport::Reply FakeTransport::broken(TransportError error)
{
    Reply reply;
    reply.exchange.error = error;
    reply.exchange.maybeSent = error != TransportError::NotConnected && error != TransportError::TlsFailed;
    return reply;
}

FakeTransport::Id FakeTransport::send(client::ports::HttpRequest request, Done done)
{
    const Id id = ++m_lastId;
    m_requests.push_back(request);
    std::optional<Reply> answer = service ? service(request, static_cast<int>(m_requests.size())) : std::nullopt;
    if (!answer || answer->afterMs > request.timeoutMs) {
        answer = broken(TransportError::Timeout);
        answer->afterMs = request.timeoutMs;
    }
    m_pending[id] =
        m_time.after(answer->afterMs, [this, id, exchange = std::move(answer->exchange), told = std::move(done)] {
            m_pending.erase(id);
            told(exchange);
        });
    return id;
}

FakeTransport::Id FakeTransport::stream(client::ports::HttpRequest request, StreamHandler handler)
{
    const Id id = ++m_lastId;
    m_newestStream = id;
    m_streamRequests.push_back(request);
    m_streams[id] = {id, std::move(request), std::move(handler)};
    m_pending[id] = m_time.after(0, [this, id] {
        m_pending.erase(id);
        const auto found = m_streams.find(id);
        if (found == m_streams.end() || !onStream)
            return;
        // A copy, because what it says may abort the stream.
        const Stream stream = found->second;
        onStream(stream);
    });
    return id;
}

void FakeTransport::abort(Id id)
{
    m_streams.erase(id);
    const auto found = m_pending.find(id);
    if (found == m_pending.end())
        return;
    m_time.cancel(found->second);
    m_pending.erase(found);
}

void FakeTransport::sendHead(Id id, int status, std::vector<Header> headers)
{
    const auto found = m_streams.find(id);
    if (found == m_streams.end())
        return;
    const auto told = found->second.handler.onHeaders;
    told(status, headers);
}

void FakeTransport::sendData(Id id, std::string_view bytes)
{
    const auto found = m_streams.find(id);
    if (found == m_streams.end())
        return;
    const auto told = found->second.handler.onData;
    told(bytes);
}

void FakeTransport::endStream(Id id, TransportError error)
{
    const auto found = m_streams.find(id);
    if (found == m_streams.end())
        return;
    const auto told = found->second.handler.onEnd;
    m_streams.erase(found);
    told(broken(error).exchange);
}

} // namespace tests::support
