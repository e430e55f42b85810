// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "ui/betlink.h"
#include "ui/betwindow.h"
#include "ui/dialogs/approvaldialog.h"
#include "ui/dialogs/bulkrefunds.h"
#include "ui/dialogs/refunddialog.h"
#include "ui/dialogs/resolvedialog.h"
#include "ui/dialogs/unfinisheddialog.h"
#include "ui/docks.h"
#include "ui/fileopener.h"
#include "ui/pages/betspage.h"
#include "ui/pages/livebetspage.h"
#include "ui/pages/overviewpage.h"
#include "ui/pages/pagestack.h"
#include "ui/pages/reviewpage.h"
#include "ui/pages/roundspage.h"
#include "ui/paletteentries.h"
#include "ui/panes.h"
#include "ui/preferences.h"
#include "ui/widgets/alertsdock.h"
#include "ui/widgets/betstable.h"
#include "ui/widgets/commandpalette.h"
#include "ui/widgets/detaildock.h"
#include "ui/widgets/environmentbadge.h"
#include "ui/widgets/linkbar.h"
#include "ui/widgets/queryfield.h"
#include "ui/widgets/statusline.h"
#include "ui/widgets/topbar.h"

#include <QCloseEvent>
#include <QListView>
#include <QMessageBox>
#include <QPainter>
#include <QSettings>
#include <QStatusBar>

#include <algorithm>

