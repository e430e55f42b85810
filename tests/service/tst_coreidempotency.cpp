// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/eventtext.h"
#include "service/core/keys.h"
#include "tests/service/corefixture.h"

#include <QTest>

#include <set>

using client::contract::OperationKind;
using service::core::Response;
using tests::body;
using tests::codeOf;
using tests::Desk;

class TestCoreIdempotency : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void naturalKeysNeverMeet();
    void everyMemberOfACallIsInItsFingerprint();
    void anotherHeaderKeyWithTheSameContentIsAReplay();
    void theSameHeaderKeyWithOtherContentIsRefused();
    void headerKeysBelongToTheirSubject();
    void checksAndRefusalsAreNotRemembered();
    void theSameCallTwiceInOneTransactionMovesMoneyOnce();
    void refundIdsTellPartialRefundsApart();
    void everyMoneyTransactionHasItsAuditRow();
    void aRefusedCallLeavesARowAndMovesNothing();
    void eventsAreDenseAndCarryTheWholeRow();
    void eventTextIsWhatTheContractWrites();
    void eventsArePrunedBeyondWhatIsKept();
    void correlationIdsGoThrough();
};

void TestCoreIdempotency::naturalKeysNeverMeet()
{
    using service::core::operationKey;
    std::set<std::string> keys;
    int made = 0;
    for (const auto kind : {OperationKind::Block, OperationKind::Settle, OperationKind::Refund, OperationKind::Adjust,
                            OperationKind::Expiry}) {
        // Ids may hold colons and dots: moving one across the border must not give the same key.
        for (const auto& [partner, bet] : {std::pair{"a:b", "c"}, std::pair{"a", "b:c"}, std::pair{"a", "b"}}) {
            for (const char* ref : {"", "1", "r:1"}) {
                if (*ref && (kind == OperationKind::Block || kind == OperationKind::Expiry))
                    continue;
                keys.insert(operationKey(kind, ref, partner, bet));
                // A first settlement by a recalculation is that recalculation's row, as an adjustment would be.
                made += kind == OperationKind::Adjust && *ref ? 0 : 1;
            }
        }
    }
    QCOMPARE(static_cast<int>(keys.size()), made);
    QCOMPARE(operationKey(OperationKind::Block, "", "acme", "b-1"), std::string("block:acme/b-1"));
    QCOMPARE(operationKey(OperationKind::Settle, "", "acme", "b-1"), std::string("update:acme/b-1"));
    QCOMPARE(operationKey(OperationKind::Refund, "r1", "acme", "b-1"), std::string("refund:acme/b-1/r1"));
    QCOMPARE(operationKey(OperationKind::Adjust, "7", "acme", "b-1"), std::string("recalc:7:acme/b-1"));
}

void TestCoreIdempotency::everyMemberOfACallIsInItsFingerprint()
{
    const std::string full = R"("round_id":"r-1","selection":"5","odds":2.5,"game_id":"g-1")";
    for (const char* other : {R"("round_id":"r-2","selection":"5","odds":2.5,"game_id":"g-1")",
                              R"("round_id":"r-1","selection":"6","odds":2.5,"game_id":"g-1")",
                              R"("round_id":"r-1","selection":"5","odds":2.6,"game_id":"g-1")"}) {
        Desk desk;
        QCOMPARE(desk.post("/api/block_funds", body(full)).status, 200);
        QCOMPARE(codeOf(desk.post("/api/block_funds", body(other))), std::string("idempotency_mismatch"));
        QVERIFY(tests::isReplay(desk.post("/api/block_funds", body(full))));
    }
    Desk desk;
    desk.post("/api/block_funds", body());
    // The same amount and payout, written otherwise.
    QVERIFY(tests::isReplay(desk.post("/api/block_funds", body({}, "1e2"))));
    desk.post("/api/update_bet_status", body(R"("status":"win","payout":200)"));
    QVERIFY(tests::isReplay(desk.post("/api/update_bet_status", body(R"("status":"win","payout":200.00)", "100.0"))));
    // Not the stored content, but what the bet is: fine, and no replay of what was never asked.
    const Response agrees = desk.post("/api/update_bet_status", body(R"("status":"win","payout":200,"result":"5")"));
    QCOMPARE(agrees.status, 200);
    QVERIFY(!tests::isReplay(agrees));
}

