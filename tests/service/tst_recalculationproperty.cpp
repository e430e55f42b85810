// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
// 10,000 random lives of a round, each held against a model that knows the rules of domain.md 5 and nothing of the
// code.
#include "tests/service/corefixture.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <numeric>
#include <random>

using tests::Desk;

namespace {

constexpr int histories = 10'000;
constexpr int playersMax = 3;
const std::vector<std::string> results{"red", "black", "void"};

// What the model remembers of one bet.
struct Model
{
    std::string id;
    std::string selection; // empty: the bet cannot be computed
    int player = 0;
    std::int64_t stake = 0;
    std::int64_t oddsE4 = 0;
    std::int64_t refunded = 0;
    std::string state = "blocked";
    std::int64_t payout = 0;
    std::map<std::string, std::pair<std::string, std::int64_t>> under; // result → what it came to then
    std::optional<std::int64_t> supplied;                              // the game's own payout for a win

    std::int64_t net() const { return stake - refunded; }
    // What the player has of it, beside the stake that was taken.
    std::int64_t effect() const
    {
        if (state == "refunded")
            return 0;
        return -net() + (state == "won" ? payout : 0);
    }
};

std::int64_t halfEven(std::int64_t numerator, std::int64_t denominator)
{
    const std::int64_t whole = numerator / denominator;
    const std::int64_t rest = numerator % denominator;
    const bool up = 2 * rest > denominator || (2 * rest == denominator && whole % 2 == 1);
    return whole + (up ? 1 : 0);
}

struct Life
{
    std::mt19937 dice;
    Desk& desk;
    std::string round;
    std::vector<Model> bets;
    std::map<std::string, std::string> firstVerdict; // selection → state
    std::map<std::string, bool> contested;
    std::string result;
    int version = 0;
    bool mixed = false; // some bet followed another result than the round's

    int below(int n) { return static_cast<int>(dice() % static_cast<unsigned>(n)); }
    std::string playerName(int player) const { return round + "-u" + std::to_string(player); }
    std::string amountText(std::int64_t minor) const { return client::contract::Money{minor, {}}.text(); }

    std::string body(const Model& bet, const std::string& more) const
    {
        return tests::body(more, amountText(bet.stake), bet.id, playerName(bet.player));
    }

    void invent()
    {
        const int count = 2 + below(5);
        for (int i = 0; i < count; ++i) {
            Model bet;
            bet.id = round + "-b" + std::to_string(i);
            bet.selection = below(6) == 0 ? "" : results[static_cast<std::size_t>(below(2))];
            bet.player = below(playersMax);
            bet.stake = 1 + below(5'000);
            bet.oddsE4 = 10'100 + 1'00 * below(300);
            bets.push_back(bet);
        }
    }

    void block(const Model& bet)
    {
        std::string more = R"("round_id":")" + round + "\"";
        if (!bet.selection.empty())
            more += R"(,"selection":")" + bet.selection + R"(","odds":)" + client::contract::oddsText(bet.oddsE4);
        QCOMPARE(desk.post("/api/block_funds", body(bet, more)).status, 200);
    }

    void refundAPart(Model& bet)
    {
        const std::int64_t part = 1 + below(static_cast<int>(bet.stake));
        Model call = bet;
        call.stake = part;
        const auto answer = desk.post("/api/refund", body(call, R"("refund_id":"part")"));
        QCOMPARE(answer.status, 200);
        bet.refunded += part;
        if (bet.refunded == bet.stake)
            bet.state = "gone";
    }

    void settleByGame(Model& bet)
    {
        const std::string said = below(3) == 0 ? "" : results[static_cast<std::size_t>(below(2))];
        const bool won = below(2) == 0;
        const std::int64_t payout = won ? 1 + below(20'000) : 0;
        std::string more = won ? R"("status":"win","payout":)" + amountText(payout) : std::string(R"("status":"lose")");
        if (!said.empty())
            more += R"(,"result":")" + said + "\"";
        QCOMPARE(desk.post("/api/update_bet_status", body(bet, more)).status, 200);
        bet.state = won ? "won" : "lost";
        bet.payout = payout;
        // Without a word about it the game followed the result that the round had, or got next.
        const std::string followed = said.empty() && version == 1 ? result : said;
        if (!followed.empty())
            bet.under[followed] = {bet.state, payout};
        // Of a full win by the game's own words: without a result, or by that of the selection.
        if (won && (said.empty() || said == bet.selection))
            bet.supplied = payout;
        mixed = mixed || (version > 0 && !said.empty() && said != result);
        if (version == 0 && !said.empty()) {
            version = 1;
            result = said;
            for (Model& other : bets) {
                if (other.id != bet.id && (other.state == "won" || other.state == "lost"))
                    other.under[said] = {other.state, other.payout};
            }
        }
        if (!bet.selection.empty()) {
            const auto first = firstVerdict.emplace(bet.selection, bet.state).first;
            if (first->second != bet.state)
                contested[bet.selection] = true;
        }
    }

