// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/notifier.h"

#include <QIcon>
#include <QSystemTrayIcon>

namespace app {

// Notifications of the desktop by its tray; silent where there is none.
class TrayNotifier : public ui::Notifier
{
    Q_OBJECT

public:
    explicit TrayNotifier(QObject* parent = nullptr);

    bool isAvailable() const override;
    void notify(const QString& title, const QString& text) override;
    void sound() override;
    void setUnseen(int count, const QString& text) override;

private:
    const QIcon m_icon;
    QSystemTrayIcon m_tray;
};

} // namespace app
