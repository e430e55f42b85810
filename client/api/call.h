// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/answer.h"
#include "client/contract/result.h"

#include <QObject>

#include <memory>

namespace client::api {

// One request with all its attempts. Made and owned by BetApi, which deletes it some time after finished(): copy what
// is needed in the slot, and hold it only through QPointer. Single-threaded, needs no event loop of its own.
class Call : public QObject
{
    Q_OBJECT

public:
    ~Call() override;

    bool isFinished() const { return m_finished; }
    int attempt() const { return m_attempt; } // 1-based, 0 before the first
    // The operation's answer folded over its attempts. Valid after finished().
    const contract::Answer& answer() const { return m_answer; }
    // No further attempt. An attempt that is out is given up: finished() comes with what the fold says, in doubt if
    // anything may have left.
    virtual void stop() = 0;

Q_SIGNALS:
    void attemptStarted(int attempt);
    void attemptEnded(int attempt, const client::contract::Answer& answer);
    void attemptScheduled(int attempt, qint64 delayMs);
    // Exactly once.
    void finished();

protected:
    explicit Call(QObject* parent = nullptr);

    bool m_finished = false;
    int m_attempt = 0;
    contract::Answer m_answer;
};

// A call whose accepted body has a shape.
template <typename T>
class CallOf : public Call
{
public:
    // Valid after finished(). Error kinds: Declined, NotSent, InDoubt as the answer; Malformed for a body of another
    // shape.
    const contract::Result<T>& result() const { return m_result; }

protected:
    using Call::Call;
    contract::Result<T> m_result = contract::fail(contract::ErrorKind::NotSent, "not finished");
};

} // namespace client::api
