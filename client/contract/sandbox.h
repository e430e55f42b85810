// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Shapes of POST /sandbox/token: in a sandbox one person may be several, so that a flow for two can be tried alone.
namespace client::contract {

struct SandboxPerson
{
    std::string subject;
    std::string role;
    std::string team; // empty: none
};

// The first is the one that nobody has to ask for.
const std::vector<SandboxPerson>& sandboxPeople();
const SandboxPerson* findSandboxPerson(std::string_view subject);

struct SandboxTokenOrder
{
    std::string subject;
    std::string role;
};

struct SandboxToken
{
    std::string token;
    std::int64_t expiresAt = 0; // UTC
};

std::string encode(const SandboxTokenOrder& order);
std::string encode(const SandboxToken& token);
// Unknown members are refused.
Result<SandboxTokenOrder> decodeSandboxTokenOrder(std::string_view body);
Result<SandboxToken> decodeSandboxToken(std::string_view body);

} // namespace client::contract
