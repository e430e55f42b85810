// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The whole console against the real service.
#include "app/application.h"
#include "client/operations/refund.h"
#include "ui/dialogs/refunddialog.h"
#include "ui/dialogs/refundform.h"
#include "ui/pages/livebetspage.h"
#include "ui/widgets/betstable.h"
#include "ui/widgets/linkbar.h"
#include "ui/widgets/topbar.h"

#include <QApplication>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QListView>
#include <QPushButton>
#include <QTest>

#include <csignal>

using client::contract::BetState;
using client::operations::Refund;

namespace {

constexpr int patienceMs = 30'000;

app::Options sandboxOptions(const QString& profile)
{
    app::Options options;
    options.sandbox = true;
    options.profile = profile;
    options.language = ui::Language::English;
    options.theme = ui::ThemeMode::Light;
    options.size = QSize(1280, 800);
    options.sandboxArguments = {QStringLiteral("--sandbox-rate"), QStringLiteral("20"),
                                QStringLiteral("--sandbox-faults"),
                                QStringLiteral("unavailable=0,timeout=0,timeout_before=0,slow=0,wrong_result=0")};
    return options;
}

// Processes whose command line names this text.
QList<qint64> processesWith(const QString& text)
{
    QList<qint64> found;
    for (const auto& name : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        bool isNumber = false;
        const auto pid = name.toLongLong(&isNumber);
        QFile file(QStringLiteral("/proc/%1/cmdline").arg(name));
        if (isNumber && file.open(QIODevice::ReadOnly) && file.readAll().contains(text.toUtf8()))
            found << pid;
    }
    return found;
}

void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    QTest::keyClick(QApplication::focusWidget(), key, modifiers);
}

void tabTo(const QWidget* wanted)
{
    for (int i = 0; i < 20 && QApplication::focusWidget() != wanted; ++i)
        press(Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), wanted);
}

// A service that plays nothing, with one token.
class Betd
{
public:
    explicit Betd(const QString& folder) : m_folder(folder)
    {
        write(QStringLiteral("tokens"), "desk-token-0001 a.petrova support\n");
        m_process.start(app::SandboxProcess::findProgram(),
                        {QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"), QStringLiteral("--db"),
                         file(QStringLiteral("betd.db")), QStringLiteral("--token-file"),
                         file(QStringLiteral("tokens"))});
        if (m_process.waitForReadyRead(patienceMs))
            m_address =
                QJsonDocument::fromJson(m_process.readLine()).object().value(QStringLiteral("listening")).toString();
    }
    ~Betd()
    {
        m_process.terminate();
        m_process.waitForFinished(patienceMs);
    }

    bool isRunning() const { return !m_address.isEmpty(); }
    QUrl origin() const { return QUrl(QStringLiteral("http://") + m_address); }
    QString tokenFile(const char* token)
    {
        write(QStringLiteral("token"), QByteArray(token) + '\n');
        return file(QStringLiteral("token"));
    }

private:
    QString file(const QString& name) const { return QDir(m_folder).filePath(name); }
    void write(const QString& name, const QByteArray& bytes)
    {
        QFile out(file(name));
        out.open(QIODevice::WriteOnly);
        out.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        out.write(bytes);
    }

    QString m_folder;
    QProcess m_process;
    QString m_address;
};

} // namespace

