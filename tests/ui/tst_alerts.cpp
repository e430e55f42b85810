// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/bench.h"
#include "tests/ui/rounds.h"
#include "ui/alerttexts.h"
#include "ui/notifier.h"
#include "ui/translation.h"
#include "ui/widgets/alertsdock.h"
#include "ui/widgets/linelabel.h"
#include "ui/widgets/rowtable.h"

#include <QAbstractItemModelTester>
#include <QMainWindow>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>

using namespace client::contract;
using ui::AlertsModel;
using ui::Place;

namespace {

class FakeNotifier : public ui::Notifier
{
public:
    bool isAvailable() const override { return available; }
    void notify(const QString& title, const QString& text) override { shown << title + u'|' + text; }
    void sound() override { ++sounds; }
    void setUnseen(int count, const QString&) override { unseen = count; }

    bool available = true;
    QStringList shown;
    int unseen = -1;
    int sounds = 0;
};

class Desk : public bench::Bench
{
public:
    explicit Desk(std::vector<std::string> roles = {"manager"}, const std::string& subject = "m.orlov")
    {
        auto info = bench::instance();
        info.subject = subject;
        info.roles = std::move(roles);
        connect(info);
        dock = new ui::AlertsDock(given, &window);
        dock->setNotifier(&notifier);
        window.addDockWidget(Qt::BottomDockWidgetArea, dock);
    }

    AlertsModel& model() { return dock->model(); }
    void feed(std::vector<RoundRow> rows, bool snapshot = false)
    {
        dock->onRows({.rounds = std::move(rows), .snapshot = snapshot});
    }
    void feed(JobRow job)
    {
        job.version = ++m_version;
        dock->onRows({.jobs = {job}});
    }
    void feed(const AlertRow& row) { dock->onRows({.alerts = {row}}); }
    QStringList texts()
    {
        QStringList said;
        for (int row = 0; row < model().rowCount(); ++row)
            said << model().text(row);
        return said;
    }
    void show()
    {
        window.resize(900, 300);
        window.show();
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window))
            qFatal("the window does not become active");
    }

    ui::Translation translation;
    const ui::Context given = context();
    FakeNotifier notifier;
    QMainWindow window;
    ui::AlertsDock* dock;

private:
    std::int64_t m_version = 0;
};

JobRow refundJob(JobState state)
{
    auto job = rounds::job(state, "job-88");
    job.number = 88;
    job.kind = JobKind::Refund;
    job.round = {};
    job.correctResult.clear();
    job.counts.applied = 299;
    job.counts.failed = 3;
    job.counts.inDoubt = 1;
    JobSum sum;
    sum.bets = 305;
    sum.creditMinor = 1'790'200;
    job.sums = {sum};
    return job;
}

AlertRow found(int number, AlertState state = AlertState::Open)
{
    AlertRow row;
    row.id = AlertId("a-" + std::to_string(number));
    row.rule = AlertRuleId("silence");
    row.condition = AlertCondition::Silence;
    row.group = "acme";
    row.partner = PartnerId("acme");
    row.severity = AlertSeverity::Critical;
    row.state = state;
    row.usualPerHour = 2'400;
    row.windowMs = 180'000;
    row.text = "No bets from acme for 3 min (usual: 40/min).";
    row.raisedAt = 1'795'459'867'000;
    row.updatedAt = row.raisedAt;
    row.version = 1;
    return row;
}

} // namespace

