// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/partners.h"
#include "service/core/partnerhealth.h"
#include "tests/service/remotedesk.h"

#include <QTest>

#include <algorithm>

using client::contract::CircuitBreaker;
using client::contract::PartnerHealthRow;
using tests::body;
using tests::codeOf;
using tests::Desk;
using tests::Fate;
using tests::RemoteDesk;

namespace {

const std::string reason = R"({"reason":"It answers for other bets."})";

bool finished(const Desk& desk, const std::string& id)
{
    return std::find(desk.finished.begin(), desk.finished.end(), id) != desk.finished.end();
}

// What a check that had to wait is answered once the partner has answered.
service::core::Response checked(RemoteDesk& desk, Fate fate)
{
    desk.bookmaker->checkFates = {fate};
    const auto waiting = desk.post("/api/check_bet", body());
    if (waiting.status != 0)
        return waiting;
    const std::string id = desk.waitingFor;
    desk.pass(1'000);
    return finished(desk, id) ? desk.answerFor(id) : service::core::Response{};
}

PartnerHealthRow health(Desk& desk, const std::string& partner = "p-1")
{
    return client::contract::decodePartnerHealth(desk.get("/api/v1/partners/" + partner + "/health").body)
        .value_or(PartnerHealthRow{});
}

class BrokenLine : public service::core::PartnerHealth
{
public:
    service::core::PartnerCalls callsOf(const client::contract::PartnerId& partner) const override
    {
        if (partner.text() != "p-1")
            return {};
        return {CircuitBreaker::State::Open, 3, 12, 1'795'000'000'000, 250};
    }
};

} // namespace

class TestBookmakerCalls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCheckWaitsForThePartnersAnswer();
    void whatThePartnerSaysToACheckIsPassedOn_data();
    void whatThePartnerSaysToACheckIsPassedOn();
    void aCheckWithoutAnAnswerIsPartnerTimeoutAndLeavesNothing();
    void anAnswerThatComesAfterTheTimeoutStillCountsAsAnApproval();
    void aLineThatNeedsNoAskingApprovesAtOnce();
    void aLieToACheckIsAnIncident();
    void aRolledBackAnswerToACheckIsToldAgain();
    void aCheckWhoseTransactionWasRolledBackIsForgotten();
    void aBlockDuringACheckIsNotUndoneByItsApproval();
    void aSuspendedPartnerTakesNoNewBetsAndGoesOnWithTheOthers();
    void suspensionSurvivesARollbackAndARestart();
    void aLateCopyOfASuspensionDoesNotSuspendAgain();
    void whoMaySuspend();
    void healthSaysWhatTheLinesAreLike();
    void aGameReadsTheBetsOfItsOwnPartners();
};

void TestBookmakerCalls::aCheckWaitsForThePartnersAnswer()
{
    RemoteDesk desk;
    QCOMPARE(desk.post("/api/check_bet", body()).status, 0);
    const std::string id = desk.waitingFor;
    QCOMPARE(desk.state(), std::string("none"));
    desk.pass(1'000);
    QVERIFY(finished(desk, id));
    const auto answer = desk.answerFor(id);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, std::string(R"({"status":"approved","message":"Stake is it possible","bet_id":"b-1"})"));
    QCOMPARE(desk.state(), std::string("checked"));
    QVERIFY(desk.bookmaker->seen().empty());
}

void TestBookmakerCalls::whatThePartnerSaysToACheckIsPassedOn_data()
{
    QTest::addColumn<int>("fate");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("declined") << static_cast<int>(Fate::Refused) << QByteArray("bet_declined");
    QTest::newRow("unreachable") << static_cast<int>(Fate::Unreachable) << QByteArray("partner_unavailable");
    QTest::newRow("not understood") << static_cast<int>(Fate::Failing) << QByteArray("partner_bad_response");
    QTest::newRow("for another bet") << static_cast<int>(Fate::Lying) << QByteArray("partner_bad_response");
}

