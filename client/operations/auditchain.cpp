// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/operations/auditchain.h"

namespace client::operations {

AuditChain::AuditChain(api::BetApi& api, QObject* parent) : QObject(parent), m_api(api) {}

AuditChain::~AuditChain()
{
    if (m_call) {
        m_call->disconnect(this);
        m_call->stop();
    }
}

void AuditChain::enter(State state)
{
    m_state = state;
    Q_EMIT changed();
}

void AuditChain::verify()
{
    if (m_state == State::Checking)
        return;
    m_rows = 0;
    m_check = {};
    ask({});
    enter(State::Checking);
}

void AuditChain::cancel()
{
    if (m_state != State::Checking)
        return;
    if (m_call) {
        m_call->disconnect(this);
        m_call->stop();
    }
    m_call.clear();
    enter(State::Idle);
}

void AuditChain::ask(const std::string& cursor)
{
    auto* const call = m_api.verifyAudit(cursor);
    m_call = call;
    connect(call, &api::Call::finished, this, [this, call] {
        m_call.clear();
        if (!call->result()) {
            m_answer = call->answer();
            return enter(State::Failed);
        }
        const auto before = m_check.checkedTo;
        m_check = *call->result();
        m_rows += m_check.rows;
        if (!m_check.ok)
            return enter(State::Broken);
        if (m_check.nextCursor.empty())
            return enter(State::Whole);
        // A stretch that gets nowhere would go on for ever, and must not pass for a log that is whole.
        if (m_check.checkedTo <= before) {
            m_answer = {};
            m_answer.detail = "the check does not get on";
            return enter(State::Failed);
        }
        ask(m_check.nextCursor);
        Q_EMIT changed();
    });
}

} // namespace client::operations
