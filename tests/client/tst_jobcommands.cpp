// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/operations/jobcommands.h"
#include "client/operations/jobreport.h"
#include "tests/client/samples.h"
#include "tests/support/jobsamples.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <map>

using client::api::JobVerb;
using client::contract::JobId;
using client::contract::ProblemCode;
using client::contract::TransportError;
using client::operations::JobCommands;
using client::operations::JobReport;
using client::ports::HttpRequest;
using tests::samples::problemReply;
using tests::support::FakeTransport;

namespace contract = client::contract;

namespace {

struct Desk : tests::samples::World
{
    client::api::BetApi api{transport, timers, clock, random, {}};

    void answer(std::function<std::optional<FakeTransport::Reply>(const HttpRequest&)> service)
    {
        transport.service = [told = std::move(service)](const HttpRequest& request, int) { return told(request); };
    }
    std::vector<std::string> targets() const
    {
        std::vector<std::string> found;
        for (const HttpRequest& request : transport.requests())
            found.push_back(request.target);
        return found;
    }
};

// A report of three pages, one of which ends inside a cell.
struct ReportDesk : Desk
{
    ReportDesk()
    {
        answer([this](const HttpRequest& request) {
            for (const auto& [cursor, page] : pages) {
                const bool asked = cursor.empty() ? request.target.find("cursor=") == std::string::npos
                                                  : request.target.ends_with("cursor=" + cursor);
                if (asked)
                    return std::optional(page);
            }
            return std::optional(problemReply(ProblemCode::NotFound));
        });
        pages[""] = page("bet_id,why\nb-1,=1+1\nb-2,\"two ", "c1");
        pages["c1"] = page("lines\"\nb-3,\n", "c2");
        pages["c2"] = page("b-4,x\n", "");
        connect();
    }
    static FakeTransport::Reply page(const std::string& text, const std::string& next)
    {
        return FakeTransport::reply(200, text,
                                    next.empty() ? std::vector<contract::Header>{}
                                                 : std::vector<contract::Header>{{"X-Next-Cursor", next}});
    }
    void connect()
    {
        QObject::connect(&report, &JobReport::finished, &report,
                         [this](JobReport::End how, const QString&) { ends.push_back(how); });
    }
    QByteArray saved() const
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(no file)");
    }

    QTemporaryDir folder;
    QString path = folder.filePath(QStringLiteral("report.csv"));
    std::map<std::string, FakeTransport::Reply> pages;
    JobReport report{api};
    std::vector<JobReport::End> ends;
};

} // namespace

class TestJobCommands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsEachCommandToItsJob_data();
    void sendsEachCommandToItsJob();
    void aHundredPressesAreOneCommand();
    void jobsDoNotWaitForEachOther();
    void tellsARefusal();
    void anAnswerAboutAnotherJobIsNoAnswer();
    void mayBeGoneBeforeTheAnswer();

    void savesPageByPageAndDefused();
    void savesJsonAsItIs();
    void keepsTheOldFileUntilTheNewOneIsWhole();
    void cancelLeavesNoFile();
    void aPlaceThatCannotBeWrittenIsSaid();
    void aReportThatGoesInCirclesEnds();
    void mayBeGoneBeforeTheLastPage();
};

void TestJobCommands::sendsEachCommandToItsJob_data()
{
    QTest::addColumn<int>("verb");
    QTest::addColumn<QByteArray>("target");
    const auto row = [](JobVerb verb, const char* name) {
        QTest::newRow(name) << static_cast<int>(verb) << QByteArray("/api/v1/jobs/job-88:") + name;
    };
    row(JobVerb::Withdraw, "withdraw");
    row(JobVerb::Pause, "pause");
    row(JobVerb::Resume, "resume");
    row(JobVerb::Cancel, "cancel");
    row(JobVerb::RetryFailed, "retry_failed");
}

