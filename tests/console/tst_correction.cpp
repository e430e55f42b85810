// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A wrong result, two people, two windows, the real service and nothing but keys.
#include "app/application.h"
#include "client/contract/json.h"
#include "tests/service/betdprocess.h"
#include "tests/service/rawclient.h"
#include "ui/dialogs/approvaldialog.h"
#include "ui/dialogs/jobactiondialog.h"
#include "ui/dialogs/recalculationwizard.h"
#include "ui/pages/jobspage.h"
#include "ui/widgets/alertsdock.h"
#include "ui/widgets/rowtable.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTest>

#include <map>
#include <optional>
#include <utility>

using namespace client::contract;

namespace {

constexpr int patienceMs = 20'000;
constexpr int bets = 48;
const QString round1 = QStringLiteral("r-1");

// Keys go to who has the focus, as from a keyboard.
void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    QVERIFY2(QApplication::focusWidget(), "nobody has the focus, so that no key can be pressed");
    QTest::keyClick(QApplication::focusWidget(), static_cast<Qt::Key>(key), modifiers);
}

void type(const QString& text)
{
    QVERIFY2(QApplication::focusWidget(), "nobody has the focus, so that nothing can be typed");
    QTest::keyClicks(QApplication::focusWidget(), text);
}

bool hasFocus(const QWidget* wanted)
{
    const QWidget* focus = QApplication::focusWidget();
    return focus && (focus == wanted || wanted->isAncestorOf(focus));
}

void tabTo(const QWidget* wanted)
{
    QVERIFY(wanted);
    for (int presses = 0; presses < 60 && !hasFocus(wanted) && !QTest::currentTestFailed(); ++presses)
        press(Qt::Key_Tab);
    QVERIFY2(hasFocus(wanted), qPrintable(wanted->objectName() + QStringLiteral(" was not reached by Tab")));
}

// There is no window manager to do it. A window counts as active beside its own dialogs, so that the focus is asked.
void activate(QWidget& window)
{
    QTRY_VERIFY2_WITH_TIMEOUT((window.activateWindow(), QApplication::activeWindow() == &window),
                              qPrintable(window.objectName()), patienceMs);
}

template <typename T>
std::optional<T> answer(client::api::CallOf<T>* call)
{
    std::optional<T> got;
    bool ended = false;
    QObject::connect(call, &client::api::Call::finished, call, [&got, &ended, call] {
        ended = true;
        if (call->result())
            got = *call->result();
    });
    return QTest::qWaitFor([&ended] { return ended; }, patienceMs) ? got : std::nullopt;
}

// One person at a console.
struct Seat
{
    Seat(const QTemporaryDir& folder, quint16 port, const QString& person)
    {
        app::Options options;
        options.connect = QUrl(QStringLiteral("http://127.0.0.1:%1").arg(port));
        options.tokenFile = tests::writeFile(folder.filePath(person), person.toUtf8() + "-secret\n");
        options.profile = folder.filePath(QStringLiteral("profile-") + person);
        options.language = ui::Language::English;
        options.size = QSize(1280, 900);
        console = std::make_unique<app::Application>(options);
    }

    ui::MainWindow& window() { return console->window(); }
    client::api::BetApi& api() { return console->context().api; }
    bool isLive() { return console->context().connection.link() == client::feed::LinkState::Live; }
    template <typename T>
    T* find(const char* name)
    {
        T* found = nullptr;
        for (T* one : window().findChildren<T*>(QLatin1String(name))) {
            if (one->isVisible())
                found = one;
        }
        return found;
    }

