// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/service/corefixture.h"

#include <QTemporaryDir>
#include <QTest>

#include <map>

using client::contract::BetState;
using service::core::Faults;
using tests::body;
using tests::Desk;

namespace {

constexpr int players = 4;
constexpr int bets = 40;

std::string player(int n)
{
    return "u-" + std::to_string(n % players);
}

// What a bet has moved between its player and the house by what it says of itself.
std::int64_t effectOf(const client::contract::BetRow& bet)
{
    switch (bet.state) {
    case BetState::Blocked:
        return -bet.netStakeMinor();
    case BetState::Won:
    case BetState::Lost:
        return -bet.netStakeMinor() + bet.payoutMinor.value_or(0);
    case BetState::Refunded:
    case BetState::None:
    case BetState::Checked:
    case BetState::Rejected:
    case BetState::Expired:
        return 0;
    }
    return 0;
}

// Random calls in a random order over faulty days, with restarts; then everything heals.
void live(Desk& desk, tests::SeededRandom& dice, int steps)
{
    const auto roll = [&dice](std::uint64_t sides) { return static_cast<int>((dice.next() >> 33) % sides); };
    for (int step = 0; step < steps; ++step) {
        const int n = roll(bets);
        const std::string id = "b-" + std::to_string(n);
        const std::string round = "r-" + std::to_string(n % 5);
        const std::string on =
            R"("round_id":")" + round + R"(","selection":")" + std::to_string(n % 3) + R"(","odds":2.5)";
        switch (roll(11)) {
        case 0:
            desk.post("/api/check_bet", body(on, "100", id, player(n)));
            break;
        case 1:
        case 2:
        case 3:
            desk.post("/api/block_funds", body(on, "100", id, player(n)));
            break;
        case 4:
            desk.post("/api/update_bet_status", body(R"("status":"win","payout":250)", "100", id, player(n)));
            break;
        case 5:
            desk.post("/api/update_bet_status", body(R"("status":"lose")", "100", id, player(n)));
            break;
        case 6:
            desk.post("/api/refund", body({}, "100", id, player(n)));
            break;
        case 7:
            desk.post("/api/refund", body(R"("refund_id":"r1")", "30", id, player(n)));
            break;
        case 8:
            if (roll(4) == 0)
                desk.post("/api/recalculate_bets", R"({"round_id":")" + round + R"(","correct_result":")" +
                                                       (roll(5) == 0 ? "void" : std::to_string(roll(3))) + R"("})");
            break;
        case 9:
            desk.pass(roll(8'000));
            break;
        default: {
            Faults faults;
            faults.unavailable503 = roll(3) * 0.1;
            faults.timeoutAfterEffect = roll(3) * 0.1;
            faults.timeoutBeforeEffect = roll(3) * 0.1;
            faults.slow = roll(3) * 0.1;
            desk.wallet->setFaults(faults);
            if (roll(6) == 0)
                desk.restart();
        }
        }
    }
    desk.wallet->setFaults({});
    desk.pass(2 * 3'600'000);
}

} // namespace

class TestLedger : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPlayerOpensOnceWithTheConfiguredBalance();
    void aPlayerWhoLeftTheConfigurationIsStillPaid();
    void everyCallKeepsTheBooksBalanced();
    void randomLivesEndWithEveryCentInItsPlace_data();
    void randomLivesEndWithEveryCentInItsPlace();
};

