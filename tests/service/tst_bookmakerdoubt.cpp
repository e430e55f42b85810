// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/service/remotedesk.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using client::contract::OperationKind;
using client::contract::OperationState;
using service::core::BookmakerRules;
using service::core::CorrectionCalls;
using service::core::Operation;
using tests::body;
using tests::codeOf;
using tests::Desk;
using tests::Fate;
using tests::RemoteDesk;

namespace {

constexpr std::int64_t minuteMs = 60'000;
constexpr std::int64_t hourMs = 60 * minuteMs;
constexpr std::int64_t dayMs = 24 * hourMs;
// The five tries of a series, all of which end in a time-out.
constexpr std::int64_t seriesMs = 40'000;

const std::string win = body(R"("status":"win","payout":200)");
const std::string blockKey = "block:p-1/b-1";

BookmakerRules forgetful()
{
    BookmakerRules rules;
    rules.deduplicates = false;
    return rules;
}

BookmakerRules withoutTombstones()
{
    BookmakerRules rules;
    rules.honoursTombstones = false;
    return rules;
}

BookmakerRules correcting(CorrectionCalls calls)
{
    BookmakerRules rules;
    rules.corrections = calls;
    return rules;
}

} // namespace

class TestBookmakerDoubt : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPartnerIsSentTheCallOnceItIsDurableAndItsAnswerEndsIt();
    void doubtIsAskedAboutAfterFiveMinutesAnHourAndDailyAndThenAPersonIs();
    void aLookThatWasHeldBackIsStillToCome();
    void theFirstDoubtBeginsTheScheduleAndNothingHidesItsCause();
    void askingSettlesADoubtWithoutSendingAgain();
    void whatThePartnerDoesNotKnowIsSentAgainWithTheSameKey();
    void aLocalWalletKeepsItsOwnSchedule();
    void anAnswerThatComesLateCounts();
    void aForgetfulPartnerIsNeverSentWhatIsInDoubt();
    void aForgetfulPartnerThatCannotBeAskedNeedsAPersonAtOnce();
    void aForgetfulPartnerIsNotSentAgainAfterACrash();
    void whatNeverLeftGoesAgainToAForgetfulPartner();
    void whatIsArmedSurvivesARollback();
    void aRolledBackTickDoesNotSendToAForgetfulPartner();
    void aCancelStopsABlockThatIsStillOnItsWay();
    void withoutTombstonesACancelWaitsForTheBlock_data();
    void withoutTombstonesACancelWaitsForTheBlock();
    void withoutTombstonesADoubtfulBlockNeedsReviewUnderItsRefund();
    void anAnswerForAnotherBetEndsNothingAndIsAnIncident();
    void aLateLieIsAnIncidentToo();
    void aDefiniteRefusalOfASettlementNeedsReview();
    void aPartnerWithoutCorrectionsLeavesTheRowToAPerson();
    void aBareCallProvesNothingUntilThePartnerIsAsked();
    void aHoldExpiresOnlyWhenThePartnerConfirmsIt();
    void aRolledBackTickKeepsThePartnersAnswer();
    void askThePartnerAnswersTheOperation();
    void askThePartnerSaysWhyItCannot();
    void askThePartnerEndsWithoutAnAnswer();
};

