// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/roles.h"

#include <algorithm>
#include <array>

namespace service::core {

namespace {

constexpr std::array<std::string_view, 6> known{"game", "viewer", "support", "manager", "auditor", "admin"};

} // namespace

bool isRole(std::string_view word)
{
    return std::find(known.begin(), known.end(), word) != known.end();
}

std::string rolesKnown()
{
    std::string text;
    for (const std::string_view role : known)
        text.append(text.empty() ? "" : ", ").append(role);
    return text;
}

bool excludeEachOther(const std::vector<std::string>& roles)
{
    const auto has = [&roles](std::string_view role) {
        return std::find(roles.begin(), roles.end(), role) != roles.end();
    };
    return has("admin") && (has("support") || has("manager"));
}

bool mayServe(const Identity& identity, const client::contract::PartnerId& partner)
{
    return identity.partners.empty() ||
           std::find(identity.partners.begin(), identity.partners.end(), partner.text()) != identity.partners.end();
}

bool signedInLately(const Identity& identity, std::int64_t nowMs)
{
    constexpr std::int64_t signInMax = 300'000;
    constexpr std::int64_t clockSlackMs = 60'000;
    const std::int64_t age = nowMs - identity.authTime;
    return identity.authTime == 0 || (age <= signInMax && age >= -clockSlackMs);
}

bool seesPlayers(const Identity& identity)
{
    return identity.has("support") || identity.has("manager") || identity.has("auditor");
}

} // namespace service::core
