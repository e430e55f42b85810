// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ports/clock.h"
#include "client/ports/random.h"
#include "service/core/settings.h"
#include "service/core/store.h"
#include "service/core/wallet.h"

#include <cstdint>

namespace service::core {

// What every part of the service works with. The time is read once per request, so that all its rows agree.
struct Context
{
    Store& store;
    Wallet& wallet;
    const client::ports::Clock& clock;
    client::ports::Random& random;
    Settings settings;
    std::int64_t nowMs = 0; // UTC
    std::int64_t steadyMs = 0;

    void readClock()
    {
        nowMs = clock.utcMs();
        steadyMs = clock.steadyMs();
    }
};

// Who caused something, for audit and timeline.
struct Actor
{
    std::string subject;
    std::string roles; // "support,manager"
    std::string correlationId;
};

} // namespace service::core
