// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks.h"

#include "ui/charts/timechart.h"
#include "ui/delegates/viewdelegate.h"
#include "ui/models/callsperminute.h"
#include "ui/models/viewsmodel.h"
#include "ui/pages/pagelist.h"
#include "ui/widgets/alertsdock.h"
#include "ui/widgets/callsdock.h"
#include "ui/widgets/detaildock.h"
#include "ui/widgets/jobsdock.h"
#include "ui/widgets/rowtable.h"

#include <QEvent>
#include <QLabel>
#include <QListView>
#include <QMainWindow>
#include <QSettings>
#include <QTabBar>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <initializer_list>

namespace ui {

namespace {

constexpr int stateVersion = 3;
constexpr int narrowWidth = 1'200;
constexpr int detailWidth = 400;
constexpr int detailWidthNarrow = 300;
constexpr int viewsWidthLeast = 190;
constexpr int viewsWidthMost = 320;
constexpr int alertsHeightBegin = 180; // a few rows: the page above is what one works on

} // namespace

Docks::Docks(const Context& context, PageStack& pages, ViewsModel& views, CallsPerMinute& calls, QMainWindow* window)
    : QObject(window), m_window(window), m_viewsDock(new QDockWidget(window)),
      m_pageList(new PageList(pages, context.theme)), m_viewsLabel(new QLabel), m_viewsList(new QListView),
      m_detail(new DetailDock(context, window)), m_chartDock(new QDockWidget(window)), m_calls(calls),
      m_chart(new TimeChart(
          context.theme, context.format,
          [&format = context.format](double value) { return format.number(std::llround(value)); }, m_chartDock)),
      m_alerts(new AlertsDock(context, window)), m_callsDock(new CallsDock(context, window)),
      m_alertsHeight(alertsHeightBegin)
{
    window->installEventFilter(this);
    window->setDockOptions(QMainWindow::AllowTabbedDocks | QMainWindow::AllowNestedDocks |
                           QMainWindow::GroupedDragging);
    window->setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    window->setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);

    m_viewsDock->setObjectName(QStringLiteral("viewsDock"));
    m_viewsLabel->setObjectName(QStringLiteral("viewsLabel"));
    m_viewsLabel->setContentsMargins(12, 12, 12, 4);
    setTextRole(m_viewsLabel, TextRole::Secondary);
    m_viewsList->setObjectName(QStringLiteral("viewsList"));
    m_viewsList->setModel(&views);
    m_viewsList->setItemDelegate(new ViewDelegate(context.theme, m_viewsList));
    m_viewsList->setFrameShape(QFrame::NoFrame);
    m_viewsList->setUniformItemSizes(true);
    m_viewsList->setMouseTracking(true);
    m_viewsList->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_viewsLabel->setBuddy(m_viewsList);
    auto* left = new QWidget(m_viewsDock);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_pageList);
    column->addWidget(m_viewsLabel);
    column->addWidget(m_viewsList, 1);
    m_viewsDock->setWidget(left);

    m_chartDock->setObjectName(QStringLiteral("chartDock"));
    m_chartDock->setWidget(m_chart);
    connect(&calls, &CallsPerMinute::changed, this, &Docks::drawCalls);
    connect(m_chartDock, &QDockWidget::visibilityChanged, this, &Docks::drawCalls);
    connect(m_alerts, &QDockWidget::visibilityChanged, this, [this](bool isVisible) {
        if (isVisible)
            lowerAlerts();
        else
            keepAlertsHeight();
    });
    window->addDockWidget(Qt::LeftDockWidgetArea, m_viewsDock);
    window->addDockWidget(Qt::RightDockWidgetArea, m_detail);
    window->addDockWidget(Qt::BottomDockWidgetArea, m_chartDock);
    window->addDockWidget(Qt::BottomDockWidgetArea, m_alerts);
    window->addDockWidget(Qt::BottomDockWidgetArea, m_callsDock);
}

JobsDock& Docks::addJobs(JobsModel& jobs, const Theme& theme)
{
    m_jobsDock = new JobsDock(theme, jobs, m_window);
    m_window->addDockWidget(Qt::BottomDockWidgetArea, m_jobsDock);
    return *m_jobsDock;
}

QDockWidget& Docks::jobsDock() const
{
    return *m_jobsDock;
}

QDockWidget& Docks::callsDock() const
{
    return *m_callsDock;
}

std::vector<QWidget*> Docks::panesBefore() const
{
    return {m_pageList, m_viewsList};
}

std::vector<QWidget*> Docks::panesAfter() const
{
    std::vector<QWidget*> panes{m_detail->widget(), m_chart, &m_alerts->table(), &m_jobsDock->table(),
                                &m_callsDock->table()};
    // A dock behind another one's tab takes no focus.
    std::erase_if(panes, [](const QWidget* pane) { return pane->visibleRegion().isEmpty(); });
    return panes;
}

