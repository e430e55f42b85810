// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/json.h"
#include "client/review/analysis.h"
#include "client/review/filter.h"
#include "client/review/sorter.h"
#include "tests/client/eventlog.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>

using client::contract::BetRow;
using client::contract::FeedEvent;
using client::contract::Query;
using client::review::Group;
using client::review::GroupField;
using client::review::Log;
using client::review::Selection;
using client::review::Sorter;
using client::review::SortField;
using client::review::TextSearch;
using tests::samples::EventLog;

namespace contract = client::contract;
namespace review = client::review;

namespace {

// expect.py has the same.
constexpr std::string_view now = "2026-11-23T06:00:00.000Z";

QByteArray read(const char* name)
{
    QFile file(QStringLiteral(BETDESK_SOURCE_DIR "/tests/data/review/") + QLatin1String(name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s does not open", qPrintable(file.fileName()));
    return file.readAll();
}

std::shared_ptr<const Log> ofText(const QByteArray& text)
{
    const auto log = Log::fromText(text);
    if (!log)
        qFatal("the text does not open: %s", log.error().detail.c_str());
    return *log;
}

// 1-based, as 3-5,9.
QByteArray linesOf(const Selection& rows)
{
    std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges;
    for (const std::uint64_t row : rows.list()) {
        if (!ranges.empty() && ranges.back().second == row)
            ranges.back().second = row + 1;
        else
            ranges.emplace_back(row + 1, row + 1);
    }
    QByteArrayList parts;
    for (const auto& [first, last] : ranges)
        parts << QByteArray::number(static_cast<qulonglong>(first)) +
                     (first == last ? QByteArray() : '-' + QByteArray::number(static_cast<qulonglong>(last)));
    return parts.join(',');
}

Query parsed(std::string_view text)
{
    const auto query = Query::parse(text);
    if (!query)
        qFatal("the query does not parse: %s", query.error().detail.c_str());
    return *query;
}

// More rows than a block holds, and the events they are of.
struct Large
{
    std::vector<FeedEvent> events;
    std::shared_ptr<const Log> log;

    Large()
    {
        // Encoding is slow, so a stretch of events stands in the text several times.
        EventLog source(21);
        QByteArray stretch;
        for (int i = 0; i < 5'000; ++i) {
            events.push_back(source.next());
            stretch += QByteArray::fromStdString(encode(events.back()) + '\n');
        }
        const std::vector<FeedEvent> first = events;
        QByteArray text = stretch;
        for (int i = 1; i < 15; ++i) {
            text += stretch;
            events.insert(events.end(), first.begin(), first.end());
        }
        log = ofText(text);
    }
};

} // namespace

class TestReviewQueries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_large = std::make_unique<Large>(); }
    void findsWhatTheToolsFind_data();
    void findsWhatTheToolsFind();
    void matchesAsOneRowAtATimeDoes_data();
    void matchesAsOneRowAtATimeDoes();
    void findsTextsInAllOfALargeFile();
    void aTextDoesNotGoOverTheEndOfALine();
    void refusesWhatIsNoExpression();
    void anchorsAreTheEndsOfALine();
    void groupsAreCountedRowByRow();
    void groupsTellOfRowsWithoutAValue();
    void groupsOfManyValuesAreCounted();
    void aHistogramCountsWhatIsInside();
    void aHistogramCountsOfEveryWidth();
    void pagesAreThoseOfASortedList_data();
    void pagesAreThoseOfASortedList();
    void aSorterGivesEachOrderInTurn();
    void aBetsStoryIsItsRowsInOrder();

private:
    std::unique_ptr<Large> m_large;
};

void TestReviewQueries::findsWhatTheToolsFind_data()
{
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("lines");
    int number = 0;
    for (const QByteArray& line : read("expected.tsv").split('\n')) {
        const QByteArrayList cells = line.split('\t');
        if (cells.size() == 3)
            QTest::addRow("%d %s %s", ++number, cells[0].constData(), cells[1].constData())
                << cells[0] << cells[1] << cells[2];
    }
    QVERIFY(number >= 300);
}