namespace ui {

namespace {

constexpr int roundsMax = 5'000; // that a further window begins with

} // namespace

MainWindow::MainWindow(const Context& context, Translation& translation, QSettings& settings, QString profile,
                       const WindowOptions& options, QWidget* parent)
    : QMainWindow(parent), m_context(context), m_settings(settings), m_profile(std::move(profile)),
      m_bets(context.clock, context.format), m_views(m_bets, context.format), m_calls(context.clock),
      m_intents(context.runner, context.format), m_actions(new Actions(this)),
      m_preferences(new Preferences(m_context, *m_actions, translation, settings, m_profile, this)),
      m_top(new TopBar(m_context, *m_actions, this)), m_pages(new PageStack(this)),
      m_live(new LiveBetsPage(m_context, m_bets)), m_rounds(new RoundsPage(m_context)),
      m_docks(new Docks(m_context, *m_pages, m_views, m_calls, this)),
      m_status(new StatusLine(context.theme, context.format, this)),
      m_palette(new CommandPalette(context.theme,
                                   PaletteEntries(
                                       *m_actions, *m_pages, m_views, m_bets, context.format, m_people,
                                       [this](const QString& subject) { Q_EMIT windowRequested(subject); },
                                       [this](const QString& link) { openLink(link); }),
                                   this)),
      m_bulk(new BulkRefunds(m_context, this)), m_options(options)
{
    setObjectName(QStringLiteral("mainWindow"));
    setContentsMargins(metrics::environmentFrame, metrics::environmentFrame, metrics::environmentFrame,
                       metrics::environmentFrame);
    setMenuWidget(m_top);
    setCentralWidget(m_pages);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addWidget(m_status, 1);
    statusBar()->setContentsMargins(0, 0, 0, 0);
    m_pages->add(new OverviewPage(m_context), 1);
    m_pages->add(m_live, 2);
    connectFailures();
    connectBets();
    m_pages->add(m_rounds, 5);
    connectParts();
    connectLive();
    connectJobs();
    connectActions();
    retranslate();
    resize(1440, 900);
    m_docks->arrange();
    // The first session opens where bets come in.
    m_pages->setCurrentWidget(m_live);
    m_pages->forgetHistory();
    restoreLayout();
    m_pages->showPage(m_pages->page());
}

MainWindow::~MainWindow() = default;

DetailDock& MainWindow::detail()
{
    return m_docks->detail();
}

AlertsDock& MainWindow::alerts()
{
    return m_docks->alerts();
}

void MainWindow::setNotifier(Notifier* notifier)
{
    alerts().setNotifier(notifier);
    m_status->showTelling(notifier);
}

void MainWindow::onRows(const client::feed::Rows& rows)
{
    Q_EMIT rowsCame(rows);
    if (rows.startsOver) {
        m_bets.clear();
        m_newestAtMs = 0;
    }
    for (const auto& bet : rows.bets)
        m_newestAtMs = std::max<qint64>(m_newestAtMs, bet.createdAt);
    m_bets.apply(rows.bets, !rows.snapshot);
    if (rows.snapshot)
        m_calls.startAnew();
    else
        m_calls.add(rows.bets);
    for (auto* page : m_pages->pages())
        page->onRows(rows);
    m_bulk->onRows(rows);
    detail().onRows(rows);
    alerts().onRows(rows);
    for (auto* dialog : findChildren<ApprovalDialog*>()) {
        for (const auto& job : rows.jobs)
            dialog->onJob(job);
    }
    refreshActions();
}

void MainWindow::setLink(const LinkStatus& status)
{
    m_context.connection.setLink(status.state);
    m_top->linkBar().setStatus(status);
    m_status->setLink(status);
    for (auto* page : m_pages->pages())
        page->setLink(status);
    for (auto* dialog : findChildren<ApprovalDialog*>())
        dialog->setClockSkewMs(status.clockSkewMs);
    m_bulk->setClockSkew(status.clockSkewMs);
}

void MainWindow::showProblem(const QString& text)
{
    m_status->showMessage(text);
}

void MainWindow::onPage()
{
    const auto* page = m_pages->page();
    m_top->showBetTools(page->showsBets());
    m_docks->showFor(page->showsBets());
    m_status->showTable(page->showsBets());
    refreshTitle();
    refreshActions();
}

void MainWindow::onQuery(const client::contract::Query& query)
{
    m_bets.setQuery(query);
    // At once: the counts of the last filter beside the rows of this one would be read as its own.
    m_summaryDelay.stop();
    refreshSummary();
    const auto text = m_top->queryField().text();
    markView();
    refreshTitle();
    m_live->onFilter(text);
}

void MainWindow::markView()
{
    const int view = m_views.rowOfQuery(m_top->queryField().text());
    auto& views = m_docks->views();
    views.setCurrentIndex(view < 0 ? QModelIndex() : m_views.index(view));
    if (view < 0)
        views.clearSelection();
}

void MainWindow::filterBy(const QString& term, int join)
{
    auto& field = m_top->queryField();
    switch (static_cast<LiveBetsPage::Join>(join)) {
    case LiveBetsPage::Join::Replace:
        field.setQueryText(term);
        break;
    case LiveBetsPage::Join::And:
        field.setQueryText(QueryField::joined(field.text(), term));
        break;
    case LiveBetsPage::Join::AndNot:
        field.setQueryText(QueryField::joined(field.text(), QStringLiteral("not ") + term));
        break;
    }
}

void MainWindow::focusFilter()
{
    const auto* page = m_pages->page();
    auto* field = page->showsBets() ? &m_top->queryField() : page->filterField();
    if (field)
        field->setFocus(Qt::ShortcutFocusReason);
}

std::optional<client::contract::BetRow> MainWindow::chosenBet() const
{
    const auto& detail = m_docks->detail();
    if (auto row = m_pages->page()->chosenBet())
        return row;
    return detail.isVisible() ? detail.bet() : std::nullopt;
}

QString MainWindow::chosenRound() const
{
    if (m_pages->page() == m_rounds)
        return m_rounds->subject();
    const auto row = chosenBet();
    return row ? QString::fromStdString(row->round.text()) : QString();
}

void MainWindow::showCurrentBet()
{
    if (const auto row = m_live->currentBet())
        detail().showBet(*row);
    refreshTitle();
    refreshActions();
}

void MainWindow::selectBet(const QString& partner, const QString& bet)
{
    m_pages->open({Place::Kind::Bet, bet, partner});
}

BetWindow* MainWindow::openBetWindow(const client::contract::BetRow& bet)
{
    auto* window = new BetWindow(m_context, bet, this);
    connect(this, &MainWindow::rowsCame, window, &BetWindow::onRows);
    connectDetail(window->detail(), window);
    window->show();
    window->activateWindow();
    return window;
}

void MainWindow::connectDetail(DetailDock& detail, QWidget* window)
{
    connect(&detail, &DetailDock::refundRequested, window,
            [this, window](const QString& partner, const QString& bet) { openRefundIn(window, partner, bet); });
    connect(&detail, &DetailDock::resolveRequested, window,
            [this, &detail, window](const client::contract::BetRow& bet) {
                auto* dialog = new ResolveDialog(m_context, bet, window);
                connect(dialog, &ResolveDialog::proposed, &detail, &DetailDock::reload);
                dialog->open();
            });
}

// A file has one window with one bar of moments, and the log review one session.
bool MainWindow::mayOpenWindow() const
{
    return m_context.connection.link() != client::feed::LinkState::File && m_pages->page() != m_review;
}

client::feed::Rows MainWindow::shownRows(int betsMax) const
{
    return {.bets = m_bets.matching({}, betsMax), .rounds = m_rounds->newest(roundsMax), .snapshot = true};
}

void MainWindow::showDetails(const client::contract::BetRow& row)
{
    detail().showBet(row);
    detail().show();
    detail().raise();
    refreshTitle();
    refreshActions();
}

void MainWindow::showAs(const MainWindow& other)
{
    const auto* shown = other.m_pages->page();
    for (auto* page : m_pages->pages()) {
        if (page->objectName() != shown->objectName())
            continue;
        m_pages->showPage(page);
        page->setFilter(shown->filter());
    }
    m_pages->forgetHistory();
}

void MainWindow::openLink(const QString& text)
{
    const auto link = parseBetLink(text);
    const auto& instance = m_context.connection.instance();
    if (!link) {
        refuseLink(tr("This is no link to a bet; it is written betdesk://ENVIRONMENT/bet/PARTNER/BET."));
        return;
    }
    // What the last session left says who was there, not who is.
    if (!m_context.connection.isReachable()) {
        m_link = text;
        m_status->showMessage(tr("The link is opened when the service answers."));
        return;
    }
    if (link->environment.toStdString() != instance.environmentId) {
        refuseLink(tr("It leads into the environment %1, and this console shows %2 (%3). "
                      "Open it in a console that is connected to the other one.")
                       .arg(Format::foreign(link->environment.toStdString(), 64), Format::foreign(instance.name, 64),
                            Format::foreign(instance.environmentId, 64)));
        return;
    }
    auto* call = m_context.api.story(client::contract::PartnerId(link->partner.toStdString()),
                                     client::contract::BetId(link->bet.toStdString()));
    connect(call, &client::api::Call::finished, this,
            [this, call, bet = link->bet.toStdString(), environment = instance.environmentId, number = ++m_linkNumber] {
                if (number != m_linkNumber || environment != m_context.connection.instance().environmentId)
                    return;
                if (!call->result()) {
                    refuseLink(call->answer().httpStatus == 404
                                   ? tr("There is no bet %1 here.").arg(Format::foreign(bet, 64))
                                   : tr("The bet of the link could not be asked for: %1")
                                         .arg(Format::foreign(call->answer().detail, 200)));
                    return;
                }
                showDetails(call->result()->bet);
            });
}

// It was asked for from outside this window, by somebody who may not be looking at the status bar.
void MainWindow::refuseLink(const QString& why)
{
    auto* box = new QMessageBox(QMessageBox::Warning, tr("The link was not opened"), why, QMessageBox::Ok, this);
    box->setObjectName(QStringLiteral("linkNotice"));
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void MainWindow::openPendingLink()
{
    if (m_link.isEmpty() || !m_context.connection.isReachable())
        return;
    openLink(std::exchange(m_link, {}));
}

void MainWindow::openRefundDialog(const QString& partner, const QString& bet)
{
    openRefundIn(this, partner, bet);
}

// In the window that it was asked for in, to which the focus returns.
void MainWindow::openRefundIn(QWidget* window, const QString& partner, const QString& bet)
{
    if (!m_context.connection.mayMoveMoney()) {
        m_status->showMessage(m_context.connection.whyNot());
        return;
    }
    auto* dialog = openRefund(m_context, client::contract::PartnerId(partner.toStdString()),
                              client::contract::BetId(bet.toStdString()), window);
    connect(dialog, &RefundDialog::openBetRequested, this, &MainWindow::selectBet);
    connect(dialog, &RefundDialog::approvalRequested, m_bulk, &BulkRefunds::startOne);
}

void MainWindow::prepareRefund(const client::contract::BetRow& bet)
{
    if (!m_context.connection.mayPrepare())
        return;
    auto* dialog = prepareRefundOf(m_context, bet, this);
    connect(dialog, &RefundDialog::openBetRequested, this, &MainWindow::selectBet);
    connect(dialog, &RefundDialog::approvalRequested, m_bulk, &BulkRefunds::startOne);
}

void MainWindow::openApprovalDialog(const client::contract::JobRow& job)
{
    auto* dialog = openApproval(m_context, job, m_rounds->resultsFor(job.round), this);
    connect(dialog, &ApprovalDialog::jobRequested, this, [this](const QString& id) {
        m_pages->open({Place::Kind::Job, id});
    });
    connect(dialog, &ApprovalDialog::decided, this,
            [this](const client::contract::JobRow& row) { onRows({.jobs = {row}}); });
}

void MainWindow::review(const QStringList& files)
{
    if (!m_review)
        return;
    m_review->openFiles(files);
    m_pages->showPage(m_review);
}

void MainWindow::openUnfinished()
{
    auto* dialog = new UnfinishedDialog(m_context, m_intents, this);
    connect(dialog, &UnfinishedDialog::openBetRequested, this, &MainWindow::selectBet);
    dialog->open();
}

void MainWindow::focusPane(int step)
{
    auto panes = m_docks->panesBefore();
    panes.insert(panes.begin(), &m_top->queryField());
    for (auto more : {m_pages->page()->panes(), m_docks->panesAfter()})
        panes.insert(panes.end(), more.begin(), more.end());
    focusNextPane(panes, step);
}

void MainWindow::refreshSummary()
{
    auto summary = m_live->summary();
    // What has come, also while the list stands still.
    summary.newestAtMs = std::max(summary.newestAtMs, m_newestAtMs);
    m_status->setTable(summary);
}

void MainWindow::refreshTitle()
{
    const auto* page = m_pages->page();
    const auto row = page->showsBets() ? chosenBet() : page->chosenBet();
    QStringList parts{row ? QString::fromStdString(row->bet.text()) : page->subject(), page->title()};
    setWindowTitle(titleOfWindow(std::move(parts), m_context.connection.instance()));
}

void MainWindow::refreshActions()
{
    const auto& actions = *m_actions;
    const bool showsBets = m_pages->page()->showsBets();
    const bool hasBet = showsBets && m_live->currentBet().has_value();
    for (const auto id : {Actions::Details, Actions::CopyJson, Actions::CopyId})
        actions[id]->setEnabled(hasBet);
    for (const auto id : {Actions::Pause, Actions::Follow})
        actions[id]->setEnabled(showsBets);
    actions[Actions::Refund]->setEnabled(chosenBet() && m_context.connection.mayMoveMoney());
    actions[Actions::Refund]->setToolTip(m_context.connection.whyNot());
    actions[Actions::PrepareRefund]->setEnabled(chosenBet() && m_context.connection.mayPrepare());
    actions[Actions::Recalculate]->setEnabled(!chosenRound().isEmpty() &&
                                              m_context.connection.whyNot(Act::Recalculate).isEmpty());
    actions[Actions::Recalculate]->setToolTip(m_context.connection.whyNot(Act::Recalculate));
    const auto whyNoJob = m_context.connection.whyNot(Act::Job);
    actions[Actions::RefundSelection]->setEnabled(showsBets && m_live->selectedCount() > 0 && whyNoJob.isEmpty());
    actions[Actions::RefundMatching]->setEnabled(showsBets && !m_bets.query().isEmpty() && whyNoJob.isEmpty());
    for (const auto id : {Actions::RefundSelection, Actions::RefundMatching})
        actions[id]->setToolTip(whyNoJob);
    actions[Actions::PageWindow]->setEnabled(mayOpenWindow());
    actions[Actions::OwnWindow]->setEnabled(chosenBet() || mayOpenWindow());
    actions[Actions::OwnWindow]->setText(chosenBet() ? Actions::tr("Open the bet in a window of its own")
                                                     : Actions::tr("Open this page in a window of its own"));
    actions[Actions::ReopenBulk]->setEnabled(m_bulk->isPreparing());
    actions[Actions::Back]->setEnabled(m_pages->canStep(-1));
    actions[Actions::Forward]->setEnabled(m_pages->canStep(1));
}

void MainWindow::retranslate()
{
    m_actions->retranslate();
    m_docks->retranslate();
    m_bets.retranslate();
    m_views.retranslate();
    m_status->retranslate();
    refreshTitle();
    refreshActions();
}

void MainWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QMainWindow::changeEvent(event);
}

void MainWindow::saveLayout()
{
    m_settings.beginGroup(m_profile);
    m_settings.setValue(QStringLiteral("geometry"), saveGeometry());
    m_docks->save(m_settings);
    m_pages->save(m_settings);
    m_settings.endGroup();
}

void MainWindow::reloadViews()
{
    m_settings.beginGroup(m_profile);
    m_views.restore(m_settings);
    m_settings.endGroup();
}

void MainWindow::restoreLayout()
{
    m_settings.beginGroup(m_profile);
    m_views.restore(m_settings);
    restoreGeometry(m_settings.value(QStringLiteral("geometry")).toByteArray());
    m_pages->restore(m_settings);
    m_docks->restore(m_settings);
    m_settings.endGroup();
    const int view = m_views.rowOfQuery(m_live->filter());
    m_docks->views().setCurrentIndex(view < 0 ? QModelIndex() : m_views.index(view));
    m_pages->forgetHistory();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!m_options.isFurther)
        saveLayout();
    QMainWindow::closeEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    m_docks->onWindowWidth(width());
}

void MainWindow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_context.theme.colors().window);
    paintEnvironmentFrame(painter, rect(), m_context.connection.instance().kind, m_context.theme.look());
}

} // namespace ui
