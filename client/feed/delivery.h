// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/feed/feed.h"
#include "client/feed/position.h"
#include "client/ports/timers.h"

#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace client::feed {

// Brings events in batches, and pages and looks as they come, into the cache and tells the rows that were stored. When
// the cache fails, rows are shown without being stored, from the last stored place on, until the cache can be written
// again.
class Delivery
{
public:
    struct Listener
    {
        std::function<void(const Rows&)> rows;
        std::function<void(const QString& detail)> failed;
        // Everything after stored() is to be asked for again.
        std::function<void()> rewind;
    };

    Delivery(CacheAccess& cache, ports::Timers& timers, std::optional<Position> stored, Listener listener);
    ~Delivery();
    Delivery(const Delivery&) = delete;
    Delivery& operator=(const Delivery&) = delete;

    void start();
    // Rows that are not stored yet are dropped: they are asked for again from stored().
    void stop();

    void add(contract::FeedEvent event);
    bool isFull() const; // more events have to wait outside
    bool isLong() const; // half of that
    void flush();

    using Then = std::function<void()>;
    void beginSnapshot(const Position& at, Then then);
    void addPage(std::vector<contract::BetRow> bets, std::vector<contract::RoundRow> rounds, bool last, Then then);
    // Rows beside the stream, which move no cursor.
    void addLook(std::vector<contract::BetRow> bets);

    const std::optional<Position>& stored() const { return m_stored; }

private:
    CacheAccess::Done storing(bool snapshotRows, Then then);
    void armBatch();
    void armProbe();
    void onFailure(const contract::Error& failure);
    void discard();

    CacheAccess& m_cache;
    ports::Timers& m_timers;
    Listener m_listener;
    std::optional<Position> m_stored;
    // Answers of the cache that come after our end find it gone.
    std::shared_ptr<int> m_alive = std::make_shared<int>(0);
    bool m_running = false;
    int m_generation = 0; // answers from before a rewind are of an older one

    std::vector<contract::FeedEvent> m_batch;
    int m_applying = 0; // batches that the cache has not answered yet
    bool m_batchTimerRuns = false;
    ports::Timers::Id m_batchTimer = 0;

    Position m_snapshotAt;
    bool m_startsOver = false;

    bool m_uncached = false;
    bool m_probeTimerRuns = false;
    ports::Timers::Id m_probeTimer = 0;
};

} // namespace client::feed
