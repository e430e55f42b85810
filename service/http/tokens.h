// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/result.h"
#include "service/core/message.h"

#include <string>
#include <string_view>
#include <unordered_map>

namespace service::http {

// Who may call: lines of `token subject role[,role]`; empty lines and those that begin with '#' do not count. Tokens
// themselves are not kept, only their keyed hashes, so that the time of a look-up tells nothing about them.
class Tokens
{
public:
    Tokens();

    // Adds the lines of `text`; `origin` names it in errors: "tokens.txt:3: …".
    client::contract::Result<void> add(std::string_view text, std::string_view origin);
    // Reads the file, and refuses one that others may write.
    client::contract::Result<void> addFile(const std::string& path);
    void add(std::string_view token, core::Identity identity);

    // `authorization` is the whole header; null if it is no bearer token or not a known one.
    const core::Identity* find(std::string_view authorization) const;
    bool empty() const { return m_identities.empty(); }

private:
    std::string hash(std::string_view token) const;

    std::string m_key;
    std::unordered_map<std::string, core::Identity> m_identities;
};

} // namespace service::http
