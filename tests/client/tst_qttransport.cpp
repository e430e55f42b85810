// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/api/qttimers.h"
#include "client/api/qttransport.h"
#include "tests/support/fakeservice.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QSslCertificate>
#include <QSslKey>
#include <QTcpServer>
#include <QTest>

#include <algorithm>

using client::api::QtTransport;
using client::api::TlsOptions;
using client::contract::Exchange;
using client::contract::TransportError;
using client::ports::HttpRequest;
using tests::support::FakeService;
using tests::support::Reaction;

namespace {

HttpRequest get(const std::string& target)
{
    HttpRequest request;
    request.method = "GET";
    request.target = target;
    return request;
}

HttpRequest post(const std::string& body = "{\"amount\":100}")
{
    HttpRequest request;
    request.method = "POST";
    request.target = "/api/v1/refunds";
    request.headers = {
        {"Content-Type", "application/json"}, {"Authorization", "Bearer secret"}, {"Idempotency-Key", "k-1"}};
    request.body = body;
    return request;
}

// Runs one request to its end in the event loop.
Exchange run(QtTransport& transport, HttpRequest request)
{
    std::optional<Exchange> result;
    bool inside = true;
    transport.send(std::move(request), [&](Exchange exchange) {
        if (inside)
            qFatal("the answer came from inside send()");
        result = std::move(exchange);
    });
    inside = false;
    if (!QTest::qWaitFor([&] { return result.has_value(); }, 20'000))
        qFatal("no answer ever came");
    return *result;
}

QtTransport trusting(const FakeService& service)
{
    return QtTransport(service.origin(), {FakeService::certificateFile(), {}});
}

std::optional<QSslConfiguration> tlsIf(bool wanted)
{
    return wanted ? std::optional(FakeService::tlsConfiguration()) : std::nullopt;
}

} // namespace

class TestQtTransport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void carriesARequestAsItIs();
    void sendsOnePostPerAttemptWhenTheServerReadsAndCloses_data();
    void sendsOnePostPerAttemptWhenTheServerReadsAndCloses();
    void sendsOnePostOnAKeptConnectionThatTheServerThenCloses_data();
    void sendsOnePostOnAKeptConnectionThatTheServerThenCloses();
    void sendsAnEmptyPostOnceToo();
    void aServerThatReadAndLeftForGoodIsNotTakenForUnreached();
    void followsNoRedirectAndCarriesNothingOn_data();
    void followsNoRedirectAndCarriesNothingOn();
    void aRefusedConnectionIsCertainlyNotSent();
    void anUnknownHostIsCertainlyNotSent();
    void anUntrustedCertificateGetsNoByte();
    void aWrongPinGetsNoByte();
    void theRightPinIsTrusted();
    void aSilentServerIsATimeoutThatMayHaveBeenSent();
    void aHugeReplyIsCutOffWhileReading_data();
    void aHugeReplyIsCutOffWhileReading();
    void aReplyCutAnywhereIsNotComplete_data();
    void aReplyCutAnywhereIsNotComplete();
    void anErrorWithABodyIsACompleteReply_data();
    void anErrorWithABodyIsACompleteReply();
    void aSecondAnswerIsNeverTakenForTheNextRequests();
    void keepsNoCookies();
    void asksNobodyForAPassword();
    void isSilentAfterAbort();
    void streamsWhatComesAsItComes();
    void aStreamThatIsRefusedSaysSo();
    void aStreamWithoutAHeadTimesOut();
    void usesPlainHttpOnThisMachineOnly_data();
    void usesPlainHttpOnThisMachineOnly();
    void refusesAForeignOriginWithoutSending();
    void timersFireInOrderAndNotBeforeTheirTime();
    void aCancelledTimerNeverFires();
};

void TestQtTransport::carriesARequestAsItIs()
{
    FakeService service;
    service.script({Reaction::answer(200, "{\"ok\":true}", {{"X-Event-Cursor", "e-7"}})});
    QtTransport transport(service.origin());
    const Exchange exchange = run(transport, get("/api/v1/bets?cursor=a%2Fb%3D&limit=5"));
    QCOMPARE(exchange.error, TransportError::None);
    QCOMPARE(exchange.status, 200);
    QCOMPARE(exchange.body, std::string("{\"ok\":true}"));
    QCOMPARE(headerValue(exchange.headers, "x-event-cursor"), std::string_view("e-7"));
    QCOMPARE(service.requests().size(), std::size_t(1));
    QCOMPARE(service.requests()[0].target, std::string("/api/v1/bets?cursor=a%2Fb%3D&limit=5"));

    const Exchange second = run(transport, post("{\"a\":\"\xC3\xA9\"}"));
    QCOMPARE(second.status, 200);
    QCOMPARE(service.requests()[1].method, std::string("POST"));
    QCOMPARE(service.requests()[1].body, std::string("{\"a\":\"\xC3\xA9\"}"));
    QCOMPARE(headerValue(service.requests()[1].headers, "Authorization"), std::string_view("Bearer secret"));
    QCOMPARE(headerValue(service.requests()[1].headers, "Idempotency-Key"), std::string_view("k-1"));
}

void TestQtTransport::sendsOnePostPerAttemptWhenTheServerReadsAndCloses_data()
{
    QTest::addColumn<bool>("tls");
    QTest::newRow("plain") << false;
    QTest::newRow("tls") << true;
}

void TestQtTransport::sendsOnePostPerAttemptWhenTheServerReadsAndCloses()
{
    QFETCH(bool, tls);
    FakeService service(tlsIf(tls));
    service.script({Reaction::readAndClose()});
    QtTransport transport = trusting(service);
    for (std::size_t attempt = 1; attempt <= 3; ++attempt) {
        const Exchange exchange = run(transport, post());
        QCOMPARE(exchange.error, TransportError::Reset);
        QVERIFY(exchange.maybeSent);
        QCOMPARE(service.requests().size(), attempt);
    }
}

void TestQtTransport::sendsOnePostOnAKeptConnectionThatTheServerThenCloses_data()
{
    sendsOnePostPerAttemptWhenTheServerReadsAndCloses_data();
}

void TestQtTransport::sendsOnePostOnAKeptConnectionThatTheServerThenCloses()
{
    QFETCH(bool, tls);
    FakeService service(tlsIf(tls));
    service.script({Reaction::answer(200, "{}"), Reaction::readAndClose()});
    QtTransport transport = trusting(service);
    QCOMPARE(run(transport, post("{\"n\":1}")).status, 200);
    const Exchange exchange = run(transport, post("{\"n\":2}"));
    QCOMPARE(exchange.error, TransportError::Reset);
    QVERIFY(exchange.maybeSent);
    QCOMPARE(service.requests().size(), std::size_t(2));
    QCOMPARE(service.requests()[0].connection, service.requests()[1].connection);
}

void TestQtTransport::sendsAnEmptyPostOnceToo()
{
    FakeService service;
    service.script({Reaction::readAndClose()});
    QtTransport transport(service.origin());
    QCOMPARE(run(transport, post("")).error, TransportError::Reset);
    QCOMPARE(service.requests().size(), std::size_t(1));
}

// Qt connects anew to send again, and what it then reports is that this second connection was refused.
void TestQtTransport::aServerThatReadAndLeftForGoodIsNotTakenForUnreached()
{
    FakeService service;
    service.script({Reaction::readAndLeave()});
    QtTransport transport(service.origin());
    const Exchange exchange = run(transport, post());
    QCOMPARE(exchange.error, TransportError::Reset);
    QVERIFY(exchange.maybeSent);
    QCOMPARE(service.requests().size(), std::size_t(1));
}

void TestQtTransport::followsNoRedirectAndCarriesNothingOn_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {301, 302, 303, 307, 308})
        QTest::newRow(std::to_string(status).c_str()) << status;
}

