// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/entitytag.h"

#include <algorithm>

namespace service::core {

namespace {

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// If-None-Match compares weakly: only what stands between the quotes counts.
std::string_view opaque(std::string_view tag)
{
    return tag.substr(tag.substr(0, 2) == "W/" ? 2 : 0);
}

} // namespace

std::string entityTag(std::int64_t version)
{
    return "W/\"" + std::to_string(version) + "\"";
}

bool isHeldByCaller(const Request& request, std::string_view tag)
{
    std::string_view held = client::contract::headerValue(request.headers, "If-None-Match");
    if (trimmed(held) == "*")
        return true;
    while (!held.empty()) {
        const std::size_t end = std::min(held.find(','), held.size());
        if (opaque(trimmed(held.substr(0, end))) == opaque(tag))
            return true;
        held.remove_prefix(std::min(end + 1, held.size()));
    }
    return false;
}

} // namespace service::core
