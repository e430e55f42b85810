// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A3: texts and expressions in the raw text, against ripgrep and a pass over the memory.
#include "bench/report.h"
#include "bench/reviewbench.h"
#include "client/review/filter.h"

#include <cstdio>
#include <cstdlib>
#include <exception>

namespace {

using client::review::Selection;
using client::review::TextSearch;

struct Case
{
    const char* name;
    const char* text;
    bool isExpression;
};

constexpr Case cases[]{
    {"a rare text", "b23264-4242\"", false},
    {"a text that is nowhere", "nowhere at all", false},
    {"a text of every twentieth line", "retry later", false},
    {"an expression", "upstream, [a-z]+ later", true},
};

Selection find(const client::review::Log& log, const Case& wanted)
{
    return wanted.isExpression ? *matching(log, wanted.text, TextSearch::Case::Exact)
                               : containing(log, wanted.text, TextSearch::Case::Exact);
}

int run(std::uint64_t rows)
{
    const bench::EventFile file(rows);
    const auto log = file.open();
    std::uint64_t sum = 0;
    const double pass = bench::medianSeconds(5, [&] {
        for (const char c : log->text())
            sum += static_cast<unsigned char>(c);
    });
    const bool hasReference = bench::isInstalled("rg");
    for (const Case& wanted : cases) {
        std::vector<double> ours, reference;
        std::uint64_t found = 0, theirs = 0;
        for (int i = 0; i < 7; ++i) {
            ours.push_back(bench::secondsOf([&] { found = find(*log, wanted).count(); }));
            if (!hasReference)
                continue;
            const bench::ToolRun run = bench::runTool(
                {"rg", "--no-config", "-c", wanted.isExpression ? "-e" : "-Fe", wanted.text, file.path()});
            theirs = std::strtoull(run.output.c_str(), nullptr, 10);
            reference.push_back(run.seconds);
        }
        const double seconds = bench::median(ours);
        bench::Line line{std::string("A3 ") + wanted.name, "ms", seconds * 1'000, {}, {}, 1, bench::Better::Higher, {}};
        line.note = std::to_string(found) + " lines; a pass over the memory takes " + std::to_string(pass * 1'000) +
                    " ms" + (sum == 0 ? "!" : "");
        if (hasReference) {
            line.reference = bench::median(reference) * 1'000;
            line.ratio = found == theirs ? bench::median(reference) / seconds : 0;
            line.note += found == theirs ? "; ripgrep finds the same" : "; ripgrep finds " + std::to_string(theirs);
        } else {
            line.note += "; ripgrep is not installed";
        }
        bench::print(line);
    }
    const double exponent = bench::growthExponent([](const bench::EventFile& each) {
        const auto opened = each.open();
        return bench::medianSeconds(9, [&] { find(*opened, cases[0]); });
    });
    bench::print({"A3 growth", "exponent", exponent, 1.1, exponent / 1.1, 1, bench::Better::Lower, {}});
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return run(bench::rowsOf(argc, argv));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_a3: %s\n", error.what());
        return 1;
    }
}