void TestQtTransport::followsNoRedirectAndCarriesNothingOn()
{
    QFETCH(int, status);
    FakeService elsewhere;
    elsewhere.script({Reaction::answer(200, "{}")});
    FakeService service;
    service.script({Reaction::answer(
        status, "",
        {{"Location", (elsewhere.origin().toString() + QStringLiteral("/api/v1/refunds")).toStdString()}})});
    QtTransport transport(service.origin());
    QCOMPARE(run(transport, post()).status, status);
    QCOMPARE(run(transport, get("/api/v1/bets")).status, status);
    // A request of our own afterwards: whatever would have followed the redirect had its turn before this is answered.
    QtTransport direct(elsewhere.origin());
    QCOMPARE(run(direct, get("/")).status, 200);
    QCOMPARE(elsewhere.requests().size(), std::size_t(1));
}

void TestQtTransport::aRefusedConnectionIsCertainlyNotSent()
{
    QTcpServer closed;
    QVERIFY(closed.listen(QHostAddress::LocalHost));
    const QUrl origin(QStringLiteral("http://127.0.0.1:%1").arg(closed.serverPort()));
    closed.close();
    QtTransport transport(origin);
    const Exchange exchange = run(transport, post());
    QCOMPARE(exchange.error, TransportError::NotConnected);
    QVERIFY(!exchange.maybeSent);
    QCOMPARE(exchange.status, 0);
}

