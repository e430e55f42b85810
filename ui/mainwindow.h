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
#include "ui/paletteentries.h"

#include <QMainWindow>
#include <QTimer>

class QSettings;

namespace ui {

class AlertsDock;
class BetWindow;
class BulkRefunds;
class CommandPalette;
class DetailDock;
class Docks;
class LiveBetsPage;
class Notifier;
class PageStack;
class Preferences;
class ReviewPage;
class RoundsPage;
class StatusLine;
class TopBar;
class Translation;

struct WindowOptions
{
    bool isFurther = false;    // beside the first one: keeps no layout and has no log review, whose session is one
    QString reviewFolder = {}; // of the session of the log review; empty: where the settings are
};

// Holds pages and docks and connects them; decides nothing.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    // `profile` names the connection whose layout is kept in `settings`.
    MainWindow(const Context& context, Translation& translation, QSettings& settings, QString profile,
               const WindowOptions& options = {}, QWidget* parent = nullptr);
    ~MainWindow() override;

    BetsModel& bets() { return m_bets; }
    CallsPerMinute& calls() { return m_calls; }
    PageStack& pages() { return *m_pages; }
    LiveBetsPage& livePage() { return *m_live; }
    TopBar& topBar() { return *m_top; }
    DetailDock& detail();
    AlertsDock& alerts();
    BulkRefunds& bulkRefunds() { return *m_bulk; }
    // Without one alerts are only listed.
    void setNotifier(Notifier* notifier);
    // The newest bets and rounds that it holds, for a further window to begin with.
    client::feed::Rows shownRows(int betsMax) const;
    // Shows the page that the other one shows, with its filter.
    void showAs(const MainWindow& other);
    // Saved views as another window has just written them.
    void reloadViews();
    const Actions& actions() const { return *m_actions; }
    // The chosen row, or the bet in the detail dock after its row left the list.
    std::optional<client::contract::BetRow> chosenBet() const;
    QString chosenRound() const; // on the page of rounds, else that of the chosen bet
    // Offered by the command palette; nobody but in a sandbox.
    void setPeople(std::vector<Person> people) { m_people = std::move(people); }

public Q_SLOTS:
    void onRows(const client::feed::Rows& rows);
    void setLink(const ui::LinkStatus& status);
    // Something that a person has to know and that no widget shows: the cache or the journal failed.
    void showProblem(const QString& text);
    void openRefundDialog(const QString& partner, const QString& bet);
    // "betdesk://…": the bet's details, or in the status bar why not.
    void openLink(const QString& text);
    ui::BetWindow* openBetWindow(const client::contract::BetRow& bet);
    // Opens files of events on the page of log review.
    void review(const QStringList& files);

Q_SIGNALS:
    void retryRequested();
    // A further window over this file.
    void fileRequested(const QString& path);
    // A further window, as somebody else.
    void windowRequested(const QString& subject);
    // A further window of the same person, as this one is now.
    void anotherWindowRequested();
    void pastRequested(); // what this console saw, moment by moment
    void savedViewsChanged();
    void rowsCame(const client::feed::Rows& rows);

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void connectParts();
    void connectDetail(DetailDock& detail, QWidget* window);
    void openRefundIn(QWidget* window, const QString& partner, const QString& bet);
    void showDetails(const client::contract::BetRow& row);
    void openPendingLink();
    void refuseLink(const QString& why);
    bool mayOpenWindow() const;
    void connectLive();
    void connectFailures();
    void connectBets();
    void connectJobs();
    void connectReconciliation();
    void connectActions();
    void retranslate();
    void refreshTitle();
    void refreshActions();
    void refreshSummary();
    void showCurrentBet();
    void onPage();
    void onQuery(const client::contract::Query& query);
    void markView();
    void filterBy(const QString& term, int join);
    void focusFilter();
    void selectBet(const QString& partner, const QString& bet);
    void openApprovalDialog(const client::contract::JobRow& job);
    void openUnfinished();
    void prepareRefund(const client::contract::BetRow& bet);
    void focusPane(int step);
    void saveLayout();
    void restoreLayout();

    const Context m_context;
    QSettings& m_settings;
    const QString m_profile;
    BetsModel m_bets;
    ViewsModel m_views;
    CallsPerMinute m_calls;
    IntentsModel m_intents;
    Actions* m_actions;
    Preferences* m_preferences;
    TopBar* m_top;
    PageStack* m_pages;
    LiveBetsPage* m_live;
    RoundsPage* m_rounds;
    ReviewPage* m_review = nullptr;
    Docks* m_docks;
    StatusLine* m_status;
    CommandPalette* m_palette;
    BulkRefunds* m_bulk;
    QTimer m_summaryDelay;
    QTimer m_minute;
    std::vector<Person> m_people;
    QString m_link;          // that waits for the service
    qint64 m_newestAtMs = 0; // when the newest bet that came was created
    const WindowOptions m_options;
    int m_linkNumber = 0; // of the newest link that was asked for
};

} // namespace ui
