// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/feed/position.h"

#include <charconv>

namespace client::feed {

std::optional<Position> Position::parse(std::string_view cursor)
{
    const std::size_t dash = cursor.rfind('-');
    if (dash == std::string_view::npos || dash == 0 || cursor.size() > 128)
        return std::nullopt;
    const std::string_view digits = cursor.substr(dash + 1);
    Position position;
    position.epoch = cursor.substr(0, dash);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), position.seq);
    if (error != std::errc() || end != digits.data() + digits.size() || position.seq < 0)
        return std::nullopt;
    return position;
}

} // namespace client::feed
