// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/actions.h"
#include "ui/context.h"
#include "ui/linkstatus.h"
#include "ui/models/betsmodel.h"
#include "ui/models/callsperminute.h"
#include "ui/models/intentsmodel.h"
#include "ui/models/viewsmodel.h"

#include <QMainWindow>
#include <QTimer>

class QListView;
class QSettings;

namespace ui {

class CallsChart;
class CommandPalette;
class DetailDock;
class LiveBetsPage;
class RefundDialog;
class StatusLine;
class TopBar;
class Translation;
struct PaletteEntry;

// Somebody that a further window may be opened as.
struct Person
{
    QString subject;
    QString role; // as the service says it
};

// Holds pages and docks and connects them; decides nothing.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    // `profile` names the connection whose layout is kept in `settings`.
    MainWindow(const Context& context, Translation& translation, QSettings& settings, QString profile,
               QWidget* parent = nullptr);
    ~MainWindow() override;

    BetsModel& bets() { return m_bets; }
    LiveBetsPage& livePage() { return *m_live; }
    TopBar& topBar() { return *m_top; }
    DetailDock& detail() { return *m_detail; }
    const Actions& actions() const { return *m_actions; }
    // Offered by the command palette; nobody but in a sandbox.
    void setPeople(std::vector<Person> people) { m_people = std::move(people); }

public Q_SLOTS:
    void onRows(const client::feed::Rows& rows);
    void setLink(const ui::LinkStatus& status);
    // Something that a person has to know and that no widget shows: the cache or the journal failed.
    void showProblem(const QString& text);
    void openRefundDialog(const QString& partner, const QString& bet);

Q_SIGNALS:
    void retryRequested();
    // A further window, as somebody else.
    void windowRequested(const QString& subject);

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildDocks();
    void connectParts();
    void connectActions();
    void connectSettings();
    void retranslate();
    void refreshTitle();
    void refreshActions();
    void refreshSummary();
    void showCurrentBet();
    // The chosen row, or the bet in the detail dock after its row left the list.
    const client::contract::BetRow* chosenBet() const;
    void onQuery(const client::contract::Query& query);
    void stepFilter(int step);
    void filterBy(const QString& term, int join);
    void selectBet(const QString& partner, const QString& bet);
    void openUnfinished();
    void focusPane(int step);
    void useLanguage(Language language);
    void useTheme(ThemeMode mode);
    void useSafety(SafetyLevel level);
    void saveLayout();
    void restoreLayout();
    void arrangeDocks();
    std::vector<PaletteEntry> paletteEntries(const QString& text);

    const Context m_context;
    Translation& m_translation;
    QSettings& m_settings;
    const QString m_profile;
    BetsModel m_bets;
    ViewsModel m_views;
    CallsPerMinute m_calls;
    IntentsModel m_intents;
    Actions* m_actions;
    TopBar* m_top;
    LiveBetsPage* m_live;
    StatusLine* m_status;
    CommandPalette* m_palette;
    QDockWidget* m_viewsDock = nullptr;
    QListView* m_viewsList = nullptr;
    DetailDock* m_detail = nullptr;
    QDockWidget* m_chartDock = nullptr;
    CallsChart* m_chart = nullptr;
    QTimer m_summaryDelay;
    QTimer m_minute;
    QStringList m_filterHistory{QString()};
    int m_filterAt = 0;
    bool m_stepping = false;
    bool m_narrow = false;
    std::vector<Person> m_people;
};

} // namespace ui
