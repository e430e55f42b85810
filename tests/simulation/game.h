// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/api/betapi.h"
#include "client/contract/messages.h"
#include "tests/simulation/mutants.h"
#include "tests/simulation/network.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace tests::simulation {

// What a game was told about one of its calls, over all series of attempts.
struct Told
{
    client::contract::BetCall call;
    client::contract::AnswerKind answer = client::contract::AnswerKind::NotSent;
    std::string errorClass;
};

// A game with the genuine client: it places bets by script and sends every call with the same content until the answer
// is definite, or until it gives up and takes the bet back. It survives everything; its memory is the judge's.
class Game
{
public:
    Game(support::VirtualTime& time, support::SeededRandom& random, Trace& trace, Network& network, int number,
         Mutant mutant);
    ~Game();

    // Places `bets` bets over `spanMs`, each with a story of its own.
    void plan(int bets, int rounds, std::int64_t spanMs);
    void recalculate(const std::string& round, const std::string& result);
    // From here on every story comes to its end: no new bets, more patience.
    void heal() { m_healed = true; }
    // A recalculation is asked for once: it begins when a second person agrees.
    void waitForPeople() { m_waitsForPeople = true; }

    bool isQuiet() const { return m_active == 0 && m_recalculating.empty(); }
    const std::vector<std::unique_ptr<Told>>& told() const { return m_told; }
    const std::vector<std::string>& rounds() const { return m_rounds; }

private:
    struct Story;

    void next(const std::shared_ptr<Story>& story);
    void send(const std::shared_ptr<Story>& story, Told* told, client::contract::AnswerFold fold, int series);
    void ended(const std::shared_ptr<Story>& story, Told* told, const client::contract::AnswerFold& fold, int series);
    void sendRecalculation(const std::string& round);

    support::SeededRandom& m_random;
    Trace& m_trace;
    std::string m_name;
    support::VirtualClock m_clock;
    support::VirtualTimers m_timers;
    support::SeededRandom m_own;
    SimTransport m_network;
    MutantTransport m_transport;
    client::api::BetApi m_api;
    bool m_healed = false;
    bool m_waitsForPeople = false;
    int m_active = 0;
    std::vector<std::string> m_rounds;
    std::map<std::string, std::string> m_recalculating; // round → result
    std::vector<std::unique_ptr<Told>> m_told;
};

} // namespace tests::simulation
