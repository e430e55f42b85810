// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/ids.h"
#include "client/contract/retry.h"

#include <cstdint>

namespace service::core {

// How the calls to a partner fare.
struct PartnerCalls
{
    client::contract::CircuitBreaker::State breaker = client::contract::CircuitBreaker::State::Closed;
    std::int64_t inFlight = 0;
    std::int64_t queued = 0;
    std::int64_t lastSuccessAt = 0; // UTC; 0: none since the start
    int errorRatioMilli = 0;        // of the last calls; 1,000: all
};

// What is known of the lines to partners. The local wallet has none, and is always well.
class PartnerHealth
{
public:
    virtual ~PartnerHealth() = default;
    // Any thread.
    virtual PartnerCalls callsOf(const client::contract::PartnerId&) const { return {}; }
};

} // namespace service::core
