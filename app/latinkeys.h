// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <optional>

namespace app {

// The Latin key (Qt::Key) that a US keyboard has at this place, by X11 keycode: with a Russian layout alone neither
// Ctrl+K nor J would do anything (measured).
std::optional<int> latinKey(quint32 scanCode);

// Gives shortcuts and list keys to people whose layout is Cyrillic. Text they type is left alone. Only for the xcb
// platform.
class LatinKeys : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace app
