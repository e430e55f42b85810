// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/operations/bulkrefund.h"
#include "tests/client/samples.h"
#include "tests/support/jobservice.h"

#include <QSignalSpy>
#include <QTest>

using client::contract::AnswerKind;
using client::contract::BetId;
using client::contract::JobRow;
using client::contract::JobState;
using client::contract::PartnerId;
using client::contract::ProblemCode;
using client::operations::BulkRefund;
using client::operations::BulkSelection;
using client::ports::HttpRequest;
using tests::jobs::JobService;
using tests::support::FakeTransport;
using Step = client::operations::BulkRefund::Step;

namespace contract = client::contract;

namespace {

struct Desk : tests::samples::World
{
    client::api::BetApi api{transport, timers, clock, random, {}};
    JobService service;

    Desk()
    {
        transport.service = [this](const HttpRequest& request, int) -> std::optional<FakeTransport::Reply> {
            const auto exchange = service.answer(request);
            if (!exchange)
                return std::nullopt;
            return FakeTransport::Reply{*exchange, 1};
        };
    }

    static BulkSelection byQuery() { return {{}, "status:funds_held partner:acme"}; }
    static BulkSelection byRows(int count)
    {
        BulkSelection selection;
        for (int i = 1; i <= count; ++i)
            selection.items.push_back({PartnerId("acme"), BetId("b-" + std::to_string(i))});
        return selection;
    }
    std::unique_ptr<BulkRefund> start(BulkSelection selection = byQuery())
    {
        return std::make_unique<BulkRefund>(api, clock, random, std::move(selection));
    }
    static void plan(BulkRefund& refund) { refund.plan("technical_issue", "Outage of ACME", "OPS-512"); }
    std::unique_ptr<BulkRefund> ready()
    {
        auto refund = start();
        plan(*refund);
        time.advance(100);
        if (refund->step() != Step::Ready)
            qFatal("the plan did not come through: %d", int(refund->step()));
        return refund;
    }
    std::unique_ptr<BulkRefund> submitted()
    {
        auto refund = ready();
        refund->submit();
        time.advance(100);
        if (refund->step() != Step::Submitted)
            qFatal("the plan did not go out: %d", int(refund->step()));
        return refund;
    }
    // Time passes, and the timer of the window ticks.
    void wait(BulkRefund& refund, std::int64_t ms)
    {
        for (; ms > 0; ms -= 500) {
            time.advance(std::min<std::int64_t>(ms, 500));
            refund.tick();
        }
        time.advance(10);
    }
    contract::JobSummary& job(const BulkRefund& refund) { return *service.find(refund.id().text()); }
    // The job has moved on the service, and the feed says so.
    JobRow move(const BulkRefund& refund, JobState state)
    {
        auto& row = job(refund).job;
        row.state = state;
        ++row.version;
        return row;
    }
    int creates() const { return service.count("/jobs"); }
    int submits() const { return service.count(":submit"); }
    int looks() const
    {
        int found = 0;
        for (const auto& request : transport.requests())
            found += request.method == "GET" ? 1 : 0;
        return found;
    }
};

} // namespace

class TestBulkRefund : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksNothingBeforeThePlan();
    void sendsAllOfThreeHundredAndTwelve();
    void sendsAQueryAsItIs();
    void showsThePlanOfTheService();
    void waitsWhileTheServicePlans();
    void hearsOfThePlanByTheFeed();
    void anAnswerBehindTheFeedIsNotAskedForInAStorm();
    void aHundredPressesAreOnePlan();
    void aHundredPressesAreOneSubmission();
    void nothingIsSubmittedBeforeThePreview();
    void submitsTheDigestThatWasRead();
    void anotherPlanIsReadAgainBeforeItGoesOut();
    void aLostAnswerToTheOrderFindsTheSameJob();
    void aRefusedOrderMayBeChanged();
    void aLostAnswerToTheSubmissionIsFoundByLooking();
    void aSubmissionThatNeverArrivedMayBeRepeated();
    void theFeedMayAnswerBeforeTheAnswer();
    void aStalePlanEndsAndSendsNothing();
    void anExpiredPlanIsNotSent();
    void expiryGoesByTheServicesClock();
    void anEmptyPlanIsNotSent();
    void withdrawsAPlanAndASubmission_data();
    void withdrawsAPlanAndASubmission();
    void aWithdrawalThatCameTooLateIsSaid();
    void followsItsJobAfterwards_data();
    void followsItsJobAfterwards();
    void frozenListsDoNotGrow();
    void goesOnWithAJobOfTheService();
    void mayBeGoneAtAnyMoment();
};

