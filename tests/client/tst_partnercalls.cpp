// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/api/betapi.h"
#include "tests/client/samples.h"

#include <QTest>

#include <functional>
#include <map>

using client::api::BetApi;
using client::api::Call;
using client::contract::AnswerKind;
using client::contract::OperationId;
using client::contract::PartnerId;
using client::contract::ProblemCode;
using client::ports::HttpRequest;
using tests::samples::problemReply;
using tests::support::FakeTransport;

namespace contract = client::contract;

namespace {

struct Desk : tests::samples::World
{
    BetApi api{transport, timers, clock, random, {}};

    void answer(const std::string& body, int status = 200)
    {
        transport.service = [body, status](const HttpRequest&, int) {
            return std::optional(FakeTransport::reply(status, body));
        };
    }
    AnswerKind run(Call* call)
    {
        AnswerKind kind = AnswerKind::NotSent;
        QObject::connect(call, &Call::finished, &api, [&kind, call] { kind = call->answer().kind; });
        time.advance(60'000);
        return kind;
    }
    const HttpRequest& request() { return transport.requests().front(); }
};

contract::OperationRow operation(const std::string& id)
{
    contract::OperationRow row;
    row.brief.id = OperationId(id);
    row.partner = PartnerId("acme");
    row.bet = contract::BetId("b-1");
    row.createdAt = 1'795'000'000'000;
    row.updatedAt = row.createdAt;
    return row;
}

contract::ResolutionRow resolution(const std::string& id, const std::string& ofOperation)
{
    contract::ResolutionRow row;
    row.id = id;
    row.operation = OperationId(ofOperation);
    row.partner = PartnerId("acme");
    row.bet = contract::BetId("b-1");
    row.reference = "statement 7";
    row.reason = "Their list has it.";
    row.digest = "d1";
    row.author = "s.one";
    row.createdAt = 1'795'000'000'000;
    row.expiresAt = row.createdAt + 1'800'000;
    return row;
}

contract::PartnerHealthRow health(const std::string& partner)
{
    contract::PartnerHealthRow row;
    row.partner = PartnerId(partner);
    return row;
}

const contract::ResolveOrder order{true, "statement 7", "Their list has it."};
const contract::ApprovalOrder approval{"d1", {}, "seen"};

} // namespace

class TestPartnerCalls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachCallHasItsAddressAndBody_data();
    void eachCallHasItsAddressAndBody();
    void anAnswerAboutSomethingElseIsNoAnswer();
    void aRefusalIsToldAsOne();
    void theListIsAPage();
};

void TestPartnerCalls::eachCallHasItsAddressAndBody_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("body");
    const QByteArray resolve = QByteArray::fromStdString(contract::encode(order));
    const QByteArray approve = QByteArray::fromStdString(contract::encode(approval));
    const QByteArray reject = QByteArray::fromStdString(contract::encode(contract::ApprovalOrder{{}, {}, "no"}));
    const QByteArray suspend(R"({"reason":"It lies."})");
    QTest::newRow("ask") << QByteArray("POST") << QByteArray("/api/v1/operations/op-1:ask") << QByteArray("{}");
    QTest::newRow("resolve") << QByteArray("POST") << QByteArray("/api/v1/operations/op-1:resolve") << resolve;
    QTest::newRow("approve") << QByteArray("POST") << QByteArray("/api/v1/approvals/rs-1:approve") << approve;
    QTest::newRow("reject") << QByteArray("POST") << QByteArray("/api/v1/approvals/rs-1:reject") << reject;
    QTest::newRow("health") << QByteArray("GET") << QByteArray("/api/v1/partners/acme/health") << QByteArray();
    QTest::newRow("suspend") << QByteArray("POST") << QByteArray("/api/v1/partners/acme:suspend") << suspend;
    QTest::newRow("resume") << QByteArray("POST") << QByteArray("/api/v1/partners/acme:resume") << suspend;
}

