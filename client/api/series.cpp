// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/api/series.h"

namespace client::api {

using contract::Answer;
using contract::AnswerKind;

namespace {

Answer stopped(AnswerKind kind)
{
    Answer answer;
    answer.kind = kind;
    answer.errorClass = "stopped";
    answer.detail =
        kind == AnswerKind::NotSent ? "Stopped before anything was sent." : "Stopped while the answer was awaited.";
    return answer;
}

} // namespace

Series::Series(Connection& connection, ports::HttpRequest request, int attemptsMax, Judge judge, Listener listener,
               const std::optional<Answer>& before)
    : m_connection(connection), m_request(std::move(request)), m_attemptsMax(attemptsMax), m_judge(std::move(judge)),
      m_listener(std::move(listener))
{
    if (before)
        m_fold.add(*before);
    m_timer = m_connection.timers().after(0, [this] { attempt(); });
}

Series::~Series()
{
    if (m_waiting)
        m_connection.timers().cancel(m_timer);
    if (m_out)
        m_connection.transport().abort(m_exchange);
}

void Series::attempt()
{
    m_waiting = false;
    m_listener.started(++m_attempt);
    if (m_done)
        return;
    if (const auto held = m_connection.heldBack())
        return end(*held);
    ports::HttpRequest request = m_request;
    m_token = m_connection.authorize(request);
    m_out = true;
    m_exchange = m_connection.transport().send(std::move(request), [this](const contract::Exchange& exchange) {
        m_out = false;
        const Answer answer = m_judge(exchange);
        m_connection.learn(answer);
        end(answer);
    });
}

void Series::end(const Answer& answer)
{
    m_fold.add(answer);
    m_listener.ended(m_attempt, answer);
    if (m_done)
        return;
    if (shouldRenew(answer))
        renew(answer);
    else
        goOn(answer);
}

void Series::goOn(const Answer& answer)
{
    if (!m_fold.current()->retryable() || m_attempt >= m_attemptsMax)
        return finish();
    const auto delay = m_connection.nextDelay(m_attempt, answer);
    if (!delay)
        return finish();
    m_waiting = true;
    m_timer = m_connection.timers().after(*delay, [this] { attempt(); });
    m_listener.scheduled(m_attempt + 1, *delay);
}

// Signing in anew needs the person; only a token that is over can be renewed behind the scenes.
bool Series::shouldRenew(const Answer& answer) const
{
    return !m_renewed && m_attempt < m_attemptsMax && m_connection.canRenew() && answer.problem &&
           answer.problem->code == contract::ProblemCode::Unauthenticated;
}

void Series::renew(const Answer& answer)
{
    m_renewed = true;
    m_connection.renew(m_token, [this, answer, alive = std::weak_ptr<int>(m_alive)](bool renewed) {
        if (alive.expired() || m_done)
            return;
        if (renewed)
            attempt();
        else
            goOn(answer);
    });
}

void Series::stop()
{
    if (m_done)
        return;
    if (m_waiting) {
        m_waiting = false;
        m_connection.timers().cancel(m_timer);
    }
    if (m_out) {
        m_out = false;
        m_connection.transport().abort(m_exchange);
        // It may have reached the other side a moment ago.
        m_fold.add(stopped(AnswerKind::InDoubt));
    }
    if (!m_fold.current())
        m_fold.add(stopped(AnswerKind::NotSent));
    finish();
}

void Series::finish()
{
    m_done = true;
    m_listener.finished(*m_fold.current());
}

} // namespace client::api
