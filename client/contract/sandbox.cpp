// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/sandbox.h"

#include "client/contract/decoder.h"
#include "client/contract/encoder.h"

#include <algorithm>

namespace client::contract {

namespace {

constexpr std::size_t tokenMax = 8'192;

SandboxToken sandboxToken(Decoder& in)
{
    return {in.requiredText("token", tokenMax), in.time("expires_at")};
}

} // namespace

const std::vector<SandboxPerson>& sandboxPeople()
{
    static const std::vector<SandboxPerson> people{
        {"operator", "support", "desk"}, {"a.petrova", "support", "desk"}, {"m.orlov", "manager", "desk"},
        {"d.lee", "manager", "desk"},    {"v.audit", "auditor", ""},       {"g.viewer", "viewer", ""},
    };
    return people;
}

const SandboxPerson* findSandboxPerson(std::string_view subject)
{
    const auto& people = sandboxPeople();
    const auto found = std::find_if(people.begin(), people.end(),
                                    [subject](const SandboxPerson& person) { return person.subject == subject; });
    return found == people.end() ? nullptr : &*found;
}

std::string encode(const SandboxTokenOrder& order)
{
    return json::dump(Json{{"subject", order.subject}, {"role", order.role}});
}

std::string encode(const SandboxToken& token)
{
    return json::dump(Json{{"token", token.token}, {"expires_at", json::timeText(token.expiresAt)}});
}

Result<SandboxTokenOrder> decodeSandboxTokenOrder(std::string_view body)
{
    const auto value = json::parse(body);
    if (!value)
        return tl::make_unexpected(value.error());
    Decoder in(*value, "");
    SandboxTokenOrder order{in.requiredText("subject"), in.requiredText("role")};
    refuseUnknown(in, *value, {"subject", "role"});
    if (!in.ok())
        return tl::make_unexpected(in.error());
    return order;
}

Result<SandboxToken> decodeSandboxToken(std::string_view body)
{
    return decodeText<SandboxToken>(body, sandboxToken);
}

} // namespace client::contract
