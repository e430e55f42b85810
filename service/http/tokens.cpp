// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/tokens.h"

#include "client/contract/ids.h"

#include <sodium.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <vector>

namespace service::http {

namespace {

using client::contract::ErrorKind;
using client::contract::fail;
using client::contract::Result;

constexpr std::array<std::string_view, 6> rolesKnown{"game", "viewer", "support", "manager", "auditor", "admin"};
constexpr std::size_t tokenCharsMin = 8;
constexpr std::size_t tokenCharsMax = 512;
constexpr std::size_t fileBytesMax = 1 << 20;

bool isTokenChar(char c)
{
    // token68 of RFC 9110, what an Authorization header carries.
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view("-._~+/=").find(c) != std::string_view::npos;
}

Result<std::vector<std::string>> rolesFrom(const std::string& text)
{
    std::vector<std::string> roles;
    std::istringstream parts(text);
    for (std::string role; std::getline(parts, role, ',');) {
        if (std::find(rolesKnown.begin(), rolesKnown.end(), role) == rolesKnown.end())
            return fail(ErrorKind::Invalid,
                        "\"" + role + "\" is no role; known are game, viewer, support, manager, auditor, admin");
        roles.push_back(role);
    }
    if (roles.empty() || text.back() == ',')
        return fail(ErrorKind::Invalid, "a role is missing");
    return roles;
}

} // namespace

Tokens::Tokens() : m_key(crypto_generichash_KEYBYTES, '\0')
{
    // Harmless when it was called before.
    if (sodium_init() < 0)
        throw std::runtime_error("libsodium cannot be used on this machine");
    randombytes_buf(m_key.data(), m_key.size());
}

std::string Tokens::hash(std::string_view token) const
{
    const auto bytes = [](auto* text) { return reinterpret_cast<const unsigned char*>(text); };
    std::string made(crypto_generichash_BYTES, '\0');
    crypto_generichash(reinterpret_cast<unsigned char*>(made.data()), made.size(), bytes(token.data()), token.size(),
                       bytes(m_key.data()), m_key.size());
    return made;
}

void Tokens::add(std::string_view token, core::Identity identity)
{
    m_identities[hash(token)] = std::move(identity);
}

Result<void> Tokens::add(std::string_view text, std::string_view origin)
{
    std::istringstream lines{std::string(text)};
    int number = 0;
    const auto refuse = [&](const std::string& why) {
        return fail(ErrorKind::Invalid, std::string(origin) + ":" + std::to_string(number) + ": " + why);
    };
    for (std::string line; std::getline(lines, line);) {
        ++number;
        std::istringstream words(line);
        std::string token;
        std::string subject;
        std::string roles;
        std::string more;
        words >> token >> subject >> roles >> more;
        if (token.empty() || token.front() == '#')
            continue;
        if (subject.empty() || roles.empty() || !more.empty())
            return refuse("a line is: token subject role[,role]");
        if (token.size() < tokenCharsMin || token.size() > tokenCharsMax ||
            !std::all_of(token.begin(), token.end(), isTokenChar))
            return refuse("a token is 8 to 512 characters of A-Z a-z 0-9 - . _ ~ + / =");
        if (!client::contract::isValidId(subject))
            return refuse("a subject is 1 to 64 characters of A-Z a-z 0-9 . _ : -");
        auto known = rolesFrom(roles);
        if (!known)
            return refuse(known.error().detail);
        if (m_identities.count(hash(token)) > 0)
            return refuse("this token stands here twice");
        add(token, core::Identity{subject, std::move(*known)});
    }
    return {};
}

Result<void> Tokens::addFile(const std::string& path)
{
    struct stat info = {};
    if (::stat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode))
        return fail(ErrorKind::NotFound, path + ": there is no such file");
    if ((info.st_mode & (S_IWGRP | S_IWOTH)) != 0)
        return fail(ErrorKind::Invalid, path + ": others may write this file; chmod 600 it");
    if (static_cast<std::size_t>(info.st_size) > fileBytesMax)
        return fail(ErrorKind::TooLarge, path + ": over 1 MiB");
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    if (!file || !(text << file.rdbuf()))
        return fail(ErrorKind::Storage, path + ": cannot be read, or is empty");
    if (auto added = add(text.str(), path); !added)
        return added;
    if (empty())
        return fail(ErrorKind::Invalid, path + ": holds no token");
    return {};
}

const core::Identity* Tokens::find(std::string_view authorization) const
{
    constexpr std::string_view scheme = "bearer ";
    if (authorization.size() <= scheme.size() || authorization.size() > scheme.size() + tokenCharsMax)
        return nullptr;
    for (std::size_t i = 0; i < scheme.size(); ++i) {
        const char c = authorization[i];
        if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c) != scheme[i])
            return nullptr;
    }
    const auto found = m_identities.find(hash(authorization.substr(scheme.size())));
    return found == m_identities.end() ? nullptr : &found->second;
}

} // namespace service::http
