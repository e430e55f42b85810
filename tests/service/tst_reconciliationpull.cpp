// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/wire.h"
#include "service/bookmakers/listcall.h"
#include "tests/service/fakelink.h"
#include "tests/service/reconciliationdesk.h"

#include <QTest>

using client::contract::BetState;
using client::contract::PartnerState;
using client::contract::ReconciliationClass;
using client::contract::ReconciliationState;
using service::core::ListOrder;
using service::core::ListPage;
using tests::line;
using tests::ReconciliationDesk;

namespace {

service::core::Settings listedPartner()
{
    service::core::Settings settings;
    settings.partners["p-1"] = settings.defaultPartner;
    settings.partners["p-1"].id = "p-1";
    settings.partners["p-1"].bookmaker.emplace().listed = true;
    return settings;
}

struct PullDesk : ReconciliationDesk
{
    PullDesk() : ReconciliationDesk(listedPartner()) {}

    // As if so many pages had come before.
    client::contract::ReconciliationRow pull(std::int64_t pagesBefore = 0)
    {
        std::string order = orderText();
        order.replace(order.find("file"), 4, "pull");
        last = by("ann", "/api/v1/reconciliations", order);
        const auto made = client::contract::decodeReconciliationRow(last.body);
        if (!made)
            qFatal("no run: %s", last.body.c_str());
        if (pagesBefore != 0) {
            auto stored = *store->openReconciliation(client::contract::PartnerId("p-1"));
            stored.row.chunks = pagesBefore;
            store->updateReconciliation(stored);
        }
        pass(600'000);
        return run(made->id);
    }
};

client::contract::BetRow rowOf(const std::string& bet, BetState state)
{
    client::contract::BetRow row;
    row.partner = client::contract::PartnerId("acme");
    row.bet = client::contract::BetId(bet);
    row.player = client::contract::PlayerId("u-1");
    row.stakeMinor = 2'500;
    row.state = state;
    row.version = 1;
    row.createdAt = row.updatedAt = 1'795'000'000'000;
    return row;
}

const ListOrder order{client::contract::PartnerId("acme"), 0, 1, {}, {}};

} // namespace

class TestReconciliationPull : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsPageAfterPage();
    void triesAgainWhatWasNotReached();
    void givesUpWhatStaysOutOfReach();
    void aHostileListEndsTheRun_data();
    void aHostileListEndsTheRun();
    void goesOnAfterARestart();
    void aCancelledPullStops();
    void aRollbackAsksForThePageAgain();
    void readsAPageOfBets();
    void whatIsNoPageIsSaidSo_data();
    void whatIsNoPageIsSaidSo();
};

void TestReconciliationPull::readsPageAfterPage()
{
    PullDesk desk;
    for (int i = 0; i < 30; ++i)
        desk.make("b-" + std::to_string(i), BetState::Blocked);
    std::vector<std::string> cursors;
    desk.bookmaker->lists = [&](const ListOrder& asked) {
        if (asked.partner.text() != "p-1" || asked.to - asked.from != ReconciliationDesk::dayMs)
            qFatal("asked for something else");
        cursors.push_back(asked.cursor);
        const int from = asked.cursor.empty() ? 0 : std::stoi(asked.cursor);
        ListPage page;
        for (int i = from; i < from + 10; ++i)
            page.lines.push_back(line("b-" + std::to_string(i), i == 17 ? PartnerState::Lost : PartnerState::Held));
        if (from < 20)
            page.nextCursor = std::to_string(from + 10);
        return page;
    };
    const auto run = desk.pull();
    QVERIFY(run.state == ReconciliationState::Completed);
    QCOMPARE(cursors, (std::vector<std::string>{"", "10", "20"}));
    QCOMPARE(run.chunks, 3);
    QCOMPARE(run.lines, 30);
    QCOMPARE(run.count(ReconciliationClass::Matched).found, 29);
    QCOMPARE(desk.items(run.id).at(0).bet.text(), std::string("b-17"));
}

void TestReconciliationPull::triesAgainWhatWasNotReached()
{
    PullDesk desk;
    int asked = 0;
    desk.bookmaker->lists = [&](const ListOrder&) {
        ListPage page;
        if (++asked % 4 != 0)
            page.outcome = ListPage::Outcome::NotReached;
        else if (asked < 8)
            page.nextCursor = "next";
        return page;
    };
    QVERIFY(desk.pull().state == ReconciliationState::Completed);
    QCOMPARE(asked, 8);
}