class TestAlerts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsOfARoundThatNeedsARecalculation()
    {
        Desk desk;
        const QAbstractItemModelTester tester(&desk.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        desk.feed({rounds::round(7)});
        QCOMPARE(desk.model().rowCount(), 0);
        desk.feed({rounds::disputed()});
        QCOMPARE(desk.texts().join(u'|'),
                 QStringLiteral("Round r-55120: result changed at source. A recalculation is needed."));
        QCOMPARE(desk.model().place(0).kind, Place::Kind::Round);
        QCOMPARE(desk.model().place(0).id, QStringLiteral("r-55120"));
        QCOMPARE(desk.notifier.shown.join(u'/'),
                 QStringLiteral("Betdesk|Round r-55120: result changed at source. A recalculation is needed."));
        QCOMPARE(desk.notifier.unseen, 1);
    }

    void staysSilentAboutWhatHasBeenWaiting()
    {
        Desk desk;
        desk.feed({rounds::disputed()}, true);
        auto newer = rounds::disputed();
        ++newer.version;
        desk.feed({newer});
        QCOMPARE(desk.model().rowCount(), 0);
    }

    void repeatsAGroupOnlyAfterFiveMinutes()
    {
        Desk desk;
        const auto flagAgain = [&] {
            desk.feed({rounds::round(55'120)});
            desk.feed({rounds::disputed()});
        };
        flagAgain();
        flagAgain();
        QCOMPARE(desk.model().rowCount(), 1);
        desk.time.advance(AlertsModel::repeatMs - 1);
        flagAgain();
        QCOMPARE(desk.model().rowCount(), 1);
        desk.time.advance(1);
        flagAgain();
        QCOMPARE(desk.model().rowCount(), 2);
    }

    void asksForAnApprovalOnlyWhoMayGiveIt_data()
    {
        QTest::addColumn<QString>("role");
        QTest::addColumn<QString>("subject");
        QTest::addColumn<int>("alerts");
        QTest::newRow("a manager") << "manager"
                                   << "m.orlov" << 1;
        QTest::newRow("the author") << "manager"
                                    << "a.petrova" << 0;
        QTest::newRow("support") << "support"
                                 << "m.orlov" << 0;
    }

    void asksForAnApprovalOnlyWhoMayGiveIt()
    {
        QFETCH(QString, role);
        QFETCH(QString, subject);
        QFETCH(int, alerts);
        Desk desk({role.toStdString()}, subject.toStdString());
        desk.feed(refundJob(JobState::PendingApproval));
        QCOMPARE(desk.model().rowCount(), alerts);
        if (alerts > 0)
            QCOMPARE(desk.model().text(0), QStringLiteral("Approval needed: refund of 305 bets, %1, by a.petrova.")
                                               .arg(desk.format.money(1'790'200, Currency{})));
    }

    void tellsOfApprovalsThatWaitedBeforeItCame()
    {
        Page<JobRow> waiting;
        waiting.rows = {rounds::job(JobState::PendingApproval)};
        bench::Bench other;
        auto info = bench::instance();
        info.subject = "m.orlov";
        info.roles = {"manager"};
        other.connect(info);
        other.transport.script("/api/v1/approvals", bench::reply(200, encode(waiting)));
        const auto context = other.context();
        ui::AlertsDock dock(context);
        other.time.advance(50);
        QCOMPARE(dock.model().rowCount(), 1);
        QCOMPARE(dock.model().text(0),
                 QStringLiteral("Approval needed: recalculation of round r-55120, by a.petrova."));
        QCOMPARE(dock.model().place(0).id, QStringLiteral("job-89"));
        Q_EMIT other.connection.changed();
        other.time.advance(50);
        QCOMPARE(other.transport.count("/api/v1/approvals"), 1);
    }

    void tellsOfAJobThatStoppedOrEnded()
    {
        Desk desk;
        auto job = refundJob(JobState::Running);
        desk.feed(job);
        job.state = JobState::Paused;
        job.why = "paused";
        desk.feed(job);
        QCOMPARE(desk.model().rowCount(), 0);
        job.state = JobState::Running;
        job.why.clear();
        desk.feed(job);
        job.state = JobState::Paused;
        job.why = "canary";
        desk.feed(job);
        job.state = JobState::CompletedWithExceptions;
        desk.feed(job);
        desk.feed(job); // a late item
        QCOMPARE(desk.texts().join(u'|'),
                 QStringLiteral("Refund job 88 finished: 299 done, 3 failed, 1 in doubt.|Refund job 88 paused: one of "
                                "the first bets failed or is in doubt; 299 done, 3 failed, 1 in doubt."));
    }

    void tellsTheAuthorWhatBecameOfTheRequest_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("why");
        QTest::addColumn<QString>("said");
        const auto name = QStringLiteral("Recalculation job 89 of round r-55120 ");
        QTest::newRow("rejected") << static_cast<int>(JobState::Rejected) << QString()
                                  << name + QStringLiteral("was rejected by m.orlov: wrong round");
        QTest::newRow("differs") << static_cast<int>(JobState::Rejected) << QStringLiteral("result_differs")
                                 << name +
                                        QStringLiteral("is returned to you: the second person chose another result.");
        QTest::newRow("expired") << static_cast<int>(JobState::Expired) << QString()
                                 << name + QStringLiteral("expired: nobody approved it in time. Nothing was changed.");
        QTest::newRow("superseded")
            << static_cast<int>(JobState::Superseded) << QStringLiteral("result_version_moved")
            << name + QStringLiteral("did not start: the round's result changed meanwhile. Nothing was changed.");
    }

    void tellsTheAuthorWhatBecameOfTheRequest()
    {
        QFETCH(int, state);
        QFETCH(QString, why);
        QFETCH(QString, said);
        Desk desk({"support"}, "a.petrova");
        auto job = rounds::job(static_cast<JobState>(state));
        job.approval = "ap-1";
        job.approver = "m.orlov";
        job.comment = "wrong round";
        job.why = why.toStdString();
        desk.feed(job);
        QCOMPARE(desk.texts().join(u'|'), said);
    }

    void saysSeveralAtOnceInOneNotification()
    {
        Desk desk;
        std::vector<RoundRow> many;
        for (int number = 1; number <= 5; ++number)
            many.push_back(rounds::needing(number));
        desk.feed(many);
        QCOMPARE(desk.model().rowCount(), 5);
        QCOMPARE(desk.notifier.shown.size(), 1);
        QVERIFY(desk.notifier.shown.first().startsWith(QStringLiteral("Betdesk: 5 new alerts|Round r-5:")));
    }

    void keepsABoundedNumber()
    {
        Desk desk;
        for (int number = 0; number < AlertsModel::alertsMax + 20; ++number)
            desk.feed({rounds::needing(number)});
        QCOMPARE(desk.model().rowCount(), AlertsModel::alertsMax);
        QCOMPARE(desk.model().unseen(), AlertsModel::alertsMax);
        QCOMPARE(desk.model().place(0).id, QStringLiteral("r-519"));
    }

    void countsOnlyWhatNobodyHasSeen()
    {
        Desk desk;
        desk.feed({rounds::disputed()});
        QCOMPARE(desk.model().unseen(), 1);
        desk.show();
        QTRY_COMPARE(desk.model().unseen(), 0);
        QCOMPARE(desk.notifier.unseen, 0);
        desk.dock->hide();
        desk.feed({rounds::needing(3)});
        QCOMPARE(desk.model().unseen(), 1);
        desk.dock->showNewest();
        QCOMPARE(desk.model().unseen(), 0);
        QCOMPARE(desk.dock->table().currentRow(), 0);
    }

    void opensWhatTheAlertIsAbout()
    {
        Desk desk;
        desk.show();
        desk.feed({rounds::disputed()});
        auto* open = desk.dock->findChild<QPushButton*>(QStringLiteral("openAlertButton"));
        QVERIFY(!open->isEnabled());
        QSignalSpy places(desk.dock, &ui::AlertsDock::placeRequested);
        Q_EMIT desk.notifier.clicked();
        desk.dock->table().setFocus();
        QTest::keyClick(&desk.dock->table(), Qt::Key_J);
        QTest::keyClick(&desk.dock->table(), Qt::Key_Return);
        QTest::mouseClick(open, Qt::LeftButton);
        QCOMPARE(places.size(), 3);
        for (const auto& place : places)
            QCOMPARE(place.first().value<Place>().id, QStringLiteral("r-55120"));
        bench::shoot(desk.window, QStringLiteral("alerts"));
    }

    void isMutedAndTested()
    {
        Desk desk;
        desk.show();
        auto* mute = desk.dock->findChild<QAction*>(QStringLiteral("muteAlerts"));
        auto* test = desk.dock->findChild<QAction*>(QStringLiteral("testAlert"));
        test->trigger();
        QCOMPARE(desk.notifier.shown.join(u'/'), QStringLiteral("Betdesk|This is a test. Alerts look like this."));
        QCOMPARE(desk.notifier.sounds, 1);
        mute->setChecked(true);
        desk.feed({rounds::disputed()});
        QCOMPARE(desk.notifier.shown.size(), 1);
        QCOMPARE(desk.notifier.sounds, 1);
        QCOMPARE(desk.model().rowCount(), 1);
        QSettings settings(desk.directory.filePath(QStringLiteral("dock.ini")), QSettings::IniFormat);
        desk.dock->save(settings);
        mute->setChecked(false);
        desk.dock->restore(settings);
        QVERIFY(mute->isChecked());

        desk.notifier.available = false;
        desk.dock->setNotifier(&desk.notifier);
        QCOMPARE(test->toolTip(), QStringLiteral("This desktop shows no notifications; alerts are only heard."));
        test->trigger();
        QCOMPARE(desk.notifier.sounds, 2);
        QCOMPARE(desk.notifier.shown.size(), 1);
    }

    void soundsAsTheRuleSays()
    {
        Desk desk;
        auto silent = found(1);
        silent.sound = false;
        desk.feed(silent);
        QCOMPARE(desk.notifier.sounds, 0);
        QCOMPARE(desk.notifier.shown.size(), 1);
        auto onlyHeard = found(2);
        onlyHeard.desktop = false;
        desk.feed(onlyHeard);
        QCOMPARE(desk.notifier.sounds, 1);
        QCOMPARE(desk.notifier.shown.size(), 1);
        auto quiet = found(3);
        quiet.quiet = true; // within its rule's quiet hours
        desk.feed(quiet);
        QCOMPARE(desk.notifier.sounds, 1);
        desk.feed({rounds::disputed()});
        QCOMPARE(desk.notifier.sounds, 2);
    }

    void saysEachAlertToAScreenReader()
    {
        Desk desk;
        desk.feed({rounds::disputed()});
        QCOMPARE(desk.model().index(0, 0).data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("New. 18:51:07. Round r-55120: result changed at source. A recalculation is needed."));
        desk.model().markAllSeen();
        QVERIFY(!desk.model().index(0, 0).data(Qt::AccessibleTextRole).toString().startsWith(QStringLiteral("New")));
    }

    void showsWhatTheServiceFoundAndWhatPeopleDid()
    {
        Desk desk;
        const QAbstractItemModelTester tester(&desk.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        desk.feed(found(1));
        const auto text = QStringLiteral("No bets from acme for 3 min (usual: 40/min).");
        QCOMPARE(desk.texts().join(u'|'), text);
        QCOMPARE(desk.notifier.shown.join(u'/'), QStringLiteral("Betdesk|") + text);
        QCOMPARE(desk.model().index(0, 1).data().toString(), QStringLiteral("Critical"));
        QCOMPARE(desk.model().place(0).id, QStringLiteral("partner:acme"));
        auto row = found(1, AlertState::Acknowledged);
        row.owner = "mia";
        row.version = 2;
        desk.feed(row);
        QCOMPARE(desk.texts().join(u'|'), text + QStringLiteral(" Acknowledged. Owner: mia."));
        desk.feed(found(1)); // an older look at it
        QCOMPARE(desk.texts().join(u'|'), text + QStringLiteral(" Acknowledged. Owner: mia."));
        row.state = AlertState::Resolved;
        row.resolvedAt = row.raisedAt + 60'000;
        row.version = 3;
        desk.feed(row);
        QVERIFY(desk.texts().first().contains(QStringLiteral("Over since ")));
        QCOMPARE(desk.notifier.shown.size(), 1);
        desk.feed(found(2, AlertState::Resolved)); // begun and over while nobody looked
        QCOMPARE(desk.model().rowCount(), 1);
    }

    void listsTheNewestFirstHoweverTheyCame()
    {
        Desk desk;
        const QAbstractItemModelTester tester(&desk.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        std::vector<AlertRow> rows{found(1), found(2), found(3)};
        rows[0].raisedAt += 60'000;
        rows[1].quiet = true; // is not told, and so goes another way into the list
        rows[2].raisedAt -= 60'000;
        desk.dock->onRows({.alerts = rows});
        auto late = found(4);
        late.raisedAt -= 30'000;
        late.partner = PartnerId("zenit");
        desk.feed(late);
        QStringList ids;
        for (int row = 0; row < desk.model().rowCount(); ++row)
            ids << QString::fromStdString(desk.model().found(row)->id.text());
        QCOMPARE(ids.join(u' '), QStringLiteral("a-1 a-2 a-4 a-3"));
        // What is told is the alert that came, wherever it stands.
        QCOMPARE(desk.notifier.shown.last(), QStringLiteral("Betdesk|") + desk.model().text(2));
        QSignalSpy places(desk.dock, &ui::AlertsDock::placeRequested);
        Q_EMIT desk.notifier.clicked();
        QCOMPARE(places.last().first().value<Place>().id, QStringLiteral("partner:zenit"));
    }

    void whatIsOverBurnsNoMore()
    {
        Desk desk;
        desk.feed(found(1));
        const auto kind = desk.model().index(0, 1);
        QCOMPARE(kind.data().toString(), QStringLiteral("Critical"));
        QCOMPARE(kind.data(ui::ChipRole).value<ui::Chip>().colors, ShownStatus::Failed);
        auto over = found(1, AlertState::Resolved);
        over.resolvedAt = over.raisedAt + 60'000;
        over.version = 2;
        desk.feed(over);
        QCOMPARE(kind.data().toString(), QStringLiteral("Over"));
        QCOMPARE(kind.data(ui::ChipRole).value<ui::Chip>().colors, ShownStatus::Lost);
        QVERIFY(kind.data(ui::FaintRole).toBool());
        QVERIFY2(desk.texts().first().endsWith(
                     QStringLiteral("Over since %1.").arg(desk.format.moment(over.resolvedAt, desk.clock.utcMs()))),
                 qPrintable(desk.texts().first()));
    }

    void tellsAgainWhatCameAgainAfterItsSnooze()
    {
        Desk desk;
        const QAbstractItemModelTester tester(&desk.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        desk.feed(found(1));
        desk.feed(found(2));
        auto row = found(1);
        row.raisedAt += 1'800'000;
        row.version = 5;
        desk.feed(row);
        QCOMPARE(desk.model().rowCount(), 2);
        QCOMPARE(desk.model().found(0)->id.text(), std::string("a-1"));
        QCOMPARE(desk.model().unseen(), 2);
        QCOMPARE(desk.notifier.shown.size(), 3);
    }

    void disturbsNobodyInQuietHours()
    {
        Desk desk;
        auto row = found(1);
        row.quiet = true;
        desk.feed(row);
        row = found(2);
        row.desktop = false;
        desk.feed(row);
        QCOMPARE(desk.model().rowCount(), 2);
        QCOMPARE(desk.model().unseen(), 2);
        QVERIFY(desk.notifier.shown.isEmpty());
    }

    void sendsWhatAPersonDoesAboutAnAlert()
    {
        Desk desk({"support"}, "a.petrova");
        desk.show();
        desk.feed(found(1));
        auto* acknowledge = desk.dock->findChild<QPushButton*>(QStringLiteral("acknowledgeAlertButton"));
        auto* assign = desk.dock->findChild<QPushButton*>(QStringLiteral("assignAlertButton"));
        auto* snooze = desk.dock->findChild<QPushButton*>(QStringLiteral("snoozeAlertButton"));
        QVERIFY(!acknowledge->isEnabled());
        desk.dock->table().selectRowAt(0);
        QVERIFY(acknowledge->isEnabled() && assign->isEnabled() && snooze->isEnabled());
        auto row = found(1);
        const auto answers = [&](const char* verb, AlertState state, const std::string& owner) {
            row.state = state;
            row.owner = owner;
            ++row.version;
            desk.transport.script("/api/v1/alerts/a-1:" + std::string(verb), bench::reply(200, encode(row)));
        };
        const auto sent = [&] { return QString::fromStdString(desk.transport.seen.back().body); };
        answers("assign", AlertState::Open, "a.petrova");
        QTest::mouseClick(assign, Qt::LeftButton);
        QVERIFY(!assign->isEnabled()); // until the answer is there
        desk.time.advance(1'000);
        QCOMPARE(sent(), QString::fromStdString(encode(AlertOwner{"a.petrova"})));
        QVERIFY(!assign->isEnabled()); // it is theirs
        answers("ack", AlertState::Acknowledged, "a.petrova");
        QTest::mouseClick(acknowledge, Qt::LeftButton);
        desk.time.advance(1'000);
        QVERIFY(!acknowledge->isEnabled());
        QVERIFY(desk.texts().first().endsWith(QStringLiteral("Acknowledged. Owner: a.petrova.")));
        answers("snooze", AlertState::Snoozed, "a.petrova");
        snooze->menu()->actions().first()->trigger();
        desk.time.advance(1'000);
        QCOMPARE(sent(), QString::fromStdString(encode(AlertSnooze{30})));
        QVERIFY(desk.texts().first().contains(QStringLiteral("Snoozed until ")));
        // A person may make the window small.
        desk.window.resize(700, 300);
        QCOMPARE(bench::clipped(*desk.dock).join(u' '), QString());
        bench::shoot(desk.window, QStringLiteral("alerts-service"));
    }

    void saysOfNoAlertsOnlyWhatItKnows()
    {
        Desk desk;
        const auto said = [&desk] {
            return desk.dock->findChild<ui::LineLabel*>(QStringLiteral("alertsEmptyText"))->text();
        };
        QCOMPARE(said(), QStringLiteral("No alerts."));
        // Nobody has told yet.
        desk.connection.setLink(client::feed::LinkState::Offline);
        QCOMPARE(said(), QStringLiteral("Alerts are known when the service answers."));
        // And what was told once is known.
        desk.transport.otherwise = [](const client::ports::HttpRequest& request) {
            return request.target.find("/alerts") != std::string::npos
                       ? std::optional(bench::reply(200, encode(Page<AlertRow>{})))
                       : std::nullopt;
        };
        auto other = desk.connection.instance();
        other.subject = "a.petrova";
        desk.connection.setInstance(other);
        desk.connection.setLink(client::feed::LinkState::Live);
        desk.time.advance(1'000);
        desk.connection.setLink(client::feed::LinkState::Offline);
        QCOMPARE(said(), QStringLiteral("No alerts."));
    }

    void saysWhyNothingCameOfIt()
    {
        Desk desk({"support"}, "a.petrova");
        desk.feed(found(1));
        desk.dock->table().selectRowAt(0);
        desk.transport.script("/api/v1/alerts/a-1:ack",
                              bench::reply(problem(ProblemCode::OperationStateConflict, "This alert is over.")));
        desk.dock->findChild<QPushButton*>(QStringLiteral("acknowledgeAlertButton"))->click();
        desk.time.advance(1'000);
        QVERIFY2(desk.dock->findChild<ui::LineLabel*>(QStringLiteral("alertsEmptyText"))
                     ->text()
                     .startsWith(QStringLiteral("Not done: ")),
                 qPrintable(desk.dock->findChild<ui::LineLabel*>(QStringLiteral("alertsEmptyText"))->text()));
        QCOMPARE(desk.texts().first(), QStringLiteral("No bets from acme for 3 min (usual: 40/min)."));
    }

    // What a window of 1024 leaves between the pages and a bet's details.
    void itsButtonsTakeOneLineInEveryLanguage()
    {
        Desk desk;
        desk.show();
        const auto lines = [&desk] {
            QSet<int> tops;
            for (const auto* button :
                 desk.dock->widget()->findChildren<QPushButton*>(QString(), Qt::FindDirectChildrenOnly))
                tops << button->y();
            return tops.size();
        };
        desk.feed(found(1));
        for (const auto language : {ui::Language::English, ui::Language::Russian}) {
            const bool isRussian = language == ui::Language::Russian;
            desk.format.setLanguage(language);
            desk.translation.use(language);
            desk.window.resize(534, 160);
            QTRY_COMPARE(desk.dock->windowTitle(), isRussian ? QStringLiteral("Оповещения") : QStringLiteral("Alerts"));
            QTRY_COMPARE(bench::clipped(*desk.dock).join(u' '), QString());
            QCOMPARE(lines(), 1);
            bench::shoot(desk.window, isRussian ? QStringLiteral("alerts-ru") : QStringLiteral("alerts-en"));
        }
    }

    void aViewerMayOnlyLook()
    {
        Desk desk({"viewer"}, "v.ivanov");
        desk.feed(found(1));
        desk.dock->table().selectRowAt(0);
        const auto* acknowledge = desk.dock->findChild<QPushButton*>(QStringLiteral("acknowledgeAlertButton"));
        QVERIFY(!acknowledge->isEnabled());
        QCOMPARE(acknowledge->toolTip(), QStringLiteral("Your role may look, but not work on alerts."));
    }

    void showsWhatWasFoundBeforeItCame()
    {
        Desk desk;
        Page<AlertRow> open;
        open.rows = {found(9), found(8)};
        desk.transport.script("/api/v1/alerts?state=open", bench::reply(200, encode(open)));
        ui::AlertsDock later(desk.given, &desk.window);
        later.setNotifier(&desk.notifier);
        desk.time.advance(1'000);
        QCOMPARE(later.model().rowCount(), 2);
        QCOMPARE(later.model().found(0)->id.text(), std::string("a-9"));
        QCOMPARE(later.model().unseen(), 0);
        QVERIFY(desk.notifier.shown.isEmpty());
    }

    void saysMoneyPerCurrencyAndNeverAcross()
    {
        const ui::Format format(ui::Language::English, QTimeZone::utc());
        auto job = refundJob(JobState::PendingApproval);
        JobSum yen;
        yen.currency = parseMoney("0", "JPY")->currency;
        yen.bets = 2;
        yen.creditMinor = 500;
        job.sums.push_back(yen);
        QCOMPARE(ui::AlertTexts(format).request(job),
                 QStringLiteral("refund of 307 bets, %1, %2")
                     .arg(format.money(1'790'200, Currency{}), format.money(500, yen.currency)));
    }
};

QTEST_MAIN(TestAlerts)
#include "tst_alerts.moc"
