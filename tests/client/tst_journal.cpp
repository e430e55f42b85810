// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/store/journal.h"
#include "tests/support/crashvfs.h"
#include "tests/support/virtualtime.h"

#include <SQLiteCpp/Database.h>

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using client::contract::ErrorKind;
using client::store::Intent;
using client::store::IntentState;
using client::store::Journal;
using tests::support::CrashDisk;
using tests::support::DiskFault;
using tests::support::DiskLoss;

namespace {

const std::string key(32, 'k');

Intent intent(const std::string& id, IntentState state = IntentState::Prepared)
{
    Intent made;
    made.id = id;
    made.environmentId = "env-1";
    made.subject = "a.petrova";
    made.partner = client::contract::PartnerId("acme");
    made.bet = client::contract::BetId("b-" + id);
    made.amount = {32'200, {"EUR", 2}};
    made.expectedVersion = 3;
    made.body = "{\"refund_id\":\"" + id + "\",\"text\":\"\xC3\xA9\"}";
    made.state = state;
    made.createdAt = 1'790'000'000'000;
    made.updatedAt = 1'790'000'000'001;
    return made;
}

bool same(const Intent& a, const Intent& b)
{
    const auto tied = [](const Intent& i) {
        return std::tie(i.id, i.kind, i.environmentId, i.subject, i.partner, i.bet, i.amount.minor,
                        i.amount.currency.code, i.amount.currency.exponent, i.expectedVersion, i.body, i.state,
                        i.attempts, i.series, i.nextAt, i.lastCode, i.lastDetail, i.createdAt, i.updatedAt);
    };
    return tied(a) == tied(b);
}

std::vector<std::string> ids(const std::vector<Intent>& intents)
{
    std::vector<std::string> found;
    for (const Intent& one : intents)
        found.push_back(one.id);
    return found;
}

// A journal on a disk that a test can break.
struct Disk
{
    CrashDisk disk{"journal-test"};
    tests::support::SeededRandom random{1};

    client::contract::Result<std::unique_ptr<Journal>> tryOpen(const std::string& macKey = key)
    {
        return Journal::open({"journal.db", disk.vfsName(), macKey});
    }
    std::unique_ptr<Journal> open(const std::string& macKey = key)
    {
        auto journal = tryOpen(macKey);
        if (!journal)
            qFatal("the journal does not open: %s", journal.error().detail.c_str());
        return *std::move(journal);
    }
    void cutPower(DiskLoss loss)
    {
        disk.powerOff();
        disk.powerOn(loss, random);
    }
};

struct Faulty
{
    DiskFault fault;
    bool forEver;
};

} // namespace

Q_DECLARE_METATYPE(Faulty)

class TestJournal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryFieldOfAnIntent();
    void anIntentSurvivesAPowerCutOnceAppended();
    void anUpdateSurvivesAPowerCut();
    void anIdIsUsedOnce();
    void anUpdateLeavesIdentityAmountAndBodyAlone();
    void anUpdateOfNothingIsNotFound();
    void listsOpenIntentsOldestFirstAndNewestLast();
    void aFailedAppendLeavesNothingBehind_data();
    void aFailedAppendLeavesNothingBehind();
    void aFailedUpdateLeavesTheOldOrTheNewState_data();
    void aFailedUpdateLeavesTheOldOrTheNewState();
    void aPowerCutAtEveryWriteLosesNoAcknowledgedIntent_data();
    void aPowerCutAtEveryWriteLosesNoAcknowledgedIntent();
    void aFullDiskIsRefusedInPlainWords();
    void aFlippedBitAnywhereInARowIsQuarantined();
    void aDamagedRowIsNeverWrittenTo();
    void aRowOfAnotherKeyIsQuarantined();
    void aRowCopiedOverAnotherIsQuarantined();
    void aNewerJournalOpensReadOnly();
    void aForeignFileIsRefused();
    void aFolderThatCannotBeWrittenLeavesTheJournalReadable();
    void aSecondCopyIsRefused();
    void aMissingFolderIsSaidPlainly();
    void theKeyIsMadeOnceAndForItsOwnerAlone();
    void aBrokenKeyFileIsNotReplaced();
    void theGoldenJournalOfTheFirstVersionOpens();
};

