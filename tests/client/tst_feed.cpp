// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/api/qttimers.h"
#include "client/api/qttransport.h"
#include "client/feed/directcache.h"
#include "client/feed/feed.h"
#include "client/feed/threadedcache.h"
#include "client/ports/systemports.h"
#include "tests/client/feedservice.h"
#include "tests/support/fakeservice.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

using client::feed::Feed;
using client::feed::LinkState;
using client::feed::Rows;
using tests::samples::FeedService;
using tests::samples::MapCache;
using tests::support::FakeTransport;

namespace contract = client::contract;

namespace {

constexpr std::int64_t secondMs = 1'000;

// A console's feed before its service; what it told is what a model would show.
struct Console : tests::samples::World
{
    FeedService service{*this};
    MapCache cache;
    client::api::BetApi api{transport, timers, clock, random, {}};
    std::unique_ptr<Feed> feed;
    std::vector<std::string> told; // "b-1@2"
    std::map<std::string, contract::BetRow> shown;
    std::vector<LinkState> links;
    int snapshotRows = 0;
    int startsOver = 0;
    int batches = 0;

    explicit Console(std::int64_t cacheDelayMs = 0) : cache(time, cacheDelayMs) {}

    void start()
    {
        feed = std::make_unique<Feed>(
            api, transport, timers, clock, random, [] { return std::string("t-1"); }, cache, cache.cursor);
        QObject::connect(feed.get(), &Feed::rowsChanged, feed.get(), [this](const Rows& rows) {
            ++batches;
            if (rows.startsOver) {
                ++startsOver;
                shown.clear();
            }
            if (rows.snapshot)
                snapshotRows += static_cast<int>(rows.bets.size());
            for (const contract::BetRow& row : rows.bets) {
                told.push_back(row.bet.text() + '@' + std::to_string(row.version));
                shown[row.bet.text()] = row;
            }
        });
        QObject::connect(feed.get(), &Feed::linkChanged, feed.get(), [this] { links.push_back(feed->link()); });
        feed->start();
    }
    void run(std::int64_t ms) { time.advance(ms); }
    bool sawEverything() const { return shown == service.bets() && cache.bets == service.bets(); }
    bool toldNothingTwice() const
    {
        std::vector<std::string> sorted = told;
        std::sort(sorted.begin(), sorted.end());
        return std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end();
    }
};

// Cuts the first thing that a stream says after `bytes`, once.
void cutOnce(FeedService& service, std::size_t bytes)
{
    service.tamper = [&service, bytes](std::string& text) {
        text.resize(std::min(bytes, text.size()));
        service.tamper = nullptr;
        return true;
    };
}

} // namespace

class TestFeed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void beginsWithASnapshotAndGoesOnWithTheStream();
    void goesOnFromTheCursorOfTheLastRun();
    void whatHappensWhileThePagesComeIsNotLost();
    void aSnapshotStopsAtItsLimit();
    void aCutAtEveryByteLosesAndDoublesNothing();
    void anyChunkingReadsTheSame();
    void aRepeatedEventIsIgnored();
    void aMissingEventIsAskedForAgain();
    void eventsInAnotherOrderAreRefused();
    void aDamagedEventIsAskedForAgainAndThenReplacedByASnapshot();
    void anEventOverTheLimitIsRefused();
    void anExpiredCursorIsReplacedByASnapshot();
    void cursorsThatAlwaysExpireAreNotAskedForWithoutPause();
    void aRestoredServiceStartsOver();
    void aRestoreIsSeenInTheStreamToo();
    void aTailThatNeverComesIsAskedFor();
    void batchesComeEveryFortyMilliseconds();
    void aSlowCacheGetsFewerAndLargerBatches();
    void aBacklogClosesTheStreamUntilItIsStored();
    void silenceIsDelayedThenOffline();
    void aServiceThatIsGoneIsOfflineAtOnce();
    void waitsLongerAfterEachFailureAndNotForEver();
    void retryNowSkipsTheWait();
    void aStreamThatEndsInGoodOrderShowsNoTrouble();
    void brokenStreamsFallBackToPolling();
    void silentStreamsFallBackToPolling();
    void aRefusedTokenIsTold();
    void aForeignAnswerIsNoStream();
    void knowsTheClockSkewAndTheLag();
    void oldEventsShowAsDelayed();
    void countsEventsPerSecond();
    void aBrokenCacheLosesNothingOnTheScreenAndCatchesUp();
    void aCacheThatBreaksInASnapshotIsGoneAroundToo();
    void stopEndsEverythingAndStartGoesOn();
    void endsWhileTheCacheStillWorks();
    void survivesAnyMixOfFaults();
    void worksWithTheRealCache();
    void worksOverARealConnectionIntoAThreadedCache();
};

