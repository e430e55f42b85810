// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/partnercommand.h"

#include "client/ports/systemports.h"
#include "service/bookmakers/curllink.h"
#include "service/bookmakers/diagnosis.h"
#include "service/config.h"

#include <CLI/CLI.hpp>

#include <condition_variable>
#include <iostream>
#include <mutex>
#include <optional>
#include <string>

namespace service {

namespace {

enum class PartnerExit : int { Good = 0, Bad = 1, NotChecked = 2 };

constexpr const char* footer = R"(
check sends one check_bet, which moves no money, and says in words what is wrong: the name, the connection, TLS,
credentials, something else that answers, a wrong or a slow answer, the clock. Exit codes: 0 the bookmaker can be worked
with, 1 it cannot, 2 it could not be checked.)";

constexpr std::int64_t trialMinor = 100;

int notChecked(const std::string& why)
{
    std::cerr << "betd partner: " << why << std::endl;
    return static_cast<int>(PartnerExit::NotChecked);
}

client::contract::Exchange exchangeOnce(const bookmakers::Bookmaker& bookmaker,
                                        const bookmakers::Credentials& credentials, const client::ports::Clock& clock,
                                        bookmakers::Outgoing call)
{
    std::mutex mutex;
    std::condition_variable woken;
    bookmakers::CurlLink link({{bookmaker.id, {bookmaker, credentials}}}, clock);
    link.begin([&] {
        const std::lock_guard lock(mutex);
        woken.notify_one();
    });
    std::optional<client::contract::Exchange> exchange;
    link.start(std::move(call), [&exchange](client::contract::Exchange ended) { exchange = std::move(ended); });
    while (!exchange) {
        {
            std::unique_lock lock(mutex);
            woken.wait(lock, [&link] { return link.hasNews(); });
        }
        link.deliver();
    }
    link.stop();
    return *std::move(exchange);
}

int check(const std::string& name, const std::string& configFile)
{
    const auto configuration = loadConfig(configFile);
    if (!configuration)
        return notChecked(configuration.error().detail);
    const auto partner = configuration->partners.find(name);
    if (partner == configuration->partners.end())
        return notChecked("the configuration names no partner \"" + name + "\"");
    const auto found = configuration->bookmakers.find(name);
    if (found == configuration->bookmakers.end())
        return notChecked("\"" + name + "\" has no [partners." + name +
                          ".wallet]: its players' money is our own ledger");
    const bookmakers::Bookmaker& bookmaker = found->second;
    const auto credentials = bookmakers::readCredentials(bookmaker);
    if (!credentials)
        return notChecked(credentials.error().detail);

    const client::ports::SystemClock clock;
    bookmakers::Trial trial;
    core::WalletOrder& order = trial.order;
    order.partner = client::contract::PartnerId(name);
    order.player =
        client::contract::PlayerId(partner->second.players.empty() ? "betd-check" : partner->second.players.front());
    order.bet = client::contract::BetId("betd-check-" + std::to_string(clock.utcMs()));
    order.currency = *client::contract::Currency::parse(partner->second.currency);
    order.amountMinor = trialMinor;
    trial.call = bookmakers::checkCall(order);
    trial.answerWithinMs = partner->second.answerWithinMs;
    trial.exchange = exchangeOnce(bookmaker, *credentials, clock,
                                  {order.partner,
                                   "POST",
                                   bookmaker.url + std::string(client::contract::path(trial.call.call)),
                                   {},
                                   trial.call.body});
    trial.utcMs = clock.utcMs();

    const bookmakers::Diagnosis diagnosis = bookmakers::diagnose(bookmaker, trial);
    for (const std::string& line : diagnosis.lines)
        std::cout << line << "\n";
    std::cout << (diagnosis.good ? "good" : "not good") << std::endl;
    return static_cast<int>(diagnosis.good ? PartnerExit::Good : PartnerExit::Bad);
}

} // namespace

int partnerCommand(int argc, const char* const* argv)
{
    std::string name;
    std::string configFile;
    CLI::App app("betd partner: looks at a bookmaker");
    app.footer(footer);
    app.require_subcommand(1);
    CLI::App* const checkCommand = app.add_subcommand("check", "one harmless call, and what it tells");
    checkCommand->add_option("NAME", name, "the partner's id in the configuration")->required();
    checkCommand->add_option("--config", configFile, "the service's configuration")->required();
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? static_cast<int>(PartnerExit::Good) : static_cast<int>(PartnerExit::NotChecked);
    }
    return check(name, configFile);
}

} // namespace service
