// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/analysis.h"

#include "client/contract/states.h"
#include "client/review/blocks.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <functional>
#include <numeric>
#include <unordered_map>

namespace client::review {

namespace {

struct Grouped
{
    Column column;
    std::uint8_t flag = 0; // without it a row has no such value
    std::optional<Dictionary> dictionary = std::nullopt;
};

Grouped groupedBy(GroupField field)
{
    switch (field) {
    case GroupField::Type:
        return {Column::Type, 0, Dictionary::Type};
    case GroupField::Partner:
        return {Column::Partner, 0, Dictionary::Partner};
    case GroupField::Bet:
        return {Column::Bet, HasBet, Dictionary::Bet};
    case GroupField::Round:
        return {Column::Round, HasRound, Dictionary::Round};
    case GroupField::Player:
        return {Column::Player, HasPlayer, Dictionary::Player};
    case GroupField::Game:
        return {Column::Game, 0, Dictionary::Game};
    case GroupField::Currency:
        return {Column::Currency, 0, Dictionary::Currency};
    case GroupField::Error:
        return {Column::Error, 0, Dictionary::Error};
    case GroupField::ErrorClass:
        return {Column::ErrorClass, 0, Dictionary::ErrorClass};
    case GroupField::Status:
        return {Column::Status};
    case GroupField::State:
        return {Column::State};
    case GroupField::Http:
        return {Column::Http};
    case GroupField::Kind:
        return {Column::Kind};
    }
    return {Column::Kind};
}

std::string textOf(const Log& log, GroupField field, std::uint64_t value)
{
    if (const auto dictionary = groupedBy(field).dictionary)
        return std::string(log.columns().dictionary(*dictionary).text(static_cast<std::uint32_t>(value)));
    if (field == GroupField::Kind)
        return std::string(word(static_cast<LineKind>(value)));
    if (value == 0)
        return {};
    if (field == GroupField::Status)
        return std::string(contract::word(static_cast<contract::ShownStatus>(value - 1)));
    if (field == GroupField::State)
        return std::string(contract::word(static_cast<contract::BetState>(value - 1)));
    return std::to_string(value);
}

using Counts = std::vector<std::uint64_t>; // by value

constexpr std::size_t wordRows = 64;            // of a selection's word
constexpr std::uint64_t numberMost = 1'000'000; // of what is no code: http statuses, as they are read

void sumUp(Counts& counts, const Counts& part)
{
    counts.resize(std::max(counts.size(), part.size()));
    for (std::size_t i = 0; i < part.size(); ++i)
        counts[i] += part[i];
}

struct Table
{
    std::uint64_t most = 0; // the greatest value; what is above it, in a damaged file, has none
    std::uint64_t size = 0; // with what narrow values can add to a block's least
};

Table tableFor(const Columns& columns, const Grouped& grouped)
{
    const std::uint64_t limit = grouped.dictionary ? columns.dictionary(*grouped.dictionary).entries() : numberMost;
    Table table;
    for (std::size_t block = 0; block < columns.blocks().size(); ++block) {
        const auto most = static_cast<std::uint64_t>(columns.block(block, grouped.column).most);
        table.most = std::max(table.most, std::min(most, limit));
    }
    table.size = table.most + 1;
    for (std::size_t block = 0; block < columns.blocks().size(); ++block) {
        const BlockColumn column = columns.block(block, grouped.column);
        const auto least = static_cast<std::uint64_t>(column.least);
        if (least <= table.most && column.width <= 2)
            table.size = std::max(table.size, least + (std::uint64_t(1) << 8 * column.width));
    }
    return table;
}

std::uint64_t countOf(std::span<const std::uint64_t> words)
{
    std::uint64_t count = 0;
    for (const std::uint64_t word : words)
        count += static_cast<std::uint64_t>(std::popcount(word));
    return count;
}

template <typename Visit>
void eachRow(std::span<const std::uint64_t> words, Visit visit)
{
    for (std::size_t i = 0; i < words.size(); ++i) {
        for (std::uint64_t bits = words[i]; bits != 0; bits &= bits - 1)
            visit(i * 64 + static_cast<std::size_t>(std::countr_zero(bits)));
    }
}

// Which of the 64 rows from `first` on have the flag.
std::uint64_t flagged(const BlockColumn& flags, std::size_t first, std::size_t rows, std::uint8_t flag)
{
    constexpr std::uint64_t ones = 0x0101010101010101;
    std::uint64_t found = 0;
    if (flags.width != 1 || flags.least < 0 || flags.most > 0xFF) {
        for (std::size_t i = 0; i < std::min(wordRows, rows - first); ++i)
            found |= static_cast<std::uint64_t>((flags.at(first + i) & flag) != 0) << i;
        return found;
    }
    // Eight rows at once: no sum leaves its byte, because the greatest of the block does not. Behind the last row there
    // is the directory at least, so that whole words can be read.
    const std::uint64_t least = static_cast<std::uint64_t>(flags.least) * ones;
    for (std::size_t byte = 0; byte < 8; ++byte) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, flags.bytes + first + byte * 8, sizeof eight);
        eight = (eight + least) >> std::countr_zero(flag) & ones;
        found |= (eight * 0x0102040810204080 >> 56) << byte * 8;
    }
    return found;
}

