// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/betrows.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace ui {

using namespace client::contract;

namespace {

bool fits(std::int64_t number, int bits = 32)
{
    return number >= 0 && number >> bits == 0;
}

static_assert(sizeof(BetRows::Packed) == 48, "a console with a million rows is to stay below 150 MB");

constexpr std::string_view operationPrefix = "op-";

// The service numbers its operations. Nothing: this id is another text than that of its number.
std::optional<std::uint32_t> numberOf(std::string_view operation)
{
    if (operation.empty())
        return 0;
    if (!operation.starts_with(operationPrefix))
        return std::nullopt;
    const auto digits = operation.substr(operationPrefix.size());
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const bool isWhole = error == std::errc() && end == digits.data() + digits.size();
    return isWhole && digits.front() != '0' ? std::optional(number) : std::nullopt;
}

std::string operationOf(std::uint32_t number)
{
    return number == 0 ? std::string() : std::string(operationPrefix) + std::to_string(number);
}

bool isSame(const BetTerms& terms, const BetRow& row)
{
    return terms.oddsE4 == row.oddsE4 && terms.selection == row.selection && terms.game == row.game.text() &&
           terms.currency == row.currency;
}

bool isSame(const BetOutcome& outcome, const BetRow& row)
{
    if (!row.operation || !outcome.isGiven)
        return !row.operation && !outcome.isGiven;
    const auto& brief = *row.operation;
    return outcome.state == brief.state && outcome.kind == brief.kind && outcome.attempt == brief.attempt &&
           outcome.attemptsMax == brief.attemptsMax && outcome.http == brief.http && outcome.error == brief.error &&
           outcome.errorClass == brief.errorClass;
}

// Most of a row stays when it changes, and to compare costs less than to look up.
std::uint32_t changed(InternPool<std::string>& pool, std::uint32_t id, const std::string& text)
{
    if (pool[id] == text)
        return id;
    const auto now = pool.take(text);
    pool.drop(id);
    return now;
}

BetOutcome outcomeOf(const BetRow& row)
{
    if (!row.operation)
        return {};
    const auto& brief = *row.operation;
    return {true, brief.kind, brief.state, brief.attempt, brief.attemptsMax, brief.http, brief.errorClass, brief.error};
}

} // namespace

std::size_t hash_value(const BetTerms& terms)
{
    std::size_t seed = boost::hash<std::string>()(terms.game);
    boost::hash_combine(seed, terms.selection);
    boost::hash_combine(seed, terms.oddsE4);
    boost::hash_combine(seed, terms.currency.code);
    return seed;
}

std::size_t hash_value(const BetOutcome& outcome)
{
    std::size_t seed = boost::hash<std::string>()(outcome.error);
    boost::hash_combine(seed, outcome.errorClass);
    boost::hash_combine(seed, outcome.http);
    boost::hash_combine(seed, outcome.attempt);
    boost::hash_combine(seed, outcome.attemptsMax);
    boost::hash_combine(seed, static_cast<int>(outcome.kind));
    boost::hash_combine(seed, static_cast<int>(outcome.state));
    boost::hash_combine(seed, outcome.isGiven);
    return seed;
}

BetRows::BetRows(std::size_t capacity)
{
    const Index index(0, Hash{this}, Equal{this});
    m_index.fill(index);
    for (auto& part : m_index)
        part.reserve(capacity / m_index.size());
}

std::size_t BetRows::Hash::operator()(const Key& key) const
{
    std::size_t seed = boost::hash<std::string_view>()(key.bet);
    boost::hash_combine(seed, key.partner);
    return seed;
}

BetRows::Key BetRows::key(int slot) const
{
    return {m_partners[at(slot).partner], bet(slot)};
}

std::string_view BetRows::bet(int slot) const
{
    const auto& packed = at(slot);
    return std::string_view(chunk(slot).ids).substr(packed.betAt, packed.betLength);
}

int BetRows::find(std::string_view partner, std::string_view bet) const
{
    const Key key{partner, bet};
    const auto& index = m_index[indexOf(key)];
    const auto found = index.find(key);
    return found == index.end() ? -1 : *found;
}

