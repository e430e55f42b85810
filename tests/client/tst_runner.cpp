// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/operations/runner.h"
#include "tests/client/samples.h"
#include "tests/support/crashvfs.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using client::contract::Answer;
using client::contract::AnswerKind;
using client::contract::ErrorKind;
using client::contract::ProblemCode;
using client::contract::TransportError;
using client::operations::Runner;
using client::ports::HttpRequest;
using client::store::Intent;
using client::store::IntentState;
using client::store::Journal;
using tests::samples::problemReply;
using tests::support::CrashDisk;
using tests::support::DiskFault;
using tests::support::DiskLoss;
using tests::support::FakeTransport;

namespace contract = client::contract;

namespace {

constexpr std::int64_t secondMs = 1'000;
constexpr std::int64_t minuteMs = 60 * secondMs;

contract::InstanceInfo instance(const std::string& environment = "env-1", const std::string& subject = "a.petrova")
{
    contract::InstanceInfo info;
    info.environmentId = environment;
    info.subject = subject;
    return info;
}

Intent intent(const std::string& id, const std::string& bet, std::int64_t createdAt)
{
    Intent made;
    made.id = id;
    made.environmentId = "env-1";
    made.subject = "a.petrova";
    made.partner = contract::PartnerId("acme");
    made.bet = contract::BetId(bet);
    made.amount = {2'500, {}};
    made.expectedVersion = 1;
    made.body = encode(tests::samples::refundOrder(id, bet));
    made.createdAt = createdAt;
    made.updatedAt = createdAt;
    return made;
}

FakeTransport::Reply timeout()
{
    return FakeTransport::broken(TransportError::Timeout);
}

std::string refundIdOf(const HttpRequest& request)
{
    return tests::samples::header(request, "Idempotency-Key");
}

// A console that can be killed and started again on the same disk, before the same service.
struct Console
{
    struct Process
    {
        explicit Process(Console& console)
            : timers(console.time),
              journal(*Journal::open({"journal.db", console.disk.vfsName(), std::string(32, 'k')})),
              api(console.transport, timers, console.clock, console.random, {}),
              runner(*journal, api, timers, console.clock)
        {
            QObject::connect(&runner, &Runner::seriesEnded, &runner,
                             [&console](const QString& id, const Answer& answer) {
                                 console.ends.emplace_back(id.toStdString(), answer.kind);
                                 console.lastEnd = answer;
                             });
        }
        tests::support::VirtualTimers timers;
        std::unique_ptr<Journal> journal;
        client::api::BetApi api;
        Runner runner;
    };

    tests::support::VirtualTime time;
    tests::support::VirtualClock clock{time, tests::samples::epochMs - time.nowMs()};
    tests::support::SeededRandom random{7};
    FakeTransport transport{time};
    CrashDisk disk{"runner-test"};
    std::unique_ptr<Process> process;
    std::vector<std::pair<std::string, AnswerKind>> ends;
    Answer lastEnd;

    Console() { start(); }

    void start()
    {
        process = std::make_unique<Process>(*this);
        process->runner.resume(instance());
    }
    // The bytes that were written stay; the requests that were out stay out.
    void kill()
    {
        disk.powerOff();
        process.reset();
        disk.powerOn(DiskLoss::All, random);
    }
    Runner& runner() { return process->runner; }
    Journal& journal() { return *process->journal; }

    contract::Result<void> refund(const std::string& id, const std::string& bet = "b-1")
    {
        return runner().start(intent(id, bet, clock.utcMs()));
    }
    void script(std::vector<std::optional<FakeTransport::Reply>> replies)
    {
        transport.service = [replies = std::move(replies), from = transport.requests().size()](const HttpRequest&,
                                                                                               int number) {
            const std::size_t index = static_cast<std::size_t>(number) - from - 1;
            return replies[std::min(index, replies.size() - 1)];
        };
    }
    static FakeTransport::Reply refunded(const std::string& id = "rf-1", const std::string& bet = "b-1")
    {
        return FakeTransport::reply(200, tests::samples::refundedBody(id, bet));
    }
    std::size_t sent() const { return transport.requests().size(); }
    IntentState state(const std::string& id = "rf-1") { return journal().find(id)->state; }
};

using Ends = std::vector<std::pair<std::string, AnswerKind>>;

} // namespace

class TestRunner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anIntentIsOnTheDiskBeforeItsFirstByteLeaves();
    void anAcceptedRefundIsFinished();
    void aRefusedRefundIsFinished();
    void aRefundThatNeverLeftIsAbandonedAndNeverSentAgain();
    void aRefundInDoubtGoesOnWithTheSameKeyAndBytes();
    void theBackgroundWaitsGrowFromOneMinuteToTen();
    void aLaterRefusalThatIsNotStoredKeepsTheDoubt_data();
    void aLaterRefusalThatIsNotStoredKeepsTheDoubt();
    void aStoredRefusalEndsTheDoubt();
    void aKillAfterTheFirstByteGoesOnInDoubt();
    void aDoubtOutlivesTheProcess();
    void aKillBeforeTheFirstByteSendsItOnce();
    void anOldIntentThatWasNeverSentWaitsForAPerson();
    void aPersonMaySendOrAbandonAnOldIntent();
    void onlyWhatWasNeverSentCanBeAbandoned();
    void anotherEnvironmentOrSubjectIsNeverSent();
    void nothingStartsWhileSuspended();
    void suspendEndsTheSeriesAfterItsAttempt();
    void stopTryingInDoubtGoesOnInTheBackground();
    void stopTryingBeforeAnythingLeftAbandons();
    void aSecondRefundOfABetThatIsOpenIsRefused();
    void anIntentWhoseBytesSayAnotherThingIsRefused();
    void aDiskThatRefusesSendsNothing();
    void aSeriesThatCannotBeRecordedIsNotSent();
    void anEndThatCannotBeWrittenIsNotTold();
    void anAcceptedRefundIsWrittenDownAsSoonAsTheDiskAllows();
    void aFailureOfAnyWriteSendsNothingThatIsNotRecorded_data();
    void aFailureOfAnyWriteSendsNothingThatIsNotRecorded();
    void aReadOnlyJournalSendsNothing();
    void manyLeftoversGoOutAFewAtATime();
    void tryNowDoesNotWait();
    void tryNowSaysWhenNothingWillComeOfIt();
    void tellsOfAttemptsByTheirIntent();
};

