// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/alerts.h"
#include "client/contract/json.h"
#include "service/core/alertrules.h"
#include "tests/service/corefixture.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

namespace contract = client::contract;
using contract::AlertRow;
using contract::AlertRuleRow;
using contract::AlertState;
using service::core::AlertStep;
using service::core::Faults;
using tests::body;
using tests::codeOf;
using tests::Desk;

namespace {

constexpr std::int64_t minuteMs = 60'000;

service::core::Settings watched()
{
    service::core::Settings settings;
    settings.alerts.everyMs = 1'000;
    settings.alerts.stretchMs = 1'000;
    return settings;
}

std::vector<AlertRow> alerts(Desk& desk, const std::string& query = {})
{
    return contract::decodeAlertPage(desk.get("/api/v1/alerts", query).body).value().rows;
}

std::vector<std::string> texts(Desk& desk, const std::string& query = "state=open")
{
    std::vector<std::string> all;
    for (const AlertRow& row : alerts(desk, query))
        all.push_back(row.text);
    return all;
}

using Texts = std::vector<std::string>;

service::core::Response as(Desk& desk, const std::string& role, const std::string& path, const std::string& text)
{
    static int keys = 0;
    desk.role = role;
    desk.headerKey = "key-" + std::to_string(++keys);
    auto response = desk.post(path, text);
    desk.role = "game";
    desk.headerKey.clear();
    return response;
}

AlertRow order(Desk& desk, const AlertRow& row, const std::string& verb, const std::string& text = "{}")
{
    const auto response = as(desk, "support", "/api/v1/alerts/" + row.id.text() + ":" + verb, text);
    return contract::decodeAlertRow(response.body).value_or(AlertRow{});
}

AlertRuleRow ruleOf(Desk& desk, const std::string& id)
{
    const auto page = contract::decodeAlertRulePage(desk.get("/api/v1/alert-rules").body);
    for (const AlertRuleRow& rule : page.value().rows) {
        if (rule.id.text() == id)
            return rule;
    }
    return {};
}

service::core::Response change(Desk& desk, const AlertRuleRow& rule)
{
    return as(desk, "manager", "/api/v1/alert-rules/" + rule.id.text() + ":change",
              contract::encode(contract::AlertRuleOrder{rule, rule.version}));
}

void bet(Desk& desk, const std::string& id, const std::string& amount = "1")
{
    desk.post("/api/block_funds", body({}, amount, id));
    desk.tick();
}

// One bet every second for so long.
void play(Desk& desk, int seconds, const std::string& prefix)
{
    for (int i = 0; i < seconds; ++i) {
        bet(desk, prefix + std::to_string(i));
        desk.pass(1'000);
    }
}

void only(Desk& desk, const std::string& id)
{
    for (const char* known : {"approval-waiting", "failures", "funds-held", "in-doubt", "silence", "wrong-result"}) {
        AlertRuleRow rule = ruleOf(desk, known);
        rule.enabled = rule.id.text() == id;
        if (!rule.enabled)
            change(desk, rule);
    }
}

AlertRow alertIn(AlertState state, std::int64_t raisedAt, std::int64_t snoozedUntil = 0, bool quiet = false)
{
    AlertRow row;
    row.state = state;
    row.raisedAt = raisedAt;
    row.snoozedUntil = snoozedUntil;
    row.quiet = quiet;
    return row;
}

} // namespace

class TestServiceAlerts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theStepFollowsFromStateAndTime();
    void quietHoursMayPassMidnight();
    void theFailureRatioNeedsAttemptsEnough();
    void aSilentPartnerRaisesTheDeadMansAlert();
    void aPartnerThatNeverSentMuchMayBeSilent();
    void silenceLastsUntilBetsComeAlsoAfterARestart();
    void nobodyIsSilentWhileNobodyListens();
    void aSuspendedPartnerMayBeSilent();
    void failuresOfAPartnerAreARatio();
    void heldFundsAndDoubtAreAlerts();
    void aFlaggedRoundIsAnAlert();
    void aWaitingApprovalIsAnAlert();
    void aQueryCountsBetsThatBeginToMatch();
    void theSameGroupIsNotRaisedTwiceInFiveMinutes();
    void peopleAcknowledgeAssignAndSnooze();
    void aSnoozedAlertComesAgain();
    void anAlertOfTheQuietHoursIsRaisedAgainAfterThem();
    void everyChangeIsAnEventWithTheRow();
    void rulesAreChangedByVersionAndAudited();
    void aRuleThatIsGoneTakesItsAlertsAlong();
    void countsOfARolledBackTransactionAreForgotten();
};