void TestJournal::keepsEveryFieldOfAnIntent()
{
    QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("journal.db")).toStdString();
    Intent full = intent("i-1", IntentState::InDoubt);
    full.amount = {1'234, {"JPY", 0}};
    full.attempts = 4;
    full.series = 2;
    full.nextAt = 1'790'000'060'000;
    full.lastCode = "timeout";
    full.lastDetail = std::string("with a \0 in it", 14);
    full.body += std::string("\0tail", 5);
    {
        auto journal = Journal::open({path, {}, key});
        QVERIFY(journal.has_value());
        QVERIFY((*journal)->append(full).has_value());
        QVERIFY(same(*(*journal)->find("i-1"), full));
    }
    auto journal = Journal::open({path, {}, key});
    QVERIFY(journal.has_value());
    QVERIFY(!(*journal)->isReadOnly());
    QVERIFY(same(*(*journal)->find("i-1"), full));
    QVERIFY(!(*journal)->find("i-2").has_value());
    QVERIFY((*journal)->damaged().empty());
}

void TestJournal::anIntentSurvivesAPowerCutOnceAppended()
{
    for (const DiskLoss loss : {DiskLoss::None, DiskLoss::All, DiskLoss::Some, DiskLoss::Torn}) {
        Disk world;
        auto journal = world.open();
        QVERIFY(journal->append(intent("i-1")).has_value());
        world.cutPower(loss);
        journal.reset();
        QVERIFY(same(*world.open()->find("i-1"), intent("i-1")));
    }
}

void TestJournal::anUpdateSurvivesAPowerCut()
{
    Disk world;
    auto journal = world.open();
    QVERIFY(journal->append(intent("i-1")).has_value());
    Intent sending = intent("i-1", IntentState::Sending);
    sending.series = 1;
    QVERIFY(journal->update(sending).has_value());
    world.cutPower(DiskLoss::All);
    journal.reset();
    QVERIFY(same(*world.open()->find("i-1"), sending));
}

void TestJournal::anIdIsUsedOnce()
{
    Disk world;
    auto journal = world.open();
    QVERIFY(journal->append(intent("i-1")).has_value());
    Intent other = intent("i-1");
    other.body = "{}";
    const auto again = journal->append(other);
    QVERIFY(!again);
    QCOMPARE(again.error().kind, ErrorKind::Conflict);
    QVERIFY(same(*journal->find("i-1"), intent("i-1")));
}

void TestJournal::anUpdateLeavesIdentityAmountAndBodyAlone()
{
    Disk world;
    auto journal = world.open();
    QVERIFY(journal->append(intent("i-1")).has_value());
    Intent changed;
    changed.id = "i-1";
    changed.kind = "other";
    changed.body = "{}";
    changed.amount = {1, {"USD", 2}};
    changed.state = IntentState::Accepted;
    changed.attempts = 2;
    changed.updatedAt = 5;
    QVERIFY(journal->update(changed).has_value());
    Intent expected = intent("i-1", IntentState::Accepted);
    expected.attempts = 2;
    expected.updatedAt = 5;
    QVERIFY(same(*journal->find("i-1"), expected));
}

void TestJournal::anUpdateOfNothingIsNotFound()
{
    Disk world;
    const auto updated = world.open()->update(intent("i-1"));
    QVERIFY(!updated);
    QCOMPARE(updated.error().kind, ErrorKind::NotFound);
}

void TestJournal::listsOpenIntentsOldestFirstAndNewestLast()
{
    Disk world;
    auto journal = world.open();
    const IntentState states[] = {IntentState::Prepared, IntentState::Accepted, IntentState::InDoubt,
                                  IntentState::Declined, IntentState::Sending,  IntentState::Abandoned};
    for (int i = 0; i < 6; ++i)
        QVERIFY(journal->append(intent("i-" + std::to_string(i), states[i])).has_value());
    QCOMPARE(ids(journal->open()), (std::vector<std::string>{"i-0", "i-2", "i-4"}));
    QCOMPARE(ids(journal->newest(2)), (std::vector<std::string>{"i-5", "i-4"}));
    QCOMPARE(ids(journal->newest(0)), std::vector<std::string>{});
}

