// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace client::store {

enum class Durability {
    Full,   // a commit is on the disk when it returns
    Normal, // a power loss may take the newest commits, never the file
};

// Opens for one process alone and one thread at a time, WAL, with what keeps a foreign file from doing harm. Throws
// SQLite::Exception.
std::unique_ptr<SQLite::Database> openDatabase(const std::string& path, const std::string& vfs, Durability durability);
// As it lies on the disk, without a byte written; what still waits in the WAL is not seen.
std::unique_ptr<SQLite::Database> openImmutable(const std::string& path, const std::string& vfs);

int schemaVersion(SQLite::Database& database);
// Runs what is missing, each step in its own transaction with its number. Throws, and then that step is undone.
void migrate(SQLite::Database& database, const std::vector<std::string_view>& migrations);
// Empty if the file's structure is sound, else the first complaint.
std::string quickCheck(SQLite::Database& database);

// Rolls back unless commit() was reached.
class Transaction
{
public:
    explicit Transaction(SQLite::Database& database);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    void commit();
    // True once commit() was called, whatever came of it.
    bool wasTried() const { return m_tried; }

private:
    SQLite::Database& m_database;
    bool m_tried = false;
    bool m_committed = false;
};

// One English sentence with what a person can do about it.
std::string storageDetail(const SQLite::Exception& error, const std::string& path);

} // namespace client::store
