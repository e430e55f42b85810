// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/store/sqliteimpl.h"

namespace service::store {

namespace contract = core::contract;

namespace {

#define ROUND_COLUMNS                                                                                                  \
    "id, round, game, state, result, result_version, binding, bets, open_bets, needs_recalculation, cause, version, "  \
    "created, updated FROM rounds "

core::Round roundOf(const Query& query)
{
    core::Round round;
    contract::RoundRow& row = round.row;
    round.id = query.integer(0);
    row.round = contract::RoundId(query.text(1));
    row.game = contract::GameId(query.text(2));
    row.state = query.as<contract::RoundState>(3);
    row.result = query.text(4);
    row.resultVersion = query.integer(5);
    round.binding = query.integer(6) != 0;
    row.bets = query.integer(7);
    row.openBets = query.integer(8);
    row.needsRecalculation = query.integer(9) != 0;
    row.cause = query.text(10);
    row.version = query.integer(11);
    row.createdAt = query.integer(12);
    row.updatedAt = query.integer(13);
    return round;
}

std::optional<core::Round> oneRound(Query& query)
{
    if (!query.step())
        return std::nullopt;
    return roundOf(query);
}

} // namespace

std::optional<core::Round> SqliteStore::round(const contract::RoundId& round)
{
    Query query(*m_impl, "SELECT " ROUND_COLUMNS "WHERE round = ?");
    query << round.text();
    return oneRound(query);
}

std::optional<core::Round> SqliteStore::round(std::int64_t id)
{
    Query query(*m_impl, "SELECT " ROUND_COLUMNS "WHERE id = ?");
    query << id;
    return oneRound(query);
}

std::int64_t SqliteStore::insertRound(const core::Round& round)
{
    const contract::RoundRow& row = round.row;
    Query query(*m_impl, "INSERT INTO rounds (round, game, state, result, result_version, binding, bets, open_bets, "
                         "needs_recalculation, cause, version, created, updated) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)");
    query << row.round.text();
    query.orNull(row.game.text()) << row.state;
    query.orNull(row.result) << row.resultVersion << round.binding << row.bets << row.openBets
                             << row.needsRecalculation;
    query.orNull(row.cause) << row.version << row.createdAt << row.updatedAt;
    query.run();
    return sqlite3_last_insert_rowid(m_impl->database->getHandle());
}

void SqliteStore::updateRound(const core::Round& round)
{
    const contract::RoundRow& row = round.row;
    Query query(*m_impl,
                "UPDATE rounds SET game = ?, state = ?, result = ?, result_version = ?, binding = ?, bets = ?, "
                "open_bets = ?, needs_recalculation = ?, cause = ?, version = ?, updated = ? WHERE id = ?");
    query.orNull(row.game.text()) << row.state;
    query.orNull(row.result) << row.resultVersion << round.binding << row.bets << row.openBets
                             << row.needsRecalculation;
    query.orNull(row.cause) << row.version << row.updatedAt << round.id;
    query.run();
}

void SqliteStore::countRound(const contract::RoundId& round, int bets, int openBets)
{
    Query query(*m_impl, "UPDATE rounds SET bets = bets + ?, open_bets = open_bets + ? WHERE round = ?");
    query << bets << openBets << round.text();
    query.run();
}

contract::BetState SqliteStore::firstSettlement(std::int64_t round, std::string_view selection,
                                                contract::BetState state)
{
    {
        Query query(*m_impl, "SELECT state FROM round_selections WHERE round = ? AND selection = ?");
        query << round << selection;
        if (query.step())
            return query.as<contract::BetState>(0);
    }
    Query query(*m_impl, "INSERT INTO round_selections (round, selection, state) VALUES (?,?,?)");
    query << round << selection << state;
    query.run();
    return state;
}

std::vector<std::pair<std::string, contract::BetState>> SqliteStore::settledSelections(std::int64_t round)
{
    Query query(*m_impl, "SELECT selection, state FROM round_selections WHERE round = ?");
    query << round;
    std::vector<std::pair<std::string, contract::BetState>> all;
    while (query.step())
        all.emplace_back(query.text(0), query.as<contract::BetState>(1));
    return all;
}

void SqliteStore::contestSelection(std::int64_t round, std::string_view selection)
{
    Query query(*m_impl, "UPDATE round_selections SET contested = 1 WHERE round = ? AND selection = ?");
    query << round << selection;
    query.run();
}

bool SqliteStore::isContested(std::int64_t round, std::string_view selection)
{
    Query query(*m_impl, "SELECT 1 FROM round_selections WHERE round = ? AND selection = ? AND contested = 1");
    query << round << selection;
    return query.step();
}

void SqliteStore::insertResult(std::int64_t round, const contract::RoundResult& result)
{
    Query query(*m_impl, "INSERT INTO round_results (round, version, result, at, actor, source) VALUES (?,?,?,?,?,?)");
    query << round << result.version << result.result << result.at;
    query.orNull(result.actor).orNull(result.source).run();
}

std::vector<contract::RoundResult> SqliteStore::results(std::int64_t round, int limit)
{
    Query query(*m_impl, "SELECT version, result, at, actor, source FROM round_results WHERE round = ? ORDER BY id "
                         "DESC LIMIT ?");
    query << round << limit;
    std::vector<contract::RoundResult> all;
    while (query.step())
        all.push_back({query.integer(0), query.text(1), query.integer(2), query.text(3), query.text(4)});
    return all;
}

core::Slice<core::Round> SqliteStore::rounds(const core::RoundFilter& filter)
{
    std::string where;
    if (filter.state)
        where += " AND state = " + std::to_string(static_cast<std::int64_t>(*filter.state));
    if (filter.createdFrom != 0)
        where += " AND created >= " + std::to_string(filter.createdFrom);
    if (filter.createdTo != 0)
        where += " AND created < " + std::to_string(filter.createdTo);
    if (!filter.text.empty())
        where += " AND round = ?1";
    if (filter.beforeId != 0)
        where += " AND id < " + std::to_string(filter.beforeId);
    Query query(*m_impl, "SELECT " ROUND_COLUMNS "WHERE 1" + where + " ORDER BY id DESC LIMIT " +
                             std::to_string(filter.limit + 1));
    if (!filter.text.empty())
        query << filter.text;
    core::Slice<core::Round> slice;
    while (query.step()) {
        if (static_cast<int>(slice.rows.size()) == filter.limit) {
            slice.nextBeforeId = slice.rows.back().id;
            break;
        }
        slice.rows.push_back(roundOf(query));
    }
    return slice;
}

std::vector<core::Round> SqliteStore::flaggedRounds(int limit)
{
    Query query(*m_impl, "SELECT " ROUND_COLUMNS "WHERE needs_recalculation = 1 ORDER BY id DESC LIMIT ?");
    query << limit;
    std::vector<core::Round> all;
    while (query.step())
        all.push_back(roundOf(query));
    return all;
}

} // namespace service::store