// Four tables in turn, because a processor waits for its own last write to the same place.
void countBytes(const std::uint8_t* values, std::span<const std::uint64_t> words, std::uint64_t* counts)
{
    std::array<std::uint32_t, 1024> tables{};
    for (const std::uint64_t word : words) {
        if (word == ~std::uint64_t(0)) {
            for (std::size_t i = 0; i < wordRows; i += 4) {
                ++tables[values[i]];
                ++tables[256U + values[i + 1]];
                ++tables[512U + values[i + 2]];
                ++tables[768U + values[i + 3]];
            }
        } else {
            for (std::uint64_t bits = word; bits != 0; bits &= bits - 1)
                ++tables[values[std::countr_zero(bits)]];
        }
        values += wordRows;
    }
    for (std::size_t i = 0; i < 256; ++i)
        counts[i] += std::uint64_t(tables[i]) + tables[i + 256] + tables[i + 512] + tables[i + 768];
}

void countShorts(const std::uint16_t* values, std::span<const std::uint64_t> words, std::uint64_t* counts)
{
    for (const std::uint64_t word : words) {
        if (word == ~std::uint64_t(0)) {
            for (std::size_t i = 0; i < wordRows; ++i)
                ++counts[values[i]];
        } else {
            for (std::uint64_t bits = word; bits != 0; bits &= bits - 1)
                ++counts[values[std::countr_zero(bits)]];
        }
        values += wordRows;
    }
}

template <typename Narrow>
bool areWithin(const Narrow* values, Narrow least, Narrow span)
{
    Narrow outside = 0;
    for (std::size_t i = 0; i < wordRows; ++i)
        outside |= static_cast<Narrow>(static_cast<Narrow>(values[i] - least) > span);
    return outside == 0;
}

// Whether the 64 times from `first` on are all in [begin, end); no is said of widths that are no usual ones, too.
bool areWithin(const BlockColumn& at, std::size_t first, std::int64_t begin, std::int64_t end)
{
    if ((at.width != 2 && at.width != 4) || end <= at.least || begin >= end)
        return false;
    const std::uint64_t most = at.width == 2 ? 0xFFFF : 0xFFFF'FFFF;
    const auto narrow = [&](std::int64_t time) {
        return std::min(static_cast<std::uint64_t>(time) - static_cast<std::uint64_t>(at.least), most);
    };
    const std::uint64_t least = narrow(std::max(begin, at.least));
    const std::uint64_t span = narrow(end - 1) - least;
    if (at.width == 2)
        return areWithin(reinterpret_cast<const std::uint16_t*>(at.bytes) + first, static_cast<std::uint16_t>(least),
                         static_cast<std::uint16_t>(span));
    return areWithin(reinterpret_cast<const std::uint32_t*>(at.bytes) + first, static_cast<std::uint32_t>(least),
                     static_cast<std::uint32_t>(span));
}

