// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/jwks.h"

#include "service/http/jose.h"

#include <sodium.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace service::http {

namespace json = client::contract::json;
using client::contract::ErrorKind;
using client::contract::fail;
using client::contract::Result;

namespace {

constexpr std::size_t fileBytesMax = 256 * 1024;
constexpr std::size_t keysMax = 100;
constexpr std::size_t idCharsMax = 256;
constexpr std::size_t modulusBytesMin = 256; // 2048 bits
constexpr std::size_t modulusBytesMax = 1'024;
constexpr std::int64_t lookEveryMs = 10'000;

std::string textOf(const json::Value& object, std::string_view key)
{
    const json::Value* value = object.find(key);
    return value && value->kind == json::Kind::String ? value->text : std::string();
}

std::size_t decodedBytes(const std::string& base64)
{
    std::string bytes(base64.size(), '\0');
    std::size_t count = 0;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), base64.data(), base64.size(),
                          nullptr, &count, nullptr, sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
        return 0;
    return count;
}

// Of a key that does not say: what its kind is used with.
std::string algorithmOf(const json::Value& jwk)
{
    const std::string kind = textOf(jwk, "kty");
    const std::string named = textOf(jwk, "alg");
    if (kind == "RSA" && (named.empty() || named == "RS256" || named == "PS256"))
        return named.empty() ? "RS256" : named;
    if (kind == "EC" && textOf(jwk, "crv") == "P-256" && (named.empty() || named == "ES256"))
        return "ES256";
    return {};
}

bool isForSignatures(const json::Value& jwk)
{
    const std::string use = textOf(jwk, "use");
    if (!use.empty() && use != "sig")
        return false;
    const json::Value* operations = jwk.find("key_ops");
    return !operations || std::any_of(operations->items.begin(), operations->items.end(),
                                      [](const json::Value& item) { return item.text == "verify"; });
}

} // namespace

Result<PublicKey> PublicKey::from(const json::Value& jwk)
{
    PublicKey made;
    made.m_id = textOf(jwk, "kid");
    made.m_algorithm = algorithmOf(jwk);
    if (made.m_algorithm.empty() || !isForSignatures(jwk) || made.m_id.empty())
        return fail(ErrorKind::NotFound, "no key with a kid for RS256, PS256 or ES256");
    const std::string name = "the key " + made.m_id.substr(0, idCharsMax);
    if (made.m_id.size() > idCharsMax)
        return fail(ErrorKind::Invalid, name + "… has a kid of over 256 characters");
    if (jwk.find("d"))
        return fail(ErrorKind::Invalid, name + " is private; the service takes public keys alone");
    const bool rsa = made.m_algorithm != "ES256";
    const std::size_t modulusBytes = rsa ? decodedBytes(textOf(jwk, "n")) : modulusBytesMin;
    if (modulusBytes < modulusBytesMin || modulusBytes > modulusBytesMax)
        return fail(ErrorKind::Invalid, name + " has not 2048 to 8192 bits");
    // Only what is known: nothing else of the file gets near the library.
    JsonPtr object(json_object());
    json_object_set_new(object.get(), "kty", json_string(rsa ? "RSA" : "EC"));
    json_object_set_new(object.get(), "alg", json_string(made.m_algorithm.c_str()));
    const std::vector<const char*> members =
        rsa ? std::vector<const char*>{"n", "e"} : std::vector<const char*>{"crv", "x", "y"};
    for (const char* member : members) {
        const std::string text = textOf(jwk, member);
        if (decodedBytes(text) == 0 && member != members.front())
            return fail(ErrorKind::Invalid, name + " has no " + member);
        json_object_set_new(object.get(), member, json_string(text.c_str()));
    }
    made.m_key = std::shared_ptr<json_t>(object.release(), JsonDeleter());
    return made;
}

bool PublicKey::verifies(std::string_view header, std::string_view payload, std::string_view signature) const
{
    const auto text = [](std::string_view part) { return json_stringn(part.data(), part.size()); };
    JsonPtr token(json_object());
    json_object_set_new(token.get(), "protected", text(header));
    json_object_set_new(token.get(), "payload", text(payload));
    json_object_set_new(token.get(), "signature", text(signature));
    return jose_jws_ver(quietly().get(), token.get(), nullptr, m_key.get(), false);
}

