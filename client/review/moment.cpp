// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/moment.h"

#include "client/contract/querynode.h"

#include <algorithm>
#include <tuple>

namespace client::review {

namespace {

constexpr std::uint64_t memoryMax = std::uint64_t(256) << 20;
constexpr std::uint64_t checkpointsMost = 64;

// The columns of one block that a moment is made of.
struct Facts
{
    BlockColumn kind, flags, partner, bet, round, version;

    Facts(const Columns& columns, std::size_t block)
        : kind(columns.block(block, Column::Kind)), flags(columns.block(block, Column::Flags)),
          partner(columns.block(block, Column::Partner)), bet(columns.block(block, Column::Bet)),
          round(columns.block(block, Column::Round)), version(columns.block(block, Column::Version))
    {
    }

    bool isBet(std::size_t i) const
    {
        return kind.at(i) == static_cast<int>(LineKind::Event) &&
               (flags.at(i) & (IsBetRow | HasBet)) == (IsBetRow | HasBet);
    }
    bool isRound(std::size_t i) const
    {
        return kind.at(i) == static_cast<int>(LineKind::Event) && (flags.at(i) & (IsBetRow | HasRound)) == HasRound;
    }
};

// Of a value of the Partner or Bet column.
std::uint32_t code(std::int64_t value)
{
    return static_cast<std::uint32_t>(value);
}

} // namespace

Moments::Moments(std::shared_ptr<const Log> log, Options options) : m_log(std::move(log))
{
    const Columns& columns = m_log->columns();
    Moment moment;
    findPlaces();
    moment.bets.resize(m_partners.size() + m_otherKeys.size());
    moment.rounds.resize(std::size_t(columns.dictionary(Dictionary::Round).entries()) + 1);
    const std::uint64_t bytesEach = (moment.bets.size() + moment.rounds.size()) * sizeof(std::uint32_t);
    const std::uint64_t most = std::clamp<std::uint64_t>(memoryMax / bytesEach, 1, checkpointsMost);
    m_rowsBetween =
        options.rowsBetween != 0 ? options.rowsBetween : std::max<std::uint64_t>(columns.rows() / most + 1, 1);
    for (std::uint64_t row = 0; row <= columns.rows(); row += m_rowsBetween) {
        advance(moment, row);
        m_checkpoints.push_back(moment);
    }
}

void Moments::findPlaces()
{
    const Columns& columns = m_log->columns();
    constexpr std::uint32_t unknown = 0xFFFF'FFFF;
    m_partners.assign(std::size_t(columns.dictionary(Dictionary::Bet).entries()) + 1, unknown);
    for (std::size_t block = 0; block < columns.blocks().size(); ++block) {
        const Facts facts(columns, block);
        for (std::size_t i = 0; i < columns.blocks()[block].rows; ++i) {
            if (!facts.isBet(i))
                continue;
            const BetKey key{code(facts.partner.at(i)), code(facts.bet.at(i))};
            if (key.second >= m_partners.size())
                continue;
            std::uint32_t& partner = m_partners[key.second];
            if (partner == unknown)
                partner = key.first;
            else if (partner != key.first && m_others.emplace(key, m_partners.size() + m_otherKeys.size()).second)
                m_otherKeys.push_back(key);
        }
    }
}

std::size_t Moments::placeOf(BetKey key) const
{
    if (key.second >= m_partners.size() || m_partners[key.second] == key.first)
        return key.second;
    const auto other = m_others.find(key);
    return other == m_others.end() ? static_cast<std::size_t>(-1) : other->second;
}

std::uint64_t Moments::rowOf(const Moment& moment, std::string_view partner, std::string_view bet) const
{
    const auto exactly = [&](Dictionary dictionary, std::string_view text) {
        const DictionaryView& texts = m_log->columns().dictionary(dictionary);
        for (const std::uint32_t code : texts.equal(contract::foldCase(text))) {
            if (texts.text(code) == text)
                return code;
        }
        return std::uint32_t(0);
    };
    const BetKey key{exactly(Dictionary::Partner, partner), exactly(Dictionary::Bet, bet)};
    const std::size_t place = placeOf(key);
    if (key.second == 0 || place >= moment.bets.size())
        return MomentChange::none;
    return std::uint64_t(moment.bets[place]) - 1; // none is 0 less 1
}

void Moments::advance(Moment& moment, std::uint64_t rows) const
{
    const Columns& columns = m_log->columns();
    while (moment.rows < rows) {
        const std::size_t block = moment.rows / rowsPerBlock;
        const Facts facts(columns, block);
        const std::uint64_t first = std::uint64_t(block) * rowsPerBlock;
        const std::uint64_t end = std::min(rows, first + rowsPerBlock);
        for (std::uint64_t row = moment.rows; row < end; ++row) {
            const std::size_t i = row - first;
            const std::int64_t version = facts.version.at(i);
            const bool isBet = facts.isBet(i);
            if (version <= 0 || (!isBet && !facts.isRound(i)))
                continue;
            std::vector<std::uint32_t>& known = isBet ? moment.bets : moment.rounds;
            const std::size_t place =
                isBet ? placeOf({code(facts.partner.at(i)), code(facts.bet.at(i))}) : code(facts.round.at(i));
            if (place >= known.size())
                continue;
            if (known[place] == 0 || columns.value(Column::Version, known[place] - 1) < version)
                known[place] = static_cast<std::uint32_t>(row + 1);
        }
        moment.rows = end;
    }
}

Moment Moments::atRow(std::uint64_t rows) const
{
    rows = std::min(rows, m_log->rows());
    Moment moment = m_checkpoints[rows / m_rowsBetween];
    advance(moment, rows);
    return moment;
}

std::uint64_t Moments::rowsUntil(std::int64_t atMs) const
{
    const Columns& columns = m_log->columns();
    for (std::size_t block = columns.blocks().size(); block-- > 0;) {
        const BlockColumn at = columns.block(block, Column::At);
        const BlockColumn kind = columns.block(block, Column::Kind);
        if (at.least > atMs)
            continue;
        for (std::size_t i = columns.blocks()[block].rows; i-- > 0;) {
            // A line without a time has that of the line before, and is no fact.
            if (kind.at(i) == static_cast<int>(LineKind::Event) && at.at(i) <= atMs)
                return columns.blocks()[block].firstRow + i + 1;
        }
    }
    return 0;
}

Moment Moments::atTime(std::int64_t atMs) const
{
    return atRow(rowsUntil(atMs));
}

std::vector<MomentChange> Moments::difference(const Moment& before, const Moment& after) const
{
    std::vector<MomentChange> changes;
    const Columns& columns = m_log->columns();
    const auto textOf = [&](Dictionary dictionary, std::uint32_t known) {
        return std::string(columns.text(dictionary, known - 1));
    };
    // Whichever row told of it names it.
    for (std::size_t place = 1; place < before.bets.size(); ++place) {
        const std::uint32_t from = before.bets[place], to = after.bets[place];
        if (from != to)
            changes.push_back({textOf(Dictionary::Partner, std::max(from, to)),
                               textOf(Dictionary::Bet, std::max(from, to)), false, std::uint64_t(from) - 1,
                               std::uint64_t(to) - 1});
    }
    for (std::size_t code = 1; code < before.rounds.size(); ++code) {
        const std::uint32_t from = before.rounds[code], to = after.rounds[code];
        if (from != to)
            changes.push_back({{},
                               textOf(Dictionary::Round, std::max(from, to)),
                               true,
                               std::uint64_t(from) - 1,
                               std::uint64_t(to) - 1});
    }
    std::sort(changes.begin(), changes.end(), [](const MomentChange& a, const MomentChange& b) {
        return std::tie(a.isRound, a.partner, a.id) < std::tie(b.isRound, b.partner, b.id);
    });
    return changes;
}

} // namespace client::review
