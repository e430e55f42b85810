// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A7: a jump to any moment of a log, and the rows that the screens ask for there, against reading the events up to that
// moment and keeping the newest row of each bet.
#include "bench/report.h"
#include "bench/reviewbench.h"
#include "client/contract/wire.h"
#include "client/review/replay.h"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <map>
#include <random>
#include <stdexcept>
#include <vector>

namespace {

constexpr int jumps = 100;
constexpr std::size_t page = 100;

// The bets that are known after the first `rows` lines.
std::size_t foldSize(const client::review::Log& log, std::uint64_t rows)
{
    std::map<std::string, client::contract::BetRow> bets;
    for (std::uint64_t row = 0; row < rows; ++row) {
        const auto event = client::contract::decodeFeedEvent("e1-" + std::to_string(row + 1), log.line(row));
        if (!event)
            throw std::runtime_error("line " + std::to_string(row + 1) + ": " + event.error().detail);
        if (event->bet)
            bets.insert_or_assign(event->bet->partner.text() + '\n' + event->bet->bet.text(), *event->bet);
    }
    return bets.size();
}

int run(std::uint64_t rows)
{
    const bench::EventFile file(rows);
    const auto log = file.open();
    client::review::Replay replay(log);
    std::mt19937_64 random(7);
    std::vector<double> seconds;
    for (int i = 0; i < jumps; ++i) {
        const auto at =
            replay.fromMs() +
            static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(replay.toMs() - replay.fromMs() + 1));
        std::size_t shown = 0;
        seconds.push_back(bench::secondsOf([&] {
            replay.moveToTime(at);
            shown += replay.bets({}, 0, page).size() + replay.rounds(0, page).size();
        }));
        if (shown == 0 && replay.position() > page)
            throw std::runtime_error("nothing is shown at a moment with events");
    }
    std::sort(seconds.begin(), seconds.end());
    const double worst = seconds[seconds.size() * 99 / 100] * 1'000;
    // The mean way of a random jump, and no more than can be waited for.
    const auto folded = std::min<std::uint64_t>(rows / 2, 500'000);
    std::size_t known = 0;
    const double fold = bench::secondsOf([&] { known = foldSize(*log, folded); }) * 1'000 * static_cast<double>(rows) /
                        2 / static_cast<double>(folded);
    replay.moveToRow(folded);
    if (replay.bets({}, 0, known + 1).size() != known)
        throw std::runtime_error("the moment holds other bets than the fold");
    bench::print(
        {"A7", "ms", worst, fold, worst, 100, bench::Better::Lower,
         "p99 of 100 jumps with a page of bets and rounds; reference: events read up to there; ratio: the time"});
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return run(bench::rowsOf(argc, argv));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_a7: %s\n", error.what());
        return 1;
    }
}
