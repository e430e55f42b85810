// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ports/clock.h"
#include "client/ports/random.h"
#include "client/ports/timers.h"

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <utility>

namespace tests::support {

// One queue of things to come; time passes only by running them. Equal times run in the order they were asked for.
class VirtualTime
{
public:
    using Id = std::uint64_t;

    explicit VirtualTime(std::int64_t startMs = 1'000'000) : m_nowMs(startMs) {}

    std::int64_t nowMs() const { return m_nowMs; }
    Id after(std::int64_t delayMs, std::function<void()> then);
    void cancel(Id id);
    // Time of the next event, or -1.
    std::int64_t nextMs() const;
    // Runs the next event; false if there is none.
    bool step();
    // Runs all events up to that time and stands at it.
    void runUntil(std::int64_t ms);
    void advance(std::int64_t ms) { runUntil(m_nowMs + ms); }

private:
    std::int64_t m_nowMs;
    Id m_lastId = 0;
    std::map<std::pair<std::int64_t, Id>, std::function<void()>> m_queue;
    std::map<Id, std::int64_t> m_times;
};

// The clock of one machine: UTC may be off and may be moved, steady time may not.
class VirtualClock : public client::ports::Clock
{
public:
    explicit VirtualClock(const VirtualTime& time, std::int64_t utcOffsetMs = 1'790'000'000'000)
        : m_time(time), m_utcOffsetMs(utcOffsetMs)
    {
    }

    std::int64_t utcMs() const override { return m_time.nowMs() + m_utcOffsetMs; }
    std::int64_t steadyMs() const override { return m_time.nowMs(); }
    void moveUtc(std::int64_t ms) { m_utcOffsetMs += ms; }

private:
    const VirtualTime& m_time;
    std::int64_t m_utcOffsetMs;
};

// The timers of one process: they die with it.
class VirtualTimers : public client::ports::Timers
{
public:
    explicit VirtualTimers(VirtualTime& time) : m_time(time) {}
    ~VirtualTimers() override;
    VirtualTimers(const VirtualTimers&) = delete;
    VirtualTimers& operator=(const VirtualTimers&) = delete;

    Id after(std::int64_t delayMs, std::function<void()> then) override;
    void cancel(Id id) override;

private:
    VirtualTime& m_time;
    std::set<Id> m_ids;
};

// SplitMix64: the same seed gives the same numbers on every machine.
class SeededRandom : public client::ports::Random
{
public:
    explicit SeededRandom(std::uint64_t seed) : m_state(seed) {}

    std::uint64_t next() override;
    // Uniform in [0, bound); bound > 0.
    std::int64_t below(std::int64_t bound);
    bool chance(double probability) { return client::ports::unitInterval(*this) < probability; }

private:
    std::uint64_t m_state;
};

} // namespace tests::support
