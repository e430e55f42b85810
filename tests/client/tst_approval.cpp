// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/operations/approval.h"
#include "tests/client/samples.h"
#include "tests/support/recalculationservice.h"

#include <QTest>

using namespace client::contract;
using client::operations::Approval;
using client::ports::HttpRequest;
using tests::support::FakeTransport;
using tests::support::RecalculationService;
using Step = client::operations::Approval::Step;

namespace {

constexpr std::int64_t minuteMs = 60'000;

struct Desk : tests::samples::World
{
    client::api::BetApi api{transport, timers, clock, random, {}};
    RecalculationService service;

    explicit Desk(JobKind kind = JobKind::Recalculation)
    {
        auto& row = service.summary.job;
        row.id = JobId("job-89");
        row.kind = kind;
        row.state = JobState::PendingApproval;
        row.approval = "ap-89";
        row.correctResult = kind == JobKind::Recalculation ? "BLACK 7" : "";
        transport.service = [this](const HttpRequest& request, int) -> std::optional<FakeTransport::Reply> {
            const auto exchange = service.answer(request);
            if (!exchange)
                return std::nullopt;
            FakeTransport::Reply reply;
            reply.exchange = *exchange;
            return reply;
        };
    }

    std::unique_ptr<Approval> open(const std::string& subject = "m.orlov")
    {
        service.subject = subject;
        auto one = std::make_unique<Approval>(api, subject, service.summary.job);
        one->load();
        time.advance(1'000);
        return one;
    }
    void once(const std::string& ending, std::optional<RecalculationService::Exchange> exchange, bool applied = false,
              int times = 1)
    {
        for (int i = 0; i < times; ++i)
            service.once[ending].push_back({exchange, applied});
    }
    int sent() const { return service.count(":approve") + service.count(":reject"); }
};

ApprovalOrder lastOrder(const Desk& desk)
{
    return *decodeApprovalOrder(desk.service.posts.back().body);
}

} // namespace

class TestApproval : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void approvesTheDigestThatWasShown()
    {
        Desk desk(JobKind::Refund);
        const auto one = desk.open();
        QCOMPARE(one->step(), Step::Ready);
        QCOMPARE(one->wantedText(), QStringLiteral("approve 55"));
        QVERIFY(!one->approve(QStringLiteral("approve 54"), {}, {}));
        QVERIFY(!one->approve(QString(), {}, {}));
        QVERIFY(one->approve(QStringLiteral(" approve\u00a055 "), {}, "checked"));
        desk.time.advance(1'000);
        QCOMPARE(one->step(), Step::Approved);
        QCOMPARE(one->job().state, JobState::Holding);
        QCOMPARE(lastOrder(desk).digest, std::string("digest-1"));
        QCOMPARE(lastOrder(desk).comment, std::string("checked"));
    }