void TestServiceAlerts::theStepFollowsFromStateAndTime()
{
    const std::int64_t now = 100 * minuteMs;
    AlertRuleRow rule;
    const auto step = [&](const std::optional<AlertRow>& newest, bool found) {
        return service::core::nextStep(newest, found, rule, now);
    };
    QCOMPARE(step({}, false), AlertStep::None);
    QCOMPARE(step({}, true), AlertStep::Raise);
    QCOMPARE(step(alertIn(AlertState::Open, now - minuteMs), true), AlertStep::Keep);
    QCOMPARE(step(alertIn(AlertState::Acknowledged, now - minuteMs), true), AlertStep::Keep);
    QCOMPARE(step(alertIn(AlertState::Acknowledged, now - minuteMs), false), AlertStep::Resolve);
    QCOMPARE(step(alertIn(AlertState::Snoozed, now, now + 1), false), AlertStep::Resolve);
    QCOMPARE(step(alertIn(AlertState::Snoozed, 0, now + 1), true), AlertStep::Keep);
    QCOMPARE(step(alertIn(AlertState::Snoozed, 0, now), true), AlertStep::Again);
    QCOMPARE(step(alertIn(AlertState::Resolved, now - 5 * minuteMs + 1), true), AlertStep::None);
    QCOMPARE(step(alertIn(AlertState::Resolved, now - 5 * minuteMs), true), AlertStep::Raise);
    QCOMPARE(step(alertIn(AlertState::Resolved, 0), false), AlertStep::None);
    QCOMPARE(step(alertIn(AlertState::Open, 0, 0, true), true), AlertStep::Again);
    rule.snoozedUntil = now + 1;
    QCOMPARE(step({}, true), AlertStep::None);
    QCOMPARE(step(alertIn(AlertState::Snoozed, 0, now), true), AlertStep::Keep);
    QCOMPARE(step(alertIn(AlertState::Open, 0), false), AlertStep::Resolve);
}

void TestServiceAlerts::quietHoursMayPassMidnight()
{
    AlertRuleRow rule;
    const auto quietAt = [&](int hour, int minute) {
        return service::core::isQuiet(rule, (hour * 60 + minute) * minuteMs);
    };
    QVERIFY(!quietAt(0, 0));
    rule.quietFrom = 22 * 60;
    rule.quietTo = 6 * 60;
    QVERIFY(!quietAt(21, 59));
    QVERIFY(quietAt(22, 0));
    QVERIFY(quietAt(0, 0));
    QVERIFY(quietAt(5, 59));
    QVERIFY(!quietAt(6, 0));
    rule.quietFrom = 12 * 60;
    rule.quietTo = 13 * 60;
    QVERIFY(quietAt(12, 30));
    QVERIFY(!quietAt(13, 0));
}

