// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/auditkey.h"
#include "service/core/keys.h"
#include "service/core/localwallet.h"
#include "service/core/recorder.h"
#include "service/store/sqlitestore.h"
#include "tests/service/betdprocess.h"
#include "tests/service/corefixture.h"
#include "tests/service/rawclient.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

#include <functional>
#include <sstream>

using namespace Qt::StringLiterals;
using namespace service;
using tests::BetdProcess;
using tests::exchange;
using tests::request;
using tests::runBetd;

namespace {

// A log is signed at rows 1, 1001 and 2001, and at its clean end.
constexpr int rows = 2'500;

// What is done to a copy of a whole log. A row of the table below names one of these, what a check has to find then
// (row and words; "ok": nothing), and the same when somebody remembers the head of the whole log.
constexpr const char* tamperings = R"(
nothing                    | ok                          | ok
edit_text                  | 700 not as it was written   | 700 not as it was written
edit_null                  | 700 not as it was written   | 700 not as it was written
edit_time                  | 700 not as it was written   | 700 not as it was written
edit_first                 | 1 not as it was written     | 1 not as it was written
edit_last                  | 2500 not as it was written  | 2500 not as it was written
edit_hash                  | 700 not as it was written   | 700 not as it was written
edit_previous              | 700 does not follow         | 700 does not follow
delete_first               | 1 missing                   | 1 missing
delete_middle              | 700 missing                 | 700 missing
delete_and_renumber        | 700 does not follow         | 700 does not follow
swap_rows                  | 700 does not follow         | 700 does not follow
swap_contents              | 700 not as it was written   | 700 not as it was written
add_row                    | 2501 does not follow        | 2501 does not follow
empty_it                   | 1 is signed                 | 1 somebody saw row 2500
cut_tail                   | 2401 is signed              | 2401 somebody saw row 2500
cut_tail_and_its_heads     | ok                          | 2401 somebody saw row 2500
cut_half_and_its_heads     | ok                          | 1501 somebody saw row 2500
cut_all_and_all_heads      | ok                          | 1 somebody saw row 2500
rewrite                    | 1001 was signed             | 1001 was signed
rewrite_and_drop_its_heads | 1501 leaves unsigned        | 2500 somebody saw
rewrite_and_drop_all_heads | 1501 leaves unsigned        | 2500 somebody saw
rewrite_short_log          | 1 leaves unsigned           | 901 somebody saw row 2500
rewrite_and_change_heads   | 1001 not by the key         | 1001 not by the key
rewrite_and_sign_by_own    | 1001 not by the key         | 1001 not by the key
rewrite_tail_and_its_head  | ok                          | 2500 somebody saw
edit_head_hash             | 2001 was signed             | 2001 was signed
edit_head_signature        | 2001 not by the key         | 2001 not by the key
)";

