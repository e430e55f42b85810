// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later

// C1: the table of bets with a million rows under 10,000 and 50,000 changes a second, against the same table with Qt's
// default delegate. CPU is that of the window's thread in a frame of 16 ms, so that a busy machine changes nothing.
#include "bench/gridwindow.h"
#include "bench/report.h"

#include <QApplication>

#include <cstdio>
#include <cstdlib>

namespace {

constexpr int rounds = 5;
constexpr int framesPerRound = 120;
constexpr double frameMs = 16;

int run(int bets)
{
    bench::GridWindow window(bets);
    const auto changes = [&](int perSecond) {
        // Made before, so that what they cost to make is not counted.
        std::vector<std::vector<client::contract::BetRow>> batches;
        for (int frame = 0; frame <= framesPerRound; ++frame)
            batches.push_back(window.load().changes(perSecond * 16 / 1'000));
        return batches;
    };
    const auto measure = [&](int perSecond) {
        const auto batches = changes(perSecond);
        std::size_t next = 0;
        return window.run(framesPerRound, [&] { window.model().apply(batches[next++], true); });
    };
    (void)measure(10'000);
    std::vector<double> paint, paintReference, paintRatio, p99, p99Reference, cpu, cpuReference, cpu50;
    for (int round = 0; round < rounds; ++round) {
        const auto ours = measure(10'000);
        window.useDefaultDelegate(true);
        const auto reference = measure(10'000);
        window.useDefaultDelegate(false);
        const auto fast = measure(50'000);
        paint.push_back(ours.paintMsPerFrame);
        paintReference.push_back(reference.paintMsPerFrame);
        paintRatio.push_back(reference.paintMsPerFrame / std::max(ours.paintMsPerFrame, 1e-3));
        p99.push_back(ours.paintP99Ms);
        p99Reference.push_back(reference.paintP99Ms);
        cpu.push_back(100 * ours.cpuMsPerFrame / frameMs);
        cpuReference.push_back(100 * reference.cpuMsPerFrame / frameMs);
        cpu50.push_back(100 * fast.cpuMsPerFrame / frameMs);
    }
    using bench::Better;
    using bench::median;
    const std::string resident = std::to_string(static_cast<int>(bench::residentMegabytes())) + " MB resident";
    bench::print({"C1 paint", "ms/frame", median(paint), median(paintReference), median(paintRatio), 4, Better::Higher,
                  "default delegate; " + resident});
    bench::print({"C1 p99", "ms", median(p99), median(p99Reference), median(p99), 2, Better::Lower,
                  "ratio: the paint itself, in ms"});
    bench::print({"C1 cpu", "% of a core", median(cpu), median(cpuReference), median(cpu), 10, Better::Lower,
                  "10,000 changes/s; ratio: the share itself"});
    bench::print({"C1 cpu 50k", "% of a core", median(cpu50), median(cpuReference), median(cpu50), 20, Better::Lower,
                  "50,000 changes/s; reference: default delegate at 10,000"});
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM") && qEnvironmentVariableIsEmpty("DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    return run(argc > 1 ? std::atoi(argv[1]) : 1'000'000);
}
