// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later

// B1: events into the console's cache, against the raw C API of SQLite that writes the same sealed rows with the same
// schema, pragmas and batches, event by event: that the cache leaves out rows which the same batch overtakes is a part
// of what is measured. Both pack and seal the lines of each batch inside the measured time.
#include "bench/report.h"
#include "bench/reviewbench.h"
#include "client/store/cache.h"
#include "client/store/migrations.h"
#include "client/store/packer.h"
#include "client/store/sealer.h"

#include <sqlite3.h>

#include <cstdio>
#include <exception>
#include <functional>
#include <stdexcept>
#include <utility>

namespace {

using client::contract::FeedEvent;

constexpr int runs = 5;
constexpr std::size_t batch = 1'000;
const std::string key(32, 'k');

// The events of the file, a batch at a time: a million decoded ones would not fit beside what others hold in memory.
void eachBatch(const bench::EventFile& file, const std::function<void(std::vector<FeedEvent>)>& take)
{
    const auto log = file.open();
    std::vector<FeedEvent> events;
    for (std::uint64_t row = 0; row < log->rows(); ++row) {
        auto event = client::contract::decodeFeedEvent("e1-" + std::to_string(row + 1), log->line(row));
        if (!event)
            throw std::runtime_error("line " + std::to_string(row + 1) + ": " + event.error().detail);
        event->text = log->line(row);
        events.push_back(*std::move(event));
        if (events.size() < batch && row + 1 < log->rows())
            continue;
        take(std::exchange(events, {}));
    }
}

std::string fresh(const bench::EventFile& file, const char* name)
{
    const std::string path = file.folder() + '/' + name;
    for (const char* ending : {"", "-wal", "-shm"})
        std::remove((path + ending).c_str());
    return path;
}

double oursSeconds(const bench::EventFile& file)
{
    auto cache =
        client::store::Cache::open({.path = fresh(file, "ours.db"), .vfs = {}, .environmentId = "env-1", .key = key});
    if (!cache)
        throw std::runtime_error(cache.error().detail);
    double seconds = 0;
    eachBatch(file, [&](std::vector<FeedEvent> events) {
        seconds += bench::secondsOf([&] {
            if (const auto applied = (*cache)->apply(std::move(events)); !applied)
                throw std::runtime_error(applied.error().detail);
        });
    });
    return seconds;
}

class Raw
{
public:
    explicit Raw(const std::string& path)
    {
        check(sqlite3_open(path.c_str(), &m_database));
        run("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; "
            "PRAGMA mmap_size = 0; PRAGMA cell_size_check = ON; PRAGMA secure_delete = ON");
        for (const auto& migration : client::store::cacheMigrations())
            run(std::string(migration).c_str());
        m_bet = prepare("INSERT INTO bets (partner, bet, version, created_at, row) VALUES (?, ?, ?, ?, ?) "
                        "ON CONFLICT (partner, bet) DO UPDATE SET version = excluded.version, "
                        "created_at = excluded.created_at, row = excluded.row WHERE excluded.version > version");
        m_round = prepare("INSERT INTO rounds (round, version, created_at, row) VALUES (?, ?, ?, ?) "
                          "ON CONFLICT (round) DO UPDATE SET version = excluded.version, "
                          "created_at = excluded.created_at, row = excluded.row WHERE excluded.version > version");
        m_told = prepare("INSERT INTO told (at, lines) VALUES (?, ?)");
        m_meta = prepare("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)");
    }
    ~Raw()
    {
        for (auto* statement : {m_bet, m_round, m_told, m_meta})
            sqlite3_finalize(statement);
        sqlite3_close(m_database);
    }
    Raw(const Raw&) = delete;
    Raw& operator=(const Raw&) = delete;

