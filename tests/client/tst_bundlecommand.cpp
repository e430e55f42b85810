// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bundlecommand.h"
#include "client/bundle/bundlewriter.h"
#include "tests/client/eventlog.h"
#include "tests/client/samples.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using app::CommandEnd;
using app::runBundleCommand;

namespace {

struct Folder
{
    QTemporaryDir folder;
    tests::samples::World world;

    QString path(const QString& name) const { return folder.filePath(name); }
    QString write(const QString& name, const QByteArray& bytes) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("no file");
        return file.fileName();
    }
    CommandEnd run(const QStringList& arguments) { return runBundleCommand(arguments, world.clock, world.random); }
};

} // namespace

class TestBundleCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void exportsVerifiesAndShows();
    void showsTheNotesThatCameAlong();
    void saysThatAPackedFileWasCut();
    void countsLinesThatNoFilterCanJudge();
    void exportsWhatTheFilterFinds();
    void passwordsAndKeysComeFromFiles();
    void showsWhatTerminalsWouldObeyAsText();
    void saysWhatIsWrongWithALine_data();
    void saysWhatIsWrongWithALine();
    void saysWhatCouldNotBeDone();
};

void TestBundleCommand::exportsVerifiesAndShows()
{
    Folder folder;
    const QString events = folder.write(QStringLiteral("e.jsonl"),
                                        QByteArray::fromStdString(tests::samples::EventLog(1).lines(50)) + "damaged\n");
    const QString bundle = folder.path(QStringLiteral("b.betlog"));
    const CommandEnd made = folder.run({QStringLiteral("export"), QStringLiteral("--from"), events, bundle});
    QCOMPARE(made.code, 0);
    QVERIFY2(made.out.contains(QStringLiteral("50 lines, players hashed; 1 lines are no JSON")), qPrintable(made.out));
    const CommandEnd verified = folder.run({QStringLiteral("verify"), bundle});
    QCOMPARE(verified.code, 0);
    QVERIFY(verified.out.contains(QStringLiteral("not signed\nAll of it is what the manifest says.")));
    const CommandEnd shown =
        folder.run({QStringLiteral("show"), QStringLiteral("--lines"), QStringLiteral("3"), bundle});
    QCOMPARE(shown.code, 0);
    QCOMPARE(shown.out.count(QStringLiteral("\n{\"seq\":")), 3);
    QVERIFY(shown.out.contains(QStringLiteral("filter none")));
    QCOMPARE(folder.run({QStringLiteral("export"), QStringLiteral("--from"), events, bundle}).code, 1);
}

void TestBundleCommand::showsTheNotesThatCameAlong()
{
    Folder folder;
    const QString events =
        folder.write(QStringLiteral("e.jsonl"), QByteArray::fromStdString(tests::samples::EventLog(1).lines(5)));
    const QString notes = folder.write(QStringLiteral("n.jsonl"), "{\"line\":2,\"note\":\"Paid twice?\"}\n");
    const QString bundle = folder.path(QStringLiteral("b.betlog"));
    QCOMPARE(
        folder
            .run({QStringLiteral("export"), QStringLiteral("--from"), events, QStringLiteral("--notes"), notes, bundle})
            .code,
        0);
    const CommandEnd shown = folder.run({QStringLiteral("show"), bundle});
    QVERIFY2(shown.out.contains(QStringLiteral("notes.jsonl:\n{\"line\":2,\"note\":\"Paid twice?\"}")),
             qPrintable(shown.out));
}

void TestBundleCommand::saysThatAPackedFileWasCut()
{
    Folder folder;
    // The second stream of a log that was packed in turns has only begun.
    const QByteArray packed = QByteArray::fromHex("1f8b080000000000000303");
    const QString events = folder.write(QStringLiteral("e.jsonl.gz"), packed);
    const CommandEnd made = folder.run(
        {QStringLiteral("export"), QStringLiteral("--from"), events, folder.path(QStringLiteral("b.betlog"))});
    QCOMPARE(made.code, 0);
    QVERIFY2(made.out.contains(QStringLiteral("the file is cut short")), qPrintable(made.out));
}

void TestBundleCommand::exportsWhatTheFilterFinds()
{
    Folder folder;
    const QString events =
        folder.write(QStringLiteral("e.jsonl"), QByteArray::fromStdString(tests::samples::EventLog(2).lines(200)));
    const QString bundle = folder.path(QStringLiteral("b.betlog"));
    const CommandEnd made =
        folder.run({QStringLiteral("export"), QStringLiteral("--from"), events, QStringLiteral("--filter"),
                    QStringLiteral("partner:acme"), QStringLiteral("--players"), QStringLiteral("plain"), bundle});
    QCOMPARE(made.code, 0);
    const CommandEnd shown =
        folder.run({QStringLiteral("show"), QStringLiteral("--lines"), QStringLiteral("1000"), bundle});
    QVERIFY(shown.out.contains(QStringLiteral("filter partner:acme")));
    const qsizetype lines = shown.out.count(QStringLiteral("\n{\"seq\":"));
    QVERIFY(lines > 10 && lines < 190);
    QCOMPARE(shown.out.count(QStringLiteral("\"row\":{\"partner_id\":\"acme\"")), lines);
    QVERIFY(shown.out.contains(QStringLiteral("\"player_id\":\"p-")));
    QVERIFY2(shown.out.contains(QStringLiteral("environment not named\n")), qPrintable(shown.out));
}

