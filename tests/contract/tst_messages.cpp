// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/messages.h"
#include "tests/support/goldenmessages.h"

#include <QObject>
#include <QTest>

#include <set>

using namespace client::contract;
using namespace tests::support;

namespace {

CallKind kindOf(const std::string& call)
{
    const auto kind = callFromPath("/api/" + call);
    Q_ASSERT(kind);
    return *kind;
}

// What a service with EUR as the partner's currency answers before it asks its store.
std::string verdict(CallKind kind, std::string_view body)
{
    const auto code = [](const Problem& told) { return std::string(rule(told.code).word); };
    if (kind == CallKind::RecalculateBets) {
        const auto call = decodeRecalculateCall(body);
        return call ? "taken" : code(call.error());
    }
    const auto call = decodeBetCall(kind, body);
    if (!call)
        return code(call.error());
    const int exponent = call->currency.empty() ? 2 : Currency::parse(call->currency)->exponent;
    const auto amount = amountMinor(call->amountText, exponent, "/amount");
    if (!amount)
        return code(amount.error());
    if (call->payoutText) {
        const auto payout = payoutAmountMinor(*call->payoutText, exponent);
        if (!payout)
            return code(payout.error());
    }
    return "taken";
}

BetCall fullCall()
{
    BetCall call;
    call.call = CallKind::UpdateBetStatus;
    call.partner = PartnerId("12345");
    call.player = PlayerId("67890");
    call.bet = BetId("abcde12345");
    call.amountText = "100";
    call.won = true;
    call.payoutText = "200.50";
    call.game = GameId("roulette");
    call.round = RoundId("round123");
    call.selection = "RED \"14\"\\";
    call.oddsText = "2.5";
    call.currency = "EUR";
    call.refund = RefundId("r-1");
    call.result = "5";
    return call;
}

} // namespace

class MessagesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesTheSpecificationsExamplesAndSaysThemAgain()
    {
        const auto examples = validMessages();
        QVERIFY(examples.size() >= 10);
        for (const ValidMessage& example : examples) {
            const CallKind kind = kindOf(example.call);
            const QByteArray where = QByteArray::number(example.line);
            QVERIFY2(verdict(kind, example.request) == "taken", where);
            if (kind == CallKind::RecalculateBets) {
                const auto call = decodeRecalculateCall(example.request);
                QCOMPARE(encode(*call), example.request);
                QCOMPARE(recalculatedBody(call->round), example.answer);
            } else {
                const auto call = decodeBetCall(kind, example.request);
                QCOMPARE(encode(*call), example.request);
                QCOMPARE(successBody(kind, call->bet), example.answer);
            }
        }
    }

    void theAnswerToRowsNamesEachRowOfTheCallOnce()
    {
        RecalculateCall call;
        call.round = RoundId("round123");
        call.rows = {{BetId("b-1"), BetState::Won, "20", BetState::Lost, {}, "-20"},
                     {BetId("b-2"), BetState::Lost, {}, BetState::Won, "20", "20"}};
        const std::string answer =
            recalculatedBody(call.round, {{BetId("b-1"), RowOutcome::Applied, {}},
                                          {BetId("b-2"), RowOutcome::Refused, "version_conflict"}});
        QCOMPARE(answer, std::string(R"({"status":"recalculated","message":"The bets have been recalculated for the )"
                                     R"(round123","rows":[{"bet_id":"b-1","outcome":"applied"},)"
                                     R"({"bet_id":"b-2","outcome":"refused","code":"version_conflict"}]})"));
        const auto rows = decodeRecalculatedRows(answer, call);
        QVERIFY(rows);
        QCOMPARE(rows->size(), 2u);
        QVERIFY((*rows)[0].outcome == RowOutcome::Applied);
        QVERIFY((*rows)[1].outcome == RowOutcome::Refused);
        QCOMPARE((*rows)[1].code, std::string("version_conflict"));

        for (const char* wrong :
             {R"({"status":"recalculated"})", R"({"rows":[{"bet_id":"b-1","outcome":"applied"}]})",
              R"({"rows":[{"bet_id":"b-2","outcome":"applied"},{"bet_id":"b-1","outcome":"applied"}]})",
              R"({"rows":[{"bet_id":"b-1","outcome":"done"},{"bet_id":"b-2","outcome":"applied"}]})",
              R"({"rows":[{"bet_id":"b-1"},{"bet_id":"b-2","outcome":"applied"}]})", R"({"rows":[1,2]})", "[]",
              "<html>"})
            QVERIFY2(!decodeRecalculatedRows(wrong, call), wrong);
    }

    void aDifferenceMayBeNegativeAndIsExact()
    {
        QCOMPARE(deltaMinor("-10.5", 2, "/delta").value(), std::int64_t(-1'050));
        QCOMPARE(deltaMinor("1e1", 2, "/delta").value(), std::int64_t(1'000));
        QCOMPARE(deltaMinor("-0", 2, "/delta").value(), std::int64_t(0));
        QVERIFY(deltaMinor("-10.999", 2, "/delta").error().code == ProblemCode::AmountPrecision);
        QVERIFY(deltaMinor("--1", 2, "/delta").error().code == ProblemCode::AmountOutOfRange);
    }

    void theFirstFiveExamplesAreTheFiveCalls()
    {
        const auto examples = validMessages();
        std::set<std::string> calls;
        for (std::size_t i = 0; i < 5; ++i)
            calls.insert(examples[i].call);
        QCOMPARE(calls.size(), 5u);
        const auto update = decodeBetCall(CallKind::UpdateBetStatus, examples[2].request);
        QCOMPARE(update->partner.text(), std::string("12345"));
        QCOMPARE(update->player.text(), std::string("67890"));
        QCOMPARE(update->bet.text(), std::string("abcde12345"));
        QCOMPARE(update->amountText, std::string("100"));
        QCOMPARE(*update->won, true);
        QCOMPARE(*update->payoutText, std::string("200"));
    }

    void refusesEveryMalformedBody_data()
    {
        QTest::addColumn<int>("index");
        const auto messages = malformedMessages();
        QVERIFY(messages.size() >= 150);
        for (std::size_t i = 0; i < messages.size(); ++i)
            QTest::addRow("line %d", messages[i].line) << static_cast<int>(i);
        m_malformed = messages;
    }
    void refusesEveryMalformedBody()
    {
        QFETCH(int, index);
        const MalformedMessage& message = m_malformed[static_cast<std::size_t>(index)];
        QCOMPARE(verdict(kindOf(message.call), message.body), message.code);
    }

    void namesEveryFieldThatIsWrong()
    {
        const auto call =
            decodeBetCall(CallKind::BlockFunds, R"({"partner_id":"","amount":"100","bet_id":"b 1","odds":0})");
        QVERIFY(!call);
        std::vector<std::string> pointers;
        for (const FieldError& error : call.error().errors)
            pointers.push_back(error.pointer);
        QCOMPARE(pointers,
                 (std::vector<std::string>{"/partner_id", "/partner_player_id", "/amount", "/bet_id", "/odds"}));
        QCOMPARE(call.error().status, 400);
        QVERIFY(!call.error().detail.empty());
    }

    void namesTheBetOfARefusal()
    {
        const auto call =
            decodeBetCall(CallKind::UpdateBetStatus,
                          R"({"partner_id":"1","partner_player_id":"2","amount":1,"bet_id":"b-1","status":"win"})");
        QCOMPARE(call.error().code, ProblemCode::PayoutInvalid);
        QCOMPARE(call.error().betId, std::string("b-1"));
        QCOMPARE(call.error().errors.front().pointer, std::string("/payout"));
    }

    void ignoresMembersThatTheCallDoesNotKnow()
    {
        const auto call = decodeBetCall(CallKind::CheckBet,
                                        R"({"partner_id":"1","partner_player_id":"2","amount":1,"bet_id":"b","status":5,
            "payout":[],"result":{},"refund_id":"","metadata":{"a":[1e999,null]}})");
        QVERIFY(call.has_value());
        QVERIFY(!call->won && !call->payoutText && call->refund.empty() && call->result.empty());
    }

    void takesTheLongestTextsAndIds()
    {
        const std::string id(64, 'x');
        std::string selection;
        for (int i = 0; i < 128; ++i)
            selection += "ж";
        const std::string quotedId = "\"" + id + "\"";
        const auto call = decodeBetCall(
            CallKind::BlockFunds, "{\"partner_id\":" + quotedId + ",\"partner_player_id\":" + quotedId +
                                      ",\"amount\":1,\"bet_id\":" + quotedId + ",\"selection\":\"" + selection + "\"}");
        QVERIFY(call.has_value());
        QCOMPARE(call->selection, selection);
    }

    void writesTheSameBytesInAFixedOrder()
    {
        QCOMPARE(
            encode(fullCall()),
            std::string(
                R"({"partner_id":"12345","partner_player_id":"67890","amount":100,"bet_id":"abcde12345","status":"win",)"
                "\"payout\":200.50,\"game_id\":\"roulette\",\"round_id\":\"round123\",\"selection\":\"RED "
                "\\\"14\\\"\\\\\",\"odds\":2.5,"
                R"("currency":"EUR","refund_id":"r-1","result":"5"})"));
        QCOMPARE(encode(RecalculateCall{RoundId("r"), "\"5\""}),
                 std::string("{\"round_id\":\"r\",\"correct_result\":\"\\\"5\\\"\"}"));
    }

    void readsAmountsOfACall()
    {
        QCOMPARE(*amountMinor("1e2", 2, "/amount"), 10'000);
        QCOMPARE(*payoutAmountMinor("0", 2), 0);
        QCOMPARE(amountMinor("0", 2, "/items/0/amount").error().errors.front().pointer, std::string("/items/0/amount"));
        QCOMPARE(amountMinor("0.001", 2, "/amount").error().code, ProblemCode::AmountPrecision);
        QCOMPARE(payoutAmountMinor("-1", 2).error().code, ProblemCode::AmountOutOfRange);
    }

    void knowsTheCallsByPath()
    {
        for (const CallKind kind : {CallKind::CheckBet, CallKind::BlockFunds, CallKind::UpdateBetStatus,
                                    CallKind::Refund, CallKind::RecalculateBets}) {
            QCOMPARE(path(kind), "/api/" + std::string(word(kind)));
            QCOMPARE(*callFromPath(path(kind)), kind);
        }
        QVERIFY(!callFromPath("/api/check_bet/"));
        QVERIFY(!callFromPath("/api/CHECK_BET"));
    }

    void everyProblemSurvivesTheWire()
    {
        for (int i = 0; i <= static_cast<int>(ProblemCode::PartnerTimeout); ++i) {
            Problem told = problem(static_cast<ProblemCode>(i), "What happened.");
            told.instance = "/api/refund";
            told.retryAfterMs = 1'500;
            told.betId = "b-1";
            told.operationId = "o-1";
            told.correlationId = "c-1";
            told.reason = "limit";
            told.stored = true;
            told.errors = {{"/amount", "is wrong"}};
            const auto read = decodeProblem(encode(told), told.status);
            QVERIFY2(read.has_value(), encode(told).c_str());
            QCOMPARE(read->code, told.code);
            QCOMPARE(read->retryable, told.retryable);
            QCOMPARE(read->outcome, told.outcome);
            QCOMPARE(encode(*read), encode(told));
        }
    }

    void problemsFollowTheTableOfErrors_data()
    {
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* code, const char* expected) {
            QTest::newRow(code) << QByteArray(code) << QByteArray(expected);
        };
        row("malformed_json", "400 no none");
        row("method_not_allowed", "405 no none");
        row("request_timeout", "408 no none");
        row("unauthenticated", "401 no none");
        row("limit_exceeded", "403 no none");
        row("insufficient_funds", "402 no none");
        row("bet_not_found", "404 no none");
        row("bet_closed", "409 no none");
        row("operation_in_progress", "409 yes none");
        row("cursor_expired", "410 no none");
        row("plan_stale", "412 no none");
        row("precondition_required", "428 no none");
        row("body_too_large", "413 no none");
        row("headers_too_large", "431 no none");
        row("bet_declined", "422 no none");
        row("partner_suspended", "423 no none");
        row("rate_limited", "429 yes none");
        row("internal_error", "500 yes unknown");
        row("partner_bad_response", "502 yes unknown");
        row("partner_unavailable", "503 yes none");
        row("queue_backpressure", "503 yes none");
        row("partner_timeout", "503 yes unknown");
    }
    void problemsFollowTheTableOfErrors()
    {
        QFETCH(QByteArray, code);
        QFETCH(QByteArray, expected);
        const ProblemRule* const known = findRule(code.toStdString());
        QVERIFY(known);
        const QByteArray told = QByteArray::number(known->http) + (known->retryable ? " yes " : " no ") +
                                QByteArray::fromStdString(std::string(word(known->outcome)));
        QCOMPARE(told, expected);
    }

    void aProblemBodyIsWhatTheSpecificationShows()
    {
        QCOMPARE(
            encode(problem(ProblemCode::BetNotFound, "No such bet.")),
            std::string(
                R"({"type":"urn:betdesk:problem:bet_not_found","title":"The bet is not known","status":404,)"
                R"("detail":"No such bet.","code":"bet_not_found","retryable":false,"outcome":"none","message":"No such bet."})"));
        QVERIFY(!findRule("no_such_code"));
    }

    void aMediaTypeIsAMalformedRequestWithItsOwnStatus()
    {
        const Problem told = problem(ProblemCode::UnsupportedMediaType);
        QCOMPARE(told.status, 415);
        QCOMPARE(decodeProblem(encode(told), 415)->code, ProblemCode::UnsupportedMediaType);
        QCOMPARE(decodeProblem(encode(problem(ProblemCode::MalformedRequest)), 400)->code,
                 ProblemCode::MalformedRequest);
        QVERIFY(!decodeProblem(encode(told), 400));
    }

private:
    std::vector<MalformedMessage> m_malformed;
};

QTEST_APPLESS_MAIN(MessagesTest)
#include "tst_messages.moc"
