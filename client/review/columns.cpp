// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/columns.h"

#include "client/contract/querynode.h"

#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <type_traits>
#include <utility>

namespace client::review {

namespace {

tl::unexpected<contract::Error> damaged(const char* what)
{
    return contract::fail(contract::ErrorKind::Malformed, std::string("The columns are damaged: ") + what + '.');
}

// Whether `count` values of `size` bytes at `at` lie below `limit`, without overflow for whatever the file says.
bool fits(std::uint64_t at, std::uint64_t count, std::uint64_t size, std::uint64_t limit)
{
    return at <= limit && at % 8 == 0 && (size == 0 || count <= (limit - at) / size);
}

bool blockFits(const BlockHead& block, std::uint64_t place, std::uint64_t blocks, const FileHead& head)
{
    const bool isLast = place + 1 == blocks;
    const std::uint64_t before = place * rowsPerBlock;
    const std::uint64_t rows = isLast ? head.rows - before : rowsPerBlock;
    if (block.firstRow != before || block.rows != rows || block.textBegin > block.textEnd ||
        block.textEnd > head.source.bytes)
        return false;
    return std::all_of(block.columns.begin(), block.columns.end(), [&](const ColumnHead& column) {
        const bool known = column.width == 0 || (column.width <= 8 && std::has_single_bit(column.width));
        return known && column.least <= column.most && fits(column.at, rows, column.width, head.directoryAt);
    });
}

bool dictionaryFits(const DictionaryHead& dictionary, const FileHead& head)
{
    return dictionary.entries < UINT32_MAX && (dictionary.slots == 0 || std::has_single_bit(dictionary.slots)) &&
           fits(dictionary.endsAt, dictionary.entries + 1, sizeof(std::uint32_t), head.directoryAt) &&
           fits(dictionary.textAt, dictionary.textBytes, 1, head.directoryAt) &&
           fits(dictionary.slotsAt, dictionary.slots, sizeof(std::uint32_t), head.directoryAt);
}

} // namespace

Column columnOf(Dictionary dictionary)
{
    switch (dictionary) {
    case Dictionary::Type:
        return Column::Type;
    case Dictionary::Partner:
        return Column::Partner;
    case Dictionary::Bet:
        return Column::Bet;
    case Dictionary::Round:
        return Column::Round;
    case Dictionary::Player:
        return Column::Player;
    case Dictionary::Game:
        return Column::Game;
    case Dictionary::Currency:
        return Column::Currency;
    case Dictionary::Error:
        return Column::Error;
    case Dictionary::ErrorClass:
        return Column::ErrorClass;
    }
    return Column::Type;
}

contract::Result<Columns> Columns::open(std::string_view memory, Fetch fetch)
{
    Columns made;
    made.m_memory = memory;
    FileHead& head = made.m_head;
    if (memory.size() < sizeof head)
        return damaged("too short");
    if (fetch)
        fetch(memory.substr(0, sizeof head));
    std::memcpy(&head, memory.data(), sizeof head);
    if (head.magic != fileMagic || head.version != formatVersion || head.byteOrder != byteOrderMark)
        return damaged("another format");
    if (head.headHash != XXH3_64bits(memory.data(), offsetof(FileHead, headHash)))
        return damaged("the head");
    const std::uint64_t blocksMost = memory.size() / sizeof(BlockHead);
    const std::uint64_t blocks = (head.rows + rowsPerBlock - 1) / rowsPerBlock;
    if (head.fileBytes != memory.size() || head.blocks > blocksMost || head.blocks != blocks ||
        head.directoryAt > head.fileBytes || head.directoryAt % 8 != 0 ||
        head.fileBytes - head.directoryAt != head.blocks * sizeof(BlockHead) + dictionaryCount * sizeof(DictionaryHead))
        return damaged("its length");
    if (fetch)
        fetch(memory.substr(head.directoryAt));
    const char* const directory = memory.data() + head.directoryAt;
    const std::size_t blockBytes = head.blocks * sizeof(BlockHead);
    if (head.directoryHash != XXH3_64bits_withSeed(directory + blockBytes, dictionaryCount * sizeof(DictionaryHead),
                                                   XXH3_64bits(directory, blockBytes)))
        return damaged("the directory");
    made.m_blocks = {reinterpret_cast<const BlockHead*>(directory), head.blocks};
    made.m_dictionaryHeads = {reinterpret_cast<const DictionaryHead*>(directory + blockBytes), dictionaryCount};
    for (std::size_t i = 0; i < made.m_blocks.size(); ++i) {
        if (!blockFits(made.m_blocks[i], i, head.blocks, head))
            return damaged("a block");
    }
    for (std::size_t i = 0; i < dictionaryCount; ++i) {
        const DictionaryHead& dictionary = made.m_dictionaryHeads[i];
        if (!dictionaryFits(dictionary, head))
            return damaged("a dictionary");
        const auto codes = [&](std::uint64_t at, std::uint64_t count) {
            return std::span(reinterpret_cast<const std::uint32_t*>(memory.data() + at), count);
        };
        made.m_dictionaries[i] = DictionaryView(codes(dictionary.endsAt, dictionary.entries + 1),
                                                memory.substr(dictionary.textAt, dictionary.textBytes),
                                                codes(dictionary.slotsAt, dictionary.slots));
    }
    const std::uint64_t bets = made.dictionary(Dictionary::Bet).entries();
    if (!fits(head.lastOfBetAt, bets + 1, sizeof(std::uint32_t), head.directoryAt))
        return damaged("the bets");
    made.m_fetch = std::move(fetch);
    made.m_lastOfBet = {reinterpret_cast<const std::uint32_t*>(memory.data() + head.lastOfBetAt), bets + 1};
    return made;
}

std::vector<std::uint64_t> Columns::rowsOfBet(std::string_view bet, std::string_view partner) const
{
    std::vector<std::uint64_t> found;
    const DictionaryView& bets = dictionary(Dictionary::Bet);
    for (const std::uint32_t code : bets.equal(contract::foldCase(bet), m_fetch)) {
        if (bets.text(code) != bet)
            continue;
        if (m_fetch)
            m_fetch({reinterpret_cast<const char*>(&m_lastOfBet[code]), sizeof m_lastOfBet[code]});
        std::uint64_t row = m_lastOfBet[code];
        while (row < rows()) {
            fetch(Column::Before, row);
            if (!partner.empty()) {
                fetch(Column::Partner, row);
                const auto known = static_cast<std::uint32_t>(value(Column::Partner, row));
                dictionary(Dictionary::Partner).fetchText(known, m_fetch);
            }
            if (partner.empty() || text(Dictionary::Partner, row) == partner)
                found.push_back(row);
            const auto before = static_cast<std::uint64_t>(value(Column::Before, row));
            if (before == 0 || before > row)
                break;
            row -= before;
        }
    }
    std::reverse(found.begin(), found.end());
    return found;
}

void Columns::fetch(Column column, std::uint64_t row) const
{
    if (!m_fetch)
        return;
    const ColumnHead& head = m_blocks[row / rowsPerBlock].columns[static_cast<std::size_t>(column)];
    m_fetch(m_memory.substr(head.at + row % rowsPerBlock * head.width, head.width));
}

BlockColumn Columns::block(std::size_t block, Column column) const
{
    const ColumnHead& head = m_blocks[block].columns[static_cast<std::size_t>(column)];
    return {reinterpret_cast<const std::uint8_t*>(m_memory.data() + head.at), head.width, head.least, head.most};
}

std::int64_t Columns::value(Column column, std::uint64_t row) const
{
    return block(row / rowsPerBlock, column).at(row % rowsPerBlock);
}

LineKind Columns::kind(std::uint64_t row) const
{
    const std::int64_t kind = value(Column::Kind, row);
    return kind >= 0 && kind <= static_cast<int>(LineKind::BadText) ? static_cast<LineKind>(kind) : LineKind::Foreign;
}

std::string_view Columns::text(Dictionary dictionary, std::uint64_t row) const
{
    const Flag flag = dictionary == Dictionary::Bet      ? HasBet
                      : dictionary == Dictionary::Round  ? HasRound
                      : dictionary == Dictionary::Player ? HasPlayer
                                                         : Flag{};
    if (flag != Flag{} && !has(flag, row))
        return {};
    return this->dictionary(dictionary).text(static_cast<std::uint32_t>(value(columnOf(dictionary), row)));
}

std::uint64_t Columns::lineBegin(std::uint64_t row) const
{
    const BlockHead& block = m_blocks[row / rowsPerBlock];
    return std::clamp(static_cast<std::uint64_t>(value(Column::Offset, row)), block.textBegin, block.textEnd);
}

std::uint64_t Columns::lineEnd(std::uint64_t row) const
{
    const BlockHead& block = m_blocks[row / rowsPerBlock];
    if (row + 1 == block.firstRow + block.rows)
        return block.textEnd;
    return std::max(lineBegin(row), lineBegin(row + 1));
}

std::uint64_t Columns::rowAt(std::uint64_t offset) const
{
    const auto block = std::partition_point(m_blocks.begin(), m_blocks.end(),
                                            [&](const BlockHead& each) { return each.textEnd <= offset; });
    if (block == m_blocks.end())
        return m_head.rows == 0 ? 0 : m_head.rows - 1;
    const BlockColumn offsets = this->block(static_cast<std::size_t>(block - m_blocks.begin()), Column::Offset);
    std::uint64_t low = 0, high = block->rows; // the last that begins at or before the offset
    while (high - low > 1) {
        const std::uint64_t middle = low + (high - low) / 2;
        (static_cast<std::uint64_t>(offsets.at(middle)) <= offset ? low : high) = middle;
    }
    return block->firstRow + low;
}

bool Columns::verify(std::string_view text) const
{
    if (text.size() != m_head.source.bytes)
        return false;
    std::uint64_t covered = 0;
    for (const BlockHead& block : m_blocks) {
        const std::uint64_t begin = block.columns.front().at;
        const ColumnHead& last = block.columns.back();
        const std::uint64_t end = (last.at + last.width * block.rows + 7) / 8 * 8;
        if (begin > end || end > m_head.directoryAt || block.textBegin != covered ||
            block.hash != XXH3_64bits(m_memory.data() + begin, end - begin) ||
            block.textHash != XXH3_64bits(text.data() + block.textBegin, block.textEnd - block.textBegin))
            return false;
        covered = block.textEnd;
    }
    const auto hashOf = [&](const DictionaryHead& head) {
        std::uint64_t hash = XXH3_64bits_withSeed(m_memory.data() + head.endsAt, (head.entries + 1) * 4, 0);
        hash = XXH3_64bits_withSeed(m_memory.data() + head.textAt, head.textBytes, hash);
        return XXH3_64bits_withSeed(m_memory.data() + head.slotsAt, head.slots * 4, hash);
    };
    return covered == text.size() &&
           m_head.lastOfBetHash == XXH3_64bits(m_lastOfBet.data(), m_lastOfBet.size_bytes()) &&
           std::all_of(m_dictionaryHeads.begin(), m_dictionaryHeads.end(),
                       [&](const DictionaryHead& head) { return head.hash == hashOf(head); });
}

} // namespace client::review
