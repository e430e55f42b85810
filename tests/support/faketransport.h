// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ports/transport.h"
#include "tests/support/virtualtime.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tests::support {

// A service as a function, under virtual time: no socket, no event loop.
class FakeTransport : public client::ports::Transport
{
public:
    // What a request comes to after `afterMs`; nullopt: nothing, until its own time is over.
    struct Reply
    {
        client::contract::Exchange exchange;
        std::int64_t afterMs = 1;
    };
    using Service = std::function<std::optional<Reply>(const client::ports::HttpRequest& request, int number)>;

    struct Stream
    {
        Id id = 0;
        client::ports::HttpRequest request;
        StreamHandler handler;
    };

    explicit FakeTransport(VirtualTime& time) : m_time(time) {}
    ~FakeTransport() override;

    static Reply reply(int status, const std::string& body, std::vector<client::contract::Header> headers = {});
    static Reply broken(client::contract::TransportError error);

    Service service;                             // number: 1-based over all requests
    std::function<void(const Stream&)> onStream; // after stream() has returned

    // Each does nothing if the stream was aborted.
    void sendHead(Id id, int status,
                  std::vector<client::contract::Header> headers = {{"Content-Type", "text/event-stream"}});
    void sendData(Id id, std::string_view bytes);
    void endStream(Id id, client::contract::TransportError error = client::contract::TransportError::Reset);
    bool isOpen(Id id) const { return m_streams.count(id) > 0; }
    Id newestStream() const { return m_newestStream; }

    const std::vector<client::ports::HttpRequest>& requests() const { return m_requests; }
    const std::vector<client::ports::HttpRequest>& streamRequests() const { return m_streamRequests; }

    Id send(client::ports::HttpRequest request, Done done) override;
    Id stream(client::ports::HttpRequest request, StreamHandler handler) override;
    void abort(Id id) override;

private:
    VirtualTime& m_time;
    Id m_lastId = 0;
    Id m_newestStream = 0;
    std::vector<client::ports::HttpRequest> m_requests;
    std::vector<client::ports::HttpRequest> m_streamRequests;
    std::map<Id, VirtualTime::Id> m_pending;
    std::map<Id, Stream> m_streams;
};

} // namespace tests::support
