// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later

// H1: a round of 100,000 settled bets is planned and recalculated, each bet to another end, against the rate at which
// the same bets were settled one call each. Its memory and its progress are looked at every 100 ms meanwhile.
#include "bench/child.h"
#include "bench/load.h"
#include "bench/report.h"

#include <csignal>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <set>
#include <stdexcept>
#include <thread>
#include <utility>

namespace {

constexpr int clients = 64;
constexpr int bets = 100'000;
constexpr int players = 1'000;
constexpr double target = 0.5;
constexpr double memoryMostMiB = 32;

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point from)
{
    return std::chrono::duration<double>(Clock::now() - from).count();
}

std::string callOf(int bet, bool settle)
{
    const bool wins = bet % 2 == 0;
    std::string body = R"({"partner_id":"acme","partner_player_id":"player-)" + std::to_string(bet % players) +
                       R"(","amount":1.00,"bet_id":"bet-)" + std::to_string(bet) + '"';
    if (settle)
        body += wins ? R"(,"status":"win","payout":2.00,"result":"5"})" : R"(,"status":"lose","result":"5"})";
    else
        body += std::string(R"(,"round_id":"round-1","odds":2,"selection":")") + (wins ? "5" : "6") + "\"}";
    return bench::post(settle ? "/api/update_bet_status" : "/api/block_funds", "game-token", body);
}

// Calls for all bets; the rate per second.
double forAll(int port, bool settle)
{
    int next = 0;
    int answered = 0;
    bench::Load load(port, clients,
                     {[&](int) { return next < bets ? callOf(next++, settle) : std::string(); },
                      [&](int, int status, std::string_view body, std::int64_t) {
                          if (status != 200)
                              throw std::runtime_error("status " + std::to_string(status) + ": " + std::string(body));
                          ++answered;
                      }});
    const double seconds = load.run(600);
    if (answered != bets)
        throw std::runtime_error("the service did not answer all calls");
    return bets / seconds;
}

std::string send(int port, const std::string& request)
{
    std::string answer;
    bool sent = false;
    bench::Load load(port, 1,
                     {[&](int) { return std::exchange(sent, true) ? std::string() : request; },
                      [&](int, int, std::string_view body, std::int64_t) { answer = body; }});
    load.run(60);
    return answer;
}

double residentMiB(int pid)
{
    std::ifstream status("/proc/" + std::to_string(pid) + "/status");
    for (std::string line; std::getline(status, line);) {
        if (line.rfind("VmRSS:", 0) == 0)
            return std::atof(line.c_str() + 6) / 1'024;
    }
    return 0;
}

int count(const std::string& body, const std::string& name)
{
    const std::size_t at = body.find("\"" + name + "\":");
    return at == std::string::npos ? -1 : std::atoi(body.c_str() + at + name.size() + 3);
}

struct Watched
{
    double seconds = 0;
    double growthMiB = 0;
    std::set<int> steps; // different numbers of bets done that were seen
};

Watched recalculate(bench::Betd& service)
{
    const std::string look = "GET /api/v1/jobs?limit=1 HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                             "operator-token\r\n\r\n";
    Watched watched;
    const double before = residentMiB(service.child().pid());
    const auto started = Clock::now();
    send(service.port(),
         bench::post("/api/recalculate_bets", "game-token", R"({"round_id":"round-1","correct_result":"6"})"));
    for (;;) {
        watched.growthMiB = std::max(watched.growthMiB, residentMiB(service.child().pid()) - before);
        const std::string job = send(service.port(), look);
        watched.steps.insert(count(job, "applied"));
        if (job.find(R"("state":"completed")") != std::string::npos)
            break;
        if (secondsSince(started) > 600)
            throw std::runtime_error("the recalculation did not end: " + job.substr(0, 500));
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    watched.seconds = secondsSince(started);
    if (*watched.steps.rbegin() != bets)
        throw std::runtime_error("not every bet was recalculated");
    return watched;
}

int run(const std::string& program)
{
    const bench::TemporaryFolder folder;
    bench::Betd service(program, folder.path(), folder.path() + "/betd.db");
    forAll(service.port(), false);
    const double settled = forAll(service.port(), true);
    const Watched watched = recalculate(service);
    service.child().send(SIGTERM);
    service.child().wait();
    const double ours = bets / watched.seconds;
    bench::print({"H1", "bets/s", ours, settled, ours / settled, target, bench::Better::Higher,
                  "100,000 bets from plan to end, seen at " + std::to_string(watched.steps.size()) +
                      " different steps; settled one call each at 64 clients"});
    bench::print({"H1 memory", "MiB", watched.growthMiB, memoryMostMiB, watched.growthMiB / memoryMostMiB, 1,
                  bench::Better::Lower, "growth of the service's resident memory; the reference is a bound"});
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return run(argc > 1 ? argv[1] : BETD_PROGRAM);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_h1: %s\n", error.what());
        return 1;
    }
}
