// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/api/betapi.h"
#include "client/api/sandboxsession.h"
#include "tests/client/samples.h"

#include <QSignalSpy>
#include <QTest>

using client::api::BetApi;
using client::api::SandboxSession;
using client::contract::AnswerKind;
using client::contract::ProblemCode;
using client::ports::HttpRequest;
using tests::support::FakeTransport;

namespace contract = client::contract;

namespace {

constexpr std::int64_t minuteMs = 60'000;

// A sandbox that gives tokens of five minutes and takes them while they last.
struct Sandbox : tests::samples::World
{
    SandboxSession session{transport, timers, clock, *contract::findSandboxPerson("m.orlov")};
    int given = 0;
    int refuseNext = 0; // requests for a token that fail

    Sandbox()
    {
        transport.service = [this](const HttpRequest& request, int) -> std::optional<FakeTransport::Reply> {
            if (request.target == "/sandbox/token")
                return give(request);
            return serve(request);
        };
    }

    FakeTransport::Reply give(const HttpRequest& request)
    {
        if (refuseNext > 0) {
            --refuseNext;
            return FakeTransport::broken(contract::TransportError::NotConnected);
        }
        if (tests::samples::header(request, "Authorization") != "Bearer key-1")
            return tests::samples::problemReply(ProblemCode::Unauthenticated);
        const contract::SandboxToken token{"t-" + std::to_string(++given), clock.utcMs() + 5 * minuteMs};
        return FakeTransport::reply(200, encode(token));
    }

    FakeTransport::Reply serve(const HttpRequest& request) const
    {
        const auto newest = "Bearer t-" + std::to_string(given);
        if (tests::samples::header(request, "Authorization") != newest)
            return tests::samples::problemReply(ProblemCode::Unauthenticated);
        return FakeTransport::reply(200,
                                    encode(contract::InstanceInfo{"env", "n", "local", "1", "m.orlov", {"manager"}}));
    }
};

} // namespace

class TestSandboxSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void signsInAsThePerson();
    void renewsWhileTheOldTokenHasAMinute();
    void triesAgainAndKeepsTheOldTokenMeanwhile();
    void asksAnotherSandboxAnew();
    void oneRequestAnswersAllWhoWait();
    void withoutASandboxNothingIsRenewed();
    void aCallOutlivesItsToken();
    void aBadAnswerIsNoToken_data();
    void aBadAnswerIsNoToken();
    void goingAwayAbortsEverything();
};