void TestReconciliationPull::givesUpWhatStaysOutOfReach()
{
    PullDesk desk;
    int asked = 0;
    desk.bookmaker->lists = [&](const ListOrder&) {
        ++asked;
        ListPage page;
        page.outcome = ListPage::Outcome::NotReached;
        page.error = "Nobody is there.";
        return page;
    };
    const auto run = desk.pull();
    QVERIFY(run.state == ReconciliationState::Failed);
    QCOMPARE(run.why, std::string("Nobody is there."));
    QCOMPARE(asked, 5);
    QVERIFY(desk.saw("reconciliation.failed"));
}

void TestReconciliationPull::aHostileListEndsTheRun_data()
{
    QTest::addColumn<QString>("how");
    QTest::addColumn<QString>("why");
    QTest::newRow("no list at all") << "useless"
                                    << "The answer is no page of bets.";
    QTest::newRow("a page that leads to itself") << "circle"
                                                 << "The list leads from a page to the same page.";
    QTest::newRow("pages without end") << "endless"
                                       << "The list has more than 20000 pages.";
}

void TestReconciliationPull::aHostileListEndsTheRun()
{
    QFETCH(QString, how);
    QFETCH(QString, why);
    PullDesk desk;
    desk.make("b-1", BetState::Blocked);
    std::int64_t pages = 0;
    desk.bookmaker->lists = [&](const ListOrder&) {
        ListPage page;
        if (how == QLatin1String("useless"))
            page = {ListPage::Outcome::Useless, why.toStdString(), {}, {}};
        else
            page.nextCursor = how == QLatin1String("circle") ? "same" : std::to_string(++pages);
        return page;
    };
    const auto run = desk.pull(how == QLatin1String("endless") ? 19'990 : 0);
    QVERIFY(run.state == ReconciliationState::Failed);
    QCOMPARE(QString::fromStdString(run.why), why);
    QVERIFY(desk.items(run.id).empty()); // half a list accuses nobody
    desk.pass(600'000);
    QVERIFY(desk.store->busyReconciliations().empty());
}

void TestReconciliationPull::goesOnAfterARestart()
{
    PullDesk desk;
    std::vector<std::string> cursors;
    desk.bookmaker->lists = [&](const ListOrder& asked) {
        cursors.push_back(asked.cursor);
        ListPage page;
        page.lines = {line("b-" + std::to_string(cursors.size()), PartnerState::Held)};
        if (asked.cursor != "2")
            page.nextCursor = asked.cursor.empty() ? "1" : "2";
        return page;
    };
    std::string text = desk.orderText();
    text.replace(text.find("file"), 4, "pull");
    desk.by("ann", "/api/v1/reconciliations", text);
    while (desk.run("rec-1").chunks < 1) {
        desk.clock.now = std::max(desk.clock.now, desk.service->nextDueMs());
        desk.tick();
    }
    // In memory, so that the store has to be kept: only what the service knows beside it is lost.
    desk.service->discard();
    desk.bookmaker->hangUp();
    desk.pass(600'000);
    QVERIFY(desk.run("rec-1").state == ReconciliationState::Completed);
    QCOMPARE(cursors.front(), std::string());
    QCOMPARE(std::count(cursors.begin(), cursors.end(), std::string()), 1);
    QCOMPARE(desk.run("rec-1").chunks, 3);
}

void TestReconciliationPull::aCancelledPullStops()
{
    PullDesk desk;
    int asked = 0;
    desk.bookmaker->lists = [&](const ListOrder&) {
        ListPage page;
        page.nextCursor = std::to_string(++asked);
        return page;
    };
    std::string text = desk.orderText();
    text.replace(text.find("file"), 4, "pull");
    desk.by("ann", "/api/v1/reconciliations", text);
    desk.pass(100);
    QVERIFY(asked > 0);
    desk.by("ann", "/api/v1/reconciliations/rec-1:cancel");
    const int then = asked;
    desk.pass(600'000);
    QVERIFY(asked <= then + 1); // the page that was on its way
    QVERIFY(desk.run("rec-1").state == ReconciliationState::Cancelled);
}

void TestReconciliationPull::aRollbackAsksForThePageAgain()
{
    PullDesk desk;
    desk.bookmaker->lists = [&](const ListOrder& asked) {
        ListPage page;
        page.lines = {line("b-" + asked.cursor, PartnerState::Held)};
        if (asked.cursor.size() < 5)
            page.nextCursor = asked.cursor + "1";
        return page;
    };
    std::string text = desk.orderText();
    text.replace(text.find("file"), 4, "pull");
    desk.by("ann", "/api/v1/reconciliations", text);
    for (int i = 0; i < 200; ++i) {
        desk.clock.now = std::max(desk.clock.now + 1, desk.service->nextDueMs());
        if (i % 3 == 0) {
            {
                const service::core::Transaction transaction(*desk.store);
                desk.service->tick();
            }
            desk.service->discard();
        }
        desk.tick();
    }
    QVERIFY(desk.run("rec-1").state == ReconciliationState::Completed);
    QCOMPARE(desk.run("rec-1").lines, 6);
    QCOMPARE(desk.run("rec-1").count(ReconciliationClass::MissingHere).found, 6);
}

void TestReconciliationPull::readsAPageOfBets()
{
    client::contract::Page<client::contract::BetRow> page;
    auto won = rowOf("b-1", BetState::Won);
    won.payoutMinor = 5'000;
    page.rows = {won, rowOf("b-2", BetState::Checked), rowOf("b-3", BetState::Blocked)};
    page.nextCursor = "p7";
    const ListPage read = service::bookmakers::listPageOf(order, tests::http(200, client::contract::encode(page)));
    QVERIFY(read.outcome == ListPage::Outcome::Rows);
    QCOMPARE(read.nextCursor, std::string("p7"));
    QCOMPARE(read.lines.size(), std::size_t(2)); // what was only checked holds nothing
    QVERIFY(read.lines.at(0) == line("b-1", PartnerState::Won, 2'500, 5'000, 0));
    QVERIFY(read.lines.at(1) == line("b-3", PartnerState::Held, 2'500, {}, 0));
}

void TestReconciliationPull::whatIsNoPageIsSaidSo_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("says");
    QTest::addColumn<bool>("later");
    QTest::newRow("HTML") << 200 << QByteArray("<html>") << "no page of bets" << false;
    QTest::newRow("another object") << 200 << QByteArray("{}") << "no page of bets" << false;
    QTest::newRow("cut") << 200 << QByteArray(R"({"data":[)") << "no page of bets" << false;
    QTest::newRow("deep") << 200 << QByteArray(100'000, '[') << "no page of bets" << false;
    QTest::newRow("another partner") << 200
                                     << QByteArray::fromStdString(
                                            client::contract::encode(client::contract::Page<client::contract::BetRow>{
                                                {[] {
                                                    auto row = rowOf("b-1", BetState::Won);
                                                    row.partner = client::contract::PartnerId("other");
                                                    return row;
                                                }()},
                                                {},
                                                {}}))
                                     << "another partner" << false;
    QTest::newRow("not let in") << 401 << QByteArray("{}") << "HTTP 401" << false;
    QTest::newRow("moved") << 302 << QByteArray() << "HTTP 302" << false;
    QTest::newRow("busy") << 429 << QByteArray() << "HTTP 429" << true;
    QTest::newRow("failing") << 503 << QByteArray() << "HTTP 503" << true;
    QTest::newRow("100 MB") << 0 << QByteArray("large") << "larger than 1 MiB" << false;
    QTest::newRow("nobody") << 0 << QByteArray("reset") << "cannot be reached" << true;
}

void TestReconciliationPull::whatIsNoPageIsSaidSo()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QString, says);
    QFETCH(bool, later);
    using client::contract::TransportError;
    const auto exchange =
        status != 0 ? tests::http(status, body.toStdString())
                    : tests::broken(body == "large" ? TransportError::ReplyTooLarge : TransportError::NotConnected);
    const ListPage page = service::bookmakers::listPageOf(order, exchange);
    QVERIFY(page.outcome == (later ? ListPage::Outcome::NotReached : ListPage::Outcome::Useless));
    QVERIFY2(QString::fromStdString(page.error).contains(says), page.error.c_str());
}

QTEST_GUILESS_MAIN(TestReconciliationPull)
#include "tst_reconciliationpull.moc"
