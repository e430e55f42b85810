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
    row("SELECT zeroblob(100000000)", "string or blob too big");
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
