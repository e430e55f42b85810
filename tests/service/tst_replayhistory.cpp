// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A day of the sandbox's play through the real service: any moment of it, rebuilt from its events alone, is what the
// service's own history says of bets, and what it answered of rounds at that moment.
#include "client/review/replay.h"
#include "service/sandbox/script.h"
#include "service/sandbox/world.h"
#include "tests/service/corefixture.h"

#include <QTest>

#include <algorithm>
#include <functional>
#include <map>
#include <queue>
#include <set>

using namespace client::contract;
using client::review::Log;
using client::review::Replay;
using service::core::BetVersion;
using service::sandbox::BetScript;
using service::sandbox::Dice;
using service::sandbox::Plan;
using service::sandbox::RoundScript;
using service::sandbox::Script;

namespace {

constexpr std::int64_t dayMs = 86'400'000;
constexpr int betsPlayed = 400;
constexpr int instants = 1'000;
constexpr int looksEach = 20;         // bets looked at in each of them
constexpr std::size_t roundsEach = 5; // and rounds
constexpr int allEvery = 25;          // and every bet and round in each of so many

service::core::Settings furnished()
{
    service::core::Settings settings;
    service::sandbox::furnish(settings);
    return settings;
}

// A round as the service shows it, and the sums over its bets, in minor units.
struct RoundTruth
{
    RoundRow row;
    std::int64_t stake = 0;
    std::int64_t payout = 0;
    std::int64_t refunded = 0;
    std::int64_t bets = 0;

    void add(const BetRow& bet)
    {
        ++bets;
        stake += bet.stakeMinor;
        payout += bet.payoutMinor.value_or(0);
        refunded += bet.refundedMinor;
    }
    bool operator==(const RoundTruth&) const = default;
};

// What the service showed at one moment.
struct Instant
{
    std::int64_t atMs = 0;
    std::size_t known = 0; // rounds
    std::map<RoundId, RoundTruth> rounds;
};

// Plays the script as the sandbox does, but in the desk's time.
class Day
{
public:
    Day()
    {
        for (int i = 0; i < instants; ++i)
            m_looks.insert(desk.clock.now + static_cast<std::int64_t>(dice.unit() * 1.25 * double(dayMs)));
        service::core::Faults faults;
        faults.unavailable503 = 0.1;
        faults.timeoutAfterEffect = 0.05;
        faults.timeoutBeforeEffect = 0.03;
        desk.wallet->setFaults(faults);
        for (int i = 0; i < betsPlayed; ++i) {
            const BetScript bet = script.nextBet();
            at(bet.atMs, [this, bet] { place(bet); });
        }
        while (!m_agenda.empty()) {
            const auto next = m_agenda.top();
            m_agenda.pop();
            passUntil(next.atMs);
            next.act();
        }
        passUntil(desk.clock.now + dayMs);
    }

    QByteArray events() const
    {
        QByteArray text;
        for (const auto& event : desk.store->eventsAfter(0, 1'000'000))
            text += QByteArray::fromStdString(event.data) + '\n';
        return text;
    }

    tests::Desk desk{furnished()};
    std::vector<Instant> seen;
    Dice dice{3};

private:
    // Looks at the service where no event shares the millisecond with what comes next.
    void passUntil(std::int64_t atMs)
    {
        while (!m_looks.empty() && std::max(*m_looks.begin(), desk.clock.now) < atMs) {
            desk.pass(std::max<std::int64_t>(*m_looks.begin() - desk.clock.now, 0));
            m_looks.erase(m_looks.begin());
            look();
        }
        desk.pass(std::max<std::int64_t>(atMs - desk.clock.now, 0));
    }

