// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/filter.h"

#include "client/contract/querynode.h"
#include "client/review/blocks.h"
#include "client/review/filterplan.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>

namespace client::review {

namespace {

using Mask = std::vector<std::uint8_t>;

// The row of the line that holds `offset`, found from the row of an earlier one.
std::uint64_t rowFrom(const BlockColumn& offsets, std::uint64_t rows, std::uint64_t row, std::uint64_t offset)
{
    std::uint64_t step = 1;
    while (row + step < rows && static_cast<std::uint64_t>(offsets.at(row + step)) <= offset) {
        row += step;
        step *= 2;
    }
    for (; step != 0; step /= 2) {
        if (row + step < rows && static_cast<std::uint64_t>(offsets.at(row + step)) <= offset)
            row += step;
    }
    return row;
}

// `find(lines, from)` is the place of the next match in the lines of a block, or TextSearch::none.
template <typename Find>
Selection linesWhere(const Log& log, const Find& find)
{
    const Columns& columns = log.columns();
    Selection found(log.rows());
    overBlocks(columns.blocks().size(), Mask(), [&](Mask& mask, std::size_t block) {
        const BlockHead& head = columns.blocks()[block];
        const std::string_view lines = log.text().substr(head.textBegin, head.textEnd - head.textBegin);
        const BlockColumn offsets = columns.block(block, Column::Offset);
        mask.assign(rowsPerBlock, 0);
        std::uint64_t row = 0;
        for (std::size_t at = find(lines, 0); at < lines.size();) {
            row = rowFrom(offsets, head.rows, row, head.textBegin + at);
            mask[row] = 1;
            const std::size_t feed = lines.find('\n', at);
            if (feed == std::string_view::npos)
                break;
            at = find(lines, feed + 1);
        }
        found.setBlock(block, mask);
    });
    return found;
}

} // namespace

Selection select(const Log& log, const contract::Query& query, std::int64_t nowMs)
{
    const FilterPlan plan(log, query.root(), nowMs);
    Selection found(log.rows());
    overBlocks(log.columns().blocks().size(), FilterPlan::Scratch(),
               [&](FilterPlan::Scratch& scratch, std::size_t block) { plan.run(block, scratch, found); });
    return found;
}

Selection containing(const Log& log, std::string_view text, TextSearch::Case rule)
{
    if (text.find('\n') != std::string_view::npos)
        return Selection(log.rows());
    const TextSearch search(text, rule, log.text());
    return linesWhere(log, [&](std::string_view lines, std::size_t from) { return search.find(lines, from); });
}

contract::Result<Selection> matching(const Log& log, std::string_view expression, TextSearch::Case rule)
{
    RE2::Options options;
    options.set_log_errors(false);
    options.set_case_sensitive(rule == TextSearch::Case::Exact);
    options.set_never_nl(true);
    // A group of its own, so that (?m) is of all alternatives.
    const RE2 compiled("(?m:" + std::string(expression) + ')', options);
    const RE2 alone(re2::StringPiece(expression.data(), expression.size()), options);
    if (!alone.ok() || !compiled.ok())
        return contract::fail(contract::ErrorKind::Invalid, alone.ok() ? compiled.error() : alone.error());
    return linesWhere(log, [&](std::string_view lines, std::size_t from) {
        re2::StringPiece match;
        const re2::StringPiece text(lines.data(), lines.size());
        // \A and \z are the ends of a line too, so each is then looked at alone.
        if (expression.find("\\A") != std::string_view::npos || expression.find("\\z") != std::string_view::npos) {
            while (from < lines.size()) {
                const std::size_t end = std::min(lines.find('\n', from), lines.size());
                if (compiled.Match(text.substr(from, end - from), 0, end - from, RE2::UNANCHORED, &match, 1))
                    return from;
                from = end + 1;
            }
            return TextSearch::none;
        }
        if (from >= lines.size() || !compiled.Match(text, from, lines.size(), RE2::UNANCHORED, &match, 1))
            return TextSearch::none;
        return static_cast<std::size_t>(match.data() - lines.data());
    });
}

} // namespace client::review
