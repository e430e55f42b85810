// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/wire.h"
#include "ui/context.h"

#include <QDialog>
#include <QPointer>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace ui {

// Posts the official result of a round. Moves no money: a first result closes the round, another one marks it for a
// recalculation. Sends once; a failed call may be repeated, because the service takes the same result once. Opened with
// open().
class ResultDialog : public QDialog
{
    Q_OBJECT

public:
    // `known`: results that this game had, offered and not required.
    ResultDialog(const Context& context, const client::contract::RoundRow& round, const QStringList& known,
                 QWidget* parent = nullptr);
    ~ResultDialog() override;

Q_SIGNALS:
    void posted(const client::contract::RoundRow& round);

protected:
    void changeEvent(QEvent* event) override;

private:
    void post();
    void refresh();
    void retranslate();
    QString missing() const;
    std::string result() const;

    const Context m_context;
    const client::contract::RoundRow m_round;
    QPointer<client::api::CallOf<client::contract::RoundRow>> m_call;
    QString m_problem;
    QLabel* m_title;
    QLabel* m_text;
    QLabel* m_resultLabel;
    QComboBox* m_result;
    QLabel* m_sourceLabel;
    QLineEdit* m_source;
    QLabel* m_hint;
    QPushButton* m_cancel;
    QPushButton* m_post;
};

} // namespace ui
