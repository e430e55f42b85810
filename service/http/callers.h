// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/jwt.h"
#include "service/http/log.h"
#include "service/http/tokens.h"

#include <optional>
#include <string_view>
#include <vector>

namespace service::http {

// Who calls, by the Authorization header: a line of the token files, which serve this machine alone, or a token of a
// trusted issuer. The server's thread only.
class Callers
{
public:
    explicit Callers(const Tokens& tokens, Log* log = nullptr) : m_tokens(tokens), m_log(log) {}

    // Asked in this order. Before the server starts.
    void trust(JwtVerifier& issuer) { m_issuers.push_back(&issuer); }

    // nullopt: no bearer token, or not a known one.
    std::optional<Caller> find(std::string_view authorization, bool loopback);

private:
    const Tokens& m_tokens;
    Log* const m_log;
    std::vector<JwtVerifier*> m_issuers;
};

} // namespace service::http
