// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Walks over every page of a console with a sandbox of its own, as a screen reader and as an eye do: what takes the
// focus has a role and a name, no cell of a table is silent, and no text is cut.
#include "app/application.h"
#include "tests/ui/bench.h"
#include "ui/betwindow.h"
#include "ui/pages/livebetspage.h"
#include "ui/pages/pagestack.h"
#include "ui/widgets/betstable.h"
#include "ui/widgets/detaildock.h"
#include "ui/widgets/rowtable.h"

#include <QAccessible>
#include <QApplication>
#include <QDialog>
#include <QHeaderView>
#include <QListView>
#include <QPointer>
#include <QTabBar>
#include <QTableView>
#include <QTest>
#include <QTimer>

using ui::Actions;

namespace {

constexpr int patienceMs = 60'000;
constexpr int layoutMs = 2'000;
constexpr int rowsLookedAt = 12;
constexpr QSize smallWindow(1024, 700);

app::Options options(const QString& profile)
{
    app::Options made;
    made.sandbox = true;
    made.profile = profile;
    made.language = ui::Language::English;
    made.theme = ui::ThemeMode::Light;
    made.size = smallWindow;
    made.sandboxArguments = {
        QStringLiteral("--sandbox-seed"),   QStringLiteral("7"),
        QStringLiteral("--sandbox-rate"),   QStringLiteral("40"),
        QStringLiteral("--sandbox-faults"), QStringLiteral("unavailable=0.2,timeout=0.1,wrong_result=0.5")};
    return made;
}

QString nameOf(const QWidget* widget)
{
    return QStringLiteral("%1 %2").arg(QString::fromLatin1(widget->metaObject()->className()), widget->objectName());
}

// What takes the focus below `root` without telling what it is.
QStringList nameless(const QWidget& root)
{
    QStringList found;
    for (auto* widget : root.findChildren<QWidget*>()) {
        if (!widget->isVisible() || !widget->isEnabled() || !(widget->focusPolicy() & Qt::TabFocus) ||
            widget->focusProxy() || widget->visibleRegion().isEmpty())
            continue;
        // Of a spin box or an editable list it is the part, and the whole has the name.
        if (qobject_cast<QComboBox*>(widget->parentWidget()))
            continue;
        auto* reader = QAccessible::queryAccessibleInterface(widget);
        if (!reader || reader->role() == QAccessible::NoRole || reader->role() == QAccessible::Client)
            found << nameOf(widget) + QStringLiteral(": no role");
        else if (reader->text(QAccessible::Name).trimmed().isEmpty())
            found << nameOf(widget) + QStringLiteral(": no name");
    }
    return found;
}

// Cells of shown columns that a screen reader would read nothing of, and headings without a text.
QStringList silentCells(const QWidget& root)
{
    QStringList found;
    for (auto* table : root.findChildren<QTableView*>()) {
        if (!table->isVisible() || !table->model())
            continue;
        const auto* model = table->model();
        for (int column = 0; column < model->columnCount(); ++column) {
            if (table->isColumnHidden(column))
                continue;
            if (model->headerData(column, Qt::Horizontal).toString().isEmpty() &&
                !table->horizontalHeader()->isHidden())
                found << QStringLiteral("%1: heading %2").arg(nameOf(table)).arg(column);
            for (int row = 0; row < std::min(rowsLookedAt, model->rowCount()); ++row) {
                const auto cell = model->index(row, column);
                if (cell.data(Qt::AccessibleTextRole).toString().trimmed().isEmpty())
                    found << QStringLiteral("%1: row %2, column %3").arg(nameOf(table)).arg(row).arg(column);
            }
        }
    }
    return found;
}

bool hasRows(const QWidget& root)
{
    const auto tables = root.findChildren<QTableView*>();
    return std::any_of(tables.begin(), tables.end(), [](const QTableView* table) {
        return table->isVisible() && table->model() && table->model()->rowCount() > 0;
    });
}

// Lines of lists and tabs that are elided.
QStringList cutLines(const QWidget& root)
{
    QStringList found;
    for (const auto* list : root.findChildren<QListView*>()) {
        if (list->isVisible() && list->model() && list->sizeHintForColumn(0) > list->viewport()->width())
            found << nameOf(list) + QStringLiteral(": a line is cut");
    }
    for (const auto* tabs : root.findChildren<QTabBar*>()) {
        for (int i = 0; tabs->isVisible() && tabs->elideMode() != Qt::ElideNone && i < tabs->count(); ++i) {
            if (tabs->tabRect(i).width() < tabs->fontMetrics().size(Qt::TextShowMnemonic, tabs->tabText(i)).width())
                found << nameOf(tabs) + QStringLiteral(": tab %1 is cut").arg(i);
        }
    }
    return found;
}

class Walker
{
public:
    explicit Walker(const QString& folder) : console(options(folder)) {}