void TestRunner::anIntentIsOnTheDiskBeforeItsFirstByteLeaves()
{
    Console console;
    std::optional<Intent> atFirstByte;
    console.transport.service = [&](const HttpRequest&, int) -> std::optional<FakeTransport::Reply> {
        // What a power cut in this moment would leave.
        CrashDisk copy("runner-copy");
        console.disk.powerOff();
        console.disk.powerOn(DiskLoss::All, console.random);
        for (const std::string& file : console.disk.files())
            copy.setContent(file, console.disk.content(file));
        atFirstByte = (*Journal::open({"journal.db", copy.vfsName(), std::string(32, 'k')}))->find("rf-1");
        return std::nullopt;
    };
    QVERIFY(console.refund("rf-1").has_value());
    console.time.advance(10);
    QCOMPARE(console.sent(), std::size_t(1));
    QVERIFY(atFirstByte.has_value());
    QCOMPARE(atFirstByte->state, IntentState::Sending);
    QCOMPARE(atFirstByte->body, console.transport.requests().front().body);
}

void TestRunner::anAcceptedRefundIsFinished()
{
    Console console;
    console.script({Console::refunded()});
    QVERIFY(console.refund("rf-1").has_value());
    QVERIFY(console.transport.requests().empty());
    console.time.advance(minuteMs);
    QCOMPARE(console.ends, (Ends{{"rf-1", AnswerKind::Accepted}}));
    QCOMPARE(console.state(), IntentState::Accepted);
    QCOMPARE(console.journal().find("rf-1")->attempts, 1);
    QVERIFY(console.runner().open().empty());
    console.kill();
    console.start();
    console.time.advance(60 * minuteMs);
    QCOMPARE(console.sent(), std::size_t(1));
}

