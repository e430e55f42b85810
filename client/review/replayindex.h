// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/review/columns.h"
#include "client/review/moment.h"

#include <cstdint>
#include <span>
#include <vector>

namespace client::review {

// Numbers in groups that are numbers themselves, in the order in which they were given.
class Grouped
{
public:
    // `of(i)` is the group of the i-th of `items` things, or none.
    static constexpr std::uint32_t none = 0xFFFF'FFFF;

    template <typename Of>
    Grouped(std::size_t groups, std::size_t items, Of of) : m_begins(groups + 1)
    {
        const auto each = [&](auto visit) {
            for (std::size_t i = 0; i < items; ++i) {
                if (const std::uint32_t group = of(i); group < groups)
                    visit(group, static_cast<std::uint32_t>(i));
            }
        };
        each([&](std::uint32_t group, std::uint32_t) { ++m_begins[group + 1]; });
        for (std::size_t group = 0; group < groups; ++group)
            m_begins[group + 1] += m_begins[group];
        m_items.resize(m_begins.back());
        std::vector<std::uint32_t> next(m_begins.begin(), m_begins.end() - 1);
        each([&](std::uint32_t group, std::uint32_t item) { m_items[next[group]++] = item; });
    }

    std::span<const std::uint32_t> of(std::size_t group) const
    {
        if (group + 1 >= m_begins.size())
            return {};
        return std::span(m_items).subspan(m_begins[group], m_begins[group + 1] - m_begins[group]);
    }

private:
    std::vector<std::uint32_t> m_begins;
    std::vector<std::uint32_t> m_items;
};

// What a replay looks up at every moment, found once from the moment at the log's end.
struct ReplayIndex
{
    ReplayIndex(const Columns& columns, const Moment& end);

    struct CreatedBet
    {
        std::int64_t createdAt = 0; // as the last of its rows says
        std::uint32_t place = 0;    // in Moments
    };
    std::vector<CreatedBet> newestBets; // newest created first
    Grouped betsOfRound;                // by the code of the round's id: bets as Moments places them
    Grouped rowsOfRound;                // by the same: rows that tell of the round itself
};

} // namespace client::review
