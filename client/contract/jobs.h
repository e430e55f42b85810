// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/wire.h"

// Shapes of jobs and approvals (domain.md 5 and 7): plan, submit, approve, run, report.
namespace client::contract {

struct JobBet
{
    PartnerId partner;
    BetId bet;
};

// What a person knows of a bet that cannot be computed: part of the plan, and of its digest.
struct JobInput
{
    PartnerId partner;
    BetId bet;
    bool won = false;
    Money payout;
};

// POST /api/v1/jobs. The id is made by who asks and stored before sending, so that a repeat finds the same job.
struct JobOrder
{
    JobId job;
    JobKind kind = JobKind::Refund;
    std::vector<JobBet> items; // of a refund: these, at most 10,000 …
    std::string query;         // … or all bets that match this, never both
    bool overrideSettled = false;
    RoundId round; // of a recalculation, with the next two
    std::string correctResult;
    std::vector<JobInput> inputs;
    std::string reason; // a code of jobReasons()
    std::string reasonText;
    std::string ticket;
};

const std::vector<std::string>& jobReasons(JobKind kind);

// One bet of a job: what it was when the plan was made, what it is to become, what came of it.
struct JobItem
{
    PartnerId partner;
    BetId bet;
    PlayerId player;
    Currency currency;
    std::int64_t expectedVersion = 0;
    BetState from = BetState::None;
    std::optional<std::int64_t> payoutFromMinor;
    BetState target = BetState::None;
    std::optional<std::int64_t> payoutMinor;
    std::int64_t deltaMinor = 0; // towards the player
    // Of a deferred bet: the delta if its open operation comes to nothing.
    std::optional<std::int64_t> otherDeltaMinor;
    JobItemState state = JobItemState::Pending;
    std::string why;
    OperationId operation; // empty: none was made
    std::int64_t updatedAt = 0;
};

// The preview by partner and currency.
struct JobPart
{
    PartnerId partner;
    Currency currency;
    std::int64_t bets = 0;
    std::int64_t creditMinor = 0;
    std::int64_t debitMinor = 0;
};

// The preview by what happens: "lost → won", "skipped: already_refunded".
struct JobMove
{
    BetState from = BetState::None;
    BetState target = BetState::None;
    JobItemState state = JobItemState::Pending; // as planned
    std::string why;
    Currency currency;
    std::int64_t bets = 0;
    std::int64_t deltaMinor = 0;
    // Of deferred bets: the most they can come to, as deltaMinor is the least.
    std::optional<std::int64_t> otherDeltaMinor = {};

    void add(const JobMove& more); // of the same currency
};

// A player whose balance does not cover what is to be taken back.
struct JobOverdraw
{
    PartnerId partner;
    PlayerId player;
    Currency currency;
    std::int64_t debitMinor = 0;
    std::int64_t balanceMinor = 0;
    std::string policy; // negative, debt, reject
};

// GET /api/v1/jobs/{id}
struct JobSummary
{
    static constexpr std::size_t overdrawsMax = 100;

    JobRow job;
    std::vector<JobPart> parts;
    std::vector<JobMove> moves;
    std::vector<JobItem> largest;       // 5 at most, by amount
    std::int64_t playersHitTwice = 0;   // with more than one bet that moves money
    std::vector<JobOverdraw> overdraws; // 100 at most
};

// A bet that moved since the plan was made.
struct JobChange
{
    PartnerId partner;
    BetId bet;
    std::int64_t versionThen = 0;
    std::int64_t versionNow = 0;
    BetState stateNow = BetState::None;
    std::string why;       // as the bet would be planned now: already_refunded, operation_in_progress, …
    bool dropsOut = false; // it only leaves the plan; otherwise the plan has to be made anew
};

// GET /api/v1/jobs/{id}/changes: what an approver would approve now.
struct JobChanges
{
    std::string digest; // of the plan without what dropped out; empty if it has to be made anew
    bool stale = false; // it has to be made anew
    std::int64_t count = 0;
    std::vector<JobChange> changes; // 100 at most
    std::vector<JobSum> sums;       // of what is left
};

// POST /api/v1/approvals/{id}:approve and :reject
struct ApprovalOrder
{
    std::string digest;        // of what was read; not of a rejection
    std::string correctResult; // of a recalculation: chosen anew, without looking
    std::string comment;
};

// POST /api/v1/jobs/{id}:submit
struct SubmitOrder
{
    std::string digest;
};

// POST /api/v1/rounds/{id}/result
struct ResultOrder
{
    std::string result;
    std::string source; // where it comes from, for the record
};

// One line of a round's history of results.
struct RoundResult
{
    std::int64_t version = 0;
    std::string result;
    std::int64_t at = 0;
    std::string actor;
    std::string source; // update_bet_status, official, recalc-7
};

std::string encode(const JobOrder& order); // same order → same bytes
std::string encode(const JobRow& row);
std::string encode(const JobItem& item);
std::string encode(const JobSummary& summary);
std::string encode(const JobChanges& changes);
std::string encode(const ApprovalOrder& order);
std::string encode(const SubmitOrder& order);
std::string encode(const ResultOrder& order);
std::string encode(const Page<JobRow>& page);
std::string encode(const Page<JobItem>& page);
std::string encode(const Page<RoundResult>& page);

// Unknown members are refused in orders.
Result<JobOrder> decodeJobOrder(std::string_view body);
Result<ApprovalOrder> decodeApprovalOrder(std::string_view body);
Result<SubmitOrder> decodeSubmitOrder(std::string_view body);
Result<ResultOrder> decodeResultOrder(std::string_view body);
Result<JobRow> decodeJobRow(std::string_view body);
Result<JobSummary> decodeJobSummary(std::string_view body);
Result<JobChanges> decodeJobChanges(std::string_view body);
Result<Page<JobRow>> decodeJobPage(std::string_view body);
Result<Page<JobItem>> decodeJobItemPage(std::string_view body);
Result<Page<RoundResult>> decodeRoundResultPage(std::string_view body);

} // namespace client::contract
