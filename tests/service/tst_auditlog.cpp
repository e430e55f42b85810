// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/audit.h"
#include "client/contract/json.h"
#include "service/core/auditkey.h"
#include "service/core/keys.h"
#include "service/http/auditheads.h"
#include "tests/service/betdprocess.h"
#include "tests/service/corefixture.h"
#include "tests/service/rawclient.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <sstream>

using namespace Qt::StringLiterals;
using namespace service;
using tests::BetdProcess;
using tests::codeOf;
using tests::Desk;
using tests::exchange;
using tests::request;

namespace {

core::Settings signedSettings()
{
    core::Settings settings;
    settings.auditKey = core::auditKeyFrom(std::string(32, 'k'));
    return settings;
}

core::Response ask(Desk& desk, const std::string& path, const core::Identity& who, const std::string& query = {})
{
    core::Request made = desk.request("GET", path);
    made.identity = who;
    made.query = query;
    if (auto refused = desk.service->precheck(made))
        return *refused;
    return desk.service->read(*desk.store, made);
}

// What a person did, as "seq subject", newest first.
std::string seen(Desk& desk, const core::Identity& who, const std::string& query = {})
{
    const core::Response response = ask(desk, "/api/v1/audit", who, query);
    if (response.status != 200)
        return codeOf(response);
    const auto page = client::contract::decodeAuditPage(response.body);
    if (!page)
        return page.error().detail;
    std::string text;
    for (const auto& entry : page->rows)
        text += (text.empty() ? "" : ", ") + std::to_string(entry.seq) + " " + entry.subject;
    return text;
}

// A call of a game that leaves one row of the log; the game is of a team.
void act(Desk& desk, const std::string& subject, const std::string& team, const std::string& bet)
{
    core::Request made = desk.request("POST", "/api/block_funds", tests::body({}, "1", bet));
    made.identity.subject = subject;
    made.identity.team = team;
    QCOMPARE(desk.send(made).status, 200);
}

const core::Identity auditor{"v.audit", {"auditor"}};

} // namespace

class TestAuditLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachRoleReadsItsPart_data();
    void eachRoleReadsItsPart();
    void aTeamIsTheOneOfTheLastDeed();
    void filtersMeetEachOther_data();
    void filtersMeetEachOther();
    void pagesLeadToTheOldestRow();
    void wrongParametersAreNamed_data();
    void wrongParametersAreNamed();
    void checksTheLogInStretches();
    void namesTheFirstBadRow();
    void aHeadIsSignedOncePerRow();
    void answersTellTheHead();
};

void TestAuditLog::eachRoleReadsItsPart_data()
{
    QTest::addColumn<QByteArray>("subject");
    QTest::addColumn<QByteArray>("roles");
    QTest::addColumn<QByteArray>("team");
    QTest::addColumn<QByteArray>("sees");
    const auto row = [](const char* subject, const char* roles, const char* team, const char* sees) {
        QTest::addRow("%s %s %s", subject, roles, team)
            << QByteArray(subject) << QByteArray(roles) << QByteArray(team) << QByteArray(sees);
    };
    row("v.audit", "auditor", "", "4 carl, 3 bea, 2 ann, 1 ann");
    row("v.audit", "auditor", "red", "4 carl, 3 bea, 2 ann, 1 ann");
    row("mia", "manager", "red", "3 bea, 2 ann, 1 ann");
    row("mia", "manager", "blue", "4 carl");
    row("mia", "manager", "green", "");
    // Without a team a manager is alone.
    row("mia", "manager", "", "");
    row("carl", "manager", "", "4 carl");
    row("carl", "manager", "red", "4 carl, 3 bea, 2 ann, 1 ann");
    row("ann", "support", "red", "2 ann, 1 ann");
    row("ann", "support", "", "2 ann, 1 ann");
    row("bea", "support,viewer", "red", "3 bea");
    row("bea", "support,auditor", "", "4 carl, 3 bea, 2 ann, 1 ann");
    row("zoe", "support", "blue", "");
    row("ann", "viewer", "red", "forbidden");
    row("ann", "admin", "red", "forbidden");
    row("ann", "game", "red", "forbidden");
}

