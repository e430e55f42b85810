// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/answer.h"
#include "client/contract/messages.h"
#include "tests/support/goldenmessages.h"

#include <QObject>
#include <QTest>

#include <map>

using namespace client::contract;
using namespace tests::support;

namespace {

Expectation expectationOf(const std::string& call)
{
    for (const ValidMessage& example : validMessages()) {
        if (example.call != call)
            continue;
        const CallKind kind = *callFromPath("/api/" + call);
        return kind == CallKind::RecalculateBets ? expectation(*decodeRecalculateCall(example.request))
                                                 : expectation(*decodeBetCall(kind, example.request));
    }
    return {};
}

Exchange exchangeOf(const std::string& reply, const std::string& body)
{
    static const std::map<std::string, TransportError> errors{{"not_connected", TransportError::NotConnected},
                                                              {"tls_failed", TransportError::TlsFailed},
                                                              {"timeout", TransportError::Timeout},
                                                              {"reset", TransportError::Reset},
                                                              {"reply_too_large", TransportError::ReplyTooLarge},
                                                              {"aborted", TransportError::Aborted}};
    Exchange exchange;
    exchange.body = body;
    const auto error = errors.find(reply);
    if (error != errors.end())
        exchange.error = error->second;
    else
        exchange.status = std::stoi(reply);
    return exchange;
}

Exchange reply(int status, std::string body, std::vector<Header> headers = {})
{
    Exchange exchange;
    exchange.status = status;
    exchange.body = std::move(body);
    exchange.headers = std::move(headers);
    return exchange;
}

const Expectation blocked{{"blocked"}, {{"bet_id", "b-1"}}};

Answer refused(ProblemCode code, bool stored = false)
{
    Problem told = problem(code);
    told.stored = stored;
    return classify(reply(told.status, encode(told)), blocked);
}

Answer accepted()
{
    return classify(reply(200, R"({"status":"blocked","bet_id":"b-1"})"), blocked);
}

Answer timedOut()
{
    Exchange exchange;
    exchange.error = TransportError::Timeout;
    return classify(exchange, blocked);
}

std::string folded(const std::vector<Answer>& answers)
{
    AnswerFold fold;
    for (const Answer& answer : answers)
        fold.add(answer);
    return std::string(word(fold.current()->kind));
}

} // namespace

class AnswerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void classifiesEveryReply_data()
    {
        QTest::addColumn<int>("index");
        m_replies = goldenReplies();
        QVERIFY(m_replies.size() >= 60);
        for (std::size_t i = 0; i < m_replies.size(); ++i)
            QTest::addRow("line %d", m_replies[i].line) << static_cast<int>(i);
    }
    void classifiesEveryReply()
    {
        QFETCH(int, index);
        const GoldenReply& golden = m_replies[static_cast<std::size_t>(index)];
        const Answer answer = classify(exchangeOf(golden.reply, golden.body), expectationOf(golden.call));
        QCOMPARE(std::string(word(answer.kind)) + " " + answer.errorClass, golden.answer + " " + golden.errorClass);
        QVERIFY(answer.kind == AnswerKind::Accepted || golden.reply == "600" || !answer.detail.empty() ||
                answer.problem);
    }

    void anythingThatCertainlyNeverLeftIsNotSent()
    {
        Exchange exchange;
        exchange.maybeSent = false;
        exchange.error = TransportError::Timeout;
        QCOMPARE(classify(exchange, blocked).kind, AnswerKind::NotSent);
        QCOMPARE(classify(exchange, blocked).errorClass, std::string("timeout"));
        exchange.error = TransportError::Aborted;
        QCOMPARE(classify(exchange, blocked).kind, AnswerKind::NotSent);
        exchange.maybeSent = true;
        QCOMPARE(classify(exchange, blocked).kind, AnswerKind::InDoubt);
    }

    void aBrokenExchangeIsNeverAccepted()
    {
        Exchange exchange = reply(200, R"({"status":"blocked","bet_id":"b-1"})");
        exchange.error = TransportError::Reset;
        const Answer answer = classify(exchange, blocked);
        QCOMPARE(answer.kind, AnswerKind::InDoubt);
        QCOMPARE(answer.httpStatus, 200);
    }

    void readsRetryAfterFromBodyAndHeader()
    {
        QCOMPARE(classify(reply(503, "", {{"retry-AFTER", "7"}}), blocked).retryAfterMs, 7'000);
        QCOMPARE(classify(reply(503, "", {{"Retry-After", "99999999999999999999"}}), blocked).retryAfterMs, 600'000);
        QCOMPARE(classify(reply(503, "", {{"Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT"}}), blocked).retryAfterMs, 0);
        QCOMPARE(classify(reply(503, "", {{"Retry-After", "-5"}}), blocked).retryAfterMs, 0);
        QCOMPARE(classify(reply(503, "", {{"Retry-After", ""}}), blocked).retryAfterMs, 0);
        Problem told = problem(ProblemCode::RateLimited);
        told.retryAfterMs = 1'500;
        QCOMPARE(classify(reply(429, encode(told), {{"Retry-After", "2"}}), blocked).retryAfterMs, 1'500);
        told.retryAfterMs = 86'400'000;
        QCOMPARE(classify(reply(429, encode(told)), blocked).retryAfterMs, 600'000);
        QCOMPARE(
            classify(reply(429, R"({"code":"rate_limited","retryable":true,"outcome":"none","retry_after_ms":-5})"),
                     blocked)
                .retryAfterMs,
            0);
    }

    void everyEchoHasToMatch()
    {
        const Expectation refund{{"refunded"}, {{"refund_id", "r-1"}, {"bet_id", "b-1"}}};
        QCOMPARE(classify(reply(200, R"({"status":"refunded","refund_id":"r-1","bet_id":"b-1"})"), refund).kind,
                 AnswerKind::Accepted);
        QCOMPARE(classify(reply(200, R"({"status":"refunded","refund_id":"r-2","bet_id":"b-1"})"), refund).errorClass,
                 std::string("wrong_refund"));
        QCOMPARE(classify(reply(200, R"({"status":"refunded","refund_id":"r-1"})"), refund).errorClass,
                 std::string("wrong_bet"));
    }

    void onlyNotSentAndInDoubtGoAgain()
    {
        QVERIFY(!accepted().retryable());
        QVERIFY(!refused(ProblemCode::InsufficientFunds).retryable());
        QVERIFY(refused(ProblemCode::PartnerUnavailable).retryable());
        QVERIFY(timedOut().retryable());
    }

    void aDoubtIsEndedOnlyByASuccessOrAStoredRefusal()
    {
        QCOMPARE(folded({timedOut(), accepted()}), std::string("accepted"));
        QCOMPARE(folded({timedOut(), refused(ProblemCode::InsufficientFunds, true)}), std::string("declined"));
        QCOMPARE(folded({timedOut(), refused(ProblemCode::BetDeclined, true)}), std::string("declined"));
        QCOMPARE(folded({timedOut(), refused(ProblemCode::InsufficientFunds)}), std::string("in_doubt"));
        QCOMPARE(folded({timedOut(), refused(ProblemCode::BetClosed)}), std::string("in_doubt"));
        QCOMPARE(folded({timedOut(), refused(ProblemCode::PartnerUnavailable)}), std::string("in_doubt"));
        QCOMPARE(folded({refused(ProblemCode::PartnerTimeout), refused(ProblemCode::BetClosed)}),
                 std::string("in_doubt"));
        QCOMPARE(folded({timedOut(), refused(ProblemCode::Maintenance), accepted()}), std::string("accepted"));
    }

    void someRefusalsNeverEndADoubt_data()
    {
        QTest::addColumn<int>("code");
        for (const ProblemCode code :
             {ProblemCode::Unauthenticated, ProblemCode::ReauthenticationRequired, ProblemCode::Forbidden,
              ProblemCode::LimitExceeded, ProblemCode::NotFound, ProblemCode::BetNotFound,
              ProblemCode::OperationInProgress, ProblemCode::PartnerSuspended, ProblemCode::RateLimited,
              ProblemCode::InternalError, ProblemCode::PartnerBadResponse, ProblemCode::PartnerUnavailable,
              ProblemCode::PartnerTimeout})
            QTest::newRow(std::string(rule(code).word).c_str()) << static_cast<int>(code);
    }
    void someRefusalsNeverEndADoubt()
    {
        QFETCH(int, code);
        // Even if they claim to be stored.
        QCOMPARE(folded({timedOut(), refused(static_cast<ProblemCode>(code), true)}), std::string("in_doubt"));
    }

    void withoutADoubtTheLastAnswerCounts()
    {
        QCOMPARE(folded({refused(ProblemCode::PartnerUnavailable), accepted()}), std::string("accepted"));
        QCOMPARE(folded({refused(ProblemCode::PartnerUnavailable), refused(ProblemCode::BetClosed)}),
                 std::string("declined"));
        QCOMPARE(folded({refused(ProblemCode::Unauthenticated), accepted()}), std::string("accepted"));
        QCOMPARE(folded({refused(ProblemCode::PartnerUnavailable), timedOut()}), std::string("in_doubt"));
    }

    void whatWasDoneStaysDone()
    {
        QCOMPARE(folded({accepted(), timedOut()}), std::string("accepted"));
        QCOMPARE(folded({accepted(), refused(ProblemCode::BetClosed)}), std::string("accepted"));
        QVERIFY(!AnswerFold().current());
    }

    void aDoubtKeepsTheLatestReasonAndWait()
    {
        AnswerFold fold;
        fold.add(timedOut());
        Problem told = problem(ProblemCode::RateLimited);
        told.retryAfterMs = 3'000;
        fold.add(classify(reply(429, encode(told)), blocked));
        QCOMPARE(fold.current()->kind, AnswerKind::InDoubt);
        QCOMPARE(fold.current()->errorClass, std::string("rate_limited"));
        QCOMPARE(fold.current()->retryAfterMs, 3'000);
    }

private:
    std::vector<GoldenReply> m_replies;
};

QTEST_APPLESS_MAIN(AnswerTest)
#include "tst_answer.moc"
