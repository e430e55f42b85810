// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/jwt.h"

#include "client/contract/ids.h"
#include "service/core/roles.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace service::http {

namespace json = client::contract::json;

namespace {

constexpr std::size_t rememberedMax = 4'096;
constexpr std::size_t subjectCharsMax = 128;
constexpr std::size_t listItemsMax = 1'000;
constexpr double secondsMax = 253'402'300'799; // the year 9999

using Refused = tl::unexpected<std::string>;

Refused refused(std::string why)
{
    return Refused(std::move(why));
}

std::optional<json::Value> decoded(std::string_view part)
{
    std::string text(part.size(), '\0');
    std::size_t count = 0;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(text.data()), text.size(), part.data(), part.size(), nullptr,
                          &count, nullptr, sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
        return std::nullopt;
    text.resize(count);
    auto value = json::parse(text);
    if (!value || value->kind != json::Kind::Object)
        return std::nullopt;
    return *std::move(value);
}

const std::string* text(const json::Value& object, std::string_view key)
{
    const json::Value* value = object.find(key);
    return value && value->kind == json::Kind::String ? &value->text : nullptr;
}

// A NumericDate in milliseconds; nullopt if the member is there and is none.
std::optional<std::int64_t> timeOr(const json::Value& object, std::string_view key, std::int64_t otherwise)
{
    const json::Value* value = object.find(key);
    if (!value)
        return otherwise;
    double seconds = -1;
    if (value->kind != json::Kind::Number)
        return std::nullopt;
    const char* end = value->text.data() + value->text.size();
    const auto read = std::from_chars(value->text.data(), end, seconds);
    if (read.ec != std::errc() || read.ptr != end || !(seconds >= 0 && seconds <= secondsMax))
        return std::nullopt;
    return static_cast<std::int64_t>(seconds * 1'000);
}

// nullopt if the member is there and is no list of texts.
std::optional<std::vector<std::string>> texts(const json::Value& object, std::string_view key)
{
    std::vector<std::string> list;
    const json::Value* value = object.find(key);
    if (!value)
        return list;
    if (value->kind != json::Kind::Array || value->items.size() > listItemsMax)
        return std::nullopt;
    for (const json::Value& item : value->items) {
        if (item.kind != json::Kind::String)
            return std::nullopt;
        list.push_back(item.text);
    }
    return list;
}

// It stands in logs, audit rows and journals: nothing that could look like another.
bool isSubject(const std::string& subject)
{
    return !subject.empty() && subject.size() <= subjectCharsMax &&
           std::all_of(subject.begin(), subject.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

// Tokens of an issuer that are made for something else than access say so.
bool isAccessToken(std::string type)
{
    std::transform(type.begin(), type.end(), type.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return type == "jwt" || type == "at+jwt" || type == "application/at+jwt";
}

} // namespace

JwtVerifier::JwtVerifier(std::string issuer, std::string audience, KeySource& keys, const client::ports::Clock& clock)
    : m_issuer(std::move(issuer)), m_audience(std::move(audience)), m_keys(keys), m_clock(clock)
{
}

const char* JwtVerifier::untimely(const Known& known) const
{
    const std::int64_t now = m_clock.utcMs();
    if (now >= known.caller.takenUntil)
        return "the token has expired";
    if (now < known.notBefore)
        return "the token is not valid yet";
    return nullptr;
}

tl::expected<Caller, std::string> JwtVerifier::verify(std::string_view token)
{
    if (token.size() > tokenCharsMax)
        return refused("the token is over 8 KiB");
    if (const std::int64_t now = m_keys.generation(); now != std::exchange(m_generation, now))
        m_known.clear();
    const std::string hash = m_hash(token);
    if (const auto found = m_known.find(hash); found != m_known.end()) {
        if (const char* why = untimely(found->second)) {
            m_known.erase(found);
            return refused(why);
        }
        return found->second.caller;
    }
    auto known = check(token);
    if (!known)
        return refused(std::move(known.error()));
    // Looking for an unknown key may have brought other keys.
    if (const std::int64_t now = m_keys.generation(); now != std::exchange(m_generation, now))
        m_known.clear();
    if (m_known.size() >= rememberedMax)
        m_known.clear();
    return m_known.emplace(hash, *std::move(known)).first->second.caller;
}

tl::expected<JwtVerifier::Known, std::string> JwtVerifier::check(std::string_view token)
{
    std::array<std::string_view, 3> parts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::size_t dot = token.find('.');
        if ((dot == std::string_view::npos) != (i == 2))
            return refused("not three parts");
        parts[i] = token.substr(0, dot);
        token.remove_prefix(i == 2 ? token.size() : dot + 1);
    }
    const auto header = decoded(parts[0]);
    if (!header)
        return refused("the header is no JSON object");
    if (header->find("crit"))
        return refused("the header has extensions that have to be understood");
    const std::string* type = text(*header, "typ");
    if (header->find("typ") && !(type && isAccessToken(*type)))
        return refused("not an access token");
    const std::string* id = text(*header, "kid");
    if (!id)
        return refused("no kid");
    const PublicKey* key = m_keys.find(*id);
    if (!key)
        return refused("the kid is unknown");
    // The key decides; a header that says otherwise is an attack or a mistake.
    const std::string* algorithm = text(*header, "alg");
    if (!algorithm || *algorithm != key->algorithm())
        return refused("the key is for " + key->algorithm());
    if (!key->verifies(parts[0], parts[1], parts[2]))
        return refused("the signature does not fit");
    const auto payload = decoded(parts[1]);
    if (!payload)
        return refused("the payload is no JSON object");
    return claims(*payload);
}

tl::expected<JwtVerifier::Known, std::string> JwtVerifier::claims(const json::Value& payload) const
{
    const std::string* issuer = text(payload, "iss");
    if (!issuer || *issuer != m_issuer)
        return refused("another issuer");
    const std::string* audience = text(payload, "aud");
    const auto audiences = audience ? std::vector<std::string>{*audience} : texts(payload, "aud");
    if (!audiences || std::find(audiences->begin(), audiences->end(), m_audience) == audiences->end())
        return refused("another audience");

    Known known;
    core::Identity& identity = known.caller.identity;
    const auto expires = timeOr(payload, "exp", 0);
    const auto notBefore = timeOr(payload, "nbf", 0);
    const auto issued = timeOr(payload, "iat", 0);
    const auto signedIn = timeOr(payload, "auth_time", 0);
    if (!expires || !notBefore || !issued || !signedIn)
        return refused("a time is none");
    if (*expires == 0)
        return refused("no exp");
    known.caller.takenUntil = *expires + leewayMs;
    known.notBefore = std::max(*notBefore, *issued) - leewayMs;
    // An issuer that does not say when is not believed to have asked lately.
    identity.authTime = std::max<std::int64_t>(*signedIn, 1);
    if (const char* why = untimely(known))
        return refused(why);

    const std::string* subject = text(payload, "sub");
    if (!subject || !isSubject(*subject))
        return refused("no sub of 1 to 128 visible ASCII characters");
    identity.subject = *subject;
    const auto roles = texts(payload, "roles");
    if (!roles)
        return refused("roles is no list of texts");
    // An issuer knows roles of other programs, too.
    std::copy_if(roles->begin(), roles->end(), std::back_inserter(identity.roles), core::isRole);
    if (core::excludeEachOther(identity.roles))
        return refused("money roles and admin exclude each other");
    auto partners = texts(payload, "partners");
    if (!partners || !std::all_of(partners->begin(), partners->end(), client::contract::isValidId))
        return refused("partners is no list of ids");
    identity.partners = *std::move(partners);
    if (identity.has("game") && identity.partners.empty())
        return refused("a game has to be bound to partners");
    const std::string* team = text(payload, "team");
    if (payload.find("team") && !(team && client::contract::isValidId(*team)))
        return refused("team is no id");
    identity.team = team ? *team : std::string();
    return known;
}

} // namespace service::http
