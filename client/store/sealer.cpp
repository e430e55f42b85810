// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/store/sealer.h"

#include <sodium.h>

#include <cstdlib>
#include <cstring>
#include <utility>

namespace client::store {

namespace {

constexpr std::size_t nonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(nonceBytes == 16 + sizeof(std::uint64_t));
static_assert(Sealer::keyBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

const unsigned char* bytes(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* bytes(std::string& text)
{
    return reinterpret_cast<unsigned char*>(text.data());
}

} // namespace

Sealer::~Sealer()
{
    sodium_memzero(m_key.data(), m_key.size());
}

void Sealer::setKey(std::string key)
{
    // Without it libsodium falls back to slower code; it fails only where there is no randomness at all.
    if (sodium_init() < 0)
        std::abort();
    m_key = std::move(key);
    randombytes_buf(m_nonceBegin.data(), m_nonceBegin.size());
    m_sealed = 0;
}

std::string Sealer::seal(std::string_view text, std::string_view place)
{
    if (m_key.empty())
        return std::string(text);
    std::string sealed(nonceBytes + text.size() + tagBytes, '\0');
    std::memcpy(sealed.data(), m_nonceBegin.data(), m_nonceBegin.size());
    std::memcpy(sealed.data() + m_nonceBegin.size(), &m_sealed, sizeof m_sealed);
    ++m_sealed;
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytes(sealed) + nonceBytes, nullptr, bytes(text), text.size(),
                                               bytes(place), place.size(), nullptr, bytes(sealed), bytes(m_key));
    return sealed;
}

std::optional<std::string> Sealer::unseal(std::string_view sealed, std::string_view place) const
{
    if (m_key.empty())
        return std::string(sealed);
    if (sealed.size() < nonceBytes + tagBytes)
        return std::nullopt;
    std::string text(sealed.size() - nonceBytes - tagBytes, '\0');
    const std::string_view body = sealed.substr(nonceBytes);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytes(text), nullptr, nullptr, bytes(body), body.size(),
                                                   bytes(place), place.size(), bytes(sealed), bytes(m_key)) != 0)
        return std::nullopt;
    return text;
}

} // namespace client::store
