// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/jobs.h"
#include "tests/service/corefixture.h"

#include <QDebug>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace tests {

namespace contract = client::contract;

// A desk with a game, a requester and an approver.
struct Office : Desk
{
    explicit Office(const service::core::Settings& given = {}, const std::string& file = ":memory:") : Desk(given, file)
    {
    }

    void asGame() { as("tester", "game"); }
    void as(const std::string& who, const std::string& what)
    {
        subject = who;
        role = what;
        headerKey = what == "game" ? "" : "k" + std::to_string(++presses);
    }
    int presses = 0;
    service::core::Response by(const std::string& who, const std::string& what, const std::string& target,
                               const std::string& text)
    {
        as(who, what);
        service::core::Response response = post(target, text);
        asGame();
        return response;
    }

    // Stake 100.00, odds 2.5, round r-1 unless told.
    void block(const std::string& bet, const std::string& selection, const std::string& player = "u-1",
               const std::string& amount = "100")
    {
        std::string more = R"("round_id":"r-1","odds":2.5)";
        if (!selection.empty())
            more += R"(,"selection":")" + selection + "\"";
        post("/api/block_funds", body(more, amount, bet, player));
    }
    void settle(const std::string& bet, const std::string& how, const std::string& player = "u-1")
    {
        const auto response = post("/api/update_bet_status", body(how, "100", bet, player));
        if (response.status != 200)
            qFatal("the settlement of %s was refused: %s", bet.c_str(), response.body.c_str());
    }

    static contract::JobRow jobIn(const service::core::Response& response)
    {
        const auto read = contract::decodeJobRow(response.body);
        if (!read)
            qFatal("no job: %s", response.body.c_str());
        return *read;
    }
    contract::JobRow job(const std::string& id = "j-1") { return store->job(contract::JobId(id))->row; }
    contract::JobSummary summary(const std::string& id = "j-1")
    {
        return *contract::decodeJobSummary(get("/api/v1/jobs/" + id).body);
    }
    contract::JobChanges changes(const std::string& id = "j-1")
    {
        return *contract::decodeJobChanges(get("/api/v1/jobs/" + id + "/changes").body);
    }
    std::vector<contract::JobItem> items(const std::string& id = "j-1", const std::string& state = {})
    {
        std::vector<contract::JobItem> all;
        std::string cursor;
        do {
            const auto page = contract::decodeJobItemPage(
                get("/api/v1/jobs/" + id + "/rows", (state.empty() ? "limit=500" : "limit=500&state=" + state) +
                                                        (cursor.empty() ? "" : "&cursor=" + cursor))
                    .body);
            all.insert(all.end(), page->rows.begin(), page->rows.end());
            cursor = page->nextCursor;
        } while (!cursor.empty());
        return all;
    }

    service::core::Response planRecalculation(const std::string& result, const std::string& id = "j-1",
                                              const std::string& more = {})
    {
        return by("ann", "support", "/api/v1/jobs",
                  R"({"job_id":")" + id + R"(","kind":"recalculation","round_id":"r-1","correct_result":")" + result +
                      R"(","reason":"wrong_result")" + more + "}");
    }
    service::core::Response planRefund(const std::string& what, const std::string& id = "j-1")
    {
        return by("ann", "support", "/api/v1/jobs",
                  R"({"job_id":")" + id + R"(","kind":"refund",)" + what + R"(,"reason":"technical_issue"})");
    }
    service::core::Response submit(const std::string& id = "j-1", const std::string& who = "ann")
    {
        return by(who, "support", "/api/v1/jobs/" + id + ":submit", R"({"digest":")" + job(id).digest + "\"}");
    }
    service::core::Response approve(const std::string& digest, const std::string& result = {},
                                    const std::string& who = "mia", const std::string& id = "j-1")
    {
        return by(who, "manager", "/api/v1/approvals/" + job(id).approval + ":approve",
                  contract::encode(contract::ApprovalOrder{digest, result, "seen"}));
    }
    service::core::Response verb(const std::string& name, const std::string& id = "j-1", const std::string& who = "mia",
                                 const std::string& what = "manager")
    {
        return by(who, what, "/api/v1/jobs/" + id + ":" + name, "{}");
    }
    // Plan, submission and approval; the hold is still to pass.
    void agree(const std::string& result = {}, const std::string& id = "j-1")
    {
        const service::core::Response sent = submit(id);
        if (sent.status != 200)
            qFatal("not submitted: %s", sent.body.c_str());
        const service::core::Response approved = approve(job(id).digest, result, "mia", id);
        if (approved.status != 200)
            qFatal("not approved: %s", approved.body.c_str());
    }
    // As a partner's definite refusal leaves them; our own wallet refuses no refund.
    void refuseForGood()
    {
        for (auto operation : store->openOperations()) {
            operation.state = contract::OperationState::NeedsReview;
            operation.nextAt = 0;
            store->updateOperation(operation);
            auto item = *store->itemOfOperation(operation.id);
            item.state = contract::JobItemState::Failed;
            store->updateItem(item);
            store->countItems(1, contract::JobItemState::InDoubt, -1);
            store->countItems(1, contract::JobItemState::Failed, 1);
        }
    }
    // The newest event of a job; every event of it has to be readable.
    contract::JobRow told(const std::string& id = "j-1")
    {
        contract::JobRow newest;
        for (const auto& row : store->eventsAfter(0, 100'000)) {
            const auto event = contract::decodeFeedEvent("e-" + std::to_string(row.seq), row.data);
            if (!event)
                qFatal("%s: %s", event.error().detail.c_str(), row.data.c_str());
            if (event->job && event->job->id.text() == id)
                newest = *event->job;
        }
        return newest;
    }
    std::vector<std::string> auditActions()
    {
        std::vector<std::string> actions;
        for (const auto& line : store->audit(0, 10'000))
            actions.push_back(line.action + " " + line.after);
        return actions;
    }
    bool wasAudited(const std::string& start)
    {
        const auto all = auditActions();
        return std::any_of(all.begin(), all.end(), [&](const std::string& line) { return line.rfind(start, 0) == 0; });
    }
};

// Two bets of two players, settled by a result that was wrong.
inline std::unique_ptr<Office> wrongRound(const service::core::Settings& settings = {},
                                          const std::string& path = ":memory:")
{
    auto office = std::make_unique<Office>(settings, path);
    office->block("b-1", "5", "u-1");
    office->block("b-2", "6", "u-2");
    office->settle("b-1", R"("status":"win","payout":250,"result":"5")", "u-1");
    office->settle("b-2", R"("status":"lose")", "u-2");
    return office;
}

} // namespace tests
