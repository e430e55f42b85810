// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/callers.h"

namespace service::http {

namespace {

// Empty unless the header is of the scheme Bearer.
std::string_view bearerToken(std::string_view authorization)
{
    constexpr std::string_view scheme = "bearer ";
    if (authorization.size() <= scheme.size())
        return {};
    for (std::size_t i = 0; i < scheme.size(); ++i) {
        const char c = authorization[i];
        if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c) != scheme[i])
            return {};
    }
    return authorization.substr(scheme.size());
}

} // namespace

std::optional<Caller> Callers::find(std::string_view authorization, bool loopback)
{
    const std::string_view token = bearerToken(authorization);
    if (token.empty())
        return std::nullopt;
    if (loopback) {
        if (const core::Identity* known = m_tokens.find(token))
            return Caller{*known, 0};
    }
    for (JwtVerifier* issuer : m_issuers) {
        auto caller = issuer->verify(token);
        if (caller)
            return *std::move(caller);
        if (m_log)
            m_log->write(LogLevel::Debug, "a token was refused", {.error = caller.error()});
    }
    return std::nullopt;
}

} // namespace service::http
