// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/jobservice.h"
#include "tests/ui/bench.h"
#include "ui/joblook.h"
#include "ui/models/jobitemsmodel.h"
#include "ui/models/jobplanmodel.h"
#include "ui/models/jobsmodel.h"
#include "ui/models/tableroles.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace client::contract;
using tests::jobs::item;
using tests::jobs::job;
using tests::jobs::running;
using ui::JobItemsModel;
using ui::JobPlanModel;
using ui::JobsModel;

namespace {

class Desk : public bench::Bench
{
public:
    Desk()
    {
        transport.otherwise = [this](const client::ports::HttpRequest& request) { return service.answer(request); };
    }
    int asked(const std::string& part) const
    {
        int found = 0;
        for (const auto& request : transport.seen)
            found += request.target.find(part) != std::string::npos ? 1 : 0;
        return found;
    }

    tests::jobs::JobService service;
};

struct JobsDesk : Desk
{
    JobsModel model{api, clock, format};
    // Reads every page by itself: tests of paging go without it.
    std::unique_ptr<QAbstractItemModelTester> tester =
        std::make_unique<QAbstractItemModelTester>(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);

    QString cell(int row, JobsModel::Column column) const
    {
        return model.index(row, static_cast<int>(column)).data().toString();
    }
    QStringList numbers() const
    {
        QStringList found;
        for (int row = 0; row < model.rowCount(); ++row)
            found << cell(row, JobsModel::Column::Job);
        return found;
    }
};

struct ItemsDesk : Desk
{
    JobItemsModel model{api, clock, format};
    // Reads every page by itself: tests of paging go without it.
    std::unique_ptr<QAbstractItemModelTester> tester =
        std::make_unique<QAbstractItemModelTester>(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const JobId id{"job-88"};

    ItemsDesk() { service.add(running()); }
    std::vector<JobItem>& items() { return service.items[id.text()]; }
    void open()
    {
        model.show(id, JobKind::Refund);
        time.advance(100);
    }
    // The job has moved on, and enough time has passed.
    void again()
    {
        model.markStale();
        time.advance(JobItemsModel::againAfterMs);
        model.tick();
        time.advance(1'000);
    }
    QStringList bets() const
    {
        QStringList found;
        for (int row = 0; row < model.rowCount(); ++row)
            found << model.index(row, 0).data().toString();
        return found;
    }
};

} // namespace

class TestJobsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsJobsNewestFirst()
    {
        JobsDesk desk;
        desk.model.apply({job(5, JobState::Completed), job(9, JobState::Planned), job(7, JobState::Running)});
        QCOMPARE(desk.numbers().join(u' '), QStringLiteral("9 7 5"));
    }

    void keepsTheNewestVersionOfAJob()
    {
        JobsDesk desk;
        desk.model.apply({job(5, JobState::Running, 4)});
        QSignalSpy changed(&desk.model, &QAbstractItemModel::dataChanged);
        desk.model.apply({job(5, JobState::Planned, 3)});
        desk.model.apply({job(5, JobState::Planned, 4)});
        QVERIFY(changed.isEmpty());
        QCOMPARE(desk.cell(0, JobsModel::Column::State), QStringLiteral("Running"));
        desk.model.apply({job(5, JobState::Paused, 5)});
        QCOMPARE(changed.size(), 1);
        QCOMPARE(desk.cell(0, JobsModel::Column::State), QStringLiteral("Paused"));
    }

    // The stream may tell of a job before the list that was asked for earlier arrives.
    void aLatePageDoesNotTurnBackWhatTheFeedSaid()
    {
        JobsDesk desk;
        desk.service.add(job(5, JobState::Running, 4));
        desk.model.reload();
        desk.model.apply({job(5, JobState::Paused, 9)});
        desk.time.advance(100);
        QVERIFY(desk.model.wasLoaded());
        QCOMPARE(desk.cell(0, JobsModel::Column::State), QStringLiteral("Paused"));
    }

    void readsFurtherPagesWhenSomebodyLooks()
    {
        JobsDesk desk;
        desk.tester.reset();
        desk.service.jobPage = 3;
        for (int number = 1; number <= 7; ++number)
            desk.service.add(job(number, JobState::Completed));
        desk.model.reload();
        desk.time.advance(100);
        QCOMPARE(desk.numbers().join(u' '), QStringLiteral("7 6 5"));
        QVERIFY(desk.model.canFetchMore({}));
        desk.model.fetchMore({});
        desk.model.fetchMore({});
        desk.time.advance(100);
        QCOMPARE(desk.model.rowCount(), 6);
        desk.model.fetchMore({});
        desk.time.advance(100);
        QCOMPARE(desk.model.rowCount(), 7);
        QVERIFY(!desk.model.canFetchMore({}));
        QCOMPARE(desk.asked("/jobs?"), 3);
    }

