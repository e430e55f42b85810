// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/audit.h"
#include "service/http/refusals.h"
#include "tests/service/betdprocess.h"
#include "tests/service/corefixture.h"
#include "tests/service/rawclient.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace service;
using client::contract::ProblemCode;
using tests::BetdProcess;
using tests::Desk;
using tests::exchange;
using tests::request;
using tests::writeFile;

namespace {

core::Request from(const std::string& subject, const std::string& path = "/api/v1/refunds",
                   const std::string& source = "10.0.0.1")
{
    core::Request made;
    made.method = "POST";
    made.path = path;
    made.source = source;
    made.correlationId = "c-1";
    if (!subject.empty())
        made.identity = {subject, {"viewer"}};
    return made;
}

void note(http::Refusals& refusals, const core::Request& request, ProblemCode code = ProblemCode::Forbidden)
{
    refusals.note(request, core::problemResponse(client::contract::problem(code), request));
}

// "subject code asked ×count", in order.
QStringList texts(const std::vector<core::Refusal>& all)
{
    QStringList made;
    for (const core::Refusal& refusal : all) {
        std::string text = refusal.subject.empty() ? refusal.source : refusal.subject;
        text += " " + refusal.code;
        text += refusal.asked.empty() ? "" : " " + refusal.asked;
        text += refusal.count == 1 ? "" : " ×" + std::to_string(refusal.count);
        made << QString::fromStdString(text);
    }
    return made;
}

QStringList rowsOf(quint16 port, const QByteArray& token, const QByteArray& query)
{
    const auto reply = exchange(port, request("GET", "/api/v1/audit?" + query, token));
    QStringList made;
    const auto page = client::contract::decodeAuditPage(reply.body.toStdString());
    if (!page)
        return {QString::fromUtf8(reply.body)};
    for (const auto& entry : page->rows)
        made << QString::fromStdString(entry.subject + "|" + entry.object + "|" + entry.after + "|" + entry.reason);
    return made;
}

} // namespace

class TestRefusals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachOfSomebodySignedInCounts();
    void onlyRefusalsCount();
    void strangersAreCountedByTheMinute();
    void strangersFromEverywhereAreCountedTogether();
    void whatDoesNotFitIsCountedTogether();
    void whatWasNotWrittenComesAgain();
    void aRefusalOfTheWriterHasOneRow();
    void theLogTellsWhoWasRefused();
    void aStrangersFloodIsTwoRows();
};

