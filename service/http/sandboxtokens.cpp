// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/sandboxtokens.h"

#include "client/contract/json.h"
#include "client/contract/sandbox.h"
#include "service/http/jose.h"

#include <nlohmann/json.hpp>
#include <sodium.h>

#include <cstdlib>
#include <stdexcept>

namespace service::http {

namespace contract = client::contract;
using contract::ProblemCode;

namespace {

constexpr const char* algorithm = "ES256";
constexpr const char* keyId = "sandbox";

std::string textOf(const json_t* value)
{
    const std::unique_ptr<char, decltype(&std::free)> text(json_dumps(value, JSON_COMPACT), &std::free);
    return text ? text.get() : std::string();
}

std::string base64Url(std::string_view bytes)
{
    std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    text.pop_back(); // the terminating zero
    return text;
}

bool isLoopback(std::string_view source)
{
    return source == "::1" || source.substr(0, 4) == "127." || source.substr(0, 11) == "::ffff:127.";
}

core::Response refusal(ProblemCode code, std::string detail, const core::Request& request,
                       const char* pointer = nullptr)
{
    contract::Problem problem = contract::problem(code, detail);
    if (pointer != nullptr)
        problem.errors.push_back({pointer, std::move(detail)});
    return core::problemResponse(std::move(problem), request);
}

} // namespace

SandboxTokens::SandboxTokens(const client::ports::Clock& clock) : m_clock(clock), m_key(json_object(), JsonDeleter())
{
    json_object_set_new(m_key.get(), "alg", json_string(algorithm));
    if (!jose_jwk_gen(quietly().get(), m_key.get()))
        throw std::runtime_error("a key for the sandbox's tokens cannot be made on this machine");
    json_object_set_new(m_key.get(), "kid", json_string(keyId));
    const JsonPtr half(json_deep_copy(m_key.get()));
    jose_jwk_pub(quietly().get(), half.get());
    m_public = PublicKey::from(contract::json::parse(textOf(half.get())).value()).value();
}

const PublicKey* SandboxTokens::find(std::string_view id)
{
    return id == keyId ? &*m_public : nullptr;
}

std::string SandboxTokens::sign(const std::string& claims) const
{
    const std::string header =
        base64Url(std::string(R"({"alg":")") + algorithm + R"(","kid":")" + keyId + R"(","typ":"JWT"})");
    const JsonPtr token(json_object());
    json_object_set_new(token.get(), "payload", json_string(base64Url(claims).c_str()));
    const JsonPtr signature(json_object());
    json_object_set_new(signature.get(), "protected", json_string(header.c_str()));
    if (!jose_jws_sig(quietly().get(), token.get(), signature.get(), m_key.get()))
        throw std::runtime_error("a token of the sandbox could not be signed");
    return header + "." + base64Url(claims) + "." + json_string_value(json_object_get(token.get(), "signature"));
}

core::Response SandboxTokens::answer(const core::Request& request) const
{
    if (request.method != "POST") {
        core::Response response = refusal(ProblemCode::MethodNotAllowed, "This address takes POST only.", request);
        response.headers.push_back({"Allow", "POST"});
        return response;
    }
    if (!isLoopback(request.source))
        return refusal(ProblemCode::Forbidden, "The sandbox gives tokens to this machine alone.", request);
    const auto order = contract::decodeSandboxTokenOrder(request.body);
    if (!order)
        return refusal(order.error().kind == contract::ErrorKind::Malformed ? ProblemCode::MalformedJson
                                                                            : ProblemCode::ValidationFailed,
                       order.error().detail, request, order.error().pointer.c_str());
    const contract::SandboxPerson* person = contract::findSandboxPerson(order->subject);
    if (!person)
        return refusal(ProblemCode::ValidationFailed, "Nobody in the sandbox is called that.", request, "/subject");
    if (person->role != order->role)
        return refusal(ProblemCode::ValidationFailed, person->subject + " is " + person->role + ".", request, "/role");
    const std::int64_t now = m_clock.utcMs();
    const std::int64_t expires = (now + lifetimeMs) / 1'000;
    nlohmann::ordered_json claims{{"iss", issuer},
                                  {"aud", audience},
                                  {"sub", person->subject},
                                  {"roles", {person->role}},
                                  {"iat", now / 1'000},
                                  {"exp", expires},
                                  // To ask for a token is how one signs in here.
                                  {"auth_time", now / 1'000}};
    if (!person->team.empty())
        claims["team"] = person->team;
    core::Response response;
    response.body = contract::encode(contract::SandboxToken{sign(claims.dump()), expires * 1'000});
    return response;
}

} // namespace service::http
