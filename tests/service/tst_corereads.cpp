// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/json.h"
#include "tests/service/corefixture.h"

#include <QTest>

#include <algorithm>

using client::contract::TimelineKind;
using service::core::Faults;
using service::core::Response;
using tests::body;
using tests::codeOf;
using tests::Desk;

namespace {

std::vector<std::string> betsOf(const Response& response)
{
    std::vector<std::string> ids;
    const auto page = client::contract::decodeBetPage(response.body);
    if (!page)
        return {"no page: " + response.body};
    for (const auto& row : page->rows)
        ids.push_back(row.bet.text());
    return ids;
}

using Ids = std::vector<std::string>;

void fill(Desk& desk)
{
    desk.post("/api/check_bet", body({}, "100", "b-1"));
    desk.clock.now += 1'000;
    desk.post("/api/block_funds", body(R"("round_id":"r-1","selection":"5","odds":2)", "100", "b-2", "u-2"));
    desk.clock.now += 1'000;
    desk.post("/api/block_funds", body(R"("round_id":"r-1","selection":"6","odds":2)", "100", "b-3"));
    desk.clock.now += 1'000;
    desk.post("/api/update_bet_status", body(R"("status":"win","payout":200,"result":"6")", "100", "b-3"));
    desk.post("/api/block_funds", R"({"partner_id":"p-2","partner_player_id":"u-9","amount":5,"bet_id":"b-4"})");
}

} // namespace

class TestCoreReads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theInstanceSaysWhoAndWhere();
    void betsAreFiltered_data();
    void betsAreFiltered();
    void amountsAreComparedInTheirCurrency();
    void betsThatNeedAttentionAreFound();
    void wrongParametersAreRefused_data();
    void wrongParametersAreRefused();
    void pagesFollowTheCursor();
    void theFirstPageSaysWhereTheStreamGoesOn();
    void aBetAndWhatIsNotThere();
    void whatTheCallerHasIsNotSentAgain_data();
    void whatTheCallerHasIsNotSentAgain();
    void theTimelineTellsTheWholeStory();
    void theLedgerOfABetSumsToNothing();
    void roundsAndTheirBets();
    void operationsAndTheirAttempts();
    void anEndlesslyRetriedOperationShowsItsNewestAttempts();
    void partnersAreTheConfiguredOnes();
};

void TestCoreReads::theInstanceSaysWhoAndWhere()
{
    Desk desk;
    const auto info = client::contract::decodeInstance(desk.get("/api/v1/instance").body);
    QVERIFY(info.has_value());
    QVERIFY(!info->environmentId.empty());
    QCOMPARE(info->subject, std::string("tester"));
    QCOMPARE(info->roles, Ids{"auditor"});
    QCOMPARE(info->kind, std::string("local"));
    service::core::Settings named;
    named.environmentId = "env-7";
    Desk other(named);
    QCOMPARE(client::contract::decodeInstance(other.get("/api/v1/instance").body)->environmentId, std::string("env-7"));
}

void TestCoreReads::betsAreFiltered_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("wanted");
    const auto row = [](const char* query, const char* wanted) {
        QTest::newRow(query) << QString::fromLatin1(query) << QString::fromLatin1(wanted);
    };
    row("", "b-4 b-3 b-2 b-1");
    row("state=blocked", "b-4 b-2");
    row("status=funds_held", "b-4 b-2");
    row("status=won", "b-3");
    row("state=won&partner_id=p-2", "");
    row("partner_id=p-2", "b-4");
    row("player_id=u-1", "b-3 b-1");
    row("round_id=r-1", "b-3 b-2");
    row("q=b-2", "b-2");
    row("q=r-1", "b-3 b-2");
    row("q=nothing", "");
    row("created_from=2026-11-18T11:06:42Z", "b-4 b-3 b-2");
    row("created_to=2026-11-18T11%3A06%3A42.000Z", "b-1");
    row("limit=2", "b-4 b-3");
    row("currency=EUR", "b-4 b-3 b-2 b-1");
    row("currency=JPY", "");
    row("currency=EUR&amount_min=100", "b-3 b-2 b-1");
    row("currency=EUR&amount_min=100.01", "");
    row("currency=EUR&amount_max=99.99", "b-4");
    row("currency=EUR&amount_min=5.00&amount_max=5", "b-4");
    row("currency=EUR&amount_max=0", "");
    row("needs_attention=true", "");
    row("needs_attention=false", "b-4 b-3 b-2 b-1");
}

