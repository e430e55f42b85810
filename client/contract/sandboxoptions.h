// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/result.h"

#include <cstdint>
#include <string>

// How a sandbox plays. The service reads it from its command line, and the console checks what it hands on by the same
// rules: a service that refuses its options would be started again for ever.
namespace client::contract {

struct SandboxOptions
{
    // With this one the first half minute on a new database shows a bet in every status.
    std::uint64_t seed = 23'264;
    double betsPerSecond = 5;
    // Shares of attempts, of bets and of rounds.
    double unavailable = 0.05;
    double timeoutAfter = 0.03;
    double timeoutBefore = 0.01;
    double slow = 0.02;
    double stubborn = 0.3;
    double wrongResult = 0.02;
};

constexpr double sandboxRateMax = 10'000;

// "unavailable=0.05,timeout=0.02": changes what is named.
Result<void> parseFaults(const std::string& text, SandboxOptions& into);

} // namespace client::contract
