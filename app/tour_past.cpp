// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tour.h"
#include "ui/mainwindow.h"
#include "ui/widgets/linkbar.h"
#include "ui/widgets/timebar.h"
#include "ui/widgets/topbar.h"

#include <QApplication>
#include <QPixmap>
#include <QSlider>

// The tour's look at a service that is gone, and at the past.
namespace app {

namespace {

constexpr qint64 settleMs = 1'000; // the counts of a window come behind its rows

ui::MainWindow* pastWindow()
{
    for (auto* widget : QApplication::topLevelWidgets()) {
        auto* const window = qobject_cast<ui::MainWindow*>(widget);
        if (window && window->isVisible() && window->topBar().timeBar().isVisible())
            return window;
    }
    return nullptr;
}

} // namespace

void Tour::planPast(const QString& prefix)
{
    then(
        QStringLiteral("the service dies"), [] { return true; },
        [this] {
            press(Qt::Key_2, Qt::ControlModifier);
            m_killService();
        });
    then(
        QStringLiteral("offline"), [this] { return m_window.topBar().linkBar().isVisible(); },
        [this, prefix] { shoot(prefix + QStringLiteral("-offline")); });
    then(
        QStringLiteral("the past"), [] { return true; },
        [this] { m_window.actions()[ui::Actions::ShowPast]->trigger(); });
    then(
        QStringLiteral("its bets"), [] { return pastWindow() && pastWindow()->bets().totalCount() > 0; },
        [] {
            auto* slider = pastWindow()->topBar().timeBar().findChild<QSlider*>(QStringLiteral("timeSlider"));
            slider->setValue(slider->maximum() * 2 / 3);
        });
    then(
        QStringLiteral("a moment of it"),
        [this] {
            const auto& moment = pastWindow()->topBar().timeBar().moment();
            return moment.row < moment.rows && m_waiting.hasExpired(settleMs);
        },
        [this, prefix] {
            keep(pastWindow()->grab(), prefix + QStringLiteral("-past"));
            pastWindow()->close();
        });
    then(
        QStringLiteral("the service is back"),
        [this] { return !pastWindow() && !m_window.topBar().linkBar().isVisible(); },
        [this, prefix] {
            m_window.activateWindow();
            shoot(prefix + QStringLiteral("-back"));
        });
}

} // namespace app
