// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/service/betdprocess.h"
#include "tests/service/rawclient.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using tests::BetdProcess;
using tests::deskToken;
using tests::exchange;
using tests::gameToken;
using tests::member;
using tests::RawClient;
using tests::RawReply;
using tests::request;
using tests::runBetd;
using tests::writeFile;

namespace {

QByteArray betBody(const QByteArray& bet, const QByteArray& more = {})
{
    return R"({"partner_id":"12345","partner_player_id":"67890","amount":100,"bet_id":")" + bet + "\"" + more + "}";
}

QByteArray betOf(const QByteArray& partner)
{
    return R"({"partner_id":")" + partner + R"(","partner_player_id":"u","amount":1,"bet_id":"b"})";
}

RawReply post(quint16 port, const QByteArray& call, const QByteArray& body)
{
    return exchange(port, request("POST", "/api/" + call, gameToken, body));
}

QByteArray get(quint16 port, const QByteArray& target)
{
    return exchange(port, request("GET", target, deskToken)).body;
}

// The player's balance as the last entry of the ledger of all given bets leaves it: the sum of what they moved.
qint64 playerMovesMinor(quint16 port, const QList<QByteArray>& bets)
{
    qint64 sum = 0;
    for (const QByteArray& bet : bets) {
        const QJsonDocument ledger = QJsonDocument::fromJson(get(port, "/api/v1/bets/12345/" + bet + "/ledger"));
        const auto entries = ledger[u"data"_s].toArray();
        for (const auto& entry : entries) {
            const QJsonObject line = entry.toObject();
            if (line[u"account"_s].toString().startsWith(u"player"_s))
                sum += qRound64(line[u"amount"_s][u"amount"_s].toString().toDouble() * 100);
        }
    }
    return sum;
}

} // namespace

