// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/alerts.h"
#include "client/contract/webhooks.h"
#include "service/notify/curlcourier.h"
#include "service/notify/mail.h"
#include "service/notify/signature.h"
#include "service/store/sqlitestore.h"
#include "tests/service/betdprocess.h"
#include "tests/service/corefixture.h"
#include "tests/service/rawclient.h"
#include "tests/support/fakeservice.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QProcess>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <memory>
#include <set>

using namespace Qt::StringLiterals;
namespace contract = client::contract;
using service::core::Parcel;
using service::notify::CurlCourier;
using service::notify::Endpoint;
using tests::BetdProcess;
using tests::support::FakeService;
using tests::support::Reaction;
using tests::support::SeenRequest;

namespace {

const QByteArray secret = "webhook-secret-1";
const QByteArray managerToken = "manager-token-0001";
constexpr int waitMs = 60'000;
const QByteArray won = R"(,"status":"win","payout":2)";
const QByteArray lost = R"(,"status":"lose")";

QByteArray body(const QByteArray& bet, const QByteArray& more = {})
{
    return R"({"partner_id":"acme","partner_player_id":"u-1","amount":1,"bet_id":")" + bet + "\"" + more + "}";
}

std::string header(const SeenRequest& request, std::string_view name)
{
    return std::string(contract::headerValue(request.headers, name));
}

// As a receiver would check it, by another library than the service's.
bool isSigned(const SeenRequest& request)
{
    static const QRegularExpression form(u"^t=([0-9]+),v1=([0-9a-f]{64})$"_s);
    const auto parts = form.match(QString::fromStdString(header(request, "X-Betdesk-Signature")));
    const QByteArray text = parts.captured(1).toLatin1() + "." +
                            QByteArray::fromStdString(header(request, "X-Betdesk-Delivery")) + "." +
                            QByteArray::fromStdString(request.body);
    return parts.hasMatch() && parts.captured(2).toLatin1() ==
                                   QMessageAuthenticationCode::hash(text, secret, QCryptographicHash::Sha256).toHex();
}

// A player's system: takes what is signed, de-duplicates by the id, and minds the order of each bet.
class Receiver
{
public:
    Receiver()
    {
        server.answerWith([this](const SeenRequest& request) { return take(request); });
    }

    Reaction take(const SeenRequest& request)
    {
        const std::string id = header(request, "X-Betdesk-Delivery");
        const auto event = contract::decodeFeedEvent(id, request.body);
        unsignedOnes += static_cast<int>(!isSigned(request));
        if (!event || header(request, "X-Betdesk-Event") != event->type)
            ++malformed;
        ++arrived;
        if (request.target == "/frail" && frailDown)
            return Reaction::answer(503, "{}");
        // A reply that is lost, and a refusal, are what at-least-once is about.
        if (unreliable && arrived % 7 == 3)
            return Reaction::readAndClose();
        if (unreliable && arrived % 5 == 1)
            return Reaction::answer(500, "{}");
        auto& ids = taken[request.target];
        if (event && ids.insert(id).second && !event->betId.empty()) {
            std::int64_t& last = lastOf[request.target + " " + event->betId.text()];
            outOfOrder += static_cast<int>(event->seq <= last);
            last = event->seq;
        }
        return Reaction::answer(200, "{}");
    }

    QByteArray url(const char* path) const { return server.origin().toString().toUtf8() + path; }

    FakeService server;
    bool unreliable = false;
    bool frailDown = false;
    int arrived = 0;
    int unsignedOnes = 0;
    int malformed = 0;
    int outOfOrder = 0;
    std::map<std::string, std::set<std::string>> taken; // by target
    std::map<std::string, std::int64_t> lastOf;
};

