// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/exchange.h"
#include "client/contract/ids.h"

#include <functional>
#include <string>
#include <vector>

namespace service::bookmakers {

struct Outgoing
{
    client::contract::PartnerId partner;
    std::string method;
    std::string url;
    std::vector<client::contract::Header> headers; // without what proves who we are
    std::string body;
};

// Carries one call to a bookmaker and its reply back: sent at most once, no redirect followed. Used on one thread,
// except where it says otherwise.
class Link
{
public:
    using Done = std::function<void(client::contract::Exchange)>;

    virtual ~Link() = default;
    // `done` comes exactly once, from inside a later deliver().
    virtual void start(Outgoing call, Done done) = 0;
    // Any thread.
    virtual bool hasNews() const = 0;
    virtual void deliver() = 0;
};

} // namespace service::bookmakers
