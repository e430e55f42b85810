// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/result.h"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace client::contract::json {

struct Limits
{
    std::size_t bytesMax = 1 << 20;
    int depthMax = 32;
    // A parsed value takes about a hundred bytes, so that 1 MiB of "0,0,0" would take 50.
    std::size_t valuesMax = 1 << 17;
};

enum class Kind { Null, Bool, Number, String, Array, Object };

// A parsed value that keeps the text of its numbers, because a DOM's double loses money.
class Value
{
public:
    // Defined apart, because clang 14 can not look into a pair of a type that is not complete.
    Value();
    ~Value();
    Value(const Value& other);
    Value(Value&& other) noexcept;
    Value& operator=(const Value& other);
    Value& operator=(Value&& other) noexcept;

    Kind kind = Kind::Null;
    bool boolean = false;
    std::string text; // of a String, or a Number as it was written
    std::vector<Value> items;
    std::vector<std::pair<std::string, Value>> members;

    // Null if absent or if this is no object.
    const Value* find(std::string_view key) const;
};

// Strict RFC 8259: one value, valid UTF-8, no duplicate keys, no deeper than depthMax. Malformed or TooLarge.
Result<Value> parse(std::string_view text, const Limits& limits = {});

// The grammar of RFC 8259 for one number, with nothing around it.
bool isNumber(std::string_view text);

// Code points of valid UTF-8.
std::size_t length(std::string_view text);

// Reads members of an object and collects the errors, so that decoders stay a list of fields.
class Reader
{
public:
    explicit Reader(const Value& object, std::string pointer = "");

    std::string requiredString(std::string_view key, std::size_t charsMax = 256);
    std::string optionalString(std::string_view key, std::size_t charsMax = 256);
    std::int64_t requiredInt(std::string_view key);
    std::int64_t optionalInt(std::string_view key, std::int64_t otherwise = 0);
    bool optionalBool(std::string_view key, bool otherwise = false);
    // Text of a JSON number, empty if absent; a string or anything else is an error.
    std::string optionalNumberText(std::string_view key);
    std::string requiredNumberText(std::string_view key);
    // Null if absent or null; an error if of another kind.
    const Value* optionalObject(std::string_view key);
    const Value* optionalArray(std::string_view key);
    bool has(std::string_view key) const;
    std::string pointerTo(std::string_view key) const;
    void refuse(ErrorKind kind, std::string detail, std::string_view key);

    bool ok() const { return m_errors.empty(); }
    const Error& error() const { return m_errors.front(); } // the first; only if !ok()
    const std::vector<Error>& errors() const { return m_errors; }

private:
    const Value* member(std::string_view key, Kind kind, const char* wanted, bool required);

    const Value& m_object;
    std::string m_pointer;
    std::vector<Error> m_errors;
};

// Serialises without ever throwing: bad UTF-8 becomes U+FFFD.
std::string dump(const nlohmann::ordered_json& value);

// UTC, RFC 3339 with milliseconds: "2026-11-23T05:46:46.123Z".
std::string timeText(std::int64_t utcMs);
Result<std::int64_t> parseTime(std::string_view text);

} // namespace client::contract::json
