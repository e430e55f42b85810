// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/result.h"
#include "client/review/dictionary.h"
#include "client/review/eventline.h"

#include <QIODevice>

#include <array>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

struct XXH3_state_s;

namespace client::review {

SourceMark markOf(std::string_view text, std::int64_t modifiedMs);

// Writes a column file, one block of rows at a time, so that its memory is that of a block and of the dictionaries.
// The head comes last: what was cut short has none.
class ColumnWriter
{
public:
    // `out` is empty, open and seekable, and outlives this.
    explicit ColumnWriter(QIODevice& out);
    ~ColumnWriter();

    // The next bytes of the text, and the lines that begin in them.
    void add(std::string_view text, std::span<const EventLine> lines);
    std::uint64_t rows() const { return m_rows; }
    // Storage: `out` took less. TooLarge: above rowsMax.
    contract::Result<void> finish(const SourceMark& source);

private:
    std::int64_t& value(Column column) { return m_values[static_cast<std::size_t>(column)][m_inBlock]; }
    void put(Column column, std::int64_t value) { this->value(column) = value; }
    // Keeps the last value where there is none, so that blocks stay narrow.
    void putOr(Column column, bool present, std::int64_t value);
    void add(const EventLine& line);
    void hash(std::string_view text);
    void flush();
    ColumnHead writeColumn(std::span<const std::int64_t> values);
    template <typename Narrow>
    void writeNarrow(std::span<const std::int64_t> values, std::int64_t least);
    DictionaryHead writeDictionary(const DictionaryBuilder& dictionary);
    void write(const void* bytes, std::size_t size);
    void pad();

    QIODevice& m_out;
    std::array<std::vector<std::int64_t>, columnCount> m_values;       // of the block
    std::size_t m_inBlock = 0;                                         // rows of it
    std::unique_ptr<XXH3_state_s, void (*)(XXH3_state_s*)> m_textHash; // of its lines
    std::uint64_t m_textBegin = 0, m_textEnd = 0;                      // of it
    std::array<std::int64_t, columnCount> m_last{};
    std::array<DictionaryBuilder, dictionaryCount> m_dictionaries;
    std::vector<std::uint32_t> m_lastOfBet; // row, by code
    std::vector<BlockHead> m_blocks;
    std::string m_block; // the block's columns, hashed and written at once
    std::uint64_t m_rows = 0;
    std::uint64_t m_at = 0; // in the file
    std::int64_t m_latestAt = 0;
    bool m_failed = false;
};

} // namespace client::review
