// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/store/cache.h"
#include "client/store/cacheworker.h"
#include "tests/client/samples.h"
#include "tests/support/crashvfs.h"

#include <SQLiteCpp/Database.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <algorithm>

using client::contract::ErrorKind;
using client::store::Applied;
using client::store::Cache;
using tests::samples::betEvent;
using tests::samples::betRow;
using tests::samples::roundRow;
using tests::support::CrashDisk;
using tests::support::DiskFault;
using tests::support::DiskLoss;

namespace contract = client::contract;
namespace samples = tests::samples;

namespace {

const contract::PartnerId acme("acme");

std::vector<std::string> ids(const std::vector<contract::BetRow>& rows)
{
    std::vector<std::string> found;
    for (const contract::BetRow& row : rows)
        found.push_back(row.bet.text() + "@" + std::to_string(row.version));
    return found;
}

std::unique_ptr<Cache> opened(const std::string& path, const std::string& environment = "env-1",
                              const std::string& vfs = {})
{
    auto cache = Cache::open({path, vfs, environment});
    if (!cache)
        qFatal("the cache does not open: %s", cache.error().detail.c_str());
    return *std::move(cache);
}

struct Folder
{
    QTemporaryDir folder;
    QString file = folder.filePath(QStringLiteral("cache.db"));
    std::string path = file.toStdString();
};

} // namespace

class TestCache : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsRowsAndCursorOverARestart();
    void keepsEveryFieldOfARow();
    void versionsOnlyMoveForward();
    void tellsOfEachBetItsNewestRowAtItsPlace();
    void groupsOfFailuresArePassedOnNewestOnly();
    void eventsWithoutARowMoveTheCursor();
    void eventsThatDoNotFollowAreRefused();
    void eventsThatCameBeforeDoNotMoveTheCursorBack();
    void aSnapshotStoresItsCursorWithTheLastPageOnly();
    void aSnapshotAndTheStreamBehindItMeet();
    void anotherEnvironmentFindsItEmpty();
    void clearForgetsRowsAndCursor();
    void showsTheNewestFirst();
    void aDamagedFileIsSetAsideAndMadeAnew_data();
    void aDamagedFileIsSetAsideAndMadeAnew();
    void aLargeFileIsLookedAtWhenThereIsReason();
    void aNewerFileIsSetAsideAndMadeAnew();
    void whatItSaysOfPeopleIsSealed();
    void whatLayInTheClearIsSealedAnew();
    void keepsTheNewestWithinItsLimits();
    void everyTableCountsForTheSize();
    void ofManyAnswersTheNewestAreKept();
    void ofDamagedFilesTheNewestIsKeptForAWhile();
    void whatCannotBeReadIsCountedAndComesAgain();
    void aFlippedByteNeverShowsAWrongRow();
    void aFailedWriteKeepsRowsAndCursorTogether_data();
    void aFailedWriteKeepsRowsAndCursorTogether();
    void aPowerCutKeepsRowsAndCursorTogether();
    void goesOnAfterAFailure();
    void livesInMemoryWhereTheDiskCanNot();
    void theWorkerKeepsOrderAndAnswersHere();
    void theWorkerKeepsWithinItsLimitsWhileItRuns();
    void theWorkerStoresWhatItWasGivenBeforeItEnds();
};

void TestCache::keepsRowsAndCursorOverARestart()
{
    Folder at;
    {
        auto cache = opened(at.path);
        QVERIFY(!cache->wasRebuilt());
        QVERIFY(cache->cursor().empty());
        contract::FeedEvent round;
        round.id = "e1-2";
        round.seq = 2;
        round.at = tests::samples::epochMs + 2;
        round.type = "round.closed";
        round.round = roundRow("r-1", 2);
        const auto applied = cache->apply({betEvent(1, betRow("b-1")), round});
        QVERIFY(applied.has_value());
        QCOMPARE(ids(applied->bets), std::vector<std::string>{"b-1@1"});
        QCOMPARE(applied->rounds.size(), std::size_t(1));
    }
    auto cache = opened(at.path);
    QVERIFY(!cache->wasRebuilt());
    QCOMPARE(cache->cursor(), std::string("e1-2"));
    QVERIFY(cache->bet(acme, contract::BetId("b-1")) == betRow("b-1"));
    QVERIFY(!cache->bet(acme, contract::BetId("b-2")));
    QVERIFY(!cache->bet(contract::PartnerId("other"), contract::BetId("b-1")));
    QVERIFY(cache->newestRounds(5) == std::vector<contract::RoundRow>{roundRow("r-1", 2)});
    QCOMPARE(cache->betCount(), std::int64_t(1));
    QCOMPARE(cache->newestAt(), tests::samples::epochMs + 2);
    QVERIFY(cache->sizeBytes() > 0);
}

