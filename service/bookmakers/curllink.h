// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ports/clock.h"
#include "service/bookmakers/bookmaker.h"
#include "service/bookmakers/credentials.h"
#include "service/bookmakers/link.h"

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace service::bookmakers {

// The network, by libcurl on a thread of its own. A call is written to the network at most once: libcurl's own second
// try on a connection that turned out dead is stopped, because the first may have had its effect.
class CurlLink : public Link
{
public:
    static constexpr std::size_t replyBytesMax = 1 << 20;

    struct Endpoint
    {
        Bookmaker bookmaker;
        Credentials credentials;
    };

    // By the partner's id.
    CurlLink(std::map<std::string, Endpoint> endpoints, const client::ports::Clock& clock);
    ~CurlLink() override;

    // `wake` is called on the link's thread whenever deliver() has something to do.
    void begin(std::function<void()> wake);
    // Nothing is called any more; what is on its way is dropped.
    void stop();
    // Since the link's loop last came round, which it does at least once a second. Any thread.
    std::int64_t loopAgeMs() const;

    void start(Outgoing call, Done done) override;
    bool hasNews() const override;
    void deliver() override;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace service::bookmakers
