// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/traynotifier.h"

#include <QIcon>

namespace app {

TrayNotifier::TrayNotifier(QObject* parent) : ui::Notifier(parent), m_tray(QIcon(QStringLiteral(":/icons/betdesk.svg")))
{
    m_tray.setToolTip(QStringLiteral("Betdesk"));
    connect(&m_tray, &QSystemTrayIcon::messageClicked, this, &TrayNotifier::clicked);
    connect(&m_tray, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger)
            Q_EMIT clicked();
    });
    m_tray.setVisible(isAvailable());
}

bool TrayNotifier::isAvailable() const
{
    return QSystemTrayIcon::isSystemTrayAvailable() && QSystemTrayIcon::supportsMessages();
}

void TrayNotifier::notify(const QString& title, const QString& text)
{
    if (!isAvailable())
        return;
    m_tray.show();
    // Some desktops render markup in a notification, and others would show it escaped.
    auto plain = text;
    m_tray.showMessage(title, plain.remove(u'<').remove(u'&'));
}

void TrayNotifier::setUnseen(int count, const QString& text)
{
    m_tray.setToolTip(count > 0 ? QStringLiteral("Betdesk: ") + text : QStringLiteral("Betdesk"));
}

} // namespace app
