// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/bundle/bundle.h"
#include "client/bundle/bundlewriter.h"
#include "client/review/bundlenotes.h"
#include "tests/client/eventlog.h"
#include "tests/ui/bench.h"
#include "ui/charts/timechart.h"
#include "ui/dialogs/exportbundledialog.h"
#include "ui/mainwindow.h"
#include "ui/pages/pagestack.h"
#include "ui/pages/reviewpage.h"
#include "ui/translation.h"
#include "ui/widgets/commandpalette.h"
#include "ui/widgets/countsview.h"
#include "ui/widgets/linelabel.h"
#include "ui/widgets/logfilesview.h"
#include "ui/widgets/logtable.h"
#include "ui/widgets/marksview.h"
#include "ui/widgets/matchstrip.h"
#include "ui/widgets/queryfield.h"
#include "ui/widgets/sqlview.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QHeaderView>
#include <QInputDialog>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QTabWidget>
#include <QTest>

#include <sstream>

using client::review::Desk;
using tests::samples::EventLog;
using ui::LogModel;

namespace {

class Window : public bench::Bench
{
public:
    explicit Window(ui::Language language = ui::Language::English, bool dark = false)
    {
        format.setLanguage(language);
        translation.use(language);
        theme.setMode(dark ? ui::ThemeMode::Dark : ui::ThemeMode::Light);
        open();
    }

    void open()
    {
        window = std::make_unique<ui::MainWindow>(context(), translation, settings, QStringLiteral("desk"));
        window->show();
        window->activateWindow();
        if (!QTest::qWaitForWindowActive(window.get()))
            qFatal("the window does not become active");
    }
    // As after a restart: what is not on the disk is gone.
    void reopen()
    {
        window->close();
        window.reset();
        open();
        press(Qt::Key_7, Qt::ControlModifier);
        wait();
    }
    QString write(const char* name, const std::string& text, QIODevice::OpenMode mode = QIODevice::Truncate) const
    {
        const auto path = directory.filePath(QString::fromUtf8(name));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly | mode))
            qFatal("%s does not open", name);
        file.write(text.data(), static_cast<qint64>(text.size()));
        return path;
    }
    void review(const QStringList& files)
    {
        window->review(files);
        wait();
    }
    void wait()
    {
        QVERIFY(QTest::qWaitFor([this] { return !desk().isBusy(); }, 20'000));
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
    void filter(const char* text)
    {
        page().field().setQueryText(QString::fromUtf8(text));
        wait();
    }
    QString cell(const ui::LogTable& table, int row, LogModel::Column column) const
    {
        return table.model()->index(row, static_cast<int>(column)).data().toString();
    }
    // Numbers of the lines that a list shows.
    QStringList lines(const ui::LogTable& table) const
    {
        QStringList found;
        for (int row = 0; row < table.model()->rowCount(); ++row)
            found << cell(table, row, LogModel::Column::Line);
        return found;
    }
    QString said(const char* name) const { return window->findChild<ui::LineLabel*>(QLatin1String(name))->text(); }
    ui::ReviewPage& page() { return *window->findChild<ui::ReviewPage*>(); }
    Desk& desk() { return page().desk(); }

    QSettings settings{directory.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat};
    ui::Translation translation;
    std::unique_ptr<ui::MainWindow> window;
};

std::string events(unsigned seed, int count)
{
    EventLog source(seed);
    return source.lines(count);
}

// A bundle of 60 events.
void exportWith(const QString& path, const std::string& password, const std::string& notes)
{
    std::istringstream lines(events(1, 60)), noteLines(notes);
    std::string line, note;
    const auto next = [&]() -> std::optional<std::string_view> {
        return std::getline(lines, line) ? std::optional<std::string_view>(line) : std::nullopt;
    };
    client::bundle::ExportOptions options;
    options.about.createdAt = 1'790'000'000'000;
    options.about.app = "betdesk test";
    options.about.environmentId = "env-1";
    options.about.environmentName = "eu-1";
    options.about.zone = "UTC";
    options.password = password;
    const auto nextNote = [&]() -> std::optional<std::string_view> {
        return std::getline(noteLines, note) ? std::optional<std::string_view>(note) : std::nullopt;
    };
    tests::support::SeededRandom random{7};
    if (!client::bundle::exportBundle(path, next, nextNote, options, random))
        qFatal("the bundle is not written");
}

void exportLocked(const QString& path)
{
    exportWith(path, "s3cret word", {});
}

// Lines 3, 5 and 6 are damaged, line 4 is empty.
std::string damaged()
{
    return events(1, 2) + "{\"seq\":1,\"at\":\"2026\n\nnot json at all\n\xff\xfe\n" + events(2, 4);
}

} // namespace

class TestReview : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatToDropWhereNothingIsOpen();
    void opensABundleWithItsPassword();
    void savesWhatTheFilterFindsAsABundle();
    void notesOfABundleAreShownAndCannotBeChanged();
    void showsADamagedFileWithEveryLine();
    void aFilterWithAnErrorSaysWhereAndChangesNothing();
    void bothListsAreAtTheSameLine();
    void keysGoToErrorsBetsAndMarks();
    void marksNotesAndPlaceAreThereAfterARestart();
    void filesAreMergedByTimeWithAShift();
    void draggingTheHistogramNarrows();
    void theStripShowsTheWholeFile();
    void followsAFileThatGrows();
    void sqlReadsAndRefusesToWrite();
    void countsFollowTheFilterAndFilter();
    void countsOfForeignValuesAreShownSafely();
    void countingKeepsThePlaceInTheLists();
    void whatMatchesIsSortedByAColumn();
    void aDamagedSessionIsSaidAndPutAside();
    void aFileThatDoesNotOpenIsSaid();
    void namesOfFilesAreForeignText();
    void shiftsAreReadAsTheyAreWritten_data();
    void shiftsAreReadAsTheyAreWritten();
    void fitsInRussianInASmallWindow();
};

