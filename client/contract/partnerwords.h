// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/retry.h"

#include <optional>
#include <string_view>

// Words that several messages about partners share; nothing outside client/contract needs it.
namespace client::contract {

std::string_view breakerWord(CircuitBreaker::State state);
std::optional<CircuitBreaker::State> breakerFrom(std::string_view word);

} // namespace client::contract
