// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/filter.h"
#include "client/review/lookup.h"
#include "client/review/rowsets.h"
#include "client/review/session.h"
#include "tests/client/eventlog.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <limits>
#include <numeric>
#include <tuple>

using client::contract::Query;
using tests::samples::EventLog;

using namespace client::review;

namespace {

std::shared_ptr<const Log> ofText(const std::string& text)
{
    const auto log = Log::fromText(QByteArray::fromStdString(text));
    if (!log)
        qFatal("the text does not open: %s", log.error().detail.c_str());
    return *log;
}

Query parsed(std::string_view text)
{
    const auto query = Query::parse(text);
    if (!query)
        qFatal("the query does not parse: %s", query.error().detail.c_str());
    return *query;
}

// Three files of the same hour: two in order, one whose lines go back and forth in time.
std::vector<Source> threeSources()
{
    EventLog first(3), second(4, 1'790'000'000'700), third(5, 1'790'000'001'000);
    std::vector<std::string> lines;
    for (int i = 0; i < 900; ++i)
        lines.push_back(encode(third.next()) + '\n');
    std::string shuffled;
    for (std::size_t i = 0; i < lines.size(); ++i)
        shuffled += lines[(i * 7) % lines.size()];
    return {{ofText(first.lines(1'200)), 0},
            {ofText(second.lines(800) + "cut short"), -12'345},
            {ofText(shuffled), 90'000}};
}

std::int64_t timeOf(const Source& source, std::uint64_t row)
{
    return source.log->columns().value(Column::At, row) + source.shiftMs;
}

std::vector<std::tuple<std::int64_t, std::size_t, std::uint64_t>> sortedNaively(const std::vector<Source>& sources)
{
    std::vector<std::tuple<std::int64_t, std::size_t, std::uint64_t>> lines;
    for (std::size_t source = 0; source < sources.size(); ++source)
        for (std::uint64_t row = 0; row < sources[source].log->rows(); ++row)
            lines.emplace_back(timeOf(sources[source], row), source, row);
    std::sort(lines.begin(), lines.end());
    return lines;
}

} // namespace

class TestReviewLookup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesOfManyFilesAreSortedByShiftedTimeFileAndLine();
    void oneFileStaysInTheOrderOfItsLines();
    void whatMatchesIsWhatMatchesInEachFile();
    void aPeriodIsOfShiftedTimes();
    void theHistogramCountsEveryLineOnce();
    void aPeriodThatIsNoneHasAHistogramOfNothing_data();
    void aPeriodThatIsNoneHasAHistogramOfNothing();
    void stepsAreRoundAndFewEnough();
    void lastCountsBackFromTheNewestLine();
    void errorsAreFailuresDoubtsRefusalsAndDamagedLines();
    void whatIsKnownOfTheSameFilesIsKept();
    void valuesAreCountedOverAllFilesTogether_data();
    void valuesAreCountedOverAllFilesTogether();
    void ofManyValuesTheCommonestAreListed();
    void theSameQuestionGivesTheSameList();
    void whatMatchesInOneFileIsSorted_data();
    void whatMatchesInOneFileIsSorted();
    void ofManyQuestionsTheLastIsAnswered();
    void aSessionIsReadAsItWasWritten();
    void aDamagedSessionIsPutAsideAndNothingOfItIsLost_data();
    void aDamagedSessionIsPutAsideAndNothingOfItIsLost();
    void aSessionThatCannotBeWrittenSaysSo();
};

void TestReviewLookup::linesOfManyFilesAreSortedByShiftedTimeFileAndLine()
{
    const auto sources = threeSources();
    const Merged merged(sources);
    const auto expected = sortedNaively(sources);
    QCOMPARE(merged.rows(), expected.size());
    for (std::uint64_t position = 0; position < merged.rows(); ++position) {
        const auto& [at, source, row] = expected[position];
        QVERIFY((merged.place(position) == LinePlace{source, row}));
        QCOMPARE(merged.at(position), at);
        QCOMPARE(merged.position({source, row}), position);
    }
    QCOMPARE(merged.position({0, 1'200}), Merged::none);
    QCOMPARE(merged.position({3, 0}), Merged::none);
}

void TestReviewLookup::oneFileStaysInTheOrderOfItsLines()
{
    const auto log = threeSources()[2].log;
    const Merged merged({{log, 5'000}});
    bool goesBack = false;
    for (std::uint64_t row = 0; row < merged.rows(); ++row) {
        QVERIFY((merged.place(row) == LinePlace{0, row}));
        QCOMPARE(merged.position({0, row}), row);
        goesBack = goesBack || (row > 0 && merged.at(row) < merged.at(row - 1));
    }
    QVERIFY(goesBack);
}

void TestReviewLookup::whatMatchesIsWhatMatchesInEachFile()
{
    const auto sources = threeSources();
    const auto query = parsed("status:failed or partner:acme http>400");
    const auto found = answer({.sources = sources, .query = query});
    std::vector<Selection> each;
    for (const Source& source : sources)
        each.push_back(select(*source.log, query, 0));
    Positions expected;
    const auto lines = sortedNaively(sources);
    for (std::size_t position = 0; position < lines.size(); ++position) {
        const auto& [at, source, row] = lines[position];
        if (each[source].contains(row))
            expected.push_back(static_cast<std::uint32_t>(position));
    }
    QVERIFY(expected.size() > 50 && expected.size() < lines.size());
    QVERIFY(*found.matches == expected);
    QVERIFY(!answer({.sources = sources}).matches);
    QCOMPARE(found.damaged, 1U);
}

void TestReviewLookup::aPeriodIsOfShiftedTimes()
{
    const auto sources = threeSources();
    const auto lines = sortedNaively(sources);
    const Period period{std::get<0>(lines[500]), std::get<0>(lines[1'500])};
    const auto found = answer({.sources = sources, .period = period});
    Positions expected;
    for (std::size_t position = 0; position < lines.size(); ++position) {
        const auto at = std::get<0>(lines[position]);
        if (at >= period.fromMs && at < period.toMs)
            expected.push_back(static_cast<std::uint32_t>(position));
    }
    QVERIFY(*found.matches == expected);
}

void TestReviewLookup::theHistogramCountsEveryLineOnce()
{
    const auto sources = threeSources();
    const auto query = parsed("status:failed");
    const auto found = answer({.sources = sources, .query = query, .bucketsMax = 60});
    QVERIFY(found.all.counts.size() <= 60);
    QVERIFY(found.all.counts.size() > 20);
    const auto sum = [](const Histogram& of) {
        return std::accumulate(of.counts.begin(), of.counts.end(), std::uint64_t(0));
    };
    QCOMPARE(sum(found.all), found.merged->rows());
    QCOMPARE(sum(found.matching), found.matches->size());
    std::vector<std::uint64_t> expected(found.all.counts.size());
    for (const auto& [at, source, row] : sortedNaively(sources))
        ++expected[static_cast<std::size_t>((at - found.all.fromMs) / found.all.stepMs)];
    QVERIFY(found.all.counts == expected);
}

void TestReviewLookup::aPeriodThatIsNoneHasAHistogramOfNothing_data()
{
    constexpr auto least = std::numeric_limits<std::int64_t>::min(), most = std::numeric_limits<std::int64_t>::max();
    QTest::addColumn<qint64>("fromMs");
    QTest::addColumn<qint64>("toMs");
    QTest::newRow("backwards") << qint64(200'000) << qint64(100);
    QTest::newRow("a moment") << qint64(100) << qint64(100);
    QTest::newRow("backwards through all of time") << qint64(most) << qint64(least);
    QTest::newRow("the end of time") << qint64(most - 1) << qint64(most);
    QTest::newRow("the beginning of time") << qint64(least) << qint64(least + 1);
}

void TestReviewLookup::aPeriodThatIsNoneHasAHistogramOfNothing()
{
    QFETCH(const qint64, fromMs);
    QFETCH(const qint64, toMs);
    const auto made = answer({.sources = threeSources(), .period = Period{fromMs, toMs}});
    QVERIFY(made.all.counts.size() == 1 || made.all.counts.size() == 2);
    QCOMPARE(std::accumulate(made.all.counts.begin(), made.all.counts.end(), std::uint64_t(0)), std::uint64_t(0));
    QVERIFY(made.matches->empty());
}

void TestReviewLookup::stepsAreRoundAndFewEnough()
{
    QCOMPARE(niceStepMs(0, 200), 1);
    QCOMPARE(niceStepMs(60'000, 200), 500);
    QCOMPARE(niceStepMs(3'600'000, 200), 30'000);
    QCOMPARE(niceStepMs(86'400'000, 200), 600'000);
    for (std::int64_t length = 1; length < 4'000'000'000'000; length = length * 3 + 1) {
        const auto step = niceStepMs(length, 100);
        QVERIFY(length / step + 2 <= 101);
    }
}

void TestReviewLookup::lastCountsBackFromTheNewestLine()
{
    const auto sources = threeSources();
    std::int64_t newest = 0;
    for (const auto& line : sortedNaively(sources))
        newest = std::max(newest, std::get<0>(line));
    const auto found = answer({.sources = sources, .query = parsed("last:5s")});
    QVERIFY(!found.matches->empty());
    for (const auto position : *found.matches) {
        const auto place = found.merged->place(position);
        const auto& source = sources[place.source];
        QVERIFY(source.log->columns().value(Column::Created, place.row) + source.shiftMs >= newest - 5'000);
    }
}

void TestReviewLookup::errorsAreFailuresDoubtsRefusalsAndDamagedLines()
{
    EventLog source(9);
    const auto log = ofText(source.lines(600) + "{\"at\":\nnot json\n\n{\"other\":1}\n");
    const auto wrong = errors(*log);
    const auto byQuery = select(*log, parsed("status:failed or status:in_doubt or http>399"), 0);
    std::size_t more = 0;
    for (std::uint64_t row = 0; row < 600; ++row) {
        if (byQuery.contains(row))
            QVERIFY(wrong.contains(row));
        const bool hasError = !log->columns().text(Dictionary::Error, row).empty();
        QCOMPARE(wrong.contains(row), byQuery.contains(row) || hasError);
        more += wrong.contains(row) ? 1 : 0;
    }
    QVERIFY(more > 10 && more < 500);
    QVERIFY(wrong.contains(600) && wrong.contains(601));
    QVERIFY(!wrong.contains(602) && !wrong.contains(603)); // empty, and JSON of somebody else
    QCOMPARE(damaged(*log).list(), (std::vector<std::uint64_t>{600, 601}));
}

void TestReviewLookup::whatIsKnownOfTheSameFilesIsKept()
{
    auto sources = threeSources();
    const auto first = std::make_shared<const Answer>(answer({.sources = sources}));
    QCOMPARE(answer({.sources = sources, .query = parsed("acme"), .before = first}).merged, first->merged);
    sources[1].shiftMs += 1;
    QVERIFY(answer({.sources = sources, .before = first}).merged != first->merged);
}

void TestReviewLookup::valuesAreCountedOverAllFilesTogether_data()
{
    QTest::addColumn<int>("field");
    QTest::addColumn<QString>("term");
    const auto row = [](const char* name, GroupField field, const char* term) {
        QTest::newRow(name) << static_cast<int>(field) << QString::fromUtf8(term);
    };
    row("partner", GroupField::Partner, "partner:");
    row("type", GroupField::Type, "");
    row("error", GroupField::Error, "error=");
    row("error class", GroupField::ErrorClass, "error=");
    row("status", GroupField::Status, "status:");
    row("state", GroupField::State, "state:");
    row("http", GroupField::Http, "http:");
    row("game", GroupField::Game, "game:");
    row("currency", GroupField::Currency, "currency:");
    row("round", GroupField::Round, "round:");
    row("player", GroupField::Player, "player:");
    row("bet", GroupField::Bet, "bet:");
    row("kind", GroupField::Kind, "");
}

void TestReviewLookup::valuesAreCountedOverAllFilesTogether()
{
    QFETCH(const int, field);
    QFETCH(const QString, term);
    const auto sources = threeSources();
    const auto query = parsed("not player:p-7");
    const Period period{1'790'000'002'000, 1'790'000'095'000};
    const auto found =
        answer({.sources = sources, .query = query, .period = period, .countBy = static_cast<GroupField>(field)});
    QVERIFY(found.counts && found.matches);
    QCOMPARE(static_cast<int>(found.counts->field), field);
    QCOMPARE(found.counts->rows, found.matches->size());
    QVERIFY(found.counts->rows > 500 && found.counts->rows < found.merged->rows());
    std::uint64_t sum = 0;
    const auto& groups = found.counts->groups.first;
    QCOMPARE(found.counts->groups.all, groups.size());
    QVERIFY(groups.size() > 1);
    for (std::size_t i = 0; i < groups.size(); ++i) {
        sum += groups[i].count;
        QVERIFY(i == 0 ||
                std::tuple(groups[i].count, groups[i - 1].text) < std::tuple(groups[i - 1].count, groups[i].text));
        // What the page filters by finds as many lines as it says.
        if (term.isEmpty() || groups[i].text.empty() || i > 40)
            continue;
        const auto asked = parsed("not player:p-7 and " + term.toStdString() + '"' + groups[i].text + '"');
        QCOMPARE(answer({.sources = sources, .query = asked, .period = period}).matches->size(), groups[i].count);
    }
    QCOMPARE(sum, found.counts->rows);
}

void TestReviewLookup::ofManyValuesTheCommonestAreListed()
{
    const auto sources = threeSources();
    std::vector<Selection> all;
    for (const Source& source : sources)
        all.emplace_back(source.log->rows(), true);
    const std::vector<LogRows> rows{{*sources[0].log, all[0]}, {*sources[1].log, all[1]}, {*sources[2].log, all[2]}};
    const auto whole = groupBy(rows, GroupField::Bet, 1'000'000);
    QVERIFY(whole.all > 200 && whole.first.size() == whole.all);
    const auto few = groupBy(rows, GroupField::Bet, 20);
    QCOMPARE(few.all, whole.all);
    QVERIFY(few.first == std::vector<Group>(whole.first.begin(), whole.first.begin() + 20));
    // One file is counted as groupBy() of it alone has it.
    QVERIFY(groupBy({rows.data(), 1}, GroupField::Bet, 1'000'000).first ==
            groupBy(*sources[0].log, all[0], GroupField::Bet));
    QVERIFY(groupBy(std::span<const LogRows>(), GroupField::Status, 20).first.empty());
    QVERIFY(!answer({.sources = sources}).counts);
}

void TestReviewLookup::theSameQuestionGivesTheSameList()
{
    Question question{.sources = threeSources(), .query = parsed("partner:acme")};
    const auto before = std::make_shared<const Answer>(answer(question));
    question.before = before;
    question.countBy = GroupField::Status;
    const auto counted = answer(question);
    QVERIFY(counted.matches == before->matches && counted.counts);
    question.period = Period{1'790'000'002'000, 1'790'000'005'000};
    QVERIFY(answer(question).matches->size() < before->matches->size());
    question.period.reset();
    question.query = Query();
    QVERIFY(!answer(question).matches);
}

void TestReviewLookup::whatMatchesInOneFileIsSorted_data()
{
    QTest::addColumn<int>("field");
    QTest::newRow("time") << static_cast<int>(SortField::At);
    QTest::newRow("bet") << static_cast<int>(SortField::Bet);
    QTest::newRow("http") << static_cast<int>(SortField::Http);
    QTest::newRow("status") << static_cast<int>(SortField::Status);
}

void TestReviewLookup::whatMatchesInOneFileIsSorted()
{
    QFETCH(const int, field);
    // Its lines go back and forth in time, and the first one has none.
    const auto log = ofText("no event\n" + std::string(threeSources()[2].log->text()));
    const auto valueOf = [&](std::uint64_t row) -> std::optional<std::string> {
        const auto& columns = log->columns();
        const auto padded = [](std::int64_t number) {
            const auto digits = std::to_string(number);
            return number == 0 ? std::nullopt : std::optional(std::string(20 - digits.size(), '0') + digits);
        };
        const auto by = static_cast<SortField>(field);
        if (by == SortField::Bet)
            return columns.has(HasBet, row) ? std::optional(std::string(columns.text(Dictionary::Bet, row)))
                                            : std::nullopt;
        return padded(columns.value(by == SortField::Http     ? Column::Http
                                    : by == SortField::Status ? Column::Status
                                                              : Column::At,
                                    row));
    };
    Question question{.sources = {{log, 0}}, .query = parsed("not partner:acme")};
    std::shared_ptr<const SortedMatches> rising;
    for (const auto order : {Sorter::Order::Ascending, Sorter::Order::Descending}) {
        question.sort = Sort{static_cast<SortField>(field), order};
        const auto found = answer(question);
        QVERIFY(found.sorted && found.sorted->by == *question.sort);
        auto expected = *found.matches;
        std::stable_sort(expected.begin(), expected.end(), [&](std::uint32_t a, std::uint32_t b) {
            const auto left = valueOf(a), right = valueOf(b);
            if (!left || !right)
                return left.has_value() && !right.has_value();
            return order == Sorter::Order::Ascending ? *left < *right : *right < *left;
        });
        QVERIFY(expected != *found.matches);
        QVERIFY(found.sorted->positions == expected);
        for (std::size_t i = 0; i < found.matches->size(); ++i)
            QCOMPARE(found.sorted->positions[found.sorted->places[i]], (*found.matches)[i]);
        question.before = std::make_shared<const Answer>(found);
        QVERIFY(answer(question).sorted == found.sorted);
    }
    question.sort.reset();
    QVERIFY(!answer(question).sorted);
    question.sort = Sort{};
    question.query = Query();
    QVERIFY(!answer(question).sorted);
    QVERIFY(!answer({.sources = threeSources(), .query = parsed("partner:acme"), .sort = Sort{}}).sorted);
}

void TestReviewLookup::ofManyQuestionsTheLastIsAnswered()
{
    const auto sources = threeSources();
    Lookup lookup;
    std::vector<std::shared_ptr<const Answer>> answers;
    connect(&lookup, &Lookup::answered, this,
            [&](const std::shared_ptr<const Answer>& answer) { answers.push_back(answer); });
    for (const char* text : {"status:failed", "partner:acme", "partner:northbet"})
        lookup.ask({.sources = sources, .query = parsed(text)});
    QTRY_VERIFY(!lookup.isBusy());
    QCOMPARE(answers.size(), 1U);
    QVERIFY(*answers[0]->matches == *answer({.sources = sources, .query = parsed("partner:northbet")}).matches);
}

void TestReviewLookup::aSessionIsReadAsItWasWritten()
{
    const QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("review.json"));
    QVERIFY(loadSession(path)->session == Session());
    Session session;
    session.files = {{QStringLiteral("/a/лог.jsonl"), -3'600'000}, {QStringLiteral("/b.log.gz"), 0}};
    session.query = QStringLiteral("status:failed \"два слова\"");
    session.period = {{1'790'000'000'000, 1'790'000'060'000}};
    session.currentPath = session.files[1].path;
    session.currentRow = 4'000'000'000;
    session.marks[session.files[0].path] = {
        {0, {lineHash("first"), {}, {}}},
        {811, {lineHash("{}"), {QStringLiteral("отказ"), QStringLiteral("asked")}, QStringLiteral("see\n\"this\"")}}};
    session.marks[QStringLiteral("/closed")] = {{7, {1, {}, QStringLiteral("kept")}}};
    QVERIFY(saveSession(session, path));
    const auto loaded = loadSession(path);
    QVERIFY(loaded.has_value());
    QVERIFY(loaded->session == session);
    QVERIFY(loaded->putAside.isEmpty());
    QVERIFY(!(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther)));
}

void TestReviewLookup::aDamagedSessionIsPutAsideAndNothingOfItIsLost_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("cut short") << QByteArray(R"({"version":1,"files":[{"pa)");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("of a later version") << QByteArray(R"({"version":2,"files":[],"marks":{}})");
    QTest::newRow("a mark without a line")
        << QByteArray(R"({"version":1,"files":[],"marks":{"/a":[{"hash":"1","note":"n"}]}})");
    const auto withPeriod = [](const char* name, const char* period) {
        QTest::newRow(name) << QByteArray(R"({"version":1,"files":[],"marks":{},"period_ms":)") + period + '}';
    };
    withPeriod("a period that ends before it begins", "[200000,100]");
    withPeriod("a period of nothing", "[100,100]");
    withPeriod("a period beyond the calendar", "[0,9000000000000000000]");
    withPeriod("a period from before the calendar", "[-9000000000000000000,0]");
    withPeriod("half a period", "[100]");
    withPeriod("a period in words", "\"today\"");
    QTest::newRow("a shift of centuries")
        << QByteArray(R"({"version":1,"files":[{"path":"/a","shift_ms":-9000000000000000000}],"marks":{}})");
    QTest::newRow("a file without a path") << QByteArray(R"({"version":1,"files":[{"shift_ms":1}],"marks":{}})");
}

void TestReviewLookup::aDamagedSessionIsPutAsideAndNothingOfItIsLost()
{
    QFETCH(const QByteArray, bytes);
    const QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("review.json"));
    for (int time = 1; time <= 2; ++time) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        const auto loaded = loadSession(path);
        QVERIFY(loaded.has_value());
        QVERIFY(loaded->session == Session());
        QCOMPARE(loaded->putAside, path + QStringLiteral(".damaged-%1").arg(time));
        QFile aside(loaded->putAside);
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QCOMPARE(aside.readAll(), bytes);
        QVERIFY(!QFile::exists(path));
    }
}

void TestReviewLookup::aSessionThatCannotBeWrittenSaysSo()
{
    const QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("none/review.json"));
    const auto saved = saveSession({}, path);
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, client::contract::ErrorKind::Storage);
}

QTEST_GUILESS_MAIN(TestReviewLookup)
#include "tst_reviewlookup.moc"
