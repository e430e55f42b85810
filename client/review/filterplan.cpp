// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/filterplan.h"

#include "client/review/filter.h"

#include <algorithm>
#include <limits>
#include <map>

namespace client::review {

using contract::Query;
using contract::QueryField;
using contract::QueryOperator;

namespace {

__extension__ typedef __int128 Wide;

using Step = FilterPlan::Step;
constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t greatest = std::numeric_limits<std::int64_t>::max();

Step range(Column column, std::int64_t low, std::int64_t high, std::uint8_t flags = 0)
{
    Step step;
    step.kind = low <= high ? Step::Kind::Range : Step::Kind::None;
    step.column = column;
    step.low = low;
    step.high = high;
    step.flags = flags;
    return step;
}

// `first` … `last` is what the operator's right side stands for: one number, or a day.
Step compared(Column column, QueryOperator op, std::int64_t first, std::int64_t last, std::uint8_t flags)
{
    switch (op) {
    case QueryOperator::Equals:
    case QueryOperator::Contains:
        return range(column, first, last, flags);
    case QueryOperator::Less:
        return first == least ? Step{} : range(column, least, first - 1, flags);
    case QueryOperator::LessEqual:
        return range(column, least, last, flags);
    case QueryOperator::Greater:
        return last == greatest ? Step{} : range(column, last + 1, greatest, flags);
    case QueryOperator::GreaterEqual:
        return range(column, first, greatest, flags);
    }
    return {};
}

Step joined(Step::Kind kind, std::vector<Step> children)
{
    Step step;
    step.kind = kind;
    step.children = std::move(children);
    // The cheap ones first: what they decide, the others need not look at.
    std::stable_sort(step.children.begin(), step.children.end(),
                     [](const Step& a, const Step& b) { return a.kind < b.kind; });
    return step;
}

std::int64_t clamped(Wide number)
{
    return static_cast<std::int64_t>(std::clamp<Wide>(number, least, greatest));
}

Wide tenTo(int exponent)
{
    Wide power = 1;
    for (int i = 0; i < exponent; ++i)
        power *= 10;
    return power;
}

template <typename Narrow>
void markRange(const std::uint8_t* bytes, std::size_t count, std::uint64_t low, std::uint64_t high, std::uint8_t* mask)
{
    const auto* const values = reinterpret_cast<const Narrow*>(bytes);
    const auto from = static_cast<Narrow>(low);
    const auto span = static_cast<Narrow>(high - low);
    for (std::size_t i = 0; i < count; ++i)
        mask[i] = static_cast<Narrow>(values[i] - from) <= span;
}

template <typename Narrow>
void markTable(const std::uint8_t* bytes, std::size_t count, std::span<const std::uint8_t> table, std::uint8_t* mask)
{
    const auto* const values = reinterpret_cast<const Narrow*>(bytes);
    for (std::size_t i = 0; i < count; ++i)
        mask[i] = values[i] < table.size() ? table[values[i]] : 0;
}

} // namespace

FilterPlan::FilterPlan(const Log& log, const Query::Node& query, std::int64_t nowMs)
    : m_log(log), m_columns(log.columns()), m_nowMs(nowMs), m_root(compile(query))
{
}

Step FilterPlan::compile(const Query::Node& node) const
{
    std::vector<Step> children;
    for (const Query::Node& child : node.children)
        children.push_back(compile(child));
    switch (node.kind) {
    case Query::Node::Kind::All: {
        Step all;
        all.kind = Step::Kind::All;
        return all;
    }
    case Query::Node::Kind::Term:
        return term(node);
    case Query::Node::Kind::Not:
        return joined(Step::Kind::Not, std::move(children));
    case Query::Node::Kind::And:
        return children.size() == 1 ? std::move(children.front()) : joined(Step::Kind::And, std::move(children));
    case Query::Node::Kind::Or:
        return children.size() == 1 ? std::move(children.front()) : joined(Step::Kind::Or, std::move(children));
    }
    return {};
}

Step FilterPlan::term(const Query::Node& node) const
{
    switch (node.field) {
    case QueryField::Status: {
        const auto code = static_cast<std::int64_t>(*node.status) + 1;
        return range(Column::Status, code, code);
    }
    case QueryField::State: {
        const auto code = static_cast<std::int64_t>(*node.state) + 1;
        return range(Column::State, code, code);
    }
    case QueryField::Partner:
        return equal(Dictionary::Partner, node);
    case QueryField::Player:
        return equal(Dictionary::Player, node);
    case QueryField::Bet:
        return equal(Dictionary::Bet, node);
    case QueryField::Round:
        return equal(Dictionary::Round, node);
    case QueryField::Game:
        return equal(Dictionary::Game, node);
    case QueryField::Currency:
        return equal(Dictionary::Currency, node);
    case QueryField::Amount:
        return amount(node, Column::Stake, HasStake);
    case QueryField::Payout:
        return amount(node, Column::Payout, HasPayout);
    case QueryField::Attempt:
        return compared(Column::Attempt, node.op, node.number, node.number, HasOperation);
    case QueryField::Http: {
        Step step = compared(Column::Http, node.op, node.number, node.number, 0);
        step.low = std::max<std::int64_t>(step.low, 1); // 0: there was no reply
        return step.low <= step.high ? step : Step{};
    }
    case QueryField::Error:
        return error(node);
    case QueryField::Last:
        return range(Column::Created, m_nowMs - node.number, greatest, HasCreated);
    case QueryField::Created:
        return compared(Column::Created, node.op, node.fromMs, node.toMs - 1, HasCreated);
    case QueryField::Text:
        return text(node);
    }
    return {};
}

Step FilterPlan::table(Dictionary dictionary, std::vector<std::uint8_t> wanted) const
{
    Step step;
    step.column = columnOf(dictionary);
    step.flags = dictionary == Dictionary::Bet      ? HasBet
                 : dictionary == Dictionary::Round  ? HasRound
                 : dictionary == Dictionary::Player ? HasPlayer
                                                    : 0;
    const auto first = std::find(wanted.begin(), wanted.end(), 1);
    if (first == wanted.end())
        return {};
    if (std::find(first + 1, wanted.end(), 1) == wanted.end()) {
        step.kind = Step::Kind::Range;
        step.low = step.high = first - wanted.begin();
        return step;
    }
    step.kind = Step::Kind::Table;
    step.table = std::move(wanted);
    return step;
}

Step FilterPlan::codes(Dictionary dictionary, const std::vector<std::uint32_t>& wanted) const
{
    if (wanted.empty())
        return {};
    std::vector<std::uint8_t> marks(std::size_t(wanted.back()) + 1);
    for (const std::uint32_t code : wanted)
        marks[code] = 1;
    return table(dictionary, std::move(marks));
}

Step FilterPlan::equal(Dictionary dictionary, const Query::Node& node) const
{
    return codes(dictionary, m_columns.dictionary(dictionary).equal(node.folded));
}

// Currencies have different numbers of decimals: 100 is 10000 cents and 100 yen.
Step FilterPlan::amount(const Query::Node& node, Column column, std::uint8_t flags) const
{
    const DictionaryView& currencies = m_columns.dictionary(Dictionary::Currency);
    std::map<int, std::vector<std::uint32_t>> byExponent;
    for (std::uint32_t code = 1; code <= currencies.entries(); ++code) {
        if (const auto currency = contract::Currency::parse(currencies.text(code)))
            byExponent[currency->exponent].push_back(code);
    }
    constexpr int exponentMax = 4;
    const Wide bound = Wide(node.number) * tenTo(exponentMax - node.exponent);
    std::vector<Step> either;
    for (const auto& [exponent, known] : byExponent) {
        const Wide unit = tenTo(exponentMax - exponent);
        const std::int64_t below = clamped(bound / unit);
        const std::int64_t above = clamped((bound + unit - 1) / unit);
        // Between two minor units nothing is equal, and less and greater split there.
        Step minor = below == above ? compared(column, node.op, below, below, flags)
                     : node.op == QueryOperator::Less || node.op == QueryOperator::LessEqual
                         ? range(column, least, below, flags)
                     : node.op == QueryOperator::Greater || node.op == QueryOperator::GreaterEqual
                         ? range(column, above, greatest, flags)
                         : Step{};
        if (byExponent.size() == 1 && minor.kind == Step::Kind::Range)
            return minor;
        if (minor.kind == Step::Kind::Range)
            either.push_back(joined(Step::Kind::And, {std::move(minor), codes(Dictionary::Currency, known)}));
    }
    return either.empty() ? Step{} : joined(Step::Kind::Or, std::move(either));
}

Step FilterPlan::error(const Query::Node& node) const
{
    std::vector<Step> either;
    for (const Dictionary dictionary : {Dictionary::Error, Dictionary::ErrorClass}) {
        either.push_back(node.op == QueryOperator::Equals
                             ? equal(dictionary, node)
                             : table(dictionary, m_columns.dictionary(dictionary).containing(node.folded)));
    }
    return joined(Step::Kind::Or, std::move(either));
}

Step FilterPlan::text(const Query::Node& node) const
{
    std::vector<Step> either;
    for (const Dictionary dictionary : {Dictionary::Bet, Dictionary::Player, Dictionary::Round, Dictionary::Partner,
                                        Dictionary::Error, Dictionary::ErrorClass})
        either.push_back(table(dictionary, m_columns.dictionary(dictionary).containing(node.folded)));

    Selection others(m_log.rows());
    const bool onlyEvents =
        std::all_of(m_columns.blocks().begin(), m_columns.blocks().end(), [](const BlockHead& block) {
            return block.columns[static_cast<std::size_t>(Column::Kind)].most == static_cast<int>(LineKind::Event);
        });
    if (!onlyEvents) {
        const bool ascii = std::none_of(node.folded.begin(), node.folded.end(),
                                        [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
        if (ascii) {
            others = containing(m_log, node.folded, TextSearch::Case::Ignored);
        } else {
            for (std::uint64_t row = 0; row < m_log.rows(); ++row) {
                if (m_columns.kind(row) != LineKind::Event &&
                    contract::foldCase(m_log.line(row)).find(node.folded) != std::string::npos)
                    others.insert(row);
            }
        }
        Step rows;
        rows.kind = Step::Kind::Rows;
        rows.rows = std::move(others);
        either.push_back(joined(
            Step::Kind::And, {range(Column::Kind, static_cast<int>(LineKind::Event) + 1, greatest), std::move(rows)}));
    }
    return joined(Step::Kind::Or, std::move(either));
}

void FilterPlan::run(std::size_t block, Scratch& scratch, Selection& found) const
{
    const Verdict verdict = eval(m_root, block, 0, scratch);
    if (verdict == Verdict::Some)
        found.setBlock(block, scratch.masks.front());
    else
        found.setBlock(block, verdict == Verdict::All);
}

FilterPlan::Verdict FilterPlan::withFlags(const Step& step, std::size_t block, Verdict verdict,
                                          std::span<std::uint8_t> mask) const
{
    if (step.flags == 0 || verdict == Verdict::None)
        return verdict;
    const BlockColumn flags = m_columns.block(block, Column::Flags);
    if (flags.width == 0)
        return (static_cast<std::uint64_t>(flags.least) & step.flags) == step.flags ? verdict : Verdict::None;
    if (flags.width != 1)
        return Verdict::None; // damaged: they are one byte
    const auto base = static_cast<std::uint8_t>(flags.least);
    if (verdict == Verdict::All)
        std::fill(mask.begin(), mask.end(), 1);
    const std::size_t count = m_columns.blocks()[block].rows;
    for (std::size_t i = 0; i < count; ++i)
        mask[i] &=
            static_cast<std::uint8_t>((static_cast<std::uint8_t>(flags.bytes[i] + base) & step.flags) == step.flags);
    return Verdict::Some;
}

FilterPlan::Verdict FilterPlan::evalRange(const Step& step, std::size_t block, std::span<std::uint8_t> mask) const
{
    const BlockColumn column = m_columns.block(block, step.column);
    if (step.high < column.least || step.low > column.most)
        return Verdict::None;
    if (step.low <= column.least && step.high >= column.most)
        return withFlags(step, block, Verdict::All, mask);
    const auto base = static_cast<std::uint64_t>(column.least);
    const std::uint64_t low = static_cast<std::uint64_t>(std::max(step.low, column.least)) - base;
    const std::uint64_t high = static_cast<std::uint64_t>(std::min(step.high, column.most)) - base;
    const std::size_t count = m_columns.blocks()[block].rows;
    switch (column.width) {
    case 1:
        markRange<std::uint8_t>(column.bytes, count, low, high, mask.data());
        break;
    case 2:
        markRange<std::uint16_t>(column.bytes, count, low, high, mask.data());
        break;
    case 4:
        markRange<std::uint32_t>(column.bytes, count, low, high, mask.data());
        break;
    default:
        markRange<std::uint64_t>(column.bytes, count, low, high, mask.data());
        break;
    }
    return withFlags(step, block, Verdict::Some, mask);
}

FilterPlan::Verdict FilterPlan::evalTable(const Step& step, std::size_t block, std::span<std::uint8_t> mask) const
{
    const BlockColumn column = m_columns.block(block, step.column);
    // Of the table only the block's own codes are of interest.
    if (column.least < 0 || static_cast<std::uint64_t>(column.least) >= step.table.size())
        return Verdict::None;
    const auto first = static_cast<std::size_t>(column.least);
    const std::size_t length =
        std::min(step.table.size() - first, static_cast<std::size_t>(column.most - column.least) + 1);
    const std::span table = std::span(step.table).subspan(first, length);
    if (std::find(table.begin(), table.end(), 1) == table.end())
        return Verdict::None;
    const std::size_t count = m_columns.blocks()[block].rows;
    switch (column.width) {
    case 0:
        return withFlags(step, block, Verdict::All, mask);
    case 1:
        markTable<std::uint8_t>(column.bytes, count, table, mask.data());
        break;
    case 2:
        markTable<std::uint16_t>(column.bytes, count, table, mask.data());
        break;
    case 4:
        markTable<std::uint32_t>(column.bytes, count, table, mask.data());
        break;
    default:
        markTable<std::uint64_t>(column.bytes, count, table, mask.data());
        break;
    }
    return withFlags(step, block, Verdict::Some, mask);
}

FilterPlan::Verdict FilterPlan::evalRows(const Step& step, std::size_t block, std::span<std::uint8_t> mask) const
{
    const std::span words = step.rows.block(block);
    if (std::all_of(words.begin(), words.end(), [](std::uint64_t word) { return word == 0; }))
        return Verdict::None;
    for (std::size_t i = 0; i < words.size() * 64; ++i)
        mask[i] = words[i / 64] >> i % 64 & 1;
    return Verdict::Some;
}

FilterPlan::Verdict FilterPlan::evalChildren(const Step& step, std::size_t block, std::size_t depth,
                                             Scratch& scratch) const
{
    const bool isAnd = step.kind == Step::Kind::And;
    const Verdict ends = isAnd ? Verdict::None : Verdict::All;
    bool some = false;
    for (const Step& child : step.children) {
        const std::size_t at = some ? depth + 1 : depth;
        const Verdict verdict = eval(child, block, at, scratch);
        if (verdict == ends)
            return ends;
        if (verdict != Verdict::Some)
            continue;
        if (some) {
            std::uint8_t* const mask = scratch.masks[depth].data();
            const std::uint8_t* const other = scratch.masks[depth + 1].data();
            for (std::size_t i = 0; i < rowsPerBlock; ++i)
                mask[i] = isAnd ? mask[i] & other[i] : mask[i] | other[i];
        }
        some = true;
    }
    if (some)
        return Verdict::Some;
    return isAnd ? Verdict::All : Verdict::None;
}

FilterPlan::Verdict FilterPlan::eval(const Step& step, std::size_t block, std::size_t depth, Scratch& scratch) const
{
    while (scratch.masks.size() <= depth)
        scratch.masks.emplace_back(rowsPerBlock);
    const auto mask = [&] { return std::span(scratch.masks[depth]); };
    switch (step.kind) {
    case Step::Kind::None:
        return Verdict::None;
    case Step::Kind::All:
        return Verdict::All;
    case Step::Kind::Range:
        return evalRange(step, block, mask());
    case Step::Kind::Table:
        return evalTable(step, block, mask());
    case Step::Kind::Rows:
        return evalRows(step, block, mask());
    case Step::Kind::Not: {
        const Verdict verdict = eval(step.children.front(), block, depth, scratch);
        if (verdict != Verdict::Some)
            return verdict == Verdict::None ? Verdict::All : Verdict::None;
        for (std::uint8_t& mark : scratch.masks[depth])
            mark ^= 1;
        return Verdict::Some;
    }
    case Step::Kind::And:
    case Step::Kind::Or:
        return evalChildren(step, block, depth, scratch);
    }
    return Verdict::None;
}

} // namespace client::review
