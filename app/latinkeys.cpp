// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/latinkeys.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QWidget>

#include <string_view>

namespace app {

namespace {

// Rows of a US keyboard; X11 keycodes are evdev's plus 8.
struct Row
{
    quint32 first;
    std::string_view keys;
};

constexpr Row rows[] = {{24, "QWERTYUIOP[]"}, {38, "ASDFGHJKL;'`"}, {52, "ZXCVBNM,./"}};

bool isCyrillic(int key)
{
    return key >= 0x0400 && key <= 0x052F;
}

bool trigger(QWidget* window, const QKeySequence& keys)
{
    const auto actions = window->actions();
    for (auto* action : actions) {
        if (action->isEnabled() && action->shortcuts().contains(keys)) {
            action->trigger();
            return true;
        }
    }
    return false;
}

} // namespace

std::optional<int> latinKey(quint32 scanCode)
{
    for (const auto& row : rows) {
        if (scanCode >= row.first && scanCode < row.first + row.keys.size())
            return row.keys[scanCode - row.first];
    }
    return std::nullopt;
}

bool LatinKeys::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress || !watched->isWidgetType())
        return false;
    const auto* key = static_cast<QKeyEvent*>(event);
    if (!isCyrillic(key->key()))
        return false;
    const auto latin = latinKey(key->nativeScanCode());
    if (!latin)
        return false;
    auto* widget = static_cast<QWidget*>(watched);
    const auto modifiers = key->modifiers();
    if (modifiers & (Qt::ControlModifier | Qt::AltModifier)) {
        if (trigger(widget->window(), QKeySequence(static_cast<int>(modifiers) | *latin)))
            return true;
    } else if (!qobject_cast<QAbstractItemView*>(widget)) {
        return false; // typing
    }
    QKeyEvent mapped(event->type(), *latin, modifiers, key->nativeScanCode(), key->nativeVirtualKey(),
                     key->nativeModifiers(), QString(QChar(*latin)), key->isAutoRepeat(),
                     static_cast<quint16>(key->count()));
    QCoreApplication::sendEvent(widget, &mapped);
    return true;
}

} // namespace app
