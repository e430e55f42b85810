// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/api/betapi.h"
#include "client/ports/timers.h"

#include <QPointer>

#include <functional>
#include <vector>

namespace client::feed {

// Reads the newest bets every 5 s where the stream is not to be had.
class Poller
{
public:
    struct Listener
    {
        std::function<void(std::vector<contract::BetRow>)> rows;
        std::function<void()> failed; // and it has stopped
    };

    Poller(api::BetApi& api, ports::Timers& timers, Listener listener);
    ~Poller();
    Poller(const Poller&) = delete;
    Poller& operator=(const Poller&) = delete;

    void start(); // nothing if it runs
    void stop();
    // The last read was answered.
    bool isAnswered() const { return m_answered; }

private:
    void ask();

    api::BetApi& m_api;
    ports::Timers& m_timers;
    Listener m_listener;
    bool m_answered = false;
    QPointer<api::Call> m_call;
    bool m_timerRuns = false;
    ports::Timers::Id m_timer = 0;
};

} // namespace client::feed