class Sql
{
public:
    explicit Sql(const QString& path)
    {
        if (sqlite3_open(path.toUtf8().constData(), &m_database) != SQLITE_OK)
            qFatal("cannot open the copy");
    }
    ~Sql() { sqlite3_close(m_database); }
    Sql(const Sql&) = delete;
    Sql& operator=(const Sql&) = delete;
    void operator()(const char* sql)
    {
        if (sqlite3_exec(m_database, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
            qFatal("%s: %s", sql, sqlite3_errmsg(m_database));
    }

private:
    sqlite3* m_database = nullptr;
};

// Makes `count` rows as a service does, and a clean end.
void write(const std::string& path, const core::AuditKey& key, int count, bool clean = true)
{
    core::Settings settings;
    settings.auditKey = key;
    tests::ManualClock clock;
    tests::SeededRandom random;
    store::SqliteStore store(path);
    core::LocalWallet wallet(settings);
    core::Context context{store, wallet, clock, random, settings};
    core::Recorder recorder(context);
    core::Transaction transaction(store);
    context.readClock();
    recorder.signAudit();
    const std::int64_t before = store.auditHead().seq;
    for (int i = 1; i <= count; ++i)
        recorder.audit({"a.petrova", "support", "c-" + std::to_string(before + i)}, "refund",
                       "bet:acme/b-" + std::to_string(before + i), "blocked v1", "refunded v2");
    if (clean)
        recorder.signAudit();
    transaction.commit();
}

// What somebody does who can write the file but has no key: every hash after `seq` fits again.
void rechain(const std::string& path, std::int64_t seq, const std::function<void(core::AuditRow&)>& change)
{
    std::vector<core::AuditRow> all;
    {
        store::SqliteStore store(path);
        all = store.audit(seq - 1, rows);
    }
    Sql(QString::fromStdString(path))(("DELETE FROM audit WHERE seq >= " + std::to_string(seq)).c_str());
    store::SqliteStore store(path);
    core::Transaction transaction(store);
    core::AuditHead head = store.auditHead();
    for (core::AuditRow& row : all) {
        if (row.seq == seq)
            change(row);
        row.previousHash = head.hash;
        row.hash = core::auditHash(row);
        head = {row.seq, row.hash};
        store.insertAudit(row);
    }
    transaction.commit();
}

void forge(core::AuditRow& row)
{
    row.subject = "somebody.else";
}

// Writes heads of the log as it now is, from `seq` on, with what is no signature of the key's.
void signAnew(const std::string& path, std::int64_t seq, const core::AuditKey* key)
{
    store::SqliteStore store(path);
    core::Transaction transaction(store);
    std::vector<core::SignedHead> heads = store.signedHeads(seq, rows);
    for (core::SignedHead& head : heads) {
        head.head.hash = store.audit(head.head.seq - 1, 1).front().hash;
        if (key)
            head.signature = core::sign(*key, head.head);
    }
    transaction.commit();
    {
        Sql sql(QString::fromStdString(path));
        sql(("DELETE FROM audit_heads WHERE seq >= " + std::to_string(seq)).c_str());
    }
    core::Transaction again(store);
    for (const core::SignedHead& head : heads)
        store.insertSignedHead(head);
    again.commit();
}

void tamper(const QString& path, const std::string& how)
{
    const std::string file = path.toStdString();
    const auto sql = [&path](const char* text) { Sql{path}(text); };
    if (how == "edit_text")
        sql("UPDATE audit SET after = 'refunded v3' WHERE seq = 700");
    else if (how == "edit_null")
        sql("UPDATE audit SET reason = 'wrong_amount' WHERE seq = 700");
    else if (how == "edit_time")
        sql("UPDATE audit SET at = at + 1 WHERE seq = 700");
    else if (how == "edit_first")
        sql("UPDATE audit SET subject = 'x' WHERE seq = 1");
    else if (how == "edit_last")
        sql("UPDATE audit SET subject = 'x' WHERE seq = 2500");
    else if (how == "edit_hash")
        sql("UPDATE audit SET hash = zeroblob(32) WHERE seq = 700");
    else if (how == "edit_previous")
        sql("UPDATE audit SET previous_hash = zeroblob(32) WHERE seq = 700");
    else if (how == "delete_first")
        sql("DELETE FROM audit WHERE seq = 1");
    else if (how == "delete_middle")
        sql("DELETE FROM audit WHERE seq = 700");
    else if (how == "delete_and_renumber")
        sql("DELETE FROM audit WHERE seq = 700; UPDATE audit SET seq = seq - 1 WHERE seq > 700");
    else if (how == "swap_rows")
        sql("UPDATE audit SET seq = 1000000 WHERE seq = 700; UPDATE audit SET seq = 700 WHERE seq = 701; "
            "UPDATE audit SET seq = 701 WHERE seq = 1000000");
    else if (how == "swap_contents")
        sql("CREATE TEMP TABLE t AS SELECT object, correlation FROM audit WHERE seq = 700; "
            "UPDATE audit SET (object, correlation) = (SELECT object, correlation FROM audit WHERE seq = 701) "
            "WHERE seq = 700; UPDATE audit SET (object, correlation) = (SELECT object, correlation FROM t) "
            "WHERE seq = 701");
    else if (how == "add_row")
        sql("INSERT INTO audit SELECT 2501, at, subject, roles, action, object, before, after, reason, correlation, "
            "previous_hash, hash FROM audit WHERE seq = 2500");
    else if (how == "empty_it")
        sql("DELETE FROM audit");
    else if (how == "cut_tail")
        sql("DELETE FROM audit WHERE seq > 2400");
    else if (how == "cut_tail_and_its_heads")
        sql("DELETE FROM audit WHERE seq > 2400; DELETE FROM audit_heads WHERE seq > 2400");
    else if (how == "cut_half_and_its_heads")
        sql("DELETE FROM audit WHERE seq > 1500; DELETE FROM audit_heads WHERE seq > 1500");
    else if (how == "cut_all_and_all_heads")
        sql("DELETE FROM audit; DELETE FROM audit_heads");
    else if (how == "edit_head_hash")
        sql("UPDATE audit_heads SET hash = zeroblob(32) WHERE seq = 2001");
    else if (how == "edit_head_signature")
        sql("UPDATE audit_heads SET signature = zeroblob(64) WHERE seq = 2001");
    else if (how == "rewrite_tail_and_its_head") {
        rechain(file, 2'400, forge);
        sql("DELETE FROM audit_heads WHERE seq > 2400");
    } else if (how == "rewrite_short_log") {
        sql("DELETE FROM audit WHERE seq > 900; DELETE FROM audit_heads");
        rechain(file, 700, forge);
    } else if (how.rfind("rewrite", 0) == 0) {
        rechain(file, 700, forge);
        if (how == "rewrite_and_drop_its_heads")
            sql("DELETE FROM audit_heads WHERE seq >= 700");
        else if (how == "rewrite_and_drop_all_heads")
            sql("DELETE FROM audit_heads");
        else if (how == "rewrite_and_change_heads")
            signAnew(file, 700, nullptr);
        else if (how == "rewrite_and_sign_by_own") {
            const core::AuditKey own = core::auditKeyFrom(std::string(32, 'x'));
            signAnew(file, 700, &own);
        }
    } else if (how != "nothing") {
        qFatal("%s is no tampering", how.c_str());
    }
}

std::string trimmed(std::string text)
{
    const auto first = text.find_first_not_of(' ');
    if (first == std::string::npos)
        return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

struct Verdict
{
    int code = -1;
    QByteArray text; // "ok", or row and reason
    qint64 rows = 0;
    QByteArray errors;
};

Verdict verify(const QString& path, const QByteArray& key, const QByteArray& head = {})
{
    QStringList arguments{u"audit"_s, u"verify"_s, u"--db"_s, path, u"--key"_s, QString::fromLatin1(key)};
    if (!head.isEmpty())
        arguments += QStringList{u"--head"_s, QString::fromLatin1(head)};
    const auto ended = runBetd(arguments);
    const QJsonObject line = QJsonDocument::fromJson(ended.output).object();
    Verdict verdict{ended.code, "ok", line[u"rows"_s].toInteger(), ended.errors};
    if (!line[u"ok"_s].toBool())
        verdict.text = QByteArray::number(line[u"first_bad"_s].toInteger()) + " " + line[u"why"_s].toString().toUtf8();
    return verdict;
}

} // namespace

class TestAuditVerify : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void findsEachTampering_data();
    void findsEachTampering();
    void everyTamperingChangesTheLog();
    void doesWithoutATransactionOfTheService();
    void namesWhatItCouldNotCheck_data();
    void namesWhatItCouldNotCheck();
    void takesALogOfTwoKeys();
    void signsAtTheFirstRowEveryThousandRowsEveryMinuteAndAtTheEnd();
    void signsALogThatIsOlderThanTheKey();
    void tellsOfAnotherKeyInTheLog();
    void keepsItsKeyForItsOwner();

private:
    QTemporaryDir m_folder;
    QString m_whole;
    QByteArray m_key;
    QByteArray m_head;
    core::AuditKey m_pair;
};

void TestAuditVerify::initTestCase()
{
    m_whole = m_folder.filePath(u"whole.db"_s);
    m_pair = takeAuditKey(m_whole.toStdString()).value();
    m_key = QByteArray::fromStdString(core::hex(m_pair.publicKey));
    write(m_whole.toStdString(), m_pair, rows);
    store::SqliteStore store(m_whole.toStdString());
    const auto newest = store.newestSignedHead().value();
    m_head = QByteArray::fromStdString(core::headText(newest.head, newest.signature).text());
    QCOMPARE(newest.head.seq, rows);
    QCOMPARE(store.signedHeads(1, rows).size(), 4u);
}

void TestAuditVerify::findsEachTampering_data()
{
    QTest::addColumn<QByteArray>("how");
    QTest::addColumn<QByteArray>("alone");
    QTest::addColumn<QByteArray>("remembered");
    std::istringstream lines(tamperings);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream cells(line);
        std::string how, alone, remembered;
        std::getline(cells, how, '|');
        std::getline(cells, alone, '|');
        std::getline(cells, remembered);
        how = trimmed(how);
        if (!how.empty())
            QTest::newRow(how.c_str()) << QByteArray::fromStdString(how) << QByteArray::fromStdString(trimmed(alone))
                                       << QByteArray::fromStdString(trimmed(remembered));
    }
}

void TestAuditVerify::findsEachTampering()
{
    QFETCH(QByteArray, how);
    QFETCH(QByteArray, alone);
    QFETCH(QByteArray, remembered);
    const QTemporaryDir folder;
    const QString copy = folder.filePath(u"copy.db"_s);
    QVERIFY(QFile::copy(m_whole, copy));
    tamper(copy, how.toStdString());
    for (const auto& [expected, head] : {std::pair(alone, QByteArray()), std::pair(remembered, m_head)}) {
        const Verdict verdict = verify(copy, m_key, head);
        QVERIFY2(verdict.errors.isEmpty(), verdict.errors.constData());
        QCOMPARE(verdict.code, expected == "ok" ? 0 : 1);
        const QByteArray row = expected.left(expected.indexOf(' '));
        QVERIFY2(verdict.text.startsWith(row), verdict.text.constData());
        QVERIFY2(expected == "ok" || verdict.text.contains(expected.mid(row.size() + 1)), verdict.text.constData());
    }
}

void TestAuditVerify::everyTamperingChangesTheLog()
{
    const auto content = [](const QString& path) {
        store::SqliteStore store(path.toStdString());
        std::string text;
        for (const core::AuditRow& row : store.audit(0, 2 * rows))
            text += core::auditHash(row) + row.hash + row.previousHash;
        for (const core::SignedHead& head : store.signedHeads(0, 2 * rows))
            text += std::to_string(head.head.seq) + head.head.hash + head.signature;
        return core::sha256(text);
    };
    std::istringstream lines(tamperings);
    for (std::string line; std::getline(lines, line);) {
        const std::string how = trimmed(line.substr(0, line.find('|')));
        if (how.empty() || how == "nothing")
            continue;
        const QTemporaryDir folder;
        const QString copy = folder.filePath(u"copy.db"_s);
        QVERIFY(QFile::copy(m_whole, copy));
        tamper(copy, how);
        QVERIFY2(content(copy) != content(m_whole), how.c_str());
    }
}

void TestAuditVerify::doesWithoutATransactionOfTheService()
{
    BetdProcess betd;
    const quint16 port = betd.start();
    QVERIFY(port != 0);
    const auto block = [port](int number) {
        return exchange(port, request("POST", "/api/block_funds", tests::gameToken,
                                      QByteArray::fromStdString(tests::body({}, "1", "b-" + std::to_string(number)))))
            .status;
    };
    for (int i = 0; i < 20; ++i)
        QCOMPARE(block(i), 200);
    const QByteArray key = runBetd({u"audit"_s, u"key"_s, u"--db"_s, betd.database()}).output.trimmed();
    QCOMPARE(key.size(), 64);
    const auto told = exchange(port, request("GET", "/api/v1/instance", tests::deskToken));
    const QByteArray head = told.headers.value("x-audit-head");
    QVERIFY(head.startsWith("20:"));
    // Beside the running service, before anything was checkpointed.
    const Verdict verdict = verify(betd.database(), key, head);
    QVERIFY2(verdict.code == 0, verdict.text + verdict.errors);
    QCOMPARE(verdict.rows, 20);
    QCOMPARE(block(20), 200);
    // Killed: nothing was signed at the end, and the log of the write-ahead file counts.
    betd.kill();
    const Verdict killed = verify(betd.database(), key, head);
    QVERIFY2(killed.code == 0, killed.text + killed.errors);
    QCOMPARE(killed.rows, 21);
}

void TestAuditVerify::namesWhatItCouldNotCheck_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("says");
    const QByteArray good(64, '0');
    QTest::newRow("no file") << u"%1/none.db"_s << good << QByteArray() << QByteArray("no such file");
    QTest::newRow("another program's file")
        << u"%1/other.db"_s << good << QByteArray() << QByteArray("another program");
    QTest::newRow("no database") << u"%1/text.db"_s << good << QByteArray() << QByteArray("text.db");
    QTest::newRow("a short key") << u"%1/whole.db"_s << QByteArray("00") << QByteArray()
                                 << QByteArray("--key wants 64");
    QTest::newRow("a key that is none") << u"%1/whole.db"_s << QByteArray(64, 'x') << QByteArray()
                                        << QByteArray("--key wants 64");
    QTest::newRow("a head that is none") << u"%1/whole.db"_s << good << QByteArray("7:8:9") << QByteArray("--head:");
    QTest::newRow("a head by another key")
        << u"%1/whole.db"_s << good
        << "7:" + good + ":" + QByteArray(86, 'A') + "==" << QByteArray("--head: is not signed by the key");
}

