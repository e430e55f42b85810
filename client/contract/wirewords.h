// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/wire.h"

#include <optional>
#include <string_view>

// Words of the wire that only its two halves need.
namespace client::contract {

std::string_view word(TimelineKind kind);
std::optional<TimelineKind> timelineKindFrom(std::string_view word);

} // namespace client::contract