void TestCoreReads::betsAreFiltered()
{
    QFETCH(QString, query);
    QFETCH(QString, wanted);
    Desk desk;
    fill(desk);
    std::string got;
    for (const std::string& id : betsOf(desk.get("/api/v1/bets", query.toStdString())))
        got += (got.empty() ? "" : " ") + id;
    QCOMPARE(QString::fromStdString(got), wanted);
}

void TestCoreReads::amountsAreComparedInTheirCurrency()
{
    service::core::Settings settings;
    settings.partners["p-1"].currency = "JPY";
    settings.partners["p-2"].currency = "KWD";
    Desk desk(settings);
    desk.post("/api/check_bet", body({}, "1000", "yen"));
    desk.post("/api/check_bet", R"({"partner_id":"p-2","partner_player_id":"u-1","amount":1.005,"bet_id":"dinar"})");
    // Both hold about the same number of minor units.
    QCOMPARE(betsOf(desk.get("/api/v1/bets", "currency=KWD&amount_min=1.005&amount_max=1.005")), Ids{"dinar"});
    QCOMPARE(betsOf(desk.get("/api/v1/bets", "currency=KWD&amount_min=1.006")), Ids{});
    QCOMPARE(betsOf(desk.get("/api/v1/bets", "currency=JPY&amount_min=1000")), Ids{"yen"});
    QCOMPARE(betsOf(desk.get("/api/v1/bets", "currency=JPY&amount_max=999")), Ids{});
}

