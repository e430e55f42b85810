// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ports/transport.h"
#include "client/review/replay.h"

#include <QObject>

#include <map>
#include <set>

namespace client::review {

// The answer of /api/v1 to one read, from a replay at its moment. 404 for what a log does not hold.
contract::Exchange answerFrom(const Replay& replay, const std::string& target);

// A transport to a replay instead of a service, so that the screens over a file are those over a connection. Whatever
// is no read is refused as never sent. The replay outlives this.
class ReplayService : public QObject, public ports::Transport
{
    Q_OBJECT

public:
    explicit ReplayService(QObject* parent = nullptr) : QObject(parent) {}

    // Null, as at first: reads wait for one. A refusal would look like a service in trouble, which is left alone.
    void setReplay(const Replay* replay);

    Id send(ports::HttpRequest request, Done done) override;
    Id stream(ports::HttpRequest request, StreamHandler handler) override;
    void abort(Id id) override;

private:
    struct Held
    {
        std::string target;
        Done done;
    };

    void later(Id id, std::function<void()> tell);
    void answer(Id id, const std::string& target, const Done& done);

    const Replay* m_replay = nullptr;
    std::map<Id, Held> m_held; // until there is a replay
    std::set<Id> m_waiting;
    Id m_next = 1;
};

} // namespace client::review
