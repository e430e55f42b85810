// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/review/log.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace client::review {

// Every bet and round as the events of a log left it at one moment: of each the row of the line that told of it last.
struct Moment
{
    std::uint64_t rows = 0;            // of the log that count
    std::vector<std::uint32_t> bets;   // row + 1 by the bet's place in Moments, 0: not known yet
    std::vector<std::uint32_t> rounds; // the same by the code of the round's id
};

// How one bet or round differs between two moments.
struct MomentChange
{
    std::string partner; // of a bet
    std::string id;
    bool isRound = false;
    // Rows; none: not known at that moment.
    static constexpr std::uint64_t none = static_cast<std::uint64_t>(-1);
    std::uint64_t before = none;
    std::uint64_t after = none;
    bool operator==(const MomentChange&) const = default;
};

// Any moment of a log again. A row counts that is a bet's or a round's and has a version above the one known, so that
// events that came twice or late do no harm, as in the console's cache. Keeps what is known at every checkpoint, so
// that a jump reads at most the rows between two. Any thread may read.
class Moments
{
public:
    struct Options
    {
        std::uint64_t rowsBetween = 0; // checkpoints; 0: as many as keep all of them below 256 MiB
    };

    // Reads the whole log once.
    Moments(std::shared_ptr<const Log> log, Options options);

    // After the first `rows` lines.
    Moment atRow(std::uint64_t rows) const;
    // After all lines up to the last that is not later than `atMs`. Of a log whose times go back and forth the lines
    // between count too, because the order of the lines is the order of the facts.
    Moment atTime(std::int64_t atMs) const;
    std::uint64_t rowsUntil(std::int64_t atMs) const;

    // The row that told last of a bet at that moment; MomentChange::none if it was not known.
    std::uint64_t rowOf(const Moment& moment, std::string_view partner, std::string_view bet) const;
    // Of two moments of this log, by kind, partner and id.
    std::vector<MomentChange> difference(const Moment& before, const Moment& after) const;

private:
    using BetKey = std::pair<std::uint32_t, std::uint32_t>; // codes of partner and bet
    void findPlaces();
    std::size_t placeOf(BetKey key) const;
    void advance(Moment& moment, std::uint64_t rows) const;

    std::shared_ptr<const Log> m_log;
    // A bet's place is the code of its id, of whose partner it came first; ids that another partner has too are behind.
    std::vector<std::uint32_t> m_partners; // by code of the bet's id
    std::map<BetKey, std::uint32_t> m_others;
    std::vector<BetKey> m_otherKeys;
    std::uint64_t m_rowsBetween = 1;
    std::vector<Moment> m_checkpoints; // the i-th after i × m_rowsBetween rows
};

} // namespace client::review
