// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/jobservice.h"
#include "tests/ui/bench.h"
#include "ui/dialogs/jobactiondialog.h"
#include "ui/pages/jobspage.h"
#include "ui/translation.h"
#include "ui/widgets/jobpanel.h"
#include "ui/widgets/reportbar.h"
#include "ui/widgets/rowtable.h"

#include <QAccessible>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>

using namespace client::contract;
using client::feed::LinkState;
using tests::jobs::job;
using tests::jobs::JobService;
using tests::jobs::running;
using ui::JobAction;
using ui::SafetyLevel;

namespace {

class Desk : public bench::Bench
{
public:
    explicit Desk(const char* kind = "staging", ui::Language language = ui::Language::English)
    {
        format.setLanguage(language);
        translation.use(language);
        transport.otherwise = [this](const client::ports::HttpRequest& request) { return service.answer(request); };
        auto info = bench::instance(kind);
        info.roles = {"manager"};
        connect(info);
        connection.setSafety(SafetyLevel::Confirm);
    }

    void open()
    {
        made = std::make_unique<ui::Context>(context());
        page = std::make_unique<ui::JobsPage>(*made);
        page->resize(1000, 640);
        page->show();
        page->activateWindow();
        if (!QTest::qWaitForWindowActive(page.get()))
            qFatal("the page does not become active");
        settle();
    }
    void settle(std::int64_t ms = 100)
    {
        time.advance(ms);
        page->tick();
        QCoreApplication::sendPostedEvents();
    }
    void feed(const JobRow& row) { page->onRows({.jobs = {row}}); }
    QPushButton& button(JobAction action) { return page->panel().button(action); }
    ui::JobActionDialog* dialog() { return page->findChild<ui::JobActionDialog*>(); }
    QString text(const char* name)
    {
        const auto* label = page->findChild<QLabel*>(QLatin1String(name));
        return label->isVisibleTo(page.get()) ? label->text() : QString();
    }
    void click(JobAction action)
    {
        QTest::mouseClick(&button(action), Qt::LeftButton);
        settle();
    }
    QPushButton* confirmButton() { return dialog()->findChild<QPushButton*>(QStringLiteral("confirmButton")); }
    // A second in which the dialog looks at the clock.
    void wait(std::int64_t ms)
    {
        time.advance(ms);
        Q_EMIT connection.changed();
    }

    JobService service;
    ui::Translation translation;
    std::unique_ptr<ui::Context> made;
    std::unique_ptr<ui::JobsPage> page;
};

Desk& withRunning(Desk& desk, JobState state = JobState::Running)
{
    auto row = running();
    row.state = state;
    row.startsAt = desk.clock.utcMs() + 30'000;
    desk.service.add(row);
    desk.service.items["job-88"] = tests::jobs::items(1, 20);
    for (int i = 0; i < 4; ++i)
        desk.service.items["job-88"][static_cast<std::size_t>(i)].state = JobItemState::Running;
    desk.open();
    return desk;
}

} // namespace

class TestJobsPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsTheNewestJobAtOnce()
    {
        Desk desk;
        withRunning(desk);
        QCOMPARE(desk.page->model().rowCount(), 1);
        QCOMPARE(desk.text("jobTitle"), QStringLiteral("Refund job 88"));
        QCOMPARE(desk.text("jobNote"), QStringLiteral("The job runs on the service. You can close this window."));
        QCOMPARE(desk.text("jobProgress"),
                 QString::fromUtf8("187 of 303 · 171 refunded · 3 failed · 1 in doubt · 12 skipped · 9.8/s · about 12 "
                                   "s left"));
        QCOMPARE(desk.page->panel().items().rowCount(), 20);
        QVERIFY(desk.page->panel().plan().rowCount() > 10);
        QCOMPARE(desk.page->subject(), QStringLiteral("Refund job 88"));
    }

    void saysWhyThereIsNothingToSee()
    {
        Desk desk;
        desk.connection.setLink(LinkState::Connecting);
        desk.open();
        QCOMPARE(desk.page->emptyText(), QStringLiteral("Connecting. Jobs appear here."));
        desk.connection.setLink(LinkState::Live);
        desk.settle();
        QCOMPARE(desk.page->emptyText(), QStringLiteral("No jobs yet. Refund or recalculate from a selection."));
        desk.connection.setLink(LinkState::Offline);
        QCOMPARE(desk.page->emptyText(),
                 QStringLiteral("Offline. Jobs run on the service and are shown when the connection returns. Approvals "
                                "cannot be given offline."));
        desk.service.once["/jobs"] = {JobService::refuse(ProblemCode::Forbidden)};
        desk.connection.setLink(LinkState::Live);
        desk.settle(60'000);
        QCOMPARE(desk.page->emptyText(),
                 QStringLiteral("The service did not give its jobs (your role may not do this)."));
        QTest::mouseClick(desk.page->findChild<QPushButton*>(QStringLiteral("retryJobsButton")), Qt::LeftButton);
        desk.settle();
        QCOMPARE(desk.page->emptyText(), QStringLiteral("No jobs yet. Refund or recalculate from a selection."));
    }

    void isKeptLiveByTheFeed()
    {
        Desk desk;
        withRunning(desk);
        auto row = running(8);
        row.counts.applied += 100;
        row.counts.waiting -= 100;
        desk.feed(row);
        QCOMPARE(desk.text("jobProgress").left(10), QStringLiteral("287 of 303"));
        desk.feed(running(7));
        QCOMPARE(desk.text("jobProgress").left(10), QStringLiteral("287 of 303"));
        QSignalSpy changed(desk.page.get(), &ui::Page::changed);
        auto other = job(89, JobState::PendingApproval);
        other.author = "m.orlov";
        desk.feed(other);
        QCOMPARE(desk.page->badge(), QStringLiteral("1"));
        QVERIFY(!changed.isEmpty());
        // A new job does not take the place of the one that is read.
        QCOMPARE(desk.text("jobTitle"), QStringLiteral("Refund job 88"));
    }

    void asksAgainAfterWhatItMayHaveMissed()
    {
        Desk desk;
        withRunning(desk);
        const auto lists = [&] {
            int found = 0;
            for (const auto& request : desk.transport.seen)
                found += request.method == "GET" && request.target.find("/jobs?") != std::string::npos ? 1 : 0;
            return found;
        };
        QCOMPARE(lists(), 1);
        desk.connection.setLink(LinkState::Offline);
        desk.connection.setLink(LinkState::Live);
        desk.connection.setLink(LinkState::Delayed);
        desk.settle();
        QCOMPARE(lists(), 2);
        desk.page->onRows({.snapshot = true});
        desk.settle();
        QCOMPARE(lists(), 3);
        ui::LinkStatus polling;
        polling.state = LinkState::Polling;
        desk.connection.setLink(LinkState::Polling);
        desk.page->setLink(polling);
        for (int i = 0; i < 10; ++i)
            desk.settle(1'000);
        desk.settle();
        QCOMPARE(lists(), 5);
        desk.page->onRows({.snapshot = true, .startsOver = true});
        desk.settle();
        QCOMPARE(desk.page->model().rowCount(), 1);
    }

    void pausesAtOnceAndOnce()
    {
        Desk desk;
        withRunning(desk);
        auto& pause = desk.button(JobAction::Pause);
        QTest::mouseClick(&pause, Qt::LeftButton);
        QTest::mouseDClick(&pause, Qt::LeftButton);
        QTest::keyClick(&desk.page->table(), Qt::Key_P);
        desk.settle();
        QCOMPARE(desk.service.count(":pause"), 1);
        QCOMPARE(static_cast<int>(desk.service.posts.size()), 1);
        QCOMPARE(desk.text("jobNote"),
                 QStringLiteral("Paused after 187 bets. Nothing is sent until somebody resumes it."));
        QVERIFY(!pause.isEnabled());
        QVERIFY(desk.button(JobAction::Resume).isEnabled());
    }

    void stopsOnlyWhenAskedAndSaysWhatFollows()
    {
        Desk desk;
        withRunning(desk);
        desk.click(JobAction::Stop);
        QVERIFY(desk.dialog());
        desk.wait(100);
        QCOMPARE(desk.dialog()->findChild<QLabel*>(QStringLiteral("jobConsequence"))->text(),
                 QStringLiteral("Stop after the 4 calls in flight? 112 bets will stay untouched."));
        QVERIFY(desk.dialog()->findChild<QPushButton*>(QStringLiteral("cancelButton"))->isDefault());
        QCOMPARE(desk.service.posts.size(), std::size_t(0));
        // The job goes on while one reads.
        auto row = running(8);
        row.counts.applied += 100;
        row.counts.waiting -= 100;
        desk.feed(row);
        QCOMPARE(desk.dialog()->findChild<QLabel*>(QStringLiteral("jobConsequence"))->text(),
                 QStringLiteral("Stop after the 4 calls in flight? 12 bets will stay untouched."));
        QTest::mouseClick(desk.confirmButton(), Qt::LeftButton);
        desk.settle();
        QCOMPARE(desk.service.count(":cancel"), 1);
        QCOMPARE(static_cast<int>(desk.service.posts.size()), 1);
    }

    void keysNeverConfirm_data()
    {
        QTest::addColumn<int>("action");
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("key");
        const QList<QPair<JobAction, JobState>> asked{{JobAction::Stop, JobState::Running},
                                                      {JobAction::Withdraw, JobState::PendingApproval},
                                                      {JobAction::Resume, JobState::Paused},
                                                      {JobAction::RetryFailed, JobState::CompletedWithExceptions}};
        for (const auto& [action, state] : asked)
            for (const int key : {Qt::Key_Return, Qt::Key_Enter, Qt::Key_Space, Qt::Key_Escape, Qt::Key_S})
                QTest::addRow("%d %x", static_cast<int>(action), key)
                    << static_cast<int>(action) << static_cast<int>(state) << key;
    }

    void keysNeverConfirm()
    {
        QFETCH(int, action);
        QFETCH(int, state);
        QFETCH(int, key);
        Desk desk;
        withRunning(desk, static_cast<JobState>(state));
        desk.click(static_cast<JobAction>(action));
        QVERIFY(desk.dialog());
        desk.wait(100);
        desk.wait(ui::JobActionDialog::wakeMs);
        desk.confirmButton()->setFocus();
        for (int i = 0; i < 10 && desk.dialog() && desk.dialog()->isVisible(); ++i)
            QTest::keyClick(desk.confirmButton(), static_cast<Qt::Key>(key));
        desk.settle();
        QCOMPARE(desk.service.posts.size(), std::size_t(0));
    }

    void goesOnOnlyAfterTypingWhereTheLevelAsksForIt()
    {
        Desk desk;
        desk.connection.setSafety(SafetyLevel::ConfirmAndType);
        withRunning(desk, JobState::Paused);
        desk.click(JobAction::Resume);
        QCOMPARE(desk.dialog()->wantedText(), QStringLiteral("resume 116"));
        auto* typed = desk.dialog()->findChild<QLineEdit*>(QStringLiteral("jobTyped"));
        QVERIFY(typed->isVisible());
        desk.wait(ui::JobActionDialog::wakeMs * 2);
        QVERIFY(!desk.confirmButton()->isEnabled());
        // The Cyrillic е looks like an e.
        typed->setText(QString::fromUtf8("r\u0435sume 116"));
        desk.wait(ui::JobActionDialog::wakeMs * 2);
        QVERIFY(!desk.confirmButton()->isEnabled());
        QCOMPARE(desk.dialog()->findChild<QLabel*>(QStringLiteral("jobHint"))->text(),
                 QStringLiteral("The text has a character that only looks like the one shown."));
        typed->clear();
        QTest::keyClicks(typed, QStringLiteral("resume 116"));
        desk.wait(100);
        QVERIFY(!desk.confirmButton()->isEnabled());
        QCOMPARE(desk.confirmButton()->text(), QStringLiteral("Go on with 116 bets (3)"));
        // A lower level from elsewhere does not take the typing away.
        desk.connection.setSafety(SafetyLevel::Confirm);
        QVERIFY(typed->isVisible());
        desk.wait(ui::JobActionDialog::wakeMs);
        QVERIFY(desk.confirmButton()->isEnabled());
        QTest::mouseClick(desk.confirmButton(), Qt::LeftButton);
        desk.settle();
        QCOMPARE(desk.service.count(":resume"), 1);
        QCOMPARE(desk.text("jobNote"), QStringLiteral("The job runs on the service. You can close this window."));
    }

    // A level that was set lower by mistake must not take the question away.
    void productionAlwaysAsks_data()
    {
        QTest::addColumn<int>("level");
        QTest::addColumn<int>("action");
        QTest::addColumn<int>("state");
        for (const auto level : {SafetyLevel::Confirm, SafetyLevel::ConfirmAndType})
            for (const auto& [action, state] :
                 {std::pair(JobAction::Stop, JobState::Running), std::pair(JobAction::Stop, JobState::Holding),
                  std::pair(JobAction::Withdraw, JobState::PendingApproval),
                  std::pair(JobAction::Resume, JobState::Paused),
                  std::pair(JobAction::RetryFailed, JobState::CompletedWithExceptions)})
                QTest::addRow("level %d, action %d", static_cast<int>(level), static_cast<int>(action))
                    << static_cast<int>(level) << static_cast<int>(action) << static_cast<int>(state);
    }

    void productionAlwaysAsks()
    {
        QFETCH(int, level);
        QFETCH(int, action);
        QFETCH(int, state);
        Desk desk("production");
        desk.connection.setSafety(static_cast<SafetyLevel>(level));
        withRunning(desk, static_cast<JobState>(state));
        const auto which = static_cast<JobAction>(action);
        for (int i = 0; i < 3; ++i)
            QTest::mouseClick(&desk.button(which), Qt::LeftButton);
        desk.settle();
        QVERIFY(desk.dialog() && desk.dialog()->isVisible());
        const bool types = which == JobAction::Resume || which == JobAction::RetryFailed;
        QCOMPARE(!desk.dialog()->wantedText().isEmpty(),
                 types && static_cast<SafetyLevel>(level) == SafetyLevel::ConfirmAndType);
        desk.dialog()->reject();
        desk.settle();
        QCOMPARE(desk.service.posts.size(), std::size_t(0));
    }

    void asksForTypingUnlessSomebodyChoseLess()
    {
        const ui::Connection fresh;
        QVERIFY(fresh.safety() == SafetyLevel::ConfirmAndType);
    }

    void readOnlyTurnsEveryActionOff()
    {
        Desk desk;
        desk.connection.setSafety(SafetyLevel::ReadOnly);
        withRunning(desk);
        for (const auto action : {JobAction::Decide, JobAction::Withdraw, JobAction::Pause, JobAction::Resume,
                                  JobAction::Stop, JobAction::RetryFailed}) {
            QVERIFY(!desk.button(action).isEnabled());
            QCOMPARE(desk.button(action).toolTip(), QStringLiteral("This connection is read-only."));
        }
        for (const int key : {Qt::Key_P, Qt::Key_S, Qt::Key_R, Qt::Key_W, Qt::Key_F, Qt::Key_A})
            QTest::keyClick(&desk.page->table(), static_cast<Qt::Key>(key));
        desk.settle();
        QVERIFY(!desk.dialog());
        QCOMPARE(desk.service.posts.size(), std::size_t(0));
        // Reading is not moving money.
        QVERIFY(desk.page->findChild<QPushButton*>(QStringLiteral("reportButton"))->isEnabled());
    }

    void aDialogWhoseJobMovedOnConfirmsNothing()
    {
        Desk desk;
        withRunning(desk);
        desk.click(JobAction::Stop);
        auto row = running(9);
        row.state = JobState::Completed;
        desk.feed(row);
        QVERIFY(!desk.confirmButton()->isEnabled());
        QTest::mouseClick(desk.confirmButton(), Qt::LeftButton);
        QTest::keyClick(desk.confirmButton(), Qt::Key_Return, Qt::ControlModifier);
        desk.settle();
        QCOMPARE(desk.service.posts.size(), std::size_t(0));
    }

    void saysWhyACommandWasRefused()
    {
        Desk desk;
        withRunning(desk);
        desk.service.once[":pause"] = {JobService::refuse(ProblemCode::JobStateConflict)};
        QSignalSpy said(desk.page.get(), &ui::Page::message);
        desk.click(JobAction::Pause);
        QCOMPARE(said.size(), 1);
        QCOMPARE(said.front().front().toString(), QStringLiteral("Not paused: the job has moved on meanwhile."));
        desk.service.once[":pause"] = {JobService::silence(), JobService::silence(), JobService::silence()};
        QTest::mouseClick(&desk.button(JobAction::Pause), Qt::LeftButton);
        desk.settle(120'000);
        QCOMPARE(said.size(), 2);
        QVERIFY(said.back().front().toString().startsWith(QStringLiteral("The service did not answer")));
    }

    void countsDownToTheStartWithStopAtHand()
    {
        Desk desk;
        withRunning(desk, JobState::Holding);
        desk.settle(9'900);
        QCOMPARE(desk.text("jobNote"), QStringLiteral("Starts in 20 s."));
        QVERIFY(desk.button(JobAction::Stop).isEnabled());
        desk.click(JobAction::Stop);
        QCOMPARE(desk.dialog()->findChild<QLabel*>(QStringLiteral("jobConsequence"))->text(),
                 QStringLiteral("It has not started. 116 bets will stay untouched."));
    }

    void opensAJobFromElsewhere()
    {
        Desk desk;
        withRunning(desk);
        desk.service.jobs.push_back(tests::jobs::summary(job(3, JobState::Completed)));
        QVERIFY(desk.page->open({ui::Place::Kind::Job, QStringLiteral("job-3")}));
        desk.settle();
        QCOMPARE(desk.text("jobTitle"), QStringLiteral("Refund job 3"));
        QVERIFY(!desk.page->open({ui::Place::Kind::Round, QStringLiteral("r-1")}));
    }

    void opensTheBetOfAnItem()
    {
        Desk desk;
        withRunning(desk);
        QList<ui::Place> places;
        connect(desk.page.get(), &ui::Page::placeRequested, this, [&](const ui::Place& place) { places << place; });
        auto& items = desk.page->panel().itemsTable();
        items.setFocus();
        items.selectRowAt(2);
        QTest::keyClick(&items, Qt::Key_Return);
        QCOMPARE(places.size(), 1);
        QCOMPARE(places.front().id, QStringLiteral("b-3"));
        QCOMPARE(places.front().partner, QStringLiteral("northbet"));
    }

    void savesTheReport()
    {
        Desk desk;
        withRunning(desk);
        const auto path = desk.directory.filePath(QStringLiteral("job-88.csv"));
        desk.page->report().save(running(), path);
        QVERIFY(!desk.page->findChild<QPushButton*>(QStringLiteral("reportButton"))->isEnabled());
        QVERIFY(desk.page->report().isVisible());
        desk.settle();
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("bet_id,state\nb-1,applied\n"));
        QCOMPARE(desk.page->report().text(), QStringLiteral("Saved as job-88.csv."));
        QVERIFY(desk.page->findChild<QPushButton*>(QStringLiteral("reportButton"))->isEnabled());
    }

    void saysInItsLanguageWhyAReportIsRefused()
    {
        Desk desk;
        withRunning(desk);
        desk.service.once["/report"] = {JobService::refuse(ProblemCode::LimitExceeded)};
        desk.page->report().save(running(), desk.directory.filePath(QStringLiteral("job-88.csv")));
        desk.settle(60'000);
        QCOMPARE(desk.page->report().text(), QStringLiteral("Not saved: the service did not give the report (more rows "
                                                            "than your role may export; ask a manager)."));
        QVERIFY(!QFile::exists(desk.directory.filePath(QStringLiteral("job-88.csv"))));
    }

    void namesEverythingThatTakesTheFocus()
    {
        Desk desk;
        withRunning(desk);
        for (auto* widget : desk.page->findChildren<QWidget*>()) {
            if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy())
                continue;
            auto* accessible = QAccessible::queryAccessibleInterface(widget);
            QVERIFY(accessible);
            QVERIFY2(!accessible->text(QAccessible::Name).isEmpty(),
                     qPrintable(widget->objectName() + u' ' + QLatin1String(widget->metaObject()->className())));
        }
        QVERIFY(desk.page->findChild<QWidget*>(QStringLiteral("jobProgressBar"))
                    ->accessibleName()
                    .contains(QStringLiteral("171 refunded")));
    }

    void clipsNoText_data()
    {
        QTest::addColumn<ui::Language>("language");
        QTest::newRow("english") << ui::Language::English;
        QTest::newRow("russian") << ui::Language::Russian;
    }

    void clipsNoText()
    {
        QFETCH(ui::Language, language);
        Desk desk("staging", language);
        withRunning(desk);
        // What a window of 1024 x 700 leaves beside the list of pages.
        desk.page->resize(828, 610);
        QTRY_COMPARE(bench::clipped(*desk.page).join(u' '), QString());
        QVERIFY(desk.page->panel().itemsTable().viewport()->height() >= 60);
    }
};

QTEST_MAIN(TestJobsPage)
#include "tst_jobspage.moc"
