// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/result.h"
#include "client/review/columnformat.h"

#include <QIODevice>

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string_view>

namespace client::review {

struct Progress
{
    std::uint64_t bytesDone = 0;
    std::uint64_t bytesTotal = 0;
    std::uint64_t rows = 0;
};

struct BuildHooks
{
    std::stop_token stop;
    std::function<void(const Progress&)> progress; // on the calling thread, every few megabytes
};

// Writes the columns of `text`, read on every processor at once in pieces of a few megabytes: the memory does not grow
// with the text, only with the ids in it. False: it was stopped. Storage: `out` took less than all.
contract::Result<bool> buildColumns(std::string_view text, const SourceMark& mark, QIODevice& out,
                                    const BuildHooks& hooks = {});

// The same for the first lines of `text`, at least one and about `bytes` of them.
contract::Result<void> buildFirstColumns(std::string_view text, const SourceMark& mark, std::size_t bytes,
                                         QIODevice& out);

} // namespace client::review
