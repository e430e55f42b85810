// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/failures.h"
#include "ui/context.h"
#include "ui/dialogs/confirmwake.h"
#include "ui/failuretexts.h"

#include <QDialog>
#include <QTimer>

class QLabel;
class QPushButton;

namespace ui {

class ConfirmButton;

// Asks before the open bets of a group go again, with their number, which follows the group while the dialog is open.
// Opened with open(); says confirmed() once.
class FailureRetryDialog : public QDialog
{
    Q_OBJECT

public:
    FailureRetryDialog(const Context& context, const client::contract::FailureRow& row, QWidget* parent = nullptr);

    void setRow(const client::contract::FailureRow& row);
    const client::contract::FailureRow& row() const { return m_row; }

Q_SIGNALS:
    // With the number that was on the button.
    void confirmed(std::int64_t expectedCount);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void refresh();

    const Context m_context;
    const FailureTexts m_texts;
    client::contract::FailureRow m_row;
    bool m_done = false;
    QTimer m_tick;
    QLabel* m_question;
    QLabel* m_cause;
    QLabel* m_consequence;
    QLabel* m_hint;
    QPushButton* m_cancel;
    ConfirmButton* m_confirm;
    ConfirmWake m_wake;
};

} // namespace ui
