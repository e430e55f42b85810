// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The whole console against the real service.
#include "app/application.h"
#include "client/operations/refund.h"
#include "client/store/auditheads.h"
#include "tests/console/processes.h"
#include "ui/dialogs/refunddialog.h"
#include "ui/dialogs/refundform.h"
#include "ui/pages/livebetspage.h"
#include "ui/widgets/betstable.h"
#include "ui/widgets/linkbar.h"
#include "ui/widgets/topbar.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QKeySequence>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <csignal>
#include <optional>

using client::contract::BetState;
using client::operations::Refund;
using tests::console::processesWith;

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

// A key goes to who has the focus, as from a keyboard.
void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    QVERIFY2(QApplication::focusWidget(), "nobody has the focus, so that no key can be pressed");
    QTest::keyClick(QApplication::focusWidget(), key, modifiers);
}

// No key leads anywhere for ever, so a wanted place that does not come ends the test.
template <typename Reached>
void pressUntil(Qt::Key key, const QString& wanted, Reached reached)
{
    constexpr int pressesMax = 40;
    for (int presses = 0; presses < pressesMax && !reached() && !QTest::currentTestFailed(); ++presses)
        press(key);
    const auto* focus = QApplication::focusWidget();
    QVERIFY2(reached(), qPrintable(QStringLiteral("%1 was not reached by %2; the focus is on \"%3\"")
                                       .arg(wanted, QKeySequence(key).toString(),
                                            focus ? focus->objectName() : QStringLiteral("nothing"))));
}

void tabTo(const QWidget* wanted)
{
    QVERIFY(wanted);
    pressUntil(Qt::Key_Tab, wanted->objectName(), [wanted] { return QApplication::focusWidget() == wanted; });
}

