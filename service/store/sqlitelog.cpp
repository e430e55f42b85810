// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/store/sqliteimpl.h"

namespace service::store {

std::optional<std::string> SqliteStore::meta(std::string_view key)
{
    Query query(*m_impl, "SELECT value FROM meta WHERE key = ?");
    query << key;
    if (!query.step())
        return std::nullopt;
    return query.text(0);
}

void SqliteStore::setMeta(std::string_view key, std::string_view value)
{
    Query query(*m_impl, "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2");
    query << key << value;
    query.run();
}

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
    Query query(*m_impl, "SELECT seq, at, subject, roles, action, object, before, after, reason, correlation, "
                         "previous_hash, hash FROM audit WHERE seq > ? ORDER BY seq LIMIT ?");
    query << afterSeq << limit;
    std::vector<core::AuditRow> all;
    while (query.step()) {
        core::AuditRow& row = all.emplace_back();
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
    }
    return all;
}

std::int64_t SqliteStore::lastEventSeq()
{
    Query query(*m_impl, "SELECT coalesce(max(seq), 0) FROM events");
    query.step();
    return query.integer(0);
}

std::int64_t SqliteStore::oldestEventSeq()
{
    Query query(*m_impl, "SELECT coalesce(min(seq), 0) FROM events");
    query.step();
    return query.integer(0);
}

void SqliteStore::insertEvent(const core::EventRow& event)
{
    Query query(*m_impl, "INSERT INTO events (seq, at, type, data) VALUES (?,?,?,?)");
    query << event.seq << event.at << event.type << event.data;
    query.run();
}

std::vector<core::EventRow> SqliteStore::eventsAfter(std::int64_t seq, int limit)
{
    Query query(*m_impl, "SELECT seq, at, type, data FROM events WHERE seq > ? ORDER BY seq LIMIT ?");
    query << seq << limit;
    std::vector<core::EventRow> all;
    while (query.step())
        all.push_back({query.integer(0), query.integer(1), query.text(2), query.text(3)});
    return all;
}

void SqliteStore::pruneEvents(std::int64_t upToSeq)
{
    Query query(*m_impl, "DELETE FROM events WHERE seq <= ?");
    query << upToSeq;
    query.run();
}

} // namespace service::store
