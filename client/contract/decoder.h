// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/ids.h"
#include "client/contract/json.h"
#include "client/contract/money.h"
#include "client/contract/result.h"
#include "client/contract/wire.h"

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What the decoders of the wire are written with; nothing outside client/contract needs it.
namespace client::contract {

constexpr std::size_t wireTextMax = 16'384;
constexpr std::size_t wireRowsMax = 10'000;

// Reads the members of one object; the first error of this object or of those inside it is the error of the whole.
class Decoder
{
public:
    Decoder(const json::Value& object, std::string pointer) : m_reader(object, pointer), m_pointer(std::move(pointer))
    {
    }

    json::Reader& reader() { return m_reader; }
    const std::string& pointer() const { return m_pointer; }

    template <typename IdType>
    IdType id(std::string_view key, bool required = true)
    {
        if (!required && !m_reader.has(key))
            return {};
        auto read = IdType::parse(m_reader.requiredString(key));
        if (read)
            return *std::move(read);
        refuse(read.error(), key);
        return {};
    }

    std::string text(std::string_view key, std::size_t charsMax = 256)
    {
        return m_reader.optionalString(key, charsMax);
    }
    std::string requiredText(std::string_view key, std::size_t charsMax = 256)
    {
        std::string read = m_reader.requiredString(key, charsMax);
        if (read.empty() && m_reader.ok())
            m_reader.refuse(ErrorKind::Invalid, std::string(key) + " is empty", key);
        return read;
    }
    std::int64_t number(std::string_view key) { return m_reader.requiredInt(key); }
    // A count, a version or a duration.
    std::int64_t natural(std::string_view key, bool required = true)
    {
        const std::int64_t read = required ? m_reader.requiredInt(key) : m_reader.optionalInt(key);
        if (read < 0)
            m_reader.refuse(ErrorKind::Invalid, std::string(key) + " is negative", key);
        return read;
    }
    int smallNatural(std::string_view key, bool required = true)
    {
        const std::int64_t read = natural(key, required);
        if (read > 1'000'000)
            m_reader.refuse(ErrorKind::Invalid, std::string(key) + " is too large", key);
        return static_cast<int>(std::clamp<std::int64_t>(read, 0, 1'000'000));
    }
    bool flag(std::string_view key)
    {
        if (!m_reader.has(key))
            m_reader.refuse(ErrorKind::Invalid, std::string(key) + " is missing", key);
        return m_reader.optionalBool(key);
    }

    // One of two words.
    bool either(std::string_view key, std::string_view yes, std::string_view no)
    {
        const std::string read = requiredText(key);
        if (ok() && read != yes && read != no)
            m_reader.refuse(ErrorKind::Invalid, std::string(key) + " is not a known word", key);
        return read == yes;
    }

    std::int64_t time(std::string_view key, bool required = true)
    {
        if (!required && !m_reader.has(key))
            return 0;
        const auto read = json::parseTime(m_reader.requiredString(key));
        if (read)
            return *read;
        refuse(read.error(), key);
        return 0;
    }

    template <typename Enum>
    Enum enumerated(std::string_view key, std::optional<Enum> (*from)(std::string_view), Enum otherwise)
    {
        const std::optional<Enum> read = from(m_reader.requiredString(key));
        if (!read)
            m_reader.refuse(ErrorKind::Invalid, std::string(key) + " is not a known word", key);
        return read.value_or(otherwise);
    }

    Money money(std::string_view key, bool negativeAllowed = false)
    {
        const json::Value* const value = required(key, m_reader.optionalObject(key));
        if (!value)
            return {};
        Decoder inner(*value, m_reader.pointerTo(key));
        const std::string amount = inner.requiredText("amount", 32);
        const std::string currency = inner.requiredText("currency", 3);
        take(inner);
        if (!m_reader.ok())
            return {};
        const auto read = parseMoney(amount, currency);
        if (!read) {
            refuse(read.error(), key);
            return {};
        }
        if (read->minor < 0 && !negativeAllowed)
            m_reader.refuse(ErrorKind::OutOfRange, std::string(key) + " is negative", key);
        return *read;
    }
    std::int64_t moneyIn(const Currency& currency, std::string_view key)
    {
        const Money read = money(key);
        if (m_reader.ok() && read.currency != currency)
            m_reader.refuse(ErrorKind::Invalid, std::string(key) + " is in another currency", key);
        return read.minor;
    }

