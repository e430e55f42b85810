// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/bundle/bundle.h"
#include "client/review/replay.h"

#include <QByteArray>
#include <QObject>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

namespace client::review {

// A time in which whoever wrote the lines saw nothing: between the last that was told and a snapshot.
struct Unseen
{
    std::int64_t fromMs = 0;
    std::int64_t toMs = 0;
};

// What a file turned out to be.
struct OpenedReplay
{
    std::shared_ptr<Replay> replay;
    std::optional<bundle::Manifest> manifest; // none: no bundle but lines of events
    std::optional<bundle::Signature> signature;
    bool isCut = false;              // the end of the file is missing
    std::uint64_t damaged = 0;       // lines that tell nothing, because they are no JSON
    std::vector<Unseen> unseen = {}; // of a console's own lines, in order
};

// Opens one file, or lines in memory, and makes them a replay, on a thread of its own. Signals come on the thread of
// this object, one of them for each open(). Destroying it waits for the thread.
class ReplayLoader : public QObject
{
    Q_OBJECT

public:
    explicit ReplayLoader(QObject* parent = nullptr) : QObject(parent) {}
    ~ReplayLoader() override;

    // `folder` is for what is unpacked. A second open() ends the first.
    void open(const QString& path, const QString& folder, const std::string& password = {});
    void openLines(QByteArray lines);

Q_SIGNALS:
    void opened(const client::review::OpenedReplay& replay);
    // The bundle is encrypted, and `password` was none or the wrong one.
    void passwordWanted(bool wasWrong);
    void failed(const QString& detail); // an English sentence

private:
    // Runs on a thread of its own; what it gives to `tell` is called on this object's.
    using Tell = std::function<void(std::function<void()>)>;
    void run(std::function<void(const std::stop_token& stop, const Tell& tell)> work);
    void make(const std::shared_ptr<const Log>& log, OpenedReplay made, const std::stop_token& stop, const Tell& tell);

    std::jthread m_thread;
};

} // namespace client::review