void TestJournal::aFailedAppendLeavesNothingBehind_data()
{
    QTest::addColumn<Faulty>("how");
    QTest::newRow("one failure") << Faulty{DiskFault::Io, false};
    QTest::newRow("broken for ever") << Faulty{DiskFault::Io, true};
    QTest::newRow("full for a moment") << Faulty{DiskFault::Full, false};
    QTest::newRow("full for ever") << Faulty{DiskFault::Full, true};
}

// What is refused as "nothing was written" must not come back after the next start and go out then.
void TestJournal::aFailedAppendLeavesNothingBehind()
{
    QFETCH(Faulty, how);
    int failures = 0;
    for (int i = 0;; ++i) {
        Disk world;
        auto journal = world.open();
        QVERIFY(journal->append(intent("before")).has_value());
        world.disk.failAfter(i, how.fault, how.forEver);
        const auto appended = journal->append(intent("i-1"));
        // As after kill -9: everything that was written is still there.
        world.cutPower(DiskLoss::None);
        world.disk.repair();
        journal.reset();
        journal = world.open();
        QVERIFY(same(*journal->find("before"), intent("before")));
        QVERIFY(journal->damaged().empty());
        const auto found = journal->find("i-1");
        if (appended) {
            QVERIFY(found && same(*found, intent("i-1")));
            break;
        }
        ++failures;
        if (appended.error().kind == ErrorKind::InDoubt) {
            QVERIFY(how.forEver);
        } else {
            QCOMPARE(appended.error().kind, ErrorKind::Storage);
            QVERIFY2(!found, qPrintable(QStringLiteral("came back after failure %1").arg(i)));
        }
        QVERIFY(journal->append(intent("i-2")).has_value());
    }
    QVERIFY(failures > 2);
}

void TestJournal::aFailedUpdateLeavesTheOldOrTheNewState_data()
{
    aFailedAppendLeavesNothingBehind_data();
}

void TestJournal::aFailedUpdateLeavesTheOldOrTheNewState()
{
    QFETCH(Faulty, how);
    const Intent before = intent("i-1");
    Intent after = intent("i-1", IntentState::Sending);
    after.series = 1;
    for (int i = 0;; ++i) {
        Disk world;
        auto journal = world.open();
        QVERIFY(journal->append(before).has_value());
        world.disk.failAfter(i, how.fault, how.forEver);
        const auto updated = journal->update(after);
        world.cutPower(DiskLoss::None);
        world.disk.repair();
        journal.reset();
        journal = world.open();
        const auto found = journal->find("i-1");
        QVERIFY(found.has_value());
        if (updated) {
            QVERIFY(same(*found, after));
            break;
        }
        QVERIFY(same(*found, before) || same(*found, after));
    }
}

void TestJournal::aPowerCutAtEveryWriteLosesNoAcknowledgedIntent_data()
{
    QTest::addColumn<int>("loss");
    QTest::newRow("all that was not synced") << int(DiskLoss::All);
    QTest::newRow("some of it") << int(DiskLoss::Some);
    QTest::newRow("torn sectors") << int(DiskLoss::Torn);
}

