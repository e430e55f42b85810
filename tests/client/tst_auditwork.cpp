// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/operations/auditchain.h"
#include "client/operations/auditexport.h"
#include "tests/client/samples.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using client::contract::AuditCheck;
using client::contract::AuditEntry;
using client::contract::ProblemCode;
using client::operations::AuditChain;
using client::operations::AuditExport;
using client::ports::HttpRequest;
using tests::samples::problemReply;
using tests::support::FakeTransport;

namespace contract = client::contract;

namespace {

AuditEntry entry(std::int64_t seq)
{
    AuditEntry made;
    made.seq = seq;
    made.at = tests::samples::epochMs + seq;
    made.subject = "a.petrova";
    made.roles = {"support", "viewer"};
    made.action = "refund";
    made.object = "bet:acme/b-" + std::to_string(seq);
    made.before = "blocked";
    made.after = "refunded";
    made.reason = seq == 2 ? "=HYPERLINK(\"http://x\")" : "technical_issue";
    made.correlationId = "c-" + std::to_string(seq);
    made.hash = std::string(64, 'a');
    return made;
}

struct Desk : tests::samples::World
{
    client::api::BetApi api{transport, timers, clock, random, {}};
    std::map<std::string, FakeTransport::Reply> pages; // by cursor

    Desk()
    {
        transport.service = [this](const HttpRequest& request, int) -> std::optional<FakeTransport::Reply> {
            const auto at = request.target.find("cursor=");
            const auto found = pages.find(at == std::string::npos ? "" : request.target.substr(at + 7));
            return found == pages.end() ? problemReply(ProblemCode::NotFound) : found->second;
        };
    }
    static FakeTransport::Reply page(std::vector<AuditEntry> rows, const std::string& next)
    {
        contract::Page<AuditEntry> made;
        made.rows = std::move(rows);
        made.nextCursor = next;
        return FakeTransport::reply(200, encode(made));
    }
    static FakeTransport::Reply check(std::int64_t rows, std::int64_t to, const std::string& next, std::int64_t bad = 0)
    {
        AuditCheck made;
        made.ok = bad == 0;
        made.rows = rows;
        made.checkedTo = to;
        made.headSeq = 12;
        made.firstBad = bad;
        made.why = bad == 0 ? "" : "hash";
        made.publicKey = std::string(64, 'b');
        made.nextCursor = next;
        return FakeTransport::reply(200, encode(made));
    }
};

struct ExportDesk : Desk
{
    QTemporaryDir folder;
    QString path = folder.filePath(QStringLiteral("audit.csv"));
    AuditExport exporting{api};
    std::vector<AuditExport::End> ends;

    ExportDesk()
    {
        pages[""] = page({entry(3), entry(2)}, "2");
        pages["2"] = page({entry(1)}, "");
        QObject::connect(&exporting, &AuditExport::finished, &exporting,
                         [this](AuditExport::End how, const QString&) { ends.push_back(how); });
    }
    QByteArray saved() const
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(no file)");
    }
};

} // namespace

class TestAuditWork : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void savesWhatTheFilterFinds();
    void aFailedPageLeavesNoFile();
    void cancelLeavesNoFile();
    void aLogWithoutEndEnds();
    void checksTheWholeLog();
    void stopsAtTheFirstFlaw();
    void aCheckThatCannotBeMadeIsNotWhole();
    void aCheckThatGetsNowhereIsNotWhole();
    void aHundredPressesAreOneCheck();
    void aCancelledCheckSaysNothing();
};

