// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/exchange.h"
#include "client/contract/failures.h"
#include "client/contract/problem.h"
#include "client/ports/transport.h"

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tests::failures {

namespace contract = client::contract;

inline contract::FailureRow group(int number, contract::FailureState state = contract::FailureState::New)
{
    contract::FailureRow row;
    row.id = contract::FailureId("f-" + std::to_string(number));
    row.partner = contract::PartnerId(number % 2 == 0 ? "acme" : "northbet");
    row.call = number % 3 == 0 ? "update_bet_status" : "block_funds";
    row.http = number % 3 == 1 ? 0 : 503;
    row.errorClass = number % 3 == 1 ? "timeout" : "http_503";
    row.message = number % 3 == 1 ? "No answer within {n} ms." : "The partner is not available.";
    row.bets = 10 + number;
    row.openBets = 3;
    row.failures = 44;
    row.amounts = {{32'200 + number, {"EUR", 2}}};
    row.firstAt = 1'795'455'000'000 + std::int64_t{number} * 60'000;
    row.lastAt = row.firstAt + 600'000;
    for (std::size_t i = 0; i < row.blocks.size(); ++i)
        row.blocks[i] = i < 16 ? 0 : static_cast<std::int64_t>((i * 7 + static_cast<std::size_t>(number)) % 11);
    row.blocksTo = 1'795'456'800'000;
    row.state = state;
    row.version = 1;
    return row;
}

// The groups of a service as a function of requests. What it is told to do once comes before what it would do.
class FailureService
{
public:
    using Exchange = contract::Exchange;

    std::vector<contract::FailureRow> groups; // newest first
    std::map<std::string, std::vector<contract::BetRow>> bets;
    std::size_t groupPage = 200;
    std::size_t betPage = 500;
    // By the end of the target's path: "/failures", ":retry", "/bets". nullopt hangs.
    std::map<std::string, std::deque<std::optional<Exchange>>> once;
    std::vector<client::ports::HttpRequest> posts;
    int lists = 0;

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

    contract::FailureRow& add(const contract::FailureRow& row)
    {
        groups.insert(groups.begin(), row);
        return groups.front();
    }
    contract::FailureRow* find(const std::string& id)
    {
        const auto found =
            std::find_if(groups.begin(), groups.end(), [&](const auto& known) { return known.id.text() == id; });
        return found == groups.end() ? nullptr : &*found;
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
        const std::string base = "/api/v1/failures";
        if (path == base)
            ++lists;
        for (auto& [ending, told] : once) {
            if (!path.ends_with(ending) || told.empty())
                continue;
            const auto exchange = told.front();
            told.pop_front();
            return exchange;
        }
        if (path == base)
            return ok(encode(pageOf(groups, query, groupPage)));
        if (path.rfind(base + '/', 0) != 0)
            return std::nullopt;
        const std::string rest = path.substr(base.size() + 1);
        const auto end = rest.find_first_of("/:");
        auto* const row = find(rest.substr(0, end));
        if (!row)
            return refuse(contract::ProblemCode::NotFound);
        const std::string what = end == std::string::npos ? "" : rest.substr(end);
        if (what == "/bets")
            return ok(encode(pageOf(bets[row->id.text()], query, betPage)));
        return command(*row, what, request.body);
    }

private:
    template <typename Row>
    static contract::Page<Row> pageOf(const std::vector<Row>& rows, const std::string& query, std::size_t limit)
    {
        const auto at = query.find("cursor=");
        const std::size_t from = at == std::string::npos ? 0 : std::stoul(query.substr(at + 7));
        const std::size_t to = std::min(rows.size(), from + limit);
        contract::Page<Row> page;
        page.rows.assign(rows.begin() + static_cast<std::ptrdiff_t>(std::min(from, to)),
                         rows.begin() + static_cast<std::ptrdiff_t>(to));
        page.nextCursor = to < rows.size() ? std::to_string(to) : std::string();
        return page;
    }

    std::optional<Exchange> command(contract::FailureRow& row, const std::string& what, const std::string& body)
    {
        if (what == ":assign")
            row.owner = contract::decodeFailureOwner(body).value().owner;
        else if (what == ":mute" || what == ":unmute")
            row.mutedUntil = what == ":mute" ? 20 : 0;
        else if (what == ":note")
            row.note = contract::decodeFailureNote(body).value().text;
        if (what == ":retry") {
            if (contract::decodeFailureRetry(body).value().expectedCount != row.openBets)
                return refuse(contract::ProblemCode::CountMoved);
            return ok(encode(contract::FailureRetried{row.openBets, 0, 0, 0}));
        }
        if (!what.empty()) {
            row.state = row.mutedUntil > 0  ? contract::FailureState::Muted
                        : row.owner.empty() ? contract::FailureState::New
                                            : contract::FailureState::Ongoing;
            ++row.version;
        }
        return ok(encode(row));
    }
};

} // namespace tests::failures
