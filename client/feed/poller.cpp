// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/feed/poller.h"

#include <utility>

namespace client::feed {

namespace {

constexpr std::int64_t pollMs = 5'000;
constexpr int pollRows = 200;

} // namespace

Poller::Poller(api::BetApi& api, ports::Timers& timers, Listener listener)
    : m_api(api), m_timers(timers), m_listener(std::move(listener))
{
}

Poller::~Poller()
{
    stop();
}

void Poller::start()
{
    if (!m_call && !m_timerRuns)
        ask();
}

void Poller::ask()
{
    api::BetFilter filter;
    filter.limit = pollRows;
    auto* const call = m_api.bets(filter);
    m_call = call;
    QObject::connect(call, &api::Call::finished, call, [this, call] {
        m_call = nullptr;
        m_answered = call->result().has_value();
        if (!m_answered)
            return m_listener.failed();
        m_timerRuns = true;
        m_timer = m_timers.after(pollMs, [this] {
            m_timerRuns = false;
            ask();
        });
        m_listener.rows(call->result()->rows);
    });
}

void Poller::stop()
{
    m_answered = false;
    if (std::exchange(m_timerRuns, false))
        m_timers.cancel(m_timer);
    if (!m_call)
        return;
    QObject::disconnect(m_call, &api::Call::finished, nullptr, nullptr);
    m_call->stop();
    m_call = nullptr;
}

} // namespace client::feed
