// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/api/connection.h"

#include <utility>

namespace client::api {

using contract::Answer;
using contract::AnswerKind;

Connection::Connection(ports::Transport& transport, ports::Timers& timers, const ports::Clock& clock,
                       ports::Random& random, std::function<std::string()> token)
    : m_transport(transport), m_timers(timers), m_clock(clock), m_random(random), m_token(std::move(token))
{
}

std::optional<Answer> Connection::heldBack()
{
    const std::int64_t now = m_clock.steadyMs();
    if (m_breaker.allow(now))
        return std::nullopt;
    Answer answer;
    answer.kind = AnswerKind::NotSent;
    answer.errorClass = "circuit_open";
    answer.detail = "The service failed several times in a row; nothing is sent for a moment.";
    answer.retryAfterMs = m_breaker.retryInMs(now);
    return answer;
}

void Connection::learn(const Answer& answer)
{
    // Any answer of the service's own, a refusal too, shows that it is alive.
    if (answer.kind == AnswerKind::Accepted || answer.problem)
        m_breaker.onSuccess();
    else
        m_breaker.onFailure(m_clock.steadyMs());
    if (!answer.retryable())
        m_budget.onSuccess();
}

std::optional<std::int64_t> Connection::nextDelay(int attempt, const Answer& answer)
{
    const auto delay = contract::RetryPlan::delayAfter(attempt, ports::unitInterval(m_random), answer.retryAfterMs);
    if (!delay || !m_budget.take())
        return std::nullopt;
    return delay;
}

std::string Connection::authorize(ports::HttpRequest& request) const
{
    std::string token = m_token ? m_token() : std::string();
    if (!token.empty())
        request.headers.push_back({"Authorization", "Bearer " + token});
    return token;
}

void Connection::renew(const std::string& refused, std::function<void(bool)> then)
{
    if (m_token && m_token() != refused)
        return then(true);
    m_awaitRenewal.push_back(std::move(then));
    if (m_awaitRenewal.size() > 1)
        return;
    m_renewal([this, alive = std::weak_ptr<int>(m_alive)](bool renewed) {
        if (alive.expired())
            return;
        for (const auto& waiting : std::exchange(m_awaitRenewal, {}))
            waiting(renewed);
    });
}

} // namespace client::api
