// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/query.h"
#include "client/contract/result.h"
#include "client/review/log.h"
#include "client/review/selection.h"
#include "client/review/textsearch.h"

#include <cstdint>
#include <string_view>

// All of these use every processor while they run.
namespace client::review {

// The rows that the query matches, as Query::matches() has it for the row of an event. An event without a bet has the
// fields that it has: its round, partner and time of creation. A line of betd's log has its http status, error and
// time. A bare word is looked for in the text of every line that is no event.
Selection select(const Log& log, const contract::Query& query, std::int64_t nowMs);

// The lines that hold `text`, which is not empty.
Selection containing(const Log& log, std::string_view text, TextSearch::Case rule);

// The lines that `expression` (re2's syntax) matches, as grep has it: ^ and $ are the ends of the line. Invalid: it is
// no expression, or too large a one.
contract::Result<Selection> matching(const Log& log, std::string_view expression, TextSearch::Case rule);

} // namespace client::review
