// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/messages.h"
#include "service/bookmakers/gateway.h"
#include "service/bookmakers/router.h"
#include "service/core/operations.h"
#include "tests/service/corefixture.h"
#include "tests/service/fakelink.h"

#include <QTest>

#include <optional>

using namespace service;
using bookmakers::Bookmaker;
using bookmakers::Gateway;
using client::contract::AnswerKind;
using client::contract::CallKind;
using client::contract::TransportError;
using core::WalletOrder;
using core::WalletReply;
using tests::blockOrder;

namespace {

// Gives no answer to anything: the gateway must not look into the store.
class Bench
{
public:
    explicit Bench(std::map<std::string, Bookmaker> bookmakers) : gateway(bookmakers, link, clock) {}

    // As the outbox does it: sent in one transaction, on its way after it.
    std::size_t send(const WalletOrder& order)
    {
        const std::size_t place = replies.size();
        replies.emplace_back();
        gateway.send(*desk.store, order, [this, place](WalletReply reply) { replies[place] = std::move(reply); });
        gateway.onCommitted();
        return place;
    }

    void pass(std::int64_t ms)
    {
        clock.now += ms;
        gateway.tick(*desk.store);
    }

    void succeed(std::size_t place = 0)
    {
        const std::string body = link.waiting[place].call.body;
        const auto bet = client::contract::decodeBetCall(CallKind::BlockFunds, body)->bet;
        link.reply(place, tests::http(200, client::contract::successBody(CallKind::BlockFunds, bet)));
        pass(0);
    }

    void fail(TransportError error = TransportError::Timeout)
    {
        link.reply(0, tests::broken(error, error != TransportError::NotConnected));
        pass(0);
    }

    tests::ManualClock clock;
    tests::FakeLink link;
    Gateway gateway;
    tests::Desk desk;
    std::vector<std::optional<WalletReply>> replies;
};

Bookmaker bookmaker(const std::string& id, int inFlight = 2, int rate = 10'000)
{
    Bookmaker made;
    made.id = id;
    made.url = "https://" + id + ".example";
    made.inFlight = inFlight;
    made.rate = rate;
    return made;
}

std::map<std::string, Bookmaker> one(Bookmaker made)
{
    return {{made.id, made}};
}

WalletOrder attempt(int number, const std::string& bet = "b-1")
{
    WalletOrder order = blockOrder(bet);
    order.attempt = number;
    return order;
}

} // namespace

class TestGateway : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsNothingBeforeItsAttemptIsDurable()
    {
        Bench bench(one(bookmaker("acme")));
        bool answered = false;
        bench.gateway.send(*bench.desk.store, blockOrder(), [&answered](const WalletReply&) { answered = true; });
        QVERIFY(bench.link.all.empty());
        bench.gateway.onRolledBack();
        bench.gateway.onCommitted();
        QVERIFY(bench.link.all.empty());
        bench.send(blockOrder());
        QCOMPARE(bench.link.all.size(), 1u);
        QVERIFY(!answered);
    }

    void namesKeyAndCorrelation()
    {
        Bench bench(one(bookmaker("acme")));
        bench.send(blockOrder());
        const auto& call = bench.link.all.front();
        QCOMPARE(call.method, "POST");
        QCOMPARE(call.url, "https://acme.example/api/block_funds");
        QCOMPARE(client::contract::headerValue(call.headers, "Idempotency-Key"), "block:acme/b-1");
        QCOMPARE(client::contract::headerValue(call.headers, "X-Correlation-Id"), "c-1");
        bench.succeed();
        QCOMPARE(bench.replies[0]->answer, AnswerKind::Accepted);
        QCOMPARE(bench.replies[0]->latencyMs, 7);
    }

    void letsAHangingBookmakerDelayNobodyElse()
    {
        auto both = one(bookmaker("acme"));
        both["other"] = bookmaker("other");
        Bench bench(both);
        for (int i = 0; i < 50; ++i)
            bench.send(blockOrder("b-" + std::to_string(i)));
        QCOMPARE(bench.link.waiting.size(), 2u);
        const std::size_t place = bench.send(blockOrder("b-1", "other"));
        QCOMPARE(bench.link.waiting.size(), 3u);
        bench.succeed(2);
        QCOMPARE(bench.replies[place]->answer, AnswerKind::Accepted);
    }

    void takesTheNextOnceOneIsBack()
    {
        Bench bench(one(bookmaker("acme", 1)));
        bench.send(blockOrder("b-1"));
        bench.send(blockOrder("b-2"));
        QCOMPARE(bench.link.all.size(), 1u);
        bench.succeed();
        QCOMPARE(bench.link.all.size(), 2u);
    }

