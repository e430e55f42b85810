// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later

// B2: what keeping 10,000 events a second in the cache costs, and how long it holds up the thread of the window; then
// how many it takes flat out. The reference of the pauses is the same beating heart with nothing to keep.
#include "bench/report.h"
#include "bench/reviewbench.h"
#include "client/contract/wire.h"
#include "client/store/cache.h"
#include "client/store/cacheworker.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>

#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

namespace {

using client::contract::FeedEvent;

constexpr int batchMs = 40; // as the feed hands them on
constexpr std::size_t perSecond = 10'000;
constexpr std::size_t batch = perSecond * batchMs / 1'000;
constexpr int seconds = 10;

double processCpuMs()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto ms = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) * 1'000 + static_cast<double>(time.tv_usec) / 1'000;
    };
    return ms(usage.ru_utime) + ms(usage.ru_stime);
}

std::vector<std::vector<FeedEvent>> batches(std::uint64_t rows, std::size_t size)
{
    const bench::EventFile file(rows);
    const auto log = file.open();
    std::vector<std::vector<FeedEvent>> made(1);
    for (std::uint64_t row = 0; row < log->rows(); ++row) {
        auto event = client::contract::decodeFeedEvent("e1-" + std::to_string(row + 1), log->line(row));
        if (!event)
            throw std::runtime_error("line " + std::to_string(row + 1) + ": " + event.error().detail);
        event->text = log->line(row);
        if (made.back().size() == size)
            made.emplace_back();
        made.back().push_back(*std::move(event));
    }
    return made;
}

std::unique_ptr<client::store::CacheWorker> worker(const std::string& path)
{
    auto cache =
        client::store::Cache::open({.path = path, .vfs = {}, .environmentId = "env-1", .key = std::string(32, 'k')});
    if (!cache)
        throw std::runtime_error(cache.error().detail);
    return std::make_unique<client::store::CacheWorker>(*std::move(cache));
}

struct Beat
{
    double worstMs = 0; // between two beats of a millisecond
    double cpuMs = 0;
};

// A loop of events for so long, with `tick` every batchMs.
template <typename Tick>
Beat beat(Tick&& tick)
{
    Beat seen;
    QEventLoop loop;
    QElapsedTimer since;
    QTimer heart;
    heart.setTimerType(Qt::PreciseTimer);
    heart.setInterval(1);
    QObject::connect(&heart, &QTimer::timeout, &heart, [&] {
        seen.worstMs = std::max(seen.worstMs, static_cast<double>(since.nsecsElapsed()) / 1e6 - 1);
        since.start();
    });
    QTimer clock;
    clock.setTimerType(Qt::PreciseTimer);
    clock.setInterval(batchMs);
    QObject::connect(&clock, &QTimer::timeout, &clock, tick);
    QTimer::singleShot(seconds * 1'000, &loop, &QEventLoop::quit);
    const double before = processCpuMs();
    since.start();
    heart.start();
    clock.start();
    loop.exec();
    seen.cpuMs = processCpuMs() - before;
    return seen;
}

int run(std::uint64_t rows)
{
    const bench::TemporaryFolder folder;
    using bench::Better;
    const Beat alone = beat([] {});
    {
        auto parts = batches(perSecond * seconds, batch);
        auto kept = worker(folder.path() + "/steady.db");
        std::size_t next = 0;
        std::size_t done = 0;
        const Beat busy = beat([&] {
            if (next < parts.size())
                kept->apply(std::move(parts[next++]), [&done](const auto& applied) {
                    if (!applied)
                        throw std::runtime_error(applied.error().detail);
                    ++done;
                });
        });
        if (done + 5 < next)
            throw std::runtime_error("the cache falls behind");
        const double share = (busy.cpuMs - alone.cpuMs) / (seconds * 1'000) * 100;
        bench::print({"B2 cpu", "% of a core", share, {}, share, 10, Better::Lower, "10,000 events/s for 10 s"});
        bench::print({"B2 pause", "ms", busy.worstMs, alone.worstMs, busy.worstMs, 4, Better::Lower,
                      "the longest; reference: the loop with nothing to keep; ratio: the time itself"});
        // What is on its way still counts into `done`.
        QEventLoop rest;
        QTimer look;
        QObject::connect(&look, &QTimer::timeout, &rest, [&] {
            if (done == next)
                rest.quit();
        });
        look.start(10);
        rest.exec();
    }
    auto parts = batches(rows, 1'000);
    auto kept = worker(folder.path() + "/flat.db");
    std::size_t done = 0;
    const double took = bench::secondsOf([&] {
        QEventLoop loop;
        const auto count = parts.size();
        for (auto& part : parts)
            kept->apply(std::move(part), [&](const auto&) {
                if (++done == count)
                    loop.quit();
            });
        loop.exec();
    });
    const double rate = static_cast<double>(rows) / took;
    bench::print({"B2 flat out", "events/s", rate, {}, rate, 150'000, Better::Higher, "batches of 1,000"});
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    try {
        return run(std::min<std::uint64_t>(bench::rowsOf(argc, argv), 1'000'000));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_b2: %s\n", error.what());
        return 1;
    }
}
