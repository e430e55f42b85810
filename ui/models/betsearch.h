// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/api/betapi.h"
#include "client/feed/feed.h"
#include "ui/models/betsmodel.h"

#include <QPointer>
#include <QString>

#include <string>

namespace ui {

// Bets of any period that match a query, in a model of bets: at once those that the console has, and when somebody asks
// for them those that the service has, newest first, page by page.
class BetSearch : public QObject
{
    Q_OBJECT

public:
    static constexpr int betsMax = 100'000; // in the list
    static constexpr int readMax = 20'000;  // by one asking; to ask again goes on from there
    static constexpr int pageSize = 200;

    // `known`: the console's own bets. Both outlive the search.
    BetSearch(client::api::BetApi& api, const BetsModel& known, const client::ports::Clock& clock, const Format& format,
              QObject* parent = nullptr);
    ~BetSearch() override;

    BetsModel& model() { return m_model; }
    const BetsModel& model() const { return m_model; }
    // What the console has; a reading of the service for another query ends.
    void show(const client::contract::Query& query);
    // Goes on until all is read, readMax is reached or stop().
    void ask();
    void stop();
    void onRows(const client::feed::Rows& rows);
    // False, as at first: only bets that are listed are kept up to date, because nobody looks. What came meanwhile is
    // taken in when somebody does.
    void setFollowing(bool following);

    bool isAsking() const { return m_call; }
    bool isComplete() const { return m_complete; } // the service has no more
    int read() const { return m_read; }
    qint64 readBackTo() const { return m_readBackTo; } // UTC; 0: nothing was read
    const QString& problem() const { return m_problem; }

    // What of a query the service can tell by itself, so that it sends less; the rest is filtered here. Ids go as they
    // are written: the service tells upper from lower case.
    static client::api::BetFilter filterOf(const client::contract::Query& query, std::int64_t nowMs);

Q_SIGNALS:
    void changed(); // how far the service was read

private:
    void askPage(int left);
    void giveUpCall();

    client::api::BetApi& m_api;
    const BetsModel& m_known;
    const client::ports::Clock& m_clock;
    BetsModel m_model;
    client::contract::Query m_query;
    QPointer<client::api::Call> m_call;
    client::api::BetFilter m_filter; // of the reading, with its cursor
    bool m_following = false;
    bool m_begun = false;
    bool m_complete = false;
    int m_read = 0;
    qint64 m_readBackTo = 0;
    QString m_problem;
};

} // namespace ui
