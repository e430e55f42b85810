// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/mask.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace service::core {

namespace {

constexpr std::string_view name = "player";
constexpr std::string_view hidden = "....";
constexpr std::size_t shown = 2;
// A shorter id would be half told by its end.
constexpr std::size_t shownFrom = 5;

bool isIdChar(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == ':' || c == '-';
}

void appendMasked(std::string& into, std::string_view id)
{
    into += hidden;
    if (id.size() >= shownFrom)
        into += id.substr(id.size() - shown);
}

// Where the id begins that the word before `at` announces; npos: it announces none.
std::size_t idAfter(std::string_view text, std::size_t at)
{
    constexpr std::string_view rest = "_id";
    if (text.substr(at, rest.size()) == rest) {
        const std::size_t value = std::min(text.find_first_not_of("\"\\: ", at + rest.size()), text.size());
        return value > at + rest.size() ? value : std::string_view::npos;
    }
    // An account of the ledger, "player:67890", or a term of a query, player:67890.
    const std::size_t word = at - name.size();
    const bool named = at < text.size() && text[at] == ':' && (word == 0 || !isIdChar(text[word - 1]));
    return named ? std::min(text.find_first_not_of("\"\\", at + 1), text.size()) : std::string_view::npos;
}

} // namespace

void maskPlayers(std::string& text)
{
    const std::string_view all = text;
    std::string masked;
    std::size_t taken = 0;
    for (std::size_t at = 0; (at = all.find(name, at)) != std::string_view::npos;) {
        at += name.size();
        const std::size_t begin = idAfter(all, at);
        if (begin == std::string_view::npos)
            continue;
        const auto end = static_cast<std::size_t>(
            std::find_if_not(all.begin() + static_cast<std::ptrdiff_t>(begin), all.end(), isIdChar) - all.begin());
        if (end == begin)
            continue;
        masked += all.substr(taken, begin - taken);
        appendMasked(masked, all.substr(begin, end - begin));
        taken = at = end;
    }
    if (taken == 0)
        return;
    masked += all.substr(taken);
    text = std::move(masked);
}

} // namespace service::core
