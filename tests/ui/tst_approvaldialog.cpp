// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/recalculationservice.h"
#include "tests/ui/bench.h"
#include "ui/dialogs/approvaldialog.h"
#include "ui/dialogs/confirmwake.h"
#include "ui/translation.h"
#include "ui/widgets/rowtable.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>

using namespace client::contract;
using tests::support::RecalculationService;
using ui::ApprovalDialog;
using ui::Language;
using ui::ThemeMode;
using Step = client::operations::Approval::Step;

namespace {

class Desk : public bench::Bench
{
public:
    explicit Desk(JobKind kind = JobKind::Refund, Language language = Language::English,
                  const std::string& subject = "m.orlov", const std::string& role = "manager")
    {
        format.setLanguage(language);
        translation.use(language);
        auto info = bench::instance();
        info.subject = subject;
        info.roles = {role};
        connect(info);
        service.subject = subject;
        auto& row = service.summary.job;
        row.id = JobId("job-88");
        row.number = 88;
        row.kind = kind;
        row.state = JobState::PendingApproval;
        row.approval = "ap-88";
        row.reason = "wrong_result";
        row.ticket = "INC-2291";
        row.expiresAt = clock.utcMs() + 28 * 60'000 + 500;
        row.createdAt = clock.utcMs() - 120'000;
        if (kind == JobKind::Refund) {
            row.round = {};
            row.reason = "technical_issue";
            service.summary.moves = {
                {BetState::Blocked, BetState::Refunded, JobItemState::Pending, {}, Currency{}, 305, 1'790'200}};
            service.summary.overdraws.clear();
            JobSum sum;
            sum.bets = 305;
            sum.creditMinor = 1'790'200;
            row.sums = {sum};
            service.changes.sums = row.sums;
        } else {
            row.correctResult = "BLACK 7";
        }
        transport.otherwise = [this](const client::ports::HttpRequest& request) { return service.answer(request); };
    }

    void open()
    {
        dialog = ui::openApproval(given, service.summary.job,
                                  {QStringLiteral("BLACK 17"), QStringLiteral("BLACK 7"), QStringLiteral("RED 14")},
                                  &window);
        time.advance(100);
        if (!QTest::qWaitForWindowActive(dialog))
            qFatal("the dialog does not become active");
    }
    template <typename Widget = QWidget>
    Widget* find(const char* name)
    {
        return dialog->findChild<Widget*>(QLatin1String(name));
    }
    QPushButton* button(const char* name) { return find<QPushButton>(name); }
    QString label(const char* name)
    {
        const auto* label = find<QLabel>(name);
        return label->isHidden() ? QString() : label->text();
    }
    void type(const QString& text) { find<QLineEdit>("approvalTyped")->setText(text); }
    void choose(const QString& result) { find<QComboBox>("approvalResult")->setEditText(result); }
    void wake(std::int64_t ms = ui::ConfirmWake::wakeMs)
    {
        time.advance(ms);
        Q_EMIT connection.changed();
    }
    void confirm()
    {
        wake();
        QTest::mouseClick(button("approveButton"), Qt::LeftButton);
        time.advance(500);
    }
    Step step() { return dialog->approval().step(); }
    int sent() const { return service.count(":approve") + service.count(":reject"); }
    // Everything that can be read in the dialog.
    QString everything()
    {
        QStringList texts{dialog->windowTitle()};
        for (const auto* one : dialog->findChildren<QLabel*>())
            texts << one->text() << one->toolTip();
        for (const auto* field : dialog->findChildren<QLineEdit*>())
            texts << field->text() << field->placeholderText() << field->toolTip();
        for (const auto* table : dialog->findChildren<ui::RowTable*>()) {
            for (int row = 0; row < table->model()->rowCount(); ++row) {
                for (int column = 0; column < table->model()->columnCount(); ++column)
                    texts << table->model()->index(row, column).data().toString();
            }
        }
        return texts.join(u'\n');
    }

    ui::Translation translation;
    RecalculationService service;
    const ui::Context given = context();
    QWidget window;
    QPointer<ApprovalDialog> dialog;
};

} // namespace

class TestApprovalDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsWhoAsksForWhatAndWhy()
    {
        Desk desk;
        desk.open();
        QCOMPARE(desk.label("approvalTitle"), QStringLiteral("Refund job 88"));
        QCOMPARE(desk.label("approvalFacts"), QStringLiteral("Requested by a.petrova at 18:49:07. Expires in 28 min."));
        QCOMPARE(desk.label("approvalReason"),
                 QStringLiteral("Reason: Partner outage: funds held, bet not placed · ticket INC-2291"));
        QCOMPARE(desk.label("approvalChangesText"), QStringLiteral("Nothing has changed since the plan was made."));
        QCOMPARE(desk.label("approvalHint"), QStringLiteral("Type approve 305 to confirm."));
        QVERIFY(desk.find<ui::RowTable>("approvalPlanTable")->model()->rowCount() > 2);
        QVERIFY(desk.button("cancelButton")->hasFocus());
        QVERIFY(desk.button("cancelButton")->isDefault());
        bench::shoot(*desk.dialog, QStringLiteral("approval-refund"));
    }

    void approvesARefund()
    {
        Desk desk;
        desk.open();
        QSignalSpy decided(desk.dialog.data(), &ApprovalDialog::decided);
        desk.type(QStringLiteral("approve 305"));
        desk.find<QLineEdit>("approvalComment")->setText(QStringLiteral("checked with ACME"));
        QVERIFY(!desk.button("approveButton")->isEnabled());
        desk.confirm();
        QCOMPARE(desk.step(), Step::Approved);
        QVERIFY2(desk.label("approvalEnd").startsWith(QStringLiteral("Approved. Starts ")),
                 qPrintable(desk.label("approvalEnd")));
        QCOMPARE(decided.size(), 1);
        QCOMPARE(decided.first().first().value<JobRow>().state, JobState::Holding);
        QVERIFY(!desk.button("approveButton")->isVisible());
        QCOMPARE(desk.button("cancelButton")->text(), QStringLiteral("&Close"));
        const auto order = decodeApprovalOrder(desk.service.postsTo(":approve").front().body);
        QCOMPARE(order->digest, std::string("digest-1"));
        QCOMPARE(order->comment, std::string("checked with ACME"));
    }

    void showsWhatChangedSince()
    {
        Desk desk;
        desk.service.changes.digest = "digest-reduced";
        desk.service.changes.count = 2;
        desk.service.changes.sums.front().bets = 303;
        desk.service.changes.sums.front().creditMinor = 1'761'000;
        desk.service.changes.changes = {
            {PartnerId("acme"), BetId("b-1"), 1, 2, BetState::Refunded, "already_refunded", true},
            {PartnerId("acme"), BetId("b-2"), 1, 2, BetState::Won, "already_settled", true}};
        desk.open();
        QCOMPARE(desk.label("approvalChangesText"),
                 QStringLiteral("2 bets changed meanwhile and will be skipped; the total is now %1.")
                     .arg(desk.format.money(1'761'000, Currency{})));
        QCOMPARE(desk.label("approvalHint"), QStringLiteral("Type approve 303 to confirm."));
        auto* tabs = desk.find<QTabWidget>("approvalTabs");
        QVERIFY(tabs->isTabEnabled(1));
        tabs->setCurrentIndex(1);
        const auto* changes = desk.find<ui::RowTable>("approvalChangesTable")->model();
        QStringList cells;
        for (int column = 0; column < changes->columnCount(); ++column)
            cells << changes->index(0, column).data().toString();
        QCOMPARE(cells.join(u'|'), QStringLiteral("b-1|acme|refunded|already refunded|is skipped"));
        bench::shoot(*desk.dialog, QStringLiteral("approval-changes"));
        desk.type(QStringLiteral("approve 305"));
        desk.confirm();
        QCOMPARE(desk.sent(), 0);
        desk.type(QStringLiteral("approve 303"));
        desk.confirm();
        QCOMPARE(desk.step(), Step::Approved);
    }

    void neverShowsTheRequestedResultBeforeTheChoice()
    {
        Desk desk(JobKind::Recalculation);
        desk.service.summary.job.correctResult = "ZERO-GREEN";
        desk.open();
        QVERIFY2(!desk.everything().contains(QStringLiteral("ZERO-GREEN")), qPrintable(desk.everything()));
        QCOMPARE(desk.label("approvalHint"), QStringLiteral("Choose the correct result yourself."));
        QVERIFY(!desk.find<QLineEdit>("approvalTyped")->isVisible());
        QCOMPARE(desk.find<QComboBox>("approvalResult")->currentText(), QString());
        // Typing its beginning does not complete it either.
        desk.find<QComboBox>("approvalResult")->setFocus();
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("B"));
        QCOMPARE(desk.find<QComboBox>("approvalResult")->currentText(), QStringLiteral("B"));
        bench::shoot(*desk.dialog, QStringLiteral("approval-recalculation"));
    }

    void approvesTheSameResult()
    {
        Desk desk(JobKind::Recalculation);
        desk.open();
        desk.choose(QStringLiteral(" BLACK  7 "));
        desk.confirm();
        QCOMPARE(desk.step(), Step::Approved);
        QCOMPARE(decodeApprovalOrder(desk.service.posts.back().body)->correctResult, std::string("BLACK 7"));
    }

    void returnsAnotherResult()
    {
        Desk desk(JobKind::Recalculation);
        desk.open();
        desk.choose(QStringLiteral("BLACK 17"));
        desk.confirm();
        QCOMPARE(desk.label("approvalEnd"),
                 QStringLiteral("Your result (BLACK 17) differs from the request (BLACK 7). The request is returned to "
                                "a.petrova."));
        bench::shoot(*desk.dialog, QStringLiteral("approval-mismatch"));
    }

    void tellsTheAuthorThatItIsTheirOwn()
    {
        Desk desk(JobKind::Refund, Language::English, "a.petrova");
        desk.open();
        QCOMPARE(desk.label("approvalBlock"), QStringLiteral("You cannot approve your own request."));
        QVERIFY(!desk.find("approvalTyped")->isEnabled());
        QVERIFY(!desk.find("approvalComment")->isEnabled());
        desk.type(QStringLiteral("approve 305"));
        desk.wake();
        QVERIFY(!desk.button("approveButton")->isEnabled());
        QVERIFY(!desk.button("rejectButton")->isEnabled());
    }

    void doesNothingThatThePersonMayNot()
    {
        Desk desk(JobKind::Refund, Language::English, "m.orlov", "support");
        desk.open();
        QCOMPARE(desk.label("approvalBlock"), QStringLiteral("Only a manager may approve."));
        desk.type(QStringLiteral("approve 305"));
        desk.wake();
        QVERIFY(!desk.button("approveButton")->isEnabled());
        auto manager = bench::instance();
        manager.subject = "m.orlov";
        manager.roles = {"manager"};
        desk.connect(manager);
        desk.connection.setSafety(ui::SafetyLevel::ReadOnly);
        QCOMPARE(desk.label("approvalBlock"), QStringLiteral("This connection is read-only."));
        desk.connection.setSafety(ui::SafetyLevel::Confirm);
        desk.connection.setLink(client::feed::LinkState::Offline);
        QCOMPARE(desk.label("approvalBlock"), QStringLiteral("Off until the connection returns."));
        QVERIFY(!desk.button("approveButton")->isEnabled());
    }

    void rejectsOnlyWithAComment()
    {
        Desk desk;
        desk.open();
        QVERIFY(!desk.button("rejectButton")->isEnabled());
        QCOMPARE(desk.button("rejectButton")->toolTip(), QStringLiteral("Write a comment first."));
        desk.find<QLineEdit>("approvalComment")->setText(QStringLiteral("wrong partner"));
        for (int i = 0; i < 5; ++i)
            QTest::mouseClick(desk.button("rejectButton"), Qt::LeftButton);
        desk.time.advance(500);
        QCOMPARE(desk.service.count(":reject"), 1);
        QCOMPARE(desk.label("approvalEnd"),
                 QStringLiteral("Rejected. a.petrova sees your comment. Nothing was changed."));
    }

    // console.md 5: nothing but one deliberate press approves.
    void approvesNothingByAccident_data()
    {
        QTest::addColumn<int>("what");
        for (int i = 0; i < 9; ++i)
            QTest::addRow("%d", i) << i;
    }

    void approvesNothingByAccident()
    {
        QFETCH(int, what);
        Desk desk;
        desk.open();
        desk.type(QStringLiteral("approve 305"));
        desk.find<QLineEdit>("approvalComment")->setText(QStringLiteral("a comment"));
        desk.wake();
        auto* approve = desk.button("approveButton");
        auto* typed = desk.find<QLineEdit>("approvalTyped");
        QVERIFY(approve->isEnabled());
        switch (what) {
        case 0:
            QTest::keyClick(typed, Qt::Key_Return);
            break;
        case 1:
            QTest::keyClick(desk.find("approvalComment"), Qt::Key_Enter);
            break;
        case 2:
            approve->setFocus();
            QTest::keyClick(approve, Qt::Key_Return);
            QCOMPARE(desk.label("approvalHint"),
                     QStringLiteral("Enter and Space do not approve. Click the button, or press Ctrl+Enter on it."));
            break;
        case 3:
            approve->setFocus();
            QTest::keyClick(approve, Qt::Key_Space);
            break;
        case 4: {
            approve->setFocus();
            QKeyEvent repeat(QEvent::KeyPress, Qt::Key_Return, Qt::ControlModifier, QString(), true);
            QApplication::sendEvent(approve, &repeat);
            break;
        }
        case 5:
            QTest::keyClick(typed, Qt::Key_Escape);
            break;
        case 6:
            desk.dialog->close();
            break;
        case 7:
            QTest::keyClick(desk.button("cancelButton"), Qt::Key_Space);
            break;
        default:
            QTest::mouseClick(approve, Qt::MiddleButton);
            break;
        }
        desk.time.advance(1'000);
        QCOMPARE(desk.sent(), 0);
    }

    void approvesOnceHoweverOftenItIsPressed()
    {
        Desk desk;
        desk.open();
        desk.type(QStringLiteral("approve 305"));
        desk.wake();
        auto* approve = desk.button("approveButton");
        for (int i = 0; i < 20; ++i)
            QTest::mouseClick(approve, Qt::LeftButton);
        QTest::keyClick(desk.dialog.data(), Qt::Key_Escape); // stays until the answer is there
        QVERIFY(desk.dialog && desk.dialog->isVisible());
        desk.time.advance(500);
        for (int i = 0; i < 20; ++i)
            QTest::mouseClick(approve, Qt::LeftButton);
        desk.time.advance(500);
        QCOMPARE(desk.sent(), 1);
    }

    void theSecondOfTwoApproversSeesWhoWasFirst()
    {
        Desk desk;
        desk.open();
        desk.type(QStringLiteral("approve 305"));
        desk.wake();
        auto row = desk.service.summary.job;
        row.state = JobState::Holding;
        row.approver = "x.ivanova";
        ++row.version;
        desk.service.summary.job = row; // decided a moment before our press
        QTest::mouseClick(desk.button("approveButton"), Qt::LeftButton);
        desk.time.advance(500);
        QCOMPARE(desk.label("approvalEnd"), QStringLiteral("x.ivanova has approved it already."));
        QCOMPARE(desk.step(), Step::Closed);
    }

    void seesAWithdrawalWhileReading()
    {
        Desk desk;
        desk.open();
        auto row = desk.service.summary.job;
        row.state = JobState::Withdrawn;
        ++row.version;
        desk.dialog->onJob(row);
        QCOMPARE(desk.label("approvalEnd"),
                 QStringLiteral("a.petrova has withdrawn the request. Nothing was changed."));
        QVERIFY(!desk.button("approveButton")->isVisible());
    }

    void saysWhyADecisionWasNotTaken_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("said");
        QTest::newRow("stale") << static_cast<int>(ProblemCode::PlanStale)
                               << "The plan changed while you were reading. Nothing was approved. Look at it again.";
        QTest::newRow("version") << static_cast<int>(ProblemCode::VersionConflict)
                                 << "The plan changed while you were reading. Nothing was approved. Look at it again.";
        QTest::newRow("self") << static_cast<int>(ProblemCode::SelfApprovalForbidden)
                              << "The service refused: you cannot approve your own request. Nothing was approved.";
        QTest::newRow("sign in") << static_cast<int>(ProblemCode::ReauthenticationRequired)
                                 << "The service refused: you have to sign in again. Nothing was approved.";
    }

    void saysWhyADecisionWasNotTaken()
    {
        QFETCH(int, code);
        QFETCH(QString, said);
        Desk desk;
        desk.open();
        desk.service.once[":approve"].push_back({RecalculationService::refuse(static_cast<ProblemCode>(code), "d9")});
        desk.type(QStringLiteral("approve 305"));
        desk.confirm();
        QCOMPARE(desk.step(), Step::Ready);
        QCOMPARE(desk.label("approvalBlock"), said);
    }

    void closesAnExpiredRequest()
    {
        Desk desk;
        desk.open();
        desk.service.once[":approve"].push_back({RecalculationService::refuse(ProblemCode::ApprovalExpired)});
        desk.type(QStringLiteral("approve 305"));
        desk.wake();
        desk.service.summary.job.state = JobState::Expired;
        ++desk.service.summary.job.version;
        QTest::mouseClick(desk.button("approveButton"), Qt::LeftButton);
        desk.time.advance(500);
        QCOMPARE(desk.label("approvalEnd"), QStringLiteral("The request has expired. Nothing was changed."));
    }

    void saysThatADecisionIsInDoubtAndSendsTheSame()
    {
        Desk desk;
        desk.open();
        for (int i = 0; i < 3; ++i)
            desk.service.once[":approve"].push_back({RecalculationService::silence()});
        desk.type(QStringLiteral("approve 305"));
        desk.confirm();
        desk.time.advance(60'000);
        QCOMPARE(desk.step(), Step::SendFailed);
        QVERIFY(
            desk.label("approvalBlock").startsWith(QStringLiteral("It is not certain whether your decision arrived")));
        QTest::mouseClick(desk.button("approvalAgainButton"), Qt::LeftButton);
        desk.time.advance(500);
        QCOMPARE(desk.step(), Step::Approved);
    }

    void offersOnlyToRejectAStalePlan()
    {
        Desk desk;
        desk.service.changes.stale = true;
        desk.service.changes.digest.clear();
        desk.service.changes.count = 1;
        desk.open();
        QCOMPARE(desk.label("approvalChangesText"),
                 QStringLiteral("Bets changed since the plan was made, so that it has to be made anew. You can only "
                                "reject it."));
        desk.type(QStringLiteral("approve 305"));
        desk.find<QLineEdit>("approvalComment")->setText(QStringLiteral("plan again"));
        desk.wake();
        QVERIFY(!desk.button("approveButton")->isEnabled());
        QVERIFY(desk.button("rejectButton")->isEnabled());
    }

    void clipsNothing_data()
    {
        QTest::addColumn<Language>("language");
        QTest::addColumn<ThemeMode>("theme");
        QTest::addColumn<int>("kind");
        QTest::newRow("english-refund") << Language::English << ThemeMode::Light << static_cast<int>(JobKind::Refund);
        QTest::newRow("russian-refund") << Language::Russian << ThemeMode::Dark << static_cast<int>(JobKind::Refund);
        QTest::newRow("russian-recalculation")
            << Language::Russian << ThemeMode::Dark << static_cast<int>(JobKind::Recalculation);
    }

    void clipsNothing()
    {
        QFETCH(Language, language);
        QFETCH(ThemeMode, theme);
        QFETCH(int, kind);
        Desk desk(static_cast<JobKind>(kind), language);
        desk.theme.setMode(theme);
        desk.open();
        QTRY_COMPARE(bench::clipped(*desk.dialog).join(u' '), QString());
        bench::shoot(*desk.dialog, QStringLiteral("approval-") + QLatin1String(QTest::currentDataTag()));
        QVERIFY(desk.dialog->width() <= 1024 && desk.dialog->height() <= 700);
    }

    void namesEverythingThatTakesTheFocus()
    {
        Desk desk(JobKind::Recalculation);
        desk.open();
        for (auto* widget : desk.dialog->findChildren<QWidget*>()) {
            if (!(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy() || !widget->isVisible() ||
                qobject_cast<QTabWidget*>(widget))
                continue;
            auto* accessible = QAccessible::queryAccessibleInterface(widget);
            QVERIFY(accessible);
            if (accessible->role() == QAccessible::PageTabList)
                continue; // its tabs have names
            QVERIFY2(!accessible->text(QAccessible::Name).isEmpty(),
                     qPrintable(widget->objectName() + u' ' + QLatin1String(widget->metaObject()->className())));
        }
    }
};

QTEST_MAIN(TestApprovalDialog)
#include "tst_approvaldialog.moc"
