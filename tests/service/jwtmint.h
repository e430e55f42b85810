// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct json_t;

namespace tests {

// A key pair of an issuer that tests play.
class MintKey
{
public:
    // RS256, PS256 or ES256.
    MintKey(const std::string& algorithm, const std::string& id);

    const std::string& id() const { return m_id; }
    // Its public half as a member of a JWKS; `named` says the algorithm in it.
    std::string jwk(bool named = true) const;
    // Both halves.
    std::string privateJwk() const;
    // A token with this header and payload, each the text of a JSON object.
    std::string sign(const std::string& header, const std::string& payload) const;
    std::string token(const std::string& payload) const;
    // Its public half as an HMAC key, which a confused verifier would take.
    std::string tokenByPublicHalf(const std::string& payload) const;

private:
    std::string m_algorithm;
    std::string m_id;
    std::shared_ptr<json_t> m_key;
};

std::string keySet(std::initializer_list<std::string> jwks);
std::string base64Url(std::string_view bytes);

} // namespace tests
