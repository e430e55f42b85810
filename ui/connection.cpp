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

bool Connection::isReachable() const
{
    return isKnown() && m_link != LinkState::Connecting && m_link != LinkState::Offline;
}

bool Connection::mayMoveMoney() const
{
    return whyNot().isEmpty();
}

QString Connection::whyNot() const
{
    return whyNot(Act::Refund);
}

bool Connection::mayPrepare() const
{
    return m_link == LinkState::Offline && isKnown() && m_blocked.isEmpty() && m_safety != SafetyLevel::ReadOnly &&
           has({"support", "manager"});
}

bool Connection::has(std::initializer_list<std::string_view> roles) const
{
    return std::any_of(m_instance.roles.begin(), m_instance.roles.end(), [&roles](const std::string& role) {
        return std::find(roles.begin(), roles.end(), role) != roles.end();
    });
}

QString Connection::whyNot(Act act) const
{
    if (m_link == LinkState::File)
        return tr("This is the past: nothing of it can be changed.");
    // Only refunds are journalled here; the service keeps everything else.
    if (act == Act::Refund && !m_blocked.isEmpty())
        return m_blocked;
    if (!isReachable())
        return tr("Off until the connection returns.");
    if (m_safety == SafetyLevel::ReadOnly)
        return tr("This connection is read-only.");
    switch (act) {
    case Act::Refund:
        return has({"support", "manager"}) ? QString() : tr("Your role may look, but not refund.");
    case Act::Recalculate:
        return has({"support", "manager"}) ? QString() : tr("Your role may look, but not recalculate.");
    case Act::Job:
        return has({"support", "manager"}) ? QString() : tr("Your role may look, but not start or steer jobs.");
    case Act::Approve:
        return has({"manager"}) ? QString() : tr("Only a manager may approve.");
    case Act::PostResult:
        return has({"manager"}) ? QString() : tr("Only a manager may post an official result.");
    case Act::Failure:
        return has({"support", "manager"}) ? QString() : tr("Your role may look, but not work on failures.");
    case Act::Suspend:
        return has({"manager"}) ? QString() : tr("Only a manager may suspend a partner.");
    case Act::Alert:
        return has({"support", "manager"}) ? QString() : tr("Your role may look, but not work on alerts.");
    case Act::AlertRule:
        return has({"manager"}) ? QString() : tr("Only a manager may change alert rules.");
    case Act::ShareView:
        return has({"manager"}) ? QString() : tr("Only a manager may share a view.");
    case Act::View:
        return has({"support", "manager"}) ? QString() : tr("Your role keeps no views.");
    }
    return {};
}

} // namespace ui
