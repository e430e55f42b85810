// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/context.h"
#include "ui/dialogs/bulkrefunddialog.h"
#include "ui/models/betsmodel.h"
#include "ui/pages/page.h"

class QLabel;
class QPushButton;

namespace ui {

class BetsTable;
struct TableSummary;

// Bets as they come: the table, what came in while one was reading, and a plain word when there is nothing to see.
class LiveBetsPage : public Page
{
    Q_OBJECT

public:
    enum class Join { Replace, And, AndNot };

    LiveBetsPage(const Context& context, BetsModel& model, QWidget* parent = nullptr);

    QString title() const override { return tr("Live bets"); }
    Glyph icon() const override { return Glyph::Play; }
    std::vector<QWidget*> panes() const override;
    bool showsBets() const override { return true; }
    std::optional<client::contract::BetRow> chosenBet() const override { return currentBet(); }
    // The text of the filter in the top bar, which is asked for and told by onFilter().
    QString filter() const override { return m_filter; }
    void setFilter(const QString& text) override { Q_EMIT queryRequested(text); }
    void onFilter(const QString& text);
    bool open(const Place& place) override;
    void setLink(const LinkStatus& status) override;
    void save(QSettings& settings) const override;
    void restore(QSettings& settings) override;
    void resetLayout() override;

    BetsTable& table() { return *m_table; }
    std::optional<client::contract::BetRow> currentBet() const;
    int selectedCount() const;
    TableSummary summary() const;
    QString bannerText() const;
    QString emptyText() const;
    bool isStale() const; // over 15 minutes without news

public Q_SLOTS:
    void togglePause();
    void copyJson();
    void copyId();
    void refundSelection();
    // All that match the filter, whether they are on the screen or not.
    void refundMatching();

Q_SIGNALS:
    void currentBetChanged();
    void openRequested();
    void refundRequested(const client::contract::BetRow& row);
    void bulkRefundRequested(const client::operations::BulkSelection& selection, const ui::BulkRefundView& view);
    void filterRequested(const QString& term, ui::LiveBetsPage::Join join);
    void queryRequested(const QString& text);
    void summaryChanged();
    void pauseChanged();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void showMenu(const QPoint& position);
    QString readingText() const;  // what came while one reads
    QString overloadText() const; // what is left out
    void refreshBanner();
    void refreshEmpty();
    void retranslate();

    const Context& m_context;
    BetsModel& m_model;
    LinkStatus m_link;
    QString m_filter;
    bool m_followedBefore = true; // before the pause
    QPushButton* m_banner;
    BetsTable* m_table;
    QWidget* m_empty;
    QLabel* m_emptyLabel;
    QPushButton* m_clearButton;
};

} // namespace ui
