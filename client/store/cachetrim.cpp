// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/store/cachetrim.h"

#include "client/store/database.h"

#include <SQLiteCpp/Statement.h>

#include <QDateTime>
#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>

namespace client::store {

namespace {

// Rows of one transaction, so that the journal of the database does not grow with what goes.
constexpr int stretch = 1'000;

std::string asideOf(const std::string& path)
{
    return path + ".damaged";
}

} // namespace

std::int64_t usedBytes(SQLite::Database& database)
{
    return database
        .execAndGet("SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count, "
                    "pragma_page_size")
        .getInt64();
}

std::int64_t forgetOlder(SQLite::Database& database, std::int64_t createdFrom)
{
    std::int64_t gone = 0;
    Transaction transaction(database);
    for (const char* const sql : {"DELETE FROM bets WHERE created_at < ?", "DELETE FROM rounds WHERE created_at < ?",
                                  "DELETE FROM told WHERE at < ?", "DELETE FROM answers WHERE at < ?"}) {
        SQLite::Statement old(database, sql);
        old.bind(1, createdFrom);
        gone += old.exec();
    }
    transaction.commit();
    return gone;
}

std::int64_t forgetOldest(SQLite::Database& database, std::int64_t bytesMax)
{
    std::int64_t gone = 0;
    while (usedBytes(database) > bytesMax) {
        // Old is old in whichever table: the time up to which a stretch of all of them goes.
        SQLite::Statement upTo(
            database, "SELECT max(t) FROM (SELECT t FROM ("
                      "SELECT * FROM (SELECT created_at AS t FROM bets ORDER BY created_at LIMIT ?1) UNION ALL "
                      "SELECT * FROM (SELECT created_at FROM rounds ORDER BY created_at LIMIT ?1) UNION ALL "
                      "SELECT * FROM (SELECT at FROM told ORDER BY at LIMIT ?1) UNION ALL "
                      "SELECT * FROM (SELECT at FROM answers ORDER BY at LIMIT ?1)) ORDER BY t LIMIT ?1)");
        upTo.bind(1, stretch);
        if (!upTo.executeStep() || upTo.isColumnNull(0))
            break;
        const std::int64_t time = upTo.getColumn(0).getInt64();
        upTo.reset();
        Transaction transaction(database);
        for (const char* const sql :
             {"DELETE FROM bets WHERE rowid IN (SELECT rowid FROM bets WHERE created_at <= ? "
              "ORDER BY created_at, rowid LIMIT ?)",
              "DELETE FROM rounds WHERE rowid IN (SELECT rowid FROM rounds WHERE created_at <= ? "
              "ORDER BY created_at, rowid LIMIT ?)",
              "DELETE FROM told WHERE batch IN (SELECT batch FROM told WHERE at <= ? ORDER BY at LIMIT ?)",
              "DELETE FROM answers WHERE target IN (SELECT target FROM answers WHERE at <= ? ORDER BY at LIMIT ?)"}) {
            SQLite::Statement oldest(database, sql);
            oldest.bind(1, time);
            oldest.bind(2, stretch);
            gone += oldest.exec();
        }
        transaction.commit();
    }
    return gone;
}

void moveAside(const std::string& path, const std::string& vfs)
{
    if (vfs.empty()) {
        const auto aside = QString::fromStdString(asideOf(path));
        QFile::remove(aside); // a rename does not write over it everywhere
        QFile::rename(QString::fromStdString(path), aside);
    }
    sqlite3_vfs* const files = sqlite3_vfs_find(vfs.empty() ? nullptr : vfs.c_str());
    for (const char* const ending : {"", "-wal", "-shm", "-journal"}) {
        if (files)
            files->xDelete(files, (path + ending).c_str(), 0);
    }
}

void forgetAside(const std::string& path, std::int64_t writtenFrom)
{
    const auto aside = QString::fromStdString(asideOf(path));
    const QFileInfo about(aside);
    if (about.exists() && about.lastModified().toMSecsSinceEpoch() < writtenFrom)
        QFile::remove(aside);
}

} // namespace client::store