void TestRunner::aRefusedRefundIsFinished()
{
    Console console;
    console.script({problemReply(ProblemCode::BetAlreadySettled)});
    QVERIFY(console.refund("rf-1").has_value());
    console.time.advance(60 * minuteMs);
    QCOMPARE(console.ends, (Ends{{"rf-1", AnswerKind::Declined}}));
    QCOMPARE(console.state(), IntentState::Declined);
    QCOMPARE(console.journal().find("rf-1")->lastCode, std::string("bet_already_settled"));
    QCOMPARE(console.sent(), std::size_t(1));
}

void TestRunner::aRefundThatNeverLeftIsAbandonedAndNeverSentAgain()
{
    Console console;
    console.script({FakeTransport::broken(TransportError::NotConnected)});
    QVERIFY(console.refund("rf-1").has_value());
    console.time.advance(60 * minuteMs);
    QCOMPARE(console.ends, (Ends{{"rf-1", AnswerKind::NotSent}}));
    QCOMPARE(console.state(), IntentState::Abandoned);
    const std::size_t sent = console.sent();
    console.kill();
    console.start();
    console.time.advance(60 * minuteMs);
    QCOMPARE(console.sent(), sent);
}

void TestRunner::aRefundInDoubtGoesOnWithTheSameKeyAndBytes()
{
    Console console;
    console.script({timeout(), timeout(), timeout(), timeout(), timeout(), timeout(), Console::refunded()});
    QVERIFY(console.refund("rf-1").has_value());
    console.time.advance(40 * secondMs);
    QCOMPARE(console.ends, (Ends{{"rf-1", AnswerKind::InDoubt}}));
    QCOMPARE(console.state(), IntentState::InDoubt);
    QCOMPARE(console.sent(), std::size_t(5));
    console.time.advance(10 * minuteMs);
    QCOMPARE(console.ends.back(), (std::pair<std::string, AnswerKind>{"rf-1", AnswerKind::Accepted}));
    QCOMPARE(console.state(), IntentState::Accepted);
    QCOMPARE(console.sent(), std::size_t(7));
    QCOMPARE(console.journal().find("rf-1")->attempts, 7);
    for (const HttpRequest& request : console.transport.requests()) {
        QCOMPARE(refundIdOf(request), std::string("rf-1"));
        QCOMPARE(request.body, console.transport.requests().front().body);
    }
}

void TestRunner::theBackgroundWaitsGrowFromOneMinuteToTen()
{
    Console console;
    std::vector<std::int64_t> ended;
    std::vector<std::int64_t> begun;
    QObject::connect(&console.runner(), &Runner::seriesEnded, &console.runner(),
                     [&] { ended.push_back(console.time.nowMs()); });
    QObject::connect(&console.runner(), &Runner::attemptStarted, &console.runner(), [&](const QString&, int attempt) {
        if (attempt == 1)
            begun.push_back(console.time.nowMs());
    });
    // The service's own words, so that no circuit opens.
    console.script({problemReply(ProblemCode::PartnerTimeout)});
    QVERIFY(console.refund("rf-1").has_value());
    console.time.advance(60 * minuteMs);
    QVERIFY(begun.size() > 6);
    const std::int64_t expected[] = {60, 120, 240, 480, 600, 600};
    for (std::size_t n = 0; n < 6; ++n)
        QCOMPARE(begun[n + 1] - ended[n], expected[n] * secondMs);
}

void TestRunner::aLaterRefusalThatIsNotStoredKeepsTheDoubt_data()
{
    QTest::addColumn<int>("code");
    for (const auto code :
         {ProblemCode::Unauthenticated, ProblemCode::Forbidden, ProblemCode::LimitExceeded, ProblemCode::BetNotFound,
          ProblemCode::BetAlreadySettled, ProblemCode::BetClosed, ProblemCode::VersionConflict,
          ProblemCode::OperationInProgress, ProblemCode::RateLimited, ProblemCode::PartnerSuspended})
        QTest::newRow(std::string(contract::rule(code).word).c_str()) << int(code);
}

