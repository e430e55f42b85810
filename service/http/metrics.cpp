// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <array>
#include <map>
#include <utility>

namespace service::http {

namespace {

const prometheus::Histogram::BucketBoundaries secondsBuckets{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                             0.1,    0.25,  0.5,    1,     2.5,  5,     10};
// A partner answers in milliseconds, or its time-out is awaited.
const prometheus::Histogram::BucketBoundaries partnerBuckets{0.005, 0.01, 0.025, 0.05, 0.1, 0.25,
                                                             0.5,   1,    2.5,   5,    10,  30};
const prometheus::Histogram::BucketBoundaries batchBuckets{1, 2, 4, 8, 16, 32, 64, 128, 256};

prometheus::Counter& counter(prometheus::Registry& registry, const char* name, const char* help,
                             const prometheus::Labels& labels = {})
{
    return prometheus::BuildCounter().Name(name).Help(help).Register(registry).Add(labels);
}

prometheus::Gauge& gauge(prometheus::Registry& registry, const char* name, const char* help)
{
    return prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add({});
}

prometheus::Family<prometheus::Gauge>& family(prometheus::Registry& registry, const char* name, const char* help)
{
    return prometheus::BuildGauge().Name(name).Help(help).Register(registry);
}

prometheus::Histogram& histogram(prometheus::Registry& registry, const char* name, const char* help,
                                 const prometheus::Histogram::BucketBoundaries& buckets)
{
    return prometheus::BuildHistogram().Name(name).Help(help).Register(registry).Add({}, buckets);
}

using JobState = client::contract::JobState;
constexpr std::array openJobStates{JobState::Planning, JobState::Planned, JobState::PendingApproval,
                                   JobState::Holding,  JobState::Running, JobState::Paused};

double breakerNumber(client::contract::CircuitBreaker::State state)
{
    using State = client::contract::CircuitBreaker::State;
    switch (state) {
    case State::Closed:
        return 0;
    case State::HalfOpen:
        return 1;
    case State::Open:
        break;
    }
    return 2;
}

} // namespace

struct Metrics::Impl
{
    prometheus::Registry registry;
    prometheus::Family<prometheus::Counter>& requests = prometheus::BuildCounter()
                                                            .Name("betd_http_requests_total")
                                                            .Help("Answered requests by call and status")
                                                            .Register(registry);
    prometheus::Family<prometheus::Histogram>& durations = prometheus::BuildHistogram()
                                                               .Name("betd_http_request_duration_seconds")
                                                               .Help("From the complete request to its answer")
                                                               .Register(registry);
    std::map<std::pair<std::string, int>, prometheus::Counter*, std::less<>> byAnswer;
    std::map<std::string, prometheus::Histogram*, std::less<>> byCall;