void Docks::arrange()
{
    for (QDockWidget* dock :
         std::initializer_list<QDockWidget*>{m_viewsDock, m_detail, m_chartDock, m_alerts, m_jobsDock, m_callsDock})
        dock->setFloating(false);
    m_viewsDock->show();
    m_jobsDock->hide();
    m_callsDock->hide();
    show({m_bets, m_bets, m_bets});
    m_shownElsewhere = {!m_bets, !m_bets, !m_bets};
    m_window->addDockWidget(Qt::LeftDockWidgetArea, m_viewsDock);
    m_window->addDockWidget(Qt::RightDockWidgetArea, m_detail);
    m_window->addDockWidget(Qt::BottomDockWidgetArea, m_chartDock);
    m_window->tabifyDockWidget(m_chartDock, m_alerts);
    m_window->tabifyDockWidget(m_alerts, m_jobsDock);
    m_window->tabifyDockWidget(m_jobsDock, m_callsDock);
    m_chartDock->raise();
    m_window->resizeDocks({m_viewsDock, m_detail}, {viewsWidth(), detailWidth}, Qt::Horizontal);
    m_window->resizeDocks({m_chartDock}, {200}, Qt::Vertical);
    m_alertsHeight = alertsHeightBegin; // now that none is hidden any more, which would keep its height
}

Docks::Shown Docks::shown() const
{
    return {!m_detail->isHidden(), !m_chartDock->isHidden(), !m_alerts->isHidden(),
            m_alerts->visibleRegion().isEmpty()};
}

void Docks::show(const Shown& shown)
{
    m_detail->setVisible(shown.detail);
    m_alerts->setVisible(shown.alerts);
    m_chartDock->setVisible(shown.chart);
    if (shown.chart && shown.alerts)
        (shown.chartOnTop ? m_chartDock : m_alerts)->raise();
}

void Docks::showFor(bool bets)
{
    if (bets == m_bets)
        return;
    if (!m_alerts->isHidden())
        keepAlertsHeight();
    m_bets = bets;
    const auto before = shown();
    show(m_shownElsewhere);
    m_shownElsewhere = before;
    lowerAlerts();
}

bool Docks::areAlertsAlone() const
{
    return !m_bets && m_chartDock->isHidden() && !m_alerts->isFloating();
}

// As a person pulled it.
void Docks::keepAlertsHeight()
{
    if (areAlertsAlone())
        m_alertsHeight = m_alerts->height();
}

// The chart, behind whose tab the alerts lie, needs more room than they do.
void Docks::lowerAlerts()
{
    if (areAlertsAlone() && !m_alerts->isHidden())
        m_window->resizeDocks({m_alerts}, {m_alertsHeight}, Qt::Vertical);
}

void Docks::onWindowWidth(int width)
{
    const bool narrow = width < narrowWidth;
    if (narrow == m_narrow)
        return;
    m_narrow = narrow;
    m_window->resizeDocks({m_viewsDock, m_detail}, {viewsWidth(), narrow ? detailWidthNarrow : detailWidth},
                          Qt::Horizontal);
}

void Docks::save(QSettings& settings) const
{
    settings.setValue(QStringLiteral("docks"), m_window->saveState(stateVersion));
    settings.setValue(QStringLiteral("detailElsewhere"), m_shownElsewhere.detail);
    settings.setValue(QStringLiteral("chartElsewhere"), m_shownElsewhere.chart);
    settings.setValue(QStringLiteral("alertsElsewhere"), m_shownElsewhere.alerts);
    settings.setValue(QStringLiteral("alertsHeight"),
                      areAlertsAlone() && !m_alerts->isHidden() ? m_alerts->height() : m_alertsHeight);
    m_alerts->save(settings);
}

void Docks::restore(QSettings& settings)
{
    m_alerts->restore(settings);
    m_alertsHeight = settings.value(QStringLiteral("alertsHeight"), m_alertsHeight).toInt();
    if (!m_window->restoreState(settings.value(QStringLiteral("docks")).toByteArray(), stateVersion))
        return;
    m_shownElsewhere = {settings.value(QStringLiteral("detailElsewhere"), m_shownElsewhere.detail).toBool(),
                        settings.value(QStringLiteral("chartElsewhere"), m_shownElsewhere.chart).toBool(),
                        settings.value(QStringLiteral("alertsElsewhere"), m_shownElsewhere.alerts).toBool()};
}

// The window makes its bars of tabs when docks come to lie over each other.
bool Docks::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ChildPolished)
        nameTabs();
    return QObject::eventFilter(watched, event);
}

void Docks::nameTabs()
{
    for (auto* tabs : m_window->findChildren<QTabBar*>(QString(), Qt::FindDirectChildrenOnly))
        tabs->setAccessibleName(tr("Panels that lie over each other"));
}

// Of the lists' longest line, in whatever language.
int Docks::longestView() const
{
    return std::min(std::max(m_pageList->sizeHintForColumn(0), m_viewsList->sizeHintForColumn(0)), viewsWidthMost);
}

int Docks::viewsWidth() const
{
    return std::max(longestView(), viewsWidthLeast);
}

void Docks::widenViews()
{
    m_viewsDock->widget()->setMinimumWidth(longestView());
}

void Docks::drawCalls()
{
    if (m_chart->isVisible())
        m_chart->setData(m_calls.chart());
}

void Docks::retranslate()
{
    nameTabs();
    m_viewsDock->setWindowTitle(tr("Pages"));
    m_viewsLabel->setText(tr("Views"));
    m_viewsList->setAccessibleName(tr("Views"));
    m_chartDock->setWindowTitle(tr("Calls per minute, last 30 min"));
    m_chart->setTitle(tr("By outcome"));
    drawCalls();
    // The lists are written anew by the same event, after this.
    QTimer::singleShot(0, this, &Docks::widenViews);
}

} // namespace ui
