// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/service/corefixture.h"

#include "service/store/sqlitestore.h"

namespace tests {

using namespace service::core;

Desk::Desk(Settings givenSettings, const std::string& givenPath)
    : settings(std::move(givenSettings)), path(givenPath), bookmaker(std::make_unique<Bookmaker>(settings, clock))
{
    open();
}

Desk::~Desk()
{
    close();
}

void Desk::open()
{
    store = std::make_unique<service::store::SqliteStore>(path);
    local = std::make_unique<LocalWallet>(settings);
    bookmaker->setLocal(local.get());
    wallet = std::make_unique<FaultyWallet>(*bookmaker, clock, 7);
    service = std::make_unique<Service>(*store, *wallet, clock, random, settings);
    Transaction transaction(*store);
    service->recover();
    transaction.commit();
    events = service->takeEvents();
    finished = service->takeFinished();
}

void Desk::close()
{
    service.reset();
    bookmaker->hangUp();
    wallet.reset();
    local.reset();
    store.reset();
}

void Desk::restart()
{
    const Faults faults = wallet->faults();
    close();
    open();
    wallet->setFaults(faults);
}

Request Desk::request(std::string method, std::string target, std::string text) const
{
    Request made;
    made.method = std::move(method);
    made.path = std::move(target);
    made.body = std::move(text);
    made.identity = {subject, {role}};
    made.correlationId = "c-1";
    if (made.method == "POST" || made.method == "PUT")
        made.headers.push_back({"Content-Type", "application/json"});
    if (!headerKey.empty())
        made.headers.push_back({"Idempotency-Key", headerKey});
    return made;
}

Response Desk::send(const Request& request)
{
    if (auto refused = service->precheck(request))
        return *refused;
    Transaction transaction(*store);
    Handled handled = service->handle(request);
    transaction.commit();
    events = service->takeEvents();
    finished = service->takeFinished();
    waitingFor = handled.waitFor;
    if (handled.response)
        return *std::move(handled.response);
    Response waiting;
    waiting.status = 0;
    return waiting;
}

Response Desk::post(const std::string& target, const std::string& text)
{
    return send(request("POST", target, text));
}

Response Desk::get(const std::string& target, const std::string& query)
{
    Request made = request("GET", target);
    made.query = query;
    made.identity.roles = {reader};
    if (auto refused = service->precheck(made))
        return *refused;
    return service->read(*store, made);
}

Response Desk::answerFor(const std::string& operation)
{
    return service->answerFor(operation, request("POST", "/"));
}

void Desk::tick()
{
    Transaction transaction(*store);
    service->tick();
    transaction.commit();
    for (PublishedEvent& event : service->takeEvents())
        events.push_back(std::move(event));
    for (std::string& id : service->takeFinished())
        finished.push_back(std::move(id));
}

void Desk::pass(std::int64_t ms)
{
    const std::int64_t end = clock.now + ms;
    for (int steps = 0; steps < 10'000; ++steps) {
        const std::int64_t due = service->nextDueMs();
        if (due < 0 || due > end)
            break;
        clock.now = std::max(clock.now, due);
        tick();
    }
    clock.now = end;
}

client::contract::BetRow Desk::row(const std::string& bet, const std::string& partner)
{
    const auto found = store->bet(contract::PartnerId(partner), contract::BetId(bet));
    return found ? found->row : client::contract::BetRow{};
}

std::string Desk::state(const std::string& bet, const std::string& partner)
{
    return std::string(word(row(bet, partner).state));
}

client::contract::RoundRow Desk::round(const std::string& round)
{
    const auto found = store->round(contract::RoundId(round));
    return found ? found->row : client::contract::RoundRow{};
}

std::int64_t Desk::balance(const std::string& player, const std::string& partner)
{
    const auto account = store->findAccount(AccountKind::Player, contract::PartnerId(partner),
                                            contract::PlayerId(player), contract::Currency{});
    return account ? account->balanceMinor : -1;
}

std::int64_t Desk::held(const std::string& partner)
{
    const auto account = store->findAccount(AccountKind::Held, contract::PartnerId(partner), {}, contract::Currency{});
    return account ? account->balanceMinor : 0;
}

std::string body(const std::string& more, const std::string& amount, const std::string& bet, const std::string& player)
{
    std::string text = R"({"partner_id":"p-1","partner_player_id":")" + player + R"(","amount":)" + amount +
                       R"(,"bet_id":")" + bet + "\"";
    if (!more.empty())
        text += "," + more;
    return text + "}";
}

std::string codeOf(const Response& response)
{
    if (response.status < 400)
        return {};
    const auto problem = client::contract::decodeProblem(response.body, response.status);
    return problem ? std::string(client::contract::rule(problem->code).word) : "no problem body: " + response.body;
}

bool isReplay(const Response& response)
{
    return client::contract::headerValue(response.headers, "Idempotency-Replayed") == "true";
}

} // namespace tests
