// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/result.h"
#include "service/bookmakers/bookmaker.h"
#include "service/core/settings.h"
#include "service/notify/endpoint.h"

#include <map>
#include <string>
#include <string_view>

namespace service {

// What the rules need to know, how the partners with wallets of their own are reached, by partner, and how those who
// are told of events.
struct Configuration : core::Settings
{
    Configuration() { alerts.everyMs = 2'000; }

    std::map<std::string, bookmakers::Bookmaker> bookmakers;
    std::map<std::string, notify::Endpoint> notified; // how the endpoints are reached, by name
};

// From TOML. What it does not name is not known to the service: no partner, no player, no game. Every mistake
// is found at once, one line of the error's detail each: "betd.toml:7: …". Unknown keys are mistakes. Files that it
// names lie beside `origin` unless their paths are absolute.
client::contract::Result<Configuration> parseConfig(std::string_view text, std::string_view origin);
client::contract::Result<Configuration> loadConfig(const std::string& path);

} // namespace service
