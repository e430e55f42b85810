// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/service/corefixture.h"

#include <QTest>

#include <map>
#include <sstream>

using tests::body;
using tests::Desk;

namespace {

// A word of the tables below as a call.
struct Step
{
    const char* path;
    std::string body;
};

Step stepOf(const std::string& word)
{
    const auto call = [](const char* path, const std::string& text) { return Step{path, text}; };
    const std::map<std::string, Step> steps = {
        {"check", call("/api/check_bet", body())},
        {"check-poor", call("/api/check_bet", body({}, "10000.01"))},
        {"block", call("/api/block_funds", body())},
        {"block-other-amount", call("/api/block_funds", body({}, "101"))},
        {"block-other-player", call("/api/block_funds", body({}, "100", "b-1", "u-2"))},
        {"block-poor", call("/api/block_funds", body({}, "10000.01"))},
        {"win", call("/api/update_bet_status", body(R"("status":"win","payout":200)"))},
        {"win-300", call("/api/update_bet_status", body(R"("status":"win","payout":300)"))},
        {"win-other-amount", call("/api/update_bet_status", body(R"("status":"win","payout":200)", "99"))},
        {"win-other-player",
         call("/api/update_bet_status", body(R"("status":"win","payout":200)", "100", "b-1", "u-2"))},
        {"lose", call("/api/update_bet_status", body(R"("status":"lose")"))},
        {"refund", call("/api/refund", body())},
        {"refund-other-player", call("/api/refund", body({}, "100", "b-1", "u-2"))},
        {"refund-110", call("/api/refund", body({}, "110"))},
        {"refund-40", call("/api/refund", body({}, "40"))},
        {"refund-40-r1", call("/api/refund", body(R"("refund_id":"r1")", "40"))},
        {"refund-50-r1", call("/api/refund", body(R"("refund_id":"r1")", "50"))},
        {"refund-60-r2", call("/api/refund", body(R"("refund_id":"r2")", "60"))},
        {"refund-70-r2", call("/api/refund", body(R"("refund_id":"r2")", "70"))},
    };
    const auto found = steps.find(word);
    if (found == steps.end())
        qFatal("no such step: %s", word.c_str());
    return found->second;
}

// "200", "200 replay" or "409 bet_closed".
std::string said(const service::core::Response& response)
{
    std::string text = std::to_string(response.status);
    if (response.status >= 400)
        text += " " + tests::codeOf(response);
    else if (tests::isReplay(response))
        text += " replay";
    return text;
}

// domain.md 3: what was called before | the call -> the answer, the bet's state then, the player's money, what is held.
constexpr const char* table = R"(
                          | check              -> 200                        checked      -1      0
                          | check-poor         -> 402 insufficient_funds     none         -1      0
                          | block              -> 200                        blocked  990000  10000
                          | block-poor         -> 402 insufficient_funds     rejected 1000000     0
                          | win                -> 404 bet_not_found          none         -1      0
                          | refund             -> 200                        refunded     -1      0
check                     | check              -> 200                        checked      -1      0
check                     | check-poor         -> 402 insufficient_funds     checked      -1      0
check                     | block              -> 200                        blocked  990000  10000
check                     | block-other-amount -> 200                        blocked  989900  10100
check                     | block-poor         -> 402 insufficient_funds     rejected 1000000     0
check                     | win                -> 409 bet_not_blocked        checked      -1      0
check                     | refund             -> 200                        refunded     -1      0
block                     | check              -> 200                        blocked  990000  10000
block                     | block              -> 200 replay                 blocked  990000  10000
check block               | block              -> 200 replay                 blocked  990000  10000
block                     | block-other-amount -> 422 idempotency_mismatch   blocked  990000  10000
block                     | block-other-player -> 422 idempotency_mismatch   blocked  990000  10000
block                     | win                -> 200                        won     1010000      0
block                     | win-other-amount   -> 422 idempotency_mismatch   blocked  990000  10000
block                     | win-other-player   -> 422 idempotency_mismatch   blocked  990000  10000
block                     | lose               -> 200                        lost     990000      0
block                     | refund             -> 200                        refunded 1000000     0
block                     | refund-other-player -> 422 idempotency_mismatch  blocked  990000  10000
block                     | refund-110         -> 422 refund_exceeds_stake   blocked  990000  10000
block                     | refund-40          -> 422 idempotency_mismatch   blocked  990000  10000
block                     | refund-40-r1       -> 200                        blocked  994000   6000
block refund-40-r1        | refund-40-r1       -> 200 replay                 blocked  994000   6000
block refund-40-r1        | refund-50-r1       -> 422 idempotency_mismatch   blocked  994000   6000
block refund-40-r1        | refund-70-r2       -> 422 refund_exceeds_stake   blocked  994000   6000
block refund-40-r1        | refund-60-r2       -> 200                        refunded 1000000     0
block refund-40-r1        | win                -> 200                        won     1014000      0
block refund-40-r1 win    | refund-40-r1       -> 200 replay                 won     1014000      0
block win                 | check              -> 200                        won     1010000      0
block win                 | block              -> 200 replay                 won     1010000      0
block win                 | block-other-amount -> 409 bet_already_settled    won     1010000      0
block win                 | win                -> 200 replay                 won     1010000      0
block win                 | win-300            -> 409 bet_already_settled    won     1010000      0
block win                 | lose               -> 409 bet_already_settled    won     1010000      0
block win                 | refund             -> 409 bet_already_settled    won     1010000      0
block lose                | check              -> 200                        lost     990000      0
block lose                | block              -> 200 replay                 lost     990000      0
block lose                | block-other-player -> 409 bet_already_settled    lost     990000      0
block lose                | lose               -> 200 replay                 lost     990000      0
block lose                | win                -> 409 bet_already_settled    lost     990000      0
block lose                | refund             -> 409 bet_already_settled    lost     990000      0
block refund              | check              -> 409 bet_closed             refunded 1000000     0
block refund              | block              -> 409 bet_closed             refunded 1000000     0
block refund              | block-other-amount -> 409 bet_closed             refunded 1000000     0
block refund              | win                -> 409 bet_closed             refunded 1000000     0
block refund              | refund             -> 200 replay                 refunded 1000000     0
block refund              | refund-40-r1       -> 200                        refunded 1000000     0
refund                    | block              -> 409 bet_closed             refunded     -1      0
refund                    | refund             -> 200 replay                 refunded     -1      0
check refund              | block              -> 409 bet_closed             refunded     -1      0
block-poor                | check              -> 402 insufficient_funds     rejected 1000000     0
block-poor                | block-poor         -> 402 insufficient_funds     rejected 1000000     0
block-poor                | block              -> 402 insufficient_funds     rejected 1000000     0
block-poor                | win                -> 409 bet_not_blocked        rejected 1000000     0
block-poor                | refund             -> 200                        rejected 1000000     0
block expire              | check              -> 409 bet_expired            expired  1000000     0
block expire              | block              -> 409 bet_expired            expired  1000000     0
block expire              | block-other-amount -> 409 bet_expired            expired  1000000     0
block expire              | win                -> 409 bet_expired            expired  1000000     0
block expire              | refund             -> 200                        expired  1000000     0
block refund-40-r1 expire | refund-40-r1       -> 200 replay                 expired  1000000     0
block win expire          | win                -> 200 replay                 won     1010000      0
)";

