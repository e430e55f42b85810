// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ports/clock.h"
#include "client/ports/transport.h"

#include <QObject>

#include <cstdint>
#include <deque>
#include <map>
#include <string>

namespace client::api {

// One request as it went out, and what came of it. Neither headers nor bodies: these hold tokens and personal data.
struct LoggedCall
{
    std::uint64_t number = 0;
    std::int64_t atMs = 0;
    std::string method;
    std::string target; // path and query
    std::string correlationId;
    bool isOver = false; // false: the fields below are not known yet, but for the status of a stream
    contract::TransportError error = contract::TransportError::None;
    bool maybeSent = true;
    int status = 0;
    std::int64_t durationMs = 0;
    std::int64_t bytes = 0; // of the reply's body

    // It did not end as somebody wished who made it.
    bool isFailed() const
    {
        return isOver && error != contract::TransportError::Aborted &&
               (error != contract::TransportError::None || status >= 400);
    }
    bool operator==(const LoggedCall&) const = default;
};

// A transport that remembers the newest requests that go through it, for people who have to say what the console asked
// and what it was told. Changes nothing of them. One thread.
class CallLog : public QObject, public ports::Transport
{
    Q_OBJECT

public:
    static constexpr std::size_t callsMax = 1'000;

    CallLog(ports::Transport& inner, const ports::Clock& clock, QObject* parent = nullptr);

    const std::deque<LoggedCall>& calls() const { return m_calls; } // oldest first

    Id send(ports::HttpRequest request, Done done) override;
    Id stream(ports::HttpRequest request, StreamHandler handler) override;
    void abort(Id id) override;

Q_SIGNALS:
    void began(const client::api::LoggedCall& call);
    // The same call again, with more of it known.
    void went(const client::api::LoggedCall& call);

private:
    std::uint64_t begin(const ports::HttpRequest& request);
    template <typename Change>
    void change(std::uint64_t number, Change&& apply);
    void end(std::uint64_t number, const contract::Exchange& exchange);

    ports::Transport& m_inner;
    const ports::Clock& m_clock;
    std::deque<LoggedCall> m_calls;
    std::map<Id, std::uint64_t> m_running;
    std::uint64_t m_number = 0;
};

} // namespace client::api
