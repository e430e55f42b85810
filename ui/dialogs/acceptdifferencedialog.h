// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/reconciliation.h"
#include "ui/context.h"
#include "ui/reconciliationtexts.h"

#include <QDialog>
#include <QPointer>

class QLabel;
class QLineEdit;
class QPushButton;

namespace ui {

// Says that a difference between us and a partner is in order, and why. Moves nothing; a failed call may be repeated.
// Opened with open().
class AcceptDifferenceDialog : public QDialog
{
    Q_OBJECT

public:
    static constexpr int charsMax = 1'000;
    static constexpr int charsMin = 3;

    AcceptDifferenceDialog(const Context& context, const client::contract::ReconciliationItem& item,
                           QWidget* parent = nullptr);
    ~AcceptDifferenceDialog() override;

Q_SIGNALS:
    void differenceAccepted(const client::contract::ReconciliationItem& item);

protected:
    void changeEvent(QEvent* event) override;

private:
    void send();
    void refresh();
    void retranslate();
    QString missing() const;

    const Context m_context;
    const ReconciliationTexts m_texts;
    const client::contract::ReconciliationItem m_item;
    QPointer<client::api::Call> m_call;
    QString m_problem;
    QLabel* m_title;
    QLabel* m_text;
    QLabel* m_reasonLabel;
    QLineEdit* m_reason;
    QLabel* m_hint;
    QPushButton* m_cancel;
    QPushButton* m_send;
};

} // namespace ui