    void byPalette(const QString& command)
    {
        activate(window());
        press(Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(QApplication::focusWidget() &&
                                     QApplication::focusWidget()->objectName() == QStringLiteral("paletteField"),
                                 patienceMs);
        type(command);
        press(Qt::Key_Return);
    }

    ui::JobsPage& jobs() { return *window().findChild<ui::JobsPage*>(); }

    // The Jobs page with the newest job chosen and the keys going to it.
    void openJobs()
    {
        activate(window());
        press(Qt::Key_6, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(jobs().isVisible() && jobs().model().rowCount() > 0, patienceMs);
        auto* table = find<ui::RowTable>("jobsTable");
        for (int presses = 0; presses < 10 && !table->hasFocus(); ++presses)
            press(Qt::Key_F6);
        QVERIFY(table->hasFocus());
        press(Qt::Key_Home, Qt::ControlModifier);
    }

    JobRow newestJob() { return jobs().model().rowCount() > 0 ? jobs().model().row(0) : JobRow{}; }

    // From the open wizard to the request that waits for somebody else.
    void ask(const QString& result)
    {
        auto* wizard = find<ui::RecalculationWizard>("recalculationWizard");
        QVERIFY(wizard);
        QTRY_VERIFY_WITH_TIMEOUT(hasFocus(wizard->findChild<QWidget*>(QStringLiteral("correctResult"))), patienceMs);
        type(result);
        tabTo(wizard->findChild<QWidget*>(QStringLiteral("recalculationReason")));
        press(Qt::Key_Home);
        press(Qt::Key_Down);
        tabTo(wizard->findChild<QWidget*>(QStringLiteral("recalculationTicket")));
        type(QStringLiteral("INC-7"));
        tabTo(wizard->findChild<QWidget*>(QStringLiteral("previewRecalculationButton")));
        press(Qt::Key_Space);
        auto* typed = wizard->findChild<QLineEdit*>(QStringLiteral("recalculationTyped"));
        QTRY_VERIFY_WITH_TIMEOUT(typed->isVisible() && typed->isEnabled(), patienceMs);
        tabTo(typed);
        type(round1 + u' ' + result);
        auto* send = wizard->findChild<QPushButton*>(QStringLiteral("sendRecalculationButton"));
        QTRY_VERIFY_WITH_TIMEOUT(send->isEnabled(), patienceMs);
        tabTo(send);
        press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(newestJob().state == JobState::PendingApproval, patienceMs);
    }

    // Chooses the result again, without having seen the one that was asked for.
    void approve(const QString& result, const QString& changed)
    {
        openJobs();
        QTRY_VERIFY_WITH_TIMEOUT(newestJob().state == JobState::PendingApproval, patienceMs);
        press(Qt::Key_Home, Qt::ControlModifier);
        press(Qt::Key_A);
        ui::ApprovalDialog* dialog = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((dialog = find<ui::ApprovalDialog>("approvalDialog")), patienceMs);
        activate(*dialog);
        auto* tabs = dialog->findChild<QTabWidget*>(QStringLiteral("approvalTabs"));
        QTRY_VERIFY2_WITH_TIMEOUT(tabs->tabText(1).endsWith(changed), qPrintable(tabs->tabText(1)), patienceMs);
        tabTo(dialog->findChild<QWidget*>(QStringLiteral("approvalResult")));
        type(result);
        if (auto* phrase = dialog->findChild<QLineEdit*>(QStringLiteral("approvalTyped")); phrase->isVisible()) {
            tabTo(phrase);
            type(QStringLiteral("approve"));
        }
        auto* button = dialog->findChild<QPushButton*>(QStringLiteral("approveButton"));
        QTRY_VERIFY_WITH_TIMEOUT(button->isEnabled(), patienceMs);
        tabTo(button);
        press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(newestJob().startsAt != 0, patienceMs);
        press(Qt::Key_Escape);
        QTRY_VERIFY_WITH_TIMEOUT(!find<ui::ApprovalDialog>("approvalDialog"), patienceMs);
    }

    std::unique_ptr<app::Application> console;
};

class Service
{
public:
    Service()
    {
        const auto tokens = tests::writeFile(m_folder.filePath(QStringLiteral("tokens")),
                                             "game-secret wheel game acme\nm.orlov-secret m.orlov manager\n"
                                             "x.ivanova-secret x.ivanova manager\n");
        const auto config = tests::writeFile(m_folder.filePath(QStringLiteral("betd.toml")),
                                             "[partners.acme]\n[jobs]\nrecalculation_hold_ms = 0\n"
                                             "[games.wheel]\nresults = [\"RED 14\", \"BLACK 7\"]\n");
        m_common = {QStringLiteral("--config"), config, QStringLiteral("--token-file"), tokens};
    }

    bool start(bool slow)
    {
        QStringList arguments = m_common;
        // Each operation takes the wallet 1.5 s, so that there is something to pause.
        if (slow)
            arguments += {QStringLiteral("--sandbox"), QStringLiteral("--sandbox-rate"), QStringLiteral("0"),
                          QStringLiteral("--sandbox-faults"),
                          QStringLiteral("unavailable=0,timeout=0,"
                                         "timeout_before=0,slow=1,wrong_result=0")};
        m_betd = std::make_unique<tests::BetdProcess>(arguments, m_folder.filePath(QStringLiteral("betd.db")));
        const quint16 got = m_betd->start(port);
        port = got;
        return got != 0;
    }
    void stop() { m_betd.reset(); }
    void kill() { m_betd->kill(); }

    int call(const char* name, int bet, const QByteArray& more) const
    {
        const QByteArray number = QByteArray::number(bet);
        const QByteArray body = "{\"partner_id\":\"acme\",\"partner_player_id\":\"p-" + number +
                                "\",\"amount\":10,\"bet_id\":\"b-" + number + "\"" + more + '}';
        return tests::exchange(port, tests::request("POST", QByteArray("/api/") + name, "game-secret", body)).status;
    }
    static QByteArray place(int bet)
    {
        return QByteArray(",\"game_id\":\"wheel\",\"round_id\":\"r-1\",\"odds\":2,\"selection\":\"") +
               (bet % 2 ? "RED 14" : "BLACK 7") + '"';
    }
    QByteArray read(const QByteArray& path) const
    {
        return tests::exchange(port, tests::request("GET", path, "m.orlov-secret")).body;
    }

    // What each player has of the round, by the ledger.
    std::map<int, std::int64_t> standing(bool corrections = false) const
    {
        std::map<int, std::int64_t> all;
        for (int bet = 0; bet < bets; ++bet) {
            const auto story =
                decodeStory(read("/api/v1/bets/acme/b-" + QByteArray::number(bet) + "/timeline").toStdString());
            if (!story)
                qFatal("no story: %s", story.error().detail.c_str());
            for (const auto& entry : story->ledger) {
                if (entry.account.rfind("player:", 0) == 0 && (!corrections || entry.key.rfind("recalc:", 0) == 0))
                    all[bet] += entry.amountMinor;
            }
        }
        return all;
    }

    quint16 port = 0;

private:
    QTemporaryDir m_folder;
    QStringList m_common;
    std::unique_ptr<tests::BetdProcess> m_betd;
};

} // namespace

class TestCorrection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void twoPeopleCorrectARoundAndTakeItBack();
};

