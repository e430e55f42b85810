// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/virtualtime.h"
#include "tests/ui/bets.h"
#include "ui/models/betlist.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <set>

using namespace client::contract;
using ui::BetColumn;
using ui::BetList;

namespace {

// A view that believes only what it is told.
class Mirror final : public ui::BetListWatcher
{
public:
    void watch(const BetList& list) { m_list = &list; }

    void aboutToInsert(int first, int last) override
    {
        m_first = first;
        m_last = last;
    }
    void inserted() override
    {
        for (int row = m_first; row <= m_last; ++row) {
            slots.insert(slots.begin() + row, m_list->slotAt(row));
            isSound = isSound && m_list->positionOf(m_list->slotAt(row)) == row;
        }
        ++steps;
    }
    void aboutToRemove(int first, int last) override
    {
        m_first = first;
        m_last = last;
    }
    void removed() override
    {
        slots.erase(slots.begin() + m_first, slots.begin() + m_last + 1);
        ++steps;
    }
    void aboutToArrange() override {}
    void arranged() override
    {
        auto now = all();
        isSound = isSound && std::is_permutation(now.begin(), now.end(), slots.begin(), slots.end());
        for (std::size_t row = 0; row < now.size(); ++row)
            isSound = isSound && m_list->positionOf(now[row]) == static_cast<int>(row);
        slots = now;
        ++steps;
    }
    void aboutToReset() override {}
    void wasReset() override
    {
        slots = all();
        ++steps;
    }
    void changed(int, const BetRow& before, const BetRow& after) override
    {
        isSound = isSound && before.bet == after.bet && before.version < after.version;
    }
    void came(int) override { ++newcomers; }
    void aboutToForget(int) override { ++forgotten; }

    std::vector<int> all() const
    {
        std::vector<int> found;
        for (int row = 0; row < m_list->shownCount(); ++row)
            found.push_back(m_list->slotAt(row));
        return found;
    }

    std::vector<int> slots;
    bool isSound = true;
    int steps = 0;
    int newcomers = 0;
    int forgotten = 0;

private:
    const BetList* m_list = nullptr;
    int m_first = 0;
    int m_last = 0;
};

struct Desk
{
    explicit Desk(std::size_t capacity) : list(mirror, capacity) { mirror.watch(list); }
    std::vector<BetRow> shown() const
    {
        std::vector<BetRow> rows;
        for (int row = 0; row < list.shownCount(); ++row)
            rows.push_back(list.rows().row(list.slotAt(row)));
        return rows;
    }
    void apply(const std::vector<BetRow>& rows, std::size_t newMax = 1'000) { list.apply(rows, bets::startMs, newMax); }

    Mirror mirror;
    BetList list;
};

// The same list without any skill.
class Plain
{
public:
    explicit Plain(std::size_t capacity) : m_capacity(capacity) {}

    void apply(const std::vector<BetRow>& rows, std::size_t newMax)
    {
        std::size_t fresh = 0;
        for (const BetRow& row : rows) {
            const std::pair key{row.bet, row.partner};
            const auto held = m_rows.find(key);
            if (held == m_rows.end()) {
                if (fresh++ < newMax)
                    m_rows.emplace(key, row);
            } else if (row.version > held->second.version) {
                const auto createdAt = held->second.createdAt;
                held->second = row;
                held->second.createdAt = createdAt;
            }
        }
        auto all = sorted({}, Query(), 0);
        while (all.size() > m_capacity) {
            m_rows.erase({all.back().bet, all.back().partner});
            all.pop_back();
        }
    }
    void clear() { m_rows.clear(); }

    std::vector<BetRow> sorted(const BetList::Order& order, const Query& query, std::int64_t nowMs) const
    {
        std::vector<BetRow> rows;
        for (const auto& [key, row] : m_rows) {
            if (query.matches(row, nowMs))
                rows.push_back(row);
        }
        std::sort(rows.begin(), rows.end(), [&](const BetRow& a, const BetRow& b) {
            if (const auto left = keyOf(order.column, a), right = keyOf(order.column, b); left != right)
                return order.descending ? right < left : left < right;
            if (a.createdAt != b.createdAt)
                return a.createdAt > b.createdAt;
            return std::pair(a.bet, a.partner) < std::pair(b.bet, b.partner);
        });
        return rows;
    }

private:
    static std::int64_t amount(std::int64_t minor, const Currency& currency)
    {
        for (int exponent = currency.exponent; exponent < 4; ++exponent)
            minor *= 10;
        return minor;
    }
    static std::pair<std::int64_t, std::string> keyOf(BetColumn column, const BetRow& row)
    {
        const auto brief = row.operation.value_or(OperationBrief{});
        switch (column) {
        case BetColumn::Time:
            return {row.createdAt, {}};
        case BetColumn::Bet:
            return {0, row.bet.text()};
        case BetColumn::Partner:
            return {0, row.partner.text()};
        case BetColumn::Player:
            return {0, row.player.text()};
        case BetColumn::Round:
            return {0, row.round.text()};
        case BetColumn::Amount:
            return {amount(row.stakeMinor, row.currency), {}};
        case BetColumn::Payout:
            return {row.payoutMinor ? amount(*row.payoutMinor, row.currency) : -1, {}};
        case BetColumn::Status:
            return {static_cast<int>(row.shown()), {}};
        case BetColumn::Attempt:
            return {brief.attempt, {}};
        case BetColumn::NextTry:
            return {row.operation && isOpen(brief.state) ? brief.nextAt : 0, {}};
        case BetColumn::Latency:
            return {brief.latencyMs, {}};
        case BetColumn::LastError:
            return {0, brief.error};
        }
        return {};
    }

