// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/console.h"

#include "client/feed/directcache.h"
#include "client/feed/feed.h"
#include "client/operations/runner.h"

#include <algorithm>
#include <set>

namespace tests::simulation {

using client::contract::BetRow;
using client::contract::BetState;
using client::operations::Refund;
using client::store::Intent;
using client::store::IntentState;

struct Console::Process
{
    Process(support::VirtualTime& time, std::uint64_t seed) : timers(time), random(seed) {}

    support::VirtualTimers timers;
    support::SeededRandom random;
    std::unique_ptr<client::store::Journal> journal;
    std::unique_ptr<client::store::Cache> cache;
    std::unique_ptr<SimTransport> network;
    std::unique_ptr<MutantTransport> transport;
    std::unique_ptr<client::feed::DirectCache> direct;
    std::unique_ptr<MutantCache> access;
    std::unique_ptr<client::api::BetApi> api;
    std::unique_ptr<client::operations::Runner> runner;
    std::unique_ptr<client::feed::Feed> feed;
    std::optional<client::contract::InstanceInfo> instance;
    std::map<Refund*, bool> confirmed;
    std::vector<std::unique_ptr<Refund>> refunds; // goes first: they use the runner
};

Console::Console(support::VirtualTime& time, support::SeededRandom& random, Trace& trace, Network& network, int number,
                 Mutant mutant)
    : m_time(time), m_random(random), m_trace(trace), m_network(network), m_mutant(mutant),
      m_name("operator-" + std::to_string(number)), m_clock(time, 1'790'000'000'000 + random.below(3'000) - 1'500),
      m_disk("crash-" + m_name)
{
    if (mutant == Mutant::JournalNotSynced)
        m_disk.lieAboutSyncs("journal.db-wal");
}

Console::~Console() = default;

bool Console::start()
{
    m_trace.add(m_name, "starts");
    auto process = std::make_unique<Process>(m_time, m_random.next());
    const std::string file =
        m_mutant == Mutant::JournalForgotten ? "journal" + std::to_string(++m_starts) + ".db" : "journal.db";
    auto journal = client::store::Journal::open({file, m_disk.vfsName(), std::string(32, 'k')});
    if (!journal) {
        m_trace.add(m_name, "no journal: " + journal.error().detail);
        if (!m_disk.isOff() && !m_disk.isFaulty())
            m_trace.violation("the journal does not open: " + journal.error().detail);
        return false;
    }
    process->journal = std::move(*journal);
    auto cache = client::store::Cache::open({"cache.db", m_disk.vfsName(), "simulated"});
    if (!cache) {
        m_trace.add(m_name, "no cache: " + cache.error().detail);
        if (!m_disk.isOff() && !m_disk.isFaulty())
            m_trace.violation("the cache does not open: " + cache.error().detail);
        return false;
    }
    process->cache = std::move(*cache);
    Process& p = *process;
    p.network = std::make_unique<SimTransport>(m_network, m_name, [this] { return !m_disk.isOff(); });
    p.transport = std::make_unique<MutantTransport>(*p.network, m_mutant);
    p.direct = std::make_unique<client::feed::DirectCache>(*p.cache);
    p.access = std::make_unique<MutantCache>(*p.direct, m_mutant);
    const auto token = [this] { return m_name; };
    p.api = std::make_unique<client::api::BetApi>(*p.transport, p.timers, m_clock, p.random, token);
    p.runner = std::make_unique<client::operations::Runner>(*p.journal, *p.api, p.timers, m_clock);
    p.feed = std::make_unique<client::feed::Feed>(*p.api, *p.transport, p.timers, m_clock, p.random, token, *p.access,
                                                  p.cache->cursor());
    QObject::connect(p.feed.get(), &client::feed::Feed::rowsChanged, p.feed.get(),
                     [this](const client::feed::Rows& rows) { checkVersions(rows.bets); });
    m_process = std::move(process);
    m_process->feed->start();
    hello();
    return true;
}

void Console::kill()
{
    m_trace.add(m_name, "dies");
    m_process.reset();
}

client::store::Journal& Console::journal()
{
    return *m_process->journal;
}

client::store::Cache& Console::cache()
{
    return *m_process->cache;
}

void Console::hello()
{
    auto* call = m_process->api->instance();
    QObject::connect(call, &client::api::Call::finished, m_process->runner.get(), [this, call] {
        if (!call->result()) {
            m_process->timers.after(2'000, [this] { hello(); });
            return;
        }
        m_process->instance = *call->result();
        m_trace.add(m_name, "knows the service");
        m_process->runner->resume(*call->result());
    });
}

void Console::checkVersions(const std::vector<BetRow>& rows)
{
    for (const BetRow& row : rows)
        m_trace.add(m_name,
                    "sees " + row.bet.text() + " " + std::string(word(row.state)) + " v" + std::to_string(row.version));
}

void Console::act()
{
    if (!m_process || !m_process->instance)
        return;
    const auto open = m_process->runner->open();
    const std::int64_t choice = m_random.below(10);
    if (choice == 0 && !open.empty()) {
        const Intent& intent = open[static_cast<std::size_t>(m_random.below(static_cast<std::int64_t>(open.size())))];
        m_trace.add(m_name, "stops trying " + intent.id);
        m_process->runner->stopTrying(intent.id);
    } else if (choice == 1 && !open.empty()) {
        const Intent& intent = open[static_cast<std::size_t>(m_random.below(static_cast<std::int64_t>(open.size())))];
        m_trace.add(m_name, "tries now " + intent.id);
        m_process->runner->tryNow(intent.id);
    } else {
        startRefund();
    }
}

void Console::startRefund()
{
    std::vector<BetRow> candidates = m_process->cache->newestBets(50);
    // Now and then a bet that the screen shows as over: the service has to refuse it.
    if (!m_random.chance(0.1))
        std::erase_if(candidates, [](const BetRow& row) { return row.state != BetState::Blocked; });
    if (candidates.empty())
        return;
    const BetRow& row =
        candidates[static_cast<std::size_t>(m_random.below(static_cast<std::int64_t>(candidates.size())))];
    m_trace.add(m_name, "opens a refund of " + row.bet.text());
    auto refund = std::make_unique<Refund>(*m_process->runner, *m_process->api, m_clock, m_process->random,
                                           *m_process->instance, row.partner, row.bet);
    Refund* const raw = refund.get();
    QObject::connect(raw, &Refund::changed, raw, [this, raw] { onRefundChanged(raw); });
    m_process->refunds.push_back(std::move(refund));
    raw->preview();
}

void Console::onRefundChanged(Refund* refund)
{
    if (refund->step() != Refund::Step::Ready || m_process->confirmed[refund])
        return;
    m_process->confirmed[refund] = true;
    const auto& item = *refund->item();
    std::int64_t amount = item.refundableMinor;
    if (amount > 1 && m_random.chance(0.3))
        amount = 1 + m_random.below(amount);
    m_process->timers.after(200 + m_random.below(3'000),
                            [this, refund, money = client::contract::Money{amount, item.currency}] {
                                // A nervous operator: only the first press counts.
                                for (int press = 0; press < 3; ++press)
                                    refund->confirm(money, "technical_issue", "", "T-1");
                                if (refund->step() != Refund::Step::Sending || m_disk.isOff())
                                    return;
                                m_promised.push_back(refund->refundId());
                                m_trace.add(m_name, "refunds " + money.text() + " as " + refund->refundId());
                            });
}

void Console::tidyUp()
{
    for (const Intent& intent : m_process->runner->stale()) {
        m_trace.add(m_name, "gives up " + intent.id);
        (void)m_process->runner->abandon(intent.id);
    }
}

bool Console::isQuiet(const std::string& head, std::int64_t sinceMs)
{
    const std::int64_t sinceUtcMs = m_clock.utcMs() - m_clock.steadyMs() + sinceMs;
    if (!m_process || !m_process->instance || m_process->cache->cursor() != head)
        return false;
    const auto open = m_process->journal->open();
    return std::all_of(open.begin(), open.end(), [&](const Intent& intent) {
        // In doubt for good: since the healing a whole series ended, and the service refuses without a stored answer.
        const auto* rule = client::contract::findRule(intent.lastCode);
        return intent.state == IntentState::InDoubt && intent.updatedAt > sinceUtcMs && rule && !rule->retryable;
    });
}

std::string Console::unrest(const std::string& head) const
{
    if (!m_process || !m_process->instance)
        return m_name + " does not run";
    std::string text = m_name;
    if (m_process->cache->cursor() != head)
        text += " stands at " + m_process->cache->cursor() + " of " + head;
    for (const Intent& intent : m_process->journal->open())
        text += ", " + intent.id + " is " + std::string(word(intent.state)) + " " + intent.lastCode;
    return text;
}

} // namespace tests::simulation
