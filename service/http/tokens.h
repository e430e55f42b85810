// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/result.h"
#include "service/core/message.h"
#include "service/http/secrethash.h"

#include <string>
#include <string_view>
#include <unordered_map>

namespace service::http {

// Who may call: lines of `token subject role[,role] [partner[,partner]]`; empty lines and those that begin with '#' do
// not count. Only hashes of the tokens are kept.
class Tokens
{
public:
    // Adds the lines of `text`; `origin` names it in errors: "tokens.txt:3: …".
    client::contract::Result<void> add(std::string_view text, std::string_view origin);
    // Reads the file, and refuses one that others may write.
    client::contract::Result<void> addFile(const std::string& path);
    void add(std::string_view token, core::Identity identity);

    // Null: not a known one.
    const core::Identity* find(std::string_view token) const;
    bool empty() const { return m_identities.empty(); }

private:
    SecretHash m_hash;
    std::unordered_map<std::string, core::Identity> m_identities;
};

} // namespace service::http
