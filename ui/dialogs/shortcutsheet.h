// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace ui {

// Ctrl+/ or F1: every key and what it does. Opened with open().
class ShortcutSheet : public QDialog
{
    Q_OBJECT

public:
    explicit ShortcutSheet(QWidget* parent);

protected:
    void changeEvent(QEvent* event) override;

private:
    void rebuild();
};

} // namespace ui
