// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/api/betapi.h"
#include "client/feed/feed.h"
#include "client/ports/clock.h"
#include "ui/models/betsmodel.h"

#include <QPointer>

#include <string>

namespace ui {

// The bets of one group of failures, in a model of bets. What is here stays, also after its bet has left the group, so
// that somebody who retries sees what comes of it; new ones come with the next reading.
class FailureBets : public QObject
{
    Q_OBJECT

public:
    // Between the end of one reading and the next that the feed asks for.
    static constexpr std::int64_t againAfterMs = 2'000;
    static constexpr int betsMax = 10'000; // as many as a job takes by name

    FailureBets(client::api::BetApi& api, const client::ports::Clock& clock, const Format& format,
                QObject* parent = nullptr);
    ~FailureBets() override;

    BetsModel& model() { return m_model; }
    const BetsModel& model() const { return m_model; }
    // An empty id shows nothing.
    void show(const client::contract::FailureId& failure);
    void reload();
    // The group has moved on: it is read again, but not at once for each step.
    void markStale() { m_stale = true; }
    void onRows(const client::feed::Rows& rows);
    void tick();

    bool isLoading() const { return m_call; }
    bool isComplete() const { return m_complete; }
    const QString& problem() const { return m_problem; }

Q_SIGNALS:
    void loadingChanged();

private:
    void ask(const std::string& cursor);
    void giveUpCall();

    client::api::BetApi& m_api;
    const client::ports::Clock& m_clock;
    BetsModel m_model;
    client::contract::FailureId m_failure;
    QPointer<client::api::Call> m_call;
    QString m_problem;
    bool m_complete = false;
    bool m_stale = false;
    int m_read = 0;
    std::int64_t m_readAtMs = 0; // steady
};

} // namespace ui