// The real service with this configuration after its partner.
class Told
{
public:
    explicit Told(const QByteArray& more)
    {
        tests::writeFile(m_folder.filePath(u"secret"_s), secret + "\n");
        const QString tokens = tests::writeFile(m_folder.filePath(u"tokens"_s),
                                                tests::gameToken + " game-1 game\n" + managerToken + " mia manager\n");
        const QString config = tests::writeFile(m_folder.filePath(u"betd.toml"_s), "[partners.acme]\n" + more);
        betd = std::make_unique<BetdProcess>(QStringList{u"--config"_s, config, u"--token-file"_s, tokens});
        start();
    }
    void start()
    {
        if (betd->start() == 0)
            qFatal("betd did not start");
    }
    int call(const QByteArray& name, const QByteArray& sent)
    {
        return tests::exchange(betd->port(), tests::request("POST", "/api/" + name, tests::gameToken, sent)).status;
    }
    QByteArray get(const QByteArray& path)
    {
        return tests::exchange(betd->port(), tests::request("GET", path, managerToken)).body;
    }
    tests::RawReply post(const QByteArray& path, const QByteArray& sent)
    {
        static int keys = 0;
        return tests::exchange(betd->port(),
                               tests::request("POST", path, managerToken, sent,
                                              "Idempotency-Key: key-" + QByteArray::number(++keys) + "\r\n"));
    }
    contract::WebhookRow webhook(const std::string& name)
    {
        const auto page = contract::decodeWebhookPage(get("/api/v1/webhooks").toStdString());
        for (const auto& row : page ? page->rows : std::vector<contract::WebhookRow>()) {
            if (row.name == name)
                return row;
        }
        return {};
    }
    // Of the event log, the ids of the events of bets.
    std::set<std::string> written()
    {
        service::store::SqliteOptions readOnly;
        readOnly.readOnly = true;
        service::store::SqliteStore store(betd->database().toStdString(), readOnly);
        std::set<std::string> ids;
        for (const auto& row : store.eventsAfter(0, 1'000'000)) {
            if (row.type.starts_with("bet."))
                ids.insert(store.meta("epoch").value_or("") + "-" + std::to_string(row.seq));
        }
        return ids;
    }

    std::unique_ptr<BetdProcess> betd;

private:
    QTemporaryDir m_folder;
};

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

// A real mail server that prints what it is given.
class MailSink
{
public:
    explicit MailSink(const QStringList& more = {}) : port(freePort())
    {
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(u"/usr/bin/python3"_s,
                        QStringList{u"-u"_s, u"-m"_s, u"aiosmtpd"_s, u"-n"_s, u"-l"_s, u"127.0.0.1:%1"_s.arg(port)} +
                            more);
    }
    ~MailSink()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    bool isUp()
    {
        QTcpSocket probe;
        probe.connectToHost(QHostAddress::LocalHost, port);
        return probe.waitForConnected(1'000);
    }
    const QByteArray& printed()
    {
        m_printed += m_process.readAll();
        return m_printed;
    }

    const quint16 port;

private:
    QProcess m_process;
    QByteArray m_printed;
};

Endpoint mailEndpoint(quint16 port)
{
    Endpoint endpoint;
    endpoint.mail = true;
    endpoint.url = "smtp://127.0.0.1:" + std::to_string(port);
    endpoint.from = "betdesk@example.com";
    endpoint.to = {"ops@example.com", "lead@example.com"};
    endpoint.caFile = FakeService::certificateFile().toStdString();
    return endpoint;
}

Parcel alertParcel(const std::string& text = "No bets from acme for 3 min (usual: 40/min).")
{
    contract::FeedEvent event;
    event.seq = 7;
    event.at = 1'795'000'000'000;
    event.type = "alert.raised";
    event.alertId = contract::AlertId("a-1");
    event.partner = contract::PartnerId("acme");
    event.alert.emplace();
    event.alert->id = event.alertId;
    event.alert->rule = contract::AlertRuleId("silence");
    event.alert->partner = event.partner;
    event.alert->severity = contract::AlertSeverity::Critical;
    event.alert->text = text;
    event.alert->raisedAt = event.at;
    event.alert->updatedAt = event.at;
    event.alert->version = 1;
    return {"email", 7, "e1-7", event.at, event.type, contract::encode(event)};
}

service::core::Receipt sent(const Endpoint& endpoint, const Parcel& parcel)
{
    static const tests::ManualClock clock;
    CurlCourier courier({{"email", {endpoint, secret.toStdString()}}}, clock);
    courier.begin([] {});
    courier.send(parcel);
    if (!QTest::qWaitFor([&] { return courier.hasNews(); }, waitMs))
        return {};
    return courier.take().front();
}

} // namespace

