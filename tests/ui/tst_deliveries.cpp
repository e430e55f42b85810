// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/webhooks.h"
#include "tests/ui/bench.h"
#include "ui/dialogs/deliveriesdialog.h"
#include "ui/dialogs/deliveriesview.h"
#include "ui/translation.h"
#include "ui/widgets/alertsdock.h"
#include "ui/widgets/rowtable.h"

#include <QAbstractItemModelTester>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace client::contract;
using client::feed::LinkState;

namespace {

WebhookRow endpoint(const std::string& name, std::int64_t dead, std::int64_t waiting = 0)
{
    WebhookRow row;
    row.name = name;
    row.mail = name == "email";
    row.url = "https://" + name + ".example/hook";
    row.events = {"bet.won", "bet.lost"};
    row.dead = dead;
    row.waiting = waiting;
    row.oldestAt = waiting > 0 ? stories::startMs : 0;
    return row;
}

DeadLetterRow letter(int number, int attempts = 3)
{
    DeadLetterRow row;
    row.id = "e-" + std::to_string(number);
    row.at = stories::startMs + number;
    row.type = "bet.won";
    row.subject = "bet:acme/b-" + std::to_string(number);
    row.attempts = attempts;
    row.http = attempts > 0 ? 503 : 0;
    row.error = attempts > 0 ? "HTTP 503" : "";
    return row;
}

class Desk : public bench::Bench
{
public:
    explicit Desk(std::vector<std::string> roles = {"manager"}, ui::Language language = ui::Language::English)
    {
        format.setLanguage(language);
        translation.use(language);
        auto info = bench::instance();
        info.roles = std::move(roles);
        connect(info);
        says({endpoint("players", 2), endpoint("office", 1), endpoint("email", 0, 4)});
        letters("players", {letter(7), letter(8, 0)});
        letters("office", {letter(9)});
    }

    void says(std::vector<WebhookRow> rows)
    {
        Page<WebhookRow> page;
        page.rows = std::move(rows);
        transport.script("/api/v1/webhooks", bench::reply(200, encode(page)));
    }
    void letters(const std::string& name, std::vector<DeadLetterRow> rows, const std::string& next = {},
                 const std::string& at = {})
    {
        Page<DeadLetterRow> page;
        page.rows = std::move(rows);
        page.nextCursor = next;
        transport.script("/api/v1/webhooks/" + name + "/dead-letters" + at, bench::reply(200, encode(page)));
    }
    void replays(const std::string& name, const client::contract::Exchange& exchange)
    {
        transport.script("/api/v1/webhooks/" + name + ":replay", exchange);
    }
    void open()
    {
        made = std::make_unique<ui::Context>(context());
        dialog = std::make_unique<ui::DeliveriesDialog>(*made);
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        for (auto* table : dialog->findChildren<ui::RowTable*>())
            testers.push_back(std::make_unique<QAbstractItemModelTester>(
                table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest));
        dialog->showTab(ui::DeliveriesDialog::Tab::Deliveries);
        dialog->show();
        dialog->activateWindow();
        if (!QTest::qWaitForWindowActive(dialog.get()))
            qFatal("the dialog does not become active");
        settle();
    }
    void settle(std::int64_t ms = 500)
    {
        time.advance(ms);
        QCoreApplication::sendPostedEvents();
    }
    ui::RowTable& endpoints() { return *dialog->findChild<ui::RowTable*>(QStringLiteral("endpointsTable")); }
    ui::RowTable& table() { return *dialog->findChild<ui::RowTable*>(QStringLiteral("deadLettersTable")); }
    QPushButton* button(const char* name) { return dialog->findChild<QPushButton*>(QLatin1String(name)); }
    QString said(const char* name)
    {
        const auto* label = dialog->findChild<QLabel*>(QLatin1String(name));
        return label->isVisible() ? label->text() : QString();
    }
    static QString line(const ui::RowTable& table, int row)
    {
        QStringList cells;
        for (int column = 0; column < table.model()->columnCount(); ++column)
            cells << table.model()->index(row, column).data().toString();
        return cells.join(u'|');
    }
    // Bodies of what was posted, each after its path.
    QStringList posted() const
    {
        QStringList sent;
        for (const auto& request : transport.seen) {
            if (request.method == "POST")
                sent << QString::fromStdString(request.target + ' ' + request.body);
        }
        return sent;
    }

    ui::Translation translation;
    std::unique_ptr<ui::Context> made;
    std::unique_ptr<ui::DeliveriesDialog> dialog;
    std::vector<std::unique_ptr<QAbstractItemModelTester>> testers;
};

} // namespace

