// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/service/corefixture.h"

#include <QTest>

#include <utility>
#include <vector>

using client::contract::RecalculateCall;
using client::contract::RecalculatedRow;
using client::contract::RecalculateRow;
using client::contract::RowOutcome;
using service::core::Faults;
using service::core::Overdraw;
using service::core::Response;
using service::core::Settings;
using tests::body;
using tests::codeOf;
using tests::Desk;

namespace {

using client::contract::BetState;

RecalculateRow row(const std::string& bet, BetState from, const char* payoutFrom, BetState to, const char* payout,
                   const char* delta)
{
    RecalculateRow made;
    made.bet = client::contract::BetId(bet);
    made.expected = from;
    if (*payoutFrom)
        made.expectedPayoutText = payoutFrom;
    made.target = to;
    if (*payout)
        made.payoutText = payout;
    made.deltaText = delta;
    return made;
}

RecalculateRow wonToLost(const std::string& bet = "b-1")
{
    return row(bet, BetState::Won, "200", BetState::Lost, "", "-200");
}

// The service of a bookmaker: players' money in its own ledger, corrections from outside.
class CorrectedDesk : public Desk
{
public:
    explicit CorrectedDesk(Settings given = {}) : Desk(std::move(given)) {}

    // All blocked before any is settled: a result closes the round.
    void won(const std::vector<std::pair<std::string, std::string>>& bets = {{"b-1", "u-1"}})
    {
        for (const auto& [bet, player] : bets)
            post("/api/block_funds", body(R"("round_id":"r-1","selection":"5","odds":2)", "100", bet, player));
        for (const auto& [bet, player] : bets)
            post("/api/update_bet_status", body(R"("status":"win","payout":200,"result":"5")", "100", bet, player));
    }
    Response correct(const std::vector<RecalculateRow>& rows, const std::string& id = "7",
                     const std::string& partner = {})
    {
        last.round = client::contract::RoundId("r-1");
        last.correctResult = "6";
        last.partner = client::contract::PartnerId(partner);
        last.recalculation = id;
        last.chunk = rows.front().bet.text();
        last.rows = rows;
        return post("/api/recalculate_bets", client::contract::encode(last));
    }
    RecalculatedRow only(const Response& response) const
    {
        const auto rows = client::contract::decodeRecalculatedRows(response.body, last);
        return rows && rows->size() == 1 ? rows->front() : RecalculatedRow{};
    }
    std::size_t adjusts(const std::string& bet = "b-1")
    {
        const auto found = store->bet(client::contract::PartnerId("p-1"), client::contract::BetId(bet));
        std::size_t count = 0;
        for (const auto& operation : store->operationsOf(found->id))
            count += operation.kind == client::contract::OperationKind::Adjust ? 1 : 0;
        return count;
    }
    RecalculateCall last;
};

} // namespace

class TestCorrectionRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRowMovesItsDeltaOnceHoweverOftenItComes();
    void everyKindOfCorrection_data();
    void everyKindOfCorrection();
    void aBetThatIsNotAsBelievedMovesNothingAndThatIsRemembered();
    void aBetThatTheGameRefundedIsNotCorrected();
    void aHoldThatACorrectionVoidedIsSettledAgain();
    void rowsAreIndependentOfEachOther();
    void theSameIdWithAnotherRowIsRefused();
    void theNextCorrectionHasItsOwnKey();
    void whatIsWrongInARowMovesNothingAtAll_data();
    void whatIsWrongInARowMovesNothingAtAll();
    void aBalanceThatDoesNotCoverIsRefusedAndRemembered();
    void anOpenOperationIsWaitedFor();
    void aRowThatMeetsAFaultIsWaitingAndThenApplied();
    void whoMayCorrectWhichPartner();
    void aRecalculationOfTheServicesOwnDoesNotMeetItsKeys();
};

