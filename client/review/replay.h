// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/alerts.h"
#include "client/contract/failures.h"
#include "client/contract/jobs.h"
#include "client/contract/stats.h"
#include "client/contract/wire.h"
#include "client/review/moment.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace client::review {

// Which bets are wanted; an empty text wants all.
struct BetWish
{
    std::string partner = {};
    std::string player = {};
    std::string round = {};
    std::string status = {}; // a word of ShownStatus
    std::string idPrefix = {};
    std::int64_t createdFrom = 0; // UTC
    std::int64_t createdTo = 0;   // not itself; 0: any
};

// A bet or round that differs between two moments: its rows at both, or none where it was not known.
struct ChangedBet
{
    std::optional<contract::BetRow> before;
    std::optional<contract::BetRow> after;
};
struct ChangedRound
{
    std::optional<contract::RoundRow> before;
    std::optional<contract::RoundRow> after;
};
struct Changed
{
    std::vector<ChangedBet> bets;
    std::vector<ChangedRound> rounds;
    std::size_t leftOut = 0; // more than were asked for
};

// A log of events as the rows that a console shows, as they stood after its first position() lines. Rows are read from
// the text when they are asked for; a line that is no row any more is left out. One thread at a time.
class Replay
{
public:
    // Reads the whole log once, and stands at its end.
    explicit Replay(std::shared_ptr<const Log> log);

    std::uint64_t rows() const { return m_log->rows(); }
    std::uint64_t position() const { return m_moment.rows; }
    std::int64_t fromMs() const { return m_fromMs; } // of the first event, 0 without any
    std::int64_t toMs() const { return m_toMs; }     // of the latest
    std::int64_t atMs() const;                       // of the newest event that counts; fromMs() before the first
    void moveToRow(std::uint64_t rows);
    void moveToTime(std::int64_t atMs);
    // The position after the next event (step 1) or the one before (step -1) of a bet, a round, or any if both are
    // empty. Nothing: there is none.
    std::optional<std::uint64_t> step(int step, const contract::PartnerId& partner, const contract::BetId& bet,
                                      const contract::RoundId& round) const;

    // Newest created first, from the `skip`-th on.
    std::vector<contract::BetRow> bets(const BetWish& wish, std::size_t skip, std::size_t limit) const;
    std::vector<contract::RoundRow> rounds(std::size_t skip, std::size_t limit) const;
    std::optional<contract::BetRow> bet(const contract::PartnerId& partner, const contract::BetId& bet) const;
    std::optional<contract::RoundRow> round(const contract::RoundId& round) const;
    // What the round's result was, version by version.
    std::vector<contract::RoundResult> results(const contract::RoundId& round) const;
    std::vector<contract::FeedEvent> eventsOf(const contract::PartnerId& partner, const contract::BetId& bet) const;
    std::vector<contract::FailureRow> failures() const;
    std::vector<contract::BetRow> failureBets(const contract::FailureId& failure, std::size_t limit) const;
    std::vector<contract::JobRow> jobs() const;
    std::vector<contract::AlertRow> alerts() const;
    // Only what rows tell: calls, queues and partners are not in events.
    contract::Stats stats() const;
    // Of the lines from `begin` to before `end`.
    std::vector<contract::FeedEvent> events(std::uint64_t begin, std::uint64_t end) const;
    // Between two positions.
    Changed changed(std::uint64_t before, std::uint64_t after, std::size_t limit) const;

private:
    std::optional<contract::FeedEvent> eventAt(std::uint64_t row) const;
    void findOthers();
    // Rows of the text that hold the bets, newest created first, at most `most` of them.
    std::vector<std::uint64_t> betRows(const BetWish& wish, std::size_t most) const;

    std::shared_ptr<const Log> m_log;
    Moments m_moments;
    Moment m_moment;
    std::int64_t m_fromMs = 0;
    std::int64_t m_toMs = 0;
    std::vector<std::uint64_t> m_others; // rows of failures, jobs and alerts, ascending
};

} // namespace client::review