    std::pair<std::string, std::int64_t> rule(const Model& bet, const std::string& now)
    {
        const bool byRule = contested[bet.selection];
        const std::string outcome = now == "void" ? "refunded" : bet.selection == now ? "won" : "lost";
        const auto before = bet.under.find(now);
        if (before != bet.under.end() && (!byRule || before->second.first == outcome))
            return before->second;
        if (outcome == "refunded")
            return {"refunded", 0};
        if (outcome == "lost")
            return {"lost", 0};
        if (bet.supplied)
            return {"won", *bet.supplied};
        const std::int64_t payout = halfEven(bet.net() * bet.oddsE4, 10'000);
        return {payout > 0 ? "won" : "lost", payout};
    }

    void recalculate(const std::string& now)
    {
        const auto answer =
            desk.post("/api/recalculate_bets", R"({"round_id":")" + round + R"(","correct_result":")" + now + R"("})");
        QCOMPARE(answer.status, 200);
        for (Model& bet : bets) {
            if (bet.state == "gone" || bet.selection.empty())
                continue;
            const auto [state, payout] = rule(bet, now);
            if (bet.state != state || bet.payout != payout)
                bet.under[now] = {state, payout};
            bet.state = state;
            bet.payout = payout;
        }
        result = now;
    }

    // Each bet and each balance is what the model says.
    void check()
    {
        std::map<int, std::int64_t> effects;
        for (const Model& bet : bets) {
            const auto row = desk.row(bet.id);
            const std::string wanted = bet.state == "gone" ? "refunded" : bet.state;
            QCOMPARE(std::string(word(row.state)), wanted);
            QCOMPARE(row.payoutMinor.value_or(0), wanted == "refunded" ? 0 : bet.payout);
            effects[bet.player] += bet.state == "gone" ? 0 : bet.effect();
        }
        for (const auto& [player, effect] : effects) {
            // A bet that still holds its stake has taken it.
            QCOMPARE(desk.balance(playerName(player)), 1'000'000 + effect);
        }
    }
};

} // namespace

class TestRecalculationProperty : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyLifeEndsAsTheModelSays();
};

void TestRecalculationProperty::everyLifeEndsAsTheModelSays()
{
    Desk desk;
    int wholes = 0; // whose first result counts as one to come back to
    for (int n = 0; n < histories; ++n) {
        Life life{std::mt19937(static_cast<unsigned>(n)), desk, "r" + std::to_string(n), {}, {}, {}, {}, 0, false};
        life.invent();
        // Which player's bets come first must not matter: the model does not know their order.
        std::vector<std::size_t> order(life.bets.size());
        std::iota(order.begin(), order.end(), std::size_t(0));
        std::shuffle(order.begin(), order.end(), life.dice);
        for (const std::size_t i : order)
            life.block(life.bets[i]);
        for (Model& bet : life.bets) {
            if (life.below(5) == 0)
                life.refundAPart(bet);
            if (bet.state == "blocked" && life.below(4) != 0)
                life.settleByGame(bet);
            if (QTest::currentTestFailed())
                QFAIL(qPrintable(QStringLiteral("history %1").arg(n)));
        }
        std::map<std::string, std::vector<std::int64_t>> after; // result → balances, the first time
        const bool whole =
            life.version == 1 && !life.mixed && life.contested.empty() &&
            std::none_of(life.bets.begin(), life.bets.end(), [](const Model& bet) { return bet.state == "blocked"; });
        if (whole) {
            for (int player = 0; player < playersMax; ++player)
                after[life.result].push_back(desk.balance(life.playerName(player)));
            ++wholes;
        }
        const int corrections = 1 + life.below(4);
        for (int i = 0; i <= corrections; ++i) {
            const std::string now = results[static_cast<std::size_t>(life.below(3))];
            life.recalculate(now);
            life.check();
            std::vector<std::int64_t> balances;
            for (int player = 0; player < playersMax; ++player)
                balances.push_back(desk.balance(life.playerName(player)));
            // There and back again, by whatever way, is the same to the cent.
            const auto [first, isNew] = after.emplace(now, balances);
            QCOMPARE(balances, first->second);
            if (life.below(3) == 0) {
                const auto head = desk.store->auditHead().seq;
                life.recalculate(now);
                QCOMPARE(desk.store->auditHead().seq, head);
            }
            if (QTest::currentTestFailed())
                QFAIL(qPrintable(QStringLiteral("history %1 at %2").arg(n).arg(QString::fromStdString(now))));
        }
    }
    QVERIFY(desk.store->ledgerBalances());
    QVERIFY(wholes > histories / 20);
}

QTEST_GUILESS_MAIN(TestRecalculationProperty)
#include "tst_recalculationproperty.moc"
