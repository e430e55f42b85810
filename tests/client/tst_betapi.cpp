// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/api/betapi.h"
#include "client/api/qttimers.h"
#include "client/api/qttransport.h"
#include "client/ports/systemports.h"
#include "tests/client/samples.h"
#include "tests/support/fakeservice.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTest>

using client::api::BetApi;
using client::api::BetFilter;
using client::api::Call;
using client::contract::AnswerKind;
using client::contract::ErrorKind;
using client::contract::ProblemCode;
using client::contract::TransportError;
using client::ports::HttpRequest;
using tests::support::FakeTransport;

namespace contract = client::contract;

namespace {

constexpr std::int64_t minuteMs = 60'000;

contract::BetCall blockCall()
{
    contract::BetCall call;
    call.call = contract::CallKind::BlockFunds;
    call.partner = contract::PartnerId("12345");
    call.player = contract::PlayerId("67890");
    call.bet = contract::BetId("abcde12345");
    call.amountText = "100";
    return call;
}

FakeTransport::Reply blocked()
{
    return FakeTransport::reply(200,
                                contract::successBody(contract::CallKind::BlockFunds, contract::BetId("abcde12345")));
}

struct Api : tests::samples::World
{
    std::string token = "t-1";
    BetApi api{transport, timers, clock, random, [this] { return token; }};
    std::vector<std::int64_t> sentAt;

    // What the service answers to the n-th request; the last one stays.
    void script(std::vector<std::optional<FakeTransport::Reply>> replies)
    {
        transport.service = [this, replies = std::move(replies), from = transport.requests().size()](const HttpRequest&,
                                                                                                     int number) {
            sentAt.push_back(time.nowMs());
            const std::size_t index = static_cast<std::size_t>(number) - from - 1;
            return replies[std::min(index, replies.size() - 1)];
        };
    }
    // Copies what is left of a call when it finishes, because it is deleted afterwards.
    struct Seen
    {
        int finished = 0;
        contract::Answer answer;
        std::vector<qint64> delays;
        std::vector<AnswerKind> attempts;
    };
    void watch(Call* call, Seen& seen)
    {
        QObject::connect(call, &Call::finished, call, [call, &seen] {
            ++seen.finished;
            seen.answer = call->answer();
        });
        QObject::connect(call, &Call::attemptScheduled, call,
                         [&seen](int, qint64 delayMs) { seen.delays.push_back(delayMs); });
        QObject::connect(call, &Call::attemptEnded, call,
                         [&seen](int, const contract::Answer& answer) { seen.attempts.push_back(answer.kind); });
    }
    Seen run(Call* call)
    {
        Seen seen;
        watch(call, seen);
        time.advance(20 * minuteMs);
        return seen;
    }
};

FakeTransport::Reply timeout()
{
    return FakeTransport::broken(TransportError::Timeout);
}

// The world's timers without their waits, where the sockets are real.
class ImpatientTimers : public client::ports::Timers
{
public:
    Id after(std::int64_t, std::function<void()> then) override { return m_timers.after(0, std::move(then)); }
    void cancel(Id id) override { m_timers.cancel(id); }

private:
    client::api::QtTimers m_timers;
};

} // namespace

class TestBetApi : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAcceptedAnswerNeedsOneAttempt();
    void resendsWithTheSameIdAfterATimeout();
    void waitsByTheSpecificationsSchedule();
    void whatTheServiceSaysAboutTheWaitWins();
    void asksForTheTokenBeforeEachAttempt();
    void aRefusedTokenIsRenewedOnceAndTheSameBytesGoAgain();
    void aRenewalThatFailsLeavesTheRefusal();
    void aSecondRefusalOfTheTokenIsTheEnd();
    void callsThatWereRefusedTogetherShareOneRenewal();
    void anotherTokenThanTheRefusedOneNeedsNoRenewal();
    void aRenewalMayOutliveItsCallAndTheApi();
    void signingInAnewIsForThePerson();
    void doubtOutlastsARefusedToken();
    void aRefusalEndsItAtOnce();
    void aRefusalInTheMiddleIsNoEndToDoubt_data();
    void aRefusalInTheMiddleIsNoEndToDoubt();
    void aStoredRefusalEndsTheDoubt();
    void fiveTriesEndTheSeriesInDoubt();
    void aServiceThatIsNotThereIsNotSent();
    void readsTryTwice();
    void aRefusedReadIsNotRepeated();
    void aReadOfAnotherShapeIsMalformed();
    void theBudgetBoundsAllRetriesOfAConnection();
    void anOpenCircuitHoldsRequestsBack();
    void aRefusalOfTheServiceKeepsTheCircuitClosed();
    void stopBeforeTheFirstAttemptSendsNothing();
    void stopWhileAnAttemptIsOutLeavesItInDoubt();
    void stopBetweenAttemptsSaysWhatIsKnown();
    void stopInsideASignalIsSafe();
    void finishedComesOnceAndTheCallIsDeletedLater();
    void destroyingTheApiEndsEverything();
    void aRefundSendsTheStoredBytesUnderItsOwnId();
    void aRefundAnsweredForAnotherBetIsInDoubt();
    void aRefundAnsweredInAnotherShapeIsInDoubt();
    void aPreviewHasAKeyOfItsOwn();
    void aGroupOfFailuresIsSteeredUnderItsOwnName();
    void anAnswerAboutAnotherGroupIsNone();
    void filtersBecomeAnEscapedQuery();
    void theFirstPageBringsTheEventCursor();
    void aBetThatWasNotAskedForIsNotShown();
    void theAuditLogIsReadByItsFilter();
    void everyAnswerMayTellTheHeadOfTheAuditLog();
    void fiveAttemptsAreFivePostsOnTheWire();
};

