// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/display.h"
#include "app/latetransport.h"
#include "app/latinkeys.h"
#include "app/options.h"
#include "app/profile.h"
#include "app/sandboxfile.h"

#include <QAction>
#include <QApplication>
#include <QFileInfo>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QProcessEnvironment>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using app::parseOptions;
using app::Profile;

class TestApp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsTheSandboxByItself()
    {
        const auto options = parseOptions({});
        QVERIFY(options);
        QVERIFY(options->sandbox);
        QVERIFY(options->sandboxArguments.isEmpty());
    }

    void handsSandboxOptionsToTheService()
    {
        const auto options = parseOptions({QStringLiteral("--sandbox"), QStringLiteral("--sandbox-seed"),
                                           QStringLiteral("7"), QStringLiteral("--size"), QStringLiteral("1024x700")});
        QVERIFY(options);
        QCOMPARE(options->sandboxArguments, (QStringList{QStringLiteral("--sandbox-seed"), QStringLiteral("7")}));
        QCOMPARE(options->size, QSize(1024, 700));
    }

    void knowsWhoOneIsInTheSandbox()
    {
        const auto first = parseOptions({QStringLiteral("--as"), QStringLiteral("m.orlov")});
        QVERIFY(first);
        QCOMPARE(first->person, QStringLiteral("m.orlov"));
        QVERIFY(first->sandbox && !first->join);
        const auto second = parseOptions(
            {QStringLiteral("--sandbox"), QStringLiteral("--join"), QStringLiteral("--as"), QStringLiteral("d.lee")});
        QVERIFY(second);
        QVERIFY(second->sandbox && second->join);
    }

    void takesFilesToReview()
    {
        const auto options =
            parseOptions({QStringLiteral("--review"), QStringLiteral("a.jsonl"), QStringLiteral("b.log.gz"),
                          QStringLiteral("--review"), QStringLiteral("c.betlog")});
        QVERIFY(options);
        QCOMPARE(options->review,
                 (QStringList{QStringLiteral("a.jsonl"), QStringLiteral("c.betlog"), QStringLiteral("b.log.gz")}));
        QVERIFY(options->sandbox);
    }

    void findsASandboxByItsFileAlone()
    {
        const QTemporaryDir folder;
        const auto name = folder.filePath(QStringLiteral("sandbox.json"));
        const app::SandboxPlace place{QUrl(QStringLiteral("http://127.0.0.1:4711")), "secret-1"};
        QVERIFY(!app::SandboxFile::read(folder.path()));
        {
            app::SandboxFile file(folder.path());
            QVERIFY(file.write(place));
            constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
            QVERIFY(!(QFileInfo(name).permissions() & others));
            QCOMPARE(app::SandboxFile::read(folder.path()), std::optional(place));
            // It belongs to whoever may read it.
            QVERIFY(QFile::setPermissions(name, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
            QVERIFY(!app::SandboxFile::read(folder.path()));
        }
        QVERIFY(!QFileInfo::exists(name));
        // Nobody is led away from this computer.
        for (const char* origin :
             {"http://10.0.0.1:80", "https://127.0.0.1:80", "http://127.0.0.1", "file:///etc", ""}) {
            app::SandboxFile file(folder.path());
            QVERIFY(file.write({QUrl(QString::fromUtf8(origin)), "secret-1"}));
            QVERIFY2(!app::SandboxFile::read(folder.path()), origin);
        }
    }

    void leavesASandboxFileOfOthersAlone()
    {
        const QTemporaryDir folder;
        app::SandboxFile running(folder.path());
        QVERIFY(running.write({QUrl(QStringLiteral("http://127.0.0.1:4711")), "secret-1"}));
        {
            const app::SandboxFile other(folder.path());
        }
        QVERIFY(app::SandboxFile::read(folder.path()));
    }

    void refusesWhatDoesNotFit_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char* line, const char* problem) {
            QTest::newRow(line) << QString::fromUtf8(line) << QString::fromUtf8(problem);
        };
        row("--connect http://127.0.0.1:8080", "--connect needs --token-file");
        row("--connect http://127.0.0.1:8080 --token-file t --sandbox", "exclude each other");
        row("--connect ftp://127.0.0.1 --token-file t", "--connect:");
        row("--connect http://example.com --token-file t", "--connect:");
        row("--connect https://example.com --token-file t --sandbox-seed 1", "for the sandbox only");
        row("--token-file t", "goes with --connect");
        row("--as z.zorro", "--as is one of operator, a.petrova, m.orlov");
        row("--as m.orlov --connect http://127.0.0.1:8080 --token-file t", "for the sandbox only");
        row("--join --connect http://127.0.0.1:8080 --token-file t", "for the sandbox only");
        row("--join", "--join needs --as");
        row("--join --as d.lee --sandbox-rate 5", "for the window that starts the sandbox");
        row("--join --as d.lee --tour t", "for the window that starts the sandbox");
        row("--sandbox --sandbox-rate abc", "--sandbox-rate is a number from 0 to 10000");
        row("--sandbox-rate -1", "--sandbox-rate is a number from 0 to 10000");
        row("--sandbox-rate 10001", "--sandbox-rate is a number from 0 to 10000");
        row("--sandbox-rate nan", "--sandbox-rate is a number from 0 to 10000");
        row("--sandbox-seed x7", "--sandbox-seed is a whole number");
        row("--sandbox-faults rain=1", "--sandbox-faults: \"rain\" is no fault");
        row("--sandbox-faults timeout=2", "timeout has to be a share from 0 to 1");
        row("--connect http://127.0.0.1:8080 --token-file nofile", "nofile can not be read");
        row("--language de", "en or ru");
        row("--theme pink", "light, dark, contrast or system");
        row("--size 12", "looks like");
        row("somewhere", "Unexpected argument");
        row("betdesk://eu-1/round/r-1", "It is written betdesk://ENVIRONMENT/bet/PARTNER/BET");
        row("betdesk://eu-1/bet/acme/b-1 betdesk://eu-1/bet/acme/b-2", "No link to a bet");
        row("--nonsense", "nonsense");
    }

    void refusesWhatDoesNotFit()
    {
        QFETCH(QString, line);
        QFETCH(QString, problem);
        const auto options = parseOptions(line.split(u' '));
        QVERIFY(!options);
        QCOMPARE(options.error().code, 2);
        QVERIFY2(options.error().text.contains(problem), qPrintable(options.error().text));
    }

    void helpsWithoutAnError()
    {
        const auto help = parseOptions({QStringLiteral("--help")});
        QVERIFY(!help);
        QCOMPARE(help.error().code, 0);
        QVERIFY(help.error().text.contains(QStringLiteral("--token-file")));
        QVERIFY(!help.error().text.contains(QStringLiteral("<executable_name>")));
    }

    void needsATokenInTheTokenFile()
    {
        const QTemporaryDir folder;
        const auto name = folder.filePath(QStringLiteral("token"));
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QStringList line{QStringLiteral("--connect"), QStringLiteral("http://127.0.0.1:8080"),
                               QStringLiteral("--token-file"), name};
        const auto empty = parseOptions(line);
        QVERIFY(!empty);
        QCOMPARE(empty.error().code, 2);
        QVERIFY(empty.error().text.contains(QStringLiteral("holds no token")));
        file.write("desk-token-0001 a.petrova support\n");
        file.close();
        QVERIFY(parseOptions(line));
        auto folderLine = line;
        folderLine.last() = folder.path();
        QVERIFY(!parseOptions(folderLine));
    }

    void saysWhenThereIsNoDisplay_data()
    {
        QTest::addColumn<QString>("variables");
        QTest::addColumn<bool>("shown");
        const auto row = [](const char* variables, bool shown) {
            QTest::newRow(variables) << QString::fromUtf8(variables) << shown;
        };
        row("HOME=/home/a", false);
        row("DISPLAY=", false);
        row("DISPLAY=:0", true);
        row("WAYLAND_DISPLAY=wayland-0", true);
        row("XDG_SESSION_TYPE=wayland", true);
        row("QT_QPA_PLATFORM=offscreen", true);
        row("QT_QPA_PLATFORM=xcb", false);
        row("QT_QPA_PLATFORM=xcb WAYLAND_DISPLAY=wayland-0", false);
        row("QT_QPA_PLATFORM=wayland;xcb DISPLAY=:0", true);
        row("QT_QPA_PLATFORM=wayland;xcb WAYLAND_DISPLAY=wayland-0", true);
    }

    void saysWhenThereIsNoDisplay()
    {
        QFETCH(QString, variables);
        QProcessEnvironment environment;
        for (const auto& variable : variables.split(u' '))
            environment.insert(variable.section(u'=', 0, 0), variable.section(u'=', 1));
        QTEST(app::displayProblem(environment, QStringLiteral("linux")).isEmpty(), "shown");
        QVERIFY(app::displayProblem(environment, QStringLiteral("darwin")).isEmpty());
    }

    void keepsAProfileForItsOwnerAlone()
    {
        const QTemporaryDir parent;
        Profile profile(parent.filePath(QStringLiteral("a/b")));
        QCOMPARE(profile.open(), Profile::Opened::Own);
        constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther |
                                QFile::WriteOther | QFile::ExeOther;
        QVERIFY(!(QFileInfo(profile.folder()).permissions() & others));
    }

    void handsASecondCopyOverToTheFirst()
    {
        const QTemporaryDir folder;
        Profile first(folder.path());
        QCOMPARE(first.open(), Profile::Opened::Own);
        QSignalSpy raised(&first, &Profile::raiseRequested);
        Profile second(folder.path());
        QCOMPARE(second.open(), Profile::Opened::HandedOver);
        QTRY_COMPARE(raised.size(), 1);
        QSignalSpy links(&first, &Profile::linkRequested);
        const auto link = QStringLiteral("betdesk://eu-1/bet/acme/b-1");
        QCOMPARE(Profile(folder.path()).open(link), Profile::Opened::HandedOver);
        QTRY_COMPARE(links.size(), 1);
        QCOMPARE(links.front().front().toString(), link);
        QSignalSpy reviews(&first, &Profile::reviewRequested);
        QCOMPARE(Profile(folder.path()).open({}, {QStringLiteral("/logs/a b.jsonl"), QStringLiteral("/logs/c\nd.gz")}),
                 Profile::Opened::HandedOver);
        QTRY_COMPARE(reviews.size(), 1);
        QCOMPARE(reviews.front().front().toStringList(),
                 QStringList({QStringLiteral("/logs/a b.jsonl"), QStringLiteral("/logs/c\nd.gz")}));
    }

    void opensAProfileThatWasLeft()
    {
        const QTemporaryDir folder;
        {
            Profile first(folder.path());
            QCOMPARE(first.open(), Profile::Opened::Own);
        }
        Profile second(folder.path());
        QCOMPARE(second.open(), Profile::Opened::Own);
    }

    void saysWhenAProfileCanNotBeMade()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        Profile profile(folder.filePath(QStringLiteral("file/profile")));
        QCOMPARE(profile.open(), Profile::Opened::Failed);
        QVERIFY(!profile.problem().isEmpty());
    }

    void endsRequestsAsNotSentBeforeThereIsAService()
    {
        app::LateTransport transport;
        std::vector<client::contract::Exchange> ends;
        transport.send({}, [&](client::contract::Exchange exchange) { ends.push_back(exchange); });
        transport.stream({}, {.onHeaders = {}, .onData = {}, .onEnd = [&](client::contract::Exchange exchange) {
                                  ends.push_back(exchange);
                              }});
        const auto forgotten =
            transport.send({}, [&](client::contract::Exchange) { QFAIL("an aborted request ended"); });
        transport.abort(forgotten);
        QVERIFY(ends.empty());
        QTRY_COMPARE(ends.size(), 2U);
        for (const auto& exchange : ends) {
            QCOMPARE(exchange.error, client::contract::TransportError::NotConnected);
            QVERIFY(!exchange.maybeSent);
        }
    }

    void knowsTheKeysOfAUsKeyboardByTheirPlace()
    {
        QCOMPARE(app::latinKey(24), std::optional<int>(Qt::Key_Q));
        QCOMPARE(app::latinKey(45), std::optional<int>(Qt::Key_K));
        QCOMPARE(app::latinKey(34), std::optional<int>(Qt::Key_BracketLeft));
        QCOMPARE(app::latinKey(61), std::optional<int>(Qt::Key_Slash));
        QVERIFY(!app::latinKey(36)); // Return
        QVERIFY(!app::latinKey(0));
    }

    void givesShortcutsToARussianLayout()
    {
        QWidget window;
        QAction action;
        action.setShortcut(QKeySequence(QStringLiteral("Ctrl+K")));
        window.addAction(&action);
        QLineEdit field(&window);
        QSignalSpy triggered(&action, &QAction::triggered);
        app::LatinKeys filter;
        qApp->installEventFilter(&filter);
        QKeyEvent commandKey(QEvent::KeyPress, 0x041B, Qt::ControlModifier, 45, 0, 0, QStringLiteral("л"));
        QCoreApplication::sendEvent(&field, &commandKey);
        QCOMPARE(triggered.size(), 1);
        QKeyEvent letter(QEvent::KeyPress, 0x041B, Qt::NoModifier, 45, 0, 0, QStringLiteral("л"));
        QCoreApplication::sendEvent(&field, &letter);
        QCOMPARE(field.text(), QStringLiteral("л"));
        QCOMPARE(triggered.size(), 1);
        qApp->removeEventFilter(&filter);
    }

    void givesLetterKeysOfListsToARussianLayout()
    {
        class List : public QListView
        {
        public:
            int pressed = 0;
            void keyPressEvent(QKeyEvent* event) override { pressed = event->key(); }
        };
        List list;
        app::LatinKeys filter;
        qApp->installEventFilter(&filter);
        QKeyEvent letter(QEvent::KeyPress, 0x041E, Qt::NoModifier, 44, 0, 0, QStringLiteral("о"));
        QCoreApplication::sendEvent(&list, &letter);
        QCOMPARE(list.pressed, static_cast<int>(Qt::Key_J));
        qApp->removeEventFilter(&filter);
    }
};

QTEST_MAIN(TestApp)
#include "tst_app.moc"
