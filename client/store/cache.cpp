// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/store/cache.h"

#include "client/store/cachetrim.h"
#include "client/store/database.h"
#include "client/store/history.h"
#include "client/store/migrations.h"
#include "client/store/sealer.h"

#include <SQLiteCpp/Exception.h>

#include <simdjson.h>
#include <sqlite3.h>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <string_view>
#include <unordered_map>

namespace client::store {

using contract::ErrorKind;
using contract::Result;

namespace {

// Tables written by this and by no other program: what does not fit them is not a cache of ours.
class Unusable : public std::exception
{
};

// What a sealed text belongs to; a zero cannot be in an id.
std::string placeOf(std::string_view table, std::string_view first, std::string_view second = {})
{
    std::string place(table);
    place.append(1, '\0').append(first).append(1, '\0').append(second);
    return place;
}

constexpr const char* closedWell = "closed";  // there from the end of a session to the beginning of the next
constexpr const char* keyCheck = "key_check"; // a sealed text that every cache with this key holds

std::int64_t timeOf(const contract::BetRow& row)
{
    return std::max(row.updatedAt, row.createdAt);
}

std::int64_t timeOf(const contract::RoundRow& row)
{
    return std::max(row.updatedAt, row.createdAt);
}

std::int64_t seqOf(const std::string& id)
{
    return std::strtoll(id.c_str() + id.rfind('-') + 1, nullptr, 10);
}

// The part before seq in "<epoch>-<seq>", with its dash.
std::string_view epochOf(std::string_view id)
{
    return id.substr(0, id.rfind('-') + 1);
}

} // namespace

struct Cache::Impl
{
    std::string path;
    std::unique_ptr<SQLite::Database> database;
    std::unique_ptr<SQLite::Statement> putBet;
    std::unique_ptr<SQLite::Statement> putRound;
    Sealer sealer;
    std::unique_ptr<History> history;
    simdjson::ondemand::parser parser;
    std::string padded;
    bool rebuilt = false;
    mutable bool damaged = false;
    std::int64_t newest = 0;
    // What was met and could not be read: rows by their rowid, answers by their target.
    std::set<std::int64_t> unreadableBets, unreadableRounds;
    std::set<std::string> unreadableAnswers;

