// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace service::bookmakers {

// The value of X-Signature: "t=SECONDS,v1=HEX", where HEX is the HMAC-SHA256 of "SECONDS.METHOD TARGET.BODY". The
// target is in it because check_bet, block_funds and refund have the same body.
std::string signature(std::string_view key, std::int64_t utcSeconds, std::string_view method, std::string_view target,
                      std::string_view body);

// Path and query of an absolute URL.
std::string_view targetOf(std::string_view url);

} // namespace service::bookmakers