void TestJournal::aPowerCutAtEveryWriteLosesNoAcknowledgedIntent()
{
    QFETCH(int, loss);
    for (int i = 0;; ++i) {
        Disk world;
        world.random = tests::support::SeededRandom(static_cast<std::uint64_t>(i));
        world.disk.powerOffAfter(i);
        std::vector<Intent> acknowledged;
        {
            auto journal = world.tryOpen();
            for (int n = 0; journal && n < 3; ++n) {
                Intent one = intent("i-" + std::to_string(n));
                if (!(*journal)->append(one))
                    continue;
                acknowledged.push_back(one);
                one.state = IntentState::Sending;
                if ((*journal)->update(one))
                    acknowledged.back() = one;
            }
        }
        const bool cut = world.disk.isOff();
        world.cutPower(DiskLoss(loss));
        auto journal = world.open();
        QVERIFY(journal->damaged().empty());
        for (const Intent& one : acknowledged) {
            const auto found = journal->find(one.id);
            QVERIFY2(found, qPrintable(QStringLiteral("lost at change %1").arg(i)));
            // The update that the cut interrupted may have reached the disk.
            QVERIFY(found->state == one.state || found->state == IntentState::Sending);
            QCOMPARE(found->body, one.body);
        }
        if (!cut)
            break;
    }
}

void TestJournal::aFullDiskIsRefusedInPlainWords()
{
    Disk world;
    auto journal = world.open();
    world.disk.failAfter(0, DiskFault::Full, true);
    const auto appended = journal->append(intent("i-1"));
    QVERIFY(!appended);
    QCOMPARE(appended.error().kind, ErrorKind::Storage);
    QCOMPARE(appended.error().detail,
             std::string("The disk that holds journal.db is full. Free some space and try again."));
    QVERIFY(!journal->find("i-1").has_value());
    world.disk.repair();
    QVERIFY(journal->append(intent("i-1")).has_value());
}

void TestJournal::aFlippedBitAnywhereInARowIsQuarantined()
{
    Disk world;
    {
        auto journal = world.open();
        for (const char* const id : {"first", "second", "third"})
            QVERIFY(journal->append(intent(id)).has_value());
    }
    const std::string content = world.disk.content("journal.db");
    // The record of the middle row: its header, whose own size comes first, then its columns from the id on.
    const std::size_t idAt = content.find("secondrefund");
    QVERIFY(idAt != std::string::npos);
    std::size_t headerBytes = 22;
    while (static_cast<std::size_t>(static_cast<unsigned char>(content[idAt - headerBytes])) != headerBytes)
        ++headerBytes;
    const std::size_t begin = idAt - headerBytes;
    // Before it: two bytes of its length and one of its number.
    const std::size_t length = static_cast<std::size_t>((content[begin - 3] & 0x7f) << 7 | content[begin - 2]);
    QVERIFY2(length > 150 && length < 500, std::to_string(length).c_str());

    for (std::size_t at = begin; at < begin + length; ++at) {
        // The type of the row's number, which lies elsewhere: SQLite never reads it.
        if (at == begin + 1)
            continue;
        for (const int bit : {0, 3, 7}) {
            std::string damaged = content;
            damaged[at] = static_cast<char>(damaged[at] ^ (1 << bit));
            world.disk.setContent("journal.db", damaged);
            const QByteArray where =
                QStringLiteral("byte %1 of %2, bit %3").arg(at - begin).arg(length).arg(bit).toUtf8();
            auto opened = world.tryOpen();
            QVERIFY2(opened.has_value(), where.constData());
            Journal& journal = **opened;
            QVERIFY2(journal.damaged().size() == 1, where.constData());
            QVERIFY2(ids(journal.open()) == (std::vector<std::string>{"first", "third"}), where.constData());
            QVERIFY2(!journal.find("second").has_value(), where.constData());
            QVERIFY2(same(*journal.find("third"), intent("third")), where.constData());
            // The rest goes on.
            QVERIFY2(!journal.isReadOnly(), where.constData());
            QVERIFY2(journal.append(intent("fourth")).has_value(), where.constData());
        }
    }
}

void TestJournal::aDamagedRowIsNeverWrittenTo()
{
    Disk world;
    {
        auto journal = world.open();
        QVERIFY(journal->append(intent("i-1")).has_value());
    }
    std::string content = world.disk.content("journal.db");
    content[content.find("a.petrova")] = 'b';
    world.disk.setContent("journal.db", content);
    auto journal = world.open();
    QCOMPARE(journal->damaged(), std::vector<std::string>{"i-1"});
    const auto updated = journal->update(intent("i-1", IntentState::Accepted));
    QVERIFY(!updated);
    QCOMPARE(updated.error().kind, ErrorKind::Storage);
    QCOMPARE(journal->append(intent("i-1")).error().kind, ErrorKind::Conflict);
    journal.reset();
    QCOMPARE(world.open()->damaged(), std::vector<std::string>{"i-1"});
}