void TestLedger::aPlayerOpensOnceWithTheConfiguredBalance()
{
    service::core::Settings settings;
    settings.defaultPartner.openingBalanceMinor = 25'000;
    Desk desk(settings);
    desk.post("/api/check_bet", body());
    QCOMPARE(desk.balance(), std::int64_t(-1)); // a check touches nothing
    desk.post("/api/block_funds", body());
    QCOMPARE(desk.balance(), std::int64_t(15'000));
    desk.post("/api/block_funds", body({}, "150", "b-2"));
    QCOMPARE(desk.balance(), std::int64_t(0));
    QCOMPARE(desk.post("/api/block_funds", body({}, "0.01", "b-3")).status, 402);
    QVERIFY(desk.store->ledgerBalances());
}

void TestLedger::aPlayerWhoLeftTheConfigurationIsStillPaid()
{
    service::core::PartnerSettings partner;
    partner.id = "p-1";
    partner.players = {"u-1"};
    partner.holdTtlMs = 3'600'000;
    service::core::Settings settings;
    settings.anyPartner = false;
    settings.partners["p-1"] = partner;
    const QTemporaryDir folder;
    Desk desk(settings, folder.filePath(QStringLiteral("betd.db")).toStdString());
    const std::string on = R"("round_id":"r-1","selection":"5","odds":2)";
    for (const char* bet : {"settled", "refunded", "recalculated"})
        QCOMPARE(desk.post("/api/block_funds", body(on, "100", bet)).status, 200);
    QCOMPARE(desk.post("/api/block_funds", body({}, "100", "expiring")).status, 200);
    QCOMPARE(desk.post("/api/update_bet_status", body(R"("status":"lose")", "100", "recalculated")).status, 200);
    // The answer to this block is lost while the player leaves, and then it is taken back.
    Faults lost;
    lost.timeoutAfterEffect = 1;
    desk.wallet->setFaults(lost);
    QCOMPARE(desk.post("/api/block_funds", body({}, "100", "cancelled")).status, 0);
    desk.pass(2'500);
    QCOMPARE(desk.held(), std::int64_t(40'000));
    desk.settings.partners["p-1"].players = {"u-2"};
    desk.post("/api/refund", body({}, "100", "cancelled"));
    desk.wallet->setFaults({});
    desk.restart();
    QCOMPARE(desk.post("/api/update_bet_status", body(R"("status":"win","payout":250)", "100", "settled")).status, 200);
    QCOMPARE(desk.post("/api/refund", body({}, "100", "refunded")).status, 200);
    QCOMPARE(desk.post("/api/recalculate_bets", R"({"round_id":"r-1","correct_result":"5"})").status, 200);
    desk.pass(2 * 3'600'000);
    QCOMPARE(desk.state("settled"), std::string("won"));
    QCOMPARE(desk.state("refunded"), std::string("refunded"));
    QCOMPARE(desk.state("recalculated"), std::string("won"));
    QCOMPARE(desk.state("expiring"), std::string("expired"));
    QCOMPARE(desk.state("cancelled"), std::string("refunded"));
    QCOMPARE(desk.held(), std::int64_t(0));
    QCOMPARE(desk.balance(), std::int64_t(1'000'000 - 10'000 + 25'000 - 10'000 + 20'000));
    QVERIFY(desk.store->openOperations().empty());
    QVERIFY(desk.store->ledgerBalances());
    QCOMPARE(tests::codeOf(desk.post("/api/block_funds", body({}, "100", "b-9"))), std::string("bet_declined"));
}

void TestLedger::everyCallKeepsTheBooksBalanced()
{
    Desk desk;
    for (const auto& [path, text] :
         {std::pair{"/api/block_funds", body(R"("round_id":"r-1","selection":"5","odds":2)")},
          std::pair{"/api/refund", body(R"("refund_id":"r1")", "30")},
          std::pair{"/api/update_bet_status", body(R"("status":"win","payout":140)")},
          std::pair{"/api/recalculate_bets", std::string(R"({"round_id":"r-1","correct_result":"6"})")},
          std::pair{"/api/recalculate_bets", std::string(R"({"round_id":"r-1","correct_result":"void"})")},
          std::pair{"/api/recalculate_bets", std::string(R"({"round_id":"r-1","correct_result":"5"})")}}) {
        QCOMPARE(desk.post(path, text).status, 200);
        QVERIFY(desk.store->ledgerBalances());
        QCOMPARE(desk.balance(), std::int64_t(1'000'000) + effectOf(desk.row()));
    }
    QCOMPARE(desk.balance(), std::int64_t(1'000'000 - 7'000 + 14'000));
}

void TestLedger::randomLivesEndWithEveryCentInItsPlace_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 8; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

void TestLedger::randomLivesEndWithEveryCentInItsPlace()
{
    QFETCH(int, seed);
    const QTemporaryDir folder;
    Desk desk({}, folder.filePath(QStringLiteral("betd.db")).toStdString());
    tests::SeededRandom dice;
    for (int i = 0; i < seed * 31; ++i)
        dice.next();
    live(desk, dice, 200);

    std::map<std::string, std::int64_t> effects;
    std::map<std::string, std::int64_t> open;
    std::int64_t held = 0;
    for (int n = 0; n < bets; ++n) {
        const auto row = desk.row("b-" + std::to_string(n));
        if (row.state == BetState::None)
            continue;
        effects[player(n)] += effectOf(row);
        held += row.state == BetState::Blocked ? row.netStakeMinor() : 0;
        open[row.round.text()] += row.state == BetState::Blocked ? 1 : 0;
        // After the healing nothing is left on its way.
        QVERIFY2(!row.operation || !client::contract::isOpen(row.operation->state),
                 client::contract::encode(row).c_str());
    }
    QVERIFY(desk.store->ledgerBalances());
    QCOMPARE(desk.held(), held);
    for (const auto& [id, effect] : effects) {
        if (desk.balance(id) != -1)
            QCOMPARE(desk.balance(id), std::int64_t(1'000'000) + effect);
        else
            QCOMPARE(effect, std::int64_t(0));
    }
    for (const auto& [round, count] : open) {
        const auto row = desk.round(round);
        if (row.round.empty())
            continue;
        QCOMPARE(row.openBets, count);
        QVERIFY(row.state != client::contract::RoundState::Recalculating);
    }
    QVERIFY(desk.store->openOperations().empty());
    QVERIFY(desk.store->openJobs().empty());
    // One line of history per change, the bet being its last.
    for (int n = 0; n < bets; ++n) {
        const auto bet =
            desk.store->bet(client::contract::PartnerId("p-1"), client::contract::BetId("b-" + std::to_string(n)));
        if (!bet)
            continue;
        const auto versions = desk.store->versions(bet->id);
        QVERIFY(!versions.empty());
        QCOMPARE(versions.back().state, bet->row.state);
        QCOMPARE(versions.back().payoutMinor, bet->row.payoutMinor);
    }
}

QTEST_GUILESS_MAIN(TestLedger)
#include "tst_ledger.moc"