    void apply(const std::vector<FeedEvent>& events)
    {
        run("BEGIN IMMEDIATE");
        std::string lines;
        for (const FeedEvent& event : events) {
            lines.append(event.text).append(1, '\n');
            // The last member of the file's lines.
            const std::size_t begin = event.text.find(R"("row":)") + 6;
            const std::string_view text = std::string_view(event.text).substr(begin, event.text.size() - begin - 1);
            if (event.bet) {
                const auto& row = *event.bet;
                const std::string place = std::string("bets") + '\0' + row.partner.text() + '\0' + row.bet.text();
                const std::string sealed = m_sealer.seal(text, place);
                bind(m_bet, 1, row.partner.text());
                bind(m_bet, 2, row.bet.text());
                sqlite3_bind_int64(m_bet, 3, row.version);
                sqlite3_bind_int64(m_bet, 4, row.createdAt);
                sqlite3_bind_blob(m_bet, 5, sealed.data(), static_cast<int>(sealed.size()), SQLITE_STATIC);
                step(m_bet);
            }
            if (event.round) {
                const auto& row = *event.round;
                const std::string place = std::string("rounds") + '\0' + row.round.text() + '\0';
                const std::string sealed = m_sealer.seal(text, place);
                bind(m_round, 1, row.round.text());
                sqlite3_bind_int64(m_round, 2, row.version);
                sqlite3_bind_int64(m_round, 3, row.createdAt);
                sqlite3_bind_blob(m_round, 4, sealed.data(), static_cast<int>(sealed.size()), SQLITE_STATIC);
                step(m_round);
            }
        }
        const std::string told = m_sealer.seal(m_packer.pack(lines), "told");
        sqlite3_bind_int64(m_told, 1, events.back().at);
        sqlite3_bind_blob(m_told, 2, told.data(), static_cast<int>(told.size()), SQLITE_STATIC);
        step(m_told);
        const std::string newest = std::to_string(events.back().at);
        for (const auto& [name, value] : {std::pair("cursor", &events.back().id), std::pair("newest_at", &newest)}) {
            sqlite3_bind_text(m_meta, 1, name, -1, SQLITE_STATIC);
            bind(m_meta, 2, *value);
            step(m_meta);
        }
        run("COMMIT");
    }

private:
    void check(int code)
    {
        if (code != SQLITE_OK && code != SQLITE_DONE)
            throw std::runtime_error(sqlite3_errmsg(m_database));
    }
    void run(const char* sql) { check(sqlite3_exec(m_database, sql, nullptr, nullptr, nullptr)); }
    sqlite3_stmt* prepare(const char* sql)
    {
        sqlite3_stmt* statement = nullptr;
        check(sqlite3_prepare_v2(m_database, sql, -1, &statement, nullptr));
        return statement;
    }
    static void bind(sqlite3_stmt* statement, int at, const std::string& text)
    {
        sqlite3_bind_text(statement, at, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
    }
    void step(sqlite3_stmt* statement)
    {
        check(sqlite3_step(statement));
        sqlite3_reset(statement);
    }

    sqlite3* m_database = nullptr;
    sqlite3_stmt* m_bet = nullptr;
    sqlite3_stmt* m_round = nullptr;
    sqlite3_stmt* m_told = nullptr;
    sqlite3_stmt* m_meta = nullptr;
    client::store::Sealer m_sealer{key};
    client::store::Packer m_packer;
};

double rawSeconds(const bench::EventFile& file)
{
    Raw raw(fresh(file, "raw.db"));
    double seconds = 0;
    eachBatch(file,
              [&](const std::vector<FeedEvent>& events) { seconds += bench::secondsOf([&] { raw.apply(events); }); });
    return seconds;
}

int run(std::uint64_t rows)
{
    const bench::EventFile file(rows);
    std::vector<double> ours, theirs;
    for (int i = 0; i < runs; ++i) { // interleaved, so that what disturbs one disturbs the other
        ours.push_back(oursSeconds(file));
        theirs.push_back(rawSeconds(file));
    }
    const double events = static_cast<double>(file.rows());
    const double exponent = bench::growthExponent(oursSeconds);
    bench::print({.goal = "B1",
                  .unit = "s for " + std::to_string(file.rows()) + " events",
                  .ours = bench::median(ours),
                  .reference = bench::median(theirs),
                  .ratio = bench::median(ours) / bench::median(theirs),
                  .target = 1.15,
                  .better = bench::Better::Lower,
                  .note = std::to_string(static_cast<int>(events / bench::median(ours))) +
                          " events/s, batches of 1,000; " + bench::exponentNote(exponent)});
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return run(bench::rowsOf(argc, argv));
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "bench_b1: %s\n", failure.what());
        return 1;
    }
}
