// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/sandbox/script.h"

#include <algorithm>

namespace service::sandbox {

namespace {

// A run that is left alone for a day must not fill the disk.
constexpr std::int64_t betsAtFullRate = 50'000;
constexpr double rateAfterwards = 0.1;
// Players come and go, so that nobody's luck runs out for good.
constexpr std::int64_t betsPerCrowd = 20'000;
constexpr std::size_t playersPerCrowd = 12;

constexpr double refundShare = 0.05;
constexpr double greedyShare = 0.02;
constexpr double checkShare = 0.03;
constexpr double abandonedShare = 0.03;
constexpr double correctedShare = 0.5;

std::string numberText(std::int64_t minor, const client::contract::Currency& currency)
{
    return client::contract::Money{minor, currency}.text();
}

} // namespace

std::uint64_t Dice::next()
{
    m_state += 0x9e3779b97f4a7c15ULL;
    std::uint64_t mixed = m_state;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
    return mixed ^ (mixed >> 31);
}

Script::Script(std::uint64_t seed, std::int64_t run, double betsPerSecond, double wrongResults)
    : m_dice(seed * 1'000'003 + static_cast<std::uint64_t>(run)),
      m_prefix(std::to_string(seed) + "-" + std::to_string(run) + "-"), m_rate(betsPerSecond),
      m_wrongResults(wrongResults)
{
    for (const Game& game : games()) {
        for (int table = 0; table < game.tables; ++table)
            m_tables.push_back({&game, 0, -1});
    }
}

double Script::rateNow() const
{
    return m_bets < betsAtFullRate ? m_rate : m_rate * rateAfterwards;
}

RoundScript Script::openRound(const Game& game, std::int64_t nowMs)
{
    RoundScript round;
    round.number = m_firstRound + m_rounds.size();
    round.id = "r" + m_prefix + std::to_string(round.number + 1);
    round.game = &game;
    // The first rounds end sooner, so that there is something to see at once.
    const double share = round.number < m_tables.size() ? 0.3 + 0.5 * m_dice.unit() : 0.8 + 0.4 * m_dice.unit();
    round.endsMs = nowMs + static_cast<std::int64_t>(share * static_cast<double>(game.roundMs));
    round.result = game.results[m_dice.below(game.results.size())];
    round.abandoned = m_dice.unit() < abandonedShare;
    if (m_dice.unit() < m_wrongResults && !round.abandoned) {
        do {
            round.wrongResult = game.results[m_dice.below(game.results.size())];
        } while (round.wrongResult == round.result);
        if (m_dice.unit() < correctedShare)
            round.correctedAfterMs = 60'000 + static_cast<std::int64_t>(120'000 * m_dice.unit());
    }
    return round;
}

BetScript Script::nextBet()
{
    // The first two come at once.
    if (m_bets >= 2)
        m_nowMs += 2'000.0 * m_dice.unit() / rateNow();
    const auto nowMs = static_cast<std::int64_t>(m_nowMs);
    Table& table = m_tables[m_dice.below(m_tables.size())];
    if (nowMs >= table.endsMs) {
        m_rounds.push_back(openRound(*table.game, nowMs));
        table.round = m_rounds.back().number;
        table.endsMs = m_rounds.back().endsMs;
    }
    const Partner& partner = partners()[m_dice.below(partners().size())];
    const Selection& selection = table.game->selections[m_dice.below(table.game->selections.size())];
    // Small stakes are much more usual than large ones; the last is beyond what one person may refund alone.
    const double small = m_dice.unit();
    const auto stake =
        partner
            .stakesMinor[static_cast<std::size_t>(small * small * static_cast<double>(partner.stakesMinor.size() - 1))];
    const double kind = m_dice.unit();

    BetScript bet;
    bet.atMs = nowMs;
    bet.round = table.round;
    bet.refundAfterMs = 1'500 + static_cast<std::int64_t>(3'500 * m_dice.unit());
    std::int64_t stakeMinor = m_dice.unit() < 0.01 ? partner.stakesMinor.back() : stake;
    if (kind < greedyShare) {
        bet.plan = Plan::Greedy;
        stakeMinor = 3 * partner.openingMinor;
    } else if (kind < greedyShare + checkShare) {
        bet.plan = Plan::Check;
    } else if (kind < greedyShare + checkShare + refundShare) {
        bet.plan = Plan::Refund;
    }
    const std::int64_t crowd = m_bets / betsPerCrowd;
    const std::string place = std::to_string(101 + m_dice.below(playersPerCrowd)).substr(1);

    client::contract::BetCall& call = bet.call;
    call.partner = client::contract::PartnerId(partner.id);
    call.player = client::contract::PlayerId("p" + m_prefix + std::to_string(crowd + 1) + place);
    call.bet = client::contract::BetId("b" + m_prefix + std::to_string(++m_bets));
    call.amountText = numberText(stakeMinor, partner.currency);
    call.game = client::contract::GameId(table.game->id);
    call.round = client::contract::RoundId(round(table.round).id);
    call.selection = selection.name;
    call.oddsText = client::contract::oddsText(selection.oddsE4);
    call.currency = partner.currency.code;
    return bet;
}

const RoundScript& Script::round(std::size_t number) const
{
    return m_rounds[number - m_firstRound];
}

void Script::forget(std::size_t number)
{
    m_rounds[number - m_firstRound].game = nullptr;
    while (!m_rounds.empty() && m_rounds.front().game == nullptr) {
        m_rounds.pop_front();
        ++m_firstRound;
    }
}

} // namespace service::sandbox
