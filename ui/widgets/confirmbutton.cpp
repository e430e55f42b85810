// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/confirmbutton.h"

#include <QKeyEvent>
#include <QMouseEvent>

namespace ui {

namespace {

bool isPressingKey(int key)
{
    return key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space || key == Qt::Key_Select;
}

} // namespace

ConfirmButton::ConfirmButton(QWidget* parent) : QPushButton(parent)
{
    setAutoDefault(false);
    setDefault(false);
    connect(this, &QPushButton::clicked, this, &ConfirmButton::confirmed);
}

void ConfirmButton::keyPressEvent(QKeyEvent* event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (isEnter && modifiers == Qt::ControlModifier) {
        if (!event->isAutoRepeat())
            Q_EMIT confirmed();
        event->accept();
        return;
    }
    if (isPressingKey(event->key())) {
        // Accepted, because an ignored Enter would go on to the dialog's default button.
        event->accept();
        Q_EMIT keyRefused();
        return;
    }
    QWidget::keyPressEvent(event);
}

void ConfirmButton::keyReleaseEvent(QKeyEvent* event)
{
    if (isPressingKey(event->key())) {
        event->accept();
        return;
    }
    QWidget::keyReleaseEvent(event);
}

void ConfirmButton::mouseDoubleClickEvent(QMouseEvent* event)
{
    event->accept();
}

} // namespace ui
