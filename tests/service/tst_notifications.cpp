// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/webhooks.h"
#include "service/core/notifications.h"
#include "tests/service/corefixture.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <deque>
#include <set>

namespace contract = client::contract;
using service::core::EndpointSettings;
using service::core::Parcel;
using service::core::Receipt;
using tests::body;
using tests::codeOf;
using tests::Desk;

namespace {

// Takes what it is given, or refuses what `refuses` names; answers when told to.
class FakeCourier : public service::core::Courier
{
public:
    void send(const Parcel& parcel) override
    {
        sent.push_back(parcel.type + " " + parcel.id.substr(parcel.id.find('-') + 1));
        waiting.push_back(parcel);
    }
    std::vector<Receipt> take() override { return std::exchange(m_receipts, {}); }
    bool hasNews() const override { return !m_receipts.empty(); }

    // Everything that is on its way arrives.
    void answer()
    {
        while (!waiting.empty())
            answerFirst();
    }
    void answerFirst()
    {
        const Parcel parcel = std::move(waiting.front());
        waiting.pop_front();
        const bool taken = !down && refuses.count(parcel.type) == 0;
        if (taken)
            took.push_back(parcel);
        m_receipts.push_back({parcel.endpoint, parcel.event, taken, taken ? 200 : 503, taken ? "" : "HTTP 503"});
    }
    std::vector<std::string> tookOf(const std::string& bet) const
    {
        std::vector<std::string> types;
        for (const Parcel& parcel : took) {
            const auto event = contract::decodeFeedEvent(parcel.id, parcel.body).value();
            if (event.betId.text() == bet)
                types.push_back(event.type);
        }
        return types;
    }

    bool down = false;
    std::set<std::string> refuses;
    std::vector<std::string> sent;
    std::deque<Parcel> waiting;
    std::vector<Parcel> took;

private:
    std::vector<Receipt> m_receipts;
};

EndpointSettings endpoint(const std::string& name, std::vector<std::string> events)
{
    EndpointSettings made;
    made.name = name;
    made.url = "https://" + name + ".example";
    made.events = std::move(events);
    made.attemptsMax = 3;
    return made;
}

service::core::Settings toldTo(const EndpointSettings& one)
{
    service::core::Settings settings;
    settings.endpoints[one.name] = one;
    return settings;
}

using Texts = std::vector<std::string>;

} // namespace

class TestNotifications : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void subscriptionsNameTypesPartnersAndSeverities();
    void waitsGrowUpToALimit();
    void eventsOfABetGoOneAfterTheOther();
    void aRefusedEventHoldsBackItsBetAndNoOther();
    void afterTheLastAttemptTheBetIsDeadUntilItIsReplayed();
    void whatWasNotAnsweredIsSentAgainAfterACrash();
    void aRolledBackTickSendsAgainAndLosesNothing();
    void eventsOfARolledBackTransactionAreNeverTold();
    void whoComesLaterIsNotToldOfWhatWasBefore();
    void noMoreAreOnTheirWayThanTheEndpointWants();
    void eventsThatWereNotFollowedAreNotPruned();
    void operatorsAreNotNamedOutside();
    void webhooksAreListedForManagers();
};

void TestNotifications::subscriptionsNameTypesPartnersAndSeverities()
{
    contract::FeedEvent event;
    event.type = "bet.won";
    event.partner = contract::PartnerId("acme");
    EndpointSettings to = endpoint("one", {"bet.won"});
    QVERIFY(isFor(to, event));
    to.events = {"bet.*"};
    QVERIFY(isFor(to, event));
    to.events = {"bet.lost", "betting.*", "bet.wo"};
    QVERIFY(!isFor(to, event));
    to.events = {"bet.*"};
    to.partners = {"other"};
    QVERIFY(!isFor(to, event));
    to.partners = {"other", "acme"};
    QVERIFY(isFor(to, event));
    event.partner = {};
    QVERIFY(!isFor(to, event));

    event.type = "alert.raised";
    event.alert.emplace();
    event.alert->severity = contract::AlertSeverity::Warning;
    EndpointSettings mail = endpoint("email", {"alert.raised"});
    mail.mail = true;
    mail.severityMin = contract::AlertSeverity::Warning;
    QVERIFY(isFor(mail, event));
    event.alert->quiet = true;
    QVERIFY(!isFor(mail, event)); // a mailbox is not woken at night
    mail.mail = false;
    QVERIFY(isFor(mail, event));
    mail.severityMin = contract::AlertSeverity::Critical;
    QVERIFY(!isFor(mail, event));
}

