// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/bench.h"
#include "tests/ui/bets.h"
#include "tests/ui/rounds.h"
#include "ui/dialogs/resultdialog.h"
#include "ui/pages/roundspage.h"
#include "ui/translation.h"
#include "ui/widgets/rounddetail.h"
#include "ui/widgets/rowtable.h"

#include <QApplication>
#include <QCheckBox>
#include <QHeaderView>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>

using namespace client::contract;
using client::feed::LinkState;
using ui::Place;

namespace {

const std::string resultsPath = "/api/v1/rounds/r-55120/results";
const std::string resultPath = "/api/v1/rounds/r-55120/result";

class Desk : public bench::Bench
{
public:
    explicit Desk(ui::Language language = ui::Language::English)
    {
        format.setLanguage(language);
        translation.use(language);
        auto info = bench::instance();
        info.roles = {"manager"};
        connect(info);
        transport.script(resultsPath, bench::reply(200, encode(history())));
        open();
    }

    void open()
    {
        page = std::make_unique<ui::RoundsPage>(given);
        link(LinkState::Live);
        page->resize(1100, 700);
        page->show();
        page->activateWindow();
        if (!QTest::qWaitForWindowActive(page.get()))
            qFatal("the page does not become active");
    }

    static Page<RoundResult> history()
    {
        Page<RoundResult> history;
        history.rows = {{1, "RED 14", rounds::startMs, "roulette", "update_bet_status"},
                        {0, "BLACK 7", rounds::startMs + 60'000, "m.orlov", "official: studio"}};
        return history;
    }
    void link(LinkState state)
    {
        ui::LinkStatus status;
        status.state = state;
        status.offlineSinceMs = clock.utcMs();
        connection.setLink(state);
        page->setLink(status);
    }
    void feed(std::vector<RoundRow> rows) { page->onRows({.rounds = std::move(rows)}); }
    void feed(const JobRow& job) { page->onRows({.jobs = {job}}); }
    template <typename Widget>
    Widget* find(const char* name)
    {
        return QApplication::activeWindow()->findChild<Widget*>(QLatin1String(name));
    }
    QPushButton* button(const char* name) { return page->findChild<QPushButton*>(QLatin1String(name)); }
    QString label(const char* name) { return page->findChild<QLabel*>(QLatin1String(name))->text(); }
    void choose(const char* round) { page->open({Place::Kind::Round, QLatin1String(round)}); }
    // The results are asked for a moment after the choice.
    void settle()
    {
        const auto before = transport.count(resultsPath);
        QTRY_VERIFY((time.advance(1), transport.count(resultsPath) > before));
        time.advance(50);
    }

    ui::Translation translation;
    const ui::Context given = context();
    std::unique_ptr<ui::RoundsPage> page;
};

} // namespace

class TestRoundsPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsTheChosenRoundWithItsResults()
    {
        Desk desk;
        desk.feed({rounds::round(1), rounds::disputed()});
        QCOMPARE(desk.page->badge(), QStringLiteral("1"));
        desk.choose("r-55120");
        desk.settle();
        QCOMPARE(desk.page->subject(), QStringLiteral("r-55120"));
        QCOMPARE(desk.label("roundFacts"),
                 QStringLiteral("roulette · Settled · result RED 14, version 1 · 688 bets · 2 open"));
        QCOMPARE(desk.label("roundAttention"), QStringLiteral("A recalculation is needed: result changed at source."));
        const auto* results = desk.page->detail().table().model();
        QCOMPARE(results->rowCount(), 2);
        QCOMPARE(results->index(0, 1).data().toString(), QStringLiteral("BLACK 7"));
        bench::shoot(*desk.page, QStringLiteral("rounds-page"));
    }

    void asksForTheResultsAgainWhenTheRoundChanges()
    {
        Desk desk;
        desk.feed({rounds::disputed()});
        desk.choose("r-55120");
        desk.settle();
        auto row = rounds::disputed();
        desk.feed({row});
        QCOMPARE(desk.transport.count(resultsPath), 1);
        ++row.version;
        row.result = "BLACK 7";
        row.resultVersion = 2;
        row.needsRecalculation = false;
        desk.feed({row});
        desk.settle();
        QCOMPARE(desk.transport.count(resultsPath), 2);
        QVERIFY(desk.label("roundFacts").contains(QStringLiteral("BLACK 7, version 2")));
        QCOMPARE(desk.page->badge(), QString());
    }

    void keepsTheChosenRoundWhileOthersCome()
    {
        Desk desk;
        desk.feed(rounds::range(1, 30));
        desk.choose("r-7");
        desk.feed(rounds::range(31, 60));
        QCOMPARE(desk.page->currentRound()->round.text(), std::string("r-7"));
        QCOMPARE(desk.page->table().currentIndex().siblingAtColumn(0).data().toString(), QStringLiteral("r-7"));
    }