    void turnsAwayWhoseTurnDoesNotCome()
    {
        Bench bench(one(bookmaker("acme", 1)));
        bench.send(blockOrder("b-1"));
        const std::size_t late = bench.send(blockOrder("b-2"));
        bench.pass(Gateway::turnMs - 1);
        QVERIFY(!bench.replies[late]);
        QCOMPARE(bench.gateway.nextDueMs(), bench.clock.now + 1);
        bench.pass(1);
        QCOMPARE(bench.replies[late]->answer, AnswerKind::NotSent);
        QCOMPARE(bench.replies[late]->errorClass, "bulkhead_late");
        QCOMPARE(bench.link.all.size(), 1u);
    }

    void keepsTheOrderOfOneBet()
    {
        Bench bench(one(bookmaker("acme", 8)));
        bench.send(blockOrder("b-1"));
        WalletOrder cancel = blockOrder("b-1");
        cancel.kind = core::OrderKind::Cancel;
        bench.send(cancel);
        bench.send(blockOrder("b-2"));
        QCOMPARE(bench.link.all.size(), 2u);
        QVERIFY(bench.link.all[1].body.find("b-2") != std::string::npos);
        // What waits for its bet alone does not keep the writer awake.
        QVERIFY(bench.gateway.nextDueMs() > bench.clock.now);
        bench.succeed();
        QCOMPARE(bench.link.all.size(), 3u);
        QCOMPARE(bench.link.all[2].url, "https://acme.example/api/refund");
    }

    void keepsToTheRate()
    {
        Bench bench(one(bookmaker("acme", 100, 10)));
        for (int i = 0; i < 5; ++i)
            bench.send(blockOrder("b-" + std::to_string(i)));
        QCOMPARE(bench.link.all.size(), 1u);
        for (std::size_t sent = 2; sent <= 5; ++sent) {
            QCOMPARE(bench.gateway.nextDueMs(), bench.clock.now + 100);
            bench.pass(99);
            QCOMPARE(bench.link.all.size(), sent - 1);
            bench.pass(1);
            QCOMPARE(bench.link.all.size(), sent);
        }
    }

