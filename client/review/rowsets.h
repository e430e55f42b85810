// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/review/log.h"
#include "client/review/selection.h"

#include <cstdint>
#include <optional>

// Sets of rows that no query says. All of these use every processor while they run.
namespace client::review {

// Where something went wrong: a failure or doubt, an error's text or class, a refusal over HTTP, a damaged line.
Selection errors(const Log& log);
bool isDamaged(LineKind kind);
// Lines that are not what a line of a log is, but are kept as text.
Selection damaged(const Log& log);
// Those at fromMs … toMs - 1 by the file's own times.
Selection within(const Log& log, std::int64_t fromMs, std::int64_t toMs);

// Times of the earliest and latest line that has one, in the file's own times.
struct Span
{
    std::int64_t firstMs = 0;
    std::int64_t lastMs = 0;
};
std::optional<Span> spanOf(const Log& log);

} // namespace client::review