void TestRefusals::eachOfSomebodySignedInCounts()
{
    tests::ManualClock clock;
    http::Refusals refusals(clock);
    note(refusals, from("vic"));
    note(refusals, from("vic"));
    note(refusals, from("ann", "/api/v1/approvals/a-1:approve"), ProblemCode::SelfApprovalForbidden);
    note(refusals, from("ann", "/api/v1/approvals/a-1:approve"), ProblemCode::ReauthenticationRequired);
    note(refusals, from("bob"), ProblemCode::LimitExceeded);
    QCOMPARE(texts(refusals.take(2)),
             (QStringList{u"vic forbidden POST /api/v1/refunds"_s, u"vic forbidden POST /api/v1/refunds"_s}));
    QCOMPARE(texts(refusals.take(9)),
             (QStringList{u"ann self_approval_forbidden POST /api/v1/approvals/a-1:approve"_s,
                          u"ann reauthentication_required POST /api/v1/approvals/a-1:approve"_s,
                          u"bob limit_exceeded POST /api/v1/refunds"_s}));
    QVERIFY(refusals.take(9).empty());
    note(refusals, from("vic", "/" + std::string(5'000, 'x')));
    QCOMPARE(refusals.take(9).front().asked.size(), 256u);
}

void TestRefusals::onlyRefusalsCount()
{
    tests::ManualClock clock;
    http::Refusals refusals(clock);
    for (const ProblemCode code : {ProblemCode::NotFound, ProblemCode::ValidationFailed, ProblemCode::InternalError,
                                   ProblemCode::InsufficientFunds, ProblemCode::RateLimited})
        note(refusals, from("vic"), code);
    refusals.note(from("vic"), core::Response{});
    QVERIFY(refusals.take(9, true).empty());
}

void TestRefusals::strangersAreCountedByTheMinute()
{
    tests::ManualClock clock;
    http::Refusals refusals(clock);
    const auto knock = [&](int times, const char* source = "10.0.0.1") {
        for (int i = 0; i < times; ++i)
            note(refusals, from("", "/api/v1/bets", source), ProblemCode::Unauthenticated);
    };
    knock(1);
    QCOMPARE(texts(refusals.take(9)), QStringList{u"10.0.0.1 unauthenticated"_s});
    knock(50);
    knock(2, "10.0.0.2");
    QCOMPARE(texts(refusals.take(9)), QStringList{u"10.0.0.2 unauthenticated ×2"_s});
    clock.now += 59'999;
    knock(7);
    QVERIFY(refusals.take(9).empty());
    clock.now += 1;
    QCOMPARE(texts(refusals.take(9)), QStringList{u"10.0.0.1 unauthenticated ×57"_s});
    // Quiet for a minute: the next one is told at once again.
    clock.now += 60'000;
    QVERIFY(refusals.take(9).empty());
    knock(1);
    QCOMPARE(texts(refusals.take(9)), QStringList{u"10.0.0.1 unauthenticated"_s});
    // At the end nothing waits for its minute.
    knock(3);
    QCOMPARE(texts(refusals.take(9, true)), QStringList{u"10.0.0.1 unauthenticated ×3"_s});
}

void TestRefusals::strangersFromEverywhereAreCountedTogether()
{
    tests::ManualClock clock;
    http::Refusals refusals(clock);
    for (int i = 0; i < 5'000; ++i)
        note(refusals, from("", "/", "2001:db8::" + std::to_string(i)), ProblemCode::Unauthenticated);
    const auto taken = refusals.take(100'000);
    QCOMPARE(taken.size(), http::Refusals::sourcesMax + 1);
    QCOMPARE(texts(taken).filter(u"other sources"_s), QStringList{u"other sources unauthenticated ×4000"_s});
}

void TestRefusals::whatDoesNotFitIsCountedTogether()
{
    tests::ManualClock clock;
    http::Refusals refusals(clock);
    const int more = 30;
    for (int i = 0; i < static_cast<int>(http::Refusals::waitingMax) + more; ++i)
        note(refusals, from(i % 3 == 0 ? "ann" : "vic"));
    std::int64_t count = 0;
    std::size_t rows = 0;
    for (;;) {
        const auto taken = refusals.take(300);
        if (taken.empty())
            break;
        rows += taken.size();
        for (const core::Refusal& refusal : taken)
            count += refusal.count;
    }
    QCOMPARE(count, static_cast<std::int64_t>(http::Refusals::waitingMax) + more);
    QCOMPARE(rows, http::Refusals::waitingMax + 2);
}

void TestRefusals::whatWasNotWrittenComesAgain()
{
    tests::ManualClock clock;
    http::Refusals refusals(clock);
    note(refusals, from("vic"));
    note(refusals, from(""), ProblemCode::Unauthenticated);
    refusals.putBack(refusals.take(9));
    QCOMPARE(texts(refusals.take(9)), QStringList{u"vic forbidden POST /api/v1/refunds"_s});
    clock.now += http::Refusals::strangersEveryMs;
    QCOMPARE(texts(refusals.take(9)), QStringList{u"10.0.0.1 unauthenticated"_s});
}

void TestRefusals::aRefusalOfTheWriterHasOneRow()
{
    // The rules of refunds make a row of their own.
    core::Settings settings;
    settings.limits.refunds["EUR"].oneMinor = 100;
    Desk desk(settings);
    QCOMPARE(desk.post("/api/block_funds", tests::body()).status, 200);
    desk.role = "support";
    desk.headerKey = "k-1";
    const std::int64_t before = desk.store->auditHead().seq;
    const auto limited = desk.post("/api/v1/refunds", R"({"refund_id":"r-1","items":[{"partner_id":"p-1",)"
                                                      R"("bet_id":"b-1","amount":{"amount":"50.00","currency":"EUR"},)"
                                                      R"("expected_version":1}],"reason":"technical_issue"})");
    QCOMPARE(tests::codeOf(limited), "limit_exceeded");
    QCOMPARE(desk.store->auditHead().seq, before + 1);
    // Others do not, and get one.
    core::Request made = desk.request("POST", "/api/recalculate_bets", R"({"round_id":"r-1","correct_result":"5"})");
    made.identity = {"wheel", {"game"}, {"p-2"}};
    QCOMPARE(desk.post("/api/block_funds", "{}").status, 403);
    QCOMPARE(desk.store->auditHead().seq, before + 1); // the edge refuses these, and notes them
    desk.role = "game";
    QCOMPARE(desk.post("/api/block_funds", tests::body(R"("round_id":"r-1")", "100", "b-2")).status, 200);
    made.source = "10.0.0.9";
    QCOMPARE(tests::codeOf(desk.send(made)), "forbidden");
    const auto row = desk.store->audit(desk.store->auditHead().seq - 1, 1).front();
    QCOMPARE(row.action, "refused");
    QCOMPARE(row.subject, "wheel");
    QCOMPARE(row.object, "POST /api/recalculate_bets");
    QCOMPARE(row.after, "forbidden");
    QCOMPARE(row.reason, "from 10.0.0.9");
}

void TestRefusals::theLogTellsWhoWasRefused()
{
    const QTemporaryDir folder;
    const QString tokens =
        writeFile(folder.filePath(u"tokens"_s), "viewer-token-1 vic viewer\naudit-token-01 vera auditor\n");
    BetdProcess betd({u"--token-file"_s, tokens});
    const quint16 port = betd.start();
    QVERIFY(port != 0);
    QCOMPARE(exchange(port, request("POST", "/api/v1/refunds", "viewer-token-1", "{}")).status, 403);
    QCOMPARE(exchange(port, request("GET", "/api/v1/audit/verify", "viewer-token-1")).status, 403);
    QCOMPARE(exchange(port, request("GET", "/api/v1/bets?player_id=u-1", "viewer-token-1")).status, 403);
    QTRY_COMPARE(rowsOf(port, "audit-token-01", "subject=vic"),
                 (QStringList{u"vic|GET /api/v1/bets|forbidden|from 127.0.0.1"_s,
                              u"vic|GET /api/v1/audit/verify|forbidden|from 127.0.0.1"_s,
                              u"vic|POST /api/v1/refunds|forbidden|from 127.0.0.1"_s}));
    tests::RawClient stream(port);
    stream.send(request("GET", "/api/v1/events", "audit-token-01"));
    QVERIFY(!stream.readUntil("event: heartbeat").isEmpty());
}

void TestRefusals::aStrangersFloodIsTwoRows()
{
    const QTemporaryDir folder;
    const QString tokens = writeFile(folder.filePath(u"tokens"_s), "audit-token-01 vera auditor\n");
    BetdProcess betd({u"--token-file"_s, tokens});
    quint16 port = betd.start();
    QVERIFY(port != 0);
    const auto refused = [&port] { return rowsOf(port, "audit-token-01", "action=refused"); };
    QCOMPARE(exchange(port, request("GET", "/api/v1/bets", "no-such-token")).status, 401);
    QTRY_COMPARE(refused(), QStringList{u"||unauthenticated|from 127.0.0.1"_s});
    for (int i = 0; i < 40; ++i)
        QCOMPARE(exchange(port, request("GET", "/api/v1/bets", i % 2 == 0 ? "" : "guess")).status, 401);
    QCOMPARE(betd.stop(), 0);
    BetdProcess again({u"--token-file"_s, tokens}, betd.database());
    port = again.start();
    QCOMPARE(refused(),
             (QStringList{u"||unauthenticated|from 127.0.0.1, 40 times"_s, u"||unauthenticated|from 127.0.0.1"_s}));
}

QTEST_GUILESS_MAIN(TestRefusals)
#include "tst_refusals.moc"
