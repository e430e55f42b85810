// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/query.h"

#include <optional>

namespace client::contract {

// A parsed query as a tree; its values are ready to be compared.
struct Query::Node
{
    enum class Kind { All, Term, Not, And, Or };

    Kind kind = Kind::All;
    std::vector<Node> children;

    std::size_t term = 0; // of Term: its index in terms()
    QueryField field = QueryField::Text;
    QueryOperator op = QueryOperator::Contains;
    std::string folded;      // texts, without case
    std::int64_t number = 0; // amounts, attempts, HTTP statuses; milliseconds of last:
    int exponent = 0;        // decimals of number, for amounts
    std::int64_t fromMs = 0; // created:, [from, to)
    std::int64_t toMs = 0;
    std::optional<ShownStatus> status;
    std::optional<BetState> state;

    bool matches(const BetRow& row, std::int64_t nowMs) const;
    bool holds(const std::function<bool(std::size_t term)>& says) const;
    void collectLeaves(std::vector<const Node*>& leaves) const;
};

// Lower case of ASCII, Latin-1, Greek and Cyrillic letters of UTF-8 text; everything else stays.
std::string foldCase(std::string_view text);

} // namespace client::contract
