// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/store/sqliteimpl.h"

#include <algorithm>

namespace service::store {

namespace {

#define AUDIT_COLUMNS                                                                                                  \
    "seq, at, subject, roles, action, object, before, after, reason, correlation, previous_hash, hash FROM audit "

// How far one page looks for rows that match a rare filter.
constexpr std::int64_t stretch = 50'000;

core::AuditRow auditRowOf(const Query& query)
{
    core::AuditRow row;
    row.seq = query.integer(0);
    row.at = query.integer(1);
    row.subject = query.text(2);
    row.roles = query.text(3);
    row.action = query.text(4);
    row.object = query.text(5);
    row.before = query.text(6);
    row.after = query.text(7);
    row.reason = query.text(8);
    row.correlationId = query.text(9);
    row.previousHash = query.text(10);
    row.hash = query.text(11);
    return row;
}

core::SignedHead signedHeadOf(const Query& query)
{
    return {{query.integer(0), query.text(1)}, query.integer(2), query.text(3)};
}

} // namespace

core::AuditHead SqliteStore::auditHead()
{
    Query query(*m_impl, "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1");
    if (!query.step())
        return {};
    return {query.integer(0), query.text(1)};
}

void SqliteStore::insertAudit(const core::AuditRow& row)
{
    Query query(*m_impl, "INSERT INTO audit (seq, at, subject, roles, action, object, before, after, reason, "
                         "correlation, previous_hash, hash) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)");
    query << row.seq << row.at << row.subject << row.roles << row.action << row.object;
    query.orNull(row.before).orNull(row.after).orNull(row.reason).orNull(row.correlationId);
    query.blob(row.previousHash).blob(row.hash).run();
}

std::vector<core::AuditRow> SqliteStore::audit(std::int64_t afterSeq, int limit)
{
    Query query(*m_impl, "SELECT " AUDIT_COLUMNS "WHERE seq > ? ORDER BY seq LIMIT ?");
    query << afterSeq << limit;
    std::vector<core::AuditRow> all;
    while (query.step())
        all.push_back(auditRowOf(query));
    return all;
}

core::Slice<core::AuditRow> SqliteStore::audit(const core::AuditFilter& filter)
{
    std::string where;
    std::vector<std::string> texts;
    const auto place = [&texts](const std::string& value) {
        texts.push_back(value);
        return "?" + std::to_string(texts.size());
    };
    const auto equals = [&](const char* column, const std::string& value) {
        if (!value.empty())
            where += std::string(" AND ") + column + " = " + place(value);
    };
    equals("subject", filter.subject);
    equals("action", filter.action);
    equals("object", filter.object);
    if (!filter.onlySubject.empty()) {
        where += " AND (subject = " + place(filter.onlySubject);
        if (!filter.team.empty())
            where += " OR subject IN (SELECT subject FROM teams WHERE team = " + place(filter.team) + ")";
        where += ")";
    }
    const auto number = [&where](const char* condition, std::int64_t value) {
        where += std::string(" AND ") + condition + std::to_string(value);
    };
    if (filter.createdFrom != 0)
        number("at >= ", filter.createdFrom);
    if (filter.createdTo != 0)
        number("at < ", filter.createdTo);
    const std::int64_t before = filter.beforeSeq != 0 ? filter.beforeSeq : auditHead().seq + 1;
    const std::int64_t low = std::max<std::int64_t>(0, before - stretch);
    number("seq < ", before);
    number("seq >= ", low);
    Query query(*m_impl, "SELECT " AUDIT_COLUMNS "WHERE 1" + where + " ORDER BY seq DESC LIMIT " +
                             std::to_string(filter.limit + 1));
    for (const std::string& value : texts)
        query << value;
    core::Slice<core::AuditRow> slice;
    while (query.step()) {
        if (static_cast<int>(slice.rows.size()) == filter.limit) {
            slice.nextBeforeId = slice.rows.back().seq;
            return slice;
        }
        slice.rows.push_back(auditRowOf(query));
    }
    slice.nextBeforeId = low > 1 ? low : 0;
    return slice;
}

void SqliteStore::insertSignedHead(const core::SignedHead& head)
{
    Query query(*m_impl, "INSERT INTO audit_heads (seq, hash, at, signature) VALUES (?,?,?,?)");
    query << head.head.seq;
    query.blob(head.head.hash) << head.at;
    query.blob(head.signature).run();
}

std::optional<core::SignedHead> SqliteStore::newestSignedHead()
{
    Query query(*m_impl, "SELECT seq, hash, at, signature FROM audit_heads ORDER BY seq DESC LIMIT 1");
    if (!query.step())
        return std::nullopt;
    return signedHeadOf(query);
}

std::vector<core::SignedHead> SqliteStore::signedHeads(std::int64_t fromSeq, std::int64_t toSeq)
{
    Query query(*m_impl, "SELECT seq, hash, at, signature FROM audit_heads WHERE seq BETWEEN ? AND ? ORDER BY seq");
    query << fromSeq << toSeq;
    std::vector<core::SignedHead> all;
    while (query.step())
        all.push_back(signedHeadOf(query));
    return all;
}

void SqliteStore::setTeam(std::string_view subject, std::string_view team)
{
    Query query(*m_impl, "INSERT INTO teams (subject, team) VALUES (?1, ?2) ON CONFLICT (subject) DO UPDATE SET "
                         "team = ?2");
    query << subject << team;
    query.run();
}

} // namespace service::store
