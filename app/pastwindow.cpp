// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pastwindow.h"

#include "ui/mainwindow.h"

#include <stdexcept>

namespace app {

namespace {

constexpr QPoint besideIt(48, 48);

std::unique_ptr<client::store::Journal> emptyJournal()
{
    auto journal = client::store::Journal::open({.path = ":memory:", .vfs = {}, .macKey = std::string(32, '\0')});
    if (!journal)
        throw std::runtime_error(journal.error().detail);
    return *std::move(journal);
}

} // namespace

PastWindow::PastWindow(const QString& environment, const ui::Context& like, client::ports::Timers& timers,
                       ui::Translation& translation, QSettings& settings, QObject* parent)
    : QObject(parent), m_desk(environment, like.clock),
      m_api(m_desk.service(), timers, like.clock, like.random, [] { return std::string(); }), m_journal(emptyJournal()),
      m_runner(std::make_unique<client::operations::Runner>(*m_journal, m_api, timers, like.clock)),
      m_context(std::make_unique<ui::Context>(
          ui::Context{m_api, *m_runner, m_desk.clock(), like.random, m_connection, like.theme, like.format})),
      m_translation(translation), m_settings(settings)
{
}

PastWindow::~PastWindow()
{
    if (m_window)
        m_window->disconnect(this);
    delete m_window.data();
}

void PastWindow::show(const ui::MainWindow& beside)
{
    m_window = new ui::MainWindow(*m_context, m_translation, m_settings, QStringLiteral("past"), {.isFurther = true});
    m_window->setAttribute(Qt::WA_DeleteOnClose);
    m_window->resize(beside.size());
    m_window->move(beside.pos() + besideIt);
    connect(m_window, &QObject::destroyed, this, &PastWindow::closed);
    m_desk.attach(*m_window, *m_context);
    m_window->show();
    m_window->activateWindow();
}

void PastWindow::bringUp()
{
    m_window->setWindowState(m_window->windowState() & ~Qt::WindowMinimized);
    m_window->raise();
    m_window->activateWindow();
}

} // namespace app