void TestQtTransport::anUnknownHostIsCertainlyNotSent()
{
    QtTransport transport(QUrl(QStringLiteral("https://no-such-host.invalid:1")));
    const Exchange exchange = run(transport, post());
    QCOMPARE(exchange.error, TransportError::NotConnected);
    QVERIFY(!exchange.maybeSent);
}

void TestQtTransport::anUntrustedCertificateGetsNoByte()
{
    FakeService service(FakeService::tlsConfiguration());
    service.script({Reaction::answer(200, "{}")});
    QtTransport transport(service.origin());
    const Exchange exchange = run(transport, post());
    QCOMPARE(exchange.error, TransportError::TlsFailed);
    QVERIFY(!exchange.maybeSent);
    QVERIFY(service.requests().empty());
}

void TestQtTransport::aWrongPinGetsNoByte()
{
    FakeService service(FakeService::tlsConfiguration());
    service.script({Reaction::answer(200, "{}")});
    TlsOptions options{FakeService::certificateFile(), {QByteArray(32, 'x').toBase64()}};
    QtTransport transport(service.origin(), options);
    for (int i = 0; i < 5; ++i) {
        const Exchange exchange = run(transport, post());
        QCOMPARE(exchange.error, TransportError::TlsFailed);
        QVERIFY(!exchange.maybeSent);
    }
    QVERIFY(service.requests().empty());
}

void TestQtTransport::theRightPinIsTrusted()
{
    FakeService service(FakeService::tlsConfiguration());
    service.script({Reaction::answer(200, "{}")});
    const QSslKey key = QSslCertificate::fromPath(FakeService::certificateFile()).constFirst().publicKey();
    const QByteArray pin = QCryptographicHash::hash(key.toDer(), QCryptographicHash::Sha256).toBase64();
    // A backup pin beside it does no harm.
    QtTransport transport(service.origin(), {FakeService::certificateFile(), {QByteArray(32, 'x').toBase64(), pin}});
    QCOMPARE(run(transport, post()).status, 200);
}

void TestQtTransport::aSilentServerIsATimeoutThatMayHaveBeenSent()
{
    FakeService service;
    service.script({Reaction::hang()});
    QtTransport transport(service.origin());
    HttpRequest request = post();
    request.timeoutMs = 200;
    const Exchange exchange = run(transport, request);
    QCOMPARE(exchange.error, TransportError::Timeout);
    QVERIFY(exchange.maybeSent);
    QVERIFY(exchange.durationMs >= 200);
    QCOMPARE(service.requests().size(), std::size_t(1));
}

void TestQtTransport::aHugeReplyIsCutOffWhileReading_data()
{
    QTest::addColumn<bool>("chunked");
    QTest::newRow("announced") << false;
    QTest::newRow("chunked") << true;
}

void TestQtTransport::aHugeReplyIsCutOffWhileReading()
{
    QFETCH(bool, chunked);
    FakeService service;
    const std::string body((1 << 20) + 1, 'x');
    if (chunked) {
        service.script(
            {Reaction::raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n100001\r\n" + body + "\r\n0\r\n\r\n",
                           Reaction::End::KeepAlive)});
    } else {
        service.script({Reaction::answer(200, body)});
    }
    QtTransport transport(service.origin());
    const Exchange exchange = run(transport, get("/"));
    QCOMPARE(exchange.error, TransportError::ReplyTooLarge);
    QVERIFY(exchange.body.size() <= (1 << 20));

    service.script({Reaction::answer(200, body.substr(1))});
    const Exchange justFits = run(transport, get("/"));
    QCOMPARE(justFits.error, TransportError::None);
    QCOMPARE(justFits.body.size(), std::size_t(1 << 20));
}

void TestQtTransport::aReplyCutAnywhereIsNotComplete_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const std::string body = "{\"status\":\"refunded\"}";
    const std::string counted = Reaction::answer(200, body).bytes;
    for (std::size_t length = counted.size() - body.size(); length < counted.size(); length += 5)
        QTest::addRow("counted, %zu bytes", length) << QByteArray::fromStdString(counted.substr(0, length));
    const std::string failed = Reaction::answer(503, body).bytes;
    QTest::newRow("an error's body") << QByteArray::fromStdString(failed.substr(0, failed.size() - 1));
    const std::string chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n15\r\n" + body + "\r\n0\r\n\r\n";
    QTest::newRow("chunked, last chunk missing") << QByteArray::fromStdString(chunked.substr(0, chunked.size() - 5));
    QTest::newRow("chunked, in a chunk") << QByteArray::fromStdString(chunked.substr(0, chunked.size() - 12));
    QTest::newRow("in the head") << QByteArray("HTTP/1.1 200 OK\r\nContent-Le");
    QTest::newRow("in the status line") << QByteArray("HTTP/1.");
}

