// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/service/jwtmint.h"

#include <jansson.h>

extern "C" {
#include <jose/jose.h>
}

#include <QByteArray>

namespace tests {

namespace {

struct Release
{
    void operator()(json_t* value) const { json_decref(value); }
};
using Json = std::unique_ptr<json_t, Release>;

std::string dump(const json_t* value)
{
    char* text = json_dumps(value, JSON_COMPACT | JSON_SORT_KEYS);
    std::string copy(text);
    free(text);
    return copy;
}

std::string signBy(const json_t* key, const std::string& header, const std::string& payload)
{
    const Json token(json_object());
    json_object_set_new(token.get(), "payload", json_string(base64Url(payload).c_str()));
    // As a text, so that the bytes of the header are exactly the ones that were given.
    const Json signature(json_object());
    json_object_set_new(signature.get(), "protected", json_string(base64Url(header).c_str()));
    if (!jose_jws_sig(nullptr, token.get(), signature.get(), key))
        return {};
    const char* made = json_string_value(json_object_get(token.get(), "signature"));
    return base64Url(header) + "." + base64Url(payload) + "." + (made ? made : "");
}

} // namespace

std::string base64Url(std::string_view bytes)
{
    return QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size()))
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)
        .toStdString();
}

MintKey::MintKey(const std::string& algorithm, const std::string& id)
    : m_algorithm(algorithm), m_id(id), m_key(json_object(), Release())
{
    json_object_set_new(m_key.get(), "alg", json_string(algorithm.c_str()));
    jose_jwk_gen(nullptr, m_key.get());
    json_object_set_new(m_key.get(), "kid", json_string(id.c_str()));
}

std::string MintKey::jwk(bool named) const
{
    const Json half(json_deep_copy(m_key.get()));
    jose_jwk_pub(nullptr, half.get());
    if (!named)
        json_object_del(half.get(), "alg");
    return dump(half.get());
}

std::string MintKey::privateJwk() const
{
    return dump(m_key.get());
}

std::string MintKey::sign(const std::string& header, const std::string& payload) const
{
    // Without its algorithm, so that the header may lie about it.
    const Json key(json_deep_copy(m_key.get()));
    json_object_del(key.get(), "alg");
    return signBy(key.get(), header, payload);
}

std::string MintKey::token(const std::string& payload) const
{
    return sign(R"({"alg":")" + m_algorithm + R"(","kid":")" + m_id + R"(","typ":"JWT"})", payload);
}

std::string MintKey::tokenByPublicHalf(const std::string& payload) const
{
    const Json secret(json_object());
    json_object_set_new(secret.get(), "kty", json_string("oct"));
    json_object_set_new(secret.get(), "k", json_string(base64Url(jwk()).c_str()));
    return signBy(secret.get(), R"({"alg":"HS256","kid":")" + m_id + R"("})", payload);
}

std::string keySet(std::initializer_list<std::string> jwks)
{
    std::string text = R"({"keys":[)";
    for (const std::string& jwk : jwks)
        text += (text.back() == '[' ? "" : ",") + jwk;
    return text + "]}";
}

} // namespace tests
