// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/messages.h"
#include "client/contract/wire.h"
#include "service/core/faultywallet.h"
#include "service/core/localwallet.h"
#include "service/core/service.h"
#include "service/core/store.h"
#include "tests/service/bookmaker.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tests {

class ManualClock : public client::ports::Clock
{
public:
    std::int64_t utcMs() const override { return 1'795'000'000'000 + now; }
    std::int64_t steadyMs() const override { return now; }
    std::int64_t now = 1'000;
};

class SeededRandom : public client::ports::Random
{
public:
    std::uint64_t next() override { return m_state = m_state * 6364136223846793005ULL + 1442695040888963407ULL; }

private:
    std::uint64_t m_state = 1;
};

// A service over a store, driven as its writer would: one transaction per request or tick.
class Desk
{
public:
    // In memory unless a path is given.
    explicit Desk(service::core::Settings settings = {}, const std::string& path = ":memory:");
    ~Desk();

    // The process ends here and starts again on the same file; replies that were on their way are lost.
    void restart();

    service::core::Request request(std::string method, std::string path, std::string body = {}) const;
    // The answer, or one of status 0 if the caller has to wait; `waitingFor` is then set.
    service::core::Response send(const service::core::Request& request);
    service::core::Response post(const std::string& path, const std::string& body);
    service::core::Response get(const std::string& path, const std::string& query = {});
    service::core::Response answerFor(const std::string& operation);
    void tick();
    // Lets time pass in the steps that the service asks for.
    void pass(std::int64_t ms);

    std::string state(const std::string& bet = "b-1", const std::string& partner = "p-1");
    client::contract::BetRow row(const std::string& bet = "b-1", const std::string& partner = "p-1");
    client::contract::RoundRow round(const std::string& round);
    std::int64_t balance(const std::string& player = "u-1", const std::string& partner = "p-1");
    std::int64_t held(const std::string& partner = "p-1");

    ManualClock clock;
    SeededRandom random;
    service::core::Settings settings;
    std::string path;
    std::string role = "game";
    std::string reader = "auditor"; // of get()
    std::string subject = "tester";
    std::string headerKey;
    std::string waitingFor;
    std::vector<std::string> finished;
    std::vector<service::core::PublishedEvent> events;
    std::unique_ptr<service::core::Store> store;
    // Who holds the money of partners that the settings give a wallet of their own.
    std::unique_ptr<Bookmaker> bookmaker;
    std::unique_ptr<service::core::LocalWallet> local;
    std::unique_ptr<service::core::FaultyWallet> wallet;
    std::unique_ptr<service::core::Service> service;

private:
    void open();
    void close();
};

// {"partner_id":"p-1","partner_player_id":"u-1","amount":100,"bet_id":"b-1"} and further members.
std::string body(const std::string& more = {}, const std::string& amount = "100", const std::string& bet = "b-1",
                 const std::string& player = "u-1");
std::string codeOf(const service::core::Response& response);
bool isReplay(const service::core::Response& response);

} // namespace tests