void TestBetApi::anAcceptedAnswerNeedsOneAttempt()
{
    Api world;
    world.script({blocked()});
    const auto seen = world.run(world.api.send(blockCall()));
    QCOMPARE(seen.finished, 1);
    QCOMPARE(seen.answer.kind, AnswerKind::Accepted);
    QCOMPARE(world.transport.requests().size(), std::size_t(1));
    const HttpRequest& request = world.transport.requests().front();
    QCOMPARE(request.method, std::string("POST"));
    QCOMPARE(request.target, std::string("/api/block_funds"));
    QCOMPARE(request.body, encode(blockCall()));
    QCOMPARE(tests::samples::header(request, "Content-Type"), std::string("application/json"));
}

void TestBetApi::resendsWithTheSameIdAfterATimeout()
{
    Api world;
    world.script({timeout(), FakeTransport::reply(503, "<html>"), FakeTransport::broken(TransportError::Reset),
                  FakeTransport::reply(200, "<html>Sign in</html>"), blocked()});
    const auto seen = world.run(world.api.send(blockCall()));
    QCOMPARE(seen.answer.kind, AnswerKind::Accepted);
    const auto& requests = world.transport.requests();
    QCOMPARE(requests.size(), std::size_t(5));
    for (const HttpRequest& request : requests) {
        QCOMPARE(request.body, requests.front().body);
        QCOMPARE(request.target, requests.front().target);
        for (const char* const name : {"Idempotency-Key", "X-Correlation-Id"}) {
            QVERIFY(!tests::samples::header(request, name).empty());
            QCOMPARE(tests::samples::header(request, name), tests::samples::header(requests.front(), name));
        }
    }
    world.run(world.api.send(blockCall()));
    QVERIFY(tests::samples::header(requests.back(), "Idempotency-Key") !=
            tests::samples::header(requests.front(), "Idempotency-Key"));
}

void TestBetApi::waitsByTheSpecificationsSchedule()
{
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        Api world;
        world.random = tests::support::SeededRandom(seed);
        auto fast = FakeTransport::broken(TransportError::Reset);
        fast.afterMs = 0;
        // A reply of ours between, so that the breaker stays out of it.
        auto ours = tests::samples::problemReply(ProblemCode::InternalError);
        ours.afterMs = 0;
        world.script({ours, fast, ours, fast, ours});
        const auto seen = world.run(world.api.send(blockCall()));
        QCOMPARE(seen.delays.size(), std::size_t(4));
        QCOMPARE(world.sentAt.size(), std::size_t(5));
        for (std::size_t n = 0; n < 4; ++n) {
            const std::int64_t waited = world.sentAt[n + 1] - world.sentAt[n];
            QCOMPARE(qint64(waited), seen.delays[n]);
            QVERIFY(waited >= (std::int64_t{1000} << n));
            QVERIFY(waited < (std::int64_t{1000} << n) + 1000);
        }
    }
}

