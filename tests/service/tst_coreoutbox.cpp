// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/service/corefixture.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using client::contract::OperationState;
using service::core::Faults;
using tests::body;
using tests::codeOf;
using tests::Desk;

namespace {

constexpr std::int64_t hourMs = 3'600'000;

Faults always(double Faults::*fault)
{
    Faults faults;
    faults.*fault = 1;
    return faults;
}

service::core::Operation operationOf(Desk& desk, const std::string& bet = "b-1")
{
    const auto found = desk.store->bet(client::contract::PartnerId("p-1"), client::contract::BetId(bet));
    return found ? desk.store->operation(found->operation).value_or(service::core::Operation{})
                 : service::core::Operation{};
}

bool finished(const Desk& desk, const std::string& operation)
{
    return std::find(desk.finished.begin(), desk.finished.end(), operation) != desk.finished.end();
}

bool saw(const Desk& desk, const std::string& type)
{
    return std::any_of(desk.events.begin(), desk.events.end(), [&](const auto& event) { return event.type == type; });
}

client::contract::MoneyOutcome outcomeOf(const service::core::Response& response)
{
    return client::contract::decodeProblem(response.body, response.status).value().outcome;
}

} // namespace

class TestCoreOutbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBlockThatReachesNobodyFailsAfterFiveTriesAndMayBeTriedAgain();
    void anAnswerThatIsLostIsAskedForWithTheSameKeyAndMovesMoneyOnce();
    void fiveLostAnswersLeaveTheOperationInDoubtUntilItIsReconciled();
    void whoWaitsGetsPartnerTimeoutAndLaterTheDefiniteAnswer();
    void anOpenOperationKeepsOtherCallsWaiting();
    void aRefundTakesBackABlockInDoubt_data();
    void aRefundTakesBackABlockInDoubt();
    void aBlockThatIsTakenBackNeverHoldsAnythingLater();
    void aSettlementIsNeverFailed();
    void aBlockInDoubtNeedsReviewAfterABoundedNumberOfSeries();
    void aPersonCanRetryWhatIsScheduled();
    void aRestartSendsWhatWasOnItsWayAgainWithTheSameKey();
    void nothingIsSentInTheTransactionThatStoredIt();
    void aRolledBackTickLosesNothing();
    void aFullOutboxRefusesNewMoney();
    void slowAnswersArriveInTheirTime();
    void aStuckPartnerDoesNotStopTheOthers();
    void theSameSeedMeetsTheSameFate();
};

