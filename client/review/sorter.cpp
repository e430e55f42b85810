// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/sorter.h"

#include "client/contract/money.h"
#include "client/review/blocks.h"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <numeric>
#include <span>

namespace client::review {

namespace {

struct SortedBy
{
    Column column;
    std::uint8_t flag = 0;
    std::optional<Dictionary> dictionary = std::nullopt;
    bool zeroIsNone = false;
};

SortedBy sortedBy(SortField field)
{
    switch (field) {
    case SortField::Line:
        return {Column::Offset};
    case SortField::At:
        return {Column::At};
    case SortField::Created:
        return {Column::Created, HasCreated};
    case SortField::Amount:
        return {Column::Stake, HasStake};
    case SortField::Payout:
        return {Column::Payout, HasPayout};
    case SortField::Attempt:
        return {Column::Attempt, HasOperation};
    case SortField::Http:
        return {Column::Http, 0, std::nullopt, true};
    case SortField::Status:
        return {Column::Status, 0, std::nullopt, true};
    case SortField::State:
        return {Column::State, 0, std::nullopt, true};
    case SortField::Type:
        return {Column::Type, 0, Dictionary::Type, true};
    case SortField::Partner:
        return {Column::Partner, 0, Dictionary::Partner, true};
    case SortField::Bet:
        return {Column::Bet, HasBet, Dictionary::Bet};
    case SortField::Round:
        return {Column::Round, HasRound, Dictionary::Round};
    case SortField::Player:
        return {Column::Player, HasPlayer, Dictionary::Player};
    case SortField::Game:
        return {Column::Game, 0, Dictionary::Game, true};
    case SortField::Error:
        return {Column::Error, 0, Dictionary::Error, true};
    }
    return {Column::Offset};
}

// What an amount is multiplied with, by the code of its currency, so that all of them compare.
std::vector<std::int64_t> scales(const DictionaryView& currencies)
{
    std::vector<int> exponents(std::size_t(currencies.entries()) + 1);
    for (std::uint32_t code = 1; code <= currencies.entries(); ++code) {
        if (const auto currency = contract::Currency::parse(currencies.text(code)))
            exponents[code] = currency->exponent;
    }
    const int most = *std::max_element(exponents.begin(), exponents.end());
    std::vector<std::int64_t> made(exponents.size(), 1);
    for (std::size_t code = 0; code < exponents.size(); ++code) {
        for (int i = exponents[code]; i < most; ++i)
            made[code] *= 10;
    }
    return made;
}

// The keys of all rows, as numbers that rise in the order.
class Keys
{
public:
    Keys(const Columns& columns, SortField field, bool descending, const std::vector<std::uint32_t>* ranks)
        : m_columns(columns), m_by(sortedBy(field)), m_descending(descending), m_ranks(ranks)
    {
        if (field == SortField::Amount || field == SortField::Payout)
            m_scales = scales(m_columns.dictionary(Dictionary::Currency));
    }

    // visit(row, key) or none(row) for each row of a block.
    template <typename Visit, typename None>
    void each(std::size_t block, Visit visit, None none) const
    {
        const BlockColumn column = m_columns.block(block, m_by.column);
        const BlockColumn flags = m_columns.block(block, Column::Flags);
        const BlockColumn currency = m_columns.block(block, Column::Currency);
        const BlockHead& head = m_columns.blocks()[block];
        for (std::size_t at = 0; at < head.rows; ++at) {
            const std::int64_t value = column.at(at);
            const bool has = (m_by.flag == 0 || (flags.at(at) & m_by.flag) != 0) && (!m_by.zeroIsNone || value != 0);
            if (has)
                visit(head.firstRow + at, keyOf(value, currency, at));
            else
                none(head.firstRow + at);
        }
    }

private:
    std::uint64_t keyOf(std::int64_t value, const BlockColumn& currency, std::size_t at) const
    {
        if (m_ranks) {
            const auto code = static_cast<std::uint64_t>(value);
            value = code < m_ranks->size() ? (*m_ranks)[code] : 0;
        } else if (!m_scales.empty()) {
            const auto code = static_cast<std::uint64_t>(currency.at(at));
            if (__builtin_mul_overflow(value, code < m_scales.size() ? m_scales[code] : 1, &value))
                value = value < 0 ? std::numeric_limits<std::int64_t>::min() : std::numeric_limits<std::int64_t>::max();
        }
        // The sign's bit turned over, numbers without a sign are in the order of those with one.
        const std::uint64_t key = static_cast<std::uint64_t>(value) ^ std::uint64_t(1) << 63;
        return m_descending ? ~key : key;
    }

