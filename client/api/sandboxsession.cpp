// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/api/sandboxsession.h"

#include "client/contract/problem.h"

#include <algorithm>
#include <utility>

namespace client::api {

namespace {

constexpr std::int64_t renewBeforeMs = 60'000;
// Whatever the service says about the end of a token.
constexpr std::int64_t renewNotBeforeMs = 5'000;
constexpr std::int64_t againAfterMs = 2'000;

} // namespace

SandboxSession::SandboxSession(ports::Transport& transport, ports::Timers& timers, const ports::Clock& clock,
                               contract::SandboxPerson person, QObject* parent)
    : QObject(parent), m_transport(transport), m_timers(timers), m_clock(clock), m_person(std::move(person))
{
}

SandboxSession::~SandboxSession()
{
    if (m_asking)
        m_transport.abort(m_request);
    if (m_armed)
        m_timers.cancel(m_timer);
}

void SandboxSession::open(std::string key)
{
    m_key = std::move(key);
    // What is on its way went to another sandbox.
    if (std::exchange(m_asking, false))
        m_transport.abort(m_request);
    ask();
}

void SandboxSession::renew(std::function<void(bool)> done)
{
    if (m_key.empty()) {
        if (done)
            done(false);
        return;
    }
    if (done)
        m_waiting.push_back(std::move(done));
    if (!m_asking)
        ask();
}

void SandboxSession::ask()
{
    if (std::exchange(m_armed, false))
        m_timers.cancel(m_timer);
    ports::HttpRequest request;
    request.method = "POST";
    request.target = "/sandbox/token";
    request.headers = {{"Content-Type", "application/json"},
                       {"Accept", "application/json, application/problem+json"},
                       {"Authorization", "Bearer " + m_key}};
    request.body = contract::encode(contract::SandboxTokenOrder{m_person.subject, m_person.role});
    m_asking = true;
    m_request = m_transport.send(std::move(request), [this](const contract::Exchange& exchange) {
        m_asking = false;
        onAnswer(exchange);
    });
}

void SandboxSession::onAnswer(const contract::Exchange& exchange)
{
    const auto answer = exchange.status == 200 ? contract::decodeSandboxToken(exchange.body)
                                               : contract::fail(contract::ErrorKind::Declined, exchange.errorDetail);
    if (!answer) {
        askAfter(againAfterMs);
        const auto problem = contract::decodeProblem(exchange.body, exchange.status);
        Q_EMIT failed(QString::fromStdString(problem ? problem->detail : answer.error().detail));
        conclude(false);
        return;
    }
    m_token = answer->token;
    askAfter(std::max(answer->expiresAt - m_clock.utcMs() - renewBeforeMs, renewNotBeforeMs));
    Q_EMIT tokenChanged();
    conclude(true);
}

void SandboxSession::askAfter(std::int64_t delayMs)
{
    m_armed = true;
    m_timer = m_timers.after(delayMs, [this] {
        m_armed = false;
        ask();
    });
}

void SandboxSession::conclude(bool renewed)
{
    for (const auto& done : std::exchange(m_waiting, {}))
        done(renewed);
}

} // namespace client::api
