// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/exchange.h"

#include <algorithm>

namespace client::contract {

namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

} // namespace

std::string_view headerValue(const std::vector<Header>& headers, std::string_view name)
{
    for (const Header& header : headers) {
        if (std::equal(header.name.begin(), header.name.end(), name.begin(), name.end(),
                       [](char a, char b) { return lower(a) == lower(b); }))
            return header.value;
    }
    return {};
}

} // namespace client::contract
