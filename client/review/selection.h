// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/review/columnformat.h"

#include <cstdint>
#include <span>
#include <vector>

namespace client::review {

// Some of the rows of one log, as a bit each.
class Selection
{
public:
    static constexpr std::size_t wordsPerBlock = rowsPerBlock / 64;

    Selection() = default;
    explicit Selection(std::uint64_t rows, bool all = false);

    std::uint64_t rows() const { return m_rows; } // of the log
    std::uint64_t count() const;
    bool contains(std::uint64_t row) const { return (m_words[row / 64] >> row % 64 & 1) != 0; }
    void insert(std::uint64_t row) { m_words[row / 64] |= std::uint64_t(1) << row % 64; }
    void operator&=(const Selection& other);
    void operator|=(const Selection& other);
    void invert();
    // 1 at each row of a block that is in it: `mask` is of rowsPerBlock bytes of 0 and 1.
    void setBlock(std::size_t block, std::span<const std::uint8_t> mask);
    void setBlock(std::size_t block, bool all);
    std::span<const std::uint64_t> block(std::size_t block) const;

    // Ascending.
    std::vector<std::uint64_t> list() const;
    template <typename Visit>
    void each(Visit visit) const
    {
        for (std::size_t word = 0; word < m_words.size(); ++word) {
            for (std::uint64_t bits = m_words[word]; bits != 0; bits &= bits - 1)
                visit(word * 64 + static_cast<std::uint64_t>(__builtin_ctzll(bits)));
        }
    }

private:
    void trim();

    std::vector<std::uint64_t> m_words;
    std::uint64_t m_rows = 0;
};

} // namespace client::review
