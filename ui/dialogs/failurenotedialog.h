// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/failures.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace ui {

// The note that everybody sees beside a group of failures. Moves nothing. Opened with open().
class FailureNoteDialog : public QDialog
{
    Q_OBJECT

public:
    static constexpr int charsMax = 1'000;

    explicit FailureNoteDialog(const client::contract::FailureRow& row, QWidget* parent = nullptr);

Q_SIGNALS:
    void noted(const QString& text); // empty: the note is taken away

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    const client::contract::FailureRow m_row;
    QLabel* m_cause;
    QLabel* m_label;
    QLineEdit* m_note;
    QPushButton* m_cancel;
    QPushButton* m_save;
};

} // namespace ui
