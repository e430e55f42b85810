// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/json.h"
#include "client/contract/query.h"
#include "tests/ui/bench.h"
#include "ui/models/timelinemodel.h"
#include "ui/translation.h"
#include "ui/widgets/betcsv.h"
#include "ui/widgets/detaildock.h"
#include "ui/widgets/jsonview.h"
#include "ui/widgets/timelineview.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStyle>
#include <QTabBar>
#include <QTabWidget>
#include <QTest>
#include <QTimer>
#include <QToolButton>

using namespace client::contract;
using bench::Bench;
using ui::DetailDock;

namespace {

class Desk : public Bench
{
public:
    Desk()
    {
        tell(stories::inDoubtAfterFive());
        dock = new DetailDock(context());
        dock->resize(400, 700);
        dock->show();
    }
    ~Desk() { delete dock; }

    void tell(const Story& story) { transport.script("timeline", bench::reply(200, encode(story))); }
    void show(const Story& story)
    {
        tell(story);
        dock->showBet(story.bet);
        time.advance(20);
    }
    template <typename T>
    T* find(const char* name)
    {
        return dock->findChild<T*>(QLatin1String(name));
    }
    QString text(const char* name)
    {
        const auto* label = find<QLabel>(name);
        return label->isVisibleTo(dock) ? label->text() : QString();
    }
    QString exchange() { return find<QPlainTextEdit>("exchangeText")->toPlainText(); }
    int asked() { return transport.count("timeline"); }

    QPointer<DetailDock> dock;
};

Story held()
{
    Story story = stories::empty();
    story.bet.state = BetState::Blocked;
    story.bet.version = 2;
    return story;
}

// A timer that starts after the dock's own and takes longer fires after it, so a reload would have been asked for.
bool reloadWasDue()
{
    bool fired = false;
    QTimer::singleShot(DetailDock::reloadMs + 50, qApp, [&fired] { fired = true; });
    return QTest::qWaitFor([&fired] { return fired; });
}

} // namespace

class DetailDockTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsTheRowAtOnceAndTheStoryWhenItIsTold()
    {
        Desk desk;
        desk.dock->showBet(stories::inDoubtAfterFive().bet);
        QCOMPARE(desk.text("detailAmount"), QString::fromUtf8("322.00\u00a0EUR"));
        QCOMPARE(desk.text("detailFacts"), QString::fromUtf8("acme · player p-1162 · round r-55120"));
        QCOMPARE(desk.dock->windowTitle(), QStringLiteral("Bet b-90412197"));
        QCOMPARE(desk.text("detailState"), QString::fromUtf8("Loading the story…"));
        desk.time.advance(20);
        QVERIFY(desk.text("detailState").isEmpty());
        auto* view = desk.find<QListView>("timelineView");
        QVERIFY(view->model()->rowCount() > 8);
        const QModelIndex last = view->model()->index(view->model()->rowCount() - 1, 0);
        QCOMPARE(last.data().toString(), QStringLiteral("In doubt: the last call got no answer."));
    }

    void showsTheExchangeOfTheChosenAttemptAndKeepsItOverARefresh()
    {
        Desk desk;
        desk.show(stories::inDoubtAfterFive());
        // Nothing was chosen yet: the newest attempt.
        QVERIFY(desk.exchange().contains(QString::fromUtf8("← no complete answer")));
        auto* view = desk.find<QListView>("timelineView");
        auto* model = static_cast<ui::TimelineModel*>(view->model());
        for (int row = 0; row < model->rowCount(); ++row)
            if (const AttemptRow* attempt = model->attempt(model->index(row)); attempt && attempt->number == 2)
                view->setCurrentIndex(model->index(row));
        QVERIFY(desk.exchange().contains(QString::fromUtf8("← 503")));
        QVERIFY(desk.exchange().contains(QStringLiteral("\n  \"amount\": 322.00,\n")));

        Story later = stories::inDoubtAfterFive();
        later.bet.version = 2;
        later.bet.updatedAt += 1;
        desk.tell(later);
        desk.dock->onRow(later.bet);
        QTRY_COMPARE((desk.time.advance(1), desk.asked()), 2);
        desk.time.advance(20);
        QCOMPARE(model->attempt(view->currentIndex())->number, 2);
        QVERIFY(desk.exchange().contains(QString::fromUtf8("← 503")));
    }

    void keepsTheScrollPositionOverARefresh()
    {
        Desk desk;
        desk.dock->resize(400, 420);
        Story story = stories::inDoubtAfterFive();
        desk.show(story);
        auto* bar = desk.find<QListView>("timelineView")->verticalScrollBar();
        QTRY_VERIFY(bar->maximum() > 60);
        bar->setValue(40);
        story.entries.push_back(stories::attempt(6, 60'000, 5'000, 0, "in_doubt", "timeout", "still nothing", 0, 0));
        story.bet.version = 2;
        desk.tell(story);
        desk.dock->reload();
        desk.time.advance(20);
        QCOMPARE(bar->value(), 40);
    }

    void manyNewRowsOfTheBetAskOnce()
    {
        Desk desk;
        Story story = held();
        desk.show(story);
        QCOMPARE(desk.asked(), 1);
        client::feed::Rows rows;
        for (int i = 0; i < 50; ++i) {
            story.bet.version += 1;
            rows.bets.push_back(story.bet);
        }
        BetRow other = story.bet;
        other.bet = BetId("b-other");
        rows.bets.push_back(other);
        desk.dock->onRows(rows);
        QTRY_COMPARE((desk.time.advance(1), desk.asked()), 2);
        desk.time.advance(20);
        QVERIFY(reloadWasDue());
        desk.time.advance(20);
        QCOMPARE(desk.asked(), 2);
        // The same row again is no news.
        desk.dock->onRow(story.bet);
        QVERIFY(reloadWasDue());
        desk.time.advance(20);
        QCOMPARE(desk.asked(), 2);
    }

    void aFailureKeepsWhatIsKnownAndOffersAnotherTry()
    {
        Desk desk;
        desk.show(held());
        desk.transport.script("timeline", bench::notConnected());
        desk.dock->reload();
        desk.time.advance(10'000);
        QVERIFY2(desk.text("detailState").contains(QStringLiteral("connection refused")),
                 qPrintable(desk.text("detailState")));
        QVERIFY(desk.text("detailState").contains(QStringLiteral("as of 18:51:")));
        QVERIFY(desk.find<QPushButton>("tryAgainButton")->isVisible());
        desk.tell(held());
        desk.find<QPushButton>("tryAgainButton")->click();
        desk.time.advance(10'000);
        QVERIFY(desk.text("detailState").isEmpty());
        QVERIFY(!desk.find<QPushButton>("tryAgainButton")->isVisible());
    }

    void offlineShowsTheCachedRowAndLoadsOnReturn()
    {
        Desk desk;
        desk.connection.setLink(client::feed::LinkState::Offline);
        desk.dock->showBet(held().bet);
        QCOMPARE(desk.asked(), 0);
        QCOMPARE(desk.text("detailState"),
                 QStringLiteral("Offline. This is the cached row as of 18:42:51; its story needs a connection."));
        QVERIFY(!desk.find<QPushButton>("openRefundButton")->isEnabled());
        desk.tell(held());
        desk.connection.setLink(client::feed::LinkState::Live);
        desk.time.advance(20);
        QCOMPARE(desk.asked(), 1);
        QVERIFY(desk.text("detailState").isEmpty());
        QVERIFY(desk.find<QPushButton>("openRefundButton")->isEnabled());
    }

    void refundIsOfferedOnlyWhereItMakesSense_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("operation"); // -1: none
        QTest::addColumn<bool>("offered");
        const auto row = [](const char* name, BetState state, int operation, bool offered) {
            QTest::newRow(name) << static_cast<int>(state) << operation << offered;
        };
        const auto op = [](OperationState state) { return static_cast<int>(state); };
        row("held", BetState::Blocked, -1, true);
        row("held after a refusal", BetState::Blocked, op(OperationState::Declined), true);
        row("held, retrying", BetState::Blocked, op(OperationState::RetryScheduled), false);
        row("held, in doubt", BetState::Blocked, op(OperationState::InDoubt), false);
        row("checked", BetState::Checked, -1, false);
        row("won", BetState::Won, -1, false);
        row("lost", BetState::Lost, -1, false);
        row("refunded", BetState::Refunded, -1, false);
        row("rejected", BetState::Rejected, -1, false);
        row("expired", BetState::Expired, -1, false);
    }

    void refundIsOfferedOnlyWhereItMakesSense()
    {
        QFETCH(int, state);
        QFETCH(int, operation);
        QFETCH(bool, offered);
        Desk desk;
        Story story = held();
        story.bet.state = static_cast<BetState>(state);
        if (operation >= 0) {
            story.bet.operation.emplace();
            story.bet.operation->id = OperationId("op-1");
            story.bet.operation->state = static_cast<OperationState>(operation);
        }
        desk.show(story);
        auto* refund = desk.find<QPushButton>("openRefundButton");
        QCOMPARE(refund->isEnabled(), offered);
        QVERIFY(!refund->toolTip().isEmpty());
        QSignalSpy spy(desk.dock.data(), &DetailDock::refundRequested);
        refund->click();
        QCOMPARE(spy.count(), offered ? 1 : 0);
        QCOMPARE(desk.transport.count("refund") + desk.transport.count("preview"), 0);
    }

    void retryNowAsksOnceAndLooksAgain()
    {
        Desk desk;
        desk.show(stories::inDoubtAfterFive());
        desk.transport.script("retry", bench::reply(202, "{}"));
        auto* retry = desk.find<QPushButton>("retryNowButton");
        QVERIFY(retry->isEnabled());
        retry->click();
        QVERIFY(!retry->isEnabled());
        retry->click();
        desk.time.advance(40);
        QCOMPARE(desk.transport.count("retry"), 1);
        QCOMPARE(desk.asked(), 2);
        desk.show(stories::wonWithLedger());
        desk.dock->clear();
        QVERIFY(!retry->isEnabled());
    }

    void anotherBetForgetsTheAnswerOfTheOneBefore()
    {
        Desk desk;
        desk.dock->showBet(stories::inDoubtAfterFive().bet);
        Story other = held();
        other.bet.bet = BetId("b-other");
        desk.show(other);
        QCOMPARE(desk.dock->windowTitle(), QStringLiteral("Bet b-other"));
        auto* model = desk.find<QListView>("timelineView")->model();
        QCOMPARE(model->index(model->rowCount() - 1, 0).data().toString(),
                 QStringLiteral("Funds are held at the partner"));
    }

    void closingInTheMiddleOfACallIsSafe()
    {
        Desk desk;
        desk.transport.script("retry", bench::reply(202, "{}"));
        desk.show(stories::inDoubtAfterFive());
        desk.find<QPushButton>("retryNowButton")->click();
        desk.dock->reload();
        delete desk.dock;
        desk.time.advance(10'000);
        QVERIFY(!desk.dock);
    }

    void copiesWhatItSays()
    {
        Desk desk;
        desk.show(held());
        const auto copied = [&](const char* action) {
            desk.find<QAction>(action)->trigger();
            return QGuiApplication::clipboard()->text();
        };
        QCOMPARE(copied("copyBetId"), QStringLiteral("b-90412197"));
        const auto query = Query::parse(copied("copyFilter").toStdString());
        QVERIFY(query && query->matches(held().bet, stories::startMs));
        QCOMPARE(decodeBetRow(copied("copyJson").toStdString())->bet, held().bet.bet);
        QCOMPARE(copied("copyCsv"),
                 QStringLiteral(
                     "2026-11-23T18:42:51.000Z,b-90412197,acme,p-1162,roulette,r-55120,,,322.00,,0.00,EUR,blocked,"
                     "funds_held,2026-11-23T18:42:51.000Z"));
    }

    void aSpreadsheetGetsNoFormulas()
    {
        BetRow row = held().bet;
        for (const char* bad : {"=1+1", "+1+1", "-1+cmd", "@SUM(A1)", "\t=1"}) {
            row.selection = bad;
            const QString cell = ui::csvLine(row).section(QLatin1Char(','), 6, 6);
            QVERIFY2(cell.startsWith(QLatin1Char('\'')) || cell.startsWith(QChar(0x2409)), qPrintable(cell));
        }
        row.selection = "a \"b\", c";
        QVERIFY(ui::csvLine(row).contains(QStringLiteral(",\"a \"\"b\"\", c\",")));
        row.selection = "=cmd|' /C calc'!A0, \"x\"";
        QVERIFY(ui::csvLine(row).contains(QStringLiteral(",\"'=cmd|' /C calc'!A0, \"\"x\"\"\",")));
    }

    void prettyJsonKeepsEveryNumberAndString_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("pretty");
        QTest::newRow("object")
            << QByteArray("{\"a\":1.10,\"b\":[1,{\"c\":\"x,y:{}\"}],\"d\":{},\"e\":[ ]}")
            << QByteArray("{\n  \"a\": 1.10,\n  \"b\": [\n    1,\n    {\n      \"c\": \"x,y:{}\"\n    }\n  ],\n"
                          "  \"d\": {},\n  \"e\": []\n}");
        QTest::newRow("escapes") << QByteArray("{\"a\":\"q\\\"\\\\\"}") << QByteArray("{\n  \"a\": \"q\\\"\\\\\"\n}");
        QTest::newRow("big number") << QByteArray("[90071992547409931.25]")
                                    << QByteArray("[\n  90071992547409931.25\n]");
        QTest::newRow("no JSON") << QByteArray("<html>503</html>") << QByteArray("<html>503</html>");
        QTest::newRow("cut") << QByteArray("{\"a\":") << QByteArray("{\"a\":");
        QTest::newRow("nested too deep") << QByteArray(2'000, '[') << QByteArray(2'000, '[');
    }

    void prettyJsonKeepsEveryNumberAndString()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, pretty);
        QCOMPARE(QByteArray::fromStdString(ui::prettyJson(text.toStdString())), pretty);
    }

    void secretsAreMasked_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("member") << QStringLiteral("{\"access_token\":\"s3cr3t-value\",\"amount\":1}");
        QTest::newRow("spaced member") << QStringLiteral("{\n  \"password\" : \"s3cr3t-value\"\n}");
        QTest::newRow("with escapes") << QStringLiteral("{\"clientSecret\":\"a\\\"s3cr3t-value\"}");
        QTest::newRow("not a string") << QStringLiteral("{\"api_key\":s3cr3t-value}");
        QTest::newRow("cut off") << QStringLiteral("{\"token\":\"s3cr3t-value");
        QTest::newRow("header") << QStringLiteral("Accept: x\nAuthorization: Bearer s3cr3t-value\n");
        QTest::newRow("cookie") << QStringLiteral("Set-Cookie: sid=s3cr3t-value; Path=/");
        QTest::newRow("bearer in a text") << QStringLiteral("{\"message\":\"bad bearer s3cr3t-value\"}");
    }

    void secretsAreMasked()
    {
        QFETCH(QString, text);
        const QString masked = ui::maskSecrets(text);
        QVERIFY2(!masked.contains(QStringLiteral("s3cr3t")), qPrintable(masked));
        QVERIFY(masked.contains(QString::fromUtf8("•••")));
    }

    void ordinaryMembersAreNotMasked()
    {
        const QString text =
            QStringLiteral("{\"partner_id\":\"acme\",\"bet_id\":\"b-1\",\"message\":\"the basic rule\"}");
        QCOMPARE(ui::maskSecrets(text), text);
    }

    void remoteTextIsPlainAndHiddenCharactersShow()
    {
        Desk desk;
        Story story = stories::inDoubtAfterFive();
        AttemptRow& attempt = *story.entries.back().attempt;
        attempt.http = 502;
        attempt.response = "<img src=file:///etc/passwd>\xE2\x80\xAE\x1b[31m";
        desk.show(story);
        for (const bool raw : {false, true}) {
            desk.find<QToolButton>("rawButton")->setChecked(raw);
            QVERIFY(desk.exchange().contains(QStringLiteral("<img src=file:///etc/passwd>")));
            QVERIFY(!desk.exchange().contains(QChar(0x202E)));
            QVERIFY(!desk.exchange().contains(QChar(0x1b)));
        }
        for (const QLabel* label : desk.dock->findChildren<QLabel*>())
            if (!label->objectName().startsWith(QStringLiteral("qt_")))
                QCOMPARE(label->textFormat(), Qt::PlainText);
    }

    void rawShowsTheBytesAsTheyCame()
    {
        Desk desk;
        desk.show(stories::inDoubtAfterFive());
        QVERIFY(!desk.exchange().contains(QStringLiteral("\"amount\":322.00")));
        desk.find<QToolButton>("rawButton")->setChecked(true);
        QVERIFY(desk.exchange().contains(QStringLiteral("\"amount\":322.00")));
        desk.find<QPushButton>("copyExchangeButton")->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), desk.exchange());
    }

    void theMoneyTabSaysWhetherTheBooksAddUp()
    {
        Desk desk;
        Story story = stories::wonWithLedger();
        desk.show(story);
        desk.find<QTabWidget>("detailTabs")->setCurrentIndex(2);
        QCOMPARE(desk.text("ledgerBalance"),
                 QString::fromUtf8("Balance 0.00\u00a0EUR: every entry has its counter-entry."));
        story.ledger.back().amountMinor += 1;
        story.bet.version += 1;
        desk.tell(story);
        desk.dock->reload();
        desk.time.advance(20);
        QCOMPARE(desk.text("ledgerBalance"),
                 QString::fromUtf8("Balance 0.01\u00a0EUR: the books do not add up. Report this bet."));
    }

    void theMoneyTabSaysWhatAPartnerHasConfirmed()
    {
        Desk desk;
        Story story = stories::wonWithLedger();
        story.ledger.clear();
        story.remoteWallet = true;
        story.bet.state = BetState::Blocked;
        story.bet.stakeMinor = 32'200;
        story.bet.refundedMinor = 2'200;
        story.bet.operation.reset();
        desk.show(story);
        desk.find<QTabWidget>("detailTabs")->setCurrentIndex(2);
        QCOMPARE(desk.text("ledgerBalance"),
                 QString::fromUtf8("The money is in the books of acme. It has confirmed: held 300.00\u00a0EUR, paid "
                                   "0.00\u00a0EUR, returned 22.00\u00a0EUR."));
    }

    void showsAllTabsInFull_data()
    {
        QTest::addColumn<ui::Language>("language");
        QTest::newRow("english") << ui::Language::English;
        QTest::newRow("russian") << ui::Language::Russian;
    }

    void showsAllTabsInFull()
    {
        QFETCH(ui::Language, language);
        ui::Translation translation;
        translation.use(language);
        Desk desk;
        desk.show(held());
        desk.dock->resize(320, 700); // as in a window of 1024 pixels
        const auto* bar = desk.find<QTabWidget>("detailTabs")->tabBar();
        for (int tab = 0; tab < bar->count(); ++tab) {
            const QRect place = bar->tabRect(tab);
            QVERIFY2(bar->rect().contains(place), qPrintable(bar->tabText(tab)));
            const int wanted = bar->fontMetrics().size(Qt::TextShowMnemonic, bar->tabText(tab)).width();
            QVERIFY2(place.width() >= wanted + bar->style()->pixelMetric(QStyle::PM_TabBarTabHSpace, nullptr, bar),
                     qPrintable(bar->tabText(tab)));
            QVERIFY(!bar->tabToolTip(tab).isEmpty());
        }
        bench::shoot(*desk.dock, QStringLiteral("dock-") + QLatin1String(QTest::currentDataTag()));
    }

    void longerTranslationsClipNothing()
    {
        bench::PseudoTranslator translator;
        QCoreApplication::installTranslator(&translator);
        {
            Desk desk;
            desk.show(stories::inDoubtAfterFive());
            for (int tab = 0; tab < 3; ++tab) {
                desk.find<QTabWidget>("detailTabs")->setCurrentIndex(tab);
                QCoreApplication::sendPostedEvents();
                QCOMPARE(bench::clipped(*desk.dock), QStringList());
            }
            QVERIFY(desk.dock->minimumSizeHint().width() <= 480);
        }
        QCoreApplication::removeTranslator(&translator);
    }

    void longIdsDoNotWidenTheDock()
    {
        Desk desk;
        Story story = held();
        desk.show(story);
        const int width = desk.dock->minimumSizeHint().width();
        story.bet.bet = BetId(std::string(64, 'b'));
        story.bet.player = PlayerId(std::string(64, 'p'));
        story.bet.round = RoundId(std::string(64, 'r'));
        desk.show(story);
        QCOMPARE(desk.dock->minimumSizeHint().width(), width);
        QVERIFY(width <= 400);
    }
};

QTEST_MAIN(DetailDockTest)
#include "tst_detaildock.moc"
