// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/api/betapi.h"
#include "client/store/journal.h"

#include <QObject>

#include <memory>
#include <string>

namespace client::operations {

// Runs intents: journal first, then send; resumes what a crash or a lost answer left. An intent in doubt is reconciled
// in the background (60 s growing to 10 min) with the same key and bytes, for as long as it takes.
class Runner : public QObject
{
    Q_OBJECT

public:
    Runner(store::Journal& journal, api::BetApi& api, ports::Timers& timers, const ports::Clock& clock,
           QObject* parent = nullptr);
    ~Runner() override;

    // Called when the service said who it and we are: intents of this environment and subject go on, others wait.
    // A prepared intent that was never sent and is older than 10 minutes needs a person: see stale().
    void resume(const contract::InstanceInfo& instance);
    // No new sends (offline, another environment). Attempts that are out end by themselves.
    void suspend();

    // Durable when it returns, and the first attempt is on its way after it. Storage: nothing was written or sent.
    contract::Result<void> start(const store::Intent& intent);
    // No further attempt in this series: the intent stays in doubt if anything may have left, else it is abandoned.
    void stopTrying(const std::string& id);
    // Starts the next series now, or joins the one that runs; its end is a seriesEnded(). NotSent, NotFound: none will
    // come of this.
    contract::Result<void> tryNow(const std::string& id);
    // Gives up an intent that was never sent.
    contract::Result<void> abandon(const std::string& id);

    std::vector<store::Intent> open() const;
    std::vector<store::Intent> stale() const;

Q_SIGNALS:
    void attemptStarted(const QString& id, int attempt);
    void attemptEnded(const QString& id, int attempt, const client::contract::Answer& answer);
    void attemptScheduled(const QString& id, int attempt, qint64 delayMs);
    // A series ended: read the intent again. The answer is the fold over every attempt so far.
    void seriesEnded(const QString& id, const client::contract::Answer& answer);
    void openChanged();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace client::operations