void TestJournal::aRowOfAnotherKeyIsQuarantined()
{
    Disk world;
    QVERIFY(world.open()->append(intent("i-1")).has_value());
    auto journal = world.open(std::string(32, 'x'));
    QVERIFY(journal->open().empty());
    QCOMPARE(journal->damaged(), std::vector<std::string>{"i-1"});
}

// The MAC covers the row's number too: a whole row can not stand in for another.
void TestJournal::aRowCopiedOverAnotherIsQuarantined()
{
    QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("journal.db")).toStdString();
    {
        auto journal = *Journal::open({path, {}, key});
        QVERIFY(journal->append(intent("i-1")).has_value());
        QVERIFY(journal->append(intent("i-2")).has_value());
    }
    {
        SQLite::Database database(path, SQLite::OPEN_READWRITE);
        database.exec("DELETE FROM intents WHERE seq = 2; UPDATE intents SET seq = 2 WHERE seq = 1");
    }
    auto journal = *Journal::open({path, {}, key});
    QVERIFY(journal->open().empty());
    QCOMPARE(journal->damaged().size(), std::size_t(1));
}

void TestJournal::aNewerJournalOpensReadOnly()
{
    QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("journal.db")).toStdString();
    {
        auto journal = *Journal::open({path, {}, key});
        QVERIFY(journal->append(intent("i-1")).has_value());
    }
    {
        SQLite::Database database(path, SQLite::OPEN_READWRITE);
        database.exec("ALTER TABLE intents ADD COLUMN colour TEXT; UPDATE intents SET mac = x'00'; "
                      "PRAGMA user_version = 999");
    }
    auto journal = *Journal::open({path, {}, key});
    QVERIFY(journal->isReadOnly());
    QVERIFY(journal->whyReadOnly().find("newer version") != std::string::npos);
    QVERIFY(same(*journal->find("i-1"), intent("i-1")));
    QCOMPARE(journal->append(intent("i-2")).error().kind, ErrorKind::Storage);
    QCOMPARE(journal->update(intent("i-1", IntentState::Accepted)).error().kind, ErrorKind::Storage);
    QVERIFY(same(*journal->find("i-1"), intent("i-1")));
}

