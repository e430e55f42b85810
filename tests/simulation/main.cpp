// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/schedule.h"

#include <QCoreApplication>

#include <sodium.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>

using namespace tests::simulation;

namespace {

struct Options
{
    std::uint64_t seed = 1;
    std::int64_t schedules = 1'000;
    std::int64_t seconds = 0; // 0: no bound
    std::string seedsFile;
    std::string mutant; // a name, or "all"
    bool trace = false;
};

[[noreturn]] void usage()
{
    std::fprintf(stderr, "simulate [--seed N] [--schedules N] [--seconds S] [--seeds-file FILE] [--mutant NAME|all] "
                         "[--trace]\nmutants:");
    for (const MutantName& name : mutants())
        std::fprintf(stderr, " %s", std::string(name.name).c_str());
    std::fprintf(stderr, "\n");
    std::exit(2);
}

Options parse(int argc, char** argv)
{
    Options options;
    for (int i = 1; i < argc; ++i) {
        const std::string name = argv[i];
        if (name == "--trace") {
            options.trace = true;
            continue;
        }
        if (i + 1 >= argc)
            usage();
        const char* value = argv[++i];
        char* end = nullptr;
        const auto number = [&] {
            const auto result = std::strtoll(value, &end, 10);
            if (*value == '\0' || *end != '\0' || result < 0)
                usage();
            return result;
        };
        if (name == "--seed")
            options.seed = static_cast<std::uint64_t>(number());
        else if (name == "--schedules")
            options.schedules = number();
        else if (name == "--seconds")
            options.seconds = number();
        else if (name == "--seeds-file")
            options.seedsFile = value;
        else if (name == "--mutant")
            options.mutant = value;
        else
            usage();
    }
    return options;
}

class Stopwatch
{
public:
    double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count(); }

private:
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

struct Totals
{
    std::int64_t schedules = 0;
    std::int64_t violations = 0;
    std::int64_t bets = 0;
    std::int64_t refunds = 0;
    std::int64_t crashes = 0;
    std::int64_t inDoubt = 0;
    std::int64_t needsReview = 0;
    std::int64_t jobs = 0;
    std::int64_t jobsAgreed = 0;
    std::int64_t jobsStarted = 0;
    std::int64_t itemsApplied = 0;
    std::int64_t slowestMs = 0;
};

void report(std::uint64_t seed, Mutant mutant)
{
    const Outcome outcome = runSchedule(seed, mutant, true);
    constexpr std::size_t shown = 400;
    const std::size_t from = outcome.lines.size() > shown ? outcome.lines.size() - shown : 0;
    for (std::size_t i = from; i < outcome.lines.size(); ++i)
        std::printf("%s\n", outcome.lines[i].c_str());
    std::printf("seed %llu: %s\n", static_cast<unsigned long long>(seed),
                outcome.violation.empty() ? "no violation" : outcome.violation.c_str());
}

// True if it kept every promise.
bool runOne(std::uint64_t seed, bool twice, Totals& totals)
{
    const Outcome outcome = runSchedule(seed, Mutant::None, false);
    ++totals.schedules;
    totals.bets += outcome.bets;
    totals.refunds += outcome.refunds;
    totals.crashes += outcome.crashes;
    totals.inDoubt += outcome.inDoubt;
    totals.needsReview += outcome.needsReview;
    totals.jobs += outcome.jobs;
    totals.jobsAgreed += outcome.jobsAgreed;
    totals.jobsStarted += outcome.jobsStarted;
    totals.itemsApplied += outcome.itemsApplied;
    totals.slowestMs = std::max(totals.slowestMs, outcome.drainedMs);
    if (!outcome.violation.empty()) {
        ++totals.violations;
        report(seed, Mutant::None);
        return false;
    }
    if (twice && runSchedule(seed, Mutant::None, false).traceHash != outcome.traceHash) {
        ++totals.violations;
        std::printf("seed %llu: two runs differ\n", static_cast<unsigned long long>(seed));
        return false;
    }
    return true;
}

int simulate(const Options& options)
{
    const Stopwatch watch;
    Totals totals;
    bool good = true;
    if (!options.seedsFile.empty()) {
        std::ifstream file(options.seedsFile);
        if (!file) {
            std::fprintf(stderr, "cannot read %s\n", options.seedsFile.c_str());
            return 2;
        }
        for (std::string line; good && std::getline(file, line);) {
            if (!line.empty() && line[0] != '#')
                good = runOne(std::strtoull(line.c_str(), nullptr, 10), true, totals);
        }
    }
    double shownAt = 0;
    for (std::int64_t i = 0; good && i < options.schedules; ++i) {
        if (options.seconds > 0 && watch.seconds() > static_cast<double>(options.seconds))
            break;
        good = runOne(options.seed + static_cast<std::uint64_t>(i), i % 50 == 0, totals);
        if (watch.seconds() - shownAt > 5) {
            shownAt = watch.seconds();
            std::printf("%lld of %lld schedules, %.0f per second\n", static_cast<long long>(i + 1),
                        static_cast<long long>(options.schedules), static_cast<double>(i + 1) / shownAt);
            std::fflush(stdout);
        }
    }
    std::printf(
        "{\"schedules\":%lld,\"violations\":%lld,\"schedules_per_second\":%.1f,\"seed\":%llu,\"bets\":%lld,"
        "\"refunds\":%lld,\"crashes\":%lld,\"in_doubt\":%lld,\"needs_review\":%lld,\"jobs\":%lld,\"jobs_agreed\":%lld,"
        "\"jobs_started\":%lld,\"items_applied\":%lld,\"slowest_drain_s\":%lld}\n",
        static_cast<long long>(totals.schedules), static_cast<long long>(totals.violations),
        static_cast<double>(totals.schedules) / std::max(watch.seconds(), 0.001),
        static_cast<unsigned long long>(options.seed), static_cast<long long>(totals.bets),
        static_cast<long long>(totals.refunds), static_cast<long long>(totals.crashes),
        static_cast<long long>(totals.inDoubt), static_cast<long long>(totals.needsReview),
        static_cast<long long>(totals.jobs), static_cast<long long>(totals.jobsAgreed),
        static_cast<long long>(totals.jobsStarted), static_cast<long long>(totals.itemsApplied),
        static_cast<long long>(totals.slowestMs / 1'000));
    return good ? 0 : 1;
}

// Number of schedules until the mutant was caught, or 0.
std::int64_t hunt(Mutant mutant, const Options& options, std::string& caughtBy)
{
    for (std::int64_t i = 0; i < options.schedules; ++i) {
        const std::uint64_t seed = options.seed + static_cast<std::uint64_t>(i);
        if ((needsDesks(mutant) && !hasDesks(seed)) || (needsBookmaker(mutant) && !hasBookmaker(seed)))
            continue;
        const Outcome outcome = runSchedule(seed, mutant, false);
        if (!outcome.violation.empty()) {
            caughtBy = outcome.violation;
            return i + 1;
        }
    }
    return 0;
}

int hunts(const Options& options)
{
    int missed = 0;
    int hunted = 0;
    for (const MutantName& name : mutants()) {
        if (options.mutant != "all" && options.mutant != name.name)
            continue;
        ++hunted;
        if (options.trace) {
            report(options.seed, name.mutant);
            continue;
        }
        const Stopwatch watch;
        std::string caughtBy;
        const std::int64_t after = hunt(name.mutant, options, caughtBy);
        missed += after == 0;
        std::printf("%-20s %s %lld schedules, %.1f s: %s\n", std::string(name.name).c_str(),
                    after > 0 ? "caught after" : "MISSED in",
                    static_cast<long long>(after > 0 ? after : options.schedules), watch.seconds(), caughtBy.c_str());
        std::fflush(stdout);
    }
    if (hunted == 0)
        usage();
    std::printf("{\"mutants\":%d,\"missed\":%d,\"seed\":%llu}\n", hunted, missed,
                static_cast<unsigned long long>(options.seed));
    return missed == 0 ? 0 : 1;
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    if (sodium_init() < 0)
        return 2;
    const Options options = parse(argc, argv);
    if (!options.mutant.empty())
        return hunts(options);
    if (options.trace) {
        report(options.seed, Mutant::None);
        return 0;
    }
    return simulate(options);
}
