// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/result.h"
#include "client/review/columnformat.h"
#include "client/review/dictionary.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

namespace client::review {

// The values of one column in one block.
struct BlockColumn
{
    const std::uint8_t* bytes = nullptr;
    std::uint64_t width = 0;
    std::int64_t least = 0;
    std::int64_t most = 0;

    std::int64_t at(std::size_t i) const
    {
        return static_cast<std::int64_t>(static_cast<std::uint64_t>(least) + narrow(i));
    }
    std::uint64_t narrow(std::size_t i) const
    {
        std::uint64_t value = 0;
        std::memcpy(&value, bytes + i * width, width);
        return value;
    }
};

// A column file as it lies in memory. open() reads its head and directory alone; whatever else was damaged is a wrong
// value, never a crash, and verify() finds it. Any thread may read.
class Columns
{
public:
    // Malformed: damaged, cut short, or of another version or machine. The memory outlives this. `fetch` is told what
    // opening and looking for a bet read here and there.
    static contract::Result<Columns> open(std::string_view memory, Fetch fetch = {});

    const SourceMark& source() const { return m_head.source; }
    std::uint64_t rows() const { return m_head.rows; }
    std::uint64_t bytes() const { return m_head.fileBytes; }
    std::int64_t latestAt() const { return static_cast<std::int64_t>(m_head.latestAt); }
    std::span<const BlockHead> blocks() const { return m_blocks; }
    BlockColumn block(std::size_t block, Column column) const;
    std::int64_t value(Column column, std::uint64_t row) const;
    LineKind kind(std::uint64_t row) const;
    bool has(Flag flag, std::uint64_t row) const { return (value(Column::Flags, row) & flag) != 0; }

    const DictionaryView& dictionary(Dictionary dictionary) const
    {
        return m_dictionaries[static_cast<std::size_t>(dictionary)];
    }
    // The text that a coded column has at a row.
    std::string_view text(Dictionary dictionary, std::uint64_t row) const;

    // All rows of a bet, ascending; of any partner's if `partner` is empty.
    std::vector<std::uint64_t> rowsOfBet(std::string_view bet, std::string_view partner = {}) const;

    // To be called before the value at a row is read when those near it are not.
    void fetch(Column column, std::uint64_t row) const;

    // Where line `row` of the text begins, and where the next one does.
    std::uint64_t lineBegin(std::uint64_t row) const;
    std::uint64_t lineEnd(std::uint64_t row) const;
    // The row whose line holds the byte at `offset`.
    std::uint64_t rowAt(std::uint64_t offset) const;

    // Reads everything, the text too: false if a byte of either differs from when this was built.
    bool verify(std::string_view text) const;

private:
    std::string_view m_memory;
    Fetch m_fetch;
    FileHead m_head;
    std::span<const BlockHead> m_blocks;
    std::span<const DictionaryHead> m_dictionaryHeads;
    std::array<DictionaryView, dictionaryCount> m_dictionaries;
    std::span<const std::uint32_t> m_lastOfBet;
};

// Of the coded columns.
Column columnOf(Dictionary dictionary);

} // namespace client::review