    template <typename Inner>
    Inner object(std::string_view key, Inner (*decode)(Decoder&))
    {
        const json::Value* const value = required(key, m_reader.optionalObject(key));
        if (!value)
            return {};
        Decoder inner(*value, m_reader.pointerTo(key));
        Inner made = decode(inner);
        take(inner);
        return made;
    }

    template <typename Inner>
    std::vector<Inner> array(std::string_view key, Inner (*decode)(Decoder&), std::size_t itemsMax = wireRowsMax)
    {
        std::vector<Inner> made;
        const json::Value* const value = required(key, m_reader.optionalArray(key));
        if (!value)
            return made;
        if (value->items.size() > itemsMax) {
            m_reader.refuse(ErrorKind::TooLarge, std::string(key) + " has too many items", key);
            return made;
        }
        made.reserve(value->items.size());
        for (std::size_t i = 0; i < value->items.size() && ok(); ++i) {
            Decoder inner(value->items[i], m_reader.pointerTo(key) + "/" + std::to_string(i));
            made.push_back(decode(inner));
            take(inner);
        }
        return made;
    }

    std::vector<std::string> words(std::string_view key, std::size_t itemsMax)
    {
        std::vector<std::string> made;
        const json::Value* const value = required(key, m_reader.optionalArray(key));
        if (!value)
            return made;
        if (value->items.size() > itemsMax)
            m_reader.refuse(ErrorKind::TooLarge, std::string(key) + " has too many items", key);
        for (const json::Value& item : value->items) {
            if (item.kind != json::Kind::String || item.text.empty() || item.text.size() > 64)
                m_reader.refuse(ErrorKind::Invalid, std::string(key) + " must hold words", key);
            made.push_back(item.text);
        }
        return made;
    }

    bool ok() const { return m_reader.ok() && !m_innerError; }
    const Error& error() const { return m_innerError ? *m_innerError : m_reader.error(); }

private:
    const json::Value* required(std::string_view key, const json::Value* value)
    {
        if (!value && m_reader.ok())
            m_reader.refuse(ErrorKind::Invalid, std::string(key) + " is missing", key);
        return value;
    }
    void refuse(const Error& error, std::string_view key)
    {
        m_reader.refuse(error.kind, std::string(key) + ": " + error.detail, key);
    }
    void take(const Decoder& inner)
    {
        if (!inner.ok() && ok())
            m_innerError = inner.error();
    }

    json::Reader m_reader;
    std::string m_pointer;
    std::optional<Error> m_innerError;
};

template <typename Row>
Result<Row> decodeText(std::string_view body, Row (*decode)(Decoder&))
{
    const auto value = json::parse(body);
    if (!value)
        return tl::make_unexpected(value.error());
    Decoder decoder(*value, "");
    Row row = decode(decoder);
    if (!decoder.ok())
        return tl::make_unexpected(decoder.error());
    return row;
}

template <typename Row, Row (*decode)(Decoder&)>
Page<Row> pageOf(Decoder& in)
{
    Page<Row> page;
    page.rows = in.array("data", decode);
    page.nextCursor = in.text("next_cursor", 1'024);
    if (in.flag("has_more") != !page.nextCursor.empty())
        in.reader().refuse(ErrorKind::Invalid, "has_more and next_cursor disagree", "has_more");
    return page;
}

inline void refuseUnknown(Decoder& in, const json::Value& object, std::initializer_list<std::string_view> known)
{
    for (const auto& [key, value] : object.members) {
        if (std::find(known.begin(), known.end(), key) == known.end())
            in.reader().refuse(ErrorKind::Invalid, "this member is not known here", key);
    }
}

// Read by events and by pages of their own.
JobRow jobRow(Decoder& in);
FailureRow failureRow(Decoder& in);
AlertRow alertRow(Decoder& in);

} // namespace client::contract
