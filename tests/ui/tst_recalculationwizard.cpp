// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/recalculationservice.h"
#include "tests/ui/bench.h"
#include "tests/ui/rounds.h"
#include "ui/dialogs/confirmwake.h"
#include "ui/dialogs/recalculationwizard.h"
#include "ui/pages/roundspage.h"
#include "ui/translation.h"
#include "ui/widgets/rounddetail.h"
#include "ui/widgets/rowtable.h"

#include <QAccessible>
#include <QApplication>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTest>

using namespace client::contract;
using client::operations::Recalculation;
using tests::support::RecalculationService;
using ui::Language;
using ui::ThemeMode;
using Step = client::operations::Recalculation::Step;

namespace {

const QString wanted = QStringLiteral("r-55120 BLACK 7");

class Desk : public bench::Bench
{
public:
    explicit Desk(Language language = Language::English, const char* kind = "staging")
    {
        format.setLanguage(language);
        translation.use(language);
        auto info = bench::instance(kind);
        info.subject = "a.petrova";
        connect(info);
        service.summary.job.expiresAt = clock.utcMs() + 15 * 60'000;
        transport.otherwise = [this](const client::ports::HttpRequest& request) -> std::optional<Exchange> {
            if (request.target.find("/results") != std::string::npos) {
                Page<RoundResult> results;
                results.rows = history;
                return bench::reply(200, encode(results));
            }
            return request.target.find("/jobs") != std::string::npos ? service.answer(request) : std::nullopt;
        };
    }

    void open(QSize size = {1200, 760})
    {
        page = std::make_unique<ui::RoundsPage>(given);
        ui::LinkStatus status;
        status.state = client::feed::LinkState::Live;
        page->setLink(status);
        page->resize(size);
        page->onRows({.rounds = {rounds::round(1), rounds::round(2), rounds::disputed()}});
        page->show();
        page->activateWindow();
        if (!QTest::qWaitForWindowActive(page.get()))
            qFatal("the page does not become active");
        page->open({ui::Place::Kind::Recalculation, QStringLiteral("r-55120")});
        time.advance(50);
    }
    ui::RecalculationWizard& wizard()
    {
        if (!page->wizard())
            qFatal("no wizard is shown");
        return *page->wizard();
    }
    Step step() { return wizard().recalculation().step(); }
    template <typename Widget = QWidget>
    Widget* find(const char* name)
    {
        return wizard().findChild<Widget*>(QLatin1String(name));
    }
    QPushButton* button(const char* name) { return find<QPushButton>(name); }
    QString label(const char* name) { return find<QLabel>(name)->text(); }
    void fill(const QString& result = QStringLiteral("BLACK 7"), int reason = 0)
    {
        find<QComboBox>("correctResult")->setEditText(result);
        find<QComboBox>("recalculationReason")->setCurrentIndex(reason);
        find<QLineEdit>("recalculationTicket")->setText(QStringLiteral("INC-2291"));
    }
    void preview()
    {
        fill();
        QTest::mouseClick(button("previewRecalculationButton"), Qt::LeftButton);
        time.advance(200);
        if (step() != Step::Planned)
            qFatal("the preview did not come");
    }
    void type(const QString& text)
    {
        find<QLineEdit>("recalculationTyped")->setText(text);
        QTRY_VERIFY(true);
    }
    // Time passes, and the wizard looks at the clock.
    void wake(std::int64_t ms = ui::ConfirmWake::wakeMs)
    {
        time.advance(ms);
        Q_EMIT connection.changed();
    }
    int sent() const { return service.count(":submit"); }

    using Exchange = client::contract::Exchange;
    ui::Translation translation;
    RecalculationService service;
    std::vector<RoundResult> history{{1, "RED 14", rounds::startMs, "roulette", "update_bet_status"}};
    const ui::Context given = context();
    std::unique_ptr<ui::RoundsPage> page;
};

} // namespace

