// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/jobs.h"
#include "tests/service/office.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <set>

using client::contract::BetState;
using client::contract::JobItemState;
using client::contract::JobRow;
using client::contract::JobState;
using client::contract::RoundState;
using service::core::Faults;
using service::core::Overdraw;
using service::core::Response;
using service::core::Settings;
using tests::codeOf;
using tests::Office;
using tests::wrongRound;

namespace contract = client::contract;

namespace {

constexpr std::int64_t minuteMs = 60'000;

} // namespace

class TestJobs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPlanMovesNothingAndIsTheSameTwice();
    void aPlanSaysWhatWouldHappen();
    void aBadOrderIsRefused_data();
    void aBadOrderIsRefused();
    void nobodyApprovesAlone();
    void theSecondPersonChoosesTheResultAgain();
    void whoApprovesHasSignedInLately();
    void aTamperedDigestIsRefused();
    void onlyTheDigestThatWasReadIsSubmitted();
    void anApprovalExpires();
    void aPlanExpires();
    void theHoldCanBeStopped();
    void whatDroppedOutNeedsTheReducedDigest();
    void anythingElseThatMovedMakesThePlanStale();
    void anotherRecalculationSupersedesThePlan();
    void aBetThatMovedAfterTheApprovalIsLeftAlone();
    void undoRestoresEachBalance();
    void aDeferredBetIsApprovedWithBothEnds();
    void aPlanTellsWhatDeferredBetsComeToEitherWay();
    void whatAPersonKnowsIsPartOfThePlan();
    void aContestedSelectionIsSettledByTheRule();
    void pausesAndGoesOnAcrossARestart();
    void cancellingLeavesTheRestUntouched();
    void aQueryIsFrozenAndRefundsAllItsBets();
    void refundsKeepTheRateOfTheirPartner();
    void theCanaryStopsABadJob();
    void pausesByItselfWhenTooMuchFails();
    void whatTheWalletRefusedIsRetriedWithItsKey();
    void aLostBetIsRefundedOnlyWhenToldTo();
    void aDebtIsNettedFromLaterCredits();
    void theReportAddsUpToTheLedger();
    void theOfficialResultMarksTheRound();
    void anOperatorMayMarkARound();
    void aBareCallWaitsForASecondPersonWhereItMust();
    void eventsTellTheJob();
    void busyPlayersKeepNobodyElseWaiting();
    void whatGoesAgainIsNoPace();
    void aLateCopyOfAPressDoesNothing();
    void whatEndsAfterACancelIsTold();
    void nobodyTakesTheNameOfAJobsRefund();
};

void TestJobs::aPlanMovesNothingAndIsTheSameTwice()
{
    const auto office = wrongRound();
    const auto before = office->balance("u-1");
    const auto first = office->planRecalculation("6");
    QCOMPARE(first.status, 201);
    const JobRow planned = Office::jobIn(first);
    QCOMPARE(planned.state, JobState::Planned);
    QCOMPARE(planned.digest.size(), std::size_t(64));
    QCOMPARE(office->balance("u-1"), before);
    QCOMPARE(office->round("r-1").resultVersion, std::int64_t(1));
    // The same order finds the same job; another one of the same name is refused.
    QCOMPARE(Office::jobIn(office->planRecalculation("6")).number, planned.number);
    QCOMPARE(codeOf(office->planRecalculation("7")), std::string("idempotency_mismatch"));
    // The same plan has the same digest, whoever makes it and whenever.
    office->clock.now += 1'000;
    QCOMPARE(Office::jobIn(office->planRecalculation("6", "j-2")).digest, planned.digest);
    QVERIFY(Office::jobIn(office->planRecalculation("7", "j-3")).digest != planned.digest);
}