void TestFeed::beginsWithASnapshotAndGoesOnWithTheStream()
{
    Console console;
    for (int i = 0; i < 1'200; ++i)
        console.service.touch("b-" + std::to_string(i));
    console.service.touchRound("r-1");
    console.start();
    QCOMPARE(console.feed->link(), LinkState::Connecting);
    console.run(2 * secondMs);
    QCOMPARE(console.feed->link(), LinkState::Live);
    QCOMPARE(console.snapshotRows, 1'200);
    QCOMPARE(console.startsOver, 1);
    QVERIFY(console.sawEverything());
    QCOMPARE(console.cache.cursor, std::string("e1-1201"));
    QCOMPARE(console.transport.streamRequests().size(), std::size_t(1));
    const auto& request = console.transport.streamRequests().front();
    QCOMPARE(request.target, std::string("/api/v1/events?after=e1-1201"));
    QCOMPARE(tests::samples::header(request, "Authorization"), std::string("Bearer t-1"));
    QCOMPARE(tests::samples::header(request, "Accept"), std::string("text/event-stream"));

    console.service.touch("b-7");
    console.service.touch("new");
    console.run(secondMs);
    QVERIFY(console.sawEverything());
    QCOMPARE(console.snapshotRows, 1'200);
    QVERIFY(console.toldNothingTwice());
}

void TestFeed::goesOnFromTheCursorOfTheLastRun()
{
    Console console;
    console.service.touch("b-1");
    console.start();
    console.run(secondMs);
    console.feed.reset();
    console.service.touch("b-1");
    console.service.touch("b-2");
    console.start();
    console.run(secondMs);
    QCOMPARE(console.service.snapshots, 1);
    QCOMPARE(console.transport.streamRequests().back().target, std::string("/api/v1/events?after=e1-1"));
    QVERIFY(console.sawEverything());
    QVERIFY(console.toldNothingTwice());
}

void TestFeed::whatHappensWhileThePagesComeIsNotLost()
{
    Console console;
    for (int i = 0; i < 50; ++i)
        console.service.touch("b-" + std::to_string(i));
    console.service.pageRows = 3;
    console.start();
    for (int i = 0; i < 40; ++i) {
        console.run(1);
        console.service.touch("b-" + std::to_string(i * 7 % 50));
        console.service.touch("new-" + std::to_string(i));
    }
    console.run(2 * secondMs);
    QVERIFY(console.sawEverything());
    QVERIFY(console.toldNothingTwice());
    QVERIFY(!console.cache.skipped);
}

void TestFeed::aSnapshotStopsAtItsLimit()
{
    Console console;
    for (int i = 0; i < 500; ++i)
        console.service.touch("b-" + std::to_string(i));
    console.service.pageRows = 50;
    console.start();
    console.feed->stop();
    console.feed->setSnapshotLimits({100, 10});
    console.feed->start();
    console.run(2 * secondMs);
    QCOMPARE(console.snapshotRows, 100);
    QVERIFY(console.shown.count("b-499") == 1);
    QVERIFY(console.shown.count("b-0") == 0);
    QCOMPARE(console.feed->link(), LinkState::Live);
}

void TestFeed::aCutAtEveryByteLosesAndDoublesNothing()
{
    const auto script = [](FeedService& service) {
        service.touch("b-1");
        service.touchRound("r-1");
        service.touch("b-1");
    };
    tests::samples::World length;
    FeedService whole(length);
    script(whole);
    const std::size_t bytes = whole.transcript(0).size() + whole.heartbeat().size();
    QVERIFY(bytes > 1'000);
    for (std::size_t cut = 0; cut <= bytes; ++cut) {
        Console console;
        console.cache.cursor = "e1-0";
        script(console.service);
        cutOnce(console.service, cut);
        console.start();
        console.run(5 * secondMs);
        const QByteArray where = "cut after byte " + QByteArray::number(qulonglong(cut));
        QVERIFY2(console.sawEverything(), where.constData());
        QVERIFY2(console.toldNothingTwice(), where.constData());
        QVERIFY2(!console.cache.skipped, where.constData());
        QVERIFY2(console.cache.cursor == "e1-3", where.constData());
        QVERIFY2(console.service.snapshots == 0, where.constData());
        QCOMPARE(console.service.streams, 2);
    }
}

void TestFeed::anyChunkingReadsTheSame()
{
    const auto replaced = [](std::string text, const std::string& end) {
        std::string result;
        for (const char c : text)
            result += c == '\n' ? end : std::string(1, c);
        return result;
    };
    for (const char* const end : {"\n", "\r\n", "\r"}) {
        for (std::size_t chunk = 1; chunk < 40; ++chunk) {
            Console console;
            console.cache.cursor = "e1-0";
            for (int i = 0; i < 5; ++i)
                console.service.touch("b-" + std::to_string(i % 3));
            console.service.chunkBytes = chunk;
            console.service.tamper = [&, first = true](std::string& text) mutable {
                text =
                    (first ? "\xEF\xBB\xBF" : "") + std::string(": hello\nretry: 5\nunknown: x\nid\n\n") + text + ":\n";
                first = false;
                text = replaced(text, end);
                return false;
            };
            console.start();
            console.run(secondMs);
            console.service.touch("b-1");
            console.run(secondMs);
            QVERIFY(console.sawEverything());
            QCOMPARE(console.service.streams, 1);
        }
    }
}

void TestFeed::aRepeatedEventIsIgnored()
{
    Console console;
    console.cache.cursor = "e1-0";
    console.service.touch("b-1");
    console.service.touch("b-2");
    console.service.tamper = [&](std::string& text) {
        text = console.service.transcript(0) + text + console.service.transcript(1);
        return false;
    };
    console.start();
    console.run(secondMs);
    QVERIFY(console.sawEverything());
    QVERIFY(console.toldNothingTwice());
    QVERIFY(!console.cache.skipped);
    QCOMPARE(console.service.streams, 1);
}

void TestFeed::aMissingEventIsAskedForAgain()
{
    Console console;
    console.cache.cursor = "e1-0";
    for (int i = 0; i < 6; ++i)
        console.service.touch("b-" + std::to_string(i));
    console.service.tamper = [&](std::string& text) {
        const std::size_t third = text.find("id: e1-3");
        text.erase(third, text.find("id: e1-4") - third);
        console.service.tamper = nullptr;
        return false;
    };
    console.start();
    console.run(3 * secondMs);
    QCOMPARE(console.transport.streamRequests().back().target, std::string("/api/v1/events?after=e1-2"));
    QVERIFY(console.sawEverything());
    QVERIFY(console.toldNothingTwice());
    QVERIFY(!console.cache.skipped);
}

void TestFeed::eventsInAnotherOrderAreRefused()
{
    Console console;
    console.cache.cursor = "e1-0";
    for (int i = 0; i < 3; ++i)
        console.service.touch("b-1");
    console.service.tamper = [&](std::string& text) {
        const std::size_t second = text.find("id: e1-2");
        const std::size_t third = text.find("id: e1-3");
        const std::string moved = text.substr(second, third - second);
        text.erase(second, third - second);
        text += moved;
        console.service.tamper = nullptr;
        return false;
    };
    console.start();
    console.run(150);
    QCOMPARE(console.told, std::vector<std::string>{"b-1@1"});
    console.run(3 * secondMs);
    QVERIFY(console.sawEverything());
    QVERIFY(!console.cache.skipped);
}

void TestFeed::aDamagedEventIsAskedForAgainAndThenReplacedByASnapshot()
{
    Console console;
    console.cache.cursor = "e1-0";
    for (int i = 0; i < 3; ++i)
        console.service.touch("b-" + std::to_string(i));
    console.service.tamper = [&](std::string& text) {
        const std::size_t at = text.find("id: e1-2\n");
        if (at != std::string::npos)
            text.replace(text.find("data: {", at), 7, "data: [");
        return false;
    };
    console.start();
    console.run(60 * secondMs);
    QCOMPARE(console.service.snapshots, 1);
    QVERIFY(console.sawEverything());
    QVERIFY(console.toldNothingTwice());
    QCOMPARE(console.feed->link(), LinkState::Live);
    QCOMPARE(console.cache.cursor, std::string("e1-3"));
}

void TestFeed::anEventOverTheLimitIsRefused()
{
    Console console;
    console.cache.cursor = "e1-0";
    console.service.touch("b-1");
    console.service.tamper = [&](std::string& text) {
        text = "data: " + std::string(70'000, 'x');
        console.service.tamper = nullptr;
        return false;
    };
    console.start();
    console.run(50);
    QVERIFY(console.feed->lastError().contains(QStringLiteral("64 KiB")));
    console.run(3 * secondMs);
    QVERIFY(console.sawEverything());

    // Many small lines are no way around it.
    Console other;
    other.cache.cursor = "e1-0";
    other.service.touch("b-1");
    other.service.tamper = [&](std::string& text) {
        text.clear();
        for (int i = 0; i < 2'000; ++i)
            text += "data: 01234567890123456789012345678901234567890123456789\n";
        other.service.tamper = nullptr;
        return false;
    };
    other.start();
    other.run(50);
    QVERIFY(other.feed->lastError().contains(QStringLiteral("64 KiB")));
}

void TestFeed::anExpiredCursorIsReplacedByASnapshot()
{
    Console console;
    console.service.touch("b-1");
    console.start();
    console.run(secondMs);
    console.feed.reset();
    for (int i = 0; i < 20; ++i)
        console.service.touch("b-" + std::to_string(i % 4));
    console.service.forgetBefore(10);
    console.start();
    console.run(2 * secondMs);
    QCOMPARE(console.service.snapshots, 2);
    QVERIFY(console.sawEverything());
    QVERIFY(console.toldNothingTwice());
    // The same epoch: what was known stays known.
    QCOMPARE(console.startsOver, 1);
    console.service.touch("b-1");
    console.run(secondMs);
    QVERIFY(console.sawEverything());
}

void TestFeed::cursorsThatAlwaysExpireAreNotAskedForWithoutPause()
{
    Console console;
    console.service.touch("b-1");
    console.service.forgetBefore(1'000);
    console.start();
    console.run(60 * secondMs);
    QVERIFY(console.service.snapshots >= 2);
    QVERIFY(console.service.snapshots < 20);
}

void TestFeed::aRestoredServiceStartsOver()
{
    Console console;
    for (int i = 0; i < 10; ++i)
        console.service.touch("b-" + std::to_string(i % 5));
    console.start();
    console.run(secondMs);
    QCOMPARE(console.shown["b-4"].version, std::int64_t(2));
    console.service.restore(3);
    console.service.touch("b-0");
    console.run(5 * secondMs);
    QCOMPARE(console.startsOver, 2);
    QVERIFY(console.sawEverything());
    QCOMPARE(console.shown["b-4"].version, std::int64_t(1));
    QCOMPARE(console.feed->link(), LinkState::Live);
}

void TestFeed::aRestoreIsSeenInTheStreamToo()
{
    for (const bool byEvent : {true, false}) {
        Console console;
        for (int i = 0; i < 4; ++i)
            console.service.touch("b-" + std::to_string(i % 2));
        console.start();
        console.run(secondMs);
        // The connection stays, as through a proxy that hides the restart.
        const FakeTransport::Id open = console.transport.newestStream();
        contract::BetRow row = tests::samples::betRow("b-1", 9);
        contract::FeedEvent event = tests::samples::betEvent(5, row, "other");
        if (byEvent) {
            console.transport.sendData(open, "id: other-5\nevent: bet.won\ndata: " + encode(event) + "\n\n");
        } else {
            console.transport.sendData(
                open,
                "event: heartbeat\ndata: " + encode(contract::Heartbeat{console.clock.utcMs(), "other-5"}) + "\n\n");
        }
        QVERIFY(!console.transport.isOpen(open));
        console.run(2 * secondMs);
        QCOMPARE(console.service.snapshots, 2);
        QVERIFY(console.sawEverything());
    }
}

void TestFeed::aTailThatNeverComesIsAskedFor()
{
    Console console;
    console.service.touch("b-1");
    console.start();
    console.run(secondMs);
    console.service.tamper = [&](std::string& text) {
        if (text.find("id: ") != std::string::npos)
            text.clear();
        return false;
    };
    console.service.touch("b-1");
    console.service.tamper = nullptr;
    console.run(12 * secondMs);
    QVERIFY(console.sawEverything());
    QCOMPARE(console.service.streams, 2);
}

void TestFeed::batchesComeEveryFortyMilliseconds()
{
    Console console;
    console.cache.cursor = "e1-0";
    console.start();
    console.run(secondMs);
    const int before = console.batches;
    for (int i = 0; i < 1'000; ++i) {
        console.service.touch("b-" + std::to_string(i));
        console.run(1);
    }
    console.run(200);
    QVERIFY(console.batches - before >= 22);
    QVERIFY(console.batches - before <= 26);
    QVERIFY(console.sawEverything());
    // A single event waits no longer than a batch.
    console.service.touch("last");
    console.run(100);
    QVERIFY(console.sawEverything());
}

void TestFeed::aSlowCacheGetsFewerAndLargerBatches()
{
    Console console(700);
    console.cache.cursor = "e1-0";
    console.start();
    console.run(secondMs);
    const int before = console.cache.writes;
    for (int i = 0; i < 3'000; ++i) {
        console.service.touch("b-" + std::to_string(i));
        console.run(1);
    }
    console.run(3 * secondMs);
    QVERIFY(console.cache.writes - before <= 6);
    QVERIFY(console.sawEverything());
    QVERIFY(console.toldNothingTwice());
}

void TestFeed::aBacklogClosesTheStreamUntilItIsStored()
{
    Console console(60 * secondMs);
    console.cache.cursor = "e1-0";
    console.start();
    console.run(secondMs);
    for (int i = 0; i < 25'000; ++i)
        console.service.remark();
    console.service.touch("b-1");
    QVERIFY(!console.transport.isOpen(console.transport.newestStream()));
    console.run(400 * secondMs);
    QVERIFY(console.sawEverything());
    QCOMPARE(console.cache.cursor, console.service.head());
    QVERIFY(!console.cache.skipped);
    QVERIFY(console.transport.isOpen(console.transport.newestStream()));
}

void TestFeed::silenceIsDelayedThenOffline()
{
    Console console;
    console.service.touch("b-1");
    console.start();
    // Half a second after a heartbeat.
    console.run(15'500);
    QCOMPARE(console.feed->link(), LinkState::Live);
    console.links.clear();
    console.service.silent = true;
    const auto quietSince = console.clock.utcMs();
    console.run(9 * secondMs);
    QCOMPARE(console.feed->link(), LinkState::Live);
    console.run(3 * secondMs);
    QCOMPARE(console.feed->link(), LinkState::Delayed);
    QCOMPARE(console.service.streams, 1);
    console.run(5 * secondMs);
    QCOMPARE(console.links, (std::vector<LinkState>{LinkState::Delayed, LinkState::Offline}));
    QCOMPARE(console.service.streams, 2);
    QVERIFY(console.feed->offlineSinceMs() > quietSince + 14 * secondMs);
    QVERIFY(console.feed->dataAsOfMs() <= quietSince);
    QVERIFY(console.feed->dataAsOfMs() > quietSince - 6 * secondMs);

    console.service.silent = false;
    console.run(40 * secondMs);
    QCOMPARE(console.feed->link(), LinkState::Live);
    QCOMPARE(console.feed->offlineSinceMs(), qint64(0));
}

void TestFeed::aServiceThatIsGoneIsOfflineAtOnce()
{
    Console console;
    console.service.touch("b-1");
    console.start();
    console.run(20 * secondMs);
    console.service.refusesConnections = true;
    console.transport.endStream(console.transport.newestStream());
    console.run(1'100);
    QCOMPARE(console.feed->link(), LinkState::Offline);
    QVERIFY(console.feed->nextRetryMs() >= 0);
    console.service.touch("b-2");
    console.service.refusesConnections = false;
    console.run(5 * secondMs);
    QCOMPARE(console.feed->link(), LinkState::Live);
    QVERIFY(console.sawEverything());

    // From the first moment on, too, and before any snapshot.
    Console fresh;
    fresh.service.refusesConnections = true;
    fresh.start();
    fresh.run(5 * secondMs);
    QCOMPARE(fresh.feed->link(), LinkState::Offline);
    QVERIFY(!fresh.feed->lastError().isEmpty());
}

void TestFeed::waitsLongerAfterEachFailureAndNotForEver()
{
    Console console;
    console.cache.cursor = "e1-0";
    console.service.refusesConnections = true;
    console.start();
    qint64 longest = 0;
    int tries = 0;
    for (int i = 0; i < 600; ++i) {
        console.run(secondMs);
        longest = std::max(longest, console.feed->nextRetryMs());
        tries = console.service.streams;
    }
    QVERIFY(longest > 25 * secondMs);
    QVERIFY(longest < 32 * secondMs);
    QVERIFY(tries >= 20);
    QVERIFY(tries <= 30);
}

void TestFeed::retryNowSkipsTheWait()
{
    Console console;
    console.cache.cursor = "e1-0";
    console.service.refusesConnections = true;
    console.start();
    console.run(200 * secondMs);
    QVERIFY(console.feed->nextRetryMs() >= 0);
    console.service.refusesConnections = false;
    const int before = console.service.streams;
    console.feed->retryNow();
    QCOMPARE(console.feed->nextRetryMs(), qint64(-1));
    console.feed->retryNow();
    console.run(10);
    QCOMPARE(console.service.streams, before + 1);
    QCOMPARE(console.feed->link(), LinkState::Live);
}

void TestFeed::aStreamThatEndsInGoodOrderShowsNoTrouble()
{
    Console console;
    console.service.touch("b-1");
    console.start();
    console.run(60 * secondMs);
    console.links.clear();
    for (int i = 0; i < 5; ++i) {
        // As when the token ends.
        console.transport.endStream(console.transport.newestStream());
        console.run(60 * secondMs);
    }
    QCOMPARE(console.links, std::vector<LinkState>{});
    QCOMPARE(console.feed->link(), LinkState::Live);
    QCOMPARE(console.service.streams, 6);
}

void TestFeed::brokenStreamsFallBackToPolling()
{
    Console console;
    console.service.touch("b-1");
    console.start();
    console.run(20 * secondMs);
    console.service.streamsFail = true;
    console.transport.endStream(console.transport.newestStream());
    console.run(15 * secondMs);
    QCOMPARE(console.feed->link(), LinkState::Polling);
    console.service.touch("b-1");
    console.service.touch("b-2");
    console.run(6 * secondMs);
    QCOMPARE(console.feed->link(), LinkState::Polling);
    QVERIFY(console.sawEverything());
    // The place in the stream is where the stream was left.
    QCOMPARE(console.cache.cursor, std::string("e1-1"));
    QVERIFY(console.feed->dataAsOfMs() > console.clock.utcMs() - 6 * secondMs);

    console.service.readsFail = true;
    console.run(30 * secondMs);
    QCOMPARE(console.feed->link(), LinkState::Offline);
    console.service.readsFail = false;
    console.run(60 * secondMs);
    QCOMPARE(console.feed->link(), LinkState::Polling);

    console.service.streamsFail = false;
    console.run(40 * secondMs);
    QCOMPARE(console.feed->link(), LinkState::Live);
    QCOMPARE(console.cache.cursor, std::string("e1-3"));
    QVERIFY(console.toldNothingTwice());
    const std::size_t requests = console.transport.requests().size();
    console.run(60 * secondMs);
    QCOMPARE(console.transport.requests().size(), requests);
}

void TestFeed::silentStreamsFallBackToPolling()
{
    Console console;
    console.service.touch("b-1");
    console.start();
    console.run(20 * secondMs);
    // As behind a proxy that holds the events back.
    console.service.silent = true;
    console.run(120 * secondMs);
    QCOMPARE(console.feed->link(), LinkState::Polling);
    console.service.touch("b-2");
    console.run(6 * secondMs);
    QVERIFY(console.sawEverything());
    console.links.clear();
    console.run(120 * secondMs);
    QCOMPARE(console.links, std::vector<LinkState>{});
}

void TestFeed::aRefusedTokenIsTold()
{
    for (const bool inSnapshot : {true, false}) {
        Console console;
        if (!inSnapshot)
            console.cache.cursor = "e1-0";
        console.service.refusesToken = true;
        console.start();
        QSignalSpy unauthorized(console.feed.get(), &Feed::unauthorized);
        console.run(500);
        QCOMPARE(unauthorized.count() >= 1, true);
        QCOMPARE(console.feed->link(), LinkState::Offline);
        console.service.refusesToken = false;
        console.run(10 * secondMs);
        QCOMPARE(console.feed->link(), LinkState::Live);
    }
}

void TestFeed::aForeignAnswerIsNoStream()
{
    Console console;
    console.cache.cursor = "e1-0";
    console.transport.onStream = [&](const FakeTransport::Stream& stream) {
        console.transport.sendHead(stream.id, 200, {{"Content-Type", "text/html"}});
        console.transport.sendData(stream.id, "id: e1-1\ndata: {}\n\n");
    };
    console.start();
    console.run(10);
    QVERIFY(console.feed->link() != LinkState::Live);
    QVERIFY(!console.transport.isOpen(console.transport.newestStream()));
    QVERIFY(!console.feed->lastError().isEmpty());
}

void TestFeed::knowsTheClockSkewAndTheLag()
{
    for (const std::int64_t skew : {std::int64_t{0}, std::int64_t{125'000}, std::int64_t{-600'000}}) {
        Console console;
        console.service.clockAheadMs = skew;
        console.service.touch("b-1");
        console.start();
        console.run(20 * secondMs);
        QCOMPARE(console.feed->clockSkewMs(), qint64(skew));
        console.service.touch("b-1");
        console.run(500);
        QCOMPARE(console.feed->lagMs(), qint64(0));
        QCOMPARE(console.feed->link(), LinkState::Live);
        // A heartbeat that was slow on its way makes the service look slow; the others know better.
        console.transport.sendData(
            console.transport.newestStream(),
            "event: heartbeat\ndata: " +
                encode(contract::Heartbeat{console.clock.utcMs() + skew - 3'000, console.service.head()}) + "\n\n");
        QCOMPARE(console.feed->clockSkewMs(), qint64(skew));
    }
}

void TestFeed::oldEventsShowAsDelayed()
{
    Console console;
    console.service.touch("b-1");
    console.start();
    console.run(20 * secondMs);
    contract::FeedEvent event = tests::samples::betEvent(2, tests::samples::betRow("b-1", 2));
    event.at = console.clock.utcMs() - 8 * secondMs;
    console.transport.sendData(console.transport.newestStream(),
                               "id: e1-2\nevent: bet.won\ndata: " + encode(event) + "\n\n");
    QCOMPARE(console.feed->link(), LinkState::Delayed);
    QVERIFY(console.feed->lagMs() >= 8 * secondMs);
    // Up with the head again, it is live however old the newest event is.
    console.transport.sendData(console.transport.newestStream(),
                               "event: heartbeat\ndata: " + encode(contract::Heartbeat{console.clock.utcMs(), "e1-2"}) +
                                   "\n\n");
    QCOMPARE(console.feed->link(), LinkState::Live);
}

void TestFeed::countsEventsPerSecond()
{
    Console console;
    console.cache.cursor = "e1-0";
    console.start();
    QSignalSpy stats(console.feed.get(), &Feed::statsChanged);
    for (int i = 0; i < 1'000; ++i) {
        console.service.touch("b-" + std::to_string(i % 10));
        console.run(10);
    }
    QVERIFY(qAbs(console.feed->eventsPerSecond() - 100.0) <= 2.0);
    QVERIFY(stats.count() >= 9 && stats.count() <= 11);
    console.run(10 * secondMs);
    QCOMPARE(console.feed->eventsPerSecond(), 0.0);
}

void TestFeed::aBrokenCacheLosesNothingOnTheScreenAndCatchesUp()
{
    for (const std::int64_t delayMs : {std::int64_t{0}, std::int64_t{30}}) {
        Console console(delayMs);
        console.service.touch("b-1");
        console.start();
        console.run(20 * secondMs);
        QSignalSpy failed(console.feed.get(), &Feed::cacheFailed);
        console.cache.fails = true;
        for (int i = 0; i < 30; ++i) {
            console.service.touch("b-" + std::to_string(i % 6));
            console.run(secondMs);
        }
        QCOMPARE(failed.count(), 1);
        QVERIFY(console.shown == console.service.bets());
        QCOMPARE(console.cache.cursor, std::string("e1-1"));
        console.cache.fails = false;
        for (int i = 0; i < 80; ++i) {
            console.service.touch("b-" + std::to_string(i % 6));
            console.run(secondMs);
        }
        console.run(2 * secondMs);
        QVERIFY(console.sawEverything());
        QCOMPARE(console.cache.cursor, console.service.head());
        QVERIFY(!console.cache.skipped);
        QCOMPARE(console.feed->link(), LinkState::Live);
    }
}

void TestFeed::aCacheThatBreaksInASnapshotIsGoneAroundToo()
{
    Console console;
    for (int i = 0; i < 30; ++i)
        console.service.touch("b-" + std::to_string(i));
    console.service.pageRows = 10;
    console.cache.fails = true;
    console.start();
    console.run(5 * secondMs);
    QVERIFY(console.shown == console.service.bets());
    QCOMPARE(console.feed->link(), LinkState::Live);
    console.cache.fails = false;
    console.run(70 * secondMs);
    QVERIFY(console.sawEverything());
    QCOMPARE(console.cache.cursor, console.service.head());
}

void TestFeed::stopEndsEverythingAndStartGoesOn()
{
    Console console;
    console.service.touch("b-1");
    console.start();
    console.run(20 * secondMs);
    console.service.touch("b-2");
    console.feed->stop();
    const std::size_t told = console.told.size();
    QVERIFY(!console.transport.isOpen(console.transport.newestStream()));
    console.service.touch("b-3");
    console.run(60 * secondMs);
    QCOMPARE(console.told.size(), told);
    QCOMPARE(console.feed->nextRetryMs(), qint64(-1));
    console.feed->stop();
    console.feed->start();
    console.run(5 * secondMs);
    QVERIFY(console.sawEverything());
    QVERIFY(console.toldNothingTwice());

    // In a snapshot, in a wait and in a poll, too.
    for (const std::int64_t when : {std::int64_t{1}, std::int64_t{300}, std::int64_t{20'000}}) {
        Console other;
        for (int i = 0; i < 30; ++i)
            other.service.touch("b-" + std::to_string(i));
        other.service.pageRows = 2;
        other.service.streamsFail = true;
        other.start();
        other.run(when);
        other.feed->stop();
        const std::size_t requests = other.transport.requests().size() + other.transport.streamRequests().size();
        other.run(60 * secondMs);
        QCOMPARE(other.transport.requests().size() + other.transport.streamRequests().size(), requests);
    }
}

void TestFeed::endsWhileTheCacheStillWorks()
{
    Console console(500);
    console.cache.cursor = "e1-0";
    console.service.touch("b-1");
    console.start();
    console.run(200);
    console.feed.reset();
    console.run(secondMs);
    QCOMPARE(console.cache.cursor, std::string("e1-1"));
}

void TestFeed::survivesAnyMixOfFaults()
{
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        tests::support::SeededRandom dice(seed);
        Console console(dice.below(3) * 40);
        console.random = tests::support::SeededRandom(seed + 1'000);
        const auto anyBet = [&] { return "b-" + std::to_string(dice.below(12)); };
        for (int i = 0; i < 30; ++i)
            console.service.touch(anyBet());
        console.service.pageRows = 4;
        console.service.chunkBytes = static_cast<std::size_t>(dice.below(60));
        console.service.tamper = [&](std::string& text) {
            if (dice.chance(0.05) && !text.empty()) {
                text.resize(static_cast<std::size_t>(dice.below(static_cast<std::int64_t>(text.size()))));
                return true;
            }
            if (dice.chance(0.02) && text.size() > 40)
                text.erase(static_cast<std::size_t>(dice.below(static_cast<std::int64_t>(text.size()) - 30)), 25);
            if (dice.chance(0.02))
                text += text;
            return dice.chance(0.02);
        };
        console.start();
        std::int64_t restores = 0;
        for (int step = 0; step < 300; ++step) {
            console.run(dice.below(400));
            switch (dice.below(60)) {
            case 0:
                console.service.refusesConnections = !console.service.refusesConnections;
                break;
            case 1:
                console.service.silent = !console.service.silent;
                break;
            case 2:
                console.service.streamsFail = !console.service.streamsFail;
                break;
            case 3:
                console.service.readsFail = !console.service.readsFail;
                break;
            case 4:
                console.service.forgetBefore(static_cast<std::int64_t>(console.service.events().size()));
                break;
            case 5:
                console.service.restore(static_cast<int>(dice.below(3)));
                ++restores;
                break;
            case 6:
                console.transport.endStream(console.transport.newestStream());
                break;
            case 7:
                console.cache.fails = !console.cache.fails;
                break;
            case 8:
                console.feed->retryNow();
                break;
            default:
                if (dice.chance(0.5))
                    console.service.touch(anyBet());
                break;
            }
        }
        console.service.refusesConnections = false;
        console.service.silent = false;
        console.service.streamsFail = false;
        console.service.readsFail = false;
        console.service.tamper = nullptr;
        console.cache.fails = false;
        console.run(200 * secondMs);
        const QByteArray where = "seed " + QByteArray::number(qulonglong(seed));
        QVERIFY2(console.cache.bets == console.service.bets(), where.constData());
        QVERIFY2(console.shown == console.service.bets(), where.constData());
        QVERIFY2(console.feed->link() == LinkState::Live, where.constData());
        QVERIFY2(console.cache.cursor == console.service.head(), where.constData());
        QVERIFY2(!console.cache.skipped, where.constData());
    }
}

void TestFeed::worksWithTheRealCache()
{
    Console console;
    for (int i = 0; i < 700; ++i)
        console.service.touch("b-" + std::to_string(i % 300));
    auto stored = client::store::Cache::open({":memory:", {}, "env-1"});
    QVERIFY(stored.has_value());
    client::feed::DirectCache direct(**stored);
    Feed feed(console.api, console.transport, console.timers, console.clock, console.random, {}, direct, "");
    int rows = 0;
    connect(&feed, &Feed::rowsChanged, this, [&](const Rows& changed) { rows += int(changed.bets.size()); });
    feed.start();
    console.run(2 * secondMs);
    for (int i = 0; i < 100; ++i)
        console.service.touch("b-" + std::to_string(i));
    console.run(secondMs);
    QCOMPARE((*stored)->betCount(), std::int64_t(300));
    QCOMPARE((*stored)->cursor(), console.service.head());
    for (const auto& [id, row] : console.service.bets())
        QVERIFY((*stored)->bet(row.partner, row.bet) == row);
    QCOMPARE(rows, 400);
    console.service.restore(0);
    console.run(5 * secondMs);
    QCOMPARE((*stored)->cursor(), console.service.head());
}

void TestFeed::worksOverARealConnectionIntoAThreadedCache()
{
    using tests::support::Reaction;
    // Rows, events and heartbeats as a service would say them.
    tests::samples::World paper;
    FeedService words(paper);
    for (int i = 0; i < 6; ++i)
        words.touch("b-" + std::to_string(i % 3));
    contract::Page<contract::BetRow> page;
    for (const auto& [id, row] : words.bets())
        page.rows.push_back(row);
    const Reaction rounds = Reaction::answer(200, encode(contract::Page<contract::RoundRow>{}));
    const Reaction stream =
        Reaction::raw("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n\r\n", Reaction::End::Hang);
    tests::support::FakeService service;
    service.script({Reaction::answer(200, encode(page), {{"X-Event-Cursor", "e1-6"}}), rounds, stream});

    QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("cache.db")).toStdString();
    {
        client::api::QtTransport transport(service.origin());
        client::api::QtTimers timers;
        client::ports::SystemClock clock;
        client::ports::SystemRandom random;
        client::api::BetApi api(transport, timers, clock, random, {});
        client::feed::ThreadedCache cache(*client::store::Cache::open({path, {}, "env-1"}));
        Feed feed(api, transport, timers, clock, random, {}, cache, "");
        std::map<std::string, contract::BetRow> shown;
        connect(&feed, &Feed::rowsChanged, this, [&](const Rows& rows) {
            for (const contract::BetRow& row : rows.bets)
                shown[row.bet.text()] = row;
        });
        feed.start();
        QTRY_COMPARE(feed.link(), LinkState::Live);
        QVERIFY(shown == words.bets());
        words.touch("b-1");
        words.touch("b-9");
        const std::string said = words.transcript(6);
        service.push(said.substr(0, said.size() - 30));
        QTRY_COMPARE(shown["b-1"].version, std::int64_t(3));
        service.closeNewest();
        QTRY_COMPARE(service.requests().size(), std::size_t(4));
        QCOMPARE(service.requests().back().target, std::string("/api/v1/events?after=e1-7"));
        service.push(words.transcript(7));
        QTRY_VERIFY(shown == words.bets());
        // Taken in, but perhaps not stored when everything ends.
        words.touch("b-9");
        service.push(words.transcript(8));
    }
    auto stored = *client::store::Cache::open({path, {}, "env-1"});
    QVERIFY(stored->cursor() == "e1-8" || stored->cursor() == "e1-9");
    QCOMPARE(stored->betCount(), std::int64_t(4));
}

QTEST_GUILESS_MAIN(TestFeed)
#include "tst_feed.moc"
