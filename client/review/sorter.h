// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/review/log.h"
#include "client/review/selection.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
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

// Pages of the rows of a log in an order. Texts are ordered by their bytes, amounts by their number whatever the
// currency. Rows without a value come last either way, equal ones as in the file. The order of all rows is kept, in 4
// bytes each, until another is asked for. One thread at a time.
class Sorter
{
public:
    enum class Order { Ascending, Descending };

    explicit Sorter(std::shared_ptr<const Log> log) : m_log(std::move(log)) {}

    // Rows `first` … `first + count - 1` of the order. A call for another order than the last sorts all rows, which
    // takes about a second for ten million and meanwhile 16 bytes each; the first one for a field of texts its texts as
    // well.
    std::vector<std::uint64_t> page(const Selection& rows, SortField field, Order order, std::uint64_t first,
                                    std::uint64_t count);

private:
    const std::vector<std::uint32_t>& ranks(Dictionary dictionary);

    void sort(SortField field, Order order);

    std::shared_ptr<const Log> m_log;
    std::optional<std::pair<SortField, Order>> m_sorted;
    std::vector<std::uint32_t> m_rows; // in that order
    std::array<std::vector<std::uint32_t>, dictionaryCount> m_ranks;
};

} // namespace client::review
