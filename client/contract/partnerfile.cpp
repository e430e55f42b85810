// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/partnerfile.h"

#include "client/contract/json.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace client::contract {

namespace {

// Enough to see a byte order mark and the first character.
constexpr std::size_t recogniseBytes = 4;
constexpr std::string_view byteOrderMark = "\xef\xbb\xbf";
constexpr std::string_view separators = ",;\t|";

constexpr std::array<std::pair<std::string_view, std::size_t>, 15> columnNames{{
    {"betid", 0},
    {"bet", 0},
    {"id", 0},
    {"state", 1},
    {"status", 1},
    {"amount", 2},
    {"stake", 2},
    {"currency", 3},
    {"currencycode", 3},
    {"payout", 4},
    {"win", 4},
    {"winamount", 4},
    {"refunded", 5},
    {"refund", 5},
    {"refundedamount", 5},
}};

constexpr std::array<std::pair<std::string_view, PartnerState>, 18> stateNames{{
    {"held", PartnerState::Held},
    {"blocked", PartnerState::Held},
    {"open", PartnerState::Held},
    {"won", PartnerState::Won},
    {"win", PartnerState::Won},
    {"lost", PartnerState::Lost},
    {"lose", PartnerState::Lost},
    {"loss", PartnerState::Lost},
    {"refunded", PartnerState::Refunded},
    {"refund", PartnerState::Refunded},
    {"void", PartnerState::Refunded},
    {"voided", PartnerState::Refunded},
    {"cancelled", PartnerState::Refunded},
    {"canceled", PartnerState::Refunded},
    {"rejected", PartnerState::Rejected},
    {"declined", PartnerState::Rejected},
    {"expired", PartnerState::Expired},
    {"timeout", PartnerState::Expired},
}};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

// Lower case, nothing but letters and digits.
std::string plainName(std::string_view text)
{
    std::string plain;
    for (const char c : text) {
        if (c >= 'A' && c <= 'Z')
            plain += static_cast<char>(c - 'A' + 'a');
        else if ((c >= 'a' && c <= 'z') || isDigit(c))
            plain += c;
    }
    return plain;
}

std::string trimmed(std::string_view text)
{
    const auto from = text.find_first_not_of(" \t");
    return from == std::string_view::npos ? std::string()
                                          : std::string(text.substr(from, text.find_last_not_of(" \t") - from + 1));
}

// Groups of three digits, the first of one to three: "1.234.567".
bool isGrouped(std::string_view digits, char mark)
{
    std::size_t run = 0;
    bool first = true;
    for (const char c : digits) {
        if (c != mark) {
            ++run;
            continue;
        }
        if (first ? run < 1 || run > 3 : run != 3)
            return false;
        first = false;
        run = 0;
    }
    return run == 3 && !first;
}

// "1.234,56" and "1234,5" as "1234.56" and "1234.5". A single mark is always that of the decimals: where it was meant
// for thousands, there are more decimals than the currency has, and the amount is refused.
std::optional<std::string> plainAmount(std::string_view text)
{
    const auto marks =
        static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return !isDigit(c); }));
    const std::size_t last = text.find_last_of(".,");
    if (text.empty() || !isDigit(text.front()) || !isDigit(text.back()))
        return std::nullopt;
    if (marks == 0)
        return std::string(text);
    if (last == std::string_view::npos)
        return std::nullopt;
    const char decimal = text[last];
    const char group = decimal == '.' ? ',' : '.';
    const bool onlyGroups = marks > 1 && isGrouped(text, decimal);
    const std::string_view whole = onlyGroups ? text : text.substr(0, last);
    const char wholeGroup = onlyGroups ? decimal : group;
    if (marks > 1 && !isGrouped(whole, wholeGroup))
        return std::nullopt;
    std::string plain;
    for (const char c : whole) {
        if (c == wholeGroup)
            continue;
        if (!isDigit(c))
            return std::nullopt;
        plain += c;
    }
    if (!onlyGroups)
        plain += "." + std::string(text.substr(last + 1));
    return plain;
}

Result<std::int64_t> amountIn(const std::string& text, const Currency& currency)
{
    const auto plain = plainAmount(text);
    if (!plain)
        return fail(ErrorKind::Invalid, "\"" + text.substr(0, 40) + "\" is no amount");
    const auto read = parseMoney(*plain, currency.code);
    if (!read)
        return fail(read.error().kind, "\"" + text.substr(0, 40) + "\": " + read.error().detail);
    return read->minor;
}