void TestAuditWork::savesWhatTheFilterFinds()
{
    ExportDesk desk;
    client::api::AuditFilter filter;
    filter.subject = "a.petrova";
    filter.action = "refund";
    filter.cursor = "of the screen";
    QVERIFY(desk.exporting.save(filter, desk.path));
    QVERIFY(!desk.exporting.save(filter, desk.path));
    desk.time.advance(60'000);
    QVERIFY(desk.ends == std::vector{AuditExport::End::Saved});
    const auto lines = desk.saved().split('\n');
    QCOMPARE(lines.size(), 5);
    QCOMPARE(lines[0], QByteArray("seq,at,subject,roles,action,object,reason,before,after,correlation_id,hash"));
    QVERIFY2(lines[1].startsWith("3,2026-"), lines[1].constData());
    QVERIFY(lines[1].contains(",a.petrova,support viewer,refund,bet:acme/b-3,technical_issue,blocked,refunded,c-3,"));
    QVERIFY(lines[2].contains(",\"'=HYPERLINK(\"\"http://x\"\")\","));
    QCOMPARE(desk.exporting.rows(), qint64(3));
    QVERIFY(desk.transport.requests().front().target.find("subject=a.petrova&action=refund") != std::string::npos);
    QVERIFY(desk.transport.requests().front().target.find("cursor") == std::string::npos);
}

void TestAuditWork::aFailedPageLeavesNoFile()
{
    ExportDesk desk;
    desk.pages["2"] = problemReply(ProblemCode::Forbidden);
    desk.exporting.save({}, desk.path);
    desk.time.advance(60'000);
    QVERIFY(desk.ends == std::vector{AuditExport::End::ServiceFailed});
    QVERIFY(desk.exporting.answer().problem->code == ProblemCode::Forbidden);
    QCOMPARE(desk.saved(), QByteArray("(no file)"));
}

void TestAuditWork::cancelLeavesNoFile()
{
    ExportDesk desk;
    connect(&desk.exporting, &AuditExport::progressed, &desk.exporting, &AuditExport::cancel);
    desk.exporting.save({}, desk.path);
    desk.time.advance(60'000);
    QVERIFY(desk.ends == std::vector{AuditExport::End::Cancelled});
    QCOMPARE(desk.transport.requests().size(), std::size_t(1));
    QVERIFY(QDir(desk.folder.path()).isEmpty());
}

void TestAuditWork::aLogWithoutEndEnds()
{
    for (const bool hasRows : {true, false}) {
        ExportDesk desk;
        desk.pages["2"] = Desk::page(hasRows ? std::vector{entry(1)} : std::vector<AuditEntry>{}, hasRows ? "2" : "9");
        desk.exporting.save({}, desk.path);
        desk.time.advance(60'000);
        QVERIFY(desk.ends == std::vector{AuditExport::End::ServiceFailed});
    }
}

void TestAuditWork::checksTheWholeLog()
{
    Desk desk;
    desk.pages[""] = Desk::check(5, 5, "5");
    desk.pages["5"] = Desk::check(5, 10, "10");
    desk.pages["10"] = Desk::check(2, 12, "");
    AuditChain chain(desk.api);
    chain.verify();
    QCOMPARE(chain.state(), AuditChain::State::Checking);
    desk.time.advance(60'000);
    QCOMPARE(chain.state(), AuditChain::State::Whole);
    QCOMPARE(chain.rows(), qint64(12));
    QCOMPARE(chain.check().checkedTo, std::int64_t(12));
}

void TestAuditWork::stopsAtTheFirstFlaw()
{
    Desk desk;
    desk.pages[""] = Desk::check(5, 5, "5");
    desk.pages["5"] = Desk::check(2, 7, "", 7);
    AuditChain chain(desk.api);
    chain.verify();
    desk.time.advance(60'000);
    QCOMPARE(chain.state(), AuditChain::State::Broken);
    QCOMPARE(chain.check().firstBad, std::int64_t(7));
}

void TestAuditWork::aCheckThatCannotBeMadeIsNotWhole()
{
    Desk desk;
    desk.pages[""] = Desk::check(5, 5, "5");
    desk.pages["5"] = problemReply(ProblemCode::Forbidden);
    AuditChain chain(desk.api);
    chain.verify();
    desk.time.advance(60'000);
    QCOMPARE(chain.state(), AuditChain::State::Failed);
}

void TestAuditWork::aCheckThatGetsNowhereIsNotWhole()
{
    Desk desk;
    desk.pages[""] = Desk::check(5, 5, "5");
    desk.pages["5"] = Desk::check(0, 5, "5");
    AuditChain chain(desk.api);
    chain.verify();
    desk.time.advance(60'000);
    QCOMPARE(chain.state(), AuditChain::State::Failed);
    QCOMPARE(desk.transport.requests().size(), std::size_t(2));
}

void TestAuditWork::aHundredPressesAreOneCheck()
{
    Desk desk;
    desk.pages[""] = Desk::check(12, 12, "");
    AuditChain chain(desk.api);
    for (int i = 0; i < 100; ++i)
        chain.verify();
    desk.time.advance(60'000);
    QCOMPARE(desk.transport.requests().size(), std::size_t(1));
    chain.verify();
    desk.time.advance(60'000);
    QCOMPARE(desk.transport.requests().size(), std::size_t(2));
}

void TestAuditWork::aCancelledCheckSaysNothing()
{
    Desk desk;
    desk.pages[""] = Desk::check(12, 12, "");
    AuditChain chain(desk.api);
    chain.verify();
    chain.cancel();
    desk.time.advance(60'000);
    QCOMPARE(chain.state(), AuditChain::State::Idle);
}

QTEST_MAIN(TestAuditWork)
#include "tst_auditwork.moc"
