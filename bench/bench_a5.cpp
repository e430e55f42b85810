// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A5: one bet's story by its id, warm and from a cold disk, against SQLite with an index on the id.
#include "bench/report.h"
#include "bench/reviewbench.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include <fcntl.h>
#include <unistd.h>

#include <QDir>

#include <array>
#include <cstdio>
#include <exception>
#include <random>
#include <stdexcept>

namespace {

using client::review::Dictionary;

constexpr int asked = 2'000;

// What the system holds of a file in memory goes, so that the next read is from the disk.
void forgetPages(const std::string& path)
{
    const int file = ::open(path.c_str(), O_RDONLY);
    ::fdatasync(file);
    ::posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    ::close(file);
}

// What the disk takes for one page somewhere in the file.
double coldRead(const std::string& path, std::uint64_t dice)
{
    constexpr std::size_t pageBytes = 4'096;
    std::array<char, pageBytes> page;
    const int file = ::open(path.c_str(), O_RDONLY);
    const auto pages = static_cast<std::uint64_t>(::lseek(file, 0, SEEK_END)) / pageBytes;
    const auto at = static_cast<off_t>(dice % pages * pageBytes);
    const double seconds = bench::secondsOf([&] {
        if (::pread(file, page.data(), page.size(), at) != static_cast<ssize_t>(page.size()))
            throw std::runtime_error("a page cannot be read");
    });
    ::close(file);
    return seconds;
}

int run(std::uint64_t rows)
{
    const bench::EventFile file(rows);
    auto log = file.open();
    SQLite::Database database(file.folder() + "/events.db", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    database.exec(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; CREATE TABLE events (row INTEGER PRIMARY KEY, bet TEXT)");
    {
        SQLite::Transaction transaction(database);
        SQLite::Statement insert(database, "INSERT INTO events VALUES (?, ?)");
        for (std::uint64_t row = 0; row < rows; ++row) {
            insert.bind(1, static_cast<std::int64_t>(row));
            insert.bind(2, std::string(log->columns().text(Dictionary::Bet, row)));
            insert.exec();
            insert.reset();
        }
        transaction.commit();
        database.exec("CREATE INDEX by_bet ON events (bet)");
    }
    std::mt19937_64 random(5);
    std::vector<std::string> ids;
    for (int i = 0; i < asked; ++i)
        ids.push_back(bench::EventFile::betId(random() % file.bets() + 1));
    std::vector<std::uint64_t> found, foundThere;
    const double ours = bench::medianSeconds(5,
                                             [&] {
                                                 found.clear();
                                                 for (const std::string& id : ids) {
                                                     const auto story = log->columns().rowsOfBet(id);
                                                     found.insert(found.end(), story.begin(), story.end());
                                                 }
                                             }) /
                        asked;
    SQLite::Statement select(database, "SELECT row FROM events WHERE bet = ? ORDER BY row");
    const double theirs = bench::medianSeconds(5,
                                               [&] {
                                                   foundThere.clear();
                                                   for (const std::string& id : ids) {
                                                       select.bind(1, id);
                                                       while (select.executeStep())
                                                           foundThere.push_back(static_cast<std::uint64_t>(
                                                               select.getColumn(0).getInt64()));
                                                       select.reset();
                                                   }
                                               }) /
                          asked;
    bench::print(
        {"A5 warm", "us", ours * 1e6, 20, ours * 1e6 / 20, 1, bench::Better::Lower,
         (found == foundThere ? "the same rows as SQLite, which takes " : "OTHER ROWS than SQLite, which takes ") +
             std::to_string(theirs * 1e6) + " us"});
    log.reset();
    const QDir folder(QString::fromStdString(file.cacheFolder()));
    std::vector<double> cold, reads;
    for (int i = 0; i < 9; ++i) {
        forgetPages(file.path());
        reads.push_back(coldRead(file.path(), random()));
        for (const QString& name : folder.entryList(QDir::Files))
            forgetPages(folder.filePath(name).toStdString());
        forgetPages(file.path());
        cold.push_back(bench::secondsOf([&] {
            const auto opened = file.open();
            const auto story = opened->columns().rowsOfBet(ids[static_cast<std::size_t>(i)]);
            opened->fetch(story);
            for (const std::uint64_t row : story) {
                if (opened->line(row).empty())
                    throw std::runtime_error("an empty line");
            }
        }));
    }
    const double seconds = bench::median(cold);
    bench::print(
        {"A5 cold", "ms", seconds * 1'000, 5, seconds * 200, 1, bench::Better::Lower,
         "opening, look-up and the text of its lines, with nothing of either file in memory; one cold read of 4 "
         "KiB takes " +
             std::to_string(bench::median(reads) * 1'000) + " ms"});
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return run(bench::rowsOf(argc, argv));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_a5: %s\n", error.what());
        return 1;
    }
}