    prometheus::Gauge& connections = gauge(registry, "betd_http_connections", "Open connections");
    prometheus::Counter& refused =
        counter(registry, "betd_http_connections_refused_total", "Connections over the limit, answered 503");
    prometheus::Gauge& subscribers = gauge(registry, "betd_event_subscribers", "Open event streams");
    prometheus::Counter& events = counter(registry, "betd_events_total", "Events committed");
    prometheus::Histogram& batch =
        histogram(registry, "betd_writer_batch_requests", "Requests that share one commit", batchBuckets);
    prometheus::Histogram& commit = histogram(registry, "betd_writer_commit_duration_seconds",
                                              "One group commit, with its requests", secondsBuckets);
    prometheus::Counter& failures =
        counter(registry, "betd_storage_failures_total", "Transactions that were rolled back");
    prometheus::Counter& shedWrites =
        counter(registry, "betd_shed_total", "Requests refused with queue_backpressure", {{"kind", "write"}});
    prometheus::Counter& shedReads =
        counter(registry, "betd_shed_total", "Requests refused with queue_backpressure", {{"kind", "read"}});
    prometheus::Gauge& writesQueued = gauge(registry, "betd_writer_queue_depth", "Requests that wait for the writer");
    prometheus::Gauge& readsQueued = gauge(registry, "betd_reader_queue_depth", "Reads that wait");
    prometheus::Gauge& waiting =
        gauge(registry, "betd_waiting_requests", "Requests whose answer waits for an operation to become definite");
    prometheus::Gauge& outbox = gauge(registry, "betd_outbox_operations", "Operations that may still move money");
    prometheus::Gauge& inDoubt = gauge(registry, "betd_operations_in_doubt", "Operations in doubt or under review");
    prometheus::Gauge& oldestDoubt = gauge(registry, "betd_oldest_doubt_age_seconds", "Age of the oldest of them");
    prometheus::Gauge& storeBytes =
        gauge(registry, "betd_store_size_bytes", "The database and what it has not merged yet");
    prometheus::Gauge& writable = gauge(registry, "betd_store_writable", "1 if the last transaction could be stored");
    prometheus::Gauge& eventHead = gauge(registry, "betd_event_head", "Sequence number of the newest event");
    prometheus::Family<prometheus::Gauge>& loopAges =
        family(registry, "betd_loop_age_seconds", "Since each periodic loop last came round");
    prometheus::Family<prometheus::Gauge>& jobs = family(registry, "betd_jobs", "Jobs that have not ended, by state");
    prometheus::Family<prometheus::Gauge>& breaker =
        family(registry, "betd_partner_breaker_state",
               "Of the way to a partner: 0 closed, 1 half open, 2 open (nothing is sent)");
    prometheus::Family<prometheus::Gauge>& inFlight =
        family(registry, "betd_partner_in_flight", "Calls to a partner that wait for their answer");
    prometheus::Family<prometheus::Gauge>& queued =
        family(registry, "betd_partner_queued", "Calls to a partner that wait for their turn");
    prometheus::Family<prometheus::Gauge>& suspended =
        family(registry, "betd_partner_suspended", "1 if a person took the partner out");
    prometheus::Family<prometheus::Counter>& calls = prometheus::BuildCounter()
                                                         .Name("betd_partner_calls_total")
                                                         .Help("Calls to partners by what came of them")
                                                         .Register(registry);
    prometheus::Family<prometheus::Histogram>& callDurations =
        prometheus::BuildHistogram()
            .Name("betd_partner_call_duration_seconds")
            .Help("Of calls that went out, until their answer or until it was given up")
            .Register(registry);
    prometheus::Gauge& logDropped = gauge(registry, "betd_log_lines_dropped", "Log lines that nobody took in time");
};

Metrics::Metrics() : m_impl(std::make_unique<Impl>()) {}

Metrics::~Metrics() = default;

void Metrics::onAnswer(std::string_view call, int status, std::int64_t durationUs)
{
    auto& byAnswer = m_impl->byAnswer;
    std::pair<std::string, int> key(call, status);
    auto answer = byAnswer.find(key);
    if (answer == byAnswer.end()) {
        auto& made = m_impl->requests.Add({{"call", key.first}, {"status", std::to_string(status)}});
        answer = byAnswer.emplace(std::move(key), &made).first;
    }
    answer->second->Increment();
    auto duration = m_impl->byCall.find(call);
    if (duration == m_impl->byCall.end()) {
        auto& made = m_impl->durations.Add({{"call", std::string(call)}}, secondsBuckets);
        duration = m_impl->byCall.emplace(call, &made).first;
    }
    duration->second->Observe(static_cast<double>(durationUs) / 1e6);
}

void Metrics::onConnections(int open)
{
    m_impl->connections.Set(open);
}

void Metrics::onConnectionRefused()
{
    m_impl->refused.Increment();
}

void Metrics::onSubscribers(int open)
{
    m_impl->subscribers.Set(open);
}

void Metrics::onCommit(std::size_t requests, std::int64_t durationUs)
{
    if (requests > 0)
        m_impl->batch.Observe(static_cast<double>(requests));
    m_impl->commit.Observe(static_cast<double>(durationUs) / 1e6);
}

void Metrics::onStorageFailure()
{
    m_impl->failures.Increment();
}

void Metrics::onEvents(std::size_t events)
{
    m_impl->events.Increment(static_cast<double>(events));
}

void Metrics::onShed(bool write)
{
    (write ? m_impl->shedWrites : m_impl->shedReads).Increment();
}

void Metrics::set(const Gauges& gauges)
{
    m_impl->writesQueued.Set(static_cast<double>(gauges.writesQueued));
    m_impl->readsQueued.Set(static_cast<double>(gauges.readsQueued));
    m_impl->waiting.Set(static_cast<double>(gauges.waiting));
    m_impl->outbox.Set(static_cast<double>(gauges.vitals.operations));
    m_impl->inDoubt.Set(static_cast<double>(gauges.vitals.inDoubt));
    m_impl->oldestDoubt.Set(gauges.oldestDoubtSeconds);
    m_impl->storeBytes.Set(static_cast<double>(gauges.storeBytes));
    for (const auto& [loop, age] : gauges.loopAgesSeconds)
        m_impl->loopAges.Add({{"loop", loop}}).Set(age);
    for (const JobState state : openJobStates)
        m_impl->jobs.Add({{"state", std::string(word(state))}}).Set(0);
    for (const auto& [state, count] : gauges.vitals.jobs)
        m_impl->jobs.Add({{"state", std::string(word(state))}}).Set(static_cast<double>(count));
    for (const core::Vitals::Partner& partner : gauges.vitals.partners) {
        const prometheus::Labels labels{{"partner", partner.id}};
        m_impl->breaker.Add(labels).Set(breakerNumber(partner.calls.breaker));
        m_impl->inFlight.Add(labels).Set(static_cast<double>(partner.calls.inFlight));
        m_impl->queued.Add(labels).Set(static_cast<double>(partner.calls.queued));
        m_impl->suspended.Add(labels).Set(partner.suspended ? 1 : 0);
    }
    m_impl->writable.Set(gauges.storeWritable ? 1 : 0);
    m_impl->eventHead.Set(static_cast<double>(gauges.eventHead));
    m_impl->logDropped.Set(static_cast<double>(gauges.logLinesDropped));
}

void Metrics::onCall(const core::CallMade& call)
{
    const std::string partner = call.named ? call.partner.text() : "*";
    m_impl->calls
        .Add({{"partner", partner}, {"call", std::string(call.call)}, {"outcome", std::string(word(call.outcome))}})
        .Increment();
    if (call.outcome != client::contract::AnswerKind::NotSent)
        m_impl->callDurations.Add({{"partner", partner}}, partnerBuckets)
            .Observe(static_cast<double>(call.durationMs) / 1e3);
}

std::string Metrics::text() const
{
    return prometheus::TextSerializer().Serialize(m_impl->registry.Collect());
}

} // namespace service::http
