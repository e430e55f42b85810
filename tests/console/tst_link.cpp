// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the console does as its link changes, before a service that does what the test says.
#include "app/application.h"
#include "tests/client/samples.h"
#include "tests/support/fakeservice.h"

#include <QDateTime>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using client::feed::LinkState;
using tests::support::FakeService;
using tests::support::Reaction;
using tests::support::SeenRequest;

namespace contract = client::contract;
namespace samples = tests::samples;

namespace {

constexpr int patienceMs = 30'000;

// A service with one held bet. What its event stream and its refunds do is set from outside.
class Service
{
public:
    enum class Events { Live, Late, Broken, Refused };

    Service()
    {
        http.answerWith([this](const SeenRequest& request) { return answer(request); });
    }

    FakeService http;
    Events events = Events::Live;
    bool refundsAreLost = false;
    int refundsRead = 0; // and lost

private:
    Reaction answer(const SeenRequest& request)
    {
        const std::string path = request.target.substr(0, request.target.find('?'));
        if (path == "/api/v1/instance")
            return Reaction::answer(
                200, encode(contract::InstanceInfo{"env-1", "eu-1", "staging", "0.1.0", "a.petrova", {"support"}}));
        if (path == "/api/v1/bets") {
            contract::Page<contract::BetRow> page;
            page.rows = {samples::betRow("b-1")};
            return Reaction::answer(200, encode(page), {{"X-Event-Cursor", "e1-0"}});
        }
        if (path == "/api/v1/rounds")
            return Reaction::answer(200, encode(contract::Page<contract::RoundRow>{}), {{"X-Event-Cursor", "e1-0"}});
        if (path == "/api/v1/events")
            return stream(request.target.find("after=e1-0") != std::string::npos);
        if (path == "/api/v1/refunds" && !refundsAreLost)
            return Reaction::answer(200, samples::refundedBody("rf-1", "b-1"));
        if (path != "/api/v1/refunds")
            return Reaction::answer(404, "{}");
        ++refundsRead;
        return Reaction::readAndClose();
    }

    Reaction stream(bool fromTheStart) const
    {
        if (events == Events::Refused)
            return Reaction::answer(401, "{}");
        if (events == Events::Broken)
            return Reaction::answer(500, "{}");
        const auto nowMs = QDateTime::currentMSecsSinceEpoch();
        std::string bytes = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
        std::string head = fromTheStart ? "e1-0" : "e1-1";
        if (events == Events::Late && fromTheStart) {
            auto event = samples::betEvent(1, samples::betRow("b-1", 2));
            event.at = nowMs - 60'000;
            bytes += "id: " + event.id + "\nevent: bet.blocked\ndata: " + encode(event) + "\n\n";
            head = event.id;
        }
        bytes += "event: heartbeat\ndata: " + encode(contract::Heartbeat{nowMs, head}) + "\n\n";
        return Reaction::raw(bytes, Reaction::End::Hang);
    }
};

client::store::Intent intent()
{
    const auto order = samples::refundOrder("rf-1", "b-1");
    client::store::Intent intent;
    intent.id = order.refund.text();
    intent.environmentId = "env-1";
    intent.subject = "a.petrova";
    intent.partner = order.items.front().partner;
    intent.bet = order.items.front().bet;
    intent.amount = order.items.front().amount;
    intent.expectedVersion = order.items.front().expectedVersion;
    intent.body = encode(order);
    intent.createdAt = intent.updatedAt = QDateTime::currentMSecsSinceEpoch();
    return intent;
}

app::Options options(const QTemporaryDir& folder, const Service& service)
{
    app::Options options;
    options.connect = service.http.origin();
    options.tokenFile = folder.filePath(QStringLiteral("token"));
    options.profile = folder.filePath(QStringLiteral("profile"));
    options.language = ui::Language::English;
    QFile token(options.tokenFile);
    token.open(QIODevice::WriteOnly);
    token.write("desk-token-0001\n");
    return options;
}

} // namespace

class TestLink : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goesOnWithRefundsHoweverTheLinkComesBack_data()
    {
        QTest::addColumn<int>("events");
        QTest::addColumn<LinkState>("link");
        QTest::newRow("live") << static_cast<int>(Service::Events::Live) << LinkState::Live;
        QTest::newRow("delayed") << static_cast<int>(Service::Events::Late) << LinkState::Delayed;
        QTest::newRow("polling") << static_cast<int>(Service::Events::Broken) << LinkState::Polling;
    }

    void goesOnWithRefundsHoweverTheLinkComesBack()
    {
        QFETCH(int, events);
        QFETCH(LinkState, link);
        const QTemporaryDir folder;
        Service service;
        app::Application console(options(folder, service));
        QCOMPARE(console.start(), app::Application::Started::Yes);
        const auto& connection = console.context().connection;
        auto& runner = console.context().runner;
        QTRY_COMPARE_WITH_TIMEOUT(connection.link(), LinkState::Live, patienceMs);
        QList<LinkState> links;
        QObject::connect(&connection, &ui::Connection::changed, &console, [&] {
            if (links.isEmpty() || links.last() != connection.link())
                links << connection.link();
        });

        // Offline in the middle of a refund: its series ends in doubt.
        service.refundsAreLost = true;
        QSignalSpy ended(&runner, &client::operations::Runner::seriesEnded);
        QSignalSpy lost(&runner, &client::operations::Runner::attemptEnded);
        const auto started = runner.start(intent());
        QVERIFY2(started, started ? "" : started.error().detail.c_str());
        // An attempt on a connection that was just closed is not sent, and no doubt.
        QTRY_VERIFY_WITH_TIMEOUT(service.refundsRead > 0 && !lost.isEmpty(), patienceMs);
        service.events = Service::Events::Refused;
        service.http.closeAll();
        QTRY_COMPARE_WITH_TIMEOUT(connection.link(), LinkState::Offline, patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, patienceMs);
        QCOMPARE(runner.open().size(), std::size_t{1});
        const auto asked = runner.tryNow("rf-1");
        QVERIFY(!asked);
        QCOMPARE(asked.error().kind, contract::ErrorKind::NotSent);

        service.refundsAreLost = false;
        service.events = static_cast<Service::Events>(events);
        QTRY_VERIFY_WITH_TIMEOUT(runner.open().empty(), patienceMs);
        // At once, and not because the link was lost and came back as it should.
        const auto offline = links.indexOf(LinkState::Offline);
        QCOMPARE(links.value(offline + 1), link);
        QCOMPARE(links.count(LinkState::Offline), 1);
    }
};

QTEST_MAIN(TestLink)
#include "tst_link.moc"