void countBlock(const Columns& columns, const Selection& rows, const Grouped& grouped, std::uint64_t most,
                std::size_t block, Counts& counts)
{
    const BlockColumn column = columns.block(block, grouped.column);
    std::span words = rows.block(block);
    std::array<std::uint64_t, Selection::wordsPerBlock> having;
    if (grouped.flag != 0) {
        const BlockColumn flags = columns.block(block, Column::Flags);
        for (std::size_t i = 0; i < words.size(); ++i)
            having[i] = words[i] & flagged(flags, i * wordRows, columns.blocks()[block].rows, grouped.flag);
        const std::span<const std::uint64_t> kept = std::span(having).first(words.size());
        counts[0] += countOf(words) - countOf(kept);
        words = kept;
    }
    const auto least = static_cast<std::uint64_t>(column.least);
    if (least <= most && column.width == 0) {
        counts[least] += countOf(words);
    } else if (least <= most && column.width == 1) {
        countBytes(column.bytes, words, counts.data() + least);
    } else if (least <= most && column.width == 2) {
        countShorts(reinterpret_cast<const std::uint16_t*>(column.bytes), words, counts.data() + least);
    } else {
        eachRow(words, [&](std::size_t i) {
            const auto value = static_cast<std::uint64_t>(column.at(i));
            ++counts[value <= most ? value : 0];
        });
    }
}

// How many rows have each code.
Counts countCodes(const Log& log, const Selection& rows, GroupField field)
{
    const Columns& columns = log.columns();
    const Grouped grouped = groupedBy(field);
    const auto [most, size] = tableFor(columns, grouped);
    auto parts = overBlocks(columns.blocks().size(), Counts(size), [&, most = most](Counts& counts, std::size_t block) {
        countBlock(columns, rows, grouped, most, block, counts);
    });
    Counts& counts = parts.front();
    for (std::size_t part = 1; part < parts.size(); ++part)
        std::transform(counts.begin(), counts.end(), parts[part].begin(), counts.begin(), std::plus());
    counts[0] = std::accumulate(counts.begin() + static_cast<std::ptrdiff_t>(most) + 1, counts.end(), counts[0]);
    counts.resize(most + 1);
    return std::move(counts);
}

// A group whose text is not made yet.
struct Coded
{
    const Log* log;
    std::uint64_t code;
    std::uint64_t count;
};

std::vector<Coded> codedGroups(std::span<const LogRows> logs, GroupField field)
{
    std::vector<Coded> groups;
    const auto dictionary = groupedBy(field).dictionary;
    if (!dictionary) {
        Counts counts;
        for (const LogRows& each : logs)
            sumUp(counts, countCodes(each.log, each.rows, field));
        for (std::size_t code = 0; code < counts.size(); ++code) {
            if (counts[code] != 0)
                groups.push_back({&logs[0].log, code, counts[code]});
        }
        return groups;
    }
    std::unordered_map<std::string_view, std::size_t> places;
    for (const LogRows& each : logs) {
        const DictionaryView& texts = each.log.columns().dictionary(*dictionary);
        const Counts counts = countCodes(each.log, each.rows, field);
        for (std::size_t code = 0; code < counts.size(); ++code) {
            if (counts[code] == 0)
                continue;
            if (logs.size() > 1) {
                const auto [place, isNew] =
                    places.try_emplace(texts.text(static_cast<std::uint32_t>(code)), groups.size());
                if (!isNew) {
                    groups[place->second].count += counts[code];
                    continue;
                }
            }
            groups.push_back({&each.log, code, counts[code]});
        }
    }
    return groups;
}

} // namespace

