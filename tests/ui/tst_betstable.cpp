// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/virtualtime.h"
#include "tests/ui/bets.h"
#include "ui/format.h"
#include "ui/theme.h"
#include "ui/widgets/betstable.h"

#include <QAbstractItemDelegate>
#include <QHeaderView>
#include <QPaintEvent>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace client::contract;
using bets::bet;
using bets::range;
using ui::BetKey;
using ui::BetsTable;

namespace {

// The regions that a widget painted.
class Paints : public QObject
{
public:
    explicit Paints(QWidget& widget) { widget.installEventFilter(this); }
    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() == QEvent::Paint)
            regions.push_back(static_cast<QPaintEvent*>(event)->region());
        return false;
    }
    QRegion all() const
    {
        QRegion united;
        for (const auto& region : regions)
            united += region;
        return united;
    }
    std::vector<QRegion> regions;
};

class Desk
{
public:
    Desk()
    {
        table.resize(900, 300);
        table.show();
        table.setFocus();
        model.apply(range(1, 200), true);
        if (!QTest::qWaitForWindowExposed(&table))
            qFatal("the table is not shown");
    }

    std::string topBet() { return model.row(table.rowAt(0)).bet.text(); }
    std::string current() { return table.currentKey().bet; }

    tests::support::VirtualTime time;
    tests::support::VirtualClock clock{time, bets::startMs};
    ui::Format format{ui::Language::English, QTimeZone::utc()};
    ui::Theme theme;
    ui::BetsModel model{clock, format, 1'000};
    BetsTable table{model, theme};
};

} // namespace

class TestBetsTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsWholeIds()
    {
        Desk desk;
        auto row = bet(300);
        row.bet = BetId("b-90412197");
        row.player = PlayerId("p23264-1-1064");
        row.round = RoundId("r-55120-17");
        desk.model.apply({row}, true);
        const int at = desk.model.rowOf(BetKey::of(row));
        QVERIFY(at >= 0);
        for (const auto column : {ui::BetColumn::Bet, ui::BetColumn::Player, ui::BetColumn::Round}) {
            const auto index = desk.model.index(at, static_cast<int>(column));
            const int needed = desk.table.itemDelegate()->sizeHint({}, index).width();
            const int given = desk.table.columnWidth(index.column());
            QVERIFY2(given >= needed,
                     qPrintable(QStringLiteral("%1: %2 < %3").arg(index.data().toString()).arg(given).arg(needed)));
        }
    }

    void paintsAllRowsTogetherWhenOneComesIn()
    {
        Desk desk;
        QTRY_COMPARE(desk.table.rowAt(0), 0);
        Paints paints(*desk.table.viewport());
        desk.model.apply({bet(198, BetState::Won, 2)}, true); // its row waits for a paint
        desk.model.apply({bet(201)}, true);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::UpdateRequest); // before any timer
        QVERIFY(!paints.regions.empty());
        QVERIFY(paints.regions.front().contains(desk.table.viewport()->rect()));
        QCOMPARE(paints.regions.front().boundingRect(), desk.table.viewport()->rect());
    }

    void theMarkedBetIsTheCurrentOneAlsoWithCtrl()
    {
        Desk desk;
        QTest::keyClick(&desk.table, Qt::Key_J);
        for (const auto key : {Qt::Key_Down, Qt::Key_Down, Qt::Key_Up, Qt::Key_Home}) {
            QTest::keyClick(&desk.table, key, Qt::ControlModifier);
            const auto marked = desk.table.selectionModel()->selectedRows();
            QCOMPARE(marked.size(), 1);
            QCOMPARE(marked.front().row(), desk.table.currentIndex().row());
        }
    }

    void followsTheNewestAtTheTop()
    {
        Desk desk;
        QVERIFY(desk.table.isFollowing());
        desk.model.apply(range(201, 210), true);
        QCOMPARE(desk.topBet(), std::string("b-210"));
        QCOMPARE(desk.table.newCount(), 0);
        QVERIFY(desk.table.currentKey().isEmpty());
    }

    void keepsThePlaceOfAReader()
    {
        Desk desk;
        desk.table.verticalScrollBar()->setValue(40 * 26 + 7);
        const auto top = desk.topBet();
        const int offset = desk.table.rowViewportPosition(desk.table.rowAt(0));
        desk.model.apply(range(201, 246), true);
        QVERIFY(!desk.table.isFollowing());
        QCOMPARE(desk.topBet(), top);
        QCOMPARE(desk.table.rowViewportPosition(desk.table.rowAt(0)), offset);
        QCOMPARE(desk.table.newCount(), 46);
        QTest::keyClick(&desk.table, Qt::Key_End);
        QVERIFY(desk.table.isFollowing());
        QCOMPARE(desk.topBet(), std::string("b-246"));
        QCOMPARE(desk.table.newCount(), 0);
    }

    void keepsSelectionAndCurrentBet()
    {
        Desk desk;
        desk.table.selectBet(BetKey::of(bet(195)));
        QVERIFY(!desk.table.isFollowing());
        desk.model.apply(range(201, 230), true);
        QCOMPARE(desk.current(), std::string("b-195"));
        QCOMPARE(desk.table.selectedKeys().size(), 1U);
        desk.model.setQuery(*Query::parse("partner:northbet"));
        QCOMPARE(desk.current(), std::string("b-195"));
        QCOMPARE(desk.table.selectedKeys(), std::vector<BetKey>{BetKey::of(bet(195))});
    }

    void choosesNoNeighbourWhenTheChosenBetLeaves()
    {
        Desk desk;
        desk.model.setQuery(*Query::parse("status:funds_held"));
        desk.table.selectBet(BetKey::of(bet(195)));
        desk.model.apply({bet(195, BetState::Won, 2)}, true);
        QVERIFY(desk.table.currentKey().isEmpty());
        QVERIFY(desk.table.selectedKeys().empty());
    }

    void repaintsOnlyTheRowsThatChangedAndThoseOnceAFrame()
    {
        Desk desk;
        QTRY_COMPARE(desk.table.rowAt(0), 0);
        QCoreApplication::sendPostedEvents();
        Paints paints(*desk.table.viewport());
        desk.model.apply({bet(198, BetState::Won, 2)}, true);
        QTRY_COMPARE(paints.regions.size(), 1U);
        QCOMPARE(paints.regions[0].boundingRect(), QRect(0, 2 * 26, desk.table.viewport()->width(), 26));
        // While a frame runs, changes are only gathered: one paint before it, one after it.
        paints.regions.clear();
        for (int version = 3; version < 40; ++version)
            desk.model.apply({bet(199, BetState::Won, version), bet(195, BetState::Won, version)}, true);
        const QRect both(0, 26, desk.table.viewport()->width(), 5 * 26);
        QTRY_COMPARE(paints.all().boundingRect(), both);
        QCOMPARE(paints.all().rectCount(), 2);
        QVERIFY(paints.regions.size() <= 2);
        // Nothing of the first is on the screen.
        paints.regions.clear();
        desk.model.apply({bet(20, BetState::Won, 2)}, true);
        desk.model.apply({bet(200, BetState::Won, 2)}, true);
        QTRY_COMPARE(paints.all().boundingRect(), QRect(0, 0, desk.table.viewport()->width(), 26));
    }

    void keepsTheSelectionOfABetThatMovesInTheOrder()
    {
        Desk desk;
        desk.table.selectBet(BetKey::of(bet(195)));
        desk.table.setCurrentIndex(desk.model.index(5, static_cast<int>(ui::BetColumn::Amount)));
        QTest::keyClick(&desk.table, Qt::Key_S);
        QVERIFY(desk.model.order() == (ui::BetList::Order{ui::BetColumn::Amount, true}));
        QTest::keyClick(&desk.table, Qt::Key_S);
        QVERIFY(desk.model.order() == (ui::BetList::Order{ui::BetColumn::Amount, false}));
        QCOMPARE(desk.current(), std::string("b-195"));
        auto row = bet(195, BetState::Blocked, 2);
        row.stakeMinor = 1;
        desk.model.apply({row}, true);
        QCOMPARE(desk.model.rowOf(BetKey::of(row)), 0);
        QCOMPARE(desk.current(), std::string("b-195"));
        QCOMPARE(desk.table.selectedKeys(), std::vector<BetKey>{BetKey::of(row)});
        QCOMPARE(desk.table.newCount(), 0);
    }

    void keepsThePlaceOfAReaderWhenManyRowsComeAndGoApart()
    {
        Desk desk;
        desk.model.setQuery(*Query::parse("not status:won"));
        desk.table.verticalScrollBar()->setValue(100 * 26 + 7);
        const auto top = desk.topBet();
        std::vector<BetRow> batch;
        for (int number = 110; number < 200; number += 3)
            batch.push_back(bet(number, number == 101 ? BetState::Blocked : BetState::Won, 2));
        for (int number = 201; number < 220; ++number)
            batch.push_back(bet(number));
        desk.model.apply(batch, true);
        QCOMPARE(desk.topBet(), top);
    }

    void walksByLetters()
    {
        Desk desk;
        desk.model.apply({bets::failed(190, 2), bets::failed(180, 2)}, true);
        QTest::keyClick(&desk.table, Qt::Key_J);
        QCOMPARE(desk.current(), std::string("b-200"));
        QTest::keyClick(&desk.table, Qt::Key_J);
        QTest::keyClick(&desk.table, Qt::Key_J);
        QTest::keyClick(&desk.table, Qt::Key_K);
        QCOMPARE(desk.current(), std::string("b-199"));
        QTest::keyClick(&desk.table, Qt::Key_E);
        QCOMPARE(desk.current(), std::string("b-190"));
        QTest::keyClick(&desk.table, Qt::Key_E);
        QCOMPARE(desk.current(), std::string("b-180"));
        QTest::keyClick(&desk.table, Qt::Key_E, Qt::ShiftModifier);
        QCOMPARE(desk.current(), std::string("b-190"));
        QTest::keyClick(&desk.table, Qt::Key_M);
        QTest::keyClick(&desk.table, Qt::Key_O);
        QCOMPARE(desk.current(), std::string("b-183"));
        QTest::keyClick(&desk.table, Qt::Key_BracketLeft);
        QCOMPARE(desk.current(), std::string("b-190"));
    }

    void asksForPauseOnceForAHeldSpace()
    {
        Desk desk;
        QSignalSpy pause(&desk.table, &BetsTable::pauseRequested);
        QTest::keyPress(&desk.table, Qt::Key_Space);
        QKeyEvent repeated(QEvent::KeyPress, Qt::Key_Space, Qt::NoModifier, QStringLiteral(" "), true);
        QCoreApplication::sendEvent(&desk.table, &repeated);
        QCOMPARE(pause.size(), 1);
    }

    void tellsOfAnotherCurrentBetOnly()
    {
        Desk desk;
        QSignalSpy current(&desk.table, &BetsTable::currentBetChanged);
        desk.table.selectBet(BetKey::of(bet(195)));
        QCOMPARE(current.size(), 1);
        desk.model.apply(range(201, 230), true);
        desk.model.setQuery(Query());
        QCOMPARE(current.size(), 1);
    }
};

QTEST_MAIN(TestBetsTable)
#include "tst_betstable.moc"
