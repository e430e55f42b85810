// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/bundle/manifest.h"
#include "client/contract/result.h"
#include "client/ports/random.h"

#include <QString>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace client::bundle {

// Lines one after the other, without their ends; nothing: there are no more.
using Lines = std::function<std::optional<std::string_view>()>;

struct ExportOptions
{
    // All but `players` and `files`, which are found out here. `leftOut` is of lines that were not handed over, because
    // they are no JSON; such lines among those that are handed over are added.
    Manifest about;
    Players players = Players::Hashed;
    std::string password = {};    // empty: not encrypted, else AES-256
    std::string signingSeed = {}; // 64 hexadecimal digits of an Ed25519 seed, empty: not signed
};

// Writes a new bundle. Its memory does not grow with the lines, which pass through a file beside `path`. Conflict:
// there is a file of that name. Invalid: the seed is none. Storage: the disk. Then there is no bundle.
contract::Result<Manifest> exportBundle(const QString& path, const Lines& events, const Lines& notes,
                                        const ExportOptions& options, ports::Random& random);

// The public key of a seed, both 64 hexadecimal digits; nothing if it is none.
std::optional<std::string> signerOf(std::string_view seed);

} // namespace client::bundle
