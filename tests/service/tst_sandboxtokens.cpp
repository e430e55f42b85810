// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/sandbox.h"
#include "service/http/jwt.h"
#include "service/http/sandboxtokens.h"
#include "tests/service/betdprocess.h"
#include "tests/service/corefixture.h"
#include "tests/service/rawclient.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace service;
using client::contract::SandboxTokenOrder;
using tests::BetdProcess;
using tests::codeOf;
using tests::exchange;
using tests::member;
using tests::request;

namespace {

const QStringList playsNothing{u"--sandbox"_s, u"--sandbox-rate"_s, u"0"_s};

core::Request asking(const std::string& body, const std::string& method = "POST")
{
    core::Request made;
    made.method = method;
    made.path = http::SandboxTokens::path;
    made.body = body;
    made.identity = {"operator", {"support"}};
    made.source = "127.0.0.1";
    return made;
}

QByteArray orderOf(const char* subject, const char* role)
{
    return QByteArray::fromStdString(encode(SandboxTokenOrder{subject, role}));
}

QByteArray tokenOf(quint16 port, const char* subject, const char* role)
{
    return member(exchange(port, request("POST", "/sandbox/token", tests::deskToken, orderOf(subject, role))).body,
                  "token");
}

} // namespace

class TestSandboxTokens : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesEachPersonTheirToken();
    void refusesOthers_data();
    void refusesOthers();
    void servesThisMachineAlone();
    void tokensEndAndBelongToOneRun();
    void oneMayBeSeveralOverHttp();
    void noOtherServiceHasIt();
};

void TestSandboxTokens::givesEachPersonTheirToken()
{
    tests::ManualClock clock;
    http::SandboxTokens tokens(clock);
    http::JwtVerifier verifier(http::SandboxTokens::issuer, http::SandboxTokens::audience, tokens, clock);
    for (const auto& person : client::contract::sandboxPeople()) {
        const core::Response response = tokens.answer(asking(encode(SandboxTokenOrder{person.subject, person.role})));
        QCOMPARE(response.status, 200);
        const auto given = client::contract::decodeSandboxToken(response.body).value();
        const std::int64_t lasts = given.expiresAt - clock.utcMs();
        QVERIFY(lasts > 298'000 && lasts <= http::SandboxTokens::lifetimeMs);
        const auto caller = verifier.verify(given.token);
        QVERIFY2(caller, caller ? "" : caller.error().c_str());
        QCOMPARE(caller->identity.subject, person.subject);
        QCOMPARE(caller->identity.roles, std::vector<std::string>{person.role});
        QCOMPARE(caller->identity.team, person.team);
        QVERIFY(clock.utcMs() - caller->identity.authTime < 1'000);
    }
}

void TestSandboxTokens::refusesOthers_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char* name, const char* body, const char* code) {
        QTest::newRow(name) << QByteArray(body) << QByteArray(code);
    };
    row("a stranger", R"({"subject":"z.zorro","role":"manager"})", "validation_failed");
    row("another's role", R"({"subject":"a.petrova","role":"manager"})", "validation_failed");
    row("administrator", R"({"subject":"a.petrova","role":"admin"})", "validation_failed");
    row("no role", R"({"subject":"a.petrova"})", "validation_failed");
    row("roles", R"({"subject":"a.petrova","role":["support"]})", "validation_failed");
    row("more", R"({"subject":"a.petrova","role":"support","lifetime":99999})", "validation_failed");
    row("no object", "[]", "validation_failed");
    row("no JSON", "hello", "malformed_json");
    row("nothing", "", "malformed_json");
}

void TestSandboxTokens::refusesOthers()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, code);
    tests::ManualClock clock;
    const http::SandboxTokens tokens(clock);
    QCOMPARE(codeOf(tokens.answer(asking(body.toStdString()))), code.toStdString());
}

void TestSandboxTokens::servesThisMachineAlone()
{
    tests::ManualClock clock;
    const http::SandboxTokens tokens(clock);
    core::Request made = asking(R"({"subject":"a.petrova","role":"support"})");
    for (const char* source : {"127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1"}) {
        made.source = source;
        QCOMPARE(tokens.answer(made).status, 200);
    }
    for (const char* source : {"10.0.0.1", "::ffff:10.0.0.1", "fe80::1", "::12", "1270.0.0.1", ""}) {
        made.source = source;
        QCOMPARE(codeOf(tokens.answer(made)), "forbidden");
    }
    const core::Response read = tokens.answer(asking({}, "GET"));
    QCOMPARE(codeOf(read), "method_not_allowed");
    QCOMPARE(std::string(client::contract::headerValue(read.headers, "Allow")), "POST");
}

void TestSandboxTokens::tokensEndAndBelongToOneRun()
{
    tests::ManualClock clock;
    http::SandboxTokens tokens(clock);
    http::JwtVerifier verifier(http::SandboxTokens::issuer, http::SandboxTokens::audience, tokens, clock);
    const auto given =
        client::contract::decodeSandboxToken(tokens.answer(asking(R"({"subject":"d.lee","role":"manager"})")).body)
            .value();
    QVERIFY(verifier.verify(given.token));
    http::SandboxTokens other(clock);
    http::JwtVerifier otherRun(http::SandboxTokens::issuer, http::SandboxTokens::audience, other, clock);
    QVERIFY(!otherRun.verify(given.token));
    clock.now += http::SandboxTokens::lifetimeMs + http::JwtVerifier::leewayMs;
    QVERIFY(!verifier.verify(given.token));
}

void TestSandboxTokens::oneMayBeSeveralOverHttp()
{
    BetdProcess betd(playsNothing);
    const quint16 port = betd.start();
    QVERIFY(port != 0);
    const auto subject = [port](const QByteArray& token) {
        return member(exchange(port, request("GET", "/api/v1/instance", token)).body, "subject");
    };
    const QByteArray manager = tokenOf(port, "m.orlov", "manager");
    QCOMPARE(subject(manager), "m.orlov");
    const QByteArray viewer = tokenOf(port, "g.viewer", "viewer");
    QCOMPARE(subject(viewer), "g.viewer");
    QCOMPARE(exchange(port, request("POST", "/api/v1/refunds", viewer, "{}")).status, 403);
    QCOMPARE(exchange(port, request("GET", "/api/v1/audit/verify", tokenOf(port, "v.audit", "auditor"))).status, 200);
    // Of somebody who is signed in already, whoever that is; of nobody else.
    const QByteArray order = orderOf("d.lee", "manager");
    QCOMPARE(exchange(port, request("POST", "/sandbox/token", viewer, order)).status, 200);
    QCOMPARE(exchange(port, request("POST", "/sandbox/token", "no-such-token", order)).status, 401);
    QCOMPARE(exchange(port, request("POST", "/sandbox/token", {}, order)).status, 401);
}

void TestSandboxTokens::noOtherServiceHasIt()
{
    BetdProcess betd;
    const quint16 port = betd.start();
    QVERIFY(port != 0);
    const auto reply = exchange(port, request("POST", "/sandbox/token", tests::deskToken, orderOf("d.lee", "manager")));
    QCOMPARE(reply.status, 404);
    QCOMPARE(member(reply.body, "code"), "not_found");
}

QTEST_GUILESS_MAIN(TestSandboxTokens)
#include "tst_sandboxtokens.moc"
