// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a correction must see, and what it must not do.
#include "tests/service/office.h"

#include <QTemporaryDir>
#include <QTest>

using client::contract::BetState;
using client::contract::JobItemState;
using client::contract::JobState;
using service::core::Overdraw;
using service::core::Response;
using service::core::Settings;
using tests::codeOf;
using tests::Office;
using tests::wrongRound;

namespace contract = client::contract;

namespace {

constexpr std::int64_t minuteMs = 60'000;

// A game with a table: red and black, and a half for the edge.
Settings withTable()
{
    Settings settings;
    auto& game = settings.games["wheel"];
    game.results = {"red", "black", "edge"};
    game.outcomes["red"] = {{"red", "won"}, {"black", "lost"}, {"edge", "half_won"}};
    game.outcomes["black"] = {{"red", "lost"}, {"black", "won"}, {"edge", "half_lost"}};
    return settings;
}

void blockOnTable(Office& office, const std::string& bet, const std::string& selection, const std::string& player)
{
    const std::string more = R"("round_id":"r-1","game_id":"wheel","odds":2.5,"selection":")" + selection + "\"";
    QCOMPARE(office.post("/api/block_funds", tests::body(more, "100", bet, player)).status, 200);
}

Response official(Office& office, const std::string& result)
{
    return office.by("mia", "manager", "/api/v1/rounds/r-1/result", R"({"result":")" + result + "\"}");
}

void correct(Office& office, const std::string& result, const std::string& job)
{
    QCOMPARE(office.planRecalculation(result, job).status, 201);
    office.agree(result, job);
    office.pass(minuteMs);
}

} // namespace

class TestCorrections : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anOfficialResultIsHeldAgainstWhatWasSettledBefore();
    void aSettlementIsHeldAgainstTheResult_data();
    void aSettlementIsHeldAgainstTheResult();
    void undoRestoresWhatAGameSettledWithoutAResult();
    void undoRestoresAHalfWinToTheCent();
    void nobodySaysHowAKnownBetEnds();
    void anApproverOfAnIssuerHasSignedInLately_data();
    void anApproverOfAnIssuerHasSignedInLately();
    void whatIsLeftOverMarksTheRoundAndCanBeTakenUp();
    void anOfficialResultIsNotForgottenByACorrection();
    void aBetThatCameAfterThePlanMakesItStale();
    void onlyAManagerOrTheAuthorStopsAJobForGood();
    void aHoldThatPassedWhileNothingRanIsHeldAgain();
    void anApprovalThatIsTooOldForAHoldExpires();
    void aDryRunMovesNothing();
    void aLateCopyOfAnOfficialResultDoesNothing();
    void aSlipIsNoOtherOpinion();
    void aDeferredBetHasTwoEndsThatDiffer();
    void notesAreLinesOfTheStory();
};

void TestCorrections::anOfficialResultIsHeldAgainstWhatWasSettledBefore()
{
    Office office(withTable());
    blockOnTable(office, "b-1", "red", "u-1");
    office.settle("b-1", R"("status":"win","payout":250)");
    QVERIFY(!office.round("r-1").needsRecalculation);
    QCOMPARE(official(office, "black").status, 200);
    QVERIFY(office.round("r-1").needsRecalculation);
    QCOMPARE(office.round("r-1").cause, std::string("official_result_differs"));
}

void TestCorrections::aSettlementIsHeldAgainstTheResult_data()
{
    QTest::addColumn<QString>("how");
    QTest::addColumn<bool>("marks");
    QTest::newRow("against") << QStringLiteral(R"("status":"win","payout":250)") << true;
    QTest::newRow("as it says") << QStringLiteral(R"("status":"lose")") << false;
}

void TestCorrections::aSettlementIsHeldAgainstTheResult()
{
    QFETCH(QString, how);
    QFETCH(bool, marks);
    Office office(withTable());
    blockOnTable(office, "b-1", "red", "u-1");
    QCOMPARE(official(office, "black").status, 200);
    office.settle("b-1", how.toStdString());
    QCOMPARE(office.round("r-1").needsRecalculation, marks);
    QCOMPARE(office.round("r-1").cause, std::string(marks ? "settled_against_result" : ""));
}

