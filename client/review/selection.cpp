// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/selection.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace client::review {

Selection::Selection(std::uint64_t rows, bool all)
    : m_words((rows + 63) / 64, all ? ~std::uint64_t(0) : 0), m_rows(rows)
{
    trim();
}

void Selection::trim()
{
    if (m_rows % 64 != 0)
        m_words.back() &= (std::uint64_t(1) << m_rows % 64) - 1;
}

std::uint64_t Selection::count() const
{
    std::uint64_t count = 0;
    for (const std::uint64_t word : m_words)
        count += static_cast<std::uint64_t>(std::popcount(word));
    return count;
}

void Selection::operator&=(const Selection& other)
{
    for (std::size_t i = 0; i < m_words.size(); ++i)
        m_words[i] &= other.m_words[i];
}

void Selection::operator|=(const Selection& other)
{
    for (std::size_t i = 0; i < m_words.size(); ++i)
        m_words[i] |= other.m_words[i];
}

void Selection::invert()
{
    for (std::uint64_t& word : m_words)
        word = ~word;
    trim();
}

std::span<const std::uint64_t> Selection::block(std::size_t block) const
{
    const std::size_t first = block * wordsPerBlock;
    return std::span(m_words).subspan(first, std::min(wordsPerBlock, m_words.size() - first));
}

void Selection::setBlock(std::size_t block, std::span<const std::uint8_t> mask)
{
    const std::size_t first = block * wordsPerBlock;
    const std::size_t words = std::min(wordsPerBlock, m_words.size() - first);
    for (std::size_t i = 0; i < words; ++i) {
        std::uint64_t word = 0;
        for (std::size_t byte = 0; byte < 8; ++byte) {
            std::uint64_t eight = 0;
            std::memcpy(&eight, mask.data() + i * 64 + byte * 8, sizeof eight);
            // Gathers the lowest bit of each of eight bytes into the highest byte.
            word |= (eight * 0x0102040810204080ULL >> 56) << byte * 8;
        }
        m_words[first + i] = word;
    }
    // Blocks are set from several threads, and the last word is of the last block alone.
    if (first + words == m_words.size())
        trim();
}

void Selection::setBlock(std::size_t block, bool all)
{
    const std::size_t first = block * wordsPerBlock;
    const std::size_t words = std::min(wordsPerBlock, m_words.size() - first);
    std::fill_n(m_words.begin() + static_cast<std::ptrdiff_t>(first), words, all ? ~std::uint64_t(0) : 0);
    if (first + words == m_words.size())
        trim();
}

std::vector<std::uint64_t> Selection::list() const
{
    std::vector<std::uint64_t> rows;
    rows.reserve(count());
    each([&](std::uint64_t row) { rows.push_back(row); });
    return rows;
}

} // namespace client::review