void TestRunner::aLaterRefusalThatIsNotStoredKeepsTheDoubt()
{
    QFETCH(int, code);
    // In the same series, in a later one, and in a later process.
    for (const int timeouts : {1, 5}) {
        for (const bool killed : {false, true}) {
            Console console;
            std::vector<std::optional<FakeTransport::Reply>> replies(static_cast<std::size_t>(timeouts), timeout());
            replies.push_back(problemReply(ProblemCode(code)));
            console.script(replies);
            QVERIFY(console.refund("rf-1").has_value());
            console.time.advance(timeouts == 1 ? 100 : 40 * secondMs);
            if (killed) {
                console.kill();
                console.start();
            }
            console.time.advance(20 * minuteMs);
            QVERIFY(console.sent() > static_cast<std::size_t>(timeouts));
            QCOMPARE(console.state(), IntentState::InDoubt);
            for (const auto& [id, kind] : console.ends)
                QCOMPARE(kind, AnswerKind::InDoubt);
        }
    }
}

void TestRunner::aStoredRefusalEndsTheDoubt()
{
    Console console;
    console.script(
        {timeout(), timeout(), timeout(), timeout(), timeout(), problemReply(ProblemCode::BetAlreadySettled, true)});
    QVERIFY(console.refund("rf-1").has_value());
    console.time.advance(20 * minuteMs);
    QCOMPARE(console.ends, (Ends{{"rf-1", AnswerKind::InDoubt}, {"rf-1", AnswerKind::Declined}}));
    QCOMPARE(console.state(), IntentState::Declined);
}

void TestRunner::aKillAfterTheFirstByteGoesOnInDoubt()
{
    Console console;
    console.script({std::nullopt});
    QVERIFY(console.refund("rf-1").has_value());
    console.time.advance(100);
    QCOMPARE(console.sent(), std::size_t(1));
    console.kill();
    // A refusal that would have been an end for a first attempt.
    console.script({problemReply(ProblemCode::BetClosed), Console::refunded()});
    console.start();
    console.time.advance(minuteMs);
    QCOMPARE(console.state(), IntentState::Accepted);
    QCOMPARE(console.sent(), std::size_t(3));
    QCOMPARE(console.transport.requests()[2].body, console.transport.requests()[0].body);
    QCOMPARE(refundIdOf(console.transport.requests()[2]), std::string("rf-1"));
}

void TestRunner::aDoubtOutlivesTheProcess()
{
    Console console;
    console.script({timeout()});
    QVERIFY(console.refund("rf-1").has_value());
    console.time.advance(50 * secondMs);
    QCOMPARE(console.state(), IntentState::InDoubt);
    console.kill();
    console.script({Console::refunded()});
    console.start();
    QCOMPARE(console.runner().open().size(), std::size_t(1));
    console.time.advance(minuteMs);
    QCOMPARE(console.state(), IntentState::Accepted);
}

void TestRunner::aKillBeforeTheFirstByteSendsItOnce()
{
    Console console;
    console.script({Console::refunded()});
    QVERIFY(console.refund("rf-1").has_value());
    console.kill();
    console.start();
    QCOMPARE(console.state(), IntentState::Sending);
    console.time.advance(minuteMs);
    QCOMPARE(console.ends, (Ends{{"rf-1", AnswerKind::Accepted}}));
    QCOMPARE(console.sent(), std::size_t(1));
}

void TestRunner::anOldIntentThatWasNeverSentWaitsForAPerson()
{
    Console console;
    console.script({Console::refunded()});
    QVERIFY(console.refund("rf-1").has_value());
    console.kill();
    console.time.advance(10 * minuteMs + 1);
    console.start();
    console.time.advance(60 * minuteMs);
    QCOMPARE(console.sent(), std::size_t(0));
    QCOMPARE(console.runner().stale().size(), std::size_t(1));
    QCOMPARE(console.state(), IntentState::Prepared);

    // As old as that by a clock that was set back, too.
    Console other;
    other.script({Console::refunded()});
    QVERIFY(other.refund("rf-1").has_value());
    other.kill();
    other.clock.moveUtc(-60 * minuteMs);
    other.start();
    other.time.advance(minuteMs);
    QCOMPARE(other.sent(), std::size_t(0));
    QCOMPARE(other.runner().stale().size(), std::size_t(1));
}