class TestDeliveries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsWhatWasNotTaken()
    {
        Desk desk;
        desk.open();
        QCOMPARE(desk.endpoints().model()->rowCount(), 3);
        QCOMPARE(Desk::line(desk.endpoints(), 0),
                 QStringLiteral("players|Gave up|2|0|—|bet.won, bet.lost|https://players.example/hook"));
        QVERIFY(Desk::line(desk.endpoints(), 2).startsWith(QStringLiteral("email|Behind|0|4|")));
        QCOMPARE(desk.table().model()->rowCount(), 2);
        const auto when = desk.format.moment(stories::startMs + 7, desk.clock.utcMs());
        QCOMPARE(Desk::line(desk.table(), 0), when + QStringLiteral("|bet.won|acme/b-7|players|3|HTTP 503|e-7"));
        QVERIFY(Desk::line(desk.table(), 1)
                    .endsWith(QStringLiteral("|players|0|Not sent: one before it was not taken|e-8")));
        QCOMPARE(desk.said("replayText"),
                 QStringLiteral("Sends 2 dead letters of players again, those of a bet in their order. A receiver that "
                                "has one already drops it by its id."));
        for (const auto* table : {&desk.endpoints(), &desk.table()})
            for (int column = 0; column + 1 < table->model()->columnCount(); ++column)
                QVERIFY(
                    table->columnWidth(column) >=
                    QFontMetrics(table->font()).horizontalAdvance(table->model()->index(1, column).data().toString()));
        bench::shoot(*desk.dialog, QStringLiteral("deliveries"));
    }

    void readsPageAfterPage()
    {
        Desk desk;
        desk.letters("players", {letter(7)}, "c7");
        desk.letters("players", {letter(6)}, {}, "?cursor=c7");
        desk.open();
        QCOMPARE(desk.table().model()->rowCount(), 2);
        QVERIFY(Desk::line(desk.table(), 1).endsWith(QStringLiteral("e-6")));
    }

    void sendsThoseOfTwoEndpointsAgainByTheKeyboard()
    {
        Desk desk;
        desk.replays("players", bench::reply(200, encode(WebhookReplayed{2})));
        desk.replays("office", bench::reply(200, encode(WebhookReplayed{1})));
        desk.open();
        desk.endpoints().setFocus();
        QTest::keyClick(&desk.endpoints(), Qt::Key_Down, Qt::ShiftModifier);
        desk.settle();
        QCOMPARE(desk.table().model()->rowCount(), 3);
        QVERIFY(desk.said("replayText").startsWith(QStringLiteral("Sends 3 dead letters of players, office again")));
        desk.says({endpoint("players", 0, 2), endpoint("office", 0, 1), endpoint("email", 0, 4)});
        desk.button("replayButton")->setFocus();
        QTest::keyClick(desk.button("replayButton"), Qt::Key_Space);
        QVERIFY(!desk.button("replayButton")->isEnabled());
        desk.settle();
        QCOMPARE(desk.posted().join(u'/'), QStringLiteral("/api/v1/webhooks/players:replay {}/"
                                                          "/api/v1/webhooks/office:replay {}"));
        QCOMPARE(desk.said("replayResult"),
                 QStringLiteral("players: 2 events are sent again.\noffice: 1 event is sent again."));
        // What is left is read again, and what was chosen stays so.
        QCOMPARE(desk.endpoints().selectionModel()->selectedRows().size(), 2);
        QCOMPARE(desk.table().model()->rowCount(), 0);
        QCOMPARE(desk.said("lettersText"),
                 QStringLiteral("No dead letters: every event was taken, or is still being tried."));
        QVERIFY(!desk.button("replayButton")->isEnabled());
        QCOMPARE(desk.button("replayButton")->toolTip(), QStringLiteral("Choose endpoints with dead letters."));
    }

    void oneThatIsRefusedDoesNotStopTheOther()
    {
        Desk desk;
        desk.replays("players", bench::reply(problem(ProblemCode::NotFound, "This webhook is not known.")));
        desk.replays("office", bench::reply(200, encode(WebhookReplayed{1})));
        desk.open();
        desk.endpoints().selectAll();
        desk.settle();
        desk.button("replayButton")->click();
        desk.settle();
        const auto said = desk.said("replayResult").split(u'\n');
        QCOMPARE(said.size(), 2);
        QVERIFY2(said[0].startsWith(QStringLiteral("players: not done (")), qPrintable(said[0]));
        QCOMPARE(said[1], QStringLiteral("office: 1 event is sent again."));
    }

    void saysThatNothingIsKnownWithoutAnAnswer()
    {
        Desk desk;
        desk.replays("players", bench::timeout());
        desk.open();
        desk.button("replayButton")->click();
        desk.settle(600'000);
        QVERIFY2(desk.said("replayResult").startsWith(QStringLiteral("players: the service did not answer (")),
                 qPrintable(desk.said("replayResult")));
        // Every attempt was the same request.
        QStringList keys;
        for (const auto& request : desk.transport.seen) {
            if (request.method == "POST")
                keys << QString::fromStdString(std::string(headerValue(request.headers, "Idempotency-Key")));
        }
        keys.removeDuplicates();
        QCOMPARE(keys.size(), 1);
        QVERIFY(!keys.first().isEmpty());
    }

    void showsWhatTheServiceRefuses()
    {
        Desk desk({"support"});
        desk.transport.script("/api/v1/webhooks", bench::reply(problem(ProblemCode::Forbidden, "For managers.")));
        desk.open();
        QVERIFY2(desk.said("endpointsText").startsWith(QStringLiteral("The endpoints did not come: ")),
                 qPrintable(desk.said("endpointsText")));
        QVERIFY(!desk.button("replayButton")->isEnabled());
        QCOMPARE(desk.button("replayButton")->toolTip(), QStringLiteral("Only a manager may send dead letters again."));
        // Refused once is not refused for ever.
        desk.says({endpoint("players", 2)});
        desk.button("refreshDeliveriesButton")->click();
        desk.settle();
        QCOMPARE(desk.endpoints().model()->rowCount(), 1);
    }

    void waitsForTheConnection()
    {
        Desk desk;
        desk.connection.setLink(LinkState::Offline);
        desk.open();
        QCOMPARE(desk.said("endpointsText"),
                 QStringLiteral("The service does not answer. The endpoints come with the connection."));
        QCOMPARE(desk.transport.seen.size(), std::size_t{0});
        desk.connection.setLink(LinkState::Live);
        desk.settle();
        QCOMPARE(desk.endpoints().model()->rowCount(), 3);
        QVERIFY(desk.button("replayButton")->isEnabled());
        desk.connection.setLink(LinkState::Offline);
        QVERIFY(!desk.button("replayButton")->isEnabled());
        QCOMPARE(desk.button("replayButton")->toolTip(), QStringLiteral("Off until the connection returns."));
        QCOMPARE(desk.said("endpointsText"), QStringLiteral("The service does not answer. This is what it said last."));
    }

    void saysThatThereAreNone()
    {
        Desk desk;
        desk.says({});
        desk.open();
        QCOMPARE(desk.said("endpointsText"), QStringLiteral("No other system is told of events: the service's "
                                                            "configuration names no endpoints."));
        QVERIFY(!desk.button("replayButton")->isEnabled());
    }

    void isAskedForBelowTheAlerts()
    {
        Desk desk;
        const auto given = desk.context();
        ui::AlertsDock dock(given);
        QSignalSpy asked(&dock, &ui::AlertsDock::deliveriesRequested);
        dock.findChild<QAction*>(QStringLiteral("openDeliveries"))->trigger();
        QCOMPARE(asked.size(), 1);
    }

    void opensOnceAWindow()
    {
        Desk desk;
        const auto given = desk.context();
        QWidget window;
        ui::DeliveriesDialog::showFor(given, &window, ui::DeliveriesDialog::Tab::Deliveries);
        ui::DeliveriesDialog::showFor(given, &window, ui::DeliveriesDialog::Tab::Deliveries);
        QCOMPARE(window.findChildren<ui::DeliveriesDialog*>().size(), 1);
        const QPointer<ui::DeliveriesDialog> dialog = window.findChild<ui::DeliveriesDialog*>();
        desk.connection.setLink(LinkState::Offline);
        QVERIFY(dialog->isVisible());
        // Another environment has other rules and endpoints under the same names.
        auto other = bench::instance();
        other.environmentId = "env-2";
        desk.connect(other);
        QVERIFY(!dialog || !dialog->isVisible());
    }

    void hasRoomForLongerTextsAndNamesItsParts()
    {
        Desk desk;
        desk.replays("players", bench::reply(200, encode(WebhookReplayed{2})));
        bench::PseudoTranslator longer;
        QCoreApplication::installTranslator(&longer);
        desk.open();
        desk.button("replayButton")->click();
        desk.settle();
        desk.dialog->resize(640, 520);
        QCoreApplication::sendPostedEvents();
        QCOMPARE(bench::clipped(*desk.dialog).join(u' '), QString());
        for (const auto* table : desk.dialog->findChildren<ui::RowTable*>())
            QVERIFY(!table->accessibleName().isEmpty());
        QCoreApplication::removeTranslator(&longer);
    }

    void speaksRussian()
    {
        Desk desk({"manager"}, ui::Language::Russian);
        desk.theme.setMode(ui::ThemeMode::Dark);
        desk.open();
        QVERIFY(desk.said("replayText").contains(QStringLiteral("players")));
        QVERIFY(!desk.said("replayText").startsWith(QStringLiteral("Sends")));
        QCOMPARE(bench::clipped(*desk.dialog).join(u' '), QString());
        bench::shoot(*desk.dialog, QStringLiteral("deliveries-ru"));
    }
};

QTEST_MAIN(TestDeliveries)
#include "tst_deliveries.moc"