void TestReviewQueries::findsWhatTheToolsFind()
{
    static const auto log = ofText(read("events.jsonl"));
    QFETCH(const QByteArray, kind);
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, lines);
    const auto rule = kind.startsWith('i') ? TextSearch::Case::Ignored : TextSearch::Case::Exact;
    if (kind == "query") {
        QCOMPARE(linesOf(select(*log, parsed(text.toStdString()), *contract::json::parseTime(now))), lines);
    } else if (kind.endsWith("text")) {
        QCOMPARE(linesOf(containing(*log, text.toStdString(), rule)), lines);
    } else {
        const auto found = matching(*log, text.toStdString(), rule);
        QVERIFY2(found, found ? "" : found.error().detail.c_str());
        QCOMPARE(linesOf(*found), lines);
    }
}

void TestReviewQueries::matchesAsOneRowAtATimeDoes_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* const text : {"status:failed",
                                   "status:in_doubt amount>100",
                                   "partner:ACME not state:won",
                                   "amount>250",
                                   "amount>=50 amount<=100",
                                   "payout<=12.345",
                                   "currency:jpy amount<10000.5",
                                   "http>=500 or attempt>4",
                                   "error:timeout",
                                   "error=\"no answer within 2 s\"",
                                   "b-1",
                                   "p-3 and game:dice",
                                   "bet:B-77",
                                   "round:r-5 or round:r-6",
                                   "(status:won or status:lost) not partner:acme",
                                   "last:30s",
                                   "created>=2026-09-21T14:14:00Z",
                                   "not (p-1 or p-2)",
                                   "\"СЕРВИС недоступен\"",
                                   "player:p-96"})
        QTest::newRow(text) << QByteArray(text);
}

void TestReviewQueries::matchesAsOneRowAtATimeDoes()
{
    QFETCH(const QByteArray, text);
    const Query query = parsed(text.toStdString());
    const std::int64_t nowMs = m_large->events.back().at;
    const Selection found = select(*m_large->log, query, nowMs);
    std::uint64_t expected = 0, bets = 0;
    for (std::uint64_t row = 0; row < m_large->events.size(); ++row) {
        const FeedEvent& event = m_large->events[row];
        if (!event.bet)
            continue;
        ++bets;
        const bool matches = query.matches(*event.bet, nowMs);
        expected += matches ? 1 : 0;
        if (found.contains(row) != matches)
            QFAIL(qPrintable(QStringLiteral("row %1").arg(row)));
    }
    QVERIFY(expected > 0 && expected < bets);
}

void TestReviewQueries::findsTextsInAllOfALargeFile()
{
    const Log& log = *m_large->log;
    for (const std::string_view text :
         {"\"b-77\"", "timeout", "e", "JPY", "zagreus", "Сервис недоступен", "}}}", "nowhere at all"}) {
        for (const auto rule : {TextSearch::Case::Exact, TextSearch::Case::Ignored}) {
            const Selection found = containing(log, text, rule);
            for (std::uint64_t row = 0; row < log.rows(); ++row) {
                const QByteArray line(log.line(row).data(), static_cast<qsizetype>(log.line(row).size()));
                const bool holds =
                    rule == TextSearch::Case::Exact
                        ? line.contains(QByteArray::fromStdString(std::string(text)))
                        : line.toLower().contains(QByteArray::fromStdString(std::string(text)).toLower());
                if (found.contains(row) != holds)
                    QFAIL(qPrintable(QStringLiteral("row %1").arg(row)));
            }
        }
    }
}

void TestReviewQueries::aTextDoesNotGoOverTheEndOfALine()
{
    const auto log = ofText("ab\ncd\n\nef");
    QCOMPARE(containing(*log, "b\nc", TextSearch::Case::Exact).count(), std::uint64_t(0));
    QCOMPARE(matching(*log, "b\\sc", TextSearch::Case::Exact)->count(), std::uint64_t(0));
    QCOMPARE(matching(*log, "b[^x]c", TextSearch::Case::Exact)->count(), std::uint64_t(0));
    QCOMPARE(linesOf(*matching(*log, "^$", TextSearch::Case::Exact)), QByteArray("3"));
    QCOMPARE(linesOf(containing(*log, "f", TextSearch::Case::Exact)), QByteArray("4"));
    QCOMPARE(containing(*ofText({}), "f", TextSearch::Case::Exact).count(), std::uint64_t(0));
}

