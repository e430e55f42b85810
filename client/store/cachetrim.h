// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <string>

namespace client::store {

// How a cache forgets. Each gives the number of rows that went, over all its tables, and throws SQLite::Exception.
std::int64_t usedBytes(SQLite::Database& database); // of the file, without its free pages
std::int64_t forgetOlder(SQLite::Database& database, std::int64_t createdFrom);
// The oldest, some at a time, until at most bytesMax are used.
std::int64_t forgetOldest(SQLite::Database& database, std::int64_t bytesMax);

// A damaged cache goes aside and not away: whoever looks into the damage wants to see it. A copy from before is
// overwritten. Files of a `vfs` of its own have no such name and are deleted.
void moveAside(const std::string& path, const std::string& vfs);
// Removes the copy if all that it holds was written before.
void forgetAside(const std::string& path, std::int64_t writtenFrom);

} // namespace client::store
