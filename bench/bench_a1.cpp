// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A1: the first opening of a log, that of its first rows, and what lnav, glogg and a pass over the newlines need.
#include "bench/report.h"
#include "bench/reviewbench.h"

#include <chrono>
#include <cstdio>
#include <exception>

namespace {

int run(std::uint64_t rows)
{
    const bench::EventFile file(rows);
    std::vector<double> ours, first, lnav, glogg, newlines;
    bool same = true, sameInGlogg = true;
    for (int i = 0; i < 5; ++i) {
        file.forgetColumns();
        ours.push_back(bench::secondsOf([&] { file.open(); }));
        file.forgetColumns();
        client::review::Log::Options options{QString::fromStdString(file.cacheFolder())};
        double firstRows = 0;
        const auto start = std::chrono::steady_clock::now();
        options.firstRows = [&](const auto&) {
            firstRows = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        };
        if (!client::review::Log::open(QString::fromStdString(file.path()), options))
            return 1;
        first.push_back(firstRows);
        newlines.push_back(bench::runTool({"wc", "-l", file.path()}).seconds);
        if (i < 3 && bench::isInstalled("lnav")) {
            const bench::ToolRun run = bench::runLnav(file, "select count(*) from betdesk_events");
            same = same && run.output.find(std::to_string(rows)) != std::string::npos;
            lnav.push_back(run.seconds);
        }
        if (i < 3 && bench::isInstalled("glogg")) {
            const bench::ToolRun run = bench::runGlogg(file);
            sameInGlogg = sameInGlogg && run.output.find(" " + std::to_string(rows) + " lines") != std::string::npos;
            glogg.push_back(run.seconds);
        }
    }
    const double exponent = bench::growthExponent([](const bench::EventFile& each) {
        return bench::medianSeconds(5, [&] {
            each.forgetColumns();
            each.open();
        });
    });
    const double opened = bench::median(ours);
    std::string note = std::to_string(rows) + " lines; " + bench::exponentNote(exponent);
    bench::Line line{"A1", "s", opened, {}, {}, 6, bench::Better::Higher, {}};
    if (lnav.empty()) {
        note += "; lnav is not installed";
    } else {
        line.reference = bench::median(lnav);
        line.ratio = same ? *line.reference / opened : 0;
        note += same ? "; lnav counts the same rows" : "; lnav counts other rows";
    }
    line.note = note;
    bench::print(line);
    if (!glogg.empty()) {
        const double indexed = bench::median(glogg);
        bench::print({"A1 glogg", "s", opened, indexed, sameInGlogg ? opened / indexed : 99, 1, bench::Better::Lower,
                      std::string("its pass over the line feeds, by its own log, which finds ") +
                          (sameInGlogg ? "as many lines" : "OTHER LINES")});
    }
    const double pass = bench::median(newlines);
    bench::print({"A1 newlines", "s", opened, pass, opened / pass, 1, bench::Better::Lower,
                  "all of ours against wc -l, which keeps nothing of what it reads"});
    const double firstRows = bench::median(first);
    bench::print({"A1 first rows", "ms", firstRows * 1'000, 50, firstRows * 20, 1, bench::Better::Lower, {}});
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return run(bench::rowsOf(argc, argv));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_a1: %s\n", error.what());
        return 1;
    }
}
