// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/context.h"

#include <QObject>

#include <array>
#include <vector>

class QDockWidget;
class QLabel;
class QListView;
class QMainWindow;
class QSettings;

namespace ui {

class AlertsDock;
class CallsDock;
class CallsPerMinute;
class DetailDock;
class JobsDock;
class JobsModel;
class PageList;
class PageStack;
class TimeChart;
class ViewsModel;

// The docks around the pages: pages and views at the left, the bet's details at the right, chart, alerts, running jobs
// and the API console below.
class Docks : public QObject
{
    Q_OBJECT

public:
    Docks(const Context& context, PageStack& pages, ViewsModel& views, CallsPerMinute& calls, QMainWindow* window);

    DetailDock& detail() const { return *m_detail; }
    AlertsDock& alerts() const { return *m_alerts; }
    QListView& views() const { return *m_viewsList; }
    QDockWidget& viewsDock() const { return *m_viewsDock; }
    QDockWidget& chartDock() const { return *m_chartDock; }
    QDockWidget& callsDock() const;
    QDockWidget& jobsDock() const;
    // Once, before arrange() and restore().
    JobsDock& addJobs(JobsModel& jobs, const Theme& theme);

    // In the order of F6, before and after those of the page.
    std::vector<QWidget*> panesBefore() const;
    std::vector<QWidget*> panesAfter() const;

    void arrange();
    // Details, chart and alerts are there on pages of bets; what a person opens or closes on either kind of page stays
    // so.
    void showFor(bool bets);
    // The page keeps its share when the window becomes small.
    void onWindowWidth(int width);
    void save(QSettings& settings) const;
    void restore(QSettings& settings);
    void retranslate();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Shown
    {
        bool detail = false;
        bool chart = false;
        bool alerts = false;
        bool chartOnTop = true; // of the two, where both lie over each other
    };

    Shown shown() const;
    void show(const Shown& shown);
    void nameTabs();
    void drawCalls();
    bool areAlertsAlone() const; // on a page that has no chart
    void keepAlertsHeight();
    void lowerAlerts();
    int longestView() const;
    int viewsWidth() const;
    void widenViews();

    QMainWindow* m_window;
    QDockWidget* m_viewsDock;
    PageList* m_pageList;
    QLabel* m_viewsLabel;
    QListView* m_viewsList;
    DetailDock* m_detail;
    QDockWidget* m_chartDock;
    CallsPerMinute& m_calls;
    TimeChart* m_chart;
    AlertsDock* m_alerts;
    CallsDock* m_callsDock;
    JobsDock* m_jobsDock = nullptr;
    int m_alertsHeight;     // where they are alone
    Shown m_shownElsewhere; // on the kind of page that is not shown now
    bool m_bets = true;
    bool m_narrow = false;
};

} // namespace ui