class TestRecalculationWizard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsWhatIsRecorded()
    {
        Desk desk;
        desk.open();
        QCOMPARE(desk.label("recalculationTitle"), QStringLiteral("Recalculate round r-55120"));
        QCOMPARE(desk.label("recalculationFacts"),
                 QStringLiteral("Recorded result: RED 14, version 1. By roulette at 18:42:51, source: the game, with a "
                                "settlement. A recalculation is needed: result changed at source."));
        QVERIFY(desk.find("correctResult")->hasFocus());
        QVERIFY(!desk.button("previewRecalculationButton")->isEnabled());
        QCOMPARE(desk.label("recalculationFormHint"), QStringLiteral("Write the correct result."));
        bench::shoot(*desk.page, QStringLiteral("wizard-form"));
    }

    void refusesTheRecordedResult()
    {
        Desk desk;
        desk.open();
        auto healthy = rounds::disputed();
        healthy.needsRecalculation = false;
        healthy.cause.clear();
        ++healthy.version;
        desk.page->onRows({.rounds = {healthy}});
        desk.fill(QStringLiteral("  RED  14 "));
        QCOMPARE(desk.label("recalculationFormHint"), QStringLiteral("This is already the recorded result."));
        QVERIFY(!desk.button("previewRecalculationButton")->isEnabled());
        desk.fill(QStringLiteral("BLACK 7"));
        QVERIFY(desk.button("previewRecalculationButton")->isEnabled());
    }

    void offersTheOfficialResult()
    {
        Desk desk;
        // Newest first: a later one counts, and one that a game only said does not.
        desk.history.push_back({0, "BLACK 17", rounds::startMs - 1, "m.orlov", "official: studio"});
        desk.history.insert(desk.history.begin(), {0, "BLACK 7", rounds::startMs, "m.orlov", "official: studio"});
        desk.open();
        QCOMPARE(desk.label("officialResultNote"),
                 QStringLiteral("The official result is BLACK 7, posted by m.orlov."));
        Desk said;
        said.history.insert(said.history.begin(), {0, "BLACK 7", rounds::startMs, "game-1", "update_bet_status"});
        said.open();
        QCOMPARE(said.label("officialResultNote"), QString());
    }

    void asksForATicketInProductionAndForWordsWithOther()
    {
        Desk desk(Language::English, "production");
        desk.open();
        desk.fill();
        desk.find<QLineEdit>("recalculationTicket")->clear();
        QCOMPARE(desk.label("recalculationFormHint"), QStringLiteral("Write the ticket: production asks for one."));
        desk.fill(QStringLiteral("BLACK 7"), 4);
        QVERIFY(desk.find("recalculationReasonText")->isVisible());
        QCOMPARE(desk.label("recalculationFormHint"), QStringLiteral("Write the reason in at least 10 characters."));
        desk.find<QLineEdit>("recalculationReasonText")->setText(QStringLiteral("the wheel was stopped"));
        QVERIFY(desk.button("previewRecalculationButton")->isEnabled());
    }

    void previewsWhatWouldHappen()
    {
        Desk desk;
        desk.open();
        desk.preview();
        QCOMPARE(desk.label("recalculationChange"),
                 QStringLiteral("RED 14 → BLACK 7. Pay-outs come first, take-backs after."));
        QCOMPARE(desk.label("recalculationValidity"),
                 QStringLiteral("This preview is valid for round version 1 until 19:06:07, 15 min."));
        const auto* moves = desk.find<ui::RowTable>("movesTable")->model();
        QStringList lines;
        for (int row = 0; row < moves->rowCount(); ++row)
            lines << moves->index(row, 0).data().toString() + u'|' + moves->index(row, 1).data().toString() + u'|' +
                         moves->index(row, 2).data().toString();
        const auto money = [&](std::int64_t minor) { return desk.format.signedMoney(minor, Currency{}); };
        const QStringList expected{QStringLiteral("Lost → won|41|%1 to pay").arg(money(812'000)),
                                   QStringLiteral("Won → lost|12|%1 to take back").arg(money(-330'000)),
                                   QStringLiteral("Still open (settled with the new result)|2|—"),
                                   QStringLiteral("Unchanged|633|—"),
                                   QStringLiteral("Refunded before (left alone)|4|—"),
                                   QStringLiteral("In doubt (put off)|1|%1 or %2").arg(money(-20'000), money(0))};
        QCOMPARE(lines.join(u'\n'), expected.join(u'\n'));
        QCOMPARE(moves->index(0, 0).data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("Lost → won: 41 bets, %1 to pay").arg(money(812'000)));
        const auto notes = desk.label("recalculationNotes").split(u'\n');
        QCOMPARE(desk.label("recalculationWarnings"),
                 QStringLiteral("Partner acme may refuse to take back %1 from 3 players (balance too low).")
                     .arg(desk.format.money(90'000, Currency{})));
        QCOMPARE(notes[0], QStringLiteral("In doubt: bet b-7 of p-7 at acme comes to %1 or %2, as its last call ends.")
                               .arg(money(-20'000), money(0)));
        QCOMPARE(notes[1], QStringLiteral("3 players have more than one bet here."));
        QVERIFY(desk.find("recalculationTyped")->hasFocus());
        bench::shoot(*desk.page, QStringLiteral("wizard-preview"));
        auto* toggle = desk.button("moneyAsTableButton");
        QTest::mouseClick(toggle, Qt::LeftButton);
        QVERIFY(desk.find("partnerMoneyTable")->isVisible());
        bench::shoot(*desk.page, QStringLiteral("wizard-preview-table"));
        QCOMPARE(desk.sent(), 0);
    }

    void keepsCurrenciesApart()
    {
        Desk desk;
        auto yen = parseMoney("0", "JPY")->currency;
        desk.service.summary.moves.push_back({BetState::Lost, BetState::Won, JobItemState::Pending, {}, yen, 3, 4'500});
        desk.service.summary.moves.push_back({BetState::Won, BetState::Won, JobItemState::Unchanged, {}, yen, 2, 0});
        desk.service.summary.parts.push_back({PartnerId("acme"), yen, 3, 4'500, 0});
        auto& doubt = desk.service.items.front();
        doubt.currency = yen;
        doubt.deltaMinor = 0;
        doubt.otherDeltaMinor = 0;
        desk.open();
        desk.preview();
        const auto* moves = desk.find<ui::RowTable>("movesTable")->model();
        QCOMPARE(moves->index(0, 1).data().toString(), QStringLiteral("41"));
        QCOMPARE(moves->index(1, 2).data().toString(),
                 QStringLiteral("%1 to pay").arg(desk.format.signedMoney(4'500, yen)));
        QStringList unchanged;
        for (int row = 0; row < moves->rowCount(); ++row)
            if (moves->index(row, 0).data().toString() == QStringLiteral("Unchanged"))
                unchanged << moves->index(row, 2).data().toString();
        QCOMPARE(unchanged.join(u'|'), QString::fromUtf8("— EUR|— JPY"));
        const auto notes = desk.label("recalculationNotes");
        QVERIFY2(notes.contains(
                     QStringLiteral("comes to %1, however its last call ends.").arg(desk.format.signedMoney(0, yen))),
                 qPrintable(notes));
        auto* currency = desk.find<QComboBox>("chartCurrency");
        QVERIFY(currency->isVisible());
        QCOMPARE(currency->count(), 2);
        currency->setCurrentIndex(1);
        bench::shoot(*desk.page, QStringLiteral("wizard-yen"));
    }

    void saysWhyThereIsNoPreview_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("said");
        QTest::newRow("unknown result") << static_cast<int>(ProblemCode::ValidationFailed)
                                        << "The service does not accept this: told by the test Nothing was changed.";
        QTest::newRow("running") << static_cast<int>(ProblemCode::RecalculationInProgress)
                                 << "Another recalculation of this round is running (job 88).";
        QTest::newRow("no role") << static_cast<int>(ProblemCode::Forbidden)
                                 << "The service refused: your role may not do this. Nothing was changed.";
    }

    void saysWhyThereIsNoPreview()
    {
        QFETCH(int, code);
        QFETCH(QString, said);
        Desk desk;
        desk.open();
        auto other = rounds::job(JobState::PendingApproval, "job-88");
        other.number = 88;
        desk.page->onRows({.jobs = {other}});
        for (int i = 0; i < 3; ++i)
            desk.service.once["/jobs"].push_back({RecalculationService::refuse(static_cast<ProblemCode>(code))});
        desk.fill();
        QTest::mouseClick(desk.button("previewRecalculationButton"), Qt::LeftButton);
        desk.time.advance(60'000);
        QCOMPARE(desk.label("recalculationFormHint"), said);
        QVERIFY(desk.button("previewRecalculationButton")->isEnabled());
    }

    void wakesThreeSecondsAfterTheTextMatches()
    {
        Desk desk;
        desk.open();
        desk.preview();
        auto* send = desk.button("sendRecalculationButton");
        QVERIFY(!send->isEnabled());
        QCOMPARE(desk.label("recalculationHint"), QStringLiteral("Type r-55120 BLACK 7 to confirm."));
        desk.type(QStringLiteral("r-55120 BLACK 17"));
        QCOMPARE(desk.label("recalculationHint"), QStringLiteral("The text does not match yet."));
        desk.type(wanted);
        QCOMPARE(send->text(), QStringLiteral("Send for approval (3)"));
        const auto width = send->width();
        desk.wake(2'999);
        QVERIFY(!send->isEnabled());
        QCOMPARE(send->text(), QStringLiteral("Send for approval (1)"));
        desk.wake(1);
        QVERIFY(send->isEnabled());
        QCOMPARE(send->width(), width);
        desk.type(QStringLiteral("r-55120 BLACK"));
        QVERIFY(!send->isEnabled());
        desk.type(wanted);
        QVERIFY(!send->isEnabled()); // the wait begins anew
    }

    // console.md 5: nothing but one deliberate press sends, and it sends once.
    void sendsNothingByAccident_data()
    {
        QTest::addColumn<int>("what");
        for (int i = 0; i < 8; ++i)
            QTest::addRow("%d", i) << i;
    }

    void sendsNothingByAccident()
    {
        QFETCH(int, what);
        Desk desk;
        desk.open();
        desk.preview();
        desk.type(wanted);
        desk.wake();
        auto* send = desk.button("sendRecalculationButton");
        auto* typed = desk.find<QLineEdit>("recalculationTyped");
        QVERIFY(send->isEnabled());
        switch (what) {
        case 0:
            QTest::keyClick(typed, Qt::Key_Return);
            break;
        case 1:
            QTest::keyClick(typed, Qt::Key_Enter);
            break;
        case 2:
            send->setFocus();
            QTest::keyClick(send, Qt::Key_Return);
            QCOMPARE(desk.label("recalculationHint"),
                     QStringLiteral("Enter and Space do not send. Click the button, or press Ctrl+Enter on it."));
            break;
        case 3:
            send->setFocus();
            QTest::keyClick(send, Qt::Key_Space);
            break;
        case 4: {
            send->setFocus();
            QKeyEvent repeat(QEvent::KeyPress, Qt::Key_Return, Qt::ControlModifier, QString(), true);
            QApplication::sendEvent(send, &repeat);
            break;
        }
        case 5:
            QTest::mouseClick(send, Qt::RightButton);
            break;
        case 6:
            QTest::keyClick(typed, Qt::Key_Escape);
            desk.page->escape();
            break;
        default:
            desk.page->close();
            break;
        }
        desk.time.advance(1'000);
        QCOMPARE(desk.sent(), 0);
    }

    void sendsOnceHoweverOftenItIsPressed()
    {
        Desk desk;
        desk.open();
        desk.preview();
        desk.type(wanted);
        desk.wake();
        auto* send = desk.button("sendRecalculationButton");
        QTest::mouseDClick(send, Qt::LeftButton);
        for (int i = 0; i < 20; ++i)
            QTest::mouseClick(send, Qt::LeftButton);
        desk.time.advance(1'000);
        QCOMPARE(desk.sent(), 1);
        QCOMPARE(desk.step(), Step::Submitted);
        QCOMPARE(desk.service.count("/jobs"), 1);
    }

    void sendsByTheKeyboardOnPurpose()
    {
        Desk desk;
        desk.open();
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("BLACK 7"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("previewRecalculationButton"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        desk.time.advance(200);
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("recalculationTyped"));
        QTest::keyClicks(QApplication::focusWidget(), wanted);
        desk.wake();
        auto* send = desk.button("sendRecalculationButton");
        send->setFocus();
        QTest::keyClick(send, Qt::Key_Return, Qt::ControlModifier);
        desk.time.advance(1'000);
        QCOMPARE(desk.sent(), 1);
    }

    void saysWhatBecameOfIt()
    {
        Desk desk;
        desk.open();
        desk.preview();
        desk.type(wanted);
        desk.wake();
        QTest::mouseClick(desk.button("sendRecalculationButton"), Qt::LeftButton);
        desk.time.advance(1'000);
        QVERIFY2(desk.label("recalculationEnd")
                     .startsWith(QStringLiteral("Sent for approval. Nothing has been recalculated yet. Expires in ")),
                 qPrintable(desk.label("recalculationEnd")));
        QVERIFY(desk.button("withdrawRecalculationButton")->isVisible());
        bench::shoot(*desk.page, QStringLiteral("wizard-sent"));
        auto job = desk.service.summary.job;
        job.state = JobState::Completed;
        job.startedAt = job.endedAt = desk.clock.utcMs();
        job.counts.applied = 55;
        job.counts.waiting = 0;
        ++job.version;
        desk.page->onRows({.jobs = {job}});
        QCOMPARE(desk.label("recalculationEndFact"),
                 QStringLiteral("Round r-55120 is now version 2. Version 1 is kept."));
        QVERIFY(!desk.button("withdrawRecalculationButton")->isVisible());
        bench::shoot(*desk.page, QStringLiteral("wizard-completed"));
        QSignalSpy places(desk.page.get(), &ui::Page::placeRequested);
        QTest::mouseClick(desk.button("openRecalculationJobButton"), Qt::LeftButton);
        QCOMPARE(places.first().first().value<ui::Place>().kind, ui::Place::Kind::Job);
        QTest::mouseClick(desk.button("closeRecalculationButton"), Qt::LeftButton);
        QVERIFY(!desk.page->wizard());
    }

    void namesTheOtherResultOfTheSecondPerson()
    {
        Desk desk;
        desk.open();
        desk.preview();
        desk.type(wanted);
        desk.wake();
        QTest::mouseClick(desk.button("sendRecalculationButton"), Qt::LeftButton);
        desk.time.advance(1'000);
        auto job = desk.service.summary.job;
        job.state = JobState::Rejected;
        job.why = "result_differs";
        job.approver = "m.orlov";
        job.comment = "BLACK 17";
        ++job.version;
        desk.page->onRows({.jobs = {job}});
        QCOMPARE(desk.label("recalculationEnd"),
                 QStringLiteral("m.orlov chose BLACK 17, and the request says BLACK 7. It is returned to you."));
        QTest::mouseClick(desk.button("recalculateAgainButton"), Qt::LeftButton);
        QCOMPARE(desk.step(), Step::Editing);
    }

    void withdraws()
    {
        Desk desk;
        desk.open();
        desk.preview();
        desk.type(wanted);
        desk.wake();
        QTest::mouseClick(desk.button("sendRecalculationButton"), Qt::LeftButton);
        desk.time.advance(1'000);
        for (int i = 0; i < 3; ++i)
            QTest::mouseClick(desk.button("withdrawRecalculationButton"), Qt::LeftButton);
        desk.time.advance(1'000);
        QCOMPARE(desk.service.count(":withdraw"), 1);
        QVERIFY(desk.label("recalculationEnd").startsWith(QStringLiteral("Withdrawn by a.petrova.")));
    }

    void canBeLeftAndOpenedAgain()
    {
        Desk desk;
        desk.open();
        desk.preview();
        desk.type(QStringLiteral("r-55120"));
        auto* before = &desk.wizard();
        desk.page->escape();
        QVERIFY(!desk.page->wizard());
        QVERIFY(desk.page->table().hasFocus());
        auto* button = desk.page->findChild<QPushButton*>(QStringLiteral("recalculateButton"));
        QVERIFY(button->text().startsWith(QStringLiteral("Go on with")));
        desk.page->open({ui::Place::Kind::Recalculation, QStringLiteral("r-1")});
        QVERIFY(&desk.wizard() != before);
        desk.page->open({ui::Place::Kind::Recalculation, QStringLiteral("r-55120")});
        QCOMPARE(&desk.wizard(), before);
        QCOMPARE(desk.step(), Step::Planned);
        QCOMPARE(desk.find<QLineEdit>("recalculationTyped")->text(), QStringLiteral("r-55120"));
    }

    void saysThatTheResultMovedMeanwhile()
    {
        Desk desk;
        desk.open();
        desk.preview();
        desk.type(wanted);
        desk.wake();
        auto moved = rounds::disputed();
        moved.result = "BLACK 17";
        moved.resultVersion = 2;
        ++moved.version;
        desk.page->onRows({.rounds = {moved}});
        QVERIFY(!desk.button("sendRecalculationButton")->isEnabled());
        QCOMPARE(desk.label("recalculationHint"),
                 QStringLiteral("The result of the round changed while you were reading "
                                "(now: BLACK 17). Nothing was sent."));
        QTest::mouseClick(desk.button("previewAgainButton"), Qt::LeftButton);
        desk.service.summary.job.resultVersion = 2;
        desk.time.advance(200);
        QCOMPARE(desk.service.count("/jobs"), 2);
        QCOMPARE(desk.step(), Step::Planned);
    }

    void sendsNoOldPreview()
    {
        Desk desk;
        desk.open();
        desk.preview();
        desk.type(wanted);
        desk.wake(15 * 60'000);
        QVERIFY(!desk.button("sendRecalculationButton")->isEnabled());
        QCOMPARE(desk.label("recalculationHint"), QStringLiteral("This preview is too old. Nothing was sent."));
        QVERIFY(desk.button("previewAgainButton")->isEnabled());
    }

    void takesOutcomesOfBetsThatCannotBeComputed()
    {
        Desk desk;
        desk.service.needInput(2);
        desk.open();
        desk.preview();
        auto* outcome = desk.find<QComboBox>("inputOutcome0");
        auto* payout = desk.find<QLineEdit>("inputPayout0");
        QVERIFY(!payout->isEnabled());
        outcome->setCurrentIndex(2);
        QCOMPARE(desk.label("recalculationHint"), QStringLiteral("Bet b-100: write the payout."));
        payout->setText(QStringLiteral("40,00"));
        QVERIFY(desk.label("recalculationHint").contains(QStringLiteral("decimal mark")));
        payout->setText(QStringLiteral("40.00"));
        desk.find<QComboBox>("inputOutcome1")->setCurrentIndex(1);
        QCOMPARE(desk.label("recalculationHint"), QStringLiteral("Preview with these outcomes first."));
        desk.find<QScrollArea>("previewScroll")->ensureWidgetVisible(payout);
        bench::shoot(*desk.page, QStringLiteral("wizard-inputs"));
        desk.type(wanted);
        desk.wake();
        QVERIFY(!desk.button("sendRecalculationButton")->isEnabled());
        desk.button("previewInputsButton")->click();
        desk.time.advance(200);
        const auto order = decodeJobOrder(desk.service.postsTo("/jobs").back().body);
        QCOMPARE(order->inputs.size(), std::size_t{2});
        QVERIFY(!desk.find("inputsForm")->isVisible());
        desk.type(wanted);
        desk.wake();
        QVERIFY(desk.button("sendRecalculationButton")->isEnabled());
    }

    void doesNothingOnAReadOnlyConnection()
    {
        Desk desk;
        desk.open();
        desk.preview();
        desk.type(wanted);
        desk.wake();
        desk.connection.setSafety(ui::SafetyLevel::ReadOnly);
        QVERIFY(!desk.button("sendRecalculationButton")->isEnabled());
        QCOMPARE(desk.label("recalculationHint"), QStringLiteral("This connection is read-only."));
        desk.connection.setSafety(ui::SafetyLevel::Confirm);
        desk.connection.setLink(client::feed::LinkState::Offline);
        QVERIFY(!desk.button("sendRecalculationButton")->isEnabled());
        QCOMPARE(desk.label("recalculationHint"), QStringLiteral("Off until the connection returns."));
    }

    void saysThatASendingIsInDoubtAndSendsTheSame()
    {
        Desk desk;
        desk.open();
        desk.preview();
        for (int i = 0; i < 3; ++i)
            desk.service.once[":submit"].push_back({RecalculationService::silence()});
        desk.type(wanted);
        desk.wake();
        QTest::mouseClick(desk.button("sendRecalculationButton"), Qt::LeftButton);
        desk.time.advance(120'000);
        QCOMPARE(desk.step(), Step::SubmitFailed);
        QVERIFY(desk.label("recalculationHint")
                    .startsWith(QStringLiteral("It is not certain whether the request arrived")));
        QVERIFY(!desk.button("editRecalculationButton")->isEnabled());
        desk.wake();
        QTest::mouseClick(desk.button("sendRecalculationButton"), Qt::LeftButton);
        desk.time.advance(1'000);
        QCOMPARE(desk.step(), Step::Submitted);
        QCOMPARE(desk.service.count("/jobs"), 1);
    }

    void clipsNothingInASmallWindow_data()
    {
        QTest::addColumn<Language>("language");
        QTest::addColumn<ThemeMode>("theme");
        QTest::newRow("english") << Language::English << ThemeMode::Light;
        QTest::newRow("russian") << Language::Russian << ThemeMode::Dark;
    }

    void clipsNothingInASmallWindow()
    {
        QFETCH(Language, language);
        QFETCH(ThemeMode, theme);
        Desk desk(language);
        desk.theme.setMode(theme);
        desk.open({1024 - 200, 700 - 80});
        const auto tag = QLatin1String(QTest::currentDataTag());
        const auto check = [&](const char* name) {
            QTRY_COMPARE(bench::clipped(*desk.page).join(u' '), QString());
            bench::shoot(*desk.page, QLatin1String("wizard-small-") + QLatin1String(name) + u'-' + tag);
        };
        check("form");
        desk.preview();
        desk.type(wanted);
        check("preview");
        desk.wake();
        QTest::mouseClick(desk.button("sendRecalculationButton"), Qt::LeftButton);
        desk.time.advance(1'000);
        check("sent");
    }

    void namesEverythingThatTakesTheFocus()
    {
        Desk desk;
        desk.service.needInput(1);
        desk.open();
        desk.preview();
        for (auto* widget : desk.page->findChildren<QWidget*>()) {
            if (!(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy() || !widget->isVisible())
                continue;
            auto* accessible = QAccessible::queryAccessibleInterface(widget);
            QVERIFY(accessible);
            QVERIFY2(!accessible->text(QAccessible::Name).isEmpty(),
                     qPrintable(widget->objectName() + u' ' + QLatin1String(widget->metaObject()->className())));
        }
    }

    void switchesTheLanguageWithoutLosingAnything()
    {
        Desk desk;
        desk.open();
        desk.preview();
        desk.type(wanted);
        desk.format.setLanguage(Language::Russian);
        desk.translation.use(Language::Russian);
        QTRY_COMPARE(desk.label("recalculationTitle"), QStringLiteral("Пересчёт раунда r-55120"));
        QCOMPARE(desk.find<QLineEdit>("recalculationTyped")->text(), wanted);
        QCOMPARE(desk.find<QComboBox>("recalculationReason")->currentIndex(), 0);
        QCOMPARE(desk.step(), Step::Planned);
    }
};

QTEST_MAIN(TestRecalculationWizard)
#include "tst_recalculationwizard.moc"
