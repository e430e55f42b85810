// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <Qt>

class QWidget;

namespace app {

// Keys and clicks that go through Qt's own input queue, as those of a keyboard and a mouse do: shortcuts, focus and
// modality decide about them.
void pressKey(QWidget& window, Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
void typeText(QWidget& window, const QString& text);
void clickOn(QWidget& widget);

} // namespace app
