// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/answer.h"
#include "client/contract/jobs.h"
#include "client/contract/resolution.h"
#include "client/contract/states.h"
#include "client/contract/stats.h"
#include "client/contract/views.h"
#include "client/contract/wire.h"
#include "service/core/alertstore.h"
#include "service/core/deliverystore.h"
#include "service/core/reconciliationstore.h"

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace service::core {

namespace contract = client::contract;

// The one exception of storage. After it the open transaction must be rolled back; nothing of it may be let out.
class StoreError : public std::runtime_error
{
public:
    enum class Kind {
        Busy,       // another process holds the file
        Full,       // disk full
        ReadOnly,   // the file or the disk cannot be written
        Corrupt,    // the file is damaged or no database
        Constraint, // a unique key or a check refused: a mistake of ours, or a race that the database won
        Newer,      // the schema is of a later version than this program knows
        Other,
    };

    StoreError(Kind kind, const std::string& detail) : std::runtime_error(detail), m_kind(kind) {}
    Kind kind() const { return m_kind; }

private:
    Kind m_kind;
};

struct Bet
{
    std::int64_t id = 0; // grows with the time of creation: the immutable key of pages
    contract::BetRow row;
    std::int64_t operation = 0; // the newest; row.operation is its brief
    std::int64_t expiresAt = 0; // of a hold that does not last for ever
};

// One line of a bet's history: its business state as of `version`. The bet is its last line.
struct BetVersion
{
    std::int64_t bet = 0;
    std::int64_t version = 0;
    std::int64_t at = 0;
    contract::BetState state = contract::BetState::None;
    std::optional<std::int64_t> payoutMinor;
    std::int64_t refundedMinor = 0;
    std::string result; // of the round that this settlement follows; empty: not known
    std::string cause;  // check_bet, block_funds, update_bet_status, refund, recalculation, …
    std::int64_t operation = 0;
    std::string actor;         // only where there is no operation
    std::string correlationId; // likewise
};

// What a person wrote down about a bet.
struct Note
{
    std::int64_t bet = 0;
    std::int64_t at = 0;
    std::string author;
    std::string correlationId;
    std::string text;
};

// Why an operation exists; decides what a definite refusal means.
enum class Source { Call, Operator, Recalculation };

struct Operation
{
    std::int64_t id = 0;
    std::int64_t bet = 0;
    contract::OperationKind kind = contract::OperationKind::Block;
    // With bet and kind the natural key, unique for ever: a refund's id, a recalculation's id, else empty.
    std::string ref;
    Source source = Source::Call;
    contract::OperationState state = contract::OperationState::InFlight;
    std::int64_t amountMinor = 0; // stake, refund, payout; of adjust the signed difference towards the player
    contract::BetState target = contract::BetState::None; // the bet's state once it succeeded
    std::optional<std::int64_t> payoutMinor;              // the bet's payout then
    std::string result;
    std::int64_t cancels = 0; // the block in doubt that this refund takes back
    bool doubt = false;       // some attempt may have moved money
    bool sent = false;        // an attempt waits for its reply
    int attempt = 0;          // in this series
    int attempts = 0;         // in all
    int series = 0;           // series that ended
    std::int64_t nextAt = 0;  // UTC; 0: nothing is scheduled
    int http = 0;             // of the last attempt, as are the next three
    std::int64_t latencyMs = 0;
    std::string errorClass;
    std::string error;
    std::string fingerprint; // 32 bytes
    int answerStatus = 0;    // 0: no answer is stored
    std::string answerBody;  // empty: the call's plain success body
    std::string actor;
    std::string roles;
    std::string correlationId;
    std::string reason;
    std::string why; // of needs_review: why a person has to look
    std::int64_t createdAt = 0;
    std::int64_t updatedAt = 0;
};

contract::OperationBrief brief(const Operation& operation);
std::string operationIdText(std::int64_t id); // "op-17"
// 0 if it is none of ours.
std::int64_t operationIdFrom(std::string_view text);

struct Attempt
{
    std::int64_t operation = 0;
    int number = 0;
    std::int64_t at = 0;
    std::int64_t durationMs = 0;
    int http = 0;
    contract::AnswerKind answer = contract::AnswerKind::InDoubt;
    std::string errorClass;
    std::string error;
    std::int64_t waitBaseMs = 0;
    std::int64_t waitJitterMs = 0;
    std::int64_t nextAt = 0;
    std::string request;  // empty: the plain call that belongs to the operation
    std::string response; // empty: its plain success
};

struct Round
{
    std::int64_t id = 0;
    contract::RoundRow row;
    // Set by a recalculation: settlements must agree with it from here on.
    bool binding = false;
};

// Receivable: what a player owes; its balance is 0 or below.
enum class AccountKind { Player, Held, House, Funding, Receivable };

struct Account
{
    std::int64_t id = 0;
    std::int64_t balanceMinor = 0;
    bool created = false; // by this very look-up
};

struct PostingLine
{
    std::int64_t account = 0;
    std::int64_t amountMinor = 0;
};

// One movement between accounts, or the memory that one was refused. The lines sum to 0.
struct Posting
{
    std::int64_t id = 0; // of the operation; of an opening balance minus the account's id
    std::int64_t at = 0;
    std::string code; // empty: done; else why nothing moved
    std::vector<PostingLine> lines;
};

struct AuditRow
{
    std::int64_t seq = 0;
    std::int64_t at = 0;
    std::string subject;
    std::string roles;
    std::string action;
    std::string object;
    std::string before;
    std::string after;
    std::string reason;
    std::string correlationId;
    std::string previousHash; // 32 bytes; zeros in the first row
    std::string hash;         // SHA-256 over previousHash and every field above
};

struct AuditHead
{
    std::int64_t seq = 0;
    std::string hash = std::string(32, '\0');
};

// One that is kept in the store: what came before it cannot be written anew without the key.
struct SignedHead
{
    AuditHead head;
    std::int64_t at = 0;
    std::string signature; // 64 bytes
};

struct EventRow
{
    std::int64_t seq = 0;
    std::int64_t at = 0;
    std::string type;
    std::string data; // the SSE data line
};

// Bets of a round, or of a selection, that are worked off after a second person agreed.
struct Job
{
    std::int64_t id = 0;
    contract::JobRow row;        // counts and sums are the store's own
    std::int64_t round = 0;      // of a recalculation
    std::int64_t newVersion = 0; // of the round's result, once it has started
    bool bare = false;           // /api/recalculate_bets: plans and starts by itself
    std::string fingerprint;     // of the order that made it
    std::string roles;           // the author's
    std::string correlationId;
    std::int64_t planAfter = 0; // the last bet that was planned
    std::int64_t planUpTo = 0;  // the newest bet when planning began
    std::string chain;          // of the digest, over the items so far
    int canaryLeft = 0;         // items to run before anything else waits for them
};

struct JobItem
{
    std::int64_t job = 0;
    std::int64_t bet = 0;
    int rank = 0; // 0: towards the player, first; 1: from the player
    std::int64_t expectedVersion = 0;
    contract::BetState from = contract::BetState::None;
    std::optional<std::int64_t> payoutFromMinor;
    contract::BetState target = contract::BetState::None;
    std::optional<std::int64_t> payoutMinor;
    std::int64_t deltaMinor = 0;
    std::optional<std::int64_t> otherDeltaMinor; // of a deferred one, if its open operation comes to nothing
    contract::JobItemState state = contract::JobItemState::Pending;
    std::string why;
    std::string player; // "partner/player": one item of a player runs at a time
    contract::Currency currency;
    std::int64_t operation = 0;
    std::int64_t updatedAt = 0;
};

// With the names of its bet, for people.
struct JobItemOfBet
{
    JobItem item;
    contract::PartnerId partner;
    contract::BetId bet;
};

// What a person says a bet came to.
struct JobInput
{
    bool won = false;
    std::int64_t payoutMinor = 0;
};

// What a job does to one player, in one currency.
struct PlayerNet
{
    contract::PartnerId partner;
    contract::PlayerId player;
    contract::Currency currency;
    std::int64_t netMinor = 0;
    std::int64_t debitMinor = 0;
};

// A partner that takes no new bets for now.
struct Suspension
{
    contract::PartnerId partner;
    std::int64_t at = 0;
    std::string subject;
    std::string reason;
};

// What a person says an operation in doubt came to.
struct Resolution
{
    std::int64_t id = 0;
    std::int64_t operation = 0;
    bool succeeded = false;
    std::string reference;
    std::string reason;
    contract::ResolutionState state = contract::ResolutionState::Pending;
    std::string digest;
    std::string author;
    std::string roles; // the author's
    std::string correlationId;
    std::string approver;
    std::string comment;
    std::int64_t createdAt = 0;
    std::int64_t expiresAt = 0;
    std::int64_t endedAt = 0;
};

// Failed attempts with one cause at one partner.
struct Failure
{
    std::int64_t id = 0;
    contract::FailureRow row; // id and state are not stored, blocks are as of the last failure
    std::int64_t appearedAt = 0;
    bool cameBack = false;
    std::int64_t takenAt = 0; // by its owner
    std::int64_t worseAt = 0; // when it outgrew its muting
    std::int64_t retriedAt = 0;
    bool resolved = false; // retried, and no bet was left
};

struct FailureBet
{
    enum class State { Open, Refused, Left };

    std::int64_t failure = 0;
    std::int64_t bet = 0;
    std::int64_t operation = 0; // the newest that failed
    std::int64_t at = 0;
    State state = State::Open;
};

// Calls of one minute (UTC) to one partner that came out alike and took about as long.
struct CallCount
{
    std::int64_t minute = 0;
    std::string partner; // empty: all that no configuration names
    contract::AnswerKind outcome = contract::AnswerKind::Accepted;
    int bucket = 0; // in durationBoundsMs
    std::int64_t count = 0;
};

struct DoubtCount
{
    std::int64_t operations = 0; // in doubt or under review
    std::int64_t oldestAt = 0;   // UTC; 0: there are none
};

struct RefundUse
{
    std::int64_t count = 0;       // any currency
    std::int64_t amountMinor = 0; // of the currency asked for
};

// Of GET lists. Everything empty or 0 matches; newest first; `beforeId` 0 starts at the newest.
struct BetFilter
{
    std::optional<contract::BetState> state;
    std::optional<contract::ShownStatus> status;
    std::optional<bool> needsAttention; // shown as failed, retrying or in doubt
    std::string partner;
    std::string player;
    std::string round;
    std::string currency;
    std::optional<std::int64_t> stakeMinMinor; // both inclusive; they go with `currency`
    std::optional<std::int64_t> stakeMaxMinor;
    std::string text; // a bet's, player's or round's id
    std::int64_t createdFrom = 0;
    std::int64_t createdTo = 0;
    std::int64_t beforeId = 0;
    int limit = 100;
};

struct RoundFilter
{
    std::optional<contract::RoundState> state;
    std::string text;
    std::int64_t createdFrom = 0;
    std::int64_t createdTo = 0;
    std::int64_t beforeId = 0;
    int limit = 100;
};

struct JobFilter
{
    std::optional<contract::JobState> state;
    std::optional<contract::JobKind> kind;
    std::string round;
    std::int64_t beforeId = 0;
    int limit = 100;
};

struct ResolutionFilter
{
    std::optional<contract::ResolutionState> state;
    std::int64_t beforeId = 0;
    int limit = 100;
};

struct OperationFilter
{
    std::optional<contract::OperationState> state;
    std::int64_t beforeId = 0;
    int limit = 100;
};

// Everything empty or 0 matches; newest first; `beforeSeq` 0 starts at the newest.
struct AuditFilter
{
    std::string subject;
    std::string action;
    std::string object;
    std::int64_t createdFrom = 0;
    std::int64_t createdTo = 0;
    // Nothing but what this subject did or, unless `team` is empty, somebody of this team.
    std::string onlySubject;
    std::string team;
    std::int64_t beforeSeq = 0;
    int limit = 100;
};

struct FailureFilter
{
    std::string partner;
    std::int64_t activeSince = 0; // the last failure; those with open bets are always there
    std::int64_t beforeId = 0;
    int limit = 100;
};

// An operation with the bet that it belongs to, for lists.
struct OperationOfBet
{
    Operation operation;
    contract::PartnerId partner;
    contract::BetId bet;
    contract::Currency currency;
};

// A page may hold fewer rows than asked for although more follow: a rare filter reads a bounded stretch at a time.
template <typename Row>
struct Slice
{
    std::vector<Row> rows;
    std::int64_t nextBeforeId = 0; // 0: no more
};

// The truth: bets, money, keys, audit, events. One writer at a time, on one thread; readers have stores of their own.
// Everything may throw StoreError. Unique keys live in the database.
class Store : public AlertStore, public DeliveryStore, public ReconciliationStore
{
public:
    ~Store() override = default;

    virtual void begin() = 0;
    virtual void commit() = 0;   // durable when it returns
    virtual void rollback() = 0; // never throws; harmless without a transaction
    // A part that can be taken back alone.
    virtual void savepoint() = 0;
    virtual void release() = 0;
    virtual void rollbackToSavepoint() = 0; // and forgets the savepoint

    virtual std::optional<std::string> meta(std::string_view key) = 0;
    virtual void setMeta(std::string_view key, std::string_view value) = 0;

    // Ids that the next insert may use; they are taken once used.
    virtual std::int64_t nextBetId() = 0;
    virtual std::int64_t nextOperationId() = 0;

    virtual std::optional<Bet> bet(const contract::PartnerId& partner, const contract::BetId& bet) = 0;
    virtual std::optional<Bet> bet(std::int64_t id) = 0;
    virtual void insertBet(const Bet& bet) = 0;
    // Compare and set: false, and nothing written, unless the stored version is `expectedVersion`.
    virtual bool updateBet(const Bet& bet, std::int64_t expectedVersion) = 0;
    // Holds that are over at this time, and when the next one is; 0: never.
    virtual std::vector<Bet> expiredBets(std::int64_t nowMs, int limit) = 0;
    virtual std::int64_t nextExpiry() = 0;
    virtual void setExpiry(std::int64_t bet, std::int64_t at) = 0;
    virtual void insertVersion(const BetVersion& version) = 0;
    virtual std::vector<BetVersion> versions(std::int64_t bet) = 0;
    virtual void insertNote(const Note& note) = 0;
    virtual std::vector<Note> notes(std::int64_t bet, int limit) = 0; // the newest `limit`, oldest first
    virtual Slice<Bet> bets(const BetFilter& filter) = 0;
    virtual std::int64_t lastChangeOf(const contract::RoundId& round) = 0; // UTC, of its bets; 0: there are none
    // Bets of a round, oldest first, after `afterId`.
    virtual std::vector<Bet> roundBets(const contract::RoundId& round, std::int64_t afterId, int limit) = 0;

    virtual std::optional<Operation> operation(std::int64_t id) = 0;
    virtual std::optional<Operation> operation(std::int64_t bet, contract::OperationKind kind,
                                               std::string_view ref) = 0;
    virtual void insertOperation(const Operation& operation) = 0;
    virtual void updateOperation(const Operation& operation) = 0;
    virtual std::vector<Operation> operationsOf(std::int64_t bet) = 0;
    // Operations that may still move money, oldest first.
    virtual std::vector<Operation> openOperations() = 0;
    virtual Slice<OperationOfBet> operations(const OperationFilter& filter) = 0;
    virtual void insertAttempt(const Attempt& attempt) = 0;
    // The newest `limit` of them, oldest first; a limit of -1 is none.
    virtual std::vector<Attempt> attempts(std::int64_t operation, int limit) = 0;

    // The fingerprint kept for an Idempotency-Key of this subject.
    virtual std::optional<std::string> headerKey(std::string_view subject, std::string_view key) = 0;
    virtual void insertHeaderKey(std::string_view subject, std::string_view key, std::string_view fingerprint) = 0;

    virtual std::optional<Round> round(const contract::RoundId& round) = 0;
    virtual std::optional<Round> round(std::int64_t id) = 0;
    virtual std::int64_t insertRound(const Round& round) = 0; // its id
    virtual void updateRound(const Round& round) = 0;
    // Adds to the counters; they do not make a new version of the round.
    virtual void countRound(const contract::RoundId& round, int bets, int openBets) = 0;
    // How the first bet on this selection was settled; remembers `state` if this is it.
    virtual contract::BetState firstSettlement(std::int64_t round, std::string_view selection,
                                               contract::BetState state) = 0;
    virtual std::vector<std::pair<std::string, contract::BetState>> settledSelections(std::int64_t round) = 0;
    // Equal selections were settled differently.
    virtual void contestSelection(std::int64_t round, std::string_view selection) = 0;
    virtual bool isContested(std::int64_t round, std::string_view selection) = 0;
    virtual void insertResult(std::int64_t round, const contract::RoundResult& result) = 0;
    virtual std::vector<contract::RoundResult> results(std::int64_t round, int limit) = 0; // newest first
    virtual Slice<Round> rounds(const RoundFilter& filter) = 0;

    // Makes the account with a balance of 0 if there is none. `player` is empty for accounts of the house.
    virtual Account account(AccountKind kind, const contract::PartnerId& partner, const contract::PlayerId& player,
                            const contract::Currency& currency) = 0;
    // Only a look: nullopt if there is none.
    virtual std::optional<Account> findAccount(AccountKind kind, const contract::PartnerId& partner,
                                               const contract::PlayerId& player,
                                               const contract::Currency& currency) = 0;
    // The code of a posting; nullopt if there is none.
    virtual std::optional<std::string> posting(std::int64_t id) = 0;
    virtual void post(const Posting& posting) = 0;
    virtual std::vector<contract::LedgerEntry> ledgerOf(std::int64_t bet) = 0;
    // True if every posting sums to 0 in each currency and every balance is the sum of its entries.
    virtual bool ledgerBalances() = 0;

    virtual AuditHead auditHead() = 0;
    virtual void insertAudit(const AuditRow& row) = 0;
    virtual std::vector<AuditRow> audit(std::int64_t afterSeq, int limit) = 0;

    virtual std::int64_t lastEventSeq() = 0;
    virtual std::int64_t oldestEventSeq() = 0; // 0: there are none
    virtual void insertEvent(const EventRow& event) = 0;
    virtual std::vector<EventRow> eventsAfter(std::int64_t seq, int limit) = 0;
    virtual void pruneEvents(std::int64_t upToSeq) = 0;

    virtual std::optional<Failure> failure(std::int64_t id) = 0;
    // With this partner, call, HTTP status, class and message.
    virtual std::optional<Failure> failure(const contract::FailureRow& cause) = 0;
    // How many there are that differ from it in the message alone.
    virtual std::int64_t failureCauses(const contract::FailureRow& cause) = 0;
    virtual std::int64_t insertFailure(const Failure& failure) = 0; // its id; nothing is counted yet
    virtual void updateFailure(const Failure& failure) = 0;         // all but the amounts
    virtual void setFailureAmount(std::int64_t failure, const contract::Money& amount) = 0;
    virtual Slice<Failure> failures(const FailureFilter& filter) = 0;
    virtual std::optional<FailureBet> failureBet(std::int64_t failure, std::int64_t bet) = 0;
    // In the group that it has not left, if there is one.
    virtual std::optional<FailureBet> failureBet(std::int64_t bet) = 0;
    virtual void saveFailureBet(const FailureBet& bet) = 0;
    virtual std::vector<FailureBet> openFailureBets(std::int64_t failure, int limit) = 0; // oldest failure first
    // Open, or refused since; newest bet first.
    virtual Slice<Bet> failedBets(std::int64_t failure, std::int64_t sinceMs, std::int64_t beforeId, int limit) = 0;
    // The answer to an earlier order of this subject with this key.
    virtual std::optional<std::string> failureRetry(std::string_view subject, std::string_view key) = 0;
    virtual void insertFailureRetry(std::string_view subject, std::string_view key, std::string_view answer) = 0;

    virtual RefundUse refundUse(std::string_view subject, const contract::Currency& currency, std::int64_t sinceMs) = 0;
    virtual void insertRefundUse(std::string_view subject, const contract::Currency& currency, std::int64_t amountMinor,
                                 std::int64_t at) = 0;

    virtual std::int64_t nextJobId() = 0;
    virtual void insertJob(const Job& job) = 0;
    virtual void updateJob(const Job& job) = 0;
    virtual std::optional<Job> job(std::int64_t id) = 0;
    virtual std::optional<Job> job(const contract::JobId& job) = 0;
    // Running or paused.
    virtual std::optional<Job> runningRecalculation(std::int64_t round) = 0;
    // The one that gave the round's result this version.
    virtual std::optional<Job> recalculationOf(std::int64_t round, std::int64_t newVersion) = 0;
    // Not ended, or ended with an item that became free.
    virtual std::vector<Job> openJobs() = 0;
    virtual Slice<Job> jobs(const JobFilter& filter) = 0;
    // Neither touches counts or sums.
    virtual void insertItem(const JobItem& item) = 0;
    virtual void updateItem(const JobItem& item) = 0;
    virtual void countItems(std::int64_t job, contract::JobItemState state, std::int64_t more) = 0;
    static constexpr std::int64_t jobSumMax = 4'000'000'000'000'000'000; // a sum stays there once it has come so far
    virtual void addSum(std::int64_t job, const contract::JobSum& more) = 0;
    virtual std::optional<JobItem> item(std::int64_t job, std::int64_t bet) = 0;
    virtual std::optional<JobItem> itemOfOperation(std::int64_t operation) = 0;
    // Pending or running items after this place, in the order to run them; a limit of -1 is none.
    virtual std::vector<JobItem> waitingItems(std::int64_t job, contract::JobItemState state, int afterRank,
                                              std::int64_t afterBet, int limit) = 0;
    virtual std::int64_t countOf(std::int64_t job, contract::JobItemState state) = 0;
    virtual std::vector<JobItem> deferredItems(std::int64_t bet) = 0;
    // Whose bet has another version than the plan expects.
    virtual std::vector<JobItem> movedItems(std::int64_t job, std::int64_t afterBet, int limit) = 0;
    // Pages by bet, oldest first; without a state all.
    virtual std::vector<JobItemOfBet> items(std::int64_t job, std::optional<contract::JobItemState> state,
                                            std::int64_t afterBet, int limit) = 0;
    virtual void cancelPending(std::int64_t job, std::int64_t at) = 0;
    virtual void insertInput(std::int64_t job, std::int64_t bet, const JobInput& input) = 0;
    virtual std::optional<JobInput> input(std::int64_t job, std::int64_t bet) = 0;
    virtual std::vector<contract::JobPart> jobParts(std::int64_t job) = 0;
    virtual std::vector<contract::JobMove> jobMoves(std::int64_t job) = 0;
    virtual std::vector<JobItemOfBet> largestItems(std::int64_t job, int limit) = 0;
    virtual std::int64_t playersHitTwice(std::int64_t job) = 0;
    // Who loses money by it, the largest first.
    virtual std::vector<PlayerNet> losingPlayers(std::int64_t job, int limit) = 0;
    virtual std::int64_t newestBetId() = 0;
    virtual std::vector<Bet> betsAfter(std::int64_t afterId, std::int64_t upTo, int limit) = 0;

    virtual std::vector<contract::PartnerId> roundPartners(const contract::RoundId& round) = 0;

    virtual Slice<AuditRow> audit(const AuditFilter& filter) = 0;
    virtual void insertSignedHead(const SignedHead& head) = 0;
    virtual std::optional<SignedHead> newestSignedHead() = 0;
    // Those of rows `fromSeq` to `toSeq`, oldest first.
    virtual std::vector<SignedHead> signedHeads(std::int64_t fromSeq, std::int64_t toSeq) = 0;
    virtual void setTeam(std::string_view subject, std::string_view team) = 0;

    virtual std::vector<Suspension> suspensions() = 0;
    virtual std::optional<Suspension> suspension(const contract::PartnerId& partner) = 0;
    virtual void suspend(const Suspension& suspension) = 0;
    virtual void resume(const contract::PartnerId& partner) = 0;
    virtual std::int64_t insertResolution(const Resolution& resolution) = 0; // its id
    virtual void updateResolution(const Resolution& resolution) = 0;
    virtual std::optional<Resolution> resolution(std::int64_t id) = 0;
    // The newest of an operation.
    virtual std::optional<Resolution> resolutionOf(std::int64_t operation) = 0;
    virtual Slice<Resolution> resolutions(const ResolutionFilter& filter) = 0;

    virtual void countCall(const CallCount& more) = 0; // adds its count
    virtual std::vector<CallCount> callCounts(std::int64_t firstMinute, std::int64_t lastMinute) = 0;
    virtual void noteDepth(std::int64_t minute, std::int64_t depth) = 0; // the deepest of a minute stays
    virtual std::vector<std::pair<std::int64_t, std::int64_t>> queueDepths(std::int64_t firstMinute,
                                                                           std::int64_t lastMinute) = 0;
    virtual std::int64_t firstCountedMinute() = 0; // 0: nothing is counted
    virtual void forgetCalls(std::int64_t beforeMinute) = 0;
    // Each number stops at 100,000.
    virtual contract::Attention attention(std::int64_t nowMs) = 0;
    virtual std::int64_t openOperationCount() = 0;
    virtual DoubtCount operationsInDoubt() = 0;
    // Of jobs that have not ended.
    virtual std::vector<std::pair<contract::JobState, std::int64_t>> openJobCounts() = 0;

    // Saved views of the reader, and those that everybody shares; by name.
    virtual std::vector<contract::ViewRow> viewsFor(std::string_view reader) = 0;
    virtual std::optional<contract::ViewRow> view(const contract::ViewId& id) = 0;
    virtual void saveView(const contract::ViewRow& row) = 0;
    virtual void deleteView(const contract::ViewId& id) = 0;
    virtual std::int64_t viewCount(std::string_view owner) = 0;
    virtual std::int64_t viewCount() = 0; // of everybody
};

// Rolls back unless commit() was reached.
class Transaction
{
public:
    explicit Transaction(Store& store) : m_store(store) { m_store.begin(); }
    ~Transaction()
    {
        if (!m_done)
            m_store.rollback();
    }
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit()
    {
        m_store.commit();
        m_done = true;
    }

private:
    Store& m_store;
    bool m_done = false;
};

} // namespace service::core
