// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/jobservice.h"
#include "tests/ui/bench.h"
#include "tests/ui/bets.h"
#include "ui/dialogs/bulkrefunds.h"
#include "ui/translation.h"

#include <QAccessible>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace client::contract;
using client::feed::LinkState;
using client::operations::BulkSelection;
using tests::jobs::JobService;
using ui::BulkRefundDialog;
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
        connect(bench::instance(kind));
        window.resize(1024, 700);
        window.show();
        made = std::make_unique<ui::Context>(context());
        wizards = new ui::BulkRefunds(*made, &window);
    }

    void openByQuery()
    {
        ui::BulkRefundView view{312, 50, {Money{1'790'200, Currency{}}, Money{12'000, *Currency::parse("JPY")}}, false};
        wizards->start({{}, "status:funds_held partner:acme"}, view);
        settle();
    }
    void openByRows(int count)
    {
        BulkSelection selection;
        for (int i = 1; i <= count; ++i)
            selection.items.push_back({PartnerId("acme"), BetId("b-" + std::to_string(i))});
        wizards->start(selection, {count, 0, {}, false});
        settle();
    }
    void settle(std::int64_t ms = 100)
    {
        time.advance(ms);
        QCoreApplication::sendPostedEvents();
        if (dialog())
            dialog()->refund().tick();
        Q_EMIT connection.changed();
    }
    BulkRefundDialog* dialog() { return wizards->dialog(); }
    QPushButton* button(const char* name) { return dialog()->findChild<QPushButton*>(QLatin1String(name)); }
    QLineEdit* field(const char* name) { return dialog()->findChild<QLineEdit*>(QLatin1String(name)); }
    QString text(const char* name)
    {
        const auto* label = dialog()->findChild<QLabel*>(QLatin1String(name));
        return label->isVisibleTo(dialog()) ? label->text() : QString();
    }
    void fillIn(const char* reason = "technical_issue")
    {
        auto* reasons = dialog()->findChild<QComboBox*>(QStringLiteral("bulkReason"));
        reasons->setCurrentIndex(reasons->findData(QLatin1String(reason)));
        field("bulkNote")->setText(QStringLiteral("Outage of ACME"));
        field("bulkTicket")->setText(QStringLiteral("OPS-512"));
    }
    void makePlan()
    {
        fillIn();
        QTest::mouseClick(button("makePlanButton"), Qt::LeftButton);
        settle();
    }
    void typeAndWake(const char* text = "refund 305")
    {
        field("bulkTyped")->setText(QString::fromUtf8(text));
        settle();
        settle(BulkRefundDialog::wakeMs);
    }
    void send()
    {
        typeAndWake();
        QTest::mouseClick(button("sendButton"), Qt::LeftButton);
        settle();
    }
    int creates() { return service.count("/jobs"); }
    int submits() { return service.count(":submit"); }
    JobRow& job() { return service.find(dialog()->refund().id().text())->job; }
    JobRow move(JobState state)
    {
        auto& row = job();
        row.state = state;
        ++row.version;
        wizards->onRows({.jobs = {row}});
        return row;
    }

    QWidget window;
    JobService service;
    ui::Translation translation;
    std::unique_ptr<ui::Context> made;
    ui::BulkRefunds* wizards = nullptr;
};

} // namespace

class TestBulkRefundDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysThatAllThatMatchAreMeant()
    {
        Desk desk;
        desk.openByQuery();
        QCOMPARE(desk.text("bulkTitle"), QStringLiteral("Refund 312 bets"));
        QCOMPARE(desk.text("bulkSelection"), QStringLiteral("All 312 bets matching this view (not only the 50 on "
                                                            "screen)."));
        QCOMPARE(desk.text("bulkQuery"), QStringLiteral("status:funds_held partner:acme"));
        QCOMPARE(desk.text("bulkStakes"),
                 QString::fromUtf8("Stakes as shown here: 17\u202f902.00\u00a0EUR · 12\u202f000\u00a0JPY"));
        QVERIFY(!desk.dialog()->isModal());
        QVERIFY(desk.button("closeButton")->isDefault());
        QCOMPARE(desk.service.posts.size(), std::size_t(0));
    }

    void freezesRowsAtOnce()
    {
        Desk desk;
        desk.openByRows(12);
        QCOMPARE(desk.text("bulkSelection"), QStringLiteral("12 selected bets."));
        QCOMPARE(desk.text("bulkDraftFrozen"), QStringLiteral("Frozen at 18:51:07: these bets and no others."));
        desk.makePlan();
        const auto order = decodeJobOrder(desk.service.posts.front().body);
        QCOMPARE(order->items.size(), std::size_t(12));
    }

    void wantsReasonNoteAndInProductionATicket()
    {
        Desk desk("production");
        desk.openByQuery();
        auto* plan = desk.button("makePlanButton");
        QCOMPARE(desk.text("bulkHint"), QStringLiteral("Choose a reason."));
        desk.fillIn();
        desk.field("bulkTicket")->clear();
        QVERIFY(!plan->isEnabled());
        QCOMPARE(desk.text("bulkHint"), QStringLiteral("Write the ticket: production asks for one."));
        desk.fillIn("other");
        desk.field("bulkNote")->setText(QStringLiteral("short"));
        QVERIFY(!plan->isEnabled());
        QCOMPARE(desk.text("bulkHint"), QStringLiteral("Write the note in at least 10 characters."));
        desk.fillIn("other");
        QVERIFY(plan->isEnabled());
        QTest::mouseClick(plan, Qt::LeftButton);
        QTest::mouseDClick(plan, Qt::LeftButton);
        desk.settle();
        QCOMPARE(desk.creates(), 1);
    }

    void showsThePreviewOfTheService()
    {
        Desk desk;
        desk.openByQuery();
        desk.makePlan();
        QCOMPARE(desk.text("bulkTitle"), QStringLiteral("Refund 305 bets"));
        QCOMPARE(desk.text("bulkHeadline"), QString::fromUtf8("305 bets would be refunded: 17\u202f902.00\u00a0EUR."));
        QCOMPARE(desk.text("bulkFrozen"), QStringLiteral("Frozen at 18:42:51. New matching bets will not be added."));
        QCOMPARE(desk.text("bulkWhy"),
                 QString::fromUtf8("Partner outage: funds held, bet not placed · Outage of ACME · OPS-512"));
        const auto* table = desk.dialog()->findChild<QTableView*>(QStringLiteral("bulkPlanTable"));
        QCOMPARE(table->model()->index(1, 1).data().toString(), QStringLiteral("305"));
        QCOMPARE(desk.dialog()->wantedText(), QStringLiteral("refund 305"));
        QCOMPARE(desk.submits(), 0);
    }

    void countsWhatCameInSince()
    {
        Desk desk;
        desk.openByQuery();
        desk.makePlan();
        std::vector<BetRow> fresh;
        for (int number : {2, 4, 6}) {
            fresh.push_back(bets::bet(number));
            fresh.back().createdAt = tests::jobs::startMs + number;
        }
        desk.wizards->onRows({.bets = fresh});
        QCOMPARE(desk.text("bulkFrozen"),
                 QStringLiteral("Frozen at 18:42:51. New matching bets will not be added (3 so far)."));
        desk.send();
        QCOMPARE(decodeSubmitOrder(desk.service.posts.back().body)->digest, std::string("digest-88"));
    }

    void saysWhenTheServiceFoundOtherBetsThanTheView()
    {
        Desk desk;
        desk.service.created = JobState::Planning;
        desk.openByQuery();
        desk.makePlan();
        QCOMPARE(desk.text("bulkHeadline"), QStringLiteral("The service makes the plan. No money moves."));
        auto& row = desk.job();
        row = tests::jobs::planned(row.id, row.version + 1);
        row.counts.skipped = 10;
        desk.wizards->onRows({.jobs = {row}});
        desk.settle();
        QCOMPARE(desk.text("bulkFrozen"), QStringLiteral("Frozen at 18:42:51. New matching bets will not be added. The "
                                                         "service found 315 bets, this view showed 312."));
    }

    void wakesThreeSecondsAfterTheExactWords()
    {
        Desk desk;
        desk.openByQuery();
        desk.makePlan();
        auto* send = desk.button("sendButton");
        for (const char* wrong :
             {"refund 304", "Refund 305", "refund305", "\u0433efund 305", "refund 3\u041e5", "r\u0435fund 305"}) {
            desk.typeAndWake(wrong);
            QVERIFY2(!send->isEnabled(), wrong);
            QVERIFY(!desk.text("bulkHint").isEmpty());
        }
        desk.field("bulkTyped")->setText(QString::fromUtf8(" refund\u00a0 305 "));
        desk.settle();
        QVERIFY(!send->isEnabled());
        QCOMPARE(send->text(), QStringLiteral("Send for approval (3)"));
        desk.settle(1'500);
        QCOMPARE(send->text(), QStringLiteral("Send for approval (2)"));
        desk.settle(1'500);
        QVERIFY(send->isEnabled());
        QCOMPARE(desk.submits(), 0);
    }

    void isTypedAtEveryLevel()
    {
        Desk desk;
        desk.connection.setSafety(SafetyLevel::Confirm);
        desk.openByQuery();
        desk.makePlan();
        desk.settle(10'000);
        QVERIFY(!desk.button("sendButton")->isEnabled());
        QVERIFY(desk.field("bulkTyped")->isVisible());
    }

    void keysNeverSend_data()
    {
        QTest::addColumn<QString>("where");
        QTest::addColumn<int>("key");
        for (const char* where : {"sendButton", "bulkTyped", "closeButton", "bulkPlanTable"})
            for (const int key : {Qt::Key_Return, Qt::Key_Enter, Qt::Key_Space, Qt::Key_Escape, Qt::Key_S})
                QTest::addRow("%x on %s", key, where) << QString::fromLatin1(where) << key;
    }

    void keysNeverSend()
    {
        QFETCH(QString, where);
        QFETCH(int, key);
        Desk desk;
        desk.openByQuery();
        desk.makePlan();
        desk.typeAndWake();
        QVERIFY(desk.button("sendButton")->isEnabled());
        auto* widget = desk.dialog()->findChild<QWidget*>(where);
        widget->setFocus();
        for (int i = 0; i < 20 && desk.dialog()->isVisible(); ++i) {
            QKeyEvent press(QEvent::KeyPress, key, Qt::NoModifier, QString(), i > 0);
            QCoreApplication::sendEvent(widget, &press);
            QKeyEvent release(QEvent::KeyRelease, key, Qt::NoModifier, QString(), i > 0);
            QCoreApplication::sendEvent(widget, &release);
        }
        desk.settle(60'000);
        QCOMPARE(desk.submits(), 0);
    }

    void doubleClicksSendOnce()
    {
        Desk desk;
        desk.openByQuery();
        desk.makePlan();
        desk.typeAndWake();
        auto* send = desk.button("sendButton");
        QTest::mouseClick(send, Qt::LeftButton);
        QTest::mouseDClick(send, Qt::LeftButton);
        QTest::mouseClick(send, Qt::LeftButton);
        QTest::keyClick(send, Qt::Key_Return, Qt::ControlModifier);
        desk.settle();
        desk.settle(60'000);
        QCOMPARE(desk.submits(), 1);
        QCOMPARE(desk.creates(), 1);
        QVERIFY(desk.dialog()->isVisible());
    }

    void saysThatNothingHasBeenRefundedYet()
    {
        Desk desk;
        desk.openByQuery();
        desk.makePlan();
        desk.job().expiresAt = 0;
        desk.send();
        auto row = desk.job();
        row.expiresAt = desk.clock.utcMs() + 30 * 60'000;
        ++row.version;
        desk.job() = row;
        desk.wizards->onRows({.jobs = {row}});
        QCOMPARE(desk.text("bulkSent"),
                 QStringLiteral("Sent to approvers. Nothing has been refunded yet. Expires in 30 min."));
        QVERIFY(desk.button("withdrawPlanButton")->isVisible());
        QTest::mouseClick(desk.button("withdrawPlanButton"), Qt::LeftButton);
        desk.settle();
        QCOMPARE(desk.service.count(":withdraw"), 1);
        QCOMPARE(desk.text("bulkSent"), QStringLiteral("Withdrawn. Nothing has been refunded."));
        QVERIFY(!desk.button("withdrawPlanButton")->isVisible());
        QVERIFY(desk.button("planAgainButton")->isVisible());
    }

    void tellsWhatBecameOfIt()
    {
        Desk desk;
        desk.openByQuery();
        desk.makePlan();
        desk.send();
        desk.job().startsAt = desk.clock.utcMs() + 30'000;
        desk.move(JobState::Holding);
        QCOMPARE(desk.text("bulkSent"), QStringLiteral("Starts in 30 s."));
        desk.job().startedAt = desk.clock.utcMs();
        desk.move(JobState::Running);
        QCOMPARE(desk.text("bulkSent"), QStringLiteral("The job runs on the service. You can close this window."));
        QVERIFY(desk.text("bulkProgress").startsWith(QStringLiteral("7 of 312")));
        QSignalSpy opened(desk.wizards, &ui::BulkRefunds::jobRequested);
        QTest::mouseClick(desk.button("openJobButton"), Qt::LeftButton);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened.front().front().toString().toStdString(), desk.dialog()->refund().id().text());
    }

    void canBeLeftAndReopened()
    {
        Desk desk;
        desk.openByQuery();
        desk.makePlan();
        desk.typeAndWake();
        QTest::keyClick(desk.dialog(), Qt::Key_Escape);
        QVERIFY(!desk.dialog()->isVisible());
        QCOMPARE(desk.service.count(":withdraw"), 0);
        desk.settle(60'000);
        QVERIFY(desk.wizards->reopen());
        QVERIFY(desk.dialog()->isVisible());
        QCOMPARE(desk.text("bulkTitle"), QStringLiteral("Refund 305 bets"));
        // The button wakes anew: nobody looked at it meanwhile.
        QVERIFY(!desk.button("sendButton")->isEnabled());
        desk.settle(BulkRefundDialog::wakeMs);
        QTest::mouseClick(desk.button("sendButton"), Qt::LeftButton);
        desk.settle();
        QCOMPARE(desk.submits(), 1);
        QCOMPARE(desk.creates(), 1);
    }

    void goesOnFromTheListOfJobs()
    {
        Desk desk;
        auto row = tests::jobs::planned(JobId("job-7"));
        row.author = "a.petrova";
        desk.service.add(row);
        desk.wizards->resume(row);
        desk.settle();
        QCOMPARE(desk.text("bulkHeadline"), QString::fromUtf8("305 bets would be refunded: 17\u202f902.00\u00a0EUR."));
        desk.wizards->resume(row);
        desk.send();
        QCOMPARE(desk.submits(), 1);
        QCOMPARE(desk.creates(), 0);
    }

    void aStalePlanIsMadeAgainFromTheSameSelection()
    {
        Desk desk;
        desk.openByQuery();
        desk.makePlan();
        desk.service.once[":submit"] = {JobService::refuse(ProblemCode::PlanStale)};
        const auto first = desk.dialog()->refund().id();
        desk.send();
        QCOMPARE(desk.text("bulkSent"), QStringLiteral("The bets changed while you were reading. Nothing was sent."));
        QTest::mouseClick(desk.button("planAgainButton"), Qt::LeftButton);
        desk.settle();
        QCOMPARE(desk.text("bulkStep"), QStringLiteral("Step 1 of 3: what and why"));
        QCOMPARE(desk.field("bulkTicket")->text(), QStringLiteral("OPS-512"));
        QTest::mouseClick(desk.button("makePlanButton"), Qt::LeftButton);
        desk.settle();
        QVERIFY(desk.dialog()->refund().id() != first);
        QCOMPARE(desk.field("bulkTyped")->text(), QString());
        QCOMPARE(desk.creates(), 2);
        const auto order = decodeJobOrder(desk.service.posts.back().body);
        QCOMPARE(order->query, std::string("status:funds_held partner:acme"));
    }

    void anExpiredPlanCannotBeSent()
    {
        Desk desk;
        desk.openByQuery();
        desk.makePlan();
        auto row = desk.job();
        row.expiresAt = desk.clock.utcMs() + 60'000;
        ++row.version;
        desk.wizards->onRows({.jobs = {row}});
        QCOMPARE(desk.text("bulkValid"), QStringLiteral("Expires in 1 min."));
        desk.typeAndWake();
        QVERIFY(desk.button("sendButton")->isEnabled());
        desk.settle(60'000);
        QCOMPARE(desk.text("bulkProblem"), QStringLiteral("The plan's time has run out. Nothing was sent."));
        QVERIFY(!desk.button("sendButton")->isVisible());
        QVERIFY(desk.button("planAgainButton")->isVisible());
        QTest::keyClick(desk.button("sendButton"), Qt::Key_Return, Qt::ControlModifier);
        desk.settle();
        QCOMPARE(desk.submits(), 0);
    }

    void aLostAnswerIsSaidAndFound()
    {
        Desk desk;
        desk.openByQuery();
        desk.service.once["/jobs"] = {JobService::silence(), JobService::silence(), JobService::silence()};
        desk.makePlan();
        desk.settle(120'000);
        QVERIFY(desk.text("bulkProblem").startsWith(QStringLiteral("The service did not answer")));
        QCOMPARE(desk.button("makePlanButton")->text(), QStringLiteral("&Try again"));
        // What may have arrived is not changed under the service's feet.
        QVERIFY(!desk.field("bulkNote")->isEnabled());
        QTest::mouseClick(desk.button("makePlanButton"), Qt::LeftButton);
        desk.settle();
        QVERIFY(desk.dialog()->refund().maySubmit());
        desk.service.once[":submit"] = {JobService::silence(), JobService::silence(), JobService::silence()};
        desk.send();
        desk.settle(120'000);
        QVERIFY(desk.text("bulkProblem").contains(QStringLiteral("It may have gone to the approvers")));
        desk.settle(BulkRefundDialog::wakeMs);
        QTest::mouseClick(desk.button("sendButton"), Qt::LeftButton);
        desk.settle();
        QVERIFY(desk.text("bulkSent").startsWith(QStringLiteral("Sent to approvers.")));
    }

    void saysARefusal()
    {
        Desk desk;
        desk.openByQuery();
        desk.service.once["/jobs"] = {JobService::refuse(ProblemCode::Forbidden)};
        desk.makePlan();
        QCOMPARE(desk.text("bulkProblem"),
                 QStringLiteral("The service refused the plan: your role may not do this. Nothing was sent."));
        QVERIFY(desk.field("bulkNote")->isEnabled());
    }

    void anEmptyPlanSaysSo()
    {
        Desk desk;
        desk.service.created = JobState::Planning;
        desk.openByQuery();
        desk.makePlan();
        auto& row = desk.job();
        row = tests::jobs::planned(row.id, row.version + 1);
        row.counts.waiting = 0;
        desk.wizards->onRows({.jobs = {row}});
        desk.settle();
        QCOMPARE(desk.text("bulkHeadline"), QStringLiteral("No bet of this selection can be refunded."));
        QVERIFY(!desk.field("bulkTyped")->isVisible());
        QVERIFY(!desk.button("sendButton")->isEnabled());
    }

    void readOnlyAndOfflineTurnItOff()
    {
        Desk desk;
        desk.openByQuery();
        desk.fillIn();
        desk.connection.setSafety(SafetyLevel::ReadOnly);
        QVERIFY(!desk.button("makePlanButton")->isEnabled());
        QCOMPARE(desk.button("makePlanButton")->toolTip(), QStringLiteral("This connection is read-only."));
        desk.connection.setSafety(SafetyLevel::ConfirmAndType);
        desk.makePlan();
        desk.typeAndWake();
        QVERIFY(desk.button("sendButton")->isEnabled());
        desk.connection.setLink(LinkState::Offline);
        QVERIFY(!desk.button("sendButton")->isEnabled());
        QCOMPARE(desk.text("bulkHint"), QStringLiteral("Off until the connection returns."));
        QTest::mouseClick(desk.button("sendButton"), Qt::LeftButton);
        desk.settle();
        QCOMPARE(desk.submits(), 0);
        desk.connection.setLink(LinkState::Live);
        QVERIFY(!desk.button("sendButton")->isEnabled());
    }

    void aNewSelectionTakesThePlaceOfTheOld()
    {
        Desk desk;
        desk.openByQuery();
        desk.makePlan();
        desk.openByRows(2);
        QCOMPARE(desk.text("bulkTitle"), QStringLiteral("Refund 2 bets"));
        QCOMPARE(desk.window.findChildren<BulkRefundDialog*>().size(), 1);
        desk.settle(10'000);
        QCOMPARE(desk.submits(), 0);
    }

    void clipsNoText_data()
    {
        QTest::addColumn<ui::Language>("language");
        QTest::addColumn<bool>("pseudo");
        QTest::newRow("english") << ui::Language::English << false;
        QTest::newRow("russian") << ui::Language::Russian << false;
        QTest::newRow("40 % longer") << ui::Language::English << true;
    }

    void clipsNoText()
    {
        QFETCH(ui::Language, language);
        QFETCH(bool, pseudo);
        Desk desk("production", language);
        bench::PseudoTranslator longer;
        if (pseudo)
            QCoreApplication::installTranslator(&longer);
        desk.openByQuery();
        QTRY_COMPARE(bench::clipped(*desk.dialog()).join(u' '), QString());
        desk.makePlan();
        QTRY_COMPARE(bench::clipped(*desk.dialog()).join(u' '), QString());
        desk.field("bulkTyped")->setText(desk.dialog()->wantedText());
        desk.settle();
        QTRY_COMPARE(bench::clipped(*desk.dialog()).join(u' '), QString());
        desk.settle(BulkRefundDialog::wakeMs);
        QTest::mouseClick(desk.button("sendButton"), Qt::LeftButton);
        desk.settle();
        QCOMPARE(desk.submits(), 1);
        QTRY_COMPARE(bench::clipped(*desk.dialog()).join(u' '), QString());
        QVERIFY(desk.dialog()->width() <= 1024);
        QCoreApplication::removeTranslator(&longer);
    }

    void namesEverythingThatTakesTheFocus()
    {
        Desk desk;
        desk.openByQuery();
        const auto check = [&] {
            for (auto* widget : desk.dialog()->findChildren<QWidget*>()) {
                if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy())
                    continue;
                auto* accessible = QAccessible::queryAccessibleInterface(widget);
                QVERIFY(accessible);
                QVERIFY2(!accessible->text(QAccessible::Name).isEmpty(), qPrintable(widget->objectName()));
            }
        };
        check();
        desk.makePlan();
        check();
    }
};

QTEST_MAIN(TestBulkRefundDialog)
#include "tst_bulkrefunddialog.moc"
