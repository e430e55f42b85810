// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/crashvfs.h"
#include "tests/support/virtualtime.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include <QTest>

#include <memory>

using tests::support::CrashDisk;
using tests::support::DiskFault;
using tests::support::DiskLoss;
using tests::support::SeededRandom;

namespace {

std::unique_ptr<SQLite::Database> openDatabase(const CrashDisk& disk, const std::string& synchronous)
{
    auto database = std::make_unique<SQLite::Database>(std::string("a.db"),
                                                       SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, 0, disk.vfsName());
    database->exec("PRAGMA journal_mode=WAL");
    database->exec("PRAGMA synchronous=" + synchronous);
    database->exec("CREATE TABLE IF NOT EXISTS t(id INTEGER PRIMARY KEY, text TEXT) STRICT");
    return database;
}

// The number of rows, which must be 1 to n without a gap in an intact database.
int intactRows(SQLite::Database& database)
{
    if (database.execAndGet("PRAGMA integrity_check").getString() != "ok")
        return -1;
    const int rows = database.execAndGet("SELECT count(*) FROM t").getInt();
    return database.execAndGet("SELECT coalesce(max(id), 0) FROM t").getInt() == rows ? rows : -2;
}

struct Outcome
{
    int acknowledged = 0;
    int found = 0;
};

// Commits rows until the power goes at a random change, then looks at what is left.
Outcome loseOnce(const std::string& synchronous, DiskLoss loss, std::uint64_t seed)
{
    SeededRandom random(seed);
    CrashDisk disk("crash");
    Outcome outcome;
    {
        auto database = openDatabase(disk, synchronous);
        disk.powerOffAfter(random.below(400));
        try {
            for (int id = 1; id <= 200; ++id) {
                SQLite::Transaction transaction(*database);
                SQLite::Statement insert(*database, "INSERT INTO t VALUES(?, ?)");
                insert.bind(1, id);
                insert.bind(2, std::string(static_cast<std::size_t>(random.below(3000)), 'x'));
                insert.exec();
                transaction.commit();
                outcome.acknowledged = id;
                if (id % 40 == 0)
                    database->exec("PRAGMA wal_checkpoint(PASSIVE)");
            }
        } catch (const SQLite::Exception&) {
        }
        disk.powerOff();
    }
    disk.powerOn(loss, random);
    auto database = openDatabase(disk, synchronous);
    outcome.found = intactRows(*database);
    return outcome;
}

} // namespace

class TestCrashVfs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatWasSyncedAndDropsTheRest();
    void fullNeverLosesAnAcknowledgedCommit_data() { losses(); }
    void fullNeverLosesAnAcknowledgedCommit();
    void normalLosesAcknowledgedCommitsOnPowerLoss();
    void normalSurvivesADyingProcess();
    void aConnectionOfBeforeThePowerLossChangesNothing();
    void twoConnectionsShareTheWriteAheadLog();
    void failsOneChangeOrEveryChangeFromThereOn();
    void rollsBackAHotJournal();

private:
    static void losses()
    {
        QTest::addColumn<int>("loss");
        QTest::newRow("none") << static_cast<int>(DiskLoss::None);
        QTest::newRow("all") << static_cast<int>(DiskLoss::All);
        QTest::newRow("some") << static_cast<int>(DiskLoss::Some);
        QTest::newRow("torn") << static_cast<int>(DiskLoss::Torn);
    }
};

void TestCrashVfs::keepsWhatWasSyncedAndDropsTheRest()
{
    CrashDisk disk("crash");
    SeededRandom random(1);
    {
        auto database = openDatabase(disk, "OFF");
        database->exec("INSERT INTO t VALUES(1, 'a')");
        QVERIFY(!disk.files().empty());
        disk.powerOff();
    }
    disk.powerOn(DiskLoss::All, random);
    QCOMPARE(disk.content("a.db-wal").size(), std::size_t(0));
    auto database = openDatabase(disk, "FULL");
    QCOMPARE(intactRows(*database), 0);
}

void TestCrashVfs::fullNeverLosesAnAcknowledgedCommit()
{
    QFETCH(int, loss);
    int interrupted = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const Outcome outcome = loseOnce("FULL", static_cast<DiskLoss>(loss), seed);
        QVERIFY2(outcome.found >= outcome.acknowledged, qPrintable(QStringLiteral("seed %1").arg(seed)));
        QVERIFY(outcome.found <= outcome.acknowledged + 1);
        interrupted += outcome.acknowledged < 200;
    }
    QVERIFY(interrupted > 30);
}