void TestBetApi::whatTheServiceSaysAboutTheWaitWins()
{
    Api world;
    world.script({tests::samples::problemReply(ProblemCode::RateLimited, false, 7'000), blocked()});
    const auto seen = world.run(world.api.send(blockCall()));
    QCOMPARE(seen.answer.kind, AnswerKind::Accepted);
    QCOMPARE(seen.delays, std::vector<qint64>{7'000});
}

void TestBetApi::asksForTheTokenBeforeEachAttempt()
{
    Api world;
    world.script({timeout(), blocked()});
    Call* const call = world.api.send(blockCall());
    QObject::connect(call, &Call::attemptEnded, call, [&] { world.token = "t-2"; });
    world.run(call);
    const auto& requests = world.transport.requests();
    QCOMPARE(tests::samples::header(requests[0], "Authorization"), std::string("Bearer t-1"));
    QCOMPARE(tests::samples::header(requests[1], "Authorization"), std::string("Bearer t-2"));
    world.token.clear();
    world.run(world.api.send(blockCall()));
    QVERIFY(tests::samples::header(requests[2], "Authorization").empty());
}

void TestBetApi::aRefusedTokenIsRenewedOnceAndTheSameBytesGoAgain()
{
    Api world;
    world.script({tests::samples::problemReply(ProblemCode::Unauthenticated), blocked()});
    int renewals = 0;
    world.api.setTokenRenewal([&](const std::function<void(bool)>& done) {
        ++renewals;
        // The service needs a while.
        world.timers.after(300, [&world, done] {
            world.token = "t-2";
            done(true);
        });
    });
    const auto seen = world.run(world.api.send(blockCall()));
    QCOMPARE(seen.finished, 1);
    QCOMPARE(seen.answer.kind, AnswerKind::Accepted);
    QCOMPARE(renewals, 1);
    const auto& requests = world.transport.requests();
    QCOMPARE(requests.size(), std::size_t(2));
    QCOMPARE(tests::samples::header(requests[0], "Authorization"), std::string("Bearer t-1"));
    QCOMPARE(tests::samples::header(requests[1], "Authorization"), std::string("Bearer t-2"));
    QCOMPARE(requests[1].body, requests[0].body);
    QCOMPARE(tests::samples::header(requests[1], "Idempotency-Key"),
             tests::samples::header(requests[0], "Idempotency-Key"));
    // No wait of the schedule: nothing was wrong with the service.
    QVERIFY(seen.delays.empty());
}

void TestBetApi::aRenewalThatFailsLeavesTheRefusal()
{
    Api world;
    world.script({tests::samples::problemReply(ProblemCode::Unauthenticated)});
    world.api.setTokenRenewal([](const std::function<void(bool)>& done) { done(false); });
    const auto seen = world.run(world.api.send(blockCall()));
    QCOMPARE(seen.finished, 1);
    QCOMPARE(seen.answer.kind, AnswerKind::Declined);
    QCOMPARE(seen.answer.httpStatus, 401);
    QCOMPARE(world.transport.requests().size(), std::size_t(1));
}

void TestBetApi::aSecondRefusalOfTheTokenIsTheEnd()
{
    Api world;
    world.script({tests::samples::problemReply(ProblemCode::Unauthenticated)});
    int renewals = 0;
    world.api.setTokenRenewal([&](const std::function<void(bool)>& done) {
        world.token = "t-" + std::to_string(++renewals + 1);
        done(true);
    });
    const auto seen = world.run(world.api.instance());
    QCOMPARE(seen.answer.httpStatus, 401);
    QCOMPARE(renewals, 1);
    QCOMPARE(world.transport.requests().size(), std::size_t(2));
}

void TestBetApi::callsThatWereRefusedTogetherShareOneRenewal()
{
    Api world;
    world.transport.service = [](const HttpRequest& request, int) {
        return tests::samples::header(request, "Authorization") == "Bearer t-2"
                   ? blocked()
                   : tests::samples::problemReply(ProblemCode::Unauthenticated);
    };
    int renewals = 0;
    world.api.setTokenRenewal([&](const std::function<void(bool)>& done) {
        ++renewals;
        world.timers.after(100, [&world, done] {
            world.token = "t-2";
            done(true);
        });
    });
    Api::Seen first;
    Api::Seen second;
    world.watch(world.api.send(blockCall()), first);
    world.watch(world.api.send(blockCall()), second);
    world.time.advance(minuteMs);
    QCOMPARE(first.answer.kind, AnswerKind::Accepted);
    QCOMPARE(second.answer.kind, AnswerKind::Accepted);
    QCOMPARE(renewals, 1);
}

void TestBetApi::anotherTokenThanTheRefusedOneNeedsNoRenewal()
{
    Api world;
    world.script({tests::samples::problemReply(ProblemCode::Unauthenticated), blocked()});
    int renewals = 0;
    world.api.setTokenRenewal([&](const std::function<void(bool)>& done) {
        ++renewals;
        done(true);
    });
    Call* const call = world.api.send(blockCall());
    QObject::connect(call, &Call::attemptEnded, call, [&] { world.token = "t-2"; });
    QCOMPARE(world.run(call).answer.kind, AnswerKind::Accepted);
    QCOMPARE(renewals, 0);
}

void TestBetApi::aRenewalMayOutliveItsCallAndTheApi()
{
    std::function<void(bool)> late;
    {
        Api world;
        world.script({tests::samples::problemReply(ProblemCode::Unauthenticated)});
        world.api.setTokenRenewal([&](std::function<void(bool)> done) { late = std::move(done); });
        Api::Seen seen;
        Call* const call = world.api.send(blockCall());
        world.watch(call, seen);
        world.time.advance(minuteMs);
        QVERIFY(late);
        QCOMPARE(seen.finished, 0);
        call->stop();
        QCOMPARE(seen.finished, 1);
        world.time.advance(minuteMs);
        late(true);
        QCOMPARE(world.transport.requests().size(), std::size_t(1));
        world.watch(world.api.send(blockCall()), seen);
        world.time.advance(minuteMs);
    }
    late(true);
}

void TestBetApi::signingInAnewIsForThePerson()
{
    Api world;
    world.script({tests::samples::problemReply(ProblemCode::ReauthenticationRequired)});
    world.api.setTokenRenewal([](const std::function<void(bool)>&) { QFAIL("nobody was asked"); });
    QCOMPARE(world.run(world.api.send(blockCall())).answer.httpStatus, 401);
}

void TestBetApi::doubtOutlastsARefusedToken()
{
    Api world;
    world.script(
        {timeout(), tests::samples::problemReply(ProblemCode::Unauthenticated), timeout(), timeout(), timeout()});
    world.api.setTokenRenewal([&](const std::function<void(bool)>& done) {
        world.token = "t-2";
        done(true);
    });
    const auto seen = world.run(world.api.send(blockCall()));
    QCOMPARE(seen.answer.kind, AnswerKind::InDoubt);
    QCOMPARE(world.transport.requests().size(), std::size_t(contract::RetryPlan::attemptsMax));
}

void TestBetApi::aRefusalEndsItAtOnce()
{
    Api world;
    world.script({tests::samples::problemReply(ProblemCode::InsufficientFunds)});
    const auto seen = world.run(world.api.send(blockCall()));
    QCOMPARE(seen.answer.kind, AnswerKind::Declined);
    QCOMPARE(world.transport.requests().size(), std::size_t(1));
}

void TestBetApi::aRefusalInTheMiddleIsNoEndToDoubt_data()
{
    QTest::addColumn<int>("code");
    for (const auto code : {ProblemCode::Unauthenticated, ProblemCode::Forbidden, ProblemCode::BetNotFound,
                            ProblemCode::OperationInProgress, ProblemCode::PartnerSuspended, ProblemCode::RateLimited,
                            ProblemCode::PartnerUnavailable, ProblemCode::BetClosed})
        QTest::newRow(std::string(contract::rule(code).word).c_str()) << int(code);
}

void TestBetApi::aRefusalInTheMiddleIsNoEndToDoubt()
{
    QFETCH(int, code);
    const auto refusal = tests::samples::problemReply(ProblemCode(code));
    {
        Api world;
        world.script({timeout(), refusal, blocked()});
        const auto seen = world.run(world.api.send(blockCall()));
        QCOMPARE(seen.answer.kind, AnswerKind::Accepted);
        QCOMPARE(world.transport.requests().size(), std::size_t(3));
    }
    {
        Api world;
        world.script({timeout(), refusal});
        const auto seen = world.run(world.api.send(blockCall()));
        QCOMPARE(seen.answer.kind, AnswerKind::InDoubt);
        QCOMPARE(world.transport.requests().size(), std::size_t(5));
    }
}

void TestBetApi::aStoredRefusalEndsTheDoubt()
{
    Api world;
    world.script({timeout(), tests::samples::problemReply(ProblemCode::InsufficientFunds, true)});
    const auto seen = world.run(world.api.send(blockCall()));
    QCOMPARE(seen.answer.kind, AnswerKind::Declined);
    QCOMPARE(world.transport.requests().size(), std::size_t(2));
}

void TestBetApi::fiveTriesEndTheSeriesInDoubt()
{
    Api world;
    world.script({std::nullopt});
    const auto seen = world.run(world.api.send(blockCall()));
    QCOMPARE(seen.finished, 1);
    QCOMPARE(seen.answer.kind, AnswerKind::InDoubt);
    QCOMPARE(seen.answer.errorClass, std::string("timeout"));
    QCOMPARE(world.transport.requests().size(), std::size_t(5));
    QCOMPARE(seen.attempts, std::vector<AnswerKind>(5, AnswerKind::InDoubt));
}

void TestBetApi::aServiceThatIsNotThereIsNotSent()
{
    Api world;
    world.script({FakeTransport::broken(TransportError::NotConnected)});
    const auto seen = world.run(world.api.send(blockCall()));
    QCOMPARE(seen.answer.kind, AnswerKind::NotSent);
    QCOMPARE(seen.attempts.size(), std::size_t(5));
}

void TestBetApi::readsTryTwice()
{
    Api world;
    world.script({timeout()});
    auto* const call = world.api.instance();
    ErrorKind kind{};
    QObject::connect(call, &Call::finished, call, [&] { kind = call->result().error().kind; });
    const auto seen = world.run(call);
    QCOMPARE(seen.answer.kind, AnswerKind::InDoubt);
    QCOMPARE(kind, ErrorKind::InDoubt);
    QCOMPARE(world.transport.requests().size(), std::size_t(2));
}

void TestBetApi::aRefusedReadIsNotRepeated()
{
    Api world;
    world.script({tests::samples::problemReply(ProblemCode::BetNotFound)});
    auto* const call = world.api.bet(contract::PartnerId("acme"), contract::BetId("b-1"));
    std::optional<contract::Error> error;
    QObject::connect(call, &Call::finished, call, [&] { error = call->result().error(); });
    world.run(call);
    QCOMPARE(error->kind, ErrorKind::Declined);
    QCOMPARE(world.transport.requests().size(), std::size_t(1));
    QCOMPARE(world.transport.requests()[0].target, std::string("/api/v1/bets/acme/b-1"));
    QVERIFY(tests::samples::header(world.transport.requests()[0], "Idempotency-Key").empty());
}

void TestBetApi::aReadOfAnotherShapeIsMalformed()
{
    for (const char* const body : {"<html></html>", "{}", "[]", "", "{\"data\":5}"}) {
        Api world;
        world.script({FakeTransport::reply(200, body)});
        auto* const call = world.api.bets({});
        ErrorKind kind{};
        QObject::connect(call, &Call::finished, call, [&] { kind = call->result().error().kind; });
        world.run(call);
        QCOMPARE(kind, ErrorKind::Malformed);
    }
}

void TestBetApi::theBudgetBoundsAllRetriesOfAConnection()
{
    Api world;
    // Answers of the service's own, which open no circuit.
    world.script({tests::samples::problemReply(ProblemCode::PartnerUnavailable)});
    std::vector<Api::Seen> seen(4);
    for (Api::Seen& one : seen)
        world.watch(world.api.send(blockCall()), one);
    world.time.advance(minuteMs);
    QCOMPARE(world.transport.requests().size(), std::size_t(4 + 10));
    for (const Api::Seen& one : seen)
        QCOMPARE(one.answer.kind, AnswerKind::NotSent);

    // Ten definite answers earn one retry.
    world.script({tests::samples::problemReply(ProblemCode::InsufficientFunds)});
    for (int i = 0; i < 10; ++i)
        world.run(world.api.send(blockCall()));
    const std::size_t before = world.transport.requests().size();
    world.script({tests::samples::problemReply(ProblemCode::PartnerUnavailable)});
    world.run(world.api.send(blockCall()));
    QCOMPARE(world.transport.requests().size(), before + 2);
}

void TestBetApi::anOpenCircuitHoldsRequestsBack()
{
    Api world;
    world.script({FakeTransport::broken(TransportError::Reset)});
    world.run(world.api.send(blockCall()));
    QCOMPARE(world.api.breaker().state(), contract::CircuitBreaker::State::Open);

    // One probe is let through after the pause; it fails, and the circuit is open again.
    auto* const probe = world.api.send(blockCall());
    world.time.advance(2);
    probe->stop();
    const std::size_t before = world.transport.requests().size();
    world.script({blocked()});
    Api::Seen seen;
    world.watch(world.api.send(blockCall()), seen);
    world.time.advance(1);
    QCOMPARE(world.transport.requests().size(), before);
    QCOMPARE(seen.attempts, std::vector<AnswerKind>{AnswerKind::NotSent});
    QCOMPARE(seen.delays.size(), std::size_t(1));
    QVERIFY(seen.delays[0] > 0 && seen.delays[0] <= contract::CircuitBreaker::openMs);
    world.time.advance(contract::CircuitBreaker::openMs + 10);
    QCOMPARE(world.transport.requests().size(), before + 1);
    QCOMPARE(seen.answer.kind, AnswerKind::Accepted);
    QCOMPARE(world.api.breaker().state(), contract::CircuitBreaker::State::Closed);
}

void TestBetApi::aRefusalOfTheServiceKeepsTheCircuitClosed()
{
    Api world;
    world.script({tests::samples::problemReply(ProblemCode::PartnerTimeout)});
    world.run(world.api.send(blockCall()));
    world.run(world.api.send(blockCall()));
    QCOMPARE(world.transport.requests().size(), std::size_t(10));
    QCOMPARE(world.api.breaker().state(), contract::CircuitBreaker::State::Closed);
}

void TestBetApi::stopBeforeTheFirstAttemptSendsNothing()
{
    Api world;
    world.script({blocked()});
    Call* const call = world.api.send(blockCall());
    Api::Seen seen;
    world.watch(call, seen);
    call->stop();
    QCOMPARE(seen.finished, 1);
    QCOMPARE(seen.answer.kind, AnswerKind::NotSent);
    world.time.advance(minuteMs);
    QVERIFY(world.transport.requests().empty());
    QCOMPARE(seen.finished, 1);
}

void TestBetApi::stopWhileAnAttemptIsOutLeavesItInDoubt()
{
    Api world;
    auto late = blocked();
    late.afterMs = 5'000;
    world.script({late});
    Call* const call = world.api.send(blockCall());
    Api::Seen seen;
    world.watch(call, seen);
    world.time.advance(100);
    call->stop();
    QCOMPARE(seen.finished, 1);
    QCOMPARE(seen.answer.kind, AnswerKind::InDoubt);
    QCOMPARE(seen.answer.errorClass, std::string("stopped"));
    world.time.advance(minuteMs);
    QCOMPARE(world.transport.requests().size(), std::size_t(1));
    QCOMPARE(seen.finished, 1);
}

void TestBetApi::stopBetweenAttemptsSaysWhatIsKnown()
{
    for (const auto error : {TransportError::NotConnected, TransportError::Reset}) {
        Api world;
        world.script({FakeTransport::broken(error)});
        Call* const call = world.api.send(blockCall());
        Api::Seen seen;
        world.watch(call, seen);
        world.time.advance(100);
        QCOMPARE(seen.delays.size(), std::size_t(1));
        call->stop();
        QCOMPARE(seen.answer.kind, error == TransportError::NotConnected ? AnswerKind::NotSent : AnswerKind::InDoubt);
        world.time.advance(minuteMs);
        QCOMPARE(world.transport.requests().size(), std::size_t(1));
    }
}

void TestBetApi::stopInsideASignalIsSafe()
{
    for (const int where : {1, 2, 3}) {
        Api world;
        world.script({timeout()});
        Call* const call = world.api.send(blockCall());
        if (where == 1)
            QObject::connect(call, &Call::attemptStarted, call, &Call::stop);
        if (where == 2)
            QObject::connect(call, &Call::attemptEnded, call, &Call::stop);
        if (where == 3)
            QObject::connect(call, &Call::attemptScheduled, call, &Call::stop);
        const auto seen = world.run(call);
        QCOMPARE(seen.finished, 1);
        QCOMPARE(seen.answer.kind, where == 1 ? AnswerKind::NotSent : AnswerKind::InDoubt);
        QCOMPARE(seen.delays.size(), std::size_t(where == 3 ? 1 : 0));
        QCOMPARE(world.transport.requests().size(), std::size_t(where == 1 ? 0 : 1));
    }
}

void TestBetApi::finishedComesOnceAndTheCallIsDeletedLater()
{
    Api world;
    world.script({blocked()});
    QPointer<Call> call = world.api.send(blockCall());
    QSignalSpy finished(call, &Call::finished);
    bool aliveInSlot = false;
    QObject::connect(call, &Call::finished, call, [&] { aliveInSlot = call && call->isFinished(); });
    world.time.advance(minuteMs);
    QCOMPARE(finished.count(), 1);
    QVERIFY(aliveInSlot);
    QVERIFY(call.isNull());
}

void TestBetApi::destroyingTheApiEndsEverything()
{
    tests::samples::World world;
    world.transport.service = [](const HttpRequest&, int) { return std::optional(timeout()); };
    int heard = 0;
    {
        BetApi api(world.transport, world.timers, world.clock, world.random, {});
        for (int i = 0; i < 3; ++i) {
            Call* const call = api.send(blockCall());
            QObject::connect(call, &Call::finished, call, [&] { ++heard; });
            world.time.advance(i == 2 ? 0 : 700);
        }
    }
    const std::size_t sent = world.transport.requests().size();
    world.time.advance(minuteMs);
    QCOMPARE(world.transport.requests().size(), sent);
    QCOMPARE(heard, 0);
}

void TestBetApi::aRefundSendsTheStoredBytesUnderItsOwnId()
{
    Api world;
    const auto order = tests::samples::refundOrder("rf-1", "b-1");
    // Other bytes than encode() gives: what counts is what the journal holds.
    const std::string body = ' ' + encode(order);
    world.script({timeout(), FakeTransport::reply(200, tests::samples::refundedBody("rf-1", "b-1"))});
    auto* const call = world.api.refund(order, body);
    bool decoded = false;
    QObject::connect(call, &Call::finished, call, [&] { decoded = call->result().has_value(); });
    const auto seen = world.run(call);
    QCOMPARE(seen.answer.kind, AnswerKind::Accepted);
    QVERIFY(decoded);
    for (const HttpRequest& request : world.transport.requests()) {
        QCOMPARE(request.target, std::string("/api/v1/refunds"));
        QCOMPARE(request.body, body);
        QCOMPARE(tests::samples::header(request, "Idempotency-Key"), std::string("rf-1"));
        QCOMPARE(tests::samples::header(request, "X-Correlation-Id"), std::string("rf-1"));
    }
}

void TestBetApi::aRefundAnsweredForAnotherBetIsInDoubt()
{
    Api world;
    world.script({FakeTransport::reply(200, tests::samples::refundedBody("rf-1", "b-2"))});
    auto* const call = world.api.refund(tests::samples::refundOrder("rf-1", "b-1"), "{}");
    ErrorKind kind{};
    QObject::connect(call, &Call::finished, call, [&] { kind = call->result().error().kind; });
    const auto seen = world.run(call);
    QCOMPARE(seen.answer.kind, AnswerKind::InDoubt);
    QCOMPARE(seen.answer.errorClass, std::string("wrong_bet"));
    QVERIFY(kind == ErrorKind::Malformed);

    Api other;
    other.script({FakeTransport::reply(200, tests::samples::refundedBody("rf-2", "b-1"))});
    QCOMPARE(other.run(other.api.refund(tests::samples::refundOrder("rf-1", "b-1"), "{}")).answer.kind,
             AnswerKind::InDoubt);
}

void TestBetApi::aRefundAnsweredInAnotherShapeIsInDoubt()
{
    Api world;
    world.script({FakeTransport::reply(200, "{\"status\":\"refunded\",\"refund_id\":\"rf-1\"}")});
    const auto seen = world.run(world.api.refund(tests::samples::refundOrder("rf-1", "b-1"), "{}"));
    QCOMPARE(seen.answer.kind, AnswerKind::InDoubt);
    QCOMPARE(seen.answer.errorClass, std::string("foreign_body"));
}

void TestBetApi::aPreviewHasAKeyOfItsOwn()
{
    Api world;
    contract::RefundPreview preview;
    preview.digest = "d";
    preview.checkedAt = tests::samples::epochMs;
    contract::RefundPreviewItem item;
    item.bet = tests::samples::betRow("b-1");
    preview.items.push_back(item);
    world.script({FakeTransport::reply(200, encode(preview))});
    auto* const call = world.api.previewRefund(tests::samples::refundOrder("rf-1", "b-1"));
    bool decoded = false;
    QObject::connect(call, &Call::finished, call, [&] { decoded = call->result().has_value(); });
    world.run(call);
    QVERIFY(decoded);
    const HttpRequest& request = world.transport.requests().front();
    QCOMPARE(request.target, std::string("/api/v1/refunds?dry_run=true"));
    QVERIFY(tests::samples::header(request, "Idempotency-Key") != "rf-1");

    auto* const other = world.api.previewRefund(tests::samples::refundOrder("rf-1", "b-2"));
    bool refused = false;
    QObject::connect(other, &Call::finished, other, [&] { refused = !other->result().has_value(); });
    world.run(other);
    QVERIFY(refused);
}

void TestBetApi::aGroupOfFailuresIsSteeredUnderItsOwnName()
{
    const contract::FailureId id("f-17");
    Api world;
    contract::FailureRow row;
    row.id = id;
    row.partner = contract::PartnerId("acme");
    row.call = "block_funds";
    world.script({FakeTransport::reply(200, encode(row))});
    QCOMPARE(world.run(world.api.assignFailure(id, "ann")).answer.kind, AnswerKind::Accepted);
    world.run(world.api.muteFailure(id, true));
    world.run(world.api.muteFailure(id, false));
    world.run(world.api.noteFailure(id, "told"));
    world.script({FakeTransport::reply(200, encode(contract::FailureRetried{3, 0, 0, 0}))});
    QCOMPARE(world.run(world.api.retryFailure(id, 3)).answer.kind, AnswerKind::Accepted);
    world.script({FakeTransport::reply(200, encode(contract::Page<contract::FailureRow>{{row}, {}, {}}))});
    world.run(world.api.failures({.partner = "acme", .state = "new", .cursor = "p 2", .limit = 50}));
    std::vector<std::string> sent;
    for (const HttpRequest& request : world.transport.requests())
        sent.push_back(request.method + " " + request.target + " " + request.body);
    QCOMPARE(sent, (std::vector<std::string>{
                       "POST /api/v1/failures/f-17:assign {\"owner\":\"ann\"}", "POST /api/v1/failures/f-17:mute {}",
                       "POST /api/v1/failures/f-17:unmute {}", "POST /api/v1/failures/f-17:note {\"text\":\"told\"}",
                       "POST /api/v1/failures/f-17:retry {\"expected_count\":3}",
                       "GET /api/v1/failures?partner_id=acme&state=new&limit=50&cursor=p%202 "}));
}

void TestBetApi::anAnswerAboutAnotherGroupIsNone()
{
    Api world;
    contract::FailureRow row;
    row.id = contract::FailureId("f-18");
    row.partner = contract::PartnerId("acme");
    row.call = "block_funds";
    world.script({FakeTransport::reply(200, encode(row))});
    const Api::Seen seen = world.run(world.api.muteFailure(contract::FailureId("f-17"), true));
    QCOMPARE(seen.answer.kind, AnswerKind::InDoubt);
    QCOMPARE(seen.answer.errorClass, std::string("wrong_bet"));
}

void TestBetApi::filtersBecomeAnEscapedQuery()
{
    Api world;
    world.script({FakeTransport::reply(200, "{}")});
    BetFilter filter;
    filter.partner = "acme";
    filter.status = "in_doubt";
    filter.cursor = "a+b/c=&limit=9";
    filter.limit = 50;
    world.run(world.api.bets(filter));
    QCOMPARE(world.transport.requests().front().target,
             std::string("/api/v1/bets?limit=50&partner_id=acme&status=in_doubt&cursor=a%2Bb%2Fc%3D%26limit%3D9"));
}

void TestBetApi::theFirstPageBringsTheEventCursor()
{
    Api world;
    contract::Page<contract::BetRow> page;
    page.rows.push_back(tests::samples::betRow("b-1"));
    page.nextCursor = "n";
    world.script({FakeTransport::reply(200, encode(page), {{"x-event-cursor", "e1-5"}})});
    auto* const call = world.api.bets({});
    contract::Page<contract::BetRow> got;
    QObject::connect(call, &Call::finished, call, [&] { got = *call->result(); });
    world.run(call);
    QCOMPARE(got.eventCursor, std::string("e1-5"));
    QCOMPARE(got.nextCursor, std::string("n"));
    QVERIFY(got.rows == page.rows);
}

void TestBetApi::aBetThatWasNotAskedForIsNotShown()
{
    Api world;
    world.script({FakeTransport::reply(200, encode(tests::samples::betRow("b-2")))});
    auto* const call = world.api.bet(contract::PartnerId("acme"), contract::BetId("b-1"));
    bool refused = false;
    QObject::connect(call, &Call::finished, call, [&] { refused = !call->result(); });
    world.run(call);
    QVERIFY(refused);
}

void TestBetApi::theAuditLogIsReadByItsFilter()
{
    Api world;
    contract::Page<contract::AuditEntry> page;
    contract::AuditEntry& entry = page.rows.emplace_back();
    entry.seq = 7;
    entry.at = tests::samples::epochMs;
    entry.action = "refund";
    entry.hash = std::string(64, 'a');
    world.script({FakeTransport::reply(200, encode(page))});
    client::api::AuditFilter filter;
    filter.subject = "a.petrova";
    filter.object = "bet:acme/b-1";
    filter.createdFrom = tests::samples::epochMs;
    filter.limit = 50;
    auto* const call = world.api.audit(filter);
    QObject::connect(call, &Call::finished, call, [&] { QCOMPARE(call->result()->rows, page.rows); });
    world.run(call);
    QCOMPARE(world.transport.requests().front().target,
             std::string("/api/v1/audit?limit=50&subject=a.petrova&object=bet%3Aacme%2Fb-1&"
                         "created_from=") +
                 "2026-09-21T14%3A13%3A20.000Z");

    contract::AuditCheck check;
    check.rows = 5'000;
    check.checkedTo = 5'000;
    check.headSeq = 9'000;
    check.ok = true;
    check.nextCursor = "p5000";
    world.script({FakeTransport::reply(200, encode(check))});
    auto* const verified = world.api.verifyAudit("p1");
    QObject::connect(verified, &Call::finished, verified, [&] { QCOMPARE(*verified->result(), check); });
    world.run(verified);
    QCOMPARE(world.transport.requests().back().target, std::string("/api/v1/audit/verify?cursor=p1"));
}

void TestBetApi::everyAnswerMayTellTheHeadOfTheAuditLog()
{
    Api world;
    const std::string text = "17:" + std::string(64, '0') + ":" + std::string(86, 'A') + "==";
    std::vector<std::string> seen;
    QObject::connect(&world.api, &BetApi::auditHeadSeen, &world.api,
                     [&](const contract::AuditHeadText& head) { seen.push_back(head.text()); });
    contract::InstanceInfo info{"env", "n", "local", "1", "ann", {"support"}};
    world.script({FakeTransport::reply(200, encode(info), {{"X-Audit-Head", text}}),
                  FakeTransport::reply(200, encode(info), {{"X-Audit-Head", "17:nonsense"}}),
                  FakeTransport::reply(200, encode(info))});
    auto* const call = world.api.instance();
    QObject::connect(call, &Call::finished, call, [&] { QCOMPARE(call->result()->auditHead, text); });
    world.run(call);
    world.run(world.api.instance());
    world.run(world.api.instance());
    QCOMPARE(seen, std::vector<std::string>{text});
}

void TestBetApi::fiveAttemptsAreFivePostsOnTheWire()
{
    tests::support::FakeService service;
    service.script({tests::support::Reaction::readAndClose()});
    client::api::QtTransport transport(service.origin());
    ImpatientTimers timers;
    client::ports::SystemClock clock;
    client::ports::SystemRandom random;
    BetApi api(transport, timers, clock, random, {});
    Call* const call = api.refund(tests::samples::refundOrder("rf-1", "b-1"), "{\"x\":1}");
    std::optional<contract::Answer> answer;
    QObject::connect(call, &Call::finished, this, [&] { answer = call->answer(); });
    QTRY_VERIFY(answer.has_value());
    QCOMPARE(answer->kind, AnswerKind::InDoubt);
    QCOMPARE(service.requests().size(), std::size_t(5));
    for (const auto& request : service.requests())
        QCOMPARE(request.body, std::string("{\"x\":1}"));
}

QTEST_GUILESS_MAIN(TestBetApi)
#include "tst_betapi.moc"