    void walksByLettersAndOpensByEnter()
    {
        Desk desk;
        desk.feed(rounds::range(1, 5));
        desk.page->table().setFocus();
        QTest::keyClick(&desk.page->table(), Qt::Key_J);
        QCOMPARE(desk.page->subject(), QStringLiteral("r-5"));
        QTest::keyClick(&desk.page->table(), Qt::Key_J);
        QTest::keyClick(&desk.page->table(), Qt::Key_K);
        QCOMPARE(desk.page->subject(), QStringLiteral("r-5"));
        QTest::keyClick(&desk.page->table(), Qt::Key_Return);
        QVERIFY(desk.page->detail().table().hasFocus());
        QTest::keyClick(&desk.page->table(), Qt::Key_Slash);
        QVERIFY(desk.page->filterField()->hasFocus());
    }

    void filtersAndSaysWhyThereIsNothing()
    {
        Desk desk;
        QCOMPARE(desk.page->emptyText(), QStringLiteral("No rounds yet."));
        desk.link(LinkState::Offline);
        QCOMPARE(desk.page->emptyText(), QStringLiteral("Offline since 18:51:07, and no round is cached."));
        desk.feed(rounds::range(1, 12));
        desk.page->setFilter(QStringLiteral("dice"));
        QCOMPARE(desk.label("roundsCount"), QStringLiteral("4 of 12 rounds"));
        desk.page->setFilter(QStringLiteral("nothing"));
        QCOMPARE(desk.page->emptyText(), QStringLiteral("No rounds match."));
        QTest::mouseClick(desk.button("clearRoundsFilterButton"), Qt::LeftButton);
        QCOMPARE(desk.label("roundsCount"), QStringLiteral("12 of 12 rounds"));
        desk.page->findChild<QCheckBox*>(QStringLiteral("needingOnly"))->setChecked(true);
        QCOMPARE(desk.page->emptyText(), QStringLiteral("No round needs a recalculation."));
        desk.feed({rounds::needing(3)});
        QCOMPARE(desk.label("roundsCount"), QStringLiteral("1 of 12 rounds"));
        bench::shoot(*desk.page, QStringLiteral("rounds-needing"));
    }

    void opensARoundThatIsNotInTheListBecauseOfTheFilter()
    {
        Desk desk;
        desk.feed(rounds::range(1, 12));
        desk.page->setFilter(QStringLiteral("dice"));
        desk.choose("r-5");
        QCOMPARE(desk.page->subject(), QStringLiteral("r-5"));
        QCOMPARE(desk.page->filter(), QString());
    }

    void asksForARoundThatItDoesNotKnow()
    {
        Desk desk;
        desk.transport.script("/api/v1/rounds/r-55120", bench::reply(200, encode(rounds::disputed())));
        desk.choose("r-55120");
        QCOMPARE(desk.page->subject(), QString());
        desk.time.advance(50);
        QCOMPARE(desk.page->subject(), QStringLiteral("r-55120"));
        QSignalSpy messages(desk.page.get(), &ui::Page::message);
        desk.transport.script("/api/v1/rounds/r-9",
                              bench::reply(problem(ProblemCode::RoundNotFound, "No such round.")));
        desk.choose("r-9");
        desk.time.advance(50);
        QCOMPARE(messages.size(), 1);
        QCOMPARE(desk.page->subject(), QStringLiteral("r-55120"));
    }

    void countsBetsThatJoinARoundWithoutAWordOfIts()
    {
        Desk desk;
        auto open = rounds::disputed();
        open.bets = 0;
        desk.feed({open});
        open.bets = 3; // of the same version
        Page<RoundRow> page;
        page.rows = {open};
        desk.transport.script("/api/v1/rounds?limit=200", bench::reply(200, encode(page)));
        desk.page->onRows({.bets = {bets::bet(1)}, .snapshot = true});
        desk.page->onRows({.bets = {bets::bet(2)}});
        desk.page->onRows({.bets = {bets::bet(3)}});
        constexpr int patienceMs = 10'000;
        const auto asked = [&desk] {
            desk.time.advance(1);
            return desk.transport.count("/api/v1/rounds?limit=200");
        };
        QTRY_COMPARE_WITH_TIMEOUT(asked(), 1, patienceMs);
        desk.time.advance(10);
        const auto cell =
            desk.page->model().index(0, static_cast<int>(ui::RoundsModel::Column::Bets)).data().toString();
        QCOMPARE(cell, QStringLiteral("3"));
    }

