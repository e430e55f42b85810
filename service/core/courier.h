// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace service::core {

// One attempt to tell an endpoint of an event.
struct Parcel
{
    std::string endpoint;
    std::int64_t event = 0;
    std::string id; // the event's, "<epoch>-<seq>": the same at every attempt
    std::int64_t at = 0;
    std::string type;
    std::string body; // the event's data line
};

struct Receipt
{
    std::string endpoint;
    std::int64_t event = 0;
    bool taken = false;
    int http = 0;      // 0: no reply, or no HTTP
    std::string error; // for people; empty if it was taken
};

// Carries parcels to systems outside. The default has no endpoints.
class Courier
{
public:
    virtual ~Courier() = default;
    // On the writer's thread; a receipt follows.
    virtual void send(const Parcel&) {}
    virtual std::vector<Receipt> take() { return {}; }
    // Any thread.
    virtual bool hasNews() const { return false; }
};

} // namespace service::core