void TestQtTransport::aReplyCutAnywhereIsNotComplete()
{
    QFETCH(QByteArray, bytes);
    FakeService service;
    service.script({Reaction::raw(bytes.toStdString(), Reaction::End::Close)});
    QtTransport transport(service.origin());
    const Exchange exchange = run(transport, post());
    QCOMPARE(exchange.error, TransportError::Reset);
    QVERIFY(exchange.maybeSent);
    QCOMPARE(service.requests().size(), std::size_t(1));
}

void TestQtTransport::anErrorWithABodyIsACompleteReply_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {400, 401, 402, 403, 404, 405, 407, 408, 409, 410, 412, 413, 415,
                             418, 422, 423, 428, 429, 431, 500, 501, 502, 503, 504, 599})
        QTest::newRow(std::to_string(status).c_str()) << status;
}

void TestQtTransport::anErrorWithABodyIsACompleteReply()
{
    QFETCH(int, status);
    FakeService service;
    service.script({Reaction::answer(status, "{\"code\":\"x\"}", {{"Retry-After", "7"}})});
    QtTransport transport(service.origin());
    const Exchange exchange = run(transport, post());
    QCOMPARE(exchange.error, TransportError::None);
    QCOMPARE(exchange.status, status);
    QCOMPARE(exchange.body, std::string("{\"code\":\"x\"}"));
    QCOMPARE(headerValue(exchange.headers, "Retry-After"), std::string_view("7"));
    QCOMPARE(service.requests().size(), std::size_t(1));
}

void TestQtTransport::aSecondAnswerIsNeverTakenForTheNextRequests()
{
    FakeService service;
    service.script({Reaction::twice(200, "{\"n\":1}"), Reaction::answer(200, "{\"n\":2}")});
    QtTransport transport(service.origin());
    QCOMPARE(run(transport, post()).body, std::string("{\"n\":1}"));
    const Exchange second = run(transport, post());
    if (second.error == TransportError::None)
        QCOMPARE(second.body, std::string("{\"n\":2}"));
}

void TestQtTransport::keepsNoCookies()
{
    FakeService service;
    service.script({Reaction::answer(200, "{}", {{"Set-Cookie", "id=1; Path=/"}})});
    QtTransport transport(service.origin());
    QCOMPARE(run(transport, get("/")).status, 200);
    QCOMPARE(run(transport, get("/")).status, 200);
    QVERIFY(headerValue(service.requests()[1].headers, "Cookie").empty());
}

void TestQtTransport::asksNobodyForAPassword()
{
    FakeService service;
    service.script({Reaction::answer(401, "{}", {{"WWW-Authenticate", "Basic realm=\"x\""}})});
    QtTransport transport(service.origin());
    const Exchange exchange = run(transport, post());
    QCOMPARE(exchange.error, TransportError::None);
    QCOMPARE(exchange.status, 401);
    QCOMPARE(service.requests().size(), std::size_t(1));
}

void TestQtTransport::isSilentAfterAbort()
{
    FakeService service;
    service.script({Reaction::hang()});
    QtTransport transport(service.origin());
    bool told = false;
    const auto id = transport.send(post(), [&](const Exchange&) { told = true; });
    QTRY_COMPARE(service.requests().size(), std::size_t(1));
    transport.abort(id);
    transport.abort(id);
    service.script({Reaction::answer(200, "{}")});
    QCOMPARE(run(transport, get("/")).status, 200);
    QVERIFY(!told);
}

void TestQtTransport::streamsWhatComesAsItComes()
{
    FakeService service;
    service.script({Reaction::raw("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n", Reaction::End::Hang)});
    QtTransport transport(service.origin());
    int status = 0;
    std::string data;
    std::optional<Exchange> end;
    HttpRequest request = get("/api/v1/events?after=e-1");
    request.timeoutMs = 1'000;
    transport.stream(request,
                     {[&](int code, const auto&) { status = code; }, [&](std::string_view bytes) { data += bytes; },
                      [&](Exchange exchange) { end = std::move(exchange); }});
    QTRY_COMPARE(status, 200);
    service.push("id: e-2\n");
    QTRY_COMPARE(data, std::string("id: e-2\n"));
    service.push("data: x\n\n");
    QTRY_COMPARE(data, std::string("id: e-2\ndata: x\n\n"));
    // More than a reply may have: a stream has no such end.
    const std::string much((1 << 20) + 5, 'y');
    service.push(much);
    QTRY_COMPARE(data.size(), much.size() + 17);
    QVERIFY(!end);
    service.closeNewest();
    QTRY_VERIFY(end.has_value());
}

