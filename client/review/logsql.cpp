// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/logsql.h"

#include "client/contract/json.h"
#include "client/contract/states.h"
#include "client/review/analysis.h"
#include "client/review/sqlbounds.h"

#include <QFileInfo>

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>

namespace client::review {

namespace {

enum class Field {
    File,
    Line,
    Time,
    TimeMs,
    Kind,
    Seq,
    Type,
    Partner,
    Bet,
    Round,
    Player,
    Game,
    Currency,
    StakeMinor,
    PayoutMinor,
    Status,
    State,
    Attempt,
    Http,
    Error,
    ErrorClass,
    Created,
    Version,
    Text
};

constexpr std::array<std::string_view, 24> fieldWords{
    "file",  "line",    "time",   "time_ms", "kind",        "seq",         "type",         "partner",
    "bet",   "round",   "player", "game",    "currency",    "stake_minor", "payout_minor", "status",
    "state", "attempt", "http",   "error",   "error_class", "created",     "version",      "text"};

constexpr int operationsBetweenLooks = 10'000; // of SQLite's machine, some tenths of a millisecond
constexpr int byBet = 1;                       // idxNum: one bet's lines instead of all

struct LogTable : sqlite3_vtab
{
    const Merged* merged = nullptr;
    std::vector<std::string> names; // of the files
};

struct Cursor : sqlite3_vtab_cursor
{
    const Merged* merged = nullptr;
    const std::vector<std::string>* names = nullptr;
    bool isList = false;
    Positions list; // of one bet
    std::uint64_t next = 0;

    std::uint64_t count() const { return isList ? list.size() : merged->rows(); }
    std::uint64_t position() const { return isList ? list[next] : next; }
};

int connectTable(sqlite3* db, void* merged, int, const char* const*, sqlite3_vtab** made, char**)
{
    std::string declaration = "CREATE TABLE log(";
    for (const auto word : fieldWords)
        declaration += (word == fieldWords.front() ? "" : ",") + std::string(word);
    const int code = sqlite3_declare_vtab(db, (declaration + ')').c_str());
    if (code != SQLITE_OK)
        return code;
    sqlite3_vtab_config(db, SQLITE_VTAB_INNOCUOUS);
    auto* table = new LogTable;
    table->merged = static_cast<const Merged*>(merged);
    for (const Source& source : table->merged->sources())
        table->names.push_back(QFileInfo(source.log->path()).fileName().toStdString());
    *made = table;
    return SQLITE_OK;
}

int disconnectTable(sqlite3_vtab* table)
{
    delete static_cast<LogTable*>(table);
    return SQLITE_OK;
}

int bestIndex(sqlite3_vtab* table, sqlite3_index_info* info)
{
    const auto rows = static_cast<double>(static_cast<LogTable*>(table)->merged->rows());
    info->estimatedCost = rows;
    info->estimatedRows = static_cast<sqlite3_int64>(rows);
    for (int i = 0; i < info->nConstraint; ++i) {
        const auto& constraint = info->aConstraint[i];
        if (!constraint.usable || constraint.op != SQLITE_INDEX_CONSTRAINT_EQ ||
            constraint.iColumn != static_cast<int>(Field::Bet))
            continue;
        // SQLite compares again, so that its own rules of equality hold.
        info->aConstraintUsage[i].argvIndex = 1;
        info->idxNum = byBet;
        info->estimatedCost = 10;
        info->estimatedRows = 10;
        break;
    }
    return SQLITE_OK;
}

int openCursor(sqlite3_vtab* table, sqlite3_vtab_cursor** made)
{
    auto* cursor = new Cursor;
    cursor->merged = static_cast<LogTable*>(table)->merged;
    cursor->names = &static_cast<LogTable*>(table)->names;
    *made = cursor;
    return SQLITE_OK;
}

int closeCursor(sqlite3_vtab_cursor* cursor)
{
    delete static_cast<Cursor*>(cursor);
    return SQLITE_OK;
}

int filterCursor(sqlite3_vtab_cursor* base, int index, const char*, int count, sqlite3_value** values)
{
    auto* cursor = static_cast<Cursor*>(base);
    cursor->next = 0;
    cursor->isList = index == byBet && count == 1;
    cursor->list.clear();
    if (!cursor->isList)
        return SQLITE_OK;
    const auto bet = textOf(values[0]);
    const auto& sources = cursor->merged->sources();
    for (std::size_t source = 0; source < sources.size() && !bet.empty(); ++source) {
        for (const std::uint64_t row : sources[source].log->columns().rowsOfBet(bet)) {
            const std::uint64_t position = cursor->merged->position({source, row});
            if (position != Merged::none)
                cursor->list.push_back(static_cast<std::uint32_t>(position));
        }
    }
    std::sort(cursor->list.begin(), cursor->list.end());
    return SQLITE_OK;
}

int nextRow(sqlite3_vtab_cursor* cursor)
{
    ++static_cast<Cursor*>(cursor)->next;
    return SQLITE_OK;
}

int isAtEnd(sqlite3_vtab_cursor* base)
{
    const auto* cursor = static_cast<const Cursor*>(base);
    return cursor->next >= cursor->count() ? 1 : 0;
}

int rowId(sqlite3_vtab_cursor* cursor, sqlite3_int64* id)
{
    *id = static_cast<sqlite3_int64>(static_cast<Cursor*>(cursor)->position());
    ++*id; // SQLite's own rows count from 1
    return SQLITE_OK;
}

// Gives the values of one line; what is not there stays NULL.
class Row
{
public:
    Row(sqlite3_context* context, const Cursor& cursor)
        : m_context(context), m_merged(*cursor.merged), m_position(cursor.position()),
          m_place(m_merged.place(m_position)), m_name((*cursor.names)[m_place.source]),
          m_log(*m_merged.sources()[m_place.source].log), m_flags(m_log.columns().value(Column::Flags, m_place.row))
    {
    }

