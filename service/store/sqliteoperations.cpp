// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/store/sqliteimpl.h"

#include <algorithm>

namespace service::store {

namespace contract = core::contract;

namespace {

#define OPERATION_COLUMNS                                                                                              \
    "o.id, o.bet, o.kind, o.ref, o.source, o.state, o.amount, o.target, o.payout, o.result, o.cancels, o.doubt, "      \
    "o.sent, o.attempt, o.attempts, o.series, o.next_at, o.http, o.latency, o.error_class, o.error, o.fingerprint, "   \
    "o.answer_status, o.answer_body, o.actor, o.roles, o.correlation, o.reason, o.created, o.updated, o.why"
constexpr int operationColumns = 31;

core::Operation operationOf(const Query& query)
{
    core::Operation operation;
    int column = 0;
    operation.id = query.integer(column++);
    operation.bet = query.integer(column++);
    operation.kind = query.as<contract::OperationKind>(column++);
    operation.ref = query.text(column++);
    operation.source = query.as<core::Source>(column++);
    operation.state = query.as<contract::OperationState>(column++);
    operation.amountMinor = query.integer(column++);
    operation.target = query.as<contract::BetState>(column++);
    operation.payoutMinor = query.optionalInteger(column++);
    operation.result = query.text(column++);
    operation.cancels = query.integer(column++);
    operation.doubt = query.integer(column++) != 0;
    operation.sent = query.integer(column++) != 0;
    operation.attempt = static_cast<int>(query.integer(column++));
    operation.attempts = static_cast<int>(query.integer(column++));
    operation.series = static_cast<int>(query.integer(column++));
    operation.nextAt = query.integer(column++);
    operation.http = static_cast<int>(query.integer(column++));
    operation.latencyMs = query.integer(column++);
    operation.errorClass = query.text(column++);
    operation.error = query.text(column++);
    operation.fingerprint = query.text(column++);
    operation.answerStatus = static_cast<int>(query.integer(column++));
    operation.answerBody = query.text(column++);
    operation.actor = query.text(column++);
    operation.roles = query.text(column++);
    operation.correlationId = query.text(column++);
    operation.reason = query.text(column++);
    operation.createdAt = query.integer(column++);
    operation.updatedAt = query.integer(column++);
    operation.why = query.text(column++);
    return operation;
}

std::vector<core::Operation> allOf(Query& query)
{
    std::vector<core::Operation> all;
    while (query.step())
        all.push_back(operationOf(query));
    return all;
}

} // namespace

std::int64_t SqliteStore::nextOperationId()
{
    if (m_impl->lastOperationId < 0) {
        Query query(*m_impl, "SELECT coalesce(max(id), 0) FROM operations");
        query.step();
        m_impl->lastOperationId = query.integer(0);
    }
    return m_impl->lastOperationId + 1;
}

std::optional<core::Operation> SqliteStore::operation(std::int64_t id)
{
    Query query(*m_impl, "SELECT " OPERATION_COLUMNS " FROM operations o WHERE o.id = ?");
    query << id;
    if (!query.step())
        return std::nullopt;
    return operationOf(query);
}

std::optional<core::Operation> SqliteStore::operation(std::int64_t bet, contract::OperationKind kind,
                                                      std::string_view ref)
{
    Query query(*m_impl, "SELECT " OPERATION_COLUMNS " FROM operations o WHERE o.bet = ? AND o.kind = ? AND o.ref = ?");
    query << bet << kind << ref;
    if (!query.step())
        return std::nullopt;
    return operationOf(query);
}

void SqliteStore::insertOperation(const core::Operation& operation)
{
    Query query(*m_impl, "INSERT INTO operations (id, bet, kind, ref, source, state, amount, target, payout, result, "
                         "cancels, doubt, sent, attempt, attempts, series, next_at, http, latency, error_class, error, "
                         "fingerprint, answer_status, answer_body, actor, roles, correlation, reason, created, "
                         "updated, why) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    query << operation.id << operation.bet << operation.kind << operation.ref << operation.source << operation.state
          << operation.amountMinor << operation.target << operation.payoutMinor;
    query.orNull(operation.result).orNull(operation.cancels);
    query << operation.doubt << operation.sent << operation.attempt << operation.attempts << operation.series
          << operation.nextAt << operation.http << operation.latencyMs;
    query.orNull(operation.errorClass).orNull(operation.error).blob(operation.fingerprint);
    query << operation.answerStatus;
    query.orNull(operation.answerBody).orNull(operation.actor).orNull(operation.roles);
    query.orNull(operation.correlationId).orNull(operation.reason);
    query << operation.createdAt << operation.updatedAt;
    query.orNull(operation.why);
    query.run();
    m_impl->lastOperationId = std::max(m_impl->lastOperationId, operation.id);
}

void SqliteStore::updateOperation(const core::Operation& operation)
{
    Query query(*m_impl,
                "UPDATE operations SET state = ?, amount = ?, target = ?, payout = ?, result = ?, cancels = ?, "
                "doubt = ?, sent = ?, attempt = ?, attempts = ?, series = ?, next_at = ?, http = ?, "
                "latency = ?, error_class = ?, error = ?, fingerprint = ?, answer_status = ?, "
                "answer_body = ?, actor = ?, roles = ?, correlation = ?, why = ?, updated = ? WHERE id = ?");
    query << operation.state << operation.amountMinor << operation.target << operation.payoutMinor;
    query.orNull(operation.result).orNull(operation.cancels);
    query << operation.doubt << operation.sent << operation.attempt << operation.attempts << operation.series
          << operation.nextAt << operation.http << operation.latencyMs;
    query.orNull(operation.errorClass).orNull(operation.error).blob(operation.fingerprint);
    query << operation.answerStatus;
    query.orNull(operation.answerBody).orNull(operation.actor).orNull(operation.roles);
    query.orNull(operation.correlationId).orNull(operation.why);
    query << operation.updatedAt << operation.id;
    query.run();
}

std::vector<core::Operation> SqliteStore::operationsOf(std::int64_t bet)
{
    Query query(*m_impl, "SELECT " OPERATION_COLUMNS " FROM operations o WHERE o.bet = ? ORDER BY o.id");
    query << bet;
    return allOf(query);
}

std::vector<core::Operation> SqliteStore::openOperations()
{
    Query query(*m_impl, "SELECT " OPERATION_COLUMNS " FROM operations o WHERE o.state NOT IN (2, 3) ORDER BY o.id");
    return allOf(query);
}

core::Slice<core::OperationOfBet> SqliteStore::operations(const core::OperationFilter& filter)
{
    std::string where;
    if (filter.state) {
        where += " AND o.state = " + std::to_string(static_cast<std::int64_t>(*filter.state));
        // Said again so that the index of open operations is used.
        if (contract::isOpen(*filter.state))
            where += " AND o.state NOT IN (2, 3)";
    }
    if (filter.beforeId != 0)
        where += " AND o.id < " + std::to_string(filter.beforeId);
    Query query(*m_impl, "SELECT " OPERATION_COLUMNS ", b.partner, b.bet, b.currency FROM operations o JOIN bets b ON "
                         "b.id = o.bet WHERE 1" +
                             where + " ORDER BY o.id DESC LIMIT " + std::to_string(filter.limit + 1));
    core::Slice<core::OperationOfBet> slice;
    while (query.step()) {
        if (static_cast<int>(slice.rows.size()) == filter.limit) {
            slice.nextBeforeId = slice.rows.back().operation.id;
            break;
        }
        core::OperationOfBet& row = slice.rows.emplace_back();
        row.operation = operationOf(query);
        row.partner = contract::PartnerId(query.text(operationColumns));
        row.bet = contract::BetId(query.text(operationColumns + 1));
        row.currency = m_impl->currency(query.view(operationColumns + 2));
    }
    return slice;
}

void SqliteStore::insertAttempt(const core::Attempt& attempt)
{
    Query query(*m_impl, "INSERT INTO attempts (operation, number, at, duration, http, answer, error_class, error, "
                         "wait_base, wait_jitter, next_at, request, response) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)");
    query << attempt.operation << attempt.number << attempt.at << attempt.durationMs << attempt.http << attempt.answer;
    query.orNull(attempt.errorClass).orNull(attempt.error);
    query << attempt.waitBaseMs << attempt.waitJitterMs << attempt.nextAt;
    query.orNull(attempt.request).orNull(attempt.response);
    query.run();
}

std::vector<core::Attempt> SqliteStore::attempts(std::int64_t operation, int limit)
{
    Query query(*m_impl, "SELECT number, at, duration, http, answer, error_class, error, wait_base, wait_jitter, "
                         "next_at, request, response FROM attempts WHERE operation = ? ORDER BY number DESC LIMIT ?");
    query << operation << limit;
    std::vector<core::Attempt> all;
    while (query.step()) {
        core::Attempt& attempt = all.emplace_back();
        attempt.operation = operation;
        attempt.number = static_cast<int>(query.integer(0));
        attempt.at = query.integer(1);
        attempt.durationMs = query.integer(2);
        attempt.http = static_cast<int>(query.integer(3));
        attempt.answer = query.as<contract::AnswerKind>(4);
        attempt.errorClass = query.text(5);
        attempt.error = query.text(6);
        attempt.waitBaseMs = query.integer(7);
        attempt.waitJitterMs = query.integer(8);
        attempt.nextAt = query.integer(9);
        attempt.request = query.text(10);
        attempt.response = query.text(11);
    }
    std::reverse(all.begin(), all.end());
    return all;
}

std::optional<std::string> SqliteStore::headerKey(std::string_view subject, std::string_view key)
{
    Query query(*m_impl, "SELECT fingerprint FROM header_keys WHERE subject = ? AND key = ?");
    query << subject << key;
    if (!query.step())
        return std::nullopt;
    return query.text(0);
}

void SqliteStore::insertHeaderKey(std::string_view subject, std::string_view key, std::string_view fingerprint)
{
    Query query(*m_impl, "INSERT INTO header_keys (subject, key, fingerprint) VALUES (?,?,?)");
    query << subject << key;
    query.blob(fingerprint).run();
}

} // namespace service::store
