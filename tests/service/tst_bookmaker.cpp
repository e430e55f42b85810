// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/bookmakers/curllink.h"
#include "service/bookmakers/gateway.h"
#include "tests/service/betdprocess.h"
#include "tests/service/corefixture.h"
#include "tests/service/rawclient.h"
#include "tests/support/fakeservice.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <future>
#include <memory>
#include <optional>

using namespace Qt::StringLiterals;
using namespace service;
using client::contract::AnswerKind;
using client::contract::BetState;
using tests::BetdProcess;
using tests::RawReply;
using tests::support::FakeService;
using tests::support::Reaction;

namespace {

const QByteArray bookmakerToken = "bookmaker-token-1";
constexpr int waitMs = 60'000;

QByteArray body(const QByteArray& bet, const QByteArray& more = {}, const QByteArray& amount = "25")
{
    return R"({"partner_id":"acme","partner_player_id":"u-1","amount":)" + amount + R"(,"bet_id":")" + bet + "\"" +
           more + "}";
}

QJsonObject json(const QByteArray& bytes)
{
    return QJsonDocument::fromJson(bytes).object();
}

// Our service, with a bookmaker that holds acme's players' money.
class House
{
public:
    explicit House(const QByteArray& url, const QByteArray& walletMore = {}, const QByteArray& partnerMore = {})
    {
        tests::writeFile(m_folder.filePath(u"token"_s), bookmakerToken + "\n");
        m_config = tests::writeFile(m_folder.filePath(u"betd.toml"_s),
                                    "may_recalculate = true\n[partners.acme]\n" + partnerMore +
                                        "\n[partners.acme.wallet]\nurl = \"" + url +
                                        "\"\ntoken_file = \"token\"\nrate = 1000\n" + walletMore + "\n");
        m_betd = std::make_unique<BetdProcess>(QStringList{u"--config"_s, m_config});
        if (m_betd->start() == 0)
            qFatal("betd did not start");
    }

    QString config() const { return m_config; }
    quint16 port() const { return m_betd->port(); }

    RawReply call(const QByteArray& name, const QByteArray& sent, const QByteArray& moreHeaders = {}) const
    {
        return tests::exchange(port(), tests::request("POST", "/api/" + name, tests::gameToken, sent, moreHeaders));
    }

    // Ends the service, so that every line is there.
    QList<QJsonObject> log() const
    {
        m_betd->stop();
        QFile file(m_betd->folder() + u"/log"_s);
        QList<QJsonObject> lines;
        if (file.open(QIODevice::ReadOnly)) {
            for (const QByteArray& line : file.readAll().split('\n'))
                lines << json(line);
        }
        return lines;
    }

    // The same while the test's own event loop serves the bookmaker.
    RawReply callBeside(const QByteArray& name, const QByteArray& sent, const QByteArray& moreHeaders = {}) const
    {
        auto answer = std::async(std::launch::async, [&] { return call(name, sent, moreHeaders); });
        if (!QTest::qWaitFor([&] { return answer.wait_for(std::chrono::seconds(0)) == std::future_status::ready; },
                             waitMs))
            qFatal("betd gave no answer");
        return answer.get();
    }

    QJsonObject bet(const QByteArray& bet) const { return get("/api/v1/bets/acme/" + bet); }

    QJsonArray attempts(const QByteArray& betId) const
    {
        const QString operation = bet(betId).value(u"operation"_s).toObject().value(u"operation_id"_s).toString();
        return get("/api/v1/operations/" + operation.toUtf8() + "/attempts").value(u"data"_s).toArray();
    }

private:
    QJsonObject get(const QByteArray& path) const
    {
        return json(tests::exchange(port(), tests::request("GET", path, tests::deskToken)).body);
    }

    QTemporaryDir m_folder;
    QString m_config;
    std::unique_ptr<BetdProcess> m_betd;
};

// A second service in local-wallet mode, as the bookmaker.
class SecondBetd
{
public:
    SecondBetd() : m_betd({u"--token-file"_s, tokens()})
    {
        if (m_betd.start() == 0)
            qFatal("the bookmaker did not start");
    }

    QByteArray url() const { return "http://127.0.0.1:" + QByteArray::number(m_betd.port()); }
    QByteArray statusUrl() const { return url() + "/api/v1/bets/{partner_id}/{bet_id}"; }
    BetdProcess& process() { return m_betd; }
    QJsonObject bet(const QByteArray& bet) const
    {
        return json(
            tests::exchange(m_betd.port(), tests::request("GET", "/api/v1/bets/acme/" + bet, bookmakerToken)).body);
    }

private:
    QString tokens()
    {
        return tests::writeFile(m_folder.filePath(u"tokens"_s), bookmakerToken + " house game,support\n");
    }

