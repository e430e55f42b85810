// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/bench.h"
#include "tests/ui/bets.h"
#include "ui/mainwindow.h"
#include "ui/pages/livebetspage.h"
#include "ui/translation.h"
#include "ui/widgets/betstable.h"
#include "ui/widgets/commandpalette.h"
#include "ui/widgets/detaildock.h"
#include "ui/widgets/linkbar.h"
#include "ui/widgets/queryfield.h"
#include "ui/widgets/topbar.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QDockWidget>
#include <QHeaderView>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace client::contract;
using bets::bet;
using client::feed::LinkState;
using ui::Actions;
using ui::Language;
using ui::ThemeMode;

namespace {

class Desk : public bench::Bench
{
public:
    explicit Desk(ThemeMode mode = ThemeMode::Light, Language language = Language::English)
    {
        theme.setMode(mode);
        format.setLanguage(language);
        translation.use(language);
        connect(bench::instance());
        open();
    }

    void open()
    {
        window = std::make_unique<ui::MainWindow>(context(), translation, settings, QStringLiteral("desk"));
        ui::LinkStatus status;
        status.state = LinkState::Live;
        status.dataAsOfMs = clock.utcMs();
        status.eventsPerSecond = 12;
        window->setLink(status);
        window->show();
        window->activateWindow();
        if (!QTest::qWaitForWindowActive(window.get()))
            qFatal("the window does not become active");
    }

    void feed(std::vector<BetRow> rows) { window->onRows({.bets = std::move(rows), .rounds = {}}); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
    void trigger(Actions::Id id) { window->actions()[id]->trigger(); }
    ui::BetsTable& table() { return window->livePage().table(); }
    QString banner() { return window->livePage().bannerText(); }
    std::string current()
    {
        const auto* row = window->livePage().currentBet();
        return row ? row->bet.text() : std::string();
    }
    void look(int width, int height)
    {
        window->resize(width, height);
        QTRY_COMPARE(window->size(), QSize(width, height));
    }

    // Every text that a person reads in the window, but for those that come from data.
    QStringList texts() const
    {
        QStringList found;
        for (const auto* button : window->findChildren<QPushButton*>())
            found << button->text();
        for (const auto* dock : window->findChildren<QDockWidget*>())
            found << dock->windowTitle();
        for (const auto* field : window->findChildren<QLineEdit*>())
            found << field->placeholderText();
        for (int column = 0; column < ui::BetsModel::columns; ++column)
            found << window->bets().headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        for (int id = 0; id < Actions::Count; ++id)
            found << window->actions()[static_cast<Actions::Id>(id)]->text();
        return found;
    }

    ui::Translation translation;
    QSettings settings{directory.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat};
    std::unique_ptr<ui::MainWindow> window;
};

bool hasCyrillic(const QString& text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.script() == QChar::Script_Cyrillic; });
}

