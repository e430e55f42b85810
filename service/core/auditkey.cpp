// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/auditkey.h"

#include "service/core/keys.h"

#include <sodium/crypto_sign_ed25519.h>
#include <sodium/utils.h>

#include <array>

namespace service::core {

namespace {

unsigned char* bytes(std::string& text)
{
    return reinterpret_cast<unsigned char*>(text.data());
}

const unsigned char* bytes(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

// Says what it is, so that no signature for another purpose could ever stand for it.
std::string messageOf(const AuditHead& head)
{
    return "betd audit head " + std::to_string(head.seq) + ":" + hex(head.hash);
}

} // namespace

AuditKey auditKeyFrom(std::string_view seed)
{
    AuditKey key{std::string(crypto_sign_ed25519_PUBLICKEYBYTES, '\0'),
                 std::string(crypto_sign_ed25519_SECRETKEYBYTES, '\0')};
    crypto_sign_ed25519_seed_keypair(bytes(key.publicKey), bytes(key.secretKey), bytes(seed));
    return key;
}

std::string sign(const AuditKey& key, const AuditHead& head)
{
    const std::string message = messageOf(head);
    std::string signature(crypto_sign_ed25519_BYTES, '\0');
    crypto_sign_ed25519_detached(bytes(signature), nullptr, bytes(std::string_view(message)), message.size(),
                                 bytes(std::string_view(key.secretKey)));
    return signature;
}

bool verifies(std::string_view publicKey, const AuditHead& head, std::string_view signature)
{
    const std::string message = messageOf(head);
    return publicKey.size() == crypto_sign_ed25519_PUBLICKEYBYTES && signature.size() == crypto_sign_ed25519_BYTES &&
           crypto_sign_ed25519_verify_detached(bytes(signature), bytes(std::string_view(message)), message.size(),
                                               bytes(publicKey)) == 0;
}

contract::AuditHeadText headText(const AuditHead& head, std::string_view signature)
{
    std::string text(sodium_base64_ENCODED_LEN(crypto_sign_ed25519_BYTES, sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes(signature), signature.size(), sodium_base64_VARIANT_ORIGINAL);
    text.pop_back(); // the terminating zero
    return {head.seq, hex(head.hash), std::move(text)};
}

SignedHead signedHeadFrom(const contract::AuditHeadText& text)
{
    SignedHead made;
    made.head = {text.seq, bytes32FromHex(text.hash).value_or("")};
    made.signature.resize(crypto_sign_ed25519_BYTES);
    std::size_t count = 0;
    if (sodium_base642bin(bytes(made.signature), made.signature.size(), text.signature.data(), text.signature.size(),
                          nullptr, &count, nullptr, sodium_base64_VARIANT_ORIGINAL) != 0)
        count = 0;
    made.signature.resize(count);
    return made;
}

std::optional<std::string> bytes32FromHex(std::string_view text)
{
    std::string made(32, '\0');
    std::size_t count = 0;
    const char* end = nullptr;
    if (text.size() != 64 ||
        sodium_hex2bin(bytes(made), made.size(), text.data(), text.size(), nullptr, &count, &end) != 0 ||
        count != made.size() || end != text.data() + text.size())
        return std::nullopt;
    return made;
}

} // namespace service::core
