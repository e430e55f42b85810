// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/virtualtime.h"
#include "tests/ui/bets.h"
#include "ui/format.h"
#include "ui/models/betsmodel.h"
#include "ui/models/viewsmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <map>

using namespace client::contract;
using bets::bet;
using bets::failed;
using bets::range;
using bets::retrying;
using ui::BetKey;
using ui::BetsModel;
using Column = ui::BetsModel::Column;

namespace {

class Desk
{
public:
    explicit Desk(int capacity = 1'000) : model(clock, format, capacity) {}

    // What a person sees: one line a row, "b-7 Funds held 10.07 EUR".
    QStringList dump() const
    {
        QStringList lines;
        for (int row = 0; row < model.rowCount(); ++row)
            lines << QStringList{text(row, Column::Bet), text(row, Column::Status)}.join(u' ');
        return lines;
    }
    QString ids() const
    {
        QStringList found;
        for (int row = 0; row < model.rowCount(); ++row)
            found << text(row, Column::Bet).mid(2);
        return found.join(u' ');
    }
    QString text(int row, Column column, int role = Qt::DisplayRole) const
    {
        return model.index(row, static_cast<int>(column)).data(role).toString();
    }
    bool isChanged(int row, Column column) const
    {
        return model.index(row, static_cast<int>(column)).data(BetsModel::ChangedRole).toBool();
    }
    void filter(const char* query) { model.setQuery(*Query::parse(query)); }

    tests::support::VirtualTime time{0};
    tests::support::VirtualClock clock{time, bets::startMs};
    ui::Format format{ui::Language::English, QTimeZone::utc()};
    BetsModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
};

} // namespace

class TestBetsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void putsTheNewestCreatedFirst()
    {
        Desk desk;
        desk.model.apply({bet(2), bet(3), bet(1)}, true);
        desk.model.apply({bet(4)}, true);
        QCOMPARE(desk.ids(), QStringLiteral("4 3 2 1"));
    }

    void insertsOneBatchAsOneSpan()
    {
        Desk desk;
        desk.model.apply(range(1, 10), true);
        QSignalSpy inserted(&desk.model, &QAbstractItemModel::rowsInserted);
        desk.model.apply(range(11, 60), true);
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(inserted.first().at(1).toInt(), 0);
        QCOMPARE(inserted.first().at(2).toInt(), 49);
    }

    void sortsAnOlderPageBelow()
    {
        Desk desk;
        desk.model.apply(range(20, 22), false);
        desk.model.apply({bet(10), bet(9)}, false);
        desk.model.apply({bet(15), bet(14)}, false);
        QCOMPARE(desk.ids(), QStringLiteral("22 21 20 15 14 10 9"));
    }

    void changesARowInItsPlace()
    {
        Desk desk;
        desk.model.apply(range(1, 3), true);
        desk.model.apply({bet(2, BetState::Won, 2)}, true);
        QCOMPARE(desk.dump(), (QStringList{QStringLiteral("b-3 Funds held"), QStringLiteral("b-2 Won"),
                                           QStringLiteral("b-1 Funds held")}));
    }

    void ignoresAnOlderVersion()
    {
        Desk desk;
        desk.model.apply({bet(1, BetState::Won, 5)}, true);
        desk.model.apply({bet(1, BetState::Blocked, 4)}, true);
        QCOMPARE(desk.text(0, Column::Status), QStringLiteral("Won"));
    }

    void keepsTheRingAtItsCapacity()
    {
        Desk desk(5);
        desk.model.apply(range(1, 4), true);
        desk.model.apply(range(5, 8), true);
        QCOMPARE(desk.ids(), QStringLiteral("8 7 6 5 4"));
        QCOMPARE(desk.model.totalCount(), 5);
        QVERIFY(!desk.model.find(BetKey::of(bet(3))));
    }

