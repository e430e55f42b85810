// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/wire.h"

#include <string>
#include <vector>

// Rows of bets for models and tables.
namespace bets {

inline constexpr std::int64_t startMs = 1'795'459'371'000; // 2026-11-23T18:42:51Z

inline client::contract::BetRow bet(int number, client::contract::BetState state = client::contract::BetState::Blocked,
                                    std::int64_t version = 1)
{
    using namespace client::contract;
    BetRow row;
    row.partner = PartnerId(number % 2 == 0 ? "acme" : "northbet");
    row.bet = BetId("b-" + std::to_string(number));
    row.player = PlayerId("p-" + std::to_string(number % 7));
    row.game = GameId("roulette");
    row.round = RoundId("r-" + std::to_string(number / 4));
    row.stakeMinor = 1'000 + number;
    row.state = state;
    row.version = version;
    row.createdAt = startMs + std::int64_t{number} * 100;
    row.updatedAt = row.createdAt;
    if (state == BetState::Won)
        row.payoutMinor = row.stakeMinor * 2;
    return row;
}

inline client::contract::BetRow failed(int number, std::int64_t version = 1)
{
    using namespace client::contract;
    auto row = bet(number, BetState::Rejected, version);
    row.operation.emplace();
    row.operation->id = OperationId("op-" + std::to_string(number));
    row.operation->state = OperationState::Declined;
    row.operation->attempt = 5;
    row.operation->latencyMs = 1'204;
    row.operation->http = 503;
    row.operation->errorClass = "http_503";
    row.operation->error = "HTTP 503, upstream unavailable";
    return row;
}

inline client::contract::BetRow retrying(int number, int attempt, std::int64_t version = 1)
{
    using namespace client::contract;
    auto row = bet(number, BetState::Checked, version);
    row.operation.emplace();
    row.operation->id = OperationId("op-" + std::to_string(number));
    row.operation->state = OperationState::RetryScheduled;
    row.operation->attempt = attempt;
    row.operation->nextAt = row.createdAt + 4'000;
    row.operation->error = "HTTP 503";
    return row;
}

inline std::vector<client::contract::BetRow> range(int first, int last)
{
    std::vector<client::contract::BetRow> rows;
    for (int number = first; number <= last; ++number)
        rows.push_back(bet(number));
    return rows;
}

} // namespace bets