    std::size_t m_capacity;
    std::map<std::pair<BetId, PartnerId>, BetRow> m_rows;
};

BetRow randomBet(tests::support::SeededRandom& random, int around)
{
    const int number = around + static_cast<int>(random.below(120));
    auto row = bets::bet(number, random.chance(0.5) ? BetState::Blocked : BetState::Won, 1 + random.below(6));
    if (random.chance(0.2))
        row = bets::failed(number, row.version);
    else if (random.chance(0.2))
        row = bets::retrying(number, 1 + static_cast<int>(random.below(5)), row.version);
    // Some of one moment, some that differ only in their partner, some without a fraction.
    row.createdAt -= row.createdAt % 700;
    if (random.chance(0.1))
        row.partner = PartnerId("third");
    if (random.chance(0.2))
        row.currency = Currency{"JPY", 0};
    row.stakeMinor += random.below(3);
    row.updatedAt = row.createdAt + random.below(5'000'000'000); // over and under what fits 32 bits
    row.refundedMinor = random.chance(0.1) ? 5 : 0;
    row.closedActor = random.chance(0.1) ? "m.orlov" : "";
    row.closedBy = row.closedActor.empty() ? ClosedBy::None : ClosedBy::OperatorRefund;
    row.resettled = random.chance(0.1);
    if (row.operation && random.chance(0.3))
        row.operation->error = "answer " + std::to_string(random.below(5));
    return row;
}

constexpr const char* queries[] = {"",
                                   "status:failed or status:retrying",
                                   "not partner:acme amount>10.40",
                                   "player:p-3 or (state:won payout<22)",
                                   "\"answer 2\"",
                                   "r-1",
                                   "b-10",
                                   "currency:JPY attempt>2",
                                   "http:503 not error:upstream",
                                   "last:5s",
                                   "bet:b-77 or round:r-20 or game:roulette error=\"HTTP 503\"",
                                   "created>2026-11-23T18:42:55Z status:recalculated"};

} // namespace

class TestBetList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithAPlainListOverRandomOperations_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 6; ++seed)
            QTest::addRow("seed %d", seed) << seed;
    }

    void agreesWithAPlainListOverRandomOperations()
    {
        QFETCH(int, seed);
        tests::support::SeededRandom random(static_cast<std::uint64_t>(seed));
        Desk desk(150);
        Plain plain(150);
        BetList::Order order;
        Query query;
        auto now = bets::startMs;
        for (int step = 0; step < 250; ++step) {
            now += random.below(300);
            const auto dice = random.below(20);
            if (dice == 0) {
                query = *Query::parse(queries[random.below(std::size(queries))]);
                desk.list.setQuery(query, now);
            } else if (dice < 3) {
                order = {static_cast<BetColumn>(random.below(12)), random.chance(0.5)};
                desk.list.setOrder(order);
            } else if (dice == 3 && random.chance(0.1)) {
                desk.list.clear();
                plain.clear();
            } else {
                std::vector<BetRow> batch;
                for (auto count = random.below(40); count > 0; --count)
                    batch.push_back(randomBet(random, step / 2));
                desk.list.apply(batch, now, 15);
                plain.apply(batch, 15);
            }
            // The first ends a round that was begun with fewer bets.
            desk.list.age(now, 150);
            desk.list.age(now, 150);
            QVERIFY2(desk.shown() == plain.sorted(order, query, now), qPrintable(QStringLiteral("step %1").arg(step)));
            QCOMPARE(desk.mirror.slots, desk.mirror.all());
            QVERIFY(desk.mirror.isSound);
            QCOMPARE(desk.mirror.newcomers - desk.mirror.forgotten >= desk.list.totalCount(), true);
        }
    }

    void filtersOnlyWhatABatchBrings()
    {
        // A query that no longer fits what is shown shows which rows were looked at.
        Desk desk(1'000);
        desk.apply(bets::range(1, 100));
        desk.list.setQuery(*Query::parse("last:5m"), bets::startMs);
        QCOMPARE(desk.list.shownCount(), 100);
        const auto later = bets::startMs + 3'600'000;
        desk.list.apply(std::vector{bets::bet(50, BetState::Won, 2)}, later, 10);
        QCOMPARE(desk.list.shownCount(), 99);
        desk.list.age(later, 1'000);
        QCOMPARE(desk.list.shownCount(), 0);
    }

    void tellsAScatteredBatchInThreeStepsAtMost()
    {
        Desk desk(10'000);
        desk.apply(bets::range(1, 2'000), 10'000);
        desk.list.setOrder({BetColumn::Status, false});
        desk.list.setQuery(*Query::parse("not status:failed"), bets::startMs);
        const int before = desk.mirror.steps;
        std::vector<BetRow> batch;
        for (int number = 10; number < 1'000; number += 10)
            batch.push_back(number % 20 == 0 ? bets::failed(number, 2) : bets::bet(number, BetState::Won, 2));
        for (int number = 2'001; number < 2'050; ++number)
            batch.push_back(bets::bet(number, number % 2 == 0 ? BetState::Won : BetState::Blocked));
        desk.apply(batch);
        QCOMPARE(desk.mirror.steps - before, 3);
        QCOMPARE(desk.mirror.slots, desk.mirror.all());
    }

    void sortsIdsOfOneHouseByWhatTellsThemApart()
    {
        Desk desk(100);
        std::vector<BetRow> rows;
        for (const char* id : {"house:bets:2026:00000011", "house:bets:2026:00000002-b", "house:bets:2026:00000002-a",
                               "house:bets:2026:00000002"}) {
            rows.push_back(bets::bet(static_cast<int>(rows.size())));
            rows.back().bet = BetId(id);
        }
        desk.apply(rows);
        desk.list.setOrder({BetColumn::Bet, false});
        QStringList ids;
        for (const auto& row : desk.shown())
            ids << QString::fromStdString(row.bet.text()).mid(22);
        QCOMPARE(ids, (QStringList{QStringLiteral("02"), QStringLiteral("02-a"), QStringLiteral("02-b"),
                                   QStringLiteral("11")}));
    }

    void keepsWhatIsTooLargeForItsPlace()
    {
        constexpr std::int64_t large = 5'000'000'000;
        std::vector<BetRow> rows;
        for (int number = 0; number < 12; ++number)
            rows.push_back(bets::failed(number));
        rows[0].stakeMinor = large;
        rows[1].payoutMinor = large;
        rows[2].version = large;
        rows[3].updatedAt += large;
        rows[4].updatedAt = rows[4].createdAt - 1;
        rows[5].operation->latencyMs = 65'536;
        rows[6].operation->id = OperationId("op-4294967296");
        rows[7].operation->id = OperationId("op-007");
        rows[8].operation->id = OperationId("0b1f3c52-54b5-4f0e-9a5d-3c8d7e0e7a11");
        rows[9].operation->id = OperationId("op-");
        rows[10].operation->id = OperationId();
        rows[11].operation->id = OperationId("op-4294967295");
        std::reverse(rows.begin(), rows.end()); // as they are shown
        Desk desk(100);
        desk.apply(rows);
        QCOMPARE(desk.shown() == rows, true);
        // And what fits again takes its place.
        for (auto& row : rows)
            row = bets::failed(desk.list.totalCount() - 1 - static_cast<int>(&row - rows.data()), large + 1);
        desk.apply(rows);
        QCOMPARE(desk.shown() == rows, true);
    }

    void keepsIdsOfEveryLengthWhileBetsComeAndGo()
    {
        tests::support::SeededRandom random(7);
        Desk desk(1'500);
        Plain plain(1'500);
        for (int step = 0; step < 60; ++step) {
            std::vector<BetRow> batch;
            for (int i = 0; i < 100; ++i) {
                batch.push_back(bets::bet(step * 100 + i));
                batch.back().bet = BetId(batch.back().bet.text() + std::string(random.below(57), 'x'));
            }
            desk.apply(batch);
            plain.apply(batch, 1'000);
            QVERIFY2(desk.list.totalCount() <= 1'500, "full");
        }
        // The list makes more room than it must, so it may hold fewer.
        auto expected = plain.sorted({}, Query(), 0);
        expected.resize(static_cast<std::size_t>(desk.list.totalCount()));
        QCOMPARE(desk.shown() == expected, true);
        for (const auto& row : expected)
            QVERIFY(desk.list.rows().find(row.partner.text(), row.bet.text()) >= 0);
    }

    void forgetsTextsThatNoRowHasAnyMore()
    {
        Desk desk(50);
        for (int number = 1; number < 5'000; number += 50) {
            auto rows = bets::range(number, number + 49);
            for (auto& row : rows)
                row.player = PlayerId("p-" + row.bet.text());
            desk.apply(rows);
        }
        QCOMPARE(desk.list.totalCount(), 50);
        QVERIFY(desk.list.rows().players().end() <= 100);
        QVERIFY(desk.list.rows().end() <= 100);
    }
};

QTEST_MAIN(TestBetList)
#include "tst_betlist.moc"
