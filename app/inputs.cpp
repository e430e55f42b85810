// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inputs.h"

#include <QEvent>
#include <QPointF>
#include <QWidget>
#include <QWindow>

// Exported by QtGui for QtTest, which a product does not link.
Q_GUI_EXPORT void qt_handleKeyEvent(QWindow* window, QEvent::Type type, int key, Qt::KeyboardModifiers modifiers,
                                    const QString& text = QString(), bool repeated = false, ushort count = 1);
Q_GUI_EXPORT void qt_handleMouseEvent(QWindow* window, const QPointF& local, const QPointF& global,
                                      Qt::MouseButtons state, Qt::MouseButton button, QEvent::Type type,
                                      Qt::KeyboardModifiers modifiers, int timestamp);

namespace app {

namespace {

void send(QWidget& window, int key, Qt::KeyboardModifiers modifiers, const QString& text)
{
    auto* handle = window.window()->windowHandle();
    qt_handleKeyEvent(handle, QEvent::KeyPress, key, modifiers, text);
    qt_handleKeyEvent(handle, QEvent::KeyRelease, key, modifiers, text);
}

} // namespace

void pressKey(QWidget& window, Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QString text;
    if (modifiers == Qt::NoModifier) {
        if (key == Qt::Key_Return || key == Qt::Key_Enter)
            text = QStringLiteral("\r");
        else if (key >= Qt::Key_Space && key <= Qt::Key_AsciiTilde)
            text = QString(QChar(static_cast<char16_t>(key))).toLower();
    }
    send(window, key, modifiers, text);
}

void typeText(QWidget& window, const QString& text)
{
    for (const QChar c : text)
        send(window, c.toUpper().unicode(), Qt::NoModifier, QString(c));
}

void clickOn(QWidget& widget)
{
    static int timestampMs = 1'000;
    auto* handle = widget.window()->windowHandle();
    const QPointF local = widget.mapTo(widget.window(), widget.rect().center());
    const QPointF global = widget.mapToGlobal(widget.rect().center());
    // Far enough apart that two clicks are never one double click.
    timestampMs += 2'000;
    qt_handleMouseEvent(handle, local, global, Qt::LeftButton, Qt::LeftButton, QEvent::MouseButtonPress, Qt::NoModifier,
                        timestampMs);
    qt_handleMouseEvent(handle, local, global, Qt::NoButton, Qt::LeftButton, QEvent::MouseButtonRelease, Qt::NoModifier,
                        timestampMs + 50);
}

} // namespace app
