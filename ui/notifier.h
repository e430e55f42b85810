// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

namespace ui {

// The desktop's notifications and its bell, where there are any. The application implements it; a window without one
// stays silent.
class Notifier : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual bool isAvailable() const = 0;
    // Plain text; markup in it is shown as it is.
    virtual void notify(const QString& title, const QString& text) = 0;
    // One short sound.
    virtual void sound() = 0;
    // How many alerts nobody has seen, for the badge.
    virtual void setUnseen(int count, const QString& text) = 0;

Q_SIGNALS:
    void clicked(); // the newest notification
};

} // namespace ui