int BetRows::add(const BetRow& row)
{
    int slot = m_end;
    if (m_free.empty()) {
        if (m_end % chunkSize == 0)
            m_chunks.push_back(std::make_unique<Chunk>());
        ++m_end;
    } else {
        slot = m_free.back();
        m_free.pop_back();
    }
    setBet(slot, row.bet.text());
    auto& packed = (*this)[slot];
    packed.createdAt = row.createdAt;
    packed.flags = 0;
    packed.partner = m_partners.take(row.partner.text());
    packed.player = m_players.take(row.player.text());
    packed.round = m_rounds.take(row.round.text());
    packed.terms = m_terms.take({row.game.text(), row.selection, row.oddsE4, row.currency});
    packed.outcome = m_outcomes.take(outcomeOf(row));
    fill(slot, row);
    m_index[indexOf(key(slot))].insert(slot);
    return slot;
}

// A bet takes the place of the one that was in its slot, whose id is as long as a rule.
void BetRows::setBet(int slot, std::string_view bet)
{
    auto& chunk = this->chunk(slot);
    auto& packed = (*this)[slot];
    if (bet.size() > packed.betLength) {
        packed.betLength = 0;
        if (chunk.ids.empty())
            chunk.ids.reserve(chunkSize * bet.size());
        if (chunk.ids.size() + bet.size() > chunk.ids.capacity() ||
            !fits(static_cast<std::int64_t>(chunk.ids.size()), 16))
            closeGaps(chunk, bet.size());
        packed.betAt = static_cast<std::uint16_t>(chunk.ids.size());
        chunk.ids.append(bet);
    } else {
        std::copy(bet.begin(), bet.end(), chunk.ids.begin() + packed.betAt);
    }
    packed.betLength = static_cast<std::uint8_t>(bet.size()); // an id has at most 64 characters
}

void BetRows::closeGaps(Chunk& chunk, std::size_t room)
{
    std::size_t used = room;
    for (const Packed& packed : chunk.rows)
        used += packed.betLength;
    std::string ids;
    ids.reserve(used + used / 8);
    for (Packed& packed : chunk.rows) {
        const auto at = static_cast<std::uint16_t>(ids.size());
        ids.append(chunk.ids, packed.betAt, packed.betLength);
        packed.betAt = at;
    }
    chunk.ids = std::move(ids);
}

void BetRows::update(int slot, const BetRow& row)
{
    auto& packed = (*this)[slot];
    packed.partner = changed(m_partners, packed.partner, row.partner.text());
    packed.player = changed(m_players, packed.player, row.player.text());
    packed.round = changed(m_rounds, packed.round, row.round.text());
    if (!isSame(m_terms[packed.terms], row)) {
        const std::uint32_t before = packed.terms;
        packed.terms = m_terms.take({row.game.text(), row.selection, row.oddsE4, row.currency});
        m_terms.drop(before);
    }
    if (!isSame(m_outcomes[packed.outcome], row)) {
        const std::uint32_t before = packed.outcome;
        packed.outcome = m_outcomes.take(outcomeOf(row));
        m_outcomes.drop(before);
    }
    fill(slot, row);
}

void BetRows::fill(int slot, const BetRow& row)
{
    auto& packed = (*this)[slot];
    packed.state = static_cast<std::uint8_t>(row.state);
    packed.shown = static_cast<std::uint8_t>(row.shown());
    packed.closedBy = static_cast<std::uint8_t>(row.closedBy);
    packed.set(HasPayout, row.payoutMinor.has_value());
    packed.set(Resettled, row.resettled);

    const std::int64_t nextAt = row.operation ? row.operation->nextAt : 0;
    const std::int64_t latencyMs = row.operation ? row.operation->latencyMs : 0;
    const std::int64_t payoutMinor = row.payoutMinor.value_or(0);
    const std::string operation = row.operation ? row.operation->id.text() : std::string();
    const auto number = numberOf(operation);
    const std::int64_t updatedAfter = row.updatedAt - packed.createdAt;
    const bool rare = row.refundedMinor != 0 || nextAt != 0 || !row.closedActor.empty() || !number ||
                      !fits(updatedAfter) || !fits(row.version, 25) || !fits(latencyMs, 16) || !fits(row.stakeMinor) ||
                      !fits(payoutMinor);
    packed.updatedAfter = rare ? 0 : static_cast<std::uint32_t>(updatedAfter);
    packed.version = rare ? 0 : static_cast<std::uint32_t>(row.version);
    packed.latencyMs = rare ? 0 : static_cast<std::uint16_t>(latencyMs);
    packed.stakeMinor = rare ? 0 : static_cast<std::uint32_t>(row.stakeMinor);
    packed.payoutMinor = rare ? 0 : static_cast<std::uint32_t>(payoutMinor);
    packed.operation = rare ? 0 : *number;
    if (rare)
        m_rare[slot] = {row.updatedAt,  row.version, row.refundedMinor, nextAt,         latencyMs,
                        row.stakeMinor, payoutMinor, operation,         row.closedActor};
    else if (packed.has(IsRare))
        m_rare.erase(slot);
    packed.set(IsRare, rare);
}

