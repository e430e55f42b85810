// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A log shown as a service shows its rows, at any of its moments.
#include "client/api/betapi.h"
#include "client/contract/cause.h"
#include "client/contract/json.h"
#include "client/review/eventstory.h"
#include "client/review/replayservice.h"
#include "tests/client/eventlog.h"
#include "tests/client/samples.h"
#include "tests/support/virtualtime.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <set>

using namespace client::contract;
using client::review::Log;
using client::review::Replay;
using client::review::ReplayService;

namespace {

using Key = std::pair<std::string, std::string>;

Key keyOf(const BetRow& row)
{
    return {row.partner.text(), row.bet.text()};
}

// What a naive replay of the events knows.
struct World
{
    std::map<Key, BetRow> bets;
    std::map<std::string, RoundRow> rounds;
};

struct Played
{
    std::vector<FeedEvent> events;
    std::unique_ptr<Replay> replay;

    explicit Played(int count, const std::vector<FeedEvent>& more = {})
    {
        tests::samples::EventLog source(5);
        for (int i = 0; i < count; ++i)
            events.push_back(source.next());
        events.insert(events.end(), more.begin(), more.end());
        QByteArray text;
        for (const FeedEvent& event : events)
            text += QByteArray::fromStdString(encode(event)) + '\n';
        replay = std::make_unique<Replay>(*Log::fromText(text));
    }

    World until(std::uint64_t rows) const
    {
        World world;
        for (std::uint64_t row = 0; row < rows; ++row) {
            if (const auto& bet = events[row].bet)
                world.bets[keyOf(*bet)] = *bet;
            if (const auto& round = events[row].round)
                world.rounds[round->round.text()] = *round;
        }
        return world;
    }
};

// A console's API over the replay.
struct Desk
{
    explicit Desk(const Replay& replay) { service.setReplay(&replay); }

    template <typename T>
    std::optional<T> read(client::api::CallOf<T>* call)
    {
        std::optional<T> got;
        bool ended = false;
        QObject::connect(call, &client::api::Call::finished, call, [&, call] {
            ended = true;
            if (call->result())
                got = *call->result();
        });
        return QTest::qWaitFor([&] { return time.advance(100), ended; }) ? got : std::nullopt;
    }

    tests::support::VirtualTime time;
    tests::support::VirtualClock clock{time, 0};
    tests::support::VirtualTimers timers{time};
    tests::support::SeededRandom random{7};
    ReplayService service;
    client::api::BetApi api{service, timers, clock, random, [] { return std::string(); }};
};

FeedEvent failureEvent(const BetRow& bet, std::int64_t version, std::int64_t at)
{
    FailureRow row;
    row.id = FailureId("f-1");
    row.partner = bet.partner;
    row.call = "block_funds";
    row.http = bet.operation->http;
    row.errorClass = bet.operation->errorClass;
    row.message = normalisedMessage(bet.operation->error, {bet.bet.text(), bet.player.text()});
    row.bets = 1;
    row.firstAt = row.lastAt = at;
    row.version = version;
    FeedEvent event;
    event.type = "failure.changed";
    event.seq = 100'000 + version;
    event.at = at;
    event.partner = row.partner;
    event.failureId = row.id;
    event.failure = row;
    return event;
}

} // namespace

