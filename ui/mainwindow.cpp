// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "ui/charts/callschart.h"
#include "ui/delegates/viewdelegate.h"
#include "ui/dialogs/refunddialog.h"
#include "ui/dialogs/shortcutsheet.h"
#include "ui/dialogs/unfinisheddialog.h"
#include "ui/pages/livebetspage.h"
#include "ui/panes.h"
#include "ui/translation.h"
#include "ui/widgets/betstable.h"
#include "ui/widgets/commandpalette.h"
#include "ui/widgets/detaildock.h"
#include "ui/widgets/environmentbadge.h"
#include "ui/widgets/linkbar.h"
#include "ui/widgets/querychips.h"
#include "ui/widgets/queryfield.h"
#include "ui/widgets/statusline.h"
#include "ui/widgets/topbar.h"

#include <QCloseEvent>
#include <QDockWidget>
#include <QHeaderView>
#include <QListView>
#include <QPainter>
#include <QSettings>
#include <QStatusBar>

#include <algorithm>

namespace ui {

namespace {

constexpr int stateVersion = 1;
constexpr int frameWidth = 3;
constexpr int narrowWidth = 1'200;
constexpr int filterHistoryMax = 100;
constexpr int betsInPaletteMax = 20;
constexpr int summaryDelayMs = 150;

} // namespace

MainWindow::MainWindow(const Context& context, Translation& translation, QSettings& settings, QString profile,
                       QWidget* parent)
    : QMainWindow(parent), m_context(context), m_translation(translation), m_settings(settings),
      m_profile(std::move(profile)), m_bets(context.clock, context.format), m_views(m_bets, context.format),
      m_calls(context.clock, context.format), m_intents(context.runner, context.format), m_actions(new Actions(this)),
      m_top(new TopBar(m_context, *m_actions, this)), m_live(new LiveBetsPage(m_context, m_bets, this)),
      m_status(new StatusLine(context.theme, context.format, this)),
      m_palette(new CommandPalette(
          context.theme, [this](const QString& text) { return paletteEntries(text); }, this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setContentsMargins(frameWidth, frameWidth, frameWidth, frameWidth);
    setMenuWidget(m_top);
    setCentralWidget(m_live);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addWidget(m_status, 1);
    statusBar()->setContentsMargins(0, 0, 0, 0);
    setDockOptions(AllowTabbedDocks | AllowNestedDocks | GroupedDragging);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    buildDocks();
    connectParts();
    connectActions();
    connectSettings();
    retranslate();
    resize(1440, 900);
    arrangeDocks();
    restoreLayout();
    m_live->table().setFocus();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildDocks()
{
    m_viewsDock = new QDockWidget(this);
    m_viewsDock->setObjectName(QStringLiteral("viewsDock"));
    m_viewsList = new QListView(m_viewsDock);
    m_viewsList->setObjectName(QStringLiteral("viewsList"));
    m_viewsList->setModel(&m_views);
    m_viewsList->setItemDelegate(new ViewDelegate(m_context.theme, m_viewsList));
    m_viewsList->setFrameShape(QFrame::NoFrame);
    m_viewsList->setUniformItemSizes(true);
    m_viewsList->setMouseTracking(true);
    m_viewsList->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_viewsDock->setWidget(m_viewsList);
    addDockWidget(Qt::LeftDockWidgetArea, m_viewsDock);

    m_detail = new DetailDock(m_context, this);
    addDockWidget(Qt::RightDockWidgetArea, m_detail);

    m_chartDock = new QDockWidget(this);
    m_chartDock->setObjectName(QStringLiteral("chartDock"));
    m_chart = new CallsChart(m_calls, m_context.theme, m_context.format, m_chartDock);
    m_chartDock->setWidget(m_chart);
    addDockWidget(Qt::BottomDockWidgetArea, m_chartDock);
}

void MainWindow::arrangeDocks()
{
    for (auto* dock : {m_viewsDock, static_cast<QDockWidget*>(m_detail), m_chartDock}) {
        dock->setFloating(false);
        dock->show();
    }
    addDockWidget(Qt::LeftDockWidgetArea, m_viewsDock);
    addDockWidget(Qt::RightDockWidgetArea, m_detail);
    addDockWidget(Qt::BottomDockWidgetArea, m_chartDock);
    resizeDocks({m_viewsDock, m_detail}, {214, 400}, Qt::Horizontal);
    resizeDocks({m_chartDock}, {200}, Qt::Vertical);
}

void MainWindow::connectParts()
{
    auto& query = m_top->queryField();
    query.setValues([this](client::contract::QueryField field) { return m_bets.values(field); });
    connect(&query, &QueryField::queryChanged, this, &MainWindow::onQuery);
    connect(m_top, &TopBar::pauseRequested, m_live, &LiveBetsPage::togglePause);
    connect(&m_top->linkBar(), &LinkBar::retryRequested, this, &MainWindow::retryRequested);

    m_summaryDelay.setSingleShot(true);
    m_summaryDelay.setInterval(summaryDelayMs);
    connect(&m_summaryDelay, &QTimer::timeout, this, &MainWindow::refreshSummary);
    connect(m_live, &LiveBetsPage::summaryChanged, this, [this] {
        if (!m_summaryDelay.isActive())
            m_summaryDelay.start();
    });
    connect(&m_live->table(), &BetsTable::filterRequested, (*m_actions)[Actions::Filter], &QAction::trigger);
    connect(m_live, &LiveBetsPage::pauseChanged, this, [this] { m_top->setPaused(m_bets.isPaused()); });
    connect(m_live, &LiveBetsPage::message, m_status, &StatusLine::showMessage);
    connect(m_live, &LiveBetsPage::clearFilterRequested, &query, [&query] { query.setQueryText({}); });
    connect(m_live, &LiveBetsPage::currentBetChanged, this, &MainWindow::showCurrentBet);
    connect(m_live, &LiveBetsPage::openRequested, this, [this] {
        m_detail->show();
        m_detail->raise();
        showCurrentBet();
    });
    connect(m_live, &LiveBetsPage::filterRequested, this,
            [this](const QString& term, LiveBetsPage::Join join) { filterBy(term, static_cast<int>(join)); });
    connect(m_live, &LiveBetsPage::refundRequested, this, [this](const client::contract::BetRow& row) {
        openRefundDialog(QString::fromStdString(row.partner.text()), QString::fromStdString(row.bet.text()));
    });
    connect(&m_intents, &IntentsModel::countChanged, m_status, &StatusLine::setUnfinished);
    connect(m_status, &StatusLine::unfinishedRequested, this, &MainWindow::openUnfinished);
    m_status->setUnfinished(m_intents.count());
    connect(m_detail, &DetailDock::refundRequested, this, &MainWindow::openRefundDialog);

    const auto showView = [this](const QModelIndex& index) {
        m_top->queryField().setQueryText(index.data(ViewsModel::QueryRole).toString());
    };
    connect(m_viewsList, &QListView::clicked, this, showView);
    connect(m_viewsList, &QListView::activated, this, showView);

    connect(&m_context.connection, &Connection::changed, this, [this] {
        refreshTitle();
        refreshActions();
        update();
    });
    connect(&m_context.theme, &Theme::changed, this, [this] { update(); });
    connect(&m_minute, &QTimer::timeout, &m_calls, &CallsPerMinute::advance);
    m_minute.start(10'000);
}

void MainWindow::connectActions()
{
    const auto on = [this](Actions::Id id, auto&& then) {
        connect((*m_actions)[id], &QAction::triggered, this, std::forward<decltype(then)>(then));
    };
    on(Actions::Palette, [this] { m_palette->popUp(); });
    on(Actions::Filter, [this] { m_top->queryField().setFocus(Qt::ShortcutFocusReason); });
    on(Actions::ClearFilter, [this] { m_top->queryField().setQueryText({}); });
    on(Actions::FilterBack, [this] { stepFilter(-1); });
    on(Actions::FilterForward, [this] { stepFilter(1); });
    on(Actions::LivePage, [this] { m_live->table().setFocus(); });
    on(Actions::Pause, [this] { m_live->togglePause(); });
    on(Actions::Follow, [this] { m_live->table().follow(); });
    on(Actions::Details, [this] { Q_EMIT m_live->openRequested(); });
    on(Actions::Refund, [this] {
        if (const auto* row = chosenBet())
            openRefundDialog(QString::fromStdString(row->partner.text()), QString::fromStdString(row->bet.text()));
    });
    on(Actions::Unfinished, [this] { openUnfinished(); });
    on(Actions::CopyJson, [this] { m_live->copyJson(); });
    on(Actions::CopyId, [this] { m_live->copyId(); });
    on(Actions::Reconnect, [this] { Q_EMIT retryRequested(); });
    on(Actions::NextPane, [this] { focusPane(1); });
    on(Actions::PreviousPane, [this] { focusPane(-1); });
    on(Actions::ShowViews, [this] { m_viewsDock->setVisible(!m_viewsDock->isVisible()); });
    on(Actions::ShowDetail, [this] { m_detail->setVisible(!m_detail->isVisible()); });
    on(Actions::ShowChart, [this] { m_chartDock->setVisible(!m_chartDock->isVisible()); });
    on(Actions::ResetLayout, [this] {
        arrangeDocks();
        m_live->table().fitColumns();
    });
    on(Actions::Shortcuts, [this] { (new ShortcutSheet(this))->open(); });
    on(Actions::FullScreen, [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
    on(Actions::Quit, [this] { close(); });
}

void MainWindow::connectSettings()
{
    const auto on = [this](Actions::Id id, auto&& then) {
        connect((*m_actions)[id], &QAction::triggered, this, std::forward<decltype(then)>(then));
    };
    on(Actions::ThemeSystem, [this] { useTheme(ThemeMode::System); });
    on(Actions::ThemeLight, [this] { useTheme(ThemeMode::Light); });
    on(Actions::ThemeDark, [this] { useTheme(ThemeMode::Dark); });
    on(Actions::ThemeToggle, [this] { useTheme(m_context.theme.isDark() ? ThemeMode::Light : ThemeMode::Dark); });
    on(Actions::English, [this] { useLanguage(Language::English); });
    on(Actions::Russian, [this] { useLanguage(Language::Russian); });
    on(Actions::LanguageToggle,
       [this] { useLanguage(m_translation.language() == Language::English ? Language::Russian : Language::English); });
    on(Actions::SafetyReadOnly, [this] { useSafety(SafetyLevel::ReadOnly); });
    on(Actions::SafetyConfirm, [this] { useSafety(SafetyLevel::Confirm); });
    on(Actions::SafetyType, [this] { useSafety(SafetyLevel::ConfirmAndType); });
}

void MainWindow::useTheme(ThemeMode mode)
{
    m_context.theme.setMode(mode);
    m_settings.setValue(QStringLiteral("theme"), static_cast<int>(mode));
    refreshActions();
}

void MainWindow::useLanguage(Language language)
{
    m_context.format.setLanguage(language);
    m_settings.setValue(QStringLiteral("language"), static_cast<int>(language));
    m_translation.use(language);
    retranslate();
}

void MainWindow::useSafety(SafetyLevel level)
{
    m_context.connection.setSafety(level);
    m_settings.setValue(m_profile + QStringLiteral("/safety"), static_cast<int>(level));
}

void MainWindow::onRows(const client::feed::Rows& rows)
{
    if (rows.startsOver)
        m_bets.clear();
    m_bets.apply(rows.bets, !rows.snapshot);
    m_calls.add(rows.bets);
    m_detail->onRows(rows);
    refreshActions();
}

void MainWindow::setLink(const LinkStatus& status)
{
    m_context.connection.setLink(status.state);
    m_top->linkBar().setStatus(status);
    m_status->setLink(status);
    m_live->setLink(status);
}

void MainWindow::showProblem(const QString& text)
{
    m_status->showMessage(text);
}

void MainWindow::onQuery(const client::contract::Query& query)
{
    m_bets.setQuery(query);
    const auto text = m_top->queryField().text();
    const int view = m_views.rowOfQuery(text);
    m_viewsList->setCurrentIndex(view < 0 ? QModelIndex() : m_views.index(view));
    if (view < 0)
        m_viewsList->clearSelection();
    refreshTitle();
    if (m_stepping || m_filterHistory[m_filterAt] == text)
        return;
    m_filterHistory = m_filterHistory.mid(std::max(0, m_filterAt + 2 - filterHistoryMax), m_filterAt + 1);
    m_filterHistory << text;
    m_filterAt = static_cast<int>(m_filterHistory.size()) - 1;
    refreshActions();
}

void MainWindow::stepFilter(int step)
{
    const int wanted = m_filterAt + step;
    if (wanted < 0 || wanted >= m_filterHistory.size())
        return;
    m_filterAt = wanted;
    m_stepping = true;
    m_top->queryField().setQueryText(m_filterHistory[wanted]);
    m_stepping = false;
    refreshActions();
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

const client::contract::BetRow* MainWindow::chosenBet() const
{
    if (const auto* row = m_live->currentBet())
        return row;
    return m_detail->isVisible() && m_detail->bet() ? &*m_detail->bet() : nullptr;
}

void MainWindow::showCurrentBet()
{
    if (const auto* row = m_live->currentBet())
        m_detail->showBet(*row);
    refreshTitle();
    refreshActions();
}

void MainWindow::selectBet(const QString& partner, const QString& bet)
{
    const BetKey key{partner.toStdString(), bet.toStdString()};
    if (m_bets.rowOf(key) < 0)
        m_top->queryField().setQueryText({});
    m_live->table().selectBet(key);
    m_live->table().setFocus();
}

void MainWindow::openRefundDialog(const QString& partner, const QString& bet)
{
    if (!m_context.connection.mayMoveMoney()) {
        m_status->showMessage(m_context.connection.whyNot());
        return;
    }
    auto* dialog = openRefund(m_context, client::contract::PartnerId(partner.toStdString()),
                              client::contract::BetId(bet.toStdString()), this);
    connect(dialog, &RefundDialog::openBetRequested, this, &MainWindow::selectBet);
}

void MainWindow::openUnfinished()
{
    auto* dialog = new UnfinishedDialog(m_context, m_intents, this);
    connect(dialog, &UnfinishedDialog::openBetRequested, this, &MainWindow::selectBet);
    dialog->open();
}

void MainWindow::focusPane(int step)
{
    focusNextPane({&m_top->queryField(), m_viewsList, &m_live->table(), m_detail->widget(), m_chart}, step);
}

std::vector<PaletteEntry> MainWindow::paletteEntries(const QString& text)
{
    std::vector<std::pair<int, PaletteEntry>> scored;
    const auto add = [&](PaletteEntry entry) {
        const int score = CommandPalette::score(entry.text, text);
        if (score >= 0)
            scored.emplace_back(score, std::move(entry));
    };
    for (int i = 0; i < Actions::Count; ++i) {
        auto* action = (*m_actions)[static_cast<Actions::Id>(i)];
        if (i != Actions::Palette)
            add({action->text(), action->shortcut().toString(QKeySequence::NativeText), [action] { action->trigger(); },
                 action->isEnabled()});
    }
    for (int row = 0; row < m_views.rowCount(); ++row)
        add({tr("View: %1").arg(m_views.name(row)), m_context.format.number(m_views.count(row)),
             [this, query = m_views.query(row)] { m_top->queryField().setQueryText(query); }});
    for (const auto& person : m_people)
        add({tr("Open a window as %1").arg(person.subject), TopBar::roleText(person.role.toStdString()),
             [this, subject = person.subject] { Q_EMIT windowRequested(subject); }});
    if (text.size() >= 2) {
        for (const auto& bet : m_bets.search(text.trimmed().toStdString(), betsInPaletteMax))
            add({tr("Bet %1").arg(QString::fromStdString(bet.bet.text())), m_context.format.status(bet),
                 [this, partner = QString::fromStdString(bet.partner.text()),
                  id = QString::fromStdString(bet.bet.text())] { selectBet(partner, id); }});
    }
    std::stable_sort(scored.begin(), scored.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<PaletteEntry> entries;
    for (auto& [score, entry] : scored)
        entries.push_back(std::move(entry));
    return entries;
}

void MainWindow::refreshSummary()
{
    m_status->setTable(m_live->summary());
}

void MainWindow::refreshTitle()
{
    QStringList parts;
    if (const auto* row = chosenBet())
        parts << QString::fromStdString(row->bet.text());
    parts << tr("Live bets");
    const auto& instance = m_context.connection.instance();
    parts << (environmentLook(instance.kind, false).word + u' ' + Format::foreign(instance.name, 24)).trimmed()
          << QStringLiteral("Betdesk");
    setWindowTitle(parts.join(QStringLiteral(" – ")));
}

void MainWindow::refreshActions()
{
    const auto& actions = *m_actions;
    const bool hasBet = m_live->currentBet() != nullptr;
    for (const auto id : {Actions::Details, Actions::CopyJson, Actions::CopyId})
        actions[id]->setEnabled(hasBet);
    actions[Actions::Refund]->setEnabled(chosenBet() && m_context.connection.mayMoveMoney());
    actions[Actions::Refund]->setToolTip(m_context.connection.whyNot());
    actions[Actions::FilterBack]->setEnabled(m_filterAt > 0);
    actions[Actions::FilterForward]->setEnabled(m_filterAt + 1 < m_filterHistory.size());
    const auto mode = m_context.theme.mode();
    actions[mode == ThemeMode::System  ? Actions::ThemeSystem
            : mode == ThemeMode::Light ? Actions::ThemeLight
                                       : Actions::ThemeDark]
        ->setChecked(true);
    actions[m_translation.language() == Language::English ? Actions::English : Actions::Russian]->setChecked(true);
    const auto safety = m_context.connection.safety();
    actions[safety == SafetyLevel::ReadOnly  ? Actions::SafetyReadOnly
            : safety == SafetyLevel::Confirm ? Actions::SafetyConfirm
                                             : Actions::SafetyType]
        ->setChecked(true);
}

void MainWindow::retranslate()
{
    m_actions->retranslate();
    m_viewsDock->setWindowTitle(tr("Views"));
    m_viewsList->setAccessibleName(tr("Views"));
    m_chartDock->setWindowTitle(tr("Calls per minute, last 30 min"));
    m_bets.retranslate();
    m_views.retranslate();
    m_calls.retranslate();
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
    m_settings.setValue(QStringLiteral("docks"), saveState(stateVersion));
    m_settings.setValue(QStringLiteral("columns"), m_live->table().horizontalHeader()->saveState());
    m_settings.setValue(QStringLiteral("filter"), m_top->queryField().text());
    m_settings.endGroup();
}

void MainWindow::restoreLayout()
{
    m_settings.beginGroup(m_profile);
    restoreGeometry(m_settings.value(QStringLiteral("geometry")).toByteArray());
    restoreState(m_settings.value(QStringLiteral("docks")).toByteArray(), stateVersion);
    m_live->table().horizontalHeader()->restoreState(m_settings.value(QStringLiteral("columns")).toByteArray());
    const auto filter = m_settings.value(QStringLiteral("filter")).toString();
    m_settings.endGroup();
    m_top->queryField().setQueryText(filter);
    const int view = m_views.rowOfQuery(filter);
    m_viewsList->setCurrentIndex(view < 0 ? QModelIndex() : m_views.index(view));
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    saveLayout();
    QMainWindow::closeEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    const bool narrow = width() < narrowWidth;
    if (narrow == m_narrow || !m_detail)
        return;
    m_narrow = narrow;
    // The table keeps its share when the window becomes small.
    resizeDocks({m_viewsDock, m_detail}, narrow ? QList<int>{190, 300} : QList<int>{214, 400}, Qt::Horizontal);
}

void MainWindow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_context.theme.colors().window);
    const auto look = environmentLook(m_context.connection.instance().kind, m_context.theme.isDark());
    painter.setPen(QPen(look.fill, frameWidth));
    const double half = frameWidth / 2.0;
    painter.drawRect(QRectF(rect()).adjusted(half, half, -half, -half));
}

} // namespace ui
