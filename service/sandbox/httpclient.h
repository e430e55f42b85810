// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/exchange.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace service::sandbox {

// POSTs to one origin over kept connections; one thread, except interrupt().
class HttpClient
{
public:
    using Done = std::function<void(client::contract::Exchange)>;

    HttpClient(std::string origin, const std::string& token);
    ~HttpClient();

    // `done` comes from inside wait(), exactly once unless the client is destroyed first.
    void post(std::string_view path, std::string body, Done done);
    std::size_t inFlight() const;
    // Returns when something was done, when `atMostMs` have passed or after interrupt().
    void wait(std::int64_t atMostMs);
    void interrupt();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace service::sandbox
