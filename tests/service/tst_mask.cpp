// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/mask.h"
#include "tests/service/betdprocess.h"
#include "tests/service/corefixture.h"
#include "tests/service/rawclient.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using tests::BetdProcess;
using tests::codeOf;
using tests::Desk;
using tests::exchange;
using tests::request;
using tests::writeFile;

namespace {

constexpr const char* player = "lucky-luke-77";

std::string betOf(const std::string& bet)
{
    return tests::body(R"("round_id":"r-1","selection":"5","odds":2)", "100", bet, player);
}

} // namespace

class TestMask : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hidesAllButTheEndOfAnId_data();
    void hidesAllButTheEndOfAnId();
    void aViewerReadsNoIdOfAPlayer_data();
    void aViewerReadsNoIdOfAPlayer();
    void aViewerDoesNotTryIds();
    void whatAViewerReadsIsWellFormed();
    void aViewerFollowsMaskedEvents();
};

void TestMask::hidesAllButTheEndOfAnId_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("masked");
    const auto row = [](const char* name, const char* text, const char* masked) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(masked);
    };
    row("a row", R"({"player_id":"67890","x":1})", R"({"player_id":"....90","x":1})");
    row("two rows", R"([{"player_id":"alice-1"},{"player_id":"bobby-2"}])",
        R"([{"player_id":"....-1"},{"player_id":"....-2"}])");
    row("a short id", R"({"player_id":"u-1"})", R"({"player_id":"...."})");
    row("with blanks", R"({"player_id" : "67890"})", R"({"player_id" : "....90"})");
    row("a message quoted in a text", R"({"request":"{\"partner_player_id\":\"67890\",\"amount\":1}"})",
        R"({"request":"{\"partner_player_id\":\"....90\",\"amount\":1}"})");
    row("an account", R"({"account":"player:67890"})", R"({"account":"player:....90"})");
    row("another account", R"({"account":"held"})", R"({"account":"held"})");
    row("a colon inside", R"({"player_id":"a:b:c:d"})", R"({"player_id":"....:d"})");
    row("masked before", R"({"player_id":"....90"})", R"({"player_id":"....90"})");
    row("the word in other names", R"({"players_hit_twice":7,"players":["x"],"reason":"player_unknown"})",
        R"({"players_hit_twice":7,"players":["x"],"reason":"player_unknown"})");
    row("the word in a text", R"({"detail":"The player is not known."})", R"({"detail":"The player is not known."})");
    row("cut off", R"({"player_id":")", R"({"player_id":")");
    row("at the end", "player", "player");
    row("nothing", "", "");
}

void TestMask::hidesAllButTheEndOfAnId()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, masked);
    std::string got = text.toStdString();
    service::core::maskPlayers(got);
    QCOMPARE(QByteArray::fromStdString(got), masked);
}

void TestMask::aViewerReadsNoIdOfAPlayer_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const char* path :
         {"/api/v1/bets", "/api/v1/bets/p-1/b-1", "/api/v1/bets/p-1/b-1/timeline", "/api/v1/bets/p-1/b-1/ledger",
          "/api/v1/rounds/r-1/bets", "/api/v1/operations", "/api/v1/operations/op-1/attempts"})
        QTest::newRow(path) << QByteArray(path);
}

void TestMask::aViewerReadsNoIdOfAPlayer()
{
    QFETCH(QByteArray, path);
    Desk desk;
    QCOMPARE(desk.post("/api/block_funds", betOf("b-1")).status, 200);
    QCOMPARE(desk.post("/api/refund", tests::body({}, "100", "b-1", player)).status, 200);
    const auto plain = desk.get(path.toStdString());
    QCOMPARE(plain.status, 200);
    desk.reader = "viewer";
    const auto masked = desk.get(path.toStdString());
    QCOMPARE(masked.status, 200);
    const bool names = path != "/api/v1/operations";
    QCOMPARE(plain.body.find(player) != std::string::npos, names);
    QVERIFY2(masked.body.find(player) == std::string::npos, masked.body.c_str());
    QCOMPARE(masked.body.find("....77") != std::string::npos, names);
}

void TestMask::aViewerDoesNotTryIds()
{
    Desk desk;
    QCOMPARE(desk.post("/api/block_funds", betOf("b-1")).status, 200);
    const std::string query = std::string("player_id=") + player;
    QCOMPARE(desk.get("/api/v1/bets", query).status, 200);
    desk.reader = "viewer";
    QCOMPARE(codeOf(desk.get("/api/v1/bets", query)), "forbidden");
    // Nor by the field that searches for any id.
    const auto found = desk.get("/api/v1/bets", std::string("q=") + player);
    QVERIFY(client::contract::decodeBetPage(found.body)->rows.empty());
}

void TestMask::whatAViewerReadsIsWellFormed()
{
    Desk desk;
    QCOMPARE(desk.post("/api/block_funds", betOf("b-1")).status, 200);
    desk.reader = "viewer";
    const auto page = client::contract::decodeBetPage(desk.get("/api/v1/bets").body);
    QVERIFY2(page, page ? "" : page.error().detail.c_str());
    QCOMPARE(page->rows.front().player.text(), "....77");
    const auto story = client::contract::decodeStory(desk.get("/api/v1/bets/p-1/b-1/timeline").body);
    QVERIFY2(story, story ? "" : story.error().detail.c_str());
}

void TestMask::aViewerFollowsMaskedEvents()
{
    const QTemporaryDir folder;
    const QString tokens =
        writeFile(folder.filePath(u"tokens"_s), tests::gameToken + " wheel game\n" + "viewer-token-1 vic viewer\n" +
                                                    tests::deskToken + " ann support,viewer\n");
    BetdProcess betd({u"--token-file"_s, tokens});
    const quint16 port = betd.start();
    QVERIFY(port != 0);
    tests::RawClient viewer(port);
    tests::RawClient support(port);
    viewer.send(request("GET", "/api/v1/events", "viewer-token-1"));
    support.send(request("GET", "/api/v1/events", tests::deskToken));
    QVERIFY(!viewer.readUntil("event: heartbeat").isEmpty());
    QVERIFY(!support.readUntil("event: heartbeat").isEmpty());
    const auto block = [port](const std::string& bet) {
        return exchange(port,
                        request("POST", "/api/block_funds", tests::gameToken, QByteArray::fromStdString(betOf(bet))));
    };
    QCOMPARE(block("b-1").status, 200);
    const QByteArray masked = viewer.readUntil("\"player_id\":\"....77\"");
    QVERIFY(!masked.isEmpty());
    QVERIFY(!masked.contains(player));
    QVERIFY(!support.readUntil(QByteArray("\"player_id\":\"") + player).isEmpty());
    // Older events come from the store another way.
    QCOMPARE(betd.stop(), 0);
    BetdProcess again({u"--token-file"_s, tokens}, betd.database());
    QVERIFY(again.start() != 0);
    const QByteArray epoch =
        exchange(again.port(), request("GET", "/api/v1/bets", "viewer-token-1")).headers.value("x-event-cursor");
    tests::RawClient late(again.port());
    late.send(request("GET", "/api/v1/events?after=" + epoch.left(epoch.indexOf('-')) + "-0", "viewer-token-1"));
    const QByteArray old = late.readUntil("event: heartbeat");
    QVERIFY(old.contains("....77"));
    QVERIFY(!old.contains(player));
}

QTEST_GUILESS_MAIN(TestMask)
#include "tst_mask.moc"
