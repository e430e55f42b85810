// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/eventline.h"

#include "client/contract/json.h"
#include "client/review/dictionary.h"

#include <simdjson.h>

#include <algorithm>
#include <cstring>
#include <string>

namespace client::review {

namespace {

using simdjson::dom::element;
using simdjson::dom::object;

// What betd writes in its log, service/http/log.h.
constexpr std::string_view logTime = "@timestamp";

std::size_t placeOf(Dictionary dictionary)
{
    return static_cast<std::size_t>(dictionary);
}

bool isBlank(std::string_view line)
{
    return std::all_of(line.begin(), line.end(), [](char c) { return c == ' ' || c == '\t' || c == '\r'; });
}

// With a name that the compiler knows this is a few instructions, where == calls memcmp.
inline bool is(std::string_view key, std::string_view name)
{
    return key.size() == name.size() && std::memcmp(key.data(), name.data(), name.size()) == 0;
}

std::string_view textOf(const element& value)
{
    std::string_view text;
    return value.get_string().get(text) == simdjson::SUCCESS ? text : std::string_view();
}

std::optional<std::int64_t> intOf(const element& value)
{
    std::int64_t number = 0;
    if (value.get_int64().get(number) != simdjson::SUCCESS)
        return std::nullopt;
    return number;
}

// As the wire's decoders have it; 0 for all else.
std::int64_t smallOf(const element& value)
{
    const std::int64_t number = intOf(value).value_or(0);
    return number > 0 && number <= 1'000'000 ? number : 0;
}

bool digits(const char* text, int count, std::int64_t& number)
{
    number = 0;
    for (int i = 0; i < count; ++i) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        number = number * 10 + (text[i] - '0');
    }
    return true;
}

// Times of a log are mostly of one day: only the first of a day is read in full.
class Times
{
public:
    std::optional<std::int64_t> read(std::string_view text)
    {
        std::int64_t hour = 0, minute = 0, second = 0, ms = 0;
        const bool common = text.size() == 24 && text[23] == 'Z' && text[10] == 'T' && text[13] == ':' &&
                            text[16] == ':' && text[19] == '.' && std::memcmp(m_day, text.data(), sizeof m_day) == 0 &&
                            digits(text.data() + 11, 2, hour) && digits(text.data() + 14, 2, minute) &&
                            digits(text.data() + 17, 2, second) && digits(text.data() + 20, 3, ms) && hour < 24 &&
                            minute < 60 && second < 60;
        if (common)
            return m_midnight + ((hour * 60 + minute) * 60 + second) * 1'000 + ms;
        const auto read = contract::json::parseTime(text);
        if (!read)
            return std::nullopt;
        if (text.size() == 24 && text[23] == 'Z') {
            std::memcpy(m_day, text.data(), sizeof m_day);
            m_midnight = *contract::json::parseTime(std::string(text.substr(0, 10)) + "T00:00:00Z");
        }
        return *read;
    }

private:
    char m_day[10] = {};
    std::int64_t m_midnight = 0;
};

// {"amount":"25.00","currency":"EUR"}
struct Amount
{
    std::int64_t minor = 0;
    std::string_view currency;
};

class Amounts
{
public:
    std::optional<Amount> read(const element& value)
    {
        object money;
        if (value.get_object().get(money) != simdjson::SUCCESS)
            return std::nullopt;
        std::string_view amount;
        Amount made;
        for (const auto& field : money) {
            if (is(field.key, "amount"))
                amount = textOf(field.value);
            else if (is(field.key, "currency"))
                made.currency = textOf(field.value);
        }
        if (const auto minor = minorOf(amount, made.currency)) {
            made.minor = *minor;
            return made;
        }
        return std::nullopt;
    }

private:
    std::optional<std::int64_t> minorOf(std::string_view amount, std::string_view currency)
    {
        // Nearly every amount is of a few currencies with two decimals; all else takes the long way.
        const std::size_t dot = amount.size() < 3 ? 0 : amount.size() - 3;
        std::int64_t whole = 0, cents = 0;
        const bool shaped = dot == 1 || (dot > 1 && dot <= 12 && amount[0] != '0');
        if (shaped && isKnown(currency) && amount[dot] == '.' && digits(amount.data(), static_cast<int>(dot), whole) &&
            digits(amount.data() + dot + 1, 2, cents))
            return whole * 100 + cents;
        const auto money = contract::parseMoney(amount, currency);
        if (!money)
            return std::nullopt;
        if (money->currency.exponent == 2 && !isKnown(currency) && m_known.size() < knownMost)
            m_known.push_back({currency[0], currency[1], currency[2]});
        return money->minor;
    }

