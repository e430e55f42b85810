// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace service::notify {

// The value of X-Betdesk-Signature: "t=SECONDS,v1=HEX", where HEX is the HMAC-SHA256 of "SECONDS.ID.BODY": neither
// the time nor the id, by which a receiver refuses what is old and drops what it has, can be changed on the way.
std::string signature(std::string_view key, std::int64_t utcSeconds, std::string_view id, std::string_view body);

} // namespace service::notify