void TestCache::keepsEveryFieldOfARow()
{
    contract::BetRow row = betRow("b-1", 7);
    row.game = contract::GameId("g-1");
    row.selection = "RED \xE2\x9C\x93 \"'";
    row.oddsE4 = 25'000;
    row.currency = {"JPY", 0};
    row.payoutMinor = 999'999'999'999'999;
    row.state = contract::BetState::Won;
    row.closedBy = contract::ClosedBy::OperatorRefund;
    row.closedActor = "m.orlov";
    row.resettled = true;
    contract::OperationBrief brief;
    brief.id = contract::OperationId("op-1");
    brief.kind = contract::OperationKind::Settle;
    brief.state = contract::OperationState::RetryScheduled;
    brief.attempt = 3;
    brief.nextAt = tests::samples::epochMs + 5;
    brief.latencyMs = 12;
    brief.http = 503;
    brief.errorClass = "http_503";
    brief.error = "busy";
    row.operation = brief;
    Folder at;
    QVERIFY(opened(at.path)->apply({betEvent(1, row)}).has_value());
    QVERIFY(opened(at.path)->bet(acme, row.bet) == row);
}

void TestCache::versionsOnlyMoveForward()
{
    auto cache = opened(":memory:");
    QVERIFY(cache->apply({betEvent(1, betRow("b-1", 5))}).has_value());
    for (const std::int64_t version : {4, 5}) {
        contract::BetRow other = betRow("b-1", version);
        other.stakeMinor = 1;
        QVERIFY(cache->applySnapshot({other}, {}, {})->bets.empty());
        QCOMPARE(cache->bet(acme, other.bet)->stakeMinor, std::int64_t(2'500));
    }
    QCOMPARE(ids(cache->applySnapshot({betRow("b-1", 6)}, {}, {})->bets), std::vector<std::string>{"b-1@6"});
    QVERIFY(cache->applySnapshot({}, {roundRow("r-1", 3)}, {})->rounds.size() == 1);
    QVERIFY(cache->applySnapshot({}, {roundRow("r-1", 2)}, {})->rounds.empty());
    QCOMPARE(cache->newestRounds(1).front().version, std::int64_t(3));
}

void TestCache::tellsOfEachBetItsNewestRowAtItsPlace()
{
    auto cache = opened(":memory:");
    const auto applied =
        cache->apply({betEvent(1, betRow("b-1", 1)), betEvent(2, betRow("b-2", 1)), betEvent(3, betRow("b-1", 3)),
                      betEvent(4, betRow("b-3", 1)), betEvent(5, betRow("b-1", 2))});
    QCOMPARE(ids(applied->bets), (std::vector<std::string>{"b-2@1", "b-1@3", "b-3@1"}));
    QCOMPARE(cache->bet(acme, contract::BetId("b-1"))->version, std::int64_t(3));
}

void TestCache::groupsOfFailuresArePassedOnNewestOnly()
{
    auto cache = opened(":memory:");
    std::vector<contract::FeedEvent> events;
    for (const std::int64_t version : {1, 2, 2}) {
        contract::FeedEvent event = betEvent(static_cast<std::int64_t>(events.size()) + 1, betRow("b-1"));
        event.bet.reset();
        event.type = "failure.changed";
        event.failureId = contract::FailureId("f-1");
        event.failure.emplace();
        event.failure->id = event.failureId;
        event.failure->version = version;
        event.failure->bets = static_cast<std::int64_t>(events.size());
        events.push_back(std::move(event));
    }
    const auto applied = cache->apply(events);
    QCOMPARE(applied->failures.size(), std::size_t(1));
    QCOMPARE(applied->failures.front().version, std::int64_t(2));
    QCOMPARE(applied->failures.front().bets, std::int64_t(2)); // of the same version the later one knows better
    QCOMPARE(cache->cursor(), std::string("e1-3"));
}

void TestCache::eventsWithoutARowMoveTheCursor()
{
    auto cache = opened(":memory:");
    contract::FeedEvent event = betEvent(1, betRow("b-1"));
    event.bet.reset();
    const auto applied = cache->apply({event});
    QVERIFY(applied->bets.empty());
    QCOMPARE(cache->cursor(), std::string("e1-1"));
    QCOMPARE(cache->betCount(), std::int64_t(0));
    QVERIFY(cache->apply({}).has_value());
    QCOMPARE(cache->cursor(), std::string("e1-1"));
}

void TestCache::eventsThatDoNotFollowAreRefused()
{
    auto cache = opened(":memory:");
    QVERIFY(cache->apply({betEvent(1, betRow("b-1"))}).has_value());
    const auto gap = cache->apply({betEvent(3, betRow("b-3"))});
    QVERIFY(!gap);
    QCOMPARE(gap.error().kind, ErrorKind::Conflict);
    QCOMPARE(cache->apply({betEvent(2, betRow("b-2"), "e2")}).error().kind, ErrorKind::Conflict);
    QCOMPARE(cache->cursor(), std::string("e1-1"));
    QCOMPARE(cache->betCount(), std::int64_t(1));
    QVERIFY(cache->apply({betEvent(2, betRow("b-2"))}).has_value());
}

void TestCache::eventsThatCameBeforeDoNotMoveTheCursorBack()
{
    auto cache = opened(":memory:");
    QVERIFY(cache->apply({betEvent(1, betRow("b-1")), betEvent(2, betRow("b-2"))}).has_value());
    QVERIFY(cache->apply({betEvent(1, betRow("b-1"))})->bets.empty());
    QCOMPARE(cache->cursor(), std::string("e1-2"));
}

void TestCache::aSnapshotStoresItsCursorWithTheLastPageOnly()
{
    Folder at;
    {
        auto cache = opened(at.path);
        QVERIFY(cache->applySnapshot({betRow("b-1")}, {}, {}).has_value());
        QVERIFY(cache->cursor().empty());
    }
    auto cache = opened(at.path);
    QVERIFY(cache->cursor().empty());
    QVERIFY(cache->applySnapshot({}, {roundRow("r-1")}, "e1-9").has_value());
    QCOMPARE(cache->cursor(), std::string("e1-9"));
    QCOMPARE(cache->betCount(), std::int64_t(1));
    // Rows that were only looked at leave the place in the stream alone.
    QVERIFY(cache->applySnapshot({betRow("b-2")}, {}, {}).has_value());
    QCOMPARE(cache->cursor(), std::string("e1-9"));
}

void TestCache::aSnapshotAndTheStreamBehindItMeet()
{
    auto cache = opened(":memory:");
    // While the pages came, b-1 went on to version 3: the stream brings versions 2 and 3 again.
    QVERIFY(cache->applySnapshot({betRow("b-1", 3), betRow("b-2", 1)}, {}, "e1-10").has_value());
    const auto applied = cache->apply({betEvent(11, betRow("b-1", 2)), betEvent(12, betRow("b-1", 3)),
                                       betEvent(13, betRow("b-2", 2)), betEvent(14, betRow("b-3", 1))});
    QCOMPARE(ids(applied->bets), (std::vector<std::string>{"b-2@2", "b-3@1"}));
    QCOMPARE(cache->bet(acme, contract::BetId("b-1"))->version, std::int64_t(3));
    QCOMPARE(cache->cursor(), std::string("e1-14"));
}

void TestCache::anotherEnvironmentFindsItEmpty()
{
    Folder at;
    QVERIFY(opened(at.path, "env-1")->apply({betEvent(1, betRow("b-1"))}).has_value());
    {
        auto same = opened(at.path, "env-1");
        QCOMPARE(same->betCount(), std::int64_t(1));
    }
    auto other = opened(at.path, "env-2");
    QVERIFY(!other->wasRebuilt());
    QCOMPARE(other->betCount(), std::int64_t(0));
    QVERIFY(other->cursor().empty());
    QCOMPARE(other->newestAt(), std::int64_t(0));
}

void TestCache::clearForgetsRowsAndCursor()
{
    auto cache = opened(":memory:");
    QVERIFY(cache->apply({betEvent(9, betRow("b-1", 9))}).has_value());
    QVERIFY(cache->clear().has_value());
    QVERIFY(cache->cursor().empty());
    QCOMPARE(cache->betCount(), std::int64_t(0));
    // Lower versions count again.
    QCOMPARE(cache->applySnapshot({betRow("b-1", 2)}, {}, "e2-1")->bets.size(), std::size_t(1));
}

void TestCache::showsTheNewestFirst()
{
    auto cache = opened(":memory:");
    std::vector<contract::BetRow> rows;
    for (int i = 0; i < 10; ++i) {
        rows.push_back(betRow("b-" + std::to_string(i)));
        rows.back().createdAt += i;
    }
    QVERIFY(cache->applySnapshot(rows, {}, {}).has_value());
    QCOMPARE(ids(cache->newestBets(3)), (std::vector<std::string>{"b-9@1", "b-8@1", "b-7@1"}));
    QCOMPARE(ids(cache->newestBets(3, 8)), (std::vector<std::string>{"b-1@1", "b-0@1"}));
    QCOMPARE(cache->newestBets(100).size(), std::size_t(10));
}

void TestCache::aDamagedFileIsSetAsideAndMadeAnew_data()
{
    QTest::addColumn<int>("how");
    QTest::newRow("no database") << 0;
    QTest::newRow("cut in half") << 1;
    QTest::newRow("a page of noise") << 2;
    QTest::newRow("a table is missing") << 3;
}

void TestCache::aDamagedFileIsSetAsideAndMadeAnew()
{
    QFETCH(int, how);
    Folder at;
    {
        auto cache = opened(at.path);
        for (int i = 0; i < 200; ++i)
            QVERIFY(cache->applySnapshot({betRow("b-" + std::to_string(i))}, {}, "e1-1").has_value());
    }
    if (how == 3) {
        SQLite::Database database(at.path, SQLite::OPEN_READWRITE);
        database.exec("DROP TABLE rounds");
    } else {
        QFile file(at.file);
        QVERIFY(file.open(QIODevice::ReadWrite));
        if (how == 0)
            file.write(QByteArray(8'192, '#'));
        if (how == 1)
            file.resize(file.size() / 2);
        if (how == 2) {
            file.seek(3 * 4'096);
            file.write(QByteArray(4'096, '\xEE'));
        }
    }
    auto cache = opened(at.path);
    QVERIFY(cache->wasRebuilt());
    QCOMPARE(cache->betCount(), std::int64_t(0));
    QVERIFY(cache->cursor().empty());
    QVERIFY(QFile::exists(at.file + QStringLiteral(".damaged")));
    QVERIFY(cache->apply({betEvent(1, betRow("b-1"))}).has_value());
}

void TestCache::aLargeFileIsLookedAtWhenThereIsReason()
{
    Folder at;
    const auto open = [&] {
        return *Cache::open({.path = at.path, .vfs = {}, .environmentId = "env-1", .checkedBytes = 0});
    };
    std::vector<contract::BetRow> rows;
    for (int i = 0; i < 2'000; ++i)
        rows.push_back(betRow("b-" + std::to_string(i)));
    QVERIFY(open()->applySnapshot(rows, {}, "e1-1").has_value());
    QCOMPARE(open()->betCount(), std::int64_t(2'000));

    // A page that nobody reads while it is opened.
    QFile file(at.file);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.size() > 100 * 4'096);
    for (qint64 page = 60; page < 100; ++page) {
        file.seek(page * 4'096);
        file.write(QByteArray(4'096, '\xEE'));
    }
    file.close();
    {
        auto cache = open();
        QVERIFY(!cache->wasRebuilt());
        QVERIFY(!cache->isDamaged());
        QVERIFY(cache->newestBets(5'000).size() < rows.size());
        QVERIFY(cache->isDamaged());
    }
    auto cache = open();
    QVERIFY(cache->wasRebuilt());
    QVERIFY(!cache->isDamaged());
    QVERIFY(QFile::exists(at.file + QStringLiteral(".damaged")));
}

void TestCache::aNewerFileIsSetAsideAndMadeAnew()
{
    Folder at;
    opened(at.path);
    {
        SQLite::Database database(at.path, SQLite::OPEN_READWRITE);
        database.exec("PRAGMA user_version = 999");
    }
    QVERIFY(opened(at.path)->wasRebuilt());
    QVERIFY(!opened(at.path)->wasRebuilt());
}

void TestCache::whatItSaysOfPeopleIsSealed()
{
    Folder at;
    const std::string key(32, 'k'), other(32, 'o');
    const auto open = [&](const std::string& with) {
        return *Cache::open({.path = at.path, .vfs = {}, .environmentId = {}, .key = with});
    };
    auto bet = betRow("b-1");
    bet.player = contract::PlayerId("p-secret-player");
    {
        auto cache = open(key);
        QVERIFY(cache->applySnapshot({bet}, {roundRow("r-1")}, "e1-1").has_value());
        QVERIFY(cache->keepAnswer("/api/v1/stats", {"said by Ivan Secretov", 7}).has_value());
        QVERIFY(cache->bet(bet.partner, bet.bet) == bet);
        QVERIFY(cache->newestRounds(9) == std::vector{roundRow("r-1")});
        QVERIFY(!cache->wasRebuilt());
    }
    for (const char* ending : {"", "-wal"}) {
        QFile file(at.file + QLatin1String(ending));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray bytes = file.readAll();
        QVERIFY(!bytes.contains("secret") && !bytes.contains("Secretov"));
        QVERIFY(bytes.isEmpty() || *ending != 0 || bytes.contains("b-1"));
    }
    QCOMPARE(open(key)->newestBets(9).size(), std::size_t(1));
    QCOMPARE(open(key)->keptAnswer("/api/v1/stats")->body, std::string("said by Ivan Secretov"));

    // A row that is put in another's place is none.
    {
        SQLite::Database database(at.path, SQLite::OPEN_READWRITE);
        database.exec("UPDATE bets SET bet = 'b-2'");
    }
    QVERIFY(open(key)->newestBets(9).empty());

    QVERIFY(open(other)->wasRebuilt());
    QVERIFY(open({})->wasRebuilt());
}

void TestCache::whatLayInTheClearIsSealedAnew()
{
    Folder at;
    auto bet = betRow("b-1");
    bet.player = contract::PlayerId("p-secret-player");
    {
        auto cache = opened(at.path);
        QVERIFY(cache->applySnapshot({bet}, {}, "e1-1").has_value());
    }
    {
        auto cache = *Cache::open({.path = at.path, .vfs = {}, .environmentId = {}, .key = std::string(32, 'k')});
        QVERIFY(!cache->wasRebuilt());
        QVERIFY(cache->cursor().empty());
        QCOMPARE(cache->betCount(), std::int64_t(0));
    }
    QFile file(at.file);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("secret"));
}

void TestCache::keepsTheNewestWithinItsLimits()
{
    Folder at;
    auto cache = opened(at.path);
    std::vector<contract::BetRow> rows;
    for (int i = 0; i < 3'000; ++i) {
        rows.push_back(betRow("b-" + std::to_string(i)));
        rows.back().createdAt += i;
    }
    QVERIFY(cache->applySnapshot(rows, {}, "e1-1").has_value());
    QVERIFY(cache->keepAnswer("/old", {"x", rows[10].createdAt}).has_value());
    QCOMPARE(*cache->trim({.createdFrom = rows[100].createdAt}), std::int64_t(101));
    QCOMPARE(cache->betCount(), std::int64_t(2'900));
    QVERIFY(!cache->keptAnswer("/old"));
    QCOMPARE(*cache->trim({.createdFrom = rows[100].createdAt}), std::int64_t(0));
    const auto half = cache->sizeBytes() / 2;
    QVERIFY(*cache->trim({.bytesMax = half}) > 0);
    QVERIFY(cache->betCount() > 0 && cache->betCount() < 2'900);
    QVERIFY(cache->newestBets(1) == std::vector{rows.back()});
    QCOMPARE(cache->cursor(), std::string("e1-1"));
}

void TestCache::everyTableCountsForTheSize()
{
    constexpr std::int64_t bytesMax = 400'000;
    Folder at;
    auto cache = opened(at.path);
    std::vector<contract::RoundRow> rounds;
    for (int i = 0; i < 2'000; ++i) {
        rounds.push_back(roundRow("r-" + std::to_string(i)));
        rounds.back().createdAt += i;
    }
    QVERIFY(cache->applySnapshot({}, rounds, "e1-1").has_value());
    for (int i = 0; i < 100; ++i)
        QVERIFY(cache->keepAnswer("/" + std::to_string(i), {std::string(10'000, 'x'), i}).has_value());
    QVERIFY(cache->sizeBytes() > 3 * bytesMax);
    QVERIFY(*cache->trim({.bytesMax = bytesMax}) > 0);
    // Answers are the oldest here, and of the rounds the newest stay.
    QVERIFY(!cache->keptAnswer("/99"));
    const auto left = cache->newestRounds(5'000);
    QVERIFY(!left.empty() && left.front() == rounds.back());
    QCOMPARE(*cache->trim({.bytesMax = bytesMax}), std::int64_t(0));

    std::vector<contract::RoundRow> again;
    for (int i = 0; i < 2'000; ++i)
        again.push_back(roundRow("s-" + std::to_string(i)));
    QVERIFY(cache->applySnapshot({}, again, "e1-2").has_value());
    QVERIFY(*cache->trim({.bytesMax = bytesMax}) > 0);
    const auto newest = cache->newestRounds(5'000);
    QVERIFY(!newest.empty() && newest.size() < left.size() + again.size());
}

void TestCache::ofDamagedFilesTheNewestIsKeptForAWhile()
{
    Folder at;
    const QDir folder(at.folder.path());
    const auto aside = [&] { return folder.entryList({QStringLiteral("*.damaged*")}, QDir::Files); };
    for (const char* const text : {"no cache", "none either"}) {
        QFile file(at.file);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(text);
        file.close();
        QVERIFY(opened(at.path)->wasRebuilt());
        QCOMPARE(aside(), QStringList{QStringLiteral("cache.db.damaged")});
    }
    QFile kept(folder.filePath(aside().front()));
    QVERIFY(kept.open(QIODevice::ReadWrite));
    QCOMPARE(kept.readAll(), QByteArray("none either"));
    const auto written = kept.fileTime(QFileDevice::FileModificationTime).toMSecsSinceEpoch();
    auto cache = opened(at.path);
    QVERIFY(cache->trim({.createdFrom = written}).has_value());
    QCOMPARE(aside().size(), 1);
    QVERIFY(cache->trim({.createdFrom = written + 1'001}).has_value());
    QVERIFY(aside().isEmpty());
    QVERIFY(!cache->wasRebuilt());
}

void TestCache::whatCannotBeReadIsCountedAndComesAgain()
{
    Folder at;
    const auto open = [&at] {
        return *Cache::open({.path = at.path, .vfs = {}, .environmentId = "env-1", .key = std::string(32, 'k')});
    };
    {
        auto cache = open();
        QVERIFY(cache
                    ->applySnapshot({betRow("b-1"), betRow("b-2"), betRow("b-3")}, {roundRow("r-1"), roundRow("r-2")},
                                    "e1-7")
                    .has_value());
        QVERIFY(cache->keepAnswer("/a", {"one", 1}).has_value());
        QVERIFY(cache->keepAnswer("/b", {"two", 2}).has_value());
    }
    const auto damage = [&at](const char* sql) {
        SQLite::Database file(at.path, SQLite::OPEN_READWRITE);
        QCOMPARE(file.exec(sql), 1);
    };
    damage("UPDATE answers SET body = zeroblob(99) WHERE target = '/b'");
    {
        auto cache = open();
        QVERIFY(!cache->wasRebuilt());
        QVERIFY(cache->keptAnswer("/a") && !cache->keptAnswer("/b"));
        QCOMPARE(cache->unreadable(), std::int64_t(1));
        QCOMPARE(*cache->forgetUnreadable(), std::int64_t(1));
        // The rows are whole: nothing has to be asked for again.
        QCOMPARE(cache->cursor(), std::string("e1-7"));
    }
    damage("UPDATE bets SET row = (SELECT row FROM bets WHERE bet = 'b-1') WHERE bet = 'b-2'");
    damage("UPDATE rounds SET row = substr(row, 2) WHERE round = 'r-1'");
    auto cache = open();
    QCOMPARE(cache->newestBets(10).size(), std::size_t(2));
    QCOMPARE(cache->newestRounds(10).size(), std::size_t(1));
    QVERIFY(!cache->bet(acme, contract::BetId("b-2")));
    QCOMPARE(cache->unreadable(), std::int64_t(2));
    QCOMPARE(*cache->forgetUnreadable(), std::int64_t(2));
    QCOMPARE(cache->unreadable(), std::int64_t(0));
    QCOMPARE(*cache->forgetUnreadable(), std::int64_t(0));
    QVERIFY(cache->cursor().empty());
    // Of the version that was here: it would not be taken if the damaged row still stood there.
    const auto applied = cache->applySnapshot({betRow("b-1"), betRow("b-2")}, {roundRow("r-1")}, "e1-8");
    QCOMPARE(ids(applied->bets), std::vector<std::string>{"b-2@1"});
    QCOMPARE(applied->rounds.size(), std::size_t(1));
    QCOMPARE(cache->newestBets(10).size(), std::size_t(3));
    QCOMPARE(cache->unreadable(), std::int64_t(0));
}

void TestCache::ofManyAnswersTheNewestAreKept()
{
    Folder at;
    auto cache = opened(at.path);
    for (int i = 0; i < Cache::answersMax + 5; ++i)
        QVERIFY(cache->keepAnswer("/" + std::to_string(i), {"body", i}).has_value());
    QVERIFY(!cache->keptAnswer("/4"));
    QVERIFY(cache->keptAnswer("/5").has_value());
    QVERIFY(cache->clear().has_value());
    QVERIFY(!cache->keptAnswer("/500"));
}

// Without a key the cache has no MACs: what a flip can not be seen by is at least a row that can be read, under its own
// name.
void TestCache::aFlippedByteNeverShowsAWrongRow()
{
    Folder at;
    {
        auto cache = opened(at.path);
        QVERIFY(cache->applySnapshot({betRow("b-1"), betRow("b-2")}, {}, "e1-1").has_value());
    }
    QFile file(at.file);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray good = file.readAll();
    file.close();
    int rebuilt = 0;
    for (qsizetype byte = 0; byte < good.size(); byte += 97) {
        QByteArray bad = good;
        bad[byte] = static_cast<char>(bad[byte] ^ 0x55);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(bad);
        file.close();
        auto cache = Cache::open({at.path, {}, "env-1"});
        QVERIFY2(cache.has_value(), qPrintable(QStringLiteral("byte %1").arg(byte)));
        rebuilt += (*cache)->wasRebuilt() ? 1 : 0;
        for (const char* const id : {"b-1", "b-2"}) {
            const auto row = (*cache)->bet(acme, contract::BetId(id));
            QVERIFY(!row || row->bet.text() == id);
        }
        (*cache)->newestBets(10);
    }
    QVERIFY(rebuilt > 0);
}

void TestCache::aFailedWriteKeepsRowsAndCursorTogether_data()
{
    QTest::addColumn<bool>("forEver");
    QTest::addColumn<bool>("full");
    QTest::newRow("one failure") << false << false;
    QTest::newRow("broken for ever") << true << false;
    QTest::newRow("full for ever") << true << true;
}

void TestCache::aFailedWriteKeepsRowsAndCursorTogether()
{
    QFETCH(bool, forEver);
    QFETCH(bool, full);
    int failures = 0;
    for (int i = 0;; ++i) {
        CrashDisk disk("cache-test");
        tests::support::SeededRandom random(1);
        auto cache = opened("cache.db", "env-1", disk.vfsName());
        QVERIFY(cache->apply({betEvent(1, betRow("b-1", 1))}).has_value());
        disk.failAfter(i, full ? DiskFault::Full : DiskFault::Io, forEver);
        const auto applied = cache->apply({betEvent(2, betRow("b-1", 2)), betEvent(3, betRow("b-2", 1))});
        disk.powerOff();
        disk.powerOn(DiskLoss::None, random);
        disk.repair();
        cache.reset();
        cache = opened("cache.db", "env-1", disk.vfsName());
        const bool isNew = cache->cursor() == "e1-3";
        QVERIFY(isNew || cache->cursor() == "e1-1");
        QCOMPARE(cache->bet(acme, contract::BetId("b-1"))->version, std::int64_t(isNew ? 2 : 1));
        QCOMPARE(cache->betCount(), std::int64_t(isNew ? 2 : 1));
        if (applied) {
            QVERIFY(isNew);
            break;
        }
        QCOMPARE(applied.error().kind, ErrorKind::Storage);
        ++failures;
    }
    QVERIFY(failures > 0);
}

void TestCache::aPowerCutKeepsRowsAndCursorTogether()
{
    for (int i = 0; i < 60; ++i) {
        CrashDisk disk("cache-test");
        tests::support::SeededRandom random(static_cast<std::uint64_t>(i));
        disk.powerOffAfter(i);
        {
            auto cache = Cache::open({"cache.db", disk.vfsName(), "env-1"});
            for (int seq = 1; cache && seq <= 5; ++seq)
                (void)(*cache)->apply({betEvent(seq, betRow("b-1", seq))});
        }
        disk.powerOff();
        disk.powerOn(DiskLoss::Torn, random);
        auto cache = opened("cache.db", "env-1", disk.vfsName());
        const auto row = cache->bet(acme, contract::BetId("b-1"));
        const std::string expected = row ? "e1-" + std::to_string(row->version) : std::string();
        QCOMPARE(cache->cursor(), expected);
    }
}

void TestCache::goesOnAfterAFailure()
{
    CrashDisk disk("cache-test");
    auto cache = opened("cache.db", "env-1", disk.vfsName());
    disk.failAfter(0, DiskFault::Full, true);
    const auto refused = cache->apply({betEvent(1, betRow("b-1"))});
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Storage);
    disk.repair();
    QCOMPARE(cache->apply({betEvent(1, betRow("b-1"))})->bets.size(), std::size_t(1));
}

void TestCache::livesInMemoryWhereTheDiskCanNot()
{
    QVERIFY(!Cache::open({"/nonexistent/cache.db", {}, "env-1"}));
    auto cache = opened(":memory:");
    QVERIFY(cache->apply({betEvent(1, betRow("b-1"))}).has_value());
    QCOMPARE(cache->betCount(), std::int64_t(1));
}

void TestCache::theWorkerKeepsOrderAndAnswersHere()
{
    client::store::CacheWorker worker(opened(":memory:"));
    std::vector<std::int64_t> answered;
    for (std::int64_t seq = 1; seq <= 50; ++seq) {
        worker.apply({betEvent(seq, betRow("b-1", seq))}, [&, seq](const client::contract::Result<Applied>& applied) {
            QVERIFY(applied && applied->bets.size() == 1);
            QCOMPARE(QThread::currentThread(), qApp->thread());
            answered.push_back(seq);
        });
    }
    QVERIFY(answered.empty());
    QTRY_COMPARE(answered.size(), std::size_t(50));
    QVERIFY(std::is_sorted(answered.begin(), answered.end()));
    std::optional<bool> cleared;
    worker.clear([&](const client::contract::Result<Applied>& result) { cleared = result.has_value(); });
    std::size_t again = 0;
    worker.applySnapshot({betRow("b-1", 1)}, {}, {},
                         [&](const client::contract::Result<Applied>& applied) { again = applied->bets.size(); });
    QTRY_COMPARE(again, std::size_t(1));
    QCOMPARE(cleared, std::optional(true));
}

void TestCache::theWorkerKeepsWithinItsLimitsWhileItRuns()
{
    Folder at;
    int asked = 0;
    {
        client::store::CacheWorker worker(opened(at.path));
        std::int64_t seq = 0;
        const auto apply = [&] {
            ++seq;
            worker.apply({betEvent(seq, betRow("b-" + std::to_string(seq)))},
                         [](const client::contract::Result<Applied>& applied) { QVERIFY(applied); });
        };
        // From the second time on all that was stored until then is too old.
        worker.keepWithin([&] {
            ++asked;
            return client::store::CacheLimits{.createdFrom = asked > 1 ? samples::epochMs + 1 : samples::epochMs};
        });
        for (int i = 1; i < client::store::CacheWorker::batchesBetweenTrims; ++i)
            apply();
        QCOMPARE(asked, 1);
        apply();
        QCOMPARE(asked, 2);
        apply();
        QCOMPARE(asked, 2);
    }
    auto cache = opened(at.path);
    QCOMPARE(cache->betCount(), std::int64_t(1));
    QCOMPARE(cache->cursor(), "e1-" + std::to_string(client::store::CacheWorker::batchesBetweenTrims + 1));
}

void TestCache::theWorkerStoresWhatItWasGivenBeforeItEnds()
{
    Folder at;
    bool told = false;
    {
        client::store::CacheWorker worker(opened(at.path));
        for (std::int64_t seq = 1; seq <= 200; ++seq) {
            worker.apply({betEvent(seq, betRow("b-" + std::to_string(seq)))},
                         [&](const client::contract::Result<Applied>&) { told = true; });
        }
    }
    bool later = false;
    QTimer::singleShot(0, this, [&] { later = true; });
    QTRY_VERIFY(later);
    QVERIFY(!told);
    auto cache = opened(at.path);
    QCOMPARE(cache->betCount(), std::int64_t(200));
    QCOMPARE(cache->cursor(), std::string("e1-200"));
}

QTEST_GUILESS_MAIN(TestCache)
#include "tst_cache.moc"
