// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/furtherwindows.h"

#include "ui/mainwindow.h"

namespace app {

namespace {

constexpr int rowsTaken = 20'000;
constexpr QPoint besideIt(32, 32); // so that nobody takes it for the first one

} // namespace

FurtherWindows::~FurtherWindows()
{
    for (const auto& window : m_windows)
        delete window.data();
}

void FurtherWindows::setFirst(ui::MainWindow& first)
{
    m_first = &first;
    shareViews(&first);
}

// Each holds the whole list, and writes it whole.
void FurtherWindows::shareViews(ui::MainWindow* window)
{
    connect(window, &ui::MainWindow::savedViewsChanged, this, [this, window] {
        if (m_first && m_first != window)
            m_first->reloadViews();
        for (const auto& other : m_windows) {
            if (other && other != window)
                other->reloadViews();
        }
    });
}

ui::MainWindow* FurtherWindows::open(const ui::Context& context, ui::Translation& translation, QSettings& settings,
                                     const QString& profile, const ui::MainWindow& like)
{
    auto* window = new ui::MainWindow(context, translation, settings, profile, {.isFurther = true});
    window->setAttribute(Qt::WA_DeleteOnClose);
    window->resize(like.size());
    window->move(like.pos() + besideIt);
    shareViews(window);
    std::erase_if(m_windows, [](const auto& gone) { return gone.isNull(); });
    m_windows.emplace_back(window);
    Q_EMIT opened(window);
    window->setLink(m_link);
    window->onRows(like.shownRows(rowsTaken));
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