void TestRunner::aPersonMaySendOrAbandonAnOldIntent()
{
    for (const bool sends : {true, false}) {
        Console console;
        console.script({Console::refunded()});
        QVERIFY(console.refund("rf-1").has_value());
        console.kill();
        console.time.advance(11 * minuteMs);
        console.start();
        if (sends)
            console.runner().tryNow("rf-1");
        else
            QVERIFY(console.runner().abandon("rf-1").has_value());
        console.time.advance(minuteMs);
        QCOMPARE(console.state(), sends ? IntentState::Accepted : IntentState::Abandoned);
        QCOMPARE(console.sent(), std::size_t(sends ? 1 : 0));
        QVERIFY(console.runner().stale().empty());
    }
}

void TestRunner::onlyWhatWasNeverSentCanBeAbandoned()
{
    Console console;
    console.script({std::nullopt});
    QVERIFY(console.refund("rf-1").has_value());
    console.time.advance(100);
    QCOMPARE(console.runner().abandon("rf-1").error().kind, ErrorKind::Conflict);
    console.time.advance(5 * minuteMs);
    QCOMPARE(console.runner().abandon("rf-1").error().kind, ErrorKind::Conflict);
    QCOMPARE(console.runner().abandon("rf-2").error().kind, ErrorKind::NotFound);
    QVERIFY(console.journal().find("rf-1")->isOpen());
}

void TestRunner::anotherEnvironmentOrSubjectIsNeverSent()
{
    for (const auto& other : {instance("env-2"), instance("env-1", "m.orlov")}) {
        Console console;
        console.script({timeout()});
        QVERIFY(console.refund("rf-1").has_value());
        console.time.advance(100);
        console.kill();
        const std::size_t sent = console.sent();
        console.process = std::make_unique<Console::Process>(console);
        console.runner().resume(other);
        console.time.advance(60 * minuteMs);
        console.runner().tryNow("rf-1");
        console.time.advance(60 * minuteMs);
        QCOMPARE(console.sent(), sent);
        QCOMPARE(console.runner().open().size(), std::size_t(1));
        // Nor is anything new begun in a name that is not ours.
        const auto started = console.refund("rf-2", "b-2");
        QCOMPARE(started.error().kind, ErrorKind::NotSent);
        QVERIFY(!console.journal().find("rf-2"));
    }
}

void TestRunner::nothingStartsWhileSuspended()
{
    Console console;
    console.script({Console::refunded()});
    console.runner().suspend();
    const auto started = console.refund("rf-1");
    QVERIFY(!started);
    QCOMPARE(started.error().kind, ErrorKind::NotSent);
    console.time.advance(minuteMs);
    QCOMPARE(console.sent(), std::size_t(0));
    QVERIFY(!console.journal().find("rf-1"));
    // Nothing was queued that a connection would set off.
    console.runner().resume(instance());
    console.time.advance(minuteMs);
    QCOMPARE(console.sent(), std::size_t(0));
}

void TestRunner::suspendEndsTheSeriesAfterItsAttempt()
{
    for (const std::int64_t whenMs : {std::int64_t{5}, std::int64_t{500}}) {
        Console console;
        auto late = problemReply(ProblemCode::PartnerTimeout);
        late.afterMs = 100;
        console.script({late});
        QVERIFY(console.refund("rf-1").has_value());
        console.time.advance(whenMs);
        console.runner().suspend();
        console.time.advance(60 * minuteMs);
        QCOMPARE(console.sent(), std::size_t(1));
        QCOMPARE(console.state(), IntentState::InDoubt);
        console.script({Console::refunded()});
        console.runner().resume(instance());
        console.time.advance(minuteMs);
        QCOMPARE(console.state(), IntentState::Accepted);
    }
}

void TestRunner::stopTryingInDoubtGoesOnInTheBackground()
{
    Console console;
    console.script({std::nullopt});
    QVERIFY(console.refund("rf-1").has_value());
    console.time.advance(100);
    console.runner().stopTrying("rf-1");
    QCOMPARE(console.ends, (Ends{{"rf-1", AnswerKind::InDoubt}}));
    QCOMPARE(console.state(), IntentState::InDoubt);
    console.script({Console::refunded()});
    console.time.advance(2 * minuteMs);
    QCOMPARE(console.state(), IntentState::Accepted);
}

