// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/sandbox/script.h"
#include "tests/service/betdprocess.h"
#include "tests/service/rawclient.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <set>

using namespace Qt::StringLiterals;
using namespace service::sandbox;
using tests::BetdProcess;
using tests::deskToken;
using tests::exchange;
using tests::request;

namespace {

std::string textOf(const BetScript& bet)
{
    auto call = bet.call;
    return client::contract::encode(call) + std::to_string(bet.atMs) + "/" +
           std::to_string(static_cast<int>(bet.plan)) + "/" + std::to_string(bet.refundAfterMs) + "/" +
           std::to_string(bet.round);
}

QJsonArray list(quint16 port, const QByteArray& target)
{
    const auto reply = exchange(port, request("GET", target, deskToken));
    return QJsonDocument::fromJson(reply.body)[u"data"_s].toArray();
}

QSet<QString> words(const QJsonArray& rows, QStringView name)
{
    QSet<QString> found;
    for (const auto& row : rows)
        found.insert(row.toObject().value(name).toString());
    return found;
}

// Statuses that the service answered with, by call.
QMap<QString, QSet<int>> answers(quint16 port)
{
    const QString text = QString::fromUtf8(exchange(port, request("GET", "/metrics", {})).body);
    const QRegularExpression line(u"betd_http_requests_total\\{call=\"(\\w+)\",status=\"(\\d+)\"\\}"_s);
    QMap<QString, QSet<int>> all;
    auto matches = line.globalMatch(text);
    while (matches.hasNext()) {
        const auto match = matches.next();
        all[match.captured(1)].insert(match.captured(2).toInt());
    }
    return all;
}

const QStringList healthy{u"--sandbox-faults"_s, u"unavailable=0,timeout=0,timeout_before=0,slow=0,wrong_result=0"_s};

} // namespace

class TestSandbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSamePlayFollowsFromTheSameSeed()
    {
        Script one(7, 3, 5, 0.1);
        Script two(7, 3, 5, 0.1);
        Script other(8, 3, 5, 0.1);
        int differing = 0;
        for (int i = 0; i < 1'000; ++i) {
            const BetScript bet = one.nextBet();
            QCOMPARE(textOf(bet), textOf(two.nextBet()));
            QCOMPARE(one.round(bet.round).result, two.round(bet.round).result);
            differing += textOf(bet) == textOf(other.nextBet()) ? 0 : 1;
        }
        QVERIFY(differing > 900);
    }

    void noIdOfTwoRunsIsTheSame()
    {
        std::set<std::string> bets;
        std::set<std::string> players;
        std::set<std::string> roundsSeen;
        for (const auto& [seed, run] :
             std::vector<std::pair<std::uint64_t, std::int64_t>>{{1, 1}, {1, 2}, {1, 11}, {11, 1}, {2, 1}}) {
            Script script(seed, run, 5, 0);
            std::set<std::string> playersNow;
            std::set<std::string> roundsNow;
            for (int i = 0; i < 3'000; ++i) {
                const BetScript bet = script.nextBet();
                QVERIFY(client::contract::isValidId(bet.call.bet.text()));
                QVERIFY(bets.insert(bet.call.bet.text()).second);
                playersNow.insert(bet.call.player.text());
                roundsNow.insert(bet.call.round.text());
            }
            for (const auto& player : playersNow)
                QVERIFY(players.insert(player).second);
            for (const auto& round : roundsNow)
                QVERIFY(roundsSeen.insert(round).second);
        }
    }

    void everyStakeIsLegalInItsCurrency()
    {
        Script script(1, 1, 5, 0);
        std::set<int> exponents;
        std::set<std::string> games;
        for (int i = 0; i < 2'000; ++i) {
            const auto call = script.nextBet().call;
            const auto currency = client::contract::Currency::parse(call.currency);
            QVERIFY(currency);
            exponents.insert(currency->exponent);
            games.insert(call.game.text());
            QVERIFY(client::contract::amountMinor(call.amountText, currency->exponent, "/amount"));
            QVERIFY(client::contract::decodeBetCall(client::contract::CallKind::BlockFunds,
                                                    client::contract::encode(call)));
        }
        QCOMPARE(exponents, (std::set<int>{0, 2, 3}));
        QVERIFY(games.size() >= 3);
        QVERIFY(partners().size() >= 4);
    }

    void betsComeInTimeAtTheRateAndBeforeTheirRoundEnds()
    {
        Script script(1, 1, 50, 0.5);
        std::int64_t last = 0;
        int wrong = 0;
        for (int i = 0; i < 5'000; ++i) {
            const BetScript bet = script.nextBet();
            const RoundScript& round = script.round(bet.round);
            QVERIFY(bet.atMs >= last);
            QVERIFY(bet.atMs < round.endsMs);
            QVERIFY(round.wrongResult != round.result);
            wrong += round.wrongResult.empty() ? 0 : 1;
            last = bet.atMs;
        }
        QVERIFY2(last > 90'000 && last < 110'000, qPrintable(QString::number(last)));
        QVERIFY(wrong > 1'500 && wrong < 3'500);
    }

    void aRunThatIsLeftAloneSlowsDown()
    {
        Script script(1, 1, 1'000, 0);
        std::int64_t atFullRate = 0;
        for (int i = 0; i < 50'000; ++i)
            atFullRate = script.nextBet().atMs;
        std::int64_t later = 0;
        for (int i = 0; i < 5'000; ++i) {
            const BetScript bet = script.nextBet();
            later = bet.atMs;
        }
        QVERIFY(later - atFullRate > 40'000);
    }

    void theServiceKnowsTheGamesAsTheyArePlayed()
    {
        service::core::Settings settings;
        furnish(settings);
        for (const Game& game : games()) {
            for (const Selection& selection : game.selections) {
                bool everWon = false;
                for (const std::string& result : game.results) {
                    const auto& word = settings.games.at(game.id).outcomes.at(selection.name).at(result);
                    QCOMPARE(word == "won", wins(game, selection.name, result));
                    everWon = everWon || word == "won";
                }
                QVERIFY2(everWon, selection.name.c_str());
            }
        }
        QCOMPARE(settings.partners.size(), partners().size());
        QVERIFY(settings.anyPartner);
    }

    void showsTheFirstBetWithinASecond()
    {
        BetdProcess betd({u"--sandbox"_s});
        QVERIFY(betd.start() != 0);
        QElapsedTimer time;
        time.start();
        QTRY_VERIFY(!list(betd.port(), "/api/v1/bets").isEmpty());
        QVERIFY2(time.elapsed() < 1'000, qPrintable(QString::number(time.elapsed())));
    }

    void showsVarietySoon()
    {
        BetdProcess betd({u"--sandbox"_s, u"--sandbox-rate"_s, u"40"_s, u"--sandbox-faults"_s, u"wrong_result=1"_s});
        QVERIFY(betd.start() != 0);
        const QSet<QString> wanted{u"won"_s, u"lost"_s, u"refunded"_s, u"funds_held"_s, u"failed"_s, u"retrying"_s};
        QTRY_VERIFY_WITH_TIMEOUT(words(list(betd.port(), "/api/v1/bets?limit=500"), u"status").contains(wanted),
                                 20'000);
        const auto wrongRounds = [&betd] {
            int count = 0;
            for (const auto& round : list(betd.port(), "/api/v1/rounds?limit=500"))
                count += round.toObject()[u"needs_recalculation"_s].toBool() ? 1 : 0;
            return count;
        };
        QTRY_VERIFY_WITH_TIMEOUT(wrongRounds() > 0, 20'000);
        QVERIFY(words(list(betd.port(), "/api/v1/bets?limit=500"), u"partner_id").size() >= 4);
        QCOMPARE(betd.stop(), 0);
    }

    void withoutFaultsOnlyGreedIsRefused()
    {
        BetdProcess betd(QStringList{u"--sandbox"_s, u"--sandbox-rate"_s, u"60"_s} + healthy);
        QVERIFY(betd.start() != 0);
        QTRY_VERIFY_WITH_TIMEOUT(answers(betd.port())[u"update_bet_status"_s].contains(200), 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(answers(betd.port())[u"refund"_s].contains(200), 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(answers(betd.port())[u"block_funds"_s].contains(402), 20'000);
        const auto all = answers(betd.port());
        QCOMPARE(all[u"check_bet"_s], QSet<int>({200}));
        QCOMPARE(all[u"block_funds"_s], QSet<int>({200, 402}));
        QCOMPARE(all[u"update_bet_status"_s], QSet<int>({200}));
        QCOMPARE(all[u"refund"_s], QSet<int>({200}));
    }

    void aSecondRunOnTheSameDatabaseGoesOnWithNewBets()
    {
        BetdProcess first(QStringList{u"--sandbox"_s, u"--sandbox-rate"_s, u"40"_s} + healthy);
        QVERIFY(first.start() != 0);
        QTRY_VERIFY(list(first.port(), "/api/v1/bets?limit=500").size() >= 40);
        QCOMPARE(first.stop(), 0);
        BetdProcess second(QStringList{u"--sandbox"_s, u"--sandbox-rate"_s, u"40"_s} + healthy, first.database());
        QVERIFY(second.start() != 0);
        const auto newBets = [&second] {
            int count = 0;
            for (const auto& bet : list(second.port(), "/api/v1/bets?limit=500"))
                count += bet.toObject()[u"bet_id"_s].toString().section(u'-', 1, 1) == u"2"_s ? 1 : 0;
            return count;
        };
        QTRY_VERIFY(newBets() >= 20);
        QCOMPARE(answers(second.port())[u"check_bet"_s], QSet<int>({200}));
    }

    void playsNothingAtRate0()
    {
        BetdProcess betd({u"--sandbox"_s, u"--sandbox-rate"_s, u"0"_s});
        QVERIFY(betd.start() != 0);
        QCOMPARE(list(betd.port(), "/api/v1/partners").size(), static_cast<qsizetype>(partners().size()));
        QVERIFY(!answers(betd.port()).contains(u"check_bet"_s));
        QCOMPARE(betd.stop(), 0);
    }
};

QTEST_GUILESS_MAIN(TestSandbox)
#include "tst_sandbox.moc"
