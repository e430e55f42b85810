// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/wire.h"

#include <cstdint>
#include <vector>

namespace bench {

// The bets that the programs of the grid fill their lists with; the same at every run.
class GridLoad
{
public:
    explicit GridLoad(int count);

    // All of them, newest first.
    std::vector<client::contract::BetRow> all();
    // `count` of them, newest first, of which the first is the newest but `newer`; fewer where they end.
    std::vector<client::contract::BetRow> part(int newer, int count) const;
    // So many changes of bets that are there: amount and state, each time another version. One in ten is of the newest
    // hundred, which are on the screen.
    std::vector<client::contract::BetRow> changes(int count);
    // So many that are newer than all before.
    std::vector<client::contract::BetRow> fresh(int count);

private:
    client::contract::BetRow bet(int number) const;
    std::uint64_t next();

    int m_count;
    std::uint64_t m_state = 0x9E3779B97F4A7C15;
    std::int64_t m_version = 1;
};

// CPU of this thread in milliseconds.
double threadCpuMs();
double residentMegabytes();

} // namespace bench
