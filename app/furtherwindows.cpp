// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/furtherwindows.h"

#include "ui/mainwindow.h"

namespace app {

namespace {

constexpr QPoint besideIt(32, 32); // so that nobody takes it for the first one

} // namespace

FurtherWindows::~FurtherWindows()
{
    for (const auto& window : m_windows)
        delete window.data();
}

ui::MainWindow* FurtherWindows::open(const ui::Context& context, ui::Translation& translation, QSettings& settings,
                                     const QString& profile, ui::MainWindow& like)
{
    auto* window = new ui::MainWindow(context, translation, settings, profile);
    window->setAttribute(Qt::WA_DeleteOnClose);
    window->setKeepsLayout(false);
    window->resize(like.size());
    window->move(like.pos() + besideIt);
    connect(window, &ui::MainWindow::savedViewsChanged, &like, &ui::MainWindow::reloadViews);
    connect(&like, &ui::MainWindow::savedViewsChanged, window, &ui::MainWindow::reloadViews);
    std::erase_if(m_windows, [](const auto& gone) { return gone.isNull(); });
    m_windows.emplace_back(window);
    Q_EMIT opened(window);
    window->setLink(m_link);
    window->showAs(like);
    window->show();
    window->activateWindow();
    return window;
}

void FurtherWindows::onRows(const client::feed::Rows& rows)
{
    for (const auto& window : m_windows) {
        if (window)
            window->onRows(rows);
    }
}

void FurtherWindows::setLink(const ui::LinkStatus& status)
{
    m_link = status;
    for (const auto& window : m_windows) {
        if (window)
            window->setLink(status);
    }
}

} // namespace app
