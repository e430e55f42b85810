// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later

// C2: 10,000 new bets a second at the top of a full list of a million, in one span a frame, against the same bets one
// by one. Somebody reads meanwhile: what is selected and what stands at the top of the window have to stay.
#include "bench/gridwindow.h"
#include "bench/report.h"

#include <QApplication>
#include <QScrollBar>

#include <cstdio>
#include <cstdlib>
#include <stdexcept>

namespace {

constexpr int rounds = 5;
constexpr int framesPerRound = 60;
constexpr int frameBets = 160;
constexpr double frameMs = 16;

int run(int bets)
{
    bench::GridWindow window(bets);
    auto& table = window.table();
    auto& model = window.model();
    (void)window.run(2, [] {});
    table.selectBet(model.key(12));
    table.verticalScrollBar()->setValue(10 * 26 + 7);
    const auto selected = table.selectedKeys();
    const auto top = model.key(table.rowAt(0));

    const auto measure = [&](int frames, bool oneByOne) {
        std::vector<std::vector<client::contract::BetRow>> batches;
        for (int frame = 0; frame <= frames; ++frame)
            batches.push_back(window.load().fresh(frameBets));
        std::size_t next = 0;
        return window.run(frames, [&] {
            const auto& batch = batches[next++];
            if (!oneByOne) {
                model.apply(batch, true);
                return;
            }
            for (const auto& row : batch)
                model.apply({row}, true);
        });
    };
    std::vector<double> cpu, reference, ratio, pause;
    for (int round = 0; round < rounds; ++round) {
        const auto ours = measure(framesPerRound, false);
        const auto single = measure(3, true); // each takes most of a second
        cpu.push_back(100 * ours.cpuMsPerFrame / frameMs);
        reference.push_back(100 * single.cpuMsPerFrame / frameMs);
        ratio.push_back(single.cpuMsPerFrame / ours.cpuMsPerFrame);
        pause.push_back(ours.longestPauseMs);
        if (table.selectedKeys() != selected || model.key(table.rowAt(0)) != top)
            throw std::runtime_error("the reader lost the place");
    }
    using bench::Better;
    using bench::median;
    char note[128];
    std::snprintf(note, sizeof note, "ratio: the share itself; longest frame %.0f ms, %.0f MB resident", median(pause),
                  bench::residentMegabytes());
    bench::print({"C2 cpu", "% of a core", median(cpu), median(reference), median(cpu), 30, Better::Lower, note});
    bench::print({"C2 frame", "ms", median(cpu) * frameMs / 100, median(reference) * frameMs / 100,
                  median(cpu) * frameMs / 100, frameMs, Better::Lower, "60 frames a second leave 16 ms each"});
    bench::print({"C2 spans", "times", median(reference), median(cpu), median(ratio), 10, Better::Higher,
                  "per-row inserts cost so much more"});
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM") && qEnvironmentVariableIsEmpty("DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    try {
        return run(argc > 1 ? std::atoi(argv[1]) : 1'000'000);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_c2: %s\n", error.what());
        return 1;
    }
}