void TestRunner::stopTryingBeforeAnythingLeftAbandons()
{
    Console console;
    console.script({FakeTransport::broken(TransportError::NotConnected)});
    QVERIFY(console.refund("rf-1").has_value());
    console.time.advance(100);
    console.runner().stopTrying("rf-1");
    QCOMPARE(console.ends, (Ends{{"rf-1", AnswerKind::NotSent}}));
    QCOMPARE(console.state(), IntentState::Abandoned);

    QVERIFY(console.refund("rf-2").has_value());
    console.runner().stopTrying("rf-2");
    QCOMPARE(console.state("rf-2"), IntentState::Abandoned);
    console.time.advance(60 * minuteMs);
    QCOMPARE(console.sent(), std::size_t(1));
}

void TestRunner::aSecondRefundOfABetThatIsOpenIsRefused()
{
    Console console;
    console.script({timeout()});
    QVERIFY(console.refund("rf-1", "b-1").has_value());
    QCOMPARE(console.refund("rf-2", "b-1").error().kind, ErrorKind::Conflict);
    console.time.advance(minuteMs);
    QCOMPARE(console.refund("rf-2", "b-1").error().kind, ErrorKind::Conflict);
    QVERIFY(!console.journal().find("rf-2"));
    QVERIFY(console.refund("rf-3", "b-2").has_value());
    console.script({Console::refunded()});
    console.runner().tryNow("rf-1");
    console.time.advance(10 * secondMs);
    QCOMPARE(console.state("rf-1"), IntentState::Accepted);
    QVERIFY(console.refund("rf-2", "b-1").has_value());
}

void TestRunner::anIntentWhoseBytesSayAnotherThingIsRefused()
{
    Console console;
    Intent good = intent("rf-1", "b-1", console.clock.utcMs());
    std::vector<Intent> bad(6, good);
    bad[0].id = "rf-2";
    bad[1].bet = contract::BetId("b-2");
    bad[2].amount.minor = 1;
    bad[3].expectedVersion = 2;
    bad[4].body = "{}";
    bad[5].partner = contract::PartnerId("other");
    for (const Intent& one : bad)
        QVERIFY(!console.runner().start(one));
    console.time.advance(minuteMs);
    QCOMPARE(console.sent(), std::size_t(0));
    QVERIFY(console.journal().newest(10).empty());
}

void TestRunner::aDiskThatRefusesSendsNothing()
{
    Console console;
    console.script({Console::refunded()});
    console.disk.failAfter(0, DiskFault::Full, true);
    const auto started = console.refund("rf-1");
    QVERIFY(!started);
    QCOMPARE(started.error().kind, ErrorKind::Storage);
    QVERIFY(started.error().detail.find("full") != std::string::npos);
    console.time.advance(minuteMs);
    QCOMPARE(console.sent(), std::size_t(0));
    console.disk.repair();
    QVERIFY(console.refund("rf-1").has_value());
    console.time.advance(minuteMs);
    QCOMPARE(console.state(), IntentState::Accepted);
}

void TestRunner::aSeriesThatCannotBeRecordedIsNotSent()
{
    Console console;
    console.script({Console::refunded()});
    QVERIFY(console.refund("rf-1").has_value());
    console.disk.failAfter(0, DiskFault::Full, true);
    console.time.advance(10 * secondMs);
    QCOMPARE(console.sent(), std::size_t(0));
    // Not known as abandoned yet: after a crash it would still be there.
    QCOMPARE(console.ends, (Ends{{"rf-1", AnswerKind::InDoubt}}));
    QCOMPARE(console.lastEnd.errorClass, std::string("storage"));
    console.disk.repair();
    console.time.advance(10 * minuteMs);
    QCOMPARE(console.ends.back(), (std::pair<std::string, AnswerKind>{"rf-1", AnswerKind::NotSent}));
    QCOMPARE(console.state(), IntentState::Abandoned);
    QCOMPARE(console.sent(), std::size_t(0));
}

