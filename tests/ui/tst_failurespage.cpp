// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/failureservice.h"
#include "tests/ui/bench.h"
#include "tests/ui/bets.h"
#include "ui/delegates/stripdelegate.h"
#include "ui/dialogs/failureretrydialog.h"
#include "ui/pages/failurespage.h"
#include "ui/translation.h"
#include "ui/widgets/betstable.h"
#include "ui/widgets/linelabel.h"
#include "ui/widgets/rowtable.h"

#include <QAbstractItemModelTester>
#include <QDialog>
#include <QImage>
#include <QPainter>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace client::contract;
using client::feed::LinkState;
using tests::failures::FailureService;
using tests::failures::group;
using Action = ui::FailuresPage::Action;
using Column = ui::FailuresModel::Column;

namespace {

class Desk : public bench::Bench
{
public:
    explicit Desk(ui::Language language = ui::Language::English)
    {
        format.setLanguage(language);
        translation.use(language);
        transport.otherwise = [this](const client::ports::HttpRequest& request) { return service.answer(request); };
        // The bench knows bets by their own address.
        transport.script("bet",
                         {[this](const client::ports::HttpRequest& request) { return *service.answer(request); }});
        transport.script("retry",
                         {[this](const client::ports::HttpRequest& request) { return *service.answer(request); }});
        for (int number = 1; number <= 4; ++number)
            service.add(group(number));
        for (int number = 1; number <= 4; ++number) {
            auto& failed = service.bets["f-" + std::to_string(number)];
            for (int i = 3; i >= 1; --i)
                failed.push_back(bets::retrying(number * 10 + i, 2));
        }
    }

    void open()
    {
        made = std::make_unique<ui::Context>(context());
        page = std::make_unique<ui::FailuresPage>(*made);
        tester = std::make_unique<QAbstractItemModelTester>(&page->model(),
                                                            QAbstractItemModelTester::FailureReportingMode::QtTest);
        QObject::connect(page.get(), &ui::Page::message, page.get(), [this](const QString& text) { message = text; });
        page->resize(1000, 640);
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
    void feed(const FailureRow& row) { page->onRows({.failures = {row}}); }
    void key(Qt::Key key)
    {
        page->table().setFocus();
        QTest::keyClick(&page->table(), key);
    }
    template <typename Dialog>
    Dialog* dialog()
    {
        return page->findChild<Dialog*>();
    }
    QDialog* noteDialog() { return page->findChild<QDialog*>(QStringLiteral("failureNoteDialog")); }
    QPushButton* confirmButton()
    {
        return dialog<ui::FailureRetryDialog>()->findChild<QPushButton*>(QStringLiteral("confirmButton"));
    }
    // In which the dialog looks at the clock.
    void wait(std::int64_t ms)
    {
        time.advance(ms);
        Q_EMIT connection.changed();
    }
    QString facts() { return page->findChild<ui::LineLabel*>(QStringLiteral("failureFacts"))->text(); }
    QString chosen() { return page->findChild<ui::LineLabel*>(QStringLiteral("failureCause"))->text(); }
    QString cell(int row, Column column, int role = Qt::DisplayRole)
    {
        return page->table().model()->index(row, static_cast<int>(column)).data(role).toString();
    }

    FailureService service;
    ui::Translation translation;
    QString message;
    std::unique_ptr<ui::Context> made;
    std::unique_ptr<ui::FailuresPage> page;
    std::unique_ptr<QAbstractItemModelTester> tester;
};

} // namespace

class TestFailuresPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsTheNewestGroupAndItsBets()
    {
        Desk desk;
        desk.open();
        QCOMPARE(desk.page->model().rowCount(), 4);
        QCOMPARE(desk.cell(0, Column::Cause), QString::fromUtf8("block_funds · timeout · No answer within {n} ms."));
        QCOMPARE(desk.cell(0, Column::Partner), QStringLiteral("acme"));
        QCOMPARE(desk.cell(0, Column::Bets), QStringLiteral("14"));
        QCOMPARE(desk.cell(0, Column::Amount), QString::fromUtf8("322.04\u00a0EUR"));
        QCOMPARE(desk.cell(0, Column::State), QStringLiteral("New"));
        QCOMPARE(desk.cell(1, Column::Cause),
                 QString::fromUtf8("update_bet_status · HTTP 503 · The partner is not available."));
        QCOMPARE(desk.page->bets().model().rowCount(), 3);
        QCOMPARE(desk.page->bets().model().row(0).bet.text(), std::string("b-43"));
        QCOMPARE(desk.chosen(), desk.cell(0, Column::Cause));
        QVERIFY(desk.facts().startsWith(QStringLiteral("3 of 14 bets are open. 3")));
        QCOMPARE(desk.page->badge(), QStringLiteral("4"));
    }

