// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/notify/signature.h"

#include <sodium.h>

#include <array>

namespace service::notify {

std::string signature(std::string_view key, std::int64_t utcSeconds, std::string_view id, std::string_view body)
{
    const std::string seconds = std::to_string(utcSeconds);
    std::string text = seconds + ".";
    text.append(id).append(".").append(body);
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(key.data()), key.size());
    crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
    crypto_auth_hmacsha256_final(&state, mac.data());
    std::string hex(2 * mac.size() + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), mac.data(), mac.size());
    hex.pop_back();
    return "t=" + seconds + ",v1=" + hex;
}

} // namespace service::notify
