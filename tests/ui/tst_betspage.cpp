// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/bets.h"
#include "tests/ui/betsdesk.h"
#include "ui/widgets/betstable.h"
#include "ui/widgets/querychips.h"

#include <QFile>
#include <QHeaderView>
#include <QSettings>
#include <QTest>

using namespace client::contract;
using bets::bet;
using bets::failed;
using ui::BetColumn;
using ui::BetSearch;
using Desk = bets::BetsDesk;

class TestBetsPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsAtOnceWhatTheConsoleHas()
    {
        Desk desk;
        desk.known.apply({bet(1), failed(2), failed(3), bet(4)}, false);
        desk.type("status:failed");
        QCOMPARE(desk.ids(), QStringLiteral("3 2"));
        QVERIFY(desk.asked.isEmpty());
        QCOMPARE(desk.page->stateText(),
                 QStringLiteral("2 bets. Only what is cached: press Enter in the filter to ask the service, too."));
    }

    void asksTheServiceForOlderOnesPageByPage()
    {
        Desk desk;
        desk.known.apply({failed(8)}, false);
        desk.type("status:failed player:p-1 amount>1");
        // The last is of another player: it is filtered here, whatever the service sends.
        desk.answers = {Desk::pageOf({failed(8), failed(1)}, "c1"), Desk::pageOf({failed(-97), failed(-98)})};
        QTest::keyClick(&desk.page->field(), Qt::Key_Return);
        QVERIFY(desk.page->search().isAsking());
        desk.time.advance(100);
        QCOMPARE(desk.asked.size(), 2);
        QVERIFY(desk.asked[0].contains(QStringLiteral("player_id=p-1&")));
        QVERIFY(desk.asked[0].contains(QStringLiteral("status=failed")));
        QVERIFY(desk.asked[1].contains(QStringLiteral("cursor=c1")));
        QCOMPARE(desk.ids(), QStringLiteral("8 1"));
        QCOMPARE(desk.page->search().read(), 4);
        QVERIFY(desk.page->stateText().endsWith(QStringLiteral("The service has no more.")));
        QTest::keyClick(&desk.page->field(), Qt::Key_Return);
        QCOMPARE(desk.asked.size(), 2);
    }

    void narrowsWhatTheServiceSendsByTheQuery()
    {
        const std::int64_t now = bets::startMs;
        const auto of = [&](const char* query) { return BetSearch::filterOf(*Query::parse(query), now); };
        QCOMPARE(of("partner:acme round:r-7 bet:b-1").partner, std::string("acme"));
        QCOMPARE(of("partner:acme round:r-7 bet:b-1").round, std::string("r-7"));
        QCOMPARE(of("partner:acme round:r-7 bet:b-1").idPrefix, std::string("b-1"));
        QCOMPARE(of("status:Failed").status, std::string("failed"));
        QCOMPARE(of("last:15m").createdFrom, now - 900'000);
        QCOMPARE(of("last:15m last:7d").createdFrom, now - 900'000);
        const std::int64_t day = 1'795'305'600'000; // 2026-11-22
        QCOMPARE(of("created:2026-11-22").createdFrom, day);
        QCOMPARE(of("created:2026-11-22").createdTo, day + 86'400'000);
        QCOMPARE(of("created>=2026-11-22 created<2026-11-22T06:00:00Z").createdFrom, day);
        QCOMPARE(of("created>=2026-11-22 created<2026-11-22T06:00:00Z").createdTo, day + 6 * 3'600'000);
        // What the service must not be trusted to leave out.
        QCOMPARE(of("not partner:acme").partner, std::string());
        QCOMPARE(of("partner:acme or player:p-1").partner, std::string());
        QCOMPARE(of("not last:5m").createdFrom, 0);
    }

    void saysWhatTheServiceRefusedAndAsksAgain()
    {
        Desk desk;
        desk.answers = {bench::reply(client::contract::problem(ProblemCode::Forbidden, "Your role does not.")),
                        Desk::pageOf({bet(5)})};
        desk.type("player:p-5");
        QCOMPARE(desk.page->emptyText(), QStringLiteral("Not in the cache."));
        desk.page->askService();
        desk.time.advance(100);
        QVERIFY2(desk.page->stateText().contains(QStringLiteral("The service did not answer (")),
                 qPrintable(desk.page->stateText()));
        desk.page->askService();
        desk.time.advance(100);
        QCOMPARE(desk.ids(), QStringLiteral("5"));
    }

    void asksNothingWhileOffline()
    {
        Desk desk;
        desk.connection.setLink(client::feed::LinkState::Offline);
        desk.type("bet:b-9");
        QTest::keyClick(&desk.page->field(), Qt::Key_Return);
        QVERIFY(desk.asked.isEmpty());
        QCOMPARE(desk.textOf("betsEmptyText"), QStringLiteral("Not in the cache. Available after reconnecting."));
        QVERIFY(!desk.page->findChild<QPushButton*>(QStringLiteral("askServiceButton"))->isEnabled());
    }

    void forgetsAReadingOfAnotherQuery()
    {
        Desk desk;
        desk.type("player:p-1");
        desk.answers = {Desk::pageOf({bet(1)}, "c1")};
        desk.page->askService();
        desk.type("player:p-2");
        desk.time.advance(100);
        QCOMPARE(desk.ids(), QString());
        QVERIFY(!desk.page->search().isAsking());
        QCOMPARE(desk.page->search().read(), 0);
    }

    void keepsUpWithTheFeed()
    {
        Desk desk;
        desk.known.apply({failed(2)}, false);
        desk.type("status:failed");
        desk.page->onRows({.bets = {failed(4), bet(5), bet(2, BetState::Won, 2)}});
        QCOMPARE(desk.ids(), QStringLiteral("4"));
    }

    void takesInWhatCameWhileItWasNotShown()
    {
        Desk desk;
        desk.page->onRows({.bets = {bet(1)}});
        desk.page->hide();
        desk.known.apply({bet(1, BetState::Won, 2), bet(2)}, true);
        desk.page->onRows({.bets = {bet(1, BetState::Won, 2), bet(2)}});
        QCOMPARE(desk.ids(), QStringLiteral("1"));
        QCOMPARE(desk.page->search().model().row(0).state, BetState::Won);
        desk.page->show();
        QCOMPARE(desk.ids(), QStringLiteral("2 1"));
    }

    void mirrorsChipsAndTextBothWays()
    {
        Desk desk;
        const auto text = QStringLiteral("status:failed not partner:acme \"upstream unavailable\"");
        desk.page->field().setQueryText(text);
        QCOMPARE(desk.page->chips().chipTexts(),
                 (QStringList{QStringLiteral("status:failed"), QStringLiteral("not partner:acme"),
                              QStringLiteral("\"upstream unavailable\"")}));
        auto* chip = desk.page->chips().findChild<QPushButton*>(QStringLiteral("queryChip1"));
        chip->click();
        QCOMPARE(desk.page->field().text(), QStringLiteral("status:failed \"upstream unavailable\""));
        QCOMPARE(desk.page->chips().chipTexts().join(u' '), desk.page->field().text());
    }

    void saysWhereATypingErrorIsAndWhatWasMeant()
    {
        Desk desk;
        desk.page->field().setQueryText(QStringLiteral("partner:acme staus:failed"));
        QCOMPARE(desk.errorText(), QStringLiteral("Position 14: Unknown field `staus`. Did you mean `status`?"));
        desk.page->field().setQueryText(QStringLiteral("partner:acme status:failed"));
        QCOMPARE(desk.errorText(), QString());
    }

    void showsAndSavesNothingWhileTheQueryHasAMistake()
    {
        Desk desk;
        QSignalSpy changed(desk.page.get(), &ui::Page::changed);
        desk.known.apply({failed(2), failed(3), bet(4)}, false);
        desk.type("status:failed");
        desk.page->table().setCurrentIndex(desk.page->search().model().index(0, 0));
        QVERIFY(desk.page->chosenBet());
        const auto isEnabled = [&](const char* name) {
            return desk.page->findChild<QPushButton*>(QLatin1String(name))->isEnabled();
        };
        QVERIFY(isEnabled("saveBetsButton") && isEnabled("askServiceButton"));
        changed.clear();
        desk.type("staus:failed");
        const auto text = QStringLiteral("Not looked for: the query has a mistake.");
        QCOMPARE(desk.page->stateText(), text);
        QCOMPARE(desk.textOf("betsEmptyText"), text);
        auto* cover = desk.page->findChild<QLabel*>(QStringLiteral("betsEmptyText"));
        QVERIFY(cover->isVisible() && cover->autoFillBackground());
        QCOMPARE(cover->geometry(), desk.page->table().viewport()->geometry());
        QVERIFY(!isEnabled("saveBetsButton") && !isEnabled("askServiceButton"));
        for (const char* action : {"saveBetsAction", "saveViewAction"})
            QVERIFY2(!desk.page->findChild<QAction*>(QLatin1String(action))->isEnabled(), action);
        QVERIFY(!desk.page->chosenBet());
        QVERIFY(!changed.isEmpty()); // what acts on the chosen bet is told
        desk.page->refresh();
        QTest::keyClick(&desk.page->field(), Qt::Key_Return);
        Q_EMIT desk.page->table().customContextMenuRequested({-1, -1});
        QVERIFY(!desk.page->findChild<QMenu*>(QStringLiteral("betsMenu")));
        QVERIFY(desk.asked.isEmpty());
        // The same query as before brings the same rows back.
        desk.type("status:failed");
        QVERIFY(!cover->isVisible());
        QCOMPARE(desk.ids(), QStringLiteral("3 2"));
        QVERIFY(desk.page->chosenBet() && isEnabled("saveBetsButton"));
    }

    void filtersByTheCellUnderTheCursor()
    {
        Desk desk;
        desk.known.apply({failed(2), failed(3), bet(4), bet(6)}, false);
        desk.page->onRows({.bets = {failed(2), failed(3), bet(4), bet(6)}});
        const auto choose = [&](int action) {
            desk.page->table().setCurrentIndex(desk.page->search().model().index(0, int(BetColumn::Partner)));
            Q_EMIT desk.page->table().customContextMenuRequested({-1, -1});
            auto* menu = desk.page->findChild<QMenu*>(QStringLiteral("betsMenu"));
            QVERIFY(menu);
            menu->actions().at(action)->trigger();
            delete menu;
        };
        choose(0);
        QCOMPARE(desk.page->field().text(), QStringLiteral("partner:acme"));
        desk.type("status:failed");
        choose(1);
        QCOMPARE(desk.page->field().text(), QStringLiteral("status:failed partner:northbet"));
        desk.type("status:failed");
        choose(2);
        QCOMPARE(desk.page->field().text(), QStringLiteral("status:failed not partner:northbet"));
    }

    void writesAFileThatNoSpreadsheetRuns()
    {
        Desk desk;
        auto row = failed(2);
        row.selection = "=HYPERLINK(\"http://x\"),1";
        desk.page->onRows({.bets = {row, bet(3)}});
        const auto path = desk.directory.filePath(QStringLiteral("bets.csv"));
        QCOMPARE(desk.page->saveCsv(path, false), QString());
        const auto read = [&] {
            QFile file(path);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        const auto lines = read().split('\n');
        QCOMPARE(lines.size(), 4);
        QVERIFY(lines[0].startsWith("created_at,bet_id,"));
        QCOMPARE(lines[0].count(','), lines[1].count(','));
        QVERIFY(lines[2].contains(",\"'=HYPERLINK(\"\"http://x\"\"),1\","));
        QCOMPARE(desk.page->saveCsv(path, true), QString());
        QVERIFY(read().startsWith("\xEF\xBB\xBF"
                                  "created_at"));
        QVERIFY(!desk.page->saveCsv(QStringLiteral("/nowhere/bets.csv"), false).isEmpty());
    }

    void hidesAndMovesColumnsByKeysAndKeepsThem()
    {
        Desk desk;
        desk.page->onRows({.bets = {bet(1)}});
        auto* header = desk.page->table().horizontalHeader();
        desk.page->table().setCurrentIndex(desk.page->search().model().index(0, int(BetColumn::Player)));
        desk.page->findChild<QAction*>(QStringLiteral("columnLeftAction"))->trigger();
        QCOMPARE(header->visualIndex(int(BetColumn::Player)), int(BetColumn::Player) - 1);
        auto* menu = desk.page->findChild<QMenu*>(QStringLiteral("columnsMenu"));
        Q_EMIT menu->aboutToShow();
        menu->actions().first()->trigger();
        QVERIFY(header->isSectionHidden(int(BetColumn::Time)));
        QSettings settings(desk.directory.filePath(QStringLiteral("columns.ini")), QSettings::IniFormat);
        desk.page->save(settings);
        Desk later;
        later.page->restore(settings);
        const auto* kept = later.page->table().horizontalHeader();
        QVERIFY(kept->isSectionHidden(int(BetColumn::Time)));
        QCOMPARE(kept->visualIndex(int(BetColumn::Player)), int(BetColumn::Player) - 1);
        later.page->resetLayout();
        QVERIFY(!kept->isSectionHidden(int(BetColumn::Time)));
        QCOMPARE(kept->visualIndex(int(BetColumn::Player)), int(BetColumn::Player));
    }
};

QTEST_MAIN(TestBetsPage)
#include "tst_betspage.moc"