// The specification's own update names no result.
void TestCorrections::undoRestoresWhatAGameSettledWithoutAResult()
{
    Office office;
    office.block("b-1", "red");
    office.settle("b-1", R"("status":"win","payout":200)");
    const auto before = office.balance();
    QCOMPARE(official(office, "14").status, 200);
    correct(office, "15", "j-1");
    QVERIFY(office.balance() != before);
    correct(office, "14", "j-2");
    QCOMPARE(office.balance(), before);
}

void TestCorrections::undoRestoresAHalfWinToTheCent()
{
    Office office(withTable());
    blockOnTable(office, "b-1", "red", "u-1");
    office.settle("b-1", R"("status":"win","payout":175.01)");
    const auto before = office.balance();
    QCOMPARE(official(office, "edge").status, 200);
    correct(office, "black", "j-1");
    correct(office, "edge", "j-2");
    QCOMPARE(office.balance(), before);
}

void TestCorrections::nobodySaysHowAKnownBetEnds()
{
    Office office;
    office.block("b-1", "");
    office.block("b-2", "5", "u-2");
    const auto input = [](const std::string& bet) {
        return R"(,"inputs":[{"partner_id":"p-1","bet_id":")" + bet +
               R"(","status":"win","payout":{"amount":"400.00","currency":"EUR"}}])";
    };
    QCOMPARE(codeOf(office.planRecalculation("6", "j-1", input("b-2"))), std::string("validation_failed"));
    QVERIFY(!office.store->job(contract::JobId("j-1")));
    QCOMPARE(office.planRecalculation("6", "j-2", input("b-1")).status, 201);
    const auto items = office.items("j-2");
    QCOMPARE(items[0].why, std::string("entered_by_author"));
    QCOMPARE(items[1].why, std::string());
}

