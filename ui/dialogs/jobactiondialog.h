// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/jobrow.h"
#include "ui/context.h"
#include "ui/jobactions.h"
#include "ui/jobtexts.h"

#include <QDialog>
#include <QTimer>

#include <optional>

class QLabel;
class QLineEdit;
class QPushButton;

namespace ui {

class ConfirmButton;

// Asks before a job is stopped, withdrawn, resumed or tried again, and says what follows. What lets money move asks for
// typing where the safety level wants it, and wakes after three seconds. Opened with open(); says confirmed() once.
class JobActionDialog : public QDialog
{
    Q_OBJECT

public:
    static constexpr std::int64_t wakeMs = 3'000;

    JobActionDialog(const Context& context, JobAction action, const client::contract::JobRow& row,
                    QWidget* parent = nullptr);

    // The job has moved on while the dialog is open.
    void setRow(const client::contract::JobRow& row);
    const client::contract::JobRow& row() const { return m_row; }
    // Bets whose calls are out, as the service says; not known until then.
    void setInFlight(std::int64_t bets);
    // The exact text to type, empty where none is asked for.
    QString wantedText() const;

Q_SIGNALS:
    void confirmed();

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void refresh();
    void askInFlight();
    QString question() const;
    QString consequence() const;
    std::int64_t count() const; // bets that the action is about

    const Context m_context;
    const JobTexts m_texts;
    const JobAction m_action;
    client::contract::JobRow m_row;
    std::optional<std::int64_t> m_inFlight;
    bool m_typing = false;
    bool m_done = false;
    std::optional<std::int64_t> m_completeSinceMs; // steady
    QTimer m_tick;
    QLabel* m_question;
    QLabel* m_consequence;
    QLabel* m_typedLabel;
    QLineEdit* m_typed;
    QLabel* m_hint;
    QPushButton* m_cancel;
    ConfirmButton* m_confirm;
};

} // namespace ui