void TestBundleCommand::countsLinesThatNoFilterCanJudge()
{
    Folder folder;
    const QString events =
        folder.write(QStringLiteral("e.jsonl"),
                     QByteArray::fromStdString(tests::samples::EventLog(2).lines(50) + "no json\n\n{\"cut\": \n"));
    const QString whole = folder.path(QStringLiteral("whole.betlog")),
                  part = folder.path(QStringLiteral("part.betlog"));
    const CommandEnd all = folder.run({QStringLiteral("export"), QStringLiteral("--from"), events, whole});
    QVERIFY2(all.out.contains(QStringLiteral("2 lines are no JSON and were left out")), qPrintable(all.out));
    const CommandEnd some = folder.run({QStringLiteral("export"), QStringLiteral("--from"), events,
                                        QStringLiteral("--filter"), QStringLiteral("partner:acme"), part});
    QVERIFY2(some.out.contains(QStringLiteral("2 lines are no JSON and were left out")), qPrintable(some.out));
    QVERIFY(folder.run({QStringLiteral("show"), part}).out.contains(QStringLiteral("lines left out 2\n")));
}

void TestBundleCommand::passwordsAndKeysComeFromFiles()
{
    Folder folder;
    const QString events =
        folder.write(QStringLiteral("e.jsonl"), QByteArray::fromStdString(tests::samples::EventLog(3).lines(5)));
    const QString password = folder.write(QStringLiteral("password"), "open sesame\n"),
                  other = folder.write(QStringLiteral("other"), "no\n");
    const QString key = folder.write(QStringLiteral("key"), QByteArray(64, '5') + '\n');
    const QString signer = QString::fromStdString(*client::bundle::signerOf(std::string(64, '5')));
    const QString bundle = folder.path(QStringLiteral("b.betlog"));
    const CommandEnd made =
        folder.run({QStringLiteral("export"), QStringLiteral("--from"), events, QStringLiteral("--password-file"),
                    password, QStringLiteral("--sign-key-file"), key, bundle});
    QCOMPARE(made.code, 0);
    QVERIFY(made.out.contains(QStringLiteral("signed by ") + signer));
    QCOMPARE(folder.run({QStringLiteral("verify"), bundle}).code, 1);
    QCOMPARE(folder.run({QStringLiteral("verify"), QStringLiteral("--password-file"), other, bundle}).code, 1);
    const QStringList known{QStringLiteral("verify"), QStringLiteral("--password-file"), password,
                            QStringLiteral("--signer")};
    QCOMPARE(folder.run(known + QStringList{signer, bundle}).code, 0);
    const CommandEnd stranger = folder.run(known + QStringList{QString(64, QLatin1Char('0')), bundle});
    QCOMPARE(stranger.code, 1);
    QVERIFY(stranger.problem.contains(QStringLiteral("another key")));
}

void TestBundleCommand::showsWhatTerminalsWouldObeyAsText()
{
    Folder folder;
    const QString events = folder.write(QStringLiteral("e.jsonl"), "{\"a\":\"\xe2\x80\xae"
                                                                   "abc \xc2\x9b"
                                                                   "2J Привет\"}\n");
    const QString bundle = folder.path(QStringLiteral("b.betlog"));
    QCOMPARE(folder.run({QStringLiteral("export"), QStringLiteral("--from"), events, bundle}).code, 0);
    const QString shown = folder.run({QStringLiteral("show"), bundle}).out;
    QVERIFY2(shown.endsWith(QStringLiteral("{\"a\":\"\\u{202e}abc \\u{009b}2J Привет\"}")), qPrintable(shown));
}

void TestBundleCommand::saysWhatIsWrongWithALine_data()
{
    QTest::addColumn<QStringList>("arguments");
    const auto row = [](const char* line) {
        QTest::newRow(line) << QString::fromLatin1(line).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    };
    for (const char* const line :
         {"", "open", "export", "export b", "export --from e", "export --from e b c",
          "export --from e --players none b", "export --from e --filter staus:x b", "export --lines 3 --from e b",
          "verify", "verify b c", "verify --from e b", "show", "show --lines x b", "show --lines -1 b",
          "show --unknown b", "export --password secret --from e b"})
        row(line);
}

void TestBundleCommand::saysWhatIsWrongWithALine()
{
    QFETCH(const QStringList, arguments);
    Folder folder;
    const CommandEnd end = folder.run(arguments);
    QCOMPARE(end.code, 2);
    QVERIFY(end.out.isEmpty());
    QVERIFY(end.problem.endsWith(QStringLiteral("Try: betdesk bundle --help")));
}

void TestBundleCommand::saysWhatCouldNotBeDone()
{
    Folder folder;
    const QString bundle = folder.path(QStringLiteral("b.betlog")), none = folder.path(QStringLiteral("none"));
    const QString events = folder.write(QStringLiteral("e.jsonl"), "{}\n");
    for (const QStringList& arguments :
         {QStringList{QStringLiteral("verify"), bundle}, QStringList{QStringLiteral("show"), events},
          QStringList{QStringLiteral("export"), QStringLiteral("--from"), none, bundle},
          QStringList{QStringLiteral("export"), QStringLiteral("--from"), events, QStringLiteral("--password-file"),
                      none, bundle},
          QStringList{QStringLiteral("export"), QStringLiteral("--from"), events, QStringLiteral("--sign-key-file"),
                      events, bundle}}) {
        const CommandEnd end = folder.run(arguments);
        QCOMPARE(end.code, 1);
        QVERIFY(!end.problem.isEmpty());
    }
    QVERIFY(!QFile::exists(bundle));
    QCOMPARE(folder.run({QStringLiteral("--help")}).code, 0);
}

QTEST_GUILESS_MAIN(TestBundleCommand)
#include "tst_bundlecommand.moc"
