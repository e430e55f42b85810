// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/alerts.h"
#include "client/contract/webhooks.h"

#include <QTest>

using namespace client::contract;

namespace {

AlertRow whole()
{
    AlertRow row;
    row.id = AlertId("a-7");
    row.rule = AlertRuleId("silence");
    row.condition = AlertCondition::Silence;
    row.group = "acme";
    row.partner = PartnerId("acme");
    row.bet = BetId("b-1");
    row.round = RoundId("r-1");
    row.job = JobId("j-1");
    row.severity = AlertSeverity::Critical;
    row.state = AlertState::Snoozed;
    row.count = 3;
    row.usualPerHour = 2'400;
    row.windowMs = 180'000;
    row.text = "No bets.";
    row.quiet = true;
    row.sound = false;
    row.desktop = false;
    row.owner = "mia";
    row.raisedAt = 1'795'000'000'000;
    row.updatedAt = row.raisedAt + 1;
    row.snoozedUntil = row.raisedAt + 2;
    row.resolvedAt = row.raisedAt + 3;
    row.version = 4;
    return row;
}

std::string order(const std::string& member = {}, const std::string& value = {})
{
    std::string text = R"({"rule_id":"vip","condition":"query","query":"amount>100","threshold":2,"window_ms":60000,)"
                       R"("severity":"info","enabled":true,"quiet_from":"22:00","quiet_to":"06:30","sound":false,)"
                       R"("desktop":true})";
    const std::size_t at = member.empty() ? std::string::npos : text.find("\"" + member + "\":");
    if (at != std::string::npos) {
        const std::size_t begin = at + member.size() + 3;
        text.replace(begin, text.find_first_of(",}", begin) - begin, value);
    } else if (!member.empty()) {
        text.insert(text.size() - 1, ",\"" + member + "\":" + value);
    }
    return text;
}

} // namespace

class TestAlertShapes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAlertComesBackAsItWent()
    {
        const auto read = decodeAlertRow(encode(whole()));
        QVERIFY2(read, read ? "" : read.error().detail.c_str());
        QCOMPARE(*read, whole());
        Page<AlertRow> page;
        page.rows = {whole()};
        page.nextCursor = "c";
        QCOMPARE(decodeAlertPage(encode(page)).value().rows, page.rows);
    }

    void anEventNamesItsAlert()
    {
        FeedEvent event;
        event.seq = 5;
        event.at = 1'795'000'000'000;
        event.type = "alert.raised";
        event.alertId = whole().id;
        event.alert = whole();
        const auto read = decodeFeedEvent("e-5", encode(event));
        QVERIFY2(read, read ? "" : read.error().detail.c_str());
        QCOMPARE(*read->alert, whole());
        QVERIFY(!read->job && !read->bet);
        event.alertId = AlertId("a-8");
        QVERIFY(!decodeFeedEvent("e-5", encode(event)));
    }

    void anOrderOfARuleIsRead()
    {
        const auto read = decodeAlertRuleOrder(order());
        QVERIFY2(read, read ? "" : read.error().detail.c_str());
        QCOMPARE(read->rule.quietFrom, 22 * 60);
        QCOMPARE(read->rule.quietTo, 6 * 60 + 30);
        QCOMPARE(read->rule.threshold, std::int64_t{2});
        const auto again = decodeAlertRuleOrder(encode(*read));
        QVERIFY(again);
        QCOMPARE(again->rule, read->rule);
    }

    void anOrderThatMakesNoSenseIsRefused_data()
    {
        QTest::addColumn<QByteArray>("member");
        QTest::addColumn<QByteArray>("value");
        const auto row = [](const char* name, const char* member, const char* value) {
            QTest::newRow(name) << QByteArray(member) << QByteArray(value);
        };
        row("no such field", "query", R"("staus:failed")");
        row("no query", "query", R"("")");
        row("a query of another condition", "condition", R"("silence")");
        row("an unknown condition", "condition", R"("rain")");
        row("no threshold", "threshold", "0");
        row("a threshold too high", "threshold", "1000001");
        row("a window too short", "window_ms", "999");
        row("a window of days", "window_ms", "86400001");
        row("a severity", "severity", R"("loud")");
        row("no hour", "quiet_from", R"("24:00")");
        row("no minute", "quiet_from", R"("10:60")");
        row("no time", "quiet_from", R"("1000")");
        row("letters", "quiet_from", R"("a1:00")");
        row("an unknown member", "sounds", "true");
        row("an id", "rule_id", R"("a b")");
    }
    void anOrderThatMakesNoSenseIsRefused()
    {
        QFETCH(QByteArray, member);
        QFETCH(QByteArray, value);
        QVERIFY(!decodeAlertRuleOrder(order(member.toStdString(), value.toStdString())));
    }

    void aSnoozeHasALimit()
    {
        QVERIFY(!decodeAlertSnooze(encode(AlertSnooze{0})));
        QCOMPARE(decodeAlertSnooze(encode(AlertSnooze{10'080})).value().minutes, std::int64_t{10'080});
        QVERIFY(!decodeAlertSnooze(encode(AlertSnooze{10'081})));
    }

    void deadLettersComeBackAsTheyWent()
    {
        Page<DeadLetterRow> page;
        page.rows = {{"e-7", 1'795'000'000'000, "bet.won", "bet:acme/b-1", 3, 503, "HTTP 503"}};
        const auto read = decodeDeadLetterPage(encode(page)).value().rows;
        QCOMPARE(read.size(), std::size_t{1});
        QCOMPARE(read[0].id, page.rows[0].id);
        QCOMPARE(read[0].at, page.rows[0].at);
        QCOMPARE(read[0].subject, page.rows[0].subject);
        QCOMPARE(read[0].attempts, 3);
        QCOMPARE(read[0].error, page.rows[0].error);
    }

    void endpointsComeBackAsTheyWent()
    {
        WebhookRow row;
        row.name = "players";
        row.mail = true;
        row.url = "https://players.example/hook";
        row.events = {"bet.won", "round.*"};
        row.partners = {"acme"};
        row.waiting = 4;
        row.dead = 2;
        row.oldestAt = 1'795'000'000'000;
        Page<WebhookRow> page;
        page.rows = {row};
        const auto read = decodeWebhookPage(encode(page)).value().rows;
        QCOMPARE(read.size(), std::size_t{1});
        QCOMPARE(read[0].name, row.name);
        QVERIFY(read[0].mail);
        QCOMPARE(read[0].url, row.url);
        QCOMPARE(read[0].events, row.events);
        QCOMPARE(read[0].partners, row.partners);
        QCOMPARE(read[0].waiting, row.waiting);
        QCOMPARE(read[0].dead, row.dead);
        QCOMPARE(read[0].oldestAt, row.oldestAt);
        QVERIFY(!decodeWebhookPage(R"({"data":[{"name":"players"}],"has_more":false})"));
        QVERIFY(!decodeWebhookReplayed("{}"));
        QVERIFY(!decodeWebhookReplayed(R"({"replayed":-1})"));
        QCOMPARE(decodeWebhookReplayed(encode(WebhookReplayed{3})).value().replayed, std::int64_t{3});
    }
};

QTEST_GUILESS_MAIN(TestAlertShapes)
#include "tst_alertshapes.moc"
