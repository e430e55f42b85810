// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/audit.h"

#include <QTest>

#include <nlohmann/json.hpp>

namespace contract = client::contract;
using Json = nlohmann::ordered_json;

namespace {

const std::string hash(64, 'a');

contract::AuditEntry entry()
{
    contract::AuditEntry made;
    made.seq = 17;
    made.at = 1'795'412'806'123;
    made.subject = "a.petrova";
    made.roles = {"support", "viewer"};
    made.action = "refund";
    made.object = "bet:acme/b-1";
    made.before = "blocked v1 stake 2500";
    made.after = "refunded v2 stake 2500 refunded 2500";
    made.reason = "technical_issue";
    made.correlationId = "c-1";
    made.hash = hash;
    return made;
}

contract::Page<contract::AuditEntry> page()
{
    return {{entry()}, "p17", {}};
}

contract::AuditCheck broken()
{
    contract::AuditCheck made;
    made.rows = 99;
    made.checkedTo = 99;
    made.headSeq = 120;
    made.firstBad = 100;
    made.why = "the row is missing";
    made.publicKey = hash;
    return made;
}

} // namespace

class TestAudit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatItWrote();
    void leavesOutWhatIsEmpty();
    void refusesPagesThatAreNone_data();
    void refusesPagesThatAreNone();
    void aCheckSaysWhyExactlyIfItIsNotOk();
    void readsTheTextOfAHead();
    void refusesTextsThatAreNoHead_data();
    void refusesTextsThatAreNoHead();
};

void TestAudit::readsWhatItWrote()
{
    const auto read = contract::decodeAuditPage(encode(page()));
    QVERIFY2(read, read ? "" : read.error().detail.c_str());
    QCOMPARE(read->rows, page().rows);
    QCOMPARE(read->nextCursor, "p17");
    const auto check = contract::decodeAuditCheck(encode(broken()));
    QVERIFY2(check, check ? "" : check.error().detail.c_str());
    QCOMPARE(*check, broken());
}

void TestAudit::leavesOutWhatIsEmpty()
{
    contract::AuditEntry bare;
    bare.seq = 1;
    bare.at = entry().at;
    bare.action = "refused";
    bare.hash = hash;
    QCOMPARE(encode(bare),
             R"({"seq":1,"at":"2026-11-23T05:46:46.123Z","roles":[],"action":"refused","hash":")" + hash + "\"}");
    const auto read = contract::decodeAuditPage(encode(contract::Page<contract::AuditEntry>{{bare}, {}, {}}));
    QVERIFY(read);
    QCOMPARE(read->rows.front(), bare);
}

void TestAudit::refusesPagesThatAreNone_data()
{
    QTest::addColumn<QByteArray>("member");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("no seq") << QByteArray("seq") << QByteArray("null");
    QTest::newRow("negative seq") << QByteArray("seq") << QByteArray("-1");
    QTest::newRow("no time") << QByteArray("at") << QByteArray("null");
    QTest::newRow("time as a number") << QByteArray("at") << QByteArray("17");
    QTest::newRow("roles as a text") << QByteArray("roles") << QByteArray("\"support\"");
    QTest::newRow("no action") << QByteArray("action") << QByteArray("\"\"");
    QTest::newRow("a short hash") << QByteArray("hash") << QByteArray("\"aa\"");
    QTest::newRow("a hash in other letters") << QByteArray("hash") << "\"" + QByteArray(64, 'A') + "\"";
    QTest::newRow("subject as a number") << QByteArray("subject") << QByteArray("7");
}

void TestAudit::refusesPagesThatAreNone()
{
    QFETCH(QByteArray, member);
    QFETCH(QByteArray, value);
    Json document = Json::parse(encode(page()));
    document["data"][0][member.toStdString()] = Json::parse(value.toStdString());
    QVERIFY(!contract::decodeAuditPage(document.dump()));
}

void TestAudit::aCheckSaysWhyExactlyIfItIsNotOk()
{
    Json document = Json::parse(encode(broken()));
    document["ok"] = true;
    QVERIFY(!contract::decodeAuditCheck(document.dump()));
    document["ok"] = false;
    document.erase("why");
    QVERIFY(!contract::decodeAuditCheck(document.dump()));
}

void TestAudit::readsTheTextOfAHead()
{
    const std::string text = "17:" + hash + ":" + std::string(86, 'Z') + "==";
    const auto head = contract::parseAuditHead(text);
    QVERIFY2(head, head ? "" : head.error().detail.c_str());
    QCOMPARE(head->seq, 17);
    QCOMPARE(head->hash, hash);
    QCOMPARE(head->text(), text);
}

void TestAudit::refusesTextsThatAreNoHead_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArray digits(64, 'a');
    const QByteArray signature = QByteArray(86, 'Z') + "==";
    for (const QByteArray& text :
         {QByteArray(), QByteArray(":"), QByteArray("::"), "17:" + digits, digits + ":" + signature,
          "0:" + digits + ":" + signature, "-1:" + digits + ":" + signature, "x:" + digits + ":" + signature,
          "17 :" + digits + ":" + signature, "99999999999999999999:" + digits + ":" + signature,
          "17:" + digits.chopped(1) + ":" + signature, "17:" + digits.chopped(1) + "g:" + signature,
          "17:" + digits + ":" + signature.chopped(1), "17:" + digits + ":" + QByteArray(88, 'Z'),
          "17:" + digits + ":" + QByteArray(85, 'Z') + "===", "17:" + digits + ":" + signature + "\n",
          "17:" + digits + ":" + signature + ":"})
        QTest::newRow(text.isEmpty() ? "nothing" : text.constData()) << text;
}

void TestAudit::refusesTextsThatAreNoHead()
{
    QFETCH(QByteArray, text);
    QVERIFY(!contract::parseAuditHead(text.toStdString()));
}

QTEST_APPLESS_MAIN(TestAudit)
#include "tst_audit.moc"
