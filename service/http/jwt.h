// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/json.h"
#include "client/ports/clock.h"
#include "service/core/message.h"
#include "service/http/jwks.h"
#include "service/http/secrethash.h"

#include <tl/expected.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace service::http {

struct Caller
{
    core::Identity identity;
    std::int64_t takenUntil = 0; // UTC: the token's end, with what clocks may differ by; 0: for ever
};

// Takes JSON web tokens of one issuer, RFC 7519 and RFC 8725: RS256, PS256 or ES256, whichever the key is for. `exp` is
// required. Tokens that were found good are remembered until they end or the keys change, because checking a signature
// costs more than the request. The server's thread only.
class JwtVerifier
{
public:
    static constexpr std::size_t tokenCharsMax = 8'192;
    static constexpr std::int64_t leewayMs = 60'000; // what clocks may differ by

    JwtVerifier(std::string issuer, std::string audience, KeySource& keys, const client::ports::Clock& clock);

    // The error says for the log, never for the caller, what is wrong.
    tl::expected<Caller, std::string> verify(std::string_view token);

private:
    struct Known
    {
        Caller caller;
        std::int64_t notBefore = 0;
    };
    tl::expected<Known, std::string> check(std::string_view token);
    tl::expected<Known, std::string> claims(const client::contract::json::Value& payload) const;
    const char* untimely(const Known& known) const;

    const std::string m_issuer;
    const std::string m_audience;
    KeySource& m_keys;
    const client::ports::Clock& m_clock;
    const SecretHash m_hash;
    std::unordered_map<std::string, Known> m_known;
    std::int64_t m_generation = 0; // of the keys that m_known was checked with
};

} // namespace service::http
