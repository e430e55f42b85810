// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/bookmakers/curllink.h"
#include "service/bookmakers/diagnosis.h"
#include "service/bookmakers/signature.h"
#include "tests/service/corefixture.h"
#include "tests/service/fakelink.h"
#include "tests/support/fakeservice.h"

#include <QCryptographicHash>
#include <QSslCertificate>
#include <QSslKey>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <atomic>
#include <optional>

using namespace service;
using bookmakers::Bookmaker;
using bookmakers::CurlLink;
using client::contract::Exchange;
using client::contract::headerValue;
using client::contract::TransportError;
using tests::support::FakeService;
using tests::support::Reaction;

namespace {

constexpr int waitMs = 20'000;

Bookmaker at(const QUrl& origin)
{
    Bookmaker bookmaker;
    bookmaker.id = "acme";
    bookmaker.url = origin.toString().toStdString();
    return bookmaker;
}

// The link under test, with its deliveries taken by the test's event loop.
class Wire
{
public:
    explicit Wire(const Bookmaker& bookmaker, const bookmakers::Credentials& credentials = {})
        : m_url(bookmaker.url), m_link({{"acme", {bookmaker, credentials}}}, clock)
    {
        m_link.begin([this] { ++wakes; });
    }

    std::size_t post(const std::string& path = "/api/block_funds", const std::string& body = "{}")
    {
        const std::size_t place = replies.size();
        replies.emplace_back();
        m_link.start({client::contract::PartnerId("acme"), "POST", m_url + path, {{"Idempotency-Key", "k-1"}}, body},
                     [this, place](Exchange exchange) { replies[place] = std::move(exchange); });
        return place;
    }

    bool has(std::size_t place)
    {
        m_link.deliver();
        return replies[place].has_value();
    }

    Exchange exchange(const std::string& path = "/api/block_funds", const std::string& body = "{}")
    {
        const std::size_t place = post(path, body);
        if (!QTest::qWaitFor([&] { return has(place); }, waitMs))
            qFatal("the link gave no answer");
        return *replies[place];
    }

    tests::ManualClock clock;
    std::atomic<int> wakes = 0;
    std::vector<std::optional<Exchange>> replies;

private:
    std::string m_url;
    CurlLink m_link;
};

} // namespace

