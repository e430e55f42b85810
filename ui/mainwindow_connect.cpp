// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Which signal of a page, dock or action leads where.
#include "ui/mainwindow.h"

#include "ui/dialogs/bulkrefunds.h"
#include "ui/dialogs/deliveriesdialog.h"
#include "ui/dialogs/shortcutsheet.h"
#include "ui/docks.h"
#include "ui/fileopener.h"
#include "ui/pages/auditpage.h"
#include "ui/pages/betspage.h"
#include "ui/pages/failurespage.h"
#include "ui/pages/jobspage.h"
#include "ui/pages/livebetspage.h"
#include "ui/pages/pagestack.h"
#include "ui/pages/reconciliationpage.h"
#include "ui/pages/reviewpage.h"
#include "ui/preferences.h"
#include "ui/widgets/alertsdock.h"
#include "ui/widgets/betstable.h"
#include "ui/widgets/detaildock.h"
#include "ui/widgets/jobsdock.h"
#include "ui/widgets/linkbar.h"
#include "ui/widgets/queryfield.h"
#include "ui/widgets/statusline.h"
#include "ui/widgets/topbar.h"

#include <QApplication>
#include <QFileInfo>
#include <QListView>
#include <QSettings>

namespace ui {

namespace {

constexpr int summaryDelayMs = 150;

} // namespace

void MainWindow::connectParts()
{
    auto& query = m_top->queryField();
    query.setValues([this](client::contract::QueryField field) { return m_bets.values(field); });
    connect(&query, &QueryField::queryChanged, this, &MainWindow::onQuery);
    connect(&m_top->linkBar(), &LinkBar::retryRequested, this, &MainWindow::retryRequested);
    connect(m_pages, &PageStack::pageChanged, this, &MainWindow::onPage);
    connect(m_pages, &PageStack::pagesChanged, this, [this] {
        refreshTitle();
        refreshActions();
    });
    connect(m_pages, &PageStack::historyChanged, this, &MainWindow::refreshActions);
    connect(m_pages, &PageStack::message, m_status, &StatusLine::showMessage);
    connect(m_preferences, &Preferences::languageChanged, this, &MainWindow::retranslate);
    connect(&m_intents, &IntentsModel::countChanged, m_status, &StatusLine::setUnfinished);
    connect(m_status, &StatusLine::unfinishedRequested, this, &MainWindow::openUnfinished);
    m_status->setUnfinished(m_intents.count());
    connectDetail(detail(), this);
    connect(&alerts(), &AlertsDock::placeRequested, m_pages, &PageStack::open);
    connect(&alerts().model(), &AlertsModel::unseenChanged, m_status,
            [this] { m_status->setAlerts(alerts().model().unseen()); });
    connect(m_status, &StatusLine::alertsRequested, &alerts(), &AlertsDock::showNewest);
    connect(m_status, &StatusLine::muteRequested, &alerts(), &AlertsDock::setMuted);
    connect(m_status, &StatusLine::testRequested, &alerts(), &AlertsDock::test);
    connect(&alerts(), &AlertsDock::mutedChanged, m_status, [this] { m_status->setMuted(alerts().isMuted()); });

    const auto showView = [this](const QModelIndex& index) {
        m_pages->open({Place::Kind::Bets, index.data(ViewsModel::QueryRole).toString()});
    };
    connect(&m_docks->views(), &QListView::clicked, this, showView);
    connect(&m_docks->views(), &QListView::activated, this, showView);

    connect(&m_context.connection, &Connection::changed, this, [this] {
        refreshTitle();
        refreshActions();
        update();
        openPendingLink();
    });
    connect(&m_context.theme, &Theme::changed, this, [this] { update(); });
    connect(&m_minute, &QTimer::timeout, &m_calls, &CallsPerMinute::advance);
    m_minute.start(10'000);
}

void MainWindow::connectLive()
{
    auto& query = m_top->queryField();
    connect(m_top, &TopBar::pauseRequested, m_live, &LiveBetsPage::togglePause);
    m_summaryDelay.setSingleShot(true);
    m_summaryDelay.setInterval(summaryDelayMs);
    connect(&m_summaryDelay, &QTimer::timeout, this, &MainWindow::refreshSummary);
    connect(m_live, &LiveBetsPage::summaryChanged, this, [this] {
        if (!m_summaryDelay.isActive())
            m_summaryDelay.start();
    });
    connect(&m_live->table(), &BetsTable::filterRequested, this, &MainWindow::focusFilter);
    connect(m_live, &LiveBetsPage::pauseChanged, this, [this] { m_top->setPaused(m_bets.isPaused()); });
    connect(m_live, &LiveBetsPage::queryRequested, &query, &QueryField::setQueryText);
    connect(m_live, &LiveBetsPage::currentBetChanged, this, &MainWindow::showCurrentBet);
    connect(m_live, &LiveBetsPage::openRequested, this, [this] {
        detail().show();
        detail().raise();
        showCurrentBet();
    });
    connect(m_live, &LiveBetsPage::filterRequested, this,
            [this](const QString& term, LiveBetsPage::Join join) { filterBy(term, static_cast<int>(join)); });
    connect(m_live, &LiveBetsPage::refundRequested, this, [this](const client::contract::BetRow& row) {
        openRefundDialog(QString::fromStdString(row.partner.text()), QString::fromStdString(row.bet.text()));
    });
}

void MainWindow::connectFailures()
{
    auto* failures = new FailuresPage(m_context);
    m_pages->add(failures, 3);
    connect(failures, &FailuresPage::bulkRefundRequested, m_bulk, &BulkRefunds::start);
    connect(failures, &FailuresPage::betChosen, this, [this](const client::contract::BetRow& row) {
        if (detail().isVisible())
            detail().showBet(row);
    });
    connect(failures, &FailuresPage::betOpened, this, &MainWindow::showDetails);
}

void MainWindow::connectBets()
{
    auto* bets = new BetsPage(m_context, m_bets, m_views);
    m_pages->add(bets, 4);
    connect(bets, &BetsPage::betChosen, this, [this](const client::contract::BetRow& row) {
        if (detail().isVisible())
            detail().showBet(row);
    });
    connect(bets, &BetsPage::betOpened, this, &MainWindow::showDetails);
    connect(this, &MainWindow::retryRequested, &bets->shared(), &SharedViews::ask);
    connect(&m_views, &ViewsModel::modelReset, this, &MainWindow::markView);
    connect(&m_views, &ViewsModel::savedChanged, this, [this] {
        m_settings.beginGroup(m_profile);
        m_views.save(m_settings);
        m_settings.endGroup();
        Q_EMIT savedViewsChanged();
    });
}

void MainWindow::connectJobs()
{
    auto* jobs = new JobsPage(m_context);
    m_pages->add(jobs, 6);
    connect(&m_docks->addJobs(jobs->model(), m_context.theme), &JobsDock::placeRequested, m_pages, &PageStack::open);
    if (!m_options.isFurther) {
        const auto folder =
            m_options.reviewFolder.isEmpty() ? QFileInfo(m_settings.fileName()).absolutePath() : m_options.reviewFolder;
        m_review = new ReviewPage(m_context, folder);
        m_pages->add(m_review, 7);
    }
    m_pages->add(new AuditPage(m_context), 8);
    connectReconciliation();
    connect(jobs, &JobsPage::decideRequested, this, &MainWindow::openApprovalDialog);
    connect(jobs, &JobsPage::continueRequested, m_bulk, &BulkRefunds::resume);
    connect(m_live, &LiveBetsPage::bulkRefundRequested, m_bulk, &BulkRefunds::start);
    connect(m_bulk, &BulkRefunds::preparingChanged, this, &MainWindow::refreshActions);
    connect(m_bulk, &BulkRefunds::jobRequested, this, [this](const QString& job) {
        m_pages->open({Place::Kind::Job, job});
        activateWindow();
    });
}

void MainWindow::connectReconciliation()
{
    auto* page = new ReconciliationPage(m_context);
    m_pages->add(page, 9);
    connect(page, &ReconciliationPage::betOpened, this, &MainWindow::showDetails);
    connect(page, &ReconciliationPage::doubtOpened, this, [this](const client::contract::BetRow& row) {
        showDetails(row);
        detail().focusDoubt();
    });
    connect(page, &ReconciliationPage::refundRequested, this, &MainWindow::openRefundDialog);
}

void MainWindow::connectActions()
{
    const auto on = [this](Actions::Id id, auto&& then) {
        connect((*m_actions)[id], &QAction::triggered, this, std::forward<decltype(then)>(then));
    };
    on(Actions::Palette, [this] { m_palette->popUp(); });
    on(Actions::Filter, [this] { focusFilter(); });
    on(Actions::ClearFilter, [this] { m_pages->page()->setFilter({}); });
    on(Actions::Back, [this] { m_pages->step(-1); });
    on(Actions::Forward, [this] { m_pages->step(1); });
    on(Actions::Pause, [this] { m_live->togglePause(); });
    on(Actions::Follow, [this] { m_live->table().follow(); });
    on(Actions::Details, [this] { Q_EMIT m_live->openRequested(); });
    on(Actions::OwnWindow, [this] {
        if (const auto bet = chosenBet())
            openBetWindow(*bet);
        else if (mayOpenWindow())
            Q_EMIT anotherWindowRequested();
    });
    on(Actions::PageWindow, [this] {
        if (mayOpenWindow())
            Q_EMIT anotherWindowRequested();
    });
    on(Actions::RefundSelection, [this] { m_live->refundSelection(); });
    on(Actions::RefundMatching, [this] { m_live->refundMatching(); });
    on(Actions::ReopenBulk, [this] { m_bulk->reopen(); });
    on(Actions::Refund, [this] {
        // With many selected, one of them is not what is meant.
        if (m_pages->page()->showsBets() && m_live->selectedCount() > 1)
            m_live->refundSelection();
        else if (const auto row = chosenBet())
            openRefundDialog(QString::fromStdString(row->partner.text()), QString::fromStdString(row->bet.text()));
    });
    on(Actions::PrepareRefund, [this] {
        if (const auto row = chosenBet())
            prepareRefund(*row);
    });
    on(Actions::Recalculate, [this] {
        if (const auto round = chosenRound(); !round.isEmpty())
            m_pages->open({Place::Kind::Recalculation, round});
    });
    on(Actions::Unfinished, [this] { openUnfinished(); });
    on(Actions::CopyJson, [this] { m_live->copyJson(); });
    on(Actions::CopyCurl, [this] { detail().copyCurl(); });
    on(Actions::CopyId, [this] { m_live->copyId(); });
    auto* opener = new FileOpener(this);
    on(Actions::OpenFile, [opener] { opener->ask(); });
    connect(opener, &FileOpener::chosen, this, &MainWindow::fileRequested);
    on(Actions::ShowPast, [this] {
        if (m_context.connection.link() != client::feed::LinkState::File)
            Q_EMIT pastRequested();
        else
            showProblem(tr("This window shows the past already: move the slider above the lists."));
    });
    on(Actions::Reconnect, [this] {
        Q_EMIT retryRequested();
        m_pages->page()->refresh();
    });
    on(Actions::NextPane, [this] { focusPane(1); });
    on(Actions::PreviousPane, [this] { focusPane(-1); });
    on(Actions::ShowViews, [this] { m_docks->viewsDock().setVisible(m_docks->viewsDock().isHidden()); });
    on(Actions::ShowDetail, [this] { detail().setVisible(detail().isHidden()); });
    on(Actions::ShowChart, [this] { m_docks->chartDock().setVisible(m_docks->chartDock().isHidden()); });
    on(Actions::ShowAlerts, [this] { alerts().setVisible(alerts().isHidden()); });
    const auto toggle = [](QDockWidget& dock) {
        dock.setVisible(dock.isHidden());
        dock.raise();
    };
    on(Actions::ShowJobs, [this, toggle] { toggle(m_docks->jobsDock()); });
    on(Actions::ShowCalls, [this, toggle] { toggle(m_docks->callsDock()); });
    on(Actions::NewestAlert, [this] { alerts().showNewest(); });
    on(Actions::AlertRules, [this] { DeliveriesDialog::showFor(m_context, this, DeliveriesDialog::Tab::Rules); });
    on(Actions::Deliveries, [this] { DeliveriesDialog::showFor(m_context, this, DeliveriesDialog::Tab::Deliveries); });
    connect(&alerts(), &AlertsDock::rulesRequested, (*m_actions)[Actions::AlertRules], &QAction::trigger);
    connect(&alerts(), &AlertsDock::deliveriesRequested, (*m_actions)[Actions::Deliveries], &QAction::trigger);
    on(Actions::ResetLayout, [this] {
        m_docks->arrange();
        for (auto* page : m_pages->pages())
            page->resetLayout();
    });
    on(Actions::Shortcuts, [this] { (new ShortcutSheet(this))->open(); });
    on(Actions::FullScreen, [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
    on(Actions::Quit, [] { QApplication::closeAllWindows(); });
}

} // namespace ui
