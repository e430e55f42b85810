// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/alertrow.h"
#include "client/contract/failurerow.h"
#include "client/contract/ids.h"
#include "client/contract/jobrow.h"
#include "client/contract/money.h"
#include "client/contract/result.h"
#include "client/contract/states.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Shapes of /api/v1 (domain.md 7), written once for the console and the service. All times are UTC milliseconds here
// and RFC 3339 text on the wire; money is {"amount":"25.00","currency":"EUR"} there.
namespace client::contract {

// The newest operation of a bet, open or not.
struct OperationBrief
{
    OperationId id;
    OperationKind kind = OperationKind::Block;
    OperationState state = OperationState::InFlight;
    int attempt = 0;
    int attemptsMax = 5;
    std::int64_t nextAt = 0;    // 0: none scheduled
    std::int64_t latencyMs = 0; // of the last attempt
    int http = 0;               // of the last attempt; 0: no reply
    std::string errorClass;     // of the last attempt, empty on success
    std::string error;          // for people, empty on success
    // The block in doubt that it takes back, if it does: nobody knows what is held before it ends.
    OperationId takesBack = {};
    bool operator==(const OperationBrief&) const = default;
    // What the partner is asked about, and people resolve: the block as long as this has nothing sent itself.
    const OperationId& inQuestion() const { return takesBack.empty() || attempt > 0 ? id : takesBack; }
};

struct BetRow
{
    PartnerId partner;
    BetId bet;
    PlayerId player;
    GameId game;
    RoundId round;
    std::string selection;
    std::int64_t oddsE4 = 0; // 0: not given
    Currency currency;
    std::int64_t stakeMinor = 0;
    std::int64_t refundedMinor = 0;
    std::optional<std::int64_t> payoutMinor; // set while won or lost
    BetState state = BetState::None;
    ClosedBy closedBy = ClosedBy::None;
    std::string closedActor; // subject, when an operator closed it
    bool resettled = false;
    std::int64_t version = 0;
    std::int64_t createdAt = 0;
    std::int64_t updatedAt = 0;
    std::optional<OperationBrief> operation;