void TestCorrection::twoPeopleCorrectARoundAndTakeItBack()
{
    const QTemporaryDir folder;
    Service service;
    QVERIFY(service.start(false));
    for (int bet = 0; bet < bets; ++bet)
        QCOMPARE(service.call("block_funds", bet, Service::place(bet)), 200);
    // Two stay open; the last word about the result comes while people watch.
    for (int bet = 0; bet < bets - 2; ++bet) {
        const QByteArray how = bet % 2 ? ",\"status\":\"win\",\"payout\":20" : ",\"status\":\"lose\"";
        QCOMPARE(service.call("update_bet_status", bet, how + ",\"result\":\"RED 14\""), 200);
    }
    service.stop();
    QVERIFY(service.start(true));

    Seat author(folder, service.port, QStringLiteral("m.orlov"));
    Seat second(folder, service.port, QStringLiteral("x.ivanova"));
    for (Seat* seat : {&author, &second}) {
        QCOMPARE(seat->console->start(), app::Application::Started::Yes);
        QTRY_VERIFY_WITH_TIMEOUT(seat->isLive(), patienceMs);
    }
    QCOMPARE(service.call("update_bet_status", bets - 2, ",\"status\":\"lose\",\"result\":\"BLACK 7\""), 200);
    const auto before = service.standing();

    // The alert leads to the round, and the round to the wizard.
    auto* alerts = author.window().findChild<ui::AlertsDock*>();
    QTRY_VERIFY_WITH_TIMEOUT(alerts->table().model()->rowCount() > 0, patienceMs);
    author.byPalette(QStringLiteral("Newest alert"));
    QTRY_VERIFY_WITH_TIMEOUT(hasFocus(&alerts->table()), patienceMs);
    press(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(author.find<QWidget>("roundsPage"), patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(author.find<QLabel>("roundTitle")->text(), QStringLiteral("Round r-1"), patienceMs);
    press(Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
    author.ask(QStringLiteral("BLACK 7"));
    if (QTest::currentTestFailed())
        return;

    // Meanwhile one bet of the plan is given back: the second person is told.
    QCOMPARE(service.call("refund", bets - 1, {}), 200);
    second.approve(QStringLiteral("BLACK 7"), QStringLiteral("1"));
    if (QTest::currentTestFailed())
        return;

    author.openJobs();
    QTRY_VERIFY_WITH_TIMEOUT(author.newestJob().counts.applied > 0, patienceMs);
    press(Qt::Key_P);
    QTRY_COMPARE_WITH_TIMEOUT(author.newestJob().state, JobState::Paused, patienceMs);
    QVERIFY(author.newestJob().counts.waiting > 0);
    service.kill();
    QTRY_VERIFY_WITH_TIMEOUT(!author.isLive() && !second.isLive(), patienceMs);
    QVERIFY(service.start(true));
    for (Seat* seat : {&author, &second})
        QTRY_VERIFY_WITH_TIMEOUT(seat->isLive(), patienceMs);
    second.openJobs();
    QTRY_COMPARE_WITH_TIMEOUT(second.newestJob().state, JobState::Paused, patienceMs);
    // What was on its way when the service died ends by itself; the number to type moves until then.
    QElapsedTimer still;
    std::int64_t left = -1;
    QTRY_VERIFY_WITH_TIMEOUT(
        [&] {
            const auto& counts = second.newestJob().counts;
            const auto now = counts.waiting * 1'000 + counts.inDoubt;
            if (std::exchange(left, now) != now)
                still.start();
            return still.elapsed() > 8'000;
        }(),
        3 * patienceMs);
    press(Qt::Key_R);
    ui::JobActionDialog* resume = nullptr;
    QTRY_VERIFY_WITH_TIMEOUT((resume = second.find<ui::JobActionDialog>("jobActionDialog")), patienceMs);
    activate(*resume);
    auto* wanted = resume->findChild<QLineEdit*>(QStringLiteral("jobTyped"));
    tabTo(wanted);
    // As the label has it.
    const QString asked = resume->findChild<QLabel*>(QStringLiteral("jobTypedLabel"))->text();
    type(asked.section(QChar(0x201c), 1).section(QChar(0x201d), 0, 0));
    auto* go = resume->findChild<QPushButton*>(QStringLiteral("confirmButton"));
    QTRY_VERIFY_WITH_TIMEOUT(go->isEnabled(), patienceMs);
    tabTo(go);
    press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(second.newestJob().state, JobState::Completed, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(author.newestJob().state, JobState::Completed, patienceMs);

    // The report adds up to the ledger.
    author.openJobs();
    press(Qt::Key_E, Qt::ControlModifier);
    QFileDialog* files = nullptr;
    QTRY_VERIFY_WITH_TIMEOUT((files = author.find<QFileDialog>("reportFileDialog")), patienceMs);
    activate(*files);
    const QString path = folder.filePath(QStringLiteral("report.csv"));
    auto* name = files->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
    QVERIFY(name);
    tabTo(name);
    press(Qt::Key_A, Qt::ControlModifier);
    type(path);
    press(Qt::Key_Return);
    QFile report(path);
    QTRY_VERIFY_WITH_TIMEOUT(report.exists() && report.size() > 0, patienceMs);
    QVERIFY(report.open(QIODevice::ReadOnly | QIODevice::Text));
    std::int64_t reported = 0;
    int applied = 0;
    for (const QByteArray& line : report.readAll().split('\n').mid(1)) {
        const auto cells = line.split(',');
        if (cells.size() < 10 || cells[9] != "applied")
            continue;
        ++applied;
        reported += qRound64(cells[7].toDouble() * 100);
    }
    QCOMPARE(applied, static_cast<int>(author.newestJob().counts.applied));
    std::int64_t ledger = 0;
    for (const auto& [bet, minor] : service.standing(true))
        ledger += minor;
    QCOMPARE(reported, ledger);
    QVERIFY(service.standing() != before);

    // Undo is a recalculation to the former result, by the same two people.
    JobOrder undo;
    undo.job = JobId("undo");
    undo.kind = JobKind::Recalculation;
    undo.round = RoundId("r-1");
    undo.correctResult = "RED 14";
    undo.reason = "wrong_result";
    QVERIFY(answer(author.api().createJob(undo)));
    std::optional<JobSummary> planned;
    QTRY_VERIFY_WITH_TIMEOUT((planned = answer(author.api().job(undo.job))) && planned->job.state == JobState::Planned,
                             patienceMs);
    const auto sent = answer(author.api().submitJob(undo.job, planned->job.digest));
    QVERIFY(sent);
    QVERIFY(answer(second.api().approve(sent->approval, {sent->digest, "RED 14", {}})));
    QTRY_COMPARE_WITH_TIMEOUT(second.newestJob().id, undo.job, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(second.newestJob().state, JobState::Completed, 2 * patienceMs);
    auto after = service.standing();
    auto then = before;
    // That one was given back by its game, and the other had never followed this result.
    for (const int bet : {bets - 1, bets - 2}) {
        after.erase(bet);
        then.erase(bet);
    }
    QVERIFY(after == then);
}

QTEST_MAIN(TestCorrection)
#include "tst_correction.moc"
