// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/operations/differenceexport.h"
#include "ui/context.h"
#include "ui/models/differencesmodel.h"
#include "ui/models/reconciliationsmodel.h"
#include "ui/models/sidesmodel.h"
#include "ui/pages/page.h"
#include "ui/reconciliationtexts.h"

#include <QPointer>
#include <QTimer>

#include <map>
#include <optional>

class QAction;
class QComboBox;
class QLabel;
class QPushButton;
class QSplitter;

namespace ui {

class LineLabel;
class ReconciliationDialog;
class RowTable;

// Our bets against partners' lists: the runs, what the chosen run found by class and age, and both sides of the chosen
// difference beside each other with what may be done about it. It repairs nothing: an operation is made in the dialogs
// that make it everywhere. Nothing is asked for before somebody looks.
class ReconciliationPage : public Page
{
    Q_OBJECT

public:
    enum class Action { New, GiveUp, Export, Open, Accept, Remedy };
    // While a run goes on, and while none does, because hours pass.
    static constexpr std::int64_t pollMs = 2'000;
    static constexpr std::int64_t refreshMs = 60'000;

    explicit ReconciliationPage(const Context& context, QWidget* parent = nullptr);
    ~ReconciliationPage() override;

    QString title() const override { return tr("Reconciliation"); }
    Glyph icon() const override { return Glyph::Diamond; }
    std::vector<QWidget*> panes() const override;
    QString subject() const override;
    QWidget* filterField() const override;
    // "amount_mismatch|3|open", as the fields stand.
    QString filter() const override;
    void setFilter(const QString& text) override;
    void refresh() override;
    void escape() override;
    void save(QSettings& settings) const override;
    void restore(QSettings& settings) override;
    void resetLayout() override;

    ReconciliationsModel& runs() { return m_runs; }
    DifferencesModel& differences() { return m_differences; }
    RowTable& runsTable() { return *m_runsTable; }
    RowTable& differencesTable() { return *m_differencesTable; }
    RowTable& sidesTable() { return *m_sidesTable; }
    QPushButton& button(Action action) { return *m_buttons.at(action); }
    QString runsEmptyText() const;
    QString differencesEmptyText() const;
    QString whyNot(Action action) const; // empty: it may be done
    // The export's own file dialog ends here.
    void exportTo(const QString& path);
    // What has to be asked for again; a timer calls it.
    void tick();

Q_SIGNALS:
    void betOpened(const client::contract::BetRow& row);
    void refundRequested(const QString& partner, const QString& bet);
    // A bet whose operation is open: what can be done about it stands in its details.
    void doubtOpened(const client::contract::BetRow& row);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void build();
    QWidget* buildRuns();
    QWidget* buildDifferences();
    QWidget* buildSides();
    void buildActions();
    void retranslate();
    void onConnection();
    void loadIfShown();
    void onRuns();
    void onCurrentRun();
    void onCurrentDifference();
    void loadDifferences();
    void act(Action action);
    void begin();
    void giveUp();
    void askFile();
    void askReason();
    void readBet(void (ReconciliationPage::*told)(const client::contract::BetRow&));
    void startRemedy();
    void onExported(client::operations::DifferenceExport::End end, const QString& detail);
    void refreshEmpty();
    void refreshBar();
    void refreshClasses();
    void fitColumns();
    bool isReachable() const;
    const client::contract::ReconciliationRow* chosenRun() const;
    const client::contract::ReconciliationItem* chosen() const;
    client::api::ReconciliationItemFilter asked() const;

    const Context m_context;
    const ReconciliationTexts m_texts;
    ReconciliationsModel m_runs;
    DifferencesModel m_differences;
    SidesModel m_sides;
    client::operations::DifferenceExport m_export;
    QString m_exportText;
    std::string m_environmentId;
    std::string m_chosenRun;            // its id; empty: none
    std::string m_wantedRun;            // to be chosen once it is listed
    bool m_wasOpen = false;             // the chosen run, when it was looked at last
    std::int64_t m_askedAtMs = 0;       // steady
    QPointer<client::api::Call> m_call; // of a command or of a bet
    QPointer<ReconciliationDialog> m_dialog;
    std::map<Action, QAction*> m_actions;
    std::map<Action, QPushButton*> m_buttons;
    QTimer m_timer;

    QSplitter* m_splitter;
    LineLabel* m_runLine;
    RowTable* m_runsTable;
    QLabel* m_runsEmpty;
    QComboBox* m_class;
    QComboBox* m_age;
    QComboBox* m_accepted;
    LineLabel* m_line;
    QPushButton* m_cancel;
    RowTable* m_differencesTable;
    QLabel* m_differencesEmpty;
    RowTable* m_sidesTable;
};

} // namespace ui
