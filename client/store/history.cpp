// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/store/history.h"

#include <SQLiteCpp/Database.h>

#include <algorithm>
#include <vector>

namespace client::store {

namespace {

constexpr std::size_t batchBytesMax = 4 << 20;

std::string placeOf(std::int64_t at)
{
    return "told " + std::to_string(at);
}

contract::FeedEvent seen(std::string_view type, std::int64_t at)
{
    contract::FeedEvent event;
    event.at = at;
    event.type = type;
    return event;
}

} // namespace

History::History(SQLite::Database& database, Sealer& sealer)
    : m_database(database), m_sealer(sealer), m_put(database, "INSERT INTO told (at, lines) VALUES (?, ?)")
{
}

void History::add(const contract::FeedEvent& event)
{
    const bool isLine =
        !event.text.empty() && event.text.find('\n') == std::string::npos && event.text.find('\r') == std::string::npos;
    addLine(isLine ? event.text : contract::encode(event), event.at);
}

void History::add(const contract::BetRow& row, std::int64_t at)
{
    contract::FeedEvent event = seen(contract::betSeen, at);
    event.partner = row.partner;
    event.betId = row.bet;
    event.roundId = row.round;
    event.bet = row;
    addLine(contract::encode(event), at);
}

void History::add(const contract::RoundRow& row, std::int64_t at)
{
    contract::FeedEvent event = seen(contract::roundSeen, at);
    event.roundId = row.round;
    event.round = row;
    addLine(contract::encode(event), at);
}

void History::addLine(std::string_view line, std::int64_t at)
{
    m_lines.append(line).append(1, '\n');
    m_newestAt = std::max(m_newestAt, at);
    if (m_lines.size() >= batchBytesMax)
        store();
}

void History::store()
{
    if (m_lines.empty())
        return;
    const std::string sealed = m_sealer.seal(m_packer.pack(m_lines), placeOf(m_newestAt));
    m_lines.clear();
    m_put.tryReset();
    m_put.bind(1, m_newestAt);
    m_put.bind(2, sealed.data(), static_cast<int>(sealed.size()));
    m_put.exec();
}

std::int64_t History::newestBatch() const
{
    SQLite::Statement number(m_database, "SELECT seq FROM sqlite_sequence WHERE name = 'told'");
    return number.executeStep() ? number.getColumn(0).getInt64() : 0;
}

Told History::read(std::size_t bytesMax)
{
    Told told;
    std::vector<std::string> batches; // newest first
    const std::int64_t newest = newestBatch();
    std::int64_t oldest = newest + 1;
    std::vector<std::int64_t> damaged;
    std::size_t bytes = 0;
    SQLite::Statement rows(m_database, "SELECT batch, lines, at FROM told ORDER BY batch DESC");
    while (rows.executeStep()) {
        const auto column = rows.getColumn(1);
        const auto packed =
            m_sealer.unseal({static_cast<const char*>(column.getBlob()), static_cast<std::size_t>(column.getBytes())},
                            placeOf(rows.getColumn(2).getInt64()));
        auto lines = packed ? m_packer.unpack(*packed) : std::nullopt;
        if (!lines) {
            damaged.push_back(rows.getColumn(0).getInt64());
            continue;
        }
        if (bytes + lines->size() > bytesMax) {
            told.isCut = true;
            break;
        }
        bytes += lines->size();
        oldest = rows.getColumn(0).getInt64();
        batches.push_back(*std::move(lines));
    }
    rows.reset();
    told.lines.reserve(static_cast<qsizetype>(bytes));
    for (auto batch = batches.rbegin(); batch != batches.rend(); ++batch) {
        told.lines.append(batch->data(), static_cast<qsizetype>(batch->size()));
        batch->clear();
        batch->shrink_to_fit();
    }
    SQLite::Statement forget(m_database, "DELETE FROM told WHERE batch = ?");
    for (const std::int64_t batch : damaged) {
        forget.bind(1, batch);
        forget.exec();
        forget.reset();
    }
    told.unreadable = newest + 1 - oldest - static_cast<std::int64_t>(batches.size());
    told.isCut = told.isCut || oldest > 1;
    return told;
}

} // namespace client::store
