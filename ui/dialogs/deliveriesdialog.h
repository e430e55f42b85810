// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/context.h"

#include <QDialog>

class QPushButton;
class QTabWidget;

namespace ui {

// What raises alerts, and who is told of events and what was not taken. Not modal: one looks at bets beside it.
class DeliveriesDialog : public QDialog
{
    Q_OBJECT

public:
    enum class Tab { Rules, Deliveries };

    explicit DeliveriesDialog(const Context& context, QWidget* parent = nullptr);

    void showTab(Tab tab);
    // The one of this window comes to the front, or is made.
    static void showFor(const Context& context, QWidget* window, Tab tab);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    QTabWidget* m_tabs;
    QPushButton* m_close;
};

} // namespace ui
