// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/stats.h"
#include "tests/ui/bench.h"
#include "ui/charts/timechart.h"
#include "ui/mainwindow.h"
#include "ui/pages/livebetspage.h"
#include "ui/pages/overviewpage.h"
#include "ui/pages/pagestack.h"
#include "ui/translation.h"
#include "ui/widgets/attentioncard.h"
#include "ui/widgets/linelabel.h"
#include "ui/widgets/rowtable.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <limits>

using namespace client::contract;
using client::feed::LinkState;
using Card = ui::OverviewPage::Card;
using Column = ui::PartnersModel::Column;

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
const std::string target = "/api/v1/stats";

Stats quietStats(std::int64_t nowMs)
{
    Stats stats;
    stats.at = nowMs;
    stats.from = nowMs / statsMinuteMs * statsMinuteMs - 59 * statsMinuteMs;
    stats.since = stats.from;
    stats.minutes.resize(statsMinutes);
    for (const char* id : {"acme", "northbet"}) {
        PartnerStats partner;
        partner.partner = PartnerId(id);
        partner.name = id;
        partner.minutes.resize(statsMinutes);
        stats.partners.push_back(partner);
    }
    return stats;
}

class Desk : public bench::Bench
{
public:
    explicit Desk(ui::Language language = ui::Language::English)
    {
        format.setLanguage(language);
        translation.use(language);
        stats = quietStats(clock.utcMs());
        transport.script(target, {[this](const client::ports::HttpRequest&) {
                             stats.at = clock.utcMs();
                             return bench::reply(200, encode(stats));
                         }});
    }

    void open(QSize size = {1000, 640})
    {
        made = std::make_unique<ui::Context>(context());
        page = std::make_unique<ui::OverviewPage>(*made);
        page->resize(size);
        page->show();
        page->activateWindow();
        if (!QTest::qWaitForWindowActive(page.get()))
            qFatal("the page does not become active");
        settle();
    }
    void settle(std::int64_t ms = 100)
    {
        time.advance(ms);
        page->tick();
        QCoreApplication::sendPostedEvents();
    }
    void trouble()
    {
        stats.attention.failed.counts = {3, 0, 1, 0};
        stats.attention.inDoubt.counts = {0, 2, 0, 0};
        stats.attention.held.counts = {0, 1'500, 20, 100'000};
        stats.partners[0].errorRatioMilli = 120;
        stats.partners[0].breaker = CircuitBreaker::State::Open;
        stats.partners[0].calls = {88, 0, 2, 10};
        stats.partners[1].errorRatioMilli = 0;
        stats.partners[1].lastSuccessAt = stats.at - 5'000;
        stats.partners[1].hour = {40, 2'100};
        stats.partners[1].minutes[20] = {35, 900};
        for (std::size_t i = 10; i < 50; ++i) {
            stats.minutes[i].calls = {static_cast<std::int64_t>(i), 1, 0, 2};
            stats.minutes[i].queueDepth = 7;
        }
        stats.minutes[30].queueDepth.reset();
    }
    void link(LinkState state)
    {
        connection.setLink(state);
        ui::LinkStatus status;
        status.state = state;
        page->setLink(status);
    }
    int asked() const { return transport.count(target); }
    QString shownStatus() { return page->findChild<QLabel*>(QStringLiteral("overviewStatus"))->text(); }
    QPushButton* retry() { return page->findChild<QPushButton*>(QStringLiteral("retryOverviewButton")); }
    QString cell(int row, Column column, int role = Qt::DisplayRole)
    {
        return page->partners().model()->index(row, static_cast<int>(column)).data(role).toString();
    }

    Stats stats;
    ui::Translation translation;
    std::unique_ptr<ui::Context> made;
    std::unique_ptr<ui::OverviewPage> page;
};

QString numbersOf(const std::vector<QPointF>& run)
{
    QStringList parts;
    for (const auto& point : run)
        parts << QString::number(point.x()) + u':' + QString::number(point.y());
    return parts.join(u' ');
}

} // namespace

class TestOverviewPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsEndAtGaps()
    {
        const auto runs = ui::runsOf({1, 2, unknown, 3, unknown, unknown, 4, 5}, 100);
        QCOMPARE(runs.size(), std::size_t{3});
        QCOMPARE(numbersOf(runs[0]), QStringLiteral("0:1 1:2"));
        QCOMPARE(numbersOf(runs[1]), QStringLiteral("3:3"));
        QCOMPARE(numbersOf(runs[2]), QStringLiteral("6:4 7:5"));
        QVERIFY(ui::runsOf({}, 100).empty());
        QVERIFY(ui::runsOf({unknown, unknown}, 1).empty());
    }

    void axesEndAtRoundNumbers()
    {
        const auto is = [](double most, double top, int ticks) {
            const auto axis = ui::niceAxis(most);
            return axis.top == top && axis.ticks == ticks;
        };
        QVERIFY(is(0, 1, 2));
        QVERIFY(is(4, 4, 5));
        QVERIFY(is(7, 8, 5));
        QVERIFY(is(49, 50, 6));
        QVERIFY(is(60, 60, 7));
        QVERIFY(is(61, 80, 5));
        QVERIFY(is(2'100, 2'500, 6));
        QVERIFY(is(1e6, 1e6, 6));
    }

    void aMillionPointsKeepTheirPeaksInAsManyPointsAsPixels()
    {
        std::vector<double> values(1'000'000, 10);
        values[123'456] = 500;
        values[654'321] = 1;
        for (std::size_t i = 800'000; i < 820'000; ++i)
            values[i] = unknown;
        const auto runs = ui::runsOf(values, 700);
        QCOMPARE(runs.size(), std::size_t{2});
        std::size_t points = 0;
        bool peak = false;
        bool low = false;
        for (const auto& run : runs) {
            points += run.size();
            for (std::size_t i = 0; i < run.size(); ++i) {
                QVERIFY(i == 0 || run[i - 1].x() < run[i].x());
                peak = peak || run[i] == QPointF(123'456, 500);
                low = low || run[i] == QPointF(654'321, 1);
            }
        }
        QVERIFY(points <= 700);
        QVERIFY(peak && low);
    }

    void saysThatNothingNeedsAttention()
    {
        Desk desk;
        desk.open();
        QCOMPARE(desk.shownStatus(), QStringLiteral("Nothing needs attention. Last checked 18:51:07."));
        QVERIFY(desk.page->badge().isEmpty());
        QVERIFY(!desk.retry()->isVisible());
        QCOMPARE(desk.page->card(Card::Failed).accessibleName(), QStringLiteral("Failed, 7 days: 0"));
        bench::shoot(*desk.page, QStringLiteral("overview-calm"));
    }

    void showsWhatNeedsAttentionByAge()
    {
        Desk desk;
        desk.trouble();
        desk.open();
        QCOMPARE(desk.shownStatus(), QStringLiteral("3 things need attention. Last checked 18:51:07."));
        QCOMPARE(desk.page->badge(), QStringLiteral("3"));
        QCOMPARE(desk.page->card(Card::Failed).accessibleName(),
                 QStringLiteral("Failed, 7 days: 4. 0–5 min: 3, 1–24 h: 1"));
        QCOMPARE(desk.page->card(Card::InDoubt).accessibleName(), QStringLiteral("In doubt: 2. 5–60 min: 2"));
        // A count that stopped says so.
        QVERIFY(desk.page->card(Card::Held).accessibleName().contains(QString::fromUtf8("101\u202f520+")));
        bench::shoot(*desk.page, QStringLiteral("overview-trouble"));
    }

    void theBarOfACardHasAPartForEachAge()
    {
        Desk desk;
        desk.trouble();
        desk.open();
        const auto full = desk.page->card(Card::Failed).grab().toImage();
        desk.stats.attention.failed.counts = {0, 0, 0, 4};
        desk.settle(6'000);
        desk.settle();
        const auto old = desk.page->card(Card::Failed).grab().toImage();
        QVERIFY(full != old);
    }

    void everyCardIsOpenedByTheKeyboardAlone()
    {
        Desk desk;
        desk.open();
        QSignalSpy places(desk.page.get(), &ui::Page::placeRequested);
        desk.page->panes().front()->setFocus();
        const std::vector<std::pair<ui::Place::Kind, QString>> wanted{
            {ui::Place::Kind::Bets, QStringLiteral("status:failed")},
            {ui::Place::Kind::Bets, QStringLiteral("status:retrying")},
            {ui::Place::Kind::Bets, QStringLiteral("status:funds_held not last:5m")},
            {ui::Place::Kind::Bets, QStringLiteral("status:in_doubt")},
            {ui::Place::Kind::Job, QString()}};
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            const auto key = i % 2 == 0 ? Qt::Key_Return : Qt::Key_Space;
            QTest::keyClick(QApplication::focusWidget(), key);
            QCOMPARE(places.size(), static_cast<qsizetype>(i + 1));
            const auto place = places.last().first().value<ui::Place>();
            QCOMPARE(place.kind, wanted[i].first);
            QCOMPARE(place.id, wanted[i].second);
            if (place.kind == ui::Place::Kind::Bets)
                QVERIFY(Query::parse(place.id.toStdString()).has_value());
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
    }

    void asksOnlyWhileItIsSeen()
    {
        Desk desk;
        desk.open();
        QCOMPARE(desk.asked(), 1);
        desk.settle(4'000);
        QCOMPARE(desk.asked(), 1);
        desk.settle(1'500);
        desk.settle();
        QCOMPARE(desk.asked(), 2);
        desk.page->hide();
        desk.settle(60'000);
        QCOMPARE(desk.asked(), 2);
        desk.page->show();
        desk.settle();
        desk.settle();
        QCOMPARE(desk.asked(), 3);
    }

    void saysWhenTheServiceDidNotAnswerAndAsksAgain()
    {
        Desk desk;
        desk.transport.script(target, bench::reply(problem(ProblemCode::Maintenance, "told by the test")));
        desk.open();
        desk.settle(3'000);
        QVERIFY2(desk.shownStatus().startsWith(QStringLiteral("The service did not give its numbers (")),
                 qPrintable(desk.shownStatus()));
        QVERIFY2(desk.shownStatus().contains(QStringLiteral("Retrying in ")), qPrintable(desk.shownStatus()));
        QVERIFY(desk.retry()->isVisible());
        QCOMPARE(desk.page->card(Card::Failed).accessibleName(), QString::fromUtf8("Failed, 7 days: —"));
        bench::shoot(*desk.page, QStringLiteral("overview-error"));
        const int before = desk.asked();
        desk.transport.script(target, bench::reply(200, encode(desk.stats)));
        QTest::keyClick(desk.retry(), Qt::Key_Space);
        desk.settle(1'000);
        QVERIFY(desk.asked() > before);
        QVERIFY(desk.shownStatus().startsWith(QStringLiteral("Nothing needs attention.")));
        QVERIFY(!desk.retry()->isVisible());
    }

    void saysHowOldItsNumbersAreOffline()
    {
        Desk desk;
        desk.trouble();
        desk.open();
        desk.link(LinkState::Offline);
        const int before = desk.asked();
        desk.settle(12 * 60'000);
        QCOMPARE(desk.asked(), before);
        QCOMPARE(desk.shownStatus(), QStringLiteral("Offline. Numbers are as of 18:51:07 (12 min ago)."));
        QCOMPARE(desk.page->card(Card::InDoubt).accessibleName(), QStringLiteral("In doubt: 2. 5–60 min: 2"));
        bench::shoot(*desk.page, QStringLiteral("overview-offline"));
        desk.link(LinkState::Live);
        desk.settle();
        QCOMPARE(desk.asked(), before + 1);
        desk.settle();
        QVERIFY(desk.shownStatus().contains(QStringLiteral("Last checked 19:03")));
    }

    void numbersOfAnotherEnvironmentAreDropped()
    {
        Desk desk;
        desk.trouble();
        desk.open();
        desk.transport.script(target, std::vector<bench::Transport::Answer>{});
        auto other = bench::instance();
        other.environmentId = "env-2";
        desk.connection.setInstance(other);
        QCOMPARE(desk.page->card(Card::InDoubt).accessibleName(), QString::fromUtf8("In doubt: —"));
        QCOMPARE(desk.page->partners().model()->rowCount(), 0);
    }

    void theCursorGivesValuesByKeyboard()
    {
        Desk desk;
        desk.trouble();
        desk.open();
        auto& chart = desk.page->calls();
        chart.view()->setFocus();
        QVERIFY(chart.cursorText().isEmpty());
        QTest::keyClick(chart.view(), Qt::Key_Home);
        QCOMPARE(chart.cursorText(), QString::fromUtf8("17:52 · Accepted 0 · Declined 0 · Not sent 0 · In doubt 0"));
        for (int i = 0; i < 10; ++i)
            QTest::keyClick(chart.view(), Qt::Key_Right);
        QCOMPARE(chart.cursorText(), QString::fromUtf8("18:02 · Accepted 10 · Declined 1 · Not sent 0 · In doubt 2"));
        QCOMPARE(chart.view()->accessibleDescription(), chart.cursorText());
        QTest::keyClick(chart.view(), Qt::Key_End);
        QCOMPARE(chart.cursorText(), QString::fromUtf8("18:51 · Accepted — · Declined — · Not sent — · In doubt —"));
        QTest::keyClick(chart.view(), Qt::Key_Escape);
        QVERIFY(chart.cursorText().isEmpty());
    }

    void theCursorFollowsTheMouse()
    {
        Desk desk;
        desk.trouble();
        desk.open();
        auto& chart = desk.page->calls();
        auto* view = qobject_cast<QAbstractScrollArea*>(chart.view())->viewport();
        QTest::mouseMove(view, QPoint(view->width() / 3, view->height() / 2));
        QTRY_VERIFY(chart.cursorStep() > 0);
        const int third = chart.cursorStep();
        QTest::mouseMove(view, QPoint(view->width() / 2, view->height() / 2));
        QTRY_VERIFY(chart.cursorStep() > third);
    }

    void chartsStartAtZeroAndEndAtARoundNumber()
    {
        Desk desk;
        desk.trouble();
        desk.open();
        QCOMPARE(desk.page->calls().highest(), 50.0); // 49 is the most
        QCOMPARE(desk.page->queue().highest(), 8.0);
        // 40 minutes with one gap.
        QCOMPARE(desk.page->queue().drawnPoints(), 39);
        QVERIFY(std::isnan(desk.page->calls().model().chart().lines[0].values.back()));
    }

    void aChartIsATableToo()
    {
        Desk desk;
        desk.trouble();
        desk.open();
        auto& chart = desk.page->calls();
        auto* table = chart.findChild<ui::RowTable*>(QStringLiteral("timeChartTable"));
        const QAbstractItemModelTester tester(table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto* toggle = chart.findChild<QPushButton*>(QStringLiteral("timeChartAsTableButton"));
        QCOMPARE(toggle->text(), QStringLiteral("Show as table"));
        toggle->setFocus();
        QTest::keyClick(toggle, Qt::Key_Space);
        QVERIFY(table->isVisible());
        QCOMPARE(toggle->text(), QStringLiteral("Show as chart"));
        QCOMPARE(table->model()->rowCount(), 60);
        QCOMPARE(table->model()->index(10, 0).data().toString(), QStringLiteral("18:02"));
        QCOMPARE(table->model()->index(10, 1).data().toString(), QStringLiteral("10"));
        QCOMPARE(table->model()->index(10, 4).data(Qt::AccessibleTextRole).toString(), QStringLiteral("In doubt: 2"));
        QCOMPARE(table->model()->index(59, 1).data().toString(), QString::fromUtf8("—"));
        // New numbers leave the reader where they are.
        table->selectRowAt(10);
        desk.stats.minutes[10].calls.accepted = 11;
        desk.settle(6'000);
        desk.settle();
        QCOMPARE(table->currentRow(), 10);
        QCOMPARE(table->model()->index(10, 1).data().toString(), QStringLiteral("11"));
    }

    void aPartnersRowSaysHowItFaresAndChoosesItsDurations()
    {
        Desk desk;
        desk.trouble();
        desk.open();
        const QAbstractItemModelTester tester(desk.page->partners().model(),
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(desk.cell(0, Column::State), QStringLiteral("Breaker open"));
        QCOMPARE(desk.cell(0, Column::Errors), QString::fromUtf8("12.0\u202f%"));
        QCOMPARE(desk.cell(0, Column::LastSuccess), QString::fromUtf8("—"));
        QCOMPARE(desk.cell(0, Column::Calls), QStringLiteral("100"));
        QCOMPARE(desk.cell(1, Column::State), QStringLiteral("Well"));
        QCOMPARE(desk.cell(1, Column::LastSuccess), QStringLiteral("18:51:02"));
        QCOMPARE(desk.cell(1, Column::P95), QStringLiteral("2.1 s"));
        QCOMPARE(desk.page->chosenPartner()->partner.text(), std::string("acme"));
        QVERIFY(std::isnan(desk.page->durations().model().chart().lines[1].values[20]));
        desk.page->partners().setFocus();
        QTest::keyClick(&desk.page->partners(), Qt::Key_Down);
        QCOMPARE(desk.page->chosenPartner()->partner.text(), std::string("northbet"));
        QCOMPARE(desk.page->durations().model().chart().lines[1].values[20], 900.0);
        QSignalSpy places(desk.page.get(), &ui::Page::placeRequested);
        QTest::keyClick(&desk.page->partners(), Qt::Key_Return);
        QCOMPARE(places.size(), 1);
        QCOMPARE(places.first().first().value<ui::Place>().id, QStringLiteral("partner:northbet"));
        // The choice stays when new numbers come.
        desk.settle(6'000);
        desk.settle();
        QCOMPARE(desk.page->chosenPartner()->partner.text(), std::string("northbet"));
    }

    void aThemeSwitchRedrawsCardsAndCharts()
    {
        Desk desk;
        desk.trouble();
        desk.open();
        const auto base = [&desk] { return desk.theme.colors().base; };
        const auto corner = [](QWidget& widget) {
            const auto image = widget.grab().toImage();
            return QColor(image.pixel(image.width() / 2, 3));
        };
        QCOMPARE(corner(*desk.page->calls().view()), base());
        desk.theme.setMode(ui::ThemeMode::Dark);
        QCOMPARE(corner(*desk.page->calls().view()), base());
        QVERIFY(corner(desk.page->card(Card::Failed)).lightness() < 128);
        bench::shoot(*desk.page, QStringLiteral("overview-dark"));
    }

    void nothingIsCutInEitherLanguage()
    {
        for (const auto language : {ui::Language::English, ui::Language::Russian}) {
            for (const int width : {500, 750, 830, 1'200}) {
                Desk desk(language);
                desk.trouble();
                desk.open({width, 560});
                QCOMPARE(bench::clipped(*desk.page), QStringList());
                for (int i = 0; i < static_cast<int>(ui::OverviewPage::cards); ++i) {
                    auto& card = desk.page->card(static_cast<Card>(i));
                    QVERIFY(card.mapTo(desk.page.get(), card.rect().bottomRight()).x() < width);
                }
                bench::shoot(*desk.page, QStringLiteral("overview-%1-%2").arg(static_cast<int>(language)).arg(width));
            }
        }
    }

    void aSmallDarkRussianWindowShowsAllOfIt()
    {
        Desk desk(ui::Language::Russian);
        desk.theme.setMode(ui::ThemeMode::Dark);
        desk.trouble();
        QSettings settings(desk.directory.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        ui::MainWindow window(desk.context(), desk.translation, settings, QStringLiteral("desk"));
        window.show();
        window.resize(1024, 700);
        QTRY_COMPARE(window.size(), QSize(1024, 700));
        auto* page = window.findChild<ui::OverviewPage*>();
        window.pages().showPage(page);
        desk.time.advance(100);
        QTRY_VERIFY(page->statusText().startsWith(QString::fromUtf8("3 пункта требуют внимания.")));
        QTRY_COMPARE(page->findChild<QLabel*>(QStringLiteral("overviewStatus"))->text(), page->statusText());
        QTRY_VERIFY(page->width() > 700); // the docks of the bets have left
        QTRY_COMPARE(bench::clipped(*page), QStringList());
        const auto picture = page->grab().toImage();
        QVERIFY(QColor(picture.pixel(2, 2)).lightness() < 128);
        QVERIFY(QColor(picture.pixel(2, picture.height() - 2)).lightness() < 128);
        bench::shoot(window, QStringLiteral("overview-window-ru-dark"));
    }

    void theWindowOpensItByKeyboardAndFollowsItsCards()
    {
        Desk desk;
        QSettings settings(desk.directory.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        ui::MainWindow window(desk.context(), desk.translation, settings, QStringLiteral("desk"));
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QCOMPARE(window.pages().page(), static_cast<ui::Page*>(&window.livePage()));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_1, Qt::ControlModifier);
        auto* page = window.findChild<ui::OverviewPage*>();
        QCOMPARE(window.pages().page(), static_cast<ui::Page*>(page));
        desk.time.advance(100);
        QTRY_VERIFY(page->statusText().startsWith(QStringLiteral("Nothing needs attention.")));
        QTRY_COMPARE(QApplication::focusWidget(), static_cast<QWidget*>(&page->card(Card::Failed)));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(window.pages().page(), static_cast<ui::Page*>(&window.livePage()));
        QCOMPARE(window.livePage().filter(), QStringLiteral("status:retrying"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_1, Qt::ControlModifier);
        page->card(Card::Approvals).setFocus();
        QTest::keyClick(&page->card(Card::Approvals), Qt::Key_Return);
        QCOMPARE(window.pages().page()->objectName(), QStringLiteral("jobsPage"));
    }
};

QTEST_MAIN(TestOverviewPage)
#include "tst_overviewpage.moc"