void TestQtTransport::aStreamThatIsRefusedSaysSo()
{
    FakeService service;
    service.script({Reaction::answer(410, "{\"code\":\"cursor_expired\"}")});
    QtTransport transport(service.origin());
    int status = 0;
    bool ended = false;
    transport.stream(get("/api/v1/events"),
                     {[&](int code, const auto&) { status = code; }, {}, [&](const Exchange&) { ended = true; }});
    QTRY_VERIFY(ended);
    QCOMPARE(status, 410);
}

void TestQtTransport::aStreamWithoutAHeadTimesOut()
{
    FakeService service;
    service.script({Reaction::hang()});
    QtTransport transport(service.origin());
    HttpRequest request = get("/api/v1/events");
    request.timeoutMs = 100;
    std::optional<Exchange> end;
    transport.stream(request, {{}, {}, [&](Exchange exchange) { end = std::move(exchange); }});
    QTRY_VERIFY(end.has_value());
    QCOMPARE(end->error, TransportError::Timeout);
}

void TestQtTransport::usesPlainHttpOnThisMachineOnly_data()
{
    QTest::addColumn<QString>("origin");
    QTest::addColumn<bool>("allowed");
    QTest::newRow("loopback") << QStringLiteral("http://127.0.0.1:8080") << true;
    QTest::newRow("loopback, other") << QStringLiteral("http://127.9.9.9:8080") << true;
    QTest::newRow("loopback, six") << QStringLiteral("http://[::1]:8080") << true;
    QTest::newRow("localhost") << QStringLiteral("http://localhost:8080") << true;
    QTest::newRow("tls") << QStringLiteral("https://bets.example") << true;
    QTest::newRow("tls, slash") << QStringLiteral("https://bets.example/") << true;
    QTest::newRow("plain") << QStringLiteral("http://bets.example") << false;
    QTest::newRow("looks like loopback") << QStringLiteral("http://127.0.0.1.example") << false;
    QTest::newRow("looks like localhost") << QStringLiteral("http://localhost.example") << false;
    QTest::newRow("private") << QStringLiteral("http://192.168.1.1") << false;
    QTest::newRow("file") << QStringLiteral("file:///etc/passwd") << false;
    QTest::newRow("password") << QStringLiteral("https://a:b@bets.example") << false;
    QTest::newRow("path") << QStringLiteral("https://bets.example/api") << false;
    QTest::newRow("empty") << QString() << false;
}

void TestQtTransport::usesPlainHttpOnThisMachineOnly()
{
    QFETCH(QString, origin);
    QFETCH(bool, allowed);
    QCOMPARE(QtTransport::originProblem(QUrl(origin)).isEmpty(), allowed);
}

void TestQtTransport::refusesAForeignOriginWithoutSending()
{
    QtTransport transport(QUrl(QStringLiteral("http://bets.example")));
    const Exchange exchange = run(transport, post());
    QCOMPARE(exchange.error, TransportError::NotConnected);
    QVERIFY(!exchange.maybeSent);
    QVERIFY(!exchange.errorDetail.empty());
}

void TestQtTransport::timersFireInOrderAndNotBeforeTheirTime()
{
    client::api::QtTimers timers;
    std::vector<int> fired;
    QElapsedTimer clock;
    clock.start();
    timers.after(60, [&] { fired.push_back(3); });
    timers.after(20, [&] {
        fired.push_back(2);
        QVERIFY(clock.elapsed() >= 20);
    });
    timers.after(0, [&] { fired.push_back(1); });
    QVERIFY(fired.empty());
    QTRY_COMPARE(fired, (std::vector<int>{1, 2, 3}));
    QVERIFY(clock.elapsed() >= 60);
}

void TestQtTransport::aCancelledTimerNeverFires()
{
    client::api::QtTimers timers;
    bool first = false;
    bool second = false;
    const auto id = timers.after(5, [&] { first = true; });
    timers.after(30, [&] { second = true; });
    timers.cancel(id);
    timers.cancel(id);
    timers.cancel(12'345);
    QTRY_VERIFY(second);
    QVERIFY(!first);
}

QTEST_GUILESS_MAIN(TestQtTransport)
#include "tst_qttransport.moc"
