// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/core/store.h"

#include <functional>
#include <memory>
#include <string>

namespace service::store {

struct SqliteOptions
{
    bool readOnly = false;  // for readers beside the writer: never migrates, never waits for it
    std::string vfs;        // empty: the system's
    bool exclusive = false; // the only connection there is: needs no shared memory of the file system
    // Called before each statement and each commit, with its text. What it throws comes out of the store's call.
    std::function<void(std::string_view sql)> beforeStatement;
};

// The truth in one SQLite file: WAL, synchronous=FULL, strict tables. Used by one thread at a time. The constructor
// opens, checks and migrates; it throws core::StoreError, with Kind::Newer for a file of a later program.
class SqliteStore : public core::Store
{
public:
    explicit SqliteStore(const std::string& path, SqliteOptions options = {});
    ~SqliteStore() override;

    struct Impl;

    void begin() override;
    void commit() override;
    void rollback() override;
    void savepoint() override;
    void release() override;
    void rollbackToSavepoint() override;
    std::optional<std::string> meta(std::string_view key) override;
    void setMeta(std::string_view key, std::string_view value) override;
    std::int64_t nextBetId() override;
    std::int64_t nextOperationId() override;
    std::optional<core::Bet> bet(const core::contract::PartnerId& partner, const core::contract::BetId& bet) override;
    std::optional<core::Bet> bet(std::int64_t id) override;
    void insertBet(const core::Bet& bet) override;
    bool updateBet(const core::Bet& bet, std::int64_t expectedVersion) override;
    std::vector<core::Bet> expiredBets(std::int64_t nowMs, int limit) override;
    std::int64_t nextExpiry() override;
    void setExpiry(std::int64_t bet, std::int64_t at) override;
    void insertVersion(const core::BetVersion& version) override;
    std::vector<core::BetVersion> versions(std::int64_t bet) override;
    void insertNote(const core::Note& note) override;
    std::vector<core::Note> notes(std::int64_t bet, int limit) override;
    core::Slice<core::Bet> bets(const core::BetFilter& filter) override;
    std::int64_t lastChangeOf(const core::contract::RoundId& round) override;
    std::vector<core::Bet> roundBets(const core::contract::RoundId& round, std::int64_t afterId, int limit) override;
    std::optional<core::Operation> operation(std::int64_t id) override;
    std::optional<core::Operation> operation(std::int64_t bet, core::contract::OperationKind kind,
                                             std::string_view ref) override;
    void insertOperation(const core::Operation& operation) override;
    void updateOperation(const core::Operation& operation) override;
    std::vector<core::Operation> operationsOf(std::int64_t bet) override;
    std::vector<core::Operation> openOperations() override;
    core::Slice<core::OperationOfBet> operations(const core::OperationFilter& filter) override;
    void insertAttempt(const core::Attempt& attempt) override;
    std::vector<core::Attempt> attempts(std::int64_t operation, int limit) override;
    std::optional<std::string> headerKey(std::string_view subject, std::string_view key) override;
    void insertHeaderKey(std::string_view subject, std::string_view key, std::string_view fingerprint) override;
    std::optional<core::Round> round(const core::contract::RoundId& round) override;
    std::optional<core::Round> round(std::int64_t id) override;
    std::int64_t insertRound(const core::Round& round) override;
    void updateRound(const core::Round& round) override;
    void countRound(const core::contract::RoundId& round, int bets, int openBets) override;
    core::contract::BetState firstSettlement(std::int64_t round, std::string_view selection,
                                             core::contract::BetState state) override;
    std::vector<std::pair<std::string, core::contract::BetState>> settledSelections(std::int64_t round) override;
    void contestSelection(std::int64_t round, std::string_view selection) override;
    bool isContested(std::int64_t round, std::string_view selection) override;
    void insertResult(std::int64_t round, const core::contract::RoundResult& result) override;
    std::vector<core::contract::RoundResult> results(std::int64_t round, int limit) override;
    core::Slice<core::Round> rounds(const core::RoundFilter& filter) override;
    core::Account account(core::AccountKind kind, const core::contract::PartnerId& partner,
                          const core::contract::PlayerId& player, const core::contract::Currency& currency) override;
    std::optional<core::Account> findAccount(core::AccountKind kind, const core::contract::PartnerId& partner,
                                             const core::contract::PlayerId& player,
                                             const core::contract::Currency& currency) override;
    std::optional<std::string> posting(std::int64_t id) override;
    void post(const core::Posting& posting) override;
    std::vector<core::contract::LedgerEntry> ledgerOf(std::int64_t bet) override;
    bool ledgerBalances() override;
    core::AuditHead auditHead() override;
    void insertAudit(const core::AuditRow& row) override;
    std::vector<core::AuditRow> audit(std::int64_t afterSeq, int limit) override;
    std::int64_t lastEventSeq() override;
    std::int64_t oldestEventSeq() override;
    void insertEvent(const core::EventRow& event) override;
    std::vector<core::EventRow> eventsAfter(std::int64_t seq, int limit) override;
    void pruneEvents(std::int64_t upToSeq) override;
    std::optional<core::Failure> failure(std::int64_t id) override;
    std::optional<core::Failure> failure(const core::contract::FailureRow& cause) override;
    std::int64_t failureCauses(const core::contract::FailureRow& cause) override;
    std::int64_t insertFailure(const core::Failure& failure) override;
    void updateFailure(const core::Failure& failure) override;
    void setFailureAmount(std::int64_t failure, const core::contract::Money& amount) override;
    core::Slice<core::Failure> failures(const core::FailureFilter& filter) override;
    std::optional<core::FailureBet> failureBet(std::int64_t failure, std::int64_t bet) override;
    std::optional<core::FailureBet> failureBet(std::int64_t bet) override;
    void saveFailureBet(const core::FailureBet& bet) override;
    std::vector<core::FailureBet> openFailureBets(std::int64_t failure, int limit) override;
    core::Slice<core::Bet> failedBets(std::int64_t failure, std::int64_t sinceMs, std::int64_t beforeId,
                                      int limit) override;
    std::optional<std::string> failureRetry(std::string_view subject, std::string_view key) override;
    void insertFailureRetry(std::string_view subject, std::string_view key, std::string_view answer) override;
    core::RefundUse refundUse(std::string_view subject, const core::contract::Currency& currency,
                              std::int64_t sinceMs) override;
    void insertRefundUse(std::string_view subject, const core::contract::Currency& currency, std::int64_t amountMinor,
                         std::int64_t at) override;
    std::int64_t nextJobId() override;
    void insertJob(const core::Job& job) override;
    void updateJob(const core::Job& job) override;
    std::optional<core::Job> job(std::int64_t id) override;
    std::optional<core::Job> job(const core::contract::JobId& job) override;
    std::optional<core::Job> runningRecalculation(std::int64_t round) override;
    std::optional<core::Job> recalculationOf(std::int64_t round, std::int64_t newVersion) override;
    std::vector<core::Job> openJobs() override;
    core::Slice<core::Job> jobs(const core::JobFilter& filter) override;
    void insertItem(const core::JobItem& item) override;
    void updateItem(const core::JobItem& item) override;
    void countItems(std::int64_t job, core::contract::JobItemState state, std::int64_t more) override;
    void addSum(std::int64_t job, const core::contract::JobSum& more) override;
    std::optional<core::JobItem> item(std::int64_t job, std::int64_t bet) override;
    std::optional<core::JobItem> itemOfOperation(std::int64_t operation) override;
    std::vector<core::JobItem> waitingItems(std::int64_t job, core::contract::JobItemState state, int afterRank,
                                            std::int64_t afterBet, int limit) override;
    std::int64_t countOf(std::int64_t job, core::contract::JobItemState state) override;
    std::vector<core::JobItem> deferredItems(std::int64_t bet) override;
    std::vector<core::JobItem> movedItems(std::int64_t job, std::int64_t afterBet, int limit) override;
    std::vector<core::JobItemOfBet> items(std::int64_t job, std::optional<core::contract::JobItemState> state,
                                          std::int64_t afterBet, int limit) override;
    void cancelPending(std::int64_t job, std::int64_t at) override;
    void insertInput(std::int64_t job, std::int64_t bet, const core::JobInput& input) override;
    std::optional<core::JobInput> input(std::int64_t job, std::int64_t bet) override;
    std::vector<core::contract::JobPart> jobParts(std::int64_t job) override;
    std::vector<core::contract::JobMove> jobMoves(std::int64_t job) override;
    std::vector<core::JobItemOfBet> largestItems(std::int64_t job, int limit) override;
    std::int64_t playersHitTwice(std::int64_t job) override;
    std::vector<core::PlayerNet> losingPlayers(std::int64_t job, int limit) override;
    std::int64_t newestBetId() override;
    std::vector<core::Bet> betsAfter(std::int64_t afterId, std::int64_t upTo, int limit) override;
    std::vector<core::contract::PartnerId> roundPartners(const core::contract::RoundId& round) override;
    std::int64_t insertReconciliation(const core::Reconciliation& run) override;
    void updateReconciliation(const core::Reconciliation& run) override;
    std::optional<core::Reconciliation> reconciliation(std::int64_t id) override;
    std::optional<core::Reconciliation> reconciliation(std::string_view author, std::string_view key) override;
    std::optional<core::Reconciliation> openReconciliation(const core::contract::PartnerId& partner) override;
    std::vector<core::Reconciliation> busyReconciliations() override;
    core::Slice<core::Reconciliation> reconciliations(const core::ReconciliationFilter& filter) override;
    void countReconciled(std::int64_t run, core::contract::ReconciliationClass kind, bool accepted) override;
    std::optional<std::string> partnerChunk(std::int64_t run, std::int64_t chunk) override;
    void insertPartnerChunk(std::int64_t run, std::int64_t chunk, std::string_view print) override;
    std::int64_t lastPartnerChunk(std::int64_t run) override;
    void addPartnerLine(std::int64_t run, const core::contract::PartnerLine& line) override;
    std::vector<core::ListedBet> partnerLines(std::int64_t run, std::string_view afterBet, int limit) override;
    bool isListed(std::int64_t run, const core::contract::BetId& bet) override;
    bool dropPartnerLines(std::int64_t run, int limit) override;
    std::vector<core::Bet> windowBets(const core::Reconciliation& run, std::int64_t afterId, std::int64_t upToId,
                                      int limit) override;
    void insertDifference(const core::Difference& difference) override;
    std::optional<core::Difference> difference(std::int64_t id) override;
    core::Slice<core::Difference> differences(const core::DifferenceFilter& filter) override;
    std::optional<core::KnownDifference> knownDifference(const core::contract::PartnerId& partner,
                                                         const core::contract::BetId& bet) override;
    void saveKnownDifference(const core::KnownDifference& known) override;
    void forgetDifference(const core::contract::PartnerId& partner, const core::contract::BetId& bet) override;
    void countAccepted(const core::KnownDifference& known) override;
    core::Slice<core::AuditRow> audit(const core::AuditFilter& filter) override;
    void insertSignedHead(const core::SignedHead& head) override;
    std::optional<core::SignedHead> newestSignedHead() override;
    std::vector<core::SignedHead> signedHeads(std::int64_t fromSeq, std::int64_t toSeq) override;
    void setTeam(std::string_view subject, std::string_view team) override;
    std::vector<core::Suspension> suspensions() override;
    std::optional<core::Suspension> suspension(const core::contract::PartnerId& partner) override;
    void suspend(const core::Suspension& suspension) override;
    void resume(const core::contract::PartnerId& partner) override;
    std::int64_t insertResolution(const core::Resolution& resolution) override;
    void updateResolution(const core::Resolution& resolution) override;
    std::optional<core::Resolution> resolution(std::int64_t id) override;
    std::optional<core::Resolution> resolutionOf(std::int64_t operation) override;
    void countCall(const core::CallCount& more) override;
    std::vector<core::CallCount> callCounts(std::int64_t firstMinute, std::int64_t lastMinute) override;
    void noteDepth(std::int64_t minute, std::int64_t depth) override;
    std::vector<std::pair<std::int64_t, std::int64_t>> queueDepths(std::int64_t firstMinute,
                                                                   std::int64_t lastMinute) override;
    std::int64_t firstCountedMinute() override;
    void forgetCalls(std::int64_t beforeMinute) override;
    core::contract::Attention attention(std::int64_t nowMs) override;
    std::int64_t openOperationCount() override;
    core::DoubtCount operationsInDoubt() override;
    std::vector<std::pair<core::contract::JobState, std::int64_t>> openJobCounts() override;
    core::Slice<core::Resolution> resolutions(const core::ResolutionFilter& filter) override;
    std::vector<core::contract::AlertRuleRow> alertRules() override;
    void saveAlertRule(const core::contract::AlertRuleRow& rule) override;
    void deleteAlertRule(const core::contract::AlertRuleId& rule) override;
    std::int64_t insertAlert(const core::contract::AlertRow& row) override;
    void updateAlert(const core::Alert& alert) override;
    std::optional<core::Alert> alert(std::int64_t id) override;
    std::optional<core::Alert> newestAlert(const core::contract::AlertRuleId& rule, std::string_view group) override;
    std::vector<core::Alert> openAlerts() override;
    core::Slice<core::Alert> alerts(const core::AlertFilter& filter) override;
    std::vector<core::contract::ViewRow> viewsFor(std::string_view reader) override;
    std::optional<core::contract::ViewRow> view(const core::contract::ViewId& id) override;
    void saveView(const core::contract::ViewRow& row) override;
    void deleteView(const core::contract::ViewId& id) override;
    std::int64_t viewCount(std::string_view owner) override;
    std::int64_t viewCount() override;
    void addActivity(std::string_view subject, std::int64_t at, const core::ActivityCount& count) override;
    std::vector<core::Activity> activity(std::int64_t fromMs, std::int64_t toMs) override;
    void pruneActivity(std::int64_t beforeMs) override;
    std::vector<core::BetsOfPartner> heldSince(std::int64_t createdMax, int limit) override;
    std::vector<core::BetsOfPartner> inDoubtSince(std::int64_t updatedMax) override;
    std::vector<core::Round> flaggedRounds(int limit) override;
    void insertDelivery(const core::Delivery& delivery) override;
    std::optional<core::Delivery> delivery(std::string_view endpoint, std::int64_t event) override;
    std::vector<core::Delivery> dueDeliveries(std::string_view endpoint, std::int64_t nowMs, int limit) override;
    std::int64_t nextDeliveryAt(std::string_view endpoint, std::int64_t afterMs) override;
    void endDelivery(const core::Delivery& delivery, std::int64_t nowMs) override;
    void updateDelivery(const core::Delivery& delivery) override;
    void killDelivery(const core::Delivery& delivery) override;
    core::Slice<core::Delivery> deadDeliveries(std::string_view endpoint, std::int64_t beforeEvent, int limit) override;
    std::int64_t reviveDeliveries(std::string_view endpoint, std::int64_t nowMs) override;
    core::DeliveryCounts deliveryCounts(std::string_view endpoint) override;

private:
    std::unique_ptr<Impl> m_impl;
};

} // namespace service::store