    void opensTheBreakerAndLetsOneProbeThrough()
    {
        Bench bench(one(bookmaker("acme", 1)));
        for (int i = 0; i < 5; ++i) {
            bench.send(blockOrder("b-" + std::to_string(i)));
            bench.fail();
        }
        const std::size_t turned = bench.send(blockOrder("b-6"));
        QCOMPARE(bench.link.all.size(), 5u);
        QCOMPARE(bench.replies[turned]->answer, AnswerKind::NotSent);
        QCOMPARE(bench.replies[turned]->errorClass, "circuit_open");
        QCOMPARE(bench.replies[turned]->retryAfterMs, 5'000);
        bench.pass(5'000);
        bench.send(attempt(2, "b-7"));
        QCOMPARE(bench.link.all.size(), 6u);
        bench.succeed();
        bench.send(blockOrder("b-8"));
        QCOMPARE(bench.link.all.size(), 7u);
    }

    void countsARefusalAsHealth()
    {
        Bench bench(one(bookmaker("acme", 1)));
        const auto poor =
            client::contract::encode(client::contract::problem(client::contract::ProblemCode::InsufficientFunds));
        for (int i = 0; i < 20; ++i) {
            const std::size_t place = bench.send(blockOrder("b-" + std::to_string(i)));
            QVERIFY(!bench.replies[place]);
            bench.link.reply(0, tests::http(402, poor));
            bench.pass(0);
            QCOMPARE(bench.replies[place]->answer, AnswerKind::Declined);
        }
    }

    // Two failures for each success keep the breaker closed, but not the budget full.
    void slowsRetriesDownWhileTheyFail()
    {
        Bench bench(one(bookmaker("acme", 1)));
        int turned = 0;
        for (int i = 0; i < 30; ++i) {
            const std::size_t place = bench.send(attempt(2, "b-" + std::to_string(i)));
            if (bench.replies[place] && bench.replies[place]->errorClass == "retry_budget") {
                QCOMPARE(bench.replies[place]->answer, AnswerKind::NotSent);
                ++turned;
                continue;
            }
            bench.fail();
            bench.send(blockOrder("c-" + std::to_string(i)));
            bench.succeed();
        }
        QVERIFY(turned > 10);
        bench.pass(1'000);
        bench.send(attempt(2, "b-99"));
        QCOMPARE(bench.link.waiting.size(), 1u);
    }

    void recoversAtFullSpeedWithRetriesAlone()
    {
        Bench bench(one(bookmaker("acme", 1)));
        for (int i = 0; i < 500; ++i) {
            const std::size_t place = bench.send(attempt(2, "b-" + std::to_string(i)));
            bench.succeed();
            QCOMPARE(bench.replies[place]->answer, AnswerKind::Accepted);
        }
    }

    void neverRepeatsToOneThatDoesNotDeduplicate()
    {
        Bookmaker counting = bookmaker("acme");
        counting.rules.deduplicates = false;
        Bench bench(one(counting));
        bench.send(attempt(1));
        bench.fail(TransportError::Timeout);
        WalletOrder repeat = attempt(2);
        repeat.doubt = true;
        const std::size_t again = bench.send(repeat);
        QCOMPARE(bench.link.all.size(), 1u);
        QCOMPARE(bench.replies[again]->answer, AnswerKind::InDoubt);
        QCOMPARE(bench.replies[again]->errorClass, "retry_unsafe");
    }

    void triesAgainWhatWasNeverSentToOneThatDoesNotDeduplicate()
    {
        Bookmaker counting = bookmaker("acme");
        counting.rules.deduplicates = false;
        Bench bench(one(counting));
        bench.send(attempt(1));
        bench.fail(TransportError::NotConnected);
        QCOMPARE(bench.replies[0]->answer, AnswerKind::NotSent);
        bench.send(attempt(2));
        QCOMPARE(bench.link.all.size(), 2u);
        bench.succeed();
        QCOMPARE(bench.replies[1]->answer, AnswerKind::Accepted);
    }

    void tellsHowTheLinesAre()
    {
        Bench bench(one(bookmaker("acme", 1)));
        const client::contract::PartnerId acme("acme");
        bench.send(attempt(1, "b-1"));
        bench.send(attempt(1, "b-2"));
        QCOMPARE(bench.gateway.callsOf(acme).inFlight, std::int64_t(1));
        QCOMPARE(bench.gateway.callsOf(acme).queued, std::int64_t(1));
        bench.succeed();
        bench.pass(1);
        QVERIFY(bench.gateway.callsOf(acme).lastSuccessAt > 0);
        QCOMPARE(bench.gateway.callsOf(acme).errorRatioMilli, 0);
        bench.fail(TransportError::Timeout);
        bench.pass(1);
        QCOMPARE(bench.gateway.callsOf(acme).errorRatioMilli, 500);
        QCOMPARE(bench.gateway.callsOf(acme).inFlight, std::int64_t(0));
        for (int i = 0; i < 4; ++i) {
            bench.send(attempt(1, "c-" + std::to_string(i)));
            bench.fail(TransportError::Timeout);
        }
        bench.pass(1);
        QCOMPARE(bench.gateway.callsOf(acme).breaker, client::contract::CircuitBreaker::State::Open);
        QCOMPARE(bench.gateway.callsOf(client::contract::PartnerId("other")).inFlight, std::int64_t(0));
    }

    void leavesACorrectionWithoutACallInDoubt()
    {
        Bookmaker deaf = bookmaker("acme");
        deaf.rules.corrections = core::CorrectionCalls::None;
        Bench bench(one(deaf));
        WalletOrder order = blockOrder();
        order.kind = core::OrderKind::Adjust;
        order.round = client::contract::RoundId("r-1");
        order.result = "7";
        const std::size_t place = bench.send(order);
        QVERIFY(bench.link.all.empty());
        QCOMPARE(bench.replies[place]->answer, AnswerKind::InDoubt);
        QCOMPARE(bench.replies[place]->errorClass, "no_correction_call");
    }

    void tellsABareCorrectionOnceForAllBetsOfTheRound()
    {
        Bookmaker terse = bookmaker("acme", 4);
        terse.rules.corrections = core::CorrectionCalls::Bare;
        Bench bench(one(terse));
        const auto adjust = [](const std::string& bet) {
            WalletOrder order = blockOrder(bet);
            order.kind = core::OrderKind::Adjust;
            order.round = client::contract::RoundId("r-1");
            order.result = "7";
            order.ref = "3";
            return order;
        };
        bench.send(adjust("b-1"));
        bench.send(adjust("b-2"));
        QCOMPARE(bench.link.all.size(), 1u);
        // Nothing reached it: both learn so, and the next try is a call again.
        bench.link.reply(0, tests::broken(TransportError::NotConnected, false));
        bench.pass(0);
        QCOMPARE(bench.replies[0]->answer, AnswerKind::NotSent);
        QCOMPARE(bench.replies[1]->answer, AnswerKind::NotSent);
        bench.send(adjust("b-1"));
        bench.send(adjust("b-2"));
        QCOMPARE(bench.link.all.size(), 2u);
        bench.link.reply(0, tests::http(200, R"({"status":"recalculated","message":"m"})"));
        bench.pass(0);
        const std::size_t late = bench.send(adjust("b-3"));
        QCOMPARE(bench.link.all.size(), 2u);
        for (const std::size_t place : {std::size_t(2), std::size_t(3), late})
            QCOMPARE(bench.replies[place]->errorClass, std::string(core::needsEvidence));
        // Somebody has it told again: that is a call.
        WalletOrder again = adjust("b-1");
        again.doubt = true;
        bench.send(again);
        QCOMPARE(bench.link.all.size(), 3u);
    }

    void asksForABetWhereTheBookmakerAnswers()
    {
        Bookmaker talking = bookmaker("acme");
        Bench silent(one(talking));
        QVERIFY(!silent.gateway.ask(blockOrder(), {}));
        talking.statusUrl = "https://acme.example/bets/{partner_id}/{bet_id}";
        Bench bench(one(talking));
        std::optional<WalletReply> told;
        QVERIFY(bench.gateway.ask(blockOrder(), [&told](WalletReply reply) { told = std::move(reply); }));
        QCOMPARE(bench.link.all.front().method, "GET");
        QCOMPARE(bench.link.all.front().url, "https://acme.example/bets/acme/b-1");
        QVERIFY(bench.link.all.front().body.empty());
        bench.link.reply(0, tests::http(404, "{}"));
        bench.pass(0);
        QCOMPARE(told->answer, AnswerKind::InDoubt);
    }

    void asksForAListWhereTheBookmakerHasOne()
    {
        const core::ListOrder order{client::contract::PartnerId("acme"), 0, 60'000, "p 7&x", "c-1"};
        Bookmaker talking = bookmaker("acme");
        Bench silent(one(talking));
        QVERIFY(!silent.gateway.list(order, {}));
        talking.listUrl = "https://acme.example/bets?from={from}&to={to}&who={partner_id}";
        Bench bench(one(talking));
        std::vector<core::ListPage> pages;
        const auto keep = [&pages](core::ListPage page) { pages.push_back(std::move(page)); };
        QVERIFY(bench.gateway.list(order, keep));
        bench.pass(0);
        QCOMPARE(bench.link.all.front().method, "GET");
        QCOMPARE(bench.link.all.front().url, "https://acme.example/bets?from=1970-01-01T00:00:00.000Z&to="
                                             "1970-01-01T00:01:00.000Z&who=acme&cursor=p%207%26x");
        QCOMPARE(client::contract::headerValue(bench.link.all.front().headers, "X-Correlation-Id"), "c-1");
        bench.link.reply(0, tests::http(200, R"({"data":[],"next_cursor":"p8","has_more":true})"));
        bench.pass(0);
        QCOMPARE(pages.size(), 1u);
        QVERIFY(pages.front().outcome == core::ListPage::Outcome::Rows);
        QCOMPARE(pages.front().nextCursor, "p8");
        // A bookmaker that fails is left in peace by lists as by everything else.
        for (int i = 0; i < 5; ++i) {
            QVERIFY(bench.gateway.list(order, keep));
            bench.pass(0);
            bench.link.reply(0, tests::http(500, "no"));
            bench.pass(0);
        }
        QVERIFY(bench.gateway.list(order, keep));
        bench.pass(0);
        QCOMPARE(pages.size(), 7u);
        QVERIFY(pages.back().outcome == core::ListPage::Outcome::NotReached);
        QVERIFY(bench.link.waiting.empty());
    }

    void checksOverTheNetwork()
    {
        Bench bench(one(bookmaker("acme")));
        std::optional<WalletReply> told;
        QVERIFY(bench.gateway.checkLater(blockOrder(), [&told](WalletReply reply) { told = std::move(reply); }));
        const auto& call = bench.link.all.front();
        QCOMPARE(call.url, "https://acme.example/api/check_bet");
        QVERIFY(client::contract::headerValue(call.headers, "Idempotency-Key").empty());
        bench.link.reply(
            0, tests::http(200, client::contract::successBody(CallKind::CheckBet, client::contract::BetId("b-1"))));
        bench.pass(0);
        QCOMPARE(told->answer, AnswerKind::Accepted);
    }

    void leavesOtherPartnersToOurOwnWallet()
    {
        Bench bench(one(bookmaker("acme")));
        bookmakers::Router router(*bench.desk.local, bench.gateway);
        core::Transaction transaction(*bench.desk.store);
        QVERIFY(router.immediate(*bench.desk.store, blockOrder("b-1", "p-1")));
        QVERIFY(!router.immediate(*bench.desk.store, blockOrder("b-1", "acme")));
        QVERIFY(!router.checkLater(blockOrder("b-1", "p-1"), {}));
        QCOMPARE(router.nextDueMs(), -1);
    }
};

QTEST_GUILESS_MAIN(TestGateway)
#include "tst_gateway.moc"