    void start()
    {
        QCOMPARE(console.start(), app::Application::Started::Yes);
        QTRY_VERIFY_WITH_TIMEOUT(window().bets().totalCount() > 60, patienceMs);
        window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window(), patienceMs));
        window().resize(smallWindow);
        QTRY_COMPARE_WITH_TIMEOUT(window().size(), smallWindow, patienceMs);
        QTest::keyClick(&window().livePage().table(), Qt::Key_J);
        QTest::keyClick(&window().livePage().table(), Qt::Key_Return);
        QTRY_VERIFY(window().detail().isVisible());
    }

    ui::MainWindow& window() { return console.window(); }

    // Every page in turn, with the name of what it is looked at for.
    void look(const QString& what)
    {
        auto& pages = window().pages();
        for (auto* page : pages.pages()) {
            pages.showPage(page);
            QTRY_VERIFY(page->isVisible());
            // Another language and theme arrive as events.
            bool isTurnOver = false;
            QTimer::singleShot(0, &window(), [&isTurnOver] { isTurnOver = true; });
            QTRY_VERIFY(isTurnOver);
            // Lists that are asked for when they are shown are waited for.
            const auto name = page->objectName();
            if (name == QStringLiteral("failuresPage") || name == QStringLiteral("roundsPage") ||
                name == QStringLiteral("betsPage") || name == QStringLiteral("overviewPage"))
                QTRY_VERIFY_WITH_TIMEOUT(hasRows(*page), patienceMs);
            // What is chosen has details below, with buttons of its own.
            if (auto* rounds = page->findChild<ui::RowTable*>(QStringLiteral("roundsTable")))
                rounds->selectRowAt(0);
            if (window().size() != smallWindow)
                found << what + QStringLiteral(", page %1: the window does not fit").arg(page->objectName());
            found << findings(window(), what + QStringLiteral(", page ") + page->objectName());
            bench::shoot(window(), QStringLiteral("walk-%1-%2").arg(what, page->objectName()));
        }
    }

    void lookAt(QWidget& opened, const QString& what)
    {
        QTRY_VERIFY(opened.isVisible());
        found << findings(opened, what);
        bench::shoot(opened, QStringLiteral("walk-") + what);
    }

    static QStringList findings(const QWidget& root, const QString& where)
    {
        // A layout follows a new language within some events.
        QStringList all;
        if (!QTest::qWaitFor([&root] { return bench::clipped(root).isEmpty(); }, layoutMs)) {
            for (const auto& name : bench::clipped(root))
                all << where + QStringLiteral(": cut: ") + name;
        }
        for (const auto& name : nameless(root) + silentCells(root) + cutLines(root))
            all << where + QStringLiteral(": ") + name;
        return all;
    }

    QStringList found;
    app::Application console;
};

} // namespace

class TestWalk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPageCanBeReadAndHeard()
    {
        const QTemporaryDir folder;
        Walker walker(folder.path());
        walker.start();
        if (QTest::currentTestFailed())
            return;
        walker.look(QStringLiteral("en"));
        walker.window().actions()[Actions::ThemeContrast]->trigger();
        walker.window().actions()[Actions::Russian]->trigger();
        walker.look(QStringLiteral("ru"));
        walker.window().actions()[Actions::ThemeDark]->trigger();
        walker.window().actions()[Actions::English]->trigger();
        bench::PseudoTranslator longer;
        QCoreApplication::installTranslator(&longer);
        walker.look(QStringLiteral("pseudo"));
        QCoreApplication::removeTranslator(&longer);
        QVERIFY2(walker.found.isEmpty(), qPrintable(walker.found.join(u'\n')));
    }

    void soCanWhatOpensBesideThePages()
    {
        const QTemporaryDir folder;
        Walker walker(folder.path());
        walker.start();
        if (QTest::currentTestFailed())
            return;
        bench::PseudoTranslator longer;
        QCoreApplication::installTranslator(&longer);
        for (const auto id :
             {Actions::Shortcuts, Actions::TimeZone, Actions::Unfinished, Actions::Refund, Actions::AlertRules}) {
            auto* action = walker.window().actions()[id];
            action->trigger();
            auto* dialog = walker.window().findChild<QDialog*>();
            QVERIFY2(dialog, qPrintable(action->objectName()));
            // The service's own rules are there.
            if (const auto* rules = dialog->findChild<ui::RowTable*>(QStringLiteral("rulesTable")))
                QTRY_VERIFY_WITH_TIMEOUT(rules->model()->rowCount() >= 6, patienceMs);
            walker.lookAt(*dialog, action->objectName());
            delete dialog;
        }
        walker.window().actions()[Actions::OwnWindow]->trigger();
        auto* bet = walker.window().findChild<ui::BetWindow*>();
        QVERIFY(bet);
        walker.lookAt(*bet, QStringLiteral("bet"));
        // A further window begins with what the first one has, and Quit closes both.
        walker.window().actions()[Actions::PageWindow]->trigger();
        const auto tops = QApplication::topLevelWidgets();
        ui::MainWindow* further = nullptr;
        for (auto* top : tops) {
            if (auto* window = qobject_cast<ui::MainWindow*>(top); window && window != &walker.window())
                further = window;
        }
        QVERIFY(further);
        QVERIFY2(further->bets().totalCount() > 60, qPrintable(QString::number(further->bets().totalCount())));
        walker.lookAt(*further, QStringLiteral("further"));
        const auto before = further->bets().totalCount();
        QTRY_VERIFY_WITH_TIMEOUT(further->bets().totalCount() > before, patienceMs);
        QPointer<ui::MainWindow> kept(further);
        further->actions()[Actions::Quit]->trigger();
        QTRY_VERIFY(!kept && !walker.window().isVisible());
        QCoreApplication::removeTranslator(&longer);
        QVERIFY2(walker.found.isEmpty(), qPrintable(walker.found.join(u'\n')));
    }
};

QTEST_MAIN(TestWalk)
#include "tst_walk.moc"
