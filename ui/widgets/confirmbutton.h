// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

namespace ui {

// The one button that moves money. A single left click confirms, and so does a fresh Ctrl+Enter while it has the focus,
// so that the keyboard alone can do it on purpose; Enter, Space, a held key and the second half of a double click never
// do.
class ConfirmButton : public QPushButton
{
    Q_OBJECT

public:
    explicit ConfirmButton(QWidget* parent = nullptr);

Q_SIGNALS:
    void confirmed();
    // A key that would press another button was ignored; the dialog says what does confirm.
    void keyRefused();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
};

} // namespace ui
