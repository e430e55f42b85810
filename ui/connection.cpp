// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connection.h"

#include <algorithm>

namespace ui {

using client::feed::LinkState;

void Connection::setInstance(const client::contract::InstanceInfo& instance)
{
    m_instance = instance;
    Q_EMIT changed();
}

void Connection::setLink(LinkState link)
{
    if (m_link == link)
        return;
    m_link = link;
    Q_EMIT changed();
}

void Connection::setSafety(SafetyLevel safety)
{
    if (m_safety == safety)
        return;
    m_safety = safety;
    Q_EMIT changed();
}

void Connection::block(const QString& reason)
{
    m_blocked = reason;
    Q_EMIT changed();
}

bool Connection::mayMoveMoney() const
{
    return whyNot().isEmpty();
}

QString Connection::whyNot() const
{
    if (!m_blocked.isEmpty())
        return m_blocked;
    if (!isKnown() || m_link == LinkState::Connecting || m_link == LinkState::Offline)
        return tr("Off until the connection returns.");
    if (m_safety == SafetyLevel::ReadOnly)
        return tr("This connection is read-only.");
    const bool mayRefund = std::any_of(m_instance.roles.begin(), m_instance.roles.end(),
                                       [](const std::string& role) { return role == "support" || role == "manager"; });
    if (!mayRefund)
        return tr("Your role may look, but not refund.");
    return {};
}

} // namespace ui
