// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/exchange.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace client::ports {

// One request to the origin that the transport was made for. Headers hold everything but Host and Content-Length.
struct HttpRequest
{
    std::string method;
    std::string target; // path and query
    std::vector<contract::Header> headers;
    std::string body;
    std::int64_t timeoutMs = 10'000;
};

// Carries bytes to one origin and back, once per send(): it never re-sends, follows no redirect, and keeps no state
// between requests but connections. All callbacks come on the caller's thread and never from inside send() or stream().
class Transport
{
public:
    using Id = std::uint64_t;
    using Done = std::function<void(contract::Exchange)>;

    struct StreamHandler
    {
        std::function<void(int status, const std::vector<contract::Header>&)> onHeaders;
        std::function<void(std::string_view)> onData;
        // Called once at the end of the stream, whatever ended it; not after abort().
        std::function<void(contract::Exchange)> onEnd;
    };

    virtual ~Transport() = default;
    // Calls `done` exactly once, unless abort() comes first.
    virtual Id send(HttpRequest request, Done done) = 0;
    // A GET whose body has no end (Server-Sent Events). timeoutMs bounds the time to the headers only.
    virtual Id stream(HttpRequest request, StreamHandler handler) = 0;
    // Forgets the request: no callback comes any more. What was already sent may still have its effect.
    virtual void abort(Id id) = 0;
};

} // namespace client::ports
