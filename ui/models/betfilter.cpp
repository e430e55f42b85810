// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/betfilter.h"

#include <algorithm>

namespace ui {

using namespace client::contract;

namespace {

std::uint64_t& placeFor(std::vector<std::uint64_t>& memo, std::size_t id)
{
    if (id >= memo.size())
        memo.resize(std::max(id + 1, memo.size() * 2));
    return memo[id];
}

} // namespace

BetFilter::BetFilter(const BetRows& rows, Query query)
    : m_rows(rows), m_says([this](std::size_t term) { return says(term); })
{
    setQuery(query);
}

void BetFilter::setQuery(const Query& query)
{
    m_query = query;
    m_terms.clear();
    for (const auto& term : query.terms()) {
        auto& made = m_terms.emplace_back();
        made.field = term.field;
    }
    m_ages =
        std::any_of(m_terms.begin(), m_terms.end(), [](const Term& term) { return term.field == QueryField::Last; });
}

bool BetFilter::matches(int slot, std::int64_t nowMs)
{
    if (m_terms.empty())
        return true;
    m_slot = slot;
    m_nowMs = nowMs;
    return m_query.holds(m_says);
}

template <typename Pool, typename Fill>
bool BetFilter::remembered(std::size_t term, Memo& memo, const Pool& pool, std::uint32_t id, Fill&& fill)
{
    auto& place = placeFor(memo, id);
    const auto serial = pool.serial(id);
    if (place / 2 != serial) {
        m_scratch = BetRow{};
        fill(pool[id]);
        place = 2 * serial + (ask(term) ? 1 : 0);
    }
    return place % 2 == 1;
}

template <typename Fill>
bool BetFilter::rememberedSmall(std::size_t term, Memo& memo, std::uint8_t value, Fill&& fill)
{
    auto& place = placeFor(memo, value);
    if (place == 0) {
        m_scratch = BetRow{};
        fill();
        place = ask(term) ? 3 : 2;
    }
    return place % 2 == 1;
}

void BetFilter::fillOutcome(const BetOutcome& outcome)
{
    if (!outcome.isGiven)
        return;
    auto& brief = m_scratch.operation.emplace();
    brief.attempt = outcome.attempt;
    brief.http = outcome.http;
    brief.errorClass = outcome.errorClass;
    brief.error = outcome.error;
}

bool BetFilter::textSays(std::size_t index, Term& term)
{
    const auto& packed = m_rows[m_slot];
    if (remembered(index, term.memo, m_rows.partners(), packed.partner,
                   [this](const std::string& text) { m_scratch.partner = PartnerId(text); }) ||
        remembered(index, term.players, m_rows.players(), packed.player,
                   [this](const std::string& text) { m_scratch.player = PlayerId(text); }) ||
        remembered(index, term.rounds, m_rows.rounds(), packed.round,
                   [this](const std::string& text) { m_scratch.round = RoundId(text); }) ||
        remembered(index, term.outcomes, m_rows.outcomes(), packed.outcome,
                   [this](const BetOutcome& outcome) { fillOutcome(outcome); }))
        return true;
    m_scratch = BetRow{};
    m_scratch.bet = BetId(std::string(m_rows.bet(m_slot)));
    return ask(index);
}

bool BetFilter::amountSays(std::size_t term, bool payout)
{
    const auto& packed = m_rows[m_slot];
    if (payout && !packed.has(BetRows::HasPayout))
        return false;
    m_scratch.currency = m_rows.terms()[packed.terms].currency;
    m_scratch.stakeMinor = m_rows.stakeMinor(m_slot);
    m_scratch.payoutMinor = m_rows.payoutMinor(m_slot);
    return ask(term);
}

bool BetFilter::says(std::size_t index)
{
    const auto& packed = m_rows[m_slot];
    auto& term = m_terms[index];
    switch (term.field) {
    case QueryField::Status:
        return rememberedSmall(index, term.memo, packed.shown, [&] {
            // What the status comes from.
            m_scratch.state = static_cast<BetState>(packed.state);
            m_scratch.resettled = packed.has(BetRows::Resettled);
            if (const auto& outcome = m_rows.outcomes()[packed.outcome]; outcome.isGiven)
                m_scratch.operation.emplace().state = outcome.state;
        });
    case QueryField::State:
        return rememberedSmall(index, term.memo, packed.state,
                               [&] { m_scratch.state = static_cast<BetState>(packed.state); });
    case QueryField::Partner:
        return remembered(index, term.memo, m_rows.partners(), packed.partner,
                          [this](const std::string& text) { m_scratch.partner = PartnerId(text); });
    case QueryField::Player:
        return remembered(index, term.memo, m_rows.players(), packed.player,
                          [this](const std::string& text) { m_scratch.player = PlayerId(text); });
    case QueryField::Round:
        return remembered(index, term.memo, m_rows.rounds(), packed.round,
                          [this](const std::string& text) { m_scratch.round = RoundId(text); });
    case QueryField::Game:
        return remembered(index, term.memo, m_rows.terms(), packed.terms,
                          [this](const BetTerms& terms) { m_scratch.game = GameId(terms.game); });
    case QueryField::Currency:
        return remembered(index, term.memo, m_rows.terms(), packed.terms,
                          [this](const BetTerms& terms) { m_scratch.currency = terms.currency; });
    case QueryField::Attempt:
    case QueryField::Http:
    case QueryField::Error:
        return remembered(index, term.memo, m_rows.outcomes(), packed.outcome,
                          [this](const BetOutcome& outcome) { fillOutcome(outcome); });
    case QueryField::Amount:
        return amountSays(index, false);
    case QueryField::Payout:
        return amountSays(index, true);
    case QueryField::Last:
    case QueryField::Created:
        m_scratch.createdAt = packed.createdAt;
        return ask(index);
    case QueryField::Bet:
        m_scratch.bet = BetId(std::string(m_rows.bet(m_slot)));
        return ask(index);
    case QueryField::Text:
        return textSays(index, term);
    }
    return false;
}

} // namespace ui