Result<std::vector<PublicKey>> parseKeySet(std::string_view text)
{
    const auto set = json::parse(text, {.bytesMax = fileBytesMax});
    if (!set)
        return tl::make_unexpected(set.error());
    const json::Value* listed = set->find("keys");
    if (!listed || listed->kind != json::Kind::Array)
        return fail(ErrorKind::Invalid, "is no JWKS: {\"keys\":[…]}");
    if (listed->items.size() > keysMax)
        return fail(ErrorKind::TooLarge, "holds over 100 keys");
    std::vector<PublicKey> keys;
    for (const json::Value& item : listed->items) {
        auto key = PublicKey::from(item);
        if (!key && key.error().kind == ErrorKind::NotFound)
            continue;
        if (!key)
            return tl::make_unexpected(key.error());
        if (std::any_of(keys.begin(), keys.end(), [&key](const PublicKey& other) { return other.id() == key->id(); }))
            return fail(ErrorKind::Invalid, "has the kid " + key->id() + " twice");
        keys.push_back(*std::move(key));
    }
    if (keys.empty())
        return fail(ErrorKind::Invalid, "holds no key with a kid for RS256, PS256 or ES256");
    return keys;
}

JwksFile::JwksFile(std::string path, const client::ports::Clock& clock, Log& log)
    : m_path(std::move(path)), m_clock(clock), m_log(log), m_lookAt(clock.steadyMs() + lookEveryMs),
      m_lookForUnknownAt(clock.steadyMs())
{
}

Result<std::unique_ptr<JwksFile>> JwksFile::open(const std::string& path, const client::ports::Clock& clock, Log& log)
{
    std::unique_ptr<JwksFile> file(new JwksFile(path, clock, log));
    if (auto read = file->read(); !read)
        return tl::make_unexpected(read.error());
    return file;
}

JwksFile::Stamp JwksFile::stamp() const
{
    struct stat info = {};
    if (::stat(m_path.c_str(), &info) != 0)
        return {};
    return {info.st_mtim.tv_sec * 1'000'000'000LL + info.st_mtim.tv_nsec, info.st_size, info.st_ino};
}

Result<void> JwksFile::read()
{
    // Before the text: a change in between is seen the next time.
    m_stamp = stamp();
    if (m_stamp.size > static_cast<std::int64_t>(fileBytesMax))
        return fail(ErrorKind::TooLarge, m_path + ": over 256 KiB");
    std::ifstream file(m_path, std::ios::binary);
    std::ostringstream text;
    if (!file || !(text << file.rdbuf()))
        return fail(ErrorKind::Storage, m_path + ": cannot be read, or is empty");
    auto keys = parseKeySet(text.str());
    if (!keys)
        return fail(keys.error().kind, m_path + ": " + keys.error().detail);
    m_keys = *std::move(keys);
    ++m_generation;
    return {};
}

void JwksFile::look()
{
    m_lookAt = m_clock.steadyMs() + lookEveryMs;
    if (stamp() == m_stamp)
        return;
    const auto again = read();
    if (again) {
        m_log.write(LogLevel::Info, "the issuer's keys were read again", {.file = m_path});
        return;
    }
    // So that the next look tries again, although the file did not change.
    m_stamp = {};
    m_log.write(LogLevel::Error, "the issuer's keys stay as they were", {.error = again.error().detail});
}

std::int64_t JwksFile::generation()
{
    if (m_clock.steadyMs() >= m_lookAt)
        look();
    return m_generation;
}

const PublicKey* JwksFile::known(std::string_view id) const
{
    const auto found =
        std::find_if(m_keys.begin(), m_keys.end(), [id](const PublicKey& key) { return key.id() == id; });
    return found == m_keys.end() ? nullptr : &*found;
}

const PublicKey* JwksFile::find(std::string_view id)
{
    const PublicKey* key = known(id);
    if (key || m_clock.steadyMs() < m_lookForUnknownAt)
        return key;
    m_lookForUnknownAt = m_clock.steadyMs() + lookEveryMs;
    look();
    return known(id);
}

} // namespace service::http
