// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/api/betapi.h"
#include "tests/simulation/network.h"

#include <functional>
#include <string>
#include <vector>

namespace tests::simulation {

// One person who plans, approves and steers jobs through the genuine client. Beside the diligent work it does what
// people do: too late, twice, with the wrong result, and what is not theirs to do.
class Desk
{
public:
    enum class Role { Support, Manager };

    Desk(support::VirtualTime& time, support::SeededRandom& random, Trace& trace, Network& network,
         const std::string& subject, Role role, std::vector<std::string> rounds);
    ~Desk();

    // One thing that a person does at the page of jobs.
    void act();
    // After the healing: nothing stays paused for want of a manager.
    void tidyUp();
    bool isQuiet() const { return m_open == 0; }

private:
    template <typename T, typename Then>
    void ask(client::api::CallOf<T>* call, const std::string& what, Then then);
    void later(std::int64_t mostMs, std::function<void()> then);
    template <typename T>
    const T& oneOf(const std::vector<T>& all);

    client::contract::JobOrder newOrder(client::contract::JobKind kind);
    void planRecalculation();
    void planRefundByQuery();
    void planRefundOfItems();
    void create(const client::contract::JobOrder& order, int tries);
    void submit(const client::contract::JobRow& job, int tries);
    void review();
    void decide(const client::contract::JobRow& job);
    void watch(const client::contract::JobRow& job);
    void steer();
    void press(const client::contract::JobRow& job, client::api::JobVerb verb);
    void postResult();

    support::SeededRandom& m_random;
    Trace& m_trace;
    std::string m_subject;
    Role m_role;
    std::vector<std::string> m_rounds;
    support::VirtualClock m_clock;
    support::VirtualTimers m_timers;
    support::SeededRandom m_own;
    SimTransport m_network;
    client::api::BetApi m_api;
    int m_planned = 0;
    int m_open = 0; // calls out and things to do later
};

} // namespace tests::simulation
