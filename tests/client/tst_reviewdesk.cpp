// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/bundle/bundlewriter.h"
#include "client/review/desk.h"
#include "tests/client/eventlog.h"
#include "tests/support/virtualtime.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <sstream>

using client::contract::Query;
using client::review::Desk;
using client::review::Dictionary;
using client::review::Files;
using client::review::Positions;
using tests::samples::EventLog;

namespace {

// A folder of logs and a profile beside it.
struct Place
{
    QTemporaryDir folder;
    QString profile = folder.filePath(QStringLiteral("profile"));

    Place() { QDir().mkpath(profile); }
    QString write(const char* name, const std::string& text, QIODevice::OpenMode mode = QIODevice::Truncate) const
    {
        const auto path = folder.filePath(QLatin1String(name));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly | mode))
            qFatal("%s does not open", name);
        file.write(text.data(), static_cast<qint64>(text.size()));
        return path;
    }
    QStringList columns() const { return QDir(profile + QStringLiteral("/review-columns")).entryList(QDir::Files); }
};

std::string events(unsigned seed, int count)
{
    EventLog source(seed);
    return source.lines(count);
}

// A bundle with what its maker wrote.
void exportWithNotes(const QString& path, const std::string& events, const std::string& notes)
{
    struct Reader
    {
        std::istringstream text;
        std::string line = {};
        std::optional<std::string_view> next()
        {
            return std::getline(text, line) ? std::optional<std::string_view>(line) : std::nullopt;
        }
    };
    Reader eventLines{std::istringstream(events)}, noteLines{std::istringstream(notes)};
    client::bundle::ExportOptions options;
    options.about.createdAt = 1'790'000'000'000;
    options.about.app = "betdesk test";
    options.about.zone = "UTC";
    tests::support::SeededRandom random{7};
    if (!client::bundle::exportBundle(
            path, [&] { return eventLines.next(); }, [&] { return noteLines.next(); }, options, random))
        qFatal("the bundle is not written");
}

bool isQuiet(const Desk& desk)
{
    return !desk.isBusy();
}

} // namespace

class TestReviewDesk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void jumpsGoToTheNextOfTheirKind();
    void jumpsInsideOfWhatMatches();
    void theNextOfABetIsFoundInEveryFile();
    void aMarkWithANoteIsNotTakenAway();
    void everythingIsThereAfterARestart();
    void marksOfALineThatChangedAreKeptButNotShown();
    void markingALineThatChangedKeepsTheNoteOfTheOneBefore();
    void aFileThatGrowsIsReadAnew();
    void aFileThatIsShortenedIsReadAnew();
    void closingRemovesTheColumnsAndKeepsTheMarks();
    void notesOfABundleStandBesideOnesOwn();
    void notesOfABundleAreBounded();
    void damagedNotesDoNotStopTheLines();
    void aFileThatDoesNotOpenStaysInTheSession();
    void cancelledIsNotOpened();
    void linesInMemoryAreWrittenNowhere();
};

void TestReviewDesk::jumpsGoToTheNextOfTheirKind()
{
    const Place place;
    Desk desk(place.profile);
    desk.resume();
    desk.files().open(place.write("a.jsonl", events(1, 300) + "damaged\n"));
    QTRY_VERIFY(isQuiet(desk));
    const auto& errors = *desk.answer()->errors;
    QVERIFY(errors.size() > 3);
    QCOMPARE(errors.back(), 300U);
    QCOMPARE(desk.next(Desk::Jump::Error, Desk::none, 1), errors[0]);
    QCOMPARE(desk.next(Desk::Jump::Error, errors[0], 1), errors[1]);
    QCOMPARE(desk.next(Desk::Jump::Error, errors[1], -1), errors[0]);
    QCOMPARE(desk.next(Desk::Jump::Error, errors[0], -1), Desk::none);
    QCOMPARE(desk.next(Desk::Jump::Error, 300, 1), Desk::none);
    QCOMPARE(desk.next(Desk::Jump::Error, Desk::none, -1), 300U);
    QCOMPARE(desk.next(Desk::Jump::Mark, 0, 1), Desk::none);
    desk.toggleMark(7);
    desk.toggleMark(40);
    QCOMPARE(desk.next(Desk::Jump::Mark, 7, 1), 40U);
    QCOMPARE(desk.next(Desk::Jump::Mark, 40, -1), 7U);
    QCOMPARE(desk.next(Desk::Jump::Mark, 40, 1), Desk::none);
}

