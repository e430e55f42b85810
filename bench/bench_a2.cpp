// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A2: a log that was opened before: open it and answer a filter, against lnav doing the same.
#include "bench/report.h"
#include "bench/reviewbench.h"
#include "client/review/filter.h"

#include <cstdio>
#include <exception>

namespace {

int run(std::uint64_t rows)
{
    const auto query = client::contract::Query::parse("partner:acme state:won");
    const auto answer = [&](const bench::EventFile& file) { return select(*file.open(), *query, 0).count(); };
    const bench::EventFile file(rows);
    file.open();
    std::uint64_t found = 0;
    std::vector<double> ours, lnav;
    bool same = true;
    for (int i = 0; i < 5; ++i) {
        ours.push_back(bench::secondsOf([&] { found = answer(file); }));
        if (i < 3 && bench::isInstalled("lnav")) {
            const bench::ToolRun run = bench::runLnav(
                file, "select count(*) from betdesk_events where partner_id = 'acme' and type = 'bet.won'");
            same = same && run.output.find(std::to_string(found)) != std::string::npos;
            lnav.push_back(run.seconds);
        }
    }
    const double exponent = bench::growthExponent([&](const bench::EventFile& each) {
        each.open();
        return bench::medianSeconds(9, [&] { answer(each); });
    });
    const double opened = bench::median(ours);
    bench::Line line{"A2", "ms", opened * 1'000, {}, {}, 1'000, bench::Better::Higher, {}};
    line.note = std::to_string(rows) + " lines, " + std::to_string(found) + " found; " + bench::exponentNote(exponent);
    if (lnav.empty()) {
        line.note += "; lnav is not installed";
    } else {
        line.reference = bench::median(lnav) * 1'000;
        line.ratio = same ? bench::median(lnav) / opened : 0;
        line.note += same ? "; lnav finds the same rows" : "; lnav finds other rows";
    }
    bench::print(line);
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return run(bench::rowsOf(argc, argv));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_a2: %s\n", error.what());
        return 1;
    }
}
