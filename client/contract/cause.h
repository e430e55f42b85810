// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace client::contract {

inline constexpr std::size_t causeBytesMax = 200;

// What a failure's message says apart from whom it says it of, so that one trouble makes one group: times, amounts,
// numbers and ids become {time}, {amount}, {n} and {id}. `ids` are those that are known from the failed bet; they are
// found without any digit in them too. Valid UTF-8 stays valid; no longer than causeBytesMax.
std::string normalisedMessage(std::string_view message, const std::vector<std::string>& ids = {});

} // namespace client::contract