class TestConsole : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refundsABetByKeyboardAlone()
    {
        const QTemporaryDir folder;
        app::Application console(sandboxOptions(folder.path()));
        QCOMPARE(console.start(), app::Application::Started::Yes);
        auto& window = console.window();
        auto& table = window.livePage().table();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTRY_VERIFY_WITH_TIMEOUT(window.bets().rowCount() >= 20, patienceMs);

        auto* views = window.findChild<QListView*>(QStringLiteral("viewsList"));
        while (QApplication::focusWidget() != views)
            press(Qt::Key_F6);
        views->setCurrentIndex(views->model()->index(0, 0));
        while (views->currentIndex().data().toString() != QStringLiteral("Funds held"))
            press(Qt::Key_Down);
        press(Qt::Key_Return);
        press(Qt::Key_2, Qt::ControlModifier);
        QVERIFY(table.hasFocus());

        // A bet may be settled by its game while it is being refunded: then the next one is tried.
        const ui::RefundDialog* dialog = nullptr;
        const Refund* refund = nullptr;
        for (int tries = 0; tries < 10; ++tries) {
            QTRY_VERIFY_WITH_TIMEOUT(window.bets().rowCount() > 0, patienceMs);
            press(Qt::Key_Escape);
            press(Qt::Key_End);
            press(Qt::Key_J);
            press(Qt::Key_R, Qt::ControlModifier);
            dialog = window.findChild<ui::RefundDialog*>();
            if (!dialog)
                continue;
            refund = dialog->findChild<Refund*>();
            QTRY_VERIFY_WITH_TIMEOUT(refund->step() != Refund::Step::Previewing, patienceMs);
            if (refund->step() == Refund::Step::Ready && refund->item()->refundableMinor <= 50'000 &&
                refund->item()->currency.code == "EUR") {
                fillIn(*dialog);
                QTRY_VERIFY_WITH_TIMEOUT(
                    refund->step() == Refund::Step::Refunded || refund->step() == Refund::Step::Declined, patienceMs);
                if (refund->step() == Refund::Step::Refunded)
                    break;
            }
            closeDialog(window);
        }
        QVERIFY(refund && dialog);
        QCOMPARE(refund->step(), Refund::Step::Refunded);
        const ui::BetKey key{refund->item()->bet.partner.text(), refund->item()->bet.bet.text()};
        QTRY_VERIFY_WITH_TIMEOUT(window.bets().find(key) && window.bets().find(key)->state == BetState::Refunded,
                                 patienceMs);
        closeDialog(window);
        QTRY_VERIFY(table.hasFocus());
    }

    void showsTheLastSessionsBetsAtOnce()
    {
        const QTemporaryDir folder;
        int known = 0;
        {
            app::Application console(sandboxOptions(folder.path()));
            QCOMPARE(console.start(), app::Application::Started::Yes);
            QTRY_VERIFY_WITH_TIMEOUT(console.window().bets().totalCount() >= 10, patienceMs);
            known = console.window().bets().totalCount();
        }
        app::Application again(sandboxOptions(folder.path()));
        QCOMPARE(again.start(), app::Application::Started::Yes);
        QVERIFY(again.window().bets().totalCount() >= known);
    }

    void startsTheSandboxAgainWhenItDies()
    {
        const QTemporaryDir folder;
        const auto database = folder.filePath(QStringLiteral("sandbox.db"));
        app::Application console(sandboxOptions(folder.path()));
        QCOMPARE(console.start(), app::Application::Started::Yes);
        auto& window = console.window();
        QTRY_VERIFY_WITH_TIMEOUT(window.bets().totalCount() >= 5, patienceMs);
        const auto first = processesWith(database);
        QCOMPARE(first.size(), 1);
        ::kill(static_cast<pid_t>(first.front()), SIGKILL);
        QTRY_VERIFY_WITH_TIMEOUT(console.context().connection.link() == client::feed::LinkState::Offline, patienceMs);
        const int before = window.bets().totalCount();
        QTRY_VERIFY_WITH_TIMEOUT(console.context().connection.link() == client::feed::LinkState::Live, patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(window.bets().totalCount() > before, patienceMs);
    }

    void staysReadableWhenTheJournalCanNotBeUsed()
    {
        const QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("journal.db")));
        app::Application console(sandboxOptions(folder.path()));
        QCOMPARE(console.start(), app::Application::Started::Yes);
        QTRY_VERIFY_WITH_TIMEOUT(console.window().bets().totalCount() >= 5, patienceMs);
        QVERIFY(!console.context().connection.mayMoveMoney());
        QVERIFY(console.context().connection.whyNot().startsWith(QStringLiteral("Refunds are off: the journal")));
        QVERIFY(console.window().topBar().linkBar().text().contains(QStringLiteral("the journal")));
    }

    void saysWhyTheJournalCanOnlyBeRead_data()
    {
        QTest::addColumn<int>("offset"); // of a big-endian number in SQLite's file header
        QTest::addColumn<QString>("why");
        QTest::newRow("newer") << 60 << QStringLiteral("was written by a newer version of this program");
        QTest::newRow("damaged") << 36 << QStringLiteral("is damaged");
    }

    void saysWhyTheJournalCanOnlyBeRead()
    {
        QFETCH(int, offset);
        QFETCH(QString, why);
        const QTemporaryDir folder;
        app::Options options;
        options.connect = QUrl(QStringLiteral("http://127.0.0.1:9")); // nobody is asked
        options.tokenFile = folder.filePath(QStringLiteral("token"));
        options.profile = folder.filePath(QStringLiteral("profile"));
        options.language = ui::Language::English;
        {
            app::Application console(options);
            QCOMPARE(console.start(), app::Application::Started::Yes);
        }
        QFile journal(QDir(options.profile).filePath(QStringLiteral("journal.db")));
        QVERIFY(journal.open(QIODevice::ReadWrite));
        QVERIFY(journal.seek(offset));
        QCOMPARE(journal.write(QByteArray::fromHex("000003e7")), 4);
        journal.close();

        app::Application console(options);
        QCOMPARE(console.start(), app::Application::Started::Yes);
        const auto told = console.context().connection.whyNot();
        QVERIFY2(told.startsWith(QStringLiteral("Refunds are off: the journal can only be read (")), qPrintable(told));
        QVERIFY2(told.contains(why), qPrintable(told));
        QVERIFY2(!told.contains(u'\n'), qPrintable(told));
        QVERIFY(console.window().topBar().linkBar().text().contains(told));
        QVERIFY(!console.context().connection.mayMoveMoney());
    }

    void connectsToAServiceWithATokenFile()
    {
        const QTemporaryDir folder;
        Betd betd(folder.path());
        QVERIFY(betd.isRunning());
        app::Options options;
        options.connect = betd.origin();
        options.tokenFile = betd.tokenFile("desk-token-0001");
        options.profile = folder.filePath(QStringLiteral("profile"));
        options.language = ui::Language::English;
        app::Application console(options);
        QCOMPARE(console.start(), app::Application::Started::Yes);
        const auto& connection = console.context().connection;
        QTRY_VERIFY_WITH_TIMEOUT(connection.link() == client::feed::LinkState::Live, patienceMs);
        QCOMPARE(connection.instance().subject, std::string("a.petrova"));
        QVERIFY(connection.mayMoveMoney());
    }

    void saysThatTheTokenIsRefused()
    {
        const QTemporaryDir folder;
        Betd betd(folder.path());
        QVERIFY(betd.isRunning());
        app::Options options;
        options.connect = betd.origin();
        options.tokenFile = betd.tokenFile("another-token-0002");
        options.profile = folder.filePath(QStringLiteral("profile"));
        options.language = ui::Language::English;
        app::Application console(options);
        QCOMPARE(console.start(), app::Application::Started::Yes);
        const auto& bar = console.window().topBar().linkBar();
        QTRY_VERIFY_WITH_TIMEOUT(bar.text().contains(QStringLiteral("The service refused the token.")), patienceMs);
        QVERIFY(!console.context().connection.mayMoveMoney());
    }

    void endsTheSandboxWithTheConsole()
    {
        const QTemporaryDir folder;
        const auto database = folder.filePath(QStringLiteral("sandbox.db"));
        {
            app::Application console(sandboxOptions(folder.path()));
            QCOMPARE(console.start(), app::Application::Started::Yes);
            QTRY_VERIFY_WITH_TIMEOUT(console.window().bets().totalCount() >= 1, patienceMs);
            QCOMPARE(processesWith(database).size(), 1);
        }
        QCOMPARE(processesWith(database).size(), 0);
    }

    void endsTheSandboxEvenWhenTheConsoleIsKilled()
    {
        const QTemporaryDir folder;
        const auto database = folder.filePath(QStringLiteral("sandbox.db"));
        QProcess console;
        console.setProgram(QCoreApplication::applicationDirPath() + QStringLiteral("/../../app/betdesk"));
        console.setArguments({QStringLiteral("--sandbox"), QStringLiteral("--profile"), folder.path()});
        console.start();
        QTRY_COMPARE_WITH_TIMEOUT(processesWith(database).size(), 1, patienceMs);
        console.kill();
        QVERIFY(console.waitForFinished(patienceMs));
        QTRY_COMPARE_WITH_TIMEOUT(processesWith(database).size(), 0, patienceMs);
    }

private:
    static void closeDialog(ui::MainWindow& window)
    {
        press(Qt::Key_Escape);
        QTRY_VERIFY(!window.findChild<ui::RefundDialog*>());
        window.activateWindow(); // there is no window manager to do it
        QVERIFY(QTest::qWaitForWindowActive(&window));
    }

    static void fillIn(const ui::RefundDialog& dialog)
    {
        auto* button = dialog.findChild<QPushButton*>(QStringLiteral("refundButton"));
        tabTo(dialog.findChild<QWidget*>(QStringLiteral("refundReason")));
        press(Qt::Key_Down);
        tabTo(dialog.findChild<QWidget*>(QStringLiteral("refundTyped")));
        QTest::keyClicks(QApplication::focusWidget(), dialog.findChild<ui::RefundForm*>()->wantedText());
        QTRY_VERIFY_WITH_TIMEOUT(button->isEnabled(), patienceMs);
        tabTo(button);
        press(Qt::Key_Return, Qt::ControlModifier);
    }
};

QTEST_MAIN(TestConsole)
#include "tst_console.moc"