void TestCoreOutbox::aBlockThatReachesNobodyFailsAfterFiveTriesAndMayBeTriedAgain()
{
    Desk desk;
    desk.wallet->setFaults(always(&Faults::unavailable503));
    QCOMPARE(desk.post("/api/block_funds", body()).status, 0);
    const std::string waitingFor = desk.waitingFor;
    desk.pass(20'000);
    QVERIFY(finished(desk, waitingFor));
    QCOMPARE(operationOf(desk).state, OperationState::Declined);
    QCOMPARE(operationOf(desk).attempts, 5);
    QCOMPARE(codeOf(desk.answerFor(waitingFor)), std::string("partner_unavailable"));
    QCOMPARE(desk.state(), std::string("checked"));
    QCOMPARE(desk.row().shown(), client::contract::ShownStatus::Failed);

    desk.wallet->setFaults({});
    QCOMPARE(desk.post("/api/block_funds", body()).status, 200);
    QCOMPARE(service::core::operationIdText(operationOf(desk).id), waitingFor);
    QCOMPARE(desk.state(), std::string("blocked"));
    QCOMPARE(desk.balance(), std::int64_t(990'000));
}

void TestCoreOutbox::anAnswerThatIsLostIsAskedForWithTheSameKeyAndMovesMoneyOnce()
{
    Desk desk;
    desk.wallet->setFaults(always(&Faults::timeoutAfterEffect));
    QCOMPARE(desk.post("/api/block_funds", body()).status, 0);
    desk.tick();
    QCOMPARE(desk.balance(), std::int64_t(990'000)); // the effect is there, its answer is not
    desk.pass(2'000);
    QCOMPARE(operationOf(desk).state, OperationState::RetryScheduled);
    desk.wallet->setFaults({});
    desk.pass(3'000);
    QCOMPARE(desk.state(), std::string("blocked"));
    QCOMPARE(operationOf(desk).attempts, 2);
    QCOMPARE(desk.balance(), std::int64_t(990'000));
    QCOMPARE(desk.held(), std::int64_t(10'000));
    const auto attempts = desk.store->attempts(operationOf(desk).id, -1);
    QCOMPARE(attempts.size(), std::size_t(2));
    QCOMPARE(attempts[0].errorClass, std::string("timeout"));
    QCOMPARE(attempts[0].waitBaseMs, std::int64_t(1'000));
    QVERIFY(attempts[0].waitJitterMs >= 0 && attempts[0].waitJitterMs < 1'000);
    QCOMPARE(attempts[1].answer, client::contract::AnswerKind::Accepted);
}

void TestCoreOutbox::fiveLostAnswersLeaveTheOperationInDoubtUntilItIsReconciled()
{
    Desk desk;
    desk.wallet->setFaults(always(&Faults::timeoutBeforeEffect));
    desk.post("/api/block_funds", body());
    desk.pass(35'000);
    QCOMPARE(operationOf(desk).state, OperationState::InDoubt);
    QCOMPARE(operationOf(desk).attempts, 5);
    QCOMPARE(desk.row().shown(), client::contract::ShownStatus::InDoubt);
    QVERIFY(saw(desk, "operation.in_doubt"));
    desk.pass(60'000);
    QCOMPARE(operationOf(desk).attempts, 6);
    QCOMPARE(operationOf(desk).state, OperationState::InDoubt);
    desk.wallet->setFaults({});
    desk.pass(200'000);
    QCOMPARE(desk.state(), std::string("blocked"));
    QCOMPARE(desk.balance(), std::int64_t(990'000));
}

void TestCoreOutbox::whoWaitsGetsPartnerTimeoutAndLaterTheDefiniteAnswer()
{
    Desk desk;
    desk.wallet->setFaults(always(&Faults::timeoutAfterEffect));
    desk.post("/api/block_funds", body());
    const std::string waitingFor = desk.waitingFor;
    desk.pass(5'000);
    const auto early = desk.answerFor(waitingFor);
    QCOMPARE(codeOf(early), std::string("partner_timeout"));
    QCOMPARE(outcomeOf(early), client::contract::MoneyOutcome::Unknown);
    const auto again = desk.post("/api/block_funds", body());
    QCOMPARE(codeOf(again), std::string("operation_in_progress"));
    QCOMPARE(outcomeOf(again), client::contract::MoneyOutcome::Unknown);
    QVERIFY(!client::contract::headerValue(again.headers, "Retry-After").empty());
    desk.wallet->setFaults({});
    desk.pass(20'000);
    QVERIFY(finished(desk, waitingFor));
    QCOMPARE(desk.answerFor(waitingFor).status, 200);
    const auto replayed = desk.post("/api/block_funds", body());
    QCOMPARE(replayed.status, 200);
    QVERIFY(tests::isReplay(replayed));
}

void TestCoreOutbox::anOpenOperationKeepsOtherCallsWaiting()
{
    Desk desk;
    desk.post("/api/block_funds", body());
    desk.wallet->setFaults(always(&Faults::unavailable503));
    const std::string win = body(R"("status":"win","payout":200)");
    QCOMPARE(desk.post("/api/update_bet_status", win).status, 0);
    for (const auto& [path, text] :
         {std::pair{"/api/check_bet", body()}, std::pair{"/api/refund", body()}, std::pair{"/api/block_funds", body()},
          std::pair{"/api/update_bet_status", body(R"("status":"lose")")}}) {
        const auto response = desk.post(path, text);
        QCOMPARE(codeOf(response), std::string("operation_in_progress"));
        // The block's own key has its stored answer; it is the settlement that is not known.
        if (path != std::string("/api/block_funds"))
            QCOMPARE(outcomeOf(response), client::contract::MoneyOutcome::None);
    }
    QCOMPARE(outcomeOf(desk.post("/api/update_bet_status", win)), client::contract::MoneyOutcome::Unknown);
}

void TestCoreOutbox::aRefundTakesBackABlockInDoubt_data()
{
    QTest::addColumn<bool>("effect");
    QTest::newRow("the block had held the stake") << true;
    QTest::newRow("the block never arrived") << false;
}

void TestCoreOutbox::aRefundTakesBackABlockInDoubt()
{
    QFETCH(bool, effect);
    Desk desk;
    desk.wallet->setFaults(always(effect ? &Faults::timeoutAfterEffect : &Faults::timeoutBeforeEffect));
    desk.post("/api/block_funds", body());
    const std::int64_t block = operationOf(desk).id;
    // Nothing is known to be in doubt while the first attempt is on its way.
    desk.tick();
    QCOMPARE(codeOf(desk.post("/api/refund", body())), std::string("operation_in_progress"));
    desk.pass(2'500);
    desk.wallet->setFaults(always(&Faults::unavailable503));
    // Only the whole stake takes a block back.
    QCOMPARE(codeOf(desk.post("/api/refund", body(R"("refund_id":"r1")", "40"))), std::string("operation_in_progress"));
    QCOMPARE(desk.post("/api/refund", body()).status, 0);
    QCOMPARE(desk.store->operation(block)->state, OperationState::Cancelling);
    const int sentBlocks = desk.store->operation(block)->attempts;
    desk.wallet->setFaults({});
    desk.pass(10'000);
    QCOMPARE(desk.state(), std::string("refunded"));
    QCOMPARE(desk.store->operation(block)->attempts, sentBlocks);
    QCOMPARE(desk.store->operation(block)->state, effect ? OperationState::Succeeded : OperationState::Declined);
    // Who never held anything has no account either.
    QCOMPARE(desk.balance(), std::int64_t(effect ? 1'000'000 : -1));
    QCOMPARE(desk.held(), std::int64_t(0));
    const std::string amount = effect ? "100.00" : "0.00";
    const auto answer = desk.post("/api/refund", body());
    QVERIFY(tests::isReplay(answer));
    QVERIFY(answer.body.find("\"refunded_amount\":" + amount) != std::string::npos);
    QCOMPARE(codeOf(desk.post("/api/block_funds", body())), std::string("bet_closed"));
    QVERIFY(desk.store->ledgerBalances());
}

void TestCoreOutbox::aBlockThatIsTakenBackNeverHoldsAnythingLater()
{
    Desk desk;
    service::core::WalletOrder block;
    block.operation = 1'000;
    block.kind = service::core::OrderKind::Block;
    block.partner = client::contract::PartnerId("p-1");
    block.player = client::contract::PlayerId("u-1");
    block.amountMinor = 10'000;
    block.heldMinor = 10'000;
    service::core::WalletOrder cancel = block;
    cancel.operation = 1'001;
    cancel.kind = service::core::OrderKind::Cancel;
    cancel.cancels = 1'000;
    service::core::Transaction transaction(*desk.store);
    const auto cancelled = desk.local->immediate(*desk.store, cancel);
    QCOMPARE(cancelled->answer, client::contract::AnswerKind::Accepted);
    QCOMPARE(cancelled->movedMinor, std::int64_t(0));
    const auto late = desk.local->immediate(*desk.store, block);
    QCOMPARE(late->answer, client::contract::AnswerKind::Declined);
    QVERIFY(late->stored);
    QCOMPARE(desk.local->immediate(*desk.store, cancel)->movedMinor, std::int64_t(0));
    QCOMPARE(desk.held(), std::int64_t(0));
}

void TestCoreOutbox::aSettlementIsNeverFailed()
{
    for (const auto fault : {&Faults::unavailable503, &Faults::timeoutBeforeEffect}) {
        Desk desk;
        desk.post("/api/block_funds", body());
        desk.wallet->setFaults(always(fault));
        desk.post("/api/update_bet_status", body(R"("status":"win","payout":200)"));
        desk.pass(24 * hourMs);
        const auto operation = operationOf(desk);
        QVERIFY(operation.state == OperationState::InDoubt || operation.state == OperationState::RetryScheduled);
        QVERIFY(operation.nextAt > 0);
        QVERIFY(operation.attempts > 100);
        desk.wallet->setFaults({});
        desk.pass(hourMs);
        QCOMPARE(desk.state(), std::string("won"));
        QCOMPARE(desk.balance(), std::int64_t(1'010'000));
    }
}

void TestCoreOutbox::aBlockInDoubtNeedsReviewAfterABoundedNumberOfSeries()
{
    Desk desk;
    desk.wallet->setFaults(always(&Faults::timeoutBeforeEffect));
    desk.post("/api/block_funds", body());
    desk.pass(24 * hourMs);
    QCOMPARE(operationOf(desk).state, OperationState::NeedsReview);
    QCOMPARE(operationOf(desk).nextAt, std::int64_t(0));
    const int attempts = operationOf(desk).attempts;
    QCOMPARE(attempts, 25);
    desk.pass(24 * hourMs);
    QCOMPARE(operationOf(desk).attempts, attempts);
}

void TestCoreOutbox::aPersonCanRetryWhatIsScheduled()
{
    Desk desk;
    desk.wallet->setFaults(always(&Faults::timeoutBeforeEffect));
    desk.post("/api/block_funds", body());
    const std::string path = "/api/v1/operations/" + desk.waitingFor + ":retry";
    desk.pass(24 * hourMs);
    QCOMPARE(operationOf(desk).state, OperationState::NeedsReview);
    const std::string key = service::core::operationIdText(operationOf(desk).id);
    desk.wallet->setFaults({});
    desk.role = "support";
    QCOMPARE(codeOf(desk.post(path, "")), std::string("idempotency_key_missing"));
    desk.headerKey = "retry-1";
    QCOMPARE(desk.post(path, "").status, 200);
    desk.pass(0);
    QCOMPARE(desk.state(), std::string("blocked"));
    QCOMPARE(service::core::operationIdText(operationOf(desk).id), key);
    QCOMPARE(desk.post(path, "").status, 200); // nothing left to do
    QCOMPARE(codeOf(desk.post("/api/v1/operations/op-999:retry", "")), std::string("operation_not_found"));
    const auto audit = desk.store->audit(0, 100);
    QVERIFY(std::any_of(audit.begin(), audit.end(), [](const auto& row) { return row.action == "retry"; }));
}

void TestCoreOutbox::aRestartSendsWhatWasOnItsWayAgainWithTheSameKey()
{
    const QTemporaryDir folder;
    Desk desk({}, folder.filePath(QStringLiteral("betd.db")).toStdString());
    desk.wallet->setFaults(always(&Faults::slow));
    desk.post("/api/block_funds", body());
    desk.tick();
    QVERIFY(operationOf(desk).sent);
    const std::int64_t operation = operationOf(desk).id;
    desk.wallet->setFaults(always(&Faults::timeoutAfterEffect));
    desk.restart();
    QCOMPARE(operationOf(desk).state, OperationState::RetryScheduled);
    QVERIFY(operationOf(desk).doubt);
    desk.pass(2'000);
    QCOMPARE(desk.balance(), std::int64_t(990'000));
    desk.restart();
    desk.wallet->setFaults({});
    desk.pass(10'000);
    QCOMPARE(operationOf(desk).id, operation);
    QCOMPARE(desk.state(), std::string("blocked"));
    QCOMPARE(desk.balance(), std::int64_t(990'000));
    QCOMPARE(desk.store->attempts(operation, -1).front().errorClass, std::string("restart"));
}

void TestCoreOutbox::nothingIsSentInTheTransactionThatStoredIt()
{
    Desk desk;
    desk.wallet->setFaults(always(&Faults::timeoutAfterEffect));
    service::core::Transaction transaction(*desk.store);
    desk.service->handle(desk.request("POST", "/api/block_funds", body()));
    desk.service->tick();
    QVERIFY(!operationOf(desk).sent);
    transaction.commit();
    desk.service->takeEvents();
    desk.tick();
    QVERIFY(operationOf(desk).sent);
}

void TestCoreOutbox::aRolledBackTickLosesNothing()
{
    Desk desk;
    desk.wallet->setFaults(always(&Faults::slow));
    desk.post("/api/block_funds", body());
    desk.tick();
    desk.clock.now += 1'500;
    desk.store->begin();
    desk.service->tick(); // the answer comes in, and its effect
    QCOMPARE(desk.state(), std::string("blocked"));
    desk.store->rollback();
    desk.service->discard();
    QCOMPARE(desk.balance(), std::int64_t(-1));
    QVERIFY(operationOf(desk).sent);
    desk.pass(70'000);
    QCOMPARE(desk.state(), std::string("blocked"));
    QCOMPARE(desk.balance(), std::int64_t(990'000));
    QVERIFY(desk.store->ledgerBalances());
}

void TestCoreOutbox::aFullOutboxRefusesNewMoney()
{
    service::core::Settings settings;
    settings.outboxMax = 2;
    Desk desk(settings);
    desk.wallet->setFaults(always(&Faults::unavailable503));
    QCOMPARE(desk.post("/api/block_funds", body({}, "100", "b-1")).status, 0);
    QCOMPARE(desk.post("/api/block_funds", body({}, "100", "b-2")).status, 0);
    const auto third = desk.post("/api/block_funds", body({}, "100", "b-3"));
    QCOMPARE(codeOf(third), std::string("queue_backpressure"));
    QCOMPARE(desk.state("b-3"), std::string("none"));
    desk.wallet->setFaults({});
    desk.pass(20'000);
    QCOMPARE(desk.post("/api/block_funds", body({}, "100", "b-3")).status, 200);
}

void TestCoreOutbox::slowAnswersArriveInTheirTime()
{
    Desk desk;
    desk.wallet->setFaults(always(&Faults::slow));
    desk.post("/api/block_funds", body());
    desk.pass(1'499);
    QCOMPARE(desk.state(), std::string("checked"));
    desk.pass(1);
    QCOMPARE(desk.state(), std::string("blocked"));
    QCOMPARE(operationOf(desk).latencyMs, std::int64_t(1'500));
}

void TestCoreOutbox::aStuckPartnerDoesNotStopTheOthers()
{
    Desk desk;
    Faults faults;
    faults.stuckPartner = "p-1";
    faults.stuckUntilMs = desk.clock.now + 10'000;
    desk.wallet->setFaults(faults);
    QCOMPARE(codeOf(desk.post("/api/check_bet", body())), std::string("partner_unavailable"));
    QCOMPARE(desk.post("/api/block_funds", body()).status, 0);
    const std::string other = R"({"partner_id":"p-2","partner_player_id":"u-1","amount":100,"bet_id":"b-1"})";
    QCOMPARE(desk.post("/api/block_funds", other).status, 200);
    desk.pass(20'000);
    QCOMPARE(desk.state(), std::string("blocked"));
}

void TestCoreOutbox::theSameSeedMeetsTheSameFate()
{
    const auto play = [] {
        Desk desk;
        Faults faults;
        faults.unavailable503 = 0.2;
        faults.timeoutAfterEffect = 0.1;
        faults.timeoutBeforeEffect = 0.1;
        faults.slow = 0.1;
        faults.stubborn = 0.2;
        desk.wallet->setFaults(faults);
        std::string story;
        for (int i = 0; i < 60; ++i)
            desk.post("/api/block_funds", body({}, "100", "b-" + std::to_string(i)));
        desk.pass(40'000);
        for (int i = 0; i < 60; ++i)
            story += desk.state("b-" + std::to_string(i)) +
                     std::to_string(operationOf(desk, "b-" + std::to_string(i)).attempts) + " ";
        return story;
    };
    const std::string first = play();
    QCOMPARE(play(), first);
    QVERIFY(first.find("blocked1") != std::string::npos);
    QVERIFY(first.find("blocked2") != std::string::npos);
    QVERIFY(first.find("checked5") != std::string::npos); // stubborn ones
}

QTEST_GUILESS_MAIN(TestCoreOutbox)
#include "tst_coreoutbox.moc"