void TestRunner::anEndThatCannotBeWrittenIsNotTold()
{
    Console console;
    auto refusal = problemReply(ProblemCode::LimitExceeded);
    refusal.afterMs = 50;
    console.script({refusal});
    QVERIFY(console.refund("rf-1").has_value());
    console.time.advance(10);
    console.disk.failAfter(0, DiskFault::Io, true);
    console.time.advance(10 * secondMs);
    QCOMPARE(console.ends, (Ends{{"rf-1", AnswerKind::InDoubt}}));
    console.disk.repair();
    console.time.advance(10 * minuteMs);
    QCOMPARE(console.ends.back(), (std::pair<std::string, AnswerKind>{"rf-1", AnswerKind::Declined}));
    QCOMPARE(console.state(), IntentState::Declined);
    QCOMPARE(console.sent(), std::size_t(1));
}

void TestRunner::anAcceptedRefundIsWrittenDownAsSoonAsTheDiskAllows()
{
    Console console;
    auto accepted = Console::refunded();
    accepted.afterMs = 50;
    console.script({accepted});
    QVERIFY(console.refund("rf-1").has_value());
    console.time.advance(10);
    console.disk.failAfter(0, DiskFault::Full, true);
    console.time.advance(10 * secondMs);
    QCOMPARE(console.ends, (Ends{{"rf-1", AnswerKind::Accepted}}));
    QCOMPARE(console.state(), IntentState::Sending);
    console.disk.repair();
    console.time.advance(10 * minuteMs);
    QCOMPARE(console.state(), IntentState::Accepted);
    QCOMPARE(console.sent(), std::size_t(1));
}

void TestRunner::aFailureOfAnyWriteSendsNothingThatIsNotRecorded_data()
{
    QTest::addColumn<bool>("full");
    QTest::addColumn<bool>("forEver");
    QTest::newRow("one failure") << false << false;
    QTest::newRow("one full moment") << true << false;
    QTest::newRow("broken for ever") << false << true;
    QTest::newRow("full for ever") << true << true;
}

// For every i the i-th change of the disk fails; then the console is killed and started again on a sound disk.
void TestRunner::aFailureOfAnyWriteSendsNothingThatIsNotRecorded()
{
    QFETCH(bool, full);
    QFETCH(bool, forEver);
    for (int i = 0; i < 40; ++i) {
        Console console;
        int effects = 0;
        bool unrecorded = false;
        console.transport.service = [&](const HttpRequest& request, int number) -> std::optional<FakeTransport::Reply> {
            const auto recorded = console.journal().find(refundIdOf(request));
            if (!recorded || recorded->state == IntentState::Prepared)
                unrecorded = true;
            effects = 1;
            // The first answer is lost.
            return number == 1 ? std::nullopt : std::optional(Console::refunded());
        };
        console.disk.failAfter(i, full ? DiskFault::Full : DiskFault::Io, forEver);
        const auto started = console.refund("rf-1");
        console.time.advance(30 * secondMs);
        const Ends told = console.ends;
        console.kill();
        console.disk.repair();
        console.start();
        console.time.advance(20 * minuteMs);
        QVERIFY(!unrecorded);
        const auto intentNow = console.journal().find("rf-1");
        const bool definitelyNot = (!started && started.error().kind == ErrorKind::Storage) ||
                                   (!told.empty() && told.back().second == AnswerKind::NotSent);
        if (definitelyNot)
            QVERIFY2(effects == 0, qPrintable(QStringLiteral("refunded after a no, failure %1").arg(i)));
        if (effects == 1)
            QCOMPARE(intentNow->state, IntentState::Accepted);
    }
}

void TestRunner::aReadOnlyJournalSendsNothing()
{
    Console console;
    console.script({timeout()});
    QVERIFY(console.refund("rf-1").has_value());
    console.time.advance(100);
    console.kill();
    const std::size_t sent = console.sent();
    // Closed in good order, so that all of it is in the one file.
    QVERIFY(Journal::open({"journal.db", console.disk.vfsName(), std::string(32, 'k')}).has_value());
    // As a newer version of the program leaves it: user_version is four big-endian bytes at 60.
    std::string content = console.disk.content("journal.db");
    content[63] = 99;
    console.disk.setContent("journal.db", content);
    console.start();
    QVERIFY(console.journal().isReadOnly());
    console.time.advance(60 * minuteMs);
    QCOMPARE(console.sent(), sent);
    QCOMPARE(console.runner().open().size(), std::size_t(1));
    QCOMPARE(console.refund("rf-2", "b-2").error().kind, ErrorKind::Storage);
    console.time.advance(minuteMs);
    QCOMPARE(console.sent(), sent);
}

