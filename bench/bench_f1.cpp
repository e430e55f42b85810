// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later

// F1: lives of bets (check, block, settle) through HTTP at 64 clients on SQLite FULL, against raw SQLite that writes
// the same rows at 32 calls per commit, and against pgbench at 32 clients.
#include "bench/child.h"
#include "bench/lives.h"
#include "bench/load.h"
#include "bench/mirror.h"
#include "bench/pgbench.h"
#include "bench/report.h"

#include <csignal>

#include <cstdio>
#include <stdexcept>

namespace {

constexpr int clients = 64;
constexpr int livesEach = 100;
constexpr int callsPerLife = 3;
constexpr int callsPerCommit = 32;
constexpr int pgClients = 32;
constexpr int pgSeconds = 3;
constexpr int rounds = 5;

double measureOurs(const std::string& program, const std::string& folder, const std::string& database)
{
    bench::Betd service(program, folder, database);
    bench::Lives lives(clients, livesEach);
    bench::Load load(
        service.port(), clients,
        {[&](int client) { return lives.next(client); },
         [&](int client, int status, std::string_view body, std::int64_t) { lives.answered(client, status, body); }});
    const double seconds = load.run(300);
    service.child().send(SIGTERM);
    service.child().wait();
    if (lives.lives() != clients * livesEach)
        throw std::runtime_error("the service did not finish the bets");
    if (const bench::Faults faults = bench::check(database, lives.acknowledged()); faults.total() != 0)
        throw std::runtime_error("the service left faults: " + std::to_string(faults.total()));
    return clients * livesEach / seconds;
}

int run(const std::string& program)
{
    const bench::TemporaryFolder folder;
    std::string why;
    const auto postgres = bench::PostgresReference::start(folder.path(), why);
    std::vector<double> ours;
    std::vector<double> raw;
    std::vector<double> rawRatios;
    std::vector<double> pg;
    std::vector<double> pgRatios;
    for (int round = 0; round < rounds; ++round) {
        const std::string database = folder.path() + "/ours-" + std::to_string(round) + ".db";
        ours.push_back(measureOurs(program, folder.path(), database));
        const bench::Mirrored mirrored =
            bench::mirror(database, folder.path() + "/raw-" + std::to_string(round) + ".db", callsPerCommit);
        raw.push_back(static_cast<double>(mirrored.calls) / callsPerLife / mirrored.seconds);
        rawRatios.push_back(ours.back() / raw.back());
        if (!postgres)
            continue;
        const auto lives = postgres->livesPerSecond(pgClients, pgSeconds);
        if (!lives) {
            why = "pgbench failed";
            continue;
        }
        pg.push_back(*lives);
        pgRatios.push_back(ours.back() / *lives);
    }
    using bench::median;
    bench::print({"F1", "bets/s", median(ours), median(raw), median(rawRatios), 0.8, bench::Better::Higher,
                  "64 clients; raw SQLite, the same rows, 32 calls per commit"});
    bench::Line line{"F1 pgbench", "bets/s", median(ours), {}, {}, 2, bench::Better::Higher, "pgbench at 32 clients"};
    if (!pg.empty()) {
        line.reference = median(pg);
        line.ratio = median(pgRatios);
    } else {
        line.note = why;
    }
    bench::print(line);
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return run(argc > 1 ? argv[1] : BETD_PROGRAM);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_f1: %s\n", error.what());
        return 1;
    }
}
