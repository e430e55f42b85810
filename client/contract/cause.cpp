// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/cause.h"

#include "client/contract/money.h"

#include <algorithm>
#include <array>

namespace client::contract {

namespace {

constexpr std::string_view amountPlace = "{amount}";
constexpr std::string_view idPlace = "{id}";
constexpr std::string_view numberPlace = "{n}";
constexpr std::string_view timePlace = "{time}";
// More of a foreign text than this is not looked at.
constexpr std::size_t messageBytesMax = 4'096;

constexpr std::array<std::string_view, 12> units{"ms", "s", "m", "min", "h", "d", "us", "ns", "kb", "mb", "kib", "mib"};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isJoint(char c)
{
    return c == '.' || c == '_' || c == ':' || c == '-' || c == '+';
}

bool hasDigit(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), isDigit);
}

bool digitsAt(std::string_view text, std::size_t at, std::size_t count)
{
    return at + count <= text.size() && std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at),
                                                    text.begin() + static_cast<std::ptrdiff_t>(at + count), isDigit);
}

// 12:30, 9:05:17.250, 2026-11-25, 2026-11-25T12:30:00Z
bool isTime(std::string_view text)
{
    const bool known =
        std::all_of(text.begin(), text.end(), [](char c) { return isDigit(c) || isJoint(c) || c == 'T' || c == 'Z'; });
    if (!known)
        return false;
    if (digitsAt(text, 0, 4) && text.size() >= 10 && text[4] == '-' && digitsAt(text, 5, 2) && text[7] == '-')
        return digitsAt(text, 8, 2);
    const std::size_t colon = text.find(':');
    return (colon == 1 || colon == 2) && digitsAt(text, 0, colon) && digitsAt(text, colon + 1, 2) &&
           !digitsAt(text, colon + 3, 1);
}

bool isSigned(std::string_view word)
{
    return word.size() > 1 && (word.front() == '-' || word.front() == '+') && isDigit(word[1]);
}

// A number and the unit that is written on to it.
std::string_view unitOf(std::string_view text)
{
    const auto end = std::find_if_not(
        text.begin(), text.end(), [](char c) { return isDigit(c) || c == '.' || c == ',' || c == '+' || c == '-'; });
    return text.substr(static_cast<std::size_t>(end - text.begin()));
}

bool isUnit(std::string_view text)
{
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return std::find(units.begin(), units.end(), lower) != units.end();
}

std::string placeFor(std::string_view word, const std::vector<std::string>& ids)
{
    if (std::find(ids.begin(), ids.end(), word) != ids.end())
        return std::string(idPlace);
    if (!hasDigit(word))
        return std::string(word);
    if (isTime(word))
        return std::string(timePlace);
    const std::string_view unit = unitOf(word);
    if (unit.size() < word.size() && (unit.empty() || isUnit(unit)))
        return std::string(numberPlace).append(unit);
    return std::string(idPlace);
}

bool isCurrency(std::string_view word)
{
    return word.size() == 3 && Currency::parse(word).has_value();
}

// Words and what stands between them, in turn; a gap comes first and may be empty.
struct Pieces
{
    std::vector<std::string> gaps;
    std::vector<std::string> words;
};

Pieces split(std::string_view text)
{
    Pieces pieces{{""}, {}};
    std::size_t at = 0;
    while (at < text.size()) {
        const auto belongs = [&text](std::size_t i) {
            const char c = text[i];
            const bool grouped =
                c == ',' && i > 0 && i + 1 < text.size() && isDigit(text[i - 1]) && isDigit(text[i + 1]);
            return isDigit(c) || isLetter(c) || isJoint(c) || grouped;
        };
        std::size_t end = at;
        while (end < text.size() && belongs(end))
            ++end;
        if (end == at) {
            const char c = text[at++];
            const bool blank = static_cast<unsigned char>(c) <= 0x20 || c == 0x7f;
            std::string& gap = pieces.gaps.back();
            if (!blank)
                gap += c;
            else if (gap.empty() ? !pieces.words.empty() : gap.back() != ' ')
                gap += ' ';
            continue;
        }
        // The punctuation at a word's ends belongs to the sentence.
        std::string_view word = text.substr(at, end - at);
        while (!word.empty() && isJoint(word.front()) && !isSigned(word)) {
            pieces.gaps.back() += word.front();
            word.remove_prefix(1);
        }
        std::string after;
        while (!word.empty() && isJoint(word.back())) {
            after.insert(after.begin(), word.back());
            word.remove_suffix(1);
        }
        if (word.empty()) {
            pieces.gaps.back() += after;
        } else {
            pieces.words.emplace_back(word);
            pieces.gaps.push_back(after);
        }
        at = end;
    }
    return pieces;
}

std::string cut(std::string text)
{
    if (text.size() > causeBytesMax) {
        std::size_t end = causeBytesMax;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u)
            --end;
        text.resize(end);
    }
    while (!text.empty() && text.back() == ' ')
        text.pop_back();
    return text;
}

} // namespace

std::string normalisedMessage(std::string_view message, const std::vector<std::string>& ids)
{
    const Pieces pieces = split(message.substr(0, messageBytesMax));
    std::string text = pieces.gaps.front();
    for (std::size_t i = 0; i < pieces.words.size(); ++i) {
        const std::string& word = pieces.words[i];
        std::string place = placeFor(word, ids);
        const bool follows = i + 1 < pieces.words.size() && pieces.gaps[i + 1] == " ";
        const bool amount = follows && ((place == numberPlace && isCurrency(pieces.words[i + 1])) ||
                                        (isCurrency(word) && placeFor(pieces.words[i + 1], ids) == numberPlace));
        if (amount) {
            place = amountPlace;
            ++i;
        }
        text += place;
        text += pieces.gaps[i + 1];
    }
    return cut(std::move(text));
}

} // namespace client::contract
