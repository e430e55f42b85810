// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/service/betdprocess.h"
#include "tests/service/rawclient.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using tests::deskToken;
using tests::exchange;
using tests::gameToken;
using tests::member;
using tests::RawClient;
using tests::RawReply;
using tests::request;

namespace {

constexpr int requestTimeoutMs = 2'000;
constexpr qint64 growthMaxKiB = 64 * 1'024;

QByteArray betBody(const QByteArray& amount, const QByteArray& more = {})
{
    return R"({"partner_id":"12345","partner_player_id":"67890","amount":)" + amount + R"(,"bet_id":"bad-1")" + more +
           "}";
}

QByteArray check(const QByteArray& body)
{
    return request("POST", "/api/check_bet", gameToken, body);
}

QByteArray head(const QByteArray& lines)
{
    return "POST /api/check_bet HTTP/1.1\r\nHost: betd\r\nContent-Type: application/json\r\nAuthorization: Bearer " +
           gameToken + "\r\n" + lines + "\r\n";
}

} // namespace

// One process for all of it, because its memory is watched over the whole run.
class TestHttpBadInput : public QObject
{
    Q_OBJECT

private:
    tests::BetdProcess m_betd{{u"--request-timeout"_s, QString::number(requestTimeoutMs / 1'000)}};
    quint16 m_port = 0;
    qint64 m_before = 0;

private Q_SLOTS:
    void initTestCase()
    {
        m_port = m_betd.start();
        QVERIFY(m_port != 0);
        QCOMPARE(exchange(m_port, check(betBody("100"))).status, 200);
        m_before = m_betd.residentKiB();
    }

    void answersEachMistakeAsDocumented_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<bool>("closes");
        const auto row = [](const char* name, const QByteArray& bytes, int status, const char* code, bool closes) {
            QTest::newRow(name) << bytes << status << QByteArray(code) << closes;
        };
        const QByteArray chunk(1 << 20, 'x');

        row("2 MB body", check(QByteArray(2'000'000, ' ')), 413, "body_too_large", true);
        row("2 MB body in chunks",
            head("Transfer-Encoding: chunked\r\n") + "100000\r\n" + chunk + "\r\n100000\r\n" + chunk + "\r\n0\r\n\r\n",
            413, "body_too_large", true);
        row("declared 1 TB", head("Content-Length: 1000000000000\r\n"), 413, "body_too_large", true);
        row("200,000 nested arrays", check(QByteArray(200'000, '[') + QByteArray(200'000, ']')), 400, "malformed_json",
            false);
        row("nested in amount", check(betBody(QByteArray(40, '[') + QByteArray(40, ']'))), 400, "malformed_json",
            false);
        row("amount 1e999", check(betBody("1e999")), 422, "amount_out_of_range", false);
        row("amount 10.999", check(betBody("10.999")), 422, "amount_precision", false);
        row("amount -5", check(betBody("-5")), 422, "amount_out_of_range", false);
        row("amount 0", check(betBody("0")), 422, "amount_out_of_range", false);
        row("amount as a string", check(betBody("\"100\"")), 400, "validation_failed", false);
        row("amount missing", check(R"({"partner_id":"12345","partner_player_id":"67890","bet_id":"bad-1"})"), 400,
            "validation_failed", false);
        row("amount doubled", check(betBody("100", R"(,"amount":200)")), 400, "malformed_json", false);
        row("no JSON at all", check("amount=100"), 400, "malformed_json", false);
        row("no body", check(""), 400, "malformed_json", false);
        row("bad UTF-8", check(betBody("100", ",\"selection\":\"\xff\"")), 400, "malformed_json", false);
        row("another media type",
            "POST /api/check_bet HTTP/1.1\r\nHost: betd\r\nContent-Type: text/xml\r\nAuthorization: Bearer " +
                gameToken + "\r\nContent-Length: 2\r\n\r\n{}",
            415, "malformed_request", false);

        row("negative Content-Length", head("Content-Length: -5\r\n"), 400, "malformed_request", true);
        row("doubled Content-Length", head("Content-Length: 2\r\nContent-Length: 2\r\n") + "{}", 400,
            "malformed_request", true);
        row("two different lengths", head("Content-Length: 2\r\nContent-Length: 3\r\n") + "{}", 400,
            "malformed_request", true);
        row("a list of lengths", head("Content-Length: 2, 2\r\n") + "{}", 400, "malformed_request", true);
        row("no number as a length", head("Content-Length: 0x2\r\n") + "{}", 400, "malformed_request", true);
        row("Content-Length with chunked", head("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n",
            400, "malformed_request", true);
        row("chunked with Content-Length", head("Transfer-Encoding: chunked\r\nContent-Length: 2\r\n") + "0\r\n\r\n",
            400, "malformed_request", true);
        row("another coding", head("Transfer-Encoding: gzip, chunked\r\n") + "0\r\n\r\n", 400, "malformed_request",
            true);
        row("a chunk without a size", head("Transfer-Encoding: chunked\r\n") + "zz\r\n\r\n", 400, "malformed_request",
            true);
        row("a chunk header without end", head("Transfer-Encoding: chunked\r\n") + "1;" + QByteArray(100'000, 'x'), 400,
            "malformed_request", true);
        row("no Host", "GET /healthz HTTP/1.1\r\n\r\n", 400, "malformed_request", true);
        row("two Hosts", "GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "malformed_request", true);
        row("no HTTP", "hello\r\n\r\n", 400, "malformed_request", true);
        row("TLS", "\x16\x03\x01\x02\x01\x01\xfc\x03\x03\r\n\r\n", 400, "malformed_request", true);
        row("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, "malformed_request", true);
        row("bad escape", "GET /api%zz HTTP/1.1\r\nHost: betd\r\n\r\n", 400, "malformed_request", true);
        row("NUL in the path", "GET /api%00 HTTP/1.1\r\nHost: betd\r\n\r\n", 400, "malformed_request", true);
        row("no path", "GET healthz HTTP/1.1\r\nHost: betd\r\n\r\n", 400, "malformed_request", true);
        row("17 KiB header", head("X-Long: " + QByteArray(17 * 1'024, 'x') + "\r\n"), 431, "headers_too_large", true);
        row("100 KiB of small headers", head(QByteArray("X-A: 1\r\n").repeated(12'800)), 431, "headers_too_large",
            true);
        row("100 KiB target", "GET /" + QByteArray(100 * 1'024, 'a') + " HTTP/1.1\r\nHost: betd\r\n\r\n", 431,
            "headers_too_large", true);

        row("no token", request("GET", "/api/v1/bets", {}), 401, "unauthenticated", false);
        row("wrong token", request("GET", "/api/v1/bets", "nobody-knows-it"), 401, "unauthenticated", false);
        row("two tokens", request("GET", "/api/v1/bets", deskToken, {}, "Authorization: Bearer " + gameToken + "\r\n"),
            400, "malformed_request", true);
        row("no token, with a body", request("POST", "/api/check_bet", {}, betBody("100")), 401, "unauthenticated",
            true);
        row("a desk's token for a game's call", request("POST", "/api/check_bet", deskToken, betBody("100")), 403,
            "forbidden", false);
        row("unknown address", request("GET", "/api/v1/nothing", deskToken), 404, "not_found", false);
        row("unknown bet", request("GET", "/api/v1/bets/12345/none", deskToken), 404, "bet_not_found", false);
        row("wrong method", request("GET", "/api/check_bet", gameToken), 405, "method_not_allowed", false);
        row("wrong method on health", request("POST", "/healthz", {}), 405, "method_not_allowed", false);
    }

    void answersEachMistakeAsDocumented()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, status);
        QFETCH(QByteArray, code);
        QFETCH(bool, closes);

        RawClient client(m_port);
        client.send(bytes);
        const auto reply = client.reply();
        QVERIFY(reply);
        QCOMPARE(reply->status, status);
        QCOMPARE(reply->headers.value("content-type"), "application/problem+json");
        QCOMPARE(member(reply->body, "code"), code);
        QCOMPARE(member(reply->body, "outcome"), "none");
        QCOMPARE(reply->headers.value("cache-control"), "no-store");
        QCOMPARE(reply->headers.value("x-content-type-options"), "nosniff");
        QVERIFY(!reply->headers.value("date").isEmpty());
        QCOMPARE(reply->headers.value("x-correlation-id"), member(reply->body, "correlation_id"));
        if (status == 401)
            QVERIFY(reply->headers.value("www-authenticate").startsWith("Bearer"));
        if (status == 405)
            QVERIFY(!reply->headers.value("allow").isEmpty());
        QCOMPARE(reply->headers.value("connection") == "close", closes);
        if (closes) {
            QVERIFY(client.isClosedWithin(5'000));
        } else {
            client.send(request("GET", "/healthz", {}));
            const auto next = client.reply();
            QVERIFY(next);
            QCOMPARE(next->status, 200);
        }
    }

    void readsNumbersThatOnlyLookOdd()
    {
        for (const char* amount : {"1e2", "100.00", "100", "1000e-1"})
            QCOMPARE(exchange(m_port, check(betBody(amount))).status, 200);
    }

    void answersPipelinedRequestsInOrder()
    {
        RawClient client(m_port);
        QByteArray all;
        for (int i = 0; i < 20; ++i) {
            const QByteArray id = "X-Correlation-Id: in-" + QByteArray::number(i) + "\r\n";
            // Quick and slow ones in turn: without order the quick ones would overtake.
            all += i % 2 == 0 ? request("POST", "/api/check_bet", gameToken, betBody("100"), id)
                              : request("GET", "/healthz", {}, {}, id);
        }
        client.send(all);
        for (int i = 0; i < 20; ++i) {
            const auto reply = client.reply();
            QVERIFY(reply);
            QCOMPARE(reply->status, 200);
            QCOMPARE(reply->headers.value("x-correlation-id"), "in-" + QByteArray::number(i));
        }
    }

    void answersHeadWithoutBody()
    {
        RawClient client(m_port);
        client.send(request("HEAD", "/healthz", {}) + request("GET", "/healthz", {}));
        const auto first = client.reply(5'000, false);
        QVERIFY(first);
        QVERIFY(first->headers.value("content-length").toInt() > 0);
        const auto second = client.reply();
        QVERIFY(second);
        QCOMPARE(second->body.size(), first->headers.value("content-length").toInt());
    }

    void asksForTheBodyOnlyWhenItMayCome()
    {
        RawClient client(m_port);
        const QByteArray body = betBody("100");
        const QByteArray whole =
            request("POST", "/api/check_bet", gameToken, body, "Expect: 100-continue\r\n").chopped(body.size());
        client.send(whole);
        const auto interim = client.reply(5'000, false);
        QVERIFY(interim);
        QCOMPARE(interim->status, 100);
        client.send(body);
        QCOMPARE(client.reply().value_or(RawReply{}).status, 200);

        RawClient stranger(m_port);
        stranger.send(request("POST", "/api/check_bet", "nobody-knows-it", body, "Expect: 100-continue\r\n")
                          .chopped(body.size()));
        QCOMPARE(stranger.reply().value_or(RawReply{}).status, 401);
    }

    void keepsAValidCorrelationIdAndReplacesAnother()
    {
        const auto idOf = [this](const QByteArray& given) {
            return exchange(m_port, request("GET", "/healthz", {}, {}, "X-Correlation-Id: " + given + "\r\n"))
                .headers.value("x-correlation-id");
        };
        QCOMPARE(idOf("order-17:a.b"), "order-17:a.b");
        const QByteArray replaced = idOf("<script>");
        QVERIFY(!replaced.isEmpty() && !replaced.contains('<'));
        QVERIFY(idOf(QByteArray(65, 'a')) != QByteArray(65, 'a'));
    }

    void closesWhenTheClientWantsIt()
    {
        RawClient client(m_port);
        client.send(request("GET", "/healthz", {}, {}, "Connection: close\r\n"));
        QCOMPARE(client.reply().value_or(RawReply{}).headers.value("connection"), "close");
        QVERIFY(client.isClosedWithin(5'000));

        RawClient old(m_port);
        old.send("GET /healthz HTTP/1.0\r\n\r\n");
        QCOMPARE(old.reply().value_or(RawReply{}).status, 200);
        QVERIFY(old.isClosedWithin(5'000));
    }

    void takesABodyInChunks()
    {
        const QByteArray body = betBody("100");
        const QByteArray first = body.left(10);
        const QByteArray second = body.mid(10);
        const auto size = [](const QByteArray& part) {
            return QByteArray::number(part.size(), 16) + "\r\n" + part + "\r\n";
        };
        QCOMPARE(
            exchange(m_port, head("Transfer-Encoding: chunked\r\n") + size(first) + size(second) + "0\r\n\r\n").status,
            200);
    }

    void givesUpOnWhatComesTooSlowly()
    {
        RawClient silent(m_port);
        RawClient slowHeader(m_port);
        RawClient slowBody(m_port);
        RawClient drip(m_port);
        slowHeader.send("POST /api/check_bet HTTP/1.1\r\nHost:");
        slowBody.send(head("Content-Length: 100\r\n") + "{");
        drip.send("GET /healthz HTTP/1.1\r\nX-Drip: ");
        // A byte now and then must not buy more time.
        QElapsedTimer time;
        time.start();
        while (time.elapsed() < 2 * requestTimeoutMs && drip.send("a", 50) && !drip.isClosedWithin(100)) {
        }
        QVERIFY(time.elapsed() < 2 * requestTimeoutMs);
        for (RawClient* client : {&silent, &slowHeader, &slowBody}) {
            const auto reply = client->reply();
            QVERIFY(reply);
            QCOMPARE(reply->status, 408);
            QCOMPARE(member(reply->body, "code"), "request_timeout");
            QVERIFY(client->isClosedWithin(5'000));
        }
    }

    void staysUsableUnder300SilentConnections()
    {
        std::vector<RawClient> silent;
        silent.reserve(300);
        for (int i = 0; i < 300; ++i) {
            silent.emplace_back(m_port);
            QVERIFY(silent.back().isConnected());
        }
        int refused = 0;
        int timedOut = 0;
        for (RawClient& client : silent) {
            const auto reply = client.reply(4 * requestTimeoutMs);
            QVERIFY(reply);
            refused += reply->status == 503 ? 1 : 0;
            timedOut += reply->status == 408 ? 1 : 0;
            if (reply->status == 503) {
                QCOMPARE(member(reply->body, "code"), "queue_backpressure");
                QVERIFY(reply->headers.contains("retry-after"));
            }
            QVERIFY(client.isClosedWithin(5'000));
        }
        QCOMPARE(timedOut, 256);
        QCOMPARE(refused, 44);
        silent.clear();
        QTRY_COMPARE(exchange(m_port, check(betBody("100"))).status, 200);
    }

    void keepsItsMemorySmall()
    {
        // Bodies that come up to the limit all at once, and are then refused.
        std::vector<RawClient> clients;
        for (int i = 0; i < 60; ++i) {
            clients.emplace_back(m_port);
            clients.back().send(head("Content-Length: 1048576\r\n") + QByteArray(400'000, 'x'), 200);
        }
        const qint64 growth = m_betd.residentKiB() - m_before;
        clients.clear();
        QVERIFY2(growth < growthMaxKiB, qPrintable(u"grew by %1 KiB"_s.arg(growth)));
        QTRY_COMPARE(exchange(m_port, check(betBody("100"))).status, 200);
    }

    void stillStopsCleanly() { QCOMPARE(m_betd.stop(), 0); }
};

QTEST_GUILESS_MAIN(TestHttpBadInput)
#include "tst_httpbadinput.moc"
