// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/review/log.h"
#include "client/review/selection.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace client::review {

constexpr std::int64_t shiftMsMax = 10LL * 366 * 24 * 3'600'000; // either way

// One of the files that are read together. `shiftMs` is added to its times, for a machine whose clock was wrong.
struct Source
{
    std::shared_ptr<const Log> log;
    std::int64_t shiftMs = 0;
    bool operator==(const Source&) const = default;
};

// A line of one of them.
struct LinePlace
{
    std::size_t source = 0;
    std::uint64_t row = 0;
    bool operator==(const LinePlace&) const = default;
};

// Places in the merged list, ascending.
using Positions = std::vector<std::uint32_t>;

// The lines of several logs as one list, by (time + shift, source, row). One log alone stays in the order of its lines,
// which is the order of the facts. Nothing in it changes, so any thread may read.
class Merged
{
public:
    static constexpr std::uint64_t none = static_cast<std::uint64_t>(-1);

    // Sorts, unless there is one source: four bytes a line, and eight more meanwhile. Lines beyond rowsMax in all are
    // left out, of the last sources first.
    explicit Merged(std::vector<Source> sources = {});

    const std::vector<Source>& sources() const { return m_sources; }
    std::uint64_t rows() const { return m_rows; }
    LinePlace place(std::uint64_t position) const;
    // Merged::none if there is no such line.
    std::uint64_t position(const LinePlace& place) const;
    std::int64_t at(std::uint64_t position) const; // UTC ms, shifted
    // Of the lines in `rows`, which holds one selection for each source.
    Positions positions(const std::vector<Selection>& rows) const;

private:
    std::int64_t at(const LinePlace& place) const;
    LinePlace placeOf(std::uint32_t line) const;
    void sort();

    std::vector<Source> m_sources;
    std::vector<std::uint64_t> m_begins; // of each source's lines in one count over all, and the end
    std::uint64_t m_rows = 0;
    std::vector<std::uint32_t> m_order; // the line at each position, in that count; empty: as they are
};

} // namespace client::review
