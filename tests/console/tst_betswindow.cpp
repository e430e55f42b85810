// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/encoder.h"
#include "tests/ui/bench.h"
#include "tests/ui/bets.h"
#include "ui/mainwindow.h"
#include "ui/models/viewsmodel.h"
#include "ui/pages/betspage.h"
#include "ui/pages/livebetspage.h"
#include "ui/pages/pagestack.h"
#include "ui/translation.h"
#include "ui/widgets/betstable.h"
#include "ui/widgets/linelabel.h"
#include "ui/widgets/queryfield.h"

#include <QApplication>
#include <QDialog>
#include <QFile>
#include <QFileDialog>
#include <QHeaderView>
#include <QLineEdit>
#include <QListView>
#include <QSettings>
#include <QTest>

using namespace client::contract;
using client::feed::LinkState;

namespace {

class Desk : public bench::Bench
{
public:
    Desk() { open(); }

    void open()
    {
        window = std::make_unique<ui::MainWindow>(context(), translation, settings, QStringLiteral("desk"));
        ui::LinkStatus status;
        status.state = LinkState::Live;
        status.dataAsOfMs = clock.utcMs();
        window->setLink(status);
        window->show();
        window->activateWindow();
        if (!QTest::qWaitForWindowActive(window.get()))
            qFatal("the window does not become active");
    }
    void feed(std::vector<BetRow> rows) { window->onRows({.bets = std::move(rows), .rounds = {}}); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        auto* popup = QApplication::activePopupWidget();
        QTest::keyClick(popup ? popup : QApplication::focusWidget(), key, modifiers);
    }
    void type(const QString& text) { QTest::keyClicks(QApplication::focusWidget(), text); }
    ui::BetsPage& page() { return *window->findChild<ui::BetsPage*>(); }

    QSettings settings{directory.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat};
    ui::Translation translation;
    std::unique_ptr<ui::MainWindow> window;
};

} // namespace

class TestBetsWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsYesterdaysFailureOfAPlayerAndSavesItByKeysAlone()
    {
        Desk desk;
        auto wanted = bets::failed(20);
        wanted.createdAt -= 86'400'000; // 2026-11-22
        wanted.updatedAt = wanted.createdAt;
        QStringList asked;
        desk.transport.otherwise = [&](const client::ports::HttpRequest& request) -> std::optional<Exchange> {
            if (request.target.find("/api/v1/bets?") == std::string::npos)
                return std::nullopt;
            asked << QString::fromStdString(request.target);
            Page<BetRow> found;
            found.rows = {wanted};
            return bench::reply(200, encode(found));
        };
        desk.feed({bets::failed(13), bets::bet(6)});

        desk.press(Qt::Key_4, Qt::ControlModifier);
        QCOMPARE(desk.window->pages().page()->objectName(), QStringLiteral("betsPage"));
        desk.press(Qt::Key_F, Qt::ControlModifier);
        desk.type(QStringLiteral("player:p-6 partner:acme staus:failed created:2026-11-22"));
        desk.press(Qt::Key_Return);
        QCOMPARE(desk.page().findChild<ui::LineLabel*>(QStringLiteral("queryError"))->text(),
                 QStringLiteral("Position 25: Unknown field `staus`. Did you mean `status`?"));
        QVERIFY(asked.isEmpty());
        desk.press(Qt::Key_F, Qt::ControlModifier);
        desk.press(Qt::Key_Home);
        for (int i = 0; i < 27; ++i)
            desk.press(Qt::Key_Right);
        desk.type(QStringLiteral("t"));
        if (QApplication::activePopupWidget())
            desk.press(Qt::Key_Escape); // what is offered would take the place of the whole term
        desk.press(Qt::Key_Return);
        QCOMPARE(desk.page().field().text(),
                 QStringLiteral("player:p-6 partner:acme status:failed created:2026-11-22"));
        desk.time.advance(100);
        QCOMPARE(asked.size(), 1);
        QVERIFY(asked[0].contains(QStringLiteral("created_from=2026-11-22")));
        QCOMPARE(desk.page().search().model().rowCount(), 1);
        QVERIFY(desk.page().table().hasFocus());
        desk.press(Qt::Key_J);
        QCOMPARE(desk.page().subject(), QStringLiteral("b-20"));
        desk.press(Qt::Key_Return);
        QTRY_VERIFY(desk.window->windowTitle().startsWith(QStringLiteral("b-20 – Bets")));

        desk.page().table().setFocus();
        desk.press(Qt::Key_E, Qt::ControlModifier);
        QFileDialog* dialog = nullptr;
        QTRY_VERIFY((dialog = desk.page().findChild<QFileDialog*>(QStringLiteral("betsFileDialog"))) &&
                    dialog->isVisible());
        auto* name = dialog->findChild<QLineEdit*>();
        QTRY_VERIFY(name->hasFocus());
        name->selectAll();
        const auto path = desk.directory.filePath(QStringLiteral("found.csv"));
        QTest::keyClicks(name, path);
        QTest::keyClick(name, Qt::Key_Return);
        QFile file(path);
        QTRY_VERIFY(file.exists());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto lines = file.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), 2);
        QVERIFY(lines[1].startsWith("2026-11-22T"));
        QVERIFY(lines[1].contains(",b-20,acme,p-6,"));
    }

    void keepsASavedViewOverARestart()
    {
        Desk desk;
        desk.press(Qt::Key_4, Qt::ControlModifier);
        desk.page().field().setQueryText(QStringLiteral("status:failed amount>100"));
        desk.page().table().horizontalHeader()->setSectionHidden(static_cast<int>(ui::BetColumn::Latency), true);
        desk.page().table().setFocus();
        desk.press(Qt::Key_S, Qt::ControlModifier);
        QDialog* dialog = nullptr;
        QTRY_VERIFY((dialog = desk.page().findChild<QDialog*>(QStringLiteral("saveViewDialog"))) &&
                    dialog->isVisible());
        auto* name = dialog->findChild<QLineEdit*>();
        QTest::keyClicks(name, QStringLiteral("Large failures"));
        QTest::keyClick(name, Qt::Key_Return);
        // Without a word of goodbye: what was saved is there after a crash.
        desk.window.reset();
        desk.open();
        const auto& views =
            *qobject_cast<ui::ViewsModel*>(desk.window->findChild<QListView*>(QStringLiteral("viewsList"))->model());
        QCOMPARE(views.saved().size(), 1U);
        QCOMPARE(views.saved().front().name, QStringLiteral("Large failures"));
        QCOMPARE(views.saved().front().query, QStringLiteral("status:failed amount>100"));
        QCOMPARE(views.saved().front().columns.size(), ui::BetsModel::columns - 1U);
    }

    void saysInTheBannerWhatAnOverloadLeavesOut()
    {
        Desk desk;
        std::vector<BetRow> rows = bets::range(1, ui::BetsModel::newRowsPerBatchMax * 12);
        desk.feed(std::move(rows));
        QCOMPARE(desk.window->livePage().bannerText(),
                 QStringLiteral("Showing 1 of 12 events. 22\u202F000 skipped (kept in the log)."));
        desk.time.advance(ui::BetsModel::overloadForMs);
        desk.window->bets().tick();
        QCOMPARE(desk.window->livePage().bannerText(), QString());
    }
};

QTEST_MAIN(TestBetsWindow)
#include "tst_betswindow.moc"