void TestBookmakerDoubt::aPartnerIsSentTheCallOnceItIsDurableAndItsAnswerEndsIt()
{
    RemoteDesk desk;
    QCOMPARE(desk.post("/api/block_funds", body()).status, 0);
    const std::string waitingFor = desk.waitingFor;
    QCOMPARE(desk.bookmaker->sends(blockKey), 0);
    desk.pass(1'000);
    QCOMPARE(desk.bookmaker->sends(blockKey), 1);
    QCOMPARE(desk.state(), std::string("blocked"));
    QCOMPARE(desk.answerFor(waitingFor).status, 200);
    QCOMPARE(desk.bookmaker->held("p-1/b-1"), std::int64_t(10'000));
    QCOMPARE(desk.balance(), std::int64_t(-1)); // no account of ours
    desk.post("/api/update_bet_status", win);
    desk.pass(1'000);
    QCOMPARE(desk.state(), std::string("won"));
    QCOMPARE(desk.bookmaker->balance("u-1"), std::int64_t(1'010'000));
}

void TestBookmakerDoubt::doubtIsAskedAboutAfterFiveMinutesAnHourAndDailyAndThenAPersonIs()
{
    RemoteDesk desk;
    desk.bookmaker->always = Fate::Lost;
    desk.bookmaker->answersAsks = false;
    desk.post("/api/block_funds", body());
    desk.pass(seriesMs);
    QCOMPARE(desk.newest().state, OperationState::InDoubt);
    QCOMPARE(desk.newest().attempts, 5);
    QCOMPARE(desk.bookmaker->asks(), 0);
    desk.pass(5 * minuteMs);
    QCOMPARE(desk.bookmaker->asks(), 1);
    QCOMPARE(desk.newest().attempts, 7); // the question, then the call
    desk.pass(50 * minuteMs);
    QCOMPARE(desk.bookmaker->asks(), 1);
    desk.pass(11 * minuteMs);
    QCOMPARE(desk.bookmaker->asks(), 2);
    for (int day = 1; day <= 5; ++day) {
        QCOMPARE(desk.newest().state, OperationState::InDoubt);
        desk.pass(dayMs + minuteMs);
        QCOMPARE(desk.bookmaker->asks(), 2 + day);
    }
    QCOMPARE(desk.newest().state, OperationState::NeedsReview);
    QCOMPARE(desk.newest().why, std::string("no_definite_answer"));
    QVERIFY(desk.saw("operation.needs_review"));
    desk.pass(30 * dayMs);
    QCOMPARE(desk.bookmaker->asks(), 7);
    QCOMPARE(desk.bookmaker->seen().size(), std::size_t(0));
}

// A breaker that is open answers for the partner: nothing was asked and nothing sent.
void heldBack(service::core::WalletReply& reply)
{
    reply = {};
    reply.answer = client::contract::AnswerKind::NotSent;
    reply.errorClass = "circuit_open";
    reply.error = "Held back; nothing was sent.";
}

void TestBookmakerDoubt::aLookThatWasHeldBackIsStillToCome()
{
    RemoteDesk desk;
    desk.bookmaker->always = Fate::Lost;
    desk.bookmaker->answersAsks = false;
    desk.post("/api/block_funds", body());
    desk.pass(seriesMs);
    const int attempts = desk.newest().attempts;
    desk.bookmaker->onTheWayBack = heldBack;
    desk.pass(20 * minuteMs);
    QVERIFY(desk.bookmaker->asks() > 1);
    // Neither a try nor a step of the schedule, and the reason of the doubt stands.
    QCOMPARE(desk.newest().attempts, attempts);
    QCOMPARE(desk.newest().state, OperationState::InDoubt);
    QCOMPARE(desk.newest().errorClass, std::string("timeout"));
    desk.bookmaker->onTheWayBack = {};
    desk.bookmaker->always = Fate::Answered;
    desk.bookmaker->answersAsks = true;
    desk.pass(2 * minuteMs);
    QCOMPARE(desk.state(), std::string("blocked"));
}

void TestBookmakerDoubt::theFirstDoubtBeginsTheScheduleAndNothingHidesItsCause()
{
    RemoteDesk desk;
    desk.post("/api/block_funds", body());
    desk.pass(1'000);
    desk.bookmaker->answersAsks = false;
    desk.bookmaker->always = Fate::Lost;
    desk.bookmaker->onTheWayBack = heldBack;
    desk.post("/api/update_bet_status", body(R"("status":"win","payout":250)"));
    desk.pass(seriesMs);
    QCOMPARE(desk.newest().state, OperationState::RetryScheduled);
    QVERIFY(!desk.newest().doubt);
    // What leaves at last gets no answer.
    desk.bookmaker->onTheWayBack = {};
    while (!desk.newest().doubt && desk.clock.now < dayMs)
        desk.pass(1'000);
    QVERIFY(desk.newest().doubt);
    QCOMPARE(desk.newest().errorClass, std::string("timeout"));
    const int asks = desk.bookmaker->asks();
    desk.bookmaker->onTheWayBack = heldBack;
    desk.pass(6 * minuteMs);
    QVERIFY(desk.bookmaker->asks() > asks);
    QCOMPARE(desk.newest().errorClass, std::string("timeout"));
}

void TestBookmakerDoubt::askingSettlesADoubtWithoutSendingAgain()
{
    RemoteDesk desk;
    desk.bookmaker->always = Fate::AnswerLost;
    desk.post("/api/block_funds", body());
    desk.pass(seriesMs);
    QCOMPARE(desk.bookmaker->sends(blockKey), 5);
    desk.pass(6 * minuteMs);
    QCOMPARE(desk.state(), std::string("blocked"));
    QCOMPARE(desk.bookmaker->sends(blockKey), 5);
    QCOMPARE(desk.bookmaker->effects(blockKey), 1);
    const auto attempts = desk.store->attempts(desk.newest().id, -1);
    QVERIFY(attempts.back().request.find("GET /api/v1/bets/p-1/b-1") == 0);
    QCOMPARE(attempts.back().answer, client::contract::AnswerKind::Accepted);
}

void TestBookmakerDoubt::whatThePartnerDoesNotKnowIsSentAgainWithTheSameKey()
{
    RemoteDesk desk;
    desk.bookmaker->fates.assign(5, Fate::Lost);
    desk.post("/api/block_funds", body());
    desk.pass(6 * minuteMs);
    QCOMPARE(desk.bookmaker->asks(), 1);
    QCOMPARE(desk.bookmaker->sends(blockKey), 1);
    QCOMPARE(desk.state(), std::string("blocked"));
}

void TestBookmakerDoubt::aLocalWalletKeepsItsOwnSchedule()
{
    Desk desk;
    service::core::Faults faults;
    faults.timeoutBeforeEffect = 1;
    desk.wallet->setFaults(faults);
    desk.post("/api/block_funds", body());
    desk.pass(35'000 + minuteMs);
    const auto bet = desk.store->bet(client::contract::PartnerId("p-1"), client::contract::BetId("b-1"));
    QCOMPARE(desk.store->operation(bet->operation)->attempts, 6);
    QCOMPARE(desk.bookmaker->asks(), 0);
}

void TestBookmakerDoubt::anAnswerThatComesLateCounts()
{
    RemoteDesk desk;
    desk.bookmaker->fates.assign(5, Fate::Late);
    desk.post("/api/block_funds", body());
    desk.pass(seriesMs);
    QCOMPARE(desk.newest().state, OperationState::InDoubt);
    desk.bookmaker->letLateOnesIn();
    desk.tick();
    QCOMPARE(desk.state(), std::string("blocked"));
    QCOMPARE(desk.newest().state, OperationState::Succeeded);
    QCOMPARE(desk.bookmaker->effects(blockKey), 1);
}

void TestBookmakerDoubt::aForgetfulPartnerIsNeverSentWhatIsInDoubt()
{
    RemoteDesk desk(forgetful());
    desk.block();
    QCOMPARE(desk.state(), std::string("blocked"));
    desk.bookmaker->fates = {Fate::AnswerLost};
    desk.bookmaker->answersAsks = false;
    desk.post("/api/update_bet_status", win);
    desk.pass(seriesMs);
    const std::string key = "update:p-1/b-1";
    QCOMPARE(desk.newest().state, OperationState::InDoubt);
    QCOMPARE(desk.bookmaker->sends(key), 1);
    QCOMPARE(desk.bookmaker->asks(), 1);
    QCOMPARE(codeOf(desk.act(":retry", desk.newest())), std::string("retry_unsafe"));
    desk.pass(10 * dayMs);
    QCOMPARE(desk.newest().state, OperationState::NeedsReview);
    QCOMPARE(desk.newest().why, std::string("no_definite_answer"));
    QCOMPARE(codeOf(desk.act(":retry", desk.newest())), std::string("retry_unsafe"));
    desk.pass(10 * dayMs);
    QCOMPARE(desk.bookmaker->sends(key), 1);
    QCOMPARE(desk.bookmaker->asks(), 8);

    desk.bookmaker->answersAsks = true;
    desk.act(":ask", desk.newest());
    desk.pass(1'000);
    QCOMPARE(desk.state(), std::string("won"));
    QCOMPARE(desk.bookmaker->balance("u-1"), std::int64_t(1'010'000));
}

void TestBookmakerDoubt::aForgetfulPartnerThatCannotBeAskedNeedsAPersonAtOnce()
{
    RemoteDesk desk(forgetful());
    desk.bookmaker->askable = false;
    desk.bookmaker->fates = {Fate::AnswerLost};
    desk.post("/api/block_funds", body());
    desk.pass(3'000);
    QCOMPARE(desk.newest().state, OperationState::NeedsReview);
    QCOMPARE(desk.newest().why, std::string("retry_unsafe"));
    QCOMPARE(codeOf(desk.act(":retry", desk.newest())), std::string("retry_unsafe"));
    QCOMPARE(codeOf(desk.act(":ask", desk.newest())), std::string("operation_state_conflict"));
    desk.pass(dayMs);
    QCOMPARE(desk.bookmaker->effects(blockKey), 1);
}

void TestBookmakerDoubt::aForgetfulPartnerIsNotSentAgainAfterACrash()
{
    QTemporaryDir dir;
    RemoteDesk desk(forgetful(), 0, dir.filePath(QStringLiteral("s.db")).toStdString());
    desk.post("/api/block_funds", body());
    desk.tick(); // it is written that it goes out
    QCOMPARE(desk.bookmaker->sends(blockKey), 0);
    desk.tick(); // it goes out
    QCOMPARE(desk.bookmaker->sends(blockKey), 1);
    desk.restart();
    QVERIFY(desk.newest().doubt);
    desk.pass(hourMs);
    QCOMPARE(desk.state(), std::string("blocked")); // found by asking
    QCOMPARE(desk.bookmaker->sends(blockKey), 1);
    QCOMPARE(desk.bookmaker->effects(blockKey), 1);
}

void TestBookmakerDoubt::whatNeverLeftGoesAgainToAForgetfulPartner()
{
    RemoteDesk desk(forgetful());
    desk.bookmaker->fates = {Fate::Unreachable, Fate::Unreachable};
    desk.post("/api/block_funds", body());
    desk.pass(20'000);
    QCOMPARE(desk.state(), std::string("blocked"));
    QCOMPARE(desk.bookmaker->effects(blockKey), 1);
}

// What was handed over in a transaction that failed never left: it is no doubt, and goes in the next one.
void TestBookmakerDoubt::whatIsArmedSurvivesARollback()
{
    RemoteDesk desk(forgetful());
    desk.post("/api/block_funds", body());
    desk.tick(); // "sent" is durable
    desk.store->begin();
    desk.service->tick();
    desk.store->rollback();
    desk.service->discard();
    QCOMPARE(desk.bookmaker->sends(blockKey), 0);
    desk.pass(2'000);
    QCOMPARE(desk.bookmaker->sends(blockKey), 1);
    QCOMPARE(desk.state(), std::string("blocked"));
    QVERIFY(!desk.newest().doubt);
}

void TestBookmakerDoubt::aRolledBackTickDoesNotSendToAForgetfulPartner()
{
    RemoteDesk desk(forgetful());
    desk.post("/api/block_funds", body());
    desk.store->begin();
    desk.service->tick();
    desk.store->rollback();
    desk.service->discard();
    QCOMPARE(desk.bookmaker->sends(blockKey), 0);
    desk.pass(1'000);
    QCOMPARE(desk.bookmaker->effects(blockKey), 1);
    QCOMPARE(desk.state(), std::string("blocked"));
}

void TestBookmakerDoubt::aCancelStopsABlockThatIsStillOnItsWay()
{
    RemoteDesk desk;
    desk.bookmaker->fates.assign(5, Fate::StrayThenLost);
    desk.post("/api/block_funds", body());
    desk.pass(seriesMs);
    QCOMPARE(desk.post("/api/refund", body()).status, 0);
    desk.pass(1'000);
    QCOMPARE(desk.state(), std::string("refunded"));
    desk.bookmaker->letLateOnesIn();
    desk.pass(1'000);
    QCOMPARE(desk.state(), std::string("refunded"));
    QCOMPARE(desk.bookmaker->balance("u-1"), std::int64_t(1'000'000));
    QCOMPARE(desk.of(OperationKind::Block).state, OperationState::Declined);
}

void TestBookmakerDoubt::withoutTombstonesACancelWaitsForTheBlock_data()
{
    QTest::addColumn<bool>("arrived");
    QTest::addColumn<bool>("byAsking");
    QTest::newRow("it had arrived, which asking shows") << true << true;
    QTest::newRow("it had arrived, which its late answer shows") << true << false;
    QTest::newRow("the partner refused it, which its late answer shows") << false << false;
}

void TestBookmakerDoubt::withoutTombstonesACancelWaitsForTheBlock()
{
    QFETCH(bool, arrived);
    QFETCH(bool, byAsking);
    RemoteDesk desk(withoutTombstones());
    desk.bookmaker->fates.assign(5, arrived ? Fate::Late : Fate::StrayThenLost);
    desk.bookmaker->answersAsks = byAsking;
    const std::string amount = arrived ? "100" : "20000"; // more than there is
    desk.post("/api/block_funds", body({}, amount));
    desk.pass(seriesMs);
    QCOMPARE(desk.newest().state, OperationState::InDoubt);
    QCOMPARE(desk.post("/api/refund", body({}, amount)).status, 0);
    const std::string waitingFor = desk.waitingFor;
    QCOMPARE(desk.of(OperationKind::Block).state, OperationState::Cancelling);
    if (!byAsking) {
        desk.pass(2 * minuteMs);
        QCOMPARE(desk.of(OperationKind::Refund).attempts, 0); // nothing went out
        QCOMPARE(codeOf(desk.act(":retry", desk.newest())), std::string("retry_unsafe"));
        desk.bookmaker->letLateOnesIn();
    }
    desk.pass(1'000);
    QCOMPARE(desk.state(), std::string("refunded"));
    QCOMPARE(desk.bookmaker->balance("u-1"), std::int64_t(1'000'000));
    QCOMPARE(desk.bookmaker->held("p-1/b-1"), std::int64_t(0));
    QCOMPARE(desk.of(OperationKind::Block).state, arrived ? OperationState::Succeeded : OperationState::Declined);
    QCOMPARE(desk.of(OperationKind::Refund).amountMinor, arrived ? std::int64_t(10'000) : std::int64_t(0));
    QCOMPARE(desk.answerFor(waitingFor).status, 200);
    const auto& seen = desk.bookmaker->seen();
    QVERIFY(std::none_of(seen.begin(), seen.end(),
                         [](const auto& one) { return one.kind == service::core::OrderKind::Cancel; }));
    QCOMPARE(desk.row().refundedMinor, arrived ? std::int64_t(10'000) : std::int64_t(0));
}

void TestBookmakerDoubt::withoutTombstonesADoubtfulBlockNeedsReviewUnderItsRefund()
{
    RemoteDesk desk(withoutTombstones());
    desk.bookmaker->fates.assign(5, Fate::Lost);
    desk.bookmaker->answersAsks = false;
    desk.post("/api/block_funds", body());
    desk.pass(seriesMs);
    desk.post("/api/refund", body());
    desk.pass(8 * dayMs);
    QCOMPARE(desk.of(OperationKind::Refund).state, OperationState::NeedsReview);
    QCOMPARE(desk.of(OperationKind::Refund).why, std::string("block_in_doubt"));
    QCOMPARE(desk.of(OperationKind::Block).state, OperationState::Cancelling);
    QCOMPARE(desk.bookmaker->seen().size(), std::size_t(0));
    QCOMPARE(desk.row().shown(), client::contract::ShownStatus::InDoubt);
}

void TestBookmakerDoubt::anAnswerForAnotherBetEndsNothingAndIsAnIncident()
{
    RemoteDesk desk;
    desk.bookmaker->fates = {Fate::Lying};
    desk.post("/api/block_funds", body());
    desk.pass(100);
    QCOMPARE(desk.state(), std::string("checked"));
    QCOMPARE(desk.newest().state, OperationState::RetryScheduled);
    QVERIFY(desk.newest().doubt);
    QVERIFY(desk.saw("partner.lied"));
    const auto attempts = desk.store->attempts(desk.newest().id, -1);
    QCOMPARE(attempts.size(), std::size_t(1));
    QVERIFY(attempts[0].response.find("another") != std::string::npos);
    QCOMPARE(desk.audited("partner_lied"), std::size_t(1));
    desk.pass(3'000);
    QCOMPARE(desk.state(), std::string("blocked"));
}

void TestBookmakerDoubt::aLateLieIsAnIncidentToo()
{
    RemoteDesk desk;
    desk.bookmaker->always = Fate::Lying;
    desk.post("/api/block_funds", body());
    desk.pass(seriesMs);
    QCOMPARE(desk.newest().state, OperationState::InDoubt);
    QCOMPARE(desk.store->attempts(desk.newest().id, -1).size(), std::size_t(5));
    QCOMPARE(desk.audited("partner_lied"), std::size_t(5));
    // Asked, it says what is so, whatever its other answers said.
    desk.bookmaker->always = Fate::Answered;
    desk.pass(6 * minuteMs);
    QCOMPARE(desk.state(), std::string("blocked"));
}

void TestBookmakerDoubt::aDefiniteRefusalOfASettlementNeedsReview()
{
    RemoteDesk desk;
    desk.block();
    QCOMPARE(desk.state(), std::string("blocked"));
    desk.bookmaker->fates = {Fate::Refused};
    desk.post("/api/update_bet_status", win);
    desk.pass(1'000);
    QCOMPARE(desk.newest().state, OperationState::NeedsReview);
    QCOMPARE(desk.newest().why, std::string("refused"));
    QCOMPARE(desk.state(), std::string("blocked"));
}

void TestBookmakerDoubt::aPartnerWithoutCorrectionsLeavesTheRowToAPerson()
{
    RemoteDesk desk(correcting(CorrectionCalls::None));
    desk.post("/api/block_funds", body(R"("round_id":"r-1","selection":"5","odds":2)"));
    desk.pass(1'000);
    desk.post("/api/update_bet_status", body(R"("status":"win","payout":200,"result":"5")"));
    desk.pass(1'000);
    QCOMPARE(desk.state(), std::string("won"));
    desk.post("/api/recalculate_bets", R"({"round_id":"r-1","correct_result":"6"})");
    desk.pass(5'000);
    QCOMPARE(desk.newest().kind, OperationKind::Adjust);
    QCOMPARE(desk.newest().state, OperationState::NeedsReview);
    QCOMPARE(desk.newest().why, std::string("no_corrections"));
    QCOMPARE(desk.newest().error, std::string("The partner takes no corrections."));
    QCOMPARE(codeOf(desk.act(":retry", desk.newest())), std::string("retry_unsafe"));
    desk.pass(dayMs);
    QCOMPARE(desk.bookmaker->balance("u-1"), std::int64_t(1'010'000));
    QCOMPARE(desk.state(), std::string("won"));
}

void TestBookmakerDoubt::aBareCallProvesNothingUntilThePartnerIsAsked()
{
    RemoteDesk desk(correcting(CorrectionCalls::Bare));
    desk.post("/api/block_funds", body(R"("round_id":"r-1","selection":"5","odds":2)"));
    desk.pass(1'000);
    desk.post("/api/update_bet_status", body(R"("status":"win","payout":200,"result":"5")"));
    desk.pass(1'000);
    desk.bookmaker->onTheWayBack = [](service::core::WalletReply& reply) {
        reply.answer = client::contract::AnswerKind::InDoubt;
        reply.errorClass = service::core::needsEvidence;
    };
    desk.post("/api/recalculate_bets", R"({"round_id":"r-1","correct_result":"6"})");
    desk.pass(5'000);
    const std::string key = "recalc:" + desk.newest().ref + ":p-1/b-1";
    QCOMPARE(desk.newest().state, OperationState::NeedsReview);
    QCOMPARE(desk.newest().why, std::string("told_bare"));
    desk.pass(dayMs);
    QCOMPARE(desk.bookmaker->sends(key), 1);
    QCOMPARE(desk.state(), std::string("won"));
    desk.bookmaker->onTheWayBack = {};
    QCOMPARE(desk.act(":ask", desk.newest()).status, 0);
    desk.pass(1'000);
    QCOMPARE(desk.state(), std::string("lost"));
    QCOMPARE(desk.bookmaker->sends(key), 1);
}

void TestBookmakerDoubt::aHoldExpiresOnlyWhenThePartnerConfirmsIt()
{
    RemoteDesk desk({}, minuteMs);
    desk.block();
    QCOMPARE(desk.state(), std::string("blocked"));
    desk.bookmaker->fates.assign(5, Fate::AnswerLost);
    desk.pass(minuteMs + seriesMs);
    QCOMPARE(desk.newest().kind, OperationKind::Expiry);
    QCOMPARE(desk.newest().state, OperationState::InDoubt);
    QCOMPARE(desk.state(), std::string("blocked"));
    desk.pass(6 * minuteMs);
    QCOMPARE(desk.state(), std::string("expired"));
    QCOMPARE(desk.bookmaker->balance("u-1"), std::int64_t(1'000'000));
    QCOMPARE(desk.bookmaker->effects("expiry:p-1/b-1"), 1);
}

void TestBookmakerDoubt::aRolledBackTickKeepsThePartnersAnswer()
{
    RemoteDesk desk(forgetful());
    desk.post("/api/block_funds", body());
    desk.tick();
    desk.tick();
    desk.clock.now += 20;
    desk.store->begin();
    desk.service->tick();
    desk.store->rollback();
    desk.service->discard();
    QVERIFY(desk.state() != "blocked");
    desk.tick();
    QCOMPARE(desk.state(), std::string("blocked"));
    QVERIFY(!desk.newest().doubt);
}

void TestBookmakerDoubt::askThePartnerAnswersTheOperation()
{
    RemoteDesk desk;
    desk.bookmaker->always = Fate::AnswerLost;
    desk.post("/api/block_funds", body());
    desk.pass(seriesMs);
    const int sends = desk.bookmaker->sends(blockKey);
    QCOMPARE(desk.act(":ask", desk.newest()).status, 0);
    const std::string waitingFor = desk.waitingFor;
    desk.pass(1'000);
    QVERIFY(std::find(desk.finished.begin(), desk.finished.end(), waitingFor) != desk.finished.end());
    const auto answer = desk.answerFor(waitingFor);
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.body.find(R"("state":"succeeded")") != std::string::npos);
    QCOMPARE(desk.bookmaker->sends(blockKey), sends);
    QCOMPARE(desk.audited("ask"), std::size_t(1));
}

void TestBookmakerDoubt::askThePartnerSaysWhyItCannot()
{
    RemoteDesk desk;
    QCOMPARE(codeOf(desk.act(":ask", Operation{})), std::string("operation_not_found"));
    desk.block();
    QCOMPARE(desk.state(), std::string("blocked"));
    QCOMPARE(codeOf(desk.act(":ask", desk.newest())), std::string("operation_state_conflict"));
    desk.bookmaker->always = Fate::Lost;
    desk.bookmaker->askable = false;
    desk.post("/api/update_bet_status", win);
    desk.pass(seriesMs);
    const auto refused = desk.act(":ask", desk.newest());
    QCOMPARE(codeOf(refused), std::string("operation_state_conflict"));
    QVERIFY(refused.body.find("This partner cannot be asked.") != std::string::npos);
    QCOMPARE(codeOf(desk.act(":ask", desk.newest(), "viewer")), std::string("forbidden"));
}

void TestBookmakerDoubt::askThePartnerEndsWithoutAnAnswer()
{
    RemoteDesk desk;
    desk.bookmaker->always = Fate::Lost;
    desk.bookmaker->answersAsks = false;
    desk.post("/api/block_funds", body());
    desk.pass(seriesMs);
    const Operation before = desk.newest();
    QCOMPARE(desk.act(":ask", before).status, 0);
    const std::string waitingFor = desk.waitingFor;
    desk.pass(3'000);
    QVERIFY(std::find(desk.finished.begin(), desk.finished.end(), waitingFor) != desk.finished.end());
    QVERIFY(desk.answerFor(waitingFor).body.find(R"("state":"in_doubt")") != std::string::npos);
    // A person's question is a line of the history and leaves the schedule alone.
    QCOMPARE(desk.newest().attempts, before.attempts + 1);
    QCOMPARE(desk.newest().nextAt, before.nextAt);
    QCOMPARE(desk.newest().series, before.series);
}

QTEST_GUILESS_MAIN(TestBookmakerDoubt)
#include "tst_bookmakerdoubt.moc"
