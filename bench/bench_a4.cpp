// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A4: filter and group-by, against SQLite with the same values in a table.
#include "bench/report.h"
#include "bench/reviewbench.h"
#include "client/review/analysis.h"
#include "client/review/filter.h"
#include "client/review/sorter.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include <algorithm>
#include <cstdio>
#include <exception>

namespace {

using client::review::Column;
using client::review::Dictionary;
using client::review::Group;
using client::review::GroupField;
using client::review::Selection;

constexpr const char* query = "partner:acme amount>100 state:won";
constexpr const char* where = "partner = 'acme' AND stake > 10000 AND state = 3"; // won + 1

void fill(SQLite::Database& database, const client::review::Log& log)
{
    database.exec("CREATE TABLE events (row INTEGER PRIMARY KEY, partner TEXT, stake INTEGER, state INTEGER, error "
                  "TEXT, round TEXT)");
    SQLite::Transaction transaction(database);
    SQLite::Statement insert(database, "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)");
    const auto& columns = log.columns();
    for (std::uint64_t row = 0; row < log.rows(); ++row) {
        insert.bind(1, static_cast<std::int64_t>(row));
        insert.bind(2, std::string(columns.text(Dictionary::Partner, row)));
        insert.bind(3, columns.value(Column::Stake, row));
        insert.bind(4, columns.value(Column::State, row) - 1);
        insert.bind(5, std::string(columns.text(Dictionary::Error, row)));
        insert.bind(6, std::string(columns.text(Dictionary::Round, row)));
        insert.exec();
        insert.reset();
    }
    transaction.commit();
}

std::vector<Group> groupsOf(SQLite::Database& database, const std::string& column)
{
    SQLite::Statement rows(database, "SELECT " + column + ", count(*) AS n FROM events GROUP BY 1 ORDER BY n DESC, 1");
    std::vector<Group> groups;
    while (rows.executeStep())
        groups.push_back({rows.getColumn(0).getString(), static_cast<std::uint64_t>(rows.getColumn(1).getInt64())});
    return groups;
}

void report(const std::string& goal, double ours, double reference, bool same, double target, const std::string& note)
{
    bench::print({goal, "ms", ours * 1'000, reference * 1'000, same ? reference / ours : 0, target,
                  bench::Better::Higher, (same ? "the same rows" : "OTHER ROWS") + (note.empty() ? "" : "; " + note)});
}

int run(std::uint64_t rows)
{
    const bench::EventFile file(rows);
    const auto log = file.open();
    SQLite::Database database(file.folder() + "/events.db", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    database.exec("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
    fill(database, *log);

    const auto parsed = client::contract::Query::parse(query);
    std::vector<double> ours, theirs, grouped, groupedThere;
    std::vector<std::uint64_t> found, foundThere;
    std::vector<Group> groups, groupsThere;
    for (int i = 0; i < 5; ++i) {
        Selection selection;
        ours.push_back(bench::secondsOf([&] { selection = select(*log, *parsed, 0); }));
        found = selection.list();
        foundThere.clear();
        theirs.push_back(bench::secondsOf([&] {
            SQLite::Statement select(database, std::string("SELECT row FROM events WHERE ") + where + " ORDER BY row");
            while (select.executeStep())
                foundThere.push_back(static_cast<std::uint64_t>(select.getColumn(0).getInt64()));
        }));
        const Selection all(log->rows(), true);
        grouped.push_back(bench::secondsOf([&] { groups = groupBy(*log, all, GroupField::Partner); }));
        groupedThere.push_back(bench::secondsOf([&] { groupsThere = groupsOf(database, "partner"); }));
    }
    const double exponent = bench::growthExponent([&](const bench::EventFile& each) {
        const auto opened = each.open();
        return bench::medianSeconds(25, [&] { select(*opened, *parsed, 0); });
    });
    report("A4 filter", bench::median(ours), bench::median(theirs), found == foundThere, 60,
           std::to_string(rows) + " lines; " + bench::exponentNote(exponent));
    report("A4 group", bench::median(grouped), bench::median(groupedThere), groups == groupsThere, 1'000, "by partner");
    const Selection all(log->rows(), true);
    const double many = bench::medianSeconds(5, [&] { groups = groupBy(*log, all, GroupField::Round); });
    const double manyThere = bench::medianSeconds(1, [&] { groupsThere = groupsOf(database, "round"); });
    report("A4 many groups", many, manyThere, groups == groupsThere, 60, std::to_string(groups.size()) + " rounds");
    const double frame = bench::median(ours) + bench::median(grouped);
    bench::print({"A4 frame", "ms", frame * 1'000, 16, frame * 1'000 / 16, 1, bench::Better::Lower,
                  "filter and group-by together"});
    const std::int64_t first = log->columns().value(Column::At, 0);
    const std::int64_t step = (log->columns().latestAt() - first) / 200 + 1;
    const double bars = bench::medianSeconds(5, [&] { histogram(*log, all, first, step, 200); });
    client::review::Sorter sorter(log);
    const Selection some = select(*log, *client::contract::Query::parse("state:lost"), 0);
    const auto pageOf = [&](const Selection& of) {
        sorter.page(of, client::review::SortField::Amount, client::review::Sorter::Order::Descending, of.count() / 2,
                    50);
    };
    const double sorted = bench::secondsOf([&] { pageOf(all); });
    const double page =
        std::max(bench::medianSeconds(5, [&] { pageOf(all); }), bench::medianSeconds(5, [&] { pageOf(some); }));
    bench::print({"A4 histogram", "ms", bars * 1'000, 16, bars * 1'000 / 16, 1, bench::Better::Lower, "200 bars"});
    bench::print({"A4 page", "ms", page * 1'000, 16, page * 1'000 / 16, 1, bench::Better::Lower,
                  "50 rows in the middle by amount, of all lines or of " + std::to_string(some.count()) +
                      ", whichever takes longer; the first page of an order takes " +
                      std::to_string(static_cast<int>(sorted * 1'000)) + " ms"});
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return run(bench::rowsOf(argc, argv));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_a4: %s\n", error.what());
        return 1;
    }
}