class TestCurlLink : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void carriesACallAndItsReply()
    {
        FakeService server;
        server.script({Reaction::answer(200, R"({"ok":1})", {{"X-Told", " a b "}})});
        Bookmaker bookmaker = at(server.origin());
        bookmaker.headers = {{"X-Brand", "betdesk"}};
        Wire wire(bookmaker, {"t-1", {}});
        const Exchange exchange = wire.exchange("/api/refund", R"({"a":1})");
        QCOMPARE(exchange.error, TransportError::None);
        QCOMPARE(exchange.status, 200);
        QCOMPARE(exchange.body, R"({"ok":1})");
        QCOMPARE(headerValue(exchange.headers, "x-told"), "a b");
        QVERIFY(exchange.maybeSent);
        QVERIFY(wire.wakes > 0);
        const auto& seen = server.requests().front();
        QCOMPARE(seen.method, "POST");
        QCOMPARE(seen.target, "/api/refund");
        QCOMPARE(seen.body, R"({"a":1})");
        QCOMPARE(headerValue(seen.headers, "Authorization"), "Bearer t-1");
        QCOMPARE(headerValue(seen.headers, "Content-Type"), "application/json");
        QCOMPARE(headerValue(seen.headers, "Idempotency-Key"), "k-1");
        QCOMPARE(headerValue(seen.headers, "X-Brand"), "betdesk");
        QVERIFY(headerValue(seen.headers, "X-Signature").empty());
    }

    void signsWhatItSends()
    {
        FakeService server;
        server.script({Reaction::answer(200, "{}")});
        Wire wire(at(server.origin()), {{}, "a key"});
        wire.exchange("/api/refund", R"({"a":1})");
        const auto& seen = server.requests().front();
        QVERIFY(headerValue(seen.headers, "Authorization").empty());
        QCOMPARE(headerValue(seen.headers, "X-Signature"),
                 bookmakers::signature("a key", wire.clock.utcMs() / 1'000, "POST", "/api/refund", R"({"a":1})"));
    }

    void keepsTheConnection()
    {
        FakeService server;
        server.script({Reaction::answer(200, "{}")});
        Wire wire(at(server.origin()));
        for (int i = 0; i < 5; ++i)
            wire.exchange();
        QCOMPARE(server.connections(), 1);
    }

    void saysThatNothingWasSent()
    {
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        const QUrl nobody(QStringLiteral("http://127.0.0.1:%1").arg(closed.serverPort()));
        closed.close();
        const Exchange refused = Wire(at(nobody)).exchange();
        QCOMPARE(refused.error, TransportError::NotConnected);
        QVERIFY(!refused.maybeSent);
        QVERIFY(!refused.errorDetail.empty());

        const Exchange nameless = Wire(at(QUrl(QStringLiteral("https://no-such-host.invalid")))).exchange();
        QCOMPARE(nameless.error, TransportError::NotConnected);
        QVERIFY(!nameless.maybeSent);
    }

    void saysThatAnAnswerDidNotCome()
    {
        FakeService server;
        Bookmaker bookmaker = at(server.origin());
        bookmaker.timeoutMs = 300;
        server.script({Reaction::hang(), Reaction::readAndClose(), Reaction::cut(R"({"status":"blocked"})", 5)});
        Wire wire(bookmaker);
        for (const auto expected : {TransportError::Timeout, TransportError::Reset, TransportError::Reset}) {
            const Exchange exchange = wire.exchange();
            QCOMPARE(exchange.error, expected);
            QVERIFY(exchange.maybeSent);
        }
        QCOMPARE(server.requests().size(), 3u);
    }

    // libcurl would write the call again on a fresh connection, and nobody would know of the first.
    void neverSendsTwiceWhenAKeptConnectionDies()
    {
        FakeService server;
        server.script({Reaction::answer(200, "{}"), Reaction::readAndClose(), Reaction::answer(200, "{}")});
        Wire wire(at(server.origin()));
        wire.exchange();
        const Exchange exchange = wire.exchange();
        QCOMPARE(exchange.error, TransportError::Reset);
        QVERIFY(exchange.maybeSent);
        QCOMPARE(server.requests().size(), 2u);
    }

    // The second answer to one call must not become the answer to the next.
    void takesADoubledAnswerForNoOtherCall_data()
    {
        QTest::addColumn<bool>("late");
        QTest::addRow("at once") << false;
        QTest::addRow("while the connection is idle") << true;
    }
    void takesADoubledAnswerForNoOtherCall()
    {
        QFETCH(bool, late);
        FakeService server;
        const std::string first = R"({"call":"first"})";
        const std::string second = R"({"call":"second"})";
        server.script(
            {late ? Reaction::answer(200, first) : Reaction::twice(200, first), Reaction::answer(200, second)});
        Wire wire(at(server.origin()));
        QCOMPARE(wire.exchange().body, first);
        if (late)
            server.push(Reaction::answer(200, first).bytes);
        const Exchange exchange = wire.exchange();
        QCOMPARE(exchange.error, TransportError::None);
        QCOMPARE(exchange.body, second);
        QCOMPARE(server.requests().size(), 2u);
    }

    void cutsAnAnswerWithoutEnd()
    {
        FakeService server;
        server.script({Reaction::answer(200, std::string(100 << 20, 'x'))});
        const Exchange exchange = Wire(at(server.origin())).exchange();
        QCOMPARE(exchange.error, TransportError::ReplyTooLarge);
        QVERIFY(exchange.maybeSent);
        QVERIFY(exchange.body.size() <= CurlLink::replyBytesMax);
    }

    void cutsHeadersWithoutEnd()
    {
        FakeService server;
        std::vector<client::contract::Header> headers;
        for (int i = 0; i < 200; ++i)
            headers.push_back({"X-Long", std::string(1'000, 'x')});
        server.script({Reaction::answer(200, "{}", headers)});
        QCOMPARE(Wire(at(server.origin())).exchange().error, TransportError::ReplyTooLarge);
    }

    void followsNoRedirect()
    {
        FakeService server;
        server.script({Reaction::answer(307, "", {{"Location", "/elsewhere"}}), Reaction::answer(200, "{}")});
        const Exchange exchange = Wire(at(server.origin())).exchange();
        QCOMPARE(exchange.status, 307);
        QCOMPARE(server.requests().size(), 1u);
    }

    void keepsSecretsOutOfWhatItTells()
    {
        FakeService server;
        server.script({Reaction::answer(400, "<p>Authorization: Bearer t-secret, t-secret</p>")});
        Wire wire(at(server.origin()), {"t-secret", {}});
        QCOMPARE(wire.exchange().body, "<p>Authorization: Bearer ***, ***</p>");
    }

    void trustsOnlyWhoItIsToldTo()
    {
        FakeService server(FakeService::tlsConfiguration());
        server.script({Reaction::answer(200, "{}")});
        Bookmaker bookmaker = at(server.origin());
        const Exchange stranger = Wire(bookmaker).exchange();
        QCOMPARE(stranger.error, TransportError::TlsFailed);
        QVERIFY(!stranger.maybeSent);

        bookmaker.caFile = FakeService::certificateFile().toStdString();
        QCOMPARE(Wire(bookmaker).exchange().error, TransportError::None);

        const QSslCertificate certificate = QSslCertificate::fromPath(FakeService::certificateFile()).front();
        const QByteArray digest =
            QCryptographicHash::hash(certificate.publicKey().toDer(), QCryptographicHash::Sha256).toBase64();
        bookmaker.pins = {"sha256//" + QByteArray(32, 'x').toBase64().toStdString(), "sha256//" + digest.toStdString()};
        QCOMPARE(Wire(bookmaker).exchange().error, TransportError::None);
        bookmaker.pins.pop_back();
        const Exchange unpinned = Wire(bookmaker).exchange();
        QCOMPARE(unpinned.error, TransportError::TlsFailed);
        QVERIFY(!unpinned.maybeSent);
        QCOMPARE(server.requests().size(), 2u);
    }

    void provesItselfByACertificate()
    {
        QSslConfiguration demanding = FakeService::tlsConfiguration();
        demanding.setPeerVerifyMode(QSslSocket::VerifyPeer);
        demanding.setCaCertificates(QSslCertificate::fromPath(FakeService::certificateFile()));
        FakeService server(demanding);
        server.script({Reaction::answer(200, "{}")});
        Bookmaker bookmaker = at(server.origin());
        bookmaker.caFile = FakeService::certificateFile().toStdString();
        QVERIFY(Wire(bookmaker).exchange().error != TransportError::None);
        bookmaker.clientCertFile = bookmaker.caFile;
        bookmaker.clientKeyFile = BETDESK_SOURCE_DIR "/tests/support/tls/key.pem";
        QCOMPARE(Wire(bookmaker).exchange().error, TransportError::None);
        QCOMPARE(server.requests().size(), 1u);
    }

    void endsWithCallsOnTheirWay()
    {
        FakeService server;
        server.script({Reaction::hang()});
        Wire wire(at(server.origin()));
        for (int i = 0; i < 20; ++i)
            wire.post();
        QTRY_VERIFY(!server.requests().empty());
    }

    void saysInWordsWhatIsWrong_data()
    {
        QTest::addColumn<int>("error");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("durationMs");
        QTest::addColumn<QByteArray>("date");
        QTest::addColumn<bool>("good");
        QTest::addColumn<QByteArray>("word");
        const auto row = [](const char* name, TransportError error, int status, const std::string& body, int durationMs,
                            const char* date, bool good, const char* word) {
            QTest::addRow("%s", name) << static_cast<int>(error) << status << QByteArray::fromStdString(body)
                                      << durationMs << QByteArray(date) << good << QByteArray(word);
        };
        const auto problem = [](client::contract::ProblemCode code) {
            return client::contract::encode(client::contract::problem(code));
        };
        using Code = client::contract::ProblemCode;
        const std::string yes = R"({"status":"approved","message":"m","bet_id":"b-1"})";
        const char* const now = "Wed, 18 Nov 2026 11:06:41 GMT";
        row("fine", TransportError::None, 200, yes, 20, now, true, "approved the trial bet");
        row("unknown player", TransportError::None, 402, problem(Code::InsufficientFunds), 20, now, true, "as it may");
        row("unknown name", TransportError::NotConnected, 0, "", 0, "", false, "cannot be reached");
        row("TLS", TransportError::TlsFailed, 0, "", 0, "", false, "cannot be trusted");
        row("hangs", TransportError::Timeout, 0, "", 0, "", false, "did not answer in time");
        row("credentials", TransportError::None, 401, problem(Code::Unauthenticated), 20, now, false,
            "does not take our credentials");
        row("a proxy's 403", TransportError::None, 403, "<html>", 20, now, false, "does not take our credentials");
        row("HTML", TransportError::None, 200, "<html>", 20, now, false, "with HTML");
        row("wrong path", TransportError::None, 404, "none", 20, now, false, "no /api/check_bet below");
        row("redirect", TransportError::None, 301, "", 20, now, false, "never followed");
        row("another bet", TransportError::None, 200, R"({"status":"approved","message":"m","bet_id":"b-2"})", 20, now,
            false, "never be believed");
        row("unknown partner", TransportError::None, 404, problem(Code::PartnerUnknown), 20, now, false, "HTTP 404");
        row("slow", TransportError::None, 200, yes, 5'001, now, false, "too slow");
        row("clock behind", TransportError::None, 200, yes, 20, "Wed, 18 Nov 2026 11:05:41 GMT", false, "behind");
        row("clock ahead", TransportError::None, 200, yes, 20, "Wed, 18 Nov 2026 11:07:41 GMT", false, "ahead of");
    }
    void saysInWordsWhatIsWrong()
    {
        QFETCH(int, error);
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, durationMs);
        QFETCH(QByteArray, date);
        QFETCH(bool, good);
        QFETCH(QByteArray, word);
        bookmakers::Trial trial;
        trial.order = tests::blockOrder();
        trial.call = bookmakers::checkCall(trial.order);
        trial.exchange = tests::http(status, body.toStdString());
        trial.exchange.error = static_cast<TransportError>(error);
        trial.exchange.durationMs = durationMs;
        if (!date.isEmpty())
            trial.exchange.headers = {{"Date", date.toStdString()}};
        trial.utcMs = 1'795'000'001'500;
        trial.answerWithinMs = 5'000;
        const auto diagnosis = bookmakers::diagnose({}, trial);
        std::string all;
        for (const std::string& line : diagnosis.lines)
            all += line + "\n";
        QVERIFY2(diagnosis.good == good, all.c_str());
        QVERIFY2(all.find(word.toStdString()) != std::string::npos, all.c_str());
    }
};

QTEST_GUILESS_MAIN(TestCurlLink)
#include "tst_curllink.moc"