void TestBulkRefund::asksNothingBeforeThePlan()
{
    Desk desk;
    auto refund = desk.start();
    desk.time.advance(60'000);
    QVERIFY(desk.transport.requests().empty());
    QCOMPARE(refund->step(), Step::Draft);
    QVERIFY(!refund->maySubmit());
}

void TestBulkRefund::sendsAllOfThreeHundredAndTwelve()
{
    Desk desk;
    auto refund = desk.start(Desk::byRows(312));
    Desk::plan(*refund);
    desk.time.advance(100);
    const auto order = contract::decodeJobOrder(desk.service.posts.front().body);
    QVERIFY(order);
    QCOMPARE(order->items.size(), std::size_t(312));
    QVERIFY(order->items.back().bet == BetId("b-312"));
    QVERIFY(order->query.empty());
    QVERIFY(order->job == refund->id());
    QVERIFY(order->reason == "technical_issue" && order->reasonText == "Outage of ACME" && order->ticket == "OPS-512");
}

void TestBulkRefund::sendsAQueryAsItIs()
{
    Desk desk;
    auto refund = desk.ready();
    const auto order = contract::decodeJobOrder(desk.service.posts.front().body);
    QVERIFY(order->items.empty());
    QVERIFY(order->query == "status:funds_held partner:acme");
}

void TestBulkRefund::showsThePlanOfTheService()
{
    Desk desk;
    auto refund = desk.ready();
    QCOMPARE(refund->toRefund(), std::int64_t(305));
    QCOMPARE(refund->summary()->playersHitTwice, std::int64_t(14));
    QVERIFY(refund->maySubmit());
    QCOMPARE(refund->frozenAtMs(), tests::jobs::startMs);
}

void TestBulkRefund::waitsWhileTheServicePlans()
{
    Desk desk;
    desk.service.created = JobState::Planning;
    auto refund = desk.start();
    Desk::plan(*refund);
    desk.wait(*refund, 60'000);
    QCOMPARE(refund->step(), Step::Planning);
    QVERIFY(desk.looks() >= 10 && desk.looks() <= 30);
    // A look that fails is not the end of the plan.
    desk.service.once["/" + refund->id().text()] = {JobService::silence(), JobService::silence()};
    desk.wait(*refund, 10'000);
    QCOMPARE(refund->step(), Step::Planning);
    auto& row = desk.job(*refund).job;
    row = tests::jobs::planned(row.id, row.version + 1);
    desk.wait(*refund, 60'000);
    QCOMPARE(refund->step(), Step::Ready);
    const int after = desk.looks();
    desk.wait(*refund, 60'000);
    QCOMPARE(desk.looks(), after);
}

void TestBulkRefund::hearsOfThePlanByTheFeed()
{
    Desk desk;
    desk.service.created = JobState::Planning;
    auto refund = desk.start();
    Desk::plan(*refund);
    desk.time.advance(10);
    auto& row = desk.job(*refund).job;
    row = tests::jobs::planned(row.id, row.version + 1);
    refund->onJob(row);
    desk.time.advance(10);
    QCOMPARE(refund->step(), Step::Ready);
    QCOMPARE(desk.looks(), 1);
    refund->onJob(tests::jobs::job(5, JobState::Withdrawn, 99));
    QCOMPARE(refund->step(), Step::Ready);
}

void TestBulkRefund::anAnswerBehindTheFeedIsNotAskedForInAStorm()
{
    Desk desk;
    desk.service.created = JobState::Planning;
    auto refund = desk.start();
    Desk::plan(*refund);
    desk.time.advance(10);
    auto ahead = tests::jobs::planned(refund->id(), 9);
    refund->onJob(ahead);
    desk.wait(*refund, 30'000);
    QCOMPARE(refund->step(), Step::Planning);
    QVERIFY2(desk.looks() <= 15, qPrintable(QString::number(desk.looks())));
}

void TestBulkRefund::aHundredPressesAreOnePlan()
{
    Desk desk;
    auto refund = desk.start();
    for (int i = 0; i < 100; ++i) {
        Desk::plan(*refund);
        desk.time.advance(i % 3);
    }
    desk.time.advance(60'000);
    Desk::plan(*refund);
    desk.time.advance(60'000);
    QCOMPARE(desk.creates(), 1);
    QCOMPARE(desk.submits(), 0);
}

void TestBulkRefund::aHundredPressesAreOneSubmission()
{
    Desk desk;
    auto refund = desk.ready();
    for (int i = 0; i < 100; ++i) {
        refund->submit();
        desk.time.advance(i % 3);
    }
    desk.time.advance(60'000);
    refund->submit();
    desk.time.advance(60'000);
    QCOMPARE(desk.submits(), 1);
    QCOMPARE(desk.creates(), 1);
    QCOMPARE(refund->step(), Step::Submitted);
}

void TestBulkRefund::nothingIsSubmittedBeforeThePreview()
{
    Desk desk;
    desk.service.created = JobState::Planning;
    auto refund = desk.start();
    refund->submit();
    Desk::plan(*refund);
    refund->submit();
    desk.wait(*refund, 30'000);
    refund->submit();
    desk.wait(*refund, 30'000);
    QCOMPARE(desk.submits(), 0);
}

void TestBulkRefund::submitsTheDigestThatWasRead()
{
    Desk desk;
    auto refund = desk.submitted();
    const auto order = contract::decodeSubmitOrder(desk.service.posts.back().body);
    QVERIFY(order && order->digest == refund->summary()->job.digest);
    QVERIFY(desk.service.posts.back().target == "/api/v1/jobs/" + refund->id().text() + ":submit");
}

void TestBulkRefund::anotherPlanIsReadAgainBeforeItGoesOut()
{
    Desk desk;
    auto refund = desk.ready();
    auto& row = desk.job(*refund).job;
    row.digest = "another";
    ++row.version;
    refund->onJob(row);
    QVERIFY(!refund->maySubmit());
    refund->submit();
    desk.time.advance(100);
    QCOMPARE(desk.submits(), 0);
    QCOMPARE(refund->step(), Step::Ready);
    QVERIFY(refund->wasChanged());
    refund->submit();
    desk.time.advance(100);
    QVERIFY(contract::decodeSubmitOrder(desk.service.posts.back().body)->digest == "another");
}

void TestBulkRefund::aLostAnswerToTheOrderFindsTheSameJob()
{
    Desk desk;
    auto refund = desk.start(Desk::byRows(3));
    // It arrives, and nobody hears of it.
    desk.service.once["/jobs"] = {JobService::silence(), JobService::silence(), JobService::silence()};
    Desk::plan(*refund);
    desk.wait(*refund, 600'000);
    QCOMPARE(refund->step(), Step::PlanFailed);
    QVERIFY(refund->answer().kind == AnswerKind::InDoubt);
    QVERIFY(refund->isOrderFixed());
    const auto first = desk.service.posts.front().body;
    refund->plan("other", "something else altogether", "");
    desk.wait(*refund, 1'000);
    QCOMPARE(refund->step(), Step::Ready);
    for (const auto& post : desk.service.posts)
        QVERIFY(post.body == first);
    QCOMPARE(desk.service.jobs.size(), std::size_t(1));
}

void TestBulkRefund::aRefusedOrderMayBeChanged()
{
    Desk desk;
    auto refund = desk.start();
    desk.service.once["/jobs"] = {JobService::refuse(ProblemCode::ValidationFailed)};
    Desk::plan(*refund);
    desk.time.advance(1'000);
    QCOMPARE(refund->step(), Step::PlanFailed);
    QVERIFY(!refund->isOrderFixed());
    refund->plan("duplicate", "", "OPS-2");
    desk.time.advance(1'000);
    QCOMPARE(refund->step(), Step::Ready);
    const auto order = contract::decodeJobOrder(desk.service.posts.back().body);
    QVERIFY(order->reason == "duplicate" && order->job == refund->id());
}

void TestBulkRefund::aLostAnswerToTheSubmissionIsFoundByLooking()
{
    Desk desk;
    auto refund = desk.ready();
    desk.move(*refund, JobState::PendingApproval);
    desk.service.once[":submit"] = {JobService::silence(), JobService::silence(), JobService::silence()};
    refund->submit();
    desk.wait(*refund, 600'000);
    QCOMPARE(refund->step(), Step::Submitted);
    QVERIFY(refund->job()->state == JobState::PendingApproval);
}

void TestBulkRefund::aSubmissionThatNeverArrivedMayBeRepeated()
{
    Desk desk;
    auto refund = desk.ready();
    desk.service.once[":submit"] = {JobService::silence(), JobService::silence(), JobService::silence()};
    refund->submit();
    desk.wait(*refund, 600'000);
    QCOMPARE(refund->step(), Step::SubmitFailed);
    QCOMPARE(desk.submits(), 3); // one call, with its attempts
    refund->submit();
    refund->submit();
    desk.wait(*refund, 1'000);
    QCOMPARE(refund->step(), Step::Submitted);
    QCOMPARE(desk.submits(), 4);
}

void TestBulkRefund::theFeedMayAnswerBeforeTheAnswer()
{
    Desk desk;
    auto refund = desk.ready();
    desk.service.once[":submit"] = {std::nullopt, std::nullopt, std::nullopt};
    refund->submit();
    desk.time.advance(10);
    refund->onJob(desk.move(*refund, JobState::PendingApproval));
    QCOMPARE(refund->step(), Step::Submitted);
    QSignalSpy changed(refund.get(), &BulkRefund::changed);
    desk.time.advance(600'000);
    QCOMPARE(refund->step(), Step::Submitted);
    refund->submit();
    desk.time.advance(1'000);
    QVERIFY(desk.submits() <= 3);
}

void TestBulkRefund::aStalePlanEndsAndSendsNothing()
{
    Desk desk;
    auto refund = desk.ready();
    desk.service.once[":submit"] = {JobService::refuse(ProblemCode::PlanStale)};
    refund->submit();
    desk.time.advance(1'000);
    QCOMPARE(refund->step(), Step::Over);
    QVERIFY(refund->answer().problem->code == ProblemCode::PlanStale);
    refund->submit();
    Desk::plan(*refund);
    desk.time.advance(1'000);
    QCOMPARE(desk.submits(), 1);
    QCOMPARE(desk.creates(), 1);
}

void TestBulkRefund::anExpiredPlanIsNotSent()
{
    Desk desk;
    auto refund = desk.start();
    desk.service.once["/jobs"] = {};
    Desk::plan(*refund);
    desk.time.advance(100);
    auto& row = desk.job(*refund).job;
    row.expiresAt = desk.clock.utcMs() + 15 * 60'000;
    ++row.version;
    refund->onJob(row);
    QVERIFY(refund->maySubmit());
    QSignalSpy changed(refund.get(), &BulkRefund::changed);
    desk.wait(*refund, 15 * 60'000);
    QVERIFY(!changed.isEmpty());
    QVERIFY(refund->isExpired());
    refund->submit();
    desk.wait(*refund, 1'000);
    QCOMPARE(desk.submits(), 0);
    refund->onJob(desk.move(*refund, JobState::Expired));
    QCOMPARE(refund->step(), Step::Over);
}

void TestBulkRefund::expiryGoesByTheServicesClock()
{
    Desk desk;
    auto refund = desk.ready();
    auto& row = desk.job(*refund).job;
    row.expiresAt = desk.clock.utcMs() + 60'000;
    ++row.version;
    refund->onJob(row);
    QVERIFY(!refund->isExpired());
    refund->setClockSkew(90'000);
    QVERIFY(refund->isExpired());
    QVERIFY(!refund->maySubmit());
}

void TestBulkRefund::anEmptyPlanIsNotSent()
{
    Desk desk;
    desk.service.created = JobState::Planning;
    auto refund = desk.start();
    Desk::plan(*refund);
    desk.time.advance(10);
    auto& row = desk.job(*refund).job;
    row = tests::jobs::planned(row.id, row.version + 1);
    row.counts.waiting = 0;
    refund->onJob(row);
    desk.time.advance(100);
    QCOMPARE(refund->step(), Step::Ready);
    QVERIFY(!refund->maySubmit());
    // What waits for another operation of its bet is money to move as well.
    const auto empty = row;
    auto deferred = row;
    deferred.counts.deferred = 2;
    deferred.digest = "another";
    ++deferred.version;
    row = deferred;
    refund->onJob(deferred);
    desk.time.advance(100);
    QVERIFY(refund->maySubmit());
    QCOMPARE(refund->toRefund(), std::int64_t(2));
    row = empty;
    row.version = deferred.version + 1;
    refund->onJob(row);
    desk.time.advance(100);
    refund->submit();
    desk.time.advance(100);
    QCOMPARE(desk.submits(), 0);
}

void TestBulkRefund::withdrawsAPlanAndASubmission_data()
{
    QTest::addColumn<bool>("wasSubmitted");
    QTest::newRow("plan") << false;
    QTest::newRow("submission") << true;
}

void TestBulkRefund::withdrawsAPlanAndASubmission()
{
    QFETCH(bool, wasSubmitted);
    Desk desk;
    auto refund = wasSubmitted ? desk.submitted() : desk.ready();
    refund->withdraw();
    QVERIFY(refund->isWithdrawing());
    QVERIFY(!refund->maySubmit());
    refund->withdraw();
    refund->submit();
    desk.time.advance(1'000);
    QCOMPARE(refund->step(), Step::Over);
    QVERIFY(refund->job()->state == JobState::Withdrawn);
    QCOMPARE(desk.service.count(":withdraw"), 1);
    QCOMPARE(desk.submits(), wasSubmitted ? 1 : 0);
    refund->withdraw();
    desk.time.advance(1'000);
    QCOMPARE(desk.service.count(":withdraw"), 1);
}

void TestBulkRefund::aWithdrawalThatCameTooLateIsSaid()
{
    Desk desk;
    auto refund = desk.submitted();
    desk.move(*refund, JobState::Running);
    desk.service.once[":withdraw"] = {JobService::refuse(ProblemCode::JobStateConflict)};
    refund->withdraw();
    desk.wait(*refund, 1'000);
    QCOMPARE(refund->step(), Step::Submitted);
    QVERIFY(refund->job()->state == JobState::Running);
    QVERIFY(refund->answer().problem->code == ProblemCode::JobStateConflict);
    QVERIFY(!refund->isWithdrawing());
}

void TestBulkRefund::followsItsJobAfterwards_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<bool>("started");
    QTest::addColumn<int>("step");
    const auto row = [](const char* name, JobState state, bool started, Step step) {
        QTest::newRow(name) << static_cast<int>(state) << started << static_cast<int>(step);
    };
    row("holding", JobState::Holding, false, Step::Submitted);
    row("running", JobState::Running, true, Step::Submitted);
    row("paused", JobState::Paused, true, Step::Submitted);
    row("completed", JobState::Completed, true, Step::Submitted);
    row("stopped on the way", JobState::Cancelled, true, Step::Submitted);
    row("stopped before the start", JobState::Cancelled, false, Step::Over);
    row("rejected", JobState::Rejected, false, Step::Over);
    row("expired", JobState::Expired, false, Step::Over);
    row("stale", JobState::Stale, false, Step::Over);
}

void TestBulkRefund::followsItsJobAfterwards()
{
    QFETCH(int, state);
    QFETCH(bool, started);
    Desk desk;
    auto refund = desk.submitted();
    desk.job(*refund).job.startedAt = started ? desk.clock.utcMs() : 0;
    refund->onJob(desk.move(*refund, static_cast<JobState>(state)));
    QTEST(static_cast<int>(refund->step()), "step");
    // What is late is not news.
    auto old = desk.job(*refund).job;
    old.version = 1;
    old.state = JobState::Planned;
    refund->onJob(old);
    QTEST(static_cast<int>(refund->step()), "step");
}

void TestBulkRefund::frozenListsDoNotGrow()
{
    Desk desk;
    auto refund = desk.start();
    auto early = tests::samples::betRow("b-1");
    early.createdAt = tests::jobs::startMs + 10;
    refund->onBets({early});
    QCOMPARE(refund->newMatches(), 0);
    Desk::plan(*refund);
    desk.time.advance(100);
    auto before = tests::samples::betRow("b-2");
    before.createdAt = tests::jobs::startMs - 1;
    auto other = tests::samples::betRow("b-3");
    other.createdAt = tests::jobs::startMs + 1;
    other.partner = PartnerId("northbet");
    auto fresh = tests::samples::betRow("b-4");
    fresh.createdAt = tests::jobs::startMs + 1;
    refund->onBets({before, other, fresh, fresh});
    fresh.version = 7;
    refund->onBets({fresh});
    QCOMPARE(refund->newMatches(), 1);
    refund->submit();
    desk.time.advance(100);
    // The plan that goes out is the one that was read, whatever came in since.
    QCOMPARE(desk.creates(), 1);
    QVERIFY(contract::decodeSubmitOrder(desk.service.posts.back().body)->digest == refund->summary()->job.digest);

    auto byRows = desk.start(Desk::byRows(2));
    Desk::plan(*byRows);
    desk.time.advance(100);
    byRows->onBets({fresh});
    QCOMPARE(byRows->newMatches(), 0);
}

void TestBulkRefund::goesOnWithAJobOfTheService()
{
    Desk desk;
    auto row = tests::jobs::planned(client::contract::JobId("job-7"));
    desk.service.add(row);
    BulkRefund refund(desk.api, desk.clock, row);
    desk.time.advance(100);
    QCOMPARE(refund.step(), Step::Ready);
    Desk::plan(refund);
    refund.submit();
    desk.time.advance(100);
    QCOMPARE(refund.step(), Step::Submitted);
    QCOMPARE(desk.creates(), 0);
    QCOMPARE(desk.submits(), 1);
}

void TestBulkRefund::mayBeGoneAtAnyMoment()
{
    // Every event of the whole way may be the last that the wizard sees.
    for (int steps = 0; steps < 40; ++steps) {
        Desk desk;
        desk.service.created = steps % 2 == 0 ? JobState::Planned : JobState::Planning;
        auto refund = desk.start();
        Desk::plan(*refund);
        for (int i = 0; i < steps && desk.time.step(); ++i)
            refund->submit();
        refund.reset();
        desk.time.advance(60'000);
        QVERIFY(desk.creates() <= 1);
        QVERIFY(desk.submits() <= 1);
    }
}

QTEST_MAIN(TestBulkRefund)
#include "tst_bulkrefund.moc"
