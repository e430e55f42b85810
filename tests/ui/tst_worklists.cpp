// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The lists below the pages that say what this console and its jobs are doing.
#include "client/api/calllog.h"
#include "tests/support/faketransport.h"
#include "tests/ui/bench.h"
#include "tests/ui/rounds.h"
#include "ui/models/jobsmodel.h"
#include "ui/widgets/callsdock.h"
#include "ui/widgets/jobsdock.h"
#include "ui/widgets/rowtable.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using client::api::CallLog;
using client::contract::JobState;
using client::contract::TransportError;
using client::ports::HttpRequest;
using tests::support::FakeTransport;
using ui::CallsModel;

namespace {

HttpRequest request(const std::string& method, const std::string& target)
{
    return {method, target, {{"Authorization", "Bearer secret"}, {"X-Correlation-Id", "c-1"}}, "{}", 1'000};
}

struct Log
{
    tests::support::VirtualTime time;
    tests::support::VirtualClock clock{time, stories::startMs};
    FakeTransport inner{time};
    CallLog log{inner, clock};

    CallLog::Id send(const std::string& method, const std::string& target)
    {
        return log.send(request(method, target), [this](const client::contract::Exchange&) { ++answers; });
    }
    int answers = 0;
};

struct Desk : Log
{
    bench::Bench bench;
    ui::Context context = [this] {
        auto made = bench.context();
        made.calls = &log;
        return made;
    }();
    ui::CallsDock dock{context};

    QString cell(int row, CallsModel::Column column) const
    {
        return dock.findChild<ui::RowTable*>()->model()->index(row, static_cast<int>(column)).data().toString();
    }
    QPushButton* button(const char* name) const { return dock.findChild<QPushButton*>(QLatin1String(name)); }
};

} // namespace

class TestWorkLists : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void remembersHowEachRequestEnded()
    {
        Log desk;
        desk.inner.service = [](const HttpRequest& asked, int) -> std::optional<FakeTransport::Reply> {
            if (asked.target == "/gone")
                return FakeTransport::broken(TransportError::NotConnected);
            return FakeTransport::reply(asked.target == "/bad" ? 503 : 200, "12345");
        };
        for (const auto* target : {"/good", "/bad", "/gone"})
            desk.send("GET", target);
        const auto given = desk.send("POST", "/left");
        desk.log.abort(given);
        QVERIFY(!desk.log.calls()[0].isOver);
        desk.time.advance(10);
        QCOMPARE(desk.answers, 3);
        const auto& calls = desk.log.calls();
        QCOMPARE(calls.size(), std::size_t(4));
        QVERIFY(!calls[0].isFailed() && calls[1].isFailed() && calls[2].isFailed() && !calls[3].isFailed());
        QCOMPARE(calls[0].status, 200);
        QCOMPARE(calls[0].bytes, 5);
        QCOMPARE(calls[0].correlationId, std::string("c-1"));
        QCOMPARE(calls[2].error, TransportError::NotConnected);
        QVERIFY(!calls[2].maybeSent);
        QCOMPARE(calls[3].error, TransportError::Aborted);
        QVERIFY(calls[3].isOver);
    }