bool hasLatin(const QString& text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.script() == QChar::Script_Latin; });
}

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsBetsAsTheyArrive()
    {
        Desk desk;
        desk.feed(bets::range(1, 50));
        QCOMPARE(desk.window->bets().rowCount(), 50);
        QCOMPARE(desk.window->windowTitle(), QStringLiteral("Live bets – STAGING eu-1 – Betdesk"));
        QTRY_VERIFY(desk.window->findChild<QWidget*>(QStringLiteral("statusLine"))
                        ->accessibleName()
                        .contains(QStringLiteral("50 of 50 bets")));
    }

    void keepsTheChosenBetAndSaysHowManyCameIn()
    {
        Desk desk;
        desk.feed(bets::range(1, 100));
        desk.press(Qt::Key_J);
        desk.press(Qt::Key_J);
        QCOMPARE(desk.current(), std::string("b-99"));
        desk.feed(bets::range(101, 246));
        QCOMPARE(desk.current(), std::string("b-99"));
        QCOMPARE(desk.banner(), QStringLiteral("▼ 146 new bets while you were reading. Press End to follow."));
        desk.press(Qt::Key_End);
        QCOMPARE(desk.banner(), QString());
        QCOMPARE(desk.current(), std::string("b-99"));
    }

    void pausesAndResumesBySpace()
    {
        Desk desk;
        desk.feed(bets::range(1, 10));
        desk.press(Qt::Key_Space);
        desk.feed(bets::range(11, 12));
        QCOMPARE(desk.window->bets().rowCount(), 10);
        QCOMPARE(desk.banner(), QStringLiteral("Paused. 2 new bets are waiting. Press Space to resume."));
        desk.press(Qt::Key_Space);
        QCOMPARE(desk.window->bets().rowCount(), 12);
        QCOMPARE(desk.banner(), QString());
    }

    void keepsShowingABetThatLeftTheList()
    {
        Desk desk;
        desk.feed(bets::range(1, 5));
        desk.window->topBar().queryField().setQueryText(QStringLiteral("status:funds_held"));
        desk.press(Qt::Key_J);
        desk.feed({bet(5, BetState::Won, 2)});
        QVERIFY(desk.current().empty());
        QCOMPARE(desk.window->detail().bet()->bet.text(), std::string("b-5"));
        QCOMPARE(desk.window->detail().bet()->state, BetState::Won);
    }

    void filtersByViewByCellAndByText()
    {
        Desk desk;
        desk.feed({bet(1), bets::failed(2), bets::failed(3), bet(4)});
        auto* views = desk.window->findChild<QListView*>(QStringLiteral("viewsList"));
        views->setFocus();
        views->setCurrentIndex(views->model()->index(0, 0));
        desk.press(Qt::Key_Down);
        desk.press(Qt::Key_Down);
        desk.press(Qt::Key_Return);
        QCOMPARE(desk.window->topBar().queryField().text(), QStringLiteral("status:failed"));
        QCOMPARE(desk.window->bets().rowCount(), 2);
        Q_EMIT desk.window->livePage().filterRequested(QStringLiteral("partner:acme"), ui::LiveBetsPage::Join::And);
        QCOMPARE(desk.window->bets().rowCount(), 1);
        desk.trigger(Actions::FilterBack);
        QCOMPARE(desk.window->bets().rowCount(), 2);
        desk.trigger(Actions::FilterForward);
        QCOMPARE(desk.window->bets().rowCount(), 1);
        desk.trigger(Actions::ClearFilter);
        QCOMPARE(desk.window->bets().rowCount(), 4);
        QCOMPARE(views->currentIndex().row(), 0);
    }

    void saysWhyThereIsNothingToSee()
    {
        Desk desk;
        QCOMPARE(desk.window->livePage().emptyText(), QStringLiteral("No bets yet."));
        desk.feed(bets::range(1, 3));
        desk.window->topBar().queryField().setQueryText(QStringLiteral("bet:nothing"));
        QCOMPARE(desk.window->livePage().emptyText(), QStringLiteral("No bets match."));
        QTest::mouseClick(desk.window->findChild<QPushButton*>(QStringLiteral("clearFilterButton")), Qt::LeftButton);
        QCOMPARE(desk.window->bets().rowCount(), 3);
    }

    void saysHowOldTheScreenIsAndTurnsMoneyOff()
    {
        Desk desk;
        desk.feed(bets::range(1, 3));
        desk.press(Qt::Key_J);
        QVERIFY(desk.window->actions()[Actions::Refund]->isEnabled());
        ui::LinkStatus status;
        status.state = LinkState::Offline;
        status.offlineSinceMs = desk.clock.utcMs();
        status.dataAsOfMs = desk.clock.utcMs() - 1'000;
        status.nextRetryMs = 4'200;
        desk.window->setLink(status);
        QCOMPARE(
            desk.window->topBar().linkBar().text(),
            QStringLiteral("Offline since 18:51:07. You see cached bets up to 18:51:06. Refunds and recalculations are "
                           "off until the connection returns. Retrying in 4.0 s."));
        QVERIFY(!desk.window->actions()[Actions::Refund]->isEnabled());
        QVERIFY(!desk.window->livePage().isStale());
        desk.time.advance(16 * 60'000);
        QVERIFY(desk.window->livePage().isStale());
        QSignalSpy retry(desk.window.get(), &ui::MainWindow::retryRequested);
        QTest::mouseClick(desk.window->topBar().findChild<QPushButton*>(QStringLiteral("retryNowButton")),
                          Qt::LeftButton);
        QCOMPARE(retry.size(), 1);
    }

    void switchesTheLanguageOfEverythingAtRunTime()
    {
        Desk desk;
        desk.feed({bets::failed(2)});
        const auto english = desk.texts();
        desk.trigger(Actions::Russian);
        const auto* pause = desk.window->findChild<QPushButton*>(QStringLiteral("pauseButton"));
        QTRY_VERIFY(hasCyrillic(pause->text()));
        const auto russian = desk.texts();
        QCOMPARE(russian.size(), english.size());
        for (qsizetype i = 0; i < russian.size(); ++i) {
            const bool isName = english[i] == QStringLiteral("English") || english[i] == QStringLiteral("Русский") ||
                                english[i].contains(QStringLiteral("a.petrova"));
            if (!isName && hasLatin(english[i]))
                QVERIFY2(hasCyrillic(russian[i]), qPrintable(english[i] + u'/' + russian[i]));
        }
        desk.trigger(Actions::English);
        QTRY_COMPARE(desk.texts(), english);
    }

    // A window that was switched looks exactly as one that was never anything else.
    void leavesNoOldColourAfterASwitchOfTheme_data()
    {
        QTest::addColumn<ThemeMode>("from");
        QTest::addColumn<ThemeMode>("to");
        QTest::newRow("to dark") << ThemeMode::Light << ThemeMode::Dark;
        QTest::newRow("to light") << ThemeMode::Dark << ThemeMode::Light;
    }

    void leavesNoOldColourAfterASwitchOfTheme()
    {
        QFETCH(ThemeMode, from);
        QFETCH(ThemeMode, to);
        const auto rows = std::vector<BetRow>{bet(1), bets::failed(2), bets::retrying(3, 2), bet(4, BetState::Won)};
        const auto prepare = [&](Desk& desk) {
            desk.feed(rows);
            desk.window->topBar().queryField().setQueryText(QStringLiteral("not status:lost"));
            desk.press(Qt::Key_J);
            desk.look(1200, 800);
            const auto* status = desk.window->findChild<QWidget*>(QStringLiteral("statusLine"));
            QTRY_VERIFY(status->accessibleName().contains(QStringLiteral("1 selected")));
        };
        QImage fresh;
        {
            Desk desk(to);
            prepare(desk);
            fresh = desk.window->grab().toImage();
        }
        Desk desk(from);
        prepare(desk);
        QVERIFY(desk.window->grab().toImage() != fresh);
        desk.theme.setMode(to);
        QTRY_VERIFY(desk.window->grab().toImage() == fresh);
    }

    void clipsNoTextInASmallWindow_data()
    {
        QTest::addColumn<Language>("language");
        QTest::newRow("english") << Language::English;
        QTest::newRow("russian") << Language::Russian;
    }

    void clipsNoTextInASmallWindow()
    {
        QFETCH(Language, language);
        Desk desk(ThemeMode::Light, language);
        desk.feed(bets::range(1, 20));
        desk.press(Qt::Key_J);
        desk.look(1024, 700);
        QTRY_COMPARE(bench::clipped(*desk.window).join(u' '), QString());
        desk.press(Qt::Key_Space);
        QTRY_COMPARE(bench::clipped(*desk.window).join(u' '), QString());
    }

    void keepsItsLayoutForTheConnection()
    {
        Desk desk;
        desk.look(1100, 760);
        desk.trigger(Actions::ShowChart);
        desk.table().horizontalHeader()->resizeSection(1, 233);
        desk.window->topBar().queryField().setQueryText(QStringLiteral("status:failed"));
        desk.window->close();
        desk.open();
        QCOMPARE(desk.window->size(), QSize(1100, 760));
        QVERIFY(desk.window->findChild<QDockWidget*>(QStringLiteral("chartDock"))->isHidden());
        QCOMPARE(desk.table().columnWidth(1), 233);
        QCOMPARE(desk.window->topBar().queryField().text(), QStringLiteral("status:failed"));
    }

    void findsCommandsViewsAndBetsInThePalette()
    {
        Desk desk;
        desk.feed(bets::range(90'412'190, 90'412'199));
        desk.press(Qt::Key_K, Qt::ControlModifier);
        auto* field = desk.window->findChild<QLineEdit*>(QStringLiteral("paletteField"));
        const auto* list = desk.window->findChild<QListWidget*>(QStringLiteral("paletteList"));
        QVERIFY(field->hasFocus());
        QVERIFY(list->count() >= Actions::Count - 1);
        QTest::keyClicks(field, QStringLiteral("412197"));
        QCOMPARE(list->item(0)->text(), QStringLiteral("Bet b-90412197"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(desk.current(), std::string("b-90412197"));
        QVERIFY(desk.table().hasFocus());
        desk.press(Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(field, QStringLiteral("theme: dark"));
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(desk.theme.isDark());
    }

    void opensAWindowAsSomebodyElseWhereThereIsSomebody()
    {
        Desk desk;
        QSignalSpy requested(desk.window.get(), &ui::MainWindow::windowRequested);
        const auto lookFor = [&desk](const QString& text) {
            desk.press(Qt::Key_K, Qt::ControlModifier);
            QTest::keyClicks(desk.window->findChild<QLineEdit*>(QStringLiteral("paletteField")), text);
            const auto* list = desk.window->findChild<QListWidget*>(QStringLiteral("paletteList"));
            return list->count() == 0 ? QString() : list->item(0)->text();
        };
        QVERIFY(!lookFor(QStringLiteral("window as m.orlov")).contains(QStringLiteral("m.orlov")));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        desk.window->setPeople({{QStringLiteral("m.orlov"), QStringLiteral("manager")},
                                {QStringLiteral("g.viewer"), QStringLiteral("viewer")}});
        QCOMPARE(lookFor(QStringLiteral("window as m.orlov")), QStringLiteral("Open a window as m.orlov"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(requested.size(), 1);
        QCOMPARE(requested.front().front().toString(), QStringLiteral("m.orlov"));
    }

    void hasNoTwoActionsWithTheSameKeys()
    {
        Desk desk;
        QSet<QString> taken;
        for (int id = 0; id < Actions::Count; ++id) {
            for (const auto& keys : desk.window->actions()[static_cast<Actions::Id>(id)]->shortcuts()) {
                QVERIFY2(!taken.contains(keys.toString()), qPrintable(keys.toString()));
                taken.insert(keys.toString());
            }
        }
        QVERIFY(taken.contains(QStringLiteral("Ctrl+R")));
    }

    void walksThePanesByF6()
    {
        Desk desk;
        desk.feed(bets::range(1, 3));
        desk.press(Qt::Key_J);
        QSet<QWidget*> seen;
        for (int i = 0; i < 5; ++i) {
            desk.press(Qt::Key_F6);
            seen.insert(QApplication::focusWidget());
        }
        QCOMPARE(seen.size(), 5);
        QVERIFY(desk.table().hasFocus());
        desk.press(Qt::Key_F6);
        desk.press(Qt::Key_F6, Qt::ShiftModifier);
        QVERIFY(desk.table().hasFocus());
    }

    void namesEverythingThatTakesTheFocus()
    {
        Desk desk;
        desk.feed({bets::failed(2)});
        desk.press(Qt::Key_J);
        for (auto* widget : desk.window->findChildren<QWidget*>()) {
            if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy())
                continue;
            auto* accessible = QAccessible::queryAccessibleInterface(widget);
            QVERIFY(accessible);
            QVERIFY2(!accessible->text(QAccessible::Name).isEmpty(),
                     qPrintable(widget->objectName() + u' ' + QLatin1String(widget->metaObject()->className())));
        }
    }

    void namesRefundsWithoutAnEnd()
    {
        Desk desk;
        const auto* button = desk.window->findChild<QPushButton*>(QStringLiteral("unfinishedButton"));
        QVERIFY(button->isHidden());
        client::store::Intent intent;
        RefundOrder order;
        order.refund = RefundId("11111111-2222-4333-8444-555555555555");
        order.items.push_back({PartnerId("acme"), BetId("b-2"), Money{1'002, Currency{}}, 1});
        order.reason = "technical_issue";
        intent.id = order.refund.text();
        intent.environmentId = bench::instance().environmentId;
        intent.subject = bench::instance().subject;
        intent.partner = PartnerId("acme");
        intent.bet = BetId("b-2");
        intent.amount = Money{1'002, Currency{}};
        intent.expectedVersion = 1;
        intent.body = encode(order);
        intent.createdAt = desk.clock.utcMs();
        desk.transport.script("refund", bench::timeout());
        QVERIFY(desk.runner->start(intent));
        desk.time.advance(60'000); // five tries, and no answer to any
        QTRY_VERIFY(button->isVisible());
        QCOMPARE(button->text(), QStringLiteral("1 refund unfinished"));
        QTest::mouseClick(const_cast<QPushButton*>(button), Qt::LeftButton);
        auto* dialog = desk.window->findChild<QDialog*>(QStringLiteral("unfinishedDialog"));
        QVERIFY(dialog);
        const auto* table = dialog->findChild<QTableView*>(QStringLiteral("unfinishedTable"));
        QCOMPARE(table->model()->index(0, 4).data().toString(), QStringLiteral("in doubt"));
        QVERIFY(!dialog->findChild<QPushButton*>(QStringLiteral("giveUpButton"))->isEnabled());
        const auto sent = desk.transport.count("refund");
        desk.transport.script("refund", bench::notConnected());
        QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("tryNowButton")), Qt::LeftButton);
        desk.time.advance(100);
        QCOMPARE(desk.transport.count("refund"), sent + 1);
        QCOMPARE(desk.transport.seen.back().body, intent.body);
        desk.runner->suspend();
        QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("tryNowButton")), Qt::LeftButton);
        const auto* problem = dialog->findChild<QLabel*>(QStringLiteral("unfinishedProblem"));
        QCOMPARE(problem->text(), QStringLiteral("It could not be asked again: No connection."));
    }

    void copiesTheBetAsJson()
    {
        Desk desk;
        desk.feed(bets::range(1, 3));
        desk.press(Qt::Key_J);
        desk.press(Qt::Key_J, Qt::ControlModifier);
        const auto copied = decodeBetRow(QGuiApplication::clipboard()->text().toStdString());
        QVERIFY(copied);
        QCOMPARE(copied->bet.text(), std::string("b-3"));
    }

    void forgetsRowsOfALostFuture()
    {
        Desk desk;
        desk.feed({bet(1, BetState::Won, 9)});
        desk.window->onRows({.bets = {bet(1)}, .rounds = {}, .snapshot = true, .startsOver = true});
        QCOMPARE(desk.window->bets().row(0).state, BetState::Blocked);
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