// There is no window manager to do it.
void activate(QWidget& window)
{
    window.activateWindow();
    QVERIFY2(QTest::qWaitForWindowActive(&window, patienceMs), qPrintable(window.objectName()));
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
        activate(window);
        QTRY_VERIFY_WITH_TIMEOUT(window.bets().rowCount() >= 20, patienceMs);

        auto* views = window.findChild<QListView*>(QStringLiteral("viewsList"));
        pressUntil(Qt::Key_F6, QStringLiteral("the list of views"),
                   [views] { return QApplication::focusWidget() == views; });
        if (QTest::currentTestFailed())
            return;
        views->setCurrentIndex(views->model()->index(0, 0));
        const auto held = QStringLiteral("Funds held");
        pressUntil(Qt::Key_Down, held, [&] { return views->currentIndex().data().toString() == held; });
        if (QTest::currentTestFailed())
            return;
        press(Qt::Key_Return);
        press(Qt::Key_2, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(table.hasFocus(), patienceMs);

        // A bet may be settled by its game while it is being refunded, or be in a currency without a limit: then the
        // next one is tried.
        std::optional<ui::BetKey> refunded;
        for (int tries = 0; tries < 40 && !refunded && !QTest::currentTestFailed(); ++tries)
            refundNewest(window, refunded);
        if (QTest::currentTestFailed())
            return;
        QVERIFY2(refunded, "no bet could be refunded");
        QTRY_VERIFY_WITH_TIMEOUT(
            window.bets().find(*refunded) && window.bets().find(*refunded)->state == BetState::Refunded, patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(table.hasFocus(), patienceMs);
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
        // The link may come back before it was missed, so that it is the process to look at. The first new one may not
        // get its port yet.
        bool isStarted = false;
        const auto sees = [&] {
            const auto now = processesWith(database);
            isStarted = isStarted || (!now.isEmpty() && now != first);
            return isStarted;
        };
        QTRY_VERIFY_WITH_TIMEOUT(sees(), patienceMs);
        const int before = window.bets().totalCount();
        QTRY_VERIFY_WITH_TIMEOUT(window.bets().totalCount() > before, patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(console.context().connection.link(), client::feed::LinkState::Live, patienceMs);
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

    void letsOnePersonBeTwoInTwoWindows()
    {
        const QTemporaryDir folder;
        app::Application first(sandboxOptions(folder.path()));
        QCOMPARE(first.start(), app::Application::Started::Yes);
        QTRY_VERIFY_WITH_TIMEOUT(first.context().connection.link() == client::feed::LinkState::Live, patienceMs);
        QCOMPARE(first.context().connection.instance().subject, std::string("operator"));
        QVERIFY(QFileInfo::exists(folder.filePath(QStringLiteral("sandbox.json"))));

        auto options = sandboxOptions(folder.path());
        options.sandboxArguments.clear();
        options.join = true;
        options.person = QStringLiteral("m.orlov");
        app::Application second(options);
        QCOMPARE(second.start(), app::Application::Started::Yes);
        QTRY_VERIFY_WITH_TIMEOUT(second.context().connection.link() == client::feed::LinkState::Live, patienceMs);
        const auto& instance = second.context().connection.instance();
        QCOMPARE(instance.subject, std::string("m.orlov"));
        QCOMPARE(instance.roles, std::vector<std::string>{"manager"});
        // One service for both, a journal, a cache and a lock for each.
        QCOMPARE(processesWith(folder.filePath(QStringLiteral("sandbox.db"))).size(), 1);
        for (const char* name : {"journal.db", "lock", "audit-heads.json"}) {
            const auto path = folder.filePath(QStringLiteral("people/m.orlov/") + QString::fromUtf8(name));
            QTRY_VERIFY2_WITH_TIMEOUT(QFileInfo::exists(path), name, patienceMs);
        }
        QTRY_VERIFY_WITH_TIMEOUT(second.window().bets().totalCount() >= 5, patienceMs);
        // A third window as the same person is the second one.
        app::Application third(options);
        QCOMPARE(third.start(), app::Application::Started::HandedOver);
    }

    void aSecondWindowFollowsTheSandboxThatWasStartedAgain()
    {
        const QTemporaryDir folder;
        auto options = sandboxOptions(folder.path());
        auto first = std::make_unique<app::Application>(options);
        QCOMPARE(first->start(), app::Application::Started::Yes);
        QTRY_VERIFY_WITH_TIMEOUT(first->context().connection.link() == client::feed::LinkState::Live, patienceMs);
        options.join = true;
        options.person = QStringLiteral("d.lee");
        options.sandboxArguments.clear();
        app::Application second(options);
        QCOMPARE(second.start(), app::Application::Started::Yes);
        const auto& link = second.context().connection;
        QTRY_VERIFY_WITH_TIMEOUT(link.link() == client::feed::LinkState::Live, patienceMs);
        first.reset();
        QVERIFY(!QFileInfo::exists(folder.filePath(QStringLiteral("sandbox.json"))));
        QTRY_VERIFY_WITH_TIMEOUT(link.link() == client::feed::LinkState::Offline, patienceMs);
        first = std::make_unique<app::Application>(sandboxOptions(folder.path()));
        QCOMPARE(first->start(), app::Application::Started::Yes);
        QTRY_VERIFY_WITH_TIMEOUT(link.link() == client::feed::LinkState::Live, patienceMs);
        QCOMPARE(link.instance().subject, std::string("d.lee"));
    }

    void joinsNoSandboxThatDoesNotRun()
    {
        const QTemporaryDir folder;
        app::Options options;
        options.sandbox = true;
        options.join = true;
        options.person = QStringLiteral("d.lee");
        options.profile = folder.path();
        app::Application console(options);
        QCOMPARE(console.start(), app::Application::Started::Failed);
        QVERIFY(console.problem().contains(QStringLiteral("No sandbox runs")));
        QVERIFY(QDir(folder.path()).isEmpty());
    }

    void opensAWindowAsSomebodyElse()
    {
        const QTemporaryDir folder;
        auto options = sandboxOptions(folder.path());
        options.program = QCoreApplication::applicationDirPath() + QStringLiteral("/../../app/betdesk");
        const auto journal = folder.filePath(QStringLiteral("people/d.lee/journal.db"));
        const auto window = QStringLiteral("--profile") + QChar(u'\0') + folder.path();
        {
            app::Application console(options);
            QCOMPARE(console.start(), app::Application::Started::Yes);
            QTRY_VERIFY_WITH_TIMEOUT(console.context().connection.link() == client::feed::LinkState::Live, patienceMs);
            press(Qt::Key_K, Qt::ControlModifier);
            QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("window as d.lee"));
            press(Qt::Key_Return);
            QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(journal), patienceMs);
            QTRY_COMPARE_WITH_TIMEOUT(processesWith(window).size(), 1, patienceMs);
        }
        for (const auto pid : processesWith(window))
            ::kill(static_cast<pid_t>(pid), SIGTERM);
        QTRY_COMPARE_WITH_TIMEOUT(processesWith(window).size(), 0, patienceMs);
    }

    void remembersHowFarTheAuditLogWent()
    {
        const QTemporaryDir folder;
        std::string environment;
        std::int64_t seq = 0;
        {
            app::Application console(sandboxOptions(folder.path()));
            QCOMPARE(console.start(), app::Application::Started::Yes);
            const auto& context = console.context();
            QTRY_VERIFY_WITH_TIMEOUT(context.connection.isKnown(), patienceMs);
            environment = context.connection.instance().environmentId;
            QTRY_VERIFY_WITH_TIMEOUT(console.window().bets().totalCount() >= 5, patienceMs);
            auto* call = context.api.audit({});
            QSignalSpy finished(call, &client::api::Call::finished);
            QTRY_VERIFY_WITH_TIMEOUT(finished.size() == 1, patienceMs);
            const auto seen = context.auditHeads->head(environment);
            QVERIFY(seen);
            seq = seen->head.seq;
            QVERIFY(seq > 0);
        }
        app::Application again(sandboxOptions(folder.path()));
        QCOMPARE(again.start(), app::Application::Started::Yes);
        const auto kept = again.context().auditHeads->head(environment);
        QVERIFY(kept && kept->head.seq >= seq);
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
        console.setProgram(tests::console::betdeskProgram());
        console.setArguments({QStringLiteral("--sandbox"), QStringLiteral("--profile"), folder.path()});
        console.start();
        QTRY_COMPARE_WITH_TIMEOUT(processesWith(database).size(), 1, patienceMs);
        console.kill();
        QVERIFY(console.waitForFinished(patienceMs));
        QTRY_COMPARE_WITH_TIMEOUT(processesWith(database).size(), 0, patienceMs);
    }

private:
    static void refundNewest(ui::MainWindow& window, std::optional<ui::BetKey>& refunded)
    {
        QTRY_VERIFY_WITH_TIMEOUT(window.bets().rowCount() > 0, patienceMs);
        press(Qt::Key_Escape);
        press(Qt::Key_End);
        press(Qt::Key_J);
        press(Qt::Key_R, Qt::ControlModifier);
        auto* dialog = window.findChild<ui::RefundDialog*>();
        if (!dialog)
            return;
        activate(*dialog);
        const auto* refund = dialog->findChild<Refund*>();
        QTRY_VERIFY_WITH_TIMEOUT(refund->step() != Refund::Step::Previewing, patienceMs);
        if (refund->step() == Refund::Step::Ready && refund->item()->refundableMinor <= 50'000 &&
            refund->item()->currency.code == "EUR")
            fillIn(*dialog, *refund);
        if (QTest::currentTestFailed())
            return;
        if (refund->step() == Refund::Step::Refunded)
            refunded = ui::BetKey::of(refund->item()->bet);
        press(Qt::Key_Escape);
        QTRY_VERIFY_WITH_TIMEOUT(!window.findChild<ui::RefundDialog*>(), patienceMs);
        activate(window);
    }

    // Ends with an end of the refund, or where it became impossible.
    static void fillIn(const ui::RefundDialog& dialog, const Refund& refund)
    {
        auto* button = dialog.findChild<QPushButton*>(QStringLiteral("refundButton"));
        tabTo(dialog.findChild<QWidget*>(QStringLiteral("refundReason")));
        press(Qt::Key_Down);
        tabTo(dialog.findChild<QWidget*>(QStringLiteral("refundTyped")));
        if (QTest::currentTestFailed())
            return;
        QTest::keyClicks(QApplication::focusWidget(), dialog.findChild<ui::RefundForm*>()->wantedText());
        const auto isBlocked = [&refund] {
            return refund.step() == Refund::Step::Blocked || refund.step() == Refund::Step::PreviewFailed;
        };
        QTRY_VERIFY_WITH_TIMEOUT(button->isEnabled() || isBlocked(), patienceMs);
        if (isBlocked())
            return;
        tabTo(button);
        press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(refund.step() == Refund::Step::Refunded || refund.step() == Refund::Step::Declined ||
                                     isBlocked() || refund.step() == Refund::Step::NotSent ||
                                     refund.step() == Refund::Step::InDoubt,
                                 patienceMs);
    }
};

QTEST_MAIN(TestConsole)
#include "tst_console.moc"