void TestAuditLog::eachRoleReadsItsPart()
{
    QFETCH(QByteArray, subject);
    QFETCH(QByteArray, roles);
    QFETCH(QByteArray, team);
    QFETCH(QByteArray, sees);
    Desk desk(signedSettings());
    act(desk, "ann", "red", "b-1");
    act(desk, "ann", "red", "b-2");
    act(desk, "bea", "red", "b-3");
    act(desk, "carl", "blue", "b-4");
    core::Identity who{subject.toStdString(), {}, {}, team.toStdString()};
    for (const QByteArray& role : roles.split(','))
        who.roles.push_back(role.toStdString());
    QCOMPARE(seen(desk, who), sees.toStdString());
    // To look for somebody else's rows does not show them.
    if (sees == "2 ann, 1 ann")
        QCOMPARE(seen(desk, who, "subject=carl"), "");
    const bool mayVerify = roles.contains("auditor");
    QCOMPARE(ask(desk, "/api/v1/audit/verify", who).status, mayVerify ? 200 : 403);
}

void TestAuditLog::aTeamIsTheOneOfTheLastDeed()
{
    Desk desk(signedSettings());
    const core::Identity red{"mia", {"manager"}, {}, "red"};
    act(desk, "ann", "red", "b-1");
    act(desk, "ann", "", "b-2");
    QCOMPARE(seen(desk, red), "2 ann, 1 ann");
    act(desk, "ann", "blue", "b-3");
    QCOMPARE(seen(desk, red), "");
    // What was rolled back was not remembered either.
    core::Request made = desk.request("POST", "/api/block_funds", tests::body({}, "1", "b-4"));
    made.identity.subject = "ann";
    made.identity.team = "red";
    desk.store->begin();
    desk.service->handle(made);
    desk.store->rollback();
    desk.service->discard();
    QCOMPARE(seen(desk, red), "");
    QCOMPARE(desk.send(made).status, 200);
    QCOMPARE(seen(desk, red), "4 ann, 3 ann, 2 ann, 1 ann");
}

void TestAuditLog::filtersMeetEachOther_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("sees");
    const QByteArray from =
        QByteArray::fromStdString(client::contract::json::timeText(tests::ManualClock().utcMs() + 500));
    QTest::newRow("subject") << QByteArray("subject=ann") << QByteArray("3 ann, 1 ann");
    QTest::newRow("nobody") << QByteArray("subject=zoe") << QByteArray();
    QTest::newRow("action") << QByteArray("action=refund") << QByteArray("3 ann");
    QTest::newRow("object") << QByteArray("object=bet:p-1/b-1") << QByteArray("3 ann, 1 ann");
    QTest::newRow("object, escaped") << QByteArray("object=bet%3Ap-1%2Fb-2") << QByteArray("2 bea");
    QTest::newRow("part of an object") << QByteArray("object=bet:p-1") << QByteArray();
    QTest::newRow("a text that would be SQL") << QByteArray("subject=x'%20OR%201--") << QByteArray();
    QTest::newRow("later") << "created_from=" + from << QByteArray("3 ann");
    QTest::newRow("earlier") << "created_to=" + from << QByteArray("2 bea, 1 ann");
    QTest::newRow("all at once") << "subject=ann&action=block_funds&object=bet:p-1/b-1&created_to=" + from
                                 << QByteArray("1 ann");
    QTest::newRow("a number of rows") << QByteArray("limit=2") << QByteArray("3 ann, 2 bea");
}

void TestAuditLog::filtersMeetEachOther()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, sees);
    Desk desk(signedSettings());
    act(desk, "ann", "", "b-1");
    act(desk, "bea", "", "b-2");
    desk.clock.now += 1'000;
    desk.subject = "ann";
    QCOMPARE(desk.post("/api/refund", tests::body({}, "1")).status, 200);
    QCOMPARE(seen(desk, auditor, query.toStdString()), sees.toStdString());
}