void TestJournal::aForeignFileIsRefused()
{
    Disk world;
    world.disk.setContent("journal.db", "This is a letter and no database." + std::string(4'096, '.'));
    const auto journal = world.tryOpen();
    QVERIFY(!journal);
    QCOMPARE(journal.error().kind, ErrorKind::Storage);
    QVERIFY(world.disk.content("journal.db").starts_with("This is a letter"));
}

void TestJournal::aFolderThatCannotBeWrittenLeavesTheJournalReadable()
{
    QTemporaryDir folder;
    QVERIFY(::chmod(folder.path().toUtf8().constData(), 0755) == 0);
    const std::string path = folder.filePath(QStringLiteral("journal.db")).toStdString();
    {
        auto journal = *Journal::open({path, {}, key});
        QVERIFY(journal->append(intent("i-1")).has_value());
    }
    QVERIFY(::chmod(path.c_str(), 0444) == 0);
    QVERIFY(::chmod(folder.path().toUtf8().constData(), 0555) == 0);
    // Root may write anywhere; somebody else may not.
    const bool root = ::geteuid() == 0;
    if (root)
        QVERIFY(::seteuid(65'534) == 0);
    auto journal = Journal::open({path, {}, key});
    const auto fresh = Journal::open({path + ".new", {}, key});
    if (root)
        QVERIFY(::seteuid(0) == 0);
    QVERIFY(::chmod(folder.path().toUtf8().constData(), 0755) == 0);

    QVERIFY2(journal.has_value(), journal ? "" : journal.error().detail.c_str());
    QVERIFY((*journal)->isReadOnly());
    QVERIFY((*journal)->whyReadOnly().find("can not be written") != std::string::npos);
    QVERIFY(same(*(*journal)->find("i-1"), intent("i-1")));
    const auto appended = (*journal)->append(intent("i-2"));
    QVERIFY(!appended);
    QCOMPARE(appended.error().kind, ErrorKind::Storage);
    QVERIFY2(appended.error().detail.find("can not be written") != std::string::npos, appended.error().detail.c_str());
    QVERIFY(!fresh);
    QCOMPARE(fresh.error().kind, ErrorKind::Storage);
}

void TestJournal::aSecondCopyIsRefused()
{
    QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("journal.db")).toStdString();
    auto first = *Journal::open({path, {}, key});
    const auto second = Journal::open({path, {}, key});
    QVERIFY(!second);
    QCOMPARE(second.error().kind, ErrorKind::Storage);
    QVERIFY(second.error().detail.find("in use") != std::string::npos);
    QVERIFY(first->append(intent("i-1")).has_value());
}

void TestJournal::aMissingFolderIsSaidPlainly()
{
    const auto journal = Journal::open({"/nonexistent/folder/journal.db", {}, key});
    QVERIFY(!journal);
    QCOMPARE(journal.error().kind, ErrorKind::Storage);
    QVERIFY(journal.error().detail.find("/nonexistent/folder/journal.db") != std::string::npos);
}

void TestJournal::theKeyIsMadeOnceAndForItsOwnerAlone()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("journal.key"));
    const auto made = client::store::journalKey(path.toStdString(), std::string(32, 'a'));
    QVERIFY(made.has_value());
    QCOMPARE(*made, std::string(32, 'a'));
    struct stat status
    {
    };
    QVERIFY(::stat(path.toUtf8().constData(), &status) == 0);
    QCOMPARE(int(status.st_mode & 0777), 0600);
    QCOMPARE(*client::store::journalKey(path.toStdString(), std::string(32, 'b')), std::string(32, 'a'));

    QVERIFY(::chmod(path.toUtf8().constData(), 0644) == 0);
    QVERIFY(client::store::journalKey(path.toStdString(), {}).has_value());
    QVERIFY(::stat(path.toUtf8().constData(), &status) == 0);
    QCOMPARE(int(status.st_mode & 0777), 0600);
}

void TestJournal::aBrokenKeyFileIsNotReplaced()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("journal.key"));
    for (const int size : {0, 31, 33}) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(QByteArray(size, 'z'));
        file.close();
        const auto read = client::store::journalKey(path.toStdString(), std::string(32, 'a'));
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::Storage);
        QCOMPARE(QFileInfo(path).size(), qint64(size));
    }
    QVERIFY(!client::store::journalKey("/nonexistent/journal.key", std::string(32, 'a')));
}

void TestJournal::theGoldenJournalOfTheFirstVersionOpens()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("journal.db"));
    QVERIFY(QFile::copy(QStringLiteral(BETDESK_SOURCE_DIR "/tests/client/golden/journal-1.db"), path));
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner));
    auto journal = *Journal::open({path.toStdString(), {}, key});
    QVERIFY(!journal->isReadOnly());
    QVERIFY(journal->whyReadOnly().empty());
    QVERIFY(journal->damaged().empty());
    QVERIFY(same(*journal->find("golden-1"), intent("golden-1", IntentState::InDoubt)));
    QVERIFY(same(*journal->find("golden-2"), intent("golden-2", IntentState::Accepted)));
    QCOMPARE(ids(journal->open()), std::vector<std::string>{"golden-1"});
    QVERIFY(journal->update(intent("golden-1", IntentState::Declined)).has_value());
    QVERIFY(journal->append(intent("i-1")).has_value());
}

QTEST_GUILESS_MAIN(TestJournal)
#include "tst_journal.moc"