    void saysInWordsWhatTheStripShows()
    {
        Desk desk;
        auto row = group(9, FailureState::Escalating);
        row.blocks = {};
        row.blocks[20] = 1;
        row.blocks[23] = 40;
        row.amounts.push_back({1'000, {"JPY", 0}});
        desk.service.groups = {row};
        desk.open();
        QCOMPARE(desk.cell(0, Column::Hours, Qt::AccessibleTextRole),
                 QStringLiteral("24 hours: 41 failures in 24 h, this hour 40, most in an hour 40"));
        const auto sentence = desk.cell(0, Column::Cause, Qt::AccessibleTextRole);
        QVERIFY2(sentence.startsWith(QStringLiteral("Escalating. update_bet_status")), qPrintable(sentence));
        QVERIFY2(sentence.contains(QString::fromUtf8("19 bets, 322.09\u00a0EUR · 1\u202f000\u00a0JPY")),
                 qPrintable(sentence));
        for (int column = 0; column < ui::FailuresModel::columns; ++column)
            QVERIFY(!desk.cell(0, static_cast<Column>(column), Qt::AccessibleTextRole).isEmpty());
    }

    void theStripIsAsHighAsItsBusiestHour()
    {
        Desk desk;
        auto row = group(9);
        row.blocks = {};
        row.blocks[0] = 1;
        row.blocks[23] = 1'000;
        desk.service.groups = {row};
        desk.open();
        auto& table = desk.page->table();
        const auto index = table.model()->index(0, static_cast<int>(Column::Hours));
        QStyleOptionViewItem option;
        option.rect = QRect(0, 0, 160, 26);
        QImage image(option.rect.size(), QImage::Format_RGB32);
        image.fill(desk.theme.colors().base);
        QPainter painter(&image);
        table.itemDelegateForColumn(static_cast<int>(Column::Hours))->paint(&painter, option, index);
        painter.end();
        const auto tall = [&](int bar, const QColor& color) {
            const int x = 8 + bar * (ui::StripDelegate::barWidth + ui::StripDelegate::barGap) + 1;
            int found = 0;
            for (int y = 0; y < image.height(); ++y)
                found += image.pixelColor(x, y) == color ? 1 : 0;
            return found;
        };
        QCOMPARE(tall(23, desk.theme.colors().accent), 16);
        QCOMPARE(tall(0, desk.theme.colors().border), 3);
        QCOMPARE(tall(12, desk.theme.colors().separator), 1);
        QCOMPARE(tall(12, desk.theme.colors().border), 0);
    }

    void saysWhyThereIsNothingToSee()
    {
        Desk desk;
        desk.service.groups.clear();
        desk.connection.setLink(LinkState::Connecting);
        desk.open();
        QCOMPARE(desk.page->emptyText(), QStringLiteral("Connecting. Failures appear here."));
        desk.connection.setLink(LinkState::Live);
        desk.settle();
        QCOMPARE(desk.page->emptyText(), QStringLiteral("No failures in the last 24 h."));
        QCOMPARE(desk.page->badge(), QString());
        desk.connection.setLink(LinkState::Offline);
        QCOMPARE(desk.page->emptyText(), QStringLiteral("Offline. Failures are grouped by the service and are shown "
                                                        "when the connection returns."));
        desk.service.once["/failures"] = {FailureService::refuse(ProblemCode::Forbidden)};
        desk.connection.setLink(LinkState::Live);
        desk.settle();
        QCOMPARE(desk.page->emptyText(),
                 QStringLiteral("The service did not give its failures (your role may not do this)."));
        desk.service.add(group(1));
        QTest::mouseClick(desk.page->findChild<QPushButton*>(QStringLiteral("retryFailuresButton")), Qt::LeftButton);
        desk.settle();
        QCOMPARE(desk.page->emptyText(), QString());
        QCOMPARE(desk.page->model().rowCount(), 1);
    }

    void isKeptLiveByTheFeed()
    {
        Desk desk;
        desk.open();
        auto row = group(4, FailureState::Escalating);
        row.version = 5;
        row.openBets = 9;
        desk.feed(row);
        QCOMPARE(desk.cell(0, Column::State), QStringLiteral("Escalating"));
        QVERIFY(desk.facts().startsWith(QStringLiteral("9 of 14 bets are open.")));
        desk.feed(group(4));
        QCOMPARE(desk.cell(0, Column::State), QStringLiteral("Escalating"));
        // A new group does not take the place of the one that is read.
        desk.feed(group(5));
        QCOMPARE(desk.page->badge(), QStringLiteral("5"));
        QCOMPARE(desk.chosen(), QString::fromUtf8("block_funds · timeout · No answer within {n} ms."));
        QCOMPARE(desk.cell(0, Column::Partner), QStringLiteral("northbet"));
    }

    void readsTheBetsAgainWhenTheGroupMovesOn()
    {
        Desk desk;
        desk.open();
        desk.page->onRows({.bets = {bets::bet(43, BetState::Blocked, 7)}});
        QCOMPARE(desk.page->bets().model().row(0).state, BetState::Blocked);
        desk.page->onRows({.bets = {bets::bet(99)}});
        QCOMPARE(desk.page->bets().model().rowCount(), 3);
        // It left the group, and stays to be seen; a new one comes in.
        desk.service.bets["f-4"].erase(desk.service.bets["f-4"].begin());
        desk.service.bets["f-4"].insert(desk.service.bets["f-4"].begin(), bets::retrying(44, 1));
        auto row = group(4);
        row.version = 2;
        desk.feed(row);
        desk.settle(ui::FailureBets::againAfterMs);
        desk.settle();
        QCOMPARE(desk.page->bets().model().rowCount(), 4);
        QCOMPARE(desk.page->bets().model().row(0).bet.text(), std::string("b-44"));
    }

    void forgetsWhatIsNoLongerListed()
    {
        Desk desk;
        desk.service.groupPage = 2;
        desk.open();
        QCOMPARE(desk.page->model().rowCount(), 4);
        desk.service.groups.erase(desk.service.groups.begin() + 1);
        desk.settle(ui::FailuresPage::refreshMs);
        desk.settle();
        QCOMPARE(desk.page->model().rowCount(), 3);
        QVERIFY(!desk.page->model().find(FailureId("f-3")));
        QCOMPARE(desk.page->table().currentRow(), 0);
        // The chosen one leaves: no key may act on its neighbour.
        desk.service.groups.erase(desk.service.groups.begin());
        desk.settle(ui::FailuresPage::refreshMs);
        desk.settle();
        QCOMPARE(desk.page->model().rowCount(), 2);
        QCOMPARE(desk.page->table().currentRow(), -1);
        QCOMPARE(desk.page->bets().model().rowCount(), 0);
        QCOMPARE(desk.chosen(), QStringLiteral("Choose a group to see its bets."));
        desk.key(Qt::Key_A);
        desk.settle();
        QVERIFY(desk.service.posts.empty());
    }

    void asksAgainAfterWhatItMayHaveMissed()
    {
        Desk desk;
        desk.open();
        QCOMPARE(desk.service.lists, 1);
        desk.connection.setLink(LinkState::Offline);
        desk.connection.setLink(LinkState::Live);
        desk.settle();
        QCOMPARE(desk.service.lists, 2);
        desk.page->onRows({.snapshot = true});
        desk.settle();
        QCOMPARE(desk.service.lists, 3);
        ui::LinkStatus polling;
        polling.state = LinkState::Polling;
        desk.page->setLink(polling);
        desk.settle(ui::FailuresPage::pollMs);
        desk.settle();
        QCOMPARE(desk.service.lists, 4);
        desk.settle();
        auto other = bench::instance();
        other.environmentId = "env-2";
        desk.service.groups.clear();
        desk.connection.setInstance(other);
        QCOMPARE(desk.page->model().rowCount(), 0);
    }

    void goesFromTheGroupToTheBetByKeysAlone()
    {
        Desk desk;
        desk.open();
        QSignalSpy opened(desk.page.get(), &ui::FailuresPage::betOpened);
        desk.page->table().setFocus();
        desk.key(Qt::Key_J);
        desk.settle();
        QCOMPARE(desk.cell(1, Column::Cause), desk.chosen());
        desk.key(Qt::Key_K);
        desk.settle();
        desk.key(Qt::Key_Return);
        QVERIFY(desk.page->betsTable().hasFocus());
        QCOMPARE(desk.page->betsTable().currentKey().bet, std::string("b-43"));
        QTest::keyClick(&desk.page->betsTable(), Qt::Key_J);
        QTest::keyClick(&desk.page->betsTable(), Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened[0][0].value<BetRow>().bet.text(), std::string("b-42"));
    }

    void takesMutesAndNotes()
    {
        Desk desk;
        desk.open();
        desk.key(Qt::Key_A);
        desk.key(Qt::Key_A); // the answer is not there yet
        desk.settle();
        QCOMPARE(desk.service.count(":assign"), 1);
        QCOMPARE(desk.cell(0, Column::Owner), QStringLiteral("a.petrova"));
        QCOMPARE(desk.cell(0, Column::State), QStringLiteral("Ongoing"));
        QCOMPARE(desk.message, QStringLiteral("The group is yours."));
        QCOMPARE(desk.page->button(Action::Assign).text().remove(u'&'), QStringLiteral("Give it back"));
        QCOMPARE(desk.page->badge(), QStringLiteral("3"));
        desk.key(Qt::Key_A);
        desk.settle();
        QCOMPARE(desk.cell(0, Column::Owner), ui::dash());

        desk.key(Qt::Key_M);
        desk.settle();
        QCOMPARE(desk.cell(0, Column::State), QStringLiteral("Muted"));
        QTest::mouseClick(&desk.page->button(Action::Mute), Qt::LeftButton);
        desk.settle();
        QCOMPARE(desk.service.count(":unmute"), 1);

        desk.key(Qt::Key_N);
        QVERIFY(desk.noteDialog());
        QTest::keyClicks(desk.noteDialog()->findChild<QLineEdit*>(QStringLiteral("noteText")),
                         QStringLiteral("ACME told"));
        QTest::keyClick(desk.noteDialog(), Qt::Key_Return);
        desk.settle();
        QCOMPARE(desk.cell(0, Column::Note), QStringLiteral("ACME told"));
        QVERIFY(desk.facts().contains(QStringLiteral("Note: ACME told.")));
    }

    void retriesOnlyWhenAskedAndWithTheNumberThatWasRead()
    {
        Desk desk;
        desk.open();
        desk.key(Qt::Key_R);
        QVERIFY(desk.dialog<ui::FailureRetryDialog>());
        desk.wait(100);
        QVERIFY(!desk.confirmButton()->isEnabled());
        QCOMPARE(desk.confirmButton()->text(), QStringLiteral("Try 3 bets again (3)"));
        desk.wait(ui::ConfirmWake::wakeMs);
        QVERIFY(desk.confirmButton()->isEnabled());
        // Another number puts the button to sleep again.
        auto row = group(4);
        row.version = 2;
        row.openBets = 7;
        desk.service.find("f-4")->openBets = 7;
        desk.feed(row);
        desk.wait(100);
        QVERIFY(!desk.confirmButton()->isEnabled());
        desk.wait(ui::ConfirmWake::wakeMs);
        for (const auto key : {Qt::Key_Return, Qt::Key_Space, Qt::Key_Enter})
            QTest::keyClick(desk.confirmButton(), key);
        QCOMPARE(desk.service.count(":retry"), 0);
        QTest::keyClick(desk.confirmButton(), Qt::Key_Return, Qt::ControlModifier);
        desk.settle();
        QCOMPARE(desk.service.count(":retry"), 1);
        QCOMPARE(desk.service.posts.back().body, encode(FailureRetry{7}));
        QCOMPARE(desk.message, QStringLiteral("7 bets go again."));
    }

    void saysThatTheCountMoved()
    {
        Desk desk;
        desk.open();
        desk.service.find("f-4")->openBets = 2;
        desk.key(Qt::Key_R);
        desk.wait(100);
        desk.wait(ui::ConfirmWake::wakeMs);
        QTest::mouseClick(desk.confirmButton(), Qt::LeftButton);
        desk.settle();
        QCOMPARE(desk.message,
                 QStringLiteral("Nothing was sent: the group has changed while you were reading. Look again."));
    }

    void refundsExactlyTheBetsOfTheGroup()
    {
        Desk desk;
        desk.service.betPage = 2;
        desk.open();
        desk.settle();
        QSignalSpy asked(desk.page.get(), &ui::FailuresPage::bulkRefundRequested);
        QTest::mouseClick(&desk.page->button(Action::Refund), Qt::LeftButton);
        QCOMPARE(asked.size(), 1);
        const auto selection = asked[0][0].value<client::operations::BulkSelection>();
        QCOMPARE(selection.items.size(), std::size_t(3));
        QCOMPARE(selection.items[0].bet.text(), std::string("b-43"));
        const auto view = asked[0][1].value<ui::BulkRefundView>();
        QCOMPARE(view.bets, 3);
        QCOMPARE(view.stakes.front().minor, std::int64_t(1'041 + 1'042 + 1'043));
    }

    void offersNothingToWhoMayNot()
    {
        Desk desk;
        auto viewer = bench::instance();
        viewer.roles = {"viewer"};
        desk.connection.setInstance(viewer);
        desk.open();
        for (const auto action : {Action::Assign, Action::Mute, Action::Note, Action::Retry, Action::Refund}) {
            QVERIFY(!desk.page->button(action).isEnabled());
            QVERIFY(!desk.page->button(action).toolTip().isEmpty());
        }
        QVERIFY(desk.page->button(Action::Export).isEnabled());
        QCOMPARE(desk.page->button(Action::Retry).toolTip(),
                 QStringLiteral("Your role may look, but not work on failures."));
        desk.key(Qt::Key_A);
        desk.key(Qt::Key_R);
        desk.settle();
        QVERIFY(desk.service.posts.empty());
        QVERIFY(!desk.dialog<ui::FailureRetryDialog>());
    }

    void savesWhatIsListedWithoutFormulas()
    {
        Desk desk;
        auto row = group(7);
        row.note = "=1+1";
        row.message = "a, b";
        desk.service.groups = {row};
        desk.open();
        const auto path = desk.directory.filePath(QStringLiteral("failures.csv"));
        QCOMPARE(desk.page->saveCsv(path), QString());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto lines = QString::fromUtf8(file.readAll()).split(QStringLiteral("\r\n"));
        QCOMPARE(lines.size(), 3);
        QCOMPARE(lines[0], QStringLiteral("Cause,Partner,Bets,Amount,First,Last,State,Owner,Note,Open bets,Failures"));
        QCOMPARE(lines[1], QString::fromUtf8("\"block_funds · timeout · a, b\",northbet,17,322.07 EUR,2026-11-23 "
                                             "17:37:00.000,2026-11-23 17:47:00.000,New,—,'=1+1,3,44"));
        QVERIFY(!desk.page->saveCsv(QStringLiteral("/nowhere/failures.csv")).isEmpty());
    }

    void opensAGroupThatIsNotHereYet()
    {
        Desk desk;
        desk.open();
        QVERIFY(desk.page->open({ui::Place::Kind::Failure, QStringLiteral("f-2")}));
        QCOMPARE(desk.page->table().currentRow(), 2);
        desk.service.add(group(8));
        desk.page->open({ui::Place::Kind::Failure, QStringLiteral("f-8")});
        desk.settle();
        QCOMPARE(desk.page->table().currentRow(), 0);
        QCOMPARE(desk.cell(0, Column::Partner), QStringLiteral("acme"));
        desk.page->open({ui::Place::Kind::Failure, QStringLiteral("f-99")});
        desk.settle();
        QVERIFY(desk.message.startsWith(QStringLiteral("The group could not be read")));
        QVERIFY(!desk.page->open({ui::Place::Kind::Round, QStringLiteral("r-1")}));
    }

    void nothingIsCut_data()
    {
        QTest::addColumn<int>("language");
        QTest::newRow("en") << static_cast<int>(ui::Language::English);
        QTest::newRow("ru") << static_cast<int>(ui::Language::Russian);
    }

    void nothingIsCut()
    {
        QFETCH(int, language);
        Desk desk(static_cast<ui::Language>(language));
        desk.open();
        desk.page->resize(820, 560);
        QTRY_COMPARE(bench::clipped(*desk.page).join(u' '), QString());
        desk.key(Qt::Key_R);
        desk.wait(100);
        QTRY_COMPARE(bench::clipped(*desk.dialog<ui::FailureRetryDialog>()).join(u' '), QString());
        bench::shoot(*desk.dialog<ui::FailureRetryDialog>(),
                     QStringLiteral("failure-retry-") + QLatin1String(QTest::currentDataTag()));
    }
};

QTEST_MAIN(TestFailuresPage)
#include "tst_failurespage.moc"
