// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/schedule.h"

#include "tests/simulation/console.h"
#include "tests/simulation/desk.h"
#include "tests/simulation/game.h"
#include "tests/simulation/judge.h"
#include "tests/simulation/network.h"
#include "tests/simulation/servicehost.h"

#include <QCoreApplication>
#include <QEvent>

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

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
    bool desks = false;     // people with jobs and approvals
    std::int64_t deskEveryMs = 4'000;
};

Plan makePlan(support::SeededRandom& random, bool desks)
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
    if (desks) {
        plan.desks = true;
        // A job's steps are few; their late copies have to be many.
        plan.network.duplicate = share(0.5);
        plan.deskEveryMs = 1'000 + random.below(3'500);
        plan.bets = 6 + static_cast<int>(random.below(9));
        plan.rounds = 1 + static_cast<int>(random.below(2));
    }
    return plan;
}

class World
{
public:
    World(std::uint64_t seed, Mutant mutant, bool keepTrace)
        : m_random(seed), m_trace(m_time, keepTrace), m_network(m_time, m_random, m_trace),
          m_plan(makePlan(m_random, hasDesks(seed))), m_remote(hasBookmaker(seed)), m_mutant(mutant),
          m_service(m_time, m_random, m_trace, mutant)
    {
    }

    Outcome run();

private:
    void prepare();
    void prepareDesks(service::core::Settings& settings);
    void prepareBookmaker();
    Fate fateOfCall();
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
    void tidyUp(Console& console);
    void callManager();
    void restartService();
    bool isBroken() const { return !m_trace.firstViolation().empty(); }

    support::VirtualTime m_time;
    support::SeededRandom m_random;
    Trace m_trace;
    Network m_network;
    Plan m_plan;
    bool m_remote;
    std::optional<Fate> m_outage; // what befalls every call to the bookmaker for a while
    Mutant m_mutant;
    ServiceHost m_service;
    std::vector<std::unique_ptr<Console>> m_consoles;
    std::vector<std::unique_ptr<Game>> m_games;
    std::vector<std::unique_ptr<Desk>> m_desks;
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
    if (m_plan.desks)
        prepareDesks(settings);
    if (m_remote)
        settings.defaultPartner.bookmaker.emplace();
    m_service.configure(settings, m_plan.wallet, m_plan.behindFaults);
    if (m_remote)
        prepareBookmaker();
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
    if (!m_plan.desks)
        return;
    std::vector<std::string> rounds;
    for (const auto& game : m_games) {
        rounds.insert(rounds.end(), game->rounds().begin(), game->rounds().end());
        if (!settings.mayRecalculate)
            game->waitForPeople();
    }
    for (const auto& [subject, role] : {std::pair{"m1", Desk::Role::Manager}, std::pair{"m2", Desk::Role::Manager},
                                        std::pair{"s1", Desk::Role::Support}})
        m_desks.push_back(std::make_unique<Desk>(m_time, m_random, m_trace, m_network, subject, role, rounds));
}