void TestAuditLog::pagesLeadToTheOldestRow()
{
    Desk desk(signedSettings());
    constexpr int count = 25;
    for (int i = 1; i <= count; ++i)
        act(desk, i % 5 == 0 ? "bea" : "ann", "", "b-" + std::to_string(i));
    std::vector<std::int64_t> seqs;
    std::string cursor;
    int pages = 0;
    do {
        const core::Response response = ask(desk, "/api/v1/audit", auditor, "limit=10" + cursor);
        const auto page = client::contract::decodeAuditPage(response.body).value();
        for (const auto& entry : page.rows)
            seqs.push_back(entry.seq);
        cursor = page.nextCursor.empty() ? "" : "&cursor=" + page.nextCursor;
        ++pages;
        // New rows do not move what follows a cursor.
        act(desk, "ann", "", "late-" + std::to_string(pages));
    } while (!cursor.empty());
    QCOMPARE(pages, 3);
    QCOMPARE(seqs.size(), std::size_t(count));
    for (int i = 0; i < count; ++i)
        QCOMPARE(seqs[static_cast<std::size_t>(i)], count - i);
}

void TestAuditLog::wrongParametersAreNamed_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("query");
    const QByteArray log = "/api/v1/audit";
    for (const char* query : {"cursor=x", "cursor=p0", "limit=0", "limit=501", "limit=x", "created_from=monday",
                              "colour=red", "subject=a&subject=b", "action=%zz"})
        QTest::newRow(query) << log << QByteArray(query);
    QTest::newRow("long subject") << log << "subject=" + QByteArray(129, 'x');
    QTest::newRow("long object") << log << "object=" + QByteArray(257, 'x');
    QTest::newRow("limit of a check") << log + "/verify" << QByteArray("limit=5");
}

void TestAuditLog::wrongParametersAreNamed()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, query);
    Desk desk(signedSettings());
    act(desk, "ann", "", "b-1");
    QCOMPARE(codeOf(ask(desk, path.toStdString(), auditor, query.toStdString())), "validation_failed");
}

