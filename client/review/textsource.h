// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/result.h"
#include "client/review/columnbuild.h"
#include "client/review/mappedfile.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace client::review {

// The text of a file that a person opens: a copy of its lines as they are, or those that a .gz or an incident bundle
// holds, unpacked. It lies in `folder` and stays as it is, whatever becomes of the file; without a place there, the
// copy is a temporary file.
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

// Gets the first lines of a large plain text before it is copied, with what follows them.
using BeginningHook = std::function<void(QByteArray beginning)>;

// Asked when a plain text is about to be copied from its first byte on: what it gives takes all that is copied, which
// is then in the processor's reach, and tells the rows for progress.
using BuildHook = std::function<ColumnBuild&()>;

// Null file: it was stopped. TooLarge: above a limit, nothing is kept. Malformed: a bundle that is not what its
// manifest says. Invalid: it needs a password, or another one. `hooks` tells of the file's bytes.
contract::Result<TextSource> openText(const QString& path, const QString& folder, const BuildHooks& hooks = {},
                                      const UnpackLimits& limits = {}, const std::string& password = {},
                                      const BeginningHook& beginning = {}, const BuildHook& building = {});

// What files in `folder` that stand for `path` begin with.
QString cacheKey(const QString& path);

} // namespace client::review