void TestJobs::aPlanSaysWhatWouldHappen()
{
    Settings settings;
    settings.defaultPartner.overdraw = Overdraw::Reject;
    settings.defaultPartner.openingBalanceMinor = 10'000;
    const auto office = wrongRound(settings);
    office->block("b-3", "", "u-3"); // the round is closed: refused
    office->post("/api/block_funds", tests::body({}, "250", "b-9", "u-1"));
    office->planRecalculation("6");
    const auto summary = office->summary();
    QCOMPARE(summary.job.sums.size(), std::size_t(1));
    QCOMPARE(summary.job.sums[0].bets, std::int64_t(2));
    QCOMPARE(summary.job.sums[0].creditMinor, std::int64_t(25'000));
    QCOMPARE(summary.job.sums[0].debitMinor, std::int64_t(-25'000));
    QCOMPARE(summary.moves.size(), std::size_t(2));
    QCOMPARE(summary.parts.size(), std::size_t(1));
    QCOMPARE(summary.largest.size(), std::size_t(2));
    // u-1 has spent what it won: that it cannot be taken back is foreseen.
    QCOMPARE(summary.overdraws.size(), std::size_t(1));
    QCOMPARE(summary.overdraws[0].player.text(), std::string("u-1"));
    QCOMPARE(summary.overdraws[0].debitMinor, std::int64_t(-25'000));
    QCOMPARE(summary.overdraws[0].balanceMinor, std::int64_t(0));
    QCOMPARE(summary.overdraws[0].policy, std::string("reject"));
    const auto items = office->items();
    QCOMPARE(items.size(), std::size_t(2));
    QCOMPARE(items[0].from, BetState::Won);
    QCOMPARE(items[0].target, BetState::Lost);
    QCOMPARE(items[0].deltaMinor, std::int64_t(-25'000));
}

void TestJobs::aBadOrderIsRefused_data()
{
    QTest::addColumn<QString>("order");
    QTest::addColumn<QString>("code");
    const auto row = [](const char* name, const char* order, const char* code) {
        QTest::newRow(name) << QString::fromUtf8(order) << QString::fromUtf8(code);
    };
    row("unknown round",
        R"({"job_id":"x","kind":"recalculation","round_id":"r-9","correct_result":"5","reason":"regulator"})",
        "round_not_found");
    row("unknown bet",
        R"({"job_id":"x","kind":"refund","items":[{"partner_id":"p-1","bet_id":"b-77"}],"reason":"duplicate"})",
        "bet_not_found");
    row("a query that matches all", R"({"job_id":"x","kind":"refund","query":"  ","reason":"duplicate"})",
        "validation_failed");
    row("a query with a mistake", R"({"job_id":"x","kind":"refund","query":"staus:failed","reason":"duplicate"})",
        "validation_failed");
    row("items and query",
        R"({"job_id":"x","kind":"refund","query":"b","items":[{"partner_id":"p-1","bet_id":"b-1"}],"reason":"duplicate"})",
        "validation_failed");
    row("a reason of the other kind", R"({"job_id":"x","kind":"refund","query":"b","reason":"wrong_result"})",
        "validation_failed");
    row("a reserved id", R"({"job_id":"recalc-1","kind":"refund","query":"b","reason":"duplicate"})",
        "validation_failed");
    row("an unknown member", R"({"job_id":"x","kind":"refund","query":"b","reason":"duplicate","amount":5})",
        "validation_failed");
    row("input of a bet elsewhere",
        R"({"job_id":"x","kind":"recalculation","round_id":"r-1","correct_result":"5","reason":"regulator","inputs":[{"partner_id":"p-1","bet_id":"b-77","status":"lose","payout":{"amount":"0.00","currency":"EUR"}}]})",
        "bet_not_found");
}

void TestJobs::aBadOrderIsRefused()
{
    QFETCH(QString, order);
    QFETCH(QString, code);
    const auto office = wrongRound();
    QCOMPARE(codeOf(office->by("ann", "support", "/api/v1/jobs", order.toStdString())), code.toStdString());
    QVERIFY(!office->store->job(contract::JobId("x")));
}

void TestJobs::nobodyApprovesAlone()
{
    const auto office = wrongRound();
    office->planRecalculation("6");
    QCOMPARE(codeOf(office->submit("j-1", "bob")), std::string("forbidden"));
    const JobRow sent = Office::jobIn(office->submit());
    QCOMPARE(sent.state, JobState::PendingApproval);
    QCOMPARE(sent.approval, std::string("ap-1"));
    // Sent again it is the same; by its author, or without the role, it is not approved.
    QCOMPARE(Office::jobIn(office->submit()).version, sent.version);
    QCOMPARE(codeOf(office->approve(sent.digest, "6", "ann")), std::string("self_approval_forbidden"));
    QVERIFY(office->wasAudited("job_approve refused self_approval_forbidden"));
    QCOMPARE(codeOf(office->by("bob", "support", "/api/v1/approvals/ap-1:approve",
                               R"({"digest":")" + sent.digest + R"(","correct_result":"6"})")),
             std::string("forbidden"));
    QCOMPARE(office->job().state, JobState::PendingApproval);
    QCOMPARE(office->approve(sent.digest, "6").status, 200);
    QCOMPARE(office->job().state, JobState::Holding);
    QCOMPARE(office->job().approver, std::string("mia"));
    // The same approval again is the same; another person's comes too late.
    QCOMPARE(office->approve(sent.digest, "6").status, 200);
    const auto late = office->approve(sent.digest, "6", "zoe");
    QCOMPARE(codeOf(late), std::string("job_state_conflict"));
    QCOMPARE(contract::decodeProblem(late.body, late.status)->detail,
             std::string("It was approved by mia and starts soon."));
    QCOMPARE(office->round("r-1").resultVersion, std::int64_t(1));
    office->pass(minuteMs);
    QCOMPARE(office->job().state, JobState::Completed);
    QCOMPARE(office->round("r-1").result, std::string("6"));
    QCOMPARE(office->state("b-2"), std::string("won"));
    QVERIFY(office->store->ledgerBalances());
    for (const char* action :
         {"job_plan", "job_submit", "job_approve holding", "job_start running", "job_end completed"})
        QVERIFY2(office->wasAudited(action), action);
}

void TestJobs::theSecondPersonChoosesTheResultAgain()
{
    const auto office = wrongRound();
    office->planRecalculation("6");
    office->submit();
    QCOMPARE(codeOf(office->approve(office->job().digest)), std::string("validation_failed"));
    QCOMPARE(codeOf(office->approve(office->job().digest, "7")), std::string("approval_mismatch"));
    QCOMPARE(office->job().state, JobState::Rejected);
    QCOMPARE(office->job().why, std::string("result_differs"));
    office->pass(10 * minuteMs);
    QCOMPARE(office->round("r-1").result, std::string("5"));

    office->planRecalculation("6", "j-2");
    office->submit("j-2");
    QCOMPARE(codeOf(office->by("mia", "manager", "/api/v1/approvals/ap-2:reject", "{}")),
             std::string("validation_failed"));
    QCOMPARE(office->by("mia", "manager", "/api/v1/approvals/ap-2:reject", R"({"comment":"not proven"})").status, 200);
    QCOMPARE(office->job("j-2").comment, std::string("not proven"));
    QCOMPARE(codeOf(office->approve(office->job("j-2").digest, "6", "zoe", "j-2")), std::string("job_state_conflict"));
}

void TestJobs::whoApprovesHasSignedInLately()
{
    const auto office = wrongRound();
    office->planRecalculation("6");
    office->submit();
    office->as("mia", "manager");
    auto request = office->request("POST", "/api/v1/approvals/ap-1:approve",
                                   R"({"digest":")" + office->job().digest + R"(","correct_result":"6"})");
    request.identity.authTime = office->clock.utcMs() - 300'001;
    QCOMPARE(codeOf(office->send(request)), std::string("reauthentication_required"));
    QVERIFY(office->wasAudited("job_approve refused reauthentication_required"));
    request.identity.authTime += 1;
    QCOMPARE(office->send(request).status, 200);
}

void TestJobs::aTamperedDigestIsRefused()
{
    const auto office = wrongRound();
    office->planRecalculation("6");
    office->submit();
    std::string digest = office->job().digest;
    digest[5] = digest[5] == 'a' ? 'b' : 'a';
    QCOMPARE(codeOf(office->approve(digest, "6")), std::string("approval_mismatch"));
    QVERIFY(office->wasAudited("job_approve refused approval_mismatch"));
    QCOMPARE(office->job().state, JobState::PendingApproval);
}

void TestJobs::onlyTheDigestThatWasReadIsSubmitted()
{
    const auto office = wrongRound();
    office->planRecalculation("6");
    QCOMPARE(codeOf(office->by("ann", "support", "/api/v1/jobs/j-1:submit", R"({"digest":"00"})")),
             std::string("plan_stale"));
    QCOMPARE(office->job().state, JobState::Planned);
    QCOMPARE(office->verb("withdraw", "j-1", "bob", "support").status, 403);
    QCOMPARE(office->verb("withdraw", "j-1", "ann", "support").status, 200);
    QCOMPARE(codeOf(office->submit()), std::string("job_state_conflict"));
    // Nothing to do is nothing to approve.
    office->planRecalculation("5", "j-2");
    QCOMPARE(codeOf(office->submit("j-2")), std::string("job_state_conflict"));
}

void TestJobs::anApprovalExpires()
{
    const auto office = wrongRound();
    office->planRecalculation("6");
    office->submit();
    // Exactly then, before any tick has seen it.
    office->clock.now += office->settings.jobs.approvalValidMs;
    QCOMPARE(codeOf(office->approve(office->job().digest, "6")), std::string("approval_expired"));
    QVERIFY(office->wasAudited("job_approve refused approval_expired"));
    QCOMPARE(office->job().state, JobState::Expired);

    office->planRecalculation("6", "j-2");
    office->submit("j-2");
    office->pass(office->settings.jobs.approvalValidMs);
    QCOMPARE(office->job("j-2").state, JobState::Expired);
    QCOMPARE(codeOf(office->approve(office->job("j-2").digest, "6", "mia", "j-2")), std::string("approval_expired"));
}

void TestJobs::aPlanExpires()
{
    const auto office = wrongRound();
    office->planRecalculation("6");
    office->clock.now += office->settings.jobs.planValidMs;
    QCOMPARE(codeOf(office->submit()), std::string("plan_stale"));
    QCOMPARE(office->job().state, JobState::Expired);
    // Its items wait for nothing: no restart has to look at them again.
    QVERIFY(office->store->openJobs().empty());
}

void TestJobs::theHoldCanBeStopped()
{
    const auto office = wrongRound();
    office->planRecalculation("6");
    office->agree("6");
    office->pass(office->settings.jobs.recalculationHoldMs - 1);
    QCOMPARE(office->job().state, JobState::Holding);
    QCOMPARE(office->verb("cancel", "j-1", "ann", "support").status, 200);
    office->pass(10 * minuteMs);
    QCOMPARE(office->job().state, JobState::Cancelled);
    QCOMPARE(office->job().counts.cancelled, std::int64_t(2));
    QCOMPARE(office->round("r-1").result, std::string("5"));
    QVERIFY(!office->round("r-1").needsRecalculation);
}

void TestJobs::whatDroppedOutNeedsTheReducedDigest()
{
    Office office;
    for (const char* bet : {"b-1", "b-2", "b-3"})
        office.block(bet, "5");
    office.planRefund(R"("query":"state:blocked")");
    office.submit();
    const std::string read = office.job().digest;
    QVERIFY(!office.changes().stale);
    QCOMPARE(office.changes().digest, read);
    office.post("/api/refund", tests::body({}, "100", "b-2"));
    const auto changes = office.changes();
    QVERIFY(!changes.stale);
    QCOMPARE(changes.count, std::int64_t(1));
    QCOMPARE(changes.changes[0].bet.text(), std::string("b-2"));
    QCOMPARE(changes.changes[0].why, std::string("already_refunded"));
    QVERIFY(changes.changes[0].dropsOut);
    QCOMPARE(changes.sums[0].creditMinor, std::int64_t(20'000));
    const auto stale = office.approve(read);
    QCOMPARE(codeOf(stale), std::string("plan_stale"));
    const auto problem = contract::decodeProblem(stale.body, stale.status);
    QCOMPARE(problem->digest, changes.digest);
    QCOMPARE(problem->errors[0].pointer, std::string("/rows/p-1/b-2"));
    QCOMPARE(office.job().state, JobState::PendingApproval);
    QCOMPARE(office.approve(changes.digest).status, 200);
    QCOMPARE(office.job().counts.skipped, std::int64_t(1));
    QCOMPARE(office.job().sums[0].creditMinor, std::int64_t(20'000));
    office.pass(10 * minuteMs);
    QCOMPARE(office.job().state, JobState::Completed);
    QCOMPARE(office.job().counts.applied, std::int64_t(2));
    QCOMPARE(office.balance(), std::int64_t(1'000'000));
    // What was approved is what is known from then on.
    QCOMPARE(office.job().digest, changes.digest);
}

void TestJobs::anythingElseThatMovedMakesThePlanStale()
{
    Office office;
    office.block("b-1", "5");
    office.block("b-2", "5");
    office.planRefund(R"("query":"state:blocked")");
    office.submit();
    office.post("/api/refund", tests::body(R"("refund_id":"part")", "40", "b-1"));
    QVERIFY(office.changes().stale);
    QVERIFY(office.changes().digest.empty());
    const auto refused = office.approve(office.job().digest);
    QCOMPARE(codeOf(refused), std::string("plan_stale"));
    QVERIFY(contract::decodeProblem(refused.body, refused.status)->digest.empty());
    QCOMPARE(office.job().state, JobState::Stale);
    office.pass(10 * minuteMs);
    QCOMPARE(office.state("b-2"), std::string("blocked"));
}

void TestJobs::anotherRecalculationSupersedesThePlan()
{
    const auto office = wrongRound();
    office->planRecalculation("6");
    office->planRecalculation("7", "j-2");
    office->submit();
    office->agree("7", "j-2");
    const std::string digest = office->job().digest;
    office->pass(minuteMs);
    QCOMPARE(office->round("r-1").result, std::string("7"));
    QCOMPARE(codeOf(office->approve(digest, "6")), std::string("plan_stale"));
    QCOMPARE(office->job().state, JobState::Stale);

    // Both approved before either started: the first to start wins.
    office->planRecalculation("5", "j-3");
    office->planRecalculation("6", "j-4");
    office->agree("5", "j-3");
    office->agree("6", "j-4");
    office->pass(minuteMs);
    QCOMPARE(office->job("j-3").state, JobState::Completed);
    QCOMPARE(office->job("j-4").state, JobState::Superseded);
    QCOMPARE(office->round("r-1").resultVersion, std::int64_t(3));
    QVERIFY(office->store->ledgerBalances());
}

void TestJobs::aBetThatMovedAfterTheApprovalIsLeftAlone()
{
    Office office;
    office.block("b-1", "5");
    office.block("b-2", "5");
    office.block("b-3", "5");
    office.planRefund(R"("query":"state:blocked")");
    office.agree();
    // During the hold: one part is given back, one bet is settled.
    office.post("/api/refund", tests::body(R"("refund_id":"part")", "40", "b-1"));
    office.settle("b-2", R"("status":"win","payout":250)");
    office.pass(10 * minuteMs);
    QCOMPARE(office.job().state, JobState::Completed);
    const auto items = office.items();
    QCOMPARE(items[0].state, JobItemState::Skipped);
    QCOMPARE(items[0].why, std::string("changed_since_approval"));
    QCOMPARE(items[1].why, std::string("already_settled"));
    QCOMPARE(items[2].state, JobItemState::Applied);
    QCOMPARE(office.row("b-1").netStakeMinor(), std::int64_t(6'000));
    QCOMPARE(office.state("b-1"), std::string("blocked"));
}

void TestJobs::undoRestoresEachBalance()
{
    const auto office = wrongRound();
    const auto one = office->balance("u-1");
    const auto two = office->balance("u-2");
    office->planRecalculation("6");
    office->agree("6");
    office->pass(minuteMs);
    QVERIFY(office->balance("u-1") != one);
    office->planRecalculation("5", "j-2");
    office->agree("5", "j-2");
    office->pass(minuteMs);
    QCOMPARE(office->balance("u-1"), one);
    QCOMPARE(office->balance("u-2"), two);
    QCOMPARE(office->round("r-1").resultVersion, std::int64_t(3));
    const auto results = contract::decodeRoundResultPage(office->get("/api/v1/rounds/r-1/results").body).value().rows;
    QCOMPARE(results.size(), std::size_t(3));
    QCOMPARE(results[0].source, std::string("job 2"));
    QCOMPARE(results[2].version, std::int64_t(1));
    QCOMPARE(results[2].source, std::string("update_bet_status"));
}

void TestJobs::aDeferredBetIsApprovedWithBothEnds()
{
    Office office;
    office.block("b-1", "6", "u-1");
    office.block("b-2", "6", "u-2");
    office.settle("b-2", R"("status":"lose","result":"5")", "u-2");
    Faults faults;
    faults.unavailable503 = 1;
    office.wallet->setFaults(faults);
    // The game's own settlement is on its way, and nobody knows how it ends.
    office.post("/api/update_bet_status", tests::body(R"("status":"lose")", "100", "b-1", "u-1"));
    office.planRecalculation("6");
    const auto planned = office.items();
    QCOMPARE(planned[0].state, JobItemState::Deferred);
    QCOMPARE(planned[0].deltaMinor, std::int64_t(25'000));                     // from lost to won
    QCOMPARE(planned[0].otherDeltaMinor, std::optional<std::int64_t>(25'000)); // the first settlement
    office.agree("6");
    office.wallet->setFaults({});
    office.pass(2 * minuteMs);
    QCOMPARE(office.job().state, JobState::Completed);
    QCOMPARE(office.state("b-1"), std::string("won"));
    QCOMPARE(office.balance("u-1"), std::int64_t(1'000'000 - 10'000 + 25'000));
    QCOMPARE(office.job().counts.applied, std::int64_t(2));
}

void TestJobs::aPlanTellsWhatDeferredBetsComeToEitherWay()
{
    Office office;
    office.block("b-1", "6", "u-1");
    office.block("b-2", "6", "u-2");
    office.settle("b-2", R"("status":"lose","result":"5")", "u-2");
    Faults faults;
    faults.unavailable503 = 1;
    office.wallet->setFaults(faults);
    // Nothing is due if this arrives, all of it if it does not.
    office.post("/api/update_bet_status", tests::body(R"("status":"win","payout":250)", "100", "b-1", "u-1"));
    office.planRecalculation("6");
    int deferred = 0;
    for (const auto& move : office.summary().moves) {
        if (move.state != JobItemState::Deferred) {
            QVERIFY(!move.otherDeltaMinor);
            continue;
        }
        ++deferred;
        QCOMPARE(move.deltaMinor, std::int64_t(0));
        QCOMPARE(move.otherDeltaMinor, std::optional<std::int64_t>(25'000));
    }
    QCOMPARE(deferred, 1);
    office.agree("6");
    office.wallet->setFaults({});
    office.pass(2 * minuteMs);
    QCOMPARE(office.state("b-1"), std::string("won"));
    for (const auto& move : office.summary().moves)
        QVERIFY(!move.otherDeltaMinor);
}

void TestJobs::whatAPersonKnowsIsPartOfThePlan()
{
    Office office;
    office.block("b-1", ""); // no selection
    office.block("b-2", "5", "u-2");
    office.planRecalculation("5");
    QCOMPARE(office.items("j-1", "needs_input").size(), std::size_t(1));
    office.planRecalculation(
        "5", "j-2",
        R"(,"inputs":[{"partner_id":"p-1","bet_id":"b-1","status":"win","payout":{"amount":"180.00","currency":"EUR"}}])");
    QCOMPARE(office.job("j-2").counts.needsInput, std::int64_t(0));
    QVERIFY(office.job("j-1").digest != office.job("j-2").digest);
    office.agree("5", "j-2");
    office.pass(minuteMs);
    QCOMPARE(office.row("b-1").payoutMinor, std::optional<std::int64_t>(18'000));
    QCOMPARE(office.job("j-2").state, JobState::Completed);
}

void TestJobs::aContestedSelectionIsSettledByTheRule()
{
    Office office;
    office.block("b-1", "5", "u-1");
    office.block("b-2", "5", "u-2");
    office.settle("b-1", R"("status":"win","payout":250,"result":"5")", "u-1");
    office.settle("b-2", R"("status":"lose","result":"5")", "u-2");
    QCOMPARE(office.round("r-1").cause, std::string("settled_differently"));
    office.planRecalculation("5");
    office.agree("5");
    office.pass(minuteMs);
    QCOMPARE(office.state("b-2"), std::string("won"));
    QCOMPARE(office.balance("u-1"), office.balance("u-2"));
    QVERIFY(!office.round("r-1").needsRecalculation);
    // A verdict that nobody contradicts stays the game's own, also by way of another result.
    Office red;
    red.block("b-1", "red");
    red.settle("b-1", R"("status":"win","payout":200,"result":"14")");
    const auto won = red.balance();
    for (const char* result : {"15", "14"})
        red.post("/api/recalculate_bets", std::string(R"({"round_id":"r-1","correct_result":")") + result + "\"}");
    QCOMPARE(red.balance(), won);
}

void TestJobs::pausesAndGoesOnAcrossARestart()
{
    const QTemporaryDir folder;
    Office office({}, folder.filePath(QStringLiteral("betd.db")).toStdString());
    constexpr int bets = 600;
    for (int i = 0; i < bets; ++i)
        office.block("b-" + std::to_string(i), i % 2 ? "5" : "6", "u-" + std::to_string(i));
    office.planRecalculation("5");
    office.agree("5");
    office.clock.now += office.settings.jobs.recalculationHoldMs;
    office.tick();
    QCOMPARE(office.job().state, JobState::Running);
    const auto done = office.job().counts.applied;
    QVERIFY(done > 0 && done < bets);
    QCOMPARE(office.verb("pause", "j-1", "ann", "support").status, 200);
    office.restart();
    office.pass(minuteMs);
    QCOMPARE(office.job().state, JobState::Paused);
    QCOMPARE(office.job().counts.applied, done);
    QCOMPARE(office.round("r-1").state, RoundState::Recalculating);
    QCOMPARE(codeOf(office.post("/api/recalculate_bets", R"({"round_id":"r-1","correct_result":"6"})")),
             std::string("recalculation_in_progress"));
    QCOMPARE(codeOf(office.verb("resume", "j-1", "ann", "support")), std::string("forbidden"));
    QCOMPARE(office.verb("resume").status, 200);
    office.restart();
    office.pass(minuteMs);
    QCOMPARE(office.job().state, JobState::Completed);
    QCOMPARE(office.job().counts.applied, std::int64_t(bets));
    QCOMPARE(office.round("r-1").state, RoundState::Settled);
    for (int i = 0; i < bets; ++i)
        QCOMPARE(office.balance("u-" + std::to_string(i)), std::int64_t(i % 2 ? 1'015'000 : 990'000));
    QVERIFY(office.store->ledgerBalances());
}

void TestJobs::cancellingLeavesTheRestUntouched()
{
    Office office;
    for (int i = 0; i < 400; ++i)
        office.block("b-" + std::to_string(i), "5", "u-" + std::to_string(i));
    office.planRecalculation("5");
    office.agree("5");
    office.clock.now += office.settings.jobs.recalculationHoldMs;
    office.tick();
    const auto applied = office.job().counts.applied;
    QCOMPARE(office.verb("cancel").status, 200);
    office.pass(10 * minuteMs);
    QCOMPARE(office.job().state, JobState::Cancelled);
    QCOMPARE(office.job().counts.applied, applied);
    QCOMPARE(office.job().counts.cancelled, 400 - applied);
    QCOMPARE(office.job().sums[0].creditMinor, applied * 25'000);
    QCOMPARE(office.round("r-1").result, std::string("5"));
    QCOMPARE(office.round("r-1").cause, std::string("recalculation_cancelled"));
    QCOMPARE(office.round("r-1").state, RoundState::Settling);
    // Another one finishes what is left.
    office.planRecalculation("5", "j-2");
    QCOMPARE(office.job("j-2").counts.waiting, 400 - applied);
    office.agree("5", "j-2");
    office.pass(minuteMs);
    QCOMPARE(office.round("r-1").state, RoundState::Settled);
    QVERIFY(office.store->ledgerBalances());
}

void TestJobs::aQueryIsFrozenAndRefundsAllItsBets()
{
    Settings settings;
    settings.defaultPartner.refundRate = 1'000;
    const QTemporaryDir folder;
    Office office(settings, folder.filePath(QStringLiteral("betd.db")).toStdString());
    for (int i = 0; i < 312; ++i)
        office.block("b-" + std::to_string(i), "5", "u-" + std::to_string(i % 40));
    office.post("/api/block_funds", tests::body(R"("round_id":"r-2")", "100", "other"));
    office.planRefund(R"("query":"state:blocked round:r-1")");
    QCOMPARE(office.job().counts.waiting, std::int64_t(312));
    QCOMPARE(office.summary().playersHitTwice, std::int64_t(40));
    office.block("late", "5", "u-1");
    office.agree();
    int restarts = 0;
    for (int i = 0; i < 2'000 && !isEnded(office.job().state); ++i) {
        office.pass(100);
        const auto counts = office.job().counts;
        if (restarts == 0 && counts.applied > 312 * 2 / 5) {
            ++restarts;
            office.restart();
        }
    }
    QCOMPARE(restarts, 1);
    QCOMPARE(office.job().state, JobState::Completed);
    QCOMPARE(office.job().counts.applied, std::int64_t(312));
    QCOMPARE(office.state("late"), std::string("blocked"));
    QCOMPARE(office.state("other"), std::string("blocked"));
    // Counted at the wallet: one credit for each of them, and no more.
    int credits = 0;
    for (int i = 0; i < 312; ++i) {
        const auto bet = office.store->bet(contract::PartnerId("p-1"), contract::BetId("b-" + std::to_string(i)));
        QCOMPARE(bet->row.state, BetState::Refunded);
        QCOMPARE(bet->row.closedBy, contract::ClosedBy::OperatorRefund);
        for (const auto& entry : office.store->ledgerOf(bet->id))
            credits += entry.key.rfind("refund:", 0) == 0 && entry.amountMinor > 0 ? 1 : 0;
    }
    QCOMPARE(credits, 312);
    QCOMPARE(office.held(), std::int64_t(20'000));
    QVERIFY(office.store->ledgerBalances());
}

void TestJobs::refundsKeepTheRateOfTheirPartner()
{
    Office office;
    for (int i = 0; i < 60; ++i)
        office.block("b-" + std::to_string(i), "5", "u-" + std::to_string(i));
    office.planRefund(R"("query":"state:blocked")");
    office.agree();
    office.pass(office.settings.jobs.refundHoldMs);
    const auto atStart = office.job().counts.applied;
    office.pass(3'000);
    const auto later = office.job().counts.applied;
    // 10/s for three seconds, give or take the one that was due.
    QVERIFY2(later - atStart >= 29 && later - atStart <= 31, qPrintable(QString::number(later - atStart)));
    QVERIFY(office.job().rateMilli > 9'000 && office.job().rateMilli < 11'000);
    office.pass(10'000);
    QCOMPARE(office.job().counts.applied, std::int64_t(60));
}

void TestJobs::theCanaryStopsABadJob()
{
    Settings settings;
    settings.defaultPartner.refundRate = 1'000;
    Office office(settings);
    for (int i = 0; i < 50; ++i)
        office.block("b-" + std::to_string(i), "5", "u-" + std::to_string(i));
    office.planRefund(R"("query":"state:blocked")");
    office.agree();
    Faults faults;
    faults.timeoutAfterEffect = 1;
    office.wallet->setFaults(faults);
    office.pass(2 * minuteMs);
    QCOMPARE(office.job().state, JobState::Paused);
    QCOMPARE(office.job().why, std::string("canary"));
    QCOMPARE(office.job().counts.waiting, std::int64_t(45));
    QVERIFY(office.job().counts.inDoubt > 0);
    // A person looks, and lets it go on.
    office.wallet->setFaults({});
    QCOMPARE(office.verb("resume").status, 200);
    office.pass(30 * minuteMs);
    QCOMPARE(office.job().state, JobState::Completed);
    QCOMPARE(office.job().counts.applied, std::int64_t(50));
    QVERIFY(office.store->ledgerBalances());
    QCOMPARE(office.held(), std::int64_t(0));
}

void TestJobs::pausesByItselfWhenTooMuchFails()
{
    Settings settings;
    settings.defaultPartner.refundRate = 1'000;
    Office office(settings);
    for (int i = 0; i < 200; ++i)
        office.block("b-" + std::to_string(i), "5", "u-" + std::to_string(i));
    office.planRefund(R"("query":"state:blocked")");
    office.agree();
    office.pass(office.settings.jobs.refundHoldMs + 50);
    QVERIFY(office.job().counts.applied > 5);
    Faults faults;
    faults.timeoutAfterEffect = 1;
    office.wallet->setFaults(faults);
    office.pass(5 * minuteMs);
    QCOMPARE(office.job().state, JobState::Paused);
    QCOMPARE(office.job().why, std::string("failure_ratio"));
    QVERIFY(office.wasAudited("job_pause paused"));
}

void TestJobs::whatTheWalletRefusedIsRetriedWithItsKey()
{
    Settings settings;
    settings.defaultPartner.refundRate = 1'000;
    const QTemporaryDir folder;
    Office office(settings, folder.filePath(QStringLiteral("betd.db")).toStdString());
    office.block("b-1", "5");
    office.block("b-2", "5", "u-2");
    office.planRefund(R"("query":"state:blocked")");
    office.agree();
    Faults faults;
    faults.timeoutBeforeEffect = 1;
    office.wallet->setFaults(faults);
    office.pass(2 * minuteMs);
    QCOMPARE(office.job().counts.inDoubt, std::int64_t(2));
    office.refuseForGood();
    office.restart();
    office.pass(minuteMs);
    QCOMPARE(office.job().state, JobState::CompletedWithExceptions);
    office.wallet->setFaults({});
    const auto operations = office.store->openOperations();
    QCOMPARE(operations.size(), std::size_t(2));
    QCOMPARE(office.verb("retry_failed", "j-1", "ann", "support").status, 200);
    office.pass(10 * minuteMs);
    QCOMPARE(office.job().counts.failed, std::int64_t(0));
    QCOMPARE(office.job().counts.applied, std::int64_t(2));
    QCOMPARE(office.job().state, JobState::Completed);
    for (const auto& operation : operations)
        QCOMPARE(office.store->operation(operation.id)->state, contract::OperationState::Succeeded);
    QCOMPARE(office.balance("u-1"), std::int64_t(1'000'000));
    QVERIFY(office.store->ledgerBalances());
}

void TestJobs::aLostBetIsRefundedOnlyWhenToldTo()
{
    Office office;
    office.block("b-1", "5");
    office.settle("b-1", R"("status":"lose")");
    office.planRefund(R"("items":[{"partner_id":"p-1","bet_id":"b-1"}])");
    QCOMPARE(office.items()[0].why, std::string("already_settled"));
    QCOMPARE(codeOf(office.submit()), std::string("job_state_conflict"));
    office.planRefund(R"("items":[{"partner_id":"p-1","bet_id":"b-1"}],"override_settled":true)", "j-2");
    office.agree({}, "j-2");
    office.pass(minuteMs);
    QCOMPARE(office.state("b-1"), std::string("refunded"));
    QCOMPARE(office.row("b-1").closedBy, contract::ClosedBy::OperatorRefund);
    QCOMPARE(office.balance(), std::int64_t(1'000'000));
    QVERIFY(office.store->ledgerBalances());
    // And stays so, whatever the round comes to.
    office.post("/api/recalculate_bets", R"({"round_id":"r-1","correct_result":"5"})");
    QCOMPARE(office.state("b-1"), std::string("refunded"));
}

void TestJobs::aDebtIsNettedFromLaterCredits()
{
    Settings settings;
    settings.defaultPartner.overdraw = Overdraw::Debt;
    settings.defaultPartner.openingBalanceMinor = 10'000;
    const auto office = wrongRound(settings);
    // u-1 spends 200.00 of the 250.00 that it won by mistake.
    office->post("/api/block_funds", tests::body({}, "200", "b-9", "u-1"));
    QCOMPARE(office->balance("u-1"), std::int64_t(5'000));
    office->planRecalculation("6");
    office->agree("6");
    office->pass(minuteMs);
    QCOMPARE(office->job().state, JobState::Completed);
    QCOMPARE(office->balance("u-1"), std::int64_t(0));
    const auto owed = [&] {
        return office->store
            ->findAccount(service::core::AccountKind::Receivable, contract::PartnerId("p-1"), contract::PlayerId("u-1"),
                          contract::Currency{})
            ->balanceMinor;
    };
    QCOMPARE(owed(), std::int64_t(-20'000));
    QVERIFY(office->store->ledgerBalances());
    // A win of 150.00 pays the debt first; of the next refund only the rest reaches the player.
    office->post("/api/update_bet_status", tests::body(R"("status":"win","payout":150)", "200", "b-9", "u-1"));
    QCOMPARE(owed(), std::int64_t(-5'000));
    QCOMPARE(office->balance("u-1"), std::int64_t(0));
    // Undo gives it all back: what is owed, and what is over.
    office->planRecalculation("5", "j-2");
    office->agree("5", "j-2");
    office->pass(minuteMs);
    QCOMPARE(owed(), std::int64_t(0));
    QCOMPARE(office->balance("u-1"), std::int64_t(20'000));
    QVERIFY(office->store->ledgerBalances());
}

void TestJobs::theReportAddsUpToTheLedger()
{
    Office office;
    for (int i = 0; i < 2'300; ++i)
        office.block("b-" + std::to_string(i), i % 3 ? "5" : "6", "u-" + std::to_string(i));
    office.settle("b-0", R"("status":"win","payout":250,"result":"6")", "u-0");
    office.planRecalculation("5");
    while (office.job().state == JobState::Planning)
        office.pass(0);
    office.agree("5");
    office.pass(10 * minuteMs);
    QCOMPARE(office.job().state, JobState::Completed);
    std::string text, cursor;
    int pages = 0;
    do {
        office.as("mia", "manager");
        auto request = office.request("GET", "/api/v1/jobs/j-1/report");
        request.query = "format=csv" + (cursor.empty() ? "" : "&cursor=" + cursor);
        const auto response = office.service->read(*office.store, request);
        QCOMPARE(response.status, 200);
        text += response.body;
        cursor = contract::headerValue(response.headers, "X-Next-Cursor");
        ++pages;
    } while (!cursor.empty());
    QCOMPARE(pages, 2);
    const QStringList lines = QString::fromStdString(text).split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 2'301);
    std::int64_t reported = 0;
    for (const QString& line : lines.mid(1)) {
        const QStringList cells = line.split(QLatin1Char(','));
        QCOMPARE(cells.size(), 13);
        if (cells[9] == QStringLiteral("applied"))
            reported += qRound64(cells[7].toDouble() * 100);
    }
    std::int64_t ledger = 0;
    for (int i = 0; i < 2'300; ++i) {
        const auto bet = office.store->bet(contract::PartnerId("p-1"), contract::BetId("b-" + std::to_string(i)));
        for (const auto& entry : office.store->ledgerOf(bet->id))
            ledger +=
                entry.key.rfind("recalc:", 0) == 0 && entry.account.rfind("player:", 0) == 0 ? entry.amountMinor : 0;
    }
    QCOMPARE(reported, ledger);
    const auto sums = office.job().sums[0];
    QCOMPARE(sums.appliedCreditMinor + sums.appliedDebitMinor, ledger);
    // Who may not export more than 1,000 rows is told so.
    office.as("ann", "support");
    QCOMPARE(codeOf(office.service->read(*office.store, office.request("GET", "/api/v1/jobs/j-1/report"))),
             std::string("limit_exceeded"));
}

void TestJobs::theOfficialResultMarksTheRound()
{
    const auto office = wrongRound();
    const auto official = [&](const std::string& result) {
        return office->by("mia", "manager", "/api/v1/rounds/r-1/result",
                          R"({"result":")" + result + R"(","source":"studio"})");
    };
    QCOMPARE(official("5").status, 200);
    QVERIFY(!office->round("r-1").needsRecalculation);
    QCOMPARE(official("6").status, 200);
    QVERIFY(office->round("r-1").needsRecalculation);
    QCOMPARE(office->round("r-1").cause, std::string("official_result_differs"));
    QCOMPARE(office->round("r-1").result, std::string("5"));
    const auto results = contract::decodeRoundResultPage(office->get("/api/v1/rounds/r-1/results").body)->rows;
    QCOMPARE(results[0].version, std::int64_t(0));
    QCOMPARE(results[0].source, std::string("official: studio"));
    // The first result closes a round.
    office->post("/api/block_funds", tests::body(R"("round_id":"r-2","selection":"5","odds":2)", "100", "b-7"));
    QCOMPARE(office->by("mia", "manager", "/api/v1/rounds/r-2/result", R"({"result":"9"})").status, 200);
    QCOMPARE(office->round("r-2").state, RoundState::Closed);
    QCOMPARE(office->round("r-2").resultVersion, std::int64_t(1));
    QCOMPARE(codeOf(office->by("ann", "support", "/api/v1/rounds/r-2/result", R"({"result":"9"})")),
             std::string("forbidden"));
}

void TestJobs::anOperatorMayMarkARound()
{
    const auto office = wrongRound();
    QCOMPARE(office->by("ann", "support", "/api/v1/rounds/r-1:flag", "{}").status, 200);
    QCOMPARE(office->round("r-1").cause, std::string("operator"));
    QVERIFY(office->wasAudited("round_flag"));
}

void TestJobs::aBareCallWaitsForASecondPersonWhereItMust()
{
    Settings settings;
    settings.mayRecalculate = false;
    const auto office = wrongRound(settings);
    const std::string body = R"({"round_id":"r-1","correct_result":"6"})";
    const auto waits = office->post("/api/recalculate_bets", body);
    QCOMPARE(waits.status, 202);
    QVERIFY(waits.body.find(R"("status":"accepted")") != std::string::npos);
    QCOMPARE(std::string(contract::headerValue(waits.headers, "Location")), std::string("/api/v1/jobs/recalc-1"));
    QCOMPARE(office->post("/api/recalculate_bets", body).body, waits.body);
    QCOMPARE(office->round("r-1").result, std::string("5"));
    QCOMPARE(office->approve(office->job("recalc-1").digest, "6", "mia", "recalc-1").status, 200);
    office->pass(minuteMs);
    QCOMPARE(office->job("recalc-1").state, JobState::Completed);
    for (const char* step :
         {"job_submit pending_approval", "job_approve holding", "job_start running", "job_end completed"})
        QVERIFY2(office->wasAudited(step), step);
    QCOMPARE(office->round("r-1").result, std::string("6"));
    const auto done = office->post("/api/recalculate_bets", body);
    QCOMPARE(done.status, 200);
    QVERIFY(tests::isReplay(done));
}

void TestJobs::eventsTellTheJob()
{
    const auto office = wrongRound();
    const auto types = [&] {
        std::vector<std::string> all;
        for (const auto& event : office->events)
            all.push_back(event.type);
        return all;
    };
    office->planRecalculation("6");
    QVERIFY(types() == (std::vector<std::string>{"job.planned"}));
    office->submit();
    QVERIFY(types() == (std::vector<std::string>{"approval.requested"}));
    const auto event = contract::decodeFeedEvent(office->events[0].id, office->events[0].data);
    QVERIFY(event && event->job);
    QCOMPARE(event->job->state, JobState::PendingApproval);
    QCOMPARE(event->roundId.text(), std::string("r-1"));
    office->approve(office->job().digest, "6");
    office->pass(minuteMs);
    const auto all = types();
    for (const char* wanted : {"round.recalculating", "job.running", "job.completed", "round.settled", "bet.won"})
        QVERIFY2(std::find(all.begin(), all.end(), wanted) != all.end(), wanted);
}

void TestJobs::busyPlayersKeepNobodyElseWaiting()
{
    Office office;
    // One player with more bets than are looked at in one go, its first on a bad line; another player behind.
    for (int i = 0; i < 250; ++i)
        office.block("b-" + std::to_string(i), "5", "u-1", "1");
    office.block("last", "5", "u-2");
    office.planRecalculation("5");
    office.agree("5");
    Faults faults;
    faults.slow = 1;
    office.wallet->setFaults(faults);
    office.clock.now += office.settings.jobs.recalculationHoldMs;
    office.tick();
    QCOMPARE(office.store->countOf(1, JobItemState::Running), std::int64_t(2));
}

void TestJobs::whatGoesAgainIsNoPace()
{
    Settings settings;
    settings.jobs.canary = 0;
    const QTemporaryDir folder;
    Office office(settings, folder.filePath(QStringLiteral("betd.db")).toStdString());
    office.block("b-1", "5");
    office.block("b-2", "5", "u-2");
    office.planRefund(R"("query":"state:blocked")");
    office.agree();
    Faults faults;
    faults.timeoutBeforeEffect = 1;
    office.wallet->setFaults(faults);
    office.pass(2 * minuteMs);
    QCOMPARE(office.job().counts.inDoubt, std::int64_t(2));
    office.refuseForGood();
    QCOMPARE(office.verb("retry_failed", "j-1", "ann", "support").status, 200);
    office.pass(10 * minuteMs);
    QVERIFY(office.told().rateMilli >= 0);
}

void TestJobs::aLateCopyOfAPressDoesNothing()
{
    const QTemporaryDir folder;
    Office office({}, folder.filePath(QStringLiteral("betd.db")).toStdString());
    for (int i = 0; i < 300; ++i)
        office.block("b-" + std::to_string(i), "5", "u-" + std::to_string(i));
    office.planRecalculation("5");
    office.agree("5");
    office.clock.now += office.settings.jobs.recalculationHoldMs;
    office.tick();
    office.as("mia", "manager");
    const auto press = [&](const std::string& key, const std::string& verb) {
        office.headerKey = key;
        return office.post("/api/v1/jobs/j-1:" + verb, "{}");
    };
    QCOMPARE(press("k-pause", "pause").status, 200);
    QCOMPARE(press("k-resume", "resume").status, 200);
    QCOMPARE(Office::jobIn(press("k-pause", "pause")).state, JobState::Running);
    QCOMPARE(press("k-pause-2", "pause").status, 200);
    // Nothing moves again by what somebody wanted before.
    QCOMPARE(Office::jobIn(press("k-resume", "resume")).state, JobState::Paused);
    QCOMPARE(codeOf(press("k-resume", "cancel")), std::string("idempotency_mismatch"));
    QCOMPARE(office.job().state, JobState::Paused);
}

void TestJobs::whatEndsAfterACancelIsTold()
{
    const QTemporaryDir folder;
    Office office({}, folder.filePath(QStringLiteral("betd.db")).toStdString());
    office.block("b-1", "5");
    office.block("b-2", "5", "u-2");
    office.planRefund(R"("query":"state:blocked")");
    office.agree();
    Faults faults;
    faults.timeoutBeforeEffect = 1;
    office.wallet->setFaults(faults);
    office.pass(office.settings.jobs.refundHoldMs + 1'000);
    QCOMPARE(office.job().counts.waiting, std::int64_t(2));
    QCOMPARE(office.verb("cancel").status, 200);
    office.wallet->setFaults({});
    office.pass(10 * minuteMs);
    QCOMPARE(office.job().state, JobState::Cancelled);
    QVERIFY(office.job().counts.applied > 0);
    QVERIFY(office.told() == office.job());
}

void TestJobs::nobodyTakesTheNameOfAJobsRefund()
{
    Office office;
    office.block("b-1", "5");
    QCOMPARE(codeOf(office.post("/api/refund", tests::body(R"("refund_id":"job:1")", "10"))),
             std::string("validation_failed"));
    QCOMPARE(codeOf(office.by("ann", "support", "/api/v1/refunds",
                              R"({"refund_id":"job:1","items":[{"partner_id":"p-1","bet_id":"b-1","amount":{"amount":)"
                              R"("10.00","currency":"EUR"},"expected_version":1}],"reason":"technical_issue"})")),
             std::string("validation_failed"));
    office.planRefund(R"("query":"state:blocked")");
    office.agree();
    office.pass(2 * minuteMs);
    QCOMPARE(office.job().state, JobState::Completed);
    QCOMPARE(office.state("b-1"), std::string("refunded"));
}

QTEST_GUILESS_MAIN(TestJobs)
#include "tst_jobs.moc"