void TestCorrections::anApproverOfAnIssuerHasSignedInLately_data()
{
    QTest::addColumn<qint64>("age");
    QTest::addColumn<bool>("may");
    QTest::newRow("just now") << qint64(0) << true;
    QTest::newRow("a clock that is a little ahead") << qint64(-50'000) << true;
    QTest::newRow("tomorrow") << qint64(-86'400'000) << false;
    QTest::newRow("it was not said") << qint64(-1) << false;
}

void TestCorrections::anApproverOfAnIssuerHasSignedInLately()
{
    QFETCH(qint64, age);
    QFETCH(bool, may);
    const auto office = wrongRound();
    office->planRecalculation("6");
    office->submit();
    office->as("mia", "manager");
    auto request = office->request("POST", "/api/v1/approvals/ap-1:approve",
                                   R"({"digest":")" + office->job().digest + R"(","correct_result":"6"})");
    request.identity.authTime = age == -1 ? 1 : office->clock.utcMs() - age;
    QCOMPARE(codeOf(office->send(request)), std::string(may ? "" : "reauthentication_required"));
}

void TestCorrections::whatIsLeftOverMarksTheRoundAndCanBeTakenUp()
{
    Settings settings;
    settings.defaultPartner.overdraw = Overdraw::Reject;
    settings.defaultPartner.openingBalanceMinor = 10'000;
    const auto office = wrongRound(settings);
    // u-1 spends what it won by mistake.
    office->post("/api/block_funds", tests::body({}, "200", "b-9", "u-1"));
    correct(*office, "6", "j-1");
    QCOMPARE(office->job().state, JobState::CompletedWithExceptions);
    QCOMPARE(office->job().counts.held, std::int64_t(1));
    QCOMPARE(office->items("j-1", "held")[0].why, std::string("reversal_insufficient_funds"));
    QVERIFY(office->round("r-1").needsRecalculation);
    QCOMPARE(office->round("r-1").cause, std::string("recalculation_incomplete"));
    // The money is there again, and the same result once more is a plan with one row.
    office->post("/api/refund", tests::body({}, "200", "b-9", "u-1"));
    correct(*office, "6", "j-2");
    QCOMPARE(office->job("j-2").state, JobState::Completed);
    QCOMPARE(office->job("j-2").counts.applied, std::int64_t(1));
    QCOMPARE(office->state("b-1"), std::string("lost"));
    QVERIFY(!office->round("r-1").needsRecalculation);
}

void TestCorrections::anOfficialResultIsNotForgottenByACorrection()
{
    Office office;
    office.block("b-1", "5", "u-1");
    office.block("b-2", "5", "u-2");
    office.settle("b-1", R"("status":"win","payout":250,"result":"5")", "u-1");
    office.settle("b-2", R"("status":"lose","result":"5")", "u-2");
    QCOMPARE(office.round("r-1").cause, std::string("settled_differently"));
    official(office, "7");
    QCOMPARE(office.round("r-1").cause, std::string("official_result_differs"));
    correct(office, "5", "j-1");
    QVERIFY(office.round("r-1").needsRecalculation);
    correct(office, "7", "j-2");
    QVERIFY(!office.round("r-1").needsRecalculation);
}

void TestCorrections::aBetThatCameAfterThePlanMakesItStale()
{
    Office office;
    office.block("b-1", "5", "u-1");
    office.planRecalculation("void");
    office.submit();
    QVERIFY(!office.changes().stale);
    office.block("b-2", "6", "u-2");
    QVERIFY(office.changes().stale);
    QCOMPARE(codeOf(office.approve(office.job().digest, "void")), std::string("plan_stale"));
    QCOMPARE(office.job().state, JobState::Stale);
}

void TestCorrections::onlyAManagerOrTheAuthorStopsAJobForGood()
{
    const auto office = wrongRound();
    office->planRecalculation("6");
    office->agree("6");
    QCOMPARE(codeOf(office->verb("cancel", "j-1", "bob", "support")), std::string("forbidden"));
    QVERIFY(office->wasAudited("job_cancel refused forbidden"));
    QCOMPARE(office->job().state, JobState::Holding);
    QCOMPARE(office->verb("cancel", "j-1", "ann", "support").status, 200);
    QCOMPARE(office->job().state, JobState::Cancelled);
}

void TestCorrections::aHoldThatPassedWhileNothingRanIsHeldAgain()
{
    const QTemporaryDir folder;
    Office office({}, folder.filePath(QStringLiteral("betd.db")).toStdString());
    office.block("b-1", "5");
    office.settle("b-1", R"("status":"win","payout":250,"result":"5")");
    office.planRecalculation("6");
    office.agree("6");
    office.clock.now += 10 * minuteMs;
    office.restart();
    office.tick();
    QCOMPARE(office.job().state, JobState::Holding);
    QVERIFY(office.job().startsAt > office.clock.utcMs());
    office.pass(minuteMs);
    QCOMPARE(office.job().state, JobState::Completed);
}

void TestCorrections::anApprovalThatIsTooOldForAHoldExpires()
{
    const QTemporaryDir folder;
    Office office({}, folder.filePath(QStringLiteral("betd.db")).toStdString());
    office.block("b-1", "5");
    office.settle("b-1", R"("status":"win","payout":250,"result":"5")");
    office.planRecalculation("6");
    office.agree("6");
    office.clock.now += 24 * 60 * minuteMs;
    office.restart();
    office.pass(5 * minuteMs);
    QCOMPARE(office.job().state, JobState::Expired);
    QCOMPARE(office.state("b-1"), std::string("won"));
}

void TestCorrections::aDryRunMovesNothing()
{
    const auto office = wrongRound();
    const auto before = office->balance("u-2");
    auto request = office->request("POST", "/api/recalculate_bets", R"({"round_id":"r-1","correct_result":"6"})");
    request.query = "dry_run=true";
    QCOMPARE(codeOf(office->send(request)), std::string("validation_failed"));
    QCOMPARE(office->balance("u-2"), before);
}

void TestCorrections::aLateCopyOfAnOfficialResultDoesNothing()
{
    const auto office = wrongRound();
    office->as("mia", "manager");
    const auto first = office->request("POST", "/api/v1/rounds/r-1/result", R"({"result":"6"})");
    QCOMPARE(office->send(first).status, 200);
    correct(*office, "6", "j-1");
    correct(*office, "8", "j-2");
    office->as("mia", "manager");
    const auto results = office->store->results(office->store->round(contract::RoundId("r-1"))->id, 50).size();
    QCOMPARE(office->send(first).status, 200);
    QCOMPARE(office->store->results(office->store->round(contract::RoundId("r-1"))->id, 50).size(), results);
    QVERIFY(!office->round("r-1").needsRecalculation);
    auto other = first;
    other.body = R"({"result":"9"})";
    QCOMPARE(codeOf(office->send(other)), std::string("idempotency_mismatch"));
}

void TestCorrections::aSlipIsNoOtherOpinion()
{
    Office office(withTable());
    blockOnTable(office, "b-1", "red", "u-1");
    office.settle("b-1", R"("status":"win","payout":250,"result":"red")");
    office.planRecalculation("black");
    office.submit();
    QCOMPARE(codeOf(office.approve(office.job().digest, "blakc")), std::string("validation_failed"));
    QCOMPARE(office.job().state, JobState::PendingApproval);
    QCOMPARE(codeOf(office.approve(office.job().digest, "edge")), std::string("approval_mismatch"));
    QCOMPARE(office.job().state, JobState::Rejected);
}

// From won: nothing is due if the settlement arrives, all of it if it does not.
void TestCorrections::aDeferredBetHasTwoEndsThatDiffer()
{
    Office office;
    office.block("b-1", "6", "u-1");
    office.block("b-2", "6", "u-2");
    office.settle("b-2", R"("status":"lose","result":"5")", "u-2");
    service::core::Faults faults;
    faults.unavailable503 = 1;
    office.wallet->setFaults(faults);
    office.post("/api/update_bet_status", tests::body(R"("status":"win","payout":250)", "100", "b-1", "u-1"));
    office.planRecalculation("6");
    const auto planned = office.items();
    QCOMPARE(planned[0].state, JobItemState::Deferred);
    QCOMPARE(planned[0].deltaMinor, std::int64_t(0));
    QCOMPARE(planned[0].otherDeltaMinor, std::optional<std::int64_t>(25'000));
    office.agree("6");
    office.wallet->setFaults({});
    office.pass(2 * minuteMs);
    QCOMPARE(office.state("b-1"), std::string("won"));
    QCOMPARE(office.balance("u-1"), std::int64_t(1'000'000 - 10'000 + 25'000));
    QVERIFY(office.store->ledgerBalances());
}

void TestCorrections::notesAreLinesOfTheStory()
{
    Office office;
    office.block("b-1", "5");
    const std::string target = "/api/v1/bets/p-1/b-1:note";
    office.as("ann", "support");
    const auto note = office.request("POST", target, R"({"text":"The player called."})");
    QCOMPARE(office.send(note).status, 200);
    QCOMPARE(office.send(note).status, 200); // a repeat
    office.asGame();
    const auto story = contract::decodeStory(office.get("/api/v1/bets/p-1/b-1/timeline").body);
    QVERIFY(story);
    std::vector<contract::TimelineEntry> notes;
    for (const auto& entry : story->entries) {
        if (entry.kind == contract::TimelineKind::Note)
            notes.push_back(entry);
    }
    QCOMPARE(notes.size(), std::size_t(1));
    QCOMPARE(notes[0].text, std::string("The player called."));
    QCOMPARE(notes[0].actor, std::string("ann"));
    QVERIFY(office.wasAudited("note"));
    QCOMPARE(codeOf(office.by("ann", "support", target, R"({"text":"  "})")), std::string("validation_failed"));
    QCOMPARE(codeOf(office.by("ann", "support", target, R"({"text":"x","more":1})")), std::string("validation_failed"));
    QCOMPARE(codeOf(office.by("ann", "support", "/api/v1/bets/p-1/none:note", R"({"text":"x"})")),
             std::string("bet_not_found"));
    QCOMPARE(codeOf(office.by("vic", "viewer", target, R"({"text":"x"})")), std::string("forbidden"));
}

QTEST_GUILESS_MAIN(TestCorrections)
#include "tst_corrections.moc"
