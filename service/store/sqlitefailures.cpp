// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/store/sqliteimpl.h"

#include <charconv>

namespace service::store {

namespace contract = core::contract;

namespace {

using Blocks = std::array<std::int64_t, contract::failureBlocks>;

#define FAILURE_COLUMNS                                                                                                \
    "id, partner, call, http, error_class, message, bets, open_bets, failures, first_at, last_at, blocks, blocks_to, " \
    "appeared, came_back, taken, worse, muted_until, retried, resolved, owner, note, version FROM failures "

std::string textOf(const Blocks& blocks)
{
    std::string text;
    for (const std::int64_t count : blocks)
        text.append(text.empty() ? "" : ",").append(std::to_string(count));
    return text;
}

Blocks blocksFrom(std::string_view text)
{
    Blocks blocks{};
    const char* at = text.data();
    const char* const end = at + text.size();
    for (std::int64_t& count : blocks) {
        const auto read = std::from_chars(at, end, count);
        at = read.ptr == end ? end : read.ptr + 1;
    }
    return blocks;
}

core::Failure plainFailure(const Query& query)
{
    core::Failure failure;
    contract::FailureRow& row = failure.row;
    failure.id = query.integer(0);
    row.partner = contract::PartnerId(query.text(1));
    row.call = query.text(2);
    row.http = static_cast<int>(query.integer(3));
    row.errorClass = query.text(4);
    row.message = query.text(5);
    row.bets = query.integer(6);
    row.openBets = query.integer(7);
    row.failures = query.integer(8);
    row.firstAt = query.integer(9);
    row.lastAt = query.integer(10);
    row.blocks = blocksFrom(query.view(11));
    row.blocksTo = query.integer(12);
    failure.appearedAt = query.integer(13);
    failure.cameBack = query.integer(14) != 0;
    failure.takenAt = query.integer(15);
    failure.worseAt = query.integer(16);
    row.mutedUntil = query.integer(17);
    failure.retriedAt = query.integer(18);
    failure.resolved = query.integer(19) != 0;
    row.owner = query.text(20);
    row.note = query.text(21);
    row.version = query.integer(22);
    return failure;
}

void addAmounts(SqliteStore::Impl& impl, core::Failure& failure)
{
    Query query(impl, "SELECT currency, amount FROM failure_sums WHERE failure = ? ORDER BY currency");
    query << failure.id;
    while (query.step())
        failure.row.amounts.push_back({query.integer(1), impl.currency(query.view(0))});
}

std::optional<core::Failure> oneFailure(SqliteStore::Impl& impl, Query& query)
{
    if (!query.step())
        return std::nullopt;
    core::Failure failure = plainFailure(query);
    addAmounts(impl, failure);
    return failure;
}

core::FailureBet betOf(const Query& query)
{
    return {query.integer(0), query.integer(1), query.integer(2), query.integer(3),
            query.as<core::FailureBet::State>(4)};
}

} // namespace

std::optional<core::Failure> SqliteStore::failure(std::int64_t id)
{
    Query query(*m_impl, "SELECT " FAILURE_COLUMNS "WHERE id = ?");
    query << id;
    return oneFailure(*m_impl, query);
}

std::optional<core::Failure> SqliteStore::failure(const contract::FailureRow& cause)
{
    Query query(*m_impl, "SELECT " FAILURE_COLUMNS "WHERE partner = ? AND call = ? AND http = ? AND error_class = ? "
                         "AND message = ?");
    query << cause.partner.text() << cause.call << cause.http << cause.errorClass << cause.message;
    return oneFailure(*m_impl, query);
}

std::int64_t SqliteStore::failureCauses(const contract::FailureRow& cause)
{
    Query query(*m_impl, "SELECT count(*) FROM failures WHERE partner = ? AND call = ? AND http = ? AND error_class = "
                         "?");
    query << cause.partner.text() << cause.call << cause.http << cause.errorClass;
    query.step();
    return query.integer(0);
}

std::int64_t SqliteStore::insertFailure(const core::Failure& failure)
{
    const contract::FailureRow& row = failure.row;
    Query query(*m_impl, "INSERT INTO failures (partner, call, http, error_class, message, bets, open_bets, failures, "
                         "first_at, last_at, blocks, blocks_to, appeared, came_back, taken, worse, muted_until, "
                         "retried, resolved, version) VALUES (?,?,?,?,?,0,0,0,?,?,?,?,?,0,0,0,0,0,0,0)");
    const std::string blocks = textOf(row.blocks);
    query << row.partner.text() << row.call << row.http << row.errorClass << row.message << row.firstAt << row.lastAt
          << blocks << row.blocksTo << failure.appearedAt;
    query.run();
    return m_impl->database->getLastInsertRowid();
}

void SqliteStore::updateFailure(const core::Failure& failure)
{
    const contract::FailureRow& row = failure.row;
    Query query(*m_impl, "UPDATE failures SET bets = ?, open_bets = ?, failures = ?, last_at = ?, blocks = ?, "
                         "blocks_to = ?, appeared = ?, came_back = ?, taken = ?, worse = ?, muted_until = ?, retried = "
                         "?, resolved = ?, owner = ?, note = ?, version = ? WHERE id = ?");
    const std::string blocks = textOf(row.blocks);
    query << row.bets << row.openBets << row.failures << row.lastAt << blocks << row.blocksTo << failure.appearedAt
          << failure.cameBack << failure.takenAt << failure.worseAt << row.mutedUntil << failure.retriedAt
          << failure.resolved;
    query.orNull(row.owner).orNull(row.note) << row.version << failure.id;
    query.run();
}

void SqliteStore::setFailureAmount(std::int64_t failure, const contract::Money& amount)
{
    Query query(*m_impl, "INSERT INTO failure_sums (failure, currency, amount) VALUES (?,?,?) ON CONFLICT DO UPDATE "
                         "SET amount = excluded.amount");
    query << failure << amount.currency.code << amount.minor;
    query.run();
}

core::Slice<core::Failure> SqliteStore::failures(const core::FailureFilter& filter)
{
    std::string where = " AND (last_at >= " + std::to_string(filter.activeSince) + " OR open_bets > 0)";
    if (!filter.partner.empty())
        where += " AND partner = ?1";
    if (filter.beforeId != 0)
        where += " AND id < " + std::to_string(filter.beforeId);
    Query query(*m_impl, "SELECT " FAILURE_COLUMNS "WHERE 1" + where + " ORDER BY id DESC LIMIT " +
                             std::to_string(filter.limit + 1));
    if (!filter.partner.empty())
        query << filter.partner;
    core::Slice<core::Failure> slice;
    while (query.step())
        slice.rows.push_back(plainFailure(query));
    if (static_cast<int>(slice.rows.size()) > filter.limit) {
        slice.rows.pop_back();
        slice.nextBeforeId = slice.rows.back().id;
    }
    for (core::Failure& failure : slice.rows)
        addAmounts(*m_impl, failure);
    return slice;
}

std::optional<core::FailureBet> SqliteStore::failureBet(std::int64_t failure, std::int64_t bet)
{
    Query query(*m_impl, "SELECT failure, bet, operation, at, state FROM failure_bets WHERE failure = ? AND bet = ?");
    query << failure << bet;
    if (!query.step())
        return std::nullopt;
    return betOf(query);
}

std::optional<core::FailureBet> SqliteStore::failureBet(std::int64_t bet)
{
    Query query(*m_impl, "SELECT failure, bet, operation, at, state FROM failure_bets WHERE bet = ? AND state <> 2");
    query << bet;
    if (!query.step())
        return std::nullopt;
    return betOf(query);
}

void SqliteStore::saveFailureBet(const core::FailureBet& bet)
{
    Query query(*m_impl, "INSERT INTO failure_bets (failure, bet, operation, at, state) VALUES (?,?,?,?,?) ON CONFLICT "
                         "(failure, bet) DO UPDATE SET operation = excluded.operation, at = excluded.at, state = "
                         "excluded.state");
    query << bet.failure << bet.bet << bet.operation << bet.at << bet.state;
    query.run();
}

std::vector<core::FailureBet> SqliteStore::openFailureBets(std::int64_t failure, int limit)
{
    Query query(*m_impl, "SELECT failure, bet, operation, at, state FROM failure_bets WHERE failure = ? AND state = 0 "
                         "ORDER BY at, bet LIMIT ?");
    query << failure << limit;
    std::vector<core::FailureBet> all;
    while (query.step())
        all.push_back(betOf(query));
    return all;
}

std::optional<std::string> SqliteStore::failureRetry(std::string_view subject, std::string_view key)
{
    Query query(*m_impl, "SELECT answer FROM failure_retries WHERE subject = ? AND key = ?");
    query << subject << key;
    if (!query.step())
        return std::nullopt;
    return query.text(0);
}

void SqliteStore::insertFailureRetry(std::string_view subject, std::string_view key, std::string_view answer)
{
    Query query(*m_impl, "INSERT INTO failure_retries (subject, key, answer) VALUES (?,?,?)");
    query << subject << key << answer;
    query.run();
}

} // namespace service::store
