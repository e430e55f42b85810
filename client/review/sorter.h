// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/review/log.h"
#include "client/review/selection.h"

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace client::review {

enum class SortField {
    Line,
    At,
    Created,
    Amount,
    Payout,
    Attempt,
    Http,
    Status,
    State,
    Type,
    Partner,
    Bet,
    Round,
    Player,
    Game,
    Error
};

// Pages of the rows of a log in an order, found without sorting what is on no page. Texts are ordered by their bytes,
// amounts by their number whatever the currency. Rows without a value come last either way, equal ones as in the file.
// One thread at a time.
class Sorter
{
public:
    enum class Order { Ascending, Descending };

    explicit Sorter(std::shared_ptr<const Log> log) : m_log(std::move(log)) {}

    // Rows `first` … `first + count - 1` of the order. The first call for a field of texts sorts its dictionary.
    std::vector<std::uint64_t> page(const Selection& rows, SortField field, Order order, std::uint64_t first,
                                    std::uint64_t count);

private:
    const std::vector<std::uint32_t>& ranks(Dictionary dictionary);

    std::shared_ptr<const Log> m_log;
    std::array<std::vector<std::uint32_t>, dictionaryCount> m_ranks;
};

} // namespace client::review