    void saysWhyNothingCame()
    {
        JobsDesk desk;
        desk.service.once["/jobs"] = {refusal(ProblemCode::Forbidden)};
        desk.model.reload();
        desk.time.advance(60'000);
        QCOMPARE(desk.model.problem(), QStringLiteral("your role may not do this"));
        QVERIFY(!desk.model.wasLoaded());
        desk.model.reload();
        desk.time.advance(100);
        QCOMPARE(desk.model.problem(), QString());
    }

    void writesARowAsInTheDesign()
    {
        JobsDesk desk;
        desk.model.apply({running()});
        const auto cell = [&](JobsModel::Column column) { return desk.cell(0, column); };
        QCOMPARE(cell(JobsModel::Column::Kind), QStringLiteral("Refund"));
        QCOMPARE(cell(JobsModel::Column::Counts), QStringLiteral("171 / 3 / 1 / 12 / 116"));
        QCOMPARE(cell(JobsModel::Column::Amount), QString::fromUtf8("10\u202f499.00 of 17\u202f902.00\u00a0EUR"));
        QCOMPARE(cell(JobsModel::Column::Author), QStringLiteral("a.petrova"));
        QCOMPARE(cell(JobsModel::Column::TimeLeft), QStringLiteral("12 s"));
        QCOMPARE(cell(JobsModel::Column::Reason),
                 QStringLiteral("Partner outage: funds held, bet not placed: Outage of ACME, 18:20 to 18:35"));
        const auto state = desk.model.index(0, static_cast<int>(JobsModel::Column::State));
        QVERIFY(state.data(ui::ChipRole).value<ui::Chip>().glyph == ui::Glyph::Play);
        QCOMPARE(desk.model.index(0, 0).data(Qt::AccessibleTextRole).toString(),
                 QString::fromUtf8("Running. Refund job 88: 187 of 303 · 171 refunded · 3 failed · 1 in doubt · 12 "
                                   "skipped · 9.8/s · about 12 s left, 10\u202f499.00 of 17\u202f902.00\u00a0EUR, by "
                                   "a.petrova"));
        QCOMPARE(state.data(Qt::AccessibleTextRole).toString(), QStringLiteral("State: Running"));
    }

    void neverSumsAcrossCurrencies()
    {
        JobsDesk desk;
        auto row = running();
        JobSum yen;
        yen.currency = *Currency::parse("JPY");
        yen.creditMinor = 12'000;
        yen.appliedCreditMinor = 300;
        row.sums.push_back(yen);
        JobSum back;
        back.debitMinor = -330'000;
        row.sums.push_back(back);
        desk.model.apply({row});
        QCOMPARE(desk.cell(0, JobsModel::Column::Amount),
                 QString::fromUtf8("10\u202f499.00 of 17\u202f902.00\u00a0EUR · 300 of 12\u202f000\u00a0JPY · 0.00 of "
                                   "−3\u202f300.00\u00a0EUR"));
    }

    void countsDownToTheStartByTheServicesClock()
    {
        JobsDesk desk;
        auto row = job(5, JobState::Holding);
        row.startsAt = desk.clock.utcMs() + 30'000;
        desk.model.apply({row});
        QCOMPARE(desk.cell(0, JobsModel::Column::State), QStringLiteral("Starts in 30 s"));
        desk.time.advance(12'000);
        QSignalSpy changed(&desk.model, &QAbstractItemModel::dataChanged);
        desk.model.tick();
        QCOMPARE(changed.size(), 1);
        QCOMPARE(desk.cell(0, JobsModel::Column::State), QStringLiteral("Starts in 18 s"));
        desk.model.setClockSkew(10'000);
        QCOMPARE(desk.cell(0, JobsModel::Column::State), QStringLiteral("Starts in 8 s"));
    }

    void countsWhatWaitsForSomebodyElse()
    {
        JobsDesk desk;
        auto own = job(1, JobState::PendingApproval);
        auto others = job(2, JobState::PendingApproval);
        others.author = "m.orlov";
        desk.model.apply({own, others, job(3, JobState::Running)});
        QCOMPARE(desk.model.waitingFor("a.petrova"), 1);
        QCOMPARE(desk.model.waitingFor("somebody"), 2);
    }

    void looksOfStatesAreTold()
    {
        // Colour is never enough: states of one colour have shapes of their own, but for those that ended in nothing.
        QSet<QPair<int, int>> looks;
        for (int state = 0; state <= static_cast<int>(JobState::Superseded); ++state) {
            const auto look = ui::lookOf(static_cast<JobState>(state));
            looks.insert({static_cast<int>(look.glyph), static_cast<int>(look.colors)});
        }
        QCOMPARE(looks.size(), 10);
        QVERIFY(ui::lookOf(JobItemState::InDoubt, JobKind::Refund).colors == ShownStatus::InDoubt);
        QVERIFY(ui::lookOf(JobItemState::Failed, JobKind::Refund).glyph == ui::Glyph::FilledTriangle);
    }

    void readsTheBetsPageByPage()
    {
        ItemsDesk desk;
        desk.tester.reset();
        desk.items() = tests::jobs::items(1, 1'200);
        desk.open();
        QCOMPARE(desk.model.rowCount(), 500);
        desk.model.fetchMore({});
        desk.time.advance(100);
        QCOMPARE(desk.model.rowCount(), 1'000);
        desk.model.fetchMore({});
        desk.time.advance(100);
        QCOMPARE(desk.model.rowCount(), 1'200);
        QVERIFY(!desk.model.canFetchMore({}));
        QCOMPARE(desk.bets().last(), QStringLiteral("b-1200"));
    }

    void filtersOnTheService()
    {
        ItemsDesk desk;
        desk.tester.reset();
        desk.items() = tests::jobs::items(1, 600);
        desk.items()[550] = item(551, JobItemState::Failed, "bet_already_settled");
        desk.open();
        desk.model.setStateFilter(JobItemState::Failed);
        QCOMPARE(desk.model.rowCount(), 0);
        desk.time.advance(100);
        QCOMPARE(desk.bets().join(u' '), QStringLiteral("b-551"));
        QVERIFY(desk.transport.seen.back().target.find("state=failed") != std::string::npos);
        desk.model.setStateFilter(std::nullopt);
        desk.time.advance(100);
        QCOMPARE(desk.model.rowCount(), 500);
    }

    void writesABetAsInTheDesign()
    {
        ItemsDesk desk;
        desk.items() = {item(1, JobItemState::Failed, "bet_already_settled"), item(2)};
        desk.items()[1].otherDeltaMinor = 0;
        desk.open();
        QStringList cells;
        for (int column = 0; column < JobItemsModel::columns; ++column)
            cells << desk.model.index(0, column).data().toString();
        QCOMPARE(cells, (QStringList{QStringLiteral("b-1"), QStringLiteral("p-1"), QString::fromUtf8("hold → refunded"),
                                     QString::fromUtf8("+10.01\u00a0EUR"), QStringLiteral("Failed"),
                                     QStringLiteral("already settled"), QStringLiteral("18:42:51")}));
        QCOMPARE(desk.model.index(0, 0).data(Qt::AccessibleTextRole).toString(),
                 QString::fromUtf8("Failed. Bet b-1, northbet, hold → refunded, +10.01\u00a0EUR, already settled"));
        QCOMPARE(desk.model.index(1, 3).data().toString(), QString::fromUtf8("+10.02\u00a0EUR or —"));
        QCOMPARE(desk.model.index(1, 5).data().toString(), QString::fromUtf8("—"));
    }

    void keepsPlacesWhileTheJobRuns()
    {
        ItemsDesk desk;
        desk.items() = tests::jobs::items(1, 700);
        desk.open();
        desk.model.fetchMore({});
        desk.time.advance(100);
        const QPersistentModelIndex chosen = desk.model.index(612, 0);
        QSignalSpy reset(&desk.model, &QAbstractItemModel::modelReset);
        QSignalSpy changed(&desk.model, &QAbstractItemModel::dataChanged);
        for (int i = 600; i < 620; ++i) {
            desk.items()[static_cast<std::size_t>(i)].state = JobItemState::Applied;
            desk.items()[static_cast<std::size_t>(i)].updatedAt += 5'000;
        }
        desk.again();
        QVERIFY(reset.isEmpty());
        QCOMPARE(changed.size(), 20);
        QCOMPARE(chosen.row(), 612);
        QCOMPARE(desk.model.rowCount(), 700);
        QVERIFY(desk.model.item(612).state == JobItemState::Applied);
    }

    void movesRowsInAndOutOfAFilter()
    {
        ItemsDesk desk;
        for (int number = 1; number <= 9; ++number)
            desk.items().push_back(item(number, number % 2 == 0 ? JobItemState::Pending : JobItemState::Applied));
        desk.model.setStateFilter(JobItemState::Applied);
        desk.open();
        QCOMPARE(desk.bets().join(u' '), QStringLiteral("b-1 b-3 b-5 b-7 b-9"));
        const QPersistentModelIndex kept = desk.model.index(3, 0);
        desk.items()[1].state = JobItemState::Applied;
        desk.items()[3].state = JobItemState::Applied;
        desk.items()[4].state = JobItemState::Failed;
        desk.items()[8].state = JobItemState::Failed;
        desk.again();
        QCOMPARE(desk.bets().join(u' '), QStringLiteral("b-1 b-2 b-3 b-4 b-7"));
        QCOMPARE(kept.data().toString(), QStringLiteral("b-7"));
        for (auto& shown : desk.items())
            shown.state = JobItemState::Failed;
        desk.again();
        QCOMPARE(desk.bets().size(), 0);
        for (auto& shown : desk.items())
            shown.state = JobItemState::Applied;
        desk.again();
        QCOMPARE(desk.model.rowCount(), 9);
    }

    void doesNotReadAnewForEachStep()
    {
        ItemsDesk desk;
        desk.items() = tests::jobs::items(1, 10);
        desk.open();
        const int before = desk.asked("/rows");
        for (int i = 0; i < 100; ++i) {
            desk.model.markStale();
            desk.model.tick();
            desk.time.advance(100);
        }
        QVERIFY(desk.asked("/rows") - before <= 10'000 / JobItemsModel::againAfterMs);
        QVERIFY(desk.asked("/rows") - before >= 3);
        const int after = desk.asked("/rows");
        desk.time.advance(60'000);
        desk.model.tick();
        desk.time.advance(10'000);
        desk.model.tick();
        QVERIFY(desk.asked("/rows") - after <= 1);
    }

    void keepsWhatItHasWhenAReadingFails()
    {
        ItemsDesk desk;
        desk.items() = tests::jobs::items(1, 600);
        desk.open();
        desk.model.fetchMore({});
        desk.time.advance(100);
        desk.items()[0].state = JobItemState::Applied;
        desk.items()[0].updatedAt += 1;
        desk.service.once["/rows"] = {refusal(ProblemCode::Forbidden)};
        desk.again();
        QCOMPARE(desk.model.rowCount(), 600);
        QVERIFY(!desk.model.problem().isEmpty());
        desk.time.advance(JobItemsModel::againAfterMs);
        desk.model.tick();
        desk.time.advance(1'000);
        QCOMPARE(desk.model.problem(), QString());
        QVERIFY(desk.model.item(0).state == JobItemState::Applied);
    }

    void dropsTheAnswerOfAnotherJob()
    {
        ItemsDesk desk;
        desk.service.add(job(99, JobState::Running));
        desk.items() = tests::jobs::items(1, 3);
        desk.service.items["job-99"] = tests::jobs::items(50, 51);
        desk.model.show(desk.id, JobKind::Refund);
        desk.model.show(JobId("job-99"), JobKind::Refund);
        desk.time.advance(1'000);
        QCOMPARE(desk.bets().join(u' '), QStringLiteral("b-50 b-51"));
        desk.model.show({}, JobKind::Refund);
        QCOMPARE(desk.model.rowCount(), 0);
    }

    void mayBeGoneBeforeTheAnswer()
    {
        Desk desk;
        desk.service.add(running());
        {
            JobItemsModel items(desk.api, desk.clock, desk.format);
            items.show(JobId("job-88"), JobKind::Refund);
            JobsModel jobs(desk.api, desk.clock, desk.format);
            jobs.reload();
        }
        desk.time.advance(60'000);
        QVERIFY(desk.asked("/rows") <= 1);
    }

    void writesAPlan()
    {
        Desk desk;
        JobPlanModel model(desk.format);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        model.setSummary(tests::jobs::summary(tests::jobs::planned(JobId("job-88"))));
        QStringList lines;
        for (int row = 0; row < model.rowCount(); ++row)
            lines << model.index(row, 0).data(Qt::AccessibleTextRole).toString();
        const QStringList wanted{
            QStringLiteral("What happens"),
            QString::fromUtf8("Will be refunded, Bets: 305, 17\u202f902.00\u00a0EUR"),
            QStringLiteral("Skipped: already refunded, Bets: 5"),
            QStringLiteral("Skipped: state in doubt, Bets: 2"),
            QStringLiteral("By partner and currency"),
            QString::fromUtf8("acme, Bets: 200, 12\u202f000.00\u00a0EUR"),
            QString::fromUtf8("northbet, Bets: 105, 5\u202f902.00\u00a0EUR"),
            QStringLiteral("Largest amounts"),
            QString::fromUtf8("Bet b-9000, player p-5, acme, 100.00\u00a0EUR"),
            QString::fromUtf8("Bet b-8001, player p-0, northbet, 90.01\u00a0EUR"),
            QString::fromUtf8("Bet b-7000, player p-0, acme, 80.00\u00a0EUR"),
            QString::fromUtf8("Bet b-6001, player p-2, northbet, 70.01\u00a0EUR"),
            QString::fromUtf8("Bet b-5000, player p-2, acme, 60.00\u00a0EUR"),
            QStringLiteral("Look at twice"),
            QStringLiteral("Players with more than one bet here: 14"),
        };
        QCOMPARE(lines, wanted);
        QVERIFY(model.index(0, 0).data(ui::GroupRole).toBool());
        QVERIFY(!(model.flags(model.index(0, 0)) & Qt::ItemIsSelectable));
    }

    void writesAPlanOfARecalculation()
    {
        Desk desk;
        JobPlanModel model(desk.format);
        auto row = tests::jobs::planned(JobId("job-89"));
        row.kind = JobKind::Recalculation;
        JobSummary summary;
        summary.job = row;
        JobMove up;
        up.from = BetState::Lost;
        up.target = BetState::Won;
        up.bets = 41;
        up.deltaMinor = 812'000;
        JobMove down;
        down.from = BetState::Won;
        down.target = BetState::Lost;
        down.bets = 12;
        down.deltaMinor = -330'000;
        summary.moves = {up, down};
        summary.overdraws.push_back({PartnerId("acme"), PlayerId("p-3"), Currency{}, 90'000, 1'000, "reject"});
        model.setSummary(summary);
        QCOMPARE(model.index(1, 0).data(Qt::AccessibleTextRole).toString(),
                 QString::fromUtf8("lost → won, Bets: 41, +8\u202f120.00\u00a0EUR"));
        QCOMPARE(model.index(2, 0).data(Qt::AccessibleTextRole).toString(),
                 QString::fromUtf8("won → lost, Bets: 12, −3\u202f300.00\u00a0EUR"));
        QCOMPARE(model.index(4, 0).data(Qt::AccessibleTextRole).toString(),
                 QString::fromUtf8("Player p-3 at acme has 10.00\u00a0EUR, less than is taken back: the partner may "
                                   "refuse, 900.00\u00a0EUR"));
    }

    void tellsTheLinesOfAPlanApart()
    {
        Desk desk;
        JobPlanModel model(desk.format);
        auto row = tests::jobs::planned(JobId("job-89"));
        row.kind = JobKind::Recalculation;
        const Currency eur;
        const auto yen = parseMoney("0", "JPY")->currency;
        JobSummary summary;
        summary.job = row;
        summary.moves = {{BetState::Won, BetState::Won, JobItemState::Unchanged, {}, eur, 2, 0},
                         {BetState::Lost, BetState::Lost, JobItemState::Unchanged, {}, eur, 3, 0},
                         {BetState::Lost, BetState::Lost, JobItemState::Unchanged, {}, yen, 4, 0},
                         {BetState::Won, BetState::Lost, JobItemState::Deferred, "in_doubt", yen, 1, -30, 0}};
        summary.overdraws.push_back({PartnerId("acme"), PlayerId("p-3"), Currency{}, 90'000, 1'000, "debt"});
        model.setSummary(summary);
        const auto line = [&](int at) { return model.index(at, 0).data(Qt::AccessibleTextRole).toString(); };
        QCOMPARE(line(1), QStringLiteral("Unchanged, Bets: 5, EUR"));
        QCOMPARE(line(2), QStringLiteral("Unchanged, Bets: 4, JPY"));
        QCOMPARE(line(3), QStringLiteral("Put off: state in doubt, Bets: 1, %1 or %2")
                              .arg(desk.format.signedMoney(-30, yen), desk.format.signedMoney(0, yen)));
        QVERIFY2(line(5).contains(QStringLiteral("less than is taken back: the rest becomes a debt")),
                 qPrintable(line(5)));
    }

private:
    static std::optional<Exchange> refusal(ProblemCode code) { return tests::jobs::JobService::refuse(code); }
};

QTEST_MAIN(TestJobsModel)
#include "tst_jobsmodel.moc"