void TestNotifications::waitsGrowUpToALimit()
{
    EndpointSettings to = endpoint("one", {});
    to.firstWaitMs = 1'000;
    to.waitMaxMs = 10'000;
    Texts waits;
    for (int attempts = 1; attempts <= 6; ++attempts)
        waits.push_back(std::to_string(service::core::deliveryWaitMs(to, attempts, 0)));
    QCOMPARE(waits, (Texts{"1000", "2000", "4000", "8000", "10000", "10000"}));
    QCOMPARE(service::core::deliveryWaitMs(to, 1, 0.5), std::int64_t{1'125});
    QCOMPARE(service::core::deliveryWaitMs(to, 1'000'000, 0), std::int64_t{10'000});
}

void TestNotifications::eventsOfABetGoOneAfterTheOther()
{
    Desk desk(toldTo(endpoint("one", {"bet.*"})));
    FakeCourier courier;
    desk.service->setCourier(courier);
    desk.post("/api/block_funds", body({}, "10", "b-1"));
    desk.post("/api/block_funds", body({}, "10", "b-2"));
    desk.post("/api/update_bet_status", body(R"("status":"win","payout":25)", "10", "b-1"));
    desk.pass(10);
    // The first of each bet; the win waits for its block.
    QCOMPARE(courier.waiting.size(), std::size_t{2});
    courier.answer();
    desk.pass(10);
    QCOMPARE(courier.waiting.size(), std::size_t{1});
    courier.answer();
    desk.pass(10);
    QCOMPARE(courier.tookOf("b-1"), (Texts{"bet.blocked", "bet.won"}));
    QCOMPARE(courier.tookOf("b-2"), (Texts{"bet.blocked"}));
    QCOMPARE(desk.store->deliveryCounts("one").waiting, std::int64_t{0});
    desk.pass(3'600'000);
    QCOMPARE(courier.sent.size(), std::size_t{3});
}

void TestNotifications::aRefusedEventHoldsBackItsBetAndNoOther()
{
    Desk desk(toldTo(endpoint("one", {"bet.*"})));
    FakeCourier courier;
    desk.service->setCourier(courier);
    courier.refuses = {"bet.blocked"};
    desk.post("/api/block_funds", body({}, "10", "b-1"));
    desk.post("/api/update_bet_status", body(R"("status":"lose")", "10", "b-1"));
    desk.pass(10);
    courier.answer();
    desk.pass(10);
    QCOMPARE(courier.sent.size(), std::size_t{1});
    courier.refuses.clear();
    desk.post("/api/block_funds", body({}, "10", "b-2"));
    desk.pass(10);
    courier.answer();
    desk.pass(10);
    QCOMPARE(courier.tookOf("b-2"), (Texts{"bet.blocked"}));
    QCOMPARE(courier.tookOf("b-1"), Texts{});
    desk.pass(1'500);
    courier.answer();
    desk.pass(10);
    courier.answer();
    desk.pass(10);
    QCOMPARE(courier.tookOf("b-1"), (Texts{"bet.blocked", "bet.lost"}));
    // The id by which a receiver knows a second copy is the same at each attempt.
    QCOMPARE(courier.sent[0], courier.sent[2]);
}

void TestNotifications::afterTheLastAttemptTheBetIsDeadUntilItIsReplayed()
{
    Desk desk(toldTo(endpoint("one", {"bet.*"})));
    FakeCourier courier;
    desk.service->setCourier(courier);
    courier.down = true;
    desk.post("/api/block_funds", body({}, "10", "b-1"));
    for (int i = 0; i < 10; ++i) {
        desk.pass(60'000);
        courier.answer();
    }
    QCOMPARE(courier.sent.size(), std::size_t{3});
    courier.down = false;
    // What comes later for the same bet is not told before it.
    desk.post("/api/update_bet_status", body(R"("status":"lose")", "10", "b-1"));
    desk.pass(60'000);
    QCOMPARE(courier.sent.size(), std::size_t{3});
    desk.reader = "manager";
    const auto letters =
        contract::decodeDeadLetterPage(desk.get("/api/v1/webhooks/one/dead-letters").body).value().rows;
    QCOMPARE(letters.size(), std::size_t{2});
    QCOMPARE(letters[1].type, std::string("bet.blocked"));
    QCOMPARE(letters[1].subject, std::string("bet:p-1/b-1"));
    QCOMPARE(letters[1].attempts, 3);
    QCOMPARE(letters[1].http, 503);
    QCOMPARE(letters[1].error, std::string("HTTP 503"));
    QCOMPARE(letters[0].attempts, 0);

    desk.role = "manager";
    desk.headerKey = "k-1";
    const auto answer = desk.post("/api/v1/webhooks/one:replay", "{}");
    QCOMPARE(contract::decodeWebhookReplayed(answer.body).value().replayed, std::int64_t{2});
    for (int i = 0; i < 4; ++i) {
        desk.pass(10);
        courier.answer();
    }
    QCOMPARE(courier.tookOf("b-1"), (Texts{"bet.blocked", "bet.lost"}));
    const auto counts = desk.store->deliveryCounts("one");
    QCOMPARE(counts.waiting + counts.dead, std::int64_t{0});
    const auto rows = desk.store->audit(0, 1'000);
    QCOMPARE(std::count_if(rows.begin(), rows.end(), [](const auto& row) { return row.action == "webhook_replay"; }),
             1);
}

void TestNotifications::whatWasNotAnsweredIsSentAgainAfterACrash()
{
    QTemporaryDir folder;
    Desk desk(toldTo(endpoint("one", {"bet.*"})), folder.filePath(QStringLiteral("betd.db")).toStdString());
    FakeCourier courier;
    desk.service->setCourier(courier);
    desk.post("/api/block_funds", body({}, "10", "b-1"));
    desk.pass(10);
    QCOMPARE(courier.sent.size(), std::size_t{1});
    // Written, and followed by nobody before the end.
    desk.post("/api/update_bet_status", body(R"("status":"lose")", "10", "b-1"));
    desk.restart();
    FakeCourier after;
    desk.service->setCourier(after);
    for (int i = 0; i < 4; ++i) {
        desk.pass(10);
        after.answer();
    }
    QCOMPARE(after.tookOf("b-1"), (Texts{"bet.blocked", "bet.lost"}));
    QCOMPARE(after.sent[0], courier.sent[0]);
}

void TestNotifications::aRolledBackTickSendsAgainAndLosesNothing()
{
    Desk desk(toldTo(endpoint("one", {"bet.*"})));
    FakeCourier courier;
    desk.service->setCourier(courier);
    desk.post("/api/block_funds", body({}, "10", "b-1"));
    desk.post("/api/update_bet_status", body(R"("status":"lose")", "10", "b-1"));
    const auto rollBack = [&] {
        {
            const service::core::Transaction rolledBack(*desk.store);
            desk.service->tick();
        }
        desk.service->discard();
    };
    rollBack(); // it had made deliveries of the events
    desk.pass(10);
    courier.answer();
    rollBack(); // it had taken the receipt in
    desk.pass(10);
    for (int i = 0; i < 4; ++i) {
        courier.answer();
        desk.pass(10);
    }
    auto types = courier.tookOf("b-1");
    types.erase(std::unique(types.begin(), types.end()), types.end());
    QCOMPARE(types, (Texts{"bet.blocked", "bet.lost"}));
    QCOMPARE(desk.store->deliveryCounts("one").waiting, std::int64_t{0});
}

void TestNotifications::eventsOfARolledBackTransactionAreNeverTold()
{
    Desk desk(toldTo(endpoint("one", {"bet.*"})));
    FakeCourier courier;
    desk.service->setCourier(courier);
    {
        const service::core::Transaction rolledBack(*desk.store);
        desk.service->tick();
        desk.service->handle(desk.request("POST", "/api/block_funds", body({}, "10", "lost")));
    }
    desk.service->discard();
    desk.post("/api/block_funds", body({}, "10", "b-1"));
    for (int i = 0; i < 4; ++i) {
        desk.pass(10);
        courier.answer();
    }
    QCOMPARE(courier.tookOf("lost"), Texts{});
    QCOMPARE(courier.tookOf("b-1"), (Texts{"bet.blocked"}));
}

void TestNotifications::whoComesLaterIsNotToldOfWhatWasBefore()
{
    QTemporaryDir folder;
    Desk desk({}, folder.filePath(QStringLiteral("betd.db")).toStdString());
    desk.post("/api/block_funds", body({}, "10", "b-1"));
    desk.settings = toldTo(endpoint("one", {"bet.*"}));
    desk.restart();
    FakeCourier courier;
    desk.service->setCourier(courier);
    desk.post("/api/block_funds", body({}, "10", "b-2"));
    for (int i = 0; i < 4; ++i) {
        desk.pass(10);
        courier.answer();
    }
    QCOMPARE(courier.tookOf("b-1"), Texts{});
    QCOMPARE(courier.tookOf("b-2"), (Texts{"bet.blocked"}));
}

void TestNotifications::noMoreAreOnTheirWayThanTheEndpointWants()
{
    EndpointSettings to = endpoint("one", {"bet.*"});
    to.inFlight = 2;
    Desk desk(toldTo(to));
    FakeCourier courier;
    desk.service->setCourier(courier);
    for (int i = 0; i < 5; ++i)
        desk.post("/api/block_funds", body({}, "10", "b-" + std::to_string(i)));
    desk.pass(100);
    QCOMPARE(courier.waiting.size(), std::size_t{2});
    courier.answerFirst();
    desk.pass(100);
    QCOMPARE(courier.waiting.size(), std::size_t{2});
    for (int i = 0; i < 10; ++i) {
        courier.answer();
        desk.pass(100);
    }
    QCOMPARE(courier.took.size(), std::size_t{5});
}

void TestNotifications::eventsThatWereNotFollowedAreNotPruned()
{
    auto settings = toldTo(endpoint("one", {"bet.*"}));
    settings.eventsKept = 10;
    Desk desk(settings);
    FakeCourier courier;
    desk.service->setCourier(courier);
    // More than one look takes in, without a look between them.
    constexpr int bets = 1'300;
    for (int i = 0; i < bets; ++i)
        desk.post("/api/block_funds", body({}, "1", "b-" + std::to_string(i)));
    std::size_t rounds = 0;
    while (courier.took.size() < bets && ++rounds < 2'000) {
        desk.pass(10);
        courier.answer();
    }
    std::set<std::string> ids;
    for (const Parcel& parcel : courier.took)
        ids.insert(parcel.id);
    QCOMPARE(ids.size(), std::size_t{bets});
}

void TestNotifications::operatorsAreNotNamedOutside()
{
    Desk desk(toldTo(endpoint("one", {"bet.*"})));
    FakeCourier courier;
    desk.service->setCourier(courier);
    desk.post("/api/block_funds", body({}, "10", "b-1"));
    desk.role = "support";
    desk.subject = "secret.name";
    desk.headerKey = "k-1";
    const std::string order =
        R"({"refund_id":"r-1","items":[{"partner_id":"p-1","bet_id":"b-1","amount":{"amount":"10.00",)"
        R"("currency":"EUR"},"expected_version":)" +
        std::to_string(desk.row().version) + R"(}],"reason":"technical_issue"})";
    const auto answer = desk.post("/api/v1/refunds", order);
    QVERIFY2(answer.status == 200, answer.body.c_str());
    for (int i = 0; i < 4; ++i) {
        desk.pass(10);
        courier.answer();
    }
    QCOMPARE(courier.tookOf("b-1"), (Texts{"bet.blocked", "bet.refunded"}));
    QVERIFY(desk.row().closedActor == "secret.name");
    for (const Parcel& parcel : courier.took)
        QVERIFY2(parcel.body.find("secret.name") == std::string::npos, parcel.body.c_str());
}

void TestNotifications::webhooksAreListedForManagers()
{
    EndpointSettings to = endpoint("one", {"bet.won", "bet.lost"});
    to.partners = {"p-1"};
    Desk desk(toldTo(to));
    desk.reader = "manager";
    const auto rows = contract::decodeWebhookPage(desk.get("/api/v1/webhooks").body).value().rows;
    QCOMPARE(rows.size(), std::size_t{1});
    QCOMPARE(rows[0].name, std::string("one"));
    QCOMPARE(rows[0].url, std::string("https://one.example"));
    QCOMPARE(rows[0].events, to.events);
    QCOMPARE(rows[0].partners, to.partners);
    QVERIFY(!rows[0].mail);
    desk.role = "manager";
    desk.headerKey = "k-1";
    QCOMPARE(codeOf(desk.post("/api/v1/webhooks/none:replay", "{}")), std::string("not_found"));
}

QTEST_GUILESS_MAIN(TestNotifications)
#include "tst_notifications.moc"
