// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/bundle/manifest.h"
#include "client/ports/random.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace client::bundle {

// Takes out of lines what may not leave: secrets always (members whose names say so, bearer tokens, JSON web tokens),
// and ids of players unless they are to stay. An id becomes a token that is the same within one bundle and, the key
// being thrown away, nothing to anybody: a hash of the few ids there are could be tried out.
class Masker
{
public:
    Masker(Players players, ports::Random& random);

    // Nothing: the line is no JSON within the limits of json::parse(), so nobody knows what is in it.
    std::optional<std::string> masked(std::string_view line) const;
    std::string token(std::string_view player) const; // "h-" and 16 hexadecimal digits

private:
    Players m_players;
    std::array<unsigned char, 32> m_key{};
};

} // namespace client::bundle