    void makesRoomForSeveralAtOnceWhenItIsLarge()
    {
        Desk desk(1'024);
        desk.model.apply(range(1, 1'024), true);
        QCOMPARE(desk.model.totalCount(), 1'024);
        QSignalSpy removed(&desk.model, &BetsModel::rowsRemoved);
        for (int number = 1'025; number <= 1'029; ++number)
            desk.model.apply({bet(number)}, true);
        // 1,024 less a 256th; the next room is needed by the fifth that comes.
        QCOMPARE(removed.size(), 1);
        QCOMPARE(desk.model.totalCount(), 1'024);
        QVERIFY(!desk.model.find(BetKey::of(bet(5))));
        QVERIFY(desk.model.find(BetKey::of(bet(6))));
    }

    void keepsTheRingAtItsCapacityUnderAFilter()
    {
        Desk desk(4);
        desk.filter("partner:acme");
        desk.model.apply(range(1, 4), true);
        desk.model.apply(range(5, 6), true);
        QCOMPARE(desk.ids(), QStringLiteral("6 4"));
    }

    void showsOnlyWhatMatchesTheQuery()
    {
        Desk desk;
        desk.model.apply({bet(1), failed(2), failed(3), bet(4)}, true);
        desk.filter("status:failed");
        QCOMPARE(desk.ids(), QStringLiteral("3 2"));
        QCOMPARE(desk.model.totalCount(), 4);
        desk.filter("");
        QCOMPARE(desk.ids(), QStringLiteral("4 3 2 1"));
    }

    void movesRowsInAndOutOfAFilterAsTheyChange()
    {
        Desk desk;
        desk.filter("status:failed");
        desk.model.apply(range(1, 5), true);
        QCOMPARE(desk.ids(), QString());
        desk.model.apply({failed(4, 2), failed(2, 2)}, true);
        QCOMPARE(desk.ids(), QStringLiteral("4 2"));
        desk.model.apply({bet(4, BetState::Won, 3)}, true);
        QCOMPARE(desk.ids(), QStringLiteral("2"));
    }

    void hidesABetOnceThatChangesTwiceWithinOneBatch()
    {
        Desk desk;
        desk.filter("status:failed");
        desk.model.apply({failed(1), failed(2), failed(3)}, true);
        QSignalSpy removed(&desk.model, &QAbstractItemModel::rowsRemoved);
        desk.model.apply({bet(2, BetState::Blocked, 2), bet(2, BetState::Won, 3)}, true);
        QCOMPARE(desk.ids(), QStringLiteral("3 1"));
        QCOMPARE(removed.size(), 1);
    }

    void addsAndChangesABetWithinOneBatch()
    {
        Desk desk;
        desk.filter("status:failed");
        desk.model.apply({bet(1), failed(1, 2), failed(2), bet(2, BetState::Won, 2)}, true);
        QCOMPARE(desk.ids(), QStringLiteral("1"));
    }

    void agreesWithAPlainListOverRandomBatches()
    {
        Desk desk(60);
        tests::support::SeededRandom random(11);
        const auto query = *Query::parse("status:funds_held or status:won partner:acme");
        desk.model.setQuery(query);
        std::map<int, BetRow> plain;
        for (int round = 0; round < 300; ++round) {
            std::vector<BetRow> batch;
            for (auto n = random.below(12); n > 0; --n) {
                const int number = static_cast<int>(random.below(30) + round);
                const auto state = random.chance(0.5) ? BetState::Blocked : BetState::Won;
                batch.push_back(bet(number, state, 1 + random.below(4)));
                auto& held = plain[number];
                const bool wasEvicted = plain.size() > 60 && number < std::prev(plain.end(), 60)->first;
                if (!wasEvicted && batch.back().version > held.version)
                    held = batch.back();
            }
            if (random.chance(0.2))
                desk.model.setPaused(!desk.model.isPaused());
            desk.model.apply(batch, true);
            if (desk.model.isPaused())
                continue;
            while (plain.size() > 60)
                plain.erase(plain.begin());
            QStringList expected;
            for (auto at = plain.rbegin(); at != plain.rend(); ++at) {
                if (query.matches(at->second, 0))
                    expected << QString::number(at->first);
            }
            // A bet that was evicted and then spoken of again may be known to the one and not to the other.
            const auto shown = desk.ids().split(u' ', Qt::SkipEmptyParts);
            QVERIFY(std::is_sorted(shown.begin(), shown.end(),
                                   [](const QString& a, const QString& b) { return a.toInt() > b.toInt(); }));
            if (plain.size() < 60)
                QCOMPARE(shown, expected);
        }
    }

    void keepsBatchesAsideWhilePaused()
    {
        Desk desk;
        desk.model.apply(range(1, 3), true);
        desk.model.setPaused(true);
        desk.model.apply({bet(4), bet(2, BetState::Won, 2)}, true);
        desk.model.apply({bet(4, BetState::Won, 2), bet(5)}, true);
        QCOMPARE(desk.ids(), QStringLiteral("3 2 1"));
        QCOMPARE(desk.model.pendingNewCount(), 2);
        QCOMPARE(desk.text(1, Column::Status), QStringLiteral("Funds held"));
        desk.model.setPaused(false);
        QCOMPARE(desk.ids(), QStringLiteral("5 4 3 2 1"));
        QCOMPARE(desk.text(1, Column::Status), QStringLiteral("Won"));
        QCOMPARE(desk.text(3, Column::Status), QStringLiteral("Won"));
        QCOMPARE(desk.model.pendingNewCount(), 0);
    }

    void countsWhatIsKnownWhilePaused()
    {
        Desk desk;
        const auto query = [](const char* text) { return client::contract::Query::parse(text).value(); };
        desk.model.setCounters(
            {query("status:funds_held"), query("status:won"), query(""), query("status:funds_held not last:5m")});
        const auto counts = [&] {
            return QStringLiteral("%1 %2 %3 of %4")
                .arg(desk.model.counter(0).value())
                .arg(desk.model.counter(1).value())
                .arg(desk.model.counter(3).value())
                .arg(desk.model.counter(2).value());
        };
        desk.model.apply(range(1, 3), true);
        QCOMPARE(counts(), QStringLiteral("3 0 0 of 3"));
        desk.model.setPaused(true);
        desk.model.apply({bet(4), bet(2, BetState::Won, 2)}, true);
        desk.model.apply({bet(4, BetState::Won, 2), bet(5), bet(2)}, true); // the last one is old
        QCOMPARE(desk.ids(), QStringLiteral("3 2 1"));
        QCOMPARE(counts(), QStringLiteral("3 2 0 of 5"));
        // Of the held ones 1, 3 and 5 grow old; 2 was won, whatever is shown.
        desk.time.advance(600'000);
        for (int i = 0; i < 40; ++i)
            desk.model.tick();
        QCOMPARE(counts(), QStringLiteral("3 2 3 of 5"));
        desk.model.setCounters(
            {query("status:won"), query("status:funds_held"), query(""), query("status:funds_held not last:5m")});
        QCOMPARE(counts(), QStringLiteral("2 3 3 of 5"));
        desk.model.setPaused(false);
        QCOMPARE(counts(), QStringLiteral("2 3 3 of 5"));
        desk.model.setPaused(true);
        desk.model.apply({bet(1, BetState::Won, 2), bet(6)}, true);
        desk.model.clear();
        QCOMPARE(counts(), QStringLiteral("0 0 0 of 0"));
        std::vector<client::contract::Query> many(33, query("status:won"));
        many.push_back(query("  "));
        desk.model.setCounters(many);
        desk.model.setPaused(false);
        desk.model.apply({bet(7, BetState::Won)}, true);
        QCOMPARE(desk.model.counter(31), std::optional(1));
        QCOMPARE(desk.model.counter(32), std::nullopt); // too many
        QCOMPARE(desk.model.counter(33), std::optional(1));
        QCOMPARE(desk.model.counter(34), std::nullopt);
    }

    void samplesAnOverloadAndCountsWhatItSkips()
    {
        Desk desk(100'000);
        desk.model.apply(range(1, BetsModel::newRowsPerBatchMax + 500), true);
        QCOMPARE(desk.model.totalCount(), BetsModel::newRowsPerBatchMax);
        QCOMPARE(desk.model.skippedCount(), 500);
        desk.model.apply(range(10'000, 10'000 + BetsModel::newRowsPerBatchMax + 500), false);
        QCOMPARE(desk.model.skippedCount(), 500);
    }

    void saysHowMuchAnOverloadLeavesOutAndThatItIsOver()
    {
        Desk desk(100'000);
        QSignalSpy told(&desk.model, &BetsModel::overloadChanged);
        desk.model.apply(range(1, BetsModel::newRowsPerBatchMax), true);
        QVERIFY(!desk.model.overload());
        desk.model.apply(range(10'001, 10'000 + BetsModel::newRowsPerBatchMax * 12), true);
        QCOMPARE(desk.model.overload()->oneOf, 12);
        QCOMPARE(desk.model.overload()->skipped, BetsModel::newRowsPerBatchMax * 11);
        desk.time.advance(BetsModel::overloadForMs - 1);
        desk.model.tick();
        QVERIFY(desk.model.overload());
        desk.time.advance(1);
        desk.model.tick();
        QVERIFY(!desk.model.overload());
        QCOMPARE(told.size(), 2);
        QCOMPARE(desk.model.skippedCount(), BetsModel::newRowsPerBatchMax * 11);
    }

    void movesRowsWithTheirIndexesWhenTheyChangeInTheOrder()
    {
        Desk desk;
        desk.model.apply(range(1, 5), true);
        desk.model.sort(static_cast<int>(Column::Amount), Qt::DescendingOrder);
        QCOMPARE(desk.ids(), QStringLiteral("5 4 3 2 1"));
        const QPersistentModelIndex second(desk.model.index(3, 4));
        auto row = bet(2, BetState::Blocked, 2);
        row.stakeMinor = 9'000;
        desk.model.apply({row, bet(6)}, true);
        QCOMPARE(desk.ids(), QStringLiteral("2 6 5 4 3 1"));
        QCOMPARE(second.row(), 0);
        QCOMPARE(second.column(), 4);
        desk.model.sort(static_cast<int>(Column::Time), Qt::AscendingOrder);
        QCOMPARE(desk.ids(), QStringLiteral("1 2 3 4 5 6"));
        QCOMPARE(second.row(), 1);
    }

    void tellsAWatchingViewOnlyOfRowsThatItShows()
    {
        Desk desk;
        desk.model.apply(range(1, 100), true);
        desk.model.watch(10, 19); // bets 90 to 81
        QSignalSpy changed(&desk.model, &QAbstractItemModel::dataChanged);
        desk.model.apply({bet(50, BetState::Won, 2), bet(95, BetState::Won, 2)}, true);
        QCOMPARE(changed.size(), 0);
        desk.model.apply({bet(90, BetState::Won, 2), bet(85, BetState::Won, 2), bet(84, BetState::Won, 2)}, true);
        QCOMPARE(changed.size(), 2);
        QCOMPARE(changed[0].at(0).toModelIndex().row(), 10);
        QCOMPARE(changed[0].at(1).toModelIndex().row(), 10);
        QCOMPARE(changed[1].at(0).toModelIndex().row(), 15);
        QCOMPARE(changed[1].at(1).toModelIndex().row(), 16);
    }

    void marksNothingUnderReducedMotion()
    {
        Desk desk;
        desk.model.setHighlights(false);
        desk.model.apply({retrying(1, 1)}, true);
        desk.model.apply({retrying(1, 2, 2)}, true);
        QVERIFY(!desk.isChanged(0, Column::Attempt));
    }

    void marksChangedCellsForThreeSeconds()
    {
        Desk desk;
        desk.model.apply({retrying(1, 1)}, true);
        QVERIFY(!desk.isChanged(0, Column::Attempt));
        desk.model.apply({retrying(1, 2, 2)}, true);
        QVERIFY(desk.isChanged(0, Column::Attempt));
        QVERIFY(!desk.isChanged(0, Column::Amount));
        desk.time.advance(2'000);
        desk.model.apply({failed(1, 3)}, true);
        desk.time.advance(BetsModel::changedForMs - 1'000);
        desk.model.tick();
        QVERIFY(desk.isChanged(0, Column::Status));
        desk.time.advance(1'000);
        QSignalSpy changed(&desk.model, &QAbstractItemModel::dataChanged);
        desk.model.tick();
        QVERIFY(!desk.isChanged(0, Column::Status));
        QCOMPARE(changed.size(), 1);
    }

    void marksNothingOfASnapshot()
    {
        Desk desk;
        desk.model.apply({bet(1)}, false);
        desk.model.apply({bet(1, BetState::Won, 2)}, false);
        QVERIFY(!desk.isChanged(0, Column::Status));
    }

    void lookAtAgesAgainAsTimePasses()
    {
        Desk desk;
        desk.model.apply(range(1, 5), true);
        desk.filter("not last:5m");
        QCOMPARE(desk.ids(), QString());
        desk.time.advance(5 * 60'000 + 300);
        for (int i = 0; i < 20; ++i)
            desk.model.tick();
        QCOMPARE(desk.ids(), QStringLiteral("2 1"));
    }

    void countsForTheViewsAsRowsComeChangeAndGo()
    {
        Desk desk(4);
        ui::ViewsModel views(desk.model, desk.format);
        const QAbstractItemModelTester tester(&views, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto count = [&](const char* query) { return *views.count(views.rowOfQuery(QLatin1String(query))); };
        desk.model.apply({bet(1), failed(2), failed(3)}, true);
        QCOMPARE(count(""), 3);
        QCOMPARE(count("status:failed"), 2);
        QCOMPARE(count("status:funds_held"), 1);
        desk.model.apply({bet(3, BetState::Won, 2)}, true);
        QCOMPARE(count("status:failed"), 1);
        desk.model.apply(range(4, 7), true);
        QCOMPARE(count("status:failed"), 0);
        QCOMPARE(count("status:funds_held"), 4);
        desk.model.clear();
        QCOMPARE(count(""), 0);
    }

    void saysARowAsOneSentence()
    {
        Desk desk;
        desk.model.apply({failed(2)}, true);
        QCOMPARE(desk.text(0, Column::Time, Qt::AccessibleTextRole),
                 QStringLiteral("Failed. Bet b-2, acme, 10.02\u00A0EUR, 18:42:51, "
                                "HTTP 503, upstream unavailable after 5 attempts"));
        QCOMPARE(desk.text(0, Column::Partner, Qt::AccessibleTextRole), QStringLiteral("Partner: acme"));
        for (int column = 0; column < BetsModel::columns; ++column)
            QVERIFY(!desk.model.index(0, column).data(Qt::AccessibleTextRole).toString().isEmpty());
    }

    void alignsNumbersAndTheirHeadersToTheRight()
    {
        Desk desk;
        desk.model.apply({failed(2)}, true);
        for (int column = 0; column < BetsModel::columns; ++column) {
            const auto cell = desk.model.index(0, column).data(Qt::TextAlignmentRole);
            QCOMPARE(desk.model.headerData(column, Qt::Horizontal, Qt::TextAlignmentRole), cell);
            const bool right = (cell.toInt() & Qt::AlignRight) != 0;
            QCOMPARE(right, BetsModel::isNumeric(static_cast<Column>(column)));
        }
    }

    void saysTheDateWhereItChanges()
    {
        Desk desk;
        auto yesterday = bet(1);
        yesterday.createdAt -= 24 * 3'600'000;
        desk.model.apply({bet(3), bet(2), yesterday}, true);
        QCOMPARE(desk.text(1, Column::Time), QStringLiteral("18:42:51.200"));
        QCOMPARE(desk.text(2, Column::Time), QStringLiteral("22.11 18:42:51.100"));
    }

    void showsForeignTextAsPlainText()
    {
        Desk desk;
        auto row = failed(1);
        row.operation->error = "<img src=file:///etc/passwd>\n\xE2\x80\xAEgnp";
        desk.model.apply({row}, true);
        QCOMPARE(desk.text(0, Column::LastError), QStringLiteral("<img src=file:///etc/passwd>␊⟨U+202e⟩gnp"));
        QVERIFY(desk.text(0, Column::LastError, Qt::ToolTipRole).contains(QStringLiteral("&lt;img")));
    }

    void keepsMarksWithTheirBets()
    {
        Desk desk;
        desk.model.apply(range(1, 3), true);
        desk.model.toggleMark(1);
        desk.model.apply(range(4, 5), true);
        QVERIFY(desk.model.isMarked(3));
        desk.filter("bet:b-2");
        QVERIFY(desk.model.isMarked(0));
        QVERIFY(desk.text(0, Column::Time, Qt::AccessibleTextRole).startsWith(QStringLiteral("Marked. ")));
    }
};

QTEST_MAIN(TestBetsModel)
#include "tst_betsmodel.moc"
