// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/operations/refund.h"
#include "tests/ui/bench.h"
#include "ui/dialogs/refunddialog.h"
#include "ui/dialogs/typedamount.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <set>

using namespace client::contract;
using bench::Bench;
using client::operations::Refund;
using ui::RefundDialog;

namespace {

RefundPreviewItem heldItem()
{
    RefundPreviewItem item;
    item.bet = stories::empty().bet;
    item.bet.state = BetState::Blocked;
    item.bet.version = 4;
    item.heldMinor = item.refundableMinor = item.bet.stakeMinor;
    return item;
}

// A bench with an open dialog over a window, as a person meets it.
class Desk : public Bench
{
public:
    Desk()
    {
        window.resize(1024, 700);
        trigger = new QPushButton(QStringLiteral("Refund…"), &window);
        trigger->move(900, 640);
        other = new QLineEdit(&window);
        window.show();
        trigger->setFocus();
        offer(heldItem());
        transport.script("refund", bench::timeout());
    }
    ~Desk() { delete dialog; }

    void offer(const RefundPreviewItem& item)
    {
        transport.script("bet", bench::reply(200, encode(item.bet)));
        RefundPreview preview;
        preview.digest = "d";
        preview.checkedAt = clock.utcMs();
        preview.items = {item};
        transport.script("preview", bench::reply(200, encode(preview)));
    }

    void accept()
    {
        transport.script("refund", {[](const client::ports::HttpRequest& request) {
                             const RefundOrder order = *decodeRefundOrder(request.body);
                             RefundAnswer answer;
                             answer.refund = order.refund;
                             BetRow bet = heldItem().bet;
                             bet.state = BetState::Refunded;
                             bet.refundedMinor = order.items.front().amount.minor;
                             answer.items.push_back({bet, OperationId("op-9"), bet.refundedMinor});
                             return bench::reply(200, encode(answer));
                         }});
    }

    void open()
    {
        dialog = ui::openRefund(context(), PartnerId("acme"), BetId("b-90412197"), trigger);
        settle();
    }

    // Lets answers arrive and the dialog look at the clock.
    void settle(std::int64_t ms = 20)
    {
        time.advance(ms);
        QCoreApplication::sendPostedEvents();
        Q_EMIT connection.changed();
    }

    template <typename T>
    T* find(const char* name)
    {
        return dialog->findChild<T*>(QLatin1String(name));
    }
    QPushButton* button(const char* name) { return find<QPushButton>(name); }
    QString text(const char* name)
    {
        const auto* label = find<QLabel>(name);
        return label->isVisibleTo(dialog) ? label->text() : QString();
    }
    void choose(const char* code)
    {
        auto* reason = find<QComboBox>("refundReason");
        reason->setCurrentIndex(reason->findData(QLatin1String(code)));
    }
    void type(const char* name, const QString& text)
    {
        auto* field = find<QLineEdit>(name);
        field->clear();
        QTest::keyClicks(field, text);
    }
    void fillIn()
    {
        choose("technical_issue");
        type("refundTyped", QStringLiteral("322.00"));
    }
    void fillInAndWake()
    {
        fillIn();
        settle();
        settle(RefundDialog::wakeMs);
        QVERIFY(button("refundButton")->isEnabled());
    }
    void send()
    {
        fillInAndWake();
        QTest::mouseClick(button("refundButton"), Qt::LeftButton);
        settle();
    }
    int sent() { return transport.count("refund"); }

    QWidget window;
    QPushButton* trigger = nullptr;
    QLineEdit* other = nullptr;
    QPointer<RefundDialog> dialog;
};

} // namespace

class RefundDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsTheFreshStateBeforeAnythingCanBeSent()
    {
        Desk desk;
        desk.open();
        QCOMPARE(desk.text("refundTitle"), QStringLiteral("Refund bet b-90412197"));
        QCOMPARE(desk.text("refundBody"), QString::fromUtf8("322.00\u00a0EUR goes back to player p-1162 at acme. A "
                                                            "refund cannot be taken back from this console."));
        desk.settle(2'000);
        QCOMPARE(
            desk.text("refundFacts"),
            QString::fromUtf8(
                "Held 322.00 · paid 0.00 · already refunded 0.00 · can be refunded 322.00.\nState checked 2 s ago."));
        QVERIFY(!desk.button("refundButton")->isEnabled());
        QVERIFY(desk.button("cancelButton")->isDefault());
        QVERIFY(desk.dialog->isModal());
        QCOMPARE(desk.sent(), 0);
    }

    void aDraftWaitsForTheEnvironmentItWasPreparedIn()
    {
        Desk desk;
        desk.connection.setLink(client::feed::LinkState::Offline);
        desk.dialog = ui::prepareRefundOf(desk.context(), heldItem().bet, &desk.window);
        const auto here = bench::instance();
        auto other = here;
        other.environmentId = "env-2";
        other.name = "us-1";
        // The link is back before the console knows whose it is.
        desk.transport.script("/api/v1/instance", bench::reply(200, encode(other)));
        desk.connection.setLink(client::feed::LinkState::Live);
        desk.settle();
        desk.connection.setInstance(other);
        desk.settle();
        QVERIFY(desk.dialog->isDraft());
        QCOMPARE(desk.transport.count("preview"), 0);
        QCOMPARE(desk.text("refundBody"),
                 QStringLiteral("us-1 answers now, and this draft was prepared in eu-1. It is not previewed here; it "
                                "waits for eu-1."));
        desk.transport.script("/api/v1/instance", bench::reply(200, encode(here)));
        desk.connection.setInstance(here);
        desk.settle();
        QVERIFY(!desk.dialog->isDraft());
        QCOMPARE(desk.transport.count("preview"), 1);
        QVERIFY(desk.text("refundBody").contains(QStringLiteral("goes back to player")));
    }

    void keysNeverSend_data()
    {
        QTest::addColumn<QString>("where");
        QTest::addColumn<int>("key");
        QTest::addColumn<bool>("held");
        for (const char* where : {"refundButton", "refundTyped", "refundReason", "refundTicket", "cancelButton"}) {
            for (const auto& [name, key] : {std::pair("Return", Qt::Key_Return), std::pair("Enter", Qt::Key_Enter),
                                            std::pair("Space", Qt::Key_Space), std::pair("Select", Qt::Key_Select),
                                            std::pair("Escape", Qt::Key_Escape), std::pair("R", Qt::Key_R)}) {
                QTest::addRow("%s on %s", name, where) << QString::fromLatin1(where) << static_cast<int>(key) << false;
                QTest::addRow("held %s on %s", name, where)
                    << QString::fromLatin1(where) << static_cast<int>(key) << true;
            }
        }
    }

    void keysNeverSend()
    {
        QFETCH(QString, where);
        QFETCH(int, key);
        QFETCH(bool, held);
        Desk desk;
        desk.open();
        desk.fillInAndWake();
        auto* widget = desk.dialog->findChild<QWidget*>(where);
        widget->setFocus();
        for (int i = 0; i < (held ? 20 : 2) && desk.dialog && desk.dialog->isVisible(); ++i) {
            QKeyEvent press(QEvent::KeyPress, key, Qt::NoModifier, QString(), held && i > 0);
            QCoreApplication::sendEvent(widget, &press);
            QKeyEvent release(QEvent::KeyRelease, key, Qt::NoModifier, QString(), held && i > 0);
            QCoreApplication::sendEvent(widget, &release);
        }
        desk.time.advance(60'000);
        QCOMPARE(desk.sent(), 0);
        QVERIFY(desk.journal->newest(10).empty());
    }

    void keysWithModifiersNeverSendFromElsewhere()
    {
        Desk desk;
        desk.open();
        desk.fillInAndWake();
        for (const char* where : {"refundTyped", "refundReason", "cancelButton"}) {
            QTest::keyClick(desk.dialog->findChild<QWidget*>(QLatin1String(where)), Qt::Key_Return,
                            Qt::ControlModifier);
            QTest::keyClick(desk.dialog->findChild<QWidget*>(QLatin1String(where)), Qt::Key_R, Qt::AltModifier);
        }
        // A held Ctrl+Enter that began elsewhere is no decision either.
        QKeyEvent repeat(QEvent::KeyPress, Qt::Key_Return, Qt::ControlModifier, QString(), true);
        QCoreApplication::sendEvent(desk.button("refundButton"), &repeat);
        desk.time.advance(10'000);
        QCOMPARE(desk.sent(), 0);
    }

    void theKeyboardAloneCanConfirmOnPurpose()
    {
        Desk desk;
        desk.accept();
        desk.open();
        desk.fillInAndWake();
        desk.button("refundButton")->setFocus();
        for (int i = 0; i < 5; ++i)
            QTest::keyClick(desk.button("refundButton"), Qt::Key_Return, Qt::ControlModifier);
        desk.settle();
        QCOMPARE(desk.sent(), 1);
        QVERIFY(desk.text("refundEnd").startsWith(QStringLiteral("Refunded.")));
    }

    void enterInAFieldCancels()
    {
        Desk desk;
        desk.open();
        desk.fillInAndWake();
        QTest::keyClick(desk.find<QLineEdit>("refundTyped"), Qt::Key_Return);
        QVERIFY(!desk.dialog || !desk.dialog->isVisible());
        QCOMPARE(desk.sent(), 0);
    }

    void closingTheWindowNeverSends()
    {
        Desk desk;
        desk.open();
        desk.fillInAndWake();
        desk.dialog->close();
        desk.time.advance(60'000);
        QCOMPARE(desk.sent(), 0);
    }

    void aDoubleClickMakesOneCall()
    {
        Desk desk;
        desk.open();
        desk.fillInAndWake();
        auto* confirm = desk.button("refundButton");
        QTest::mouseClick(confirm, Qt::LeftButton);
        QTest::mouseDClick(confirm, Qt::LeftButton);
        desk.settle();
        QCOMPARE(desk.sent(), 1);
        QCOMPARE(desk.journal->newest(10).size(), std::size_t{1});
    }

    void theSecondHalfOfADoubleClickDoesNotCount()
    {
        Desk desk;
        desk.open();
        desk.fillInAndWake();
        auto* confirm = desk.button("refundButton");
        const QPointF at = confirm->rect().center();
        QMouseEvent twice(QEvent::MouseButtonDblClick, at, confirm->mapToGlobal(at), Qt::LeftButton, Qt::LeftButton,
                          {});
        QCoreApplication::sendEvent(confirm, &twice);
        QTest::mouseRelease(confirm, Qt::LeftButton);
        desk.settle();
        QCOMPARE(desk.sent(), 0);
    }

    void aHundredClicksMakeOneCall()
    {
        Desk desk;
        desk.accept();
        desk.open();
        desk.fillInAndWake();
        for (int i = 0; i < 100; ++i)
            QTest::mouseClick(desk.button("refundButton"), Qt::LeftButton);
        desk.settle();
        QCOMPARE(desk.sent(), 1);
        QCOMPARE(desk.journal->newest(10).size(), std::size_t{1});
    }

    void bringingTheWindowToTheFrontStartsTheWaitAgain()
    {
        Desk desk;
        desk.open();
        desk.fillInAndWake();
        QEvent activate(QEvent::WindowActivate);
        QCoreApplication::sendEvent(desk.dialog, &activate);
        QTest::mouseClick(desk.button("refundButton"), Qt::LeftButton);
        desk.settle();
        QCOMPARE(desk.sent(), 0);
        QVERIFY(!desk.button("refundButton")->isEnabled());
        desk.settle(RefundDialog::wakeMs);
        QVERIFY(desk.button("refundButton")->isEnabled());
    }

    void theButtonCountsDownAndWakesAfterThreeSeconds()
    {
        Desk desk;
        desk.open();
        auto* confirm = desk.button("refundButton");
        const QString name = QString::fromUtf8("Refund 322.00\u00a0EUR");
        QCOMPARE(confirm->text(), name);
        desk.fillIn();
        desk.settle(0);
        QCOMPARE(confirm->text(), name + QStringLiteral(" (3)"));
        desk.settle(1'000);
        QCOMPARE(confirm->text(), name + QStringLiteral(" (2)"));
        desk.settle(1'999);
        QCOMPARE(confirm->text(), name + QStringLiteral(" (1)"));
        QVERIFY(!confirm->isEnabled());
        desk.settle(1);
        QCOMPARE(confirm->text(), name);
        QVERIFY(confirm->isEnabled());
        desk.type("refundTyped", QStringLiteral("322.0"));
        QVERIFY(!confirm->isEnabled());
    }

    void theDialogLooksAtTheClockByItself()
    {
        Desk desk;
        desk.open();
        desk.fillIn();
        // Becoming the active window starts the wait again, whenever the platform tells it.
        QTRY_VERIFY((desk.time.advance(100), desk.button("refundButton")->isEnabled()));
    }

    void theTypedTextHasToMatch_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<bool>("wakes");
        QTest::addColumn<QString>("hint");
        const QString differs = QStringLiteral("The text does not match yet.");
        const QString foreign = QStringLiteral("The text has a character that only looks like the one shown.");
        const QString mark = QStringLiteral("Use the decimal mark as it is shown.");
        QTest::newRow("exact") << QStringLiteral("1288.00") << true << QString();
        QTest::newRow("as shown") << QString::fromUtf8("1\u202f288.00") << true << QString();
        QTest::newRow("with a no-break space") << QString::fromUtf8("1\u00a0288.00") << true << QString();
        QTest::newRow("with thin spaces around") << QString::fromUtf8("\u20091288.00\u2009") << true << QString();
        QTest::newRow("with spaces around") << QStringLiteral("  1288.00 ") << true << QString();
        QTest::newRow("nothing") << QString() << false << QString::fromUtf8("Type 1\u202f288.00 to confirm.");
        QTest::newRow("part") << QStringLiteral("1288.0") << false << differs;
        QTest::newRow("without decimals") << QStringLiteral("1288") << false << differs;
        QTest::newRow("more") << QStringLiteral("1288.000") << false << differs;
        QTest::newRow("other amount") << QStringLiteral("1288.01") << false << differs;
        QTest::newRow("leading zero") << QStringLiteral("01288.00") << false << differs;
        QTest::newRow("currency too") << QStringLiteral("1288.00 EUR") << false << differs;
        QTest::newRow("decimal comma") << QStringLiteral("1288,00") << false << mark;
        QTest::newRow("grouping comma") << QStringLiteral("1,288.00") << false << differs;
        QTest::newRow("Cyrillic O") << QString::fromUtf8("1288.0О") << false << foreign;
        QTest::newRow("Arabic digits") << QString::fromUtf8("١٢٨٨.٠٠") << false << foreign;
        QTest::newRow("full-width digit") << QString::fromUtf8("１288.00") << false << foreign;
        QTest::newRow("Latin O") << QStringLiteral("1288.0O") << false << differs;
        QTest::newRow("minus") << QStringLiteral("-1288.00") << false << differs;
        QTest::newRow("zero-width space") << QString::fromUtf8("1288\u200b.00") << false << foreign;
    }

    void theTypedTextHasToMatch()
    {
        QFETCH(QString, typed);
        QFETCH(bool, wakes);
        QFETCH(QString, hint);
        Desk desk;
        RefundPreviewItem item = heldItem();
        item.bet.stakeMinor = item.heldMinor = item.refundableMinor = 128'800;
        desk.offer(item);
        desk.open();
        desk.choose("duplicate");
        desk.find<QLineEdit>("refundTyped")->setText(typed);
        desk.settle(0);
        QCOMPARE(desk.text("refundHint"), hint);
        desk.settle(RefundDialog::wakeMs);
        QCOMPARE(desk.button("refundButton")->isEnabled(), wakes);
    }

    void russianAmountsAreTypedWithTheirComma()
    {
        Desk desk;
        desk.open();
        desk.choose("duplicate");
        desk.format.setLanguage(ui::Language::Russian);
        QEvent change(QEvent::LanguageChange);
        QCoreApplication::sendEvent(desk.dialog, &change);
        QCOMPARE(desk.find<QLineEdit>("refundAmount")->text(), QStringLiteral("322,00"));
        desk.type("refundTyped", QStringLiteral("322.00"));
        desk.settle();
        desk.settle(RefundDialog::wakeMs);
        QVERIFY(!desk.button("refundButton")->isEnabled());
        desk.type("refundTyped", QStringLiteral("322,00"));
        desk.settle();
        desk.settle(RefundDialog::wakeMs);
        QVERIFY(desk.button("refundButton")->isEnabled());
        QCOMPARE(desk.find<QComboBox>("refundReason")->currentData().toString(), QStringLiteral("duplicate"));
    }

    void amountsAreReadStrictly_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<int>("problem");
        QTest::addColumn<qlonglong>("minor");
        using P = ui::AmountProblem;
        const auto row = [](const char* typed, P problem, qlonglong minor = 0) {
            QTest::addRow("%s", typed) << QString::fromUtf8(typed) << static_cast<int>(problem) << minor;
        };
        row("322.00", P::None, 32'200);
        row("322", P::None, 32'200);
        row("0.5", P::None, 50);
        row("3 22.00", P::None, 32'200);
        row("", P::Empty);
        row(" ", P::Empty);
        row("322.01", P::TooLarge);
        row("99999999999999999999", P::TooLarge);
        row("0", P::TooSmall);
        row("0.00", P::TooSmall);
        row("1.234", P::TooPrecise);
        row("1,5", P::OtherDecimalMark);
        row("1.5.0", P::NotANumber);
        row(".5", P::NotANumber);
        row("5.", P::NotANumber);
        row("1e2", P::NotANumber);
        row("-1", P::NotANumber);
        row("+1", P::NotANumber);
        row("З22", P::ForeignCharacter);
    }

    void amountsAreReadStrictly()
    {
        QFETCH(QString, typed);
        QFETCH(int, problem);
        QFETCH(qlonglong, minor);
        const ui::TypedAmount amount = ui::parseTyped(typed, Currency{}, QLatin1Char('.'), 32'200);
        QCOMPARE(static_cast<int>(amount.problem), problem);
        if (amount.problem == ui::AmountProblem::None)
            QCOMPARE(amount.money.minor, minor);
    }

    void aPartialAmountIsConfirmedAndSentAsWritten()
    {
        Desk desk;
        desk.accept();
        desk.open();
        desk.choose("wrong_amount");
        desk.type("refundAmount", QStringLiteral("400"));
        desk.settle();
        QCOMPARE(desk.text("refundHint"), QString::fromUtf8("At most 322.00\u00a0EUR can be refunded."));
        desk.type("refundAmount", QStringLiteral("100.5"));
        desk.type("refundTyped", QStringLiteral("100.50"));
        desk.type("refundTicket", QStringLiteral("INC-2291"));
        desk.settle();
        desk.settle(RefundDialog::wakeMs);
        QCOMPARE(desk.button("refundButton")->text(), QString::fromUtf8("Refund 100.50\u00a0EUR"));
        QTest::mouseClick(desk.button("refundButton"), Qt::LeftButton);
        desk.settle();
        QCOMPARE(desk.sent(), 1);
        const RefundOrder order = *decodeRefundOrder(desk.transport.seen.back().body);
        QCOMPARE(order.items.front().amount.minor, 10'050);
        QCOMPARE(order.items.front().expectedVersion, 4);
        QCOMPARE(order.reason, std::string("wrong_amount"));
        QCOMPARE(order.ticket, std::string("INC-2291"));
    }

    void reasonsAreThoseOfTheContract()
    {
        std::set<std::string> codes;
        for (const auto& [code, text] : ui::RefundTexts::reasons()) {
            QVERIFY(!text.isEmpty());
            codes.insert(code);
        }
        QCOMPARE(codes, std::set<std::string>(refundReasons().begin(), refundReasons().end()));
        QCOMPARE(ui::RefundTexts::reasons().back().first, std::string("other"));
    }

    void anotherReasonNeedsTenCharacters()
    {
        Desk desk;
        desk.open();
        desk.type("refundTyped", QStringLiteral("322.00"));
        desk.settle();
        QCOMPARE(desk.text("refundHint"), QStringLiteral("Choose a reason."));
        desk.choose("other");
        desk.type("refundReasonText", QStringLiteral("123456789      "));
        desk.settle(RefundDialog::wakeMs);
        desk.settle(RefundDialog::wakeMs);
        QVERIFY(!desk.button("refundButton")->isEnabled());
        desk.type("refundReasonText", QStringLiteral("1234567890"));
        desk.settle();
        desk.settle(RefundDialog::wakeMs);
        QVERIFY(desk.button("refundButton")->isEnabled());
    }

    void productionNeedsATicket()
    {
        Desk desk;
        desk.connect(bench::instance("production"));
        desk.open();
        desk.fillIn();
        desk.settle();
        QCOMPARE(desk.text("refundHint"), QStringLiteral("Write the ticket: production asks for one."));
        desk.type("refundTicket", QStringLiteral("INC-1"));
        desk.settle();
        desk.settle(RefundDialog::wakeMs);
        QVERIFY(desk.button("refundButton")->isEnabled());
    }

    void aLowerSafetyLevelNeverDropsTypingOfAnOpenDialog()
    {
        Desk desk;
        desk.open();
        desk.choose("duplicate");
        desk.connection.setSafety(ui::SafetyLevel::Confirm);
        desk.settle();
        desk.settle(RefundDialog::wakeMs);
        QVERIFY(!desk.button("refundButton")->isEnabled());
        delete desk.dialog;
        desk.open();
        QVERIFY(!desk.find<QLineEdit>("refundTyped")->isVisible());
        desk.choose("duplicate");
        desk.settle();
        desk.settle(RefundDialog::wakeMs);
        QVERIFY(desk.button("refundButton")->isEnabled());
    }

    void losingTheConnectionPutsTheButtonToSleep()
    {
        Desk desk;
        desk.open();
        desk.fillInAndWake();
        desk.connection.setLink(client::feed::LinkState::Offline);
        QVERIFY(!desk.button("refundButton")->isEnabled());
        QCOMPARE(desk.text("refundBlock"), desk.connection.whyNot());
        desk.connection.setLink(client::feed::LinkState::Live);
        QVERIFY(!desk.button("refundButton")->isEnabled());
        desk.connection.setSafety(ui::SafetyLevel::ReadOnly);
        desk.settle(RefundDialog::wakeMs);
        QVERIFY(!desk.button("refundButton")->isEnabled());
        QVERIFY(!desk.text("refundBlock").isEmpty());
    }

    void everyBlockIsSaidInASentence_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<QString>("remedy");
        const auto row = [](const char* code, const char* sentence, const char* remedy = "") {
            QTest::newRow(code) << QString::fromLatin1(code) << QString::fromUtf8(sentence)
                                << QString::fromLatin1(remedy);
        };
        row("already_refunded", "This bet was refunded at 18:40:02 by m.orlov.", "openBetButton");
        row("already_settled", "This bet won and 640.00\u00a0EUR was paid. A refund does not take the payout back. Use "
                               "Recalculate round.");
        row("in_doubt", "The partner's state is in doubt. Ask the partner before refunding.", "askPartnerButton");
        row("operation_in_progress",
            "Another operation on this bet is running (settle, attempt 3 of 5, next try at 18:52:00). Preview again "
            "when it has ended.",
            "previewAgainButton");
        row("not_held", "Nothing is held for this bet, so there is nothing to refund.");
        row("expired", "The hold expired at 18:40:02 and the funds are free again. There is nothing to refund.");
        row("limit_exceeded", "322.00\u00a0EUR is above your limit. A second person has to approve it.",
            "proposeButton");
        row("version_conflict", "The bet changed while you were reading (now: Refunded). Nothing was sent.",
            "previewAgainButton");
        row("refund_exceeds_stake", "More than the stake would go back. At most 322.00\u00a0EUR can be refunded.");
        row("moon_phase", "The service does not allow this refund (moon_phase).");
    }

    void everyBlockIsSaidInASentence()
    {
        QFETCH(QString, code);
        QFETCH(QString, sentence);
        QFETCH(QString, remedy);
        Desk desk;
        RefundPreviewItem item = heldItem();
        item.blockers = {code.toStdString()};
        item.bet.updatedAt = stories::startMs - 169'000;
        if (code == QStringLiteral("already_refunded") || code == QStringLiteral("version_conflict")) {
            item.bet.state = BetState::Refunded;
            item.bet.closedBy = ClosedBy::OperatorRefund;
            item.bet.closedActor = "m.orlov";
        }
        if (code == QStringLiteral("already_settled"))
            item.paidMinor = 64'000;
        if (code == QStringLiteral("operation_in_progress")) {
            item.bet.operation.emplace();
            item.bet.operation->id = OperationId("op-3");
            item.bet.operation->kind = OperationKind::Settle;
            item.bet.operation->state = OperationState::RetryScheduled;
            item.bet.operation->attempt = 3;
            item.bet.operation->nextAt = stories::startMs + 549'000;
        }
        desk.offer(item);
        desk.open();
        QCOMPARE(desk.text("refundBlock"), sentence);
        QVERIFY(!desk.button("refundButton")->isVisible());
        for (const char* name : {"openBetButton", "askPartnerButton", "proposeButton"})
            QCOMPARE(desk.button(name)->isVisible(), remedy == QLatin1String(name));
        QVERIFY(desk.button("previewAgainButton")->isVisible());
        desk.settle(10'000);
        QCOMPARE(desk.sent(), 0);
    }

    void namesTheLimitThatIsUsedUp_data()
    {
        QTest::addColumn<QString>("blocked");
        QTest::addColumn<QString>("refused");
        const auto row = [](const char* limit, const char* blocked, const char* refused) {
            QTest::newRow(limit) << QString::fromUtf8(blocked) << QString::fromUtf8(refused);
        };
        row("one", "322.00\u00a0EUR is above your limit for one refund. A second person has to approve it.",
            "above your limit for one refund;");
        row("day",
            "With 322.00\u00a0EUR you would be above your limit for 24 hours. A second person has to approve it.",
            "above your limit for 24 hours;");
        row("hour", "You made as many refunds as you may in an hour. A second person has to approve more.",
            "you made as many refunds as you may in an hour;");
        row("currency", "You have no limit of your own in EUR. A second person has to approve it.",
            "you have no limit of your own in this currency;");
    }

    void namesTheLimitThatIsUsedUp()
    {
        QFETCH(QString, blocked);
        QFETCH(QString, refused);
        const std::string limit = QTest::currentDataTag();
        {
            Desk desk;
            RefundPreviewItem item = heldItem();
            item.blockers = {"limit_exceeded"};
            item.limit = limit;
            desk.offer(item);
            desk.open();
            QCOMPARE(desk.text("refundBlock"), blocked);
        }
        Desk desk;
        auto refusal = problem(ProblemCode::LimitExceeded);
        refusal.errors.push_back({"/limits/" + limit, "used up"});
        desk.transport.script("refund", bench::reply(refusal));
        desk.open();
        desk.send();
        QVERIFY2(desk.text("refundEnd").contains(refused), qPrintable(desk.text("refundEnd")));
    }

    void aBlockedBetCanBeOpened()
    {
        Desk desk;
        RefundPreviewItem item = heldItem();
        item.blockers = {"already_refunded"};
        desk.offer(item);
        desk.open();
        QSignalSpy spy(desk.dialog.data(), &RefundDialog::openBetRequested);
        QTest::mouseClick(desk.button("openBetButton"), Qt::LeftButton);
        QCOMPARE(spy.count(), 1);
        QCOMPARE(spy.front().at(1).toString(), QStringLiteral("b-90412197"));
    }

    void whatOnlyASecondPersonMayAllowIsProposed_data()
    {
        QTest::addColumn<QStringList>("codes");
        QTest::addColumn<int>("state");
        QTest::addColumn<bool>("proposed");
        const auto row = [](const char* name, const QStringList& codes, BetState state, bool proposed) {
            QTest::newRow(name) << codes << static_cast<int>(state) << proposed;
        };
        const auto limit = QStringLiteral("limit_exceeded");
        const auto settled = QStringLiteral("already_settled");
        row("above the limit", {limit}, BetState::Blocked, true);
        row("lost", {settled}, BetState::Lost, true);
        row("lost, above the limit", {settled, limit}, BetState::Lost, true);
        row("won", {settled}, BetState::Won, false);
        row("above the limit and in doubt", {limit, QStringLiteral("in_doubt")}, BetState::Blocked, false);
    }

    void whatOnlyASecondPersonMayAllowIsProposed()
    {
        QFETCH(QStringList, codes);
        QFETCH(int, state);
        QFETCH(bool, proposed);
        Desk desk;
        RefundPreviewItem item = heldItem();
        item.bet.state = static_cast<BetState>(state);
        for (const auto& code : codes)
            item.blockers.push_back(code.toStdString());
        desk.offer(item);
        desk.open();
        auto* propose = desk.button("proposeButton");
        QCOMPARE(propose->isVisible(), proposed);
        if (!proposed)
            return;
        QList<BetRow> bets;
        connect(desk.dialog.data(), &RefundDialog::approvalRequested, this, [&](const BetRow& bet) { bets << bet; });
        QTest::mouseClick(propose, Qt::LeftButton);
        QTest::mouseDClick(propose, Qt::LeftButton);
        QCOMPARE(bets.size(), 1);
        QVERIFY(bets.front().bet == item.bet.bet);
        QCOMPARE(desk.sent(), 0);
    }

    // The limit counts what others of the day moved, so that the preview may not know.
    void aLimitThatIsReachedWhileSendingIsProposedToo()
    {
        Desk desk;
        desk.transport.script("refund", bench::reply(problem(ProblemCode::LimitExceeded)));
        desk.open();
        QVERIFY(!desk.button("proposeButton")->isVisible());
        desk.send();
        QVERIFY(desk.text("refundEnd").contains(QStringLiteral("above your limit")));
        QVERIFY(desk.button("proposeButton")->isVisible());
    }

    void askingThePartnerLooksAgainAfterwards()
    {
        Desk desk;
        RefundPreviewItem item = heldItem();
        item.blockers = {"in_doubt"};
        item.bet.operation.emplace();
        item.bet.operation->id = OperationId("op-3");
        item.bet.operation->state = OperationState::InDoubt;
        desk.offer(item);
        desk.transport.script("retry", bench::reply(202, "{}"));
        desk.open();
        QTest::mouseClick(desk.button("askPartnerButton"), Qt::LeftButton);
        desk.offer(heldItem());
        desk.settle(0);
        QVERIFY(!desk.button("askPartnerButton")->isEnabled());
        desk.settle(50);
        QCOMPARE(desk.transport.count("retry"), 1);
        QCOMPARE(desk.transport.count("preview"), 2);
        QVERIFY(desk.button("refundButton")->isVisible());
        QVERIFY(desk.text("refundBlock").isEmpty());
        QCOMPARE(desk.sent(), 0);
    }

    void aFailedPreviewSaysSoAndCanBeAskedAgain()
    {
        Desk desk;
        desk.transport.script("bet", bench::notConnected());
        desk.open();
        desk.settle(10'000);
        QCOMPARE(desk.text("refundBlock"),
                 QStringLiteral("The service did not answer (connection refused). Nothing was sent."));
        desk.offer(heldItem());
        QTest::mouseClick(desk.button("previewAgainButton"), Qt::LeftButton);
        desk.settle(10'000);
        QVERIFY(desk.text("refundBlock").isEmpty());
        QVERIFY(desk.button("refundButton")->isVisible());
    }

    void anOldPreviewIsAskedForAgainBeforeTheButtonWakes()
    {
        Desk desk;
        desk.open();
        desk.choose("duplicate");
        desk.settle(61'000);
        QVERIFY(desk.text("refundFacts").endsWith(QStringLiteral("State checked 61 s ago: too old to refund on.")));
        QCOMPARE(desk.transport.count("preview"), 1);
        desk.type("refundTyped", QStringLiteral("322.00"));
        desk.settle(50);
        QCOMPARE(desk.transport.count("preview"), 2);
        QVERIFY(!desk.button("refundButton")->isEnabled());
        desk.settle(RefundDialog::wakeMs);
        QVERIFY(desk.button("refundButton")->isEnabled());
        // Awake, but left alone: it goes back to sleep rather than act on what is old.
        desk.settle(61'000);
        QVERIFY(!desk.button("refundButton")->isEnabled());
        QCOMPARE(desk.sent(), 0);
    }

    void aBetThatChangedBetweenTwoPreviewsIsPointedOut()
    {
        Desk desk;
        desk.open();
        desk.fillInAndWake();
        RefundPreviewItem item = heldItem();
        item.bet.version = 5;
        item.refundedMinor = item.bet.refundedMinor = 2'200;
        item.heldMinor = item.refundableMinor = 30'000;
        desk.offer(item);
        QTest::mouseClick(desk.button("previewAgainButton"), Qt::LeftButton);
        desk.settle(50);
        QCOMPARE(desk.text("refundBlock"),
                 QStringLiteral("The bet changed while you were reading (now: Funds held). Nothing was sent."));
        QCOMPARE(desk.find<QLineEdit>("refundAmount")->text(), QStringLiteral("300.00"));
        QVERIFY(desk.find<QLineEdit>("refundTyped")->text().isEmpty());
        QVERIFY(!desk.button("refundButton")->isEnabled());
    }

    void aConflictAtTheServiceSendsNothingAndOffersANewPreview()
    {
        Desk desk;
        desk.transport.script("refund", bench::reply(problem(ProblemCode::VersionConflict, "version 5, not 4")));
        desk.open();
        BetRow now = heldItem().bet;
        now.state = BetState::Refunded;
        desk.fillInAndWake();
        desk.transport.script("bet", bench::reply(200, encode(now)));
        QTest::mouseClick(desk.button("refundButton"), Qt::LeftButton);
        desk.settle(50);
        QCOMPARE(desk.text("refundEnd"),
                 QStringLiteral("The bet changed while you were reading (now: Refunded). Nothing was sent."));
        desk.offer(heldItem());
        QTest::mouseClick(desk.button("previewAgainButton"), Qt::LeftButton);
        desk.settle(50);
        QVERIFY(desk.button("refundButton")->isVisible());
        QVERIFY(!desk.button("refundButton")->isEnabled());
        QCOMPARE(desk.sent(), 1);
        // The new preview belongs to a new refund, which can be sent once.
        desk.accept();
        desk.type("refundTyped", QStringLiteral("322.00"));
        desk.settle();
        desk.settle(RefundDialog::wakeMs);
        QTest::mouseClick(desk.button("refundButton"), Qt::LeftButton);
        desk.settle();
        QCOMPARE(desk.sent(), 2);
        QVERIFY(desk.text("refundEnd").startsWith(QStringLiteral("Refunded.")));
    }

    void aRefundThatIsAcceptedSaysWhatMovedAndWhen()
    {
        Desk desk;
        desk.accept();
        desk.open();
        desk.send();
        const std::string id = decodeRefundOrder(desk.transport.seen.back().body)->refund.text();
        const QString request = QString::fromStdString(id.substr(0, 4) + "…" + id.substr(id.size() - 4));
        QCOMPARE(desk.text("refundEnd"),
                 QString::fromUtf8("Refunded. acme confirmed 322.00\u00a0EUR at 18:51:10 (request %1).").arg(request));
        QCOMPARE(desk.text("refundEndFact"), QString::fromUtf8("322.00\u00a0EUR is back with the player."));
        QVERIFY(!desk.text("refundEndNext").isEmpty());
        QVERIFY(!desk.button("refundButton")->isVisible());
        QVERIFY(!desk.button("askNowButton")->isVisible());
    }

    void aRefusalSaysThatNothingWasChanged()
    {
        Desk desk;
        desk.transport.script("refund", bench::reply(problem(ProblemCode::BetAlreadySettled)));
        desk.open();
        desk.send();
        QCOMPARE(desk.text("refundEnd"),
                 QStringLiteral("Not refunded. acme refused: bet already settled. Nothing was changed."));
        QCOMPARE(desk.text("refundEndFact"), QStringLiteral("No money moved."));
        QVERIFY(!desk.text("refundEndNext").isEmpty());
    }

    void remoteTextIsNeverTakenForRichText()
    {
        Desk desk;
        Problem refusal = problem(ProblemCode::BetDeclined, "<b>no</b>");
        refusal.reason = "<img src=file:///etc/passwd>\xE2\x80\xAE";
        desk.transport.script("refund", bench::reply(refusal));
        desk.open();
        desk.send();
        QVERIFY(desk.text("refundEnd").contains(QStringLiteral("<img src=file:///etc/passwd>")));
        QVERIFY(!desk.text("refundEnd").contains(QChar(0x202E)));
        const auto labels = desk.dialog->findChildren<QLabel*>();
        QVERIFY(!labels.isEmpty());
        for (const QLabel* label : labels)
            QCOMPARE(label->textFormat(), Qt::PlainText);
    }

    void theRunningRefundTellsItsAttemptsAndCannotBeClosed()
    {
        Desk desk;
        desk.transport.script("refund", bench::reply(problem(ProblemCode::PartnerUnavailable)));
        desk.open();
        desk.fillInAndWake();
        QTest::mouseClick(desk.button("refundButton"), Qt::LeftButton);
        desk.settle(0);
        QCOMPARE(desk.text("refundProgress"), QStringLiteral("Sending refund to acme, attempt 1 of 5…"));
        desk.settle(10);
        static const QRegularExpression waiting(QStringLiteral("^HTTP 503\\. Next try in [12]\\.\\d s\\.$"));
        QVERIFY2(waiting.match(desk.text("refundProgress")).hasMatch(), qPrintable(desk.text("refundProgress")));
        QTest::keyClick(desk.dialog, Qt::Key_Escape);
        desk.dialog->close();
        desk.settle(0);
        QVERIFY(desk.dialog->isVisible());
        QVERIFY(desk.text("refundProgressNote").contains(QStringLiteral("Stop trying first")));
        QVERIFY(!desk.button("cancelButton")->isEnabled());
        QTest::mouseClick(desk.button("stopTryingButton"), Qt::LeftButton);
        desk.settle();
        QCOMPARE(desk.text("refundEnd"),
                 QStringLiteral("Not refunded. The service could not do it now (HTTP 503). Nothing was changed."));
        QCOMPARE(desk.sent(), 1);
        QTest::keyClick(desk.dialog, Qt::Key_Escape);
        QVERIFY(!desk.dialog || !desk.dialog->isVisible());
    }

    void fiveLostAnswersEndInDoubtAndAreNeverRefundedAnew()
    {
        Desk desk;
        desk.open();
        desk.send();
        desk.settle(30'000);
        QCOMPARE(desk.sent(), 5);
        QCOMPARE(desk.text("refundEnd"),
                 QStringLiteral("In doubt. acme did not answer after 5 tries. It is being checked in the "
                                "background; do not refund again."));
        QCOMPARE(desk.text("refundEndFact"),
                 QString::fromUtf8("322.00\u00a0EUR may or may not have gone back to the player."));
        QVERIFY(!desk.button("previewAgainButton")->isVisible());
        desk.accept();
        QTest::mouseClick(desk.button("askNowButton"), Qt::LeftButton);
        desk.settle(0);
        QVERIFY(!desk.button("askNowButton")->isEnabled());
        desk.settle();
        QVERIFY(desk.text("refundEnd").startsWith(QStringLiteral("Refunded.")));
        std::set<std::string> bodies;
        for (const auto& request : desk.transport.seen)
            if (bench::Transport::route(request) == "refund")
                bodies.insert(request.body);
        QCOMPARE(bodies.size(), std::size_t{1});
    }

    void saysThatThePartnerCanNotBeAskedNow()
    {
        Desk desk;
        desk.open();
        desk.send();
        desk.settle(30'000);
        // The link is up again, but the service has not said yet who it is.
        desk.runner->suspend();
        QTest::mouseClick(desk.button("askNowButton"), Qt::LeftButton);
        desk.settle();
        QCOMPARE(desk.text("refundBlock"), QStringLiteral("The partner could not be asked: No connection."));
        QVERIFY(desk.button("askNowButton")->isEnabled());
        desk.accept();
        desk.runner->resume(bench::instance());
        QTest::mouseClick(desk.button("askNowButton"), Qt::LeftButton);
        desk.settle(60'000);
        QVERIFY(desk.text("refundEnd").startsWith(QStringLiteral("Refunded.")));
    }

    void stoppingAfterALostAnswerStaysInDoubt()
    {
        Desk desk;
        desk.open();
        desk.send();
        QTest::mouseClick(desk.button("stopTryingButton"), Qt::LeftButton);
        desk.settle();
        QVERIFY(desk.text("refundEnd").startsWith(QStringLiteral("In doubt.")));
        desk.dialog->close();
        QVERIFY(!desk.dialog || !desk.dialog->isVisible());
    }

    void aDisabledDangerButtonLooksDisabled()
    {
        Desk desk;
        desk.open();
        auto* confirm = desk.button("refundButton");
        const QImage asleep = confirm->grab().toImage();
        desk.fillInAndWake();
        const QImage awake = confirm->grab().toImage();
        QCOMPARE(asleep.size(), awake.size());
        QVERIFY(asleep.pixelColor(6, 6) != awake.pixelColor(6, 6));
    }

    void theFocusGoesBackToItsTrigger()
    {
        Desk desk;
        desk.open();
        desk.find<QLineEdit>("refundTicket")->setFocus();
        desk.other->setFocus();
        desk.dialog->reject();
        QCOMPARE(desk.window.focusWidget(), desk.trigger);
    }

    void theButtonIsNeverUnderItsTrigger()
    {
        Desk desk;
        desk.open();
        auto* confirm = desk.button("refundButton");
        // Where the button would come to lie is where the next trigger is.
        const QPoint at = desk.window.mapFromGlobal(confirm->mapToGlobal(QPoint()));
        delete desk.dialog;
        desk.trigger->move(at);
        desk.trigger->resize(160, 30);
        desk.open();
        confirm = desk.button("refundButton");
        const QRect there(confirm->mapToGlobal(QPoint()), confirm->size());
        const QRect trigger(desk.trigger->mapToGlobal(QPoint()), desk.trigger->size());
        QVERIFY(!there.intersects(trigger));
    }

    void everyFieldHasANameABuddyAndAMnemonic()
    {
        Desk desk;
        desk.open();
        desk.choose("other");
        const auto labels = desk.dialog->findChildren<QLabel*>();
        QList<QWidget*> fields;
        for (auto* field : desk.dialog->findChildren<QLineEdit*>())
            fields << field;
        fields << desk.find<QComboBox>("refundReason");
        QSet<QString> letters;
        for (const QWidget* field : fields) {
            QVERIFY(!field->objectName().isEmpty());
            QVERIFY(!field->accessibleName().isEmpty());
            const auto label = std::find_if(labels.begin(), labels.end(),
                                            [&](const QLabel* other) { return other->buddy() == field; });
            QVERIFY2(label != labels.end(), qPrintable(field->objectName()));
            const qsizetype mark = (*label)->text().indexOf(QLatin1Char('&'));
            QVERIFY(mark >= 0);
            const QString letter = (*label)->text().mid(mark + 1, 1).toLower();
            QVERIFY2(!letters.contains(letter), qPrintable(letter));
            letters.insert(letter);
        }
    }

    void longerTranslationsClipNothing()
    {
        bench::PseudoTranslator translator;
        QCoreApplication::installTranslator(&translator);
        {
            Desk desk;
            desk.open();
            desk.choose("other");
            QCoreApplication::sendPostedEvents();
            QCOMPARE(bench::clipped(*desk.dialog), QStringList());
            desk.type("refundReasonText", QStringLiteral("a long enough reason"));
            desk.type("refundTyped", QStringLiteral("322.00"));
            desk.settle();
            desk.settle(RefundDialog::wakeMs);
            QTest::mouseClick(desk.button("refundButton"), Qt::LeftButton);
            desk.settle();
            QCoreApplication::sendPostedEvents();
            QCOMPARE(bench::clipped(*desk.dialog), QStringList());
            desk.settle(40'000);
            QCoreApplication::sendPostedEvents();
            QVERIFY(desk.button("askNowButton")->isVisible());
            QCOMPARE(bench::clipped(*desk.dialog), QStringList());
            QVERIFY(desk.dialog->width() <= 1024 && desk.dialog->height() <= 700);
        }
        QCoreApplication::removeTranslator(&translator);
    }

    void theLanguageCanChangeWhileItIsOpen()
    {
        Desk desk;
        desk.open();
        const QString before = desk.button("cancelButton")->text();
        bench::PseudoTranslator translator;
        QCoreApplication::installTranslator(&translator);
        QCoreApplication::sendPostedEvents();
        QVERIFY(desk.button("cancelButton")->text() != before);
        QVERIFY(desk.text("refundTitle").contains(QChar(u'ж')));
        QCoreApplication::removeTranslator(&translator);
        QCoreApplication::sendPostedEvents();
        QCOMPARE(desk.button("cancelButton")->text(), before);
    }

    void closingInTheMiddleOfACallIsSafe()
    {
        Desk desk;
        desk.open();
        delete desk.dialog;
        desk.time.advance(1'000);
        desk.dialog = ui::openRefund(desk.context(), PartnerId("acme"), BetId("b-90412197"), desk.trigger);
        desk.time.advance(6);
        delete desk.dialog;
        desk.time.advance(60'000);
        QCOMPARE(desk.sent(), 0);
    }
};

QTEST_MAIN(RefundDialogTest)
#include "tst_refunddialog.moc"
