// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/failurerow.h"

#include <cstdint>

namespace service::core {

namespace contract = client::contract;

// What the state of a group of failures follows from, beside its counts.
struct FailureFacts
{
    std::int64_t appearedAt = 0; // when it came, or came back
    bool cameBack = false;
    std::int64_t takenAt = 0;    // when somebody last became its owner
    std::int64_t worseAt = 0;    // when it outgrew its muting
    std::int64_t mutedUntil = 0; // failures in one hour that end the muting; 0: not muted
};

using FailureBlocks = std::array<std::int64_t, contract::failureBlocks>;

inline constexpr std::int64_t failureSilenceMs = 24 * contract::failureBlockMs;

// The counts as of this time: hours that passed without a failure are 0, those older than a day are gone.
FailureBlocks blocksAt(const FailureBlocks& blocks, std::int64_t blocksTo, std::int64_t nowMs);
std::int64_t blockOf(std::int64_t utcMs); // where the hour of this time begins

// A failure now, after one at `lastAt`, means that it came back.
bool comesBack(std::int64_t lastAt, bool resolved, std::int64_t nowMs);

// Of a group that is muted now: twice what its busiest hour of the last two had.
std::int64_t muteLimit(const FailureBlocks& now);

// `now` are blocksAt(nowMs).
contract::FailureState failureState(const FailureFacts& facts, const FailureBlocks& now, std::int64_t nowMs);

} // namespace service::core
