// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/context.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QTableView;

namespace ui {

class IntentsModel;

// The refunds that have no definite end yet, and what a person can do about one: ask again now, or give up what was
// never sent. Nothing here makes a new request. Opened with open().
class UnfinishedDialog : public QDialog
{
    Q_OBJECT

public:
    UnfinishedDialog(const Context& context, IntentsModel& model, QWidget* parent);

Q_SIGNALS:
    void openBetRequested(const QString& partner, const QString& bet);

protected:
    void changeEvent(QEvent* event) override;

private:
    int currentRow() const;
    void refresh();
    void retranslate();
    void tryNow();
    void giveUp();
    void say(const QString& problem);

    const Context m_context;
    IntentsModel& m_model;
    QLabel* m_text;
    QTableView* m_table;
    QLabel* m_problem;
    QPushButton* m_tryNow;
    QPushButton* m_giveUp;
    QPushButton* m_openBet;
    QPushButton* m_close;
};

} // namespace ui