void TestAuditVerify::namesWhatItCouldNotCheck()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, says);
    Sql{m_folder.filePath(u"other.db"_s)}("CREATE TABLE IF NOT EXISTS audit (seq INTEGER)");
    tests::writeFile(m_folder.filePath(u"text.db"_s), QByteArray(9'000, 'x'));
    path.replace(u"%1"_s, m_folder.path());
    const Verdict verdict = verify(path, key, head);
    QCOMPARE(verdict.code, 2);
    QVERIFY2(verdict.errors.contains(says), verdict.errors.constData());
    QVERIFY(!QFileInfo::exists(m_folder.filePath(u"none.db"_s)));
}

void TestAuditVerify::takesALogOfTwoKeys()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"two.db"_s);
    const core::AuditKey first = core::auditKeyFrom(std::string(32, '1'));
    const core::AuditKey second = core::auditKeyFrom(std::string(32, '2'));
    write(path.toStdString(), first, 10);
    write(path.toStdString(), second, 10);
    const QString hexes[] = {QString::fromStdString(core::hex(first.publicKey)),
                             QString::fromStdString(core::hex(second.publicKey))};
    QCOMPARE(verify(path, hexes[0].toLatin1()).text, "11 the signature of this row is not by the key");
    QCOMPARE(verify(path, hexes[1].toLatin1()).text, "1 the signature of this row is not by the key");
    const auto both = runBetd({u"audit"_s, u"verify"_s, u"--db"_s, path, u"--key"_s, hexes[0], u"--key"_s, hexes[1]});
    QCOMPARE(both.code, 0);
}

