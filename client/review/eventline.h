// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/money.h"
#include "client/contract/states.h"
#include "client/review/columnformat.h"

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace client::review {

// What the columns keep of one line. Texts live in the LineTexts that the line was read with.
struct EventLine
{
    std::uint64_t offset = 0;
    LineKind kind = LineKind::Empty;
    std::uint8_t flags = 0;
    std::uint8_t status = 0;    // 0, or ShownStatus + 1
    std::uint8_t state = 0;     // 0, or BetState + 1
    std::uint8_t operation = 0; // 0, or OperationState + 1
    bool hasAt = false;
    std::int64_t at = 0;
    std::int64_t seq = 0;
    std::int64_t stakeMinor = 0;
    std::int64_t payoutMinor = 0;
    std::int64_t created = 0;
    std::int64_t version = 0;
    std::int64_t attempt = 0;
    std::int64_t http = 0;
    std::array<std::string_view, dictionaryCount> texts;
    std::array<std::uint64_t, dictionaryCount> hashes{}; // foldedHash() of each text that is not empty
};

// Memory for texts that lives as long as the lines read with it.
class LineTexts
{
public:
    std::string_view keep(std::string_view text);
    // What was kept is gone; its memory is for what is kept next.
    void clear();

private:
    static constexpr std::size_t blockBytes = 256 * 1024;

    std::vector<std::unique_ptr<char[]>> m_blocks; // m_used of them are full or begun
    std::size_t m_used = 0;
    std::deque<std::string> m_large; // those that no block holds
    char* m_free = nullptr;
    std::size_t m_left = 0;
};

// Reads lines of JSON with simdjson. A member of an unexpected type counts as absent, and of a member that stands twice
// the last counts, as jq and SQLite have it. One thread each.
class LineReader
{
public:
    LineReader();
    ~LineReader();

    // `line` without its line feed. `readable` is how many bytes from its start on may be read, which is more than the
    // line in the middle of a text.
    EventLine read(std::string_view line, std::size_t readable, LineTexts& texts);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace client::review
