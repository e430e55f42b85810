// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/holds.h"

#include <algorithm>

namespace service::core {

namespace {

constexpr int holdsPerTick = 100;
constexpr std::int64_t laterMs = 10'000;

} // namespace

void Holds::onEnded(const Bet& bet)
{
    if (bet.expiresAt == 0)
        return;
    const std::int64_t due = m_context.steadyMs + std::max<std::int64_t>(bet.expiresAt - m_context.nowMs, 0);
    m_dueMs = m_dueMs < 0 ? due : std::min(m_dueMs, due);
}

void Holds::recover()
{
    m_stale = false;
    const std::int64_t next = m_context.store.nextExpiry();
    m_dueMs = next == 0 ? -1 : m_context.steadyMs + std::max<std::int64_t>(next - m_context.nowMs, 0);
}

void Holds::tick()
{
    if (!m_stale && (m_dueMs < 0 || m_dueMs > m_context.steadyMs))
        return;
    for (const Bet& bet : m_context.store.expiredBets(m_context.nowMs, holdsPerTick))
        expire(bet);
    recover();
}

void Holds::expire(const Bet& bet)
{
    const bool open = bet.row.operation && contract::isOpen(bet.row.operation->state);
    const auto round = bet.row.round.empty() ? std::nullopt : m_context.store.round(bet.row.round);
    if (bet.row.state != contract::BetState::Blocked || (round && round->row.resultVersion > 0)) {
        // Its result is known: it waits for its settlement, however long.
        m_context.store.setExpiry(bet.id, 0);
        return;
    }
    if (open) {
        m_context.store.setExpiry(bet.id, m_context.nowMs + laterMs);
        return;
    }
    // A person decided that this hold did not expire; it does not try again.
    if (m_context.store.operation(bet.id, contract::OperationKind::Expiry, {})) {
        m_context.store.setExpiry(bet.id, 0);
        return;
    }
    Operation operation;
    operation.kind = contract::OperationKind::Expiry;
    operation.amountMinor = bet.row.netStakeMinor();
    operation.target = contract::BetState::Expired;
    operation.actor = "service";
    Bet expiring = bet;
    expiring.expiresAt = 0;
    m_outbox.begin(&bet, std::move(expiring), std::move(operation));
}

} // namespace service::core
