// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/store/auditheads.h"

#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using client::contract::AuditHeadText;
using client::contract::ErrorKind;
using client::store::AuditHeads;

namespace {

AuditHeadText head(std::int64_t seq, char digit = 'a')
{
    return {seq, std::string(64, digit), std::string(86, 'A') + "=="};
}

} // namespace

class TestAuditHeads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTheNewestOfEachEnvironment();
    void isForItsOwnerAlone();
    void olderOnesThatComeLateChangeNothing();
    void reportsARowThatChanged();
    void putsADamagedFileAside_data();
    void putsADamagedFileAside();
    void forgetsTheOldestOfTooMany();
    void saysWhenItCannotBeWritten();

private:
    std::string path() const { return m_folder.filePath(QStringLiteral("audit-heads.json")).toStdString(); }
    QTemporaryDir m_folder;
};

void TestAuditHeads::keepsTheNewestOfEachEnvironment()
{
    {
        AuditHeads heads(path());
        QVERIFY(!heads.head("one"));
        QSignalSpy changed(&heads, &AuditHeads::changed);
        QVERIFY(heads.remember("one", head(17), 1'795'000'000'000));
        QVERIFY(heads.remember("one", head(18), 1'795'000'001'000));
        QVERIFY(heads.remember("two", head(3), 1'795'000'002'000));
        QCOMPARE(changed.size(), 3);
        QCOMPARE(changed.back().front().toString(), QStringLiteral("two"));
    }
    const AuditHeads again(path());
    QCOMPARE(again.head("one")->head, head(18));
    QCOMPARE(again.head("one")->at, 1'795'000'001'000);
    QCOMPARE(again.head("two")->head.seq, 3);
}

void TestAuditHeads::isForItsOwnerAlone()
{
    AuditHeads heads(path());
    QVERIFY(heads.remember("one", head(19), 1));
    const auto allowed = QFileInfo(QString::fromStdString(path())).permissions();
    QVERIFY(!(allowed & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)));
}

void TestAuditHeads::olderOnesThatComeLateChangeNothing()
{
    AuditHeads heads(path());
    QVERIFY(heads.remember("late", head(9), 5));
    QSignalSpy changed(&heads, &AuditHeads::changed);
    QVERIFY(heads.remember("late", head(8, 'b'), 6));
    QVERIFY(heads.remember("late", head(9), 7));
    QCOMPARE(changed.size(), 0);
    QCOMPARE(heads.head("late")->at, 5);
}

void TestAuditHeads::reportsARowThatChanged()
{
    AuditHeads heads(path());
    QVERIFY(heads.remember("rewritten", head(9), 5));
    const auto kept = heads.remember("rewritten", head(9, 'b'), 6);
    QVERIFY(!kept);
    QCOMPARE(kept.error().kind, ErrorKind::Conflict);
    // What was seen first is the proof.
    QCOMPARE(heads.head("rewritten")->head, head(9));
}

void TestAuditHeads::putsADamagedFileAside_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("half of it") << QByteArray(R"({"heads":[{"environment_id":"o)");
    QTest::newRow("no list") << QByteArray(R"({"heads":7})");
    QTest::newRow("no head") << QByteArray(
        R"({"heads":[{"environment_id":"one","head":"17","seen_at":"2026-11-23T05:46:46.123Z"}]})");
    QTest::newRow("nothing") << QByteArray();
}

void TestAuditHeads::putsADamagedFileAside()
{
    QFETCH(QByteArray, text);
    const QTemporaryDir folder;
    const auto name = folder.filePath(QStringLiteral("audit-heads.json"));
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
    file.close();
    AuditHeads heads(name.toStdString());
    QVERIFY(!heads.head("one"));
    QVERIFY(heads.remember("one", head(1), 1));
    QFile aside(name + QStringLiteral(".damaged"));
    QVERIFY(aside.open(QIODevice::ReadOnly));
    QCOMPARE(aside.readAll(), text);
}

void TestAuditHeads::forgetsTheOldestOfTooMany()
{
    const QTemporaryDir folder;
    AuditHeads heads(folder.filePath(QStringLiteral("many.json")).toStdString());
    for (int i = 0; i < 101; ++i)
        QVERIFY(heads.remember("env-" + std::to_string(i), head(1), 1'000 + i));
    QVERIFY(!heads.head("env-0"));
    QVERIFY(heads.head("env-1"));
    QVERIFY(heads.head("env-100"));
}

void TestAuditHeads::saysWhenItCannotBeWritten()
{
    AuditHeads heads("/no/such/folder/audit-heads.json");
    const auto kept = heads.remember("one", head(1), 1);
    QVERIFY(!kept);
    QCOMPARE(kept.error().kind, ErrorKind::Storage);
    // For this run it is known all the same.
    QVERIFY(heads.head("one"));
}

QTEST_APPLESS_MAIN(TestAuditHeads)
#include "tst_auditheads.moc"
