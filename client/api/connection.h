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
#include <memory>
#include <string>
#include <vector>

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
    // Returns the token that it put in.
    std::string authorize(ports::HttpRequest& request) const;

    // Asked for a fresh token once one was refused; says whether there is one.
    using Renewal = std::function<void(std::function<void(bool renewed)>)>;
    void setRenewal(Renewal renewal) { m_renewal = std::move(renewal); }
    bool canRenew() const { return m_renewal != nullptr; }
    // `then` comes once, perhaps from inside; many calls that were refused at once share one renewal. `refused` is the
    // token that they were sent with: if another one is in use by now there is nothing to renew.
    void renew(const std::string& refused, std::function<void(bool renewed)> then);

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
    Renewal m_renewal;
    std::vector<std::function<void(bool)>> m_awaitRenewal;
    // Answers of a renewal that comes after the connection has gone are dropped.
    std::shared_ptr<int> m_alive = std::make_shared<int>(0);
    contract::RetryBudget m_budget;
    contract::CircuitBreaker m_breaker;
};

} // namespace client::api
