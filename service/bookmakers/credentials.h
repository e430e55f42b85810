// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/result.h"
#include "service/bookmakers/bookmaker.h"

#include <string>

namespace service::bookmakers {

// What proves to a bookmaker who we are; at most one of them.
struct Credentials
{
    std::string token;
    std::string hmacKey;
};

// The bytes of a file that nobody but its owner can read, without the line's end after them.
client::contract::Result<std::string> readSecret(const std::string& path);
client::contract::Result<Credentials> readCredentials(const Bookmaker& bookmaker);
// Without reading it: why readSecret() would refuse this file, or nothing.
client::contract::Result<void> checkSecretFile(const std::string& path);

} // namespace service::bookmakers