std::string_view word(LineKind kind)
{
    switch (kind) {
    case LineKind::Event:
        return "event";
    case LineKind::Log:
        return "log";
    case LineKind::Foreign:
        return "foreign";
    case LineKind::Empty:
        return "empty";
    case LineKind::NotJson:
        return "not_json";
    case LineKind::TooLong:
        return "too_long";
    case LineKind::TooDeep:
        return "too_deep";
    case LineKind::BadText:
        return "bad_text";
    }
    return {};
}

std::vector<Group> groupBy(const Log& log, const Selection& rows, GroupField field)
{
    const Counts counts = countCodes(log, rows, field);
    std::vector<Group> groups;
    for (std::size_t value = 0; value < counts.size(); ++value) {
        if (counts[value] != 0)
            groups.push_back({textOf(log, field, value), counts[value]});
    }
    std::sort(groups.begin(), groups.end(),
              [](const Group& a, const Group& b) { return a.count != b.count ? a.count > b.count : a.text < b.text; });
    return groups;
}

Groups groupBy(std::span<const LogRows> logs, GroupField field, std::size_t most)
{
    auto coded = codedGroups(logs, field);
    // Texts of a dictionary are compared where they lie: one of its texts each row is no rarity.
    const auto dictionary = groupedBy(field).dictionary;
    const auto comesFirst = [&](const Coded& a, const Coded& b) {
        if (a.count != b.count)
            return a.count > b.count;
        if (!dictionary)
            return textOf(*a.log, field, a.code) < textOf(*b.log, field, b.code);
        const auto text = [&](const Coded& of) {
            return of.log->columns().dictionary(*dictionary).text(static_cast<std::uint32_t>(of.code));
        };
        return text(a) < text(b);
    };
    const auto end = coded.begin() + static_cast<std::ptrdiff_t>(std::min(most, coded.size()));
    std::partial_sort(coded.begin(), end, coded.end(), comesFirst);
    Groups groups{{}, coded.size()};
    for (auto each = coded.begin(); each != end; ++each)
        groups.first.push_back({textOf(*each->log, field, each->code), each->count});
    return groups;
}

Histogram histogram(const Log& log, const Selection& rows, std::int64_t fromMs, std::int64_t stepMs,
                    std::size_t buckets)
{
    const Columns& columns = log.columns();
    const std::int64_t toMs = fromMs + stepMs * static_cast<std::int64_t>(buckets);
    const auto parts = overBlocks(columns.blocks().size(), Counts(buckets), [&](Counts& counts, std::size_t block) {
        const BlockColumn at = columns.block(block, Column::At);
        if (at.most < fromMs || at.least >= toMs)
            return;
        const std::span words = rows.block(block);
        if (at.least >= fromMs && at.most < toMs && (at.least - fromMs) / stepMs == (at.most - fromMs) / stepMs) {
            counts[static_cast<std::size_t>((at.least - fromMs) / stepMs)] += countOf(words);
            return;
        }
        // Times rise nearly always, so the bucket of the last row is the bucket of the next, and mostly of 64.
        std::int64_t begin = fromMs, end = fromMs;
        std::size_t bucket = 0;
        for (std::size_t i = 0; i < words.size(); ++i) {
            const std::size_t first = i * wordRows;
            if (words[i] == 0)
                continue;
            if (first + wordRows <= columns.blocks()[block].rows && areWithin(at, first, begin, end)) {
                counts[bucket] += static_cast<std::uint64_t>(std::popcount(words[i]));
                continue;
            }
            eachRow(words.subspan(i, 1), [&](std::size_t bit) {
                const std::int64_t time = at.at(first + bit);
                if (time < begin || time >= end) {
                    if (time < fromMs || time >= toMs)
                        return;
                    bucket = static_cast<std::size_t>((time - fromMs) / stepMs);
                    begin = fromMs + static_cast<std::int64_t>(bucket) * stepMs;
                    end = begin + stepMs;
                }
                ++counts[bucket];
            });
        }
    });
    Histogram made{fromMs, stepMs, Counts(buckets)};
    for (const Counts& part : parts) {
        for (std::size_t i = 0; i < buckets; ++i)
            made.counts[i] += part[i];
    }
    return made;
}

} // namespace client::review