    bool isKnown(std::string_view currency) const
    {
        return currency.size() == codeBytes && std::any_of(m_known.begin(), m_known.end(), [&](const auto& code) {
                   return std::memcmp(code.data(), currency.data(), codeBytes) == 0;
               });
    }

    static constexpr std::size_t codeBytes = 3;
    static constexpr std::size_t knownMost = 8;
    std::vector<std::array<char, codeBytes>> m_known;
};

} // namespace

std::string_view LineTexts::keep(std::string_view text)
{
    if (text.size() > blockBytes) {
        m_large.emplace_back(text);
        return m_large.back();
    }
    if (text.size() > m_left) {
        if (m_used == m_blocks.size())
            m_blocks.push_back(std::make_unique_for_overwrite<char[]>(blockBytes));
        m_free = m_blocks[m_used++].get();
        m_left = blockBytes;
    }
    std::memcpy(m_free, text.data(), text.size());
    const std::string_view kept(m_free, text.size());
    m_free += text.size();
    m_left -= text.size();
    return kept;
}

void LineTexts::clear()
{
    m_large.clear();
    m_used = 0;
    m_left = 0;
}

struct LineReader::Impl
{
    simdjson::dom::parser parser{lineBytesMax + 1};
    std::string padded;
    Times times;
    Amounts amounts;
    std::optional<contract::OperationState> operation;
    std::optional<contract::BetState> bet;
    bool resettled = false;

    simdjson::error_code parse(std::string_view line, std::size_t readable, element& root);
    void readMembers(const object& event, EventLine& made, LineTexts& texts);
    void readRow(const object& row, EventLine& made, LineTexts& texts);
    void readOperation(const object& row, EventLine& made, LineTexts& texts);
    bool readLog(const object& log, EventLine& made, LineTexts& texts);
    static void keep(EventLine& made, Dictionary dictionary, std::string_view text, LineTexts& texts);
};

LineReader::LineReader() : m_impl(std::make_unique<Impl>()) {}

LineReader::~LineReader() = default;

simdjson::error_code LineReader::Impl::parse(std::string_view line, std::size_t readable, element& root)
{
    if (parser.max_depth() != depthMax) {
        if (const auto error = parser.allocate(lineBytesMax + 1, depthMax))
            return error;
    }
    if (readable >= line.size() + simdjson::SIMDJSON_PADDING)
        return parser.parse(line.data(), line.size(), false).get(root);
    padded.assign(line);
    padded.resize(line.size() + simdjson::SIMDJSON_PADDING);
    return parser.parse(padded.data(), line.size(), false).get(root);
}

void LineReader::Impl::keep(EventLine& made, Dictionary dictionary, std::string_view text, LineTexts& texts)
{
    made.texts[placeOf(dictionary)] = text.empty() ? std::string_view() : texts.keep(text);
}

