// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/store/sqliteimpl.h"

namespace service::store {

namespace contract = core::contract;

namespace {

#define RESOLUTION_COLUMNS                                                                                             \
    "id, operation, succeeded, reference, reason, state, digest, author, roles, correlation, approver, comment, "      \
    "created, expires, ended"

core::Resolution resolutionOfRow(const Query& query)
{
    core::Resolution resolution;
    int column = 0;
    resolution.id = query.integer(column++);
    resolution.operation = query.integer(column++);
    resolution.succeeded = query.integer(column++) != 0;
    resolution.reference = query.text(column++);
    resolution.reason = query.text(column++);
    resolution.state = query.as<contract::ResolutionState>(column++);
    resolution.digest = query.text(column++);
    resolution.author = query.text(column++);
    resolution.roles = query.text(column++);
    resolution.correlationId = query.text(column++);
    resolution.approver = query.text(column++);
    resolution.comment = query.text(column++);
    resolution.createdAt = query.integer(column++);
    resolution.expiresAt = query.integer(column++);
    resolution.endedAt = query.integer(column++);
    return resolution;
}

core::Suspension suspensionOfRow(const Query& query)
{
    return {contract::PartnerId(query.text(0)), query.integer(1), query.text(2), query.text(3)};
}

} // namespace

std::vector<core::Suspension> SqliteStore::suspensions()
{
    Query query(*m_impl, "SELECT partner, at, subject, reason FROM suspensions ORDER BY partner");
    std::vector<core::Suspension> all;
    while (query.step())
        all.push_back(suspensionOfRow(query));
    return all;
}

std::optional<core::Suspension> SqliteStore::suspension(const contract::PartnerId& partner)
{
    Query query(*m_impl, "SELECT partner, at, subject, reason FROM suspensions WHERE partner = ?");
    query << partner.text();
    if (!query.step())
        return std::nullopt;
    return suspensionOfRow(query);
}

void SqliteStore::suspend(const core::Suspension& suspension)
{
    Query query(*m_impl, "INSERT INTO suspensions (partner, at, subject, reason) VALUES (?,?,?,?)");
    query << suspension.partner.text() << suspension.at << suspension.subject << suspension.reason;
    query.run();
}

void SqliteStore::resume(const contract::PartnerId& partner)
{
    Query query(*m_impl, "DELETE FROM suspensions WHERE partner = ?");
    query << partner.text();
    query.run();
}

std::int64_t SqliteStore::insertResolution(const core::Resolution& resolution)
{
    Query query(*m_impl, "INSERT INTO resolutions (operation, succeeded, reference, reason, state, digest, author, "
                         "roles, correlation, approver, comment, created, expires, ended) "
                         "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    query << resolution.operation << resolution.succeeded << resolution.reference << resolution.reason
          << resolution.state << resolution.digest << resolution.author;
    query.orNull(resolution.roles).orNull(resolution.correlationId).orNull(resolution.approver);
    query.orNull(resolution.comment);
    query << resolution.createdAt << resolution.expiresAt << resolution.endedAt;
    query.run();
    return sqlite3_last_insert_rowid(m_impl->database->getHandle());
}

void SqliteStore::updateResolution(const core::Resolution& resolution)
{
    Query query(*m_impl, "UPDATE resolutions SET state = ?, approver = ?, comment = ?, ended = ? WHERE id = ?");
    query << resolution.state;
    query.orNull(resolution.approver).orNull(resolution.comment);
    query << resolution.endedAt << resolution.id;
    query.run();
}

std::optional<core::Resolution> SqliteStore::resolution(std::int64_t id)
{
    Query query(*m_impl, "SELECT " RESOLUTION_COLUMNS " FROM resolutions WHERE id = ?");
    query << id;
    if (!query.step())
        return std::nullopt;
    return resolutionOfRow(query);
}

std::optional<core::Resolution> SqliteStore::resolutionOf(std::int64_t operation)
{
    Query query(*m_impl, "SELECT " RESOLUTION_COLUMNS " FROM resolutions WHERE operation = ? ORDER BY id DESC LIMIT 1");
    query << operation;
    if (!query.step())
        return std::nullopt;
    return resolutionOfRow(query);
}

core::Slice<core::Resolution> SqliteStore::resolutions(const core::ResolutionFilter& filter)
{
    std::string where;
    if (filter.state)
        where += " AND state = " + std::to_string(static_cast<std::int64_t>(*filter.state));
    if (filter.beforeId != 0)
        where += " AND id < " + std::to_string(filter.beforeId);
    Query query(*m_impl, "SELECT " RESOLUTION_COLUMNS " FROM resolutions WHERE 1" + where + " ORDER BY id DESC LIMIT " +
                             std::to_string(filter.limit + 1));
    core::Slice<core::Resolution> slice;
    while (query.step()) {
        if (static_cast<int>(slice.rows.size()) == filter.limit) {
            slice.nextBeforeId = slice.rows.back().id;
            break;
        }
        slice.rows.push_back(resolutionOfRow(query));
    }
    return slice;
}

} // namespace service::store
