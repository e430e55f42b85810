// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/virtualtime.h"

#include <algorithm>
#include <memory>

namespace tests::support {

VirtualTime::Id VirtualTime::after(std::int64_t delayMs, std::function<void()> then)
{
    const Id id = ++m_lastId;
    const std::int64_t at = m_nowMs + std::max<std::int64_t>(delayMs, 0);
    m_queue.emplace(std::make_pair(at, id), std::move(then));
    m_times.emplace(id, at);
    return id;
}

void VirtualTime::cancel(Id id)
{
    const auto found = m_times.find(id);
    if (found == m_times.end())
        return;
    m_queue.erase({found->second, id});
    m_times.erase(found);
}

std::int64_t VirtualTime::nextMs() const
{
    return m_queue.empty() ? -1 : m_queue.begin()->first.first;
}

bool VirtualTime::step()
{
    if (m_queue.empty())
        return false;
    auto first = m_queue.extract(m_queue.begin());
    m_nowMs = std::max(m_nowMs, first.key().first);
    m_times.erase(first.key().second);
    first.mapped()();
    return true;
}

void VirtualTime::runUntil(std::int64_t ms)
{
    while (!m_queue.empty() && m_queue.begin()->first.first <= ms)
        step();
    m_nowMs = std::max(m_nowMs, ms);
}

VirtualTimers::~VirtualTimers()
{
    for (const Id id : m_ids)
        m_time.cancel(id);
}

client::ports::Timers::Id VirtualTimers::after(std::int64_t delayMs, std::function<void()> then)
{
    // The id is known only after the call, and the event runs only later, so it is handed over by a shared place.
    auto own = std::make_shared<Id>(0);
    *own = m_time.after(delayMs, [this, own, run = std::move(then)] {
        m_ids.erase(*own);
        run();
    });
    m_ids.insert(*own);
    return *own;
}

void VirtualTimers::cancel(Id id)
{
    if (m_ids.erase(id) > 0)
        m_time.cancel(id);
}

std::uint64_t SeededRandom::next()
{
    m_state += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = m_state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

std::int64_t SeededRandom::below(std::int64_t bound)
{
    return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(bound));
}

} // namespace tests::support
