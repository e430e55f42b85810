// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/result.h"
#include "client/review/columnbuild.h"
#include "client/review/mappedfile.h"

#include <QString>

#include <memory>
#include <string>
#include <string_view>

namespace client::review {

// The text of a file that a person opens: lines as they are, or those that a .gz or an incident bundle holds, unpacked
// once into `folder`.
struct TextSource
{
    std::unique_ptr<MappedFile> file;
    bool isCut = false; // a .gz that ends too early or is damaged: the lines up to there

    std::string_view text() const { return file->bytes(); }
};

struct UnpackLimits
{
    std::uint64_t bytesMax = std::uint64_t(16) << 30;
    std::uint64_t ratioMax = 100; // beyond the first 16 MiB: text that packs better is no log
};

// Null file: it was stopped. TooLarge: above a limit, nothing is kept. Malformed: a bundle that is not what its
// manifest says. Invalid: it needs a password, or another one. `hooks` tells of packed bytes.
contract::Result<TextSource> openText(const QString& path, const QString& folder, const BuildHooks& hooks = {},
                                      const UnpackLimits& limits = {}, const std::string& password = {});

// What files in `folder` that stand for `path` begin with.
QString cacheKey(const QString& path);

} // namespace client::review