void TestRunner::manyLeftoversGoOutAFewAtATime()
{
    Console console;
    console.script({std::nullopt});
    for (int i = 0; i < 20; ++i)
        QVERIFY(console.refund("rf-" + std::to_string(i), "b-" + std::to_string(i)).has_value());
    console.time.advance(100);
    console.kill();
    int out = 0;
    int outMax = 0;
    console.transport.service = [&](const HttpRequest& request, int) {
        outMax = std::max(outMax, ++out);
        console.time.after(50, [&] { --out; });
        auto reply = Console::refunded(refundIdOf(request), "b-" + refundIdOf(request).substr(3));
        reply.afterMs = 50;
        return std::optional(reply);
    };
    console.start();
    console.time.advance(minuteMs);
    QVERIFY(console.runner().open().empty());
    QVERIFY(outMax <= 4);
    QCOMPARE(console.ends.size(), std::size_t(20));
}

void TestRunner::tryNowDoesNotWait()
{
    Console console;
    console.script({timeout(), timeout(), timeout(), timeout(), timeout(), Console::refunded()});
    QVERIFY(console.refund("rf-1").has_value());
    console.time.advance(30 * secondMs);
    QCOMPARE(console.state(), IntentState::InDoubt);
    console.runner().tryNow("rf-1");
    console.runner().tryNow("rf-1");
    // The circuit that five time-outs opened is given its pause.
    console.time.advance(8 * secondMs);
    QCOMPARE(console.state(), IntentState::Accepted);
    QCOMPARE(console.sent(), std::size_t(6));
    console.time.advance(60 * minuteMs);
    QCOMPARE(console.sent(), std::size_t(6));
}

void TestRunner::tryNowSaysWhenNothingWillComeOfIt()
{
    Console console;
    console.script({timeout(), timeout(), timeout(), timeout(), timeout(), Console::refunded()});
    QVERIFY(console.refund("rf-1").has_value());
    console.time.advance(30 * secondMs);
    QCOMPARE(console.runner().tryNow("rf-2").error().kind, contract::ErrorKind::NotFound);
    console.runner().suspend();
    QCOMPARE(console.runner().tryNow("rf-1").error().kind, contract::ErrorKind::NotSent);
    contract::InstanceInfo other = instance();
    other.subject = "m.orlov";
    console.runner().resume(other);
    QCOMPARE(console.runner().tryNow("rf-1").error().kind, contract::ErrorKind::NotSent);
    QCOMPARE(console.sent(), std::size_t(5));
    console.runner().resume(instance());
    QVERIFY(console.runner().tryNow("rf-1").has_value());
    console.time.advance(8 * secondMs);
    QCOMPARE(console.state(), IntentState::Accepted);
    QCOMPARE(console.runner().tryNow("rf-1").error().kind, contract::ErrorKind::NotFound);
}

void TestRunner::tellsOfAttemptsByTheirIntent()
{
    Console console;
    console.script({problemReply(ProblemCode::PartnerTimeout), Console::refunded()});
    QSignalSpy started(&console.runner(), &Runner::attemptStarted);
    QSignalSpy ended(&console.runner(), &Runner::attemptEnded);
    QSignalSpy scheduled(&console.runner(), &Runner::attemptScheduled);
    QSignalSpy changed(&console.runner(), &Runner::openChanged);
    QVERIFY(console.refund("rf-1").has_value());
    QVERIFY(changed.count() >= 1);
    console.time.advance(minuteMs);
    QCOMPARE(started.count(), 2);
    QCOMPARE(started[1][0].toString(), QStringLiteral("rf-1"));
    QCOMPARE(started[1][1].toInt(), 2);
    QCOMPARE(ended.count(), 2);
    QCOMPARE(scheduled.count(), 1);
    QVERIFY(scheduled[0][2].toLongLong() >= 1'000);
}

QTEST_GUILESS_MAIN(TestRunner)
#include "tst_runner.moc"
