// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/columnwriter.h"

#include <xxhash.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace client::review {

namespace {

constexpr std::size_t edgeBytes = 64 * 1024;
constexpr std::size_t alignment = 8;

struct Coded
{
    Dictionary dictionary;
    Column column;
    std::uint8_t flag; // 0: code 0 says that there is none
};

// Ids of bets, rounds and players are many: a 0 among them would widen their blocks, so a flag says that there is none.
constexpr std::array<Coded, dictionaryCount> coded{{
    {Dictionary::Type, Column::Type, 0},
    {Dictionary::Partner, Column::Partner, 0},
    {Dictionary::Bet, Column::Bet, HasBet},
    {Dictionary::Round, Column::Round, HasRound},
    {Dictionary::Player, Column::Player, HasPlayer},
    {Dictionary::Game, Column::Game, 0},
    {Dictionary::Currency, Column::Currency, 0},
    {Dictionary::Error, Column::Error, 0},
    {Dictionary::ErrorClass, Column::ErrorClass, 0},
}};

std::uint64_t widthFor(std::int64_t least, std::int64_t most)
{
    const auto span = static_cast<std::uint64_t>(most) - static_cast<std::uint64_t>(least);
    if (span == 0)
        return 0;
    if (span <= std::numeric_limits<std::uint8_t>::max())
        return 1;
    if (span <= std::numeric_limits<std::uint16_t>::max())
        return 2;
    return span <= std::numeric_limits<std::uint32_t>::max() ? 4 : 8;
}

} // namespace

SourceMark markOf(std::string_view text, std::int64_t modifiedMs)
{
    const std::string_view head = text.substr(0, edgeBytes);
    const std::string_view tail = text.substr(text.size() - std::min(edgeBytes, text.size()));
    SourceMark mark;
    mark.bytes = text.size();
    mark.modifiedMs = modifiedMs;
    mark.edgesHash = XXH3_64bits_withSeed(tail.data(), tail.size(), XXH3_64bits(head.data(), head.size()));
    return mark;
}

ColumnWriter::ColumnWriter(QIODevice& out)
    : m_out(out), m_textHash(XXH3_createState(), [](XXH3_state_s* state) { XXH3_freeState(state); })
{
    for (auto& column : m_values)
        column.resize(rowsPerBlock);
    XXH3_64bits_reset(m_textHash.get());
    const FileHead none;
    write(&none, sizeof none);
    pad();
}

ColumnWriter::~ColumnWriter() = default;

void ColumnWriter::write(const void* bytes, std::size_t size)
{
    if (size == 0 || m_failed)
        return;
    m_failed = m_out.write(static_cast<const char*>(bytes), static_cast<qint64>(size)) != static_cast<qint64>(size);
    m_at += size;
}

void ColumnWriter::pad()
{
    constexpr std::array<char, alignment> zeros{};
    write(zeros.data(), (alignment - m_at % alignment) % alignment);
}

void ColumnWriter::putOr(Column column, bool present, std::int64_t value)
{
    std::int64_t& last = m_last[static_cast<std::size_t>(column)];
    if (present)
        last = value;
    put(column, last);
}

void ColumnWriter::hash(std::string_view text)
{
    XXH3_64bits_update(m_textHash.get(), text.data(), text.size());
    m_textEnd += text.size();
}

void ColumnWriter::add(std::string_view text, std::span<const EventLine> lines)
{
    constexpr std::size_t ahead = 4; // about as many lines as are added while memory answers
    for (std::size_t i = 0; i < lines.size(); ++i) {
        for (const Coded& each : coded) {
            const auto place = static_cast<std::size_t>(each.dictionary);
            if (each.flag == 0)
                continue;
            if (i + 2 * ahead < lines.size())
                m_dictionaries[place].expect(lines[i + 2 * ahead].hashes[place]);
            if (i + ahead < lines.size())
                m_dictionaries[place].expectText(lines[i + ahead].hashes[place]);
        }
        if (m_inBlock == rowsPerBlock) {
            const std::size_t before = lines[i].offset - m_textEnd;
            hash(text.substr(0, before));
            text.remove_prefix(before);
            flush();
        }
        add(lines[i]);
    }
    hash(text);
}

void ColumnWriter::add(const EventLine& line)
{
    put(Column::Offset, static_cast<std::int64_t>(line.offset));
    put(Column::Kind, static_cast<std::int64_t>(line.kind));
    put(Column::Flags, line.flags);
    putOr(Column::At, line.hasAt, line.at);
    if (line.hasAt)
        m_latestAt = std::max(m_latestAt, line.at);
    putOr(Column::Seq, line.kind == LineKind::Event, line.seq);
    putOr(Column::Stake, (line.flags & HasStake) != 0, line.stakeMinor);
    putOr(Column::Payout, (line.flags & HasPayout) != 0, line.payoutMinor);
    put(Column::Status, line.status);
    put(Column::State, line.state);
    put(Column::Attempt, line.attempt);
    put(Column::Http, line.http);
    putOr(Column::Created, (line.flags & HasCreated) != 0, line.created);
    put(Column::Version, line.version);
    std::int64_t before = 0;
    for (const Coded& each : coded) {
        const auto place = static_cast<std::size_t>(each.dictionary);
        const std::uint32_t code =
            line.texts[place].empty() ? 0 : m_dictionaries[place].code(line.texts[place], line.hashes[place]);
        putOr(each.column, code != 0 || each.flag == 0, code);
        if (code == 0)
            value(Column::Flags) &= ~static_cast<std::int64_t>(each.flag);
        if (code == 0 || each.dictionary != Dictionary::Bet)
            continue;
        const auto row = static_cast<std::uint32_t>(m_rows);
        if (code < m_lastOfBet.size())
            before = row - m_lastOfBet[code];
        else
            m_lastOfBet.resize(code + 1); // codes are given in turn, so this is a bet's first row
        m_lastOfBet[code] = row;
    }
    put(Column::Before, before);
    put(Column::Operation, line.operation);
    ++m_inBlock;
    ++m_rows;
}

