// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/result.h"

#include <compare>
#include <string>
#include <string_view>
#include <utility>

namespace client::contract {

// 1 to 64 characters of [A-Za-z0-9._:-], domain.md 1.
bool isValidId(std::string_view text);

// A player can not be passed where a bet is meant. An empty id means "none"; parse() never makes one.
template <typename Tag>
class Id
{
public:
    Id() = default;
    // For text that was checked before: a literal, a row of our own store.
    explicit Id(std::string text) : m_text(std::move(text)) {}

    static Result<Id> parse(std::string_view text)
    {
        if (!isValidId(text))
            return fail(ErrorKind::Invalid, "an id is 1 to 64 characters of A-Z a-z 0-9 . _ : -");
        return Id(std::string(text));
    }

    const std::string& text() const { return m_text; }
    bool empty() const { return m_text.empty(); }
    auto operator<=>(const Id&) const = default;

private:
    std::string m_text;
};

using BetId = Id<struct BetTag>;
using PartnerId = Id<struct PartnerTag>;
using PlayerId = Id<struct PlayerTag>;
using RoundId = Id<struct RoundTag>;
using GameId = Id<struct GameTag>;
using OperationId = Id<struct OperationTag>;
using RefundId = Id<struct RefundTag>;
using JobId = Id<struct JobTag>;
using FailureId = Id<struct FailureTag>;
using AlertId = Id<struct AlertTag>;
using AlertRuleId = Id<struct AlertRuleTag>;

} // namespace client::contract