    void keepsTheNewestOnly()
    {
        Log desk;
        for (std::size_t i = 0; i < CallLog::callsMax + 5; ++i)
            desk.send("GET", "/" + std::to_string(i));
        QCOMPARE(desk.log.calls().size(), CallLog::callsMax);
        QCOMPARE(desk.log.calls().front().target, std::string("/5"));
        desk.time.advance(2'000); // those that left the list end as well
        QCOMPARE(desk.answers, static_cast<int>(CallLog::callsMax) + 5);
        QVERIFY(desk.log.calls().front().isOver);
    }

    void followsAStreamFromItsHeadToItsEnd()
    {
        Log desk;
        int ends = 0;
        desk.log.stream(request("GET", "/events"),
                        {[](int, const auto&) {}, [](std::string_view) {}, [&ends](const auto&) { ++ends; }});
        desk.time.advance(1);
        desk.inner.sendHead(desk.inner.newestStream(), 200);
        QCOMPARE(desk.log.calls().front().status, 200);
        QVERIFY(!desk.log.calls().front().isOver);
        desk.inner.endStream(desk.inner.newestStream());
        desk.time.advance(1);
        QCOMPARE(ends, 1);
        QVERIFY(desk.log.calls().front().isOver);
        QCOMPARE(desk.log.calls().front().error, TransportError::Reset);
    }

    void showsTheNewestFirstAndTheFailedAlone()
    {
        Desk desk;
        QAbstractItemModelTester tester(desk.dock.findChild<ui::RowTable*>()->model());
        desk.inner.service = [](const HttpRequest& asked, int) {
            return FakeTransport::reply(asked.target == "/bad" ? 503 : 200, "");
        };
        desk.send("GET", "/bad");
        desk.send("GET", "/good?bet=%E2%80%AE1");
        QCOMPARE(desk.cell(0, CallsModel::Column::Answer), QStringLiteral("waiting…"));
        desk.time.advance(10);
        QCOMPARE(desk.cell(0, CallsModel::Column::Request), QStringLiteral("GET /good?bet=%E2%80%AE1"));
        QCOMPARE(desk.cell(0, CallsModel::Column::Answer), QStringLiteral("200"));
        QCOMPARE(desk.cell(1, CallsModel::Column::Answer), QStringLiteral("503"));
        desk.dock.findChild<QCheckBox*>(QStringLiteral("failedCallsOnly"))->click();
        auto& table = desk.dock.table();
        QCOMPARE(table.model()->rowCount(), 1);
        QCOMPARE(desk.cell(0, CallsModel::Column::Request), QStringLiteral("GET /bad"));
        // One that fails while only these are shown comes in; one that does not stays out.
        desk.send("GET", "/good");
        desk.send("GET", "/bad");
        desk.time.advance(10);
        QCOMPARE(table.model()->rowCount(), 2);
    }

    void copiesWithoutSecrets()
    {
        Desk desk;
        desk.send("POST", "/api/v1/bets/acme/b-1/refunds");
        desk.send("GET", "/api/v1/bets/acme/b-1");
        QVERIFY(!desk.button("copyCallAsCurl")->isEnabled());
        desk.dock.table().selectRowAt(1);
        QVERIFY2(!desk.button("copyCallAsCurl")->isEnabled(), "what it carried is not kept");
        desk.button("copyCorrelationId")->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("c-1"));
        desk.dock.table().selectRowAt(0);
        desk.button("copyCallAsCurl")->click();
        const auto copied = QGuiApplication::clipboard()->text();
        QVERIFY2(copied.contains(QStringLiteral("\"$BASE_URL\"'/api/v1/bets/acme/b-1'")), qPrintable(copied));
        QVERIFY(copied.contains(QStringLiteral("$TOKEN")) && !copied.contains(QStringLiteral("secret")));
    }

    void listsTheJobsThatHaveNotEnded()
    {
        bench::Bench bench;
        ui::JobsModel jobs(bench.api, bench.clock, bench.format);
        ui::JobsDock dock(bench.theme, jobs);
        QSignalSpy opened(&dock, &ui::JobsDock::placeRequested);
        auto running = rounds::job(JobState::Running, "job-1");
        jobs.apply({running, rounds::job(JobState::Completed, "job-2"), rounds::job(JobState::Paused, "job-3")});
        QCOMPARE(dock.table().model()->rowCount(), 2);
        dock.table().selectRowAt(0);
        const auto chosen = dock.table().model()->index(0, 0).data().toString();
        QTest::keyClick(&dock.table(), Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        const auto place = opened.front().front().value<ui::Place>();
        QCOMPARE(place.kind, ui::Place::Kind::Job);
        QVERIFY(place.id == QStringLiteral("job-1") || place.id == QStringLiteral("job-3"));
        running.state = JobState::Completed;
        running.version = 2;
        jobs.apply({running});
        QCOMPARE(dock.table().model()->rowCount(), 1);
    }
};

QTEST_MAIN(TestWorkLists)
#include "tst_worklists.moc"
