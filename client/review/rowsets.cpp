// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/rowsets.h"

#include "client/contract/states.h"
#include "client/review/blocks.h"

#include <algorithm>

namespace client::review {

namespace {

using Mask = std::vector<std::uint8_t>;
constexpr std::int64_t refusedFrom = 400; // RFC 9110, 15.5

// Sets the mask where a value of the column lies in low … high; a block that holds none is not looked into.
void add(const Columns& columns, std::size_t block, Column column, std::int64_t low, std::int64_t high, Mask& mask)
{
    const BlockColumn values = columns.block(block, column);
    if (values.most < low || values.least > high)
        return;
    const std::uint64_t rows = columns.blocks()[block].rows;
    for (std::uint64_t i = 0; i < rows; ++i) {
        const std::int64_t value = values.at(i);
        mask[i] |= static_cast<std::uint8_t>(value >= low && value <= high);
    }
}

template <typename Fill>
Selection filled(const Log& log, const Fill& fill)
{
    Selection found(log.rows());
    overBlocks(log.columns().blocks().size(), Mask(), [&](Mask& mask, std::size_t block) {
        mask.assign(rowsPerBlock, 0);
        fill(block, mask);
        found.setBlock(block, mask);
    });
    return found;
}

constexpr auto firstDamaged = static_cast<std::int64_t>(LineKind::NotJson);
constexpr auto lastDamaged = static_cast<std::int64_t>(LineKind::BadText);

constexpr std::int64_t valueOf(contract::ShownStatus status)
{
    return static_cast<std::int64_t>(status) + 1;
}

} // namespace

bool isDamaged(LineKind kind)
{
    return static_cast<std::int64_t>(kind) >= firstDamaged && static_cast<std::int64_t>(kind) <= lastDamaged;
}

Selection errors(const Log& log)
{
    constexpr auto any = std::numeric_limits<std::int64_t>::max();
    const Columns& columns = log.columns();
    return filled(log, [&](std::size_t block, Mask& mask) {
        add(columns, block, Column::Kind, firstDamaged, lastDamaged, mask);
        add(columns, block, Column::Error, 1, any, mask);
        add(columns, block, Column::ErrorClass, 1, any, mask);
        add(columns, block, Column::Http, refusedFrom, any, mask);
        for (const auto status : {contract::ShownStatus::Failed, contract::ShownStatus::InDoubt})
            add(columns, block, Column::Status, valueOf(status), valueOf(status), mask);
    });
}

Selection damaged(const Log& log)
{
    return filled(log, [&](std::size_t block, Mask& mask) {
        add(log.columns(), block, Column::Kind, firstDamaged, lastDamaged, mask);
    });
}

Selection within(const Log& log, std::int64_t fromMs, std::int64_t toMs)
{
    return filled(log, [&](std::size_t block, Mask& mask) {
        if (fromMs < toMs)
            add(log.columns(), block, Column::At, fromMs, toMs - 1, mask);
    });
}

std::optional<Span> spanOf(const Log& log)
{
    std::optional<Span> span;
    const Columns& columns = log.columns();
    for (std::size_t block = 0; block < columns.blocks().size(); ++block) {
        const BlockColumn times = columns.block(block, Column::At);
        if (times.most == 0)
            continue;
        std::int64_t first = times.least;
        // Lines before the first that says a time stand at 0.
        for (std::uint64_t i = 0; first == 0 && i < columns.blocks()[block].rows; ++i)
            first = times.at(i);
        if (!span)
            span = Span{first, times.most};
        span->firstMs = std::min(span->firstMs, first);
        span->lastMs = std::max(span->lastMs, times.most);
    }
    return span;
}

} // namespace client::review
