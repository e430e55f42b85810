// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/service/corefixture.h"

#include <QTest>

#include <algorithm>

using client::contract::BetId;
using client::contract::Money;
using client::contract::PartnerId;
using client::contract::RefundId;
using client::contract::RefundOrder;
using service::core::Faults;
using tests::body;
using tests::codeOf;
using tests::Desk;

namespace {

RefundOrder order(Desk& desk, const std::string& refund, std::int64_t amountMinor, const std::string& bet = "b-1")
{
    RefundOrder made;
    made.refund = RefundId(refund);
    made.items.push_back({PartnerId("p-1"), BetId(bet), Money{amountMinor, {}}, desk.row(bet).version});
    made.reason = "technical_issue";
    return made;
}

// Its Idempotency-Key is the refund's id, as the console's, unless the desk has one.
service::core::Response refund(Desk& desk, const RefundOrder& order, bool dryRun = false)
{
    auto request = desk.request("POST", "/api/v1/refunds", client::contract::encode(order));
    request.identity.roles = {"support"};
    if (desk.headerKey.empty())
        request.headers.push_back({"Idempotency-Key", order.refund.text()});
    if (dryRun)
        request.query = "dry_run=true";
    return desk.send(request);
}

void block(Desk& desk, const std::string& bet = "b-1", const std::string& amount = "100")
{
    QCOMPARE(desk.post("/api/block_funds", body({}, amount, bet)).status, 200);
}

std::vector<std::string> blockers(Desk& desk, const RefundOrder& order)
{
    const auto response = refund(desk, order, true);
    const auto preview = client::contract::decodeRefundPreview(response.body);
    return preview ? preview->items.front().blockers : std::vector<std::string>{response.body};
}

std::string brokenLimit(Desk& desk, const RefundOrder& order)
{
    const auto preview = client::contract::decodeRefundPreview(refund(desk, order, true).body);
    if (!preview)
        return "unreadable";
    const auto& limit = preview->items.front().limit;
    if (limit.empty())
        return limit;
    // The refusal of the refund itself names the same one.
    const auto refused = refund(desk, order);
    const auto problem = client::contract::decodeProblem(refused.body, refused.status);
    return problem && problem->errors.size() == 1 && problem->errors.front().pointer == "/limits/" + limit
               ? limit
               : "the refusal says: " + refused.body;
}

using Words = std::vector<std::string>;

} // namespace

class TestCoreRefunds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aHeldBetIsRefundedAndItsAnswerKept();
    void aPartialRefundLeavesTheRestHeld();
    void anUnknownBetIsNotFoundAndNoTombstone();
    void thePreviewAndTheRefundSayTheSame_data();
    void thePreviewAndTheRefundSayTheSame();
    void thePreviewMovesNothing();
    void aVersionThatMovedIsAConflict();
    void theSameIdWithOtherContentIsRefused();
    void theSameKeyWithOtherContentIsRefused();
    void onlyARefundThatWasTakenKeepsItsKey();
    void limitsRollWithTime();
    void aCurrencyWithoutALimitNeedsASecondPerson();
    void theLimitIsCountedWhenTheRefundIsAccepted();
    void whatNeedsASecondPersonIsForbidden();
    void malformedOrdersAreRefusedBeforeTheStore_data();
    void malformedOrdersAreRefusedBeforeTheStore();
    void theOperatorIsNamedInTheAuditAndOnTheBet();
};

