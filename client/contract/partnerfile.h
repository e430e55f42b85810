// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/reconciliation.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace client::contract {

// What is wrong in a partner's file, and where. Lines are counted from 1.
struct PartnerFileMistake
{
    std::int64_t line = 0;
    std::string detail; // one English sentence
    bool operator==(const PartnerFileMistake&) const = default;
};

// Reads a partner's list of bets from CSV or JSON as it comes off the disk, in stretches that may end anywhere. Which
// of the two it is, and of CSV the separator, the file itself says.
//
// CSV: UTF-8, a first line with names of columns in any order; comma, semicolon, tab or bar between cells. JSON:
// objects one after another, line by line or in one array. Names: bet_id (or bet, id), state (status), amount (stake),
// currency, payout (win), refunded (refund); case and punctuation do not matter, other columns are passed over. An
// amount has a point or a comma before its decimals; nothing that can be read in two ways is guessed.
class PartnerFile
{
public:
    static constexpr std::size_t recordBytesMax = 64 * 1024;
    static constexpr std::size_t mistakesKept = 1'000; // the rest is only counted

    // Where the file names no currency, its amounts are in this one.
    explicit PartnerFile(std::optional<Currency> currency = {});

    void feed(std::string_view text);
    void finish();
    // What was read since the last time.
    std::vector<PartnerLine> takeLines();

    std::int64_t linesRead() const { return m_lines; } // good ones
    std::int64_t mistakeCount() const { return m_mistakeCount; }
    const std::vector<PartnerFileMistake>& mistakes() const { return m_mistakes; }

private:
    enum class Format { Unknown, Csv, Json, Useless };
    enum Column { Bet, State, Amount, CurrencyCode, Payout, Refunded };
    static constexpr std::size_t columns = 6;
    using Cells = std::array<std::optional<std::string>, columns>;

    void recognise();
    void take(char c);
    void takeCsv(char c);
    bool startsCell() const;
    void takeJson(char c);
    void endCsvRecord();
    void endJsonRecord();
    void readHeader(const std::vector<std::string>& names);
    void readCells(const Cells& cells);
    void mistake(std::string detail);
    void tooLong(const char* what);
    static std::optional<std::size_t> columnOf(std::string_view name);

    std::optional<Currency> m_currency;
    Format m_format = Format::Unknown;
    std::string m_record; // of Unknown: what came so far
    std::int64_t m_line = 1;
    std::int64_t m_recordLine = 1;
    bool m_quoted = false;
    bool m_closed = false;   // the last character ended a quoted cell, or is the first of two quotes
    bool m_escaped = false;  // JSON, inside a string
    bool m_skipping = false; // to the end of a record that is too long
    int m_depth = 0;
    char m_separator = ',';
    bool m_headerRead = false;
    std::size_t m_width = 0;
    std::array<std::optional<std::size_t>, columns> m_places{}; // of the columns
    std::vector<PartnerLine> m_read;
    std::int64_t m_lines = 0;
    std::int64_t m_mistakeCount = 0;
    std::vector<PartnerFileMistake> m_mistakes;
};

} // namespace client::contract
