// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/alerts.h"
#include "service/core/activity.h"
#include "service/core/alertrules.h"
#include "service/core/recorder.h"
#include "service/core/service.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace service::core {

// Looks at what the store knows every few seconds and keeps the alerts that follow from the rules, whether or not a
// console is open. Each change of an alert is an event.
class Alerts
{
public:
    Alerts(Context& context, Recorder& recorder);

    ActivityCounts& activity() { return m_activity; }

    Handled acknowledge(const std::string& id, const Request& request);
    Handled assign(const std::string& id, const contract::AlertOwner& order, const Request& request);
    Handled snooze(const std::string& id, const contract::AlertSnooze& order, const Request& request);
    Handled addRule(const contract::AlertRuleOrder& order, const Request& request);
    Handled changeRule(const std::string& id, const contract::AlertRuleOrder& order, const Request& request);
    Handled deleteRule(const std::string& id, const Request& request);

    // Also makes the built-in rules of a new store.
    void recover();
    void tick();
    std::int64_t nextDueMs() const { return m_dueMs; } // steady, or -1
    void onTransactionEnd() { m_activity.onTransactionEnd(); }
    void discard();

private:
    using Found = std::map<std::string, contract::AlertRow>; // by group

    void evaluate();
    Found find(const contract::AlertRuleRow& rule, const std::vector<Alert>& open);
    std::int64_t beginOf(const contract::AlertRuleRow& rule) const;
    void findSilence(const contract::AlertRuleRow& rule, const std::vector<Alert>& open, Found& found);
    void findActivity(const contract::AlertRuleRow& rule, Found& found);
    void findApprovals(const contract::AlertRuleRow& rule, Found& found);
    void apply(const contract::AlertRuleRow& rule, const Found& found, const std::vector<Alert>& open);
    void step(const contract::AlertRuleRow& rule, const std::string& group, const contract::AlertRow* found);
    void raise(const contract::AlertRuleRow& rule, contract::AlertRow row);
    void save(Alert alert, std::string_view type);
    void resolve(Alert alert);
    Handled changed(Alert alert, std::string_view action, const std::string& before, const Request& request);
    std::optional<contract::AlertRuleRow> ruleOf(const std::string& id);
    static Handled stored(const contract::AlertRuleRow& rule, int status);

    Context& m_context;
    Recorder& m_recorder;
    ActivityCounts m_activity;
    std::int64_t m_dueMs = -1;
    std::int64_t m_startedAt = 0; // UTC: nothing came before, because nobody listened
    std::int64_t m_prunedAt = 0;
    bool m_stale = true; // the queries that are counted no longer agree with the store
};

} // namespace service::core
