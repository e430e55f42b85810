// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/analysis.h"
#include "client/review/filter.h"
#include "client/review/logsql.h"
#include "client/review/lookup.h"
#include "tests/client/eventlog.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

using client::contract::ErrorKind;
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

SqlTable run(const Merged& merged, std::string_view sql)
{
    auto table = runSql(merged, sql);
    if (!table)
        qFatal("%s", table.error().detail.c_str());
    return *std::move(table);
}

std::vector<std::int64_t> numbers(const Merged& merged, std::string_view sql)
{
    std::vector<std::int64_t> found;
    for (const auto& row : run(merged, sql).rows)
        found.push_back(std::get<std::int64_t>(row[0]));
    return found;
}

} // namespace

class TestReviewSql : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void findsTheRowsOfTheQueryLanguage_data();
    void findsTheRowsOfTheQueryLanguage();
    void groupsAsTheEngineDoes();
    void givesEveryColumnOfALine();
    void whatALineDoesNotHaveIsNull();
    void refusesWhatIsNoSelect_data();
    void refusesWhatIsNoSelect();
    void sayWhatIsWrongWithTheSql_data();
    void sayWhatIsWrongWithTheSql();
    void stopsAtTheLimitsAndSaysSo();
    void aRowBeyondTheLimitIsLeftOut();
    void aLineLongerThanAValueGivesItsBeginning();
    void instrCountsAsSqliteDoes_data();
    void instrCountsAsSqliteDoes();
    void instrIsLinear();
    void sortsWithoutAFile();
    void isStoppedWhileItRuns();

private:
    std::unique_ptr<Merged> m_merged; // two files, one shifted
};

