// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/core/message.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace service::core {

// The entity tag of a bet or round (RFC 9110 8.8.3). Weak, because the attempts of an open operation show in a row
// without a new version of it.
std::string entityTag(std::int64_t version);

// Does the caller say in If-None-Match that it has this already?
bool isHeldByCaller(const Request& request, std::string_view tag);

} // namespace service::core
