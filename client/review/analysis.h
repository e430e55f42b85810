// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/review/log.h"
#include "client/review/selection.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// What is asked of the rows of a selection. All of these use every processor while they run.
namespace client::review {

enum class GroupField {
    Type,
    Partner,
    Bet,
    Round,
    Player,
    Game,
    Currency,
    Error,
    ErrorClass,
    Status,
    State,
    Http,
    Kind
};

// "event", "not_json".
std::string_view word(LineKind kind);

struct Group
{
    std::string text; // the wire's word, a number for Http; empty: the rows that have none
    std::uint64_t count = 0;
    bool operator==(const Group&) const = default;
};

// Most rows first, groups of as many by their text.
std::vector<Group> groupBy(const Log& log, const Selection& rows, GroupField field);

struct LogRows
{
    const Log& log;
    const Selection& rows;
};

struct Groups
{
    std::vector<Group> first; // in the order of groupBy()
    std::uint64_t all = 0;    // how many groups there are
};

// Of several logs together, where equal texts are one group: the first `most` of them.
Groups groupBy(std::span<const LogRows> logs, GroupField field, std::size_t most);

struct Histogram
{
    std::int64_t fromMs = 0;
    std::int64_t stepMs = 1;
    std::vector<std::uint64_t> counts; // [fromMs + i × stepMs, fromMs + (i + 1) × stepMs)
};

// Rows by time, those outside left out. `stepMs` and `buckets` are at least 1.
Histogram histogram(const Log& log, const Selection& rows, std::int64_t fromMs, std::int64_t stepMs,
                    std::size_t buckets);

} // namespace client::review