    QTemporaryDir m_folder;
    BetdProcess m_betd;
};

QByteArray honest(const tests::support::SeenRequest& request)
{
    const QJsonObject sent = json(QByteArray::fromStdString(request.body));
    const QByteArray status = request.target.ends_with("refund")             ? "refunded"
                              : request.target.ends_with("block_funds")      ? "blocked"
                              : request.target.ends_with("check_bet")        ? "approved"
                              : request.target.ends_with("recalculate_bets") ? "recalculated"
                                                                             : "updated";
    return R"({"status":")" + status + R"(","message":"m","bet_id":")" + sent.value(u"bet_id"_s).toString().toUtf8() +
           "\"}";
}

Reaction honestly(const tests::support::SeenRequest& request)
{
    return Reaction::answer(200, honest(request).toStdString());
}

const QList<const char*> comparedMembers{"state",     "stake",     "refunded", "payout",  "currency",
                                         "player_id", "selection", "odds",     "round_id"};

void compare(const QJsonObject& here, const QJsonObject& there)
{
    for (const char* member : comparedMembers)
        QVERIFY2(here.value(QLatin1StringView(member)) == there.value(QLatin1StringView(member)),
                 qPrintable(here.value(u"bet_id"_s).toString() + u' ' + QString::fromLatin1(member)));
}

} // namespace

