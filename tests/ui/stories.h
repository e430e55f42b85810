// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/wire.h"

// Stories of one bet, b-90412197 of acme: 322.00 EUR, blocked from 18:42:51 UTC on 2026-11-23.
namespace stories {

inline constexpr std::int64_t startMs = 1'795'459'371'000; // 2026-11-23T18:42:51Z

inline client::contract::Story empty()
{
    using namespace client::contract;
    Story story;
    story.bet.partner = PartnerId("acme");
    story.bet.bet = BetId("b-90412197");
    story.bet.player = PlayerId("p-1162");
    story.bet.game = GameId("roulette");
    story.bet.round = RoundId("r-55120");
    story.bet.stakeMinor = 32'200;
    story.bet.version = 1;
    story.bet.createdAt = startMs;
    story.bet.updatedAt = startMs;
    return story;
}

inline client::contract::TimelineEntry attempt(int number, std::int64_t atMs, std::int64_t durationMs, int http,
                                               const char* answer, const char* errorClass, const char* error,
                                               std::int64_t waitBaseMs, std::int64_t waitJitterMs)
{
    using namespace client::contract;
    TimelineEntry entry;
    entry.kind = TimelineKind::Attempt;
    entry.at = startMs + atMs;
    entry.call = "block_funds";
    entry.actor = "game-1";
    entry.attempt.emplace();
    entry.attempt->operation = OperationId("op-7");
    entry.attempt->number = number;
    entry.attempt->at = entry.at;
    entry.attempt->durationMs = durationMs;
    entry.attempt->http = http;
    entry.attempt->answer = answer;
    entry.attempt->errorClass = errorClass;
    entry.attempt->error = error;
    entry.attempt->waitBaseMs = waitBaseMs;
    entry.attempt->waitJitterMs = waitJitterMs;
    entry.attempt->nextAt = waitBaseMs > 0 ? entry.at + durationMs + waitBaseMs + waitJitterMs : 0;
    entry.attempt->request =
        "POST /api/block_funds\n"
        R"({"partner_id":"acme","partner_player_id":"p-1162","amount":322.00,"bet_id":"b-90412197"})";
    entry.attempt->response = http > 0 ? R"({"message":"upstream unavailable"})" : "";
    return entry;
}

inline client::contract::TimelineEntry operation(const char* call, std::int64_t atMs,
                                                 client::contract::OperationKind kind,
                                                 client::contract::OperationState state, int tries,
                                                 std::int64_t amountMinor, const char* key)
{
    using namespace client::contract;
    TimelineEntry entry;
    entry.kind = TimelineKind::Operation;
    entry.at = startMs + atMs;
    entry.call = call;
    entry.actor = "game-1";
    entry.operation.emplace();
    entry.operation->brief.id = OperationId(key);
    entry.operation->brief.kind = kind;
    entry.operation->brief.state = state;
    entry.operation->brief.attempt = tries;
    entry.operation->partner = PartnerId("acme");
    entry.operation->bet = BetId("b-90412197");
    entry.operation->createdAt = entry.operation->updatedAt = entry.at;
    entry.operation->amountMinor = amountMinor;
    entry.operation->key = key;
    entry.operation->actor = "game-1";
    return entry;
}

inline client::contract::Story inDoubtAfterFive()
{
    using namespace client::contract;
    Story story = empty();
    TimelineEntry check;
    check.kind = TimelineKind::Call;
    check.at = startMs + 4;
    check.call = "check_bet";
    check.actor = "game-1";
    check.text = "approved";
    TimelineEntry version;
    version.kind = TimelineKind::Version;
    version.at = startMs + 4;
    version.version = 1;
    version.state = BetState::Checked;
    TimelineEntry block =
        operation("block_funds", 50, OperationKind::Block, OperationState::InDoubt, 5, 32'200, "op-7");
    block.operation->key = "6f1c0a8e-11d2-4c55-9d7b-0c54ab1d9ae2";
    story.entries = {
        check,
        version,
        block,
        attempt(1, 52, 1'204, 503, "not_sent", "http_503", "upstream unavailable", 1'000, 600),
        attempt(2, 2'856, 988, 503, "not_sent", "http_503", "upstream unavailable", 2'000, 300),
        attempt(3, 6'144, 5'000, 0, "in_doubt", "timeout", "no answer within 5 s", 4'000, 100),
        attempt(4, 15'244, 31, 0, "in_doubt", "reset", "connection reset", 8'000, 900),
        attempt(5, 24'175, 5'000, 0, "in_doubt", "timeout", "no answer within 5 s", 0, 0),
    };
    story.bet.state = BetState::Checked;
    story.bet.operation.emplace();
    story.bet.operation->id = OperationId("op-7");
    story.bet.operation->kind = OperationKind::Block;
    story.bet.operation->state = OperationState::InDoubt;
    story.bet.operation->attempt = 5;
    story.bet.operation->nextAt = startMs + 89'175;
    story.bet.operation->errorClass = "timeout";
    return story;
}

// 100.00 held, 20.00 returned, the rest settled as won at 2.0.
inline client::contract::Story wonWithLedger()
{
    using namespace client::contract;
    Story story = empty();
    story.bet.state = BetState::Won;
    story.bet.stakeMinor = 10'000;
    story.bet.refundedMinor = 2'000;
    story.bet.payoutMinor = 16'000;
    story.entries = {
        operation("block_funds", 50, OperationKind::Block, OperationState::Succeeded, 1, 10'000, "op-1"),
        operation("refund", 900, OperationKind::Refund, OperationState::Succeeded, 1, 2'000, "op-2"),
        operation("update_bet_status", 1'800, OperationKind::Settle, OperationState::Succeeded, 1, 16'000, "op-3"),
    };
    const auto entry = [&](std::int64_t id, const char* account, std::int64_t amount, const char* key) {
        story.ledger.push_back({id, startMs, account, amount, {}, key});
    };
    entry(1, "player:p-1162", -10'000, "op-1");
    entry(2, "held", 10'000, "op-1");
    entry(3, "held", -2'000, "op-2");
    entry(4, "player:p-1162", 2'000, "op-2");
    entry(5, "held", -8'000, "op-3");
    entry(6, "house", -8'000, "op-3");
    entry(7, "player:p-1162", 16'000, "op-3");
    return story;
}

} // namespace stories