void TestReviewDesk::jumpsInsideOfWhatMatches()
{
    const Place place;
    Desk desk(place.profile);
    desk.resume();
    desk.files().open(place.write("a.jsonl", events(1, 300)));
    desk.setQuery(*Query::parse("partner:acme"));
    QTRY_VERIFY(isQuiet(desk));
    const auto& matches = *desk.answer()->matches;
    std::vector<std::uint32_t> both;
    std::set_intersection(matches.begin(), matches.end(), desk.answer()->errors->begin(), desk.answer()->errors->end(),
                          std::back_inserter(both));
    QVERIFY(both.size() > 2 && both.size() < desk.answer()->errors->size());
    std::vector<std::uint32_t> seen;
    for (auto at = desk.next(Desk::Jump::Error, Desk::none, 1, &matches); at != Desk::none;
         at = desk.next(Desk::Jump::Error, at, 1, &matches))
        seen.push_back(static_cast<std::uint32_t>(at));
    QVERIFY(seen == both);
}

void TestReviewDesk::theNextOfABetIsFoundInEveryFile()
{
    const Place place;
    Desk desk(place.profile);
    desk.resume();
    // The same bets in both, the second a little later.
    desk.files().open(place.write("a.jsonl", events(1, 200)));
    desk.files().open(place.write("b.jsonl", events(1, 200)), 5);
    QTRY_VERIFY(isQuiet(desk));
    const auto& merged = desk.merged();
    QCOMPARE(merged.rows(), 400U);
    const auto idAt = [&](std::uint64_t position, Dictionary what) {
        const auto at = merged.place(position);
        return merged.sources()[at.source].log->columns().text(what, at.row);
    };
    std::uint64_t first = 0;
    while (idAt(first, Dictionary::Bet).empty())
        ++first;
    Positions expected;
    for (std::uint64_t i = 0; i < merged.rows(); ++i)
        if (idAt(i, Dictionary::Bet) == idAt(first, Dictionary::Bet) &&
            idAt(i, Dictionary::Partner) == idAt(first, Dictionary::Partner))
            expected.push_back(static_cast<std::uint32_t>(i));
    QVERIFY(expected.size() >= 4);
    QVERIFY(desk.sameBet(first) == expected);
    QCOMPARE(desk.next(Desk::Jump::SameBet, expected[0], 1), expected[1]);
    QCOMPARE(desk.next(Desk::Jump::SameBet, expected[1], -1), expected[0]);
    QCOMPARE(desk.next(Desk::Jump::SameBet, expected.back(), 1), Desk::none);
}

void TestReviewDesk::aMarkWithANoteIsNotTakenAway()
{
    const Place place;
    Desk desk(place.profile);
    desk.resume();
    desk.files().open(place.write("a.jsonl", events(1, 20)));
    QTRY_VERIFY(isQuiet(desk));
    QCOMPARE(desk.toggleMark(3), Desk::Marked::Set);
    QCOMPARE(desk.toggleMark(3), Desk::Marked::Removed);
    QVERIFY(!desk.mark(3));
    desk.annotate(3, {QStringLiteral("asked")}, QStringLiteral("the partner says no"));
    QCOMPARE(desk.toggleMark(3), Desk::Marked::HasNote);
    QCOMPARE(desk.mark(3)->note, QStringLiteral("the partner says no"));
    desk.annotate(3, {}, {});
    QCOMPARE(desk.toggleMark(3), Desk::Marked::Removed);
}