void TestServiceAlerts::theFailureRatioNeedsAttemptsEnough()
{
    AlertRuleRow rule;
    rule.threshold = 50;
    const auto judged = [&](std::int64_t attempts, std::int64_t failures) {
        return service::core::judgeFailures(rule, {contract::PartnerId("p-1"), {0, attempts, failures}, 0, 0})
            .has_value();
    };
    QVERIFY(!judged(9, 9));
    QVERIFY(judged(10, 1));
    QVERIFY(!judged(20, 1)); // just 5 %
    QVERIFY(judged(19, 1));
    QVERIFY(!judged(1'000, 50));
    QVERIFY(judged(1'000, 51));
}

void TestServiceAlerts::aSilentPartnerRaisesTheDeadMansAlert()
{
    Desk desk(watched());
    only(desk, "silence");
    play(desk, 240, "b-");
    QCOMPARE(texts(desk), Texts{});
    desk.pass(170'000);
    QCOMPARE(texts(desk), Texts{});
    desk.pass(15'000);
    QCOMPARE(texts(desk), Texts{"No bets from p-1 for 3 min (usual: 60/min)."});
    const AlertRow row = alerts(desk).front();
    QCOMPARE(row.partner.text(), std::string("p-1"));
    QCOMPARE(row.severity, contract::AlertSeverity::Critical);
    bet(desk, "again");
    desk.pass(2'000);
    QCOMPARE(alerts(desk).front().state, AlertState::Resolved);
    QVERIFY(alerts(desk).front().resolvedAt > row.raisedAt);
}

void TestServiceAlerts::aPartnerThatNeverSentMuchMayBeSilent()
{
    Desk desk(watched());
    only(desk, "silence");
    // Four in three minutes are one too few for the rule.
    for (int i = 0; i < 8; ++i) {
        bet(desk, "b-" + std::to_string(i));
        desk.pass(46'000);
    }
    desk.pass(20 * minuteMs);
    QCOMPARE(texts(desk), Texts{});
}

void TestServiceAlerts::silenceLastsUntilBetsComeAlsoAfterARestart()
{
    QTemporaryDir folder;
    Desk desk(watched(), folder.filePath(QStringLiteral("betd.db")).toStdString());
    only(desk, "silence");
    play(desk, 240, "b-");
    desk.pass(4 * minuteMs);
    QCOMPARE(texts(desk).size(), std::size_t{1});
    desk.restart();
    // Longer than the hour that tells what is usual.
    desk.pass(90 * minuteMs);
    QCOMPARE(texts(desk), Texts{"No bets from p-1 for 3 min (usual: 60/min)."});
    bet(desk, "again");
    desk.pass(2'000);
    QCOMPARE(texts(desk), Texts{});
}

void TestServiceAlerts::nobodyIsSilentWhileNobodyListens()
{
    QTemporaryDir folder;
    Desk desk(watched(), folder.filePath(QStringLiteral("betd.db")).toStdString());
    only(desk, "silence");
    play(desk, 240, "b-");
    desk.clock.now += 10 * minuteMs; // the service is down
    desk.restart();
    desk.pass(2 * minuteMs);
    QCOMPARE(texts(desk), Texts{});
    desk.pass(2 * minuteMs);
    QCOMPARE(texts(desk).size(), std::size_t{1});
}

void TestServiceAlerts::aSuspendedPartnerMayBeSilent()
{
    Desk desk(watched());
    only(desk, "silence");
    play(desk, 240, "b-");
    desk.pass(4 * minuteMs);
    QCOMPARE(texts(desk).size(), std::size_t{1});
    const std::string why = R"({"reason":"maintenance"})";
    QCOMPARE(as(desk, "manager", "/api/v1/partners/p-1:suspend", why).status, 200);
    desk.pass(2'000);
    QCOMPARE(texts(desk), Texts{});
}

void TestServiceAlerts::failuresOfAPartnerAreARatio()
{
    Desk desk(watched());
    only(desk, "failures");
    for (int i = 0; i < 19; ++i)
        bet(desk, "fine-" + std::to_string(i));
    Faults faults;
    faults.unavailable503 = 1;
    desk.wallet->setFaults(faults);
    bet(desk, "bad-1");
    desk.wallet->setFaults({});
    desk.pass(1'500);
    QCOMPARE(texts(desk), Texts{});
    desk.wallet->setFaults(faults);
    bet(desk, "bad-2");
    desk.wallet->setFaults({});
    desk.clock.now += 1'000;
    desk.pass(1'000);
    const auto open = alerts(desk, "state=open");
    QCOMPARE(open.size(), std::size_t{1});
    QVERIFY2(open.front().text.find(" of the calls to p-1 failed in 2 min (") != std::string::npos,
             open.front().text.c_str());
    QVERIFY(open.front().count > 50);
    desk.pass(3 * minuteMs);
    QCOMPARE(texts(desk), Texts{});
}

void TestServiceAlerts::heldFundsAndDoubtAreAlerts()
{
    Desk desk(watched());
    bet(desk, "b-1");
    bet(desk, "b-2");
    desk.pass(4 * minuteMs);
    QCOMPARE(texts(desk), Texts{});
    desk.pass(minuteMs + 2'000);
    QCOMPARE(texts(desk), Texts{"2 bets at p-1 hold funds for longer than 5 min."});
    desk.post("/api/update_bet_status", body(R"("status":"lose")", "1", "b-1"));
    desk.post("/api/update_bet_status", body(R"("status":"lose")", "1", "b-2"));
    desk.pass(2'000);
    QCOMPARE(texts(desk), Texts{});

    Faults faults;
    faults.timeoutAfterEffect = 1;
    desk.wallet->setFaults(faults);
    bet(desk, "b-3");
    desk.pass(10 * minuteMs);
    const auto open = alerts(desk, "state=open");
    const auto doubt = std::find_if(open.begin(), open.end(), [](const AlertRow& row) {
        return row.condition == contract::AlertCondition::InDoubt;
    });
    QVERIFY(doubt != open.end());
    QCOMPARE(doubt->text, std::string("Bet b-3 at p-1 is in doubt."));
    QCOMPARE(doubt->bet.text(), std::string("b-3"));
}

void TestServiceAlerts::aFlaggedRoundIsAnAlert()
{
    Desk desk(watched());
    desk.post("/api/block_funds", body(R"("round_id":"r-1","selection":"red")"));
    QCOMPARE(as(desk, "support", "/api/v1/rounds/r-1:flag", "{}").status, 200);
    desk.pass(2'000);
    QCOMPARE(texts(desk), Texts{"Round r-1: its result is in question. A recalculation is needed."});
    QCOMPARE(alerts(desk).front().round.text(), std::string("r-1"));
}

void TestServiceAlerts::aWaitingApprovalIsAnAlert()
{
    Desk desk(watched());
    only(desk, "approval-waiting");
    desk.post("/api/block_funds", body(R"("round_id":"r-1","selection":"red")"));
    desk.post("/api/update_bet_status", body(R"("round_id":"r-1","status":"lose","result":"black")"));
    const std::string plan =
        R"({"job_id":"j-1","kind":"recalculation","round_id":"r-1","correct_result":"red","reason":"wrong_result"})";
    const auto planned = as(desk, "support", "/api/v1/jobs", plan);
    QVERIFY2(planned.status == 201, planned.body.c_str());
    desk.pass(1'000);
    const auto job = desk.store->job(contract::JobId("j-1"));
    QVERIFY(job);
    const std::string digest = contract::encode(contract::SubmitOrder{job->row.digest});
    QCOMPARE(as(desk, "support", "/api/v1/jobs/j-1:submit", digest).status, 200);
    desk.pass(9 * minuteMs);
    QCOMPARE(texts(desk), Texts{});
    desk.pass(minuteMs + 2'000);
    QCOMPARE(alerts(desk, "state=open").size(), std::size_t{1});
    QCOMPARE(alerts(desk).front().job.text(), std::string("j-1"));
    QCOMPARE(as(desk, "support", "/api/v1/jobs/j-1:withdraw", "{}").status, 200);
    desk.pass(2'000);
    QCOMPARE(texts(desk), Texts{});
}

void TestServiceAlerts::aQueryCountsBetsThatBeginToMatch()
{
    Desk desk(watched());
    AlertRuleRow rule;
    rule.id = contract::AlertRuleId("large");
    rule.query = "amount>100";
    rule.threshold = 2;
    rule.windowMs = minuteMs;
    QCOMPARE(as(desk, "manager", "/api/v1/alert-rules", contract::encode(contract::AlertRuleOrder{rule, 0})).status,
             201);
    bet(desk, "b-1", "150");
    bet(desk, "b-2", "100");
    // The same bet changes; it matched before.
    desk.post("/api/update_bet_status", body(R"("status":"lose")", "150", "b-1"));
    desk.pass(2'000);
    QCOMPARE(texts(desk), Texts{});
    bet(desk, "b-3", "101");
    desk.pass(2'000);
    QCOMPARE(texts(desk), Texts{"large: 2 bets in 1 min (amount>100)."});
    desk.pass(minuteMs + 2'000);
    QCOMPARE(texts(desk), Texts{});
}

void TestServiceAlerts::theSameGroupIsNotRaisedTwiceInFiveMinutes()
{
    Desk desk(watched());
    only(desk, "wrong-result");
    desk.post("/api/block_funds", body(R"("round_id":"r-1","selection":"red")"));
    as(desk, "support", "/api/v1/rounds/r-1:flag", "{}");
    desk.pass(2'000);
    auto round = desk.store->round(contract::RoundId("r-1"));
    const auto set = [&](bool flagged) {
        service::core::Transaction transaction(*desk.store);
        round->row.needsRecalculation = flagged;
        desk.store->updateRound(*round);
        transaction.commit();
        desk.pass(2'000);
    };
    set(false);
    set(true);
    QCOMPARE(alerts(desk).size(), std::size_t{1});
    QCOMPARE(texts(desk), Texts{});
    desk.pass(5 * minuteMs);
    QCOMPARE(alerts(desk).size(), std::size_t{2});
    QCOMPARE(texts(desk).size(), std::size_t{1});
}

void TestServiceAlerts::peopleAcknowledgeAssignAndSnooze()
{
    Desk desk(watched());
    desk.post("/api/block_funds", body(R"("round_id":"r-1","selection":"red")"));
    as(desk, "support", "/api/v1/rounds/r-1:flag", "{}");
    desk.pass(2'000);
    const AlertRow row = alerts(desk).front();
    const AlertRow seen = order(desk, row, "ack");
    QCOMPARE(seen.state, AlertState::Acknowledged);
    QCOMPARE(seen.owner, std::string("tester"));
    QCOMPARE(seen.version, row.version + 1);
    QCOMPARE(order(desk, row, "ack").version, seen.version); // nothing to do
    const AlertRow given = order(desk, row, "assign", R"({"owner":"mia"})");
    QCOMPARE(given.owner, std::string("mia"));
    const AlertRow later = order(desk, row, "snooze", R"({"minutes":30})");
    QCOMPARE(later.state, AlertState::Snoozed);
    QCOMPARE(later.snoozedUntil, desk.clock.utcMs() + 30 * minuteMs);
    Texts rows;
    for (const auto& entry : desk.store->audit(0, 1'000)) {
        if (entry.action.starts_with("alert_"))
            rows.push_back(entry.action + " " + entry.subject + ": " + entry.before + " > " + entry.after);
    }
    QCOMPARE(rows.size(), std::size_t{3});
    QCOMPARE(rows[0], std::string("alert_ack tester: open > acknowledged, owner tester"));
    QCOMPARE(rows[1], std::string("alert_assign tester: acknowledged, owner tester > acknowledged, owner mia"));
    QVERIFY(rows[2].starts_with("alert_snooze tester: acknowledged, owner mia > snoozed until "));

    auto round = desk.store->round(contract::RoundId("r-1"));
    service::core::Transaction transaction(*desk.store);
    round->row.needsRecalculation = false;
    desk.store->updateRound(*round);
    transaction.commit();
    desk.pass(2'000);
    QCOMPARE(codeOf(as(desk, "support", "/api/v1/alerts/" + row.id.text() + ":ack", "{}")),
             std::string("operation_state_conflict"));
}

void TestServiceAlerts::aSnoozedAlertComesAgain()
{
    Desk desk(watched());
    desk.post("/api/block_funds", body(R"("round_id":"r-1","selection":"red")"));
    as(desk, "support", "/api/v1/rounds/r-1:flag", "{}");
    desk.pass(2'000);
    const AlertRow row = alerts(desk).front();
    order(desk, row, "snooze", R"({"minutes":2})");
    desk.pass(minuteMs);
    QCOMPARE(texts(desk), Texts{});
    desk.events.clear();
    desk.pass(minuteMs + 2'000);
    const AlertRow again = alerts(desk).front();
    QCOMPARE(again.id, row.id);
    QCOMPARE(again.state, AlertState::Open);
    QVERIFY(again.raisedAt > row.raisedAt);
    QCOMPARE(std::count_if(desk.events.begin(), desk.events.end(),
                           [](const auto& event) { return event.type == "alert.raised"; }),
             1);
}

void TestServiceAlerts::anAlertOfTheQuietHoursIsRaisedAgainAfterThem()
{
    Desk desk(watched());
    only(desk, "wrong-result");
    AlertRuleRow rule = ruleOf(desk, "wrong-result");
    const auto minute = static_cast<int>(desk.clock.utcMs() / minuteMs % (24 * 60));
    rule.quietFrom = minute;
    rule.quietTo = (minute + 10) % (24 * 60);
    QCOMPARE(change(desk, rule).status, 200);
    desk.post("/api/block_funds", body(R"("round_id":"r-1","selection":"red")"));
    as(desk, "support", "/api/v1/rounds/r-1:flag", "{}");
    desk.pass(2'000);
    QVERIFY(alerts(desk).front().quiet);
    desk.pass(10 * minuteMs);
    QVERIFY(!alerts(desk).front().quiet);
    QCOMPARE(alerts(desk).size(), std::size_t{1});
}

void TestServiceAlerts::everyChangeIsAnEventWithTheRow()
{
    Desk desk(watched());
    desk.post("/api/block_funds", body(R"("round_id":"r-1","selection":"red")"));
    as(desk, "support", "/api/v1/rounds/r-1:flag", "{}");
    desk.events.clear();
    desk.pass(2'000);
    QCOMPARE(desk.events.size(), std::size_t{1});
    QCOMPARE(desk.events.front().type, std::string("alert.raised"));
    const auto event = contract::decodeFeedEvent(desk.events.front().id, desk.events.front().data);
    QVERIFY2(event, event ? "" : event.error().detail.c_str());
    QVERIFY(event->alert);
    QCOMPARE(event->alertId, event->alert->id);
    QCOMPARE(*event->alert, alerts(desk).front());
    order(desk, alerts(desk).front(), "ack");
    QCOMPARE(desk.events.front().type, std::string("alert.changed"));
}

void TestServiceAlerts::rulesAreChangedByVersionAndAudited()
{
    Desk desk(watched());
    AlertRuleRow rule = ruleOf(desk, "failures");
    QCOMPARE(rule.threshold, std::int64_t{50});
    QVERIFY(rule.builtIn);
    rule.threshold = 100;
    QCOMPARE(change(desk, rule).status, 200);
    QCOMPARE(ruleOf(desk, "failures").threshold, std::int64_t{100});
    QCOMPARE(ruleOf(desk, "failures").version, std::int64_t{2});
    QCOMPARE(change(desk, rule).status, 200); // the same order again
    rule.threshold = 200;
    QCOMPARE(codeOf(change(desk, rule)), std::string("version_conflict"));
    QCOMPARE(codeOf(as(desk, "manager", "/api/v1/alert-rules/failures:delete", "{}")),
             std::string("operation_state_conflict"));
    AlertRuleRow other = ruleOf(desk, "failures");
    other.condition = contract::AlertCondition::Silence;
    QCOMPARE(codeOf(change(desk, other)), std::string("validation_failed"));
    const auto rows = desk.store->audit(0, 1'000);
    QCOMPARE(std::count_if(rows.begin(), rows.end(), [](const auto& row) { return row.action == "alert_rule_change"; }),
             1);
    desk.restart(); // of a store in memory: the built-in rules are made anew
    QCOMPARE(ruleOf(desk, "failures").threshold, std::int64_t{50});
}

void TestServiceAlerts::aRuleThatIsGoneTakesItsAlertsAlong()
{
    Desk desk(watched());
    AlertRuleRow rule;
    rule.id = contract::AlertRuleId("any");
    rule.query = "amount>0";
    rule.windowMs = minuteMs;
    as(desk, "manager", "/api/v1/alert-rules", contract::encode(contract::AlertRuleOrder{rule, 0}));
    bet(desk, "b-1");
    desk.pass(2'000);
    QCOMPARE(texts(desk).size(), std::size_t{1});
    QCOMPARE(as(desk, "manager", "/api/v1/alert-rules/any:delete", "{}").status, 200);
    QCOMPARE(texts(desk), Texts{});
    QCOMPARE(alerts(desk).front().state, AlertState::Resolved);
}

void TestServiceAlerts::countsOfARolledBackTransactionAreForgotten()
{
    Desk desk(watched());
    AlertRuleRow rule;
    rule.id = contract::AlertRuleId("any");
    rule.query = "amount>0";
    rule.windowMs = minuteMs;
    rule.threshold = 2;
    as(desk, "manager", "/api/v1/alert-rules", contract::encode(contract::AlertRuleOrder{rule, 0}));
    {
        const service::core::Transaction rolledBack(*desk.store);
        desk.service->handle(desk.request("POST", "/api/block_funds", body({}, "1", "lost")));
    }
    desk.service->discard();
    bet(desk, "b-1");
    desk.pass(3'000);
    QCOMPARE(texts(desk), Texts{});
    bet(desk, "b-2");
    desk.pass(2'000);
    QCOMPARE(texts(desk), Texts{"any: 2 bets in 1 min (amount>0)."});
}

QTEST_GUILESS_MAIN(TestServiceAlerts)
#include "tst_servicealerts.moc"
