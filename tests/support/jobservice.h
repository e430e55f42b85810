// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/exchange.h"
#include "client/contract/jobs.h"
#include "client/contract/problem.h"
#include "client/ports/transport.h"
#include "tests/support/jobsamples.h"

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tests::jobs {

// The jobs of a service as a function of requests: lists, pages of bets, commands. What it is told to do once comes
// before what it would do.
class JobService
{
public:
    using Exchange = contract::Exchange;

    std::vector<contract::JobSummary> jobs; // newest first
    std::map<std::string, std::vector<contract::JobItem>> items;
    std::size_t jobPage = 100;
    std::size_t itemPage = 500;
    // By the end of the target's path: "/jobs", ":submit", "/rows". nullopt hangs.
    std::map<std::string, std::deque<std::optional<Exchange>>> once;
    std::vector<client::ports::HttpRequest> posts;

    static Exchange ok(const std::string& body)
    {
        Exchange exchange;
        exchange.status = 200;
        exchange.body = body;
        return exchange;
    }
    static Exchange refuse(contract::ProblemCode code)
    {
        const auto told = contract::problem(code, "told by the test");
        Exchange exchange = ok(encode(told));
        exchange.status = told.status;
        exchange.headers = {{"Content-Type", "application/problem+json"}};
        return exchange;
    }
    static Exchange silence()
    {
        Exchange exchange;
        exchange.error = contract::TransportError::Timeout;
        return exchange;
    }

    contract::JobSummary& add(const contract::JobRow& row)
    {
        jobs.insert(jobs.begin(), summary(row));
        return jobs.front();
    }
    contract::JobSummary* find(const std::string& job)
    {
        const auto found = std::find_if(jobs.begin(), jobs.end(),
                                        [&](const contract::JobSummary& known) { return known.job.id.text() == job; });
        return found == jobs.end() ? nullptr : &*found;
    }
    int count(const std::string& ending) const
    {
        return static_cast<int>(std::count_if(posts.begin(), posts.end(), [&](const client::ports::HttpRequest& post) {
            return post.target.ends_with(ending);
        }));
    }

    std::optional<Exchange> answer(const client::ports::HttpRequest& request)
    {
        const auto question = request.target.find('?');
        const std::string path = request.target.substr(0, question);
        const std::string query = question == std::string::npos ? "" : request.target.substr(question + 1);
        if (request.method == "POST")
            posts.push_back(request);
        for (auto& [ending, told] : once) {
            if (!path.ends_with(ending) || told.empty())
                continue;
            const auto exchange = told.front();
            told.pop_front();
            return exchange;
        }
        const std::string base = "/api/v1/jobs";
        if (path == base)
            return request.method == "POST" ? create(request.body) : ok(encode(pageOf(allRows(), query, jobPage)));
        if (path.rfind(base + '/', 0) != 0)
            return refuse(contract::ProblemCode::NotFound);
        const std::string rest = path.substr(base.size() + 1);
        const auto end = rest.find_first_of("/:");
        auto* const job = find(rest.substr(0, end));
        if (!job)
            return refuse(contract::ProblemCode::NotFound);
        const std::string what = end == std::string::npos ? "" : rest.substr(end);
        if (what.empty())
            return ok(encode(*job));
        if (what == "/rows")
            return ok(encode(pageOf(itemsOf(*job, query), query, itemPage)));
        if (what == "/report")
            return ok("bet_id,state\nb-1,applied\n");
        return steer(*job, what, request.body);
    }

    // What a plan comes to; the default is a plan that is ready at once.
    contract::JobState created = contract::JobState::Planned;

private:
    static std::string member(const std::string& query, const std::string& name)
    {
        const auto at = ('&' + query).find('&' + name + '=');
        if (at == std::string::npos)
            return {};
        const auto from = at + name.size() + 1;
        return query.substr(from, query.find('&', from) - from);
    }

    template <typename Row>
    static contract::Page<Row> pageOf(const std::vector<Row>& rows, const std::string& query, std::size_t limit)
    {
        const std::string cursor = member(query, "cursor");
        const std::size_t from = cursor.empty() ? 0 : std::stoul(cursor);
        const std::size_t to = std::min(rows.size(), from + limit);
        contract::Page<Row> page;
        page.rows.assign(rows.begin() + static_cast<std::ptrdiff_t>(std::min(from, to)),
                         rows.begin() + static_cast<std::ptrdiff_t>(to));
        page.nextCursor = to < rows.size() ? std::to_string(to) : std::string();
        return page;
    }

    std::vector<contract::JobRow> allRows() const
    {
        std::vector<contract::JobRow> rows;
        for (const auto& known : jobs)
            rows.push_back(known.job);
        return rows;
    }

    std::vector<contract::JobItem> itemsOf(const contract::JobSummary& job, const std::string& query)
    {
        const std::string state = member(query, "state");
        std::vector<contract::JobItem> found;
        for (const auto& known : items[job.job.id.text()])
            if (state.empty() || contract::word(known.state) == state)
                found.push_back(known);
        return found;
    }

    Exchange create(const std::string& body)
    {
        const auto order = contract::decodeJobOrder(body);
        if (!order)
            return refuse(contract::ProblemCode::ValidationFailed);
        if (auto* const known = find(order->job.text()))
            return ok(encode(known->job));
        contract::JobRow row = planned(order->job, 1);
        row.kind = order->kind;
        row.state = created;
        row.query = order->query;
        row.reason = order->reason;
        row.reasonText = order->reasonText;
        row.ticket = order->ticket;
        if (created == contract::JobState::Planning) {
            row.digest.clear();
            row.plannedAt = 0;
        }
        return ok(encode(add(row).job));
    }

    Exchange steer(contract::JobSummary& job, const std::string& verb, const std::string& body)
    {
        auto& row = job.job;
        if (verb == ":submit") {
            const auto order = contract::decodeSubmitOrder(body);
            if (!order || order->digest != row.digest)
                return refuse(contract::ProblemCode::PlanStale);
            row.state = contract::JobState::PendingApproval;
            row.approval = "ap-" + std::to_string(row.number);
        } else if (verb == ":withdraw") {
            row.state = contract::JobState::Withdrawn;
        } else if (verb == ":pause") {
            row.state = contract::JobState::Paused;
            row.why = "paused";
        } else if (verb == ":resume" || verb == ":retry_failed") {
            row.state = contract::JobState::Running;
        } else if (verb == ":cancel") {
            row.state = contract::JobState::Cancelled;
        } else {
            return refuse(contract::ProblemCode::NotFound);
        }
        ++row.version;
        return ok(encode(row));
    }
};

} // namespace tests::jobs
