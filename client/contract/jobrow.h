// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/ids.h"
#include "client/contract/money.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace client::contract {

enum class JobKind { Refund, Recalculation };

// domain.md 5. `Planning` reads bets into the plan a stretch at a time; `Holding` is an approved job before its start.
enum class JobState {
    Planning,
    Planned,
    PendingApproval,
    Holding,
    Running,
    Paused,
    Completed,
    CompletedWithExceptions,
    Cancelled,
    Withdrawn,
    Stale,
    Expired,
    Rejected,
    Superseded
};

// Of one bet in a job. Failed: the wallet refused for good, a person has to look; InDoubt: nobody knows yet.
enum class JobItemState {
    Pending,
    Running,
    Applied,
    Unchanged,
    Skipped,
    NeedsInput,
    Deferred,
    Held,
    Superseded,
    Failed,
    InDoubt,
    Cancelled
};

std::string_view word(JobKind kind);
std::string_view word(JobState state);
std::string_view word(JobItemState state);
std::optional<JobKind> jobKindFrom(std::string_view word);
std::optional<JobState> jobStateFrom(std::string_view word);
std::optional<JobItemState> jobItemStateFrom(std::string_view word);

// Nothing of the job happens any more by itself.
bool isEnded(JobState state);
// Money may be moving, or will without another decision.
bool isActive(JobState state);

struct JobCounts
{
    std::int64_t waiting = 0; // pending or running
    std::int64_t applied = 0;
    std::int64_t unchanged = 0;
    std::int64_t skipped = 0;
    std::int64_t needsInput = 0;
    std::int64_t deferred = 0;
    std::int64_t held = 0;
    std::int64_t superseded = 0;
    std::int64_t failed = 0;
    std::int64_t inDoubt = 0;
    std::int64_t cancelled = 0;

    std::int64_t total() const;
    bool operator==(const JobCounts&) const = default;
};

// Per currency, never summed across. Credits are towards players and positive, debits are taken back and negative.
struct JobSum
{
    Currency currency;
    std::int64_t bets = 0; // with money to move
    std::int64_t creditMinor = 0;
    std::int64_t debitMinor = 0;
    std::int64_t appliedCreditMinor = 0;
    std::int64_t appliedDebitMinor = 0;
    bool operator==(const JobSum&) const = default;
};

// A job as lists and events show it.
struct JobRow
{
    JobId id;
    std::int64_t number = 0; // "job 88" for people
    JobKind kind = JobKind::Refund;
    JobState state = JobState::Planning;
    RoundId round;                  // of a recalculation
    std::string correctResult;      // of a recalculation
    std::string formerResult;       // what the round had when it was planned
    std::int64_t resultVersion = 0; // of the round when it was planned
    std::string query;              // of a refund by query
    bool overrideSettled = false;   // lost bets are refunded too
    std::string reason;
    std::string reasonText;
    std::string ticket;
    std::string author;
    std::string approver; // who approved or rejected
    std::string comment;  // the approver's
    std::string digest;   // empty while planning
    std::string approval; // "ap-88", from the submission on
    std::string why;      // of a pause, a rejection, an end: canary, failure_ratio, paused, result_differs, …
    JobCounts counts;
    std::vector<JobSum> sums;
    std::int64_t createdAt = 0;
    std::int64_t plannedAt = 0;
    std::int64_t expiresAt = 0; // of the plan, then of the approval
    std::int64_t startsAt = 0;  // of the hold
    std::int64_t startedAt = 0;
    std::int64_t endedAt = 0;
    std::int64_t updatedAt = 0;
    std::int64_t rateMilli = 0; // items per 1,000 s over the last stretch; 0: not known
    std::int64_t version = 0;
    bool operator==(const JobRow&) const = default;
};

} // namespace client::contract