    void open(const CacheOptions& options);
    std::string meta(const char* key) const;
    void setMeta(const char* key, const std::string& value);
    // `text` is the row's JSON.
    bool put(const contract::BetRow& row, std::string_view text);
    bool put(const contract::RoundRow& row, std::string_view text);
    // The JSON of the row that an event holds, as it was told; empty: its text is not known.
    std::string_view toldRow(const contract::FeedEvent& event);
    void wipe();
    void checkKey();
    bool isSound(std::int64_t checkedBytes);
    void note(const SQLite::Exception& error) const;
    tl::unexpected<contract::Error> failure(const SQLite::Exception& error) const;
    // Of a statement that gives a row at its first column.
    std::optional<std::string> text(SQLite::Statement& row, const std::string& place) const;
};

void Cache::Impl::open(const CacheOptions& options)
{
    path = options.path;
    sealer.setKey(options.key);
    database = openDatabase(options.path, options.vfs, Durability::Normal);
    // What is deleted is overwritten: it may be what a person asked to forget.
    database->exec("PRAGMA secure_delete = ON");
    // Pages that every batch changes are copied back once for many batches.
    database->exec("PRAGMA wal_autocheckpoint = 2000");
    const auto known = static_cast<int>(cacheMigrations().size());
    if (schemaVersion(*database) > known)
        throw Unusable();
    migrate(*database, cacheMigrations());
    if (!isSound(options.checkedBytes))
        throw Unusable();
    checkKey();
    putBet = std::make_unique<SQLite::Statement>(
        *database, "INSERT INTO bets (partner, bet, version, created_at, row) VALUES (?, ?, ?, ?, ?) "
                   "ON CONFLICT (partner, bet) DO UPDATE SET version = excluded.version, "
                   "created_at = excluded.created_at, row = excluded.row WHERE excluded.version > version");
    putRound = std::make_unique<SQLite::Statement>(
        *database, "INSERT INTO rounds (round, version, created_at, row) VALUES (?, ?, ?, ?) "
                   "ON CONFLICT (round) DO UPDATE SET version = excluded.version, "
                   "created_at = excluded.created_at, row = excluded.row WHERE excluded.version > version");
    history = std::make_unique<History>(*database, sealer);
    const std::string environment = meta("environment");
    if (!options.environmentId.empty() && environment != options.environmentId) {
        Transaction transaction(*database);
        wipe();
        setMeta("environment", options.environmentId);
        transaction.commit();
    }
    const std::string newestText = meta("newest_at");
    newest = newestText.empty() ? 0 : std::strtoll(newestText.c_str(), nullptr, 10);
}

bool Cache::Impl::isSound(std::int64_t checkedBytes)
{
    const bool wasClosed = !meta(closedWell).empty();
    if ((!wasClosed || usedBytes(*database) <= checkedBytes) && !quickCheck(*database).empty())
        return false;
    if (wasClosed)
        database->exec(std::string("DELETE FROM meta WHERE key = '") + closedWell + '\'');
    return true;
}

void Cache::Impl::note(const SQLite::Exception& error) const
{
    const int code = error.getErrorCode() & 0xff;
    damaged = damaged || code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
}

tl::unexpected<contract::Error> Cache::Impl::failure(const SQLite::Exception& error) const
{
    note(error);
    if (damaged)
        return contract::fail(ErrorKind::Storage,
                              path + " is damaged. It is filled anew when this program starts the next time.");
    return contract::fail(ErrorKind::Storage, storageDetail(error, path));
}

// A file that was sealed with another key, or with one where there is none now, says nothing.
void Cache::Impl::checkKey()
{
    SQLite::Statement stored(*database, "SELECT value FROM meta WHERE key = ?");
    stored.bind(1, keyCheck);
    const bool isSealed = stored.executeStep();
    if (isSealed) {
        std::string hex = stored.getColumn(0).getString(), sealed;
        for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
            sealed += static_cast<char>(std::strtol(hex.substr(i, 2).c_str(), nullptr, 16));
        if (!sealer.hasKey() || sealer.unseal(sealed, keyCheck) != keyCheck)
            throw Unusable();
        return;
    }
    if (!sealer.hasKey())
        return;
    static constexpr char digits[] = "0123456789abcdef";
    std::string hex;
    for (const char c : sealer.seal(keyCheck, keyCheck)) {
        hex += digits[static_cast<unsigned char>(c) >> 4];
        hex += digits[static_cast<unsigned char>(c) & 15];
    }
    Transaction transaction(*database);
    wipe(); // nothing of it is sealed yet
    setMeta(keyCheck, hex);
    transaction.commit();
}

std::optional<std::string> Cache::Impl::text(SQLite::Statement& row, const std::string& place) const
{
    const auto column = row.getColumn(0);
    return sealer.unseal({static_cast<const char*>(column.getBlob()), static_cast<std::size_t>(column.getBytes())},
                         place);
}

std::string Cache::Impl::meta(const char* key) const
{
    SQLite::Statement row(*database, "SELECT value FROM meta WHERE key = ?");
    row.bind(1, key);
    return row.executeStep() ? row.getColumn(0).getString() : std::string();
}

void Cache::Impl::setMeta(const char* key, const std::string& value)
{
    SQLite::Statement row(*database, "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)");
    row.bind(1, key);
    row.bind(2, value);
    row.exec();
}

// Cut out and not written anew, which would take half the time of keeping an event.
std::string_view Cache::Impl::toldRow(const contract::FeedEvent& event)
{
    padded.reserve(event.text.size() + simdjson::SIMDJSON_PADDING);
    padded = event.text;
    simdjson::ondemand::document document;
    simdjson::ondemand::object row;
    std::string_view text;
    if (event.text.empty() || parser.iterate(padded).get(document) || document["row"].get_object().get(row) ||
        row.raw_json().get(text))
        return {};
    return text;
}

bool Cache::Impl::put(const contract::BetRow& row, std::string_view text)
{
    putBet->tryReset(); // reset() would throw the last failure once more
    putBet->bind(1, row.partner.text());
    putBet->bind(2, row.bet.text());
    putBet->bind(3, row.version);
    putBet->bind(4, row.createdAt);
    const std::string sealed = sealer.seal(text, placeOf("bets", row.partner.text(), row.bet.text()));
    putBet->bind(5, sealed.data(), static_cast<int>(sealed.size()));
    return putBet->exec() > 0;
}

bool Cache::Impl::put(const contract::RoundRow& row, std::string_view text)
{
    putRound->tryReset();
    putRound->bind(1, row.round.text());
    putRound->bind(2, row.version);
    putRound->bind(3, row.createdAt);
    const std::string sealed = sealer.seal(text, placeOf("rounds", row.round.text()));
    putRound->bind(4, sealed.data(), static_cast<int>(sealed.size()));
    return putRound->exec() > 0;
}

void Cache::Impl::wipe()
{
    database->exec("DELETE FROM bets; DELETE FROM rounds; DELETE FROM told; DELETE FROM sqlite_sequence; DELETE FROM "
                   "answers; DELETE FROM meta WHERE key "
                   "IN ('cursor', 'newest_at')");
    newest = 0;
}

Cache::Cache(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

Cache::~Cache()
{
    if (m_impl->damaged)
        return;
    try {
        m_impl->setMeta(closedWell, "yes");
    } catch (const SQLite::Exception&) {
        return; // it is looked at when it is opened
    }
}

Result<std::unique_ptr<Cache>> Cache::open(const CacheOptions& options)
{
    const auto tryOpen = [&options](bool rebuilt) {
        auto impl = std::make_unique<Impl>();
        impl->rebuilt = rebuilt;
        impl->open(options);
        return std::unique_ptr<Cache>(new Cache(std::move(impl)));
    };
    try {
        try {
            return tryOpen(false);
        } catch (const Unusable&) {
            moveAside(options.path, options.vfs);
        } catch (const SQLite::Exception& error) {
            const int code = error.getErrorCode() & 0xff;
            // SQLITE_ERROR: a table or column that our statements name is not there.
            if (code != SQLITE_CORRUPT && code != SQLITE_NOTADB && code != SQLITE_ERROR)
                throw;
            moveAside(options.path, options.vfs);
        }
        return tryOpen(true);
    } catch (const SQLite::Exception& error) {
        return contract::fail(ErrorKind::Storage, storageDetail(error, options.path));
    } catch (const Unusable&) {
        return contract::fail(ErrorKind::Storage, options.path + " is damaged and can not be replaced.");
    }
}

bool Cache::isDamaged() const
{
    return m_impl->damaged;
}

bool Cache::wasRebuilt() const
{
    return m_impl->rebuilt;
}

namespace {

// What a row is of: views of ids that the row holds.
struct RowKey
{
    std::string_view first;
    std::string_view second = {};
    bool operator==(const RowKey&) const = default;
};

struct RowKeyHash
{
    std::size_t operator()(const RowKey& key) const
    {
        const std::hash<std::string_view> hash;
        return hash(key.first) * 31 + hash(key.second);
    }
};

// Of the rows that a batch holds of one key, only the one that counts, at its place among the others.
template <typename Row>
class Changes
{
public:
    // The one that came last counts.
    void add(const RowKey& key, Row& row, const contract::FeedEvent& event)
    {
        const auto [place, isNew] = m_places.emplace(key, m_changes.size());
        if (!isNew) {
            m_changes[place->second].row = nullptr;
            place->second = m_changes.size();
        }
        m_changes.push_back({&row, &event});
    }
    // The first of the greatest version counts, as where each is stored in turn.
    void addNewer(const RowKey& key, Row& row, const contract::FeedEvent& event)
    {
        const auto known = m_places.find(key);
        if (known == m_places.end() || row.version > m_changes[known->second].row->version)
            add(key, row, event);
    }
    // Moves those out of the events, once, that `isTaken(row, event)` is true for.
    template <typename IsTaken>
    std::vector<Row> take(IsTaken&& isTaken)
    {
        std::vector<Row> rows;
        rows.reserve(m_places.size());
        for (const auto& change : m_changes) {
            if (change.row && isTaken(*change.row, *change.event))
                rows.push_back(std::move(*change.row));
        }
        return rows;
    }
    std::vector<Row> take()
    {
        return take([](const Row&, const contract::FeedEvent&) { return true; });
    }

private:
    struct Change
    {
        Row* row = nullptr; // none: a later one counts
        const contract::FeedEvent* event = nullptr;
    };
    std::unordered_map<RowKey, std::size_t, RowKeyHash> m_places;
    std::vector<Change> m_changes;
};

} // namespace

Result<Applied> Cache::apply(std::vector<contract::FeedEvent> events)
{
    if (events.empty())
        return Applied{};
    try {
        Changes<contract::BetRow> bets;
        Changes<contract::RoundRow> rounds;
        Changes<contract::JobRow> jobs;
        Changes<contract::FailureRow> failures;
        Changes<contract::AlertRow> alerts;
        Applied applied;
        std::int64_t newest = m_impl->newest;
        m_impl->history->drop();
        Transaction transaction(*m_impl->database);
        const std::string cursor = m_impl->meta("cursor");
        const std::int64_t before = cursor.empty() ? events.front().seq - 1 : seqOf(cursor);
        // A cursor that jumps over events would say for ever that their rows are here.
        if (!cursor.empty() && (epochOf(cursor) != epochOf(events.front().id) || events.front().seq > before + 1))
            return contract::fail(ErrorKind::Conflict, "these events do not follow the stored ones");
        for (contract::FeedEvent& event : events) {
            if (event.bet)
                bets.addNewer({event.bet->partner.text(), event.bet->bet.text()}, *event.bet, event);
            if (event.round)
                rounds.addNewer({event.round->round.text()}, *event.round, event);
            if (event.job)
                jobs.add({event.job->id.text()}, *event.job, event);
            if (event.failure)
                failures.add({event.failure->id.text()}, *event.failure, event);
            if (event.alert)
                alerts.add({event.alert->id.text()}, *event.alert, event);
            // What came before has been told.
            if (event.seq > before) {
                m_impl->history->add(event);
                if (auto incident = contract::incidentOf(event))
                    applied.incidents.push_back(*std::move(incident));
            }
            newest = std::max(newest, event.at);
        }
        m_impl->history->store();
        const auto isStored = [this](const auto& row, const contract::FeedEvent& event) {
            const std::string_view text = m_impl->toldRow(event);
            return m_impl->put(row, text.empty() ? contract::encode(row) : text);
        };
        applied.bets = bets.take(isStored);
        applied.rounds = rounds.take(isStored);
        if (events.back().seq > before)
            m_impl->setMeta("cursor", events.back().id);
        m_impl->setMeta("newest_at", std::to_string(newest));
        transaction.commit();
        m_impl->newest = newest;
        applied.jobs = jobs.take();
        applied.failures = failures.take();
        applied.alerts = alerts.take();
        return applied;
    } catch (const SQLite::Exception& error) {
        return m_impl->failure(error);
    }
}

Result<Applied> Cache::applySnapshot(const std::vector<contract::BetRow>& bets,
                                     const std::vector<contract::RoundRow>& rounds, const std::string& cursor)
{
    try {
        Applied applied;
        std::int64_t newest = m_impl->newest;
        for (const contract::BetRow& row : bets)
            newest = std::max(newest, timeOf(row));
        for (const contract::RoundRow& row : rounds)
            newest = std::max(newest, timeOf(row));
        m_impl->history->drop();
        Transaction transaction(*m_impl->database);
        for (const contract::BetRow& row : bets) {
            if (m_impl->put(row, contract::encode(row)))
                applied.bets.push_back(row);
            m_impl->history->add(row, newest);
        }
        for (const contract::RoundRow& row : rounds) {
            if (m_impl->put(row, contract::encode(row)))
                applied.rounds.push_back(row);
            m_impl->history->add(row, newest);
        }
        m_impl->history->store();
        if (!cursor.empty())
            m_impl->setMeta("cursor", cursor);
        m_impl->setMeta("newest_at", std::to_string(newest));
        transaction.commit();
        m_impl->newest = newest;
        return applied;
    } catch (const SQLite::Exception& error) {
        return m_impl->failure(error);
    }
}

Result<Applied> Cache::applyLook(const std::vector<contract::BetRow>& bets)
{
    try {
        Applied applied;
        std::int64_t newest = m_impl->newest;
        Transaction transaction(*m_impl->database);
        for (const contract::BetRow& row : bets) {
            if (m_impl->put(row, contract::encode(row)))
                applied.bets.push_back(row);
            newest = std::max(newest, timeOf(row));
        }
        m_impl->setMeta("newest_at", std::to_string(newest));
        transaction.commit();
        m_impl->newest = newest;
        return applied;
    } catch (const SQLite::Exception& error) {
        return m_impl->failure(error);
    }
}

Result<void> Cache::clear()
{
    try {
        Transaction transaction(*m_impl->database);
        m_impl->wipe();
        transaction.commit();
        return {};
    } catch (const SQLite::Exception& error) {
        return m_impl->failure(error);
    }
}

Result<void> Cache::keepAnswer(const std::string& target, const KeptAnswer& answer)
{
    try {
        Transaction transaction(*m_impl->database);
        SQLite::Statement row(*m_impl->database, "INSERT OR REPLACE INTO answers (target, at, body) VALUES (?, ?, ?)");
        row.bind(1, target);
        row.bind(2, answer.at);
        const std::string sealed = m_impl->sealer.seal(answer.body, placeOf("answers", target));
        row.bind(3, sealed.data(), static_cast<int>(sealed.size()));
        row.exec();
        SQLite::Statement old(*m_impl->database, "DELETE FROM answers WHERE target IN (SELECT target FROM answers "
                                                 "ORDER BY at DESC LIMIT -1 OFFSET ?)");
        old.bind(1, answersMax);
        old.exec();
        transaction.commit();
        return {};
    } catch (const SQLite::Exception& error) {
        return m_impl->failure(error);
    }
}

std::optional<KeptAnswer> Cache::keptAnswer(const std::string& target) const
{
    try {
        SQLite::Statement row(*m_impl->database, "SELECT body, at FROM answers WHERE target = ?");
        row.bind(1, target);
        if (!row.executeStep())
            return std::nullopt;
        auto body = m_impl->text(row, placeOf("answers", target));
        if (!body)
            m_impl->unreadableAnswers.insert(target);
        return body ? std::optional(KeptAnswer{*std::move(body), row.getColumn(1).getInt64()}) : std::nullopt;
    } catch (const SQLite::Exception& error) {
        m_impl->note(error);
        return std::nullopt;
    }
}

Result<std::int64_t> Cache::trim(const CacheLimits& limits)
{
    try {
        if (limits.createdFrom > 0)
            forgetAside(m_impl->path, limits.createdFrom);
        std::int64_t gone = forgetOlder(*m_impl->database, limits.createdFrom);
        if (limits.bytesMax > 0)
            gone += forgetOldest(*m_impl->database, limits.bytesMax);
        return gone;
    } catch (const SQLite::Exception& error) {
        return m_impl->failure(error);
    }
}

std::int64_t Cache::unreadable() const
{
    return static_cast<std::int64_t>(m_impl->unreadableBets.size() + m_impl->unreadableRounds.size() +
                                     m_impl->unreadableAnswers.size());
}

Result<std::int64_t> Cache::forgetUnreadable()
{
    const std::int64_t count = unreadable();
    if (count == 0)
        return 0;
    try {
        Transaction transaction(*m_impl->database);
        const auto forget = [this](const char* sql, const auto& keys) {
            SQLite::Statement row(*m_impl->database, sql);
            for (const auto& key : keys) {
                row.bind(1, key);
                row.exec();
                row.reset();
            }
        };
        forget("DELETE FROM bets WHERE rowid = ?", m_impl->unreadableBets);
        forget("DELETE FROM rounds WHERE rowid = ?", m_impl->unreadableRounds);
        forget("DELETE FROM answers WHERE target = ?", m_impl->unreadableAnswers);
        // The stream tells of changes only: without a cursor a snapshot brings what went.
        if (!m_impl->unreadableBets.empty() || !m_impl->unreadableRounds.empty())
            m_impl->database->exec("DELETE FROM meta WHERE key = 'cursor'");
        transaction.commit();
        m_impl->unreadableBets.clear();
        m_impl->unreadableRounds.clear();
        m_impl->unreadableAnswers.clear();
        return count;
    } catch (const SQLite::Exception& error) {
        return m_impl->failure(error);
    }
}

std::string Cache::cursor() const
{
    try {
        return m_impl->meta("cursor");
    } catch (const SQLite::Exception& error) {
        m_impl->note(error);
        return {};
    }
}

Result<Told> Cache::told(std::size_t bytesMax)
{
    try {
        Transaction transaction(*m_impl->database);
        Told told = m_impl->history->read(bytesMax);
        transaction.commit();
        return told;
    } catch (const SQLite::Exception& error) {
        return m_impl->failure(error);
    }
}

std::optional<contract::BetRow> Cache::bet(const contract::PartnerId& partner, const contract::BetId& bet) const
{
    try {
        SQLite::Statement row(*m_impl->database, "SELECT row, rowid FROM bets WHERE partner = ? AND bet = ?");
        row.bind(1, partner.text());
        row.bind(2, bet.text());
        if (!row.executeStep())
            return std::nullopt;
        const auto text = m_impl->text(row, placeOf("bets", partner.text(), bet.text()));
        auto decoded = contract::decodeBetRow(text.value_or(std::string()));
        if (decoded && decoded->partner == partner && decoded->bet == bet)
            return *std::move(decoded);
        // A damaged row is as good as none: the service is asked instead.
        m_impl->unreadableBets.insert(row.getColumn(1).getInt64());
        return std::nullopt;
    } catch (const SQLite::Exception& error) {
        m_impl->note(error);
        return std::nullopt;
    }
}

std::vector<contract::BetRow> Cache::newestBets(int limit, int skipped) const
{
    std::vector<contract::BetRow> found;
    try {
        SQLite::Statement rows(*m_impl->database,
                               "SELECT row, partner, bet, rowid FROM bets ORDER BY created_at DESC, rowid DESC "
                               "LIMIT ? OFFSET ?");
        rows.bind(1, limit);
        rows.bind(2, skipped);
        while (rows.executeStep()) {
            const auto text =
                m_impl->text(rows, placeOf("bets", rows.getColumn(1).getString(), rows.getColumn(2).getString()));
            if (auto decoded = contract::decodeBetRow(text.value_or(std::string())))
                found.push_back(*std::move(decoded));
            else
                m_impl->unreadableBets.insert(rows.getColumn(3).getInt64());
        }
    } catch (const SQLite::Exception& error) {
        m_impl->note(error);
        return found;
    }
    return found;
}

std::vector<contract::RoundRow> Cache::newestRounds(int limit) const
{
    std::vector<contract::RoundRow> found;
    try {
        SQLite::Statement rows(*m_impl->database,
                               "SELECT row, round, rowid FROM rounds ORDER BY created_at DESC, rowid DESC LIMIT ?");
        rows.bind(1, limit);
        while (rows.executeStep()) {
            const auto text = m_impl->text(rows, placeOf("rounds", rows.getColumn(1).getString()));
            if (auto decoded = contract::decodeRoundRow(text.value_or(std::string())))
                found.push_back(*std::move(decoded));
            else
                m_impl->unreadableRounds.insert(rows.getColumn(2).getInt64());
        }
    } catch (const SQLite::Exception& error) {
        m_impl->note(error);
        return found;
    }
    return found;
}

std::int64_t Cache::betCount() const
{
    try {
        return m_impl->database->execAndGet("SELECT count(*) FROM bets").getInt64();
    } catch (const SQLite::Exception& error) {
        m_impl->note(error);
        return 0;
    }
}

std::int64_t Cache::newestAt() const
{
    return m_impl->newest;
}

std::int64_t Cache::sizeBytes() const
{
    try {
        return m_impl->database->execAndGet("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
            .getInt64();
    } catch (const SQLite::Exception& error) {
        m_impl->note(error);
        return 0;
    }
}

} // namespace client::store