void TestCoreReads::betsThatNeedAttentionAreFound()
{
    Desk desk;
    fill(desk);
    QCOMPARE(desk.post("/api/block_funds", body({}, "99999", "failed")).status, 402);
    Faults faults;
    faults.timeoutBeforeEffect = 1;
    desk.wallet->setFaults(faults);
    desk.post("/api/block_funds", body({}, "7", "doubt"));
    desk.pass(35'000);
    faults = {};
    faults.unavailable503 = 1;
    desk.wallet->setFaults(faults);
    desk.post("/api/block_funds", body({}, "7", "retrying"));
    desk.pass(10);
    QCOMPARE(betsOf(desk.get("/api/v1/bets", "needs_attention=true")), (Ids{"retrying", "doubt", "failed"}));
    QCOMPARE(betsOf(desk.get("/api/v1/bets", "needs_attention=false")), (Ids{"b-4", "b-3", "b-2", "b-1"}));
    QCOMPARE(betsOf(desk.get("/api/v1/bets", "needs_attention=true&status=in_doubt")), Ids{"doubt"});
}

void TestCoreReads::wrongParametersAreRefused_data()
{
    QTest::addColumn<QString>("query");
    for (const char* query : {"state=open",
                              "status=blocked",
                              "limit=0",
                              "limit=501",
                              "limit=ten",
                              "cursor=x",
                              "cursor=p",
                              "cursor=p-1",
                              "cursor=p1x",
                              "partner_id=a%20b",
                              "created_from=yesterday",
                              "colour=red",
                              "state=won&state=lost",
                              "q=%zz",
                              "q=%2",
                              "currency=ZZZ",
                              "currency=",
                              "amount_min=1",
                              "amount_max=1",
                              "currency=EUR&amount_min=1.001",
                              "currency=JPY&amount_min=1.5",
                              "currency=EUR&amount_min=-1",
                              "currency=EUR&amount_min=1e2",
                              "currency=EUR&amount_max=ten",
                              "currency=EUR&amount_max=",
                              "currency=EUR&amount_max=99999999999999999",
                              "needs_attention=1",
                              "needs_attention="})
        QTest::newRow(query) << QString::fromLatin1(query);
}

void TestCoreReads::wrongParametersAreRefused()
{
    QFETCH(QString, query);
    Desk desk;
    QCOMPARE(codeOf(desk.get("/api/v1/bets", query.toStdString())), std::string("validation_failed"));
}

void TestCoreReads::pagesFollowTheCursor()
{
    Desk desk;
    for (int i = 0; i < 25; ++i)
        desk.post("/api/check_bet", body({}, "1", "b-" + std::to_string(i)));
    std::vector<std::string> seen;
    std::string cursor;
    int pages = 0;
    do {
        const Response response = desk.get("/api/v1/bets", "limit=10" + (cursor.empty() ? "" : "&cursor=" + cursor));
        const auto page = client::contract::decodeBetPage(response.body);
        QVERIFY(page.has_value());
        for (const auto& row : page->rows)
            seen.push_back(row.bet.text());
        cursor = page->nextCursor;
        // A bet that comes meanwhile belongs to the stream, not to this snapshot.
        desk.post("/api/check_bet", body({}, "1", "late-" + std::to_string(pages)));
    } while (++pages < 9 && !cursor.empty());
    QCOMPARE(pages, 3);
    QCOMPARE(seen.size(), std::size_t(25));
    QCOMPARE(seen.front(), std::string("b-24"));
    QCOMPARE(seen.back(), std::string("b-0"));
}

void TestCoreReads::theFirstPageSaysWhereTheStreamGoesOn()
{
    Desk desk;
    fill(desk);
    const std::string last = desk.events.back().id;
    for (const char* path : {"/api/v1/bets", "/api/v1/rounds"}) {
        const Response first = desk.get(path);
        QCOMPARE(std::string(client::contract::headerValue(first.headers, "X-Event-Cursor")), last);
    }
    const Response second = desk.get("/api/v1/bets", "cursor=p3");
    QVERIFY(client::contract::headerValue(second.headers, "X-Event-Cursor").empty());
}

void TestCoreReads::aBetAndWhatIsNotThere()
{
    Desk desk;
    fill(desk);
    const auto row = client::contract::decodeBetRow(desk.get("/api/v1/bets/p-1/b-3").body);
    QVERIFY(row.has_value());
    QVERIFY(*row == desk.row("b-3"));
    QCOMPARE(codeOf(desk.get("/api/v1/bets/p-2/b-3")), std::string("bet_not_found"));
    QCOMPARE(codeOf(desk.get("/api/v1/bets/p-1/b-9/timeline")), std::string("bet_not_found"));
    QCOMPARE(codeOf(desk.get("/api/v1/rounds/r-9")), std::string("round_not_found"));
    QCOMPARE(codeOf(desk.get("/api/v1/rounds/r-9/bets")), std::string("round_not_found"));
    QCOMPARE(codeOf(desk.get("/api/v1/operations/op-999/attempts")), std::string("operation_not_found"));
    QCOMPARE(codeOf(desk.get("/api/v1/operations/nonsense/attempts")), std::string("operation_not_found"));
}

void TestCoreReads::whatTheCallerHasIsNotSentAgain_data()
{
    QTest::addColumn<QString>("held");
    QTest::addColumn<bool>("isHeld");
    const auto row = [](const char* held, bool isHeld) { QTest::newRow(held) << QString::fromLatin1(held) << isHeld; };
    row("%1", true);
    row("\"3\", %1", true);
    row("  %1\t", true);
    row("*", true);
    row("", false);
    row("W/\"99\"", false);
    row("W/99", false);
    row(",", false);
}

void TestCoreReads::whatTheCallerHasIsNotSentAgain()
{
    QFETCH(QString, held);
    QFETCH(bool, isHeld);
    Desk desk;
    fill(desk);
    for (const char* path : {"/api/v1/bets/p-1/b-3", "/api/v1/rounds/r-1"}) {
        auto request = desk.request("GET", path);
        request.identity.roles = {"viewer"};
        const auto first = desk.service->read(*desk.store, request);
        const std::string tag(client::contract::headerValue(first.headers, "ETag"));
        QVERIFY2(tag.find("W/\"") == 0, tag.c_str());
        QString said = held;
        request.headers.push_back(
            {"If-None-Match", said.replace(QStringLiteral("%1"), QString::fromStdString(tag)).toStdString()});
        const auto again = desk.service->read(*desk.store, request);
        QCOMPARE(again.status, isHeld ? 304 : 200);
        QCOMPARE(again.body, isHeld ? std::string() : first.body);
        QCOMPARE(std::string(client::contract::headerValue(again.headers, "ETag")), tag);

        // A new version has a new tag.
        request.headers.back().value = tag;
        desk.post("/api/update_bet_status", body(R"("status":"lose")", "100", "b-2", "u-2"));
        desk.post("/api/recalculate_bets", R"({"round_id":"r-1","correct_result":"5"})");
        const auto changed = desk.service->read(*desk.store, request);
        QCOMPARE(changed.status, 200);
        QVERIFY(client::contract::headerValue(changed.headers, "ETag") != tag);
        desk.post("/api/recalculate_bets", R"({"round_id":"r-1","correct_result":"6"})");
    }
    const auto missing = desk.get("/api/v1/bets/p-1/none");
    QVERIFY(client::contract::headerValue(missing.headers, "ETag").empty());
}

void TestCoreReads::theTimelineTellsTheWholeStory()
{
    Desk desk;
    desk.post("/api/check_bet", body(R"("round_id":"r-1")"));
    Faults faults;
    faults.unavailable503 = 1;
    desk.wallet->setFaults(faults);
    desk.clock.now += 100;
    desk.post("/api/block_funds", body(R"("round_id":"r-1")"));
    desk.tick();
    desk.wallet->setFaults({});
    desk.pass(5'000);
    desk.post("/api/refund", body());
    const auto story = client::contract::decodeStory(desk.get("/api/v1/bets/p-1/b-1/timeline").body);
    QVERIFY(story.has_value());
    QVERIFY(story->bet == desk.row());
    std::string lines;
    for (const auto& entry : story->entries) {
        lines += entry.call;
        switch (entry.kind) {
        case TimelineKind::Call:
            lines += " call " + entry.text;
            break;
        case TimelineKind::Version:
            lines += " version " + std::to_string(entry.version) + " " + std::string(word(*entry.state));
            break;
        case TimelineKind::Operation:
            lines += " operation " + std::string(word(entry.operation->brief.state));
            break;
        case TimelineKind::Attempt:
            lines += " attempt " + std::to_string(entry.attempt->number) + " " + entry.attempt->answer;
            break;
        case TimelineKind::Note:
            lines += " note";
            break;
        }
        QCOMPARE(entry.actor, std::string("tester"));
        lines += "; ";
    }
    QCOMPARE(lines,
             std::string("check_bet call approved; check_bet version 1 checked; block_funds operation succeeded; "
                         "block_funds attempt 1 not_sent; block_funds attempt 2 accepted; "
                         "block_funds version 4 blocked; refund operation succeeded; refund attempt 1 accepted; "
                         "refund version 5 refunded; "));
    const auto& refused = story->entries[3].attempt.value();
    QVERIFY(refused.request.find("POST /api/block_funds\n\n{\"partner_id\":\"p-1\"") == 0);
    QVERIFY(refused.response.find("partner_unavailable") != std::string::npos);
    QCOMPARE(refused.http, 503);
    QVERIFY(refused.nextAt > refused.at);
    QVERIFY(story->entries[4].attempt->response.find("\"status\":\"blocked\"") != std::string::npos);
}

void TestCoreReads::theLedgerOfABetSumsToNothing()
{
    Desk desk;
    fill(desk);
    const auto value = client::contract::json::parse(desk.get("/api/v1/bets/p-1/b-3/ledger").body);
    QVERIFY(value && value->find("data"));
    QCOMPARE(value->find("data")->items.size(), std::size_t(5));
    const auto story = client::contract::decodeStory(desk.get("/api/v1/bets/p-1/b-3/timeline").body);
    std::int64_t sum = 0;
    std::int64_t player = 0;
    for (const auto& entry : story->ledger) {
        sum += entry.amountMinor;
        if (entry.account == "player:u-1")
            player += entry.amountMinor;
    }
    QCOMPARE(sum, std::int64_t(0));
    QCOMPARE(player, std::int64_t(10'000));
    QCOMPARE(story->ledger.front().key, std::string("block:p-1/b-3"));
}

void TestCoreReads::roundsAndTheirBets()
{
    Desk desk;
    fill(desk);
    const auto page = client::contract::decodeRoundPage(desk.get("/api/v1/rounds").body);
    QVERIFY(page.has_value());
    QCOMPARE(page->rows.size(), std::size_t(1));
    QVERIFY(page->rows.front() == desk.round("r-1"));
    QCOMPARE(page->rows.front().openBets, std::int64_t(1));
    QVERIFY(client::contract::decodeRoundRow(desk.get("/api/v1/rounds/r-1").body).has_value());
    QCOMPARE(betsOf(desk.get("/api/v1/rounds/r-1/bets")), (Ids{"b-3", "b-2"}));
    QCOMPARE(betsOf(desk.get("/api/v1/rounds/r-1/bets", "limit=1")), Ids{"b-3"});
    QCOMPARE(client::contract::decodeRoundPage(desk.get("/api/v1/rounds", "state=open").body)->rows.size(),
             std::size_t(0));
    QCOMPARE(client::contract::decodeRoundPage(desk.get("/api/v1/rounds", "state=settling&q=r-1").body)->rows.size(),
             std::size_t(1));
}

void TestCoreReads::operationsAndTheirAttempts()
{
    Desk desk;
    fill(desk);
    Faults faults;
    faults.timeoutBeforeEffect = 1;
    desk.wallet->setFaults(faults);
    desk.post("/api/block_funds", body({}, "7", "b-9"));
    const std::string id = desk.waitingFor;
    desk.pass(35'000);
    const auto doubtful = client::contract::decodeOperationPage(desk.get("/api/v1/operations", "state=in_doubt").body);
    QVERIFY(doubtful.has_value());
    QCOMPARE(doubtful->rows.size(), std::size_t(1));
    QCOMPARE(doubtful->rows.front().brief.id.text(), id);
    QCOMPARE(doubtful->rows.front().key, std::string("block:p-1/b-9"));
    QCOMPARE(doubtful->rows.front().amountMinor, std::int64_t(700));
    QCOMPARE(client::contract::decodeOperationPage(desk.get("/api/v1/operations", "limit=2").body)->rows.size(),
             std::size_t(2));
    const auto attempts = client::contract::decodeAttemptPage(desk.get("/api/v1/operations/" + id + "/attempts").body);
    QVERIFY(attempts.has_value());
    QCOMPARE(attempts->rows.size(), std::size_t(5));
    QCOMPARE(attempts->rows.back().errorClass, std::string("timeout"));
    QCOMPARE(attempts->rows.back().response, std::string());
}

void TestCoreReads::anEndlesslyRetriedOperationShowsItsNewestAttempts()
{
    Desk desk;
    desk.post("/api/block_funds", body());
    Faults faults;
    faults.unavailable503 = 1;
    desk.wallet->setFaults(faults);
    desk.post("/api/update_bet_status", body(R"("status":"lose")"));
    const std::string id = desk.waitingFor;
    desk.pass(24 * 3'600'000);
    const auto page = client::contract::decodeAttemptPage(desk.get("/api/v1/operations/" + id + "/attempts").body);
    QVERIFY(page.has_value());
    QCOMPARE(page->rows.size(), std::size_t(50));
    QVERIFY(page->rows.back().number > 100);
    QCOMPARE(page->rows.back().number, page->rows.front().number + 49);
}

void TestCoreReads::partnersAreTheConfiguredOnes()
{
    service::core::Settings settings;
    settings.partners["acme"] = {};
    settings.partners["acme"].name = "Acme Bets";
    settings.partners["acme"].currency = "GBP";
    Desk desk(settings);
    const std::string wanted = "{\"data\":[{\"partner_id\":\"acme\",\"name\":\"Acme Bets\",\"currency\":\"GBP\"}]}";
    QCOMPARE(desk.get("/api/v1/partners").body, wanted);
}

QTEST_GUILESS_MAIN(TestCoreReads)
#include "tst_corereads.moc"
