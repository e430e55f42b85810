// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

// RFC 4180, for files that people open in a spreadsheet.
namespace client::contract {

// One cell, quoted if it has to be. What a spreadsheet would take for a formula gets an apostrophe in front; a plain
// number does not, whatever its sign.
std::string csvCell(std::string_view text);

// Somebody else's CSV, cell by cell through csvCell(), in stretches that may end anywhere.
class CsvDefuser
{
public:
    // What is certain so far.
    std::string feed(std::string_view text);
    // The rest: a last line without an end.
    std::string finish();

private:
    enum class State { CellStart, Plain, Quoted, QuoteInQuoted };

    void endCell(std::string& out, std::string_view after);

    State m_state = State::CellStart;
    bool m_lineOpen = false;
    bool m_afterReturn = false;
    std::string m_cell;
};

} // namespace client::contract
