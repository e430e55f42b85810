// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/jobs.h"

#include <algorithm>
#include <string>
#include <vector>

// Jobs as the service tells them.
namespace tests::jobs {

namespace contract = client::contract;

inline constexpr std::int64_t startMs = 1'795'459'371'000; // 2026-11-23T18:42:51Z

// The refund of 303 bets of console.md 3.7 B, at 187.
inline contract::JobRow running(std::int64_t version = 7)
{
    contract::JobRow row;
    row.id = contract::JobId("job-88");
    row.number = 88;
    row.kind = contract::JobKind::Refund;
    row.state = contract::JobState::Running;
    row.query = "status:funds_held partner:acme";
    row.reason = "technical_issue";
    row.reasonText = "Outage of ACME, 18:20 to 18:35";
    row.ticket = "OPS-512";
    row.author = "a.petrova";
    row.approver = "m.orlov";
    row.digest = "digest-88";
    row.approval = "ap-88";
    row.counts.applied = 171;
    row.counts.failed = 3;
    row.counts.inDoubt = 1;
    row.counts.skipped = 12;
    row.counts.waiting = 116;
    contract::JobSum sum;
    sum.bets = 291;
    sum.creditMinor = 1'790'200;
    sum.appliedCreditMinor = 1'049'900;
    row.sums = {sum};
    row.createdAt = startMs;
    row.plannedAt = startMs + 2'000;
    row.startedAt = startMs + 300'000;
    row.updatedAt = startMs + 320'000;
    row.rateMilli = 9'800;
    row.version = version;
    return row;
}

inline contract::JobRow job(int number, contract::JobState state, std::int64_t version = 1)
{
    contract::JobRow row = running(version);
    row.id = contract::JobId("job-" + std::to_string(number));
    row.number = number;
    row.state = state;
    row.digest = state == contract::JobState::Planning ? "" : "digest-" + std::to_string(number);
    row.approval = "ap-" + std::to_string(number);
    row.createdAt = startMs + std::int64_t{number} * 1'000;
    return row;
}

// A plan that nobody has sent for approval yet: 305 bets to refund, 7 to skip.
inline contract::JobRow planned(const contract::JobId& id, std::int64_t version = 2)
{
    contract::JobRow row = running(version);
    row.id = id;
    row.state = contract::JobState::Planned;
    row.approver.clear();
    row.approval.clear();
    row.counts = {};
    row.counts.waiting = 305;
    row.counts.skipped = 7;
    row.sums.front().bets = 305;
    row.sums.front().appliedCreditMinor = 0;
    row.startedAt = 0;
    row.rateMilli = 0;
    return row;
}

inline contract::JobItem item(int number, contract::JobItemState state = contract::JobItemState::Pending,
                              const std::string& why = {})
{
    contract::JobItem item;
    item.partner = contract::PartnerId(number % 2 == 0 ? "acme" : "northbet");
    item.bet = contract::BetId("b-" + std::to_string(number));
    item.player = contract::PlayerId("p-" + std::to_string(number % 7));
    item.expectedVersion = 1;
    item.from = contract::BetState::Blocked;
    item.target = contract::BetState::Refunded;
    item.deltaMinor = 1'000 + number;
    item.state = state;
    item.why = why;
    item.updatedAt = startMs + number;
    return item;
}

inline std::vector<contract::JobItem> items(int first, int last)
{
    std::vector<contract::JobItem> made;
    for (int number = first; number <= last; ++number)
        made.push_back(item(number));
    return made;
}

inline contract::JobSummary summary(const contract::JobRow& row)
{
    contract::JobSummary summary;
    summary.job = row;
    const contract::Currency euro;
    summary.parts = {{contract::PartnerId("acme"), euro, 200, 1'200'000, 0},
                     {contract::PartnerId("northbet"), euro, 105, 590'200, 0}};
    contract::JobMove refunded;
    refunded.from = contract::BetState::Blocked;
    refunded.target = contract::BetState::Refunded;
    refunded.bets = 305;
    refunded.deltaMinor = 1'790'200;
    contract::JobMove twice;
    twice.from = twice.target = contract::BetState::Refunded;
    twice.state = contract::JobItemState::Skipped;
    twice.why = "already_refunded";
    twice.bets = 5;
    contract::JobMove doubtful;
    doubtful.from = doubtful.target = contract::BetState::Blocked;
    doubtful.state = contract::JobItemState::Skipped;
    doubtful.why = "in_doubt";
    doubtful.bets = 2;
    summary.moves = {refunded, twice, doubtful};
    summary.largest = {item(9'000), item(8'001), item(7'000), item(6'001), item(5'000)};
    summary.playersHitTwice = 14;
    return summary;
}

} // namespace tests::jobs
