// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/store/sqlitestore.h"

#include "service/store/sqliteimpl.h"

#include <SQLiteCpp/Exception.h>

namespace service::store {

namespace {

// "betd": tells our files from another program's.
constexpr int applicationId = 0x62657464;

core::StoreError::Kind kindOf(int code)
{
    using Kind = core::StoreError::Kind;
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return Kind::Busy;
    case SQLITE_FULL:
        return Kind::Full;
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
        return Kind::ReadOnly;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return Kind::Corrupt;
    case SQLITE_CONSTRAINT:
        return Kind::Constraint;
    default:
        return Kind::Other;
    }
}

} // namespace

SqliteStore::Impl::Impl(const std::string& path, SqliteOptions givenOptions) : options(std::move(givenOptions))
{
    // Counting its memory costs SQLite a global lock per allocation; it takes this only before its first use.
    static const int uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    static_cast<void>(uncounted);
    const int flags = options.readOnly ? SQLite::OPEN_READONLY : SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE;
    try {
        database = std::make_unique<SQLite::Database>(path, flags | SQLite::OPEN_NOMUTEX,
                                                      options.readOnly ? 1'000 : 5'000, options.vfs);
    } catch (const SQLite::Exception& error) {
        throw core::StoreError(kindOf(error.getErrorCode()), "open " + path + ": " + error.what());
    }
    sqlite3_extended_result_codes(database->getHandle(), 1);
    if (options.exclusive)
        exec("PRAGMA locking_mode=EXCLUSIVE");
    exec("PRAGMA trusted_schema=OFF");
    exec("PRAGMA cell_size_check=ON");
    exec("PRAGMA mmap_size=0");
    exec("PRAGMA foreign_keys=ON");
    if (!options.readOnly) {
        exec("PRAGMA journal_mode=WAL");
        exec("PRAGMA synchronous=FULL");
    }
    try {
        migrate();
    } catch (...) {
        for (const auto& [text, statement] : statements)
            sqlite3_finalize(statement);
        throw;
    }
}

SqliteStore::Impl::~Impl()
{
    for (const auto& [text, statement] : statements)
        sqlite3_finalize(statement);
}

void SqliteStore::Impl::migrate()
{
    const auto pragma = [this](const char* sql) {
        Query query(*this, std::string(sql));
        query.step();
        return query.integer(0);
    };
    const std::int64_t version = pragma("PRAGMA user_version");
    const auto newest = static_cast<std::int64_t>(migrations().size());
    const bool ours = pragma("PRAGMA application_id") == applicationId;
    if (!ours && (version != 0 || pragma("SELECT count(*) FROM sqlite_schema") != 0))
        throw core::StoreError(core::StoreError::Kind::Corrupt, "the file is a database of another program");
    if (version > newest) {
        throw core::StoreError(core::StoreError::Kind::Newer,
                               "the database has schema version " + std::to_string(version) +
                                   ", this program knows up to " + std::to_string(newest));
    }
    if (options.readOnly && version < newest)
        throw core::StoreError(core::StoreError::Kind::Other, "the database is not migrated yet");
    for (std::int64_t next = version; next < newest; ++next) {
        exec("BEGIN IMMEDIATE");
        try {
            exec(std::string(migrations()[static_cast<std::size_t>(next)]).c_str());
            exec(("PRAGMA application_id=" + std::to_string(applicationId)).c_str());
            exec(("PRAGMA user_version=" + std::to_string(next + 1)).c_str());
            exec("COMMIT");
        } catch (...) {
            sqlite3_exec(database->getHandle(), "ROLLBACK", nullptr, nullptr, nullptr);
            throw;
        }
    }
}

