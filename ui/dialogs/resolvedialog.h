// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/resolution.h"
#include "ui/context.h"

#include <QDialog>
#include <QPointer>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace ui {

// Says, with evidence, what an operation in doubt came to. It moves nothing: a second person has to agree. A failed
// call may be repeated, because the service takes the same words once. Opened with open().
class ResolveDialog : public QDialog
{
    Q_OBJECT

public:
    ResolveDialog(const Context& context, const client::contract::BetRow& bet, QWidget* parent = nullptr);
    ~ResolveDialog() override;

Q_SIGNALS:
    void proposed(const client::contract::ResolutionRow& row);

protected:
    void changeEvent(QEvent* event) override;

private:
    void send();
    void refresh();
    void retranslate();
    QString missing() const;

    const Context m_context;
    const client::contract::BetRow m_bet;
    QPointer<client::api::CallOf<client::contract::ResolutionRow>> m_call;
    QString m_problem;
    QLabel* m_title;
    QLabel* m_text;
    QLabel* m_outcomeLabel;
    QComboBox* m_outcome;
    QLabel* m_referenceLabel;
    QLineEdit* m_reference;
    QLabel* m_reasonLabel;
    QLineEdit* m_reason;
    QLabel* m_hint;
    QPushButton* m_cancel;
    QPushButton* m_send;
};

} // namespace ui
