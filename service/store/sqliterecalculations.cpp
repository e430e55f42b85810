// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/store/sqliteimpl.h"

namespace service::store {

namespace contract = core::contract;

namespace {

#define RECALCULATION_COLUMNS                                                                                          \
    "id, round, result, result_version, state, actor, roles, correlation, created, updated FROM recalculations "
#define ROW_COLUMNS                                                                                                    \
    "recalculation, rank, bet, expected_version, state, target, payout, delta, why, player FROM recalculation_rows "

core::Recalculation recalculationOf(const Query& query)
{
    core::Recalculation job;
    job.id = query.integer(0);
    job.round = query.integer(1);
    job.result = query.text(2);
    job.resultVersion = query.integer(3);
    job.state = query.as<core::RecalculationState>(4);
    job.actor = query.text(5);
    job.roles = query.text(6);
    job.correlationId = query.text(7);
    job.createdAt = query.integer(8);
    job.updatedAt = query.integer(9);
    return job;
}

core::RecalculationRow rowOf(const Query& query)
{
    core::RecalculationRow row;
    row.recalculation = query.integer(0);
    row.rank = static_cast<int>(query.integer(1));
    row.bet = query.integer(2);
    row.expectedVersion = query.integer(3);
    row.state = query.as<core::RowState>(4);
    row.target = query.as<contract::BetState>(5);
    row.payoutMinor = query.optionalInteger(6);
    row.deltaMinor = query.integer(7);
    row.why = query.text(8);
    row.player = query.text(9);
    return row;
}

std::vector<core::RecalculationRow> allRows(Query& query)
{
    std::vector<core::RecalculationRow> all;
    while (query.step())
        all.push_back(rowOf(query));
    return all;
}

std::optional<core::Recalculation> oneRecalculation(Query& query)
{
    if (!query.step())
        return std::nullopt;
    return recalculationOf(query);
}

} // namespace

std::int64_t SqliteStore::insertRecalculation(const core::Recalculation& recalculation)
{
    Query query(*m_impl, "INSERT INTO recalculations (round, result, result_version, state, actor, roles, correlation, "
                         "created, updated) VALUES (?,?,?,?,?,?,?,?,?)");
    query << recalculation.round << recalculation.result << recalculation.resultVersion << recalculation.state
          << recalculation.actor << recalculation.roles;
    query.orNull(recalculation.correlationId) << recalculation.createdAt << recalculation.updatedAt;
    query.run();
    return sqlite3_last_insert_rowid(m_impl->database->getHandle());
}

void SqliteStore::updateRecalculation(const core::Recalculation& recalculation)
{
    Query query(*m_impl, "UPDATE recalculations SET state = ?, updated = ? WHERE id = ?");
    query << recalculation.state << recalculation.updatedAt << recalculation.id;
    query.run();
}

std::optional<core::Recalculation> SqliteStore::recalculation(std::int64_t id)
{
    Query query(*m_impl, "SELECT " RECALCULATION_COLUMNS "WHERE id = ?");
    query << id;
    return oneRecalculation(query);
}

std::optional<core::Recalculation> SqliteStore::latestRecalculation(std::int64_t round)
{
    Query query(*m_impl, "SELECT " RECALCULATION_COLUMNS "WHERE round = ? ORDER BY id DESC LIMIT 1");
    query << round;
    return oneRecalculation(query);
}

std::vector<core::Recalculation> SqliteStore::activeRecalculations()
{
    Query query(*m_impl, "SELECT " RECALCULATION_COLUMNS "WHERE state = 0 OR id IN (SELECT recalculation FROM "
                         "recalculation_rows WHERE state IN (0, 1)) ORDER BY id");
    std::vector<core::Recalculation> all;
    while (query.step())
        all.push_back(recalculationOf(query));
    return all;
}

void SqliteStore::insertRow(const core::RecalculationRow& row)
{
    Query query(*m_impl, "INSERT INTO recalculation_rows (recalculation, rank, bet, expected_version, state, target, "
                         "payout, delta, why, player) VALUES (?,?,?,?,?,?,?,?,?,?)");
    query << row.recalculation << row.rank << row.bet << row.expectedVersion << row.state << row.target
          << row.payoutMinor << row.deltaMinor;
    query.orNull(row.why) << row.player;
    query.run();
}

void SqliteStore::updateRow(const core::RecalculationRow& row, int rankBefore)
{
    Query query(*m_impl, "UPDATE recalculation_rows SET rank = ?, expected_version = ?, state = ?, target = ?, "
                         "payout = ?, delta = ?, why = ? WHERE recalculation = ? AND rank = ? AND bet = ?");
    query << row.rank << row.expectedVersion << row.state << row.target << row.payoutMinor << row.deltaMinor;
    query.orNull(row.why) << row.recalculation << rankBefore << row.bet;
    query.run();
}

std::optional<core::RecalculationRow> SqliteStore::row(std::int64_t recalculation, std::int64_t bet)
{
    Query query(*m_impl, "SELECT " ROW_COLUMNS "WHERE recalculation = ? AND rank IN (0, 1) AND bet = ?");
    query << recalculation << bet;
    if (!query.step())
        return std::nullopt;
    return rowOf(query);
}

std::vector<core::RecalculationRow> SqliteStore::rows(std::int64_t recalculation, core::RowState state, int limit)
{
    Query query(*m_impl, "SELECT " ROW_COLUMNS "WHERE recalculation = ? AND state = ? AND state IN (0, 1) "
                         "ORDER BY rank, bet LIMIT ?");
    query << recalculation << state << limit;
    return allRows(query);
}

std::vector<core::RecalculationRow> SqliteStore::deferredRows(std::int64_t bet)
{
    Query query(*m_impl, "SELECT " ROW_COLUMNS "WHERE bet = ? AND state = 6 ORDER BY recalculation");
    query << bet;
    return allRows(query);
}

core::RecalculationCounts SqliteStore::countRows(std::int64_t recalculation)
{
    Query query(*m_impl, "SELECT state, count(*) FROM recalculation_rows WHERE recalculation = ? GROUP BY state");
    query << recalculation;
    core::RecalculationCounts counts;
    while (query.step()) {
        const std::int64_t count = query.integer(1);
        switch (query.as<core::RowState>(0)) {
        case core::RowState::Pending:
        case core::RowState::Running:
            counts.waiting += count;
            break;
        case core::RowState::Applied:
            counts.applied += count;
            break;
        case core::RowState::Unchanged:
            counts.unchanged += count;
            break;
        case core::RowState::Skipped:
        case core::RowState::Superseded:
            counts.skipped += count;
            break;
        case core::RowState::NeedsInput:
            counts.needsInput += count;
            break;
        case core::RowState::Deferred:
            counts.deferred += count;
            break;
        case core::RowState::Held:
            counts.held += count;
            break;
        }
    }
    return counts;
}

} // namespace service::store