// A quote means something only where a cell begins, or right after the one that ends it.
std::vector<std::string> cellsOf(std::string_view record, char separator)
{
    std::vector<std::string> cells(1);
    bool quoted = false;
    bool closed = false;
    for (std::size_t i = 0; i < record.size(); ++i) {
        const char c = record[i];
        if (quoted) {
            closed = c == '"';
            quoted = !closed;
            if (quoted)
                cells.back() += c;
            continue;
        }
        const bool starts = i == 0 || record[i - 1] == separator;
        quoted = c == '"' && (closed || starts);
        if (quoted && closed)
            cells.back() += c;
        closed = false;
        if (quoted)
            continue;
        if (c == separator)
            cells.emplace_back();
        else
            cells.back() += c;
    }
    return cells;
}

// But for a byte order mark.
bool isBlank(std::string_view text)
{
    if (text.starts_with(byteOrderMark))
        text.remove_prefix(byteOrderMark.size());
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

char separatorOf(std::string_view header)
{
    char best = ',';
    std::ptrdiff_t most = 0;
    for (const char candidate : separators) {
        const auto count = std::count(header.begin(), header.end(), candidate);
        if (count > most) {
            most = count;
            best = candidate;
        }
    }
    return best;
}

} // namespace

PartnerFile::PartnerFile(std::optional<Currency> currency) : m_currency(std::move(currency)) {}

std::optional<std::size_t> PartnerFile::columnOf(std::string_view name)
{
    const std::string plain = plainName(name);
    for (const auto& [known, column] : columnNames) {
        if (known == plain)
            return column;
    }
    return std::nullopt;
}

void PartnerFile::mistake(std::string detail)
{
    ++m_mistakeCount;
    if (m_mistakes.size() < mistakesKept)
        m_mistakes.push_back({m_recordLine, std::move(detail)});
}

void PartnerFile::feed(std::string_view text)
{
    if (m_format == Format::Unknown) {
        m_record += text;
        if (m_record.size() < recogniseBytes || (isBlank(m_record) && m_record.size() < recordBytesMax))
            return;
        recognise();
        return;
    }
    for (const char c : text)
        take(c);
}

void PartnerFile::recognise()
{
    const std::string start = std::exchange(m_record, {});
    std::string_view text = start;
    if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")) {
        m_format = Format::Useless;
        mistake("The file is UTF-16. Save it as UTF-8.");
        return;
    }
    if (text.starts_with("PK\x03\x04")) {
        m_format = Format::Useless;
        mistake("The file is a spreadsheet or an archive. Save it as CSV.");
        return;
    }
    if (text.starts_with(byteOrderMark))
        text.remove_prefix(byteOrderMark.size());
    const auto first = text.find_first_not_of(" \t\r\n");
    const bool json = first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
    m_format = json ? Format::Json : Format::Csv;
    for (const char c : text)
        take(c);
}

void PartnerFile::take(char c)
{
    if (m_format == Format::Csv)
        takeCsv(c);
    else if (m_format == Format::Json)
        takeJson(c);
    if (c == '\n')
        ++m_line;
}

void PartnerFile::finish()
{
    if (m_format == Format::Unknown)
        recognise();
    if (m_format == Format::Csv && m_quoted && !m_skipping)
        mistake("A quoted cell does not end.");
    else if (m_format == Format::Csv && !m_record.empty())
        endCsvRecord();
    if (m_format == Format::Csv && !m_headerRead)
        mistake("The file has no line with the names of its columns.");
    if (m_format == Format::Json && m_depth > 0 && !m_skipping)
        mistake("The file ends inside a bet.");
    m_record.clear();
}

std::vector<PartnerLine> PartnerFile::takeLines()
{
    return std::exchange(m_read, {});
}

void PartnerFile::tooLong(const char* what)
{
    mistake(std::string(what) + " is longer than 64 KiB.");
    m_record.clear();
    m_skipping = true;
}

bool PartnerFile::startsCell() const
{
    if (m_record.empty())
        return true;
    return m_headerRead ? m_record.back() == m_separator : separators.find(m_record.back()) != std::string_view::npos;
}

void PartnerFile::takeCsv(char c)
{
    if (m_skipping) {
        if (c != '\n')
            return;
        // What is quoted here nobody knows: from the next line on it is read anew.
        m_skipping = false;
        m_quoted = false;
        m_closed = false;
        return;
    }
    if (m_record.empty())
        m_recordLine = m_line;
    if (m_quoted) {
        m_closed = c == '"';
        m_quoted = !m_closed;
    } else {
        m_quoted = c == '"' && (m_closed || startsCell());
        m_closed = false;
    }
    if (c == '\n' && !m_quoted) {
        endCsvRecord();
        return;
    }
    m_record += c;
    if (m_record.size() > recordBytesMax)
        tooLong(m_quoted ? "A quoted cell" : "A line");
}

