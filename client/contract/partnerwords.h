// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/decoder.h"
#include "client/contract/retry.h"

#include <optional>
#include <string_view>

// Words that several messages about partners share; nothing outside client/contract needs it.
namespace client::contract {

std::string_view breakerWord(CircuitBreaker::State state);
std::optional<CircuitBreaker::State> breakerFrom(std::string_view word);
// True for `yes`, false for `no`, any other word is refused.
bool readEither(Decoder& in, const char* key, std::string_view yes, std::string_view no);

} // namespace client::contract
