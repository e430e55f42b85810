// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/settlement.h"
#include "tests/service/corefixture.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <sstream>

using client::contract::JobState;
using client::contract::RoundState;
using service::core::Faults;
using service::core::Overdraw;
using service::core::Settings;
using tests::codeOf;
using tests::Desk;

namespace {

// A bet on round r-1: stake 100.00, odds 2.5 unless told.
std::string bet(const std::string& id, const std::string& selection, const std::string& player = "u-1",
                const std::string& odds = "2.5")
{
    std::string more = R"("round_id":"r-1")";
    if (!selection.empty())
        more += R"(,"selection":")" + selection + "\"";
    if (!odds.empty())
        more += R"(,"odds":)" + odds;
    return tests::body(more, "100", id, player);
}

std::string settled(const std::string& id, const std::string& how, const std::string& player = "u-1")
{
    return tests::body(how, "100", id, player);
}

std::string correct(const std::string& result)
{
    return R"({"round_id":"r-1","correct_result":")" + result + R"("})";
}

service::core::Response recalculate(Desk& desk, const std::string& result)
{
    return desk.post("/api/recalculate_bets", correct(result));
}

bool says(const service::core::Response& response, const std::string& member)
{
    return response.body.find(member) != std::string::npos;
}

constexpr const char* win = R"("status":"win","payout":250)";
constexpr const char* lose = R"("status":"lose")";

} // namespace

class TestRecalculation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void payoutsFollowTheOutcome_data();
    void payoutsFollowTheOutcome();
    void theGamesTableDecides();
    void aRoundOpensClosesAndSettles();
    void aResultThatTheGameDoesNotHaveClosesNoRound();
    void equalSelectionsSettledDifferentlyMarkTheRound();
    void anotherResultMarksTheRound();
    void aWrongResultIsCorrectedFromTheCurrentVersion();
    void thereAndBackAgainPaysWhatWasPaidToTheCent();
    void aVoidGivesTheStakeBackAndCanBeUndone();
    void theSuppliedPayoutWinsOverTheRule();
    void theSameResultAgainChangesNothing();
    void openBetsAreSettledByTheCorrectResult();
    void refundedRejectedAndUnknowableBetsAreLeftAlone();
    void partialRefundsReduceWhatIsAtStake();
    void lateSettlementsMustAgree();
    void aDeferredBetRunsOnceItIsDefinite();
    void creditsRunBeforeDebits();
    void aDebitThatTheBalanceDoesNotCoverIsHeld();
    void aSecondOneWaitsForTheFirst();
    void itGoesOnAfterARestart();
    void largeRoundsAreWorkedOffInStretches();
    void itNeedsARightAndAKnownRound();
};

void TestRecalculation::payoutsFollowTheOutcome_data()
{
    QTest::addColumn<QString>("line");
    const char* table = R"(
won       10000 25000 -> won  25000
won         333 15000 -> won    500
won         101 15000 -> won    152
won         103 15000 -> won    154
lost      10000 25000 -> lost     0
void      10000 25000 -> refunded -
half_won  10000 25000 -> won  17500
half_won    101 30000 -> won    202
half_lost 10000 25000 -> won   5000
half_lost   101 25000 -> won     50
half_lost     1 25000 -> lost     0
)";
    std::istringstream lines(table);
    for (std::string line; std::getline(lines, line);) {
        if (!line.empty())
            QTest::newRow(line.c_str()) << QString::fromStdString(line);
    }
}

void TestRecalculation::payoutsFollowTheOutcome()
{
    QFETCH(QString, line);
    std::istringstream words(line.toStdString());
    std::string outcome, arrow, state, payout;
    std::int64_t stake = 0, odds = 0;
    words >> outcome >> stake >> odds >> arrow >> state >> payout;
    const auto got = service::core::settle(*service::core::outcomeFrom(outcome), stake, odds);
    QVERIFY(got.has_value());
    QCOMPARE(std::string(word(got->state)), state);
    QCOMPARE(got->payoutMinor ? std::to_string(*got->payoutMinor) : "-", payout);
}