void TestBookmakerCalls::whatThePartnerSaysToACheckIsPassedOn()
{
    QFETCH(int, fate);
    QFETCH(QByteArray, code);
    RemoteDesk desk;
    const auto answer = checked(desk, static_cast<Fate>(fate));
    QCOMPARE(codeOf(answer), code.toStdString());
    if (code == "bet_declined")
        QVERIFY(answer.body.find(R"("reason":"self_excluded")") != std::string::npos);
    QCOMPARE(desk.state(), std::string("none"));
    const auto poor = desk.post("/api/check_bet", body({}, "10000.01"));
    QCOMPARE(poor.status, 0);
    const std::string id = desk.waitingFor;
    desk.pass(1'000);
    QCOMPARE(desk.answerFor(id).status, 402);
}

void TestBookmakerCalls::aCheckWithoutAnAnswerIsPartnerTimeoutAndLeavesNothing()
{
    RemoteDesk desk;
    desk.bookmaker->checkFates = {Fate::Lost};
    desk.post("/api/check_bet", body());
    const std::string id = desk.waitingFor;
    desk.pass(5'000);
    QVERIFY(!finished(desk, id));
    QCOMPARE(codeOf(desk.answerFor(id)), std::string("partner_timeout"));
    desk.tick();
    QCOMPARE(codeOf(desk.answerFor(id)), std::string("partner_timeout"));
    QCOMPARE(desk.state(), std::string("none"));
    QCOMPARE(checked(desk, Fate::Answered).status, 200);
}

void TestBookmakerCalls::anAnswerThatComesAfterTheTimeoutStillCountsAsAnApproval()
{
    RemoteDesk desk;
    desk.bookmaker->checkFates = {Fate::Late};
    desk.post("/api/check_bet", body());
    desk.pass(6'000);
    desk.bookmaker->letLateOnesIn();
    desk.pass(100);
    QCOMPARE(desk.state(), std::string("checked"));
}

void TestBookmakerCalls::aLineThatNeedsNoAskingApprovesAtOnce()
{
    RemoteDesk desk;
    desk.bookmaker->knowsChecks = false;
    QCOMPARE(desk.post("/api/check_bet", body()).status, 200);
    QCOMPARE(desk.state(), std::string("checked"));
}

void TestBookmakerCalls::aLieToACheckIsAnIncident()
{
    RemoteDesk desk;
    checked(desk, Fate::Lying);
    QVERIFY(desk.saw("partner.lied"));
    QCOMPARE(desk.audited("partner_lied"), std::size_t(1));
}

void TestBookmakerCalls::aRolledBackAnswerToACheckIsToldAgain()
{
    RemoteDesk desk;
    desk.post("/api/check_bet", body());
    const std::string id = desk.waitingFor;
    desk.clock.now += 100;
    desk.store->begin();
    desk.service->tick(); // the answer comes in
    QCOMPARE(desk.service->answerFor(id, desk.request("POST", "/")).status, 200);
    desk.store->rollback();
    desk.service->discard();
    QCOMPARE(desk.state(), std::string("none"));
    desk.finished.clear();
    desk.pass(100);
    QVERIFY(finished(desk, id));
    QCOMPARE(desk.state(), std::string("checked"));
    QCOMPARE(desk.answerFor(id).status, 200);
}

void TestBookmakerCalls::aCheckWhoseTransactionWasRolledBackIsForgotten()
{
    RemoteDesk desk;
    desk.store->begin();
    desk.service->handle(desk.request("POST", "/api/check_bet", body()));
    desk.store->rollback();
    desk.service->discard();
    desk.finished.clear();
    desk.pass(1'000);
    QVERIFY(desk.finished.empty());
    QCOMPARE(desk.state(), std::string("none"));
    QCOMPARE(checked(desk, Fate::Answered).status, 200);
}

void TestBookmakerCalls::aBlockDuringACheckIsNotUndoneByItsApproval()
{
    RemoteDesk desk;
    desk.bookmaker->checkFates = {Fate::Late};
    desk.post("/api/check_bet", body());
    desk.block();
    QCOMPARE(desk.state(), std::string("blocked"));
    desk.bookmaker->letLateOnesIn();
    desk.pass(100);
    QCOMPARE(desk.state(), std::string("blocked"));
}

void TestBookmakerCalls::aSuspendedPartnerTakesNoNewBetsAndGoesOnWithTheOthers()
{
    RemoteDesk desk;
    desk.block();
    const auto suspended = desk.order("/api/v1/partners/p-1:suspend", reason, "manager");
    QCOMPARE(suspended.status, 200);
    QVERIFY(client::contract::decodePartnerHealth(suspended.body)->suspended);
    QVERIFY(desk.saw("partner.suspended"));
    QCOMPARE(desk.audited("partner_suspend"), std::size_t(1));

    QCOMPARE(codeOf(desk.post("/api/block_funds", body({}, "100", "b-2"))), std::string("partner_suspended"));
    QCOMPARE(codeOf(desk.post("/api/check_bet", body({}, "100", "b-2"))), std::string("partner_suspended"));
    QVERIFY(tests::isReplay(desk.post("/api/block_funds", body())));
    QCOMPARE(desk.post("/api/update_bet_status", body(R"("status":"win","payout":200)")).status, 0);
    desk.pass(1'000);
    QCOMPARE(desk.state(), std::string("won"));
    QCOMPARE(health(desk).suspendedBy, std::string("tester"));
    QCOMPARE(health(desk).suspendedReason, std::string("It answers for other bets."));

    QCOMPARE(desk.order("/api/v1/partners/p-1:resume", R"({"reason":"They mended it."})", "manager").status, 200);
    QVERIFY(desk.saw("partner.resumed"));
    QVERIFY(!health(desk).suspended);
    QCOMPARE(desk.post("/api/block_funds", body({}, "100", "b-2")).status, 0);
}

void TestBookmakerCalls::suspensionSurvivesARollbackAndARestart()
{
    RemoteDesk desk;
    desk.headerKey = "k";
    desk.role = "manager";
    desk.store->begin();
    desk.service->handle(desk.request("POST", "/api/v1/partners/p-1:suspend", reason));
    desk.store->rollback();
    desk.service->discard();
    desk.headerKey.clear();
    desk.role = "game";
    QCOMPARE(desk.post("/api/block_funds", body()).status, 0);
    QVERIFY(!health(desk).suspended);

    desk.order("/api/v1/partners/p-1:suspend", reason, "admin");
    desk.store->begin();
    desk.store->rollback();
    desk.service->discard(); // what is known of suspensions is read anew
    QCOMPARE(codeOf(desk.post("/api/block_funds", body({}, "100", "b-2"))), std::string("partner_suspended"));
}

void TestBookmakerCalls::aLateCopyOfASuspensionDoesNotSuspendAgain()
{
    RemoteDesk desk;
    desk.headerKey = "first";
    desk.role = "manager";
    QCOMPARE(desk.post("/api/v1/partners/p-1:suspend", reason).status, 200);
    desk.headerKey = "second";
    QCOMPARE(desk.post("/api/v1/partners/p-1:resume", reason).status, 200);
    desk.headerKey = "first";
    QCOMPARE(desk.post("/api/v1/partners/p-1:suspend", reason).status, 200);
    QVERIFY(!health(desk).suspended);
    QCOMPARE(codeOf(desk.post("/api/v1/partners/p-1:suspend", R"({"reason":"other"})")),
             std::string("idempotency_mismatch"));
    QCOMPARE(codeOf(desk.post("/api/v1/partners/p-1:suspend", R"({"reason":""})")), std::string("validation_failed"));
    QCOMPARE(codeOf(desk.post("/api/v1/partners/p-1:suspend", R"({"reason":"x","for":1})")),
             std::string("validation_failed"));
}

void TestBookmakerCalls::whoMaySuspend()
{
    RemoteDesk desk;
    for (const char* role : {"support", "viewer", "auditor", "game"})
        QCOMPARE(codeOf(desk.order("/api/v1/partners/p-1:suspend", reason, role)), std::string("forbidden"));
    service::core::Settings settings;
    settings.anyPartner = false;
    Desk strict(settings);
    strict.role = "manager";
    strict.headerKey = "k";
    QCOMPARE(codeOf(strict.post("/api/v1/partners/p-1:suspend", reason)), std::string("partner_unknown"));
    QCOMPARE(codeOf(strict.get("/api/v1/partners/p-1/health")), std::string("partner_unknown"));
}

void TestBookmakerCalls::healthSaysWhatTheLinesAreLike()
{
    RemoteDesk desk;
    QVERIFY(health(desk).remote);
    QVERIFY(health(desk).breaker == CircuitBreaker::State::Closed);
    const BrokenLine line;
    desk.service->setPartnerHealth(line);
    const PartnerHealthRow row = health(desk);
    QVERIFY(row.breaker == CircuitBreaker::State::Open);
    QCOMPARE(row.inFlight, std::int64_t(3));
    QCOMPARE(row.queued, std::int64_t(12));
    QCOMPARE(row.lastSuccessAt, std::int64_t(1'795'000'000'000));
    QCOMPARE(row.errorRatioMilli, 250);
    QCOMPARE(health(desk, "p-2").queued, std::int64_t(0));
    Desk local;
    QVERIFY(!health(local).remote);
}

void TestBookmakerCalls::aGameReadsTheBetsOfItsOwnPartners()
{
    Desk desk;
    desk.post("/api/block_funds", body());
    auto request = desk.request("GET", "/api/v1/bets/p-1/b-1");
    request.identity = {"betd", {"game"}, {"p-1"}};
    const auto own = desk.service->read(*desk.store, request);
    QCOMPARE(own.status, 200);
    // A game has named the player itself.
    QVERIFY(own.body.find(R"("player_id":"u-1")") != std::string::npos);
    request.identity.partners = {"p-2"};
    QCOMPARE(codeOf(desk.service->read(*desk.store, request)), std::string("forbidden"));
    request.path = "/api/v1/bets/p-1/b-1/timeline";
    request.identity.partners = {"p-1"};
    QCOMPARE(codeOf(desk.service->read(*desk.store, request)), std::string("forbidden"));
}

QTEST_GUILESS_MAIN(TestBookmakerCalls)
#include "tst_bookmakercalls.moc"