void TestReviewSql::initTestCase()
{
    EventLog first(11), second(12);
    m_merged = std::make_unique<Merged>(
        std::vector<Source>{{ofText(first.lines(700) + "not json\n"), 0}, {ofText(second.lines(500)), 3'210}});
}

void TestReviewSql::findsTheRowsOfTheQueryLanguage_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("where");
    const auto row = [](const char* query, const char* where) {
        QTest::newRow(query) << QByteArray(query) << QByteArray(where);
    };
    row("status:failed", "status = 'failed'");
    row("partner:acme http>400", "partner = 'acme' AND http > 400");
    row("not partner:northbet", "NOT coalesce(partner = 'northbet', 0)");
    row("bet:b-7", "bet = 'b-7'");
    row("bet:b-7 partner:acme", "bet = 'b-7' AND partner = 'acme'");
    row("attempt>=3", "attempt >= 3");
    row("status:in_doubt or status:retrying", "status IN ('in_doubt', 'retrying')");
    row("round:r-3", "round = 'r-3'");
    row("player:p-9 game:roulette", "player = 'p-9' AND game = 'roulette'");
    row("currency:jpy amount>300", "currency = 'JPY' AND stake_minor > 300");
}

void TestReviewSql::findsTheRowsOfTheQueryLanguage()
{
    QFETCH(const QByteArray, query);
    QFETCH(const QByteArray, where);
    const auto parsed = Query::parse(query.toStdString());
    QVERIFY(parsed.has_value());
    std::vector<std::int64_t> expected;
    const auto found = answer({.sources = m_merged->sources(), .query = *parsed});
    for (const auto position : *found.matches)
        expected.push_back(position + 1);
    QVERIFY(!expected.empty());
    QCOMPARE(numbers(*m_merged, "SELECT rowid FROM log WHERE " + where.toStdString() + " ORDER BY rowid"), expected);
}

void TestReviewSql::groupsAsTheEngineDoes()
{
    const auto log = m_merged->sources()[0].log;
    const Merged one({{log, 0}});
    const auto groups = groupBy(*log, Selection(log->rows(), true), GroupField::Status);
    const auto table = run(one, "SELECT coalesce(status, ''), count(*) n FROM log GROUP BY 1 ORDER BY n DESC, 1");
    QCOMPARE(table.rows.size(), groups.size());
    for (std::size_t i = 0; i < groups.size(); ++i) {
        QCOMPARE(std::get<std::string>(table.rows[i][0]), groups[i].text);
        QCOMPARE(std::get<std::int64_t>(table.rows[i][1]), static_cast<std::int64_t>(groups[i].count));
    }
    QCOMPARE(numbers(*m_merged, "SELECT count(*) FROM log"), (std::vector<std::int64_t>{1'201}));
}

void TestReviewSql::givesEveryColumnOfALine()
{
    client::contract::BetRow bet;
    bet.bet = client::contract::BetId("b-1");
    bet.partner = client::contract::PartnerId("acme");
    bet.player = client::contract::PlayerId("p-1");
    bet.game = client::contract::GameId("dice");
    bet.round = client::contract::RoundId("r-1");
    bet.currency = *client::contract::Currency::parse("EUR");
    bet.stakeMinor = 32'200;
    bet.payoutMinor = 64'400;
    bet.state = client::contract::BetState::Won;
    bet.version = 4;
    bet.createdAt = 1'790'000'000'000;
    bet.updatedAt = bet.createdAt;
    bet.operation = client::contract::OperationBrief{};
    bet.operation->id = client::contract::OperationId("op-1");
    bet.operation->attempt = 2;
    bet.operation->http = 200;
    bet.operation->state = client::contract::OperationState::Succeeded;
    client::contract::FeedEvent event;
    event.seq = 17;
    event.at = 1'790'000'000'500;
    event.type = "bet.won";
    event.partner = bet.partner;
    event.betId = bet.bet;
    event.bet = bet;
    const auto text = encode(event);
    const auto table = run(Merged({{ofText(text + '\n'), 1'000}}), "SELECT * FROM log");
    QCOMPARE(table.columns, sqlColumns());
    QStringList cells;
    for (const auto& value : table.rows.at(0)) {
        if (const auto* number = std::get_if<std::int64_t>(&value))
            cells << QString::number(*number);
        else if (const auto* word = std::get_if<std::string>(&value))
            cells << QString::fromStdString(*word);
        else
            cells << QStringLiteral("-");
    }
    const QStringList expected{QString(),
                               QStringLiteral("1"),
                               QStringLiteral("2026-09-21T14:13:21.500Z"),
                               QStringLiteral("1790000001500"),
                               QStringLiteral("event"),
                               QStringLiteral("17"),
                               QStringLiteral("bet.won"),
                               QStringLiteral("acme"),
                               QStringLiteral("b-1"),
                               QStringLiteral("r-1"),
                               QStringLiteral("p-1"),
                               QStringLiteral("dice"),
                               QStringLiteral("EUR"),
                               QStringLiteral("32200"),
                               QStringLiteral("64400"),
                               QStringLiteral("won"),
                               QStringLiteral("won"),
                               QStringLiteral("2"),
                               QStringLiteral("200"),
                               QStringLiteral("-"),
                               QStringLiteral("-"),
                               QStringLiteral("2026-09-21T14:13:20.000Z"),
                               QStringLiteral("4"),
                               QString::fromStdString(text)};
    QCOMPARE(cells, expected);
}

void TestReviewSql::whatALineDoesNotHaveIsNull()
{
    const Merged merged({{ofText("not json\n\n{\"a\":{\"b\":3}}\n"), 0}});
    const auto table =
        run(merged,
            "SELECT kind, coalesce(time, time_ms, seq, type, partner, bet, round, player, game, currency, stake_minor, "
            "payout_minor, status, state, attempt, http, error, error_class, created, version), text FROM log");
    QCOMPARE(table.rows.size(), 3U);
    for (const auto& row : table.rows)
        QVERIFY(std::holds_alternative<std::monostate>(row[1]));
    QCOMPARE(std::get<std::string>(table.rows[0][0]), std::string("not_json"));
    QCOMPARE(std::get<std::string>(table.rows[0][2]), std::string("not json"));
    QCOMPARE(numbers(merged, "SELECT json_extract(text, '$.a.b') FROM log WHERE kind = 'foreign'"),
             (std::vector<std::int64_t>{3}));
    QCOMPARE(numbers(merged, "SELECT e.value FROM log, json_tree(log.text) e WHERE kind = 'foreign' AND e.key = 'b'"),
             (std::vector<std::int64_t>{3}));
}

void TestReviewSql::refusesWhatIsNoSelect_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QByteArray>("what");
    const auto row = [](const QByteArray& sql, const char* what) {
        QTest::newRow(sql.constData()) << sql << QByteArray(what);
    };
    row("INSERT INTO log(bet) VALUES('b')", "");
    row("DELETE FROM log", "");
    row("UPDATE log SET bet = 'b'", "");
    row("CREATE TABLE t(a)", "");
    row("CREATE TEMP TABLE t AS SELECT * FROM log", "");
    row("CREATE VIRTUAL TABLE t USING log", "");
    row("DROP TABLE log", "");
    row("ATTACH '%1/a.db' AS a", "ATTACH");
    row("DETACH main", "DETACH");
    row("VACUUM INTO '%1/a.db'", "");
    row("VACUUM", "");
    row("PRAGMA query_only", "PRAGMA");
    row("PRAGMA writable_schema = 1", "PRAGMA");
    row("SELECT * FROM pragma_database_list", "another table");
    row("SELECT * FROM sqlite_master", "sqlite_master");
    row("SELECT load_extension('%1/a.so')", "load_extension");
    row("SELECT replace(text, 'a', 'b') FROM log", "the function replace");
    row("SELECT printf('%.2147483647c', 'a')", "the function printf");
    row("SELECT format('%.2147483647c', 'a')", "the function format");
    row("SELECT json_patch(text, text) FROM log", "the function json_patch");
    row("SELECT length(zeroblob(1000))", "the function zeroblob");
    row("SELECT length(randomblob(1000))", "the function randomblob");
    row("BEGIN", "a transaction");
    row("SELECT 1; DELETE FROM log", "more than one statement");
    row("SELECT 1; SELECT 2", "more than one statement");
    row("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) SELECT x FROM c", "WITH RECURSIVE");
    row("REINDEX", "");
    row("ANALYZE", "");
    row("EXPLAIN DELETE FROM log", "");
}

void TestReviewSql::refusesWhatIsNoSelect()
{
    QFETCH(const QByteArray, sql);
    QFETCH(const QByteArray, what);
    const QTemporaryDir folder;
    const auto text = QString::fromUtf8(sql).replace(QStringLiteral("%1"), folder.path()).toStdString();
    const auto table = runSql(*m_merged, text);
    QVERIFY(!table);
    const auto detail = QByteArray::fromStdString(table.error().detail);
    QVERIFY2(table.error().kind == ErrorKind::Declined, detail.constData());
    QVERIFY2(detail.startsWith("Only SELECT over the table log is allowed here, not "), detail.constData());
    QVERIFY2(detail.contains(what), detail.constData());
    QVERIFY(QDir(folder.path()).isEmpty());
}

void TestReviewSql::sayWhatIsWrongWithTheSql_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QByteArray>("detail");
    const auto row = [](const char* sql, const char* detail) {
        QTest::newRow(sql) << QByteArray(sql) << QByteArray(detail);
    };
    row("SELEC 1", "near \"SELEC\": syntax error");
    row("SELECT bett FROM log", "no such column: bett");
    row("SELECT * FROM bets", "no such table: bets");
    row("  -- nothing\n", "there is no statement");
    row("SELECT hex(hex(hex(group_concat(text)))) FROM log", "string or blob too big");
    row("SELECT 1 FROM log WHERE text LIKE hex(substr(text, 1, 100)) || hex(substr(text, 1, 151)) AND kind = 'event'",
        "LIKE or GLOB pattern too complex");
    row("SELECT trim(text, 'ab') FROM log", "characters to trim can not be given here");
}

void TestReviewSql::sayWhatIsWrongWithTheSql()
{
    QFETCH(const QByteArray, sql);
    QFETCH(const QByteArray, detail);
    const auto table = runSql(*m_merged, sql.toStdString());
    QVERIFY(!table);
    QCOMPARE(QByteArray::fromStdString(table.error().detail), detail);
    QVERIFY(table.error().kind == ErrorKind::Invalid);
}

void TestReviewSql::stopsAtTheLimitsAndSaysSo()
{
    const auto all = run(*m_merged, "SELECT line FROM log; -- that is all\n /* really */ ;");
    QCOMPARE(all.rows.size(), 1'201U);
    QVERIFY(!all.isCut);
    const auto some = runSql(*m_merged, "SELECT line FROM log", {.rowsMax = 100});
    QCOMPARE(some->rows.size(), 100U);
    QVERIFY(some->isCut);
    QVERIFY(!runSql(*m_merged, "SELECT line FROM log", {.rowsMax = 1'201})->isCut);
    const auto bytes = runSql(*m_merged, "SELECT text FROM log", {.bytesMax = 2'000});
    QVERIFY(bytes->isCut);
    QVERIFY(bytes->rows.size() < 20);
}

void TestReviewSql::aRowBeyondTheLimitIsLeftOut()
{
    const auto text = std::get<std::string>(run(*m_merged, "SELECT text FROM log WHERE rowid = 1").rows[0][0]);
    const char* const wide = "SELECT text, text, text, text FROM log";
    const auto none = runSql(*m_merged, wide, {.bytesMax = text.size() * 3});
    QVERIFY(none->isCut);
    QVERIFY(none->rows.empty());
    const auto one = runSql(*m_merged, wide, {.bytesMax = text.size() * 4});
    QVERIFY(one->isCut);
    QCOMPARE(one->rows.size(), 1U);
}

void TestReviewSql::aLineLongerThanAValueGivesItsBeginning()
{
    constexpr std::size_t most = 256 << 10;
    // A character of two bytes lies across the end.
    const std::string beginning(most - 1, 'x');
    const Merged merged({{ofText(beginning + "\xC3\xA9" + std::string(2 << 20, 'y') + "\nshort\n"), 0}});
    const auto table = run(merged, "SELECT kind, text FROM log ORDER BY length(text) DESC");
    QCOMPARE(table.rows.size(), 2U);
    QCOMPARE(std::get<std::string>(table.rows[0][0]), std::string("too_long"));
    QVERIFY(std::get<std::string>(table.rows[0][1]) == beginning);
    QCOMPARE(std::get<std::string>(table.rows[1][1]), std::string("short"));
}

void TestReviewSql::instrCountsAsSqliteDoes_data()
{
    QTest::addColumn<QByteArray>("arguments");
    QTest::addColumn<int>("at");
    const auto row = [](const char* arguments, int at) { QTest::newRow(arguments) << QByteArray(arguments) << at; };
    row("'abc', 'c'", 3);
    row("'abc', ''", 1);
    row("'', 'a'", 0);
    row("'abc', 'abcd'", 0);
    row("'aabaabaaab', 'aabaaa'", 4);
    row("'ababab', 'b'", 2);
    row("'äöü', 'ü'", 3);
    row("x'c3a4c3b6', x'c3b6'", 3);
    row("12345, 34", 3);
    row("coalesce(NULL, 'x'), 'X'", 0);
    row("NULL, 'x'", -1);
    row("'x', NULL", -1);
}

void TestReviewSql::instrCountsAsSqliteDoes()
{
    QFETCH(const QByteArray, arguments);
    QFETCH(const int, at);
    const auto sql = "SELECT coalesce(instr(" + arguments.toStdString() + "), -1)";
    QCOMPARE(numbers(*m_merged, sql), (std::vector<std::int64_t>{at}));
}

void TestReviewSql::instrIsLinear()
{
    // A search from each place anew compares some hundred billion bytes for every row.
    QCOMPARE(numbers(*m_merged,
                     "WITH word AS MATERIALIZED (SELECT group_concat('aaaaaaaaaa', '') AS a FROM (SELECT 1 FROM log x, "
                     "log y LIMIT 45000)) SELECT sum(instr(a || a, a || 'b')) FROM word, log WHERE line <= 5"),
             (std::vector<std::int64_t>{0}));
}

void TestReviewSql::sortsWithoutAFile()
{
    // Every file that SQLite opens goes through here.
    static int opened = 0;
    static sqlite3_vfs* const system = sqlite3_vfs_find(nullptr);
    sqlite3_vfs counting = *system;
    counting.zName = "counting";
    counting.xOpen = [](sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* outFlags) {
        ++opened;
        return system->xOpen(system, name, file, flags, outFlags);
    };
    QCOMPARE(sqlite3_vfs_register(&counting, 1), SQLITE_OK);
    const auto sorted = runSql(*m_merged, "SELECT a.text FROM log a, log b WHERE b.line <= 20 ORDER BY a.text");
    sqlite3_vfs_unregister(&counting);
    sqlite3_vfs_register(system, 1);
    QVERIFY(sorted.has_value());
    QCOMPARE(sorted->rows.size(), 10'000U);
    QCOMPARE(opened, 0);
}

void TestReviewSql::isStoppedWhileItRuns()
{
    SqlRun running;
    std::vector<std::shared_ptr<const SqlRun::Outcome>> ended;
    connect(&running, &SqlRun::finished, this,
            [&](const std::shared_ptr<const SqlRun::Outcome>& outcome) { ended.push_back(outcome); });
    // Some billion rows, which nobody waits for.
    running.start(std::make_shared<const Merged>(m_merged->sources()),
                  "SELECT count(*) FROM log a, log b, log c WHERE a.line + b.line = c.line - 1");
    QVERIFY(running.isRunning());
    running.cancel();
    QTRY_COMPARE(ended.size(), 1U);
    QVERIFY(!running.isRunning());
    QCOMPARE(ended[0]->error().kind, ErrorKind::NotSent);
    running.start(std::make_shared<const Merged>(m_merged->sources()), "SELECT 7");
    QTRY_COMPARE(ended.size(), 2U);
    QCOMPARE(std::get<std::int64_t>((*ended[1])->rows[0][0]), 7);
}

QTEST_GUILESS_MAIN(TestReviewSql)
#include "tst_reviewsql.moc"
