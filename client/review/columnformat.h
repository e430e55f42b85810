// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

// A column file, in the machine's byte order: FileHead, then the columns of each block of rows, then the dictionaries,
// then the directory (a BlockHead each block, a DictionaryHead each dictionary). It is a cache of one text: a version,
// byte order or mark of the text that differs means that it is built again.
namespace client::review {

constexpr std::uint32_t formatVersion = 2;
constexpr std::uint32_t rowsPerBlock = 65'536;

// One row is one line of the text. A value is stored less the least of its block, in 0, 1, 2, 4 or 8 bytes.
enum class Column : std::uint8_t {
    Offset, // of the line's first byte in the text
    Kind,   // LineKind
    Flags,  // which of the values below are there
    At,     // UTC ms; of a line without one: that of the line before
    Seq,    // of the event
    Type,   // code of a dictionary, as are the next six
    Partner,
    Bet,
    Round,
    Player,
    Game,
    Currency,
    Stake,  // minor units
    Payout, // minor units
    Status, // 0, or ShownStatus + 1
    State,  // 0, or BetState + 1
    Attempt,
    Http,       // 0: none
    Error,      // code
    ErrorClass, // code
    Created,    // UTC ms
    Version,    // of the bet or round
    Before,     // rows back to the line before of the same bet, 0: there is none
    Operation,  // 0, or OperationState + 1: how the bet's newest call stands
};
constexpr std::size_t columnCount = 24;

enum class Dictionary : std::uint8_t { Type, Partner, Bet, Round, Player, Game, Currency, Error, ErrorClass };
constexpr std::size_t dictionaryCount = 9;

enum class LineKind : std::uint8_t {
    Event,   // of the event stream, api.md
    Log,     // of betd's own log
    Foreign, // a JSON value that is neither
    Empty,   // white space only
    NotJson, // damaged or cut, kept as text, as are the next three
    TooLong, // above lineBytesMax, not looked into
    TooDeep, // above depthMax
    BadText, // not UTF-8
};

constexpr std::uint64_t rowsMax = 0xFFFF'FFFF; // a row fits 32 bits
constexpr std::size_t lineBytesMax = 1 << 20;
constexpr std::size_t depthMax = 32;

// Bits of Column::Flags.
enum Flag : std::uint8_t {
    HasBet = 1,
    HasRound = 2,
    HasPlayer = 4,
    HasStake = 8,
    HasPayout = 16,
    HasOperation = 32,
    HasCreated = 64,
    IsBetRow = 128, // the row of the event is a bet
};

struct ColumnHead
{
    std::uint64_t at = 0; // in the file
    std::int64_t least = 0;
    std::int64_t most = 0;
    std::uint64_t width = 0; // bytes a value
};

struct BlockHead
{
    std::uint64_t firstRow = 0;
    std::uint64_t rows = 0;
    std::uint64_t hash = 0;     // of the block's columns as they lie in the file
    std::uint64_t textHash = 0; // of the lines it stands for
    std::uint64_t textBegin = 0;
    std::uint64_t textEnd = 0;
    std::array<ColumnHead, columnCount> columns;
};

struct DictionaryHead
{
    std::uint64_t endsAt = 0; // entries + 1 × uint32, where each text ends; the first is 0
    std::uint64_t entries = 0;
    std::uint64_t textAt = 0;
    std::uint64_t textBytes = 0;
    std::uint64_t slotsAt = 0; // slots × uint32, an open hash table of codes, 0: free
    std::uint64_t slots = 0;   // a power of two
    std::uint64_t hash = 0;    // of all three as they lie in the file
};

// What tells a text from another or from a changed one without reading all of it.
struct SourceMark
{
    std::uint64_t bytes = 0;
    std::int64_t modifiedMs = 0;
    std::uint64_t edgesHash = 0; // of the first and last 64 KiB
    bool operator==(const SourceMark&) const = default;
};

struct FileHead
{
    std::array<char, 8> magic{};
    std::uint32_t version = 0;
    std::uint32_t byteOrder = 0;
    SourceMark source;
    std::uint64_t fileBytes = 0;
    std::uint64_t rows = 0;
    std::uint64_t blocks = 0;
    std::uint64_t directoryAt = 0;
    std::uint64_t directoryHash = 0;
    std::uint64_t latestAt = 0;    // UTC ms of the newest line
    std::uint64_t lastOfBetAt = 0; // as many uint32 as there are bets + 1: the last row of each, by code
    std::uint64_t lastOfBetHash = 0;
    std::uint64_t headHash = 0; // of all before this
};

constexpr std::array<char, 8> fileMagic{'B', 'D', 'C', 'O', 'L', 'S', '\r', '\n'};
constexpr std::uint32_t byteOrderMark = 0x01020304;

} // namespace client::review