template <typename Narrow>
void ColumnWriter::writeNarrow(std::span<const std::int64_t> values, std::int64_t least)
{
    const std::size_t at = m_block.size();
    m_block.resize(at + values.size() * sizeof(Narrow));
    char* place = m_block.data() + at;
    for (const std::int64_t value : values) {
        const auto narrow = static_cast<Narrow>(static_cast<std::uint64_t>(value) - static_cast<std::uint64_t>(least));
        std::copy_n(reinterpret_cast<const char*>(&narrow), sizeof narrow, place);
        place += sizeof narrow;
    }
}

ColumnHead ColumnWriter::writeColumn(std::span<const std::int64_t> values)
{
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    const ColumnHead head{m_at + m_block.size(), *least, *most, widthFor(*least, *most)};
    switch (head.width) {
    case 1:
        writeNarrow<std::uint8_t>(values, head.least);
        break;
    case 2:
        writeNarrow<std::uint16_t>(values, head.least);
        break;
    case 4:
        writeNarrow<std::uint32_t>(values, head.least);
        break;
    case 8:
        writeNarrow<std::uint64_t>(values, head.least);
        break;
    default:
        break;
    }
    m_block.resize((m_block.size() + alignment - 1) / alignment * alignment);
    return head;
}

void ColumnWriter::flush()
{
    if (m_inBlock == 0)
        return;
    BlockHead head;
    head.firstRow = m_rows - m_inBlock;
    head.rows = m_inBlock;
    head.textBegin = std::exchange(m_textBegin, m_textEnd);
    head.textEnd = m_textEnd;
    head.textHash = XXH3_64bits_digest(m_textHash.get());
    XXH3_64bits_reset(m_textHash.get());
    m_block.clear();
    for (std::size_t i = 0; i < columnCount; ++i)
        head.columns[i] = writeColumn(std::span(m_values[i]).first(m_inBlock));
    m_inBlock = 0;
    head.hash = XXH3_64bits(m_block.data(), m_block.size());
    write(m_block.data(), m_block.size());
    m_blocks.push_back(head);
}

DictionaryHead ColumnWriter::writeDictionary(const DictionaryBuilder& dictionary)
{
    DictionaryHead head;
    head.entries = dictionary.entries();
    head.textBytes = dictionary.text().size();
    const std::vector<std::uint32_t> slots = dictionary.slots();
    head.slots = slots.size();
    const auto writeHashed = [&](const void* bytes, std::size_t size) {
        const std::uint64_t at = m_at;
        head.hash = XXH3_64bits_withSeed(bytes, size, head.hash);
        write(bytes, size);
        pad();
        return at;
    };
    head.endsAt = writeHashed(dictionary.ends().data(), dictionary.ends().size() * sizeof(std::uint32_t));
    head.textAt = writeHashed(dictionary.text().data(), dictionary.text().size());
    head.slotsAt = writeHashed(slots.data(), slots.size() * sizeof(std::uint32_t));
    return head;
}

contract::Result<void> ColumnWriter::finish(const SourceMark& source)
{
    if (m_rows > rowsMax)
        return contract::fail(contract::ErrorKind::TooLarge, "The text has more than 2^32 lines.");
    flush();
    m_lastOfBet.resize(m_dictionaries[static_cast<std::size_t>(Dictionary::Bet)].entries() + 1);
    std::vector<DictionaryHead> dictionaries;
    for (const DictionaryBuilder& dictionary : m_dictionaries)
        dictionaries.push_back(writeDictionary(dictionary));

    FileHead head;
    head.lastOfBetAt = m_at;
    head.lastOfBetHash = XXH3_64bits(m_lastOfBet.data(), m_lastOfBet.size() * sizeof(std::uint32_t));
    write(m_lastOfBet.data(), m_lastOfBet.size() * sizeof(std::uint32_t));
    pad();
    head.magic = fileMagic;
    head.version = formatVersion;
    head.byteOrder = byteOrderMark;
    head.source = source;
    head.rows = m_rows;
    head.blocks = m_blocks.size();
    head.directoryAt = m_at;
    head.latestAt = static_cast<std::uint64_t>(m_latestAt);
    const std::size_t blockBytes = m_blocks.size() * sizeof(BlockHead);
    const std::size_t dictionaryBytes = dictionaries.size() * sizeof(DictionaryHead);
    head.directoryHash =
        XXH3_64bits_withSeed(dictionaries.data(), dictionaryBytes, XXH3_64bits(m_blocks.data(), blockBytes));
    write(m_blocks.data(), blockBytes);
    write(dictionaries.data(), dictionaryBytes);
    head.fileBytes = m_at;
    head.headHash = XXH3_64bits(&head, offsetof(FileHead, headHash));
    if (m_failed || !m_out.seek(0) || m_out.write(reinterpret_cast<const char*>(&head), sizeof head) != sizeof head)
        return contract::fail(contract::ErrorKind::Storage, m_out.errorString().toStdString());
    return {};
}

} // namespace client::review
