// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/result.h"
#include "client/ports/clock.h"
#include "service/http/backend.h"
#include "service/http/callers.h"
#include "service/http/eventhub.h"
#include "service/http/limits.h"
#include "service/http/log.h"
#include "service/http/metrics.h"

#include <cstdint>
#include <memory>
#include <string>

namespace service::http {

// HTTP/1.1 for one address, on one thread: bounds what every client may take, authenticates, hands complete requests to
// the backend and keeps the order of answers. Answers everything that is wrong with the transport itself.
class Server
{
public:
    struct Wiring
    {
        Backend& backend;
        EventHub& events;
        Callers& callers;
        const client::ports::Clock& clock;
        Metrics& metrics;
        Log& log;
    };

    Server(Wiring wiring, const Limits& limits);
    ~Server();

    // Binds; returns the port, which the system chooses for 0. `address` is numeric, IPv4 or IPv6.
    client::contract::Result<std::uint16_t> listen(const std::string& address, std::uint16_t port);
    void start();
    // Since the loop last came round, which it does several times a second. Any thread.
    std::int64_t loopAgeMs() const;
    // Accepts nothing more, closes what is idle and ends streams; requests in hand are still answered. Any thread.
    void drain();
    // drain(), a short wait for what is in hand, end.
    void stop();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace service::http
