// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/schedule.h"

#include "tests/simulation/console.h"
#include "tests/simulation/game.h"
#include "tests/simulation/judge.h"
#include "tests/simulation/network.h"
#include "tests/simulation/servicehost.h"

#include <QCoreApplication>
#include <QEvent>

#include <algorithm>
#include <functional>

namespace tests::simulation {

using support::DiskFault;
using support::DiskLoss;

namespace {

constexpr std::int64_t drainMostMs = 3 * 3'600'000;

// What this schedule is made of: each kind of trouble is on or off by chance, so that some are seen alone.
struct Plan
{
    int consoles = 1;
    int games = 1;
    int bets = 6;
    int rounds = 2;
    std::int64_t chaosMs = 60'000;
    NetworkFaults network;
    service::core::Faults wallet;
    bool behindFaults = false;
    std::int64_t serviceCrashEveryMs = 0; // 0: never
    std::int64_t consoleCrashEveryMs = 0;
    std::int64_t actEveryMs = 5'000;
    bool partitions = false;
    bool tokenTrouble = false;
    bool diskTrouble = false;
    bool recalculations = false;
    bool powerLoss = false; // else processes die and machines do not
};

Plan makePlan(support::SeededRandom& random)
{
    Plan plan;
    const auto share = [&](double most) { return random.chance(0.5) ? client::ports::unitInterval(random) * most : 0; };
    plan.consoles = random.chance(0.4) ? 2 : 1;
    plan.games = random.chance(0.3) ? 2 : 1;
    plan.bets = 2 + static_cast<int>(random.below(9));
    plan.rounds = static_cast<int>(random.below(3));
    plan.chaosMs = 15'000 + random.below(75'000);
    plan.network.loseRequest = share(0.15);
    plan.network.loseReply = share(0.2);
    plan.network.resetReply = share(0.15);
    plan.network.cutReply = share(0.1);
    plan.network.foreignReply = share(0.1);
    plan.network.duplicate = share(0.15);
    plan.network.late = share(0.15);
    plan.network.cutStream = share(0.1);
    plan.network.silentStream = share(0.05);
    plan.network.delayMs = 1 + random.below(200);
    plan.behindFaults = random.chance(0.7);
    plan.wallet.unavailable503 = share(0.2);
    plan.wallet.timeoutAfterEffect = share(0.2);
    plan.wallet.timeoutBeforeEffect = share(0.2);
    plan.wallet.slow = share(0.2);
    plan.wallet.stubborn = share(0.3);
    if (random.chance(0.6))
        plan.serviceCrashEveryMs = 5'000 + random.below(30'000);
    if (random.chance(0.6))
        plan.consoleCrashEveryMs = 3'000 + random.below(20'000);
    plan.actEveryMs = 1'000 + random.below(7'000);
    plan.partitions = random.chance(0.3);
    plan.tokenTrouble = random.chance(0.3);
    plan.diskTrouble = random.chance(0.2);
    plan.recalculations = random.chance(0.4);
    plan.powerLoss = random.chance(0.7);
    return plan;
}

class World
{
public:
    World(std::uint64_t seed, Mutant mutant, bool keepTrace)
        : m_random(seed), m_trace(m_time, keepTrace), m_network(m_time, m_random, m_trace), m_plan(makePlan(m_random)),
          m_mutant(mutant), m_service(m_time, m_random, m_trace, mutant)
    {
    }

    Outcome run();

private:
    void prepare();
    void step();
    void burial();
    void runFor(std::int64_t ms);
    void every(std::int64_t meanMs, const std::function<void()>& action);
    void planChaos();
    void chaosOfDisks();
    void heal();
    bool isDrained();
    std::string unrest();
    DiskLoss loss();
    void restart(Console& console);
    void restartService();
    bool isBroken() const { return !m_trace.firstViolation().empty(); }

    support::VirtualTime m_time;
    support::SeededRandom m_random;
    Trace m_trace;
    Network m_network;
    Plan m_plan;
    Mutant m_mutant;
    ServiceHost m_service;
    std::vector<std::unique_ptr<Console>> m_consoles;
    std::vector<std::unique_ptr<Game>> m_games;
    std::int64_t m_healedMs = 0; // 0: chaos reigns
    int m_crashes = 0;
};

