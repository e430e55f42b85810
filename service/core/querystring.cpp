// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/querystring.h"

#include <algorithm>

namespace service::core {

namespace {

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

bool decode(std::string_view text, std::string& decoded)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+') {
            decoded.push_back(' ');
        } else if (text[i] == '%') {
            const int high = i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
            const int low = i + 2 < text.size() ? hexDigit(text[i + 2]) : -1;
            if (high < 0 || low < 0)
                return false;
            decoded.push_back(static_cast<char>(high * 16 + low));
            i += 2;
        } else {
            decoded.push_back(text[i]);
        }
    }
    return true;
}

} // namespace

client::contract::Result<QueryString> QueryString::parse(std::string_view text)
{
    QueryString query;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('&'), text.size());
        const std::string_view pair = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (pair.empty())
            continue;
        const std::size_t equals = std::min(pair.find('='), pair.size());
        std::string name;
        std::string value;
        if (!decode(pair.substr(0, equals), name) || !decode(pair.substr(std::min(equals + 1, pair.size())), value))
            return client::contract::fail(client::contract::ErrorKind::Malformed, "the query has a bad %-escape");
        if (!query.m_values.emplace(name, std::move(value)).second)
            return client::contract::fail(client::contract::ErrorKind::Invalid, name + " is given twice");
    }
    return query;
}

const std::string& QueryString::text(const std::string& name) const
{
    static const std::string none;
    const auto found = m_values.find(name);
    return found == m_values.end() ? none : found->second;
}

std::string QueryString::unknown(std::string_view known) const
{
    for (const auto& [name, value] : m_values) {
        if (known.find(" " + name + " ") == std::string_view::npos)
            return name;
    }
    return {};
}

} // namespace service::core
