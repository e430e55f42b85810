// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/core/callcounts.h"
#include "service/core/service.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace service::http {

// What Prometheus scrapes. Any thread, except where it says otherwise.
class Metrics
{
public:
    Metrics();
    ~Metrics();

    // By the server's thread only. `call` is one of a bounded set of words.
    void onAnswer(std::string_view call, int status, std::int64_t durationUs);
    void onConnections(int open);
    void onConnectionRefused();
    void onSubscribers(int open);
    // By the writer's thread only.
    void onCommit(std::size_t requests, std::int64_t durationUs);
    void onStorageFailure();
    void onEvents(std::size_t events);
    void onShed(bool write);
    // Partners that no configuration names share the label "*", so that callers cannot make labels.
    void onCall(const core::CallMade& call);

    struct Gauges
    {
        std::int64_t writesQueued = 0;
        std::int64_t readsQueued = 0;
        std::int64_t waiting = 0;
        core::Vitals vitals;
        double oldestDoubtSeconds = 0;
        std::int64_t storeBytes = 0;
        std::vector<std::pair<std::string, double>> loopAgesSeconds;
        bool storeWritable = false;
        std::int64_t eventHead = 0;
        std::int64_t logLinesDropped = 0;
    };
    void set(const Gauges& gauges);

    // The exposition format of Prometheus.
    std::string text() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace service::http
