// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/game.h"

#include "client/contract/money.h"

namespace tests::simulation {

using client::contract::AnswerFold;
using client::contract::AnswerKind;
using client::contract::BetCall;
using client::contract::CallKind;

namespace {

const std::string selections[] = {"red", "black"};

std::string major(std::int64_t minor)
{
    return client::contract::Money{minor, {}}.text();
}

} // namespace

struct Game::Story
{
    BetCall base;
    std::int64_t stakeMinor = 0;
    std::int64_t oddsE4 = 0;
    bool checks = false;
    bool blocks = true;
    enum class End { None, Settle, Refund, PartialRefund } end = End::None;
    bool wins = false;
    std::string result;
    int step = 0;
    bool blockIsOpen = false; // given up in doubt: has to be taken back
};

Game::Game(support::VirtualTime& time, support::SeededRandom& random, Trace& trace, Network& network, int number,
           Mutant mutant)
    : m_random(random), m_trace(trace), m_name("game-" + std::to_string(number)), m_clock(time), m_timers(time),
      m_own(random.next()), m_network(network, m_name, [] { return true; }), m_transport(m_network, mutant),
      m_api(m_transport, m_timers, m_clock, m_own, [this] { return m_name; })
{
}

Game::~Game() = default;

void Game::plan(int bets, int rounds, std::int64_t spanMs)
{
    for (int i = 0; i < rounds; ++i)
        m_rounds.push_back(m_name + "-r" + std::to_string(i));
    for (int i = 0; i < bets; ++i) {
        auto story = std::make_shared<Story>();
        story->base.partner = client::contract::PartnerId("acme");
        story->base.player = client::contract::PlayerId("p-" + std::to_string(m_random.below(3)));
        story->base.bet = client::contract::BetId(m_name + "-b" + std::to_string(i));
        story->base.game = client::contract::GameId(m_name);
        if (rounds > 0 && m_random.chance(0.8)) {
            story->base.round = client::contract::RoundId(m_rounds[static_cast<std::size_t>(m_random.below(rounds))]);
            story->base.selection = selections[m_random.below(2)];
            story->oddsE4 = 15'000 + 2'500 * m_random.below(8);
            story->base.oddsText = client::contract::oddsText(story->oddsE4);
        }
        // A tenth of the stakes is more than a player owns: a definite refusal.
        story->stakeMinor = m_random.chance(0.1) ? 2'000'000 : 100 + m_random.below(30'000);
        story->base.amountText = major(story->stakeMinor);
        story->checks = m_random.chance(0.3);
        story->blocks = !m_random.chance(0.07); // a refund of a bet that never was
        story->wins = m_random.chance(0.5);
        const std::int64_t end = m_random.below(10);
        story->end = end < 4   ? Story::End::Settle
                     : end < 5 ? Story::End::Refund
                     : end < 6 ? Story::End::PartialRefund
                               : Story::End::None;
        if (!story->blocks)
            story->end = Story::End::Refund;
        if (story->end == Story::End::Settle && m_random.chance(0.3))
            story->result = selections[m_random.below(2)];
        ++m_active;
        m_timers.after(m_random.below(spanMs), [this, story] { next(story); });
    }
}

void Game::next(const std::shared_ptr<Story>& story)
{
    BetCall call = story->base;
    const int step = story->step++;
    if (step == 0 && !story->checks)
        return next(story);
    if (step == 1 && !story->blocks)
        return next(story);
    if (step > 2 || (step == 2 && story->end == Story::End::None && !story->blockIsOpen)) {
        --m_active;
        return;
    }
    if (step == 0) {
        call.call = CallKind::CheckBet;
    } else if (step == 1) {
        call.call = CallKind::BlockFunds;
    } else if (story->blockIsOpen || story->end != Story::End::Settle) {
        call.call = CallKind::Refund;
        if (!story->blockIsOpen && story->end == Story::End::PartialRefund) {
            call.refund = client::contract::RefundId(call.bet.text() + "-part");
            call.amountText = major(1 + m_random.below(story->stakeMinor));
        }
    } else {
        call.call = CallKind::UpdateBetStatus;
        call.won = story->wins;
        const std::int64_t odds = story->oddsE4 == 0 ? 20'000 : story->oddsE4;
        call.payoutText = story->wins ? major(client::contract::payoutMinor(story->stakeMinor, odds).value()) : "0";
        call.result = story->base.round.empty() ? "" : story->result;
    }
    auto told = std::make_unique<Told>();
    told->call = call;
    Told* const raw = told.get();
    m_told.push_back(std::move(told));
    send(story, raw, {}, 1);
}

void Game::send(const std::shared_ptr<Story>& story, Told* told, AnswerFold fold, int series)
{
    auto* call = m_api.send(told->call);
    QObject::connect(call, &client::api::Call::finished, &m_api, [this, call, story, told, fold, series]() mutable {
        fold.add(call->answer());
        ended(story, told, fold, series);
    });
}

void Game::ended(const std::shared_ptr<Story>& story, Told* told, const AnswerFold& fold, int series)
{
    told->answer = fold.current()->kind;
    told->errorClass = fold.current()->errorClass;
    m_trace.add(m_name, std::string(word(told->call.call)) + " " + told->call.bet.text() + " is " +
                            std::string(word(told->answer)) + " " + told->errorClass);
    const bool isOpen = told->answer == AnswerKind::InDoubt || told->answer == AnswerKind::NotSent;
    // A check moves nothing, and a block may be taken back; the other calls have to become definite.
    const int patience = told->call.call == CallKind::CheckBet ? 1 : told->call.call == CallKind::BlockFunds ? 2 : 12;
    const bool isRefused = told->answer == AnswerKind::InDoubt && m_healed &&
                           client::contract::findRule(told->errorClass) != nullptr && series > 2;
    if (isOpen && series < patience && !isRefused) {
        m_timers.after(3'000 + m_random.below(12'000),
                       [this, story, told, fold, series] { send(story, told, fold, series + 1); });
        return;
    }
    if (told->call.call == CallKind::BlockFunds) {
        story->blockIsOpen = isOpen;
        if (told->answer == AnswerKind::Declined) {
            --m_active;
            return;
        }
    }
    m_timers.after(m_random.below(15'000), [this, story] { next(story); });
}

void Game::recalculate(const std::string& round, const std::string& result)
{
    m_recalculating[round] = result;
    sendRecalculation(round);
}

void Game::sendRecalculation(const std::string& round)
{
    auto* call =
        m_api.send(client::contract::RecalculateCall{client::contract::RoundId(round), m_recalculating[round]});
    QObject::connect(call, &client::api::Call::finished, &m_api, [this, call, round] {
        const AnswerKind answer = call->answer().kind;
        m_trace.add(m_name, "recalculation of " + round + " is " + std::string(word(answer)));
        if (answer == AnswerKind::Accepted || answer == AnswerKind::Declined || m_waitsForPeople)
            m_recalculating.erase(round);
        else
            m_timers.after(5'000, [this, round] { sendRecalculation(round); });
    });
}

} // namespace tests::simulation
