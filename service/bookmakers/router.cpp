// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/bookmakers/router.h"

#include <algorithm>

namespace service::bookmakers {

Router::Router(core::Wallet& own, Gateway& gateway) : m_own(own), m_gateway(gateway) {}

core::Wallet& Router::of(const core::WalletOrder& order)
{
    return m_gateway.serves(order.partner) ? m_gateway : m_own;
}

std::optional<core::WalletReply> Router::immediate(core::Store& store, const core::WalletOrder& order)
{
    return of(order).immediate(store, order);
}

void Router::send(core::Store& store, const core::WalletOrder& order, Done done)
{
    of(order).send(store, order, std::move(done));
}

std::optional<core::WalletReply> Router::check(core::Store& store, const core::WalletOrder& order)
{
    return of(order).check(store, order);
}

bool Router::checkLater(const core::WalletOrder& order, const Done& done)
{
    return of(order).checkLater(order, done);
}

bool Router::ask(const core::WalletOrder& order, const Done& done)
{
    return of(order).ask(order, done);
}

bool Router::list(const core::ListOrder& order, const ListDone& done)
{
    return m_gateway.serves(order.partner) ? m_gateway.list(order, done) : m_own.list(order, done);
}

std::int64_t Router::nextDueMs() const
{
    const std::int64_t own = m_own.nextDueMs();
    const std::int64_t other = m_gateway.nextDueMs();
    if (own < 0 || other < 0)
        return std::max(own, other);
    return std::min(own, other);
}

void Router::tick(core::Store& store)
{
    m_own.tick(store);
    m_gateway.tick(store);
}

void Router::onCommitted()
{
    m_own.onCommitted();
    m_gateway.onCommitted();
}

void Router::onRolledBack()
{
    m_own.onRolledBack();
    m_gateway.onRolledBack();
}

} // namespace service::bookmakers