void TestReviewQueries::refusesWhatIsNoExpression()
{
    const auto log = ofText("ab\n");
    for (const char* const text : {"(", "a)", "a)(b", "[", "*", "\\", "a{1001}", "(?P<x"}) {
        const auto found = matching(*log, text, TextSearch::Case::Exact);
        QVERIFY2(!found, text);
        QCOMPARE(found.error().kind, contract::ErrorKind::Invalid);
    }
}

void TestReviewQueries::anchorsAreTheEndsOfALine()
{
    const auto log = ofText("ab\nbab\nba\n");
    QCOMPARE(linesOf(*matching(*log, "^b", TextSearch::Case::Exact)), QByteArray("2-3"));
    QCOMPARE(linesOf(*matching(*log, "b$", TextSearch::Case::Exact)), QByteArray("1-2"));
    QCOMPARE(linesOf(*matching(*log, "x|^a|a$", TextSearch::Case::Exact)), QByteArray("1,3"));
    QCOMPARE(linesOf(*matching(*log, "\\Ab", TextSearch::Case::Exact)), QByteArray("2-3"));
    QCOMPARE(linesOf(*matching(*log, "b\\z", TextSearch::Case::Exact)), QByteArray("1-2"));
}

void TestReviewQueries::groupsAreCountedRowByRow()
{
    const auto valueOf = [](const FeedEvent& event, GroupField field) -> std::string {
        const BetRow* const bet = event.bet ? &*event.bet : nullptr;
        switch (field) {
        case GroupField::Type:
            return event.type;
        case GroupField::Partner:
            return event.partner.text();
        case GroupField::Bet:
            return event.betId.text();
        case GroupField::Round:
            return event.roundId.text();
        case GroupField::Player:
            return bet ? bet->player.text() : std::string();
        case GroupField::Game:
            return bet ? bet->game.text() : event.round->game.text();
        case GroupField::Currency:
            return bet ? bet->currency.code : std::string();
        case GroupField::Error:
            return bet && bet->operation ? bet->operation->error : std::string();
        case GroupField::ErrorClass:
            return bet && bet->operation ? bet->operation->errorClass : std::string();
        case GroupField::Status:
            return bet ? std::string(word(bet->shown())) : std::string();
        case GroupField::State:
            return bet ? std::string(word(bet->state)) : std::string();
        case GroupField::Http:
            return bet && bet->operation && bet->operation->http ? std::to_string(bet->operation->http) : std::string();
        case GroupField::Kind:
            return "event";
        }
        return {};
    };
    const Log& log = *m_large->log;
    for (const char* const text : {"", "partner:acme", "amount>250 status:won"}) {
        const Selection rows = select(log, parsed(text), 0);
        for (int i = 0; i <= static_cast<int>(GroupField::Kind); ++i) {
            const auto field = static_cast<GroupField>(i);
            std::map<std::string, std::uint64_t> counts;
            rows.each([&](std::uint64_t row) { ++counts[valueOf(m_large->events[row], field)]; });
            std::vector<Group> expected;
            for (const auto& [value, count] : counts)
                expected.push_back({value, count});
            std::stable_sort(expected.begin(), expected.end(),
                             [](const Group& a, const Group& b) { return a.count > b.count; });
            if (groupBy(log, rows, field) != expected)
                QFAIL(qPrintable(QStringLiteral("%1 by %2").arg(QLatin1String(text)).arg(i)));
        }
    }
}

void TestReviewQueries::groupsTellOfRowsWithoutAValue()
{
    const auto log =
        ofText("no event\n{\"seq\":1,\"at\":\"2026-11-23T05:00:00Z\",\"type\":\"x\",\"bet_id\":\"b-1\"}\n\n");
    const Selection all(log->rows(), true);
    QCOMPARE(groupBy(*log, all, GroupField::Bet), (std::vector<Group>{{"", 2}, {"b-1", 1}}));
    QCOMPARE(groupBy(*log, all, GroupField::Kind), (std::vector<Group>{{"empty", 1}, {"event", 1}, {"not_json", 1}}));
}