    const Columns& m_columns;
    SortedBy m_by;
    bool m_descending;
    const std::vector<std::uint32_t>* m_ranks;
    std::vector<std::int64_t> m_scales;
};

struct Extent
{
    std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
    std::uint64_t most = 0;
};

// By their keys, which lie in `extent`; equal ones stay as they are. Digit by digit from the lowest on.
void sortByKeys(std::vector<std::uint32_t>& rows, const std::vector<std::uint64_t>& keys, const Extent& extent)
{
    if (std::is_sorted(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) { return keys[a] < keys[b]; }))
        return;
    constexpr int digitBits = 11; // so that the places of all digits stay in the processor's nearest memory
    constexpr std::uint64_t digits = std::uint64_t(1) << digitBits;
    std::vector<std::uint32_t> sorted(rows.size());
    for (int shift = 0; shift < static_cast<int>(std::bit_width(extent.most - extent.least)); shift += digitBits) {
        const auto digit = [&](std::uint32_t row) { return (keys[row] - extent.least) >> shift & (digits - 1); };
        std::array<std::uint32_t, digits> places{};
        for (const std::uint32_t row : rows)
            ++places[digit(row)];
        std::exclusive_scan(places.begin(), places.end(), places.begin(), std::uint32_t(0));
        for (const std::uint32_t row : rows)
            sorted[places[digit(row)]++] = row;
        rows.swap(sorted);
    }
}

constexpr std::size_t stretchRows = 1 << 16;

} // namespace

const std::vector<std::uint32_t>& Sorter::ranks(Dictionary dictionary)
{
    std::vector<std::uint32_t>& made = m_ranks[static_cast<std::size_t>(dictionary)];
    if (!made.empty())
        return made;
    const DictionaryView& view = m_log->columns().dictionary(dictionary);
    std::vector<std::uint32_t> codes(view.entries());
    std::iota(codes.begin(), codes.end(), 1);
    std::sort(codes.begin(), codes.end(),
              [&](std::uint32_t a, std::uint32_t b) { return view.text(a) < view.text(b); });
    made.resize(std::size_t(view.entries()) + 1);
    for (std::uint32_t rank = 0; rank < codes.size(); ++rank)
        made[codes[rank]] = rank + 1;
    return made;
}

void Sorter::sort(SortField field, Order order)
{
    if (m_sorted == std::pair(field, order))
        return;
    m_sorted.reset();
    const Columns& columns = m_log->columns();
    const auto dictionary = sortedBy(field).dictionary;
    const Keys keys(columns, field, order == Order::Descending, dictionary ? &ranks(*dictionary) : nullptr);
    std::vector<std::uint64_t> keyOf(columns.rows());
    Selection valued(columns.rows()); // a word of it is of one block, and so of one thread
    Extent extent;
    for (const Extent& part : overBlocks(columns.blocks().size(), Extent(), [&](Extent&own, std::size_t block) {
             keys.each(
                 block,
                 [&](std::uint64_t row, std::uint64_t key) {
                     keyOf[row] = key;
                     valued.insert(row);
                     own.least = std::min(own.least, key);
                     own.most = std::max(own.most, key);
                 },
                 [](std::uint64_t) {});
         })) {
        extent.least = std::min(extent.least, part.least);
        extent.most = std::max(extent.most, part.most);
    }
    m_rows.clear();
    m_rows.reserve(columns.rows());
    const auto push = [&](std::uint64_t row) { m_rows.push_back(static_cast<std::uint32_t>(row)); };
    valued.each(push);
    sortByKeys(m_rows, keyOf, extent);
    valued.invert();
    valued.each(push);
    m_sorted.emplace(field, order);
}

std::vector<std::uint64_t> Sorter::page(const Selection& rows, SortField field, Order order, std::uint64_t first,
                                        std::uint64_t count)
{
    sort(field, order);
    // First how many of each stretch are selected, then the stretches of the page alone.
    const std::size_t stretches = (m_rows.size() + stretchRows - 1) / stretchRows;
    const auto stretch = [&](std::size_t i) {
        return std::span(m_rows).subspan(i * stretchRows, std::min(stretchRows, m_rows.size() - i * stretchRows));
    };
    const bool isAll = rows.count() == m_rows.size();
    std::vector<std::size_t> selected(stretches);
    overBlocks(stretches, 0, [&](int, std::size_t i) {
        const auto part = stretch(i);
        selected[i] = isAll ? part.size() : 0;
        for (std::size_t at = 0; at < part.size() && !isAll; ++at)
            selected[i] += rows.contains(part[at]) ? 1 : 0;
    });
    std::vector<std::uint64_t> page;
    std::uint64_t before = 0; // selected rows before the stretch
    for (std::size_t i = 0; i < stretches && page.size() < count; before += selected[i++]) {
        std::uint64_t place = before;
        if (before + selected[i] <= first)
            continue;
        for (const std::uint32_t row : stretch(i)) {
            if (rows.contains(row) && place++ >= first && page.size() < count)
                page.push_back(row);
        }
    }
    return page;
}

} // namespace client::review