service::core::Settings withHoldsOfAMinute()
{
    service::core::Settings settings;
    settings.defaultPartner.holdTtlMs = 60'000;
    return settings;
}

void prepare(Desk& desk, const QString& before)
{
    std::istringstream words(before.toStdString());
    for (std::string word; words >> word;) {
        if (word == "expire") {
            desk.pass(60'001);
            continue;
        }
        const Step step = stepOf(word);
        desk.post(step.path, step.body);
    }
}

std::string trimmed(const std::string& text)
{
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string::npos)
        return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

} // namespace

class TestTransitions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCellOfTheTable_data();
    void everyCellOfTheTable();
    void everyAnswerSentTwiceMovesMoneyOnce_data() { everyCellOfTheTable_data(); }
    void everyAnswerSentTwiceMovesMoneyOnce();
    void theSpecificationsExamplesAnswerWordForWord();
    void aRepeatOfABlockGetsTheStoredAnswerByteForByte();
    void aRefundSaysWhatItGaveBack();
};

void TestTransitions::everyCellOfTheTable_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("call");
    QTest::addColumn<QString>("answer");
    QTest::addColumn<QString>("state");
    QTest::addColumn<qint64>("balance");
    QTest::addColumn<qint64>("held");
    std::istringstream lines(table);
    std::string line;
    while (std::getline(lines, line)) {
        if (line.empty())
            continue;
        const std::size_t bar = line.find('|');
        const std::size_t arrow = line.find("->");
        std::istringstream after(line.substr(arrow + 2));
        std::vector<std::string> words;
        for (std::string word; after >> word;)
            words.push_back(word);
        std::string answer = words[0];
        if (words.size() == 5)
            answer += " " + words[1];
        const std::size_t rest = words.size() - 3;
        QTest::newRow(line.c_str()) << QString::fromStdString(trimmed(line.substr(0, bar)))
                                    << QString::fromStdString(trimmed(line.substr(bar + 1, arrow - bar - 1)))
                                    << QString::fromStdString(answer) << QString::fromStdString(words[rest])
                                    << qint64(std::stoll(words[rest + 1])) << qint64(std::stoll(words[rest + 2]));
    }
}

