// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/feed/feed.h"
#include "client/feed/position.h"

#include <QPointer>

#include <functional>
#include <optional>
#include <string>

namespace client::feed {

// Reads the newest bets and rounds page after page, newest first. The position to stream from is that of the first
// page, taken before all others, so that what changes meanwhile comes again by the stream. Abandoned by destroying it.
class Snapshot
{
public:
    struct Listener
    {
        // Called with the first page's position before its rows; next() goes on.
        std::function<void(const Position&)> begun;
        // A page; `last` is true once. next() goes on unless it was the last.
        std::function<void(std::vector<contract::BetRow>, std::vector<contract::RoundRow>, bool last)> page;
        std::function<void(const contract::Answer&)> failed;
    };

    Snapshot(api::BetApi& api, const SnapshotLimits& limits, Listener listener);
    ~Snapshot();
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

    void start();
    void next();
    const Position& position() const { return m_position; } // once it has begun

private:
    void ask();
    void onBets(const api::CallOf<contract::Page<contract::BetRow>>& call);
    void onRounds(const api::CallOf<contract::Page<contract::RoundRow>>& call);
    void tellPage(std::vector<contract::BetRow> bets, std::vector<contract::RoundRow> rounds, bool last);
    void tellFailed(const contract::Answer& answer);
    void fail(const contract::Answer& answer, const contract::Error& error);

    api::BetApi& m_api;
    SnapshotLimits m_limits;
    Listener m_listener;
    QPointer<api::Call> m_call;
    std::optional<contract::Page<contract::BetRow>> m_held; // the first page, until its position is dealt with
    Position m_position;
    bool m_begun = false;
    bool m_bets = true; // then rounds
    std::string m_cursor;
    int m_rows = 0;
    int m_pages = 0;
};

} // namespace client::feed
