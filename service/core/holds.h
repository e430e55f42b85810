// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/core/outbox.h"

#include <cstdint>

namespace service::core {

// Lets holds expire for partners that give them a time to live: only without an open operation and without a result of
// the round, and only when the wallet has confirmed it.
class Holds
{
public:
    Holds(Context& context, Outbox& outbox) : m_context(context), m_outbox(outbox) {}

    void onEnded(const Bet& bet);
    void recover();
    void tick();
    std::int64_t nextDueMs() const { return m_dueMs; }
    void discard() { m_stale = true; }

private:
    void expire(const Bet& bet);

    Context& m_context;
    Outbox& m_outbox;
    std::int64_t m_dueMs = -1; // steady
    bool m_stale = false;
};

} // namespace service::core