void TestCoreIdempotency::anotherHeaderKeyWithTheSameContentIsAReplay()
{
    Desk desk;
    desk.headerKey = "k-1";
    QCOMPARE(desk.post("/api/block_funds", body()).status, 200);
    desk.headerKey = "k-2";
    const Response again = desk.post("/api/block_funds", body());
    QCOMPARE(again.status, 200);
    QVERIFY(tests::isReplay(again));
    desk.headerKey.clear();
    QVERIFY(tests::isReplay(desk.post("/api/block_funds", body())));
    QCOMPARE(desk.balance(), std::int64_t(990'000));
}

void TestCoreIdempotency::theSameHeaderKeyWithOtherContentIsRefused()
{
    Desk desk;
    desk.headerKey = "k-1";
    QCOMPARE(desk.post("/api/block_funds", body()).status, 200);
    QCOMPARE(codeOf(desk.post("/api/block_funds", body({}, "100", "b-2"))), std::string("idempotency_mismatch"));
    QCOMPARE(codeOf(desk.post("/api/refund", body())), std::string("idempotency_mismatch"));
    QCOMPARE(desk.state("b-2"), std::string("none"));
    QCOMPARE(desk.held(), std::int64_t(10'000));
    // A replay keeps its key, too.
    desk.headerKey = "k-2";
    desk.post("/api/block_funds", body());
    QCOMPARE(codeOf(desk.post("/api/block_funds", body({}, "100", "b-2"))), std::string("idempotency_mismatch"));
}

void TestCoreIdempotency::headerKeysBelongToTheirSubject()
{
    Desk desk;
    desk.headerKey = "k-1";
    desk.post("/api/block_funds", body());
    desk.subject = "other-game";
    QCOMPARE(desk.post("/api/block_funds", body({}, "100", "b-2")).status, 200);
}

void TestCoreIdempotency::checksAndRefusalsAreNotRemembered()
{
    Desk desk;
    QCOMPARE(codeOf(desk.post("/api/check_bet", body({}, "10001"))), std::string("insufficient_funds"));
    QCOMPARE(desk.post("/api/check_bet", body()).status, 200);
    QCOMPARE(codeOf(desk.post("/api/update_bet_status", body(R"("status":"lose")"))), std::string("bet_not_blocked"));
    QCOMPARE(desk.post("/api/block_funds", body()).status, 200);
    QCOMPARE(desk.post("/api/update_bet_status", body(R"("status":"lose")")).status, 200);
}

void TestCoreIdempotency::theSameCallTwiceInOneTransactionMovesMoneyOnce()
{
    Desk desk;
    service::core::Transaction transaction(*desk.store);
    const auto first = desk.service->handle(desk.request("POST", "/api/block_funds", body()));
    const auto second = desk.service->handle(desk.request("POST", "/api/block_funds", body()));
    const auto third = desk.service->handle(desk.request("POST", "/api/block_funds", body({}, "101")));
    transaction.commit();
    QCOMPARE(first.response->status, 200);
    QVERIFY(tests::isReplay(*second.response));
    QCOMPARE(third.response->status, 422);
    QCOMPARE(desk.balance(), std::int64_t(990'000));
}

void TestCoreIdempotency::refundIdsTellPartialRefundsApart()
{
    Desk desk;
    desk.post("/api/block_funds", body());
    QCOMPARE(desk.post("/api/refund", body(R"("refund_id":"r1")", "30")).status, 200);
    QCOMPARE(desk.post("/api/refund", body(R"("refund_id":"r1")", "30")).status, 200);
    QCOMPARE(desk.held(), std::int64_t(7'000));
    QCOMPARE(desk.post("/api/refund", body(R"("refund_id":"r2")", "30")).status, 200);
    QCOMPARE(desk.held(), std::int64_t(4'000));
    // The whole rest needs no id.
    QCOMPARE(desk.post("/api/refund", body({}, "40")).status, 200);
    QCOMPARE(desk.state(), std::string("refunded"));
}

void TestCoreIdempotency::everyMoneyTransactionHasItsAuditRow()
{
    Desk desk;
    const std::vector<std::pair<const char*, std::string>> calls = {
        {"/api/block_funds", body()},
        {"/api/refund", body(R"("refund_id":"r1")", "30")},
        {"/api/update_bet_status", body(R"("status":"win","payout":200)")},
        {"/api/refund", body({}, "100", "b-2")},
    };
    std::int64_t rows = 0;
    for (const auto& [path, text] : calls) {
        QCOMPARE(desk.post(path, text).status, 200);
        QCOMPARE(desk.store->auditHead().seq, ++rows);
        QCOMPARE(desk.post(path, text).status, 200); // a replay moves nothing and leaves no row
        QCOMPARE(desk.store->auditHead().seq, rows);
    }
    std::string previous(32, '\0');
    std::int64_t seq = 0;
    for (service::core::AuditRow row : desk.store->audit(0, 100)) {
        QCOMPARE(row.seq, ++seq);
        QCOMPARE(row.previousHash, previous);
        QCOMPARE(service::core::auditHash(row), row.hash);
        previous = row.hash;
        row.after += " ";
        QVERIFY(service::core::auditHash(row) != row.hash);
    }
    QCOMPARE(seq, rows);
}

void TestCoreIdempotency::aRefusedCallLeavesARowAndMovesNothing()
{
    Desk desk;
    desk.post("/api/update_bet_status", body(R"("status":"lose")"));
    const auto rows = desk.store->audit(0, 10);
    QCOMPARE(rows.size(), std::size_t(1));
    QCOMPARE(rows[0].after, std::string("refused bet_not_found"));
    QCOMPARE(rows[0].action, std::string("update_bet_status"));
    QVERIFY(desk.events.empty());
}

void TestCoreIdempotency::eventsAreDenseAndCarryTheWholeRow()
{
    Desk desk;
    std::int64_t seq = 0;
    std::int64_t version = 0;
    for (const auto& [path, text] :
         {std::pair{"/api/check_bet", body()}, std::pair{"/api/block_funds", body(R"("round_id":"r-1")")},
          std::pair{"/api/refund", body(R"("refund_id":"r1")", "30")},
          std::pair{"/api/update_bet_status", body(R"("status":"lose","result":"5")")}}) {
        desk.post(path, text);
        QVERIFY(!desk.events.empty());
        for (const auto& event : desk.events) {
            QCOMPARE(event.seq, ++seq);
            const auto decoded = client::contract::decodeFeedEvent(event.id, event.data);
            QVERIFY2(decoded.has_value(), event.data.c_str());
            QCOMPARE(decoded->type, event.type);
            if (decoded->bet) {
                QCOMPARE(decoded->bet->version, ++version);
                QVERIFY(version != desk.row().version || *decoded->bet == desk.row());
            } else {
                QVERIFY(decoded->round.has_value());
            }
        }
    }
    QCOMPARE(version, desk.row().version);
    const auto stored = desk.store->eventsAfter(0, 100);
    QCOMPARE(stored.size(), static_cast<std::size_t>(seq));
    QCOMPARE(stored.back().data, desk.events.back().data);
    QCOMPARE(desk.store->eventsAfter(seq, 100).size(), std::size_t(0));
    QVERIFY(desk.events.back().id.rfind(*desk.store->meta("epoch") + "-", 0) == 0);
}

void TestCoreIdempotency::eventTextIsWhatTheContractWrites()
{
    using namespace client::contract;
    service::core::EventText text;
    FeedEvent event;
    event.seq = 7;
    event.at = 1'795'000'000'123;
    event.type = "bet.blocked";
    event.partner = PartnerId("p-1");
    event.betId = BetId("b-1");
    event.bet.emplace();
    event.bet->partner = event.partner;
    event.bet->bet = event.betId;
    event.bet->player = PlayerId("u-1");
    event.bet->state = BetState::Blocked;
    QCOMPARE(text.make(event), encode(event));
    event.roundId = RoundId("r-1");
    event.operation = OperationId("op-1");
    event.correlationId = "c\"1\n\xc3\xa4\x01\xff";
    BetRow& row = *event.bet;
    row.game = GameId("g");
    row.round = event.roundId;
    row.selection = "\\ \"red\" \xe2\x82\xac \x7f";
    row.oddsE4 = 25'000;
    row.currency = *Currency::parse("JPY");
    row.stakeMinor = 123;
    row.refundedMinor = 5;
    row.payoutMinor = 0;
    row.state = BetState::Lost;
    row.closedBy = ClosedBy::OperatorRefund;
    row.closedActor = "a.petrova";
    row.resettled = true;
    row.version = 9;
    row.createdAt = 1'700'000'000'000;
    row.updatedAt = event.at;
    row.operation = OperationBrief{
        OperationId("op-1"), OperationKind::Adjust, OperationState::RetryScheduled, 2, 5, 1'795'000'004'000, 1'500, 503,
        "http_503",          "no \"answer\""};
    QCOMPARE(text.make(event), encode(event));
    row.operation = OperationBrief{};
    row.payoutMinor.reset();
    QCOMPARE(text.make(event), encode(event));
    event.bet.reset();
    event.round.emplace();
    event.round->round = event.roundId;
    QCOMPARE(text.make(event), encode(event));
}

void TestCoreIdempotency::eventsArePrunedBeyondWhatIsKept()
{
    service::core::Settings settings;
    settings.eventsKept = 100;
    Desk desk(settings);
    for (int i = 0; i < 1'300; ++i)
        desk.post("/api/check_bet", body({}, "1", "b-" + std::to_string(i)));
    desk.tick();
    QCOMPARE(desk.store->lastEventSeq(), std::int64_t(1'300));
    QCOMPARE(desk.store->oldestEventSeq(), std::int64_t(1'201));
    QCOMPARE(desk.store->eventsAfter(1'200, 1'000).size(), std::size_t(100));
}

void TestCoreIdempotency::correlationIdsGoThrough()
{
    Desk desk;
    desk.post("/api/block_funds", body());
    const auto bet = desk.store->bet(client::contract::PartnerId("p-1"), client::contract::BetId("b-1"));
    QCOMPARE(desk.store->operation(bet->operation)->correlationId, std::string("c-1"));
    QVERIFY(desk.events.back().data.find(R"("correlation_id":"c-1")") != std::string::npos);
    const Response refused = desk.post("/api/update_bet_status", body(R"("status":"win","payout":1)", "99"));
    QCOMPARE(client::contract::decodeProblem(refused.body, refused.status)->correlationId, std::string("c-1"));
}

QTEST_GUILESS_MAIN(TestCoreIdempotency)
#include "tst_coreidempotency.moc"