    ShownStatus shown() const;
    std::int64_t netStakeMinor() const { return stakeMinor - refundedMinor; }
    bool operator==(const BetRow&) const = default;
};

struct RoundRow
{
    RoundId round;
    GameId game;
    RoundState state = RoundState::Open;
    std::string result;
    std::int64_t resultVersion = 0;
    std::int64_t bets = 0;
    std::int64_t openBets = 0; // still blocked or with an open operation
    bool needsRecalculation = false;
    std::string cause;
    std::int64_t version = 0;
    std::int64_t createdAt = 0;
    std::int64_t updatedAt = 0;
    bool operator==(const RoundRow&) const = default;
};

struct OperationRow
{
    OperationBrief brief;
    PartnerId partner;
    BetId bet;
    std::int64_t amountMinor = 0; // signed for adjust: positive towards the player
    Currency currency;
    std::string key;
    // Of needs_review: no_definite_answer, retry_unsafe, no_corrections, told_bare, refused,
    // block_in_doubt; empty: not said.
    std::string why;
    std::string actor;
    std::string correlationId;
    std::int64_t createdAt = 0;
    std::int64_t updatedAt = 0;
};

struct AttemptRow
{
    OperationId operation;
    int number = 0;
    std::int64_t at = 0;
    std::int64_t durationMs = 0;
    int http = 0;
    std::string answer; // accepted, declined, not_sent, in_doubt
    std::string errorClass;
    std::string error;
    std::int64_t waitBaseMs = 0;   // what the schedule added before the next try: 2^n s …
    std::int64_t waitJitterMs = 0; // … plus U[0,1) s
    std::int64_t nextAt = 0;
    std::string request;  // method, target and body; secrets never enter
    std::string response; // as received, capped at 16 KiB
};

enum class TimelineKind { Call, Version, Operation, Attempt, Note };

// One line of a bet's story, oldest first.
struct TimelineEntry
{
    TimelineKind kind = TimelineKind::Version;
    std::int64_t at = 0;
    std::string call;  // of Call, Operation and Attempt: "block_funds"
    std::string actor; // subject who caused it
    std::string correlationId;
    std::optional<BetState> state;         // of Version
    std::int64_t version = 0;              // of Version
    std::optional<OperationRow> operation; // of Operation
    std::optional<AttemptRow> attempt;     // of Attempt
    std::string text;                      // of Call ("approved") and Note
};

struct LedgerEntry
{
    std::int64_t id = 0;
    std::int64_t at = 0;
    std::string account;          // "player:p-1", "held", "house"
    std::int64_t amountMinor = 0; // signed; the entries of one posting sum to 0
    Currency currency;
    std::string key; // of the operation that posted it
};

struct Story
{
    BetRow bet;
    std::vector<TimelineEntry> entries;
    std::vector<LedgerEntry> ledger;
    bool remoteWallet = false; // on the wire wallet: bookmaker; the money is in the partner's books, not in `ledger`
};

struct InstanceInfo
{
    std::string environmentId;
    std::string name;
    std::string kind; // local, staging, production
    std::string version;
    std::string subject; // who the token says we are
    std::vector<std::string> roles;
    std::string auditHead = {}; // of the header X-Audit-Head; empty: none
};

template <typename Row>
struct Page
{
    std::vector<Row> rows;
    std::string nextCursor;  // empty: no more
    std::string eventCursor; // X-Event-Cursor of the first page
};

struct RefundItem
{
    PartnerId partner;
    BetId bet;
    Money amount;
    std::int64_t expectedVersion = 0;
};

// POST /api/v1/refunds. One item is within a person's own limit; more need a second person.
struct RefundOrder
{
    RefundId refund;
    std::vector<RefundItem> items;
    std::string reason; // a code of refundReasons()
    std::string reasonText;
    std::string ticket;
};

const std::vector<std::string>& refundReasons();

// An item of the answer to ?dry_run=true.
struct RefundPreviewItem
{
    BetRow bet;
    Currency currency;
    std::int64_t heldMinor = 0;
    std::int64_t paidMinor = 0;
    std::int64_t refundedMinor = 0;
    std::int64_t refundableMinor = 0;
    // already_refunded, already_settled, in_doubt, operation_in_progress, not_held, expired, limit_exceeded,
    // version_conflict, refund_exceeds_stake
    std::vector<std::string> blockers;
    std::string limit; // of limit_exceeded: one, day, hour, or currency, in which there is none; empty: not known
};

struct RefundPreview
{
    std::string digest;
    std::int64_t checkedAt = 0;
    std::vector<RefundPreviewItem> items;
};

struct RefundAnswerItem
{
    BetRow bet;
    OperationId operation;
    std::int64_t refundedMinor = 0;
};

// 200 {"status":"refunded","refund_id":…,"items":[…]}
struct RefundAnswer
{
    RefundId refund;
    std::vector<RefundAnswerItem> items;
};

// Types of events that are in no stream: what a console's cache tells of the rows of a snapshot.
inline constexpr std::string_view betSeen = "bet.seen";
inline constexpr std::string_view roundSeen = "round.seen";

struct FeedEvent
{
    std::string id; // "<epoch>-<seq>", the resume cursor
    std::int64_t seq = 0;
    std::int64_t at = 0;
    std::string type; // "bet.blocked"
    PartnerId partner;
    BetId betId;
    RoundId roundId;
    OperationId operation;
    JobId jobId;
    FailureId failureId;
    AlertId alertId;
    std::string correlationId;
    std::optional<BetRow> bet;         // the whole new row
    std::optional<RoundRow> round;     // or this one
    std::optional<JobRow> job;         // or this one
    std::optional<FailureRow> failure; // or this one
    std::optional<AlertRow> alert;     // or this one
    std::string text = {};             // as the stream told it; empty: not known
};

struct Heartbeat
{
    std::int64_t now = 0;
    std::string head; // cursor of the newest event
};

std::string encode(const BetRow& row);
std::string encode(const RoundRow& row);
std::string encode(const OperationRow& row);
std::string encode(const AttemptRow& row);
std::string encode(const Story& story);                      // …/timeline
std::string encode(const std::vector<LedgerEntry>& entries); // …/ledger: {"data":[…]}
std::string encode(const InstanceInfo& info);
std::string encode(const Page<BetRow>& page);
std::string encode(const Page<RoundRow>& page);
std::string encode(const Page<OperationRow>& page);
std::string encode(const Page<AttemptRow>& page);
std::string encode(const RefundOrder& order); // same order → same bytes
std::string encode(const RefundPreview& preview);
std::string encode(const RefundAnswer& answer);
std::string encode(const FeedEvent& event); // the SSE data line
std::string encode(const Heartbeat& heartbeat);

Result<BetRow> decodeBetRow(std::string_view body);
Result<RoundRow> decodeRoundRow(std::string_view body);
Result<Story> decodeStory(std::string_view body);
Result<InstanceInfo> decodeInstance(std::string_view body);
Result<Page<BetRow>> decodeBetPage(std::string_view body);
Result<Page<RoundRow>> decodeRoundPage(std::string_view body);
Result<OperationRow> decodeOperationRow(std::string_view body);
Result<Page<OperationRow>> decodeOperationPage(std::string_view body);
Result<Page<AttemptRow>> decodeAttemptPage(std::string_view body);
Result<RefundOrder> decodeRefundOrder(std::string_view body); // unknown members are refused here
Result<RefundPreview> decodeRefundPreview(std::string_view body);
Result<RefundAnswer> decodeRefundAnswer(std::string_view body);
Result<FeedEvent> decodeFeedEvent(std::string_view id, std::string_view data);
Result<Heartbeat> decodeHeartbeat(std::string_view data);

} // namespace client::contract
