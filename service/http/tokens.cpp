// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/tokens.h"

#include "client/contract/ids.h"
#include "service/core/roles.h"

#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <vector>

namespace service::http {

namespace {

using client::contract::ErrorKind;
using client::contract::fail;
using client::contract::Result;

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
        if (!core::isRole(role))
            return fail(ErrorKind::Invalid, "\"" + role + "\" is no role; known are " + core::rolesKnown());
        roles.push_back(role);
    }
    if (roles.empty() || text.back() == ',')
        return fail(ErrorKind::Invalid, "a role is missing");
    if (core::excludeEachOther(roles))
        return fail(ErrorKind::Invalid, "support and manager exclude admin");
    return roles;
}

Result<std::vector<std::string>> partnersFrom(const std::string& text)
{
    std::vector<std::string> partners;
    std::istringstream parts(text);
    for (std::string partner; std::getline(parts, partner, ',');) {
        if (!client::contract::isValidId(partner))
            return fail(ErrorKind::Invalid, "a partner is 1 to 64 characters of A-Z a-z 0-9 . _ : -");
        partners.push_back(partner);
    }
    if (!text.empty() && text.back() == ',')
        return fail(ErrorKind::Invalid, "a partner is missing");
    return partners;
}

} // namespace

void Tokens::add(std::string_view token, core::Identity identity)
{
    m_identities[m_hash(token)] = std::move(identity);
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
        std::string partners;
        std::string more;
        words >> token >> subject >> roles >> partners >> more;
        if (token.empty() || token.front() == '#')
            continue;
        if (subject.empty() || roles.empty() || !more.empty())
            return refuse("a line is: token subject role[,role] [partner[,partner]]");
        if (token.size() < tokenCharsMin || token.size() > tokenCharsMax ||
            !std::all_of(token.begin(), token.end(), isTokenChar))
            return refuse("a token is 8 to 512 characters of A-Z a-z 0-9 - . _ ~ + / =");
        if (!client::contract::isValidId(subject))
            return refuse("a subject is 1 to 64 characters of A-Z a-z 0-9 . _ : -");
        auto known = rolesFrom(roles);
        if (!known)
            return refuse(known.error().detail);
        auto bound = partnersFrom(partners);
        if (!bound)
            return refuse(bound.error().detail);
        if (m_identities.count(m_hash(token)) > 0)
            return refuse("this token stands here twice");
        add(token, core::Identity{subject, *std::move(known), *std::move(bound)});
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

const core::Identity* Tokens::find(std::string_view token) const
{
    if (token.size() > tokenCharsMax)
        return nullptr;
    const auto found = m_identities.find(m_hash(token));
    return found == m_identities.end() ? nullptr : &found->second;
}

} // namespace service::http
