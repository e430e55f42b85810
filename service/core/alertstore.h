// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/alertrow.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace service::core {

template <typename Row>
struct Slice;
struct Round;

struct Alert
{
    std::int64_t id = 0;
    client::contract::AlertRow row; // with its id
};

struct AlertFilter
{
    std::optional<client::contract::AlertState> state;
    std::int64_t beforeId = 0;
    int limit = 100;
};

// What happened to one subject: a partner, or a rule with a query.
struct ActivityCount
{
    std::int64_t bets = 0; // new ones; of a rule those that began to match
    std::int64_t attempts = 0;
    std::int64_t failures = 0;
};

struct Activity
{
    std::string subject;
    std::int64_t firstAt = 0; // of its oldest stretch that was asked for
    ActivityCount count;
};

// Bets of one partner that a rule is about.
struct BetsOfPartner
{
    client::contract::PartnerId partner;
    client::contract::BetId bet; // the oldest
    std::int64_t count = 0;      // no more than were asked for
};

// The part of Store that alerts live in.
class AlertStore
{
public:
    virtual std::vector<client::contract::AlertRuleRow> alertRules() = 0; // by id
    virtual void saveAlertRule(const client::contract::AlertRuleRow& rule) = 0;
    virtual void deleteAlertRule(const client::contract::AlertRuleId& rule) = 0;

    virtual std::int64_t insertAlert(const client::contract::AlertRow& row) = 0; // its id
    virtual void updateAlert(const Alert& alert) = 0;
    virtual std::optional<Alert> alert(std::int64_t id) = 0;
    virtual std::optional<Alert> newestAlert(const client::contract::AlertRuleId& rule, std::string_view group) = 0;
    virtual std::vector<Alert> openAlerts() = 0; // not resolved
    virtual Slice<Alert> alerts(const AlertFilter& filter) = 0;

    virtual void addActivity(std::string_view subject, std::int64_t at, const ActivityCount& count) = 0;
    // Stretches that begin in [fromMs, toMs), summed by subject.
    virtual std::vector<Activity> activity(std::int64_t fromMs, std::int64_t toMs) = 0;
    virtual void pruneActivity(std::int64_t beforeMs) = 0;

    virtual std::vector<BetsOfPartner> heldSince(std::int64_t createdMax, int limit) = 0;
    // With an operation in doubt, or one that waits for a person, whose last change is that old.
    virtual std::vector<BetsOfPartner> inDoubtSince(std::int64_t updatedMax) = 0;
    virtual std::vector<Round> flaggedRounds(int limit) = 0;

protected:
    ~AlertStore() = default;
};

} // namespace service::core
