// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/store/database.h"

#include <SQLiteCpp/Exception.h>

#include <sqlite3.h>

namespace client::store {

namespace {

constexpr int busyTimeoutMs = 200;

void harden(SQLite::Database& database)
{
    database.exec("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0");
}

std::string uriPath(const std::string& path)
{
    std::string escaped;
    for (const char c : path) {
        if (c == '?' || c == '#' || c == '%') {
            static constexpr char digits[] = "0123456789ABCDEF";
            escaped += '%';
            escaped += digits[static_cast<unsigned char>(c) >> 4];
            escaped += digits[static_cast<unsigned char>(c) & 15];
        } else {
            escaped += c;
        }
    }
    return escaped;
}

} // namespace

std::unique_ptr<SQLite::Database> openDatabase(const std::string& path, const std::string& vfs, Durability durability)
{
    auto database = std::make_unique<SQLite::Database>(
        path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_NOMUTEX, busyTimeoutMs, vfs);
    harden(*database);
    // SQLite opens such a file without a word and fails at the first lock with an error that names no reason.
    if (sqlite3_db_readonly(database->getHandle(), "main") == 1)
        throw SQLite::Exception("the file is read-only", SQLITE_READONLY);
    // Before WAL, so that no shared memory is needed and no second process can write beside us.
    database->exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL");
    database->exec(durability == Durability::Full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
    // The first write lock is kept for ever: now is the time to learn that the disk or another copy forbids it.
    database->exec("BEGIN IMMEDIATE; COMMIT");
    return database;
}

std::unique_ptr<SQLite::Database> openImmutable(const std::string& path, const std::string& vfs)
{
    auto database = std::make_unique<SQLite::Database>("file:" + uriPath(path) + "?immutable=1",
                                                       SQLite::OPEN_READONLY | SQLite::OPEN_URI, busyTimeoutMs, vfs);
    harden(*database);
    return database;
}

int schemaVersion(SQLite::Database& database)
{
    return database.execAndGet("PRAGMA user_version").getInt();
}

void migrate(SQLite::Database& database, const std::vector<std::string_view>& migrations)
{
    for (auto version = static_cast<std::size_t>(schemaVersion(database)); version < migrations.size(); ++version) {
        Transaction transaction(database);
        database.exec(std::string(migrations[version]));
        database.exec("PRAGMA user_version = " + std::to_string(version + 1));
        transaction.commit();
    }
}

std::string quickCheck(SQLite::Database& database)
{
    const std::string verdict = database.execAndGet("PRAGMA quick_check(1)").getString();
    if (verdict == "ok")
        return {};
    // A line above the complaint only names the database.
    const std::size_t line = verdict.find('\n');
    return line == std::string::npos ? verdict : verdict.substr(line + 1);
}

Transaction::Transaction(SQLite::Database& database) : m_database(database)
{
    m_database.exec("BEGIN IMMEDIATE");
}

Transaction::~Transaction()
{
    if (m_committed || sqlite3_get_autocommit(m_database.getHandle()) != 0)
        return;
    m_database.tryExec("ROLLBACK");
}

void Transaction::commit()
{
    m_tried = true;
    m_database.exec("COMMIT");
    m_committed = true;
}

std::string storageDetail(const SQLite::Exception& error, const std::string& path)
{
    switch (error.getErrorCode() & 0xff) {
    case SQLITE_FULL:
        return "The disk that holds " + path + " is full. Free some space and try again.";
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
        return path + " can not be written. Check that its folder exists and may be written.";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return path + " is in use by another copy of this program.";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return path + " is damaged. Move it away and keep it: it may name refunds that are not finished.";
    default:
        return path + " can not be used: " + error.what() + ".";
    }
}

} // namespace client::store