void TestRecalculation::theGamesTableDecides()
{
    service::core::GameSettings roulette;
    roulette.outcomes["red"] = {{"7", "won"}, {"8", "lost"}, {"0", "half_lost"}};
    using service::core::Outcome;
    using service::core::outcomeOf;
    QCOMPARE(outcomeOf(&roulette, "red", "7"), Outcome::Won);
    QCOMPARE(outcomeOf(&roulette, "red", "0"), Outcome::HalfLost);
    QCOMPARE(outcomeOf(&roulette, "red", "99"), Outcome::Lost);
    QCOMPARE(outcomeOf(&roulette, "blue", "7"), Outcome::Lost);
    QCOMPARE(outcomeOf(&roulette, "red", "void"), Outcome::Void);
    QCOMPARE(outcomeOf(nullptr, "red", "red"), Outcome::Won);
    QCOMPARE(outcomeOf(nullptr, "red", "black"), Outcome::Lost);
}

void TestRecalculation::aRoundOpensClosesAndSettles()
{
    Desk desk;
    desk.post("/api/block_funds", bet("b-1", "5"));
    desk.post("/api/block_funds", bet("b-2", "6"));
    QCOMPARE(desk.round("r-1").state, RoundState::Open);
    QCOMPARE(desk.round("r-1").bets, std::int64_t(2));
    QCOMPARE(desk.round("r-1").openBets, std::int64_t(2));
    desk.post("/api/update_bet_status", settled("b-1", std::string(win) + R"(,"result":"5")"));
    QCOMPARE(desk.round("r-1").state, RoundState::Settling);
    QCOMPARE(desk.round("r-1").result, std::string("5"));
    QCOMPARE(desk.round("r-1").resultVersion, std::int64_t(1));
    QCOMPARE(codeOf(desk.post("/api/block_funds", bet("b-3", "5"))), std::string("round_closed"));
    desk.post("/api/update_bet_status", settled("b-2", lose));
    QCOMPARE(desk.round("r-1").state, RoundState::Settled);
    QCOMPARE(desk.round("r-1").openBets, std::int64_t(0));
    QVERIFY(!desk.round("r-1").needsRecalculation);
}

void TestRecalculation::aResultThatTheGameDoesNotHaveClosesNoRound()
{
    Settings settings;
    settings.games["roulette"].results = {"5", "6"};
    Desk desk(settings);
    const std::string on = R"("round_id":"r-1","selection":"5","odds":2.5,"game_id":"roulette")";
    desk.post("/api/block_funds", tests::body(on, "100", "b-1"));
    desk.post("/api/block_funds", tests::body(on, "100", "b-2"));
    const auto update = [&desk](const std::string& bet, const std::string& result) {
        return desk.post("/api/update_bet_status",
                         settled(bet, R"("status":"win","payout":250,"result":")" + result + "\""));
    };
    const auto typo = update("b-1", "55");
    QCOMPARE(typo.status, 400);
    QCOMPARE(codeOf(typo), std::string("validation_failed"));
    QVERIFY(says(typo, "The game has no such result."));
    QCOMPARE(desk.state("b-1"), std::string("blocked"));
    QCOMPARE(desk.round("r-1").state, RoundState::Open);
    QCOMPARE(desk.post("/api/block_funds", tests::body(on, "100", "b-3")).status, 200);
    // The right word is taken under the same bet, and a later typo raises no flag.
    QCOMPARE(update("b-1", "5").status, 200);
    QCOMPARE(desk.round("r-1").result, std::string("5"));
    QCOMPARE(codeOf(update("b-2", "55")), std::string("validation_failed"));
    QVERIFY(!desk.round("r-1").needsRecalculation);
    QCOMPARE(update("b-2", "5").status, 200);
    // A game without a list of results takes any.
    desk.post("/api/block_funds", tests::body(R"("round_id":"r-2","game_id":"dice")", "100", "b-4"));
    QCOMPARE(update("b-4", "55").status, 200);
}

void TestRecalculation::equalSelectionsSettledDifferentlyMarkTheRound()
{
    Desk desk;
    desk.post("/api/block_funds", bet("b-1", "5"));
    desk.post("/api/block_funds", bet("b-2", "5", "u-2"));
    desk.post("/api/update_bet_status", settled("b-1", win));
    QVERIFY(!desk.round("r-1").needsRecalculation);
    desk.post("/api/update_bet_status", settled("b-2", lose, "u-2"));
    QVERIFY(desk.round("r-1").needsRecalculation);
    QCOMPARE(desk.round("r-1").cause, std::string("settled_differently"));
}