void TestReviewQueries::groupsOfManyValuesAreCounted()
{
    // So many that one block has the first and the last of them, and every third line has none.
    constexpr int bets = 70'000;
    QByteArray text;
    std::map<std::string, std::uint64_t> counts, countsOfOdd;
    for (int i = 0; i < 2 * bets; ++i) {
        const QByteArray bet = "b-" + QByteArray::number(i < bets ? i : i * 7 % bets);
        const bool has = i % 3 != 0 || i < bets;
        text +=
            R"({"seq":1,"at":"2026-11-23T05:00:00Z","type":"x")" + (has ? ",\"bet_id\":\"" + bet + '"' : "") + "}\n";
        ++counts[has ? bet.toStdString() : std::string()];
        if (i % 2 != 0)
            ++countsOfOdd[has ? bet.toStdString() : std::string()];
    }
    const auto log = ofText(text);
    Selection odd(log->rows());
    for (std::uint64_t row = 1; row < log->rows(); row += 2)
        odd.insert(row);
    for (const auto& [rows, expected] :
         {std::pair(Selection(log->rows(), true), counts), std::pair(odd, countsOfOdd)}) {
        const auto groups = groupBy(*log, rows, GroupField::Bet);
        QCOMPARE(groups.size(), expected.size());
        QVERIFY(std::is_sorted(groups.begin(), groups.end(), [](const Group& a, const Group& b) {
            return a.count != b.count ? a.count > b.count : a.text < b.text;
        }));
        for (const Group& group : groups) {
            if (expected.at(group.text) != group.count)
                QFAIL(group.text.c_str());
        }
    }
}

void TestReviewQueries::aHistogramCountsWhatIsInside()
{
    const Log& log = *m_large->log;
    const Selection rows = select(log, parsed("partner:acme"), 0);
    const std::int64_t first = m_large->events.front().at + 1'000;
    for (const std::int64_t stepMs : {1, 7, 1'000, 60'000, 100'000'000}) {
        const review::Histogram made = histogram(log, rows, first, stepMs, 50);
        std::vector<std::uint64_t> expected(50);
        rows.each([&](std::uint64_t row) {
            const std::int64_t at = m_large->events[row].at - first;
            if (at >= 0 && at / stepMs < 50)
                ++expected[static_cast<std::size_t>(at / stepMs)];
        });
        QCOMPARE(made.counts, expected);
    }
}

// Times of a block that lie near one another are kept in two bytes, others in four or eight.
void TestReviewQueries::aHistogramCountsOfEveryWidth()
{
    for (const std::int64_t apartMs : {1, 40, 400'000'000}) {
        QByteArray text;
        std::vector<std::int64_t> times;
        for (std::int64_t i = 0; i < 6'000; ++i) {
            times.push_back(1'790'000'000'000 + (i % 90 == 0 ? i / 2 : i) * apartMs);
            text += R"({"seq":1,"at":")" + QByteArray::fromStdString(client::contract::json::timeText(times.back())) +
                    "\",\"type\":\"x\"}\n";
        }
        const auto log = ofText(text);
        Selection rows(log->rows(), true);
        const std::int64_t first = times.front() + 500 * apartMs, stepMs = 130 * apartMs + 1;
        std::vector<std::uint64_t> expected(40);
        for (const std::int64_t time : times) {
            if (time >= first && (time - first) / stepMs < 40)
                ++expected[static_cast<std::size_t>((time - first) / stepMs)];
        }
        QCOMPARE(histogram(*log, rows, first, stepMs, 40).counts, expected);
    }
}

void TestReviewQueries::pagesAreThoseOfASortedList_data()
{
    QTest::addColumn<int>("field");
    QTest::addColumn<bool>("descending");
    for (int field = 0; field <= static_cast<int>(SortField::Error); ++field) {
        QTest::addRow("%d up", field) << field << false;
        QTest::addRow("%d down", field) << field << true;
    }
}