void TestTransitions::everyCellOfTheTable()
{
    QFETCH(QString, before);
    QFETCH(QString, call);
    QFETCH(QString, answer);
    QFETCH(QString, state);
    QFETCH(qint64, balance);
    QFETCH(qint64, held);
    Desk desk(withHoldsOfAMinute());
    prepare(desk, before);
    const Step step = stepOf(call.toStdString());
    const auto response = desk.post(step.path, step.body);
    QString got = QString::fromStdString(said(response));
    // A refusal that is held for ever says so in its body; the table names its code only.
    QCOMPARE(got, answer);
    QCOMPARE(QString::fromStdString(desk.state()), state);
    QCOMPARE(qint64(desk.balance()), balance);
    QCOMPARE(qint64(desk.held()), held);
    QVERIFY(desk.store->ledgerBalances());
}

void TestTransitions::everyAnswerSentTwiceMovesMoneyOnce()
{
    QFETCH(QString, before);
    QFETCH(QString, call);
    QFETCH(QString, state);
    QFETCH(qint64, balance);
    QFETCH(qint64, held);
    Desk desk(withHoldsOfAMinute());
    prepare(desk, before);
    const Step step = stepOf(call.toStdString());
    const auto first = desk.post(step.path, step.body);
    const auto second = desk.post(step.path, step.body);
    QCOMPARE(second.status, first.status);
    // A stored answer is the same to the byte; others may not carry what differs per request, which is nothing here.
    QCOMPARE(QString::fromStdString(second.body), QString::fromStdString(first.body));
    QCOMPARE(QString::fromStdString(desk.state()), state);
    QCOMPARE(qint64(desk.balance()), balance);
    QCOMPARE(qint64(desk.held()), held);
}

void TestTransitions::theSpecificationsExamplesAnswerWordForWord()
{
    Desk desk;
    const std::string bet = R"({"partner_id":"12345","partner_player_id":"67890","amount":100,"bet_id":"abcde12345"})";
    QCOMPARE(desk.post("/api/check_bet", bet).body,
             std::string(R"({"status":"approved","message":"Stake is it possible","bet_id":"abcde12345"})"));
    QCOMPARE(
        desk.post("/api/block_funds", bet).body,
        std::string(R"({"status":"blocked","message":"funds have been successfully blocked","bet_id":"abcde12345"})"));
    const std::string update =
        R"({"partner_id":"12345","partner_player_id":"67890","amount":100,"bet_id":"abcde12345","status":"win","payout":200})";
    QCOMPARE(
        desk.post("/api/update_bet_status", update).body,
        std::string(
            R"({"status":"updated","message":"The bet status has been successfully updated","bet_id":"abcde12345"})"));
    QCOMPARE(desk.balance("67890", "12345"), std::int64_t(1'010'000));
}

void TestTransitions::aRepeatOfABlockGetsTheStoredAnswerByteForByte()
{
    Desk desk;
    const auto first = desk.post("/api/block_funds", body({}, "10000.01"));
    desk.clock.now += 60'000;
    const auto again = desk.post("/api/block_funds", body({}, "10000.01"));
    QCOMPARE(again.body, first.body);
    QVERIFY(tests::isReplay(again));
    const auto problem = client::contract::decodeProblem(again.body, again.status);
    QVERIFY(problem && problem->stored);
}

void TestTransitions::aRefundSaysWhatItGaveBack()
{
    Desk desk;
    desk.post("/api/block_funds", body());
    const auto part = desk.post("/api/refund", body(R"("refund_id":"r1")", "40"));
    QVERIFY(part.body.find(R"("refunded_amount":40.00,"bet_state":"blocked")") != std::string::npos);
    const auto late = desk.post("/api/refund", body({}, "100", "b-2"));
    QVERIFY(late.body.find(R"("refunded_amount":0.00,"bet_state":"refunded")") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestTransitions)
#include "tst_transitions.moc"
