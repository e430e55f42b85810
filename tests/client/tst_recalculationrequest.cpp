// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/operations/recalculation.h"
#include "client/operations/typedtext.h"
#include "tests/client/samples.h"
#include "tests/support/recalculationservice.h"

#include <QSignalSpy>
#include <QTest>

#include <set>

using namespace client::contract;
using client::operations::matchTypedText;
using client::operations::Recalculation;
using client::operations::RecalculationDraft;
using client::operations::TypedText;
using client::ports::HttpRequest;
using tests::support::FakeTransport;
using tests::support::RecalculationService;
using Missing = client::operations::Recalculation::Missing;
using Step = client::operations::Recalculation::Step;

namespace {

constexpr std::int64_t minuteMs = 60'000;
const QString typed = QStringLiteral("r-55120 BLACK 7");

struct Desk : tests::samples::World
{
    client::api::BetApi api{transport, timers, clock, random, {}};
    InstanceInfo instance;
    RoundRow round;
    RecalculationService service;

    Desk()
    {
        instance.environmentId = "env-1";
        instance.kind = "staging";
        instance.subject = "a.petrova";
        round.round = RoundId("r-55120");
        round.result = "RED 14";
        round.resultVersion = 1;
        round.version = 4;
        service.summary.job.expiresAt = clock.utcMs() + 15 * minuteMs;
        transport.service = [this](const HttpRequest& request, int) -> std::optional<FakeTransport::Reply> {
            const auto exchange = service.answer(request);
            if (!exchange)
                return std::nullopt;
            FakeTransport::Reply reply;
            reply.exchange = *exchange;
            return reply;
        };
    }

    std::unique_ptr<Recalculation> open()
    {
        return std::make_unique<Recalculation>(api, clock, random, instance, round);
    }
    static RecalculationDraft draft()
    {
        RecalculationDraft draft;
        draft.result = "BLACK 7";
        draft.reason = "wrong_result";
        draft.ticket = "INC-2291";
        return draft;
    }
    std::unique_ptr<Recalculation> planned()
    {
        auto one = open();
        one->plan(draft());
        time.advance(1'000);
        if (one->step() != Step::Planned)
            qFatal("the plan did not come: %d", int(one->step()));
        return one;
    }
    void once(const std::string& ending, std::optional<RecalculationService::Exchange> exchange, bool applied = false,
              int times = 1)
    {
        for (int i = 0; i < times; ++i)
            service.once[ending].push_back({exchange, applied});
    }
    std::set<std::string> jobs() const
    {
        std::set<std::string> ids;
        for (const auto& post : service.postsTo("/jobs"))
            ids.insert(decodeJobOrder(post.body)->job.text());
        return ids;
    }
};

} // namespace

class TestRecalculationRequest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plansWhatThePersonChose()
    {
        Desk desk;
        const auto one = desk.planned();
        const auto order = decodeJobOrder(desk.service.posts.front().body);
        QVERIFY(order);
        QCOMPARE(order->kind, JobKind::Recalculation);
        QCOMPARE(order->round.text(), std::string("r-55120"));
        QCOMPARE(order->correctResult, std::string("BLACK 7"));
        QCOMPARE(order->reason, std::string("wrong_result"));
        QCOMPARE(order->ticket, std::string("INC-2291"));
        QCOMPARE(one->summary()->moves.size(), std::size_t{6});
        QCOMPARE(one->deferred().size(), std::size_t{1});
        QCOMPARE(*one->deferred().front().otherDeltaMinor, std::int64_t{0});
        QCOMPARE(one->wantedText(), typed);
        QCOMPARE(desk.service.count(":submit"), 0);
    }

    void saysWhatIsMissing()
    {
        Desk desk;
        const auto one = desk.open();
        auto draft = Desk::draft();
        QCOMPARE(one->missing(draft), Missing::Nothing);
        draft.result.clear();
        QCOMPARE(one->missing(draft), Missing::Result);
        draft.result = "RED 14";
        QCOMPARE(one->missing(draft), Missing::OtherResult);
        draft = Desk::draft();
        draft.reason = "technical_issue";
        QCOMPARE(one->missing(draft), Missing::Reason);
        draft.reason = "other";
        draft.reasonText = "  короткий  ";
        QCOMPARE(one->missing(draft), Missing::ReasonText);
        draft.reasonText = "достаточно длинный";
        QCOMPARE(one->missing(draft), Missing::Nothing);
        draft.ticket.clear();
        QCOMPARE(one->missing(draft), Missing::Nothing);
        desk.instance.kind = "production";
        const auto real = desk.open();
        QCOMPARE(real->missing(draft), Missing::Ticket);
        real->plan(draft);
        QCOMPARE(real->step(), Step::Editing);
        QCOMPARE(desk.service.posts.size(), std::size_t{0});
    }

