// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
// In which order bets stand, one by one and all at once.
#include "ui/models/betlist.h"
#include "ui/models/radixsort.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <numeric>

namespace ui {

namespace {

bool isText(BetColumn column)
{
    return column == BetColumn::Bet || column == BetColumn::Partner || column == BetColumn::Player ||
           column == BetColumn::Round || column == BetColumn::LastError;
}

// Amounts of all currencies on one scale.
std::uint64_t scaled(std::int64_t minor, int exponent)
{
    auto number = static_cast<std::uint64_t>(std::max<std::int64_t>(minor, 0));
    for (; exponent < 4; ++exponent)
        number *= 10;
    return number;
}

const std::string& textOf(const std::string& value)
{
    return value;
}

const std::string& textOf(const BetOutcome& outcome)
{
    return outcome.error;
}

// Where the text of each number stands among all texts; equal texts stand at the same place.
template <typename Pool>
std::vector<std::uint32_t> ranksOf(const Pool& pool)
{
    std::vector<std::uint32_t> ids(pool.end());
    std::iota(ids.begin(), ids.end(), 0U);
    std::sort(ids.begin(), ids.end(),
              [&](std::uint32_t a, std::uint32_t b) { return textOf(pool[a]) < textOf(pool[b]); });
    std::vector<std::uint32_t> ranks(pool.end());
    std::uint32_t rank = 0;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (i > 0 && textOf(pool[ids[i - 1]]) != textOf(pool[ids[i]]))
            ++rank;
        ranks[ids[i]] = rank;
    }
    return ranks;
}

std::uint64_t firstBytes(std::string_view text)
{
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < 8; ++i)
        number = number << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
    return number;
}

struct Keyed
{
    std::uint64_t number;
    int slot;
};

} // namespace

bool BetList::isNewer(int a, int b) const
{
    const auto& left = m_rows[a];
    const auto& right = m_rows[b];
    if (left.createdAt != right.createdAt)
        return left.createdAt > right.createdAt;
    if (const int compared = m_rows.bet(a).compare(m_rows.bet(b)); compared != 0)
        return compared < 0;
    return m_rows.partners()[left.partner] < m_rows.partners()[right.partner];
}

std::uint64_t BetList::number(BetColumn column, int slot) const
{
    const auto& packed = m_rows[slot];
    switch (column) {
    case BetColumn::Time:
        return static_cast<std::uint64_t>(packed.createdAt) ^ 1ULL << 63; // below zero before above
    case BetColumn::Amount:
        return scaled(m_rows.stakeMinor(slot), m_rows.terms()[packed.terms].currency.exponent);
    case BetColumn::Payout:
        return packed.has(BetRows::HasPayout)
                   ? 1 + scaled(m_rows.payoutMinor(slot), m_rows.terms()[packed.terms].currency.exponent)
                   : 0;
    case BetColumn::Status:
        return packed.shown;
    case BetColumn::Attempt:
        return static_cast<std::uint64_t>(std::max(m_rows.outcomes()[packed.outcome].attempt, 0));
    case BetColumn::NextTry: {
        const auto& outcome = m_rows.outcomes()[packed.outcome];
        return outcome.isGiven && client::contract::isOpen(outcome.state)
                   ? static_cast<std::uint64_t>(std::max<std::int64_t>(m_rows.nextAt(slot), 0))
                   : 0;
    }
    case BetColumn::Latency:
        return static_cast<std::uint64_t>(std::max<std::int64_t>(m_rows.latencyMs(slot), 0));
    case BetColumn::Bet:
    case BetColumn::Partner:
    case BetColumn::Player:
    case BetColumn::Round:
    case BetColumn::LastError:
        break;
    }
    return 0;
}

std::string_view BetList::text(BetColumn column, int slot) const
{
    const auto& packed = m_rows[slot];
    switch (column) {
    case BetColumn::Bet:
        return m_rows.bet(slot);
    case BetColumn::Partner:
        return m_rows.partners()[packed.partner];
    case BetColumn::Player:
        return m_rows.players()[packed.player];
    case BetColumn::Round:
        return m_rows.rounds()[packed.round];
    case BetColumn::LastError:
        return m_rows.outcomes()[packed.outcome].error;
    case BetColumn::Time:
    case BetColumn::Amount:
    case BetColumn::Payout:
    case BetColumn::Status:
    case BetColumn::Attempt:
    case BetColumn::NextTry:
    case BetColumn::Latency:
        break;
    }
    return {};
}

std::uint64_t BetList::mark(int slot) const
{
    const auto& packed = m_rows[slot];
    switch (m_order.column) {
    case BetColumn::Partner:
        return packed.partner;
    case BetColumn::Player:
        return packed.player;
    case BetColumn::Round:
        return packed.round;
    case BetColumn::LastError:
        return packed.outcome;
    case BetColumn::Time:
    case BetColumn::Bet:
    case BetColumn::Amount:
    case BetColumn::Payout:
    case BetColumn::Status:
    case BetColumn::Attempt:
    case BetColumn::NextTry:
    case BetColumn::Latency:
        break;
    }
    return number(m_order.column, slot);
}

