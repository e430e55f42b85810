// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/answer.h"
#include "client/contract/retry.h"
#include "client/ports/clock.h"
#include "client/ports/random.h"
#include "client/ports/timers.h"
#include "client/ports/transport.h"

#include <functional>
#include <string>

namespace client::api {

// What all calls of one connection share: the way out, the token, and who may send or try again now. Not thread-safe.
class Connection
{
public:
    Connection(ports::Transport& transport, ports::Timers& timers, const ports::Clock& clock, ports::Random& random,
               std::function<std::string()> token);

    // Empty if a request may go out now, else the answer of an attempt that was held back.
    std::optional<contract::Answer> heldBack();
    // What an attempt brought, for the breaker and the budget.
    void learn(const contract::Answer& answer);
    // Delay before the next attempt; nullopt when the schedule or the budget is used up.
    std::optional<std::int64_t> nextDelay(int attempt, const contract::Answer& answer);
    void authorize(ports::HttpRequest& request) const;

    ports::Transport& transport() { return m_transport; }
    ports::Timers& timers() { return m_timers; }
    ports::Random& random() { return m_random; }
    const contract::CircuitBreaker& breaker() const { return m_breaker; }

private:
    ports::Transport& m_transport;
    ports::Timers& m_timers;
    const ports::Clock& m_clock;
    ports::Random& m_random;
    std::function<std::string()> m_token;
    contract::RetryBudget m_budget;
    contract::CircuitBreaker m_breaker;
};

} // namespace client::api