class TestReplay : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPositionHasTheRowsOfThatMoment()
    {
        const Played story(1'500);
        Replay& replay = *story.replay;
        for (const std::uint64_t rows : {0, 1, 17, 400, 1'499, 1'500}) {
            replay.moveToRow(rows);
            const World world = story.until(rows);
            const auto bets = replay.bets({}, 0, 10'000);
            QCOMPARE(bets.size(), world.bets.size());
            for (std::size_t i = 0; i < bets.size(); ++i) {
                QVERIFY(world.bets.at(keyOf(bets[i])) == bets[i]);
                QVERIFY(i == 0 || bets[i - 1].createdAt >= bets[i].createdAt);
            }
            const auto rounds = replay.rounds(0, 10'000);
            QCOMPARE(rounds.size(), world.rounds.size());
            for (const RoundRow& round : rounds) {
                RoundRow told = world.rounds.at(round.round.text());
                told.bets = round.bets; // see roundsAreCountedAtEachMoment()
                told.openBets = round.openBets;
                QVERIFY(told == round);
            }
            QCOMPARE(replay.atMs(), rows == 0 ? story.events.front().at : story.events[rows - 1].at);
        }
    }

    void theMomentIsThatOfTheLatestEventThatCounts()
    {
        QVERIFY(Played(40).replay->isInOrder());
        // The last two lines came late.
        tests::samples::EventLog before(9, 1'789'999'000'000);
        const FeedEvent first = before.next(), second = before.next();
        const Played story(40, {first, second});
        Replay& replay = *story.replay;
        QVERIFY(!replay.isInOrder());
        QCOMPARE(replay.atMs(), story.events[39].at);
        QCOMPARE(replay.fromMs(), first.at);
        replay.moveToRow(41);
        QCOMPARE(replay.atMs(), story.events[39].at);
        replay.moveToRow(10);
        QCOMPARE(replay.atMs(), story.events[9].at);
        replay.moveToRow(0);
        QCOMPARE(replay.atMs(), replay.fromMs());
    }

    void filtersAndPagesAsTheServiceDoes()
    {
        const Played story(1'500);
        Desk desk(*story.replay);
        const World world = story.until(1'500);
        for (const ShownStatus status : {ShownStatus::Failed, ShownStatus::Won, ShownStatus::FundsHeld}) {
            std::set<Key> expected, found;
            for (const auto& [key, bet] : world.bets) {
                if (bet.shown() == status && key.first == "acme")
                    expected.insert(key);
            }
            client::api::BetFilter filter;
            filter.partner = "acme";
            filter.status = word(status);
            filter.limit = 3;
            do {
                const auto page = desk.read(desk.api.bets(filter));
                QVERIFY(page && page->rows.size() <= 3);
                for (const BetRow& row : page->rows)
                    QVERIFY(found.insert(keyOf(row)).second);
                filter.cursor = page->nextCursor;
            } while (!filter.cursor.empty());
            QVERIFY(found == expected && found.size() > 3);
        }
        client::api::BetFilter one;
        one.idPrefix = "b-12";
        one.createdFrom = story.events[100].at;
        one.createdTo = story.events[800].at;
        const auto page = desk.read(desk.api.bets(one));
        QVERIFY(page && !page->rows.empty());
        for (const BetRow& row : page->rows)
            QVERIFY(row.bet.text().starts_with("b-12") && row.createdAt >= one.createdFrom &&
                    row.createdAt < one.createdTo);
    }

    void tellsABetsStory()
    {
        const Played story(1'500);
        const World world = story.until(1'500);
        const auto chosen =
            std::find_if(world.bets.begin(), world.bets.end(), [](const auto& one) { return one.second.version > 4; });
        QVERIFY(chosen != world.bets.end());
        const BetRow& bet = chosen->second;
        Desk desk(*story.replay);
        const auto told = desk.read(desk.api.story(bet.partner, bet.bet));
        QVERIFY(told);
        QVERIFY(told->bet == bet);
        const auto attempts = std::count_if(told->entries.begin(), told->entries.end(),
                                            [](const TimelineEntry& entry) { return entry.attempt.has_value(); });
        QCOMPARE(attempts, bet.version - 1); // the first version is the check, which calls nobody
        QVERIFY(std::is_sorted(told->entries.begin(), told->entries.end(),
                               [](const auto& a, const auto& b) { return a.at < b.at; }));

        // As it was before its last event, and before it was there at all.
        const auto events = story.replay->eventsOf(bet.partner, bet.bet);
        story.replay->moveToTime(events[events.size() - 2].at);
        QCOMPARE(desk.read(desk.api.story(bet.partner, bet.bet))->bet.version, bet.version - 1);
        story.replay->moveToTime(events.front().at - 1);
        QVERIFY(!desk.read(desk.api.story(bet.partner, bet.bet)));
        QVERIFY(!desk.read(desk.api.bet(bet.partner, bet.bet)));
    }

    void anEventThatCameTwiceIsToldOnce()
    {
        tests::samples::EventLog source(9);
        std::vector<FeedEvent> events;
        while (events.size() < 3) {
            const FeedEvent event = source.next();
            if (event.bet && event.bet->bet.text() == "b-1")
                events.push_back(event);
        }
        const auto once = client::review::storyOf(events);
        events.insert(events.begin() + 2, events[0]);
        events.push_back(events[2]);
        const auto twice = client::review::storyOf(events);
        QCOMPARE(encode(twice), encode(once));
    }

    void groupsKeepTheBetsThatFailedLikeThem()
    {
        BetRow failed;
        {
            const Played without(1'500);
            const World world = without.until(1'500);
            for (const auto& [key, bet] : world.bets) {
                if (bet.shown() == ShownStatus::Failed && bet.operation->http == 402)
                    failed = bet;
            }
        }
        QVERIFY(!failed.bet.empty());
        const auto first = failureEvent(failed, 1, 1'790'001'000'000);
        auto second = failureEvent(failed, 2, 1'790'001'001'000);
        second.failure->note = "they know";
        const Played story(1'500, {first, second});
        Desk desk(*story.replay);
        const auto groups = desk.read(desk.api.failures({}));
        QVERIFY(groups);
        QCOMPARE(groups->rows.size(), std::size_t(1));
        QVERIFY(groups->rows[0] == *second.failure);
        const auto bets = desk.read(desk.api.failureBets(FailureId("f-1")));
        QVERIFY(bets);
        std::size_t expected = 0;
        const World world = story.until(1'500);
        for (const auto& [key, bet] : world.bets)
            expected += bet.partner == failed.partner && bet.operation && bet.operation->error == "insufficient funds";
        QCOMPARE(bets->rows.size(), expected);
        client::api::FailureFilter ofBet;
        ofBet.partner = failed.partner.text();
        ofBet.bet = failed.bet.text();
        QCOMPARE(desk.read(desk.api.failures(ofBet))->rows.size(), std::size_t(1));
        story.replay->moveToRow(1'501);
        QVERIFY(desk.read(desk.api.failures({}))->rows[0] == *first.failure);
        story.replay->moveToRow(1'500);
        QVERIFY(desk.read(desk.api.failures({}))->rows.empty());
    }

    void groupsAreWholeHoweverManyBetsTheyHave()
    {
        constexpr int failedBets = 2'500;
        std::vector<FeedEvent> events;
        FeedEvent event;
        for (int i = 0; i < failedBets; ++i) {
            BetRow bet = tests::samples::betRow("b-" + std::to_string(i));
            bet.createdAt += i;
            bet.round = RoundId();
            bet.operation = OperationBrief{};
            bet.operation->id = OperationId("op-" + std::to_string(i));
            bet.operation->state = i % 5 == 4 ? OperationState::Succeeded : OperationState::Declined;
            bet.operation->http = 402;
            bet.operation->errorClass = "refused";
            bet.operation->error = "insufficient funds of " + bet.bet.text();
            event = tests::samples::betEvent(i + 1, bet);
            event.at = bet.createdAt;
            events.push_back(event);
        }
        events.push_back(failureEvent(*events.front().bet, 1, events.back().at + 1));
        const Played story(0, events);
        Desk desk(*story.replay);
        std::vector<std::string> expected, got;
        for (int i = failedBets; i-- > 0;) {
            if (i % 5 != 4)
                expected.push_back("b-" + std::to_string(i));
        }
        std::string cursor;
        do {
            const auto page = desk.read(desk.api.failureBets(FailureId("f-1"), cursor));
            QVERIFY(page && !page->rows.empty());
            for (const BetRow& bet : page->rows)
                got.push_back(bet.bet.text());
            cursor = page->nextCursor;
        } while (!cursor.empty());
        QVERIFY(got == expected);
        // The oldest of them, behind more than a page of others, and one that went well.
        client::api::FailureFilter ofBet;
        ofBet.partner = "acme";
        ofBet.bet = "b-0";
        QCOMPARE(desk.read(desk.api.failures(ofBet))->rows.size(), std::size_t(1));
        ofBet.bet = "b-4";
        QCOMPARE(desk.read(desk.api.failures(ofBet))->rows.size(), std::size_t(0));
    }

    // A snapshot's rounds were counted when it came, and the stream repeats what led there.
    void aRoundOfASnapshotIsNotCountedTwice()
    {
        constexpr std::int64_t seenAt = tests::samples::epochMs + 10'000;
        auto round = tests::samples::roundRow("r-1");
        round.bets = 2;
        round.openBets = 1;
        FeedEvent seen;
        seen.at = seenAt;
        seen.type = "round.seen";
        seen.round = round;
        seen.roundId = round.round;
        const auto betAt = [&](std::int64_t seq, const char* id, std::int64_t version, BetState state,
                               std::int64_t at) {
            auto row = tests::samples::betRow(id, version);
            row.round = round.round;
            row.state = state;
            row.createdAt = at;
            row.updatedAt = at;
            OperationBrief brief;
            brief.id = OperationId("op-1");
            brief.state = OperationState::Succeeded;
            row.operation = brief;
            auto event = tests::samples::betEvent(seq, row);
            event.roundId = round.round;
            event.at = at;
            return event;
        };
        const Played played(0, {seen, betAt(1, "b-1", 1, BetState::Blocked, seenAt - 400),
                                betAt(2, "b-1", 2, BetState::Won, seenAt - 300),
                                betAt(3, "b-2", 1, BetState::Blocked, seenAt), // as far as the snapshot knew
                                betAt(4, "b-2", 2, BetState::Won, seenAt + 100),
                                betAt(5, "b-3", 1, BetState::Blocked, seenAt + 200)});
        const auto counts = [&](std::uint64_t rows) {
            played.replay->moveToRow(rows);
            const auto known = played.replay->round(round.round);
            return std::pair(known->bets, known->openBets);
        };
        for (std::uint64_t rows = 1; rows <= 4; ++rows)
            QCOMPARE(counts(rows), (std::pair<std::int64_t, std::int64_t>(2, 1)));
        QCOMPARE(counts(5), (std::pair<std::int64_t, std::int64_t>(2, 0)));
        QCOMPARE(counts(6), (std::pair<std::int64_t, std::int64_t>(3, 1)));
    }

    void roundsAreCountedAtEachMoment()
    {
        std::vector<FeedEvent> events;
        const auto add = [&](FeedEvent event) {
            event.seq = static_cast<std::int64_t>(events.size()) + 1;
            event.at = tests::samples::epochMs + event.seq;
            events.push_back(std::move(event));
        };
        FeedEvent opened;
        opened.type = "round.open";
        opened.round = tests::samples::roundRow("r-1");
        opened.roundId = opened.round->round;
        BetRow held = tests::samples::betRow("b-1");
        held.createdAt = tests::samples::epochMs + 2;
        held.operation = OperationBrief{};
        held.operation->id = OperationId("op-1");
        held.operation->state = OperationState::Succeeded;
        BetRow won = held;
        won.version = 2;
        won.state = BetState::Won;
        // Of before the log began: the round's first event counts it as the service does.
        BetRow older = won;
        older.bet = BetId("b-0");
        older.createdAt = tests::samples::epochMs - 1'000;
        opened.round->bets = opened.round->openBets = 1;
        FeedEvent closed = opened;
        closed.type = "round.closed";
        closed.round->version = 2;
        closed.round->bets = closed.round->openBets = 2;
        add(opened);
        add(tests::samples::betEvent(0, held));
        add(closed);
        add(tests::samples::betEvent(0, won));
        add(tests::samples::betEvent(0, held)); // once more
        add(tests::samples::betEvent(0, older));
        const Played story(0, events);
        const auto counts = [&](std::uint64_t rows) {
            story.replay->moveToRow(rows);
            const auto round = story.replay->round(RoundId("r-1"));
            const auto list = story.replay->rounds(0, 10);
            return round && list.size() == 1 && list[0] == *round ? std::pair(round->bets, round->openBets)
                                                                  : std::pair(std::int64_t(-1), std::int64_t(-1));
        };
        using Counts = std::pair<std::int64_t, std::int64_t>;
        QCOMPARE(counts(1), Counts(1, 1));
        QCOMPARE(counts(2), Counts(2, 2));
        QCOMPARE(counts(3), Counts(2, 2));
        QCOMPARE(counts(4), Counts(2, 1));
        QCOMPARE(counts(5), Counts(2, 1));
        QCOMPARE(counts(6), Counts(2, 0));
    }

    void countsWhatNeedsAttentionAtThatMoment()
    {
        const Played story(1'500);
        story.replay->moveToRow(900);
        Desk desk(*story.replay);
        const auto stats = desk.read(desk.api.stats());
        QVERIFY(stats);
        QCOMPARE(stats->at, story.events[899].at);
        std::int64_t failed = 0, inDoubt = 0;
        const World world = story.until(900);
        for (const auto& [key, bet] : world.bets) {
            failed += bet.shown() == ShownStatus::Failed;
            inDoubt += bet.shown() == ShownStatus::InDoubt;
        }
        QVERIFY(failed > 0 && inDoubt > 0);
        QCOMPARE(stats->attention.failed.total(), failed);
        QCOMPARE(stats->attention.inDoubt.total(), inDoubt);
        QCOMPARE(stats->since, std::int64_t(0)); // no call is counted as none
    }

    void countsTheCallsOfEachMinute()
    {
        constexpr std::int64_t minuteMs = 60'000;
        const Played source(6'000);
        auto seen = source.events[5'990];
        seen.type = betSeen; // told by a snapshot
        seen.bet->operation.emplace();
        seen.bet->operation->id = OperationId("op-1");
        const Played story(6'000, {seen});
        const std::int64_t fromMs = story.events[1'000].at / minuteMs * minuteMs;
        const auto expected = [&](std::uint64_t rows) {
            std::vector<client::review::CallMinutes::Counts> counts(2);
            for (std::uint64_t row = 0; row < rows; ++row) {
                const FeedEvent& event = story.events[row];
                const std::int64_t minute = (event.at - fromMs) / minuteMs;
                if (event.at >= fromMs && minute < 2 && event.bet && event.bet->operation && event.type != betSeen)
                    ++counts[static_cast<std::size_t>(minute)][static_cast<std::size_t>(event.bet->operation->state)];
            }
            return counts;
        };
        for (const std::uint64_t rows : {0, 1'200, 4'500, 6'001}) {
            story.replay->moveToRow(rows);
            QCOMPARE(story.replay->calls(fromMs, 2).counts, expected(rows));
        }
        QVERIFY(expected(6'001)[0] != expected(1'200)[0] && expected(6'001)[1] != expected(0)[1]);
        story.replay->moveToTime(story.events[4'499].at);
        QVERIFY(story.events[4'499].at != story.events[4'500].at);
        QCOMPARE(story.replay->calls(fromMs, 2).counts, expected(4'500));
    }

    void countsCallsOverBlocksAndOutOfOrder()
    {
        constexpr std::int64_t begin = 1'790'000'040'000; // a whole minute
        constexpr int count = 70'000;                     // more than a block
        const auto atOf = [](int i) { return begin + (i % 7 == 0 ? std::max(i - 5'000, 0) : i) * 3LL; };
        QByteArray text;
        for (int i = 0; i < count; ++i) {
            const char* const state = i % 3 == 0 ? "declined" : "succeeded";
            text +=
                QStringLiteral(
                    "{'seq':%1,'at':'%2','type':'bet.won','row':{'bet_id':'b-1','operation':{'state':'%3'}}}\n")
                    .arg(QString::number(i + 1), QString::fromStdString(json::timeText(atOf(i))), QLatin1String(state))
                    .replace(u'\'', u'"')
                    .toUtf8();
        }
        Replay replay(*Log::fromText(text));
        for (const int rows : {65'535, 65'536, 69'000, count}) {
            replay.moveToRow(static_cast<std::uint64_t>(rows));
            std::vector<client::review::CallMinutes::Counts> expected(4);
            for (int i = 0; i < rows; ++i) {
                const auto state = i % 3 == 0 ? OperationState::Declined : OperationState::Succeeded;
                ++expected[static_cast<std::size_t>((atOf(i) - begin) / 60'000)][static_cast<std::size_t>(state)];
            }
            QCOMPARE(replay.calls(begin, 4).counts, expected);
        }
    }

    void nothingCanBeSent()
    {
        const Played story(50);
        Desk desk(*story.replay);
        auto* call = desk.api.flagRound(RoundId("r-0"));
        std::optional<AnswerKind> ended;
        QObject::connect(call, &client::api::Call::finished, call, [&, call] { ended = call->answer().kind; });
        QTRY_VERIFY((desk.time.advance(60'000), ended)); // it waits between its tries
        QVERIFY(ended == AnswerKind::NotSent);
        QVERIFY(!desk.read(desk.api.health(PartnerId("acme"))));
    }

    void whatIsAskedBeforeTheFileIsOpenIsAnsweredThen()
    {
        const Played story(50);
        Desk desk(*story.replay);
        desk.service.setReplay(nullptr);
        std::size_t rows = 0;
        auto* call = desk.api.bets({});
        QObject::connect(call, &client::api::Call::finished, call, [&, call] { rows = call->result()->rows.size(); });
        auto* given = desk.api.rounds();
        given->stop();
        QTRY_COMPARE((desk.time.advance(60'000), rows), std::size_t(0));
        desk.service.setReplay(story.replay.get());
        QTRY_VERIFY((desk.time.advance(100), rows > 10));
    }

    void stepsToTheNextEventOfABetOrRound()
    {
        const Played story(1'500);
        Replay& replay = *story.replay;
        const BetRow bet = *std::find_if(story.events.begin(), story.events.end(), [](const FeedEvent& event) {
                                return event.bet && event.bet->version == 4;
                            })->bet;
        std::vector<std::uint64_t> expected;
        for (std::size_t row = 0; row < story.events.size(); ++row) {
            if (story.events[row].bet && story.events[row].bet->bet == bet.bet)
                expected.push_back(row + 1);
        }
        replay.moveToRow(0);
        std::vector<std::uint64_t> found;
        while (const auto next = replay.step(1, bet.partner, bet.bet, {})) {
            found.push_back(*next);
            replay.moveToRow(*next);
        }
        QVERIFY(found == expected && found.size() > 3);
        replay.moveToRow(1'500);
        std::vector<std::uint64_t> back;
        while (const auto next = replay.step(-1, bet.partner, bet.bet, {})) {
            back.insert(back.begin(), *next);
            replay.moveToRow(*next);
        }
        QVERIFY(back == expected);
        replay.moveToRow(700);
        QCOMPARE(replay.step(1, {}, {}, {}), std::optional<std::uint64_t>(701));
        QCOMPARE(replay.step(-1, {}, {}, {}), std::optional<std::uint64_t>(699));
        const auto ofRound = replay.step(1, {}, {}, RoundId("r-20"));
        QVERIFY(ofRound && story.events[*ofRound - 1].roundId.text() == "r-20");
        replay.moveToRow(1'500);
        QVERIFY(!replay.step(1, {}, {}, {}));
        replay.moveToRow(0);
        QVERIFY(!replay.step(-1, {}, {}, {}));
    }

    void tellsWhatChangedBetweenTwoMoments()
    {
        const Played story(1'500);
        const World before = story.until(600), after = story.until(640);
        const auto changed = story.replay->changed(600, 640, 10'000);
        QCOMPARE(changed.leftOut, std::size_t(0));
        std::size_t expected = 0;
        for (const auto& [key, bet] : after.bets)
            expected += !before.bets.contains(key) || before.bets.at(key) != bet;
        QCOMPARE(changed.bets.size(), expected);
        QVERIFY(expected > 5);
        for (const auto& change : changed.bets) {
            QVERIFY(change.after);
            const Key key = keyOf(*change.after);
            QVERIFY(after.bets.at(key) == *change.after);
            QVERIFY(before.bets.contains(key) ? change.before == before.bets.at(key) : !change.before);
        }
        QCOMPARE(story.replay->changed(600, 640, 3).leftOut, expected + changed.rounds.size() - 3);
        QVERIFY(story.replay->changed(640, 600, 10'000).bets.size() == expected);
    }
};

QTEST_GUILESS_MAIN(TestReplay)
#include "tst_replay.moc"
