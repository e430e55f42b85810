// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/api/target.h"

namespace client::api {

std::string escaped(std::string_view text)
{
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string result;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                           c == '.' || c == '_' || c == '~';
        if (plain) {
            result += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        result += '%';
        result += digits[byte >> 4];
        result += digits[byte & 15];
    }
    return result;
}

Target& Target::with(std::string_view name, std::string_view value)
{
    if (value.empty())
        return *this;
    m_text += m_hasQuery ? '&' : '?';
    m_hasQuery = true;
    m_text += std::string(name) + '=' + escaped(value);
    return *this;
}

} // namespace client::api