class TestHttpProcess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersTheSpecificationsFiveBodiesInOrderAndMovesMoneyOnce()
    {
        BetdProcess betd;
        const quint16 port = betd.start();
        QVERIFY(port != 0);
        const QByteArray round = R"(,"round_id":"round123","selection":"5","odds":2)";
        const auto twice = [port](const QByteArray& call, const QByteArray& body, const QByteArray& status,
                                  const QByteArray& message, const QByteArray& bet) {
            const RawReply first = post(port, call, body);
            const RawReply second = post(port, call, body);
            QCOMPARE(first.status, 200);
            QCOMPARE(member(first.body, "status"), status);
            QCOMPARE(member(first.body, "message"), message);
            QCOMPARE(member(first.body, "bet_id"), bet);
            QCOMPARE(second.status, 200);
            for (const char* name : {"status", "message", "bet_id"})
                QCOMPARE(member(second.body, name), member(first.body, name));
        };
        const QByteArray one = "abcde12345";
        twice("check_bet", betBody(one, round), "approved", "Stake is it possible", one);
        twice("block_funds", betBody(one, round), "blocked", "funds have been successfully blocked", one);
        QCOMPARE(playerMovesMinor(port, {one}), -10'000);

        const QByteArray two = "fghij67890";
        twice("check_bet", betBody(two), "approved", "Stake is it possible", two);
        twice("block_funds", betBody(two), "blocked", "funds have been successfully blocked", two);
        twice("refund", betBody(two), "refunded", "Funds have been refunded", two);
        QCOMPARE(playerMovesMinor(port, {two}), 0);

        twice("update_bet_status", betBody(one, R"(,"status":"win","payout":200)"), "updated",
              "The bet status has been successfully updated", one);
        QCOMPARE(playerMovesMinor(port, {one, two}), 10'000);
        // By another result the bet is lost: the payout comes back, once.
        twice("recalculate_bets", R"({"round_id":"round123","correct_result":"6"})", "recalculated",
              "The bets have been recalculated for the round123", {});
        QCOMPARE(member(get(port, "/api/v1/bets/12345/" + one), "state"), "lost");
        QCOMPARE(playerMovesMinor(port, {one, two}), -10'000);
        QCOMPARE(post(port, "recalculate_bets", R"({"round_id":"nowhere","correct_result":"6"})").status, 404);
    }

    void takesTheSpecificationsBodiesWithNothingAdded()
    {
        BetdProcess betd;
        const quint16 port = betd.start();
        QVERIFY(port != 0);
        QCOMPARE(post(port, "check_bet", betBody("b")).status, 200);
        QCOMPARE(post(port, "block_funds", betBody("b")).status, 200);
        QCOMPARE(post(port, "update_bet_status", betBody("b", R"(,"status":"lose","payout":0)")).status, 200);
    }

    void keepsWhatItAcknowledgedOverAKill()
    {
        BetdProcess first;
        QVERIFY(first.start() != 0);
        QCOMPARE(post(first.port(), "block_funds", betBody("b-1")).status, 200);
        first.kill();
        BetdProcess second({}, first.database());
        QVERIFY(second.start() != 0);
        QCOMPARE(member(get(second.port(), "/api/v1/bets/12345/b-1"), "state"), "blocked");
    }

    void finishesWhatIsInHandWhenTerminated()
    {
        BetdProcess betd;
        QVERIFY(betd.start() != 0);
        RawClient busy(betd.port());
        RawClient idle(betd.port());
        idle.send(request("GET", "/healthz", {}));
        QVERIFY(idle.reply());
        // The service has this request's header, so it is in hand; the rest follows after the signal.
        const QByteArray body = betBody("b-1");
        const QByteArray bytes =
            request("POST", "/api/block_funds", gameToken, body, "Expect: 100-continue\r\n").chopped(body.size());
        busy.send(bytes);
        QCOMPARE(busy.reply(5'000, false).value_or(RawReply{}).status, 100);
        betd.process().terminate();
        QVERIFY(idle.isClosedWithin(5'000));
        busy.send(body);
        const auto reply = busy.reply();
        QVERIFY(reply);
        QVERIFY(reply->status == 200 || member(reply->body, "outcome") == "none");
        QCOMPARE(reply->headers.value("connection"), "close");
        QVERIFY(betd.process().waitForFinished(10'000));
        QCOMPARE(betd.process().exitStatus(), QProcess::NormalExit);
        QCOMPARE(betd.process().exitCode(), 0);

        BetdProcess next({}, betd.database());
        QVERIFY(next.start() != 0);
        const bool held = member(get(next.port(), "/api/v1/bets/12345/b-1"), "state") == "blocked";
        QCOMPARE(held, reply->status == 200);
    }

    void endsAnEventStreamWhenTerminated()
    {
        BetdProcess betd;
        QVERIFY(betd.start() != 0);
        RawClient follower(betd.port());
        follower.send(request("GET", "/api/v1/events", deskToken));
        QVERIFY(!follower.readUntil("event: heartbeat").isEmpty());
        betd.process().terminate();
        QVERIFY(follower.isClosedWithin(5'000));
        QVERIFY(betd.process().waitForFinished(10'000));
        QCOMPARE(betd.process().exitCode(), 0);
    }

    void stopsWhenItsStandardInputEnds()
    {
        BetdProcess betd({u"--token-stdin"_s});
        betd.process().setProcessChannelMode(QProcess::SeparateChannels);
        QObject::connect(&betd.process(), &QProcess::started, &betd.process(),
                         [&betd] { betd.process().write("stdin-token-0001 ann support\n# a comment\n\n"); });
        QVERIFY(betd.start() != 0);
        QCOMPARE(exchange(betd.port(), request("GET", "/api/v1/instance", "stdin-token-0001")).status, 200);
        QCOMPARE(exchange(betd.port(), request("GET", "/api/v1/instance", deskToken)).status, 401);
        betd.process().closeWriteChannel();
        QVERIFY(betd.process().waitForFinished(10'000));
        QCOMPARE(betd.process().exitCode(), 0);
    }

    void refusesADatabaseThatIsInUse()
    {
        BetdProcess first;
        QVERIFY(first.start() != 0);
        const QString tokens = writeFile(first.folder() + u"/more"_s, deskToken + " ann support\n");
        const auto second =
            runBetd({u"--listen"_s, u"127.0.0.1:0"_s, u"--db"_s, first.database(), u"--token-file"_s, tokens});
        QCOMPARE(second.code, 3);
        QVERIFY2(second.errors.contains("another betd works with"), second.errors.constData());
        QCOMPARE(first.stop(), 0);
        BetdProcess third({}, first.database());
        QVERIFY(third.start() != 0);
    }

    void refusesWrongOptions_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("tokens");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("says");
        const QStringList usual{u"--listen"_s, u"127.0.0.1:0"_s, u"--db"_s, u"%1/betd.db"_s};
        const QStringList full = usual + QStringList{u"--token-file"_s, u"%1/tokens"_s};
        const QByteArray good = "some-token-1 ann support\n";
        QTest::newRow("no token option") << usual << good << 2 << QByteArray("--token-file or --token-stdin");
        QTest::newRow("no database") << QStringList{u"--listen"_s, u"127.0.0.1:0"_s} << good << 2 << QByteArray("--db");
        QTest::newRow("other address") << QStringList{u"--listen"_s, u"0.0.0.0:0"_s} + full.mid(2) << good << 2
                                       << QByteArray("without --config only a loopback address");
        const QStringList configured{u"--config"_s, u"%1/betd.toml"_s};
        QTest::newRow("tokens at another address")
            << QStringList{u"--listen"_s, u"0.0.0.0:0"_s} + full.mid(2) + configured << good << 2
            << QByteArray("another address than a loopback one needs [identity]");
        QTest::newRow("tokens of its input at another address")
            << QStringList{u"--listen"_s, u"[::]:0"_s} + usual.mid(2) + QStringList{u"--token-stdin"_s} + configured
            << good << 2 << QByteArray("another address than a loopback one needs [identity]");
        QTest::newRow("no port") << QStringList{u"--listen"_s, u"127.0.0.1"_s} + full.mid(2) << good << 2
                                 << QByteArray("ADDRESS:PORT");
        QTest::newRow("port with a letter")
            << QStringList{u"--listen"_s, u"127.0.0.1:80x5"_s} + full.mid(2) << good << 2 << QByteArray("ADDRESS:PORT");
        QTest::newRow("no name of a database") << usual.mid(0, 2) + QStringList{u"--db"_s, QString()} + full.mid(4)
                                               << good << 2 << QByteArray("path of a file");
        QTest::newRow("a database in memory") << usual.mid(0, 2) + QStringList{u"--db"_s, u":memory:"_s} + full.mid(4)
                                              << good << 2 << QByteArray("path of a file");
        QTest::newRow("port too large") << QStringList{u"--listen"_s, u"127.0.0.1:65536"_s} + full.mid(2) << good << 2
                                        << QByteArray("ADDRESS:PORT");
        QTest::newRow("unknown option") << full + QStringList{u"--frobnicate"_s} << good << 2
                                        << QByteArray("frobnicate");
        QTest::newRow("unknown fault") << full + QStringList{u"--sandbox-faults"_s, u"fire=0.5"_s} << good << 2
                                       << QByteArray("\"fire\" is no fault");
        QTest::newRow("share over 1") << full + QStringList{u"--sandbox-faults"_s, u"slow=2"_s} << good << 2
                                      << QByteArray("share from 0 to 1");
        QTest::newRow("no such configuration")
            << full + QStringList{u"--config"_s, u"%1/none.toml"_s} << good << 2 << QByteArray("none.toml");
        QTest::newRow("no database there")
            << QStringList{u"--listen"_s, u"127.0.0.1:0"_s, u"--db"_s, u"%1/no/such/betd.db"_s} + full.mid(4) << good
            << 5 << QByteArray("betd.db");
        QTest::newRow("a token without a role") << full << QByteArray("# ours\nsome-token-1 ann\n") << 2
                                                << QByteArray("tokens:2: a line is: token subject role[,role]");
        QTest::newRow("an unknown role") << full << QByteArray("some-token-1 ann king\n") << 2
                                         << QByteArray("tokens:1: \"king\" is no role");
        QTest::newRow("a short token") << full << QByteArray("abc ann support\n") << 2
                                       << QByteArray("tokens:1: a token is 8");
        QTest::newRow("the same token twice")
            << full << QByteArray("some-token-1 ann support\nsome-token-1 bob viewer\n") << 2
            << QByteArray("tokens:2: this token stands here twice");
        QTest::newRow("money and admin in one") << full << QByteArray("some-token-1 ann manager,admin\n") << 2
                                                << QByteArray("tokens:1: support and manager exclude admin");
        QTest::newRow("a partner that is no id") << full << QByteArray("some-token-1 wheel game ac/me\n") << 2
                                                 << QByteArray("tokens:1: a partner is 1 to 64");
        QTest::newRow("a partner missing") << full << QByteArray("some-token-1 wheel game acme,\n") << 2
                                           << QByteArray("tokens:1: a partner is missing");
        QTest::newRow("a fifth word") << full << QByteArray("some-token-1 wheel game acme more\n") << 2
                                      << QByteArray("tokens:1: a line is:");
        QTest::newRow("no token at all") << full << QByteArray("# nothing yet\n") << 2 << QByteArray("holds no token");
    }

    void refusesWrongOptions()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, tokens);
        QFETCH(int, code);
        QFETCH(QByteArray, says);
        const QTemporaryDir folder;
        writeFile(folder.filePath(u"tokens"_s), tokens);
        writeFile(folder.filePath(u"betd.toml"_s), "[partners.acme]\n");
        arguments.replaceInStrings(u"%1"_s, folder.path());
        const auto ended = runBetd(arguments);
        QCOMPARE(ended.code, code);
        QVERIFY2(ended.errors.contains(says), ended.errors.constData());
        QVERIFY(ended.output.isEmpty());
        for (const QByteArray& line : tokens.split('\n'))
            QVERIFY(line.isEmpty() || !ended.errors.contains(line.split(' ').first() + " "));
    }

    void refusesATokenFileThatOthersMayWrite()
    {
        const QTemporaryDir folder;
        const QString tokens = writeFile(folder.filePath(u"tokens"_s), "some-token-1 ann support\n");
        QFile(tokens).setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::WriteOther);
        const auto ended = runBetd(
            {u"--listen"_s, u"127.0.0.1:0"_s, u"--db"_s, folder.filePath(u"betd.db"_s), u"--token-file"_s, tokens});
        QCOMPARE(ended.code, 2);
        QVERIFY(ended.errors.contains("others may write this file"));
    }

    void tellsItsVersionAndItsOptions()
    {
        const auto version = runBetd({u"--version"_s});
        QCOMPARE(version.code, 0);
        QVERIFY(version.output.startsWith("betd " BETDESK_VERSION));
        const auto help = runBetd({u"--help"_s});
        QCOMPARE(help.code, 0);
        for (const char* part :
             {"--listen", "--db", "--token-file", "--token-stdin", "--config", "--sandbox", "Exit codes"})
            QVERIFY2(help.output.contains(part), part);
    }

    void knowsOnlyWhatItsConfigurationNames()
    {
        const QTemporaryDir folder;
        const QString config =
            writeFile(folder.filePath(u"betd.toml"_s),
                      "[partners.acme]\ncurrency = \"JPY\"\nplayers = [\"ann\"]\nopening_balance = \"500\"\n");
        BetdProcess betd({u"--config"_s, config});
        const quint16 port = betd.start();
        QVERIFY(port != 0);
        const auto check = [port](const QByteArray& partner, const QByteArray& player, const QByteArray& amount) {
            return post(port, "check_bet",
                        R"({"partner_id":")" + partner + R"(","partner_player_id":")" + player + R"(","amount":)" +
                            amount + R"(,"bet_id":"b"})")
                .status;
        };
        QCOMPARE(check("acme", "ann", "500"), 200);
        QCOMPARE(check("acme", "ann", "501"), 402);
        QCOMPARE(check("acme", "ann", "1.5"), 422);
        QVERIFY(check("acme", "bob", "1") >= 400);
        QCOMPARE(check("12345", "ann", "1"), 404);
    }

    void bindsAGameToThePartnersOfItsLine()
    {
        const QTemporaryDir folder;
        const QString tokens = writeFile(folder.filePath(u"tokens"_s), "bound-token-1 wheel game acme,12345\n");
        BetdProcess betd({u"--token-file"_s, tokens});
        const quint16 port = betd.start();
        QVERIFY(port != 0);
        const auto ask = [port](const QByteArray& partner) {
            return exchange(port, request("POST", "/api/check_bet", "bound-token-1", betOf(partner)));
        };
        QCOMPARE(ask("acme").status, 200);
        QCOMPARE(ask("12345").status, 200);
        QCOMPARE(ask("other").status, 403);
        QCOMPARE(member(ask("other").body, "code"), "forbidden");
    }

    void needsAnIssuerWhereOthersCanReachIt()
    {
        const QTemporaryDir folder;
        const QString config = writeFile(folder.filePath(u"betd.toml"_s), "[partners.acme]\n");
        const QString tokens = writeFile(folder.filePath(u"tokens"_s), "some-token-1 ann support\n");
        const QStringList common{u"--db"_s, folder.filePath(u"betd.db"_s), u"--config"_s, config};
        const auto open = runBetd(common + QStringList{u"--listen"_s, u"0.0.0.0:0"_s, u"--token-file"_s, tokens});
        QCOMPARE(open.code, 2);
        QVERIFY2(open.errors.contains("needs [identity]"), open.errors.constData());
        const auto nobody = runBetd(common + QStringList{u"--listen"_s, u"127.0.0.1:0"_s});
        QCOMPARE(nobody.code, 2);
        QVERIFY2(nobody.errors.contains("nobody could call the service"), nobody.errors.constData());
    }

    void tellsHealthReadinessAndMetricsWithoutAToken()
    {
        BetdProcess betd;
        const quint16 port = betd.start();
        QVERIFY(port != 0);
        QCOMPARE(post(port, "block_funds", betBody("b-1")).status, 200);
        QCOMPARE(member(exchange(port, request("GET", "/healthz", {})).body, "status"), "ok");
        QCOMPARE(member(exchange(port, request("GET", "/readyz", {})).body, "ready"), "true");
        const RawReply metrics = exchange(port, request("GET", "/metrics", {}));
        QCOMPARE(metrics.status, 200);
        QVERIFY(metrics.headers.value("content-type").startsWith("text/plain; version=0.0.4"));
        for (const char* line :
             {"betd_http_requests_total{call=\"block_funds\",status=\"200\"} 1",
              "betd_http_request_duration_seconds_count{call=\"block_funds\"} 1", "betd_writer_batch_requests_count 1",
              "betd_outbox_operations 0", "betd_store_writable 1", "betd_operations_in_doubt 0"})
            QVERIFY2(metrics.body.contains(line), line);
    }

    void logsNoTokenAndNoBody()
    {
        BetdProcess betd({u"--log-level"_s, u"debug"_s});
        QVERIFY(betd.start() != 0);
        post(betd.port(), "block_funds", betBody("secret-bet-body"));
        exchange(betd.port(), request("GET", "/api/v1/bets?player_id=67890", deskToken));
        exchange(betd.port(), request("GET", "/api/v1/bets", "a-wrong-token-99"));
        QCOMPARE(betd.stop(), 0);
        QFile file(betd.folder() + u"/log"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray log = file.readAll();
        int answered = 0;
        for (const QByteArray& line : log.split('\n')) {
            if (line.isEmpty())
                continue;
            const QJsonObject entry = QJsonDocument::fromJson(line).object();
            QVERIFY2(entry.contains(u"@timestamp"_s) && entry.contains(u"log.level"_s), line.constData());
            QCOMPARE(entry[u"ecs.version"_s].toString(), u"8.11.0"_s);
            QVERIFY(entry[u"event.dataset"_s].toString().startsWith(u"betd."_s));
            answered += entry[u"message"_s] == u"answered"_s ? 1 : 0;
        }
        QCOMPARE(answered, 3);
        QVERIFY(log.contains("\"url.path\":\"/api/block_funds\""));
        QVERIFY(log.contains("\"event.action\":\"block_funds\",\"event.outcome\":\"success\""));
        QVERIFY(log.contains("\"event.action\":\"bets\",\"event.outcome\":\"failure\""));
        for (const QByteArray& secret :
             {gameToken, deskToken, QByteArray("a-wrong-token-99"), QByteArray("67890"), QByteArray("secret-bet-body")})
            QVERIFY2(!log.contains(secret), secret.constData());
    }
};

QTEST_GUILESS_MAIN(TestHttpProcess)
#include "tst_httpprocess.moc"
