// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace client::contract::json {

namespace {

constexpr std::size_t errorsMax = 32;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

// nlohmann's lexer turns numbers into doubles and refuses those that do not fit, and it gives no text of integers. So
// every number goes to it as a 0 of the same length, and the handler takes the texts, in the order of their appearance.
std::string withoutNumbers(std::string_view text, std::vector<std::string_view>& numbers)
{
    std::string plain(text);
    bool inString = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (inString) {
            if (c == '\\')
                ++at;
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '-' || isDigit(c)) {
            const std::size_t end = std::min(text.find_first_not_of("0123456789+-.eE", at), text.size());
            const std::string_view number = text.substr(at, end - at);
            if (isNumber(number)) {
                numbers.push_back(number);
                plain[at] = '0';
                std::fill(plain.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                          plain.begin() + static_cast<std::ptrdiff_t>(end), ' ');
            }
            at = end - 1;
        }
    }
    return plain;
}

bool hasDuplicateKeys(const Value& object)
{
    std::vector<std::string_view> keys;
    keys.reserve(object.members.size());
    for (const auto& [key, value] : object.members)
        keys.emplace_back(key);
    std::sort(keys.begin(), keys.end());
    return std::adjacent_find(keys.begin(), keys.end()) != keys.end();
}

class Builder
{
public:
    Builder(const Limits& limits, const std::vector<std::string_view>& numbers) : m_limits(limits), m_numbers(numbers)
    {
    }

    Value root;
    Error error{ErrorKind::Malformed, "the text is not valid JSON"};

    bool null() { return add(Kind::Null) != nullptr; }
    bool boolean(bool value)
    {
        Value* const added = add(Kind::Bool);
        if (added)
            added->boolean = value;
        return added != nullptr;
    }
    bool number_integer(std::int64_t) { return number(); }
    bool number_unsigned(std::uint64_t) { return number(); }
    bool number_float(double, const std::string&) { return number(); }
    bool string(std::string& value)
    {
        Value* const added = add(Kind::String);
        if (added)
            added->text = std::move(value);
        return added != nullptr;
    }
    bool binary(nlohmann::json::binary_t&) { return false; }
    bool start_object(std::size_t) { return open(Kind::Object); }
    bool start_array(std::size_t) { return open(Kind::Array); }
    bool key(std::string& key)
    {
        m_key = std::move(key);
        return true;
    }
    bool end_object()
    {
        if (hasDuplicateKeys(*m_open.back()))
            return refuse(ErrorKind::Malformed, "an object has two members of the same name");
        m_open.pop_back();
        return true;
    }
    bool end_array()
    {
        m_open.pop_back();
        return true;
    }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception&)
    {
        return refuse(ErrorKind::Malformed, "the text is not valid JSON, at byte " + std::to_string(position));
    }

private:
    bool refuse(ErrorKind kind, std::string detail)
    {
        error = {kind, std::move(detail)};
        return false;
    }
    Value* add(Kind kind)
    {
        if (++m_values > m_limits.valuesMax) {
            refuse(ErrorKind::TooLarge, "the JSON text has too many values");
            return nullptr;
        }
        Value* added = &root;
        if (!m_open.empty()) {
            Value& parent = *m_open.back();
            added = parent.kind == Kind::Array ? &parent.items.emplace_back()
                                               : &parent.members.emplace_back(std::move(m_key), Value{}).second;
        }
        added->kind = kind;
        return added;
    }
    bool number()
    {
        // The library reads "1-2" as a 1 and fails after it; no number stands there for us.
        if (m_nextNumber == m_numbers.size())
            return refuse(ErrorKind::Malformed, "the text is not valid JSON");
        Value* const added = add(Kind::Number);
        if (added)
            added->text = m_numbers[m_nextNumber++];
        return added != nullptr;
    }
    bool open(Kind kind)
    {
        if (m_open.size() >= static_cast<std::size_t>(m_limits.depthMax))
            return refuse(ErrorKind::Malformed, "the JSON text is nested too deep");
        Value* const added = add(kind);
        if (added)
            m_open.push_back(added);
        return added != nullptr;
    }

    const Limits& m_limits;
    const std::vector<std::string_view>& m_numbers;
    std::size_t m_nextNumber = 0;
    std::size_t m_values = 0;
    std::vector<Value*> m_open; // only the last value of each container is open, so growing vectors move none of these
    std::string m_key;
};

