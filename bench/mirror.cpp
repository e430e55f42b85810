// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/mirror.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <sqlite3.h>

#include <chrono>
#include <map>
#include <memory>
#include <stdexcept>
#include <variant>
#include <vector>

namespace bench {

namespace {

struct Blob
{
    std::string bytes;
};
using Value = std::variant<std::monostate, std::int64_t, std::string, Blob>;
using Row = std::vector<Value>;

struct Write
{
    sqlite3_stmt* statement = nullptr;
    Row values;
};
using Call = std::vector<Write>;

Value valueOf(const SQLite::Column& column)
{
    if (column.isNull())
        return {};
    if (column.isInteger())
        return column.getInt64();
    if (column.isBlob())
        return Blob{column.getString()};
    return column.getString();
}

class Mirror
{
public:
    Mirror(const std::string& from, const std::string& to);
    ~Mirror();
    Mirror(const Mirror&) = delete;
    Mirror& operator=(const Mirror&) = delete;

    void plan();
    Mirrored write(int callsPerCommit);
    void compare(const std::string& from);

private:
    [[noreturn]] void fail(const std::string& what) const
    {
        throw std::runtime_error(what + ": " + sqlite3_errmsg(m_to));
    }
    void exec(const std::string& sql)
    {
        if (sqlite3_exec(m_to, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
            fail(sql);
    }
    sqlite3_stmt* prepare(const std::string& sql);
    sqlite3_stmt* insertInto(const std::string& table, std::size_t columns);
    void run(const Write& write);
    // Rows of the query, in its order; an INSERT of each into the table.
    std::vector<Write> inserts(const std::string& table, const std::string& tail, const Row& values);
    void add(Call& call, const std::string& table, const std::string& tail, const Row& values);

    SQLite::Database m_from;
    std::map<std::string, std::unique_ptr<SQLite::Statement>> m_queries;
    sqlite3* m_to = nullptr;
    std::map<std::string, sqlite3_stmt*> m_statements;
    std::vector<std::string> m_tables;
    std::vector<Write> m_setup;
    std::vector<Call> m_calls;
};

Mirror::Mirror(const std::string& from, const std::string& to) : m_from(from, SQLite::OPEN_READONLY)
{
    if (sqlite3_open_v2(to.c_str(), &m_to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr) !=
        SQLITE_OK)
        fail("open " + to);
    exec("PRAGMA journal_mode=WAL");
    exec("PRAGMA synchronous=FULL");
    // The service never looks its audit up by object, so that there is no index to find the rows by.
    m_from.exec("CREATE TEMP TABLE audit_of AS SELECT object, action, seq FROM main.audit");
    m_from.exec("CREATE INDEX temp.audit_of_object ON audit_of (object, action)");
    SQLite::Statement schema(m_from, "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid");
    while (schema.executeStep()) {
        exec(schema.getColumn(2).getString());
        if (schema.getColumn(0).getString() == "table")
            m_tables.push_back(schema.getColumn(1).getString());
    }
}

Mirror::~Mirror()
{
    for (const auto& [sql, statement] : m_statements)
        sqlite3_finalize(statement);
    sqlite3_close(m_to);
}

sqlite3_stmt* Mirror::prepare(const std::string& sql)
{
    sqlite3_stmt*& statement = m_statements[sql];
    if (!statement &&
        sqlite3_prepare_v3(m_to, sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK)
        fail(sql);
    return statement;
}

sqlite3_stmt* Mirror::insertInto(const std::string& table, std::size_t columns)
{
    std::string sql = "INSERT INTO " + table + " VALUES (?";
    for (std::size_t i = 1; i < columns; ++i)
        sql += ",?";
    return prepare(sql + ")");
}

void Mirror::run(const Write& write)
{
    int number = 0;
    for (const Value& value : write.values) {
        ++number;
        if (const auto* integer = std::get_if<std::int64_t>(&value))
            sqlite3_bind_int64(write.statement, number, *integer);
        else if (const auto* text = std::get_if<std::string>(&value))
            sqlite3_bind_text(write.statement, number, text->data(), static_cast<int>(text->size()), nullptr);
        else if (const auto* blob = std::get_if<Blob>(&value))
            sqlite3_bind_blob(write.statement, number, blob->bytes.data(), static_cast<int>(blob->bytes.size()),
                              nullptr);
        else
            sqlite3_bind_null(write.statement, number);
    }
    if (sqlite3_step(write.statement) != SQLITE_DONE)
        fail(sqlite3_sql(write.statement));
    sqlite3_reset(write.statement);
}

std::vector<Write> Mirror::inserts(const std::string& table, const std::string& tail, const Row& values)
{
    const std::string sql = "SELECT " + table + ".* FROM " + table + " " + tail;
    std::unique_ptr<SQLite::Statement>& prepared = m_queries[sql];
    if (!prepared)
        prepared = std::make_unique<SQLite::Statement>(m_from, sql);
    SQLite::Statement& query = *prepared;
    query.reset();
    int number = 0;
    for (const Value& value : values) {
        ++number;
        if (const auto* integer = std::get_if<std::int64_t>(&value))
            query.bind(number, *integer);
        else if (const auto* text = std::get_if<std::string>(&value))
            query.bind(number, *text);
    }
    std::vector<Write> writes;
    while (query.executeStep()) {
        Write write;
        for (int i = 0; i < query.getColumnCount(); ++i)
            write.values.push_back(valueOf(query.getColumn(i)));
        write.statement = insertInto(table, write.values.size());
        writes.push_back(std::move(write));
    }
    return writes;
}

void Mirror::add(Call& call, const std::string& table, const std::string& tail, const Row& values)
{
    for (Write& write : inserts(table, tail, values))
        call.push_back(std::move(write));
}

void Mirror::plan()
{
    for (Write& write : inserts("meta", "", {}))
        m_setup.push_back(std::move(write));
    // Players open their accounts at their first bet; that is not what is measured.
    for (Write& write : inserts("accounts", "", {}))
        m_setup.push_back(std::move(write));
    for (Write& write : inserts("postings", "WHERE id < 0", {}))
        m_setup.push_back(std::move(write));
    for (Write& write : inserts("entries", "WHERE posting < 0", {}))
        m_setup.push_back(std::move(write));
    exec("BEGIN");
    for (const Write& write : m_setup)
        run(write);
    exec("UPDATE accounts SET balance = (SELECT coalesce(sum(amount), 0) FROM entries WHERE account = accounts.id)");
    exec("COMMIT");

    std::vector<std::string> columns;
    SQLite::Statement info(m_from, "SELECT name FROM pragma_table_info('bets') ORDER BY cid");
    while (info.executeStep())
        columns.push_back(info.getColumn(0).getString());
    const auto at = [&](const std::string& name) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (columns[i] == name)
                return i;
        }
        throw std::runtime_error("bets has no column " + name);
    };
    sqlite3_stmt* const updateBet = prepare(
        "UPDATE bets SET stake = ?, refunded = ?, payout = ?, state = ?, shown = ?, closed_by = ?, closed_actor = ?, "
        "resettled = ?, version = ?, updated = ?, operation = ? WHERE id = ? AND version = ?");
    sqlite3_stmt* const updateAccount = prepare("UPDATE accounts SET balance = balance + ? WHERE id = ?");

    SQLite::Statement events(m_from,
                             "SELECT e.seq, b.id, b.bet, v.version, v.state, v.payout, v.at, v.operation, o.kind "
                             "FROM events e JOIN bets b ON b.bet = json_extract(e.data, '$.bet_id') "
                             "JOIN versions v ON v.bet = b.id AND v.version = json_extract(e.data, '$.row.version') "
                             "LEFT JOIN operations o ON o.id = v.operation ORDER BY e.seq");
    while (events.executeStep()) {
        const std::int64_t seq = events.getColumn(0).getInt64();
        const std::int64_t bet = events.getColumn(1).getInt64();
        const std::string name = events.getColumn(2).getString();
        const std::int64_t version = events.getColumn(3).getInt64();
        const Value operation = valueOf(events.getColumn(7));
        Call call;
        Row row = inserts("bets", "WHERE id = ?", {bet}).front().values;
        row[at("version")] = version;
        row[at("state")] = events.getColumn(4).getInt64();
        row[at("payout")] = valueOf(events.getColumn(5));
        row[at("updated")] = events.getColumn(6).getInt64();
        row[at("operation")] = operation;
        if (version == 1) {
            call.push_back({insertInto("bets", row.size()), row});
        } else {
            Row values;
            for (const char* column : {"stake", "refunded", "payout", "state", "shown", "closed_by", "closed_actor",
                                       "resettled", "version", "updated", "operation"})
                values.push_back(row[at(column)]);
            values.push_back(bet);
            values.push_back(version - 1);
            call.push_back({updateBet, std::move(values)});
        }
        add(call, "versions", "WHERE bet = ? AND version = ?", {bet, version});
        add(call, "events", "WHERE seq = ?", {seq});
        if (std::holds_alternative<std::int64_t>(operation)) {
            add(call, "operations", "WHERE id = ?", {operation});
            add(call, "postings", "WHERE id = ?", {operation});
            for (Write& write : inserts("entries", "WHERE posting = ? ORDER BY line", {operation})) {
                const Row values = {write.values[3], write.values[2]};
                call.push_back(std::move(write));
                call.push_back({updateAccount, values});
            }
            add(call, "attempts", "WHERE operation = ?", {operation});
            const bool blocks = events.getColumn(8).getInt() == 0;
            add(call, "audit", "WHERE seq = (SELECT seq FROM temp.audit_of WHERE object = ? AND action = ?)",
                {"bet:acme/" + name, std::string(blocks ? "block_funds" : "update_bet_status")});
            add(call, "header_keys", "WHERE subject = 'game-1' AND key = ?", {name + (blocks ? ":block" : ":settle")});
        }
        m_calls.push_back(std::move(call));
    }
}

Mirrored Mirror::write(int callsPerCommit)
{
    sqlite3_stmt* const begin = prepare("BEGIN IMMEDIATE");
    sqlite3_stmt* const commit = prepare("COMMIT");
    const auto start = std::chrono::steady_clock::now();
    int inBatch = 0;
    for (const Call& call : m_calls) {
        if (inBatch == 0)
            run({begin, {}});
        for (const Write& write : call)
            run(write);
        if (++inBatch == callsPerCommit) {
            run({commit, {}});
            inBatch = 0;
        }
    }
    if (inBatch > 0)
        run({commit, {}});
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return {static_cast<int>(m_calls.size()), seconds};
}

void Mirror::compare(const std::string& from)
{
    exec("ATTACH '" + from + "' AS theirs");
    for (const std::string& table : m_tables) {
        const std::string mine = "SELECT * FROM main." + table;
        const std::string theirs = "SELECT * FROM theirs." + table;
        sqlite3_stmt* const different =
            prepare("SELECT (SELECT count(*) FROM (" + mine + " EXCEPT " + theirs + ")) + (SELECT count(*) FROM (" +
                    theirs + " EXCEPT " + mine + ")) + abs((SELECT count(*) FROM main." + table +
                    ") - (SELECT count(*) FROM theirs." + table + "))");
        if (sqlite3_step(different) != SQLITE_ROW)
            fail("compare " + table);
        if (sqlite3_column_int64(different, 0) != 0)
            throw std::runtime_error("the reference wrote other rows than the service: " + table);
        sqlite3_reset(different);
    }
}

} // namespace

Mirrored mirror(const std::string& from, const std::string& to, int callsPerCommit)
{
    Mirror mirror(from, to);
    mirror.plan();
    const Mirrored mirrored = mirror.write(callsPerCommit);
    mirror.compare(from);
    return mirrored;
}

} // namespace bench
