// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/feed/delivery.h"

#include <utility>

namespace client::feed {

namespace {

constexpr std::int64_t batchMs = 40;    // half of it is what an event waits, of the 50 ms from commit to paint
constexpr std::size_t batchMax = 2'000; // more are flushed at once
constexpr std::size_t backlogMax = 20'000;
constexpr std::int64_t probeMs = 60'000;

} // namespace

Delivery::Delivery(CacheAccess& cache, ports::Timers& timers, std::optional<Position> stored, Listener listener)
    : m_cache(cache), m_timers(timers), m_listener(std::move(listener)), m_stored(std::move(stored))
{
}

Delivery::~Delivery()
{
    stop();
}

void Delivery::start()
{
    m_running = true;
    if (m_uncached)
        armProbe();
}

void Delivery::stop()
{
    m_running = false;
    discard();
    if (std::exchange(m_batchTimerRuns, false))
        m_timers.cancel(m_batchTimer);
    if (std::exchange(m_probeTimerRuns, false))
        m_timers.cancel(m_probeTimer);
}

void Delivery::discard()
{
    ++m_generation;
    m_applying = 0;
    m_batch.clear();
}

// What was stored is always told, because no later event will bring it again; where we stand is changed only by answers
// to what was not taken back meanwhile.
CacheAccess::Done Delivery::storing(bool snapshotRows, Then then)
{
    return [this, weak = std::weak_ptr<int>(m_alive), mine = m_generation, snapshotRows,
            run = std::move(then)](contract::Result<store::Applied> result) {
        if (weak.expired())
            return;
        if (!result) {
            if (m_running && mine == m_generation)
                onFailure(result.error());
            return;
        }
        const bool fromStart = snapshotRows && std::exchange(m_startsOver, false);
        if (fromStart || !result->bets.empty() || !result->rounds.empty() || !result->jobs.empty() ||
            !result->failures.empty() || !result->incidents.empty() || !result->alerts.empty())
            m_listener.rows({std::move(result->bets), std::move(result->rounds), std::move(result->jobs), snapshotRows,
                             fromStart, std::move(result->failures), std::move(result->incidents),
                             std::move(result->alerts)});
        if (!weak.expired() && m_running && mine == m_generation)
            run();
    };
}

void Delivery::add(contract::FeedEvent event)
{
    m_batch.push_back(std::move(event));
    if (m_batch.size() >= batchMax && m_applying == 0)
        flush();
    else
        armBatch();
}

bool Delivery::isFull() const
{
    return m_batch.size() > backlogMax;
}

bool Delivery::isLong() const
{
    return m_batch.size() > backlogMax / 2;
}

void Delivery::armBatch()
{
    if (m_batchTimerRuns || m_batch.empty())
        return;
    m_batchTimerRuns = true;
    m_batchTimer = m_timers.after(batchMs, [this] {
        m_batchTimerRuns = false;
        // One batch at a time, so that they grow and not their number when the disk is slow.
        if (m_applying == 0)
            flush();
    });
}

void Delivery::flush()
{
    if (m_batch.empty())
        return;
    auto events = std::exchange(m_batch, {});
    if (m_uncached) {
        Rows rows;
        for (contract::FeedEvent& event : events) {
            if (auto incident = contract::incidentOf(event))
                rows.incidents.push_back(*std::move(incident));
            if (event.bet)
                rows.bets.push_back(*std::move(event.bet));
            if (event.round)
                rows.rounds.push_back(*std::move(event.round));
            if (event.job)
                rows.jobs.push_back(*std::move(event.job));
            if (event.failure)
                rows.failures.push_back(*std::move(event.failure));
            if (event.alert)
                rows.alerts.push_back(*std::move(event.alert));
        }
        m_listener.rows(rows);
        return;
    }
    const auto last = Position::parse(events.back().id);
    ++m_applying;
    m_cache.apply(std::move(events), storing(false, [this, last] {
                      --m_applying;
                      m_stored = last;
                      armBatch();
                  }));
}

void Delivery::beginSnapshot(const Position& at, Then then)
{
    m_snapshotAt = at;
    // Of another epoch, or unknown: versions may have gone back, and "greater" would keep the rows of a lost future.
    m_startsOver = !m_stored || m_stored->epoch != at.epoch;
    if (!m_startsOver || m_uncached)
        return then();
    m_stored.reset();
    m_cache.clear(storing(false, std::move(then)));
}

void Delivery::addPage(std::vector<contract::BetRow> bets, std::vector<contract::RoundRow> rounds, bool last, Then then)
{
    if (m_uncached) {
        m_listener.rows({std::move(bets), std::move(rounds), {}, true, std::exchange(m_startsOver, false)});
        return then();
    }
    const Position at = m_snapshotAt;
    m_cache.applySnapshot(std::move(bets), std::move(rounds), last ? at.text() : std::string(),
                          storing(true, [this, at, last, run = std::move(then)] {
                              if (last)
                                  m_stored = at;
                              run();
                          }));
}

void Delivery::addLook(std::vector<contract::BetRow> bets)
{
    if (m_uncached)
        return m_listener.rows({std::move(bets), {}, {}, false, false});
    m_cache.applyLook(std::move(bets), storing(false, [] {}));
}

void Delivery::onFailure(const contract::Error& failure)
{
    m_uncached = true;
    discard();
    armProbe();
    m_listener.rewind();
    m_listener.failed(QString::fromStdString(failure.detail));
}

void Delivery::armProbe()
{
    if (std::exchange(m_probeTimerRuns, true))
        return;
    m_probeTimer = m_timers.after(probeMs, [this] {
        m_probeTimerRuns = false;
        // An empty page is a write like any other.
        m_cache.applySnapshot(
            {}, {}, {}, [this, weak = std::weak_ptr<int>(m_alive)](const contract::Result<store::Applied>& written) {
                if (weak.expired() || !m_running || !m_uncached)
                    return;
                if (!written)
                    return armProbe();
                m_uncached = false;
                discard();
                m_listener.rewind();
            });
    });
}

} // namespace client::feed