class TestBookmaker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void worksWithASecondServiceInTheFiveCalls()
    {
        SecondBetd bookmaker;
        const House house(bookmaker.url(), "status_url = \"" + bookmaker.statusUrl() + "\"");
        const QByteArray inRound = R"(,"game_id":"wheel","round_id":"r-1","selection":"5","odds":2.4)";
        QCOMPARE(house.call("check_bet", body("b-1")).status, 200);
        QCOMPARE(bookmaker.bet("b-1").value(u"state"_s).toString(), u"checked"_s);
        for (const char* bet : {"b-1", "b-2", "b-3", "b-4"}) {
            const RawReply reply = house.call("block_funds", body(bet, inRound));
            QVERIFY2(reply.status == 200, reply.body.constData());
        }
        QCOMPARE(house.call("update_bet_status", body("b-1", R"(,"status":"win","payout":60)")).status, 200);
        QCOMPARE(house.call("update_bet_status", body("b-2", R"(,"status":"lose")")).status, 200);
        QCOMPARE(house.call("refund", body("b-3", R"(,"refund_id":"part")", "10.5")).status, 200);
        QCOMPARE(house.call("refund", body("b-4")).status, 200);
        for (const char* bet : {"b-1", "b-2", "b-3", "b-4"})
            compare(house.bet(bet), bookmaker.bet(bet));
        QCOMPARE(house.bet("b-1").value(u"state"_s).toString(), u"won"_s);
        QCOMPARE(house.bet("b-3").value(u"refunded"_s).toObject().value(u"amount"_s).toString(), u"10.50"_s);

        QVERIFY(house.call("recalculate_bets", R"({"round_id":"r-1","correct_result":"7"})").status != 0);
        QTRY_COMPARE_WITH_TIMEOUT(house.bet("b-1").value(u"state"_s).toString(), u"lost"_s, waitMs);
        QCOMPARE(bookmaker.bet("b-1").value(u"state"_s).toString(), u"lost"_s);
        QTRY_COMPARE_WITH_TIMEOUT(house.bet("b-3").value(u"state"_s).toString(), u"lost"_s, waitMs);
        for (const char* bet : {"b-1", "b-2", "b-3", "b-4"})
            compare(house.bet(bet), bookmaker.bet(bet));
    }

    void oneCorrelationIdGoesThroughServiceLogAndPartner()
    {
        FakeService partner;
        partner.answerWith(honestly);
        const House house(partner.origin().toString().toUtf8());
        const QByteArray header = "X-Correlation-Id: console-77\r\n";
        const RawReply reply = house.callBeside("block_funds", body("b-1"), header);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.headers.value("x-correlation-id"), "console-77");
        const auto& sent = partner.requests().back().headers;
        QCOMPARE(client::contract::headerValue(sent, "X-Correlation-Id"), "console-77");
        QList<QJsonObject> lines;
        for (const QJsonObject& line : house.log()) {
            if (line[u"trace.id"_s] == u"console-77"_s)
                lines << line;
        }
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines[0][u"message"_s].toString(), u"called a partner"_s);
        QCOMPARE(lines[0][u"event.dataset"_s].toString(), u"betd.partner"_s);
        QCOMPARE(lines[0][u"event.action"_s].toString(), u"block_funds"_s);
        QCOMPARE(lines[0][u"event.outcome"_s].toString(), u"success"_s);
        QCOMPARE(lines[0][u"labels.partner_id"_s].toString(), u"acme"_s);
        QCOMPARE(lines[0][u"labels.answer"_s].toString(), u"accepted"_s);
        QCOMPARE(lines[0][u"http.response.status_code"_s].toInt(), 200);
        QVERIFY(lines[0].contains(u"event.duration"_s));
        QCOMPARE(lines[1][u"message"_s].toString(), u"answered"_s);
        QCOMPARE(lines[1][u"event.dataset"_s].toString(), u"betd.http"_s);
    }

    // The writer comes round by itself once a second only.
    void wakesTheWriterWithTheAnswer()
    {
        SecondBetd bookmaker;
        const House house(bookmaker.url());
        QElapsedTimer watch;
        watch.start();
        for (int i = 0; i < 20; ++i)
            QCOMPARE(house.call("block_funds", body("b-" + QByteArray::number(i))).status, 200);
        QVERIFY2(watch.elapsed() < 10'000, QByteArray::number(watch.elapsed()));
    }

    void refusesWhatTheBookmakerRefuses()
    {
        SecondBetd bookmaker;
        const House house(bookmaker.url());
        const RawReply poor = house.call("block_funds", body("b-1", {}, "99999999"));
        QCOMPARE(poor.status, 402);
        QCOMPARE(house.bet("b-1").value(u"state"_s).toString(), u"rejected"_s);
        QCOMPARE(bookmaker.bet("b-1").value(u"state"_s).toString(), u"rejected"_s);
    }

    void learnsFromASecondServiceWhatBecameOfABet()
    {
        SecondBetd bookmaker;
        const House house(bookmaker.url());
        QCOMPARE(house.call("block_funds", body("b-1")).status, 200);

        bookmakers::Bookmaker settings;
        settings.id = "acme";
        settings.url = bookmaker.url().toStdString();
        settings.statusUrl = bookmaker.statusUrl().toStdString();
        tests::Desk desk;
        bookmakers::CurlLink link({{"acme", {settings, {bookmakerToken.toStdString(), {}}}}}, desk.clock);
        link.begin([] {});
        bookmakers::Gateway gateway({{"acme", settings}}, link, desk.clock);
        core::WalletOrder order;
        order.partner = client::contract::PartnerId("acme");
        order.player = client::contract::PlayerId("u-1");
        order.bet = client::contract::BetId("b-1");
        order.amountMinor = order.stakeMinor = order.heldMinor = 2'500;
        const auto ask = [&]() -> core::WalletReply {
            std::optional<core::WalletReply> told;
            gateway.ask(order, [&told](core::WalletReply reply) { told = std::move(reply); });
            if (!QTest::qWaitFor(
                    [&] {
                        gateway.tick(*desk.store);
                        return told.has_value();
                    },
                    waitMs))
                qFatal("nobody answered");
            return *told;
        };
        QCOMPARE(ask().answer, AnswerKind::Accepted);
        order.kind = core::OrderKind::Refund;
        order.target = BetState::Refunded;
        QCOMPARE(ask().errorClass, "not_applied_there");
        QCOMPARE(house.call("refund", body("b-1")).status, 200);
        QCOMPARE(ask().answer, AnswerKind::Accepted);
        order.bet = client::contract::BetId("b-2");
        QCOMPARE(ask().errorClass, "not_found_there");
        QCOMPARE(ask().answer, AnswerKind::InDoubt);
    }

    void makesNoSuccessOfALie_data()
    {
        QTest::addColumn<int>("lie");
        QTest::addColumn<QString>("errorClass");
        const char* const wrong = "wrong_answer";
        int lie = 0;
        const auto row = [&lie](const char* name, const char* errorClass) {
            QTest::addRow("%s", name) << lie++ << QString::fromLatin1(errorClass);
        };
        row("hangs", "timeout");
        row("cuts", "reset");
        row("503 after the effect", "http_503");
        row("another bet", wrong);
        row("another amount", wrong);
        row("HTML", "foreign_body");
        row("100 MB", "reply_too_large");
        row("another status", wrong);
        row("a redirect", "redirect");
    }
    void makesNoSuccessOfALie()
    {
        QFETCH(int, lie);
        QFETCH(QString, errorClass);
        const std::vector<Reaction> lies{
            Reaction::hang(),
            Reaction::cut(R"({"status":"blocked","message":"m","bet_id":"b-1"})", 20),
            Reaction::answer(503, "{}"), // after the effect
            Reaction::answer(200, R"({"status":"blocked","message":"m","bet_id":"b-2"})"),
            Reaction::answer(200, R"({"status":"blocked","message":"m","bet_id":"b-1","amount":250})"),
            Reaction::answer(200, "<html><body>Please sign in</body></html>", {}, "text/html"),
            // The first of them; nobody reads on for long enough to miss the rest.
            Reaction::raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 104857600\r\n\r\n" +
                              std::string(8 << 20, 'x'),
                          Reaction::End::Hang),
            Reaction::answer(200, R"({"status":"refunded","message":"m","bet_id":"b-1"})"),
            Reaction::answer(302, "", {{"Location", "http://127.0.0.1:1/"}}),
        };
        FakeService bookmaker;
        bool lying = true;
        bookmaker.answerWith([&](const tests::support::SeenRequest& request) {
            return std::exchange(lying, false) ? lies[static_cast<std::size_t>(lie)] : honestly(request);
        });
        const House house(bookmaker.origin().toString().toUtf8(), "timeout_ms = 500", "answer_within_ms = 900");
        const RawReply reply = house.callBeside("block_funds", body("b-1"));
        // Told within the time that a game waits, and never more than is known.
        QCOMPARE(reply.status, 503);
        QCOMPARE(tests::member(reply.body, "outcome"), "unknown");
        const QJsonObject first = house.attempts("b-1").first().toObject();
        QCOMPARE(first.value(u"error_class"_s).toString(), errorClass);
        QCOMPARE(first.value(u"answer"_s).toString(), u"in_doubt"_s);

        // The same call again, to the byte, is what ends the doubt.
        QTRY_COMPARE_WITH_TIMEOUT(house.bet("b-1").value(u"state"_s).toString(), u"blocked"_s, waitMs);
        QCOMPARE(bookmaker.requests().size(), 2u);
        QCOMPARE(bookmaker.requests()[1].body, bookmaker.requests()[0].body);
        for (const auto& request : bookmaker.requests())
            QCOMPARE(client::contract::headerValue(request.headers, "Idempotency-Key"), "block:acme/b-1");
    }

    void takesALateAnswerOnlyForWhatItIs()
    {
        FakeService bookmaker;
        bookmaker.script({Reaction::hang()});
        const House house(bookmaker.origin().toString().toUtf8(), "timeout_ms = 5000", "answer_within_ms = 300");
        QCOMPARE(house.callBeside("block_funds", body("b-1")).status, 503);
        bookmaker.push(Reaction::answer(200, R"({"status":"blocked","message":"m","bet_id":"b-1"})").bytes);
        QTRY_COMPARE_WITH_TIMEOUT(house.bet("b-1").value(u"state"_s).toString(), u"blocked"_s, waitMs);
        QCOMPARE(bookmaker.requests().size(), 1u);
    }

    void goesOnAfterItsOwnDeathWithTheSameBytes()
    {
        FakeService bookmaker;
        bookmaker.script({Reaction::hang()});
        QTemporaryDir folder;
        tests::writeFile(folder.filePath(u"token"_s), bookmakerToken);
        const QString config =
            tests::writeFile(folder.filePath(u"betd.toml"_s),
                             "[partners.acme]\nanswer_within_ms = 300\n[partners.acme.wallet]\nurl = \"" +
                                 bookmaker.origin().toString().toUtf8() + "\"\ntoken_file = \"token\"\n");
        const QString database = folder.filePath(u"betd.db"_s);
        BetdProcess first({u"--config"_s, config}, database);
        const quint16 port = first.start();
        auto answer = std::async(std::launch::async, [&] {
            return tests::exchange(port, tests::request("POST", "/api/block_funds", tests::gameToken, body("b-1")));
        });
        QTRY_COMPARE_WITH_TIMEOUT(bookmaker.requests().size(), 1u, waitMs);
        first.kill();
        answer.wait();
        bookmaker.answerWith(honestly);
        BetdProcess second({u"--config"_s, config}, database);
        QVERIFY(second.start() != 0);
        QTRY_COMPARE_WITH_TIMEOUT(bookmaker.requests().size(), 2u, waitMs);
        QCOMPARE(bookmaker.requests()[1].body, bookmaker.requests()[0].body);
    }

    void checksABookmaker()
    {
        SecondBetd bookmaker;
        const House house(bookmaker.url());
        const QStringList command{u"partner"_s, u"check"_s, u"acme"_s, u"--config"_s, house.config()};
        auto ended = tests::runBetd(command);
        QVERIFY2(ended.code == 0, ended.output + ended.errors);
        QVERIFY(ended.output.contains("It approved the trial bet."));
        bookmaker.process().kill();
        ended = tests::runBetd(command);
        QCOMPARE(ended.code, 1);
        QVERIFY2(ended.output.contains("It cannot be reached"), ended.output);
        ended = tests::runBetd({u"partner"_s, u"check"_s, u"other"_s, u"--config"_s, house.config()});
        QCOMPARE(ended.code, 2);
        QVERIFY(ended.errors.contains("names no partner"));
    }
};

QTEST_GUILESS_MAIN(TestBookmaker)
#include "tst_bookmaker.moc"
