// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/querynode.h"
#include "client/review/log.h"
#include "client/review/selection.h"

#include <cstdint>
#include <span>
#include <vector>

namespace client::review {

// A query made ready for the columns of one log: each term is a range of one column's values or a table over its codes,
// so that a block is decided by its least and greatest value or in one pass over narrow values.
class FilterPlan
{
public:
    FilterPlan(const Log& log, const contract::Query::Node& query, std::int64_t nowMs);

    // One for each thread.
    struct Scratch
    {
        std::vector<std::vector<std::uint8_t>> masks; // by depth
    };
    // Several threads, each with blocks of its own.
    void run(std::size_t block, Scratch& scratch, Selection& found) const;

    struct Step
    {
        enum class Kind { None, All, Range, Table, Rows, Not, And, Or };

        Kind kind = Kind::None;
        Column column = Column::Kind;
        std::uint8_t flags = 0; // all of these have to be set
        std::int64_t low = 0;   // of Range, both included
        std::int64_t high = 0;
        std::vector<std::uint8_t> table; // 0 or 1 by code
        Selection rows;
        std::vector<Step> children;
    };

private:
    enum class Verdict { None, All, Some };

    Step compile(const contract::Query::Node& node) const;
    Step term(const contract::Query::Node& node) const;
    Step codes(Dictionary dictionary, const std::vector<std::uint32_t>& wanted) const;
    Step table(Dictionary dictionary, std::vector<std::uint8_t> wanted) const;
    Step equal(Dictionary dictionary, const contract::Query::Node& node) const;
    Step amount(const contract::Query::Node& node, Column column, std::uint8_t flags) const;
    Step error(const contract::Query::Node& node) const;
    Step text(const contract::Query::Node& node) const;

    Verdict eval(const Step& step, std::size_t block, std::size_t depth, Scratch& scratch) const;
    Verdict evalRange(const Step& step, std::size_t block, std::span<std::uint8_t> mask) const;
    Verdict evalTable(const Step& step, std::size_t block, std::span<std::uint8_t> mask) const;
    Verdict evalRows(const Step& step, std::size_t block, std::span<std::uint8_t> mask) const;
    Verdict evalChildren(const Step& step, std::size_t block, std::size_t depth, Scratch& scratch) const;
    Verdict withFlags(const Step& step, std::size_t block, Verdict verdict, std::span<std::uint8_t> mask) const;

    const Log& m_log;
    const Columns& m_columns;
    std::int64_t m_nowMs;
    Step m_root;
};

} // namespace client::review