void TestReviewDesk::everythingIsThereAfterARestart()
{
    const Place place;
    const auto first = place.write("a.jsonl", events(1, 200)), second = place.write("b.jsonl", events(2, 100));
    {
        Desk desk(place.profile);
        desk.resume();
        desk.files().open(first);
        desk.files().open(second, -2'000);
        desk.setQuery(*Query::parse("partner:acme"));
        desk.files().open(second); // dropped once more
        QTRY_VERIFY(isQuiet(desk));
        const auto at = desk.merged().at(150);
        desk.setPeriod({{at, at + 500}});
        desk.setCurrent(150);
        desk.annotate(150, {QStringLiteral("tag")}, QStringLiteral("note"));
    }
    Desk desk(place.profile);
    QSignalSpy resumed(&desk, &Desk::resumed);
    desk.resume();
    QCOMPARE(resumed.size(), 1);
    QTRY_VERIFY(isQuiet(desk));
    QCOMPARE(desk.files().list().size(), 2U);
    QCOMPARE(desk.files().list()[1].shiftMs, -2'000);
    QCOMPARE(desk.queryText(), QStringLiteral("partner:acme"));
    QCOMPARE(desk.current(), 150U);
    QCOMPARE(desk.period()->fromMs, desk.merged().at(150));
    QVERIFY(desk.marked() == Positions{150});
    QCOMPARE(desk.mark(150)->note, QStringLiteral("note"));
    QCOMPARE(desk.mark(150)->tags, QStringList{QStringLiteral("tag")});
    QVERIFY(desk.answer()->matches->size() < 200);
    QVERIFY(desk.saveProblem().isEmpty());
}

void TestReviewDesk::marksOfALineThatChangedAreKeptButNotShown()
{
    const Place place;
    const auto text = events(1, 100);
    const auto path = place.write("a.jsonl", text);
    {
        Desk desk(place.profile);
        desk.resume();
        desk.files().open(path);
        QTRY_VERIFY(isQuiet(desk));
        desk.annotate(50, {}, QStringLiteral("kept"));
        desk.annotate(10, {}, QStringLiteral("still there"));
    }
    for (const bool isWhole : {false, true}) {
        place.write("a.jsonl", isWhole ? text : text.substr(0, text.size() / 4));
        Desk desk(place.profile);
        desk.resume();
        QTRY_VERIFY(isQuiet(desk));
        QCOMPARE(desk.strayMarks(), isWhole ? 0U : 1U);
        QVERIFY(desk.marked() == (isWhole ? Positions{10, 50} : Positions{10}));
        desk.annotate(0, {}, isWhole ? QString() : QStringLiteral("so that it is written"));
        desk.annotate(0, {}, {});
        desk.toggleMark(0);
    }
}

void TestReviewDesk::markingALineThatChangedKeepsTheNoteOfTheOneBefore()
{
    const Place place;
    const auto path = place.write("a.jsonl", "one\ntwo\nthree\n");
    const auto reviewed = [&](const std::string& text, const std::function<void(Desk&)>& work) {
        place.write("a.jsonl", text);
        Desk desk(place.profile);
        desk.resume();
        desk.files().open(path);
        QTRY_VERIFY(isQuiet(desk));
        work(desk);
    };
    reviewed("one\ntwo\nthree\n", [](Desk& desk) { desk.annotate(1, {}, QStringLiteral("of two")); });
    reviewed("one\nzwei\nthree\n", [](Desk& desk) {
        QCOMPARE(desk.strayMarks(), 1U);
        QCOMPARE(desk.toggleMark(1), Desk::Marked::Set);
        QCOMPARE(desk.toggleMark(1), Desk::Marked::Removed);
        desk.annotate(1, {}, QStringLiteral("of zwei"));
        desk.annotate(1, {}, QStringLiteral("more of zwei"));
        QVERIFY(desk.marked() == Positions{1});
        QCOMPARE(desk.strayMarks(), 1U);
    });
    reviewed("one\ntwo\nthree\n", [](Desk& desk) {
        QVERIFY(desk.mark(1));
        QCOMPARE(desk.mark(1)->note, QStringLiteral("of two"));
        QCOMPARE(desk.strayMarks(), 1U);
    });
    reviewed("one\nzwei\nthree\n", [](Desk& desk) {
        QVERIFY(desk.mark(1));
        QCOMPARE(desk.mark(1)->note, QStringLiteral("more of zwei"));
    });
}

void TestReviewDesk::aFileThatGrowsIsReadAnew()
{
    const Place place;
    EventLog source(1);
    const auto path = place.write("a.jsonl", source.lines(50));
    Desk desk(place.profile);
    desk.resume();
    desk.files().open(path);
    QTRY_VERIFY(isQuiet(desk));
    QCOMPARE(desk.merged().rows(), 50U);
    desk.setCurrent(20);
    desk.toggleMark(20);
    place.write("a.jsonl", source.lines(30), QIODevice::Append);
    QTRY_COMPARE(desk.merged().rows(), 80U);
    QCOMPARE(desk.current(), 20U);
    QVERIFY(desk.marked() == Positions{20});
    // Written anew beside it and given its name, as editors do.
    const auto other = place.write("b.jsonl", events(3, 10));
    QFile::remove(path);
    QVERIFY(QFile::rename(other, path));
    QTRY_COMPARE(desk.merged().rows(), 10U);
}

void TestReviewDesk::aFileThatIsShortenedIsReadAnew()
{
    const Place place;
    const auto text = events(1, 4'000);
    const auto path = place.write("a.jsonl", text);
    Desk desk(place.profile);
    desk.resume();
    desk.files().open(path);
    QTRY_VERIFY(isQuiet(desk));
    QVERIFY(QFile::resize(path, static_cast<qint64>(text.find('\n')) + 1));
    // Until it is read anew its lines are those that were there.
    QVERIFY(desk.merged().sources()[0].log->verify());
    desk.setQuery(*Query::parse("status:failed"));
    QTRY_COMPARE(desk.merged().rows(), 1U);
}

void TestReviewDesk::closingRemovesTheColumnsAndKeepsTheMarks()
{
    const Place place;
    const auto path = place.write("a.jsonl", events(1, 100));
    Desk desk(place.profile);
    desk.resume();
    desk.files().open(path);
    QTRY_VERIFY(isQuiet(desk));
    QCOMPARE(place.columns().size(), 2); // and the copy of the text
    desk.toggleMark(5);
    desk.files().close(path);
    QTRY_COMPARE(desk.merged().rows(), 0U);
    QVERIFY(place.columns().isEmpty());
    QVERIFY(desk.marked().empty());
    desk.files().open(path);
    QTRY_VERIFY(desk.marked() == Positions{5});
}

void TestReviewDesk::linesInMemoryAreWrittenNowhere()
{
    const Place place;
    const auto path = place.write("a.jsonl", events(1, 100));
    const auto name = QStringLiteral("local cache of eu-1");
    {
        Desk desk(place.profile);
        desk.resume();
        desk.files().open(path);
        desk.files().openLines(name, QByteArray::fromStdString(events(2, 50)));
        QTRY_VERIFY(isQuiet(desk));
        QCOMPARE(desk.merged().rows(), 150U);
        QVERIFY(desk.files().find(name)->isMemory);
        QCOMPARE(desk.files().find(name)->log->path(), name);
        // What was seen since is there in the place of what was seen before.
        desk.files().openLines(name, QByteArray::fromStdString(events(2, 70)));
        QTRY_COMPARE(desk.merged().rows(), 170U);
        desk.files().setShift(name, 1'000);
        QTRY_VERIFY(isQuiet(desk));
        QCOMPARE(desk.files().list().size(), 2U);
        QCOMPARE(place.columns().size(), 2); // of the file
    }
    Desk desk(place.profile);
    desk.resume();
    QTRY_VERIFY(isQuiet(desk));
    QCOMPARE(desk.merged().rows(), 100U);
    QVERIFY(!desk.files().find(name));
    desk.files().openLines(name, QByteArray());
    QTRY_VERIFY(isQuiet(desk));
    desk.files().close(name);
    QCOMPARE(desk.files().list().size(), 1U);
}

void TestReviewDesk::notesOfABundleStandBesideOnesOwn()
{
    const Place place;
    const auto path = place.folder.filePath(QStringLiteral("case.betlog"));
    exportWithNotes(path, events(1, 8),
                    "{\"line\":5,\"tags\":[\"odd\",\"late\"],\"note\":\"Paid twice?\"}\n"
                    "{\"line\":2,\"note\":\"first\"}\n"
                    "{\"line\":null,\"tags\":[],\"note\":\"of a line that stayed\"}\n"
                    "{\"line\":99,\"note\":\"beyond\"}\n"
                    "{\"line\":\"two\"}\n{\"line\":1.5}\n{\"line\":1,\"note\":7}\n[]\n");
    Desk desk(place.profile);
    desk.resume();
    desk.files().open(path);
    QTRY_VERIFY(isQuiet(desk) && desk.merged().rows() == 8);
    const auto& notes = desk.bundleNotes();
    QCOMPARE(notes.size(), std::size_t(4));
    QCOMPARE(notes[0].position, 1U);
    QCOMPARE(notes[1].position, 4U);
    QVERIFY(notes[2].position == Desk::none && notes[3].position == Desk::none);
    QCOMPARE(notes[2].note->note, QStringLiteral("of a line that stayed"));
    QCOMPARE(desk.merged().sources()[0].log->notes().damaged, 4U);
    QVERIFY(desk.marked().empty());
    QVERIFY((desk.noted() == Positions{1, 4}));

    desk.toggleMark(3);
    desk.annotate(4, {}, QStringLiteral("mine"));
    QVERIFY((desk.marked() == Positions{3, 4}) && (desk.noted() == Positions{1, 3, 4}));
    QCOMPARE(desk.next(Desk::Jump::Mark, Desk::none, 1), 1U);
    QCOMPARE(desk.next(Desk::Jump::Mark, 1, 1), 3U);
    const auto at = desk.bundleNotesAt(4);
    QCOMPARE(at.size(), std::size_t(1));
    QCOMPARE(at[0]->note, QStringLiteral("Paid twice?"));
    QCOMPARE(at[0]->tags, (QStringList{QStringLiteral("odd"), QStringLiteral("late")}));
    QCOMPARE(desk.mark(4)->note, QStringLiteral("mine"));
    QVERIFY(desk.bundleNotesAt(3).empty() && desk.bundleNotesAt(Desk::none).empty());
}

void TestReviewDesk::notesOfABundleAreBounded()
{
    using client::review::BundleNotes;
    const Place place;
    const auto path = place.folder.filePath(QStringLiteral("case.betlog"));
    std::string notes =
        "{\"line\":1,\"note\":\"" + std::string(5'000, 'n') + "\",\"tags\":[\"" + std::string(90, 't') + "\"";
    for (int i = 0; i < 50; ++i)
        notes += ",\"more\"";
    notes += "]}\n{\"line\":1,\"note\":\"" + std::string(200'000, 'n') + "\"}\n";
    for (std::size_t i = 0; i < BundleNotes::notesMax + 20; ++i)
        notes += "{\"line\":2,\"note\":\"" + std::to_string(i * 7'919 % 99'991) + "\"}\n";
    exportWithNotes(path, events(1, 8), notes);
    const auto read = client::review::readBundleNotes(path, {});
    QCOMPARE(read.notes.size(), BundleNotes::notesMax);
    QCOMPARE(read.leftOut, 21U);
    QCOMPARE(read.damaged, 1U);
    QCOMPARE(read.notes[0].note.size(), BundleNotes::noteCharsMax);
    QCOMPARE(read.notes[0].tags.size(), BundleNotes::tagsMax);
    QCOMPARE(read.notes[0].tags[0].size(), BundleNotes::tagCharsMax);
}

void TestReviewDesk::damagedNotesDoNotStopTheLines()
{
    const Place place;
    const auto path = place.folder.filePath(QStringLiteral("case.betlog"));
    exportWithNotes(path, events(1, 8), "{\"line\":2,\"note\":\"first\"}\n{\"line\":3,\"note\":\"second\"}\n");
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        auto bytes = file.readAll();
        // Behind its head in the zip: 30 bytes, the name, and as many as the head says.
        qsizetype at = 0;
        while (bytes.mid(at + 30, 11) != "notes.jsonl") {
            at = bytes.indexOf("PK\x03\x04", at + 1);
            QVERIFY(at > 0);
        }
        const auto byte = at + 30 + 11 + static_cast<unsigned char>(bytes[at + 28]) + 5;
        bytes[byte] = static_cast<char>(bytes[byte] ^ 0x55);
        file.seek(0);
        file.write(bytes);
    }
    Desk desk(place.profile);
    desk.resume();
    desk.files().open(path);
    QTRY_VERIFY(isQuiet(desk) && desk.merged().rows() == 8);
    QVERIFY(desk.bundleNotes().empty());
    QVERIFY(!desk.merged().sources()[0].log->notes().problem.empty());
    // A file that is no bundle has none, and nothing is wrong with that.
    const auto none = client::review::readBundleNotes(place.write("plain.jsonl", events(1, 2)), {});
    QVERIFY(none.notes.empty() && none.problem.empty());
}

void TestReviewDesk::aFileThatDoesNotOpenStaysInTheSession()
{
    const Place place;
    const auto path = place.folder.filePath(QStringLiteral("none.jsonl"));
    {
        Desk desk(place.profile);
        desk.resume();
        QSignalSpy failed(&desk.files(), &Files::failed);
        desk.files().open(path);
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(desk.files().list().size(), 1U);
        QVERIFY(desk.files().list()[0].problem.has_value());
    }
    place.write("none.jsonl", events(1, 10));
    Desk desk(place.profile);
    desk.resume();
    QTRY_COMPARE(desk.merged().rows(), 10U);
}

void TestReviewDesk::cancelledIsNotOpened()
{
    const Place place;
    Desk desk(place.profile);
    desk.resume();
    QSignalSpy cancelled(&desk.files(), &Files::cancelled);
    std::string text;
    const auto part = events(1, 2'000);
    for (int i = 0; i < 40; ++i)
        text += part;
    desk.files().open(place.write("a.jsonl", text));
    desk.files().cancel();
    QTRY_COMPARE(cancelled.size(), 1);
    QVERIFY(desk.files().list().empty());
    QTRY_VERIFY(isQuiet(desk));
    QCOMPARE(desk.merged().rows(), 0U);
    QVERIFY(place.columns().isEmpty());
}

QTEST_GUILESS_MAIN(TestReviewDesk)
#include "tst_reviewdesk.moc"