void TestAuditVerify::signsAtTheFirstRowEveryThousandRowsEveryMinuteAndAtTheEnd()
{
    core::Settings settings;
    settings.auditKey = m_pair;
    tests::Desk desk(settings);
    const auto signedRows = [&desk] {
        std::vector<std::int64_t> seqs;
        for (const core::SignedHead& head : desk.store->signedHeads(0, 1'000'000))
            seqs.push_back(head.head.seq);
        return seqs;
    };
    using Seqs = std::vector<std::int64_t>;
    int bets = 0;
    const auto block = [&](int count) {
        for (int i = 0; i < count; ++i)
            QCOMPARE(desk.post("/api/block_funds", tests::body({}, "1", "b-" + std::to_string(++bets))).status, 200);
    };
    QCOMPARE(signedRows(), Seqs{});
    block(3);
    QCOMPARE(signedRows(), Seqs{1});
    desk.clock.now += 59'999;
    block(1);
    QCOMPARE(signedRows(), Seqs{1});
    desk.clock.now += 1;
    block(2);
    QCOMPARE(signedRows(), (Seqs{1, 5}));
    block(999);
    QCOMPARE(signedRows(), (Seqs{1, 5, 1'005}));
    core::Transaction transaction(*desk.store);
    desk.service->conclude();
    transaction.commit();
    // Twice is once.
    desk.service->conclude();
    QCOMPARE(signedRows(), (Seqs{1, 5, 1'005}));
    block(1);
    // A transaction that fails takes its signature with it.
    desk.store->begin();
    desk.service->conclude();
    desk.store->rollback();
    desk.service->discard();
    QCOMPARE(signedRows(), (Seqs{1, 5, 1'005}));
    block(1);
    QCOMPARE(signedRows().size(), 4u);
}

void TestAuditVerify::signsALogThatIsOlderThanTheKey()
{
    const QTemporaryDir folder;
    const std::string path = folder.filePath(u"old.db"_s).toStdString();
    write(path, {}, 30);
    const Verdict before = verify(QString::fromStdString(path), m_key);
    QCOMPARE(before.code, 1);
    QVERIFY(before.text.contains("unsigned"));
    core::Settings settings;
    settings.auditKey = m_pair;
    tests::Desk desk(settings, path);
    QCOMPARE(desk.store->signedHeads(0, 100).size(), 1u);
    QCOMPARE(verify(QString::fromStdString(path), m_key).text, "ok");
}

void TestAuditVerify::tellsOfAnotherKeyInTheLog()
{
    const QTemporaryDir folder;
    const std::string path = folder.filePath(u"lost.db"_s).toStdString();
    core::Settings settings;
    settings.auditKey = m_pair;
    {
        tests::Desk desk(settings, path);
        QCOMPARE(desk.post("/api/block_funds", tests::body()).status, 200);
        desk.restart();
        QCOMPARE(desk.store->auditHead().seq, 1);
    }
    settings.auditKey = core::auditKeyFrom(std::string(32, 'x'));
    tests::Desk desk(settings, path);
    const auto rowsNow = desk.store->audit(0, 10);
    QCOMPARE(rowsNow.size(), 2u);
    QCOMPARE(rowsNow.back().action, "audit_key_changed");
    QCOMPARE(rowsNow.back().before, core::hex(m_pair.publicKey));
    QCOMPARE(rowsNow.back().after, core::hex(settings.auditKey.publicKey));
}

void TestAuditVerify::keepsItsKeyForItsOwner()
{
    const QTemporaryDir folder;
    const QString database = folder.filePath(u"x.db"_s);
    const QString file = QString::fromStdString(auditKeyPath(database.toStdString()));
    QVERIFY(!readAuditKey(database.toStdString()));
    const auto made = takeAuditKey(database.toStdString()).value();
    QCOMPARE(QFileInfo(file).permissions() & ~(QFile::ReadUser | QFile::WriteUser),
             QFile::Permissions(QFile::ReadOwner | QFile::WriteOwner));
    QCOMPARE(takeAuditKey(database.toStdString())->publicKey, made.publicKey);
    QCOMPARE(readAuditKey(database.toStdString())->secretKey, made.secretKey);
    QFile(file).setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup);
    QVERIFY(!takeAuditKey(database.toStdString()));
    tests::writeFile(file, "half of a k");
    const auto broken = takeAuditKey(database.toStdString());
    QVERIFY(!broken);
    QCOMPARE(QFileInfo(file).size(), 11);
    // A service does not start without its key, and never with another one in its place.
    const QString tokens = tests::writeFile(folder.filePath(u"tokens"_s), "some-token-1 ann support\n");
    const auto ended = runBetd({u"--listen"_s, u"127.0.0.1:0"_s, u"--db"_s, database, u"--token-file"_s, tokens});
    QCOMPARE(ended.code, 5);
    QVERIFY2(ended.errors.contains("is no key of the audit log"), ended.errors.constData());
}

QTEST_GUILESS_MAIN(TestAuditVerify)
#include "tst_auditverify.moc"