    void approvesOnce()
    {
        Desk desk(JobKind::Refund);
        const auto one = desk.open();
        for (int i = 0; i < 100; ++i)
            one->approve(QStringLiteral("approve 55"), {}, {});
        one->reject("no");
        desk.time.advance(1'000);
        for (int i = 0; i < 100; ++i) {
            one->approve(QStringLiteral("approve 55"), {}, {});
            one->reject("no");
            one->sendAgain();
        }
        desk.time.advance(1'000);
        QCOMPARE(desk.sent(), 1);
    }

    void choosesTheResultAnew()
    {
        Desk desk;
        const auto one = desk.open();
        QVERIFY(one->isBlind());
        QVERIFY(one->wantedText().isEmpty());
        QVERIFY(!one->approve(QStringLiteral("approve 55"), {}, {}));
        QVERIFY(one->approve({}, "BLACK 7", {}));
        desk.time.advance(1'000);
        QCOMPARE(one->step(), Step::Approved);
        QCOMPARE(lastOrder(desk).correctResult, std::string("BLACK 7"));
    }

    void returnsTheRequestIfTheResultsDiffer()
    {
        Desk desk;
        const auto one = desk.open();
        QVERIFY(one->approve({}, "BLACK 17", {}));
        desk.time.advance(1'000);
        QCOMPARE(one->step(), Step::Returned);
        QCOMPARE(one->chosenResult(), std::string("BLACK 17"));
        QCOMPARE(one->job().correctResult, std::string("BLACK 7"));
        QVERIFY(!one->approve({}, "BLACK 7", {}));
        QCOMPARE(desk.sent(), 1);
    }

    void theAuthorMayNotDecide()
    {
        Desk desk;
        const auto one = desk.open("a.petrova");
        QVERIFY(one->isOwn());
        QVERIFY(!one->approve({}, "BLACK 7", {}));
        QVERIFY(!one->reject("no"));
        QCOMPARE(desk.sent(), 0);
    }

    void rejectsOnlyWithAComment()
    {
        Desk desk;
        const auto one = desk.open();
        QVERIFY(!one->reject({}));
        QVERIFY(!one->reject("   "));
        QVERIFY(one->reject("wrong round"));
        desk.time.advance(1'000);
        QCOMPARE(one->step(), Step::Rejected);
        QCOMPARE(one->job().comment, std::string("wrong round"));
        QCOMPARE(desk.service.count(":reject"), 1);
    }

    void approvesTheReducedPlanAfterBetsDroppedOut()
    {
        Desk desk(JobKind::Refund);
        const auto one = desk.open();
        desk.service.changes.digest = "digest-reduced";
        desk.service.changes.sums.front().bets = 53;
        desk.service.changes.count = 2;
        QVERIFY(one->approve(QStringLiteral("approve 55"), {}, {}));
        desk.time.advance(1'000);
        QCOMPARE(one->step(), Step::Ready);
        QCOMPARE(one->answer().problem->code, ProblemCode::PlanStale);
        QCOMPARE(one->wantedText(), QStringLiteral("approve 53"));
        QVERIFY(!one->approve(QStringLiteral("approve 55"), {}, {}));
        QVERIFY(one->approve(QStringLiteral("approve 53"), {}, {}));
        desk.time.advance(1'000);
        QCOMPARE(one->step(), Step::Approved);
        QCOMPARE(lastOrder(desk).digest, std::string("digest-reduced"));
    }

    void approvesNoStalePlan()
    {
        Desk desk(JobKind::Refund);
        desk.service.changes.stale = true;
        desk.service.changes.digest.clear();
        const auto one = desk.open();
        QVERIFY(!one->mayApprove());
        QVERIFY(one->mayReject());
        QVERIFY(!one->approve(QStringLiteral("approve 55"), {}, {}));
        QCOMPARE(desk.sent(), 0);
    }

    void oneOfTwoApproversWins()
    {
        Desk desk(JobKind::Refund);
        const auto first = desk.open("m.orlov");
        const auto second = desk.open("x.ivanova");
        QVERIFY(second->approve(QStringLiteral("approve 55"), {}, {}));
        desk.time.advance(1'000);
        QCOMPARE(second->step(), Step::Approved);
        desk.service.subject = "m.orlov";
        QVERIFY(first->approve(QStringLiteral("approve 55"), {}, {}));
        desk.time.advance(1'000);
        QCOMPARE(first->step(), Step::Closed);
        QCOMPARE(first->job().approver, std::string("x.ivanova"));
        QCOMPARE(first->job().state, JobState::Holding);
    }

    void seesAtOnceThatSomebodyElseDecided()
    {
        Desk desk;
        const auto one = desk.open();
        auto row = one->job();
        row.state = JobState::Withdrawn;
        ++row.version;
        one->onJob(row);
        QCOMPARE(one->step(), Step::Closed);
        QVERIFY(!one->approve({}, "BLACK 7", {}));
        QCOMPARE(desk.sent(), 0);
    }

    void closesWhenTheTimeHasRunOut()
    {
        Desk desk;
        const auto one = desk.open();
        desk.once(":approve", RecalculationService::refuse(ProblemCode::ApprovalExpired));
        QVERIFY(one->approve({}, "BLACK 7", {}));
        desk.service.summary.job.state = JobState::Expired;
        ++desk.service.summary.job.version;
        desk.time.advance(1'000);
        QCOMPARE(one->step(), Step::Closed);
        QCOMPARE(one->job().state, JobState::Expired);
    }

    void staysReadyAfterARefusalThatChangesNothing()
    {
        Desk desk;
        const auto one = desk.open();
        desk.once(":approve", RecalculationService::refuse(ProblemCode::ReauthenticationRequired));
        QVERIFY(one->approve({}, "BLACK 7", {}));
        desk.time.advance(1'000);
        QCOMPARE(one->step(), Step::Ready);
        QCOMPARE(one->answer().problem->code, ProblemCode::ReauthenticationRequired);
        QVERIFY(one->approve({}, "BLACK 7", {}));
        desk.time.advance(1'000);
        QCOMPARE(one->step(), Step::Approved);
    }

    void findsOutAfterADoubtWhatBecameOfIt_data()
    {
        QTest::addColumn<QString>("result");
        QTest::addColumn<bool>("rejects");
        QTest::addColumn<int>("step");
        QTest::newRow("approved") << "BLACK 7" << false << static_cast<int>(Step::Approved);
        QTest::newRow("differs") << "BLACK 17" << false << static_cast<int>(Step::Returned);
        QTest::newRow("rejected") << "" << true << static_cast<int>(Step::Rejected);
    }

    void findsOutAfterADoubtWhatBecameOfIt()
    {
        QFETCH(QString, result);
        QFETCH(bool, rejects);
        QFETCH(int, step);
        Desk desk;
        const auto one = desk.open();
        desk.once(rejects ? ":reject" : ":approve", RecalculationService::silence(), true, 3);
        QVERIFY(rejects ? one->reject("no") : one->approve({}, result.toStdString(), {}));
        desk.time.advance(minuteMs);
        QCOMPARE(static_cast<int>(one->step()), step);
    }

    void sendsTheSameAgainAfterADoubtThatStays()
    {
        Desk desk;
        const auto one = desk.open();
        desk.once(":approve", RecalculationService::silence(), false, 3);
        QVERIFY(one->approve({}, "BLACK 7", "first words"));
        desk.time.advance(minuteMs);
        QCOMPARE(one->step(), Step::SendFailed);
        QVERIFY(!one->approve({}, "BLACK 17", "other words"));
        QVERIFY(!one->reject("no"));
        one->load();
        QCOMPARE(one->step(), Step::SendFailed);
        one->sendAgain();
        desk.time.advance(1'000);
        QCOMPARE(one->step(), Step::Approved);
        const auto posts = desk.service.postsTo(":approve");
        QCOMPARE(posts.front().body, posts.back().body);
    }

    void mayBeTriedAgainWhenNothingLeft()
    {
        Desk desk;
        const auto one = desk.open();
        desk.once(":approve", FakeTransport::broken(TransportError::NotConnected).exchange, false, 3);
        QVERIFY(one->approve({}, "BLACK 7", {}));
        desk.time.advance(minuteMs);
        QCOMPARE(one->step(), Step::Ready);
        QCOMPARE(one->answer().kind, AnswerKind::NotSent);
        QVERIFY(one->mayApprove());
    }

    void saysThatItCouldNotBeLoaded()
    {
        Desk desk;
        desk.once("/changes", RecalculationService::silence(), false, 2);
        const auto one = desk.open();
        desk.time.advance(minuteMs);
        QCOMPARE(one->step(), Step::LoadFailed);
        QVERIFY(!one->mayApprove());
        one->load();
        desk.time.advance(1'000);
        QCOMPARE(one->step(), Step::Ready);
    }

    void opensADecidedJobAsDecided()
    {
        Desk desk;
        desk.service.summary.job.state = JobState::Rejected;
        desk.service.summary.job.approver = "m.orlov";
        const auto one = desk.open();
        QCOMPARE(one->step(), Step::Closed); // by us, but not from here
    }
};

QTEST_GUILESS_MAIN(TestApproval)
#include "tst_approval.moc"