void TestPartnerCalls::eachCallHasItsAddressAndBody()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, body);
    const std::string which = QTest::currentDataTag();
    Desk desk;
    const std::string resolved = encode(resolution("rs-1", "op-1"));
    const std::map<std::string, std::pair<std::string, std::function<Call*()>>> calls{
        {"ask", {encode(operation("op-1")), [&] { return desk.api.askPartner(OperationId("op-1")); }}},
        {"resolve", {resolved, [&] { return desk.api.resolve(OperationId("op-1"), order); }}},
        {"approve", {resolved, [&] { return desk.api.approveResolution("rs-1", approval); }}},
        {"reject", {resolved, [&] { return desk.api.rejectResolution("rs-1", "no"); }}},
        {"health", {encode(health("acme")), [&] { return desk.api.health(PartnerId("acme")); }}},
        {"suspend", {encode(health("acme")), [&] { return desk.api.suspend(PartnerId("acme"), {"It lies."}); }}},
        {"resume", {encode(health("acme")), [&] { return desk.api.resume(PartnerId("acme"), {"It lies."}); }}},
    };
    const auto& [answer, call] = calls.at(which);
    desk.answer(answer);
    QVERIFY(desk.run(call()) == AnswerKind::Accepted);
    QCOMPARE(desk.transport.requests().size(), std::size_t(1));
    QCOMPARE(QByteArray::fromStdString(desk.request().method), method);
    QCOMPARE(QByteArray::fromStdString(desk.request().target), target);
    QCOMPARE(QByteArray::fromStdString(desk.request().body), body);
    const bool keyed = !contract::headerValue(desk.request().headers, "Idempotency-Key").empty();
    QCOMPARE(keyed, method == "POST");
}

void TestPartnerCalls::anAnswerAboutSomethingElseIsNoAnswer()
{
    const auto doubted = [](const std::string& answer, const std::function<Call*(BetApi&)>& call) {
        Desk desk;
        desk.answer(answer);
        return desk.run(call(desk.api)) == AnswerKind::InDoubt;
    };
    QVERIFY(doubted(encode(operation("op-2")), [](BetApi& api) { return api.askPartner(OperationId("op-1")); }));
    QVERIFY(doubted(encode(resolution("rs-1", "op-2")),
                    [](BetApi& api) { return api.resolve(OperationId("op-1"), order); }));
    QVERIFY(doubted(encode(resolution("rs-2", "op-1")),
                    [](BetApi& api) { return api.approveResolution("rs-1", approval); }));
    QVERIFY(doubted(encode(health("other")), [](BetApi& api) { return api.health(PartnerId("acme")); }));
}

void TestPartnerCalls::aRefusalIsToldAsOne()
{
    Desk desk;
    desk.transport.service = [](const HttpRequest&, int) {
        return std::optional(problemReply(ProblemCode::OperationStateConflict));
    };
    Call* const call = desk.api.askPartner(OperationId("op-1"));
    ProblemCode code = ProblemCode::InternalError;
    connect(call, &Call::finished, this, [&] { code = call->answer().problem->code; });
    QVERIFY(desk.run(call) == AnswerKind::Declined);
    QVERIFY(code == ProblemCode::OperationStateConflict);
}

void TestPartnerCalls::theListIsAPage()
{
    Desk desk;
    desk.answer(encode(contract::Page<contract::ResolutionRow>{{resolution("rs-1", "op-1")}, "next", {}}));
    auto* const call = desk.api.resolutions("pending", "c-1");
    std::size_t rows = 0;
    connect(call, &Call::finished, this, [&] { rows = call->result()->rows.size(); });
    QVERIFY(desk.run(call) == AnswerKind::Accepted);
    QCOMPARE(rows, std::size_t(1));
    QCOMPARE(QByteArray::fromStdString(desk.request().target),
             QByteArray("/api/v1/resolutions?state=pending&cursor=c-1"));
}

QTEST_GUILESS_MAIN(TestPartnerCalls)
#include "tst_partnercalls.moc"
