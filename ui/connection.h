// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/wire.h"
#include "client/feed/feed.h"

#include <QObject>
#include <QString>

#include <initializer_list>
#include <string_view>

namespace ui {

// TablePlus's idea: how much a person has to do before money moves. ConfirmAndType is the default in production.
enum class SafetyLevel { ReadOnly, Confirm, ConfirmAndType };

// What a person may want to do. The service decides; the console only says beforehand what it will say.
enum class Act { Refund, Recalculate, Job, Approve, PostResult, Failure, Suspend, Alert, AlertRule, View, ShareView };

// What the console knows of the other side: who it is, who we are, and whether it answers. Owned by the application.
class Connection : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    void setInstance(const client::contract::InstanceInfo& instance);
    void setLink(client::feed::LinkState link);
    void setSafety(SafetyLevel safety);
    // For as long as the program runs: the journal can not be written, so nothing may be sent.
    void block(const QString& reason);

    // Empty fields until the service answered for the first time.
    const client::contract::InstanceInfo& instance() const { return m_instance; }
    bool isKnown() const { return !m_instance.environmentId.empty(); }
    client::feed::LinkState link() const { return m_link; }
    // Known, and it or the file in its place answers as far as we know.
    bool isReachable() const;
    SafetyLevel safety() const { return m_safety; }
    bool isProduction() const { return m_instance.kind == "production"; }
    // Money may be moved only towards a service that is known and answers, by somebody who may.
    bool mayMoveMoney() const;
    // A sentence for a disabled action's tooltip, empty while mayMoveMoney().
    QString whyNot() const;
    // The same for one act.
    QString whyNot(Act act) const;
    // The service is gone, and a refund can only be prepared: nothing of it is sent before it was previewed anew.
    bool mayPrepare() const;

Q_SIGNALS:
    void changed();

private:
    bool has(std::initializer_list<std::string_view> roles) const;

    client::contract::InstanceInfo m_instance;
    client::feed::LinkState m_link = client::feed::LinkState::Connecting;
    QString m_blocked;
    SafetyLevel m_safety = SafetyLevel::ConfirmAndType;
};

} // namespace ui
