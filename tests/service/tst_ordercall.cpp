// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/wire.h"
#include "service/bookmakers/askcall.h"
#include "service/bookmakers/ordercall.h"
#include "service/bookmakers/signature.h"
#include "tests/service/fakelink.h"

#include <QTest>

#include <set>

using namespace service;
using bookmakers::heard;
using bookmakers::orderCall;
using bookmakers::toldOf;
using client::contract::AnswerKind;
using client::contract::BetState;
using client::contract::TransportError;
using core::CorrectionCalls;
using core::OrderKind;
using core::WalletOrder;
using tests::blockOrder;
using tests::http;

namespace {

WalletOrder settleOrder(BetState target = BetState::Won, std::int64_t payoutMinor = 6'000)
{
    WalletOrder order = blockOrder();
    order.key = "update:acme/b-1";
    order.kind = OrderKind::Settle;
    order.amountMinor = payoutMinor;
    order.target = target;
    order.payoutMinor = payoutMinor;
    order.result = "5";
    order.from = BetState::Blocked;
    return order;
}

WalletOrder refundOrder(std::int64_t amountMinor = 2'500, const std::string& ref = {})
{
    WalletOrder order = blockOrder();
    order.key = "refund:acme/b-1/" + ref;
    order.kind = OrderKind::Refund;
    order.amountMinor = amountMinor;
    order.ref = ref;
    order.from = BetState::Blocked;
    order.target = amountMinor == order.heldMinor ? BetState::Refunded : BetState::Blocked;
    return order;
}

WalletOrder cancelOrder()
{
    WalletOrder order = refundOrder();
    order.kind = OrderKind::Cancel;
    order.cancels = 6;
    order.from = BetState::Checked;
    return order;
}

WalletOrder adjustOrder()
{
    WalletOrder order = blockOrder();
    order.key = "recalc:12:acme/b-1";
    order.kind = OrderKind::Adjust;
    order.round = client::contract::RoundId("r-1");
    order.result = "7";
    order.ref = "12";
    order.from = BetState::Won;
    order.payoutFromMinor = 6'000;
    order.target = BetState::Lost;
    order.payoutMinor = 0;
    order.amountMinor = -6'000;
    return order;
}

core::BookmakerRules withCorrections(CorrectionCalls corrections)
{
    core::BookmakerRules rules;
    rules.corrections = corrections;
    return rules;
}

WalletOrder orderNamed(const QString& name)
{
    if (name == QStringLiteral("block"))
        return blockOrder();
    if (name == QStringLiteral("win"))
        return settleOrder();
    if (name == QStringLiteral("refund"))
        return refundOrder();
    if (name == QStringLiteral("part"))
        return refundOrder(1'000, "r-9");
    if (name == QStringLiteral("cancel"))
        return cancelOrder();
    return adjustOrder();
}

core::WalletReply replyTo(const WalletOrder& order, const client::contract::Exchange& exchange,
                          const core::BookmakerRules& rules = {})
{
    return heard(order, rules, *orderCall(order, rules), exchange).reply;
}

std::string said(const char* status, const std::string& more = {})
{
    return R"({"status":")" + std::string(status) + R"(","message":"m","bet_id":"b-1")" + more + "}";
}

client::contract::BetRow rowOf(BetState state)
{
    client::contract::BetRow row;
    row.partner = client::contract::PartnerId("acme");
    row.bet = client::contract::BetId("b-1");
    row.player = client::contract::PlayerId("u-1");
    row.stakeMinor = 2'500;
    row.state = state;
    row.version = 2;
    row.createdAt = row.updatedAt = 1'795'000'000'000;
    return row;
}

core::WalletReply told(const WalletOrder& order, const client::contract::BetRow& row)
{
    return toldOf(order, "http://127.0.0.1/x", http(200, client::contract::encode(row)));
}

std::string answerWord(const core::WalletReply& reply)
{
    return std::string(client::contract::word(reply.answer));
}

} // namespace

class TestOrderCall : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsABlockWithEverythingACorrectionNeeds()
    {
        WalletOrder order = blockOrder();
        order.game = client::contract::GameId("wheel");
        order.round = client::contract::RoundId("r-1");
        order.selection = "5";
        order.oddsE4 = 24'000;
        const auto call = orderCall(order, {});
        QVERIFY(call);
        QCOMPARE(call->key, "block:acme/b-1");
        QCOMPARE(QByteArray::fromStdString(call->body),
                 QByteArray(R"({"partner_id":"acme","partner_player_id":"u-1","amount":25.00,"bet_id":"b-1",)"
                            R"("game_id":"wheel","round_id":"r-1","selection":"5","odds":2.4000,"currency":"EUR"})"));
    }

    void sendsTheFiveCalls_data()
    {
        QTest::addColumn<QString>("order");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        const QByteArray who = R"({"partner_id":"acme","partner_player_id":"u-1",)";
        QTest::addRow("block") << QStringLiteral("block") << QByteArray("/api/block_funds")
                               << who + R"("amount":25.00,"bet_id":"b-1","currency":"EUR"})";
        QTest::addRow("win") << QStringLiteral("win") << QByteArray("/api/update_bet_status")
                             << who + R"("amount":25.00,"bet_id":"b-1","status":"win","payout":60.00,)"
                                      R"("currency":"EUR","result":"5"})";
        QTest::addRow("refund") << QStringLiteral("refund") << QByteArray("/api/refund")
                                << who + R"("amount":25.00,"bet_id":"b-1","currency":"EUR"})";
        QTest::addRow("part of it") << QStringLiteral("part") << QByteArray("/api/refund")
                                    << who + R"("amount":10.00,"bet_id":"b-1","currency":"EUR","refund_id":"r-9"})";
        QTest::addRow("cancel") << QStringLiteral("cancel") << QByteArray("/api/refund")
                                << who + R"("amount":25.00,"bet_id":"b-1","currency":"EUR"})";
        QTest::addRow("adjust")
            << QStringLiteral("adjust") << QByteArray("/api/recalculate_bets")
            << QByteArray(R"({"round_id":"r-1","correct_result":"7","partner_id":"acme","recalculation_id":"12",)"
                          R"("chunk":"b-1","rows":[{"bet_id":"b-1","expected_status":"won","expected_payout":60.00,)"
                          R"("status":"lost","delta":-60.00}]})");
    }
    void sendsTheFiveCalls()
    {
        QFETCH(QString, order);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        const auto call = orderCall(orderNamed(order), {});
        QVERIFY(call);
        QCOMPARE(QByteArray::fromStdString(std::string(client::contract::path(call->call))), path);
        QCOMPARE(QByteArray::fromStdString(call->body), body);
    }

    void repeatsTheSameBytesWhateverTheAttemptAndTheTime()
    {
        for (const char* name : {"block", "win", "refund", "part", "cancel", "adjust"}) {
            WalletOrder order = orderNamed(QString::fromLatin1(name));
            const auto first = orderCall(order, {});
            order.attempt = 9;
            order.at = 99;
            order.correlationId = "other";
            const auto again = orderCall(order, {});
            QCOMPARE(again->body, first->body);
            QCOMPARE(again->key, first->key);
        }
    }

    void keepsARecalculationsRefundApartFromAGamesOwn()
    {
        WalletOrder order = refundOrder(2'500, "12");
        order.key = "recalc:12:acme/b-1";
        QVERIFY(orderCall(order, {})->body.find(R"("refund_id":"recalc:12")") != std::string::npos);
    }

    void noTwoRefundsOfABetShareAnId()
    {
        std::set<std::string> ids;
        for (const char* ref : {"part-1", "job:12", "recalc:12", "betd-job:12", "betd-game:recalc:12"}) {
            const auto call = orderCall(refundOrder(2'500, ref), {});
            QVERIFY(call);
            const auto sent = client::contract::decodeBetCall(client::contract::CallKind::Refund, call->body);
            QVERIFY2(sent, ref);
            ids.insert(sent->refund.text());
            // A second betd refuses the names of its own jobs.
            QVERIFY(sent->refund.text().rfind("job:", 0) != 0);
        }
        QCOMPARE(ids.size(), std::size_t(5));
        QVERIFY(ids.count("part-1") == 1);
    }

    void sendsACorrectionAsTheBookmakerTakesIt()
    {
        const auto bare = orderCall(adjustOrder(), withCorrections(CorrectionCalls::Bare));
        QVERIFY(bare);
        QCOMPARE(bare->body, R"({"round_id":"r-1","correct_result":"7"})");
        // Every bet of the recalculation makes the same call under the same key.
        WalletOrder another = adjustOrder();
        another.bet = client::contract::BetId("b-2");
        another.key = "recalc:12:acme/b-2";
        QCOMPARE(orderCall(another, withCorrections(CorrectionCalls::Bare))->key, bare->key);
        QVERIFY(bare->key != adjustOrder().key);
        QVERIFY(!orderCall(adjustOrder(), withCorrections(CorrectionCalls::None)));
        WalletOrder noResult = adjustOrder();
        noResult.result.clear();
        QVERIFY(!orderCall(noResult, {}));
    }

    void believesAReply_data()
    {
        QTest::addColumn<QString>("order");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArray>("errorClass");
        const auto row = [](const char* name, const char* order, int status, const std::string& body,
                            const char* answer, const char* errorClass) {
            QTest::addRow("%s: %s", order, name)
                << QString::fromLatin1(order) << status << QByteArray::fromStdString(body) << QByteArray(answer)
                << QByteArray(errorClass);
        };
        const auto problem = [](client::contract::ProblemCode code, bool stored = false) {
            auto made = client::contract::problem(code);
            made.stored = stored;
            return client::contract::encode(made);
        };
        using Code = client::contract::ProblemCode;
        row("done", "block", 200, said("blocked"), "accepted", "");
        row("with echoes", "block", 200,
            said("blocked", R"(,"amount":25,"partner_id":"acme","partner_player_id":"u-1","currency":"EUR")"),
            "accepted", "");
        row("another bet", "block", 200, R"({"status":"blocked","message":"m","bet_id":"b-2"})", "in_doubt",
            "wrong_answer");
        row("no bet", "block", 200, R"({"status":"blocked","message":"m"})", "in_doubt", "wrong_answer");
        row("another amount", "block", 200, said("blocked", R"(,"amount":2.5)"), "in_doubt", "wrong_answer");
        row("an amount in a text", "block", 200, said("blocked", R"(,"amount":"25.00")"), "in_doubt", "wrong_answer");
        row("another player", "block", 200, said("blocked", R"(,"partner_player_id":"u-2")"), "in_doubt",
            "wrong_answer");
        row("another partner", "block", 200, said("blocked", R"(,"partner_id":"other")"), "in_doubt", "wrong_answer");
        row("another currency", "block", 200, said("blocked", R"(,"currency":"USD")"), "in_doubt", "wrong_answer");
        row("another call's word", "block", 200, said("refunded"), "in_doubt", "wrong_answer");
        row("another state", "block", 200, said("blocked", R"(,"bet_state":"won")"), "in_doubt", "wrong_answer");
        row("HTML", "block", 200, "<html>login</html>", "in_doubt", "foreign_body");
        row("cut", "block", 200, "{\"status\":\"blocked\"", "in_doubt", "malformed_body");
        row("nothing", "block", 200, "", "in_doubt", "empty_body");
        row("redirect", "block", 307, "", "in_doubt", "redirect");
        row("a proxy's 502", "block", 502, "<html>", "in_doubt", "http_502");
        row("no money", "block", 402, problem(Code::InsufficientFunds, true), "declined", "insufficient_funds");
        row("busy", "block", 429, problem(Code::RateLimited), "not_sent", "rate_limited");
        row("our token is wrong", "block", 401, problem(Code::Unauthenticated), "not_sent", "unauthenticated");
        row("our token is weak", "block", 403, problem(Code::Forbidden), "not_sent", "forbidden");
        row("suspended there", "block", 423, problem(Code::PartnerSuspended), "not_sent", "partner_suspended");
        row("a 503 that never connected", "block", 503, problem(Code::PartnerUnavailable), "not_sent",
            "partner_unavailable");
        row("a 503 that may have", "block", 503, problem(Code::PartnerTimeout), "in_doubt", "partner_timeout");
        row("a plain 503", "block", 503, "{}", "in_doubt", "http_503");
        row("done", "win", 200, said("updated"), "accepted", "");
        row("another payout", "win", 200, said("updated", R"(,"payout":61)"), "in_doubt", "wrong_answer");
        row("done", "refund", 200, said("refunded", R"(,"refunded_amount":25.00,"bet_state":"refunded")"), "accepted",
            "");
        row("nothing was held", "refund", 200, said("refunded", R"(,"refunded_amount":0,"bet_state":"rejected")"),
            "in_doubt", "wrong_answer");
        row("less", "refund", 200, said("refunded", R"(,"refunded_amount":10.00)"), "in_doubt", "wrong_answer");
        row("another refund", "part", 200, said("refunded", R"(,"refund_id":"r-8")"), "in_doubt", "wrong_answer");
        row("done", "part", 200, said("refunded", R"(,"refunded_amount":10.00,"bet_state":"blocked")"), "accepted", "");
        row("all of it", "part", 200, said("refunded", R"(,"refunded_amount":25.00,"bet_state":"refunded")"),
            "in_doubt", "wrong_answer");
        row("done", "adjust", 200,
            R"({"status":"recalculated","message":"m","rows":[{"bet_id":"b-1","outcome":"applied"}]})", "accepted", "");
        row("no rows", "adjust", 200, R"({"status":"recalculated","message":"m"})", "in_doubt", "needs_evidence");
        row("another row", "adjust", 200,
            R"({"status":"recalculated","message":"m","rows":[{"bet_id":"b-2","outcome":"applied"}]})", "in_doubt",
            "wrong_answer");
        row("more rows", "adjust", 200,
            R"({"status":"recalculated","rows":[{"bet_id":"b-1","outcome":"applied"},{"bet_id":"b-2","outcome":"applied"}]})",
            "in_doubt", "wrong_answer");
        row("no money", "adjust", 200,
            R"({"status":"recalculated","rows":[{"bet_id":"b-1","outcome":"refused","code":"reversal_insufficient_funds"}]})",
            "declined", "reversal_insufficient_funds");
        row("refused for no known reason", "adjust", 200,
            R"({"status":"recalculated","rows":[{"bet_id":"b-1","outcome":"refused","code":"tuesday"}]})", "in_doubt",
            "wrong_answer");
        row("refused, which it cannot know", "adjust", 200,
            R"({"status":"recalculated","rows":[{"bet_id":"b-1","outcome":"refused","code":"internal_error"}]})",
            "in_doubt", "wrong_answer");
        row("not yet", "adjust", 200, R"({"status":"recalculated","rows":[{"bet_id":"b-1","outcome":"waiting"}]})",
            "in_doubt", "waiting_there");
        row("an unknown outcome", "adjust", 200,
            R"({"status":"recalculated","rows":[{"bet_id":"b-1","outcome":"probably"}]})", "in_doubt", "wrong_answer");
    }
    void believesAReply()
    {
        QFETCH(QString, order);
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, answer);
        QFETCH(QByteArray, errorClass);
        const auto reply = replyTo(orderNamed(order), http(status, body.toStdString()));
        QCOMPARE(QByteArray::fromStdString(answerWord(reply)), answer);
        QCOMPARE(QByteArray::fromStdString(reply.errorClass), errorClass);
        QCOMPARE(reply.http, status);
        // The evidence stays.
        QCOMPARE(QByteArray::fromStdString(reply.response), body);
        QVERIFY(reply.request.starts_with("POST /api/"));
    }

    void tellsNotSentFromInDoubt()
    {
        QCOMPARE(replyTo(blockOrder(), tests::broken(TransportError::NotConnected, false)).answer, AnswerKind::NotSent);
        QCOMPARE(replyTo(blockOrder(), tests::broken(TransportError::TlsFailed, false)).answer, AnswerKind::NotSent);
        for (const auto error : {TransportError::Timeout, TransportError::Reset, TransportError::ReplyTooLarge})
            QCOMPARE(replyTo(blockOrder(), tests::broken(error)).answer, AnswerKind::InDoubt);
    }

    void takesFromACancelWhatCameBack_data()
    {
        QTest::addColumn<QByteArray>("more");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<qint64>("movedMinor");
        QTest::addRow("not said: the stake") << QByteArray() << QByteArray("accepted") << qint64{2'500};
        QTest::addRow("the stake") << QByteArray(R"(,"refunded_amount":25.00,"bet_state":"refunded")")
                                   << QByteArray("accepted") << qint64{2'500};
        QTest::addRow("a tombstone") << QByteArray(R"(,"refunded_amount":0,"bet_state":"refunded")")
                                     << QByteArray("accepted") << qint64{0};
        QTest::addRow("it was rejected") << QByteArray(R"(,"refunded_amount":0,"bet_state":"rejected")")
                                         << QByteArray("accepted") << qint64{0};
        QTest::addRow("a part") << QByteArray(R"(,"refunded_amount":24.00)") << QByteArray("in_doubt") << qint64{2'500};
        QTest::addRow("more") << QByteArray(R"(,"refunded_amount":26.00)") << QByteArray("in_doubt") << qint64{2'500};
        QTest::addRow("no number") << QByteArray(R"(,"refunded_amount":null)") << QByteArray("in_doubt")
                                   << qint64{2'500};
        QTest::addRow("still held") << QByteArray(R"(,"bet_state":"blocked")") << QByteArray("in_doubt") << qint64{0};
    }
    void takesFromACancelWhatCameBack()
    {
        QFETCH(QByteArray, more);
        QFETCH(QByteArray, answer);
        QFETCH(qint64, movedMinor);
        const auto reply = replyTo(cancelOrder(), http(200, said("refunded", more.toStdString())));
        QCOMPARE(QByteArray::fromStdString(answerWord(reply)), answer);
        QCOMPARE(reply.movedMinor, movedMinor);
    }

    void knowsAHoldThatRanOutThereFirst_data()
    {
        QTest::addColumn<qint64>("amount");
        QTest::addColumn<QByteArray>("more");
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("all of it") << qint64(2'500) << QByteArray(R"(,"refunded_amount":0,"bet_state":"expired")")
                                   << QByteArray("accepted");
        QTest::newRow("and an amount all the same")
            << qint64(2'500) << QByteArray(R"(,"refunded_amount":25,"bet_state":"expired")") << QByteArray("in_doubt");
        QTest::newRow("a part") << qint64(1'000) << QByteArray(R"(,"refunded_amount":0,"bet_state":"expired")")
                                << QByteArray("in_doubt");
        QTest::newRow("nothing although refunded")
            << qint64(2'500) << QByteArray(R"(,"refunded_amount":0,"bet_state":"refunded")") << QByteArray("in_doubt");
    }
    void knowsAHoldThatRanOutThereFirst()
    {
        QFETCH(qint64, amount);
        QFETCH(QByteArray, more);
        QFETCH(QByteArray, answer);
        const auto reply = replyTo(refundOrder(amount, "r-9"), http(200, said("refunded", more.toStdString())));
        QCOMPARE(QByteArray::fromStdString(answerWord(reply)), answer);
    }

    void takesNoWrongSettingForARefusedBet()
    {
        using Code = client::contract::ProblemCode;
        for (const Code code : {Code::PartnerUnknown, Code::MalformedJson}) {
            const auto problem = client::contract::problem(code);
            const auto exchange = http(problem.status, client::contract::encode(problem));
            QCOMPARE(replyTo(blockOrder(), exchange).answer, AnswerKind::NotSent);
            QCOMPARE(replyTo(settleOrder(), exchange).answer, AnswerKind::Declined);
        }
    }

    void keepsListsShortWhateverABookmakerWrites()
    {
        auto problem = client::contract::problem(client::contract::ProblemCode::InsufficientFunds);
        problem.detail = std::string(10'000, 'x');
        const auto reply = replyTo(blockOrder(), http(402, client::contract::encode(problem)));
        QCOMPARE(reply.answer, AnswerKind::Declined);
        QCOMPARE(reply.error.size(), std::size_t(300));
        QVERIFY(reply.response.size() > 10'000);
    }

    void neverTakesTheBareCallForProof()
    {
        const auto reply = replyTo(adjustOrder(), http(200, R"({"status":"recalculated","message":"m"})"),
                                   withCorrections(CorrectionCalls::Bare));
        QCOMPARE(reply.answer, AnswerKind::InDoubt);
        QCOMPARE(reply.errorClass, "needs_evidence");
        const auto problem = client::contract::problem(client::contract::ProblemCode::RoundNotFound);
        const auto refused = replyTo(adjustOrder(), http(404, client::contract::encode(problem)),
                                     withCorrections(CorrectionCalls::Bare));
        QCOMPARE(refused.answer, AnswerKind::InDoubt);
        QCOMPARE(refused.errorClass, "needs_evidence");
    }

    void cutsALongReplyInTheHistory()
    {
        const auto reply = replyTo(blockOrder(), http(200, std::string(100'000, 'x')));
        QCOMPARE(reply.response.size(), 16'384u);
    }

    void asksWhereTheTemplateSays()
    {
        QCOMPARE(bookmakers::askUrl("https://a.example/api/v1/bets/{partner_id}/{bet_id}?p={partner_id}", blockOrder()),
                 "https://a.example/api/v1/bets/acme/b-1?p=acme");
    }

    void learnsFromTheBookmakersBet()
    {
        using State = BetState;
        QCOMPARE(told(blockOrder(), rowOf(State::Blocked)).answer, AnswerKind::Accepted);
        QCOMPARE(told(blockOrder(), rowOf(State::Checked)).errorClass, "not_applied_there");
        QCOMPARE(told(blockOrder(), rowOf(State::Refunded)).errorClass, "closed_there");
        const auto rejected = told(blockOrder(), rowOf(State::Rejected));
        QCOMPARE(rejected.answer, AnswerKind::Declined);
        QVERIFY(rejected.stored);

        auto won = rowOf(State::Won);
        won.payoutMinor = 6'000;
        QCOMPARE(told(settleOrder(), won).answer, AnswerKind::Accepted);
        QCOMPARE(told(settleOrder(), rowOf(State::Blocked)).errorClass, "not_applied_there");
        QCOMPARE(told(settleOrder(State::Won, 6'001), won).errorClass, "wrong_answer");
        QCOMPARE(told(settleOrder(State::Lost, 0), won).errorClass, "other_state_there");

        auto refunded = rowOf(State::Refunded);
        refunded.refundedMinor = 2'500;
        QCOMPARE(told(refundOrder(), refunded).answer, AnswerKind::Accepted);
        QCOMPARE(told(refundOrder(), rowOf(State::Blocked)).errorClass, "not_applied_there");
        auto part = rowOf(State::Blocked);
        part.refundedMinor = 1'000;
        QCOMPARE(told(refundOrder(1'000, "r-9"), part).answer, AnswerKind::Accepted);
        QCOMPARE(told(refundOrder(), part).errorClass, "other_state_there");

        QCOMPARE(told(refundOrder(), rowOf(State::Expired)).answer, AnswerKind::Accepted);
        QCOMPARE(told(refundOrder(1'000, "r-9"), rowOf(State::Expired)).errorClass, "other_state_there");
        auto voided = rowOf(State::Refunded);
        voided.closedBy = client::contract::ClosedBy::RecalculationVoid;
        WalletOrder voids = refundOrder(2'500, "12");
        voids.key = "recalc:12:acme/b-1";
        QCOMPARE(told(voids, voided).answer, AnswerKind::Accepted);
        QCOMPARE(told(refundOrder(), voided).errorClass, "other_state_there");

        QCOMPARE(told(cancelOrder(), rowOf(State::Expired)).movedMinor, 0);
        QCOMPARE(told(cancelOrder(), refunded).movedMinor, 2'500);
        const auto tombstone = told(cancelOrder(), rowOf(State::Refunded));
        QCOMPARE(tombstone.answer, AnswerKind::Accepted);
        QCOMPARE(tombstone.movedMinor, 0);
        QCOMPARE(told(cancelOrder(), rowOf(State::Blocked)).answer, AnswerKind::InDoubt);

        QCOMPARE(told(adjustOrder(), rowOf(State::Lost)).answer, AnswerKind::Accepted);
        QCOMPARE(told(adjustOrder(), won).errorClass, "not_applied_there");
    }

    void doubtsWhatTheBookmakerSaysOfAnotherBet()
    {
        auto row = rowOf(BetState::Blocked);
        row.bet = client::contract::BetId("b-2");
        QCOMPARE(told(blockOrder(), row).errorClass, "wrong_answer");
        row = rowOf(BetState::Blocked);
        row.player = client::contract::PlayerId("u-2");
        QCOMPARE(told(blockOrder(), row).errorClass, "wrong_answer");
        row = rowOf(BetState::Blocked);
        row.stakeMinor = 2'499;
        QCOMPARE(told(blockOrder(), row).errorClass, "wrong_answer");
        row = rowOf(BetState::Blocked);
        row.operation.emplace().id = client::contract::OperationId("op-1");
        QCOMPARE(told(blockOrder(), row).errorClass, "open_there");
        QCOMPARE(told(blockOrder(), row).answer, AnswerKind::InDoubt);
    }

    void neverTakesNotFoundForNotDone()
    {
        const auto missing = toldOf(
            blockOrder(), "http://127.0.0.1/x",
            http(404, client::contract::encode(client::contract::problem(client::contract::ProblemCode::BetNotFound))));
        QCOMPARE(missing.answer, AnswerKind::InDoubt);
        QCOMPARE(missing.errorClass, "not_found_there");
        QCOMPARE(toldOf(blockOrder(), "x", http(200, "<html>")).answer, AnswerKind::InDoubt);
        QCOMPARE(toldOf(blockOrder(), "x", tests::broken(TransportError::NotConnected, false)).answer,
                 AnswerKind::InDoubt);
    }

    void signsTimeTargetAndBody()
    {
        // echo -n '1700000000.POST /api/refund?x=1.{"a":1}' | openssl dgst -sha256 -hmac secret
        QCOMPARE(bookmakers::signature("secret", 1'700'000'000, "POST", "/api/refund?x=1", R"({"a":1})"),
                 "t=1700000000,v1=97228eafea60771d0554a9db670f0d113cbec44ed358f87f4dbbd16aefd82eea");
        QCOMPARE(bookmakers::targetOf("https://a.example:8443/api/refund?x=1"), "/api/refund?x=1");
        QCOMPARE(bookmakers::targetOf("https://a.example"), "/");
    }
};

QTEST_GUILESS_MAIN(TestOrderCall)
#include "tst_ordercall.moc"
