// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/ids.h"
#include "client/contract/money.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace client::contract {

// New: nobody has taken it yet. Regressed: it came back after a day of silence, or after it was resolved. Muted: it
// says nothing until it gets worse.
enum class FailureState { New, Ongoing, Escalating, Regressed, Muted };

std::string_view word(FailureState state);
std::optional<FailureState> failureStateFrom(std::string_view word);
// Somebody should look at it.
bool needsAttention(FailureState state);

inline constexpr std::size_t failureBlocks = 24;
inline constexpr std::int64_t failureBlockMs = 3'600'000;

// Failed attempts with one cause at one partner, as lists and events show them.
struct FailureRow
{
    FailureId id;
    PartnerId partner;
    std::string call; // block_funds, update_bet_status, …
    int http = 0;     // 0: there was no reply
    std::string errorClass;
    std::string message;        // normalised
    std::int64_t bets = 0;      // distinct, ever
    std::int64_t openBets = 0;  // whose operation failed like this last and is not definite
    std::int64_t failures = 0;  // attempts, ever
    std::vector<Money> amounts; // stakes of `bets`, one line per currency
    std::int64_t firstAt = 0;
    std::int64_t lastAt = 0;
    // Failures per hour of the clock, oldest first; the last hour begins at `blocksTo`.
    std::array<std::int64_t, failureBlocks> blocks{};
    std::int64_t blocksTo = 0;
    FailureState state = FailureState::New;
    std::int64_t mutedUntil = 0; // failures in one hour that end the muting; 0: not muted
    std::string owner;
    std::string note;
    std::int64_t version = 0;
    bool operator==(const FailureRow&) const = default;
};

} // namespace client::contract
