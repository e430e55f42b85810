// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/bundle/masker.h"

#include "client/contract/ids.h"
#include "client/contract/json.h"

#include <nlohmann/json.hpp>

#include <sodium.h>

#include <algorithm>
#include <cstring>
#include <set>
#include <utility>
#include <vector>

namespace client::bundle {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view covered = "***";
constexpr int nestedMost = 4; // a body inside a body inside …
constexpr std::array<std::string_view, 9> secretWords{"token",  "secret",      "password", "authorization", "api_key",
                                                      "apikey", "private_key", "cookie",   "credential"};

std::string lower(std::string_view text)
{
    std::string made(text);
    std::transform(made.begin(), made.end(), made.begin(),
                   [](char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c); });
    return made;
}

bool isSecret(std::string_view key)
{
    const std::string folded = lower(key);
    return std::any_of(secretWords.begin(), secretWords.end(),
                       [&](std::string_view word) { return folded.find(word) != std::string::npos; });
}

bool isTokenByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("._~+/=-").find(c) != std::string_view::npos;
}

std::size_t tokenEnd(std::string_view text, std::size_t at)
{
    while (at < text.size() && isTokenByte(text[at]))
        ++at;
    return at;
}

// "Bearer x", and what looks like a JSON web token.
std::string withoutTokens(std::string text)
{
    const auto cover = [&](std::string_view mark, std::size_t skip, std::size_t lengthMin) {
        const std::string folded = mark == "eyJ" ? text : lower(text);
        std::string made;
        std::size_t from = 0;
        for (std::size_t at = folded.find(mark); at != std::string::npos; at = folded.find(mark, at)) {
            const std::size_t begin = at + skip;
            const std::size_t end = tokenEnd(text, begin);
            at = std::max(end, at + mark.size());
            if (end - std::min(begin, end) < lengthMin)
                continue;
            made.append(text, from, begin - from).append(covered);
            from = end;
        }
        text = made.append(text, from);
    };
    cover("bearer ", 7, 1);
    cover("eyJ", 0, 20);
    return text;
}

bool isIdByte(char c)
{
    return contract::isValidId(std::string_view(&c, 1));
}

// Where it stands alone: "p-1" is not in "p-12". In "player:p-1" it is behind a colon, which ids may hold.
std::string replaced(std::string text, const std::string& id, const std::string& token)
{
    for (std::size_t at = text.find(id); at != std::string::npos; at = text.find(id, at)) {
        const std::size_t end = at + id.size();
        const bool begins = at == 0 || !isIdByte(text[at - 1]) || text[at - 1] == ':';
        // A full stop ends a sentence more often than it goes on an id.
        const bool ends = end == text.size() || !isIdByte(text[end]) || text[end] == ':' ||
                          (text[end] == '.' && (end + 1 == text.size() || !isIdByte(text[end + 1])));
        if (!begins || !ends) {
            at = end;
            continue;
        }
        text.replace(at, id.size(), token);
        at += token.size();
    }
    return text;
}

std::optional<Json> parsed(std::string_view text)
{
    if (!contract::json::parse(text))
        return std::nullopt;
    Json made = Json::parse(text, nullptr, false);
    if (made.is_discarded())
        return std::nullopt;
    return made;
}

bool isPlayerKey(std::string_view key)
{
    const std::string folded = lower(key);
    return folded == "player_id" || folded == "playerid" || folded == "player";
}

// A body that a text holds whole, as requests and responses do.
std::optional<Json> bodyIn(const Json& value)
{
    const std::string& text = value.get_ref<const std::string&>();
    const std::size_t begin = text.find('{');
    if (begin != 0)
        return std::nullopt;
    return parsed(text);
}

void collect(const Json& value, int nested, std::set<std::string>& players)
{
    if (value.is_object()) {
        for (const auto& [key, member] : value.items()) {
            if (isPlayerKey(key) && member.is_string() && !member.get_ref<const std::string&>().empty())
                players.insert(member.get<std::string>());
            else
                collect(member, nested, players);
        }
    } else if (value.is_array()) {
        for (const Json& item : value)
            collect(item, nested, players);
    } else if (value.is_string() && nested < nestedMost) {
        constexpr std::string_view account = "player:";
        const std::string& text = value.get_ref<const std::string&>();
        if (text.starts_with(account) && contract::isValidId(text) && text.size() > account.size())
            players.insert(text.substr(account.size()));
        if (const auto body = bodyIn(value))
            collect(*body, nested + 1, players);
    }
}

using Tokens = std::vector<std::pair<std::string, std::string>>; // id and token, longer ids first

void mask(Json& value, int nested, const Tokens& tokens)
{
    if (value.is_object()) {
        Json kept = Json::object();
        for (auto& [key, member] : value.items()) {
            if (isSecret(key))
                continue;
            mask(member, nested, tokens);
            std::string name = key;
            for (const auto& [id, token] : tokens)
                name = replaced(std::move(name), id, token);
            kept[name] = std::move(member);
        }
        value = std::move(kept);
    } else if (value.is_array()) {
        for (Json& item : value)
            mask(item, nested, tokens);
    } else if (value.is_string()) {
        if (auto body = nested < nestedMost ? bodyIn(value) : std::nullopt) {
            mask(*body, nested + 1, tokens);
            value = contract::json::dump(*body);
            return;
        }
        std::string text = withoutTokens(value.get<std::string>());
        for (const auto& [id, token] : tokens)
            text = replaced(std::move(text), id, token);
        value = std::move(text);
    }
}

} // namespace

Masker::Masker(Players players, ports::Random& random) : m_players(players)
{
    for (std::size_t i = 0; i < m_key.size(); i += sizeof(std::uint64_t)) {
        const std::uint64_t chance = random.next();
        std::memcpy(m_key.data() + i, &chance, sizeof chance);
    }
}

std::string Masker::token(std::string_view player) const
{
    std::array<unsigned char, crypto_generichash_BYTES_MIN> hash{};
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(player.data()), player.size(),
                       m_key.data(), m_key.size());
    constexpr std::size_t bytes = 8;
    std::array<char, bytes * 2 + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), hash.data(), bytes);
    return std::string("h-") + hex.data();
}

std::optional<std::string> Masker::masked(std::string_view line) const
{
    auto value = parsed(line);
    if (!value)
        return std::nullopt;
    Tokens tokens;
    if (m_players == Players::Hashed) {
        std::set<std::string> players;
        collect(*value, 0, players);
        for (const std::string& player : players)
            tokens.emplace_back(player, token(player));
        std::stable_sort(tokens.begin(), tokens.end(),
                         [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
    }
    mask(*value, 0, tokens);
    return contract::json::dump(*value);
}

} // namespace client::bundle
