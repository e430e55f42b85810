// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ports/clock.h"
#include "service/core/message.h"
#include "service/core/refusal.h"

#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace service::http {

// Refusals on their way into the audit log. Each of somebody who is signed in becomes a row. Strangers get a row for
// the first one and then at most one a minute for each source and code, with a count. Bounded: what does not fit is
// counted together. Any thread.
class Refusals
{
public:
    static constexpr std::size_t waitingMax = 1'000;
    static constexpr std::size_t sourcesMax = 1'000;
    static constexpr std::int64_t strangersEveryMs = 60'000;

    explicit Refusals(const client::ports::Clock& clock) : m_clock(clock) {}

    // The answer to `request`, if it is a refusal: 401 or 403.
    void note(const core::Request& request, const core::Response& response);
    // What is to be written now, at most `max`; `end`: everything, because there is no later.
    std::vector<core::Refusal> take(std::size_t max, bool end = false);
    // They were not written after all.
    void putBack(std::vector<core::Refusal> refusals);

private:
    struct Strangers
    {
        std::int64_t count = 0;
        std::int64_t notBefore = 0; // steady
    };
    using Key = std::pair<std::string, std::string>;

    void push(core::Refusal refusal);

    const client::ports::Clock& m_clock;
    std::mutex m_mutex;
    std::deque<core::Refusal> m_waiting;
    std::map<Key, core::Refusal> m_together; // by subject and code, once too many wait
    std::map<Key, Strangers> m_strangers;    // by source and code
};

} // namespace service::http