    void asksTheServiceAnewByF5()
    {
        Desk desk;
        desk.transport.script("/api/v1/rounds?limit=200", bench::notConnected());
        desk.page->refresh();
        desk.time.advance(60'000);
        QVERIFY2(desk.page->emptyText().startsWith(QStringLiteral("The service did not answer")),
                 qPrintable(desk.page->emptyText()));
        Page<RoundRow> page;
        page.rows = rounds::range(1, 3);
        desk.transport.script("/api/v1/rounds?limit=200", bench::reply(200, encode(page)));
        desk.page->refresh();
        desk.time.advance(50);
        QCOMPARE(desk.page->model().rowCount(), 3);
        QCOMPARE(desk.page->emptyText(), QString());
    }

    void opensTheBetsOfTheRound()
    {
        Desk desk;
        desk.feed({rounds::disputed()});
        desk.choose("r-55120");
        QSignalSpy places(desk.page.get(), &ui::Page::placeRequested);
        QTest::mouseClick(desk.button("openRoundBetsButton"), Qt::LeftButton);
        const auto place = places.first().first().value<Place>();
        QCOMPARE(place.kind, Place::Kind::Bets);
        QCOMPARE(place.id, QStringLiteral("round:r-55120"));
    }

    void namesTheRecalculationThatRuns()
    {
        Desk desk;
        auto row = rounds::disputed();
        row.state = RoundState::Recalculating;
        desk.feed({row});
        desk.feed(rounds::job(JobState::Running));
        desk.choose("r-55120");
        QCOMPARE(desk.page->detail().whyNoRecalculation(),
                 QStringLiteral("Another recalculation of this round is running (job 89)."));
        QVERIFY(!desk.button("recalculateButton")->isEnabled());
        QSignalSpy places(desk.page.get(), &ui::Page::placeRequested);
        QTest::mouseClick(desk.button("openRoundJobButton"), Qt::LeftButton);
        QCOMPARE(places.first().first().value<Place>().id, QStringLiteral("job-89"));
        auto ended = rounds::job(JobState::Completed);
        ended.version = 2;
        desk.feed(ended);
        QVERIFY(desk.button("openRoundJobButton")->isHidden());
    }

    void asksWhichRecalculationRuns()
    {
        Desk desk;
        Page<JobRow> jobs;
        jobs.rows = {rounds::job(JobState::Paused)};
        desk.transport.script("/api/v1/jobs?limit=10&kind=recalculation&round_id=r-55120",
                              bench::reply(200, encode(jobs)));
        auto row = rounds::disputed();
        row.state = RoundState::Recalculating;
        desk.feed({row});
        desk.choose("r-55120");
        desk.time.advance(50);
        QVERIFY(desk.button("openRoundJobButton")->isVisible());
    }

    void doesNothingThatThePersonMayNot()
    {
        Desk desk;
        desk.feed({rounds::disputed()});
        desk.choose("r-55120");
        QVERIFY(desk.button("recalculateButton")->isEnabled());
        QVERIFY(desk.button("postResultButton")->isEnabled());
        desk.connection.setSafety(ui::SafetyLevel::ReadOnly);
        QVERIFY(!desk.button("recalculateButton")->isEnabled());
        QCOMPARE(desk.button("recalculateButton")->toolTip(), QStringLiteral("This connection is read-only."));
        QVERIFY(!desk.button("postResultButton")->isEnabled());
        desk.connection.setSafety(ui::SafetyLevel::Confirm);
        desk.connect(bench::instance());
        QVERIFY(desk.button("recalculateButton")->isEnabled());
        QCOMPARE(desk.button("postResultButton")->toolTip(),
                 QStringLiteral("Only a manager may post an official result."));
    }

    void postsTheOfficialResultOnce()
    {
        Desk desk;
        desk.feed({rounds::disputed()});
        desk.choose("r-55120");
        auto answer = rounds::disputed();
        ++answer.version;
        answer.cause = "official_result_differs";
        desk.transport.script(resultPath, bench::reply(200, encode(answer)));
        QTest::mouseClick(desk.button("postResultButton"), Qt::LeftButton);
        auto* dialog = desk.page->findChild<ui::ResultDialog*>();
        QVERIFY(dialog);
        auto* post = dialog->findChild<QPushButton*>(QStringLiteral("postResultNowButton"));
        auto* result = dialog->findChild<QComboBox*>(QStringLiteral("officialResult"));
        auto* source = dialog->findChild<QLineEdit*>(QStringLiteral("officialSource"));
        const auto hint = [&] { return dialog->findChild<QLabel*>(QStringLiteral("resultHint"))->text(); };
        // The round is marked: to say the recorded result once more takes that back.
        result->setEditText(QStringLiteral("RED 14"));
        QCOMPARE(hint(), QStringLiteral("Write where this result comes from."));
        result->setEditText(QStringLiteral("  BLACK  7 "));
        QVERIFY(!post->isEnabled());
        source->setText(QStringLiteral("studio"));
        QVERIFY(post->isEnabled());
        QTest::keyClick(source, Qt::Key_Return); // Cancel is the default
        QCOMPARE(desk.transport.count(resultPath), 0);
    }

    void postsWhatWasWritten()
    {
        Desk desk;
        desk.feed({rounds::disputed()});
        desk.choose("r-55120");
        auto answer = rounds::disputed();
        ++answer.version;
        answer.cause = "official_result_differs";
        desk.transport.script(
            resultPath, {[](const client::ports::HttpRequest&) { return bench::notConnected(); },
                         [](const client::ports::HttpRequest&) { return bench::notConnected(); },
                         [](const client::ports::HttpRequest&) { return bench::notConnected(); },
                         [answer](const client::ports::HttpRequest&) { return bench::reply(200, encode(answer)); }});
        QTest::mouseClick(desk.button("postResultButton"), Qt::LeftButton);
        auto* dialog = desk.page->findChild<ui::ResultDialog*>();
        dialog->findChild<QComboBox*>(QStringLiteral("officialResult"))->setEditText(QStringLiteral("  BLACK  7 "));
        dialog->findChild<QLineEdit*>(QStringLiteral("officialSource"))->setText(QStringLiteral("studio"));
        auto* post = dialog->findChild<QPushButton*>(QStringLiteral("postResultNowButton"));
        bench::shoot(*dialog, QStringLiteral("official-result"));
        QTest::mouseDClick(post, Qt::LeftButton);
        QTest::mouseClick(post, Qt::LeftButton);
        desk.time.advance(60'000);
        QCOMPARE(desk.transport.count(resultPath), 3); // one call and its attempts
        QVERIFY(dialog->isVisible());
        QVERIFY(dialog->findChild<QLabel*>(QStringLiteral("resultHint"))
                    ->text()
                    .startsWith(QStringLiteral("The service did not answer")));
        QTest::mouseClick(post, Qt::LeftButton);
        desk.time.advance(50);
        QVERIFY(!dialog->isVisible());
        for (const auto& request : desk.transport.seen) {
            if (request.target == resultPath)
                QCOMPARE(request.body, encode(ResultOrder{"BLACK 7", "studio"}));
        }
        QCOMPARE(desk.label("roundAttention"),
                 QStringLiteral("A recalculation is needed: the official result is another one."));
    }

    void keepsItsLayout()
    {
        Desk desk;
        desk.feed(rounds::range(1, 12));
        desk.page->setFilter(QStringLiteral("dice"));
        desk.page->table().horizontalHeader()->resizeSection(1, 222);
        QSettings settings(desk.directory.filePath(QStringLiteral("page.ini")), QSettings::IniFormat);
        desk.page->save(settings);
        desk.open();
        desk.page->restore(settings);
        QCOMPARE(desk.page->filter(), QStringLiteral("dice"));
        QCOMPARE(desk.page->table().columnWidth(1), 222);
    }

    void clipsNothingInASmallWindow_data()
    {
        QTest::addColumn<ui::Language>("language");
        QTest::addColumn<ui::ThemeMode>("theme");
        QTest::newRow("english") << ui::Language::English << ui::ThemeMode::Light;
        QTest::newRow("russian") << ui::Language::Russian << ui::ThemeMode::Dark;
    }

    void clipsNothingInASmallWindow()
    {
        QFETCH(ui::Language, language);
        QFETCH(ui::ThemeMode, theme);
        Desk desk(language);
        desk.theme.setMode(theme);
        auto many = rounds::range(1, 40);
        many.push_back(rounds::disputed());
        desk.feed(many);
        desk.feed(rounds::job(JobState::PendingApproval));
        desk.page->resize(1024 - 200, 700 - 80);
        desk.choose("r-55120");
        desk.settle();
        bench::shoot(*desk.page, QStringLiteral("rounds-small-") + QLatin1String(QTest::currentDataTag()));
        QTRY_COMPARE(bench::clipped(*desk.page).join(u' '), QString());
    }

    void forgetsRowsOfALostFuture()
    {
        Desk desk;
        desk.feed({rounds::round(1, 9)});
        desk.choose("r-1");
        desk.page->onRows({.rounds = {rounds::round(1)}, .snapshot = true, .startsOver = true});
        QCOMPARE(desk.page->model().row(0).version, 1);
        QCOMPARE(desk.page->subject(), QString());
    }
};

QTEST_MAIN(TestRoundsPage)
#include "tst_roundspage.moc"