void LineReader::Impl::readOperation(const object& row, EventLine& made, LineTexts& texts)
{
    made.flags |= HasOperation;
    operation.reset();
    made.attempt = made.http = 0;
    for (const auto& field : row) {
        if (is(field.key, "state"))
            operation = contract::operationStateFrom(textOf(field.value));
        else if (is(field.key, "attempt"))
            made.attempt = smallOf(field.value);
        else if (is(field.key, "http"))
            made.http = smallOf(field.value);
        else if (is(field.key, "error"))
            keep(made, Dictionary::Error, textOf(field.value), texts);
        else if (is(field.key, "error_class"))
            keep(made, Dictionary::ErrorClass, textOf(field.value), texts);
    }
}

void LineReader::Impl::readRow(const object& row, EventLine& made, LineTexts& texts)
{
    bool isOther = false; // a job or a group of failures, which may name a round
    for (const auto& field : row) {
        const std::string_view key = field.key;
        if (is(key, "partner_id")) {
            keep(made, Dictionary::Partner, textOf(field.value), texts);
        } else if (is(key, "bet_id")) {
            keep(made, Dictionary::Bet, textOf(field.value), texts);
            made.flags |= IsBetRow;
        } else if (is(key, "round_id")) {
            keep(made, Dictionary::Round, textOf(field.value), texts);
        } else if (is(key, "player_id")) {
            keep(made, Dictionary::Player, textOf(field.value), texts);
        } else if (is(key, "game_id")) {
            keep(made, Dictionary::Game, textOf(field.value), texts);
        } else if (is(key, "stake")) {
            made.flags &= static_cast<std::uint8_t>(~HasStake);
            if (const auto stake = amounts.read(field.value)) {
                made.flags |= HasStake;
                made.stakeMinor = stake->minor;
                keep(made, Dictionary::Currency, stake->currency, texts);
            }
        } else if (is(key, "payout")) {
            made.flags &= static_cast<std::uint8_t>(~HasPayout);
            if (const auto payout = amounts.read(field.value)) {
                made.flags |= HasPayout;
                made.payoutMinor = payout->minor;
            }
        } else if (is(key, "state")) {
            bet = contract::betStateFrom(textOf(field.value));
        } else if (is(key, "resettled")) {
            if (field.value.get_bool().get(resettled) != simdjson::SUCCESS)
                resettled = false;
        } else if (is(key, "version")) {
            made.version = intOf(field.value).value_or(0);
        } else if (is(key, "job_id") || is(key, "failure_id")) {
            isOther = true;
        } else if (is(key, "created_at")) {
            made.flags &= static_cast<std::uint8_t>(~HasCreated);
            if (const auto created = times.read(textOf(field.value))) {
                made.flags |= HasCreated;
                made.created = *created;
            }
        } else if (is(key, "operation")) {
            object inner;
            if (field.value.get_object().get(inner) == simdjson::SUCCESS)
                readOperation(inner, made, texts);
        }
    }
    if (isOther)
        made.version = 0;
}

