// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/jobrow.h"
#include "ui/context.h"
#include "ui/models/roundsmodel.h"
#include "ui/pages/page.h"

#include <QTimer>

#include <map>
#include <optional>
#include <string>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace ui {

class RecalculationWizard;
class RoundDetail;
class RoundsProxy;
class RowTable;
class StaleEdge;

// Rounds as they come, which of them need a recalculation, and the chosen one with its results beneath. A recalculation
// takes the page's place; it can be left and opened again, one a round.
class RoundsPage : public Page
{
    Q_OBJECT

public:
    explicit RoundsPage(const Context& context, QWidget* parent = nullptr);
    ~RoundsPage() override;

    QString title() const override { return tr("Rounds"); }
    Glyph icon() const override { return Glyph::Disc; }
    QString subject() const override;
    QString badge() const override; // how many need a recalculation
    std::vector<QWidget*> panes() const override;
    QWidget* filterField() const override;
    QString filter() const override;
    void setFilter(const QString& text) override;
    bool open(const Place& place) override;
    void refresh() override;
    void escape() override;
    void onRows(const client::feed::Rows& rows) override;
    void setLink(const LinkStatus& status) override;
    void save(QSettings& settings) const override;
    void restore(QSettings& settings) override;
    void resetLayout() override;

    RoundsModel& model() { return m_model; }
    // In the order in which they came.
    std::vector<client::contract::RoundRow> newest(int most) const;
    RowTable& table() { return *m_table; }
    RoundDetail& detail() { return *m_detail; }
    const client::contract::RoundRow* currentRound() const;
    QString emptyText() const;
    // Results that the game of this round had; none for a round that is not known.
    QStringList resultsFor(const client::contract::RoundId& round) const;
    // Opens the wizard of the chosen round, the one that was begun if there is one.
    void recalculate();
    RecalculationWizard* wizard() const; // that is shown, or null

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void readRounds();
    void buildList();
    void connectParts();
    void select(const std::string& round);
    void showCurrent();
    void askForJob(const client::contract::RoundId& round);
    void onJobs(const std::vector<client::contract::JobRow>& jobs);
    void openResultDialog();
    void flag();
    void openWizard(const client::contract::RoundRow& round);
    void closeWizard(const std::string& round);
    void showList();
    void refreshCounts();
    void retranslate();

    const Context& m_context;
    RoundsModel m_model;
    RoundsProxy* m_proxy;
    LinkStatus m_link;
    QString m_problem;                                      // of the last refresh
    std::string m_current;                                  // the chosen round
    std::string m_wanted;                                   // to be chosen when it has come …
    bool m_wantsWizard = false;                             // … and to be recalculated
    std::map<std::string, client::contract::JobRow> m_jobs; // of a round; recalculations that have not ended
    std::map<std::string, RecalculationWizard*> m_wizards;  // of a round
    QStackedWidget* m_views;
    QWidget* m_list;
    QLineEdit* m_field;
    QCheckBox* m_needing;
    QLabel* m_count;
    QSplitter* m_splitter;
    RowTable* m_table;
    StaleEdge* m_edge;
    RoundDetail* m_detail;
    QWidget* m_empty;
    QLabel* m_emptyLabel;
    QPushButton* m_clear;
    QTimer m_recount; // of the bets in rounds
};

} // namespace ui