    void give(Field field) const
    {
        switch (field) {
        case Field::File:
            return giveText(m_name);
        case Field::Line:
            return give(static_cast<std::int64_t>(m_place.row + 1));
        case Field::Time:
            return hasTime() ? give(contract::json::timeText(m_merged.at(m_position))) : void();
        case Field::TimeMs:
            return hasTime() ? give(m_merged.at(m_position)) : void();
        case Field::Kind:
            return giveText(word(m_log.columns().kind(m_place.row)));
        case Field::Seq:
            return m_log.columns().kind(m_place.row) == LineKind::Event ? give(value(Column::Seq)) : void();
        case Field::Type:
            return give(Dictionary::Type, 0);
        case Field::Partner:
            return give(Dictionary::Partner, 0);
        case Field::Bet:
            return give(Dictionary::Bet, HasBet);
        case Field::Round:
            return give(Dictionary::Round, HasRound);
        case Field::Player:
            return give(Dictionary::Player, HasPlayer);
        case Field::Game:
            return give(Dictionary::Game, 0);
        case Field::Currency:
            return give(Dictionary::Currency, 0);
        case Field::StakeMinor:
            return give(Column::Stake, HasStake);
        case Field::PayoutMinor:
            return give(Column::Payout, HasPayout);
        case Field::Status:
            return giveState(Column::Status, [](std::int64_t at) {
                return at <= static_cast<int>(contract::ShownStatus::Expired)
                           ? contract::word(static_cast<contract::ShownStatus>(at))
                           : std::string_view();
            });
        case Field::State:
            return giveState(Column::State, [](std::int64_t at) {
                return at <= lastState ? contract::word(static_cast<contract::BetState>(at)) : std::string_view();
            });
        case Field::Attempt:
            return give(Column::Attempt, HasOperation);
        case Field::Http:
            return value(Column::Http) != 0 ? give(value(Column::Http)) : void();
        case Field::Error:
            return give(Dictionary::Error, 0);
        case Field::ErrorClass:
            return give(Dictionary::ErrorClass, 0);
        case Field::Created:
            return has(HasCreated) ? give(contract::json::timeText(value(Column::Created))) : void();
        case Field::Version:
            return has(IsBetRow) ? give(value(Column::Version)) : void();
        case Field::Text:
            return giveText(m_log.line(m_place.row));
        }
    }

private:
    static constexpr std::int64_t lastState = static_cast<std::int64_t>(contract::BetState::Expired);