    // Bets may have been settled by something else than what is recorded.
    void takesTheRecordedResultForARoundThatNeedsIt()
    {
        Desk desk;
        desk.round.needsRecalculation = true;
        desk.round.cause = "settled_differently";
        const auto one = desk.open();
        auto draft = Desk::draft();
        draft.result = "RED 14";
        QVERIFY(one->isRecordedResult(draft.result));
        QCOMPARE(one->missing(draft), Missing::Nothing);
    }

    void waitsUntilTheServiceHasReadTheBets()
    {
        Desk desk;
        desk.service.firstState = JobState::Planning;
        const auto one = desk.open();
        one->plan(Desk::draft());
        desk.time.advance(1'000);
        QCOMPARE(one->step(), Step::Planning);
        one->look();
        one->look();
        desk.time.advance(1'000);
        QCOMPARE(one->step(), Step::Planning);
        desk.service.summary.job.state = JobState::Planned;
        ++desk.service.summary.job.version;
        one->onJob(desk.service.summary.job);
        desk.time.advance(1'000);
        QCOMPARE(one->step(), Step::Planned);
        QCOMPARE(desk.jobs().size(), std::size_t{1});
    }

    void asksAgainWithTheSameIdAfterADoubt()
    {
        Desk desk;
        desk.once("/jobs", RecalculationService::silence(), true, 3);
        const auto one = desk.open();
        one->plan(Desk::draft());
        desk.time.advance(minuteMs);
        QCOMPARE(one->step(), Step::PlanFailed);
        QCOMPARE(one->answer().kind, AnswerKind::InDoubt);
        one->plan(Desk::draft());
        desk.time.advance(1'000);
        QCOMPARE(one->step(), Step::Planned);
        QCOMPARE(desk.jobs().size(), std::size_t{1});
        QVERIFY(desk.service.count("/jobs") > 1);
    }

    void makesAnotherJobForAnotherDraftAndAfterARefusal()
    {
        Desk desk;
        desk.once("/jobs", RecalculationService::refuse(ProblemCode::ValidationFailed));
        const auto one = desk.open();
        one->plan(Desk::draft());
        desk.time.advance(1'000);
        QCOMPARE(one->step(), Step::PlanFailed);
        QCOMPARE(one->answer().kind, AnswerKind::Declined);
        one->plan(Desk::draft());
        desk.time.advance(1'000);
        QCOMPARE(one->step(), Step::Planned);
        one->edit();
        QVERIFY(one->wantedText().isEmpty());
        auto other = Desk::draft();
        other.result = "BLACK 17";
        one->plan(other);
        desk.time.advance(1'000);
        QCOMPARE(one->wantedText(), QStringLiteral("r-55120 BLACK 17"));
        QCOMPARE(desk.jobs().size(), std::size_t{3});
    }

    void asksTheSameJobAgainWhenOnlyReadingItFailed()
    {
        Desk desk;
        desk.once("/rows", RecalculationService::silence(), false, 2);
        const auto one = desk.open();
        one->plan(Desk::draft());
        desk.time.advance(minuteMs);
        QCOMPARE(one->step(), Step::PlanFailed);
        one->plan(Desk::draft());
        desk.time.advance(1'000);
        QCOMPARE(one->step(), Step::Planned);
        QCOMPARE(desk.service.count("/jobs"), 1);
    }

    void dropsAnAnswerToAnEarlierPlan()
    {
        Desk desk;
        const auto one = desk.open();
        one->plan(Desk::draft());
        one->edit();
        desk.time.advance(minuteMs);
        QCOMPARE(one->step(), Step::Editing);
        QVERIFY(!one->summary());
    }

    void takesInputsForBetsThatCannotBeComputed()
    {
        Desk desk;
        desk.service.needInput(2);
        const auto one = desk.planned();
        QCOMPARE(one->needsInput().size(), std::size_t{2});
        auto draft = Desk::draft();
        draft.inputs = {{PartnerId("acme"), BetId("b-100"), true, Money{4'000, {}}},
                        {PartnerId("acme"), BetId("b-101"), false, Money{0, {}}}};
        one->plan(draft);
        desk.time.advance(1'000);
        QCOMPARE(one->step(), Step::Planned);
        QCOMPARE(one->needsInput().size(), std::size_t{0});
        const auto order = decodeJobOrder(desk.service.postsTo("/jobs").back().body);
        QVERIFY(order);
        QCOMPARE(order->inputs.size(), std::size_t{2});
        QCOMPARE(order->inputs.front().payout.minor, std::int64_t{4'000});
        QCOMPARE(desk.jobs().size(), std::size_t{2});
    }

    void sendsThePlanThatWasReadOnce()
    {
        Desk desk;
        const auto one = desk.planned();
        // The job has become another one since; what was read stays what is sent.
        auto newer = desk.service.summary.job;
        newer.digest = "digest-of-somebody-else";
        ++newer.version;
        one->onJob(newer);
        for (int i = 0; i < 100; ++i)
            one->confirm(typed);
        desk.time.advance(1'000);
        for (int i = 0; i < 100; ++i)
            one->confirm(typed);
        desk.time.advance(1'000);
        QCOMPARE(one->step(), Step::Submitted);
        QCOMPARE(one->job()->state, JobState::PendingApproval);
        QCOMPARE(desk.service.count(":submit"), 1);
        QCOMPARE(desk.service.postsTo(":submit").front().body, encode(SubmitOrder{"digest-1"}));
        QCOMPARE(desk.jobs().size(), std::size_t{1});
    }

    void sendsNothingUntilTheTextMatches_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("sent");
        QTest::newRow("as shown") << "r-55120 BLACK 7" << true;
        QTest::newRow("more spaces") << "  r-55120   BLACK 7 " << true;
        QTest::newRow("no-break spaces") << QStringLiteral("r-55120\u00a0BLACK\u20097") << true;
        QTest::newRow("tab") << "r-55120\tBLACK 7" << true;
        QTest::newRow("spaces in other places") << "r-5512 0BLACK 7" << false;
        QTest::newRow("empty") << "" << false;
        QTest::newRow("another result") << "r-55120 BLACK 17" << false;
        QTest::newRow("lower case") << "r-55120 black 7" << false;
        QTest::newRow("Cyrillic letters") << QStringLiteral("r-55120 ВLАСК 7") << false;
        QTest::newRow("zero width") << QStringLiteral("r-55120 BLACK\u200b 7") << false;
        QTest::newRow("only the round") << "r-55120" << false;
    }

    void sendsNothingUntilTheTextMatches()
    {
        QFETCH(QString, text);
        QFETCH(bool, sent);
        Desk desk;
        const auto one = desk.planned();
        QCOMPARE(one->confirm(text), sent);
        desk.time.advance(1'000);
        QCOMPARE(desk.service.count(":submit"), sent ? 1 : 0);
    }

    void saysHowATypedTextDiffers()
    {
        const auto wanted = QStringLiteral("r-55120 BLACK 7");
        QCOMPARE(matchTypedText(QString(), wanted), TypedText::Empty);
        QCOMPARE(matchTypedText(QStringLiteral("R-55120 black 7"), wanted), TypedText::OtherCase);
        QCOMPARE(matchTypedText(QStringLiteral("r-55120 ВLАСК 7"), wanted), TypedText::LookAlike);
        QCOMPARE(matchTypedText(QStringLiteral("r-55120 BLA\u200bCK 7"), wanted), TypedText::LookAlike);
        QCOMPARE(matchTypedText(QStringLiteral("r-55121 BLACK 7"), wanted), TypedText::Differs);
        QCOMPARE(matchTypedText(QStringLiteral("раунд ЧЁРНОЕ 7"), QStringLiteral("раунд ЧЁРНОЕ 7")),
                 TypedText::Matches);
    }

    void sendsNoPlanThatIsTooOld()
    {
        Desk desk;
        const auto one = desk.planned();
        one->setClockSkewMs(5'000); // the service is 5 s ahead
        desk.time.advance(15 * minuteMs - 5'000 - 1'000 - 1);
        QVERIFY(!one->isTooOld());
        desk.time.advance(1);
        QVERIFY(one->isTooOld());
        QVERIFY(!one->confirm(typed));
        one->plan(Desk::draft());
        desk.time.advance(1'000);
        QCOMPARE(desk.jobs().size(), std::size_t{2});
    }

    void sendsNoPlanForAResultThatMoved()
    {
        Desk desk;
        const auto one = desk.planned();
        auto moved = desk.round;
        moved.version = 5;
        moved.result = "BLACK 17";
        moved.resultVersion = 2;
        one->onRound(moved);
        QVERIFY(one->hasRoundMoved());
        QVERIFY(!one->confirm(typed));
        QCOMPARE(desk.service.count(":submit"), 0);
    }

    void findsOutAfterADoubtWhetherItArrived()
    {
        Desk desk;
        const auto one = desk.planned();
        desk.once(":submit", RecalculationService::silence(), true, 3);
        one->confirm(typed);
        desk.time.advance(minuteMs);
        QCOMPARE(one->step(), Step::Submitted);
        QCOMPARE(desk.jobs().size(), std::size_t{1});
    }

    void sendsTheSameAgainAfterADoubtThatStays()
    {
        Desk desk;
        const auto one = desk.planned();
        desk.once(":submit", RecalculationService::silence(), false, 3);
        one->confirm(typed);
        desk.time.advance(minuteMs);
        QCOMPARE(one->step(), Step::SubmitFailed);
        one->edit();
        one->plan(Desk::draft());
        QCOMPARE(one->step(), Step::SubmitFailed); // neither may make a second job now
        desk.time.advance(20 * minuteMs);
        QVERIFY(one->confirm(typed));
        desk.time.advance(1'000);
        QCOMPARE(one->step(), Step::Submitted);
        const auto submits = desk.service.postsTo(":submit");
        QCOMPARE(submits.front().target, submits.back().target);
        QCOMPARE(submits.front().body, submits.back().body);
        QCOMPARE(desk.jobs().size(), std::size_t{1});
    }

    void keepsThePlanThatWasCertainlyNotSent()
    {
        Desk desk;
        const auto one = desk.planned();
        FakeTransport::Reply gone = FakeTransport::broken(TransportError::NotConnected);
        desk.once(":submit", gone.exchange, false, 3);
        one->confirm(typed);
        desk.time.advance(minuteMs);
        QCOMPARE(one->step(), Step::Planned);
        QCOMPARE(one->answer().kind, AnswerKind::NotSent);
        QVERIFY(one->confirm(typed));
        desk.time.advance(1'000);
        QCOMPARE(one->step(), Step::Submitted);
    }

    void needsAnotherPlanAfterARefusal()
    {
        Desk desk;
        const auto one = desk.planned();
        desk.once(":submit", RecalculationService::refuse(ProblemCode::PlanStale, "digest-9"));
        one->confirm(typed);
        desk.time.advance(1'000);
        QCOMPARE(one->step(), Step::Refused);
        QCOMPARE(one->answer().problem->code, ProblemCode::PlanStale);
        QVERIFY(!one->confirm(typed));
        one->plan(Desk::draft());
        desk.time.advance(1'000);
        QCOMPARE(one->step(), Step::Planned);
        QCOMPARE(desk.jobs().size(), std::size_t{2});
        QCOMPARE(desk.service.count(":submit"), 1);
    }

    void tellsWhatBecomesOfIt()
    {
        Desk desk;
        const auto one = desk.planned();
        one->confirm(typed);
        desk.time.advance(1'000);
        QSignalSpy changes(one.get(), &Recalculation::changed);
        auto row = *one->job();
        row.state = JobState::Rejected;
        row.why = "result_differs";
        ++row.version;
        one->onJob(row);
        QCOMPARE(one->job()->state, JobState::Rejected);
        QVERIFY(changes.size() > 0);
        row.state = JobState::PendingApproval;
        row.version -= 1;
        one->onJob(row); // late
        QCOMPARE(one->job()->state, JobState::Rejected);
        row.id = JobId("another");
        row.version += 9;
        one->onJob(row);
        QCOMPARE(one->job()->state, JobState::Rejected);
    }

    void withdrawsOnce()
    {
        Desk desk;
        const auto one = desk.planned();
        one->withdraw();
        QCOMPARE(desk.service.count(":withdraw"), 0);
        one->confirm(typed);
        desk.time.advance(1'000);
        one->withdraw();
        one->withdraw();
        QVERIFY(one->isWithdrawing());
        desk.time.advance(1'000);
        QCOMPARE(one->job()->state, JobState::Withdrawn);
        QVERIFY(!one->isWithdrawing());
        QCOMPARE(desk.service.count(":withdraw"), 1);
    }

    void mayGoWhileACallIsOut()
    {
        Desk desk;
        auto one = desk.open();
        one->plan(Desk::draft());
        one.reset();
        desk.time.advance(minuteMs);
        QCOMPARE(desk.jobs().size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TestRecalculationRequest)
#include "tst_recalculationrequest.moc"