bool BetList::isBefore(const Order& order, int a, int b) const
{
    if (isText(order.column)) {
        if (const int compared = text(order.column, a).compare(text(order.column, b)); compared != 0)
            return (compared < 0) != order.descending;
        return isNewer(a, b);
    }
    const auto left = number(order.column, a);
    const auto right = number(order.column, b);
    if (left != right)
        return (left < right) != order.descending;
    return isNewer(a, b);
}

std::vector<std::uint32_t> BetList::ranks(BetColumn column) const
{
    if (column == BetColumn::Partner)
        return ranksOf(m_rows.partners());
    if (column == BetColumn::Player)
        return ranksOf(m_rows.players());
    return column == BetColumn::Round ? ranksOf(m_rows.rounds()) : ranksOf(m_rows.outcomes());
}

std::vector<int> BetList::byBet(std::vector<int> slots) const
{
    if (slots.empty())
        return slots;
    // Ids of one house begin alike: what tells them apart comes behind.
    auto shared = m_rows.bet(slots.front());
    for (const int slot : slots) {
        const auto bet = m_rows.bet(slot);
        const auto end = std::mismatch(shared.begin(), shared.end(), bet.begin(), bet.end()).first;
        shared = shared.substr(0, static_cast<std::size_t>(end - shared.begin()));
    }
    std::vector<Keyed> keyed;
    keyed.reserve(slots.size());
    for (const int slot : slots)
        keyed.push_back({firstBytes(m_rows.bet(slot).substr(shared.size())), slot});
    if (m_order.descending) {
        for (auto& item : keyed)
            item.number = ~item.number;
    }
    radixSort(keyed, 64, [](const Keyed& item) { return item.number; });
    for (auto from = keyed.begin(); from != keyed.end();) {
        const auto to = std::find_if(from, keyed.end(), [&](const Keyed& item) { return item.number != from->number; });
        std::sort(from, to, [this](const Keyed& a, const Keyed& b) { return isBefore(m_order, a.slot, b.slot); });
        from = to;
    }
    std::transform(keyed.begin(), keyed.end(), slots.begin(), [](const Keyed& item) { return item.slot; });
    return slots;
}

BetList::Slots BetList::shownInOrder() const
{
    const bool isBet = m_order.column == BetColumn::Bet;
    const bool texts = isText(m_order.column) && !isBet;
    const auto rank = texts ? ranks(m_order.column) : std::vector<std::uint32_t>();
    std::vector<int> newestFirst;
    std::vector<std::uint64_t> numbers;
    newestFirst.reserve(m_all.size());
    numbers.reserve(m_all.size());
    std::uint64_t low = std::numeric_limits<std::uint64_t>::max();
    std::uint64_t high = 0;
    // One pass: to fetch the rows from memory is most of what a sort costs.
    for (const int slot : m_all) {
        if (!m_rows[slot].has(BetRows::IsShown))
            continue;
        newestFirst.push_back(slot);
        numbers.push_back(texts ? rank[mark(slot)] : number(m_order.column, slot));
        low = std::min(low, numbers.back());
        high = std::max(high, numbers.back());
    }
    if (m_order == Order{} || newestFirst.empty())
        return {newestFirst.begin(), newestFirst.end()};
    if (isBet) {
        const auto sorted = byBet(std::move(newestFirst));
        return {sorted.begin(), sorted.end()};
    }
    for (auto& number : numbers)
        number = m_order.descending ? high - number : number - low;
    const int bits = std::bit_width(high - low);
    Slots slots(numbers.size());
    // Number and slot in eight bytes move at twice the speed.
    if (bits <= 32) {
        for (std::size_t i = 0; i < numbers.size(); ++i)
            numbers[i] = numbers[i] << 32 | static_cast<std::uint32_t>(newestFirst[i]);
        radixSort(numbers, bits, [](std::uint64_t item) { return item >> 32; });
        std::transform(numbers.begin(), numbers.end(), slots.begin(),
                       [](std::uint64_t item) { return static_cast<int>(item & 0xFFFFFFFFU); });
        return slots;
    }
    std::vector<Keyed> keyed(numbers.size());
    for (std::size_t i = 0; i < numbers.size(); ++i)
        keyed[i] = {numbers[i], newestFirst[i]};
    radixSort(keyed, bits, [](const Keyed& item) { return item.number; });
    std::transform(keyed.begin(), keyed.end(), slots.begin(), [](const Keyed& item) { return item.slot; });
    return slots;
}

} // namespace ui
