// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/result.h"
#include "service/bookmakers/bookmaker.h"

#include <string>
#include <string_view>

namespace service {

// Is this an address that money may be sent to? Plain http serves this machine alone.
client::contract::Result<void> checkBookmakerUrl(std::string_view url);
// May an operator add a header of this name and value?
client::contract::Result<void> checkExtraHeader(std::string_view name, std::string_view value);
// Is this the address of a mail server? Without TLS a message serves this machine alone.
client::contract::Result<void> checkMailUrl(std::string_view url, bool tls);
// NAME@HOST, of what needs no quotes.
bool isMailAddress(std::string_view address);
// "sha256//" and the base64 of 32 bytes.
bool isPin(std::string_view pin);

} // namespace service
