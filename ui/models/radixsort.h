// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace ui {

// Sorts by the low `bits` bits of a number of each item; items with equal numbers stay as they stood. A million take
// a few milliseconds, where comparing takes a hundred.
template <typename Item, typename NumberOf>
void radixSort(std::vector<Item>& items, int bits, NumberOf numberOf)
{
    constexpr int digitBits = 11;
    constexpr std::uint64_t mask = (1U << digitBits) - 1;
    std::vector<Item> other(items.size());
    for (int shift = 0; shift < bits; shift += digitBits) {
        std::array<std::size_t, mask + 1> starts{};
        for (const Item& item : items)
            ++starts[numberOf(item) >> shift & mask];
        std::size_t start = 0;
        for (auto& count : starts)
            start += std::exchange(count, start);
        for (const Item& item : items)
            other[starts[numberOf(item) >> shift & mask]++] = item;
        items.swap(other);
    }
}

} // namespace ui
