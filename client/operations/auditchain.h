// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/api/betapi.h"

#include <QObject>
#include <QPointer>

namespace client::operations {

// Lets the service check its audit log from the oldest row to the newest, a stretch at a time. What comes of it is the
// service's own word; `betd audit verify` with a head that was kept elsewhere needs nobody's.
class AuditChain : public QObject
{
    Q_OBJECT

public:
    enum class State { Idle, Checking, Whole, Broken, Failed };

    explicit AuditChain(api::BetApi& api, QObject* parent = nullptr);
    ~AuditChain() override;

    // Nothing while one check runs.
    void verify();
    void cancel();

    State state() const { return m_state; }
    qint64 rows() const { return m_rows; }                        // checked so far
    const contract::AuditCheck& check() const { return m_check; } // the newest stretch
    const contract::Answer& answer() const { return m_answer; }   // of Failed

Q_SIGNALS:
    void changed();

private:
    void ask(const std::string& cursor);
    void enter(State state);

    api::BetApi& m_api;
    State m_state = State::Idle;
    qint64 m_rows = 0;
    contract::AuditCheck m_check;
    contract::Answer m_answer;
    QPointer<api::Call> m_call;
};

} // namespace client::operations