// All of it is short, so that a minute has room for plans that are agreed to, expire, and are agreed to too late.
void World::prepareDesks(service::core::Settings& settings)
{
    settings.jobs.planValidMs = 5'000 + m_random.below(40'000);
    settings.jobs.approvalValidMs = 10'000 + m_random.below(40'000);
    settings.jobs.refundHoldMs = m_random.below(6'000);
    settings.jobs.recalculationHoldMs = m_random.below(6'000);
    settings.jobs.canary = static_cast<int>(m_random.below(4));
    settings.defaultPartner.refundRate = m_random.chance(0.6) ? 1 : 50;
    settings.mayRecalculate = m_random.chance(0.7);
    if (m_random.chance(0.4)) {
        settings.limits.refunds["EUR"] = {20'000, 30'000};
        settings.limits.refundsPerHour = 1 + static_cast<int>(m_random.below(4));
    }
    if (m_random.chance(0.5))
        m_service.makeOperatorsOne();
}

// The rules that this service believes are the plainest; the others leave doubts that only a person ends, and have
// schedules of their own (tst_bookmakers).
void World::prepareBookmaker()
{
    Bookmaker& partner = m_service.makeBookmaker();
    partner.decide = [this](const service::core::WalletOrder&) { return fateOfCall(); };
    spoilLine(partner, m_mutant);
}

Fate World::fateOfCall()
{
    if (m_healedMs != 0)
        return Fate::Answered;
    if (m_outage)
        return *m_outage;
    static constexpr std::pair<int, Fate> shares[] = {
        {10, Fate::Unreachable}, {10, Fate::Lost},         {15, Fate::AnswerLost}, {8, Fate::Failing},
        {6, Fate::Late},         {6, Fate::StrayThenLost}, {5, Fate::Lying},
    };
    std::int64_t rolled = m_random.below(100);
    for (const auto& [share, fate] : shares) {
        rolled -= share;
        if (rolled < 0)
            return fate;
    }
    return Fate::Answered;
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

void World::tidyUp(Console& console)
{
    if (!console.isRunning())
        return;
    // A journal that could not say whether it has an intent takes no more until the next start.
    if (console.journal().isReadOnly()) {
        console.kill();
        restart(console);
        return;
    }
    console.tidyUp();
}

// A game's own recalculation that paused itself waits for somebody, also where nobody sits at a desk.
void World::callManager()
{
    if (!m_desks.empty() || !m_service.isUp())
        return;
    const auto jobs = m_service.store().openJobs();
    if (std::any_of(jobs.begin(), jobs.end(),
                    [](const service::core::Job& job) { return job.row.state == client::contract::JobState::Paused; }))
        m_desks.push_back(std::make_unique<Desk>(m_time, m_random, m_trace, m_network, "m1", Desk::Role::Manager,
                                                 std::vector<std::string>()));
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
    for (const auto& desk : m_desks)
        every(m_plan.deskEveryMs, [raw = desk.get()] { raw->act(); });
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
    if (m_remote) {
        every(9'000, [this] { m_service.makeLateOnesArrive(); });
        every(12'000, [this] {
            static constexpr Fate outages[] = {Fate::Unreachable, Fate::Lost, Fate::AnswerLost, Fate::Late,
                                               Fate::StrayThenLost};
            const std::int64_t rolled = m_random.below(10);
            m_outage = rolled < 5 ? std::optional(outages[rolled]) : std::nullopt;
        });
    }
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
    if (!m_service.store().openJobs().empty() ||
        !std::all_of(m_desks.begin(), m_desks.end(), [](const auto& desk) { return desk->isQuiet(); }))
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
    for (const auto& job : m_service.store().openJobs())
        text += "job " + job.row.id.text() + " is " + std::string(word(job.row.state)) + "; ";
    for (const auto& desk : m_desks)
        text += desk->isQuiet() ? "" : "a desk waits; ";
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
        for (const auto& console : m_consoles)
            tidyUp(*console);
        callManager();
        for (const auto& desk : m_desks)
            desk->tidyUp();
        runFor(20'000);
        if (m_time.nowMs() - m_healedMs > drainMostMs) {
            m_trace.violation("not all is settled long after the healing: " + unrest());
            break;
        }
    }
    if (m_remote && !isBroken()) {
        // What strayed arrives last of all, when everything is over.
        m_service.makeLateOnesArrive();
        runFor(5'000);
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

// Two of five; the others stay the schedules that they were before there were jobs.
bool hasDesks(std::uint64_t seed)
{
    return seed % 5 < 2;
}

bool hasBookmaker(std::uint64_t seed)
{
    return seed % 5 == 4;
}

Outcome runSchedule(std::uint64_t seed, Mutant mutant, bool keepTrace)
{
    return World(seed, mutant, keepTrace).run();
}

} // namespace tests::simulation
