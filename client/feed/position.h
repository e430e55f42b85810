// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace client::feed {

// A cursor taken apart: "<epoch>-<seq>", domain.md 7. seq is dense within an epoch.
struct Position
{
    std::string epoch;
    std::int64_t seq = 0;

    static std::optional<Position> parse(std::string_view cursor);
    std::string text() const { return epoch + '-' + std::to_string(seq); }
    bool operator==(const Position&) const = default;
};

} // namespace client::feed