void TestCoreRefunds::aHeldBetIsRefundedAndItsAnswerKept()
{
    Desk desk;
    block(desk);
    const RefundOrder wanted = order(desk, "r1", 10'000);
    const auto response = refund(desk, wanted);
    QCOMPARE(response.status, 200);
    const auto answer = client::contract::decodeRefundAnswer(response.body);
    QVERIFY(answer.has_value());
    QCOMPARE(answer->refund.text(), std::string("r1"));
    QCOMPARE(answer->items.front().refundedMinor, std::int64_t(10'000));
    QVERIFY(answer->items.front().bet == desk.row());
    QCOMPARE(desk.state(), std::string("refunded"));
    QCOMPARE(desk.balance(), std::int64_t(1'000'000));
    const auto again = refund(desk, wanted);
    QCOMPARE(again.body, response.body);
    QVERIFY(tests::isReplay(again));
    QCOMPARE(desk.balance(), std::int64_t(1'000'000));
}

void TestCoreRefunds::aPartialRefundLeavesTheRestHeld()
{
    Desk desk;
    block(desk);
    QCOMPARE(refund(desk, order(desk, "r1", 4'000)).status, 200);
    QCOMPARE(desk.state(), std::string("blocked"));
    QCOMPARE(desk.held(), std::int64_t(6'000));
    QCOMPARE(codeOf(refund(desk, order(desk, "r2", 6'001))), std::string("refund_exceeds_stake"));
    QCOMPARE(refund(desk, order(desk, "r3", 6'000)).status, 200);
    QCOMPARE(desk.state(), std::string("refunded"));
    QCOMPARE(desk.row().closedBy, client::contract::ClosedBy::OperatorRefund);
}

void TestCoreRefunds::anUnknownBetIsNotFoundAndNoTombstone()
{
    Desk desk;
    RefundOrder wanted = order(desk, "r1", 10'000);
    wanted.items.front().expectedVersion = 1;
    QCOMPARE(codeOf(refund(desk, wanted)), std::string("bet_not_found"));
    QCOMPARE(codeOf(refund(desk, wanted, true)), std::string("bet_not_found"));
    block(desk);
}

void TestCoreRefunds::thePreviewAndTheRefundSayTheSame_data()
{
    QTest::addColumn<QStringList>("before");
    QTest::addColumn<QString>("blocker");
    QTest::addColumn<QString>("code");
    QTest::newRow("refunded") << QStringList{QStringLiteral("block"), QStringLiteral("refund")}
                              << QStringLiteral("already_refunded") << QStringLiteral("bet_closed");
    QTest::newRow("won") << QStringList{QStringLiteral("block"), QStringLiteral("win")}
                         << QStringLiteral("already_settled") << QStringLiteral("bet_already_settled");
    QTest::newRow("lost") << QStringList{QStringLiteral("block"), QStringLiteral("lose")}
                          << QStringLiteral("already_settled") << QStringLiteral("bet_already_settled");
    QTest::newRow("checked") << QStringList{QStringLiteral("check")} << QStringLiteral("not_held")
                             << QStringLiteral("bet_not_blocked");
    QTest::newRow("rejected") << QStringList{QStringLiteral("poor")} << QStringLiteral("not_held")
                              << QStringLiteral("bet_not_blocked");
    QTest::newRow("expired") << QStringList{QStringLiteral("block"), QStringLiteral("expire")}
                             << QStringLiteral("expired") << QStringLiteral("bet_expired");
    QTest::newRow("in doubt") << QStringList{QStringLiteral("doubt")} << QStringLiteral("in_doubt")
                              << QStringLiteral("operation_in_progress");
    QTest::newRow("on its way") << QStringList{QStringLiteral("block"), QStringLiteral("wait")}
                                << QStringLiteral("operation_in_progress") << QStringLiteral("operation_in_progress");
}

void TestCoreRefunds::thePreviewAndTheRefundSayTheSame()
{
    QFETCH(QStringList, before);
    QFETCH(QString, blocker);
    QFETCH(QString, code);
    service::core::Settings settings;
    settings.defaultPartner.holdTtlMs = 600'000;
    Desk desk(settings);
    for (const QString& step : before) {
        Faults faults;
        if (step == u"block")
            desk.post("/api/block_funds", body());
        else if (step == u"check")
            desk.post("/api/check_bet", body());
        else if (step == u"poor")
            desk.post("/api/block_funds", body({}, "99999"));
        else if (step == u"win")
            desk.post("/api/update_bet_status", body(R"("status":"win","payout":200)"));
        else if (step == u"lose")
            desk.post("/api/update_bet_status", body(R"("status":"lose")"));
        else if (step == u"refund")
            desk.post("/api/refund", body());
        else if (step == u"expire")
            desk.pass(600'001);
        else if (step == u"doubt") {
            faults.timeoutBeforeEffect = 1;
            desk.wallet->setFaults(faults);
            desk.post("/api/block_funds", body());
            desk.pass(3'000);
        } else if (step == u"wait") {
            faults.unavailable503 = 1;
            desk.wallet->setFaults(faults);
            desk.post("/api/update_bet_status", body(R"("status":"lose")"));
        }
    }
    const RefundOrder wanted = order(desk, "r9", 10'000);
    QCOMPARE(QString::fromStdString(blockers(desk, wanted).front()), blocker);
    QCOMPARE(QString::fromStdString(codeOf(refund(desk, wanted))), code);
}

void TestCoreRefunds::thePreviewMovesNothing()
{
    Desk desk;
    block(desk);
    const auto version = desk.row().version;
    const auto response = refund(desk, order(desk, "r1", 4'000), true);
    const auto preview = client::contract::decodeRefundPreview(response.body);
    QVERIFY(preview.has_value());
    QVERIFY(preview->items.front().blockers.empty());
    QCOMPARE(preview->items.front().heldMinor, std::int64_t(10'000));
    QCOMPARE(preview->items.front().refundableMinor, std::int64_t(10'000));
    QCOMPARE(preview->digest.size(), std::size_t(64));
    QCOMPARE(desk.row().version, version);
    QVERIFY(desk.events.empty());
    const auto other = refund(desk, order(desk, "r1", 5'000), true);
    QVERIFY(client::contract::decodeRefundPreview(other.body)->digest != preview->digest);
}

void TestCoreRefunds::aVersionThatMovedIsAConflict()
{
    Desk desk;
    block(desk);
    const RefundOrder wanted = order(desk, "r1", 4'000);
    QCOMPARE(refund(desk, order(desk, "r2", 1'000)).status, 200);
    QCOMPARE(blockers(desk, wanted), Words{"version_conflict"});
    QCOMPARE(codeOf(refund(desk, wanted)), std::string("version_conflict"));
    RefundOrder blind = wanted;
    blind.items.front().expectedVersion = 0;
    const std::string code = codeOf(refund(desk, blind));
    QVERIFY(code == "precondition_required" || code == "validation_failed");
}

void TestCoreRefunds::theSameIdWithOtherContentIsRefused()
{
    Desk desk;
    block(desk);
    QCOMPARE(refund(desk, order(desk, "r1", 4'000)).status, 200);
    QCOMPARE(codeOf(refund(desk, order(desk, "r1", 5'000))), std::string("idempotency_mismatch"));
    QCOMPARE(desk.held(), std::int64_t(6'000));
    // The game's refunds and people's share one space of ids.
    QCOMPARE(codeOf(desk.post("/api/refund", body(R"("refund_id":"r1")", "40"))), std::string("idempotency_mismatch"));
}

void TestCoreRefunds::theSameKeyWithOtherContentIsRefused()
{
    Desk desk;
    block(desk, "b-1");
    block(desk, "b-2");
    const RefundOrder first = order(desk, "r1", 4'000);
    desk.headerKey = "k-1";
    QCOMPARE(refund(desk, first).status, 200);
    QCOMPARE(codeOf(refund(desk, order(desk, "r2", 4'000, "b-2"))), std::string("idempotency_mismatch"));
    RefundOrder unknown = order(desk, "r2", 4'000, "none");
    unknown.items.front().expectedVersion = 1;
    QCOMPARE(codeOf(refund(desk, unknown)), std::string("idempotency_mismatch"));
    QCOMPARE(desk.held(), std::int64_t(16'000));
    QVERIFY(tests::isReplay(refund(desk, first)));
    // Another key with the same content is a replay, and stands for it from then on.
    desk.headerKey = "k-2";
    QVERIFY(tests::isReplay(refund(desk, first)));
    QCOMPARE(codeOf(refund(desk, order(desk, "r2", 4'000, "b-2"))), std::string("idempotency_mismatch"));
    desk.subject = "colleague";
    QCOMPARE(refund(desk, order(desk, "r2", 4'000, "b-2")).status, 200);
}

void TestCoreRefunds::onlyARefundThatWasTakenKeepsItsKey()
{
    Desk desk;
    block(desk, "b-1");
    block(desk, "b-2");
    desk.headerKey = "k-1";
    QCOMPARE(refund(desk, order(desk, "r1", 4'000), true).status, 200);
    QCOMPARE(codeOf(refund(desk, order(desk, "r2", 10'001))), std::string("refund_exceeds_stake"));
    Faults faults;
    faults.timeoutBeforeEffect = 1;
    desk.wallet->setFaults(faults);
    // In doubt or not, it was taken.
    QCOMPARE(refund(desk, order(desk, "r3", 100)).status, 0);
    QCOMPARE(codeOf(refund(desk, order(desk, "r4", 100, "b-2"))), std::string("idempotency_mismatch"));
}

void TestCoreRefunds::limitsRollWithTime()
{
    service::core::Settings settings;
    settings.limits.refunds["EUR"] = {5'000, 9'000};
    settings.limits.refundsPerHour = 3;
    Desk desk(settings);
    block(desk);
    QCOMPARE(blockers(desk, order(desk, "r0", 5'001)), Words{"limit_exceeded"});
    QCOMPARE(codeOf(refund(desk, order(desk, "r0", 5'001))), std::string("limit_exceeded"));
    QCOMPARE(brokenLimit(desk, order(desk, "r0", 5'001)), std::string("one"));
    QCOMPARE(refund(desk, order(desk, "r1", 5'000)).status, 200);
    QCOMPARE(codeOf(refund(desk, order(desk, "r2", 4'001))), std::string("limit_exceeded"));
    QCOMPARE(brokenLimit(desk, order(desk, "r2", 4'001)), std::string("day"));
    QCOMPARE(refund(desk, order(desk, "r2", 100)).status, 200);
    QCOMPARE(refund(desk, order(desk, "r3", 100)).status, 200);
    QCOMPARE(codeOf(refund(desk, order(desk, "r4", 100))), std::string("limit_exceeded"));
    QCOMPARE(brokenLimit(desk, order(desk, "r4", 100)), std::string("hour"));
    desk.subject = "colleague";
    QCOMPARE(brokenLimit(desk, order(desk, "r4", 100)), std::string());
    QCOMPARE(refund(desk, order(desk, "r4", 100)).status, 200);
    desk.subject = "tester";
    desk.pass(3'600'001);
    QCOMPARE(refund(desk, order(desk, "r5", 100)).status, 200);
    QCOMPARE(codeOf(refund(desk, order(desk, "r6", 4'500))), std::string("limit_exceeded"));
    desk.pass(24 * 3'600'000);
    QCOMPARE(refund(desk, order(desk, "r6", 4'500)).status, 200);
}

void TestCoreRefunds::aCurrencyWithoutALimitNeedsASecondPerson()
{
    service::core::Settings settings;
    settings.limits.refunds.clear();
    Desk desk(settings);
    block(desk);
    QCOMPARE(blockers(desk, order(desk, "r1", 1)), Words{"limit_exceeded"});
    QCOMPARE(codeOf(refund(desk, order(desk, "r1", 1))), std::string("limit_exceeded"));
    QCOMPARE(brokenLimit(desk, order(desk, "r1", 1)), std::string("currency"));
}

void TestCoreRefunds::theLimitIsCountedWhenTheRefundIsAccepted()
{
    service::core::Settings settings;
    settings.limits.refundsPerHour = 1;
    Desk desk(settings);
    block(desk, "b-1");
    block(desk, "b-2");
    Faults faults;
    faults.timeoutBeforeEffect = 1;
    desk.wallet->setFaults(faults);
    const RefundOrder waiting = order(desk, "r1", 100);
    QCOMPARE(refund(desk, waiting).status, 0);
    desk.wallet->setFaults({});
    // In doubt or not, it counts.
    QCOMPARE(codeOf(refund(desk, order(desk, "r2", 100, "b-2"))), std::string("limit_exceeded"));
    // Its own repeat does not count again.
    const auto repeat = refund(desk, waiting);
    QCOMPARE(codeOf(repeat), std::string("operation_in_progress"));
    QCOMPARE(client::contract::decodeProblem(repeat.body, repeat.status)->outcome,
             client::contract::MoneyOutcome::Unknown);
    desk.pass(10'000);
    QCOMPARE(refund(desk, waiting).status, 200);
}

void TestCoreRefunds::whatNeedsASecondPersonIsForbidden()
{
    Desk desk;
    block(desk, "b-1");
    block(desk, "b-2");
    RefundOrder two = order(desk, "r1", 100);
    two.items.push_back(order(desk, "r1", 100, "b-2").items.front());
    QCOMPARE(codeOf(refund(desk, two)), std::string("limit_exceeded"));
    QCOMPARE(desk.held(), std::int64_t(20'000));
    desk.role = "manager";
    desk.headerKey = "k";
    std::string text = client::contract::encode(order(desk, "r1", 100));
    text.insert(text.size() - 1, R"(,"override_settled":true)");
    QCOMPARE(codeOf(desk.post("/api/v1/refunds", text)), std::string("forbidden"));
    QCOMPARE(codeOf(desk.post("/api/v1/bets/p-1/b-1:reinstate", "{}")), std::string("forbidden"));
}

void TestCoreRefunds::malformedOrdersAreRefusedBeforeTheStore_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("code");
    const auto row = [](const char* name, const char* from, const char* to, const char* code) {
        QTest::newRow(name) << QString::fromLatin1(from) << QString::fromLatin1(to) << QString::fromLatin1(code);
    };
    row("no JSON", "{\"refund_id\"", "refund_id", "malformed_json");
    row("unknown member", "\"reason\"", "\"reasons\"", "validation_failed");
    row("unknown reason", "technical_issue", "mood", "validation_failed");
    row("a number for money", "\"40.00\"", "40.00", "validation_failed");
    row("another currency", "EUR", "USD", "currency_mismatch");
    row("too precise", "40.00", "40.001", "amount_precision");
    row("nothing", "40.00", "0.00", "amount_out_of_range");
}

void TestCoreRefunds::malformedOrdersAreRefusedBeforeTheStore()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, code);
    Desk desk;
    block(desk);
    QString text = QString::fromStdString(client::contract::encode(order(desk, "r1", 4'000)));
    QVERIFY(text.contains(from));
    text.replace(from, to);
    desk.role = "support";
    desk.headerKey = "r1";
    const auto request = desk.request("POST", "/api/v1/refunds", text.toStdString());
    const auto refused = desk.service->precheck(request);
    QVERIFY(refused.has_value());
    QCOMPARE(QString::fromStdString(codeOf(*refused)), code);
}

void TestCoreRefunds::theOperatorIsNamedInTheAuditAndOnTheBet()
{
    Desk desk;
    block(desk);
    RefundOrder wanted = order(desk, "r1", 10'000);
    wanted.reasonText = "the wheel stopped";
    wanted.ticket = "T-7";
    desk.subject = "a.petrova";
    QCOMPARE(refund(desk, wanted).status, 200);
    QCOMPARE(desk.row().closedActor, std::string("a.petrova"));
    const auto rows = desk.store->audit(0, 100);
    const auto& last = rows.back();
    QCOMPARE(last.subject, std::string("a.petrova"));
    QCOMPARE(last.roles, std::string("support"));
    QCOMPARE(last.reason, std::string("technical_issue: the wheel stopped (T-7)"));
    QVERIFY(last.before.find("blocked") == 0);
    QVERIFY(last.after.find("refunded") == 0);
    QCOMPARE(last.correlationId, std::string("c-1"));
}

QTEST_GUILESS_MAIN(TestCoreRefunds)
#include "tst_corerefunds.moc"
