// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ports/clock.h"
#include "service/core/service.h"
#include "service/core/store.h"
#include "service/http/limits.h"
#include "service/http/log.h"
#include "service/http/metrics.h"
#include "service/http/refusals.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace service::http {

// The one thread that changes the store. It takes all requests that wait, up to a bound, into one transaction, and lets
// answers and events out only once that is durable. It goes on after every failure of the store.
class Writer
{
public:
    using Done = std::function<void(core::Response)>;
    using Publish = std::function<void(const std::vector<core::PublishedEvent>&)>;

    struct Wiring
    {
        core::Service& service;
        core::Store& store;
        const client::ports::Clock& clock;
        Metrics& metrics;
        Log& log;
        Publish publish;
        // The newest durable row of the audit log, after each transaction that added one.
        std::function<void(const core::AuditHead&)> audited = {};
        Refusals* refusals = nullptr; // written about once a second
    };

    Writer(Wiring wiring, const Limits& limits);
    ~Writer();

    void start();
    // False: too much waits already, or the writer has stopped. Otherwise `done` comes exactly once, on the writer's
    // thread. Any thread.
    bool submit(core::Request request, Done done);
    // Something outside has news for the service: the loop comes round now. Any thread.
    void wake();
    // Does what waits, answers requests whose operation is not definite yet as they stand, ends.
    void stop();

    std::size_t depth() const;
    std::size_t waiting() const { return m_waitingCount; }
    // Since the loop last came round.
    std::int64_t loopAgeMs() const;
    // False after a transaction that failed, until one succeeds.
    bool storeWritable() const { return m_storeWritable; }

private:
    struct Job
    {
        core::Request request;
        Done done;
    };
    struct Waiter
    {
        Job job;
        std::string operation;
        std::int64_t deadline = 0; // steady
    };
    struct Slot
    {
        std::vector<Job> jobs;
        std::vector<Waiter> due;
        std::vector<core::Refusal> refusals;
        bool tick = false;
        bool probe = false;
        bool empty() const { return jobs.empty() && due.empty() && refusals.empty() && !tick && !probe; }
        std::size_t parts() const { return jobs.size() + due.size() + (refusals.empty() ? 0 : 1) + (tick ? 1 : 0); }
    };
    enum class Phase { Working, Committing };

    void run();
    std::int64_t waitMs() const;
    bool tickDue(std::int64_t now) const;
    std::vector<Waiter> takeDue(std::int64_t now, bool all);
    void perform(Slot slot);
    void attempt(Slot& slot, Phase& phase);
    void onFailure(Slot slot, Phase phase, const core::StoreError& error);
    void performAlone(Slot slot);
    std::vector<core::Refusal> takeRefusals(std::int64_t now, bool end);
    void refuse(const Slot& slot, Phase phase, const core::StoreError& error);

    Wiring m_wiring;
    const Limits m_limits;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_queue;
    bool m_stopping = false;
    bool m_woken = false;
    std::thread m_thread;

    // The writer's thread only.
    std::vector<Waiter> m_waiters;
    std::int64_t m_tickNotBefore = 0;
    std::int64_t m_probeAt = 0;
    std::int64_t m_auditedSeq = 0;
    std::int64_t m_refusalsAt = 0;

    std::atomic<std::size_t> m_waitingCount{0};
    std::atomic<std::int64_t> m_cameRoundAt{0};
    std::atomic<bool> m_storeWritable{true};
};

} // namespace service::http
