// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/messages.h"
#include "client/ports/random.h"
#include "service/sandbox/world.h"

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace service::sandbox {

// SplitMix64: the same seed gives the same numbers on every machine.
class Dice : public client::ports::Random
{
public:
    explicit Dice(std::uint64_t seed) : m_state(seed) {}
    std::uint64_t next() override;
    double unit() { return client::ports::unitInterval(*this); }
    // Uniform in [0, count).
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(unit() * static_cast<double>(count)); }

private:
    std::uint64_t m_state;
};

enum class Plan {
    Settle, // win or lose, as the round ends
    Refund, // the game takes the bet back after a while
    Greedy, // more than the player has, and the game does not check first
    Check,  // the player only asks
};

struct BetScript
{
    client::contract::BetCall call; // as check_bet sends it
    std::int64_t atMs = 0;          // since the start
    Plan plan = Plan::Settle;
    std::int64_t refundAfterMs = 0;
    std::size_t round = 0; // number of the round that it belongs to
};

struct RoundScript
{
    std::size_t number = 0;
    std::string id;
    const Game* game = nullptr;
    std::int64_t endsMs = 0;
    std::string result;
    std::string wrongResult;           // empty: none is given
    std::int64_t correctedAfterMs = 0; // 0: a person has to correct it
    bool abandoned = false;            // every bet is taken back
};

// Writes the play: which bets come when, and how their rounds end. Knows nothing of the service's answers.
class Script
{
public:
    Script(std::uint64_t seed, std::int64_t run, double betsPerSecond, double wrongResults);

    // The next bet in time.
    BetScript nextBet();
    const RoundScript& round(std::size_t number) const;
    // The round's bets are done with.
    void forget(std::size_t number);

private:
    struct Table
    {
        const Game* game = nullptr;
        std::size_t round = 0;
        std::int64_t endsMs = -1;
    };

    RoundScript openRound(const Game& game, std::int64_t nowMs);
    double rateNow() const;

    Dice m_dice;
    const std::string m_prefix;
    const double m_rate;
    const double m_wrongResults;
    std::vector<Table> m_tables;
    std::deque<RoundScript> m_rounds; // by number, from m_firstRound on
    std::size_t m_firstRound = 0;
    double m_nowMs = 0;
    std::int64_t m_bets = 0;
};

} // namespace service::sandbox
