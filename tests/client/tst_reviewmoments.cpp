// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/moment.h"
#include "tests/client/eventlog.h"

#include <QTest>

#include <map>
#include <random>

using client::contract::FeedEvent;
using client::review::Log;
using client::review::Moment;
using client::review::MomentChange;
using client::review::Moments;
using tests::samples::EventLog;

namespace {

// What the naive replay knows: the row that told last, by partner and id; rounds have no partner and come last.
using Key = std::tuple<bool, std::string, std::string>;
using Known = std::map<Key, std::uint64_t>;

struct Story
{
    std::vector<FeedEvent> events;
    std::shared_ptr<const Log> log;

    // Late and doubled events, damaged lines, and ids that two partners share.
    explicit Story(int count)
    {
        EventLog source(31);
        std::mt19937 random(31);
        QByteArray text;
        for (int i = 0; i < count; ++i) {
            FeedEvent event = i > 100 && random() % 10 == 0 ? events[events.size() - 1 - random() % 90] : source.next();
            if (event.bet && std::stoi(event.betId.text().substr(2)) % 50 == 0 && random() % 2 == 0) {
                event.partner = client::contract::PartnerId("other");
                event.bet->partner = event.partner;
            }
            QByteArray line = QByteArray::fromStdString(encode(event));
            if (random() % 40 == 0) {
                line.truncate(line.size() / 2);
                event.type.clear(); // nobody knows of it
            }
            events.push_back(event);
            text += line + '\n';
        }
        log = *Log::fromText(text);
    }

    std::uint64_t rowsUntil(std::int64_t at) const
    {
        for (std::size_t row = events.size(); row-- > 0;) {
            if (!events[row].type.empty() && events[row].at <= at)
                return row + 1;
        }
        return 0;
    }

    Known replay(std::uint64_t rows) const
    {
        Known known;
        for (std::uint64_t row = 0; row < rows; ++row) {
            const FeedEvent& event = events[row];
            if (event.type.empty())
                continue;
            const Key key = event.bet ? Key{false, event.bet->partner.text(), event.bet->bet.text()}
                                      : Key{true, {}, event.round->round.text()};
            const auto versionAt = [&](std::uint64_t at) {
                return events[at].bet ? events[at].bet->version : events[at].round->version;
            };
            const auto [place, isNew] = known.emplace(key, row);
            if (!isNew && versionAt(place->second) < versionAt(row))
                place->second = row;
        }
        return known;
    }
};

Known known(const Moments& moments, const Moment& moment)
{
    Moment nothing;
    nothing.bets.resize(moment.bets.size());
    nothing.rounds.resize(moment.rounds.size());
    Known all;
    for (const MomentChange& change : moments.difference(nothing, moment))
        all[{change.isRound, change.partner, change.id}] = change.after;
    return all;
}

} // namespace

class TestReviewMoments : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMomentIsWhatAReplaySays();
    void differencesAreThoseOfTwoReplays();
    void knowsABetByItsPartnerAndId();
    void anEmptyLogHasOneMoment();
    void momentsAreTheSameWhateverTheCheckpoints();
};

void TestReviewMoments::everyMomentIsWhatAReplaySays()
{
    const Story story(3'000);
    const Moments moments(story.log, {.rowsBetween = 257});
    std::mt19937_64 random(1);
    const std::int64_t first = story.events.front().at, last = story.events.back().at;
    for (int i = 0; i < 1'000; ++i) {
        const std::int64_t at =
            first - 50 + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(last - first + 100));
        const std::uint64_t rows = story.rowsUntil(at);
        QCOMPARE(moments.rowsUntil(at), rows);
        const Moment moment = moments.atTime(at);
        QCOMPARE(moment.rows, rows);
        QVERIFY(known(moments, moment) == story.replay(rows));
    }
}

void TestReviewMoments::differencesAreThoseOfTwoReplays()
{
    const Story story(2'000);
    const Moments moments(story.log, {.rowsBetween = 100});
    for (const auto& [from, to] :
         {std::pair(0, 2'000), std::pair(500, 510), std::pair(700, 700), std::pair(1'500, 400)}) {
        const Known before = story.replay(static_cast<std::uint64_t>(from)),
                    after = story.replay(static_cast<std::uint64_t>(to));
        std::vector<MomentChange> expected;
        Known both = before;
        both.insert(after.begin(), after.end());
        for (const auto& [key, row] : both) {
            const auto at = [&](const Known& of) { return of.contains(key) ? of.at(key) : MomentChange::none; };
            if (at(before) != at(after))
                expected.push_back({std::get<1>(key), std::get<2>(key), std::get<0>(key), at(before), at(after)});
        }
        const auto changes = moments.difference(moments.atRow(static_cast<std::uint64_t>(from)),
                                                moments.atRow(static_cast<std::uint64_t>(to)));
        QVERIFY(changes == expected);
        QCOMPARE(changes.empty(), from == to);
    }
}

void TestReviewMoments::knowsABetByItsPartnerAndId()
{
    const Story story(2'000);
    const Moments moments(story.log, {});
    const Moment end = moments.atRow(story.log->rows());
    int shared = 0;
    const Known all = story.replay(story.log->rows());
    for (const auto& [key, row] : all) {
        if (std::get<0>(key))
            continue;
        QCOMPARE(moments.rowOf(end, std::get<1>(key), std::get<2>(key)), row);
        shared += std::get<1>(key) == "other" ? 1 : 0;
    }
    QVERIFY(shared > 0);
    QCOMPARE(moments.rowOf(end, "acme", "b-none"), MomentChange::none);
    QCOMPARE(moments.rowOf(end, "nobody", "b-1"), MomentChange::none);
    QCOMPARE(moments.rowOf(moments.atRow(0), "acme", "b-1"), MomentChange::none);
}

void TestReviewMoments::anEmptyLogHasOneMoment()
{
    const auto log = *Log::fromText({});
    const Moments moments(log, {});
    QCOMPARE(moments.atTime(1'000).rows, std::uint64_t(0));
    QCOMPARE(moments.atRow(7).rows, std::uint64_t(0));
    QVERIFY(moments.difference(moments.atRow(0), moments.atTime(5)).empty());
}

void TestReviewMoments::momentsAreTheSameWhateverTheCheckpoints()
{
    const Story story(1'000);
    const Moments one(story.log, {.rowsBetween = 1}), some(story.log, {.rowsBetween = 333}),
        none(story.log, {.rowsBetween = 100'000});
    for (const std::uint64_t rows : {0, 1, 332, 333, 334, 666, 999, 1'000, 5'000}) {
        const Moment moment = one.atRow(rows);
        QVERIFY(moment.bets == some.atRow(rows).bets && moment.rounds == some.atRow(rows).rounds);
        QVERIFY(moment.bets == none.atRow(rows).bets && moment.rounds == none.atRow(rows).rounds);
    }
}

QTEST_GUILESS_MAIN(TestReviewMoments)
#include "tst_reviewmoments.moc"