void TestAuditLog::checksTheLogInStretches()
{
    Desk desk(signedSettings());
    const auto check = [&desk](const std::string& cursor) {
        const core::Response response =
            ask(desk, "/api/v1/audit/verify", auditor, cursor.empty() ? "" : "cursor=" + cursor);
        return client::contract::decodeAuditCheck(response.body).value();
    };
    const auto empty = check({});
    QVERIFY(empty.ok);
    QCOMPARE(empty.rows, 0);
    constexpr std::int64_t count = 5'003;
    {
        core::Transaction transaction(*desk.store);
        core::AuditHead head;
        for (std::int64_t seq = 1; seq <= count; ++seq) {
            core::AuditRow row{seq, seq, "ann", "support", "refund", "bet:p/b", {}, {}, {}, {}, head.hash, {}};
            row.hash = core::auditHash(row);
            head = {seq, row.hash};
            desk.store->insertAudit(row);
            if (seq % 1'000 == 0)
                desk.store->insertSignedHead({head, seq, core::sign(desk.settings.auditKey, head)});
        }
        transaction.commit();
    }
    const auto first = check({});
    QVERIFY2(first.ok, first.why.c_str());
    QCOMPARE(first.rows, 5'000);
    QCOMPARE(first.checkedTo, 5'000);
    QCOMPARE(first.headSeq, count);
    QCOMPARE(first.publicKey, core::hex(desk.settings.auditKey.publicKey));
    QVERIFY(!first.nextCursor.empty());
    const auto second = check(first.nextCursor);
    QVERIFY2(second.ok, second.why.c_str());
    QCOMPARE(second.rows, 3);
    QCOMPARE(second.checkedTo, count);
    QVERIFY(second.nextCursor.empty());
    QCOMPARE(codeOf(ask(desk, "/api/v1/audit/verify", auditor, "cursor=p999999")), "cursor_expired");
}

void TestAuditLog::namesTheFirstBadRow()
{
    Desk desk(signedSettings());
    for (int i = 1; i <= 5; ++i)
        act(desk, "ann", "", "b-" + std::to_string(i));
    core::AuditHead head = desk.store->auditHead();
    core::AuditRow row{7, 1, "ann", "support", "refund", "bet:p/b", {}, {}, {}, {}, head.hash, {}};
    row.hash = core::auditHash(row);
    {
        core::Transaction transaction(*desk.store);
        desk.store->insertAudit(row);
        transaction.commit();
    }
    const auto check = client::contract::decodeAuditCheck(ask(desk, "/api/v1/audit/verify", auditor).body).value();
    QVERIFY(!check.ok);
    QCOMPARE(check.firstBad, 6);
    QCOMPARE(check.rows, 5);
    QCOMPARE(check.why, "the row is missing");
    QVERIFY(check.nextCursor.empty());
}

void TestAuditLog::aHeadIsSignedOncePerRow()
{
    const core::AuditKey key = core::auditKeyFrom(std::string(32, 'k'));
    http::AuditHeads heads(key);
    QCOMPARE(heads.text(), "");
    const core::AuditHead head{17, std::string(32, 'h')};
    heads.committed(head);
    const auto parsed = client::contract::parseAuditHead(heads.text());
    QVERIFY2(parsed, parsed ? "" : parsed.error().detail.c_str());
    QCOMPARE(parsed->seq, 17);
    const core::SignedHead told = core::signedHeadFrom(*parsed);
    QCOMPARE(told.head.hash, head.hash);
    QVERIFY(core::verifies(key.publicKey, head, told.signature));
    QVERIFY(!core::verifies(key.publicKey, {18, head.hash}, told.signature));
    QVERIFY(!core::verifies(core::auditKeyFrom(std::string(32, 'x')).publicKey, head, told.signature));
    http::AuditHeads unsignedHeads{core::AuditKey{}};
    unsignedHeads.committed(head);
    QCOMPARE(unsignedHeads.text(), "");
}

void TestAuditLog::answersTellTheHead()
{
    BetdProcess betd;
    const quint16 port = betd.start();
    QVERIFY(port != 0);
    const auto headOf = [port](const QByteArray& bytes) { return exchange(port, bytes).headers.value("x-audit-head"); };
    const QByteArray instance = request("GET", "/api/v1/instance", tests::deskToken);
    QCOMPARE(headOf(instance), "");
    const QByteArray block =
        request("POST", "/api/block_funds", tests::gameToken, QByteArray::fromStdString(tests::body()));
    QVERIFY(headOf(block).isEmpty());
    const QByteArray first = headOf(instance);
    QVERIFY(first.startsWith("1:"));
    QCOMPARE(headOf(instance), first);
    QCOMPARE(headOf(request("GET", "/api/v1/audit", tests::deskToken)), first);
    QVERIFY(headOf(request("GET", "/api/v1/bets", tests::deskToken)).isEmpty());
    const QByteArray refund = request("POST", "/api/v1/refunds", tests::deskToken,
                                      R"({"refund_id":"r-1","items":[{"partner_id":"p-1","bet_id":"b-1","amount":)"
                                      R"({"amount":"100.00","currency":"EUR"},"expected_version":1}],)"
                                      R"("reason":"technical_issue"})",
                                      "Idempotency-Key: k-1\r\n");
    const auto refunded = exchange(port, refund);
    QVERIFY2(refunded.status == 200, refunded.body.constData());
    const QByteArray second = refunded.headers.value("x-audit-head");
    // The row of this very refund, durable before the answer.
    QVERIFY2(second.startsWith("2:"), second.constData());
    const auto page = exchange(port, request("GET", "/api/v1/audit", tests::deskToken));
    const auto rows = client::contract::decodeAuditPage(page.body.toStdString()).value().rows;
    QCOMPARE(rows.size(), 1u); // support sees what it did itself
    QCOMPARE(QByteArray::fromStdString(rows.front().hash), second.split(':')[1]);
    // After a restart it is known at once.
    QCOMPARE(betd.stop(), 0);
    BetdProcess again({}, betd.database());
    QVERIFY(again.start() != 0);
    QCOMPARE(exchange(again.port(), instance).headers.value("x-audit-head"), second);
}

QTEST_GUILESS_MAIN(TestAuditLog)
#include "tst_auditlog.moc"
