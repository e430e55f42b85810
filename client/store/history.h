// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/wire.h"
#include "client/store/cache.h"
#include "client/store/packer.h"
#include "client/store/sealer.h"

#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace client::store {

// The table `told` of a cache: what the stream told, so that any moment of it can be seen again. Within transactions of
// the caller; throws SQLite::Exception. The database and the sealer outlive this.
class History
{
public:
    History(SQLite::Database& database, Sealer& sealer);

    // An event as it was told, or as it would have been where its text is not known.
    void add(const contract::FeedEvent& event);
    // A row that no event told of: known from `at` on.
    void add(const contract::BetRow& row, std::int64_t at);
    void add(const contract::RoundRow& row, std::int64_t at);
    // Stores what was added since the last time; dropped if it is not called.
    void store();
    void drop() { m_lines.clear(); }

    Told read(std::size_t bytesMax);

private:
    std::int64_t newestBatch() const;
    void addLine(std::string_view line, std::int64_t at);

    SQLite::Database& m_database;
    Sealer& m_sealer;
    Packer m_packer;
    SQLite::Statement m_put;
    std::string m_lines;
    std::int64_t m_newestAt = 0;
};

} // namespace client::store
