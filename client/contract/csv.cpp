// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/csv.h"

#include <algorithm>

namespace client::contract {

namespace {

bool isPlainNumber(std::string_view text)
{
    if (!text.empty() && (text.front() == '-' || text.front() == '+'))
        text.remove_prefix(1);
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    return !text.empty() && isDigit(text.front()) && isDigit(text.back()) &&
           std::all_of(text.begin(), text.end(), [&](char c) { return isDigit(c) || c == '.'; }) &&
           std::count(text.begin(), text.end(), '.') <= 1;
}

} // namespace

std::string csvCell(std::string_view text)
{
    std::string cell(text);
    constexpr std::string_view formulaStarts = "=+-@\t\r";
    if (!cell.empty() && formulaStarts.find(cell.front()) != std::string_view::npos && !isPlainNumber(cell))
        cell.insert(cell.begin(), '\'');
    // A semicolon parts cells where the decimal mark is a comma.
    if (cell.find_first_of(",;\"\r\n") == std::string::npos)
        return cell;
    std::string quoted = "\"";
    for (const char c : cell) {
        quoted += c;
        if (c == '"')
            quoted += c;
    }
    return quoted + '"';
}

void CsvDefuser::endCell(std::string& out, std::string_view after)
{
    out += csvCell(m_cell);
    out += after;
    m_cell.clear();
    m_state = State::CellStart;
    m_lineOpen = after == ",";
}

std::string CsvDefuser::feed(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        const bool endsReturn = m_afterReturn && c == '\n';
        m_afterReturn = false;
        if (endsReturn)
            continue;
        if (m_state == State::Quoted) {
            if (c == '"')
                m_state = State::QuoteInQuoted;
            else
                m_cell += c;
            continue;
        }
        if (c == ',') {
            endCell(out, ",");
        } else if (c == '\n' || c == '\r') {
            endCell(out, "\n");
            m_afterReturn = c == '\r';
        } else if (c == '"' && m_state != State::Plain) {
            // A second quote right after the first is one quote of the text.
            if (m_state == State::QuoteInQuoted)
                m_cell += c;
            m_state = State::Quoted;
            m_lineOpen = true;
        } else {
            m_cell += c;
            m_state = State::Plain;
            m_lineOpen = true;
        }
    }
    return out;
}

std::string CsvDefuser::finish()
{
    std::string out;
    if (m_lineOpen)
        endCell(out, "\n");
    m_lineOpen = false;
    m_afterReturn = false;
    return out;
}

} // namespace client::contract
