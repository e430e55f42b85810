// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/store/sqlitestore.h"

#include <SQLiteCpp/Database.h>
#include <sqlite3.h>

#include <type_traits>
#include <unordered_map>

namespace service::store {

// Number n of the list takes the schema from version n to n + 1.
const std::vector<std::string_view>& migrations();

struct SqliteStore::Impl
{
    Impl(const std::string& path, SqliteOptions givenOptions);
    ~Impl();

    void exec(const char* sql);
    [[noreturn]] void fail(std::string_view sql) const;
    // Tells the hook what comes.
    Impl& announced(std::string_view sql);
    // Prepared once per text; the text must live as long as the store, as a literal does.
    sqlite3_stmt* prepared(const char* sql);
    sqlite3_stmt* prepare(std::string_view sql, unsigned flags);
    const core::contract::Currency& currency(std::string_view code);
    void forgetCounters();

    SqliteOptions options;
    std::unique_ptr<SQLite::Database> database;
    std::unordered_map<const char*, sqlite3_stmt*> statements;
    std::vector<core::contract::Currency> currencies;
    // Valid until a rollback.
    std::int64_t lastBetId = -1;
    std::int64_t lastOperationId = -1;
    struct HouseAccount
    {
        core::AccountKind kind;
        std::string partner;
        std::string currency;
        std::int64_t id;
    };
    std::vector<HouseAccount> houseAccounts;

private:
    void migrate();
};

// One use of a statement. What is bound must outlive it; the destructor leaves the statement clean for the next use.
class Query
{
public:
    Query(SqliteStore::Impl& impl, const char* sql);
    Query(SqliteStore::Impl& impl, const std::string& sql); // prepared for this use alone
    ~Query();
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;

    Query& operator<<(std::int64_t value);
    Query& operator<<(int value) { return *this << static_cast<std::int64_t>(value); }
    Query& operator<<(bool value) { return *this << static_cast<std::int64_t>(value); }
    Query& operator<<(std::string_view value);
    Query& operator<<(const std::string& value) { return *this << std::string_view(value); }
    Query& operator<<(const char* value) = delete;
    Query& operator<<(const std::optional<std::int64_t>& value);
    template <typename Enum>
    requires std::is_enum_v<Enum> Query& operator<<(Enum value) { return *this << static_cast<std::int64_t>(value); }
    Query& orNull(std::string_view value); // an empty text is stored as NULL
    Query& orNull(std::int64_t value);     // likewise 0
    Query& blob(std::string_view value);

    bool step();
    void run(); // for statements without rows

    std::int64_t integer(int column) const { return sqlite3_column_int64(m_statement, column); }
    bool isNull(int column) const { return sqlite3_column_type(m_statement, column) == SQLITE_NULL; }
    std::optional<std::int64_t> optionalInteger(int column) const;
    std::string_view view(int column) const; // until the next step
    std::string text(int column) const { return std::string(view(column)); }
    template <typename Enum>
    Enum as(int column) const
    {
        return static_cast<Enum>(integer(column));
    }

private:
    SqliteStore::Impl& m_impl;
    sqlite3_stmt* m_statement;
    const char* m_sql = "";
    bool m_own = false;
    int m_bound = 0;
};

} // namespace service::store
