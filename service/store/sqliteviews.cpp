// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/store/sqliteimpl.h"

#include <sstream>

namespace service::store {

namespace contract = core::contract;

namespace {

#define VIEW_COLUMNS "view, owner, name, query, columns, sort, descending, shared, updated, version FROM saved_views "

contract::ViewRow viewOf(const Query& query)
{
    contract::ViewRow row;
    row.id = contract::ViewId(query.text(0));
    row.owner = query.text(1);
    row.name = query.text(2);
    row.query = query.text(3);
    std::istringstream words(query.text(4));
    for (std::string word; words >> word;)
        row.columns.push_back(word);
    row.sort = query.text(5);
    row.descending = query.integer(6) != 0;
    row.shared = query.integer(7) != 0;
    row.updatedAt = query.integer(8);
    row.version = query.integer(9);
    return row;
}

} // namespace

std::vector<contract::ViewRow> SqliteStore::viewsFor(std::string_view reader)
{
    Query query(*m_impl, "SELECT " VIEW_COLUMNS "WHERE shared = 1 OR owner = ? ORDER BY name, view");
    query << reader;
    std::vector<contract::ViewRow> all;
    while (query.step())
        all.push_back(viewOf(query));
    return all;
}

std::optional<contract::ViewRow> SqliteStore::view(const contract::ViewId& id)
{
    Query query(*m_impl, "SELECT " VIEW_COLUMNS "WHERE view = ?");
    query << id.text();
    if (!query.step())
        return std::nullopt;
    return viewOf(query);
}

void SqliteStore::saveView(const contract::ViewRow& row)
{
    std::string columns;
    for (const std::string& word : row.columns)
        columns += (columns.empty() ? "" : " ") + word;
    Query query(*m_impl, "INSERT OR REPLACE INTO saved_views (view, owner, name, query, columns, sort, descending, "
                         "shared, updated, version) VALUES (?,?,?,?,?,?,?,?,?,?)");
    query << row.id.text() << row.owner << row.name << row.query << columns << row.sort << row.descending << row.shared
          << row.updatedAt << row.version;
    query.run();
}

void SqliteStore::deleteView(const contract::ViewId& id)
{
    Query query(*m_impl, "DELETE FROM saved_views WHERE view = ?");
    query << id.text();
    query.run();
}

std::int64_t SqliteStore::viewCount(std::string_view owner)
{
    Query query(*m_impl, "SELECT count(*) FROM saved_views WHERE owner = ?");
    query << owner;
    return query.step() ? query.integer(0) : 0;
}

std::int64_t SqliteStore::viewCount()
{
    Query query(*m_impl, "SELECT count(*) FROM saved_views");
    return query.step() ? query.integer(0) : 0;
}

} // namespace service::store
