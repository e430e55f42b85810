// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/failures.h"

#include <QTest>

#include <nlohmann/json.hpp>

namespace contract = client::contract;
using Json = nlohmann::ordered_json;

namespace {

contract::FailureRow row()
{
    contract::FailureRow made;
    made.id = contract::FailureId("f-17");
    made.partner = contract::PartnerId("acme");
    made.call = "block_funds";
    made.http = 503;
    made.errorClass = "http_503";
    made.message = "The partner is not available.";
    made.bets = 12;
    made.openBets = 3;
    made.failures = 44;
    made.amounts = {{32'200, {"EUR", 2}}, {1'000, {"JPY", 0}}};
    made.firstAt = 1'795'412'806'123;
    made.lastAt = made.firstAt + 60'000;
    made.blocks[22] = 4;
    made.blocks[23] = 40;
    made.blocksTo = 1'795'410'000'000;
    made.state = contract::FailureState::Escalating;
    made.mutedUntil = 9;
    made.owner = "a.petrova";
    made.note = "ACME told";
    made.version = 45;
    return made;
}

contract::Page<contract::FailureRow> page()
{
    return {{row()}, "p17", {}};
}

} // namespace

class TestFailures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatItWrote();
    void everyStateHasAWord();
    void refusesRowsThatAreNone_data();
    void refusesRowsThatAreNone();
    void ordersRefuseWhatTheyDoNotKnow();
    void anEventCarriesTheRowThatItNames();
};

void TestFailures::readsWhatItWrote()
{
    const auto read = contract::decodeFailurePage(encode(page()));
    QVERIFY2(read, read ? "" : read.error().detail.c_str());
    QCOMPARE(read->rows, page().rows);
    QCOMPARE(read->nextCursor, "p17");
    QCOMPARE(*contract::decodeFailureRow(encode(row())), row());
    QCOMPARE(contract::decodeFailureOwner(encode(contract::FailureOwner{"a.petrova"}))->owner, "a.petrova");
    QCOMPARE(contract::decodeFailureNote(encode(contract::FailureNote{"told"}))->text, "told");
    QCOMPARE(contract::decodeFailureRetry(encode(contract::FailureRetry{12}))->expectedCount, 12);
    const contract::FailureRetried done{9, 1, 2, 3};
    QCOMPARE(*contract::decodeFailureRetried(encode(done)), done);
}

void TestFailures::everyStateHasAWord()
{
    using State = contract::FailureState;
    for (const State state : {State::New, State::Ongoing, State::Escalating, State::Regressed, State::Muted}) {
        QCOMPARE(contract::failureStateFrom(word(state)), std::optional(state));
        QCOMPARE(needsAttention(state), state != State::Ongoing && state != State::Muted);
    }
    QVERIFY(!contract::failureStateFrom("resolved"));
}

void TestFailures::refusesRowsThatAreNone_data()
{
    QTest::addColumn<QByteArray>("member");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("no id") << QByteArray("failure_id") << QByteArray("null");
    QTest::newRow("no call") << QByteArray("call") << QByteArray("\"\"");
    QTest::newRow("negative bets") << QByteArray("bets") << QByteArray("-1");
    QTest::newRow("amounts as a number") << QByteArray("amounts") << QByteArray("322");
    QTest::newRow("a negative amount") << QByteArray("amounts")
                                       << QByteArray(R"([{"amount":"-1.00","currency":"EUR"}])");
    QTest::newRow("an unknown currency") << QByteArray("amounts")
                                         << QByteArray(R"([{"amount":"1.00","currency":"XYZ"}])");
    QTest::newRow("no blocks") << QByteArray("blocks") << QByteArray("null");
    QTest::newRow("23 blocks") << QByteArray("blocks") << QByteArray("[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]");
    QTest::newRow("a negative block") << QByteArray("blocks")
                                      << QByteArray("[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,-1]");
    QTest::newRow("an unknown state") << QByteArray("state") << QByteArray("\"resolved\"");
    QTest::newRow("no time") << QByteArray("last_at") << QByteArray("7");
}

void TestFailures::refusesRowsThatAreNone()
{
    QFETCH(QByteArray, member);
    QFETCH(QByteArray, value);
    Json document = Json::parse(encode(page()));
    document["data"][0][member.toStdString()] = Json::parse(value.toStdString());
    QVERIFY(!contract::decodeFailurePage(document.dump()));
}

void TestFailures::ordersRefuseWhatTheyDoNotKnow()
{
    QVERIFY(!contract::decodeFailureOwner(R"({"owner":"a","more":1})"));
    QVERIFY(!contract::decodeFailureOwner("{}"));
    QVERIFY(!contract::decodeFailureNote(R"({"text":")" + std::string(1'001, 'x') + "\"}"));
    QVERIFY(!contract::decodeFailureRetry(R"({"expected_count":-1})"));
    QVERIFY(!contract::decodeFailureRetry(R"({"expected_count":"12"})"));
}

void TestFailures::anEventCarriesTheRowThatItNames()
{
    contract::FeedEvent event;
    event.seq = 7;
    event.at = row().lastAt;
    event.type = "failure.changed";
    event.partner = row().partner;
    event.failureId = row().id;
    event.failure = row();
    const auto read = contract::decodeFeedEvent("e-7", encode(event));
    QVERIFY2(read, read ? "" : read.error().detail.c_str());
    QCOMPARE(read->failure, std::optional(row()));
    event.failureId = contract::FailureId("f-18");
    QVERIFY(!contract::decodeFeedEvent("e-7", encode(event)));
}

QTEST_GUILESS_MAIN(TestFailures)
#include "tst_failures.moc"
