// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/messages.h"
#include "client/contract/problem.h"
#include "client/contract/wire.h"
#include "tests/support/faketransport.h"
#include "tests/support/virtualtime.h"

#include <string>

// Rows and a virtual world for the client's tests.
namespace tests::samples {

namespace contract = client::contract;

inline constexpr std::int64_t epochMs = 1'790'000'000'000;

inline contract::BetRow betRow(const std::string& bet, std::int64_t version = 1)
{
    contract::BetRow row;
    row.partner = contract::PartnerId("acme");
    row.bet = contract::BetId(bet);
    row.player = contract::PlayerId("p-1");
    row.round = contract::RoundId("r-1");
    row.stakeMinor = 2'500;
    row.state = contract::BetState::Blocked;
    row.version = version;
    row.createdAt = epochMs;
    row.updatedAt = epochMs + version;
    return row;
}

inline contract::RoundRow roundRow(const std::string& round, std::int64_t version = 1)
{
    contract::RoundRow row;
    row.round = contract::RoundId(round);
    row.version = version;
    row.createdAt = epochMs;
    row.updatedAt = epochMs + version;
    return row;
}

inline contract::FeedEvent betEvent(std::int64_t seq, const contract::BetRow& row, const std::string& epoch = "e1")
{
    contract::FeedEvent event;
    event.id = epoch + '-' + std::to_string(seq);
    event.seq = seq;
    event.at = epochMs + seq;
    event.type = "bet.blocked";
    event.partner = row.partner;
    event.betId = row.bet;
    event.bet = row;
    return event;
}

inline contract::RefundOrder refundOrder(const std::string& refund, const std::string& bet, std::int64_t version = 1)
{
    contract::RefundOrder order;
    order.refund = contract::RefundId(refund);
    order.items.push_back({contract::PartnerId("acme"), contract::BetId(bet), {2'500, {}}, version});
    order.reason = "technical_issue";
    return order;
}

inline std::string refundedBody(const std::string& refund, const std::string& bet)
{
    contract::RefundAnswer answer;
    answer.refund = contract::RefundId(refund);
    contract::BetRow row = betRow(bet, 2);
    row.state = contract::BetState::Refunded;
    row.refundedMinor = row.stakeMinor;
    answer.items.push_back({row, contract::OperationId("op-1"), row.stakeMinor});
    return encode(answer);
}

inline support::FakeTransport::Reply problemReply(contract::ProblemCode code, bool stored = false,
                                                  std::int64_t retryAfterMs = 0)
{
    contract::Problem told = contract::problem(code, "told by the test");
    told.stored = stored;
    told.retryAfterMs = retryAfterMs;
    return support::FakeTransport::reply(told.status, encode(told), {{"Content-Type", "application/problem+json"}});
}

inline std::string header(const client::ports::HttpRequest& request, std::string_view name)
{
    return std::string(contract::headerValue(request.headers, name));
}

// One process of the console under virtual time.
struct World
{
    support::VirtualTime time;
    support::VirtualClock clock{time, epochMs - time.nowMs()};
    support::VirtualTimers timers{time};
    support::SeededRandom random{7};
    support::FakeTransport transport{time};
};

} // namespace tests::samples
