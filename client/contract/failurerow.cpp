// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/failurerow.h"

#include <utility>

namespace client::contract {

namespace {

constexpr std::array<std::pair<FailureState, std::string_view>, 5> states{{
    {FailureState::New, "new"},
    {FailureState::Ongoing, "ongoing"},
    {FailureState::Escalating, "escalating"},
    {FailureState::Regressed, "regressed"},
    {FailureState::Muted, "muted"},
}};

} // namespace

std::string_view word(FailureState state)
{
    return states[static_cast<std::size_t>(state)].second;
}

std::optional<FailureState> failureStateFrom(std::string_view word)
{
    for (const auto& [state, known] : states) {
        if (known == word)
            return state;
    }
    return std::nullopt;
}

bool needsAttention(FailureState state)
{
    switch (state) {
    case FailureState::New:
    case FailureState::Escalating:
    case FailureState::Regressed:
        return true;
    case FailureState::Ongoing:
    case FailureState::Muted:
        break;
    }
    return false;
}

} // namespace client::contract