void TestCorrectionRows::aRowMovesItsDeltaOnceHoweverOftenItComes()
{
    CorrectedDesk desk;
    desk.won();
    QCOMPARE(desk.balance(), std::int64_t(1'010'000));
    const Response first = desk.correct({wonToLost()});
    QCOMPARE(first.status, 200);
    QVERIFY(desk.only(first).outcome == RowOutcome::Applied);
    QCOMPARE(desk.state(), std::string("lost"));
    QVERIFY(desk.row().resettled);
    QCOMPARE(desk.balance(), std::int64_t(990'000));
    for (int i = 0; i < 3; ++i)
        QCOMPARE(desk.correct({wonToLost()}).body, first.body);
    QCOMPARE(desk.balance(), std::int64_t(990'000));
    QCOMPARE(desk.adjusts(), std::size_t(1));
    QVERIFY(desk.store->ledgerBalances());
}

void TestCorrectionRows::everyKindOfCorrection_data()
{
    QTest::addColumn<int>("to");
    QTest::addColumn<QByteArray>("payout");
    QTest::addColumn<QByteArray>("delta");
    QTest::addColumn<qint64>("balance");
    QTest::newRow("lost") << static_cast<int>(BetState::Lost) << QByteArray() << QByteArray("-200") << qint64(990'000);
    QTest::newRow("more") << static_cast<int>(BetState::Won) << QByteArray("250.5") << QByteArray("50.5")
                          << qint64(1'015'050);
    QTest::newRow("void") << static_cast<int>(BetState::Refunded) << QByteArray() << QByteArray("-1e2")
                          << qint64(1'000'000);
}

void TestCorrectionRows::everyKindOfCorrection()
{
    QFETCH(int, to);
    QFETCH(QByteArray, payout);
    QFETCH(QByteArray, delta);
    QFETCH(qint64, balance);
    CorrectedDesk desk;
    desk.won();
    const auto target = static_cast<BetState>(to);
    const auto answer =
        desk.correct({row("b-1", BetState::Won, "200.00", target, payout.constData(), delta.constData())});
    QVERIFY(desk.only(answer).outcome == RowOutcome::Applied);
    QVERIFY(desk.row().state == target);
    QCOMPARE(desk.balance(), std::int64_t(balance));
    // And back.
    const QByteArray back = delta.startsWith('-') ? delta.mid(1) : '-' + delta;
    const auto again =
        desk.correct({row("b-1", target, payout.constData(), BetState::Won, "200", back.constData())}, "8");
    QVERIFY(desk.only(again).outcome == RowOutcome::Applied);
    QCOMPARE(desk.balance(), std::int64_t(1'010'000));
    QCOMPARE(desk.state(), std::string("won"));
}

void TestCorrectionRows::aBetThatIsNotAsBelievedMovesNothingAndThatIsRemembered()
{
    CorrectedDesk desk;
    desk.won();
    const auto refused = desk.correct({row("b-1", BetState::Lost, "", BetState::Won, "200", "200")});
    QCOMPARE(refused.status, 200);
    QVERIFY(desk.only(refused).outcome == RowOutcome::Refused);
    QCOMPARE(desk.only(refused).code, std::string("version_conflict"));
    QCOMPARE(desk.balance(), std::int64_t(1'010'000));
    QCOMPARE(desk.row().shown(), client::contract::ShownStatus::Won);
    const auto otherPayout = desk.correct({row("b-1", BetState::Won, "190", BetState::Lost, "", "-190")}, "8");
    QCOMPARE(desk.only(otherPayout).code, std::string("version_conflict"));
    // Now it is as the first call believed, whose late copy must not do it all the same.
    desk.correct({wonToLost()}, "9");
    QCOMPARE(desk.balance(), std::int64_t(990'000));
    const auto late = desk.correct({row("b-1", BetState::Lost, "", BetState::Won, "200", "200")});
    QVERIFY(desk.only(late).outcome == RowOutcome::Refused);
    QCOMPARE(desk.balance(), std::int64_t(990'000));
}

void TestCorrectionRows::aBetThatTheGameRefundedIsNotCorrected()
{
    CorrectedDesk desk;
    desk.post("/api/block_funds", body(R"("round_id":"r-1")"));
    desk.post("/api/refund", body());
    QCOMPARE(desk.state(), std::string("refunded"));
    // Nothing of the stake is left, so nothing is taken back either.
    const auto answer = desk.correct({row("b-1", BetState::Refunded, "", BetState::Won, "200", "200")});
    QCOMPARE(desk.only(answer).code, std::string("version_conflict"));
    QCOMPARE(desk.balance(), std::int64_t(1'000'000));
}

// A to void to B: the hold went back to the player, and the bet is paid all the same.
void TestCorrectionRows::aHoldThatACorrectionVoidedIsSettledAgain()
{
    CorrectedDesk desk;
    desk.post("/api/block_funds", body(R"("round_id":"r-1","selection":"5","odds":2)"));
    desk.post("/api/refund", body(R"("refund_id":"recalc:6")"));
    QCOMPARE(desk.balance(), std::int64_t(1'000'000));
    QCOMPARE(desk.row().closedBy, client::contract::ClosedBy::RecalculationVoid);
    const auto won = desk.only(desk.correct({row("b-1", BetState::Refunded, "", BetState::Won, "200", "100")}));
    QCOMPARE(won.outcome, RowOutcome::Applied);
    QCOMPARE(desk.state(), std::string("won"));
    QCOMPARE(desk.balance(), std::int64_t(1'000'000 + 10'000));
    QVERIFY(desk.store->ledgerBalances());
}

void TestCorrectionRows::rowsAreIndependentOfEachOther()
{
    CorrectedDesk desk;
    desk.won({{"b-1", "u-1"}, {"b-2", "u-2"}, {"b-3", "u-1"}});
    const auto answer =
        desk.correct({wonToLost("b-1"), row("b-2", BetState::Lost, "", BetState::Won, "200", "200"), wonToLost("b-3")});
    const auto rows = client::contract::decodeRecalculatedRows(answer.body, desk.last);
    QVERIFY(rows);
    QVERIFY((*rows)[0].outcome == RowOutcome::Applied);
    QVERIFY((*rows)[1].outcome == RowOutcome::Refused);
    QVERIFY((*rows)[2].outcome == RowOutcome::Applied);
    QCOMPARE(desk.balance("u-1"), std::int64_t(980'000));
    QCOMPARE(desk.balance("u-2"), std::int64_t(1'010'000));
}

void TestCorrectionRows::theSameIdWithAnotherRowIsRefused()
{
    CorrectedDesk desk;
    desk.won();
    desk.correct({wonToLost()});
    const auto other = desk.correct({row("b-1", BetState::Won, "200", BetState::Refunded, "", "-100")});
    QCOMPARE(codeOf(other), std::string("idempotency_mismatch"));
    QCOMPARE(desk.balance(), std::int64_t(990'000));
    desk.headerKey = "k";
    QCOMPARE(desk.correct({wonToLost()}).status, 200);
    QCOMPARE(codeOf(desk.correct({wonToLost()}, "8")), std::string("idempotency_mismatch"));
}

void TestCorrectionRows::theNextCorrectionHasItsOwnKey()
{
    CorrectedDesk desk;
    desk.won();
    desk.correct({wonToLost()}, "7");
    desk.correct({row("b-1", BetState::Lost, "", BetState::Won, "200", "200")}, "8");
    desk.correct({wonToLost()}, "9");
    QCOMPARE(desk.state(), std::string("lost"));
    QCOMPARE(desk.balance(), std::int64_t(990'000));
    QCOMPARE(desk.adjusts(), std::size_t(3));
}

void TestCorrectionRows::whatIsWrongInARowMovesNothingAtAll_data()
{
    QTest::addColumn<int>("wrong");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("a bet of no round") << 0 << QByteArray("bet_not_found");
    QTest::newRow("a delta that is not the difference") << 1 << QByteArray("payout_invalid");
    QTest::newRow("a fraction of a cent") << 2 << QByteArray("amount_precision");
    QTest::newRow("nothing changes") << 3 << QByteArray("validation_failed");
    QTest::newRow("a win of nothing") << 4 << QByteArray("payout_invalid");
    QTest::newRow("more than there is") << 5 << QByteArray("amount_out_of_range");
}

void TestCorrectionRows::whatIsWrongInARowMovesNothingAtAll()
{
    QFETCH(int, wrong);
    QFETCH(QByteArray, code);
    CorrectedDesk desk;
    desk.won({{"b-1", "u-1"}, {"b-2", "u-1"}});
    const std::vector<RecalculateRow> rows{
        row("b-9", BetState::Won, "200", BetState::Lost, "", "-200"),
        row("b-2", BetState::Won, "200", BetState::Lost, "", "-199.99"),
        row("b-2", BetState::Won, "200", BetState::Lost, "", "-200.001"),
        row("b-2", BetState::Won, "200", BetState::Won, "2e2", "0"),
        row("b-2", BetState::Won, "200", BetState::Won, "0", "-200"),
        row("b-2", BetState::Won, "200", BetState::Won, "1e15", "1e15"),
    };
    const auto answer = desk.correct({wonToLost("b-1"), rows[static_cast<std::size_t>(wrong)]});
    QCOMPARE(codeOf(answer), code.toStdString());
    QCOMPARE(desk.state("b-1"), std::string("won"));
    QCOMPARE(desk.balance(), std::int64_t(1'020'000));
}

void TestCorrectionRows::aBalanceThatDoesNotCoverIsRefusedAndRemembered()
{
    Settings settings;
    settings.defaultPartner.overdraw = Overdraw::Reject;
    CorrectedDesk desk(settings);
    desk.won();
    desk.post("/api/block_funds", body({}, "10100", "b-all"));
    QCOMPARE(desk.balance(), std::int64_t(0));
    const auto refused = desk.correct({wonToLost()});
    QVERIFY(desk.only(refused).outcome == RowOutcome::Refused);
    QCOMPARE(desk.only(refused).code, std::string("reversal_insufficient_funds"));
    QCOMPARE(desk.correct({wonToLost()}).body, refused.body);
    QCOMPARE(desk.state(), std::string("won"));
}

void TestCorrectionRows::anOpenOperationIsWaitedFor()
{
    CorrectedDesk desk;
    desk.won();
    Faults faults;
    faults.unavailable503 = 1;
    desk.wallet->setFaults(faults);
    desk.correct({wonToLost()}, "7");
    const auto other = desk.correct({row("b-1", BetState::Won, "200", BetState::Refunded, "", "-100")}, "8");
    QVERIFY(desk.only(other).outcome == RowOutcome::Waiting);
    QCOMPARE(desk.only(other).code, std::string("operation_in_progress"));
    desk.wallet->setFaults({});
    desk.pass(60'000);
    // The other one went first, so the bet is not as this one believes.
    const auto again = desk.correct({row("b-1", BetState::Won, "200", BetState::Refunded, "", "-100")}, "8");
    QCOMPARE(desk.only(again).code, std::string("version_conflict"));
    QCOMPARE(desk.balance(), std::int64_t(990'000));
}

void TestCorrectionRows::aRowThatMeetsAFaultIsWaitingAndThenApplied()
{
    CorrectedDesk desk;
    desk.won();
    Faults faults;
    faults.timeoutAfterEffect = 1;
    desk.wallet->setFaults(faults);
    QVERIFY(desk.only(desk.correct({wonToLost()})).outcome == RowOutcome::Waiting);
    desk.pass(1);
    QVERIFY(desk.only(desk.correct({wonToLost()})).outcome == RowOutcome::Waiting);
    desk.wallet->setFaults({});
    desk.pass(60'000);
    QVERIFY(desk.only(desk.correct({wonToLost()})).outcome == RowOutcome::Applied);
    QCOMPARE(desk.balance(), std::int64_t(990'000));
}

void TestCorrectionRows::whoMayCorrectWhichPartner()
{
    CorrectedDesk desk;
    desk.won();
    const auto as = [&](std::vector<std::string> partners, const std::string& said) {
        desk.last.partner = client::contract::PartnerId(said);
        auto request = desk.request("POST", "/api/recalculate_bets", client::contract::encode(desk.last));
        request.identity = {"betd", {"game"}, std::move(partners)};
        return desk.send(request);
    };
    desk.last.round = client::contract::RoundId("r-1");
    desk.last.correctResult = "6";
    desk.last.recalculation = "7";
    desk.last.chunk = "b-1";
    desk.last.rows = {wonToLost()};
    QCOMPARE(codeOf(as({"p-2"}, "p-1")), std::string("forbidden"));
    QCOMPARE(codeOf(as({"p-2"}, "")), std::string("bet_not_found"));
    QCOMPARE(codeOf(as({"p-1"}, "p-2")), std::string("forbidden"));
    QCOMPARE(desk.state(), std::string("won"));
    QCOMPARE(as({"p-1"}, "").status, 200);
    QCOMPARE(desk.state(), std::string("lost"));

    // Of two partners with such a bet it has to be said which.
    CorrectedDesk two;
    two.post("/api/block_funds", body(R"("round_id":"r-1")"));
    two.post("/api/block_funds", R"({"partner_id":"p-2","partner_player_id":"u-1","amount":100,"bet_id":"b-1",)"
                                 R"("round_id":"r-1"})");
    two.post("/api/update_bet_status", body(R"("status":"win","payout":200)"));
    QCOMPARE(codeOf(two.correct({wonToLost()})), std::string("validation_failed"));
    QVERIFY(two.only(two.correct({wonToLost()}, "7", "p-1")).outcome == RowOutcome::Applied);
}

void TestCorrectionRows::aRecalculationOfTheServicesOwnDoesNotMeetItsKeys()
{
    CorrectedDesk desk;
    desk.won();
    QVERIFY(desk.only(desk.correct({wonToLost()}, "1")).outcome == RowOutcome::Applied);
    // The service's own first recalculation is number 1 too.
    const auto own = desk.post("/api/recalculate_bets", R"({"round_id":"r-1","correct_result":"5"})");
    QVERIFY(own.status == 0 || own.status == 200);
    desk.pass(1'000);
    QCOMPARE(desk.state(), std::string("won"));
    QCOMPARE(desk.balance(), std::int64_t(1'010'000));
    QVERIFY(desk.store->ledgerBalances());
}

QTEST_GUILESS_MAIN(TestCorrectionRows)
#include "tst_correctionrows.moc"