void TestJobCommands::sendsEachCommandToItsJob()
{
    QFETCH(int, verb);
    QFETCH(QByteArray, target);
    Desk desk;
    const auto after = tests::jobs::running(8);
    desk.answer([&](const HttpRequest&) { return FakeTransport::reply(200, encode(after)); });
    JobCommands commands(desk.api);
    std::vector<contract::JobRow> rows;
    connect(&commands, &JobCommands::done, this, [&](const contract::JobRow& row, JobVerb done) {
        QCOMPARE(static_cast<int>(done), verb);
        rows.push_back(row);
    });
    QVERIFY(commands.steer(after.id, static_cast<JobVerb>(verb)));
    desk.time.advance(1'000);
    QCOMPARE(desk.transport.requests().size(), std::size_t(1));
    QCOMPARE(QByteArray::fromStdString(desk.transport.requests().front().target), target);
    QCOMPARE(QByteArray::fromStdString(desk.transport.requests().front().method), QByteArray("POST"));
    QCOMPARE(rows.size(), std::size_t(1));
    QVERIFY(rows.front() == after);
}

void TestJobCommands::aHundredPressesAreOneCommand()
{
    Desk desk;
    desk.answer([&](const HttpRequest&) { return FakeTransport::reply(200, encode(tests::jobs::running(8))); });
    JobCommands commands(desk.api);
    QVERIFY(commands.steer(JobId("job-88"), JobVerb::Cancel));
    for (int i = 0; i < 100; ++i)
        QVERIFY(!commands.steer(JobId("job-88"), i % 2 == 0 ? JobVerb::Cancel : JobVerb::Resume));
    QVERIFY(commands.isBusy(JobId("job-88")));
    desk.time.advance(1'000);
    QCOMPARE(desk.transport.requests().size(), std::size_t(1));
    QVERIFY(!commands.isBusy(JobId("job-88")));
}

void TestJobCommands::jobsDoNotWaitForEachOther()
{
    Desk desk;
    desk.answer([&](const HttpRequest&) { return FakeTransport::reply(200, encode(tests::jobs::running(8))); });
    JobCommands commands(desk.api);
    QVERIFY(commands.steer(JobId("job-88"), JobVerb::Pause));
    QVERIFY(commands.steer(JobId("job-89"), JobVerb::Pause));
    desk.time.advance(1);
    QCOMPARE(desk.transport.requests().size(), std::size_t(2));
}

void TestJobCommands::tellsARefusal()
{
    Desk desk;
    desk.answer([&](const HttpRequest&) { return problemReply(ProblemCode::JobStateConflict); });
    JobCommands commands(desk.api);
    int refusals = 0;
    connect(&commands, &JobCommands::failed, this, [&](const JobId& job, JobVerb verb, const contract::Answer& answer) {
        ++refusals;
        QCOMPARE(QByteArray::fromStdString(job.text()), QByteArray("job-88"));
        QVERIFY(verb == JobVerb::Resume);
        QVERIFY(answer.problem && answer.problem->code == ProblemCode::JobStateConflict);
    });
    commands.steer(JobId("job-88"), JobVerb::Resume);
    desk.time.advance(60'000);
    QCOMPARE(refusals, 1);
    QCOMPARE(desk.transport.requests().size(), std::size_t(1));
}

void TestJobCommands::anAnswerAboutAnotherJobIsNoAnswer()
{
    Desk desk;
    desk.answer([&](const HttpRequest&) {
        return FakeTransport::reply(200, encode(tests::jobs::job(99, contract::JobState::Paused)));
    });
    JobCommands commands(desk.api);
    bool wasDone = false;
    std::vector<contract::AnswerKind> kinds;
    connect(&commands, &JobCommands::done, this, [&] { wasDone = true; });
    connect(&commands, &JobCommands::failed, this,
            [&](const JobId&, JobVerb, const contract::Answer& answer) { kinds.push_back(answer.kind); });
    commands.steer(JobId("job-88"), JobVerb::Pause);
    desk.time.advance(60'000);
    QVERIFY(!wasDone);
    QVERIFY(kinds == std::vector{contract::AnswerKind::InDoubt});
}

void TestJobCommands::mayBeGoneBeforeTheAnswer()
{
    Desk desk;
    desk.answer([&](const HttpRequest&) { return FakeTransport::reply(200, encode(tests::jobs::running(8))); });
    {
        JobCommands commands(desk.api);
        commands.steer(JobId("job-88"), JobVerb::Pause);
    }
    desk.time.advance(60'000);
    QCOMPARE(desk.transport.requests().size(), std::size_t(1));
}

void TestJobCommands::savesPageByPageAndDefused()
{
    ReportDesk desk;
    QVERIFY(desk.report.save(JobId("job-88"), JobReport::Format::Csv, desk.path));
    QVERIFY(!desk.report.save(JobId("job-88"), JobReport::Format::Csv, desk.path));
    desk.time.advance(2);
    QCOMPARE(desk.saved(), QByteArray("(no file)"));
    desk.time.advance(60'000);
    QVERIFY(desk.ends == std::vector{JobReport::End::Saved});
    QCOMPARE(desk.saved(), QByteArray("bet_id,why\nb-1,'=1+1\nb-2,two lines\nb-3,\nb-4,x\n"));
    QCOMPARE(desk.report.lines(), qint64(5));
    QVERIFY(desk.targets() == (std::vector<std::string>{"/api/v1/jobs/job-88/report?format=csv",
                                                        "/api/v1/jobs/job-88/report?format=csv&cursor=c1",
                                                        "/api/v1/jobs/job-88/report?format=csv&cursor=c2"}));
}

void TestJobCommands::savesJsonAsItIs()
{
    ReportDesk desk;
    desk.pages[""] = ReportDesk::page("{\"bet_id\":\"=b-1\"}\n", "");
    QVERIFY(desk.report.save(JobId("job-88"), JobReport::Format::JsonLines, desk.path));
    desk.time.advance(60'000);
    QCOMPARE(desk.saved(), QByteArray("{\"bet_id\":\"=b-1\"}\n"));
    QVERIFY(desk.targets().front().ends_with("format=json"));
}

void TestJobCommands::keepsTheOldFileUntilTheNewOneIsWhole()
{
    ReportDesk desk;
    QFile old(desk.path);
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write("of yesterday");
    old.close();
    desk.pages["c2"] = problemReply(ProblemCode::Forbidden);
    desk.report.save(JobId("job-88"), JobReport::Format::Csv, desk.path);
    desk.time.advance(60'000);
    QVERIFY(desk.ends == std::vector{JobReport::End::ServiceFailed});
    QCOMPARE(desk.saved(), QByteArray("of yesterday"));
}

void TestJobCommands::cancelLeavesNoFile()
{
    ReportDesk desk;
    connect(&desk.report, &JobReport::progressed, &desk.report, [&] {
        if (desk.transport.requests().size() == 2)
            desk.report.cancel();
    });
    desk.report.save(JobId("job-88"), JobReport::Format::Csv, desk.path);
    desk.time.advance(60'000);
    QVERIFY(desk.ends == std::vector{JobReport::End::Cancelled});
    QCOMPARE(desk.transport.requests().size(), std::size_t(2));
    QVERIFY(QDir(desk.folder.path()).isEmpty());
    QVERIFY(!desk.report.isRunning());
    desk.report.cancel();
    QCOMPARE(desk.ends.size(), std::size_t(1));
}

void TestJobCommands::aPlaceThatCannotBeWrittenIsSaid()
{
    ReportDesk desk;
    desk.report.save(JobId("job-88"), JobReport::Format::Csv, desk.folder.filePath(QStringLiteral("no/report.csv")));
    desk.time.advance(60'000);
    QVERIFY(desk.ends == std::vector{JobReport::End::FileFailed});
    QVERIFY(desk.transport.requests().empty());
}

void TestJobCommands::aReportThatGoesInCirclesEnds()
{
    ReportDesk desk;
    desk.pages["c2"] = ReportDesk::page("b-4,x\n", "c2");
    desk.report.save(JobId("job-88"), JobReport::Format::Csv, desk.path);
    desk.time.advance(60'000);
    QVERIFY(desk.ends == std::vector{JobReport::End::ServiceFailed});
    QCOMPARE(desk.saved(), QByteArray("(no file)"));
}

void TestJobCommands::mayBeGoneBeforeTheLastPage()
{
    ReportDesk desk;
    {
        JobReport report(desk.api);
        report.save(JobId("job-88"), JobReport::Format::Csv, desk.path);
        desk.time.advance(1);
    }
    desk.time.advance(60'000);
    QCOMPARE(desk.saved(), QByteArray("(no file)"));
}

QTEST_MAIN(TestJobCommands)
#include "tst_jobcommands.moc"
