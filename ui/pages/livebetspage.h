// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/context.h"
#include "ui/linkstatus.h"
#include "ui/models/betsmodel.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace ui {

class BetsTable;
struct TableSummary;

// Bets as they come: the table, what came in while one was reading, and a plain word when there is nothing to see.
class LiveBetsPage : public QWidget
{
    Q_OBJECT

public:
    enum class Join { Replace, And, AndNot };

    LiveBetsPage(const Context& context, BetsModel& model, QWidget* parent = nullptr);

    BetsTable& table() { return *m_table; }
    void setLink(const LinkStatus& status);
    const client::contract::BetRow* currentBet() const;
    TableSummary summary() const;
    QString bannerText() const;
    QString emptyText() const;
    bool isStale() const; // over 15 minutes without news

public Q_SLOTS:
    void togglePause();
    void copyJson();
    void copyId();

Q_SIGNALS:
    void currentBetChanged();
    void openRequested();
    void refundRequested(const client::contract::BetRow& row);
    void filterRequested(const QString& term, ui::LiveBetsPage::Join join);
    void clearFilterRequested();
    void summaryChanged();
    void pauseChanged();
    void message(const QString& text);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void showMenu(const QPoint& position);
    QString termOf(const client::contract::BetRow& row, BetsModel::Column column) const;
    void refreshBanner();
    void refreshEmpty();
    void retranslate();

    const Context& m_context;
    BetsModel& m_model;
    LinkStatus m_link;
    bool m_followedBefore = true; // before the pause
    QPushButton* m_banner;
    BetsTable* m_table;
    QWidget* m_empty;
    QLabel* m_emptyLabel;
    QPushButton* m_clearButton;
};

} // namespace ui
