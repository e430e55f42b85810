// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/virtualtime.h"
#include "tests/ui/rounds.h"
#include "ui/format.h"
#include "ui/models/roundresultsmodel.h"
#include "ui/models/roundsmodel.h"
#include "ui/models/tableroles.h"
#include "ui/proxies/roundsproxy.h"
#include "ui/translation.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QSignalSpy>
#include <QTest>

using namespace client::contract;
using ui::RoundsModel;
using Column = ui::RoundsModel::Column;

namespace {

struct Board
{
    tests::support::VirtualTime time;
    tests::support::VirtualClock clock{time, rounds::startMs - 1'000'000};
    ui::Format format{ui::Language::English, QTimeZone::utc()};
    RoundsModel model{clock, format, 100};
    ui::RoundsProxy proxy{model};
    QAbstractItemModelTester modelTester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
    QAbstractItemModelTester proxyTester{&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest};

    QStringList shown() const
    {
        QStringList ids;
        for (int row = 0; row < proxy.rowCount(); ++row)
            ids << proxy.index(row, 0).data().toString();
        return ids;
    }
    QString cell(int row, Column column, int role = Qt::DisplayRole) const
    {
        return model.index(row, static_cast<int>(column)).data(role).toString();
    }
};

} // namespace

class TestRoundsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsTheNewestRoundFirst()
    {
        Board board;
        board.model.apply({rounds::round(3), rounds::round(2), rounds::round(1)});
        board.model.apply({rounds::round(4)});
        QCOMPARE(board.shown().join(u' '), QStringLiteral("r-4 r-3 r-2 r-1"));
    }

    void takesARowOnlyIfItsVersionIsGreater()
    {
        Board board;
        board.model.apply({rounds::round(1, 3)});
        auto older = rounds::round(1, 2);
        older.result = "RED 36";
        board.model.apply({older});
        QCOMPARE(board.cell(0, Column::Result), QStringLiteral("RED 2"));
        older.version = 4;
        board.model.apply({older});
        QCOMPARE(board.cell(0, Column::Result), QStringLiteral("RED 36"));
        QCOMPARE(board.model.rowCount(), 1);
    }

    // Bets join and leave a round without a new version of it, so that another moment of a file has other counts.
    void takesOtherCountsOfTheSameVersion()
    {
        Board board;
        board.model.apply({rounds::round(1, 3)});
        auto counted = rounds::round(1, 3);
        counted.bets += 1'000;
        QSignalSpy changed(&board.model, &QAbstractItemModel::dataChanged);
        board.model.apply({counted, counted});
        QCOMPARE(changed.size(), 1);
        QCOMPARE(board.model.row(0).bets, counted.bets);
    }

    void saysOfNoOpenRoundThatItHasNoBetsWhileNobodyCounts()
    {
        Board board;
        auto empty = rounds::round(1);
        empty.state = RoundState::Open;
        empty.bets = empty.openBets = 0;
        auto counted = empty;
        counted.round = RoundId("r-2");
        counted.bets = 7;
        auto over = empty;
        over.round = RoundId("r-3");
        over.state = RoundState::Settled;
        board.model.apply({empty, counted, over});
        QCOMPARE(board.cell(0, Column::Bets), QStringLiteral("0"));

        QSignalSpy changed(&board.model, &QAbstractItemModel::dataChanged);
        board.model.setCounted(false);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(board.cell(0, Column::Bets) + board.cell(0, Column::Open), QStringLiteral("——"));
        QVERIFY(board.cell(0, Column::Bets, Qt::ToolTipRole).contains(QStringLiteral("it does not answer")));
        QVERIFY(board.cell(0, Column::Round, Qt::AccessibleTextRole).contains(QStringLiteral("bets not counted")));
        QCOMPARE(board.cell(1, Column::Bets), QStringLiteral("7"));
        QCOMPARE(board.cell(2, Column::Bets), QStringLiteral("0"));
        board.model.setCounted(true);
        QCOMPARE(board.cell(0, Column::Bets), QStringLiteral("0"));
        QVERIFY(board.cell(0, Column::Bets, Qt::ToolTipRole).isEmpty());
    }

    void takesTheNewestOfARoundThatComesTwiceInABatch()
    {
        Board board;
        board.model.apply({rounds::round(1, 1), rounds::needing(1, 5), rounds::round(1, 3)});
        QCOMPARE(board.model.rowCount(), 1);
        QCOMPARE(board.model.row(0).version, 5);
        QCOMPARE(board.model.needsRecalculationCount(), 1);
    }

    void countsTheRoundsThatNeedARecalculation()
    {
        Board board;
        QSignalSpy counts(&board.model, &RoundsModel::countsChanged);
        board.model.apply({rounds::round(1), rounds::needing(2)});
        QCOMPARE(board.model.needsRecalculationCount(), 1);
        board.model.apply({rounds::needing(1, 3)});
        QCOMPARE(board.model.needsRecalculationCount(), 2);
        board.model.apply({rounds::round(2, 4)});
        QCOMPARE(board.model.needsRecalculationCount(), 1);
        QCOMPARE(counts.size(), 3);
        board.model.clear();
        QCOMPARE(board.model.needsRecalculationCount(), 0);
    }

    void forgetsTheFirstThatCameBeyondItsCapacity()
    {
        Board board;
        board.model.apply({rounds::needing(1)});
        board.model.apply(rounds::range(2, 120));
        QCOMPARE(board.model.rowCount(), 100);
        QCOMPARE(board.model.rowOf("r-20"), -1);
        QCOMPARE(board.model.rowOf("r-21"), 0);
        QCOMPARE(board.model.rowOf("r-120"), 99);
        QCOMPARE(board.model.needsRecalculationCount(), 0);
        board.model.apply({rounds::needing(50)});
        QCOMPARE(board.model.find("r-50")->needsRecalculation, true);
    }

    void filtersByWordsAndByNeed()
    {
        Board board;
        board.model.apply({rounds::round(1), rounds::round(3), rounds::needing(4), rounds::needing(6)});
        board.proxy.setText(QStringLiteral("ROULETTE red"));
        QCOMPARE(board.shown().join(u' '), QStringLiteral("r-4 r-1"));
        board.proxy.setNeedingOnly(true);
        QCOMPARE(board.shown().join(u' '), QStringLiteral("r-4"));
        board.proxy.setText({});
        QCOMPARE(board.shown().join(u' '), QStringLiteral("r-6 r-4"));
        board.model.apply({rounds::round(6, 3)});
        QCOMPARE(board.shown().join(u' '), QStringLiteral("r-4"));
    }

    void keepsTheSelectedRoundWhileOthersCome()
    {
        Board board;
        board.model.apply(rounds::range(1, 10));
        QItemSelectionModel selection(&board.proxy);
        selection.setCurrentIndex(board.proxy.index(4, 0),
                                  QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        const auto chosen = selection.currentIndex().data().toString();
        board.model.apply(rounds::range(11, 40));
        board.proxy.sort(static_cast<int>(Column::Bets), Qt::DescendingOrder);
        board.model.apply({rounds::needing(5, 9)});
        QCOMPARE(selection.selectedRows().first().data().toString(), chosen);
    }

    void sortsNumbersAsNumbers()
    {
        Board board;
        auto few = rounds::round(1);
        few.bets = 9;
        auto many = rounds::round(2);
        many.bets = 1'000;
        auto some = rounds::round(3);
        some.bets = 30;
        board.model.apply({few, many, some});
        board.proxy.sort(static_cast<int>(Column::Bets), Qt::DescendingOrder);
        QCOMPARE(board.shown().join(u' '), QStringLiteral("r-2 r-3 r-1"));
    }

    void readsARowAsASentence()
    {
        Board board;
        board.model.apply({rounds::disputed()});
        const ui::Translation translation;
        QCOMPARE(board.cell(0, Column::Round, Qt::AccessibleTextRole),
                 QStringLiteral("Needs recalculation, result changed at source. Round r-55120, Settled, result "
                                "RED 14, version 1, 688 bets, 2 open"));
        QCOMPARE(board.cell(0, Column::Game, Qt::AccessibleTextRole), QStringLiteral("Game: roulette"));
        for (int column = 0; column < RoundsModel::columns; ++column)
            QVERIFY(!board.cell(0, static_cast<Column>(column), Qt::AccessibleTextRole).isEmpty());
        const auto chip = board.model.index(0, static_cast<int>(Column::Attention)).data(ui::ChipRole);
        QCOMPARE(chip.value<ui::Chip>().colors, ShownStatus::Retrying);
    }

    void saysItInRussianWithTheRightPlurals_data()
    {
        QTest::addColumn<int>("bets");
        QTest::addColumn<QString>("said");
        QTest::newRow("1") << 1 << QStringLiteral("1 ставка");
        QTest::newRow("2") << 2 << QStringLiteral("2 ставки");
        QTest::newRow("5") << 5 << QStringLiteral("5 ставок");
        QTest::newRow("21") << 21 << QStringLiteral("21 ставка");
    }

    void saysItInRussianWithTheRightPlurals()
    {
        QFETCH(int, bets);
        QFETCH(QString, said);
        Board board;
        ui::Translation translation;
        translation.use(ui::Language::Russian);
        auto row = rounds::round(1);
        row.bets = bets;
        board.model.apply({row});
        const auto sentence = board.cell(0, Column::Round, Qt::AccessibleTextRole);
        QVERIFY2(sentence.contains(said), qPrintable(sentence));
    }

    void showsNoMarkupOrControlCharactersOfOthers()
    {
        Board board;
        auto row = rounds::round(1);
        row.result = "<b>7</b>\x1b[31m\xe2\x80\xae";
        board.model.apply({row});
        const auto shown = board.cell(0, Column::Result);
        QVERIFY(!shown.contains(QChar(0x1b)) && !shown.contains(QChar(0x202e)));
        QVERIFY(board.cell(0, Column::Result, Qt::ToolTipRole).contains(QStringLiteral("&lt;b&gt;")));
    }

    void knowsWhichResultsAGameHad()
    {
        Board board;
        board.model.apply({rounds::round(1), rounds::round(2), rounds::round(3), rounds::round(38)});
        QCOMPARE(board.model.resultsOf(GameId("roulette")).join(u','), QStringLiteral("RED 2,RED 3"));
        QCOMPARE(board.model.resultsOf(GameId("chess")).size(), 0);
    }

    void listsResultsNewestFirst()
    {
        Board board;
        ui::RoundResultsModel results(board.clock, board.format);
        const QAbstractItemModelTester tester(&results, QAbstractItemModelTester::FailureReportingMode::QtTest);
        results.setResults({{1, "RED 14", rounds::startMs, "roulette", "update_bet_status"},
                            {0, "BLACK 7", rounds::startMs + 60'000, "m.orlov", "official: studio"}});
        const auto line = [&](int row) {
            QStringList cells;
            for (int column = 0; column < ui::RoundResultsModel::columns; ++column)
                cells << results.index(row, column).data().toString();
            return cells.join(u'|');
        };
        QCOMPARE(line(0), QStringLiteral("not applied|BLACK 7|18:43:51|m.orlov|official: studio"));
        QCOMPARE(line(1), QStringLiteral("1|RED 14|18:42:51|roulette|the game, with a settlement"));
    }
};

QTEST_MAIN(TestRoundsModel)
#include "tst_roundsmodel.moc"
