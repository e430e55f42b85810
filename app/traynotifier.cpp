// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/traynotifier.h"

#include <QApplication>
#include <QIcon>
#include <QPainter>

namespace app {

namespace {

constexpr int iconSize = 64;

// The application's icon with how many wait in its corner.
QIcon badged(const QIcon& plain, int count)
{
    if (count <= 0)
        return plain;
    auto pixmap = plain.pixmap(iconSize, iconSize);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF badge(iconSize * 0.34, iconSize * 0.34, iconSize * 0.66, iconSize * 0.66);
    painter.setPen(QPen(Qt::white, 3));
    painter.setBrush(QColor(0x820F08));
    painter.drawEllipse(badge.adjusted(2, 2, -2, -2));
    auto font = painter.font();
    font.setPixelSize(count < 10 ? 32 : 24);
    font.setBold(true);
    painter.setFont(font);
    painter.drawText(badge, Qt::AlignCenter, count < 100 ? QString::number(count) : QStringLiteral("99+"));
    return pixmap;
}

} // namespace

TrayNotifier::TrayNotifier(QObject* parent)
    : ui::Notifier(parent), m_icon(QStringLiteral(":/icons/betdesk.svg")), m_tray(m_icon)
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

void TrayNotifier::sound()
{
    QApplication::beep();
}

void TrayNotifier::setUnseen(int count, const QString& text)
{
    m_tray.setIcon(badged(m_icon, count));
    m_tray.setToolTip(count > 0 ? QStringLiteral("Betdesk: ") + text : QStringLiteral("Betdesk"));
}

} // namespace app