    void look()
    {
        service::core::RoundFilter filter;
        filter.limit = 1'000'000;
        auto rounds = desk.store->rounds(filter).rows;
        Instant instant{desk.clock.utcMs(), rounds.size(), {}};
        if (seen.size() % allEvery != 0 && rounds.size() > roundsEach) {
            for (std::size_t i = 0; i < roundsEach; ++i)
                std::swap(rounds[i], rounds[dice.below(rounds.size())]);
            rounds.resize(roundsEach);
        }
        for (const auto& round : rounds) {
            RoundTruth& truth = instant.rounds[round.row.round];
            truth.row = round.row;
            for (const auto& bet : desk.store->roundBets(round.row.round, 0, 1'000'000))
                truth.add(bet.row);
        }
        seen.push_back(std::move(instant));
    }

    struct Entry
    {
        std::int64_t atMs = 0;
        std::int64_t number = 0; // of two at once the first made comes first
        std::function<void()> act;
        bool operator<(const Entry& other) const
        {
            return std::pair(atMs, number) > std::pair(other.atMs, other.number);
        }
    };

    void at(std::int64_t atMs, std::function<void()> act) { m_agenda.push({atMs, m_entries++, std::move(act)}); }

    void send(BetCall call, CallKind kind)
    {
        call.call = kind;
        desk.post(std::string(path(kind)), encode(call));
    }

    void place(const BetScript& bet)
    {
        if (bet.plan != Plan::Greedy)
            send(bet.call, CallKind::CheckBet);
        if (bet.plan == Plan::Check)
            return;
        send(bet.call, CallKind::BlockFunds);
        const RoundScript& round = script.round(bet.round);
        if (bet.plan == Plan::Refund || round.abandoned)
            return at(desk.clock.now + std::max<std::int64_t>(bet.refundAfterMs, 1'000), [this, bet] { refund(bet); });
        at(std::max(round.endsMs, desk.clock.now) + 5'000, [this, bet, round] { settle(bet, round); });
    }

    void refund(const BetScript& bet)
    {
        BetCall call;
        call.partner = bet.call.partner;
        call.player = bet.call.player;
        call.bet = bet.call.bet;
        call.amountText = bet.call.amountText;
        send(call, CallKind::Refund);
    }

    void settle(const BetScript& bet, const RoundScript& round)
    {
        BetCall call;
        call.partner = bet.call.partner;
        call.player = bet.call.player;
        call.bet = bet.call.bet;
        call.amountText = bet.call.amountText;
        call.result = round.wrongResult.empty() ? round.result : round.wrongResult;
        call.won = service::sandbox::wins(*round.game, bet.call.selection, call.result);
        if (*call.won) {
            const auto currency = Currency::parse(bet.call.currency).value();
            const auto stake = parseMinor(bet.call.amountText, currency.exponent).value();
            call.payoutText = Money{payoutMinor(stake, parseOdds(bet.call.oddsText).value()).value(), currency}.text();
        }
        send(call, CallKind::UpdateBetStatus);
        if (!round.wrongResult.empty() && m_corrected.insert(round.id).second)
            at(desk.clock.now + 600'000, [this, round] {
                desk.post("/api/recalculate_bets", encode(RecalculateCall{RoundId(round.id), round.result}));
            });
    }

    Script script{11, 1, betsPlayed * 1'000.0 / dayMs, 0.2};
    std::priority_queue<Entry> m_agenda;
    std::int64_t m_entries = 0;
    std::multiset<std::int64_t> m_looks; // when
    std::set<std::string> m_corrected;
};

struct History
{
    PartnerId partner;
    BetId bet;
    std::vector<BetVersion> versions;

    const BetVersion* at(std::int64_t atMs) const
    {
        const BetVersion* newest = nullptr;
        for (const BetVersion& version : versions) {
            if (version.at <= atMs)
                newest = &version;
        }
        return newest;
    }
};

bool isAs(const std::optional<BetRow>& row, const BetVersion* version)
{
    if (!row || !version)
        return !row && !version;
    return row->state == version->state && row->payoutMinor == version->payoutMinor &&
           row->refundedMinor == version->refundedMinor && row->version >= version->version;
}

} // namespace

class TestReplayHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyInstantOfADayIsWhatTheServiceKnew()
    {
        const Day day;
        std::vector<History> all;
        std::set<BetState> ends;
        for (std::int64_t id = 1;; ++id) {
            const auto bet = day.desk.store->bet(id);
            if (!bet)
                break;
            all.push_back({bet->row.partner, bet->row.bet, day.desk.store->versions(id)});
            ends.insert(bet->row.state);
        }
        QVERIFY(all.size() > 200);
        QVERIFY(ends.contains(BetState::Won) && ends.contains(BetState::Lost) && ends.contains(BetState::Refunded));

        Replay replay(*Log::fromText(day.events()));
        const std::int64_t first = replay.fromMs(), span = replay.toMs() - first;
        QVERIFY(span > dayMs / 2);
        Dice dice(3);
        for (int i = 0; i < instants; ++i) {
            const std::int64_t atMs = first - 1'000 + static_cast<std::int64_t>(dice.unit() * double(span + 2'000));
            replay.moveToTime(atMs);
            if (i % allEvery == 0) {
                std::map<std::pair<PartnerId, BetId>, BetRow> rows;
                for (const BetRow& row : replay.bets({}, 0, 1'000'000))
                    rows.emplace(std::pair(row.partner, row.bet), row);
                std::size_t known = 0;
                for (const History& history : all) {
                    const auto* version = history.at(atMs);
                    known += version != nullptr;
                    const auto row = rows.find({history.partner, history.bet});
                    QVERIFY(isAs(row == rows.end() ? std::nullopt : std::optional(row->second), version));
                }
                QCOMPARE(rows.size(), known);
            }
            for (int look = 0; look < looksEach; ++look) {
                const History& history = all[dice.below(all.size())];
                QVERIFY(isAs(replay.bet(history.partner, history.bet), history.at(atMs)));
            }
        }
    }

