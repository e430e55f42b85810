// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A6: what the columns take on disk beside the text.
#include "bench/report.h"
#include "bench/reviewbench.h"

#include <cstdio>
#include <exception>

namespace {

int run(std::uint64_t rows)
{
    const bench::EventFile file(rows);
    const auto log = file.open();
    const double ours = static_cast<double>(log->columns().bytes()) / static_cast<double>(rows);
    const double text = static_cast<double>(log->text().size()) / static_cast<double>(rows);
    bench::print(
        {"A6", "bytes/event", ours, text, ours, 60, bench::Better::Lower, "the reference is the text's own size"});
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return run(bench::rowsOf(argc, argv));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_a6: %s\n", error.what());
        return 1;
    }
}