std::string escapedPointer(std::string_view key)
{
    std::string escaped;
    for (const char c : key) {
        if (c == '~')
            escaped += "~0";
        else if (c == '/')
            escaped += "~1";
        else
            escaped += c;
    }
    return escaped;
}

bool digitsAt(std::string_view text, std::size_t at, std::size_t count, int& value)
{
    if (text.size() < at + count)
        return false;
    value = 0;
    for (std::size_t i = at; i < at + count; ++i) {
        if (!isDigit(text[i]))
            return false;
        value = value * 10 + (text[i] - '0');
    }
    return true;
}

} // namespace

Value::Value() = default;
Value::~Value() = default;
Value::Value(const Value& other) = default;
Value::Value(Value&& other) noexcept = default;
Value& Value::operator=(const Value& other) = default;
Value& Value::operator=(Value&& other) noexcept = default;

const Value* Value::find(std::string_view key) const
{
    for (const auto& [name, value] : members) {
        if (name == key)
            return &value;
    }
    return nullptr;
}

Result<Value> parse(std::string_view text, const Limits& limits)
{
    if (text.size() > limits.bytesMax)
        return fail(ErrorKind::TooLarge, "the JSON text has more than " + std::to_string(limits.bytesMax) + " bytes");
    // The library takes a NUL byte for the end and skips a byte order mark; RFC 8259 knows neither.
    if (text.find('\0') != std::string_view::npos || text.substr(0, 3) == "\xEF\xBB\xBF")
        return fail(ErrorKind::Malformed, "the text is not valid JSON");
    std::vector<std::string_view> numbers;
    const std::string plain = withoutNumbers(text, numbers);
    Builder builder(limits, numbers);
    if (!nlohmann::json::sax_parse(plain.begin(), plain.end(), &builder))
        return tl::make_unexpected(builder.error);
    return std::move(builder.root);
}

bool isNumber(std::string_view text)
{
    std::size_t at = 0;
    const auto digits = [&] {
        const std::size_t start = at;
        while (at < text.size() && isDigit(text[at]))
            ++at;
        return at > start;
    };
    const auto takes = [&](std::string_view any) {
        if (at >= text.size() || any.find(text[at]) == std::string_view::npos)
            return false;
        ++at;
        return true;
    };
    takes("-");
    if (!takes("0") && !digits())
        return false;
    if (takes(".") && !digits())
        return false;
    if (takes("eE")) {
        takes("+-");
        if (!digits())
            return false;
    }
    return at == text.size();
}