void BetRows::drop(const Shared& shared)
{
    m_partners.drop(shared.partner);
    m_players.drop(shared.player);
    m_rounds.drop(shared.round);
    m_terms.drop(shared.terms);
    m_outcomes.drop(shared.outcome);
}

void BetRows::remove(int slot)
{
    m_index[indexOf(key(slot))].erase(slot);
    auto& packed = (*this)[slot];
    if (packed.has(IsRare))
        m_rare.erase(slot);
    drop(sharedOf(packed));
    Packed free;
    free.betAt = packed.betAt; // the place of the next one's id
    free.betLength = packed.betLength;
    packed = free;
    m_free.push_back(slot);
}

void BetRows::clear()
{
    for (auto& index : m_index)
        index.clear();
    m_rare.clear();
    m_chunks.clear();
    m_free.clear();
    m_end = 0;
    m_partners.clear();
    m_players.clear();
    m_rounds.clear();
    m_terms.clear();
    m_outcomes.clear();
}

std::int64_t BetRows::version(int slot) const
{
    return at(slot).has(IsRare) ? m_rare.at(slot).version : at(slot).version;
}

std::int64_t BetRows::nextAt(int slot) const
{
    return at(slot).has(IsRare) ? m_rare.at(slot).nextAt : 0;
}

std::int64_t BetRows::latencyMs(int slot) const
{
    return at(slot).has(IsRare) ? m_rare.at(slot).latencyMs : at(slot).latencyMs;
}

std::int64_t BetRows::stakeMinor(int slot) const
{
    return at(slot).has(IsRare) ? m_rare.at(slot).stakeMinor : at(slot).stakeMinor;
}

std::int64_t BetRows::payoutMinor(int slot) const
{
    return at(slot).has(IsRare) ? m_rare.at(slot).payoutMinor : at(slot).payoutMinor;
}

BetRow BetRows::row(int slot) const
{
    const auto& packed = at(slot);
    const auto& terms = m_terms[packed.terms];
    const auto& outcome = m_outcomes[packed.outcome];
    BetRow row;
    row.partner = PartnerId(m_partners[packed.partner]);
    row.bet = BetId(std::string(bet(slot)));
    row.player = PlayerId(m_players[packed.player]);
    row.game = GameId(terms.game);
    row.round = RoundId(m_rounds[packed.round]);
    row.selection = terms.selection;
    row.oddsE4 = terms.oddsE4;
    row.currency = terms.currency;
    row.stakeMinor = stakeMinor(slot);
    if (packed.has(HasPayout))
        row.payoutMinor = payoutMinor(slot);
    row.state = static_cast<BetState>(packed.state);
    row.closedBy = static_cast<ClosedBy>(packed.closedBy);
    row.resettled = packed.has(Resettled);
    row.version = packed.version;
    row.createdAt = packed.createdAt;
    row.updatedAt = packed.createdAt + packed.updatedAfter;
    if (outcome.isGiven) {
        auto& brief = row.operation.emplace();
        brief.id = OperationId(operationOf(packed.operation));
        brief.kind = outcome.kind;
        brief.state = outcome.state;
        brief.attempt = outcome.attempt;
        brief.attemptsMax = outcome.attemptsMax;
        brief.http = outcome.http;
        brief.errorClass = outcome.errorClass;
        brief.error = outcome.error;
        brief.latencyMs = packed.latencyMs;
    }
    if (packed.has(IsRare)) {
        const auto& rare = m_rare.at(slot);
        row.updatedAt = rare.updatedAt;
        row.version = rare.version;
        row.refundedMinor = rare.refundedMinor;
        row.closedActor = rare.closedActor;
        if (row.operation) {
            row.operation->id = OperationId(rare.operation);
            row.operation->nextAt = rare.nextAt;
            row.operation->latencyMs = rare.latencyMs;
        }
    }
    return row;
}

} // namespace ui
