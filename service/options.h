// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/result.h"
#include "client/contract/sandboxoptions.h"

#include <cstdint>
#include <optional>
#include <string>

namespace service {

using client::contract::SandboxOptions;

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

} // namespace service
