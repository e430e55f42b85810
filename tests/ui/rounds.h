// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/jobs.h"

#include <string>
#include <vector>

// Rounds and their recalculations for models, pages and dialogs.
namespace rounds {

inline constexpr std::int64_t startMs = 1'795'459'371'000; // 2026-11-23T18:42:51Z

inline client::contract::RoundRow round(int number, std::int64_t version = 1)
{
    using namespace client::contract;
    RoundRow row;
    row.round = RoundId("r-" + std::to_string(number));
    row.game = GameId(number % 3 == 0 ? "dice" : "roulette");
    row.state = RoundState::Settled;
    row.result = number % 3 == 0 ? std::to_string(1 + number % 6) : "RED " + std::to_string(1 + number % 36);
    row.resultVersion = 1;
    row.bets = 10 + number % 50;
    row.version = version;
    row.createdAt = startMs + std::int64_t{number} * 1'000;
    row.updatedAt = row.createdAt + 30'000;
    return row;
}

inline client::contract::RoundRow needing(int number, std::int64_t version = 2)
{
    auto row = round(number, version);
    row.needsRecalculation = true;
    row.cause = "result_differs";
    return row;
}

inline std::vector<client::contract::RoundRow> range(int first, int last)
{
    std::vector<client::contract::RoundRow> rows;
    for (int number = first; number <= last; ++number)
        rows.push_back(round(number));
    return rows;
}

// The round of console.md 3.7 C.
inline client::contract::RoundRow disputed()
{
    auto row = needing(55'120, 4);
    row.game = client::contract::GameId("roulette");
    row.result = "RED 14";
    row.bets = 688;
    row.openBets = 2;
    return row;
}

inline client::contract::JobRow job(client::contract::JobState state, const std::string& id = "job-89")
{
    using namespace client::contract;
    JobRow row;
    row.id = JobId(id);
    row.number = 89;
    row.kind = JobKind::Recalculation;
    row.state = state;
    row.round = RoundId("r-55120");
    row.correctResult = "BLACK 7";
    row.formerResult = "RED 14";
    row.resultVersion = 1;
    row.reason = "wrong_result";
    row.ticket = "INC-2291";
    row.author = "a.petrova";
    row.digest = "d1";
    row.createdAt = startMs;
    row.updatedAt = startMs;
    row.version = 1;
    return row;
}

} // namespace rounds
