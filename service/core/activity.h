// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/query.h"
#include "service/core/context.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace service::core {

// Counts what the alert rules want to know of each partner and of each query, per stretch of time. In memory, until the
// rules are looked at: a write for each bet would cost more than an alert that misses seconds after a crash.
class ActivityCounts
{
public:
    explicit ActivityCounts(Context& context) : m_context(context) {}

    // A change of this bet, which is new without `before`.
    void onBet(const contract::BetRow* before, const contract::BetRow& after);
    void onAttempt(const contract::PartnerId& partner, const Operation& operation, bool failed);

    // From now on bets that begin to match are counted for the rule.
    void setQueries(const std::vector<contract::AlertRuleRow>& rules);
    // Into the store, as a part of its transaction.
    void write();

    void onTransactionEnd();
    void discard();

    static std::string subjectOf(const contract::PartnerId& partner) { return "p:" + partner.text(); }
    static std::string subjectOf(const contract::AlertRuleId& rule) { return "r:" + rule.text(); }

private:
    using Counts = std::map<std::pair<std::int64_t, std::string>, ActivityCount>; // by stretch and subject
    ActivityCount& fresh(std::string subject);
    static void add(const Counts& counts, Counts& into);

    Context& m_context;
    std::vector<std::pair<std::string, contract::Query>> m_queries; // by subject
    Counts m_fresh;                                                 // of the open transaction
    Counts m_kept;                                                  // of those before it
    bool m_written = false;                                         // m_kept, in the open transaction
};

} // namespace service::core
