// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/sorter.h"

#include "client/contract/money.h"
#include "client/review/blocks.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <numeric>
#include <optional>

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

struct Key
{
    std::uint64_t key = 0;
    std::uint64_t row = 0;
};

// Keys of a block's selected rows as numbers that rise in the order; rows without a value are told apart.
class Keys
{
public:
    Keys(const Log& log, const Selection& rows, SortField field, bool descending,
         const std::vector<std::uint32_t>* ranks)
        : m_columns(log.columns()), m_rows(rows), m_by(sortedBy(field)), m_descending(descending), m_ranks(ranks)
    {
        if (field == SortField::Amount || field == SortField::Payout)
            m_scales = scales(m_columns.dictionary(Dictionary::Currency));
    }

    template <typename Visit, typename None>
    void each(std::size_t block, Visit visit, None none) const
    {
        const BlockColumn column = m_columns.block(block, m_by.column);
        const BlockColumn flags = m_columns.block(block, Column::Flags);
        const BlockColumn currency = m_columns.block(block, Column::Currency);
        const std::uint64_t first = std::uint64_t(block) * rowsPerBlock;
        const std::span words = m_rows.block(block);
        for (std::size_t i = 0; i < words.size(); ++i) {
            for (std::uint64_t bits = words[i]; bits != 0; bits &= bits - 1) {
                const std::size_t at = i * 64 + static_cast<std::size_t>(std::countr_zero(bits));
                const std::int64_t value = column.at(at);
                const bool has =
                    (m_by.flag == 0 || (flags.at(at) & m_by.flag) != 0) && (!m_by.zeroIsNone || value != 0);
                if (has)
                    visit(Key{keyOf(value, currency, at), first + at});
                else
                    none(first + at);
            }
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
    const Selection& m_rows;
    SortedBy m_by;
    bool m_descending;
    const std::vector<std::uint32_t>* m_ranks;
    std::vector<std::int64_t> m_scales;
};

struct Extent
{
    std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
    std::uint64_t most = 0;
    std::uint64_t nones = 0;
};

constexpr std::size_t bucketCount = 4'096;

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

std::vector<std::uint64_t> Sorter::page(const Selection& rows, SortField field, Order order, std::uint64_t first,
                                        std::uint64_t count)
{
    const std::size_t blocks = m_log->columns().blocks().size();
    const auto dictionary = sortedBy(field).dictionary;
    const Keys keys(*m_log, rows, field, order == Order::Descending, dictionary ? &ranks(*dictionary) : nullptr);
    const auto skip = [](std::uint64_t) {};

    // First between which keys the rows lie, then how many are in each part of that, then the parts of the page alone.
    Extent extent;
    for (const Extent& part : overBlocks(blocks, Extent(), [&](Extent&own, std::size_t block) {
             keys.each(
                 block,
                 [&](const Key& key) {
                     own.least = std::min(own.least, key.key);
                     own.most = std::max(own.most, key.key);
                 },
                 [&](std::uint64_t) { ++own.nones; });
         })) {
        extent.least = std::min(extent.least, part.least);
        extent.most = std::max(extent.most, part.most);
        extent.nones += part.nones;
    }
    const std::uint64_t span = extent.least <= extent.most ? extent.most - extent.least : 0;
    const int shift =
        std::max(0, static_cast<int>(std::bit_width(span)) - static_cast<int>(std::bit_width(bucketCount - 1)));
    std::vector<std::uint64_t> buckets(bucketCount);
    for (const auto& part :
         overBlocks(blocks, std::vector<std::uint64_t>(bucketCount), [&](auto&own, std::size_t block) {
             keys.each(
                 block, [&](const Key& key) { ++own[(key.key - extent.least) >> shift]; }, skip);
         })) {
        for (std::size_t i = 0; i < bucketCount; ++i)
            buckets[i] += part[i];
    }

    const std::uint64_t end = first + std::min(count, std::numeric_limits<std::uint64_t>::max() - first);
    std::size_t low = 0, high = bucketCount; // the parts that the page lies in
    std::uint64_t before = 0, sum = 0;       // rows before part `low`
    for (std::size_t i = 0; i < bucketCount; ++i) {
        if (sum + buckets[i] <= first) {
            low = i + 1;
            before = sum + buckets[i];
        }
        sum += buckets[i];
        if (sum >= end) {
            high = i + 1;
            break;
        }
    }
    std::vector<std::uint64_t> page;
    if (low < high) {
        std::vector<Key> found;
        for (auto& part : overBlocks(blocks, std::vector<Key>(), [&](std::vector<Key>&own, std::size_t block) {
                 keys.each(
                     block,
                     [&](const Key& key) {
                         const std::uint64_t bucket = (key.key - extent.least) >> shift;
                         if (bucket >= low && bucket < high)
                             own.push_back(key);
                     },
                     skip);
             }))
            found.insert(found.end(), part.begin(), part.end());
        const auto less = [](const Key& a, const Key& b) { return a.key != b.key ? a.key < b.key : a.row < b.row; };
        if (!std::is_sorted(found.begin(), found.end(), less))
            std::sort(found.begin(), found.end(), less);
        for (std::uint64_t i = first - std::min(before, first); i < found.size() && page.size() < count; ++i)
            page.push_back(found[i].row);
    }
    if (page.size() == count || extent.nones == 0)
        return page;
    std::vector<std::uint64_t> nones;
    for (std::size_t block = 0; block < blocks; ++block)
        keys.each(
            block, [](const Key&) {}, [&](std::uint64_t row) { nones.push_back(row); });
    const std::uint64_t valued = rows.count() - extent.nones;
    for (std::uint64_t i = first > valued ? first - valued : 0; i < nones.size() && page.size() < count; ++i)
        page.push_back(nones[i]);
    return page;
}

} // namespace client::review