void TestRecalculation::anotherResultMarksTheRound()
{
    Desk desk;
    desk.post("/api/block_funds", bet("b-1", "5"));
    desk.post("/api/block_funds", bet("b-2", "6"));
    desk.post("/api/update_bet_status", settled("b-1", std::string(win) + R"(,"result":"5")"));
    const auto response = desk.post("/api/update_bet_status", settled("b-2", std::string(win) + R"(,"result":"6")"));
    QCOMPARE(response.status, 200);
    QCOMPARE(desk.round("r-1").cause, std::string("result_differs"));
    QCOMPARE(desk.round("r-1").result, std::string("5"));
}

void TestRecalculation::aWrongResultIsCorrectedFromTheCurrentVersion()
{
    Desk desk;
    desk.post("/api/block_funds", bet("b-1", "5"));
    desk.post("/api/block_funds", bet("b-2", "6"));
    desk.post("/api/update_bet_status", settled("b-1", std::string(win) + R"(,"result":"5")"));
    desk.post("/api/update_bet_status", settled("b-2", lose));
    QCOMPARE(desk.balance(), std::int64_t(1'000'000 - 20'000 + 25'000));
    const auto response = recalculate(desk, "6");
    QCOMPARE(response.status, 200);
    QVERIFY(says(response, R"({"status":"recalculated","message":"The bets have been recalculated for the r-1")"));
    QVERIFY(says(response, R"("changed":2)"));
    QCOMPARE(desk.state("b-1"), std::string("lost"));
    QCOMPARE(desk.state("b-2"), std::string("won"));
    QVERIFY(desk.row("b-2").resettled);
    QCOMPARE(desk.row("b-2").shown(), client::contract::ShownStatus::Recalculated);
    QCOMPARE(desk.balance(), std::int64_t(1'000'000 - 20'000 + 25'000));
    QCOMPARE(desk.round("r-1").state, RoundState::Settled);
    QCOMPARE(desk.round("r-1").resultVersion, std::int64_t(2));
    // 7 is nobody's: both lose, from what is current and not from what was first.
    recalculate(desk, "7");
    QCOMPARE(desk.balance(), std::int64_t(1'000'000 - 20'000));
    // The update that settled it first is still answered as it was.
    QVERIFY(
        tests::isReplay(desk.post("/api/update_bet_status", settled("b-1", std::string(win) + R"(,"result":"5")"))));
    QVERIFY(desk.store->ledgerBalances());
}

void TestRecalculation::thereAndBackAgainPaysWhatWasPaidToTheCent()
{
    Desk desk;
    desk.post("/api/block_funds", bet("b-1", "5"));
    // 251.37 is the game's own figure, not what stake and odds say.
    desk.post("/api/update_bet_status", settled("b-1", R"("status":"win","payout":251.37,"result":"5")"));
    const std::int64_t before = desk.balance();
    recalculate(desk, "6");
    QCOMPARE(desk.balance(), before - 25'137);
    recalculate(desk, "5");
    QCOMPARE(desk.balance(), before);
    QCOMPARE(desk.row("b-1").payoutMinor, std::optional<std::int64_t>(25'137));
    QCOMPARE(desk.round("r-1").resultVersion, std::int64_t(3));
    recalculate(desk, "6");
    recalculate(desk, "5");
    QCOMPARE(desk.balance(), before);
    QVERIFY(desk.store->ledgerBalances());
}

void TestRecalculation::aVoidGivesTheStakeBackAndCanBeUndone()
{
    Desk desk;
    desk.post("/api/block_funds", bet("b-1", "5"));
    desk.post("/api/block_funds", bet("b-2", "6"));
    desk.post("/api/update_bet_status", settled("b-1", std::string(win) + R"(,"result":"5")"));
    desk.post("/api/update_bet_status", settled("b-2", lose));
    recalculate(desk, "void");
    QCOMPARE(desk.balance(), std::int64_t(1'000'000));
    QCOMPARE(desk.state("b-1"), std::string("refunded"));
    QCOMPARE(desk.row("b-1").closedBy, client::contract::ClosedBy::RecalculationVoid);
    recalculate(desk, "5");
    QCOMPARE(desk.state("b-1"), std::string("won"));
    QCOMPARE(desk.state("b-2"), std::string("lost"));
    QCOMPARE(desk.row("b-1").closedBy, client::contract::ClosedBy::None);
    QCOMPARE(desk.balance(), std::int64_t(1'000'000 - 20'000 + 25'000));
    recalculate(desk, "6");
    QCOMPARE(desk.balance(), std::int64_t(1'000'000 - 20'000 + 25'000));
    QCOMPARE(desk.state("b-2"), std::string("won"));
}

void TestRecalculation::theSuppliedPayoutWinsOverTheRule()
{
    Desk desk;
    desk.post("/api/block_funds", bet("b-1", "5"));
    desk.post("/api/update_bet_status", settled("b-1", R"("status":"win","payout":200)"));
    const auto response = recalculate(desk, "5");
    QVERIFY(says(response, R"("changed":0,"unchanged":1)"));
    QCOMPARE(desk.row("b-1").payoutMinor, std::optional<std::int64_t>(20'000));
    QCOMPARE(desk.round("r-1").resultVersion, std::int64_t(1));
}

void TestRecalculation::theSameResultAgainChangesNothing()
{
    Desk desk;
    desk.post("/api/block_funds", bet("b-1", "5"));
    desk.post("/api/update_bet_status", settled("b-1", std::string(win) + R"(,"result":"5")"));
    const auto first = recalculate(desk, "6");
    QVERIFY(says(first, R"("changed":1)"));
    const auto version = desk.row("b-1").version;
    const auto audit = desk.store->auditHead().seq;
    const auto again = recalculate(desk, "6");
    QCOMPARE(again.status, 200);
    QCOMPARE(again.body, first.body);
    QVERIFY(tests::isReplay(again));
    QCOMPARE(desk.row("b-1").version, version);
    QCOMPARE(desk.round("r-1").resultVersion, std::int64_t(2));
    QCOMPARE(desk.store->auditHead().seq, audit);
}

void TestRecalculation::openBetsAreSettledByTheCorrectResult()
{
    Desk desk;
    desk.post("/api/block_funds", bet("b-1", "5"));
    desk.post("/api/block_funds", bet("b-2", "6"));
    const auto response = recalculate(desk, "5");
    QVERIFY(says(response, R"("changed":2)"));
    QCOMPARE(desk.state("b-1"), std::string("won"));
    QCOMPARE(desk.state("b-2"), std::string("lost"));
    QVERIFY(!desk.row("b-1").resettled);
    QCOMPARE(desk.held(), std::int64_t(0));
    QCOMPARE(desk.round("r-1").resultVersion, std::int64_t(1));
    QCOMPARE(desk.round("r-1").state, RoundState::Settled);
    // The game's own settlement comes late and says the same.
    QCOMPARE(desk.post("/api/update_bet_status", settled("b-1", win)).status, 200);
    QCOMPARE(codeOf(desk.post("/api/update_bet_status", settled("b-2", win))), std::string("bet_already_settled"));

    Desk voided;
    voided.post("/api/block_funds", bet("b-1", "5"));
    recalculate(voided, "void");
    QCOMPARE(voided.state("b-1"), std::string("refunded"));
    QCOMPARE(voided.balance(), std::int64_t(1'000'000));
    QCOMPARE(voided.held(), std::int64_t(0));
}

void TestRecalculation::refundedRejectedAndUnknowableBetsAreLeftAlone()
{
    Desk desk;
    desk.post("/api/block_funds", bet("b-1", "5"));
    desk.post("/api/refund", tests::body({}, "100", "b-1"));
    desk.post("/api/block_funds", bet("b-2", ""));
    desk.post("/api/block_funds", bet("b-3", "5", "u-1", ""));
    desk.post("/api/check_bet", bet("b-4", "5"));
    desk.post("/api/block_funds", tests::body(R"("round_id":"r-1","selection":"5","odds":2)", "99999", "b-5"));
    const auto response = recalculate(desk, "5");
    QVERIFY(says(response, R"("changed":0,"unchanged":0,"skipped":3,"needs_input":2)"));
    QCOMPARE(desk.state("b-2"), std::string("blocked"));
    QCOMPARE(desk.round("r-1").state, RoundState::Settling);
    QCOMPARE(desk.store->recalculationOf(1, 1)->row.state, JobState::CompletedWithExceptions);
}

void TestRecalculation::partialRefundsReduceWhatIsAtStake()
{
    Desk desk;
    desk.post("/api/block_funds", bet("b-1", "5"));
    desk.post("/api/refund", tests::body(R"("refund_id":"r1")", "40"));
    recalculate(desk, "5");
    QCOMPARE(desk.row("b-1").payoutMinor, std::optional<std::int64_t>(15'000)); // 60.00 at 2.5
    recalculate(desk, "void");
    QCOMPARE(desk.balance(), std::int64_t(1'000'000));
}

void TestRecalculation::lateSettlementsMustAgree()
{
    Desk desk;
    desk.post("/api/block_funds", bet("b-1", "5"));
    desk.wallet->setFaults([] {
        Faults faults;
        faults.unavailable503 = 1;
        return faults;
    }());
    desk.post("/api/block_funds", bet("b-2", "6", "u-2"));
    desk.wallet->setFaults({});
    recalculate(desk, "5");
    QCOMPARE(desk.round("r-1").state, RoundState::Settling);
    desk.pass(5'000);
    // b-2 was deferred; its block arrived, and the recalculation settled it.
    QCOMPARE(desk.state("b-2"), std::string("lost"));

    Desk other;
    other.post("/api/block_funds", bet("b-1", ""));
    other.post("/api/block_funds", bet("b-2", "6", "u-2"));
    other.post("/api/block_funds", bet("b-3", "", "u-3"));
    recalculate(other, "5"); // b-1 and b-3 need input
    QCOMPARE(codeOf(other.post("/api/update_bet_status", settled("b-1", std::string(win) + R"(,"result":"6")"))),
             std::string("result_superseded"));
    QCOMPARE(other.round("r-1").cause, std::string("settlement_superseded"));
    QCOMPARE(other.post("/api/update_bet_status", settled("b-3", std::string(win) + R"(,"result":"5")", "u-3")).status,
             200);
    QCOMPARE(codeOf(other.post("/api/block_funds", bet("b-4", "5"))), std::string("round_closed"));
}

void TestRecalculation::aDeferredBetRunsOnceItIsDefinite()
{
    Desk desk;
    desk.post("/api/block_funds", bet("b-1", "5"));
    desk.post("/api/block_funds", bet("b-2", "6", "u-2"));
    Faults faults;
    faults.unavailable503 = 1;
    desk.wallet->setFaults(faults);
    QCOMPARE(desk.post("/api/update_bet_status", settled("b-1", std::string(win) + R"(,"result":"5")")).status, 0);
    desk.wallet->setFaults({});
    const auto response = recalculate(desk, "6");
    QVERIFY(says(response, R"("changed":1)"));
    QVERIFY(says(response, R"("deferred":1)"));
    QCOMPARE(desk.state("b-2"), std::string("won"));
    desk.pass(10'000);
    // First it was won, as the game had said; then it was corrected.
    QCOMPARE(desk.state("b-1"), std::string("lost"));
    QVERIFY(desk.row("b-1").resettled);
    QCOMPARE(desk.balance("u-1"), std::int64_t(990'000));
    QCOMPARE(desk.store->recalculationOf(1, 2)->row.state, JobState::Completed);
    QVERIFY(desk.store->ledgerBalances());
}

void TestRecalculation::creditsRunBeforeDebits()
{
    Settings settings;
    settings.defaultPartner.overdraw = Overdraw::Reject;
    settings.defaultPartner.openingBalanceMinor = 20'000;
    Desk desk(settings);
    desk.post("/api/block_funds", bet("b-1", "5"));
    desk.post("/api/block_funds", bet("b-2", "6"));
    desk.post("/api/update_bet_status", settled("b-1", std::string(win) + R"(,"result":"5")"));
    desk.post("/api/update_bet_status", settled("b-2", lose));
    // All of it is spent: only what b-2 brings pays for what b-1 takes back.
    desk.post("/api/block_funds", tests::body({}, "250", "b-9"));
    QCOMPARE(desk.balance(), std::int64_t(0));
    const auto response = recalculate(desk, "6");
    QVERIFY(says(response, R"("changed":2)"));
    QCOMPARE(desk.balance(), std::int64_t(0));
}

void TestRecalculation::aDebitThatTheBalanceDoesNotCoverIsHeld()
{
    Settings settings;
    settings.defaultPartner.overdraw = Overdraw::Reject;
    settings.defaultPartner.openingBalanceMinor = 10'000;
    Desk desk(settings);
    desk.post("/api/block_funds", bet("b-1", "5"));
    desk.post("/api/update_bet_status", settled("b-1", std::string(win) + R"(,"result":"5")"));
    desk.post("/api/block_funds", tests::body({}, "250", "b-9"));
    QVERIFY(says(recalculate(desk, "6"), R"("held":1)"));
    QCOMPARE(desk.state("b-1"), std::string("won"));
    QCOMPARE(desk.row("b-1").shown(), client::contract::ShownStatus::Failed);
    QCOMPARE(desk.balance(), std::int64_t(0));

    settings.defaultPartner.overdraw = Overdraw::Negative;
    Desk negative(settings);
    negative.post("/api/block_funds", bet("b-1", "5"));
    negative.post("/api/update_bet_status", settled("b-1", std::string(win) + R"(,"result":"5")"));
    negative.post("/api/block_funds", tests::body({}, "250", "b-9"));
    QVERIFY(says(recalculate(negative, "6"), R"("changed":1)"));
    QCOMPARE(negative.balance(), std::int64_t(-25'000));
}

void TestRecalculation::aSecondOneWaitsForTheFirst()
{
    Desk desk;
    desk.post("/api/block_funds", bet("b-1", "5"));
    Faults faults;
    faults.unavailable503 = 1;
    desk.wallet->setFaults(faults);
    QCOMPARE(recalculate(desk, "5").status, 0);
    const std::string waitingFor = desk.waitingFor;
    const auto second = recalculate(desk, "6");
    QCOMPARE(codeOf(second), std::string("recalculation_in_progress"));
    QVERIFY(!client::contract::headerValue(second.headers, "Retry-After").empty());
    QCOMPARE(codeOf(desk.answerFor(waitingFor)), std::string("partner_timeout"));
    desk.wallet->setFaults({});
    desk.pass(5'000);
    QVERIFY(std::find(desk.finished.begin(), desk.finished.end(), waitingFor) != desk.finished.end());
    QVERIFY(says(desk.answerFor(waitingFor), R"("changed":1)"));
    QCOMPARE(recalculate(desk, "6").status, 200);
}

void TestRecalculation::itGoesOnAfterARestart()
{
    const QTemporaryDir folder;
    Desk desk({}, folder.filePath(QStringLiteral("betd.db")).toStdString());
    for (int i = 0; i < 20; ++i)
        desk.post("/api/block_funds", bet("b-" + std::to_string(i), i % 2 ? "5" : "6", "u-" + std::to_string(i % 3)));
    Faults faults;
    faults.slow = 1;
    desk.wallet->setFaults(faults);
    QCOMPARE(recalculate(desk, "5").status, 0);
    desk.tick();
    desk.restart();
    desk.pass(1'000);
    desk.restart();
    desk.wallet->setFaults({});
    desk.pass(60'000);
    QCOMPARE(desk.round("r-1").state, RoundState::Settled);
    for (int i = 0; i < 20; ++i)
        QCOMPARE(desk.state("b-" + std::to_string(i)), std::string(i % 2 ? "won" : "lost"));
    QCOMPARE(desk.held(), std::int64_t(0));
    QVERIFY(desk.store->ledgerBalances());
}

void TestRecalculation::largeRoundsAreWorkedOffInStretches()
{
    Desk desk;
    for (int i = 0; i < 450; ++i)
        desk.post("/api/block_funds", bet("b-" + std::to_string(i), "5", "u-" + std::to_string(i)));
    QCOMPARE(recalculate(desk, "5").status, 0);
    QCOMPARE(desk.round("r-1").openBets, std::int64_t(250));
    desk.pass(0);
    QCOMPARE(desk.round("r-1").openBets, std::int64_t(0));
    QVERIFY(says(desk.answerFor(desk.waitingFor), R"("changed":450)"));
}

void TestRecalculation::itNeedsARightAndAKnownRound()
{
    Settings settings;
    settings.games["roulette"].results = {"5", "6"};
    Desk desk(settings);
    QCOMPARE(codeOf(recalculate(desk, "5")), std::string("round_not_found"));
    desk.post("/api/block_funds", tests::body(R"("round_id":"r-1","game_id":"roulette","selection":"5","odds":2)"));
    QCOMPARE(codeOf(recalculate(desk, "77")), std::string("validation_failed"));
    QCOMPARE(recalculate(desk, "5").status, 200);
    settings.mayRecalculate = false;
    Desk asks(settings);
    asks.post("/api/block_funds", tests::body(R"("round_id":"r-1","game_id":"roulette","selection":"5","odds":2)"));
    const auto waits = recalculate(asks, "5");
    QCOMPARE(waits.status, 202);
    QVERIFY(says(waits, R"("approval_id":"ap-1")"));
    QCOMPARE(asks.state("b-1"), std::string("blocked"));
    QCOMPARE(recalculate(asks, "5").body, waits.body);
}

QTEST_GUILESS_MAIN(TestRecalculation)
#include "tst_recalculation.moc"