class TestWebhooks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSignatureCoversTimeIdAndBody();
    void aMailSaysWhatTheAlertSays();
    void aMailServerTakesAnAlert();
    void withoutTlsNothingIsMailedThatAsksForIt();
    void aRedirectIsNoReceiptAndNotFollowed();
    void everyEventArrivesAlthoughTheServiceIsKilled();
    void deadLettersWaitForAReplay();
    void aSilentPartnerIsToldByWebhookAndMailWithNoConsoleOpen();
};

void TestWebhooks::theSignatureCoversTimeIdAndBody()
{
    const auto expected =
        QMessageAuthenticationCode::hash("1795000000.e1-7.{\"a\":1}", secret, QCryptographicHash::Sha256)
            .toHex()
            .toStdString();
    QCOMPARE(service::notify::signature(secret.toStdString(), 1'795'000'000, "e1-7", "{\"a\":1}"),
             "t=1795000000,v1=" + expected);
}

void TestWebhooks::aMailSaysWhatTheAlertSays()
{
    const Endpoint endpoint = mailEndpoint(25);
    const std::string mail = service::notify::mailText(endpoint, alertParcel());
    for (const char* line : {"From: Betdesk <betdesk@example.com>\r\n", "To: ops@example.com, lead@example.com\r\n",
                             "Subject: [Betdesk CRITICAL] No bets from acme for 3 min (usual: 40/min).\r\n",
                             "Message-ID: <e1-7.betdesk@example.com>\r\n", "Date: Wed, 18 Nov 2026 11:06:40 +0000\r\n",
                             "\r\n\r\nNo bets from acme for 3 min (usual: 40/min).\r\n", "Partner: acme\r\n"})
        QVERIFY2(mail.find(line) != std::string::npos, (line + ("\nis not in\n" + mail)).c_str());
    // A text from outside writes no header of its own.
    const std::string evil = service::notify::mailText(endpoint, alertParcel("x\r\nBcc: thief@example.com"));
    const std::string head = evil.substr(0, evil.find("\r\n\r\n"));
    QVERIFY2(head.find("\nBcc:") == std::string::npos, head.c_str());
}

void TestWebhooks::aMailServerTakesAnAlert()
{
    MailSink sink({u"--tlscert"_s, FakeService::certificateFile(), u"--tlskey"_s,
                   QString(FakeService::certificateFile()).replace(u"certificate.pem"_s, u"key.pem"_s)});
    QTRY_VERIFY_WITH_TIMEOUT(sink.isUp(), waitMs);
    const auto receipt = sent(mailEndpoint(sink.port), alertParcel());
    QVERIFY2(receipt.taken, receipt.error.c_str());
    QTRY_VERIFY_WITH_TIMEOUT(sink.printed().contains("Subject: [Betdesk CRITICAL] No bets from acme"), waitMs);
    QVERIFY(sink.printed().contains("Rule: silence"));
}

void TestWebhooks::withoutTlsNothingIsMailedThatAsksForIt()
{
    MailSink sink;
    QTRY_VERIFY_WITH_TIMEOUT(sink.isUp(), waitMs);
    Endpoint endpoint = mailEndpoint(sink.port);
    const auto refused = sent(endpoint, alertParcel());
    QVERIFY(!refused.taken);
    QVERIFY(!refused.error.empty());
    endpoint.tls = false;
    QVERIFY(sent(endpoint, alertParcel("Plain.")).taken);
    QTRY_VERIFY_WITH_TIMEOUT(sink.printed().contains("Plain."), waitMs);
    QVERIFY(!sink.printed().contains("No bets from acme"));
}

void TestWebhooks::aRedirectIsNoReceiptAndNotFollowed()
{
    FakeService other;
    FakeService first;
    first.script({Reaction::answer(307, "{}", {{"Location", other.origin().toString().toStdString() + "/there"}})});
    Endpoint endpoint;
    endpoint.url = first.origin().toString().toStdString() + "/hook";
    const auto receipt = sent(endpoint, alertParcel());
    QVERIFY(!receipt.taken);
    QCOMPARE(receipt.http, 307);
    QCOMPARE(receipt.error, std::string("HTTP 307"));
    QCOMPARE(other.requests().size(), std::size_t{0});
    QVERIFY(isSigned(first.requests().front()));
}

void TestWebhooks::everyEventArrivesAlthoughTheServiceIsKilled()
{
    Receiver receiver;
    receiver.unreliable = true;
    Told told("[webhooks.players]\nurl = \"" + receiver.url("/players") +
              "\"\nsecret_file = \"secret\"\nevents = [\"bet.*\"]\nattempts_max = 100\nfirst_wait_ms = 10\n"
              "wait_max_ms = 50\n");
    constexpr int kills = 12;
    constexpr int betsPerLife = 6;
    for (int life = 0; life < kills; ++life) {
        for (int i = 0; i < betsPerLife; ++i) {
            const QByteArray bet = "b-" + QByteArray::number(life) + "-" + QByteArray::number(i);
            QCOMPARE(told.call("block_funds", body(bet)), 200);
            QCOMPARE(told.call("update_bet_status", body(bet, i % 2 == 0 ? won : lost)), 200);
        }
        // At another moment of the deliveries each time.
        const int until = receiver.arrived + 1 + life;
        QTRY_VERIFY_WITH_TIMEOUT(receiver.arrived >= until, waitMs);
        told.betd->kill();
        told.start();
    }
    QTRY_COMPARE_WITH_TIMEOUT(told.webhook("players").waiting, std::int64_t{0}, waitMs);
    const auto written = told.written();
    QCOMPARE(written.size(), std::size_t{2 * kills * betsPerLife});
    QCOMPARE(receiver.taken["/players"], written);
    QCOMPARE(receiver.outOfOrder, 0);
    QCOMPARE(receiver.unsignedOnes, 0);
    QCOMPARE(receiver.malformed, 0);
    QCOMPARE(told.webhook("players").dead, std::int64_t{0});
}

void TestWebhooks::deadLettersWaitForAReplay()
{
    Receiver receiver;
    receiver.frailDown = true;
    const auto hook = [&](const char* name, const char* path) {
        return "[webhooks." + QByteArray(name) + "]\nurl = \"" + receiver.url(path) +
               "\"\nsecret_file = \"secret\"\nevents = [\"bet.won\", \"bet.blocked\"]\nattempts_max = 2\n"
               "first_wait_ms = 10\nwait_max_ms = 20\n";
    };
    Told told(hook("frail", "/frail") + hook("well", "/well"));
    for (const char* bet : {"b-1", "b-2"}) {
        QCOMPARE(told.call("block_funds", body(bet)), 200);
        QCOMPARE(told.call("update_bet_status", body(bet, won)), 200);
    }
    QTRY_COMPARE_WITH_TIMEOUT(told.webhook("frail").dead, std::int64_t{4}, waitMs);
    // The other endpoint was told all the while.
    QTRY_COMPARE_WITH_TIMEOUT(receiver.taken["/well"].size(), std::size_t{4}, waitMs);
    QCOMPARE(receiver.taken["/frail"].size(), std::size_t{0});
    told.betd->kill();
    told.start();
    const auto letters =
        contract::decodeDeadLetterPage(told.get("/api/v1/webhooks/frail/dead-letters").toStdString()).value().rows;
    QCOMPARE(letters.size(), std::size_t{4});
    receiver.frailDown = false;
    QCOMPARE(told.post("/api/v1/webhooks/frail:replay", "{}").status, 200);
    QTRY_COMPARE_WITH_TIMEOUT(receiver.taken["/frail"].size(), std::size_t{4}, waitMs);
    QCOMPARE(receiver.taken["/frail"], receiver.taken["/well"]);
    QCOMPARE(receiver.outOfOrder, 0);
    QCOMPARE(receiver.unsignedOnes, 0);
    QTRY_COMPARE_WITH_TIMEOUT(told.webhook("frail").dead + told.webhook("frail").waiting, std::int64_t{0}, waitMs);
}

void TestWebhooks::aSilentPartnerIsToldByWebhookAndMailWithNoConsoleOpen()
{
    MailSink sink;
    QTRY_VERIFY_WITH_TIMEOUT(sink.isUp(), waitMs);
    Receiver receiver;
    Told told("[alerts]\nevery_ms = 100\nstretch_ms = 100\n[webhooks.desk]\nurl = \"" + receiver.url("/desk") +
              "\"\nsecret_file = \"secret\"\nevents = [\"alert.*\"]\nseverity = \"critical\"\n[email]\nurl = "
              "\"smtp://127.0.0.1:" +
              QByteArray::number(sink.port) +
              "\"\ntls = false\nfrom = \"betdesk@example.com\"\nto = [\"ops@example.com\"]\n");
    const auto rules = contract::decodeAlertRulePage(told.get("/api/v1/alert-rules").toStdString()).value().rows;
    const auto silence = std::find_if(rules.begin(), rules.end(), [](const auto& rule) {
        return rule.condition == contract::AlertCondition::Silence;
    });
    QVERIFY(silence != rules.end());
    contract::AlertRuleOrder order{*silence, silence->version};
    order.rule.windowMs = 1'000;
    order.rule.threshold = 1;
    const auto changed =
        told.post("/api/v1/alert-rules/silence:change", QByteArray::fromStdString(contract::encode(order)));
    QVERIFY2(changed.status == 200, changed.body.constData());
    for (int i = 0; i < 20; ++i)
        QCOMPARE(told.call("block_funds", body("b-" + QByteArray::number(i))), 200);

    QTRY_COMPARE_WITH_TIMEOUT(receiver.taken["/desk"].size(), std::size_t{1}, waitMs);
    const auto& request = receiver.server.requests().front();
    const auto event = contract::decodeFeedEvent(*receiver.taken["/desk"].begin(), request.body).value();
    QCOMPARE(event.type, std::string("alert.raised"));
    QCOMPARE(event.alert->condition, contract::AlertCondition::Silence);
    QCOMPARE(event.partner.text(), std::string("acme"));
    QVERIFY2(event.alert->text.starts_with("No bets from acme for 1 s (usual: "), event.alert->text.c_str());
    QCOMPARE(receiver.unsignedOnes, 0);
    QTRY_VERIFY_WITH_TIMEOUT(sink.printed().contains("Subject: [Betdesk CRITICAL] No bets from acme for 1 s"), waitMs);

    // It is over with the next bet, and the webhook hears of that, too.
    QCOMPARE(told.call("block_funds", body("again")), 200);
    QTRY_COMPARE_WITH_TIMEOUT(receiver.taken["/desk"].size(), std::size_t{2}, waitMs);
    QCOMPARE(header(receiver.server.requests().back(), "X-Betdesk-Event"), std::string("alert.resolved"));
}

QTEST_GUILESS_MAIN(TestWebhooks)
#include "tst_webhooks.moc"