void TestCrashVfs::normalLosesAcknowledgedCommitsOnPowerLoss()
{
    int lost = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const Outcome outcome = loseOnce("NORMAL", DiskLoss::Some, seed);
        QVERIFY(outcome.found >= 0);
        lost += outcome.found < outcome.acknowledged;
    }
    QVERIFY(lost > 10);
}

void TestCrashVfs::normalSurvivesADyingProcess()
{
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const Outcome outcome = loseOnce("NORMAL", DiskLoss::None, seed);
        QVERIFY(outcome.found >= outcome.acknowledged);
    }
}

void TestCrashVfs::aConnectionOfBeforeThePowerLossChangesNothing()
{
    CrashDisk disk("crash");
    SeededRandom random(1);
    auto before = openDatabase(disk, "FULL");
    before->exec("INSERT INTO t VALUES(1, 'a')");
    disk.powerOff();
    disk.powerOn(DiskLoss::None, random);
    auto after = openDatabase(disk, "FULL");
    QVERIFY_THROWS_EXCEPTION(SQLite::Exception, before->exec("INSERT INTO t VALUES(2, 'b')"));
    before.reset();
    QCOMPARE(intactRows(*after), 1);
    after->exec("INSERT INTO t VALUES(2, 'c')");
    QCOMPARE(intactRows(*after), 2);
}

void TestCrashVfs::twoConnectionsShareTheWriteAheadLog()
{
    CrashDisk disk("crash");
    auto writer = openDatabase(disk, "FULL");
    SQLite::Database reader(std::string("a.db"), SQLite::OPEN_READONLY, 0, disk.vfsName());
    reader.exec("BEGIN");
    QCOMPARE(intactRows(reader), 0);
    writer->exec("INSERT INTO t VALUES(1, 'a')");
    QCOMPARE(intactRows(reader), 0);
    reader.exec("COMMIT");
    QCOMPARE(intactRows(reader), 1);
    writer->exec("BEGIN IMMEDIATE");
    auto other = std::make_unique<SQLite::Database>(std::string("a.db"), SQLite::OPEN_READWRITE, 0, disk.vfsName());
    QVERIFY_THROWS_EXCEPTION(SQLite::Exception, other->exec("BEGIN IMMEDIATE"));
    writer->exec("COMMIT");
    other->exec("BEGIN IMMEDIATE");
    other->exec("COMMIT");
}

void TestCrashVfs::failsOneChangeOrEveryChangeFromThereOn()
{
    CrashDisk disk("crash");
    auto database = openDatabase(disk, "FULL");
    disk.failAfter(0, DiskFault::Full, false);
    QVERIFY_THROWS_EXCEPTION(SQLite::Exception, database->exec("INSERT INTO t VALUES(1, 'a')"));
    database->exec("INSERT INTO t VALUES(1, 'a')");
    disk.failAfter(0, DiskFault::Io, true);
    QVERIFY_THROWS_EXCEPTION(SQLite::Exception, database->exec("INSERT INTO t VALUES(2, 'a')"));
    QVERIFY_THROWS_EXCEPTION(SQLite::Exception, database->exec("INSERT INTO t VALUES(2, 'a')"));
    disk.repair();
    database->exec("INSERT INTO t VALUES(2, 'a')");
    QCOMPARE(intactRows(*database), 2);
}

void TestCrashVfs::rollsBackAHotJournal()
{
    CrashDisk disk("crash");
    SeededRandom random(7);
    int crashed = 0;
    for (int change = 0; change < 40; ++change) {
        {
            SQLite::Database database(std::string("b.db"), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, 0,
                                      disk.vfsName());
            database.exec("CREATE TABLE IF NOT EXISTS t(id INTEGER PRIMARY KEY, text TEXT) STRICT");
            disk.powerOffAfter(change);
            try {
                for (int i = 0; i < 5; ++i)
                    database.exec("INSERT INTO t VALUES((SELECT coalesce(max(id), 0) + 1 FROM t), 'a')");
            } catch (const SQLite::Exception&) {
                ++crashed;
            }
            disk.powerOff();
        }
        disk.powerOn(DiskLoss::Torn, random);
        SQLite::Database database(std::string("b.db"), SQLite::OPEN_READWRITE, 0, disk.vfsName());
        QVERIFY(intactRows(database) >= 0);
    }
    QVERIFY(crashed > 10);
}

QTEST_APPLESS_MAIN(TestCrashVfs)
#include "tst_crashvfs.moc"
