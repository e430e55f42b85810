// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ports/clock.h"
#include "client/review/replayloader.h"
#include "client/review/replayservice.h"
#include "ui/context.h"
#include "ui/linkstatus.h"
#include "ui/recording.h"
#include "ui/widgets/timebar.h"

#include <QObject>
#include <QPointer>
#include <QTemporaryDir>

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ui {
class MainWindow;
}

namespace app {

// The time of what is looked at: "the last hour" of a file ends with its moment.
class MomentClock : public client::ports::Clock
{
public:
    explicit MomentClock(const client::ports::Clock& real) : m_real(real) {}

    void setMoment(std::int64_t utcMs) { m_momentMs = utcMs; }
    std::int64_t utcMs() const override { return m_momentMs == 0 ? m_real.utcMs() : m_momentMs; }
    std::int64_t steadyMs() const override { return m_real.steadyMs(); }

private:
    const client::ports::Clock& m_real;
    std::int64_t m_momentMs = 0;
};

// A file or a recording in the place of a service: opens it, answers the screens from it, and moves them through its
// time. Read-only.
class FileDesk : public QObject
{
    Q_OBJECT

public:
    // What is unpacked lies in a folder of its own that goes with this.
    FileDesk(QString path, std::string password, const client::ports::Clock& clock, QObject* parent = nullptr);
    // Of a recording that play() brings later.
    FileDesk(QString environment, const client::ports::Clock& clock, QObject* parent = nullptr);
    ~FileDesk() override;

    client::review::ReplayService& service() { return m_service; }
    const client::ports::Clock& clock() const { return m_momentClock; }
    // Shows it in the window from now on, and opens the file. Both outlive this.
    void attach(ui::MainWindow& window, const ui::Context& context);
    void play(const ui::Recording& recording);
    const client::review::Replay* replay() const { return m_opened.replay.get(); }
    bool isLoading() const { return !m_opened.replay && m_problem.isEmpty(); }
    void moveToTime(qint64 atMs);
    void moveToRow(std::uint64_t rows);
    void step(int step, ui::TimeBar::Steps steps);
    // What the maker of the bundle wrote about lines of the bet.
    QStringList notesOf(const client::contract::PartnerId& partner, const client::contract::BetId& bet) const;
    void markMoment();
    void showChanges();
    ui::LinkStatus status() const;
    void refreshLink();

private:
    void fail(const QString& problem);
    void onOpened(const client::review::OpenedReplay& opened);
    void askPassword(bool wasWrong);
    void showAll();
    void showMove(std::uint64_t before);
    void showMoment();
    void showCalls();
    void findNotes();
    QString aboutText() const;
    QString aboutRecording() const;
    QString noteText() const;

    void listen();

    const QString m_path;        // empty: a recording
    const QString m_environment; // of a recording
    const std::string m_password;
    const client::ports::Clock& m_realClock;
    MomentClock m_momentClock;
    QTemporaryDir m_folder;
    client::review::ReplayService m_service;
    client::review::OpenedReplay m_opened;
    client::review::ReplayLoader m_loader; // its thread ends before what it fills
    QPointer<ui::MainWindow> m_window;
    std::optional<ui::Context> m_context;
    // Of the bundle, by partner and bet.
    std::map<std::pair<std::string, std::string>, std::vector<const client::review::BundleNote*>> m_notes;
    QString m_problem;
    bool m_beginsLate = false; // of a recording: isCut
    qint64 m_unreadable = 0;
    std::optional<std::uint64_t> m_marked; // a position
    qint64 m_markedMs = 0;
};

} // namespace app
