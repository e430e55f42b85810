// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/exchange.h"
#include "client/contract/jobs.h"
#include "client/contract/problem.h"
#include "client/ports/transport.h"

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tests::support {

// One job of a service, from the plan to the decision, as a function of requests. What it is told to say once comes
// before what it would say.
class RecalculationService
{
public:
    using Exchange = client::contract::Exchange;
    using Request = client::ports::HttpRequest;
    using ProblemCode = client::contract::ProblemCode;
    static constexpr std::int64_t epochMs = 1'795'459'371'000; // 2026-11-23T18:42:51Z

    struct Once
    {
        std::optional<Exchange> exchange; // nullopt hangs
        bool applied = false;             // the service does what was asked and answers something else
    };

    RecalculationService()
    {
        using namespace client::contract;
        auto& row = summary.job;
        row.number = 89;
        row.kind = JobKind::Recalculation;
        row.state = JobState::Planned;
        row.round = RoundId("r-55120");
        row.formerResult = "RED 14";
        row.resultVersion = 1;
        row.author = "a.petrova";
        row.digest = "digest-1";
        row.createdAt = row.plannedAt = row.updatedAt = epochMs;
        row.counts.waiting = 55;
        row.counts.unchanged = 633;
        row.counts.skipped = 4;
        row.counts.deferred = 1;
        JobSum sum;
        sum.bets = 55;
        sum.creditMinor = 812'000;
        sum.debitMinor = -330'000;
        row.sums = {sum};
        row.version = 1;
        const Currency eur;
        summary.moves = {
            {BetState::Lost, BetState::Won, JobItemState::Pending, {}, eur, 41, 812'000},
            {BetState::Won, BetState::Lost, JobItemState::Pending, {}, eur, 12, -330'000},
            {BetState::Blocked, BetState::Won, JobItemState::Pending, {}, eur, 2, 0},
            {BetState::Lost, BetState::Lost, JobItemState::Unchanged, {}, eur, 633, 0},
            {BetState::Refunded, BetState::None, JobItemState::Skipped, "operator_refund", eur, 4, 0},
            {BetState::Won, BetState::Lost, JobItemState::Deferred, "operation_in_progress", eur, 1, -20'000, 0},
        };
        summary.parts = {{PartnerId("acme"), eur, 40, 612'000, -250'000},
                         {PartnerId("northbet"), eur, 15, 200'000, -80'000}};
        summary.overdraws = {{PartnerId("acme"), PlayerId("p-1"), eur, -50'000, 20'000, "reject"},
                             {PartnerId("acme"), PlayerId("p-2"), eur, -30'000, 0, "reject"},
                             {PartnerId("acme"), PlayerId("p-3"), eur, -10'000, 5'000, "reject"}};
        summary.playersHitTwice = 3;
        JobItem deferred;
        deferred.partner = PartnerId("acme");
        deferred.bet = BetId("b-7");
        deferred.player = PlayerId("p-7");
        deferred.from = BetState::Won;
        deferred.target = BetState::Lost;
        deferred.deltaMinor = -20'000;
        deferred.otherDeltaMinor = 0;
        deferred.state = JobItemState::Deferred;
        deferred.why = "operation_in_progress";
        items = {deferred};
        changes.digest = row.digest;
        changes.sums = row.sums;
    }

    // A plan with bets that cannot be computed.
    void needInput(int count)
    {
        using namespace client::contract;
        summary.job.counts.needsInput = count;
        for (int i = 0; i < count; ++i) {
            JobItem item;
            item.partner = PartnerId("acme");
            item.bet = BetId("b-" + std::to_string(100 + i));
            item.player = PlayerId("p-9");
            item.from = BetState::Lost;
            item.state = JobItemState::NeedsInput;
            item.why = "no_selection_or_odds";
            items.push_back(item);
        }
        summary.moves.push_back(
            {BetState::Lost, BetState::None, JobItemState::NeedsInput, "no_selection_or_odds", Currency{}, count, 0});
    }

    static Exchange ok(const std::string& body, int status = 200)
    {
        Exchange exchange;
        exchange.status = status;
        exchange.body = body;
        return exchange;
    }
    static Exchange refuse(ProblemCode code, const std::string& digest = {})
    {
        auto told = client::contract::problem(code, "told by the test");
        told.digest = digest;
        Exchange exchange = ok(encode(told), told.status);
        exchange.headers = {{"Content-Type", "application/problem+json"}};
        return exchange;
    }
    static Exchange silence()
    {
        Exchange exchange;
        exchange.error = client::contract::TransportError::Timeout;
        return exchange;
    }

    std::optional<Exchange> answer(const Request& request)
    {
        const auto path = request.target.substr(0, request.target.find('?'));
        if (request.method == "POST")
            posts.push_back(request);
        for (auto& [ending, told] : once) {
            if (!path.ends_with(ending) || told.empty())
                continue;
            const auto what = told.front();
            told.pop_front();
            if (what.applied)
                (void)serve(request, path);
            return what.exchange;
        }
        return serve(request, path);
    }

    std::vector<Request> postsTo(const std::string& ending) const
    {
        std::vector<Request> found;
        std::copy_if(posts.begin(), posts.end(), std::back_inserter(found),
                     [&](const Request& post) { return post.target.ends_with(ending); });
        return found;
    }
    int count(const std::string& ending) const { return static_cast<int>(postsTo(ending).size()); }

    client::contract::JobState firstState = client::contract::JobState::Planned;
    client::contract::JobSummary summary;
    client::contract::JobChanges changes;
    std::vector<client::contract::JobItem> items;
    std::map<std::string, std::deque<Once>> once; // by the end of the path: "/jobs", ":submit", "/rows"
    std::vector<Request> posts;
    std::string subject = "m.orlov"; // who approves

private:
    std::optional<Exchange> serve(const Request& request, const std::string& path)
    {
        using namespace client::contract;
        auto& row = summary.job;
        if (path.ends_with("/jobs"))
            return create(request);
        if (path.ends_with("/rows")) {
            Page<JobItem> page;
            for (const auto& item : items) {
                if (request.target.find("state=" + std::string(word(item.state))) != std::string::npos)
                    page.rows.push_back(item);
            }
            return ok(encode(page));
        }
        if (path.ends_with("/changes"))
            return ok(encode(changes));
        if (path.ends_with(":submit")) {
            const auto order = decodeSubmitOrder(request.body);
            const bool again = row.state == JobState::PendingApproval;
            if (!order || order->digest != row.digest)
                return refuse(ProblemCode::PlanStale, row.digest);
            if (!again && row.state != JobState::Planned)
                return refuse(ProblemCode::JobStateConflict);
            if (!again)
                move(JobState::PendingApproval);
            row.approval = "ap-89";
            row.expiresAt = epochMs + 30 * 60'000;
            return ok(encode(row));
        }
        if (path.ends_with(":withdraw")) {
            move(JobState::Withdrawn);
            return ok(encode(row));
        }
        if (path.ends_with(":approve"))
            return approve(request);
        if (path.ends_with(":reject")) {
            const auto order = decodeApprovalOrder(request.body);
            if (!order || order->comment.empty())
                return refuse(ProblemCode::ValidationFailed);
            row.approver = subject;
            row.comment = order->comment;
            move(JobState::Rejected);
            return ok(encode(row));
        }
        return ok(encode(summary));
    }

    Exchange create(const Request& request)
    {
        using namespace client::contract;
        const auto order = decodeJobOrder(request.body);
        if (!order)
            return refuse(ProblemCode::ValidationFailed);
        auto& row = summary.job;
        if (row.id == order->job)
            return ok(encode(row));
        row.id = order->job;
        row.correctResult = order->correctResult;
        row.reason = order->reason;
        row.reasonText = order->reasonText;
        row.ticket = order->ticket;
        row.state = firstState;
        for (const auto& input : order->inputs) {
            std::erase_if(items, [&](const JobItem& item) { return item.bet == input.bet; });
            --row.counts.needsInput;
            ++row.counts.waiting;
        }
        row.digest = "digest-" + std::to_string(++m_plans);
        changes.digest = row.digest;
        return ok(encode(row), 201);
    }

    Exchange approve(const Request& request)
    {
        using namespace client::contract;
        auto& row = summary.job;
        const auto order = decodeApprovalOrder(request.body);
        if (!order)
            return refuse(ProblemCode::ValidationFailed);
        if (row.author == subject)
            return refuse(ProblemCode::SelfApprovalForbidden);
        if (row.approver == subject && row.state == JobState::Holding)
            return ok(encode(row));
        if (row.state != JobState::PendingApproval)
            return refuse(ProblemCode::JobStateConflict);
        if (row.kind == JobKind::Recalculation && order->correctResult != row.correctResult) {
            row.approver = subject;
            row.why = "result_differs";
            row.comment = order->correctResult;
            move(JobState::Rejected);
            return refuse(ProblemCode::ApprovalMismatch);
        }
        if (changes.stale || order->digest != changes.digest)
            return refuse(ProblemCode::PlanStale, changes.digest);
        row.approver = subject;
        row.startsAt = epochMs + 60'000;
        move(JobState::Holding);
        return ok(encode(row));
    }

    void move(client::contract::JobState state)
    {
        summary.job.state = state;
        ++summary.job.version;
    }

    int m_plans = 0;
};

} // namespace tests::support