    bool hasTime() const { return value(Column::At) != 0; }
    bool has(Flag flag) const { return (m_flags & flag) != 0; }
    std::int64_t value(Column column) const { return m_log.columns().value(column, m_place.row); }
    void give(std::int64_t number) const { sqlite3_result_int64(m_context, number); }
    void give(const std::string& text) const
    {
        auto* copy = static_cast<char*>(sqlite3_malloc64(text.size() + 1));
        if (!copy)
            return sqlite3_result_error_nomem(m_context);
        std::memcpy(copy, text.c_str(), text.size() + 1);
        sqlite3_result_text64(m_context, copy, text.size(), sqlite3_free, SQLITE_UTF8);
    }
    // Of memory that outlives the statement.
    void giveText(std::string_view text) const
    {
        text = beginning(text);
        if (text.data())
            sqlite3_result_text64(m_context, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
    }
    void give(Dictionary dictionary, int flag) const
    {
        const auto text = m_log.columns().text(dictionary, m_place.row);
        if (!text.empty() && (flag == 0 || (m_flags & flag) != 0))
            giveText(text);
    }
    void give(Column column, Flag flag) const
    {
        if (has(flag))
            give(value(column));
    }
    template <typename WordOf>
    void giveState(Column column, WordOf wordOf) const
    {
        if (const std::int64_t state = value(column); state > 0)
            giveText(wordOf(state - 1));
    }

    sqlite3_context* m_context;
    const Merged& m_merged;
    std::uint64_t m_position;
    LinePlace m_place;
    const std::string& m_name;
    const Log& m_log;
    std::int64_t m_flags;
};

int columnOfRow(sqlite3_vtab_cursor* base, sqlite3_context* context, int column)
{
    const auto* cursor = static_cast<const Cursor*>(base);
    Row(context, *cursor).give(static_cast<Field>(column));
    return SQLITE_OK;
}

sqlite3_module moduleOfLog()
{
    sqlite3_module calls{};
    // Without xCreate the table is there by its name alone, and no other can be made of it.
    calls.xConnect = connectTable;
    calls.xDisconnect = disconnectTable;
    calls.xBestIndex = bestIndex;
    calls.xOpen = openCursor;
    calls.xClose = closeCursor;
    calls.xFilter = filterCursor;
    calls.xNext = nextRow;
    calls.xEof = isAtEnd;
    calls.xColumn = columnOfRow;
    calls.xRowid = rowId;
    return calls;
}

// What the authorizer refused, for a text that says it.
struct Gate
{
    std::string refused;
};

std::string_view actionWord(int action)
{
    switch (action) {
    case SQLITE_INSERT:
        return "INSERT";
    case SQLITE_UPDATE:
        return "UPDATE";
    case SQLITE_DELETE:
        return "DELETE";
    case SQLITE_ATTACH:
        return "ATTACH";
    case SQLITE_DETACH:
        return "DETACH";
    case SQLITE_PRAGMA:
        return "PRAGMA";
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT:
        return "a transaction";
    case SQLITE_ANALYZE:
        return "ANALYZE";
    case SQLITE_REINDEX:
        return "REINDEX";
    case SQLITE_RECURSIVE:
        return "WITH RECURSIVE";
    case SQLITE_ALTER_TABLE:
        return "ALTER TABLE";
    case SQLITE_CREATE_VTABLE:
        return "CREATE VIRTUAL TABLE";
    default:
        return "CREATE or DROP";
    }
}

int authorize(void* gate, int action, const char* first, const char* second, const char*, const char*)
{
    const std::string_view table = first ? first : "", function = second ? second : "";
    auto& refused = static_cast<Gate*>(gate)->refused;
    switch (action) {
    case SQLITE_SELECT:
        return SQLITE_OK;
    case SQLITE_READ:
        // json_each and json_tree read the text that they are given.
        if (table == "log" || table == "json_each" || table == "json_tree")
            return SQLITE_OK;
        refused = "the table " + std::string(table);
        return SQLITE_DENY;
    case SQLITE_FUNCTION:
        if (isBounded(function))
            return SQLITE_OK;
        refused = "the function " + std::string(function);
        return SQLITE_DENY;
    default:
        // So SQLite notes a table that it has not had yet, one that is there by its name alone among them.
        refused = table == "sqlite_master" || table == "sqlite_temp_master" ? "another table, CREATE or DROP"
                                                                            : actionWord(action);
        return SQLITE_DENY;
    }
}

struct CloseDatabase
{
    void operator()(sqlite3* db) const { sqlite3_close(db); }
};
struct Finalize
{
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

contract::Error declined(const std::string& what)
{
    return {contract::ErrorKind::Declined, "Only SELECT over the table log is allowed here, not " + what + '.'};
}

// White space and comments: what may stand behind the one statement.
bool isNothing(std::string_view rest)
{
    while (!rest.empty()) {
        if (std::isspace(static_cast<unsigned char>(rest.front())) != 0 || rest.front() == ';')
            rest.remove_prefix(1);
        else if (rest.starts_with("--"))
            rest.remove_prefix(std::min(rest.find('\n'), rest.size()));
        else if (rest.starts_with("/*"))
            rest.remove_prefix(std::min(std::min(rest.find("*/"), rest.size() - 2) + 2, rest.size()));
        else
            return false;
    }
    return true;
}

SqlValue valueOf(sqlite3_stmt* statement, int column)
{
    switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
        return sqlite3_column_int64(statement, column);
    case SQLITE_FLOAT:
        return sqlite3_column_double(statement, column);
    case SQLITE_NULL:
        return std::monostate();
    default: {
        const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
        return bytes ? std::string(bytes, size) : std::string();
    }
    }
}

contract::Result<SqlTable> resultOf(sqlite3* db, sqlite3_stmt* statement, const SqlLimits& limits)
{
    SqlTable table;
    const int columns = sqlite3_column_count(statement);
    for (int i = 0; i < columns; ++i)
        table.columns.emplace_back(sqlite3_column_name(statement, i));
    std::size_t bytes = 0;
    for (;;) {
        const int code = sqlite3_step(statement);
        if (code == SQLITE_DONE)
            return table;
        if (code == SQLITE_INTERRUPT)
            return contract::fail(contract::ErrorKind::NotSent, "It was stopped.");
        if (code != SQLITE_ROW)
            return contract::fail(contract::ErrorKind::Invalid, sqlite3_errmsg(db));
        std::vector<SqlValue> row;
        table.isCut = table.rows.size() == limits.rowsMax;
        for (int i = 0; i < columns && !table.isCut; ++i) {
            row.push_back(valueOf(statement, i));
            if (const auto* text = std::get_if<std::string>(&row.back()))
                bytes += text->size();
            table.isCut = bytes > limits.bytesMax;
        }
        if (table.isCut)
            return table;
        table.rows.push_back(std::move(row));
    }
}

int isStopped(void* stop)
{
    return static_cast<const std::stop_token*>(stop)->stop_requested() ? 1 : 0;
}

} // namespace

std::vector<std::string> sqlColumns()
{
    return {fieldWords.begin(), fieldWords.end()};
}

contract::Result<SqlTable> runSql(const Merged& merged, std::string_view sql, const SqlLimits& limits,
                                  const std::stop_token& stop)
{
    static const sqlite3_module calls = moduleOfLog();
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(":memory:", &opened, SQLITE_OPEN_READONLY | SQLITE_OPEN_MEMORY, nullptr);
    const std::unique_ptr<sqlite3, CloseDatabase> db(opened);
    if (code != SQLITE_OK)
        return contract::fail(contract::ErrorKind::Storage, sqlite3_errstr(code));
    sqlite3_create_module(db.get(), "log", &calls, const_cast<Merged*>(&merged));
    sqlite3_db_config(db.get(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(db.get(), SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
    boundSql(db.get());
    // What is sorted would lie in a folder for temporary files, readable there after a crash.
    if (sqlite3_exec(db.get(), "PRAGMA temp_store = MEMORY", nullptr, nullptr, nullptr) != SQLITE_OK)
        return contract::fail(contract::ErrorKind::Storage, sqlite3_errmsg(db.get()));
    // Notes the tables that may be read, which nothing may do any more once the gate is closed.
    sqlite3_stmt* first = nullptr;
    const int noted =
        sqlite3_prepare_v2(db.get(), "SELECT 1 FROM log, json_each('1'), json_tree('1')", -1, &first, nullptr);
    sqlite3_finalize(first);
    if (noted != SQLITE_OK)
        return contract::fail(contract::ErrorKind::Storage, sqlite3_errmsg(db.get()));
    Gate gate;
    sqlite3_set_authorizer(db.get(), authorize, &gate);
    std::stop_token token = stop;
    sqlite3_progress_handler(db.get(), operationsBetweenLooks, isStopped, &token);

    const std::string text(sql);
    sqlite3_stmt* made = nullptr;
    const char* rest = nullptr;
    const int prepared = sqlite3_prepare_v2(db.get(), text.c_str(), static_cast<int>(text.size() + 1), &made, &rest);
    const std::unique_ptr<sqlite3_stmt, Finalize> statement(made);
    if (!gate.refused.empty())
        return tl::make_unexpected(declined(gate.refused));
    if (prepared != SQLITE_OK) {
        const std::string why = sqlite3_errmsg(db.get());
        // A module without xUpdate is refused by SQLite itself, before it asks the gate.
        if (why.ends_with("may not be modified"))
            return tl::make_unexpected(declined("a change of it"));
        return contract::fail(contract::ErrorKind::Invalid, why);
    }
    if (!statement)
        return contract::fail(contract::ErrorKind::Invalid, "there is no statement");
    if (!isNothing(rest))
        return tl::make_unexpected(declined("more than one statement"));
    if (sqlite3_stmt_readonly(statement.get()) == 0 || sqlite3_column_count(statement.get()) == 0)
        return tl::make_unexpected(declined("a statement that does something"));
    return resultOf(db.get(), statement.get(), limits);
}

SqlRun::~SqlRun()
{
    cancel();
}

void SqlRun::cancel()
{
    m_thread.request_stop();
}

void SqlRun::start(std::shared_ptr<const Merged> merged, std::string sql)
{
    m_running = true;
    m_thread = std::jthread([this, merged = std::move(merged), sql = std::move(sql)](const std::stop_token& stop) {
        auto outcome = std::make_shared<const Outcome>(runSql(*merged, sql, {}, stop));
        QMetaObject::invokeMethod(
            this,
            [this, outcome] {
                m_running = false;
                Q_EMIT finished(outcome);
            },
            Qt::QueuedConnection);
    });
}

} // namespace client::review
