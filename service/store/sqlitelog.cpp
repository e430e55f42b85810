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
