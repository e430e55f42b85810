// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/sandbox.h"
#include "client/ports/clock.h"
#include "client/ports/timers.h"
#include "client/ports/transport.h"

#include <QObject>
#include <QString>

#include <functional>
#include <string>
#include <vector>

namespace client::api {

// Signed in to a sandbox as one of its people: a token of five minutes, renewed while the old one still has a minute.
// A renewal that fails is tried again; the old token stays until the service refuses it.
class SandboxSession : public QObject
{
    Q_OBJECT

public:
    SandboxSession(ports::Transport& transport, ports::Timers& timers, const ports::Clock& clock,
                   contract::SandboxPerson person, QObject* parent = nullptr);
    ~SandboxSession() override;

    // `key` is the long token that the sandbox was started with. A sandbox that was started again knows none of the
    // tokens of the one before.
    void open(std::string key);
    const contract::SandboxPerson& person() const { return m_person; }
    // Empty before the first one.
    const std::string& token() const { return m_token; }
    // As BetApi::TokenRenewal wants it; `done` comes with the end of a request, perhaps one that is on its way.
    void renew(std::function<void(bool renewed)> done = {});

Q_SIGNALS:
    void tokenChanged();
    void failed(const QString& detail);

private:
    void ask();
    void onAnswer(const contract::Exchange& exchange);
    void askAfter(std::int64_t delayMs);
    void conclude(bool renewed);

    ports::Transport& m_transport;
    ports::Timers& m_timers;
    const ports::Clock& m_clock;
    const contract::SandboxPerson m_person;
    std::string m_key;
    std::string m_token;
    std::vector<std::function<void(bool)>> m_waiting;
    ports::Transport::Id m_request = 0;
    ports::Timers::Id m_timer = 0;
    bool m_asking = false;
    bool m_armed = false;
};

} // namespace client::api
