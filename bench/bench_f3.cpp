// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later

// F3: the service is killed again and again while 64 clients use it; after that the ledger sums to 0 exactly and no
// acknowledged call is lost or doubled.
#include "bench/child.h"
#include "bench/lives.h"
#include "bench/load.h"
#include "bench/report.h"

#include <csignal>

#include <cstdio>
#include <memory>
#include <random>
#include <stdexcept>

namespace {

constexpr int clients = 64;
constexpr int livesEach = 300;
constexpr int kills = 20;
constexpr double secondsMost = 120;

int run(const std::string& program)
{
    const bench::TemporaryFolder folder;
    const std::string database = folder.path() + "/f3.db";
    auto service = std::make_unique<bench::Betd>(program, folder.path(), database);
    const int port = service->port();
    bench::Lives lives(clients, livesEach);
    bench::Load load(
        port, clients,
        {[&](int client) { return lives.next(client); },
         [&](int client, int status, std::string_view body, std::int64_t) { lives.answered(client, status, body); }});
    std::mt19937 random(1); // which moment is killed differs anyway; the spread of the moments does not
    double seconds = 0;
    int killed = 0;
    while (lives.lives() < clients * livesEach && seconds < secondsMost) {
        seconds += load.run(std::uniform_real_distribution<double>(0.05, 0.6)(random));
        if (killed == kills)
            continue;
        service->child().send(SIGKILL);
        service->child().wait();
        ++killed;
        service = std::make_unique<bench::Betd>(program, folder.path(), database, port);
    }
    service->child().send(SIGTERM);
    service->child().wait();

    const bench::Faults faults = bench::check(database, lives.acknowledged());
    const bool finished = lives.lives() == clients * livesEach;
    std::printf(
        "{\"goal\":\"F3\",\"ours\":%lld,\"reference\":null,\"ratio\":null,\"target\":0,\"met\":%s,\"unit\":"
        "\"faults\",\"sum\":%lld,\"lost\":%lld,\"doubled\":%lld,\"acknowledged\":%zu,\"repeated\":%lld,\"kills\":%d,"
        "\"unfinished\":%d}\n",
        static_cast<long long>(faults.total()), faults.total() == 0 && finished ? "true" : "false",
        static_cast<long long>(faults.sum), static_cast<long long>(faults.lost), static_cast<long long>(faults.doubled),
        lives.acknowledged().blocked.size() + lives.acknowledged().settled.size(),
        static_cast<long long>(lives.repeats()), killed, clients * livesEach - lives.lives());
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return run(argc > 1 ? argv[1] : BETD_PROGRAM);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_f3: %s\n", error.what());
        return 1;
    }
}
