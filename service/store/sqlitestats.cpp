// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/store/sqliteimpl.h"

namespace service::store {

namespace contract = core::contract;

namespace {

// Counting stops there: beyond it nobody looks at the number.
constexpr std::int64_t countMax = 100'000;
constexpr std::int64_t failedForMs = 7 * 86'400'000LL;

// What the query, with an earliest and a latest time, counts in each step of age.
contract::Aging byAge(SqliteStore::Impl& impl, const char* sql, std::int64_t nowMs, std::size_t firstStep,
                      std::int64_t oldestAt)
{
    contract::Aging aging;
    for (std::size_t step = firstStep; step < aging.counts.size(); ++step) {
        const bool last = step == contract::agingBoundsMs.size();
        // A clock that was set back makes no row too young to count.
        const std::int64_t to = step == 0 ? INT64_MAX : nowMs - contract::agingBoundsMs[step - 1] - 1;
        const std::int64_t from = last ? oldestAt : nowMs - contract::agingBoundsMs[step];
        Query query(impl, sql);
        query << from << to << countMax;
        query.step();
        aging.counts[step] = query.integer(0);
    }
    return aging;
}

} // namespace

void SqliteStore::countCall(const core::CallCount& more)
{
    Query query(*m_impl, "INSERT INTO call_counts (minute, partner, outcome, bucket, count) VALUES (?,?,?,?,?) ON "
                         "CONFLICT DO UPDATE SET count = count + excluded.count");
    query << more.minute << more.partner << more.outcome << more.bucket << more.count;
    query.run();
}

std::vector<core::CallCount> SqliteStore::callCounts(std::int64_t firstMinute, std::int64_t lastMinute)
{
    Query query(*m_impl,
                "SELECT minute, partner, outcome, bucket, count FROM call_counts WHERE minute BETWEEN ? AND ?");
    query << firstMinute << lastMinute;
    std::vector<core::CallCount> all;
    while (query.step())
        all.push_back({query.integer(0), query.text(1), query.as<contract::AnswerKind>(2),
                       static_cast<int>(query.integer(3)), query.integer(4)});
    return all;
}

void SqliteStore::noteDepth(std::int64_t minute, std::int64_t depth)
{
    Query query(*m_impl, "INSERT INTO queue_depths (minute, deepest) VALUES (?,?) ON CONFLICT DO UPDATE SET deepest = "
                         "max(deepest, excluded.deepest)");
    query << minute << depth;
    query.run();
}

std::vector<std::pair<std::int64_t, std::int64_t>> SqliteStore::queueDepths(std::int64_t firstMinute,
                                                                            std::int64_t lastMinute)
{
    Query query(*m_impl, "SELECT minute, deepest FROM queue_depths WHERE minute BETWEEN ? AND ?");
    query << firstMinute << lastMinute;
    std::vector<std::pair<std::int64_t, std::int64_t>> all;
    while (query.step())
        all.emplace_back(query.integer(0), query.integer(1));
    return all;
}

std::int64_t SqliteStore::firstCountedMinute()
{
    Query query(*m_impl, "SELECT coalesce(min(minute), 0) FROM queue_depths");
    query.step();
    return query.integer(0);
}

void SqliteStore::forgetCalls(std::int64_t beforeMinute)
{
    for (const char* sql : {"DELETE FROM call_counts WHERE minute < ?", "DELETE FROM queue_depths WHERE minute < ?"}) {
        Query query(*m_impl, sql);
        query << beforeMinute;
        query.run();
    }
}

contract::Attention SqliteStore::attention(std::int64_t nowMs)
{
    contract::Attention attention;
    attention.failed = byAge(*m_impl,
                             "SELECT count(*) FROM (SELECT 1 FROM bets WHERE shown = 2 AND updated BETWEEN ? AND ? "
                             "LIMIT ?)",
                             nowMs, 0, nowMs - failedForMs);
    attention.held = byAge(*m_impl,
                           "SELECT count(*) FROM (SELECT 1 FROM bets WHERE shown = 7 AND created BETWEEN ? AND ? "
                           "LIMIT ?)",
                           nowMs, 1, 0);
    // 0 is shown as in doubt, 1 as retrying. A first try that is under way is no trouble.
    Query open(*m_impl,
               "SELECT b.shown, o.created FROM operations o JOIN bets b ON b.id = o.bet AND b.operation = o.id "
               "WHERE o.state NOT IN (2, 3) AND (b.shown = 0 OR (b.shown = 1 AND (o.state = 1 OR o.attempts > "
               "1))) LIMIT ?");
    open << countMax;
    while (open.step()) {
        contract::Aging& aging = open.integer(0) == 0 ? attention.inDoubt : attention.retrying;
        ++aging.counts[contract::agingStep(nowMs - open.integer(1))];
    }
    // 2 of a job is pending approval, 0 of a resolution pending.
    Query waiting(*m_impl, "SELECT updated FROM jobs WHERE state <= 5 AND state = 2 UNION ALL SELECT created FROM "
                           "resolutions WHERE state = 0 LIMIT ?");
    waiting << countMax;
    while (waiting.step())
        ++attention.approvals.counts[contract::agingStep(nowMs - waiting.integer(0))];
    return attention;
}

std::int64_t SqliteStore::openOperationCount()
{
    Query query(*m_impl, "SELECT count(*) FROM operations WHERE state NOT IN (2, 3)");
    query.step();
    return query.integer(0);
}

core::DoubtCount SqliteStore::operationsInDoubt()
{
    // 4 and 5 are in doubt and needs review.
    Query query(*m_impl, "SELECT count(*), coalesce(min(created), 0) FROM operations WHERE state NOT IN (2, 3) AND "
                         "state IN (4, 5)");
    query.step();
    return {query.integer(0), query.integer(1)};
}

std::vector<std::pair<contract::JobState, std::int64_t>> SqliteStore::openJobCounts()
{
    Query query(*m_impl, "SELECT state, count(*) FROM jobs WHERE state <= 5 GROUP BY state ORDER BY state");
    std::vector<std::pair<contract::JobState, std::int64_t>> all;
    while (query.step())
        all.emplace_back(query.as<contract::JobState>(0), query.integer(1));
    return all;
}

} // namespace service::store