std::size_t length(std::string_view text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

Reader::Reader(const Value& object, std::string pointer) : m_object(object), m_pointer(std::move(pointer))
{
    if (object.kind != Kind::Object)
        m_errors.push_back({ErrorKind::Invalid, "an object is expected", m_pointer});
}

const Value* Reader::member(std::string_view key, Kind kind, const char* wanted, bool required)
{
    if (m_object.kind != Kind::Object)
        return nullptr;
    const Value* const value = m_object.find(key);
    if (!value || (value->kind == Kind::Null && !required)) {
        if (required)
            refuse(ErrorKind::Invalid, std::string(key) + " is missing", key);
        return nullptr;
    }
    if (value->kind != kind) {
        refuse(ErrorKind::Invalid, std::string(key) + " must be " + wanted, key);
        return nullptr;
    }
    return value;
}

std::string Reader::requiredString(std::string_view key, std::size_t charsMax)
{
    if (!member(key, Kind::String, "a string", true))
        return {};
    return optionalString(key, charsMax);
}

std::string Reader::optionalString(std::string_view key, std::size_t charsMax)
{
    const Value* const value = member(key, Kind::String, "a string", false);
    if (!value)
        return {};
    if (length(value->text) > charsMax) {
        refuse(ErrorKind::Invalid, std::string(key) + " has more than " + std::to_string(charsMax) + " characters",
               key);
        return {};
    }
    return value->text;
}

std::int64_t Reader::requiredInt(std::string_view key)
{
    if (!member(key, Kind::Number, "an integer", true))
        return 0;
    return optionalInt(key);
}

std::int64_t Reader::optionalInt(std::string_view key, std::int64_t otherwise)
{
    const Value* const value = member(key, Kind::Number, "an integer", false);
    if (!value)
        return otherwise;
    std::int64_t number = 0;
    const char* const end = value->text.data() + value->text.size();
    const auto read = std::from_chars(value->text.data(), end, number);
    if (read.ec != std::errc() || read.ptr != end) {
        refuse(ErrorKind::Invalid, std::string(key) + " must be an integer of 64 bits", key);
        return otherwise;
    }
    return number;
}

bool Reader::optionalBool(std::string_view key, bool otherwise)
{
    const Value* const value = member(key, Kind::Bool, "true or false", false);
    return value ? value->boolean : otherwise;
}

std::string Reader::optionalNumberText(std::string_view key)
{
    const Value* const value = member(key, Kind::Number, "a number", false);
    return value ? value->text : std::string();
}

std::string Reader::requiredNumberText(std::string_view key)
{
    const Value* const value = member(key, Kind::Number, "a number", true);
    return value ? value->text : std::string();
}

const Value* Reader::optionalObject(std::string_view key)
{
    return member(key, Kind::Object, "an object", false);
}

const Value* Reader::optionalArray(std::string_view key)
{
    return member(key, Kind::Array, "an array", false);
}

bool Reader::has(std::string_view key) const
{
    const Value* const value = m_object.find(key);
    return value && value->kind != Kind::Null;
}

std::string Reader::pointerTo(std::string_view key) const
{
    return m_pointer + "/" + escapedPointer(key);
}

void Reader::refuse(ErrorKind kind, std::string detail, std::string_view key)
{
    if (m_errors.size() < errorsMax)
        m_errors.push_back({kind, std::move(detail), pointerTo(key)});
}

std::string dump(const nlohmann::ordered_json& value)
{
    return value.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string timeText(std::int64_t utcMs)
{
    using namespace std::chrono;
    // The years that RFC 3339 can write.
    const milliseconds since(std::clamp<std::int64_t>(utcMs, -62'167'219'200'000, 253'402'300'799'999));
    const auto day = floor<days>(sys_time<milliseconds>(since));
    const year_month_day date(day);
    const hh_mm_ss time(sys_time<milliseconds>(since) - day);
    char text[40];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()), static_cast<int>(time.subseconds().count()));
    return text;
}

Result<std::int64_t> parseTime(std::string_view text)
{
    using namespace std::chrono;
    const auto bad = [] { return fail(ErrorKind::Invalid, "the time is not an RFC 3339 date and time"); };
    int yearNumber = 0, monthNumber = 0, dayNumber = 0, hour = 0, minute = 0, second = 0;
    const bool shaped = digitsAt(text, 0, 4, yearNumber) && text.substr(4, 1) == "-" &&
                        digitsAt(text, 5, 2, monthNumber) && text.substr(7, 1) == "-" &&
                        digitsAt(text, 8, 2, dayNumber) && text.substr(10, 1) == "T" && digitsAt(text, 11, 2, hour) &&
                        text.substr(13, 1) == ":" && digitsAt(text, 14, 2, minute) && text.substr(16, 1) == ":" &&
                        digitsAt(text, 17, 2, second);
    const year_month_day date(year(yearNumber), month(static_cast<unsigned>(monthNumber)),
                              day(static_cast<unsigned>(dayNumber)));
    if (!shaped || !date.ok() || hour > 23 || minute > 59 || second > 59)
        return bad();

    std::size_t at = 19;
    std::int64_t ms = 0;
    if (text.substr(at, 1) == ".") {
        const std::size_t start = ++at;
        for (int weight = 100; at < text.size() && isDigit(text[at]); ++at, weight /= 10)
            ms += (text[at] - '0') * weight;
        if (at == start || at - start > 9)
            return bad();
    }
    int offsetMinutes = 0;
    const std::string_view zone = text.substr(at);
    if (zone != "Z") {
        int offsetHour = 0, offsetMinute = 0;
        if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':' ||
            !digitsAt(zone, 1, 2, offsetHour) || !digitsAt(zone, 4, 2, offsetMinute) || offsetHour > 23 ||
            offsetMinute > 59)
            return bad();
        offsetMinutes = (offsetHour * 60 + offsetMinute) * (zone[0] == '+' ? 1 : -1);
    }
    const sys_days midnight(date);
    const auto moment = midnight + hours(hour) + minutes(minute - offsetMinutes) + seconds(second) + milliseconds(ms);
    return duration_cast<milliseconds>(moment.time_since_epoch()).count();
}

} // namespace client::contract::json