    void everyRoundIsWhatTheServiceShowedThen()
    {
        Day day;
        QCOMPARE(day.seen.size(), std::size_t(instants));
        Replay replay(*Log::fromText(day.events()));
        std::set<RoundState> states;
        std::int64_t corrected = 0, open = 0;
        for (const Instant& instant : day.seen) {
            replay.moveToTime(instant.atMs);
            if (instant.rounds.size() == instant.known) {
                const auto list = replay.rounds(0, 1'000'000);
                QCOMPARE(list.size(), instant.known);
                for (const RoundRow& row : list)
                    QVERIFY(row == instant.rounds.at(row.round).row);
            }
            for (const auto& [id, truth] : instant.rounds) {
                RoundTruth told;
                told.row = replay.round(id).value_or(RoundRow{});
                client::review::BetWish ofRound;
                ofRound.round = id.text();
                for (const BetRow& bet : replay.bets(ofRound, 0, 1'000'000))
                    told.add(bet);
                QVERIFY2(told == truth, (encode(told.row) + " is not " + encode(truth.row)).c_str());
                states.insert(truth.row.state);
                corrected += truth.row.resultVersion > 1;
                open += truth.row.openBets;
            }
            if (instant.rounds.empty())
                continue;
            // And the results that one of them had until then.
            const auto one =
                std::next(instant.rounds.begin(), static_cast<std::ptrdiff_t>(day.dice.below(instant.rounds.size())));
            std::vector<std::pair<std::int64_t, std::string>> results, history;
            for (const RoundResult& result : replay.results(one->first))
                results.emplace_back(result.version, result.result + '@' + std::to_string(result.at));
            const auto stored = day.desk.store->round(one->first);
            for (const RoundResult& result : day.desk.store->results(stored->id, 1'000)) {
                if (result.version > 0 && result.at <= instant.atMs)
                    history.emplace_back(result.version, result.result + '@' + std::to_string(result.at));
            }
            std::sort(history.begin(), history.end());
            QVERIFY(results == history);
        }
        QVERIFY(states.contains(RoundState::Open) && states.contains(RoundState::Settled));
        QVERIFY(corrected > 0 && open > 0);
    }
};

QTEST_GUILESS_MAIN(TestReplayHistory)
#include "tst_replayhistory.moc"
