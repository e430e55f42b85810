// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/secrethash.h"

#include <sodium.h>

#include <stdexcept>

namespace service::http {

SecretHash::SecretHash() : m_key(crypto_generichash_KEYBYTES, '\0')
{
    // Harmless when it was called before.
    if (sodium_init() < 0)
        throw std::runtime_error("libsodium cannot be used on this machine");
    randombytes_buf(m_key.data(), m_key.size());
}

std::string SecretHash::operator()(std::string_view token) const
{
    const auto bytes = [](auto* text) { return reinterpret_cast<const unsigned char*>(text); };
    std::string made(crypto_generichash_BYTES, '\0');
    crypto_generichash(reinterpret_cast<unsigned char*>(made.data()), made.size(), bytes(token.data()), token.size(),
                       bytes(m_key.data()), m_key.size());
    return made;
}

} // namespace service::http