void PartnerFile::endCsvRecord()
{
    std::string record = std::exchange(m_record, {});
    if (!record.empty() && record.back() == '\r')
        record.pop_back();
    if (record.find_first_not_of(" \t\r") == std::string::npos || m_format == Format::Useless)
        return;
    if (!m_headerRead)
        m_separator = separatorOf(record);
    const std::vector<std::string> cells = cellsOf(record, m_separator);
    if (!m_headerRead) {
        readHeader(cells);
        return;
    }
    if (cells.size() != m_width) {
        mistake("There are " + std::to_string(cells.size()) + " cells instead of " + std::to_string(m_width) + ".");
        return;
    }
    Cells named;
    for (std::size_t column = 0; column < columns; ++column) {
        if (m_places.at(column))
            named.at(column) = trimmed(cells[*m_places.at(column)]);
    }
    readCells(named);
}

void PartnerFile::readHeader(const std::vector<std::string>& names)
{
    m_headerRead = true;
    m_width = names.size();
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto column = columnOf(names[i]);
        if (!column)
            continue;
        if (m_places.at(*column))
            mistake("Two columns are called like " + trimmed(names[i]).substr(0, 40) + ".");
        m_places.at(*column) = i;
    }
    if (!m_places[Bet])
        mistake("There is no column bet_id.");
    if (!m_places[State])
        mistake("There is no column state.");
    if (!m_places[Amount])
        mistake("There is no column amount.");
    if (!m_places[CurrencyCode] && !m_currency)
        mistake("There is no column currency.");
    if (m_mistakeCount > 0)
        m_format = Format::Useless;
}

void PartnerFile::takeJson(char c)
{
    const bool inside = m_depth > 0;
    if (m_escaped) {
        m_escaped = false;
    } else if (m_quoted) {
        m_escaped = c == '\\';
        m_quoted = c != '"';
    } else if (c == '"' && inside) {
        m_quoted = true;
    } else if (c == '{') {
        if (m_depth++ == 0)
            m_recordLine = m_line;
    } else if (c == '}' && inside) {
        --m_depth;
    } else if (!inside && std::string_view(" \t\r\n,[]").find(c) == std::string_view::npos) {
        m_recordLine = m_line;
        mistake("Here should be a bet in braces.");
        m_format = Format::Useless;
        return;
    }
    if (m_depth == 0 && !inside)
        return;
    if (!m_skipping) {
        m_record += c;
        if (m_record.size() > recordBytesMax)
            tooLong("A bet");
    }
    if (m_depth == 0) {
        if (!std::exchange(m_skipping, false))
            endJsonRecord();
        m_record.clear();
    }
}

void PartnerFile::endJsonRecord()
{
    const auto value = json::parse(m_record);
    if (!value) {
        mistake("This is no JSON: " + value.error().detail + ".");
        return;
    }
    Cells named;
    for (const auto& [key, member] : value->members) {
        const auto column = columnOf(key);
        if (!column || member.kind == json::Kind::Null)
            continue;
        if (member.kind != json::Kind::String && member.kind != json::Kind::Number) {
            mistake(key.substr(0, 40) + " is neither a text nor a number.");
            return;
        }
        if (named.at(*column)) {
            mistake("Two members are called like " + key.substr(0, 40) + ".");
            return;
        }
        named.at(*column) = trimmed(member.text);
    }
    readCells(named);
}

void PartnerFile::readCells(const Cells& cells)
{
    PartnerLine line;
    auto bet = BetId::parse(cells[Bet].value_or(""));
    if (!bet)
        return mistake("bet_id: " + bet.error().detail + ".");
    line.bet = *std::move(bet);
    const std::string state = plainName(cells[State].value_or(""));
    const auto known =
        std::find_if(stateNames.begin(), stateNames.end(), [&state](const auto& name) { return name.first == state; });
    if (known == stateNames.end())
        return mistake("state: \"" + cells[State].value_or("").substr(0, 40) + "\" is not known.");
    line.state = known->second;
    const bool named = cells[CurrencyCode] && !cells[CurrencyCode]->empty();
    const auto currency = named        ? Currency::parse(*cells[CurrencyCode])
                          : m_currency ? Result<Currency>(*m_currency)
                                       : fail(ErrorKind::Invalid, "it is missing");
    if (!currency)
        return mistake("currency: " + currency.error().detail + ".");
    const auto stake = amountIn(cells[Amount].value_or(""), *currency);
    if (!stake)
        return mistake("amount: " + stake.error().detail + ".");
    line.stake = {*stake, *currency};
    for (const auto& [column, name, into] :
         {std::tuple(Payout, "payout: ", &line.payoutMinor), std::tuple(Refunded, "refunded: ", &line.refundedMinor)}) {
        if (!cells.at(column) || cells.at(column)->empty())
            continue;
        const auto amount = amountIn(*cells.at(column), *currency);
        if (!amount)
            return mistake(name + amount.error().detail + ".");
        *into = *amount;
    }
    m_read.push_back(std::move(line));
    ++m_lines;
}

} // namespace client::contract
