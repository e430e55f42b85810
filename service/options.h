// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/result.h"

#include <cstdint>
#include <optional>
#include <string>

namespace service {

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

struct Options
{
    std::string address;
    std::uint16_t port = 0;
    std::string database;
    std::string tokenFile;
    bool tokenStdin = false;
    std::string configFile;
    std::string logLevel = "info";
    double requestTimeoutSeconds = 10;
    std::optional<SandboxOptions> sandbox;

    bool isLoopback() const;
};

// What the program ends with.
enum class Exit : int { Stopped = 0, Failed = 1, Usage = 2, InUse = 3, Address = 4, Store = 5 };

// The options, or how to end at once: --help and --version have printed what was asked for, mistakes are on standard
// error.
tl::expected<Options, Exit> parseOptions(int argc, const char* const* argv);

// "unavailable=0.05,timeout=0.02": changes what is named.
client::contract::Result<void> parseFaults(const std::string& text, SandboxOptions& into);

} // namespace service
