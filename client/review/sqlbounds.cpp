// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/sqlbounds.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace client::review {

namespace {

// One call of a function of SQLite's is not looked into, so its work is bounded by what it gets.
constexpr int valueBytesMax = 1 << 20; // a sorted row, too
constexpr int patternBytesMax = 500;
constexpr int statementBytesMax = 64 << 10;
constexpr int columnsMax = 200;
constexpr std::size_t textBytesMax = 256 << 10; // so that a row with it can be sorted

// Those whose work is no more than some times what they get. Left out: replace, printf, format, json_patch, and those
// that make values out of nothing.
constexpr auto functions = std::to_array<std::string_view>({"->",
                                                            "->>",
                                                            "abs",
                                                            "acos",
                                                            "asin",
                                                            "atan",
                                                            "atan2",
                                                            "avg",
                                                            "ceil",
                                                            "ceiling",
                                                            "char",
                                                            "coalesce",
                                                            "cos",
                                                            "count",
                                                            "cume_dist",
                                                            "current_date",
                                                            "current_time",
                                                            "current_timestamp",
                                                            "date",
                                                            "datetime",
                                                            "degrees",
                                                            "dense_rank",
                                                            "exp",
                                                            "first_value",
                                                            "floor",
                                                            "glob",
                                                            "group_concat",
                                                            "hex",
                                                            "ifnull",
                                                            "iif",
                                                            "instr",
                                                            "json",
                                                            "json_array",
                                                            "json_array_length",
                                                            "json_extract",
                                                            "json_group_array",
                                                            "json_group_object",
                                                            "json_object",
                                                            "json_quote",
                                                            "json_type",
                                                            "json_valid",
                                                            "julianday",
                                                            "lag",
                                                            "last_value",
                                                            "lead",
                                                            "length",
                                                            "like",
                                                            "likelihood",
                                                            "likely",
                                                            "ln",
                                                            "log",
                                                            "log10",
                                                            "log2",
                                                            "lower",
                                                            "ltrim",
                                                            "max",
                                                            "min",
                                                            "mod",
                                                            "nth_value",
                                                            "ntile",
                                                            "nullif",
                                                            "percent_rank",
                                                            "pi",
                                                            "pow",
                                                            "power",
                                                            "quote",
                                                            "radians",
                                                            "random",
                                                            "rank",
                                                            "round",
                                                            "row_number",
                                                            "rtrim",
                                                            "sign",
                                                            "sin",
                                                            "sqrt",
                                                            "strftime",
                                                            "string_agg",
                                                            "substr",
                                                            "substring",
                                                            "sum",
                                                            "tan",
                                                            "time",
                                                            "total",
                                                            "trim",
                                                            "trunc",
                                                            "typeof",
                                                            "unicode",
                                                            "unixepoch",
                                                            "unlikely",
                                                            "upper",
                                                            "json_remove",
                                                            "json_set"});

bool isWithinCharacter(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; // of UTF-8
}

// Where `word` begins, by Knuth, Morris and Pratt: std::string_view's own search takes hours for some megabyte.
std::size_t find(std::string_view text, std::string_view word)
{
    if (word.empty())
        return 0;
    if (word.size() > text.size())
        return std::string_view::npos;
    std::vector<std::uint32_t> again(word.size(), 0); // how much of the word ends there once more
    for (std::uint32_t at = 1, same = 0; at < word.size(); ++at) {
        while (same > 0 && word[at] != word[same])
            same = again[same - 1];
        same += word[at] == word[same] ? 1 : 0;
        again[at] = same;
    }
    for (std::size_t at = 0, same = 0; at < text.size(); ++at) {
        while (same > 0 && text[at] != word[same])
            same = again[same - 1];
        same += text[at] == word[same] ? 1 : 0;
        if (same == word.size())
            return at + 1 - same;
    }
    return std::string_view::npos;
}

// instr() as SQLite documents it: counts characters, or bytes if both are BLOBs.
void instr(sqlite3_context* context, int, sqlite3_value** values)
{
    if (sqlite3_value_type(values[0]) == SQLITE_NULL || sqlite3_value_type(values[1]) == SQLITE_NULL)
        return;
    const bool isBytes = sqlite3_value_type(values[0]) == SQLITE_BLOB && sqlite3_value_type(values[1]) == SQLITE_BLOB;
    const auto text = textOf(values[0]), word = textOf(values[1]);
    const std::size_t at = find(text, word);
    if (at == std::string_view::npos)
        return sqlite3_result_int64(context, 0);
    const auto before = text.substr(0, at);
    const auto within = isBytes ? 0 : std::count_if(before.begin(), before.end(), isWithinCharacter);
    sqlite3_result_int64(context, static_cast<sqlite3_int64>(at) - within + 1);
}

// SQLite compares each character with each of the set, which for two megabytes takes hours.
void refuseSet(sqlite3_context* context, int, sqlite3_value**)
{
    sqlite3_result_error(context, "characters to trim can not be given here", -1);
}

} // namespace

bool isBounded(std::string_view function)
{
    return std::find(functions.begin(), functions.end(), function) != functions.end();
}

std::string_view textOf(sqlite3_value* value)
{
    const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
    return text ? std::string_view(text, static_cast<std::size_t>(sqlite3_value_bytes(value))) : std::string_view();
}

std::string_view beginning(std::string_view text)
{
    if (text.size() <= textBytesMax)
        return text;
    std::size_t end = textBytesMax;
    while (end > textBytesMax - 3 && isWithinCharacter(text[end]))
        --end;
    return text.substr(0, end);
}

void boundSql(sqlite3* db)
{
    sqlite3_limit(db, SQLITE_LIMIT_LENGTH, valueBytesMax);
    sqlite3_limit(db, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, patternBytesMax);
    sqlite3_limit(db, SQLITE_LIMIT_SQL_LENGTH, statementBytesMax);
    sqlite3_limit(db, SQLITE_LIMIT_COLUMN, columnsMax);
    sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
    constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    sqlite3_create_function_v2(db, "instr", 2, flags, nullptr, instr, nullptr, nullptr, nullptr);
    for (const char* const name : {"trim", "ltrim", "rtrim"})
        sqlite3_create_function_v2(db, name, 2, flags, nullptr, refuseSet, nullptr, nullptr, nullptr);
}

} // namespace client::review
