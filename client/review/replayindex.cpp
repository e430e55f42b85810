// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/replayindex.h"

#include <algorithm>

namespace client::review {

namespace {

std::vector<ReplayIndex::CreatedBet> newestFirst(const Columns& columns, const Moment& end)
{
    std::vector<ReplayIndex::CreatedBet> bets;
    for (std::size_t place = 0; place < end.bets.size(); ++place) {
        if (end.bets[place] != 0)
            bets.push_back({columns.value(Column::Created, end.bets[place] - 1), static_cast<std::uint32_t>(place)});
    }
    std::sort(bets.begin(), bets.end(), [](const auto& a, const auto& b) {
        return a.createdAt != b.createdAt ? a.createdAt > b.createdAt : a.place > b.place;
    });
    return bets;
}

} // namespace

ReplayIndex::ReplayIndex(const Columns& columns, const Moment& end)
    : newestBets(newestFirst(columns, end)),
      betsOfRound(end.rounds.size(), end.bets.size(),
                  [&](std::size_t place) {
                      const std::uint32_t known = end.bets[place];
                      return known == 0 || !columns.has(HasRound, known - 1)
                                 ? Grouped::none
                                 : static_cast<std::uint32_t>(columns.value(Column::Round, known - 1));
                  }),
      rowsOfRound(end.rounds.size(), columns.rows(), [&](std::size_t row) {
          return columns.kind(row) != LineKind::Event || columns.has(IsBetRow, row) || !columns.has(HasRound, row)
                     ? Grouped::none
                     : static_cast<std::uint32_t>(columns.value(Column::Round, row));
      })
{
}

} // namespace client::review
