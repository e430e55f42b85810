// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/api/betapi.h"
#include "client/contract/query.h"

#include <QObject>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace client::operations {

// Which bets: these, or all that match.
struct BulkSelection
{
    std::vector<contract::JobBet> items;
    std::string query;

    static constexpr std::size_t itemsMax = 10'000; // more go by query
};

// A refund of many bets from the selection to the approvers (console.md 3.7 B), without widgets. It moves no money, so
// it has no journal: a plan and its submission are rows of the service, found again by the job's id, which is made once
// and stays the same over every repeat.
class BulkRefund : public QObject
{
    Q_OBJECT

public:
    enum class Step {
        Draft,        // nothing was asked of the service
        Planning,     // the order is on its way, or the service reads bets into the plan
        PlanFailed,   // answer() says why; plan() may be said again
        Ready,        // summary() is the preview
        Submitting,   // on its way to the approvers
        SubmitFailed, // answer() says why; submit() may be said again
        Submitted,    // it waits for a second person, or is past that; job() says where it stands
        Over,         // no money moved and none will: withdrawn, expired, stale, rejected
    };

    BulkRefund(api::BetApi& api, const ports::Clock& clock, ports::Random& random, BulkSelection selection,
               QObject* parent = nullptr);
    // Goes on with a job that the service has already.
    BulkRefund(api::BetApi& api, const ports::Clock& clock, const contract::JobRow& job, QObject* parent = nullptr);
    ~BulkRefund() override;

    // Makes the plan. What was ordered stays ordered while it may have arrived: then the arguments of a repeat do not
    // count, and isOrderFixed() says so.
    // `overrideSettled`: bets that lost get their stake back too.
    void plan(const std::string& reason, const std::string& reasonText, const std::string& ticket,
              bool overrideSettled = false);
    bool isOrderFixed() const;
    // Sends the plan that was read to the approvers, and no other: once, whatever is pressed how often, and again only
    // after a failure.
    void submit();
    void withdraw();

    // What the feed says: the job itself, and bets that would match now but are not in the list.
    void onJob(const contract::JobRow& row);
    void onBets(const std::vector<contract::BetRow>& rows);
    // Looks at the job when it is time to, and at the clock; for a timer, and harmless at any time.
    void tick();
    // How much the service's clock is ahead of ours.
    void setClockSkew(std::int64_t ms);

    Step step() const;
    const BulkSelection& selection() const;
    const contract::JobId& id() const;
    const std::optional<contract::JobRow>& job() const;
    const std::optional<contract::JobSummary>& summary() const; // of the plan that submit() would send
    const contract::Answer& answer() const;                     // of what failed last
    bool isExpired() const; // the plan's time has run out, whether the service has said so or not
    bool isWithdrawing() const;
    bool wasChanged() const;         // the service made another plan than the one that was read first
    std::int64_t frozenAtMs() const; // UTC of the service; 0: not yet
    int newMatches() const;
    std::int64_t toRefund() const; // bets that would be refunded
    bool maySubmit() const;

Q_SIGNALS:
    void changed();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace client::operations
