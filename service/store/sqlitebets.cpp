// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/store/sqliteimpl.h"

#include <algorithm>

namespace service::store {

namespace contract = core::contract;

namespace {

#define BET_COLUMNS                                                                                                    \
    "b.id, b.partner, b.bet, b.player, b.game, b.round, b.selection, b.odds, b.currency, b.stake, b.refunded, "        \
    "b.payout, b.state, b.closed_by, b.closed_actor, b.resettled, b.version, b.created, b.updated, b.operation, "      \
    "b.expires, "                                                                                                      \
    "o.kind, o.state, o.attempt, o.next_at, o.latency, o.http, o.error_class, o.error, o.cancels "                     \
    "FROM bets b LEFT JOIN operations o ON o.id = b.operation "

// How far one page looks for rows that match a rare filter.
constexpr std::int64_t stretch = 50'000;

core::Bet betOf(SqliteStore::Impl& impl, const Query& query)
{
    core::Bet bet;
    contract::BetRow& row = bet.row;
    bet.id = query.integer(0);
    row.partner = contract::PartnerId(query.text(1));
    row.bet = contract::BetId(query.text(2));
    row.player = contract::PlayerId(query.text(3));
    row.game = contract::GameId(query.text(4));
    row.round = contract::RoundId(query.text(5));
    row.selection = query.text(6);
    row.oddsE4 = query.integer(7);
    row.currency = impl.currency(query.view(8));
    row.stakeMinor = query.integer(9);
    row.refundedMinor = query.integer(10);
    row.payoutMinor = query.optionalInteger(11);
    row.state = query.as<contract::BetState>(12);
    row.closedBy = query.as<contract::ClosedBy>(13);
    row.closedActor = query.text(14);
    row.resettled = query.integer(15) != 0;
    row.version = query.integer(16);
    row.createdAt = query.integer(17);
    row.updatedAt = query.integer(18);
    bet.operation = query.integer(19);
    bet.expiresAt = query.integer(20);
    if (bet.operation != 0) {
        contract::OperationBrief& brief = row.operation.emplace();
        brief.id = contract::OperationId(core::operationIdText(bet.operation));
        brief.kind = query.as<contract::OperationKind>(21);
        brief.state = query.as<contract::OperationState>(22);
        brief.attempt = static_cast<int>(query.integer(23));
        brief.nextAt = query.integer(24);
        brief.latencyMs = query.integer(25);
        brief.http = static_cast<int>(query.integer(26));
        brief.errorClass = query.text(27);
        brief.error = query.text(28);
        if (const std::int64_t block = query.integer(29); block != 0)
            brief.takesBack = contract::OperationId(core::operationIdText(block));
    }
    return bet;
}

std::string attentionList()
{
    using contract::ShownStatus;
    std::string list;
    for (const ShownStatus status : {ShownStatus::InDoubt, ShownStatus::Retrying, ShownStatus::Failed})
        list += (list.empty() ? "" : ",") + std::to_string(static_cast<int>(status));
    return list;
}

std::int64_t newestId(SqliteStore::Impl& impl)
{
    Query query(impl, "SELECT coalesce(max(id), 0) FROM bets");
    query.step();
    return query.integer(0);
}

std::optional<core::Bet> oneBet(SqliteStore::Impl& impl, Query& query)
{
    if (!query.step())
        return std::nullopt;
    return betOf(impl, query);
}

} // namespace

std::int64_t SqliteStore::nextBetId()
{
    if (m_impl->lastBetId < 0)
        m_impl->lastBetId = newestId(*m_impl);
    return m_impl->lastBetId + 1;
}

std::optional<core::Bet> SqliteStore::bet(const contract::PartnerId& partner, const contract::BetId& bet)
{
    Query query(*m_impl, "SELECT " BET_COLUMNS "WHERE b.bet = ? AND b.partner = ?");
    query << bet.text() << partner.text();
    return oneBet(*m_impl, query);
}

std::optional<core::Bet> SqliteStore::bet(std::int64_t id)
{
    Query query(*m_impl, "SELECT " BET_COLUMNS "WHERE b.id = ?");
    query << id;
    return oneBet(*m_impl, query);
}

void SqliteStore::insertBet(const core::Bet& bet)
{
    const contract::BetRow& row = bet.row;
    Query query(*m_impl, "INSERT INTO bets (id, partner, bet, player, game, round, selection, odds, currency, stake, "
                         "refunded, payout, state, shown, closed_by, closed_actor, resettled, version, created, "
                         "updated, operation, expires) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    query << bet.id << row.partner.text() << row.bet.text() << row.player.text();
    query.orNull(row.game.text()).orNull(row.round.text()).orNull(row.selection).orNull(row.oddsE4);
    query << row.currency.code << row.stakeMinor << row.refundedMinor << row.payoutMinor << row.state << row.shown()
          << row.closedBy;
    query.orNull(row.closedActor);
    query << row.resettled << row.version << row.createdAt << row.updatedAt;
    query.orNull(bet.operation).orNull(bet.expiresAt);
    query.run();
    m_impl->lastBetId = std::max(m_impl->lastBetId, bet.id);
}

bool SqliteStore::updateBet(const core::Bet& bet, std::int64_t expectedVersion)
{
    const contract::BetRow& row = bet.row;
    // Only a check or a block may still change what the bet is on; touching `round` costs its index.
    const bool named = row.state == contract::BetState::Checked ||
                       (row.operation && row.operation->kind == contract::OperationKind::Block);
    Query query(*m_impl, named ? "UPDATE bets SET stake = ?, refunded = ?, payout = ?, state = ?, shown = ?, "
                                 "closed_by = ?, closed_actor = ?, resettled = ?, version = ?, updated = ?, "
                                 "operation = ?, expires = ?, player = ?, game = ?, round = ?, selection = ?, odds = ? "
                                 "WHERE id = ? AND version = ?"
                               : "UPDATE bets SET stake = ?, refunded = ?, payout = ?, state = ?, shown = ?, "
                                 "closed_by = ?, closed_actor = ?, resettled = ?, version = ?, updated = ?, "
                                 "operation = ?, expires = ? WHERE id = ? AND version = ?");
    query << row.stakeMinor << row.refundedMinor << row.payoutMinor << row.state << row.shown() << row.closedBy;
    query.orNull(row.closedActor);
    query << row.resettled << row.version << row.updatedAt;
    query.orNull(bet.operation).orNull(bet.expiresAt);
    if (named) {
        query << row.player.text();
        query.orNull(row.game.text()).orNull(row.round.text()).orNull(row.selection).orNull(row.oddsE4);
    }
    query << bet.id << expectedVersion;
    query.run();
    return sqlite3_changes(m_impl->database->getHandle()) == 1;
}

std::vector<core::Bet> SqliteStore::expiredBets(std::int64_t nowMs, int limit)
{
    Query query(*m_impl,
                "SELECT " BET_COLUMNS "WHERE b.expires IS NOT NULL AND b.expires <= ? ORDER BY b.expires LIMIT ?");
    query << nowMs << limit;
    std::vector<core::Bet> all;
    while (query.step())
        all.push_back(betOf(*m_impl, query));
    return all;
}

std::int64_t SqliteStore::nextExpiry()
{
    Query query(*m_impl, "SELECT expires FROM bets WHERE expires IS NOT NULL ORDER BY expires LIMIT 1");
    return query.step() ? query.integer(0) : 0;
}

void SqliteStore::setExpiry(std::int64_t bet, std::int64_t at)
{
    Query query(*m_impl, "UPDATE bets SET expires = ? WHERE id = ?");
    query.orNull(at) << bet;
    query.run();
}

void SqliteStore::insertVersion(const core::BetVersion& version)
{
    Query query(*m_impl, "INSERT INTO versions (bet, version, at, state, payout, refunded, result, cause, operation, "
                         "actor, correlation) VALUES (?,?,?,?,?,?,?,?,?,?,?)");
    query << version.bet << version.version << version.at << version.state << version.payoutMinor
          << version.refundedMinor;
    query.orNull(version.result) << version.cause;
    query.orNull(version.operation).orNull(version.actor).orNull(version.correlationId);
    query.run();
}

std::vector<core::BetVersion> SqliteStore::versions(std::int64_t bet)
{
    Query query(*m_impl, "SELECT version, at, state, payout, refunded, result, cause, operation, actor, correlation "
                         "FROM versions WHERE bet = ? ORDER BY version");
    query << bet;
    std::vector<core::BetVersion> all;
    while (query.step()) {
        core::BetVersion& version = all.emplace_back();
        version.bet = bet;
        version.version = query.integer(0);
        version.at = query.integer(1);
        version.state = query.as<contract::BetState>(2);
        version.payoutMinor = query.optionalInteger(3);
        version.refundedMinor = query.integer(4);
        version.result = query.text(5);
        version.cause = query.text(6);
        version.operation = query.integer(7);
        version.actor = query.text(8);
        version.correlationId = query.text(9);
    }
    return all;
}

void SqliteStore::insertNote(const core::Note& note)
{
    Query query(*m_impl, "INSERT INTO notes (bet, at, author, correlation, text) VALUES (?,?,?,?,?)");
    query << note.bet << note.at << note.author << note.correlationId << note.text;
    query.run();
}

std::vector<core::Note> SqliteStore::notes(std::int64_t bet, int limit)
{
    Query query(*m_impl, "SELECT at, author, correlation, text FROM notes WHERE bet = ? ORDER BY id DESC LIMIT ?");
    query << bet << limit;
    std::vector<core::Note> all;
    while (query.step())
        all.push_back({bet, query.integer(0), query.text(1), query.text(2), query.text(3)});
    std::reverse(all.begin(), all.end());
    return all;
}

core::Slice<core::Bet> SqliteStore::bets(const core::BetFilter& filter)
{
    std::string where;
    std::vector<std::string> texts;
    std::vector<std::int64_t> numbers;
    // Texts are bound first, by number, so that both lists may grow independently.
    const auto text = [&](const char* condition, const std::string& value) {
        texts.push_back(value);
        where += std::string(" AND ") + condition + "?" + std::to_string(texts.size());
    };
    if (!filter.partner.empty())
        text("b.partner = ", filter.partner);
    if (!filter.player.empty())
        text("b.player = ", filter.player);
    if (!filter.round.empty())
        text("b.round = ", filter.round);
    if (!filter.currency.empty())
        text("b.currency = ", filter.currency);
    if (!filter.text.empty()) {
        texts.push_back(filter.text);
        const std::string place = "?" + std::to_string(texts.size());
        where += " AND b.id IN (SELECT id FROM bets WHERE bet = " + place +
                 " UNION SELECT id FROM bets WHERE round = " + place + ")";
    }
    const auto number = [&where](const char* condition, std::int64_t value) {
        where += std::string(" AND ") + condition + std::to_string(value);
    };
    if (filter.state)
        number("b.state = ", static_cast<std::int64_t>(*filter.state));
    if (filter.status)
        number("b.shown = ", static_cast<std::int64_t>(*filter.status));
    if (filter.needsAttention)
        where += std::string(" AND b.shown ") + (*filter.needsAttention ? "IN (" : "NOT IN (") + attentionList() + ")";
    if (filter.stakeMinMinor)
        number("b.stake >= ", *filter.stakeMinMinor);
    if (filter.stakeMaxMinor)
        number("b.stake <= ", *filter.stakeMaxMinor);
    if (filter.createdFrom != 0)
        number("b.created >= ", filter.createdFrom);
    if (filter.createdTo != 0)
        number("b.created < ", filter.createdTo);
    // Not the writer's counter: this may be a reader's connection.
    const std::int64_t before = filter.beforeId != 0 ? filter.beforeId : newestId(*m_impl) + 1;
    const bool indexed = !filter.round.empty() || !filter.text.empty();
    const std::int64_t low = indexed ? 0 : std::max<std::int64_t>(0, before - stretch);
    number("b.id < ", before);
    number("b.id >= ", low);
    Query query(*m_impl, "SELECT " BET_COLUMNS "WHERE 1" + where + " ORDER BY b.id DESC LIMIT " +
                             std::to_string(filter.limit + 1));
    for (const std::string& value : texts)
        query << value;
    core::Slice<core::Bet> slice;
    while (query.step()) {
        if (static_cast<int>(slice.rows.size()) == filter.limit) {
            slice.nextBeforeId = slice.rows.back().id;
            return slice;
        }
        slice.rows.push_back(betOf(*m_impl, query));
    }
    slice.nextBeforeId = low > 1 ? low : 0;
    return slice;
}

std::int64_t SqliteStore::lastChangeOf(const contract::RoundId& round)
{
    Query query(*m_impl, "SELECT max(updated) FROM bets WHERE round = ?");
    query << round.text();
    return query.step() ? query.integer(0) : 0;
}

std::vector<core::Bet> SqliteStore::roundBets(const contract::RoundId& round, std::int64_t afterId, int limit)
{
    Query query(*m_impl, "SELECT " BET_COLUMNS "WHERE b.round = ? AND b.id > ? ORDER BY b.id LIMIT ?");
    query << round.text() << afterId << limit;
    std::vector<core::Bet> all;
    while (query.step())
        all.push_back(betOf(*m_impl, query));
    return all;
}

std::int64_t SqliteStore::newestBetId()
{
    return newestId(*m_impl);
}

core::Slice<core::Bet> SqliteStore::failedBets(std::int64_t failure, std::int64_t sinceMs, std::int64_t beforeId,
                                               int limit)
{
    Query query(*m_impl, "SELECT " BET_COLUMNS "WHERE b.id IN (SELECT bet FROM failure_bets WHERE failure = ?1 AND "
                         "(state = 0 OR (state = 1 AND at >= ?2))) AND (?3 = 0 OR b.id < ?3) ORDER BY b.id DESC LIMIT "
                         "?4");
    query << failure << sinceMs << beforeId << limit + 1;
    core::Slice<core::Bet> slice;
    while (query.step())
        slice.rows.push_back(betOf(*m_impl, query));
    if (static_cast<int>(slice.rows.size()) > limit) {
        slice.rows.pop_back();
        slice.nextBeforeId = slice.rows.back().id;
    }
    return slice;
}

std::vector<core::Bet> SqliteStore::betsAfter(std::int64_t afterId, std::int64_t upTo, int limit)
{
    Query query(*m_impl, "SELECT " BET_COLUMNS "WHERE b.id > ? AND b.id <= ? ORDER BY b.id LIMIT ?");
    query << afterId << upTo << limit;
    std::vector<core::Bet> all;
    while (query.step())
        all.push_back(betOf(*m_impl, query));
    return all;
}

std::vector<core::Bet> SqliteStore::windowBets(const core::Reconciliation& run, std::int64_t afterId,
                                               std::int64_t upToId, int limit)
{
    Query query(*m_impl, "SELECT " BET_COLUMNS "WHERE b.id > ? AND b.id <= ? AND b.partner = ? AND b.created >= ? AND "
                         "b.created < ? ORDER BY b.id LIMIT ?");
    query << afterId << upToId << run.row.partner.text() << run.row.from << run.row.to << limit;
    std::vector<core::Bet> all;
    while (query.step())
        all.push_back(betOf(*m_impl, query));
    return all;
}

std::vector<contract::PartnerId> SqliteStore::roundPartners(const contract::RoundId& round)
{
    Query query(*m_impl, "SELECT DISTINCT partner FROM bets WHERE round = ?");
    query << round.text();
    std::vector<contract::PartnerId> all;
    while (query.step())
        all.emplace_back(query.text(0));
    return all;
}

} // namespace service::store
