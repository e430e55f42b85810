// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/querynode.h"

#include <algorithm>

namespace client::contract {

namespace {

__extension__ typedef __int128 Wide;

template <typename Number>
bool compare(Number value, QueryOperator op, Number bound)
{
    switch (op) {
    case QueryOperator::Equals:
    case QueryOperator::Contains:
        return value == bound;
    case QueryOperator::Less:
        return value < bound;
    case QueryOperator::LessEqual:
        return value <= bound;
    case QueryOperator::Greater:
        return value > bound;
    case QueryOperator::GreaterEqual:
        return value >= bound;
    }
    return false;
}

Wide scaled(std::int64_t number, int exponent)
{
    Wide wide = number;
    for (; exponent < 4; ++exponent)
        wide *= 10;
    return wide;
}

bool compareAmount(const Query::Node& node, std::int64_t minor, const Currency& currency)
{
    return compare(scaled(minor, currency.exponent), node.op, scaled(node.number, node.exponent));
}

bool compareTime(const Query::Node& node, std::int64_t at)
{
    switch (node.op) {
    case QueryOperator::Equals:
    case QueryOperator::Contains:
        return at >= node.fromMs && at < node.toMs;
    case QueryOperator::Less:
        return at < node.fromMs;
    case QueryOperator::LessEqual:
        return at < node.toMs;
    case QueryOperator::Greater:
        return at >= node.toMs;
    case QueryOperator::GreaterEqual:
        return at >= node.fromMs;
    }
    return false;
}

char lowerAscii(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool isAscii(std::string_view text)
{
    return std::none_of(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0x80) != 0; });
}

bool sameAscii(char a, char b)
{
    return lowerAscii(a) == b;
}

bool equalsFolded(std::string_view text, std::string_view folded)
{
    if (isAscii(folded))
        return std::equal(text.begin(), text.end(), folded.begin(), folded.end(), sameAscii);
    return foldCase(text) == folded;
}

bool containsFolded(std::string_view text, std::string_view folded)
{
    if (isAscii(folded))
        return std::search(text.begin(), text.end(), folded.begin(), folded.end(), sameAscii) != text.end();
    return foldCase(text).find(folded) != std::string::npos;
}

bool errorMatches(const Query::Node& node, const BetRow& row)
{
    if (!row.operation)
        return false;
    if (node.op == QueryOperator::Equals)
        return equalsFolded(row.operation->error, node.folded) || equalsFolded(row.operation->errorClass, node.folded);
    return containsFolded(row.operation->error, node.folded) || containsFolded(row.operation->errorClass, node.folded);
}

bool textMatches(const Query::Node& node, const BetRow& row)
{
    return containsFolded(row.bet.text(), node.folded) || containsFolded(row.player.text(), node.folded) ||
           containsFolded(row.round.text(), node.folded) || containsFolded(row.partner.text(), node.folded) ||
           errorMatches(node, row);
}

bool leafMatches(const Query::Node& node, const BetRow& row, std::int64_t nowMs)
{
    switch (node.field) {
    case QueryField::Status:
        return row.shown() == node.status;
    case QueryField::State:
        return row.state == node.state;
    case QueryField::Partner:
        return equalsFolded(row.partner.text(), node.folded);
    case QueryField::Player:
        return equalsFolded(row.player.text(), node.folded);
    case QueryField::Bet:
        return equalsFolded(row.bet.text(), node.folded);
    case QueryField::Round:
        return equalsFolded(row.round.text(), node.folded);
    case QueryField::Game:
        return equalsFolded(row.game.text(), node.folded);
    case QueryField::Currency:
        return equalsFolded(row.currency.code, node.folded);
    case QueryField::Amount:
        return compareAmount(node, row.stakeMinor, row.currency);
    case QueryField::Payout:
        return row.payoutMinor && compareAmount(node, *row.payoutMinor, row.currency);
    case QueryField::Attempt:
        return row.operation && compare<std::int64_t>(row.operation->attempt, node.op, node.number);
    case QueryField::Http:
        return row.operation && row.operation->http != 0 &&
               compare<std::int64_t>(row.operation->http, node.op, node.number);
    case QueryField::Error:
        return errorMatches(node, row);
    case QueryField::Last:
        return row.createdAt >= nowMs - node.number;
    case QueryField::Created:
        return compareTime(node, row.createdAt);
    case QueryField::Text:
        return textMatches(node, row);
    }
    return false;
}

} // namespace

bool Query::Node::matches(const BetRow& row, std::int64_t nowMs) const
{
    const auto matchesRow = [&](const Node& child) { return child.matches(row, nowMs); };
    switch (kind) {
    case Kind::All:
        return true;
    case Kind::Term:
        return leafMatches(*this, row, nowMs);
    case Kind::Not:
        return !children.front().matches(row, nowMs);
    case Kind::And:
        return std::all_of(children.begin(), children.end(), matchesRow);
    case Kind::Or:
        return std::any_of(children.begin(), children.end(), matchesRow);
    }
    return false;
}

bool Query::Node::holds(const std::function<bool(std::size_t term)>& says) const
{
    const auto childHolds = [&](const Node& child) { return child.holds(says); };
    switch (kind) {
    case Kind::All:
        return true;
    case Kind::Term:
        return says(term);
    case Kind::Not:
        return !children.front().holds(says);
    case Kind::And:
        return std::all_of(children.begin(), children.end(), childHolds);
    case Kind::Or:
        return std::any_of(children.begin(), children.end(), childHolds);
    }
    return false;
}

void Query::Node::collectLeaves(std::vector<const Node*>& leaves) const
{
    if (kind == Kind::Term)
        leaves.push_back(this); // terms are parsed in the order of this walk
    for (const Node& child : children)
        child.collectLeaves(leaves);
}

std::string foldCase(std::string_view text)
{
    std::string folded;
    folded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const bool pair = (lead & 0xE0) == 0xC0 && i + 1 < text.size();
        if (!pair) {
            folded += lowerAscii(text[i]);
            continue;
        }
        unsigned point = (lead & 0x1Fu) << 6 | (static_cast<unsigned char>(text[++i]) & 0x3Fu);
        const bool latin = point >= 0xC0 && point <= 0xDE && point != 0xD7;
        const bool greek = point >= 0x391 && point <= 0x3A9 && point != 0x3A2;
        const bool cyrillic = point >= 0x410 && point <= 0x42F;
        if (latin || greek || cyrillic)
            point += 0x20;
        else if (point >= 0x400 && point <= 0x40F)
            point += 0x50;
        folded += static_cast<char>(0xC0u | point >> 6);
        folded += static_cast<char>(0x80u | (point & 0x3Fu));
    }
    return folded;
}

} // namespace client::contract
