// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/failureservice.h"
#include "tests/ui/bench.h"
#include "tests/ui/bets.h"
#include "tests/ui/rounds.h"
#include "ui/betlink.h"
#include "ui/betwindow.h"
#include "ui/dialogs/approvaldialog.h"
#include "ui/dialogs/bulkrefunds.h"
#include "ui/dialogs/recalculationwizard.h"
#include "ui/mainwindow.h"
#include "ui/models/viewsmodel.h"
#include "ui/pages/failurespage.h"
#include "ui/pages/jobspage.h"
#include "ui/pages/livebetspage.h"
#include "ui/pages/pagestack.h"
#include "ui/translation.h"
#include "ui/widgets/alertsdock.h"
#include "ui/widgets/betstable.h"
#include "ui/widgets/commandpalette.h"
#include "ui/widgets/detaildock.h"
#include "ui/widgets/linelabel.h"
#include "ui/widgets/linkbar.h"
#include "ui/widgets/queryfield.h"
#include "ui/widgets/rowtable.h"
#include "ui/widgets/statusline.h"
#include "ui/widgets/timelineview.h"
#include "ui/widgets/topbar.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QDockWidget>
#include <QFile>
#include <QHeaderView>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <utility>

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
        const auto row = window->livePage().currentBet();
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

// A page that is about something else than bets.
class Notebook : public ui::Page
{
public:
    Notebook() : field(new QLineEdit(this))
    {
        setObjectName(QStringLiteral("notebook"));
        field->setObjectName(QStringLiteral("notebookField"));
        field->setAccessibleName(QStringLiteral("Notes"));
        connect(field, &QLineEdit::textChanged, this, &Page::filterChanged);
    }

    QString title() const override { return QStringLiteral("Notebook"); }
    ui::Glyph icon() const override { return ui::Glyph::Star; }
    QString subject() const override { return QStringLiteral("note-7"); }
    QString badge() const override { return count; }
    std::vector<QWidget*> panes() const override { return {field}; }
    QWidget* filterField() const override { return field; }
    QString filter() const override { return field->text(); }
    void setFilter(const QString& text) override { field->setText(text); }
    bool open(const ui::Place& place) override
    {
        opened = place.id;
        return place.kind == ui::Place::Kind::Job;
    }
    void refresh() override { ++refreshed; }
    void escape() override { field->clear(); }
    void onRows(const client::feed::Rows& rows) override
    {
        count = QString::number(rows.rounds.size());
        Q_EMIT changed();
    }

    QLineEdit* field;
    QString count;
    QString opened;
    int refreshed = 0;
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