void World::prepare()
{
    service::core::Settings settings;
    settings.environmentId = "simulated";
    settings.limits.refunds["EUR"] = {100'000'000, 1'000'000'000};
    settings.limits.refundsPerHour = m_random.chance(0.9) ? 1'000 : 2;
    settings.defaultPartner.overdraw = service::core::Overdraw::Negative;
    m_service.configure(settings, m_plan.wallet, m_plan.behindFaults);
    m_network.setHost(&m_service);
    m_service.start();
    for (int i = 0; i < m_plan.games; ++i) {
        m_games.push_back(std::make_unique<Game>(m_time, m_random, m_trace, m_network, i + 1, m_mutant));
        m_games.back()->plan(m_plan.bets, m_plan.rounds, m_plan.chaosMs * 2 / 3);
    }
    for (int i = 0; i < m_plan.consoles; ++i) {
        m_consoles.push_back(std::make_unique<Console>(m_time, m_random, m_trace, m_network, i + 1, m_mutant));
        m_consoles.back()->start();
    }
}

DiskLoss World::loss()
{
    if (!m_plan.powerLoss)
        return DiskLoss::None;
    static constexpr DiskLoss losses[] = {DiskLoss::None, DiskLoss::All, DiskLoss::Some, DiskLoss::Torn};
    return losses[m_random.below(4)];
}

void World::restart(Console& console)
{
    if (console.isRunning())
        return;
    if (console.disk().isOff())
        console.disk().powerOn(loss(), m_random);
    if (!console.start())
        m_time.after(500 + m_random.below(3'000), [this, &console] { restart(console); });
}

void World::restartService()
{
    if (m_service.isRunning())
        return;
    if (m_service.disk().isOff())
        m_service.disk().powerOn(loss(), m_random);
    if (!m_service.start())
        m_time.after(500 + m_random.below(3'000), [this] { restartService(); });
}

// Processes whose disk is gone are dead; they are taken away between two events, never inside their own calls.
void World::burial()
{
    if (m_service.isRunning() && m_service.disk().isOff()) {
        m_service.kill();
        m_network.hostDied();
        ++m_crashes;
        m_time.after(200 + m_random.below(m_random.chance(0.2) ? 20'000 : 3'000), [this] { restartService(); });
    }
    for (const auto& console : m_consoles) {
        if (!console->isRunning() || !console->disk().isOff())
            continue;
        console->kill();
        ++m_crashes;
        m_time.after(200 + m_random.below(5'000), [this, raw = console.get()] { restart(*raw); });
    }
}

void World::step()
{
    m_time.step();
    QCoreApplication::sendPostedEvents(nullptr, 0);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    burial();
}

void World::runFor(std::int64_t ms)
{
    const std::int64_t end = m_time.nowMs() + ms;
    while (!isBroken() && m_time.nextMs() >= 0 && m_time.nextMs() <= end)
        step();
    m_time.runUntil(std::min(end, m_time.nextMs() < 0 ? end : m_time.nextMs() - 1));
}

void World::every(std::int64_t meanMs, const std::function<void()>& action)
{
    m_time.after(1 + m_random.below(2 * meanMs), [this, meanMs, action] {
        if (m_healedMs != 0)
            return;
        action();
        every(meanMs, action);
    });
}

void World::planChaos()
{
    m_network.setFaults(m_plan.network);
    const auto die = [this](support::CrashDisk& disk) {
        // Either now, or in the middle of what it writes next.
        if (m_random.chance(0.5))
            disk.powerOff();
        else
            disk.powerOffAfter(m_random.below(12));
    };
    if (m_plan.serviceCrashEveryMs > 0)
        every(m_plan.serviceCrashEveryMs, [this, die] { die(m_service.disk()); });
    for (const auto& console : m_consoles) {
        if (m_plan.consoleCrashEveryMs > 0)
            every(m_plan.consoleCrashEveryMs, [die, raw = console.get()] { die(raw->disk()); });
        every(m_plan.actEveryMs, [raw = console.get()] { raw->act(); });
    }
    if (m_plan.partitions)
        every(20'000, [this] {
            m_network.setPartitioned(true);
            m_time.after(m_random.below(15'000), [this] { m_network.setPartitioned(false); });
        });
    if (m_plan.tokenTrouble)
        every(15'000, [this] {
            m_trace.add("service", "refuses tokens");
            m_service.refuseTokens(true);
            m_time.after(m_random.below(10'000), [this] { m_service.refuseTokens(false); });
        });
    if (m_plan.diskTrouble)
        every(15'000, [this] { chaosOfDisks(); });
    if (m_plan.recalculations)
        every(20'000, [this] {
            Game& game = *m_games[static_cast<std::size_t>(m_random.below(m_plan.games))];
            if (!game.rounds().empty())
                game.recalculate(game.rounds()[static_cast<std::size_t>(m_random.below(m_plan.rounds))],
                                 m_random.chance(0.5) ? "red" : "black");
        });
}

void World::chaosOfDisks()
{
    support::CrashDisk& disk =
        m_random.chance(0.5)
            ? m_service.disk()
            : m_consoles[static_cast<std::size_t>(m_random.below(static_cast<std::int64_t>(m_consoles.size())))]
                  ->disk();
    disk.failAfter(m_random.below(10), m_random.chance(0.5) ? DiskFault::Full : DiskFault::Io, m_random.chance(0.5));
    m_time.after(m_random.below(8'000), [&disk] { disk.repair(); });
}

void World::heal()
{
    m_healedMs = m_time.nowMs();
    m_trace.add("world", "heals");
    m_network.setFaults({});
    m_network.setPartitioned(false);
    m_service.refuseTokens(false);
    m_service.setFaults({});
    m_service.disk().repair();
    m_service.disk().powerOffAfter(1'000'000'000);
    for (const auto& console : m_consoles) {
        console->disk().repair();
        console->disk().powerOffAfter(1'000'000'000);
    }
    for (const auto& game : m_games)
        game->heal();
}

bool World::isDrained()
{
    if (!m_service.isUp() || m_network.travelling() > 0)
        return false;
    if (!std::all_of(m_games.begin(), m_games.end(), [](const auto& game) { return game->isQuiet(); }))
        return false;
    const auto open = m_service.store().openOperations();
    if (std::any_of(open.begin(), open.end(), [](const service::core::Operation& operation) {
            return operation.state != client::contract::OperationState::NeedsReview;
        }))
        return false;
    const std::string head = cursorOfHead(m_service.store());
    return std::all_of(m_consoles.begin(), m_consoles.end(),
                       [&](const auto& console) { return console->isQuiet(head, m_healedMs); });
}

std::string World::unrest()
{
    if (!m_service.isUp())
        return "the service is down";
    std::string text;
    for (const auto& operation : m_service.store().openOperations())
        text += "operation " + std::to_string(operation.id) + " is " + std::string(word(operation.state)) + "; ";
    for (const auto& game : m_games)
        text += game->isQuiet() ? "" : "a game waits; ";
    for (const auto& console : m_consoles)
        text += console->unrest(cursorOfHead(m_service.store())) + "; ";
    return text;
}

Outcome World::run()
{
    prepare();
    planChaos();
    runFor(m_plan.chaosMs);
    heal();
    // What was sent late has to arrive before anything can be said to be over.
    runFor(60'000);
    while (!isBroken() && !isDrained()) {
        for (const auto& console : m_consoles) {
            if (console->isRunning())
                console->tidyUp();
        }
        runFor(20'000);
        if (m_time.nowMs() - m_healedMs > drainMostMs) {
            m_trace.violation("not all is settled long after the healing: " + unrest());
            break;
        }
    }
    Outcome outcome;
    outcome.drainedMs = m_time.nowMs() - m_healedMs;
    if (!isBroken())
        judge(m_service, m_consoles, m_games, m_network, m_trace, outcome);
    outcome.crashes = m_crashes;
    outcome.violation = m_trace.firstViolation();
    outcome.traceHash = m_trace.hash();
    outcome.lines = m_trace.lines();
    return outcome;
}

} // namespace

Outcome runSchedule(std::uint64_t seed, Mutant mutant, bool keepTrace)
{
    return World(seed, mutant, keepTrace).run();
}

} // namespace tests::simulation