// A line of betd's log, an event, or another object.
void LineReader::Impl::readMembers(const object& event, EventLine& made, LineTexts& texts)
{
    bool hasSeq = false;
    std::array<std::string_view, 3> envelope; // partner, bet, round: the row's own come before them
    object row;
    bool hasRow = false;
    bool mayBeLog = false;
    for (const auto& field : event) {
        const std::string_view key = field.key;
        if (is(key, "seq")) {
            const auto seq = intOf(field.value);
            hasSeq = seq.has_value();
            made.seq = seq.value_or(0);
        } else if (is(key, "at")) {
            const auto at = times.read(textOf(field.value));
            made.hasAt = at.has_value();
            made.at = at.value_or(0);
        } else if (is(key, "type")) {
            keep(made, Dictionary::Type, textOf(field.value), texts);
        } else if (is(key, "partner_id")) {
            envelope[0] = textOf(field.value);
        } else if (is(key, "bet_id")) {
            envelope[1] = textOf(field.value);
        } else if (is(key, "round_id")) {
            envelope[2] = textOf(field.value);
        } else if (is(key, "row")) {
            hasRow = field.value.get_object().get(row) == simdjson::SUCCESS;
        } else if (is(key, logTime)) {
            mayBeLog = true;
        }
    }
    if (EventLine log; mayBeLog && readLog(event, log, texts)) {
        made = log;
        return;
    }
    if (!hasSeq || !made.hasAt || made.texts[placeOf(Dictionary::Type)].empty()) {
        made = EventLine{};
        made.kind = LineKind::Foreign;
        return;
    }
    made.kind = LineKind::Event;
    operation.reset();
    bet.reset();
    resettled = false;
    if (hasRow)
        readRow(row, made, texts);
    constexpr std::array own{Dictionary::Partner, Dictionary::Bet, Dictionary::Round};
    for (std::size_t i = 0; i < own.size(); ++i) {
        if (made.texts[placeOf(own[i])].empty())
            keep(made, own[i], envelope[i], texts);
    }
    if ((made.flags & IsBetRow) != 0 && operation)
        made.operation = static_cast<std::uint8_t>(static_cast<int>(*operation) + 1);
    if ((made.flags & IsBetRow) != 0 && bet) {
        made.state = static_cast<std::uint8_t>(static_cast<int>(*bet) + 1);
        made.status =
            static_cast<std::uint8_t>(static_cast<int>(contract::shownStatus(*bet, operation, resettled)) + 1);
    }
}

bool LineReader::Impl::readLog(const object& log, EventLine& made, LineTexts& texts)
{
    bool isLog = false;
    for (const auto& field : log) {
        const std::string_view key = field.key;
        if (is(key, logTime)) {
            const auto at = times.read(textOf(field.value));
            isLog = made.hasAt = at.has_value();
            made.at = made.created = at.value_or(0);
        } else if (is(key, "log.level")) {
            const std::string_view level = textOf(field.value);
            keep(made, Dictionary::Type, level.empty() ? std::string() : "log." + std::string(level), texts);
        } else if (is(key, "http.response.status_code")) {
            made.http = smallOf(field.value);
        } else if (is(key, "error.code")) {
            keep(made, Dictionary::ErrorClass, textOf(field.value), texts);
        } else if (is(key, "error.message")) {
            keep(made, Dictionary::Error, textOf(field.value), texts);
        }
    }
    if (isLog) {
        made.kind = LineKind::Log;
        made.flags = HasCreated;
    }
    return isLog;
}

EventLine LineReader::read(std::string_view line, std::size_t readable, LineTexts& texts)
{
    EventLine made;
    if (line.size() > lineBytesMax) {
        made.kind = LineKind::TooLong;
        return made;
    }
    if (isBlank(line))
        return made;
    element root;
    object members;
    const simdjson::error_code error = m_impl->parse(line, readable, root);
    if (error == simdjson::DEPTH_ERROR)
        made.kind = LineKind::TooDeep;
    else if (error == simdjson::UTF8_ERROR)
        made.kind = LineKind::BadText;
    else if (error == simdjson::NUMBER_ERROR ? !contract::json::parse(line) : error != simdjson::SUCCESS)
        made.kind = LineKind::NotJson;
    else if (error != simdjson::SUCCESS || root.get_object().get(members) != simdjson::SUCCESS)
        made.kind = LineKind::Foreign; // JSON, but no object, or with a number that no column holds
    else
        m_impl->readMembers(members, made, texts);

    const auto has = [&](Dictionary dictionary) { return !made.texts[placeOf(dictionary)].empty(); };
    made.flags |=
        static_cast<std::uint8_t>((has(Dictionary::Bet) ? HasBet : 0) | (has(Dictionary::Round) ? HasRound : 0) |
                                  (has(Dictionary::Player) ? HasPlayer : 0));
    for (std::size_t i = 0; i < made.texts.size(); ++i) {
        if (!made.texts[i].empty())
            made.hashes[i] = foldedHash(made.texts[i]);
    }
    return made;
}

} // namespace client::review
