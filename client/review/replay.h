// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/alerts.h"
#include "client/contract/failures.h"
#include "client/contract/jobs.h"
#include "client/contract/stats.h"
#include "client/contract/wire.h"
#include "client/review/moment.h"
#include "client/review/replayindex.h"

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
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

// Of the bets of a group of failures.
struct FailureBets
{
    std::vector<contract::BetRow> bets;
    std::size_t next = 0; // where the next ones begin, 0: these were the last
};

// How many events told of a bet's call in each state, minute by minute.
struct CallMinutes
{
    static constexpr std::size_t states = static_cast<std::size_t>(contract::OperationState::Cancelling) + 1;
    using Counts = std::array<int, states>; // by OperationState

    std::int64_t fromMs = 0;    // a whole minute
    std::vector<Counts> counts; // empty: they are not counted, because the lines jump about in time too much
};

// A log of events as the rows that a console shows, as they stood after its first position() lines. Rows are read from
// the text when they are asked for; a line that is no row any more is left out. One thread at a time.
class Replay
{
public:
    // Reads the whole log once, and stands at its end. Of one that was stopped nothing can be expected.
    explicit Replay(std::shared_ptr<const Log> log, const std::stop_token& stop = {});

    const Log& log() const { return *m_log; }
    std::uint64_t rows() const { return m_log->rows(); }
    std::uint64_t position() const { return m_moment.rows; }
    std::int64_t fromMs() const { return m_fromMs; } // of the earliest event, 0 without any
    std::int64_t toMs() const { return m_toMs; }     // of the latest
    // Of the latest event that counts, which need not be the last line; fromMs() before the first.
    std::int64_t atMs() const;
    // No event is earlier than one before it.
    bool isInOrder() const { return m_inOrder; }
    void moveToRow(std::uint64_t rows);
    void moveToTime(std::int64_t atMs);
    // The position after the next event (step 1) or the one before (step -1) of a bet, a round, or any if both are
    // empty. Nothing: there is none.
    std::optional<std::uint64_t> step(int step, const contract::PartnerId& partner, const contract::BetId& bet,
                                      const contract::RoundId& round) const;

    // Newest created first, from the `skip`-th on. A round is told of when it changes and not when a bet joins or
    // leaves it, so its bets are those of the event plus what came of them since: as the service counted them, as long
    // as the log holds all events of its bets.
    std::vector<contract::BetRow> bets(const BetWish& wish, std::size_t skip, std::size_t limit) const;
    std::vector<contract::RoundRow> rounds(std::size_t skip, std::size_t limit) const;
    std::optional<contract::BetRow> bet(const contract::PartnerId& partner, const contract::BetId& bet) const;
    std::optional<contract::RoundRow> round(const contract::RoundId& round) const;
    // Of all that are known of these ids.
    std::vector<contract::RoundRow> rounds(const std::set<std::string, std::less<>>& ids) const;
    // What the round's result was, version by version.
    std::vector<contract::RoundResult> results(const contract::RoundId& round) const;
    std::vector<contract::FeedEvent> eventsOf(const contract::PartnerId& partner, const contract::BetId& bet) const;
    std::vector<contract::FailureRow> failures() const;
    // Newest created first, from `begin` on, which is 0 or a `next`. Reads as many lines as it gives, however many the
    // group has.
    FailureBets failureBets(const contract::FailureId& failure, std::size_t begin, std::size_t limit) const;
    bool isIn(const contract::FailureRow& failure, const contract::BetId& bet) const;
    std::vector<contract::JobRow> jobs() const;
    std::vector<contract::AlertRow> alerts() const;
    // Only what rows tell: calls by their answers, queues and partners are not in events.
    contract::Stats stats() const;
    // Until the moment; what a snapshot told of a call is none.
    CallMinutes calls(std::int64_t fromMs, std::size_t minutes) const;
    // Of the lines from `begin` to before `end`.
    std::vector<contract::FeedEvent> events(std::uint64_t begin, std::uint64_t end) const;
    // Between two positions.
    Changed changed(std::uint64_t before, std::uint64_t after, std::size_t limit) const;

private:
    // An event of what is neither a bet nor a round.
    enum class OtherKind : std::uint8_t { Failure, Job, Alert };
    struct Other
    {
        std::uint64_t row = 0;
        std::int64_t version = 0;
        std::uint32_t id = 0; // as m_otherIds counts those of its kind
        OtherKind kind = OtherKind::Failure;
    };

    // Lines that follow one another, with all calls between them in one minute.
    struct CallRun
    {
        std::int64_t minute = 0; // since 1970
        std::uint64_t begin = 0;
        std::uint64_t end = 0;
        CallMinutes::Counts counts{};
    };

    void countCalls(const std::stop_token& stop);
    // visit(row in the block, state) for each event of a call.
    template <typename Visit>
    void eachCall(std::size_t block, std::size_t begin, std::size_t end, const Visit& visit) const;
    std::optional<contract::FeedEvent> eventAt(std::uint64_t row) const;
    std::uint32_t codeOf(const contract::RoundId& round) const; // 0: the log has none of it
    void findTimes();
    // Of rows of the log that hold rounds; what is no round any more is left out.
    std::vector<contract::RoundRow> roundsAt(const std::vector<std::uint64_t>& rows) const;
    // The newest row until `told` of the bet that `row` is of; nothing: there is none.
    // A row that came later but happened until `upToMs` counts as well.
    std::optional<std::uint64_t> betUntil(std::uint64_t told, std::int64_t upToMs, std::uint64_t row) const;
    void findOthers(const std::stop_token& stop);
    void addOther(std::uint64_t row, OtherKind kind, const std::string& id, std::int64_t version);
    // The newest version of each that is known at the moment, by id.
    std::vector<contract::FeedEvent> newest(OtherKind kind) const;
    // Rows of the text that hold the bets, newest created first, at most `most` of them.
    std::vector<std::uint64_t> betRows(const BetWish& wish, std::size_t most) const;

    std::shared_ptr<const Log> m_log;
    Moments m_moments;
    Moment m_moment;
    ReplayIndex m_index;
    std::int64_t m_fromMs = 0;
    std::int64_t m_toMs = 0;
    bool m_inOrder = true;
    std::vector<std::int64_t> m_latestAt; // of the events before each block; 0: there are none
    std::vector<CallRun> m_calls;         // by row
    bool m_countsCalls = true;
    std::vector<Other> m_others; // by row; what they are is read once, because a console asks for it at every moment
    std::array<std::map<std::string, std::uint32_t>, 3> m_otherIds;
};

} // namespace client::review