void TestReview::saysWhatToDropWhereNothingIsOpen()
{
    Window desk;
    desk.press(Qt::Key_7, Qt::ControlModifier);
    QCOMPARE(desk.window->pages().page()->objectName(), QStringLiteral("reviewPage"));
    auto* said = desk.window->findChild<QLabel*>(QStringLiteral("reviewEmptyText"));
    QVERIFY(said->isVisible());
    QCOMPARE(said->text(), QStringLiteral("Drop a .betlog bundle, JSON lines or .log.gz here."));
    bench::shoot(*desk.window, QStringLiteral("review-empty"));

    QMimeData files;
    files.setUrls({QUrl::fromLocalFile(desk.write("a.jsonl", events(1, 50)))});
    QDragEnterEvent enter({5, 5}, Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&desk.page(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop({5, 5}, Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&desk.page(), &drop);
    desk.wait();
    QCOMPARE(desk.page().allTable().model()->rowCount(), 50);
    QVERIFY(!said->isVisible());
    QVERIFY(!desk.page().foundTable().isVisible());
}

void TestReview::opensABundleWithItsPassword()
{
    Window desk;
    const auto path = desk.directory.filePath(QStringLiteral("case.betlog"));
    exportLocked(path);
    desk.review({path});
    for (const char* password : {"another", "s3cret word"}) {
        QCOMPARE(desk.page().allTable().model()->rowCount(), 0);
        QTRY_VERIFY(qobject_cast<QInputDialog*>(QApplication::activeModalWidget()));
        auto* dialog = static_cast<QInputDialog*>(QApplication::activeModalWidget());
        QCOMPARE(dialog->textEchoMode(), QLineEdit::Password);
        dialog->setTextValue(QString::fromUtf8(password));
        dialog->accept();
        desk.wait();
    }
    QTRY_COMPARE(desk.page().allTable().model()->rowCount(), 60);
    QVERIFY(desk.page().emptyText().startsWith(QStringLiteral("Drop")));
    // Nothing of it stays readable, so that the password is asked for again.
    const QDir kept(desk.directory.filePath(QStringLiteral("review-columns")));
    QVERIFY(!kept.isEmpty());
    desk.window.reset();
    QVERIFY(kept.isEmpty());
    desk.open();
    desk.press(Qt::Key_7, Qt::ControlModifier);
    QTRY_VERIFY(qobject_cast<QInputDialog*>(QApplication::activeModalWidget()));
}

void TestReview::savesWhatTheFilterFindsAsABundle()
{
    Window desk;
    const auto text = events(1, 60) + "no json\n";
    desk.review({desk.write("day.jsonl", text)});
    desk.filter("partner:acme");
    auto& found = desk.page().foundTable();
    const int count = found.model()->rowCount();
    QVERIFY(count > 3 && count < 60);
    found.setFocus();
    found.selectRow(2);
    desk.page().action(ui::ReviewPage::Act::Mark)->trigger();
    desk.desk().annotate(desk.desk().current(), {QStringLiteral("odd")}, QStringLiteral("Paid twice?"));
    desk.press(Qt::Key_E, Qt::ControlModifier);
    auto* dialog = qobject_cast<ui::ExportBundleDialog*>(QApplication::activeModalWidget());
    QVERIFY(dialog);
    bench::shoot(*dialog, QStringLiteral("export-bundle"));
    QVERIFY2(dialog->hint().startsWith(QStringLiteral("About ")), qPrintable(dialog->hint()));
    auto* password = dialog->findChild<QLineEdit*>(QStringLiteral("exportPassword"));
    const auto* save = dialog->findChild<QPushButton*>(QStringLiteral("exportButton"));
    password->setText(QStringLiteral("word"));
    QVERIFY(!save->isEnabled());
    QCOMPARE(dialog->hint(), QStringLiteral("The two passwords differ."));
    password->clear();
    QVERIFY(save->isEnabled());

    const auto path = desk.directory.filePath(QStringLiteral("case.betlog"));
    dialog->exportTo(path);
    QVERIFY(!save->isEnabled());
    QTRY_VERIFY(!dialog->isRunning());
    QTRY_COMPARE(
        dialog->hint(),
        QStringLiteral("Saved: %1 lines. 1 line of the files is no JSON, so that no filter finds it.").arg(count));
    const auto bundle = client::bundle::Bundle::open(path, {});
    QVERIFY(bundle);
    QCOMPARE((*bundle)->manifest().filter, std::string("partner:acme"));
    QCOMPARE((*bundle)->manifest().files.size(), std::size_t(2));
    QCOMPARE((*bundle)->manifest().files[0].rows, std::int64_t(count));
    QCOMPARE((*bundle)->manifest().files[1].rows, std::int64_t(1));
    // A bundle is never written over.
    dialog->exportTo(path);
    QTRY_VERIFY(dialog->hint().startsWith(QStringLiteral("Not saved: ")));
    QVERIFY(dialog->hint().contains(QStringLiteral("is there already")));
    // Given up: nothing stays.
    const auto other = desk.directory.filePath(QStringLiteral("other.betlog"));
    dialog->exportTo(other);
    dialog->reject();
    QVERIFY(dialog->isVisible());
    QTRY_VERIFY(!dialog->isRunning());
    QTRY_COMPARE(dialog->hint(), QStringLiteral("Given up; nothing was saved."));
    QVERIFY(!QFile::exists(other));
    dialog->reject();
    QVERIFY(!dialog->isVisible());
}

void TestReview::notesOfABundleAreShownAndCannotBeChanged()
{
    for (const bool isRussian : {false, true}) {
        Window desk(isRussian ? ui::Language::Russian : ui::Language::English, isRussian);
        desk.window->resize(isRussian ? QSize(1024, 700) : QSize(1440, 900));
        const auto path = desk.directory.filePath(QStringLiteral("case.betlog"));
        exportWith(path, {},
                   "{\"line\":20,\"tags\":[\"odd\"],\"note\":\"Paid <b>twice</b>?\\n\\u202e\\u001b[31m\"}\n"
                   "{\"line\":7,\"tags\":[],\"note\":\"The partner answered late.\"}\n"
                   "{\"line\":null,\"note\":\"Of a line that stayed\"}\n[]\n");
        desk.review({path});
        auto& all = desk.page().allTable();
        all.setFocus();
        desk.press(Qt::Key_BracketRight);
        QCOMPARE(all.currentRow(), 6);
        desk.press(Qt::Key_BracketRight);
        QCOMPARE(all.currentRow(), 19);
        const auto shown = QStringLiteral("Paid <b>twice</b>?␊⟨U+202e⟩␛[31m");
        QCOMPARE(desk.cell(all, 19, LogModel::Column::Mark), QStringLiteral("☆ odd · ") + shown);
        const auto* note = desk.window->findChild<QLabel*>(QStringLiteral("bundleNote"));
        QVERIFY(note->isVisible());
        QCOMPARE(note->textFormat(), Qt::PlainText);
        bench::shoot(*desk.window, QStringLiteral("review-notes-line-%1").arg(isRussian));
        const auto* marks = desk.window->findChild<ui::RowTable*>(QStringLiteral("marksTable"));
        const QAbstractItemModelTester tester(const_cast<QAbstractItemModel*>(marks->model()));
        desk.page().tabs().setCurrentIndex(1);
        QCOMPARE(marks->model()->rowCount(), 3);
        QCOMPARE(marks->currentRow(), 1);
        QVERIFY(!marks->isColumnHidden(5));
        QCOMPARE(marks->model()->index(1, 4).data().toString(), shown);
        QCOMPARE(marks->model()->index(2, 0).data().toString(), ui::dash());
        QCOMPARE(marks->model()->index(2, 4).data().toString(), QStringLiteral("Of a line that stayed"));
        QTRY_COMPARE(bench::clipped(desk.page()), QStringList());
        bench::shoot(*desk.window, QStringLiteral("review-notes-%1").arg(isRussian));
        if (isRussian)
            continue;
        QCOMPARE(note->text(), QStringLiteral("From the bundle: odd · ") + shown);
        QCOMPARE(marks->model()->index(1, 5).data().toString(), QStringLiteral("from the bundle"));
        QVERIFY2(desk.page().stateText().contains(QStringLiteral("damaged notes in case.betlog: 1")),
                 qPrintable(desk.page().stateText()));
        // One's own stands beside it, and goes without it.
        auto* own = desk.window->findChild<QLineEdit*>(QStringLiteral("markNote"));
        QVERIFY(own->text().isEmpty());
        own->setFocus();
        QTest::keyClicks(own, QStringLiteral("so it is"));
        QTest::keyClick(own, Qt::Key_Return);
        QCOMPARE(marks->model()->rowCount(), 4);
        QCOMPARE(desk.cell(all, 19, LogModel::Column::Mark), QStringLiteral("★ so it is ☆ odd · ") + shown);
        own->clear();
        own->setModified(true);
        QTest::keyClick(own, Qt::Key_Return);
        all.setFocus();
        desk.press(Qt::Key_M);
        QCOMPARE(desk.cell(all, 19, LogModel::Column::Mark), QStringLiteral("☆ odd · ") + shown);
        // A mark's key takes nothing of the bundle's away.
        QCOMPARE(marks->model()->rowCount(), 3);
        // What goes on to a colleague goes with all that was written.
        desk.page().action(ui::ReviewPage::Act::Export)->trigger();
        auto* dialog = qobject_cast<ui::ExportBundleDialog*>(QApplication::activeModalWidget());
        QVERIFY(dialog);
        const auto further = desk.directory.filePath(QStringLiteral("further.betlog"));
        dialog->exportTo(further);
        QTRY_VERIFY(dialog->hint().startsWith(QStringLiteral("Saved: 60 lines.")));
        dialog->reject();
        const auto notes = client::review::readBundleNotes(further, {}).notes;
        QCOMPARE(notes.size(), std::size_t(2));
        QCOMPARE(notes[0].note, QStringLiteral("The partner answered late."));
        QCOMPARE(notes[1].row, std::optional<std::uint64_t>(19));
        QCOMPARE(notes[1].tags, (QStringList{QStringLiteral("case.betlog"), QStringLiteral("odd")}));
    }
}

void TestReview::showsADamagedFileWithEveryLine()
{
    Window desk;
    desk.review({desk.write("a.jsonl", damaged())});
    auto& all = desk.page().allTable();
    const QAbstractItemModelTester tester(all.model());
    QCOMPARE(all.model()->rowCount(), 10);
    QStringList what;
    for (int row = 2; row < 6; ++row)
        what << desk.cell(all, row, LogModel::Column::Event);
    QCOMPARE(what, (QStringList{QStringLiteral("Not JSON"), QStringLiteral("Empty line"), QStringLiteral("Not JSON"),
                                QStringLiteral("Not UTF-8")}));
    QCOMPARE(desk.cell(all, 4, LogModel::Column::Text), QStringLiteral("not json at all"));
    all.selectRowAt(4);
    QVERIFY(desk.page().lineTitle().startsWith(QStringLiteral("Line 5: not valid JSON, kept as text.")));
    QCOMPARE(desk.window->findChild<QPlainTextEdit*>(QStringLiteral("logLineText"))->toPlainText(),
             QStringLiteral("not json at all"));
    QVERIFY(desk.page().stateText().contains(QStringLiteral("damaged, kept as text: 3")));
    QVERIFY(desk.window->windowTitle().startsWith(QStringLiteral("a.jsonl:5 – Log review")));
    all.selectRowAt(0);
    QVERIFY(desk.window->findChild<QPlainTextEdit*>(QStringLiteral("logLineText"))
                ->toPlainText()
                .startsWith(QStringLiteral("{\n  \"")));
}

void TestReview::aFilterWithAnErrorSaysWhereAndChangesNothing()
{
    Window desk;
    desk.review({desk.write("a.jsonl", events(1, 200))});
    desk.filter("partner:acme");
    const auto found = desk.lines(desk.page().foundTable());
    QVERIFY(found.size() > 10 && found.size() < 200);
    desk.press(Qt::Key_F, Qt::ControlModifier);
    QVERIFY(desk.page().field().hasFocus());
    desk.page().field().setQueryText(QStringLiteral("partner:acme staus:failed"));
    QCOMPARE(desk.page().findChild<ui::LineLabel*>(QStringLiteral("queryError"))->text(),
             QStringLiteral("Position 14: Unknown field `staus`. Did you mean `status`?"));
    QCOMPARE(desk.lines(desk.page().foundTable()), found);
    desk.filter("partner:acme status:failed");
    for (int row = 0; row < desk.page().foundTable().model()->rowCount(); ++row) {
        QCOMPARE(desk.cell(desk.page().foundTable(), row, LogModel::Column::Partner), QStringLiteral("acme"));
        QCOMPARE(desk.cell(desk.page().foundTable(), row, LogModel::Column::Status), QStringLiteral("Failed"));
    }
    QVERIFY(desk.page().foundTable().model()->rowCount() > 0);
    // Partners of the file are offered.
    desk.page().field().setText(QStringLiteral("partner:nor"));
    QCOMPARE(desk.page().field().candidates(), QStringList{QStringLiteral("partner:northbet")});
    desk.filter("partner:nobody");
    QVERIFY(desk.window->findChild<QLabel*>(QStringLiteral("noLineMatches"))->isVisible());
    desk.filter("");
    QVERIFY(!desk.page().foundTable().isVisible());
}

void TestReview::bothListsAreAtTheSameLine()
{
    Window desk;
    desk.review({desk.write("a.jsonl", events(1, 300))});
    desk.filter("status:failed");
    auto& all = desk.page().allTable();
    auto& found = desk.page().foundTable();
    found.selectRowAt(3);
    QCOMPARE(desk.cell(all, all.currentRow(), LogModel::Column::Line), desk.cell(found, 3, LogModel::Column::Line));
    all.selectRowAt(all.currentRow() + 1);
    QCOMPARE(found.currentRow(), -1);
    const auto line = desk.cell(found, 5, LogModel::Column::Line);
    all.selectRowAt(line.toInt() - 1);
    QCOMPARE(found.currentRow(), 5);
    // The chosen line stays when what matches is another.
    desk.filter("status:failed or status:won");
    QCOMPARE(desk.cell(found, found.currentRow(), LogModel::Column::Line), line);
    QCOMPARE(desk.cell(all, all.currentRow(), LogModel::Column::Line), line);
}

void TestReview::keysGoToErrorsBetsAndMarks()
{
    Window desk;
    desk.review({desk.write("a.jsonl", events(1, 300))});
    auto& all = desk.page().allTable();
    all.setFocus();
    const auto& errors = *desk.desk().answer()->errors;
    desk.press(Qt::Key_E);
    QCOMPARE(all.currentRow(), static_cast<int>(errors[0]));
    desk.press(Qt::Key_E);
    desk.press(Qt::Key_E);
    QCOMPARE(all.currentRow(), static_cast<int>(errors[2]));
    desk.press(Qt::Key_E, Qt::ShiftModifier);
    QCOMPARE(all.currentRow(), static_cast<int>(errors[1]));

    const auto bet = desk.desk().sameBet(errors[1]);
    QVERIFY(bet.size() > 1);
    all.selectRowAt(static_cast<int>(bet[0]));
    desk.press(Qt::Key_O);
    QCOMPARE(all.currentRow(), static_cast<int>(bet[1]));
    desk.press(Qt::Key_O, Qt::ShiftModifier);
    QCOMPARE(all.currentRow(), static_cast<int>(bet[0]));
    desk.press(Qt::Key_O, Qt::ShiftModifier);
    QCOMPARE(all.currentRow(), static_cast<int>(bet[0]));

    for (const int row : {100, 20}) {
        all.selectRowAt(row);
        desk.press(Qt::Key_M);
    }
    QVERIFY(desk.cell(all, 100, LogModel::Column::Mark).startsWith(u'★'));
    desk.press(Qt::Key_BracketRight);
    QCOMPARE(all.currentRow(), 100);
    desk.press(Qt::Key_BracketLeft);
    QCOMPARE(all.currentRow(), 20);
    desk.press(Qt::Key_M);
    QVERIFY(desk.cell(all, 20, LogModel::Column::Mark).isEmpty());
    desk.press(Qt::Key_End);
    QCOMPARE(all.currentRow(), 299);
    QVERIFY(desk.page().isFollowing());
    desk.press(Qt::Key_Home);
    QVERIFY(!desk.page().isFollowing());

    // In the list of what matches a key stays among what matches.
    desk.filter("partner:acme");
    auto& found = desk.page().foundTable();
    found.setFocus();
    found.selectRowAt(0);
    desk.press(Qt::Key_E);
    QVERIFY(found.currentRow() > 0);
    QCOMPARE(desk.cell(found, found.currentRow(), LogModel::Column::Partner), QStringLiteral("acme"));
    // The same is offered by the palette.
    QStringList offered;
    for (const auto* action : desk.page().actions())
        offered << action->text();
    QVERIFY(offered.contains(QStringLiteral("Next error (e)")));
    all.selectRowAt(0);
    desk.page().action(ui::ReviewPage::Act::NextError)->trigger();
    QVERIFY(all.currentRow() > 0);
}

void TestReview::marksNotesAndPlaceAreThereAfterARestart()
{
    Window desk;
    desk.review({desk.write("a.jsonl", events(1, 300))});
    desk.filter("partner:acme");
    auto& found = desk.page().foundTable();
    found.selectRowAt(7);
    const auto line = desk.cell(found, 7, LogModel::Column::Line);
    desk.page().tabs().setCurrentIndex(1);
    auto* tags = desk.window->findChild<QLineEdit*>(QStringLiteral("markTags"));
    auto* note = desk.window->findChild<QLineEdit*>(QStringLiteral("markNote"));
    tags->setFocus();
    QTest::keyClicks(tags, QStringLiteral("asked, refund"));
    note->setFocus();
    QTest::keyClicks(note, QStringLiteral("the partner knows"));
    QTest::keyClick(note, Qt::Key_Return);
    QCOMPARE(desk.cell(found, 7, LogModel::Column::Mark), QStringLiteral("★ asked, refund the partner knows"));
    found.setFocus();
    desk.press(Qt::Key_M);
    QVERIFY(desk.cell(found, 7, LogModel::Column::Mark).contains(QStringLiteral("the partner knows")));

    desk.reopen();
    auto& all = desk.page().allTable();
    QCOMPARE(all.model()->rowCount(), 300);
    QCOMPARE(desk.page().field().text(), QStringLiteral("partner:acme"));
    QCOMPARE(desk.cell(all, all.currentRow(), LogModel::Column::Line), line);
    QCOMPARE(desk.cell(all, all.currentRow(), LogModel::Column::Mark),
             QStringLiteral("★ asked, refund the partner knows"));
    const auto* marks = desk.window->findChild<ui::RowTable*>(QStringLiteral("marksTable"));
    QCOMPARE(marks->model()->rowCount(), 1);
    QCOMPARE(marks->model()->index(0, 4).data().toString(), QStringLiteral("the partner knows"));
    QCOMPARE(desk.window->findChild<QLineEdit*>(QStringLiteral("markNote"))->text(),
             QStringLiteral("the partner knows"));
}

void TestReview::filesAreMergedByTimeWithAShift()
{
    Window desk;
    desk.review({desk.write("a.jsonl", events(1, 40)), desk.write("b.jsonl", events(2, 40))});
    auto& all = desk.page().allTable();
    QCOMPARE(all.model()->rowCount(), 80);
    QVERIFY(!all.isColumnHidden(static_cast<int>(LogModel::Column::File)));
    const auto times = [&] {
        QStringList found;
        for (int row = 0; row < 80; ++row)
            found << desk.cell(all, row, LogModel::Column::Time);
        return found;
    };
    auto sorted = times();
    sorted.sort();
    QCOMPARE(times(), sorted);
    QStringList files;
    for (int row = 0; row < 80; ++row)
        files << desk.cell(all, row, LogModel::Column::File);
    QVERIFY(files.first() != files.last() || files.count(QStringLiteral("a.jsonl")) == 40);

    desk.page().tabs().setCurrentIndex(2);
    desk.page().filesView().table().selectRowAt(0);
    auto* shift = desk.window->findChild<QLineEdit*>(QStringLiteral("shiftField"));
    shift->setText(QStringLiteral("soon"));
    QTest::keyClick(shift, Qt::Key_Return);
    QVERIFY(desk.window->findChild<QLabel*>(QStringLiteral("wrongShift"))->isVisible());
    shift->setText(QStringLiteral("+1:00:00"));
    QTest::keyClick(shift, Qt::Key_Return);
    desk.wait();
    for (int row = 0; row < 80; ++row)
        QCOMPARE(desk.cell(all, row, LogModel::Column::File),
                 row < 40 ? QStringLiteral("b.jsonl") : QStringLiteral("a.jsonl"));
    sorted = times();
    sorted.sort();
    QCOMPARE(times(), sorted);
    QTest::mouseClick(desk.window->findChild<QPushButton*>(QStringLiteral("closeLogButton")), Qt::LeftButton);
    desk.wait();
    QCOMPARE(all.model()->rowCount(), 40);
    QVERIFY(all.isColumnHidden(static_cast<int>(LogModel::Column::File)));
}

void TestReview::draggingTheHistogramNarrows()
{
    Window desk;
    desk.review({desk.write("a.jsonl", events(1, 2'000))});
    auto* view = static_cast<QAbstractScrollArea*>(desk.page().chart().view())->viewport();
    const int y = view->height() / 2, width = view->width();
    QTest::mousePress(view, Qt::LeftButton, {}, {width / 2, y});
    QTest::mouseMove(view, {width * 3 / 5, y});
    QTest::mouseRelease(view, Qt::LeftButton, {}, {width * 3 / 5, y});
    desk.wait();
    const auto period = desk.desk().period();
    QVERIFY(period.has_value());
    const int found = desk.page().foundTable().model()->rowCount();
    QVERIFY(found > 20 && found < 1'000);
    QVERIFY(desk.page().foundTable().isVisible());
    // By keys, within what is shown now.
    desk.page().chart().view()->setFocus();
    desk.press(Qt::Key_Home);
    for (int i = 0; i < 20; ++i)
        desk.press(Qt::Key_Right, Qt::ShiftModifier);
    desk.press(Qt::Key_Return);
    desk.wait();
    QVERIFY(desk.page().foundTable().model()->rowCount() < found);
    QVERIFY(desk.desk().period()->fromMs <= period->fromMs);
    QTest::mouseClick(desk.window->findChild<QPushButton*>(QStringLiteral("wholeTimeButton")), Qt::LeftButton);
    desk.wait();
    QVERIFY(!desk.page().foundTable().isVisible());
}

void TestReview::theStripShowsTheWholeFile()
{
    Window desk;
    desk.review({desk.write("a.jsonl", events(1, 1'000) + "damaged\n")});
    desk.filter("bet:b-3 or bet:b-300");
    auto& strip = desk.page().strip();
    const auto count = [](const std::vector<bool>& pixels) { return std::count(pixels.begin(), pixels.end(), true); };
    const auto& matches = *desk.desk().answer()->matches;
    QVERIFY(count(strip.matchPixels()) >= 2);
    const auto at = [&](std::uint32_t position) {
        return strip
            .matchPixels()[static_cast<std::size_t>(position * static_cast<std::uint64_t>(strip.height()) / 1'001)];
    };
    QVERIFY(at(matches.front()) && at(matches.back()));
    QVERIFY(strip.errorPixels().back());
    QCOMPARE(count(strip.markPixels()), 0);
    QTest::mouseClick(&strip, Qt::LeftButton, {}, {5, strip.height() / 2});
    QVERIFY(std::abs(desk.page().allTable().currentRow() - 500) < 10);
    desk.page().allTable().setFocus();
    desk.press(Qt::Key_M);
    QCOMPARE(count(strip.markPixels()), 1);
}

void TestReview::followsAFileThatGrows()
{
    Window desk;
    EventLog source(1);
    desk.review({desk.write("a.jsonl", source.lines(100))});
    auto& all = desk.page().allTable();
    all.setFocus();
    desk.press(Qt::Key_End);
    desk.write("a.jsonl", source.lines(20), QIODevice::Append);
    QTRY_COMPARE(all.model()->rowCount(), 120);
    QCOMPARE(all.currentRow(), 119);
    desk.press(Qt::Key_K);
    desk.write("a.jsonl", source.lines(5), QIODevice::Append);
    QTRY_COMPARE(all.model()->rowCount(), 125);
    QCOMPARE(all.currentRow(), 118);
}

void TestReview::sqlReadsAndRefusesToWrite()
{
    Window desk;
    desk.review({desk.write("a.jsonl", events(1, 300))});
    desk.page().tabs().setCurrentIndex(3);
    auto& sql = desk.page().sqlView();
    auto* text = desk.window->findChild<QPlainTextEdit*>(QStringLiteral("sqlText"));
    const auto run = [&](const char* statement) {
        sql.setSql(QString::fromUtf8(statement));
        text->setFocus();
        QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(QTest::qWaitFor([&] { return sql.said() != QStringLiteral("Running…"); }, 20'000));
    };
    run("SELECT count(*) AS lines FROM log WHERE partner = 'acme'");
    QCOMPARE(sql.said(), QStringLiteral("1 row."));
    desk.filter("partner:acme");
    QCOMPARE(sql.model().index(0, 0).data().toInt(), desk.page().foundTable().model()->rowCount());
    run("DELETE FROM log");
    QCOMPARE(sql.model().rowCount(), 0);
    QVERIFY2(sql.said().startsWith(QStringLiteral("Refused: nothing but one SELECT over the table log is run here.")),
             qPrintable(sql.said()));
    run("SELECT bett FROM log");
    QCOMPARE(sql.said(), QStringLiteral("Not valid: no such column: bett"));
    run("SELECT '=1+1' AS a, '{\"access_token\":\"s3cret\"}' AS b, 7 AS c, NULL AS d");
    const auto path = desk.directory.filePath(QStringLiteral("rows.csv"));
    sql.exportTo(path);
    QCOMPARE(sql.said(), QStringLiteral("Saved as rows.csv: 1 row."));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto csv = file.readAll();
    QVERIFY2(csv.startsWith("a,b,c,d\r\n'=1+1,"), csv.constData());
    QVERIFY2(csv.endsWith(",7,\r\n") && !csv.contains("s3cret"), csv.constData());
}

void TestReview::countsFollowTheFilterAndFilter()
{
    Window desk;
    desk.review({desk.write("a.jsonl", events(1, 300) + "no json\n"), desk.write("b.jsonl", events(2, 200))});
    auto& counts = desk.page().countsView();
    const QAbstractItemModelTester tester(&counts.model());
    QVERIFY(!desk.desk().answer()->counts);
    desk.page().tabs().setCurrentWidget(&counts);
    QTRY_VERIFY(counts.model().rowCount() > 0);
    QVERIFY2(counts.said().startsWith(QStringLiteral("Values: 4 · lines: 501")), qPrintable(counts.said()));
    const auto cell = [&](int row, int column) { return counts.model().index(row, column).data().toString(); };
    const auto find = [&](const QString& value) {
        for (int row = 0; row < counts.model().rowCount(); ++row)
            if (cell(row, 0) == value)
                return row;
        return -1;
    };
    // Rounds are of no partner, and a damaged line is of none.
    QVERIFY(find(QStringLiteral("(none)")) >= 0);
    counts.table().setFocus();
    const int none = find(QStringLiteral("(none)"));
    counts.table().selectRowAt(none);
    desk.press(Qt::Key_Return);
    QCOMPARE(desk.page().filter(), QString());

    const int acme = find(QStringLiteral("acme"));
    const auto lines = cell(acme, 1);
    counts.table().selectRowAt(acme);
    desk.press(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("acme"));
    desk.press(Qt::Key_Return);
    QCOMPARE(desk.page().filter(), QStringLiteral("partner:acme"));
    desk.wait();
    QCOMPARE(desk.page().foundTable().model()->rowCount(), lines.toInt());
    QCOMPARE(counts.model().rowCount(), 1);
    QCOMPARE(cell(0, 2), QStringLiteral("100.0 %"));
    QCOMPARE(counts.table().currentRow(), 0);

    auto* field = desk.window->findChild<QComboBox*>(QStringLiteral("countByField"));
    field->setCurrentIndex(field->findText(QStringLiteral("Status")));
    desk.wait();
    const int failed = find(QStringLiteral("Failed"));
    QVERIFY(failed >= 0);
    counts.table().selectRowAt(failed);
    const auto at = counts.table().visualRect(counts.model().index(failed, 0)).center();
    QContextMenuEvent asked(QContextMenuEvent::Mouse, at, counts.table().viewport()->mapToGlobal(at));
    QApplication::sendEvent(counts.table().viewport(), &asked);
    auto* menu = desk.window->findChild<QMenu*>(QStringLiteral("countsMenu"));
    QStringList texts;
    for (const auto* action : menu->actions())
        texts << action->text();
    QCOMPARE(texts,
             (QStringList{QStringLiteral("Only status:failed"), QStringLiteral("And status:failed"),
                          QStringLiteral("But not status:failed"), QString(), QStringLiteral("Copy the value")}));
    menu->actions()[4]->trigger();
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("failed"));
    menu->actions()[2]->trigger();
    menu->close();
    desk.wait();
    QCOMPARE(desk.page().filter(), QStringLiteral("partner:acme not status:failed"));
    QCOMPARE(find(QStringLiteral("Failed")), -1);

    // What was counted is of the filter, and so is what its key finds.
    counts.table().setFocus();
    counts.table().selectRowAt(0);
    const auto rest = counts.model().term(0);
    QVERIFY(!rest.isEmpty());
    desk.page().field().setText(QStringLiteral("status:fai(")); // half written
    QTest::keyClick(&counts.table(), Qt::Key_Return);
    QCOMPARE(desk.page().filter(), QStringLiteral("partner:acme not status:failed ") + rest);
    desk.wait();
    counts.table().selectRowAt(0);
    QTest::keyClick(&counts.table(), Qt::Key_Return); // once is enough
    QCOMPARE(desk.page().filter(), QStringLiteral("partner:acme not status:failed ") + rest);

    desk.filter("partner:nobody");
    QVERIFY(desk.window->findChild<QLabel*>(QStringLiteral("noCounts"))->isVisible());
    QVERIFY(!desk.window->findChild<QPushButton*>(QStringLiteral("exportCountsButton"))->isEnabled());
    desk.filter("");
    const auto path = desk.directory.filePath(QStringLiteral("counts.csv"));
    counts.exportTo(path);
    QVERIFY2(counts.said().startsWith(QStringLiteral("Saved as counts.csv: ")), qPrintable(counts.said()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto csv = file.readAll();
    QVERIFY2(csv.startsWith("value,lines\r\n") && csv.contains("\r\nfailed,"), csv.constData());
    // Nobody looks: nothing is counted.
    desk.page().tabs().setCurrentIndex(0);
    desk.filter("partner:acme");
    QVERIFY(!desk.desk().answer()->counts);
}

void TestReview::countsOfForeignValuesAreShownSafely()
{
    Window desk;
    EventLog source(1);
    auto event = source.next();
    while (!event.bet)
        event = source.next();
    std::string text;
    for (const char* partner : {"=cmd()", "a\xE2\x80\xAE\n\x1b[31mb"}) {
        event.partner = event.bet->partner = client::contract::PartnerId(partner);
        text += encode(event) + '\n';
    }
    desk.review({desk.write("a.jsonl", text)});
    auto& counts = desk.page().countsView();
    desk.page().tabs().setCurrentWidget(&counts);
    QTRY_COMPARE(counts.model().rowCount(), 2);
    QCOMPARE(counts.model().index(0, 0).data().toString(), QStringLiteral("=cmd()"));
    QCOMPARE(counts.model().index(1, 0).data().toString(), QStringLiteral("a⟨U+202e⟩␊␛[31mb"));
    QVERIFY(counts.model().csv().contains("\r\n'=cmd(),1\r\n"));
    // A field for a query would show it as something else.
    counts.table().setFocus();
    counts.table().selectRowAt(1);
    desk.press(Qt::Key_Return);
    QCOMPARE(desk.page().filter(), QString());
    counts.table().selectRowAt(0);
    desk.press(Qt::Key_Return);
    desk.wait();
    QCOMPARE(desk.page().foundTable().model()->rowCount(), 1);
}

void TestReview::countingKeepsThePlaceInTheLists()
{
    Window desk;
    desk.review({desk.write("a.jsonl", events(1, 2'000))});
    desk.filter("not partner:acme");
    auto& all = desk.page().allTable();
    all.selectRowAt(10);
    all.scrollToBottom();
    const int row = all.rowAt(0);
    QVERIFY(row > 100);
    desk.page().tabs().setCurrentWidget(&desk.page().countsView());
    QTRY_VERIFY(desk.page().countsView().model().rowCount() > 0);
    QCOMPARE(all.rowAt(0), row);
    QCOMPARE(all.currentRow(), 10);
}

void TestReview::whatMatchesIsSortedByAColumn()
{
    Window desk;
    desk.review({desk.write("a.jsonl", events(1, 300))});
    desk.filter("status:failed or status:won");
    auto& found = desk.page().foundTable();
    auto& all = desk.page().allTable();
    auto* header = found.horizontalHeader();
    const auto column = [&](LogModel::Column of) {
        QStringList cells;
        for (int row = 0; row < found.model()->rowCount(); ++row)
            cells << desk.cell(found, row, of);
        return cells;
    };
    const auto click = [&](LogModel::Column of) {
        const int section = static_cast<int>(of);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                          {header->sectionViewportPosition(section) + 10, header->height() / 2});
        desk.wait();
    };
    const auto lines = desk.lines(found);
    found.selectRowAt(3);
    all.setFocus();
    desk.press(Qt::Key_End);
    QVERIFY(desk.page().isFollowing());
    found.selectRowAt(3);
    const auto& chosen = lines[3];

    click(LogModel::Column::Bet);
    QCOMPARE(header->sortIndicatorSection(), static_cast<int>(LogModel::Column::Bet));
    QVERIFY(!desk.page().isFollowing());
    auto bets = column(LogModel::Column::Bet);
    auto sorted = bets;
    std::sort(sorted.begin(), sorted.end());
    QCOMPARE(bets, sorted);
    QVERIFY(desk.lines(found) != lines);
    QCOMPARE(desk.cell(found, found.currentRow(), LogModel::Column::Line), chosen);
    // The other list and the keys go by the file.
    QCOMPARE(desk.cell(all, all.currentRow(), LogModel::Column::Line), chosen);
    const auto current = desk.desk().current();
    found.setFocus();
    desk.press(Qt::Key_E);
    const auto& errors = *desk.desk().answer()->errors;
    const auto& matches = *desk.desk().answer()->matches;
    auto next = std::upper_bound(errors.begin(), errors.end(), current);
    while (!std::binary_search(matches.begin(), matches.end(), *next))
        ++next;
    QCOMPARE(desk.desk().current(), std::uint64_t(*next));
    QCOMPARE(desk.cell(found, found.currentRow(), LogModel::Column::Line), QString::number(*next + 1));
    // Sorted, nothing is followed.
    desk.press(Qt::Key_End);
    QVERIFY(!desk.page().isFollowing());

    click(LogModel::Column::Bet);
    std::reverse(sorted.begin(), sorted.end());
    QCOMPARE(column(LogModel::Column::Bet), sorted);
    QCOMPARE(header->sortIndicatorOrder(), Qt::DescendingOrder);
    click(LogModel::Column::Bet);
    QCOMPARE(desk.lines(found), lines);
    QVERIFY(header->sortIndicatorSection() < 0 || header->sortIndicatorSection() >= LogModel::columns);

    // By a key, and from the list of commands.
    found.setFocus();
    found.setCurrentIndex(found.model()->index(0, static_cast<int>(LogModel::Column::Http)));
    desk.press(Qt::Key_S);
    desk.wait();
    QCOMPARE(header->sortIndicatorSection(), static_cast<int>(LogModel::Column::Http));
    QCOMPARE(desk.cell(found, 0, LogModel::Column::Http), QStringLiteral("200"));
    desk.page().action(ui::ReviewPage::Act::Sort)->trigger();
    desk.wait();
    QCOMPARE(desk.cell(found, 0, LogModel::Column::Http), QStringLiteral("402"));
    bench::shoot(*desk.window, QStringLiteral("review-sorted"));
    // A new filter is sorted, too.
    desk.filter("partner:acme");
    QCOMPARE(desk.cell(found, 0, LogModel::Column::Http), QStringLiteral("503"));
    QCOMPARE(desk.cell(found, found.model()->rowCount() - 1, LogModel::Column::Http), ui::dash());

    desk.review({desk.write("b.jsonl", events(2, 100))});
    QVERIFY(!desk.desk().answer()->sorted);
    QCOMPARE(found.model()->headerData(3, Qt::Horizontal, Qt::ToolTipRole).toString(),
             QStringLiteral("Lines of several files stand in order of time; SQL sorts them."));
    QVERIFY(header->sortIndicatorSection() < 0 || header->sortIndicatorSection() >= LogModel::columns);
}

void TestReview::aDamagedSessionIsSaidAndPutAside()
{
    Window desk;
    desk.write("review.json", "{\"version\":1,\"files\":[{");
    desk.press(Qt::Key_7, Qt::ControlModifier);
    QCOMPARE(desk.window->findChild<QLabel*>(QStringLiteral("reviewEmptyText"))->text(),
             QStringLiteral("The review that was kept here is damaged. It was put aside as review.json.damaged-1.\n\n"
                            "Drop a .betlog bundle, JSON lines or .log.gz here."));
    QVERIFY(QFile::exists(desk.directory.filePath(QStringLiteral("review.json.damaged-1"))));
}

void TestReview::aFileThatDoesNotOpenIsSaid()
{
    Window desk;
    desk.review({desk.directory.filePath(QStringLiteral("none.jsonl"))});
    const auto* said = desk.window->findChild<QLabel*>(QStringLiteral("reviewEmptyText"));
    QVERIFY(said->isVisible());
    QVERIFY2(said->text().startsWith(QStringLiteral("none.jsonl was not opened (")), qPrintable(said->text()));
    desk.review({desk.write("broken.betlog", "PK\x03\x04 and nothing more")});
    QVERIFY2(said->text().contains(QStringLiteral("broken.betlog was not opened: it is no bundle")),
             qPrintable(said->text()));
}

void TestReview::namesOfFilesAreForeignText()
{
    Window desk;
    // U+202E turns round what follows: "gol.exe" would be read as "exe.log".
    const auto hostile = desk.write("<b>a\xE2\x80\xAE\n\x1b[31m%2.jsonl", events(1, 40));
    const auto shown = QStringLiteral("<b>a⟨U+202e⟩␊␛[31m%2.jsonl");
    const auto locked = desk.directory.filePath(QString::fromUtf8("<b>l\xE2\x80\xAE\n.betlog"));
    exportLocked(locked);
    desk.review({hostile, desk.write("plain.jsonl", events(2, 40)), locked});
    QTRY_VERIFY(qobject_cast<QInputDialog*>(QApplication::activeModalWidget()));
    auto* dialog = static_cast<QInputDialog*>(QApplication::activeModalWidget());
    const auto* label = dialog->findChild<QLabel*>();
    QCOMPARE(label->text(), QStringLiteral("Password of <b>l⟨U+202e⟩␊.betlog:"));
    QCOMPARE(label->textFormat(), Qt::PlainText);
    dialog->reject();
    QVERIFY2(desk.said("reviewState").contains(QStringLiteral("<b>l⟨U+202e⟩␊.betlog was not opened")),
             qPrintable(desk.said("reviewState")));

    const auto position = desk.desk().merged().position({0, 0});
    desk.page().allTable().selectRowAt(static_cast<int>(position));
    desk.desk().toggleMark(position);
    QVERIFY2(desk.said("logLineTitle").contains(shown), qPrintable(desk.said("logLineTitle")));
    QCOMPARE(desk.page().subject(), shown + QStringLiteral(":1"));
    QCOMPARE(desk.cell(desk.page().allTable(), static_cast<int>(position), LogModel::Column::File), shown);
    for (const char* name : {"marksTable", "logFilesTable"}) {
        const auto* model = desk.window->findChild<ui::RowTable*>(QLatin1String(name))->model();
        QStringList cells;
        for (int column = 0; column < model->columnCount(); ++column)
            cells << model->index(0, column).data().toString();
        QVERIFY2(cells.contains(shown), qPrintable(cells.join(QStringLiteral(", "))));
    }
    const auto* files = desk.window->findChild<ui::RowTable*>(QStringLiteral("logFilesTable"))->model();
    QCOMPARE(files->index(0, 0).data(Qt::ToolTipRole).toString(),
             ui::Format::tip(desk.directory.path() + u'/' + shown));
    QVERIFY(ui::Format::tip(shown).startsWith(QStringLiteral("<p>&lt;b&gt;a")));
}

void TestReview::shiftsAreReadAsTheyAreWritten_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("ms");
    const auto row = [](const char* text, qint64 ms) { QTest::newRow(text) << QString::fromUtf8(text) << ms; };
    row("0", 0);
    row("90", 90'000);
    row("+1:30", 90'000);
    row("-00:01:30.250", -90'250);
    row("−2:00:00", -7'200'000);
    row("1,5", 1'500);
    row("soon", -1);
    row("1:2:3:4", -1);
    row("--1", -1);
    row("999999:00:00", -1);
}

void TestReview::shiftsAreReadAsTheyAreWritten()
{
    QFETCH(const QString, text);
    QFETCH(const qint64, ms);
    const auto shift = ui::parseShift(text);
    if (ms == -1) {
        QVERIFY(!shift);
        return;
    }
    QCOMPARE(*shift, ms);
    QCOMPARE(*ui::parseShift(ui::shiftText(ms)), ms);
}

void TestReview::fitsInRussianInASmallWindow()
{
    struct Look
    {
        ui::Language language;
        bool dark;
        QSize size;
        const char* name;
    };
    for (const auto& look : {Look{ui::Language::English, false, {1440, 900}, "review-en-light"},
                             Look{ui::Language::Russian, true, {1024, 700}, "review-ru-dark"}}) {
        Window desk(look.language, look.dark);
        desk.window->resize(look.size);
        desk.review({desk.write("events.jsonl", events(1, 3'000) + "damaged\n" + events(4, 50)),
                     desk.write("other.jsonl", events(2, 500))});
        desk.filter("partner:acme status:failed");
        desk.page().foundTable().selectRowAt(4);
        desk.page().foundTable().setFocus();
        desk.press(Qt::Key_M);
        desk.desk().annotate(desk.desk().current(), {QStringLiteral("asked")}, QStringLiteral("the partner knows"));
        for (int tab = 0; tab < desk.page().tabs().count(); ++tab) {
            desk.page().tabs().setCurrentIndex(tab);
            if (tab == 3) {
                desk.page().sqlView().run();
                QTRY_VERIFY(desk.page().sqlView().model().rowCount() > 0);
            }
            if (tab == 4) {
                desk.filter("partner:acme");
                desk.page().countsView().setField(client::review::GroupField::Error);
                QTRY_VERIFY(desk.page().countsView().model().rowCount() > 0);
            }
            // A button that was given a longer text is laid out one turn of the event loop later.
            QTRY_COMPARE(bench::clipped(desk.page()), QStringList());
            bench::shoot(*desk.window, QStringLiteral("%1-%2").arg(QLatin1String(look.name)).arg(tab));
        }
    }
}

QTEST_MAIN(TestReview)
#include "tst_review.moc"