void TestReviewQueries::pagesAreThoseOfASortedList()
{
    QFETCH(const int, field);
    QFETCH(const bool, descending);
    const Log& log = *m_large->log;
    const Selection rows = select(log, parsed("not player:p-5 p-1"), 0);
    // Number and text of a row; nothing: it has no value.
    const auto keyOf = [&](std::uint64_t row) -> std::optional<std::pair<double, std::string>> {
        const FeedEvent& event = m_large->events[row];
        const BetRow* const bet = event.bet ? &*event.bet : nullptr;
        const auto number = [](double value) { return std::make_optional(std::pair(value, std::string())); };
        const auto text = [](const std::string& value) {
            return value.empty() ? std::nullopt : std::make_optional(std::pair(0.0, value));
        };
        const auto money = [&](std::int64_t minor) {
            return number(static_cast<double>(minor) * std::pow(10, 4 - bet->currency.exponent));
        };
        switch (static_cast<SortField>(field)) {
        case SortField::Line:
            return number(static_cast<double>(row));
        case SortField::At:
            return number(static_cast<double>(event.at));
        case SortField::Created:
            return number(static_cast<double>(bet ? bet->createdAt : event.round->createdAt));
        case SortField::Amount:
            return bet ? money(bet->stakeMinor) : std::nullopt;
        case SortField::Payout:
            return bet && bet->payoutMinor ? money(*bet->payoutMinor) : std::nullopt;
        case SortField::Attempt:
            return bet && bet->operation ? number(bet->operation->attempt) : std::nullopt;
        case SortField::Http:
            return bet && bet->operation && bet->operation->http ? number(bet->operation->http) : std::nullopt;
        case SortField::Status:
            return bet ? number(static_cast<int>(bet->shown())) : std::nullopt;
        case SortField::State:
            return bet ? number(static_cast<int>(bet->state)) : std::nullopt;
        case SortField::Type:
            return text(event.type);
        case SortField::Partner:
            return text(event.partner.text());
        case SortField::Bet:
            return text(event.betId.text());
        case SortField::Round:
            return text(event.roundId.text());
        case SortField::Player:
            return bet ? text(bet->player.text()) : std::nullopt;
        case SortField::Game:
            return text(bet ? bet->game.text() : event.round->game.text());
        case SortField::Error:
            return bet && bet->operation ? text(bet->operation->error) : std::nullopt;
        }
        return std::nullopt;
    };
    std::vector<std::uint64_t> expected = rows.list();
    std::stable_sort(expected.begin(), expected.end(), [&](std::uint64_t a, std::uint64_t b) {
        const auto left = keyOf(a), right = keyOf(b);
        if (!left || !right)
            return left.has_value() && !right;
        return descending ? *left > *right : *left < *right;
    });
    Sorter sorter(m_large->log);
    const auto order = descending ? Sorter::Order::Descending : Sorter::Order::Ascending;
    const auto size = static_cast<std::uint64_t>(expected.size());
    for (const std::uint64_t first :
         {std::uint64_t(0), std::uint64_t(1), size / 3, size / 2, size - 20, size, size + 5}) {
        const auto begin = expected.begin() + static_cast<std::ptrdiff_t>(std::min(first, size));
        const auto end = expected.begin() + static_cast<std::ptrdiff_t>(std::min(first + 40, size));
        QCOMPARE(sorter.page(rows, static_cast<SortField>(field), order, first, 40),
                 std::vector<std::uint64_t>(begin, end));
    }
}

void TestReviewQueries::aSorterGivesEachOrderInTurn()
{
    const Selection all(m_large->log->rows(), true);
    const Selection some = select(*m_large->log, parsed("amount>250"), 0);
    Sorter kept(m_large->log);
    for (const auto field : {SortField::Amount, SortField::Bet, SortField::Amount}) {
        for (const auto order : {Sorter::Order::Ascending, Sorter::Order::Descending}) {
            for (const Selection* const rows : {&all, &some, &all}) {
                Sorter fresh(m_large->log);
                const auto page = kept.page(*rows, field, order, rows->count() / 2, 30);
                QCOMPARE(page.size(), std::size_t(30));
                QCOMPARE(page, fresh.page(*rows, field, order, rows->count() / 2, 30));
            }
        }
    }
}

void TestReviewQueries::aBetsStoryIsItsRowsInOrder()
{
    const review::Columns& columns = m_large->log->columns();
    for (const std::string bet : {"b-1", "b-77", "b-500", "B-1", "b-none", ""}) {
        std::vector<std::uint64_t> expected;
        for (std::uint64_t row = 0; row < m_large->events.size(); ++row) {
            if (!bet.empty() && m_large->events[row].betId.text() == bet)
                expected.push_back(row);
        }
        QCOMPARE(columns.rowsOfBet(bet), expected);
    }
}

QTEST_GUILESS_MAIN(TestReviewQueries)
#include "tst_reviewqueries.moc"
