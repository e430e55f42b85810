// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/activity.h"

namespace service::core {

ActivityCount& ActivityCounts::fresh(std::string subject)
{
    const std::int64_t stretch = m_context.settings.alerts.stretchMs;
    return m_fresh[{m_context.nowMs / stretch * stretch, std::move(subject)}];
}

void ActivityCounts::onBet(const contract::BetRow* before, const contract::BetRow& after)
{
    for (const auto& [subject, query] : m_queries) {
        if (query.matches(after, m_context.nowMs) && !(before && query.matches(*before, m_context.nowMs)))
            ++fresh(subject).bets;
    }
}

void ActivityCounts::onAttempt(const contract::PartnerId& partner, const Operation& operation, bool failed)
{
    if (m_context.settings.alerts.everyMs == 0)
        return;
    ActivityCount& count = fresh(subjectOf(partner));
    ++count.attempts;
    count.failures += static_cast<std::int64_t>(failed);
    count.bets +=
        static_cast<std::int64_t>(operation.kind == contract::OperationKind::Block && operation.attempts <= 1);
}

void ActivityCounts::setQueries(const std::vector<contract::AlertRuleRow>& rules)
{
    m_queries.clear();
    for (const contract::AlertRuleRow& rule : rules) {
        if (rule.condition != contract::AlertCondition::Query || !rule.enabled)
            continue;
        if (auto query = contract::Query::parse(rule.query))
            m_queries.emplace_back(subjectOf(rule.id), *std::move(query));
    }
}

void ActivityCounts::write()
{
    for (const auto& [key, count] : m_kept)
        m_context.store.addActivity(key.second, key.first, count);
    m_written = true;
}

void ActivityCounts::add(const Counts& counts, Counts& into)
{
    for (const auto& [key, count] : counts) {
        ActivityCount& sum = into[key];
        sum.bets += count.bets;
        sum.attempts += count.attempts;
        sum.failures += count.failures;
    }
}

void ActivityCounts::onTransactionEnd()
{
    if (std::exchange(m_written, false))
        m_kept.clear();
    add(std::exchange(m_fresh, {}), m_kept);
}

void ActivityCounts::discard()
{
    m_fresh.clear();
    m_written = false;
}

} // namespace service::core
