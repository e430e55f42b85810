// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/bets.h"
#include "tests/ui/betsdesk.h"
#include "ui/delegates/viewdelegate.h"
#include "ui/translation.h"
#include "ui/widgets/betstable.h"

#include <QAbstractItemModelTester>
#include <QCoreApplication>
#include <QHeaderView>
#include <QListView>
#include <QSettings>
#include <QTest>

using namespace client::contract;
using bets::bet;
using bets::failed;
using ui::BetColumn;
using Desk = bets::BetsDesk;

class TestSharedViews : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsAViewWithItsColumnsAndOrder()
    {
        Desk desk;
        QSettings settings(desk.directory.filePath(QStringLiteral("views.ini")), QSettings::IniFormat);
        auto* header = desk.page->table().horizontalHeader();
        desk.type("status:failed");
        header->setSectionHidden(int(BetColumn::Latency), true);
        header->moveSection(header->visualIndex(int(BetColumn::Amount)), 0);
        header->setSortIndicator(int(BetColumn::Amount), Qt::DescendingOrder);
        desk.page->saveView(QStringLiteral(" Large failures "));
        desk.views.save(settings);

        Desk later;
        later.known.apply({failed(1), failed(5), failed(3)}, false);
        later.views.restore(settings);
        QCOMPARE(later.views.saved().size(), 1U);
        const int row = later.views.rowCount() - 1;
        QCOMPARE(later.views.name(row), QStringLiteral("Large failures"));
        QCOMPARE(later.views.count(row), 3);
        later.page->openView(row);
        QCOMPARE(later.page->field().text(), QStringLiteral("status:failed"));
        QCOMPARE(later.ids(), QStringLiteral("5 3 1"));
        const auto* shown = later.page->table().horizontalHeader();
        QVERIFY(shown->isSectionHidden(int(BetColumn::Latency)));
        QCOMPARE(shown->logicalIndex(0), int(BetColumn::Amount));
        QVERIFY(later.page->search().model().order() == (ui::BetList::Order{BetColumn::Amount, true}));
    }

    void countsViewsRenamesReplacesAndRemovesThem()
    {
        Desk desk;
        const QAbstractItemModelTester tester(&desk.views, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy saved(&desk.views, &ui::ViewsModel::savedChanged);
        const int first = desk.views.rowCount();
        for (int i = 0; i < 40; ++i)
            desk.views.put({QStringLiteral("view %1").arg(i), QStringLiteral("round:r-%1").arg(i), {}, {}});
        QCOMPARE(desk.views.saved().size(), 40U);
        QCOMPARE(saved.size(), 40);
        desk.known.apply({bet(4)}, false);
        QCOMPARE(desk.views.count(first + 1), 1);
        QVERIFY(!desk.views.count(first + 39)); // beyond what is counted, but there
        desk.views.put({QStringLiteral("view 1"), QStringLiteral("bet:b-4"), {}, {}});
        QCOMPARE(desk.views.saved().size(), 40U);
        QCOMPARE(desk.views.query(first + 1), QStringLiteral("bet:b-4"));
        desk.views.rename(first + 1, QStringLiteral("view 2"));
        QCOMPARE(desk.views.saved().size(), 39U);
        QCOMPARE(desk.views.query(desk.views.rowOfQuery(QStringLiteral("bet:b-4"))), QStringLiteral("bet:b-4"));
        desk.views.remove(0); // one that everybody has
        QCOMPARE(desk.views.saved().size(), 39U);
        desk.views.remove(first);
        QCOMPARE(desk.views.saved().size(), 38U);
    }

    void takesNothingOfABadFileOfViews()
    {
        Desk desk;
        desk.views.put({QStringLiteral("mine"), QStringLiteral("status:won"), {BetColumn::Bet}, {}});
        const auto good = ui::viewsToJson(desk.views.saved());
        QVERIFY(*ui::viewsFromJson(good) == desk.views.saved());
        for (const char* bad :
             {"", "{", "[]", "{\"betdesk_views\":2,\"views\":[]}",
              R"({"betdesk_views":1,"views":[{"name":"a","query":""},{"name":"b","query":"staus:x"}]})",
              R"({"betdesk_views":1,"views":[{"name":"","query":""}]})",
              R"({"betdesk_views":1,"views":[{"name":"a","query":"","columns":["colour"]}]})"}) {
            QVERIFY(!desk.views.import(bad));
            QCOMPARE(desk.views.saved().size(), 1U);
        }
        QCOMPARE(*desk.views.import(
                     R"({"betdesk_views":1,"views":[{"name":"a","query":""},{"name":"mine","query":"bet:b-1"}]})"),
                 2);
        QCOMPARE(desk.views.saved().size(), 2U);
        QCOMPARE(desk.views.saved().front().query, QStringLiteral("bet:b-1"));
    }

    void listsWhatOthersShareAlsoWithoutTheService()
    {
        Desk desk;
        const QAbstractItemModelTester tester(&desk.views, QAbstractItemModelTester::FailureReportingMode::QtTest);
        desk.known.apply({bet(1), failed(2), failed(5), failed(3)}, false);
        const int first = desk.views.rowCount();
        desk.keep("v-1", "mia", "Large <b>failures</b>");
        desk.keep("v-2", "a.petrova", "Mine", false);
        desk.askViews();
        QCOMPARE(desk.views.rowCount(), first + 2);
        QCOMPARE(desk.views.fullName(first), QStringLiteral("Large <b>failures</b> (shared by mia)"));
        QCOMPARE(desk.views.fullName(first + 1), QStringLiteral("Mine"));
        const auto said = [&](int row, int role) { return desk.views.index(row).data(role).toString(); };
        QCOMPARE(said(first, ui::ViewsModel::KindRole), QStringLiteral("shared"));
        QCOMPARE(said(first + 1, ui::ViewsModel::KindRole), QStringLiteral("mine"));
        QCOMPARE(said(0, ui::ViewsModel::KindRole), QString());
        QCOMPARE(said(first, Qt::AccessibleTextRole), QStringLiteral("Large <b>failures</b>, shared by mia: 3"));
        QCOMPARE(said(first + 1, Qt::AccessibleTextRole), QStringLiteral("Mine, mine: 3"));
        QVERIFY(!desk.views.isMine(first) && desk.views.isMine(first + 1));
        QCOMPARE(desk.views.count(first), 3);
        QVERIFY(desk.views.index(first).data(Qt::ToolTipRole).toString().contains(QStringLiteral("Shared by mia")));
        desk.page->openView(first);
        QCOMPARE(desk.ids(), QStringLiteral("5 3 2"));
        const auto* header = desk.page->table().horizontalHeader();
        QCOMPARE(header->logicalIndex(0), int(BetColumn::Amount));
        QCOMPARE(header->count() - header->hiddenSectionCount(), 2);

        QSettings settings(desk.directory.filePath(QStringLiteral("shared.ini")), QSettings::IniFormat);
        desk.views.save(settings);
        Desk later;
        later.connection.setLink(client::feed::LinkState::Offline);
        later.views.restore(settings);
        QCOMPARE(later.views.fullName(first), QStringLiteral("Large <b>failures</b> (shared by mia)"));
        later.page->openView(first + 1);
        QVERIFY(!later.action("renameViewAction")->isEnabled());
        QVERIFY(!later.action("removeViewAction")->isEnabled());
        QVERIFY(!later.action("shareViewAction")->isEnabled());
        // Somebody else signs in here: what was not shared is not shown.
        auto other = bench::instance();
        other.subject = "tom";
        later.connection.setInstance(other);
        QCOMPARE(later.views.rowCount(), first + 1);
    }

    void asksForViewsWhenTheServiceBeginsToAnswer()
    {
        Desk desk;
        desk.time.advance(100);
        QCOMPARE(desk.viewCalls, QStringList{QStringLiteral("GET")}); // the page is shown
        desk.viewCalls.clear();
        desk.connection.setLink(client::feed::LinkState::Offline);
        desk.askViews();
        QVERIFY(desk.viewCalls.isEmpty());
        desk.connection.setLink(client::feed::LinkState::Live);
        desk.time.advance(100);
        desk.connection.setLink(client::feed::LinkState::Delayed);
        desk.time.advance(100);
        QCOMPARE(desk.viewCalls, QStringList{QStringLiteral("GET")});
    }

    void changesNothingOfOthersAndSavesACopy()
    {
        Desk desk;
        desk.keep("v-1", "mia", "Large");
        desk.askViews();
        desk.page->openView(desk.rowOf("v-1"));
        QVERIFY(!desk.action("renameViewAction")->isEnabled());
        QVERIFY(!desk.action("removeViewAction")->isEnabled());
        QVERIFY(!desk.action("shareViewAction")->isEnabled());
        QCOMPARE(desk.action("removeViewAction")->toolTip(), QStringLiteral("Only mia changes this view."));
        QVERIFY(desk.action("shareViewAction")->isChecked());
        auto* save = desk.page->findChild<QAction*>(QStringLiteral("saveViewAction"));
        QCOMPARE(save->text(), QStringLiteral("Save a copy of the view…"));
        save->trigger();
        auto& dialog = desk.dialog("saveViewDialog");
        QCOMPARE(desk.nameIn(dialog).text(), QStringLiteral("Large"));
        QVERIFY(dialog.findChild<QRadioButton*>(QStringLiteral("mineButton"))->isChecked());
        QCOMPARE(desk.hintOf(dialog), QString()); // mia's stays
        desk.nameIn(dialog).setText(QStringLiteral("Mine"));
        desk.saveIn(dialog).click();
        QCOMPARE(desk.views.saved().size(), 1U);
        QVERIFY(desk.views.saved().front().columns == (std::vector<BetColumn>{BetColumn::Amount, BetColumn::Time}));
        QCOMPARE(desk.viewCalls, QStringList{QStringLiteral("GET")});
    }

    void sharesAViewRenamesItTakesItBackAndRemovesIt()
    {
        Desk desk;
        QSignalSpy told(desk.page.get(), &ui::Page::message);
        desk.type("status:failed"); // a view that everybody has asks the same
        desk.page->saveView(QStringLiteral("Large"));
        QCOMPARE(desk.views.saved().size(), 1U);
        desk.action("shareViewAction")->trigger();
        QCOMPARE(desk.said(told), QStringLiteral("The view Large is saved, and shared with everybody."));
        QVERIFY(desk.views.saved().empty()); // the service keeps it now
        QCOMPARE(desk.kept.size(), 1U);
        const std::string id = desk.kept.begin()->first;
        QVERIFY(desk.kept[id].shared);
        QCOMPARE(desk.kept[id].query, std::string("status:failed"));
        QCOMPARE(desk.kept[id].columns.front(), std::string("time"));

        desk.action("renameViewAction")->trigger();
        auto& dialog = desk.dialog("renameViewDialog");
        desk.nameIn(dialog).setText(QStringLiteral("Larger"));
        desk.saveIn(dialog).click();
        QCOMPARE(desk.said(told), QStringLiteral("The view is called Larger now."));
        QCOMPARE(desk.kept[id].name, std::string("Larger"));

        QVERIFY(desk.action("shareViewAction")->isChecked());
        desk.action("shareViewAction")->trigger();
        QCOMPARE(desk.said(told), QStringLiteral("The view Larger is yours alone again."));
        QVERIFY(!desk.kept[id].shared);

        // Saved again under its name it is the same view.
        desk.page->saveView(QStringLiteral("Larger"), true);
        desk.said(told);
        QCOMPARE(desk.kept.size(), 1U);
        QCOMPARE(desk.kept[id].version, 4);

        desk.action("removeViewAction")->trigger();
        QCOMPARE(desk.said(told), QStringLiteral("The view Larger is removed, for everybody."));
        QVERIFY(desk.kept.empty());
        QCOMPARE(desk.rowOf(id.c_str()), -1);
    }

    void saysWhatTheServiceRefused()
    {
        Desk desk;
        QSignalSpy told(desk.page.get(), &ui::Page::message);
        desk.keep("v-1", "a.petrova", "Large");
        desk.askViews();
        desk.page->openView(desk.rowOf("v-1"));
        desk.kept["v-1"].version = 9;
        desk.kept["v-1"].name = "Changed";
        desk.action("shareViewAction")->trigger();
        QVERIFY(desk.said(told).startsWith(QStringLiteral("Nothing was done: the view Large was changed or removed")));
        QCOMPARE(desk.views.name(desk.rowOf("v-1")), QStringLiteral("Changed")); // it was read anew

        desk.refusal = bench::reply(problem(ProblemCode::LimitExceeded));
        desk.page->saveView(QStringLiteral("One more"), true);
        QVERIFY(desk.said(told).contains(QStringLiteral("the service keeps no more views")));
        desk.refusal = bench::reply(problem(ProblemCode::Forbidden));
        desk.action("removeViewAction")->trigger();
        QVERIFY(desk.said(told).contains(QStringLiteral("somebody else's")));
        QVERIFY(desk.rowOf("v-1") >= 0);
        desk.refusal = bench::notConnected();
        desk.action("removeViewAction")->trigger();
        QVERIFY(desk.said(told).startsWith(QStringLiteral("The service did not answer about the view Changed")));
        desk.page->shared().ask();
        QCOMPARE(desk.said(told), QString()); // the bar of the link says that
        desk.refusal = bench::reply(problem(ProblemCode::Forbidden));
        desk.page->shared().ask();
        QVERIFY(desk.said(told).startsWith(QStringLiteral("The shared views could not be read")));
        QVERIFY(desk.rowOf("v-1") >= 0);

        // Another console was faster; what was wanted is so.
        desk.refusal.reset();
        desk.kept.clear();
        desk.action("removeViewAction")->trigger();
        QVERIFY(desk.said(told).contains(QStringLiteral("Changed is removed")));
        QCOMPARE(desk.rowOf("v-1"), -1);
        // A service that has no shared views is no failure, and says so when one is wanted.
        desk.refusal = bench::reply(problem(ProblemCode::NotFound));
        desk.page->shared().ask();
        QCOMPARE(desk.said(told), QString());
        QCOMPARE(desk.page->shared().whyNot(), QStringLiteral("This service keeps no views."));
    }

    void aRefusedViewLosesNothingThatWasTyped()
    {
        Desk desk;
        QSignalSpy told(desk.page.get(), &ui::Page::message);
        desk.askViews();
        desk.type("status:failed");
        desk.page->findChild<QAction*>(QStringLiteral("saveViewAction"))->trigger();
        auto& dialog = desk.dialog("saveViewDialog");
        QVERIFY(!desk.saveIn(dialog).isEnabled()); // no name yet
        desk.nameIn(dialog).setText(QStringLiteral("Large"));
        desk.choose(dialog, "sharedButton");
        desk.refusal = bench::reply(problem(ProblemCode::LimitExceeded));
        desk.saveIn(dialog).click();
        QVERIFY(dialog.isSending() && !desk.saveIn(dialog).isEnabled());
        QCOMPARE(desk.said(told), QString()); // the dialog says it
        QVERIFY(dialog.isVisible() && desk.saveIn(dialog).isEnabled());
        QCOMPARE(desk.hintOf(dialog), QStringLiteral("The view Large is not saved: the service keeps no more views. "
                                                     "Remove one of yours."));
        QCOMPARE(desk.nameIn(dialog).text(), QStringLiteral("Large"));
        bench::shoot(dialog, QStringLiteral("saveview-refused"));

        // The answer is lost although it was kept: the next try is about the same view.
        desk.refusal.reset();
        desk.losesAnswers = true;
        desk.saveIn(dialog).click();
        desk.said(told);
        QVERIFY(dialog.isVisible());
        QVERIFY(desk.hintOf(dialog).startsWith(QStringLiteral("The service did not answer about the view Large")));
        QCOMPARE(desk.kept.size(), 1U);
        desk.losesAnswers = false;
        desk.saveIn(dialog).click();
        QCOMPARE(desk.said(told), QStringLiteral("The view Large is saved, and shared with everybody."));
        QVERIFY(!dialog.isVisible());
        QCOMPARE(desk.kept.size(), 1U);
        QCOMPARE(desk.kept.begin()->second.version, 1);
    }

    void aViewChangedElsewhereIsReadAnewAndCanBeReplacedThen()
    {
        Desk desk;
        QSignalSpy told(desk.page.get(), &ui::Page::message);
        desk.keep("v-1", "a.petrova", "Large");
        desk.askViews();
        desk.type("status:failed");
        desk.page->findChild<QAction*>(QStringLiteral("saveViewAction"))->trigger();
        auto& dialog = desk.dialog("saveViewDialog");
        desk.nameIn(dialog).setText(QStringLiteral("Large"));
        desk.choose(dialog, "sharedButton");
        QCOMPARE(desk.hintOf(dialog), QStringLiteral("Your view of this name is replaced, for everybody."));
        desk.kept["v-1"].version = 7;
        desk.saveIn(dialog).click();
        desk.said(told);
        QVERIFY(dialog.isVisible());
        QVERIFY(desk.hintOf(dialog).startsWith(QStringLiteral("Nothing was done: the view Large was changed")));
        QCOMPARE(desk.kept["v-1"].query, std::string("status:failed amount>1"));
        desk.saveIn(dialog).click();
        QCOMPARE(desk.said(told), QStringLiteral("The view Large is saved, and shared with everybody."));
        QCOMPARE(desk.kept["v-1"].query, std::string("status:failed"));
        QCOMPARE(desk.kept["v-1"].version, 8);
    }

    void saysWhyNothingCanBeSharedNow()
    {
        Desk desk;
        desk.keep("v-1", "a.petrova", "Large");
        desk.askViews();
        desk.connection.setLink(client::feed::LinkState::Offline);
        desk.type("status:failed");
        desk.page->findChild<QAction*>(QStringLiteral("saveViewAction"))->trigger();
        auto& dialog = desk.dialog("saveViewDialog");
        desk.nameIn(dialog).setText(QStringLiteral("New"));
        QVERIFY(desk.saveIn(dialog).isEnabled());
        desk.choose(dialog, "sharedButton");
        QVERIFY(!desk.saveIn(dialog).isEnabled());
        QCOMPARE(desk.hintOf(dialog),
                 QStringLiteral("A view for everybody is kept by the service. Off until the connection returns."));
        desk.choose(dialog, "mineButton");
        desk.nameIn(dialog).setText(QStringLiteral("Large"));
        QVERIFY(!desk.saveIn(dialog).isEnabled()); // the service keeps it
        // It comes back while one reads.
        desk.connection.setLink(client::feed::LinkState::Live);
        QVERIFY(desk.saveIn(dialog).isEnabled());
        desk.connection.setSafety(ui::SafetyLevel::ReadOnly);
        QVERIFY(!desk.saveIn(dialog).isEnabled());
        QVERIFY(desk.hintOf(dialog).endsWith(QStringLiteral("This connection is read-only.")));
        desk.nameIn(dialog).setText(QStringLiteral("New"));
        desk.saveIn(dialog).click();
        QVERIFY(!dialog.isVisible());
        QCOMPARE(desk.views.saved().size(), 1U);
        QVERIFY(desk.viewCalls.count(QStringLiteral("PUT")) == 0);
    }

    void keepsNoTwoViewsOfMineUnderOneNameAndWritesAllToAFile()
    {
        Desk desk;
        desk.keep("v-1", "a.petrova", "Large");
        desk.keep("v-2", "mia", "Hers");
        desk.askViews();
        desk.views.put({QStringLiteral("Small"), QStringLiteral("amount<1"), {}, {}});
        QCOMPARE(desk.views.mine().size(), 2U);
        desk.page->openView(desk.views.rowOfKey(QStringLiteral("saved Small")));
        desk.action("renameViewAction")->trigger();
        auto& dialog = desk.dialog("renameViewDialog");
        QVERIFY(!dialog.findChild<QRadioButton*>(QStringLiteral("sharedButton"))->isVisible());
        desk.nameIn(dialog).setText(QStringLiteral("Large"));
        QVERIFY(!desk.saveIn(dialog).isEnabled());
        QCOMPARE(desk.hintOf(dialog), QStringLiteral("You have a view of this name."));
        desk.nameIn(dialog).setText(QStringLiteral("Hers")); // hers is another
        desk.saveIn(dialog).click();
        QVERIFY(!dialog.isVisible());
        QCOMPARE(desk.views.saved().front().name, QStringLiteral("Hers"));
    }

    void savesNoFilterThatCannotBeRead()
    {
        Desk desk;
        desk.type("staus:failed");
        QVERIFY(!desk.page->findChild<QAction*>(QStringLiteral("saveViewAction"))->isEnabled());
        desk.page->saveView(QStringLiteral("Broken"));
        QVERIFY(desk.views.saved().empty());
    }

    void hasRoomForItsTextsInEveryLanguage_data()
    {
        QTest::addColumn<int>("language");
        QTest::addColumn<int>("mode");
        QTest::addColumn<bool>("longer");
        QTest::newRow("english-light") << int(ui::Language::English) << int(ui::ThemeMode::Light) << false;
        QTest::newRow("russian-dark") << int(ui::Language::Russian) << int(ui::ThemeMode::Dark) << false;
        QTest::newRow("longer") << int(ui::Language::English) << int(ui::ThemeMode::Light) << true;
    }

    void hasRoomForItsTextsInEveryLanguage()
    {
        QFETCH(int, language);
        QFETCH(int, mode);
        QFETCH(bool, longer);
        const auto picture = QLatin1String(QTest::currentDataTag());
        ui::Translation translation;
        translation.use(static_cast<ui::Language>(language));
        bench::PseudoTranslator stretched;
        if (longer)
            QCoreApplication::installTranslator(&stretched);
        Desk desk;
        desk.format.setLanguage(static_cast<ui::Language>(language));
        desk.theme.setMode(static_cast<ui::ThemeMode>(mode));
        desk.known.apply({bet(1), failed(2)}, false);
        desk.keep("v-1", "a.petrova", "Large");
        desk.keep("v-2", "mia", "Large failures of the night");
        desk.askViews();
        desk.views.put({QStringLiteral("Small"), QStringLiteral("amount<1"), {}, {}});
        desk.type("status:failed");
        desk.page->findChild<QAction*>(QStringLiteral("saveViewAction"))->trigger();
        auto& dialog = desk.dialog("saveViewDialog");
        desk.nameIn(dialog).setText(QStringLiteral("Large"));
        desk.choose(dialog, "sharedButton");
        QCoreApplication::sendPostedEvents();
        bench::shoot(dialog, QStringLiteral("saveview-") + picture);
        QCOMPARE(bench::clipped(dialog).join(u' '), QString());
        QCOMPARE(dialog.findChild<QLabel*>(QStringLiteral("viewNameLabel"))->buddy(), &desk.nameIn(dialog));
        desk.refusal = bench::timeout();
        desk.saveIn(dialog).click();
        desk.time.advance(60'000);
        QCoreApplication::sendPostedEvents();
        bench::shoot(dialog, QStringLiteral("saveview-refused-") + picture);
        QCOMPARE(bench::clipped(dialog).join(u' '), QString());
        desk.type("staus:failed");
        bench::shoot(*desk.page, QStringLiteral("bets-mistake-") + picture);
        QListView list;
        list.setModel(&desk.views);
        list.setItemDelegate(new ui::ViewDelegate(desk.theme, &list));
        list.resize(240, 420);
        bench::shoot(list, QStringLiteral("views-") + picture);
        if (longer)
            QCoreApplication::removeTranslator(&stretched);
    }
};

QTEST_MAIN(TestSharedViews)
#include "tst_sharedviews.moc"