void SqliteStore::Impl::exec(const char* sql)
{
    if (options.beforeStatement)
        options.beforeStatement(sql);
    if (sqlite3_exec(database->getHandle(), sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        fail(sql);
}

void SqliteStore::Impl::fail(std::string_view sql) const
{
    sqlite3* handle = database->getHandle();
    throw core::StoreError(kindOf(sqlite3_extended_errcode(handle)),
                           std::string(sqlite3_errmsg(handle)) + " in: " + std::string(sql.substr(0, 120)));
}

sqlite3_stmt* SqliteStore::Impl::prepare(std::string_view sql, unsigned flags)
{
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(database->getHandle(), sql.data(), static_cast<int>(sql.size()), flags, &statement,
                           nullptr) != SQLITE_OK)
        fail(sql);
    return statement;
}

SqliteStore::Impl& SqliteStore::Impl::announced(std::string_view sql)
{
    if (options.beforeStatement)
        options.beforeStatement(sql);
    return *this;
}

sqlite3_stmt* SqliteStore::Impl::prepared(const char* sql)
{
    sqlite3_stmt*& statement = statements[sql];
    if (!statement)
        statement = prepare(sql, SQLITE_PREPARE_PERSISTENT);
    return statement;
}

const core::contract::Currency& SqliteStore::Impl::currency(std::string_view code)
{
    for (const core::contract::Currency& known : currencies) {
        if (known.code == code)
            return known;
    }
    auto parsed = core::contract::Currency::parse(code);
    if (!parsed)
        throw core::StoreError(core::StoreError::Kind::Corrupt, "unknown currency in the store: " + std::string(code));
    return currencies.emplace_back(*std::move(parsed));
}

void SqliteStore::Impl::forgetCounters()
{
    lastBetId = -1;
    lastOperationId = -1;
    houseAccounts.clear();
}

// The hook may throw, and a constructor that throws would leak the statement: it comes first.
Query::Query(SqliteStore::Impl& impl, const char* sql)
    : m_impl(impl), m_statement(impl.announced(sql).prepared(sql)), m_sql(sql)
{
}

Query::Query(SqliteStore::Impl& impl, const std::string& sql)
    : m_impl(impl), m_statement(impl.announced(sql).prepare(sql, 0)), m_sql(sqlite3_sql(m_statement)), m_own(true)
{
}

Query::~Query()
{
    if (m_own) {
        sqlite3_finalize(m_statement);
        return;
    }
    sqlite3_reset(m_statement);
    sqlite3_clear_bindings(m_statement);
}

Query& Query::operator<<(std::int64_t value)
{
    if (sqlite3_bind_int64(m_statement, ++m_bound, value) != SQLITE_OK)
        m_impl.fail(m_sql);
    return *this;
}

Query& Query::operator<<(std::string_view value)
{
    // A null pointer would bind NULL.
    const char* data = value.empty() ? "" : value.data();
    if (sqlite3_bind_text(m_statement, ++m_bound, data, static_cast<int>(value.size()), SQLITE_STATIC) != SQLITE_OK)
        m_impl.fail(m_sql);
    return *this;
}

Query& Query::operator<<(const std::optional<std::int64_t>& value)
{
    if (value)
        return *this << *value;
    ++m_bound;
    return *this;
}

Query& Query::orNull(std::string_view value)
{
    if (!value.empty())
        return *this << value;
    ++m_bound;
    return *this;
}

Query& Query::orNull(std::int64_t value)
{
    if (value != 0)
        return *this << value;
    ++m_bound;
    return *this;
}

Query& Query::blob(std::string_view value)
{
    if (value.empty()) {
        ++m_bound;
        return *this;
    }
    if (sqlite3_bind_blob(m_statement, ++m_bound, value.data(), static_cast<int>(value.size()), SQLITE_STATIC) !=
        SQLITE_OK)
        m_impl.fail(m_sql);
    return *this;
}

bool Query::step()
{
    switch (sqlite3_step(m_statement)) {
    case SQLITE_ROW:
        return true;
    case SQLITE_DONE:
        return false;
    default:
        m_impl.fail(m_sql);
    }
}

void Query::run()
{
    if (sqlite3_step(m_statement) != SQLITE_DONE)
        m_impl.fail(m_sql);
}

std::optional<std::int64_t> Query::optionalInteger(int column) const
{
    if (isNull(column))
        return std::nullopt;
    return integer(column);
}

std::string_view Query::view(int column) const
{
    // A blob's bytes come out unchanged this way, too.
    const auto* data = static_cast<const char*>(sqlite3_column_blob(m_statement, column));
    return {data ? data : "", static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column))};
}

SqliteStore::SqliteStore(const std::string& path, SqliteOptions options)
    : m_impl(std::make_unique<Impl>(path, std::move(options)))
{
}

SqliteStore::~SqliteStore() = default;

void SqliteStore::begin()
{
    Query(*m_impl, "BEGIN IMMEDIATE").run();
}

void SqliteStore::commit()
{
    Query(*m_impl, "COMMIT").run();
}

void SqliteStore::rollback()
{
    m_impl->forgetCounters();
    if (sqlite3_get_autocommit(m_impl->database->getHandle()) == 0)
        sqlite3_exec(m_impl->database->getHandle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void SqliteStore::savepoint()
{
    Query(*m_impl, "SAVEPOINT part").run();
}

void SqliteStore::release()
{
    Query(*m_impl, "RELEASE part").run();
}

void SqliteStore::rollbackToSavepoint()
{
    m_impl->forgetCounters();
    Query(*m_impl, "ROLLBACK TO part").run();
    Query(*m_impl, "RELEASE part").run();
}

} // namespace service::store
