// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/filedesk.h"
#include "client/api/betapi.h"
#include "client/operations/runner.h"
#include "client/store/journal.h"
#include "ui/connection.h"
#include "ui/context.h"

#include <QObject>
#include <QPointer>

#include <memory>

class QSettings;

namespace ui {
class MainWindow;
class Translation;
} // namespace ui

namespace app {

// A window over what this console saw of a service, at any moment of it. It shares nothing with the window of the
// present but looks, and has no way to a service.
class PastWindow : public QObject
{
    Q_OBJECT

public:
    // `like` is what the windows of the present have, `environment` whose past it is. All of it outlives this.
    PastWindow(const QString& environment, const ui::Context& like, client::ports::Timers& timers,
               ui::Translation& translation, QSettings& settings, QObject* parent = nullptr);
    ~PastWindow() override;

    void show(const ui::MainWindow& beside);
    void play(const ui::Recording& recording) { m_desk.play(recording); }
    void bringUp();
    void refreshLink() { m_desk.refreshLink(); }
    ui::MainWindow* window() const { return m_window; }
    const FileDesk& desk() const { return m_desk; }

Q_SIGNALS:
    void closed();

private:
    ui::Connection m_connection;
    FileDesk m_desk;
    client::api::BetApi m_api;
    std::unique_ptr<client::store::Journal> m_journal; // in memory: nothing is ever written into it
    std::unique_ptr<client::operations::Runner> m_runner;
    std::unique_ptr<ui::Context> m_context;
    ui::Translation& m_translation;
    QSettings& m_settings;
    QPointer<ui::MainWindow> m_window;
};

} // namespace app
