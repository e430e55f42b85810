// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace service::http {

// What a table holds instead of tokens: a hash under a key of this process, so that the time of a look-up tells nothing
// about a token, and memory holds none.
class SecretHash
{
public:
    SecretHash();
    std::string operator()(std::string_view token) const;

private:
    std::string m_key;
};

} // namespace service::http
