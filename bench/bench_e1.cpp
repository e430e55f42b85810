// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later

// E1: an authenticated and fully validated POST that is refused before the store, against a minimal Beast server that
// parses the same body, at 32 connections.
#include "bench/child.h"
#include "bench/load.h"
#include "bench/report.h"

#include <cstdio>
#include <cstdlib>
#include <stdexcept>

namespace {

constexpr int connections = 32;
constexpr int rounds = 7;
constexpr double seconds = 2.0;

struct Measured
{
    double perSecond = 0;
    double p99Us = 0;
    std::size_t answerBytes = 0;
};

Measured measure(int port, double forSeconds)
{
    const std::string request =
        bench::post("/api/block_funds", "game-token",
                    R"({"partner_id":"12345","partner_player_id":"67890","amount":10.999,"bet_id":"abcde12345"})");
    std::vector<std::int64_t> latencies;
    latencies.reserve(1'000'000);
    Measured measured;
    bench::Load load(port, connections,
                     {[&](int) { return request; },
                      [&](int, int status, std::string_view body, std::int64_t latencyUs) {
                          if (status != 422)
                              throw std::runtime_error("status " + std::to_string(status) + ": " + std::string(body));
                          latencies.push_back(latencyUs);
                          measured.answerBytes = body.size();
                      }});
    const double took = load.run(forSeconds);
    measured.perSecond = static_cast<double>(latencies.size()) / took;
    measured.p99Us = bench::quantile(latencies, 0.99);
    return measured;
}

int run(const std::string& betd, const std::string& minimal)
{
    const bench::TemporaryFolder folder;
    bench::Betd service(betd, folder.path(), folder.path() + "/e1.db");
    const Measured warm = measure(service.port(), 0.5);
    bench::Child reference({minimal, std::to_string(warm.answerBytes)});
    const int referencePort = bench::portFrom(reference);
    (void)measure(referencePort, 0.5);

    std::vector<double> ours;
    std::vector<double> theirs;
    std::vector<double> ratios;
    std::vector<double> ourP99;
    std::vector<double> theirP99;
    std::vector<double> p99Ratios;
    for (int round = 0; round < rounds; ++round) {
        const Measured first = measure(service.port(), seconds);
        const Measured second = measure(referencePort, seconds);
        ours.push_back(first.perSecond);
        theirs.push_back(second.perSecond);
        ratios.push_back(first.perSecond / second.perSecond);
        ourP99.push_back(first.p99Us / 1'000);
        theirP99.push_back(second.p99Us / 1'000);
        p99Ratios.push_back(first.p99Us / second.p99Us);
    }
    using bench::median;
    bench::print({"E1", "requests/s", median(ours), median(theirs), median(ratios), 0.9, bench::Better::Higher,
                  "32 connections, minimal Beast server"});
    bench::print({"E1 p99", "ms", median(ourP99), median(theirP99), median(p99Ratios), 1.5, bench::Better::Lower,
                  "32 connections, minimal Beast server"});
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return run(argc > 1 ? argv[1] : BETD_PROGRAM, argc > 2 ? argv[2] : MINIMAL_SERVER_PROGRAM);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_e1: %s\n", error.what());
        return 1;
    }
}