    void saysWhatCameNewestAlsoWhileTheListStandsStill()
    {
        Desk desk;
        ui::LinkStatus link;
        link.state = LinkState::Live;
        link.cacheBytes = 4'096;
        desk.window->setLink(link);
        const auto* status = desk.window->findChild<ui::LineLabel*>(QStringLiteral("statusRight"));
        const auto newest = [&desk](int number) {
            return QStringLiteral("newest ") + desk.format.timeShort(bets::bet(number).createdAt);
        };
        desk.feed({bets::bet(1)});
        QTRY_VERIFY2(status->text().contains(newest(1)), qPrintable(status->text()));
        desk.window->bets().setPaused(true);
        desk.feed({bets::bet(601)}); // a minute later
        QVERIFY(newest(601) != newest(1));
        QTRY_VERIFY2(status->text().contains(newest(601)), qPrintable(status->text()));
        QCOMPARE(desk.window->bets().rowCount(), 1);
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

    void refundsWhatIsSelected()
    {
        Desk desk;
        desk.feed(bets::range(1, 400));
        desk.press(Qt::Key_J);
        QVERIFY(desk.window->actions()[Actions::RefundSelection]->isEnabled());
        for (int i = 0; i < 311; ++i)
            desk.press(Qt::Key_Down, Qt::ShiftModifier);
        QTRY_VERIFY(desk.window->findChild<QWidget*>(QStringLiteral("statusLine"))
                        ->accessibleName()
                        .contains(QString::fromUtf8("312 selected · Σ ")));
        // Of many selected bets one is not what is meant.
        desk.press(Qt::Key_R, Qt::ControlModifier);
        QVERIFY(!desk.window->findChild<QDialog*>(QStringLiteral("refundDialog")));
        auto* wizard = desk.window->bulkRefunds().dialog();
        QVERIFY(wizard && wizard->isVisible());
        QCOMPARE(wizard->refund().selection().items.size(), std::size_t(312));
        QVERIFY(wizard->refund().selection().query.empty());
        // New bets come in above, and the selection stays what it was.
        desk.feed(bets::range(401, 450));
        QCOMPARE(wizard->refund().selection().items.size(), std::size_t(312));
        QVERIFY(desk.transport.seen.empty() || desk.transport.count("/api/v1/jobs") == 0);
    }

    void refundsAllThatMatchAndNotOnlyTheScreen()
    {
        Desk desk;
        desk.feed(bets::range(1, 700));
        QVERIFY(!desk.window->actions()[Actions::RefundMatching]->isEnabled());
        desk.window->topBar().queryField().setQueryText(QStringLiteral("partner:acme"));
        QVERIFY(desk.window->actions()[Actions::RefundMatching]->isEnabled());
        desk.press(Qt::Key_K, Qt::ControlModifier);
        auto* field = desk.window->findChild<QLineEdit*>(QStringLiteral("paletteField"));
        QTest::keyClicks(field, QStringLiteral("refund all matching"));
        QTest::keyClick(field, Qt::Key_Return);
        auto* wizard = desk.window->bulkRefunds().dialog();
        QVERIFY(wizard);
        QCOMPARE(wizard->refund().selection().query, std::string("partner:acme"));
        const auto* said = wizard->findChild<QLabel*>(QStringLiteral("bulkSelection"));
        QVERIFY2(said->text().startsWith(QStringLiteral("All 350 bets matching this view (not only the ")),
                 qPrintable(said->text()));
        const int onScreen = desk.table().rowsOnScreen();
        QVERIFY(onScreen > 5 && onScreen < 60);
        QVERIFY(said->text().contains(QStringLiteral("the %1 on screen").arg(onScreen)));
    }

    void readOnlyTurnsRefundsOfManyOff()
    {
        Desk desk;
        desk.feed(bets::range(1, 20));
        desk.window->topBar().queryField().setQueryText(QStringLiteral("partner:acme"));
        desk.table().selectAll();
        desk.trigger(Actions::SafetyReadOnly);
        for (const auto id : {Actions::RefundSelection, Actions::RefundMatching}) {
            QVERIFY(!desk.window->actions()[id]->isEnabled());
            QCOMPARE(desk.window->actions()[id]->toolTip(), QStringLiteral("This connection is read-only."));
        }
        desk.press(Qt::Key_R, Qt::ControlModifier);
        QVERIFY(!desk.window->bulkRefunds().dialog());
    }

    void asksForTypingInAProfileThatNobodyChanged()
    {
        Desk desk;
        QVERIFY(desk.connection.safety() == ui::SafetyLevel::ConfirmAndType);
        QVERIFY(desk.window->actions()[Actions::SafetyType]->isChecked());
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
        desk.trigger(Actions::Back);
        QCOMPARE(desk.window->bets().rowCount(), 2);
        desk.trigger(Actions::Forward);
        QCOMPARE(desk.window->bets().rowCount(), 1);
        desk.trigger(Actions::ClearFilter);
        QCOMPARE(desk.window->bets().rowCount(), 4);
        QCOMPARE(views->currentIndex().row(), 0);
    }

    void countsWhatAFilterShowsAtOnce()
    {
        Desk desk;
        desk.feed({bet(1), bets::failed(2), bets::failed(3), bet(4)});
        desk.table().selectAll();
        const auto* status = desk.window->findChild<ui::StatusLine*>();
        QTRY_VERIFY2(status->text().contains(QStringLiteral("4 of 4 bets · 4 selected")), qPrintable(status->text()));
        desk.window->topBar().queryField().setQueryText(QStringLiteral("status:failed"));
        QCOMPARE(desk.window->bets().rowCount(), 2);
        QVERIFY2(status->text().contains(QStringLiteral("2 of 4 bets · 2 selected")), qPrintable(status->text()));
        // On another page it would be read as that page's.
        desk.press(Qt::Key_5, Qt::ControlModifier);
        QVERIFY2(!status->text().contains(QStringLiteral("bets")), qPrintable(status->text()));
        desk.press(Qt::Key_2, Qt::ControlModifier);
        QVERIFY(status->text().contains(QStringLiteral("2 of 4 bets")));
    }

    void opensPagesByKeysByTheListAndByThePalette()
    {
        Desk desk;
        auto* notes = new Notebook;
        desk.window->pages().add(notes, 0);
        auto* list = desk.window->findChild<QListWidget*>(QStringLiteral("pageList"));
        QCOMPARE(list->count(), static_cast<int>(desk.window->pages().pages().size()));
        desk.window->onRows({.bets = bets::range(1, 3), .rounds = std::vector<RoundRow>(4)});
        QCOMPARE(list->item(list->count() - 1)->data(Qt::AccessibleTextRole).toString(), QStringLiteral("Notebook: 4"));

        desk.press(Qt::Key_0, Qt::ControlModifier);
        QVERIFY(notes->field->hasFocus());
        QCOMPARE(list->currentRow(), list->count() - 1);
        QCOMPARE(desk.window->windowTitle(), QStringLiteral("note-7 – Notebook – STAGING eu-1 – Betdesk"));
        desk.press(Qt::Key_2, Qt::ControlModifier);
        QVERIFY(desk.table().hasFocus());
        QTest::mouseClick(list->viewport(), Qt::LeftButton, Qt::NoModifier,
                          list->visualItemRect(list->item(list->count() - 1)).center());
        QCOMPARE(desk.window->pages().page(), notes);
        desk.press(Qt::Key_2, Qt::ControlModifier);
        desk.press(Qt::Key_K, Qt::ControlModifier);
        auto* field = desk.window->findChild<QLineEdit*>(QStringLiteral("paletteField"));
        QTest::keyClicks(field, QStringLiteral("page: note"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(desk.window->pages().page(), notes);
    }

    void hasTheManualNameEveryPageWithItsKey()
    {
        Desk desk;
        QFile file(QStringLiteral(BETDESK_SOURCE_DIR "/docs/manual.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto manual = QString::fromUtf8(file.readAll());
        QStringList keys;
        QStringList titles;
        const auto& pages = desk.window->pages();
        for (std::size_t i = 0; i < pages.pages().size(); ++i) {
            keys << pages.pageActions()[i]->shortcut().toString().remove(QStringLiteral("Ctrl+"));
            titles << pages.pages()[i]->title();
        }
        const auto row =
            QStringLiteral("| Ctrl+%1 | %2 |").arg(keys.join(QStringLiteral(", ")), titles.join(QStringLiteral(", ")));
        QVERIFY2(manual.contains(row), qPrintable(row));
    }

    void givesTheBarAndTheKeysToThePage()
    {
        Desk desk;
        auto* notes = new Notebook;
        desk.window->pages().add(notes, 0);
        desk.feed(bets::range(1, 3));
        desk.press(Qt::Key_J);
        QVERIFY(desk.window->detail().isVisible());
        desk.window->topBar().queryField().setQueryText(QStringLiteral("partner:acme"));
        const auto* chips = desk.window->findChild<QWidget*>(QStringLiteral("queryChips"));
        QVERIFY(chips->isVisible());

        desk.press(Qt::Key_0, Qt::ControlModifier);
        QVERIFY(!desk.window->topBar().queryField().isVisible());
        QVERIFY(!chips->isVisible());
        QVERIFY(!desk.window->detail().isVisible());
        QVERIFY(!desk.window->actions()[Actions::Refund]->isEnabled());
        desk.window->setFocus();
        desk.trigger(Actions::Filter);
        QVERIFY(notes->field->hasFocus());
        QTest::keyClicks(notes->field, QStringLiteral("x"));
        desk.press(Qt::Key_Escape);
        QCOMPARE(notes->field->text(), QString());
        desk.trigger(Actions::Reconnect);
        QCOMPARE(notes->refreshed, 1);

        desk.trigger(Actions::ShowDetail);
        QVERIFY(desk.window->detail().isVisible());
        desk.press(Qt::Key_2, Qt::ControlModifier);
        desk.trigger(Actions::ShowDetail);
        QVERIFY(!desk.window->detail().isVisible());
        QVERIFY(chips->isVisible());
        desk.press(Qt::Key_0, Qt::ControlModifier);
        QVERIFY(desk.window->detail().isVisible());
    }

    void stepsBackAndForthOverPagesAndFilters()
    {
        Desk desk;
        auto* notes = new Notebook;
        desk.window->pages().add(notes, 0);
        auto& query = desk.window->topBar().queryField();
        query.setQueryText(QStringLiteral("status:failed"));
        desk.press(Qt::Key_0, Qt::ControlModifier);
        notes->field->setText(QStringLiteral("seven"));
        desk.window->pages().open({ui::Place::Kind::Bets, QStringLiteral("round:r-1")});
        QCOMPARE(query.text(), QStringLiteral("round:r-1"));
        QVERIFY(!desk.window->actions()[Actions::Forward]->isEnabled());

        const auto where = [&] {
            return desk.window->pages().page() == notes ? QStringLiteral("notes:") + notes->field->text()
                                                        : QStringLiteral("bets:") + query.text();
        };
        QStringList seen{where()};
        for (int i = 0; i < 4; ++i) {
            desk.press(Qt::Key_Left, Qt::AltModifier);
            seen << where();
        }
        QCOMPARE(seen.join(u' '), QStringLiteral("bets:round:r-1 notes:seven notes: bets:status:failed bets:"));
        QVERIFY(!desk.window->actions()[Actions::Back]->isEnabled());
        desk.press(Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(where(), QStringLiteral("bets:status:failed"));
    }

    void opensAPlaceOnThePageThatKnowsIt()
    {
        Desk desk;
        auto* notes = new Notebook;
        desk.window->pages().add(notes, 0);
        desk.feed(bets::range(1, 9));
        Q_EMIT notes->placeRequested({ui::Place::Kind::Job, QStringLiteral("job-9")});
        QCOMPARE(desk.window->pages().page()->objectName(), QStringLiteral("jobsPage"));
        QCOMPARE(notes->opened, QString());
        Q_EMIT notes->placeRequested({ui::Place::Kind::Bet, QStringLiteral("b-4"), QStringLiteral("acme")});
        QCOMPARE(desk.current(), std::string("b-4"));
        QVERIFY(desk.table().hasFocus());
    }

    void countsAlertsAndOpensTheirRound()
    {
        Desk desk;
        RoundRow round;
        round.round = RoundId("r-55120");
        round.needsRecalculation = true;
        round.cause = "result_differs";
        round.version = 2;
        desk.window->onRows({.rounds = {round}});
        const auto* button = desk.window->findChild<QPushButton*>(QStringLiteral("alertsButton"));
        QVERIFY(button->isVisible());
        QCOMPARE(button->text(), QStringLiteral("1 new alert"));
        QTest::mouseClick(const_cast<QPushButton*>(button), Qt::LeftButton);
        QVERIFY(!button->isVisible());
        desk.press(Qt::Key_Return);
        QCOMPARE(desk.window->windowTitle(), QStringLiteral("r-55120 – Rounds – STAGING eu-1 – Betdesk"));
    }

    void recalculatesTheRoundOfTheChosenBetByKey()
    {
        Desk desk;
        desk.feed(bets::range(1, 9));
        QVERIFY(!desk.window->actions()[Actions::Recalculate]->isEnabled());
        desk.press(Qt::Key_J);
        desk.window->onRows({.rounds = {rounds::round(2)}});
        QVERIFY(desk.window->actions()[Actions::Recalculate]->isEnabled());
        desk.press(Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(desk.window->windowTitle(), QStringLiteral("r-2 – Rounds – STAGING eu-1 – Betdesk"));
        const auto* wizard = desk.window->findChild<ui::RecalculationWizard*>();
        QVERIFY(wizard && wizard->isVisible());
        for (const auto& request : desk.transport.seen)
            QCOMPARE(request.method, std::string("GET"));
        desk.press(Qt::Key_Escape);
        QVERIFY(!wizard->isVisible());
        desk.connection.setSafety(ui::SafetyLevel::ReadOnly);
        QVERIFY(!desk.window->actions()[Actions::Recalculate]->isEnabled());
        QCOMPARE(desk.window->actions()[Actions::Recalculate]->toolTip(),
                 QStringLiteral("This connection is read-only."));
    }

    void fitsASmallWindowAfterARecalculationWasOpened()
    {
        Desk desk(ThemeMode::Light, Language::Russian);
        desk.look(1024, 700);
        desk.feed(bets::range(1, 9));
        desk.press(Qt::Key_J);
        const auto* left = desk.window->findChild<QDockWidget*>(QStringLiteral("viewsDock"));
        constexpr int leftMin = 170;
        desk.window->onRows({.rounds = {rounds::round(2)}});
        desk.press(Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        const auto* wizard = desk.window->findChild<ui::RecalculationWizard*>();
        QVERIFY(wizard && wizard->isVisible());
        for (const auto page : {Qt::Key_2, Qt::Key_6, Qt::Key_8, Qt::Key_5, Qt::Key_2}) {
            desk.press(page, Qt::ControlModifier);
            QTRY_COMPARE(desk.window->size(), QSize(1024, 700));
            QTRY_VERIFY2(left->width() >= leftMin, qPrintable(QString::number(left->width())));
        }
        const auto* refund = desk.window->findChild<QPushButton*>(QStringLiteral("openRefundButton"));
        QVERIFY(refund->isVisible());
        QVERIFY(desk.window->rect().contains(QRect(refund->mapTo(desk.window.get(), QPoint()), refund->size())));
    }

    void opensAgainOnThePageThatWasLeft()
    {
        Desk desk;
        desk.press(Qt::Key_5, Qt::ControlModifier);
        QVERIFY(!desk.window->detail().isVisible());
        desk.window->close();
        desk.open();
        QCOMPARE(desk.window->pages().page()->objectName(), QStringLiteral("roundsPage"));
        QVERIFY(!desk.window->detail().isVisible());
        QVERIFY(!desk.window->topBar().queryField().isVisible());
        desk.press(Qt::Key_2, Qt::ControlModifier);
        QVERIFY(desk.window->detail().isVisible());
        QVERIFY(desk.window->topBar().queryField().isVisible());
    }

    void opensTheApprovalOfAJobThatWaits()
    {
        Desk desk;
        auto manager = bench::instance();
        manager.subject = "m.orlov";
        manager.roles = {"manager"};
        desk.connect(manager);
        auto job = rounds::job(JobState::PendingApproval);
        job.approval = "ap-89";
        auto* jobs = desk.window->findChild<ui::JobsPage*>();
        Q_EMIT jobs->decideRequested(job);
        auto* dialog = desk.window->findChild<ui::ApprovalDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        desk.time.advance(60'000);
        job.state = JobState::Withdrawn;
        ++job.version;
        desk.window->onRows({.jobs = {job}});
        dialog->approval().onJob(job);
        QVERIFY(!dialog->approval().mayApprove());
        dialog->close();
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
        QTest::addColumn<int>("page");
        QTest::newRow("to dark") << ThemeMode::Light << ThemeMode::Dark << 2;
        QTest::newRow("to light") << ThemeMode::Dark << ThemeMode::Light << 2;
        QTest::newRow("rounds to dark") << ThemeMode::Light << ThemeMode::Dark << 5;
        QTest::newRow("recalculation to light") << ThemeMode::Dark << ThemeMode::Light << 6;
    }

    void leavesNoOldColourAfterASwitchOfTheme()
    {
        QFETCH(ThemeMode, from);
        QFETCH(ThemeMode, to);
        QFETCH(int, page);
        const auto rows = std::vector<BetRow>{bet(1), bets::failed(2), bets::retrying(3, 2), bet(4, BetState::Won)};
        const auto prepare = [&](Desk& desk) {
            desk.feed(rows);
            desk.window->topBar().queryField().setQueryText(QStringLiteral("not status:lost"));
            desk.press(Qt::Key_J);
            desk.look(1200, 800);
            const auto* status = desk.window->findChild<QWidget*>(QStringLiteral("statusLine"));
            QTRY_VERIFY(status->accessibleName().contains(QStringLiteral("1 selected")));
            if (page == 2)
                return;
            desk.window->onRows({.rounds = {rounds::round(1), rounds::round(2), rounds::disputed()}});
            desk.trigger(Actions::NewestAlert);
            desk.window->pages().open(
                {page == 5 ? ui::Place::Kind::Round : ui::Place::Kind::Recalculation, QStringLiteral("r-55120")});
            desk.window->setFocus();
        };
        QImage fresh;
        {
            Desk desk(to);
            prepare(desk);
            // Pages and docks take their places over several turns of the loop.
            QTRY_VERIFY([&] {
                const QImage before = std::exchange(fresh, desk.window->grab().toImage());
                return before == fresh;
            }());
        }
        Desk desk(from);
        prepare(desk);
        QVERIFY(desk.window->grab().toImage() != fresh);
        desk.theme.setMode(to);
        QTRY_VERIFY(desk.window->grab().toImage() == fresh);
        bench::shoot(*desk.window, QStringLiteral("theme-") + QLatin1String(QTest::currentDataTag()));
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
        auto shown = rounds::range(1, 30);
        shown.push_back(rounds::disputed());
        desk.window->onRows({.rounds = shown});
        desk.window->pages().open({ui::Place::Kind::Round, QStringLiteral("r-55120")});
        QTRY_COMPARE(bench::clipped(*desk.window).join(u' '), QString());
        bench::shoot(*desk.window, QStringLiteral("window-rounds-") + QLatin1String(QTest::currentDataTag()));
        desk.trigger(Actions::NewestAlert);
        QTRY_COMPARE(bench::clipped(*desk.window).join(u' '), QString());
        bench::shoot(*desk.window, QStringLiteral("window-alerts-") + QLatin1String(QTest::currentDataTag()));
    }

    // A page is what one works on; what lies below it only tells.
    void alertsLeaveThePageItsRoom_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("wide") << QSize(1440, 900);
        QTest::newRow("small") << QSize(1024, 700);
    }

    void alertsLeaveThePageItsRoom()
    {
        QFETCH(QSize, size);
        Desk desk;
        desk.look(size.width(), size.height());
        desk.window->onRows({.rounds = {rounds::disputed()}});
        auto& alerts = *desk.window->findChild<ui::AlertsDock*>();
        const auto openRounds = [&desk] {
            desk.window->pages().open({ui::Place::Kind::Round, QStringLiteral("r-55120")});
        };
        openRounds();
        desk.trigger(Actions::NewestAlert);
        QTRY_VERIFY2(alerts.isVisible() && alerts.height() <= 180, qPrintable(QString::number(alerts.height())));
        bench::shoot(*desk.window, QStringLiteral("room-") + QLatin1String(QTest::currentDataTag()));
        // A person pulls it up, and finds it so after a look at bets, where the chart lies over it.
        desk.window->resizeDocks({&alerts}, {260}, Qt::Vertical);
        QTRY_COMPARE(alerts.height(), 260);
        desk.window->pages().open({ui::Place::Kind::Bets, QString()});
        QTRY_VERIFY(desk.window->findChild<QDockWidget*>(QStringLiteral("chartDock"))->isVisible());
        desk.window->resizeDocks({&alerts}, {202}, Qt::Vertical);
        openRounds();
        QTRY_COMPARE(alerts.height(), 260);
        // So it is after it was closed.
        desk.trigger(Actions::ShowAlerts);
        QTRY_VERIFY(!alerts.isVisible());
        desk.trigger(Actions::ShowAlerts);
        QTRY_COMPARE(alerts.height(), 260);
        desk.trigger(Actions::ResetLayout);
        openRounds();
        desk.trigger(Actions::NewestAlert);
        QTRY_VERIFY2(alerts.isVisible() && alerts.height() <= 180, qPrintable(QString::number(alerts.height())));
    }

    void thePanelOnTopStaysOnTop()
    {
        Desk desk;
        auto* chart = desk.window->findChild<QDockWidget*>(QStringLiteral("chartDock"));
        auto& alerts = *desk.window->findChild<ui::AlertsDock*>();
        const auto away = [&desk] {
            desk.press(Qt::Key_1, Qt::ControlModifier);
            desk.press(Qt::Key_2, Qt::ControlModifier);
        };
        QTRY_VERIFY(!chart->visibleRegion().isEmpty());
        away();
        QTRY_VERIFY(!chart->visibleRegion().isEmpty() && alerts.visibleRegion().isEmpty());
        alerts.raise();
        QTRY_VERIFY(!alerts.visibleRegion().isEmpty());
        away();
        QTRY_VERIFY(!alerts.visibleRegion().isEmpty() && chart->visibleRegion().isEmpty());
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
        for (const auto* action : desk.window->pages().pageActions()) {
            QVERIFY2(!taken.contains(action->shortcut().toString()), qPrintable(action->text()));
            taken.insert(action->shortcut().toString());
        }
        QVERIFY(taken.contains(QStringLiteral("Ctrl+R")));
    }

    void findsTheNewestFailureItsBetAndWhyByKeysAlone_data()
    {
        QTest::addColumn<int>("language");
        QTest::addColumn<int>("mode");
        QTest::addColumn<QSize>("size");
        const auto row = [](const char* name, Language language, ThemeMode mode, const QSize& size) {
            QTest::newRow(name) << static_cast<int>(language) << static_cast<int>(mode) << size;
        };
        row("en-light-1440", Language::English, ThemeMode::Light, {1440, 900});
        row("en-light-1024", Language::English, ThemeMode::Light, {1024, 700});
        row("ru-dark-1440", Language::Russian, ThemeMode::Dark, {1440, 900});
        row("ru-dark-1024", Language::Russian, ThemeMode::Dark, {1024, 700});
    }

    void findsTheNewestFailureItsBetAndWhyByKeysAlone()
    {
        QFETCH(int, language);
        QFETCH(int, mode);
        QFETCH(QSize, size);
        using tests::failures::group;
        tests::failures::FailureService service;
        int number = 0;
        for (const auto state : {FailureState::Muted, FailureState::Ongoing, FailureState::Regressed,
                                 FailureState::Escalating, FailureState::New}) {
            auto row = group(++number, state);
            row.owner = state == FailureState::Ongoing ? "m.orlov" : "";
            row.note = state == FailureState::Ongoing ? "ACME told, T-204" : "";
            service.add(row);
        }
        for (int i = 9; i >= 1; --i)
            service.bets["f-5"].push_back(i % 3 == 0 ? bets::failed(i) : bets::retrying(i, 2));
        Desk desk(static_cast<ThemeMode>(mode), static_cast<Language>(language));
        const auto answer = [&service](const client::ports::HttpRequest& request) { return service.answer(request); };
        desk.transport.otherwise = answer;
        for (const char* route : {"bet", "retry"})
            desk.transport.script(route, {[answer](const client::ports::HttpRequest& request) {
                                      return answer(request).value_or(bench::timeout());
                                  }});
        Story story;
        story.bet = bets::failed(9);
        for (int attempt = 1; attempt <= 5; ++attempt) {
            auto& entry = story.entries.emplace_back();
            entry.kind = TimelineKind::Attempt;
            entry.at = story.bet.createdAt + attempt * 3'000;
            entry.call = "block_funds";
            entry.attempt.emplace();
            entry.attempt->operation = OperationId("op-9");
            entry.attempt->number = attempt;
            entry.attempt->at = entry.at;
            entry.attempt->durationMs = 1'204;
            entry.attempt->http = 503;
            entry.attempt->answer = "not_sent";
            entry.attempt->errorClass = "http_503";
            entry.attempt->error = "HTTP 503, upstream unavailable";
        }
        desk.transport.script("timeline", bench::reply(200, encode(story)));
        desk.look(size.width(), size.height());
        desk.window->pages().pages()[2]->refresh();
        desk.time.advance(1'000);
        const auto settle = [&] {
            desk.time.advance(100);
            QCoreApplication::sendPostedEvents();
        };
        settle();

        const auto* list = desk.window->findChild<QListWidget*>(QStringLiteral("pageList"));
        QCOMPARE(list->item(2)->data(ui::ViewsModel::CountRole).toString(), QStringLiteral("3"));
        desk.press(Qt::Key_3, Qt::ControlModifier);
        auto* page = desk.window->findChild<ui::FailuresPage*>();
        QVERIFY(page->isVisible());
        settle();
        QCOMPARE(page->table().currentRow(), 0);
        QTRY_COMPARE(bench::clipped(*desk.window).join(u' '), QString());
        bench::shoot(*desk.window, QStringLiteral("failures-") + QLatin1String(QTest::currentDataTag()));
        desk.press(Qt::Key_Return);
        QVERIFY(page->betsTable().hasFocus());
        desk.press(Qt::Key_Return);
        QTRY_VERIFY(desk.window->detail().isVisible());
        QCOMPARE(desk.window->detail().bet()->bet.text(), std::string("b-9"));
        settle();
        // The reason stands there, and nothing is pushed out of the window.
        const auto* timeline = desk.window->detail().findChild<ui::TimelineView*>();
        QTRY_VERIFY(timeline->model()->rowCount() >= 5);
        QTRY_VERIFY(desk.window->rect().contains(desk.window->detail().geometry()));
        QTRY_COMPARE(bench::clipped(*desk.window).join(u' '), QString());
        bench::shoot(*desk.window, QStringLiteral("failures-bet-") + QLatin1String(QTest::currentDataTag()));
        page->betsTable().setFocus();
        desk.press(Qt::Key_J);
        QCOMPARE(desk.window->detail().bet()->bet.text(), std::string("b-8"));
        page->table().setFocus();
        desk.press(Qt::Key_R);
        const QPointer<QDialog> asked = page->findChild<QDialog*>(QStringLiteral("failureRetryDialog"));
        QVERIFY(asked);
        QTest::keyClick(asked, Qt::Key_Escape);
        QTRY_VERIFY(!asked);
        desk.window->activateWindow();
        QTRY_VERIFY(page->table().hasFocus());
        // The same by the palette.
        desk.press(Qt::Key_K, Qt::ControlModifier);
        auto* field = desk.window->findChild<QLineEdit*>(QStringLiteral("paletteField"));
        field->setText(page->findChild<QAction*>(QStringLiteral("retryFailureAction"))->text());
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(page->findChild<QDialog*>(QStringLiteral("failureRetryDialog")));
    }

    void refundsAGroupOfFailures()
    {
        tests::failures::FailureService service;
        service.add(tests::failures::group(1));
        service.bets["f-1"] = {bets::retrying(2, 1), bets::failed(1)};
        Desk desk;
        const auto answer = [&service](const client::ports::HttpRequest& request) { return service.answer(request); };
        desk.transport.otherwise = answer;
        desk.transport.script("bet", {[answer](const client::ports::HttpRequest& request) {
                                  return answer(request).value_or(bench::timeout());
                              }});
        desk.press(Qt::Key_3, Qt::ControlModifier);
        auto* page = desk.window->findChild<ui::FailuresPage*>();
        page->refresh();
        for (int i = 0; i < 5; ++i) {
            desk.time.advance(100);
            QCoreApplication::sendPostedEvents();
        }
        QTest::mouseClick(&page->button(ui::FailuresPage::Action::Refund), Qt::LeftButton);
        QVERIFY(desk.window->bulkRefunds().isPreparing());
        QCOMPARE(desk.window->bulkRefunds().dialog()->refund().selection().items.size(), std::size_t(2));
    }

    void walksThePanesByF6()
    {
        Desk desk;
        desk.feed(bets::range(1, 3));
        desk.press(Qt::Key_J);
        QSet<QWidget*> seen;
        for (int i = 0; i < 6; ++i) {
            desk.press(Qt::Key_F6);
            seen.insert(QApplication::focusWidget());
        }
        QCOMPARE(seen.size(), 6);
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

    void showsABetInAWindowOfItsOwn()
    {
        Desk desk;
        desk.feed(bets::range(1, 3));
        desk.press(Qt::Key_J);
        desk.press(Qt::Key_Return, Qt::ShiftModifier);
        auto* own = desk.window->findChild<ui::BetWindow*>();
        QVERIFY(own && own->isVisible());
        QCOMPARE(own->windowTitle(), QStringLiteral("b-3 – STAGING eu-1 – Betdesk"));
        desk.window->activateWindow();
        desk.press(Qt::Key_J);
        desk.feed({bet(3, BetState::Won, 2)});
        QCOMPARE(own->detail().bet()->bet.text(), std::string("b-3"));
        QCOMPARE(own->detail().bet()->state, BetState::Won);
        // The refund of this window is the one dialog that there is, with its own preview.
        desk.transport.script("preview", bench::timeout());
        Q_EMIT own->detail().refundRequested(QStringLiteral("acme"), QStringLiteral("b-3"));
        const auto* refund = desk.window->findChild<QDialog*>(QStringLiteral("refundDialog"));
        QVERIFY(refund);
        QCOMPARE(refund->parentWidget(), own);
        QPointer<ui::BetWindow> kept(own);
        // A snapshot that starts over is no reason to close it; another environment is.
        desk.window->onRows({.bets = {bet(3, BetState::Won, 2)}, .rounds = {}, .snapshot = true, .startsOver = true});
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(kept && kept->isVisible());
        auto other = bench::instance();
        other.environmentId = "env-2";
        desk.connect(other);
        QTRY_VERIFY(!kept);
    }

    void asksForAFurtherWindowOfAPage()
    {
        Desk desk;
        QSignalSpy asked(desk.window.get(), &ui::MainWindow::anotherWindowRequested);
        desk.press(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(asked.size(), 1);
        // Without a bet there is only the page.
        desk.press(Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(asked.size(), 2);
        QVERIFY(!desk.window->findChild<ui::BetWindow*>());
        desk.window->topBar().queryField().setQueryText(QStringLiteral("status:failed"));
        desk.feed(bets::range(1, 5));
        ui::MainWindow second(desk.context(), desk.translation, desk.settings, QStringLiteral("desk"),
                              {.isFurther = true});
        second.onRows(desk.window->shownRows(100));
        QCOMPARE(second.bets().totalCount(), 5);
        second.showAs(*desk.window);
        QCOMPARE(second.pages().page()->objectName(), desk.window->pages().page()->objectName());
        QCOMPARE(second.pages().page()->filter(), QStringLiteral("status:failed"));
        // Its session of the log review is the first one's alone, and a file has one window.
        QVERIFY(!second.findChild<QWidget*>(QStringLiteral("reviewPage")));
        desk.press(Qt::Key_7, Qt::ControlModifier);
        QVERIFY(!desk.window->actions()[Actions::PageWindow]->isEnabled());
        desk.press(Qt::Key_2, Qt::ControlModifier);
        QVERIFY(desk.window->actions()[Actions::PageWindow]->isEnabled());
        desk.connection.setLink(LinkState::File);
        QVERIFY(!desk.window->actions()[Actions::PageWindow]->isEnabled());
    }

    void opensALinkOfItsOwnEnvironmentOnly()
    {
        Desk desk;
        const auto* status = desk.window->findChild<ui::StatusLine*>();
        const auto refusal = [&desk] {
            auto* box = desk.window->findChild<QMessageBox*>(QStringLiteral("linkNotice"));
            const auto text = box ? box->text() : QString();
            delete box;
            return text;
        };
        desk.window->openLink(QStringLiteral("betdesk://production/bet/acme/b-7"));
        QVERIFY(refusal().contains(QStringLiteral("It leads into the environment production, and this console shows")));
        QCOMPARE(desk.transport.seen.size(), std::size_t(0));
        // The environment that the last session left is not yet the one that answers.
        desk.connection.setLink(LinkState::Connecting);
        desk.window->openLink(QStringLiteral("betdesk://env-1/bet/acme/b-7"));
        QVERIFY(status->text().contains(QStringLiteral("The link is opened when the service answers.")));
        QCOMPARE(desk.transport.count("timeline"), 0);
        desk.connection.setLink(LinkState::Live);
        desk.time.advance(50);
        QCOMPARE(desk.transport.count("timeline"), 1);
        desk.window->openLink(QStringLiteral("betdesk://env-1/refund/acme/b-7"));
        QVERIFY(refusal().contains(QStringLiteral("no link to a bet")));
        Story story = stories::inDoubtAfterFive();
        desk.transport.script("timeline", bench::reply(200, encode(story)));
        desk.window->openLink(ui::betLink("env-1", story.bet));
        desk.time.advance(50);
        QVERIFY(desk.window->detail().bet());
        QCOMPARE(desk.window->detail().bet()->bet, story.bet.bet);
        desk.transport.script("timeline", bench::reply(problem(ProblemCode::BetNotFound)));
        desk.window->openLink(QStringLiteral("betdesk://env-1/bet/acme/nowhere"));
        desk.time.advance(120'000); // a read is asked again before it is given up
        QCOMPARE(refusal(), QStringLiteral("There is no bet nowhere here."));
        QCOMPARE(desk.window->detail().bet()->bet, story.bet.bet);
        // The palette takes a pasted one.
        desk.press(Qt::Key_K, Qt::ControlModifier);
        auto* field = desk.window->findChild<QLineEdit*>(QStringLiteral("paletteField"));
        field->setText(QStringLiteral("betdesk://env-1/bet/acme/b-9"));
        QTest::keyClick(field, Qt::Key_Return);
        desk.time.advance(50);
        QVERIFY(desk.transport.seen.back().target.find("b-9") != std::string::npos);
    }

    void writesTimesInTheChosenZone()
    {
        Desk desk;
        desk.feed({bet(1)});
        const auto time = [&desk] { return desk.window->bets().index(0, 0).data().toString(); };
        const auto before = time();
        desk.trigger(Actions::TimeZone);
        auto* dialog = desk.window->findChild<QDialog*>(QStringLiteral("zoneDialog"));
        QVERIFY(dialog);
        auto* part = dialog->findChild<QLineEdit*>(QStringLiteral("zonePart"));
        QTest::keyClicks(part, QStringLiteral("moscow"));
        QTest::keyClick(part, Qt::Key_Return);
        QTRY_VERIFY(!desk.window->findChild<QDialog*>(QStringLiteral("zoneDialog")));
        QCOMPARE(desk.settings.value(QStringLiteral("zone")).toByteArray(), QByteArray("Europe/Moscow"));
        QTRY_VERIFY(time() != before);
        QCOMPARE(time().left(2).toInt(), (before.left(2).toInt() + 3) % 24);
        QTRY_VERIFY(desk.window->findChild<ui::LineLabel*>(QStringLiteral("statusRight"))
                        ->text()
                        .contains(QStringLiteral("Europe/Moscow (UTC+3)")));
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