void TestSandboxSession::signsInAsThePerson()
{
    Sandbox world;
    QSignalSpy changed(&world.session, &SandboxSession::tokenChanged);
    QVERIFY(world.session.token().empty());
    world.session.open("key-1");
    world.time.advance(1'000);
    QCOMPARE(world.session.token(), "t-1");
    QCOMPARE(changed.size(), 1);
    const HttpRequest& request = world.transport.requests().front();
    QCOMPARE(request.method, "POST");
    QCOMPARE(request.body, R"({"subject":"m.orlov","role":"manager"})");
}

void TestSandboxSession::renewsWhileTheOldTokenHasAMinute()
{
    Sandbox world;
    world.session.open("key-1");
    world.time.advance(4 * minuteMs - 100);
    QCOMPARE(world.session.token(), "t-1");
    world.time.advance(200);
    QCOMPARE(world.session.token(), "t-2");
    world.time.advance(60 * minuteMs);
    QCOMPARE(world.session.token(), "t-17");
}

void TestSandboxSession::triesAgainAndKeepsTheOldTokenMeanwhile()
{
    Sandbox world;
    QSignalSpy failed(&world.session, &SandboxSession::failed);
    world.session.open("key-1");
    world.time.advance(minuteMs);
    world.refuseNext = 3;
    world.time.advance(3 * minuteMs + 1'000);
    QCOMPARE(world.session.token(), "t-1");
    QVERIFY(failed.size() >= 1);
    world.time.advance(10'000);
    QCOMPARE(world.session.token(), "t-2");
    QCOMPARE(failed.size(), 3);
}

void TestSandboxSession::asksAnotherSandboxAnew()
{
    Sandbox world;
    world.session.open("another-key");
    world.time.advance(500);
    QVERIFY(world.session.token().empty());
    world.session.open("key-1");
    world.time.advance(500);
    QCOMPARE(world.session.token(), "t-1");
    // The answer to the first question no longer counts, and its timer is gone.
    const auto asked = world.transport.requests().size();
    world.time.advance(3 * minuteMs);
    QCOMPARE(world.transport.requests().size(), asked);
}

void TestSandboxSession::oneRequestAnswersAllWhoWait()
{
    Sandbox world;
    world.session.open("key-1");
    world.time.advance(1'000);
    std::vector<bool> answers;
    for (int i = 0; i < 3; ++i)
        world.session.renew([&](bool renewed) { answers.push_back(renewed); });
    QVERIFY(answers.empty());
    world.time.advance(1'000);
    QCOMPARE(answers, (std::vector<bool>{true, true, true}));
    QCOMPARE(world.given, 2);
    world.refuseNext = 1;
    world.session.renew([&](bool renewed) { answers.push_back(renewed); });
    world.time.advance(1'000);
    QCOMPARE(answers.back(), false);
}

void TestSandboxSession::withoutASandboxNothingIsRenewed()
{
    Sandbox world;
    bool answer = true;
    world.session.renew([&](bool renewed) { answer = renewed; });
    QVERIFY(!answer);
    QVERIFY(world.transport.requests().empty());
}

void TestSandboxSession::aCallOutlivesItsToken()
{
    Sandbox world;
    BetApi api(world.transport, world.timers, world.clock, world.random, [&] { return world.session.token(); });
    api.setTokenRenewal([&](const std::function<void(bool)>& done) { world.session.renew(done); });
    world.session.open("key-1");
    world.time.advance(1'000);
    // The sandbox was started again behind our back: its key is another one.
    ++world.given;
    auto* const call = api.instance();
    AnswerKind kind = AnswerKind::InDoubt;
    QObject::connect(call, &client::api::Call::finished, call, [&] { kind = call->answer().kind; });
    world.time.advance(minuteMs);
    QCOMPARE(kind, AnswerKind::Accepted);
    QCOMPARE(world.session.token(), "t-3");
}

void TestSandboxSession::aBadAnswerIsNoToken_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("no JSON") << 200 << QByteArray("<html>");
    QTest::newRow("no token") << 200 << QByteArray(R"({"expires_at":"2026-11-23T05:46:46.123Z"})");
    QTest::newRow("no end") << 200 << QByteArray(R"({"token":"t"})");
    QTest::newRow("a refusal") << 404 << QByteArray(R"({"token":"t","expires_at":"2026-11-23T05:46:46.123Z"})");
}

void TestSandboxSession::aBadAnswerIsNoToken()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    Sandbox world;
    world.transport.service = [&](const HttpRequest&, int) { return FakeTransport::reply(status, body.toStdString()); };
    QSignalSpy failed(&world.session, &SandboxSession::failed);
    world.session.open("key-1");
    world.time.advance(1'000);
    QVERIFY(world.session.token().empty());
    QCOMPARE(failed.size(), 1);
}

void TestSandboxSession::goingAwayAbortsEverything()
{
    tests::samples::World world;
    world.transport.service = [](const HttpRequest&, int) { return std::nullopt; };
    {
        SandboxSession session(world.transport, world.timers, world.clock, *contract::findSandboxPerson("d.lee"));
        session.open("key-1");
        world.time.advance(10);
    }
    world.time.advance(minuteMs);
    QCOMPARE(world.transport.requests().size(), std::size_t(1));
}

QTEST_APPLESS_MAIN(TestSandboxSession)
#include "tst_sandboxsession.moc"
