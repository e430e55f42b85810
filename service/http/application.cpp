// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/application.h"

#include "service/http/eventhub.h"

#include <algorithm>

namespace service::http {

namespace contract = client::contract;
using contract::ProblemCode;

namespace {

constexpr std::int64_t writerAgeMaxMs = 10'000;
constexpr int oldEventsMax = 256;
constexpr std::size_t oldBytesMax = 256 * 1024;

core::Response plain(int status, std::string body)
{
    core::Response response;
    response.status = status;
    response.body = std::move(body);
    return response;
}

core::Response overloaded(const core::Request& request)
{
    auto problem = contract::problem(ProblemCode::QueueBackpressure, "Too much work is waiting. Send it again later.");
    problem.retryAfterMs = 1'000;
    return core::problemResponse(std::move(problem), request);
}

core::Response unreadable(const core::Request& request)
{
    auto problem = contract::problem(ProblemCode::Maintenance, "The store cannot be read at the moment.");
    problem.retryAfterMs = 1'000;
    return core::problemResponse(std::move(problem), request);
}

} // namespace

Application::Application(Wiring wiring, const Limits& limits) : m_wiring(std::move(wiring)), m_limits(limits) {}

std::optional<core::Response> Application::answerAtOnce(const core::Request& request)
{
    if (m_wiring.sandboxTokens && request.path == SandboxTokens::path)
        return m_wiring.sandboxTokens->answer(request);
    const bool ownPath = request.path == "/healthz" || request.path == "/readyz" || request.path == "/metrics";
    if (!ownPath)
        return precheck(request);
    if (request.method != "GET") {
        core::Response refusal = core::problemResponse(contract::problem(ProblemCode::MethodNotAllowed), request);
        refusal.headers.push_back({"Allow", "GET, HEAD"});
        return refusal;
    }
    if (request.path == "/healthz")
        return plain(200, R"({"status":"ok"})");
    if (request.path == "/readyz")
        return ready();
    return std::nullopt;
}

void Application::handle(core::Request request, Done done)
{
    if (request.path == "/metrics") {
        metrics(done);
    } else if (core::Service::isWrite(request)) {
        const core::Request copy = request;
        if (!m_wiring.writer.submit(std::move(request), done)) {
            m_wiring.metrics.onShed(true);
            done(overloaded(copy));
        }
    } else {
        read(std::move(request), std::move(done));
    }
}

std::optional<core::Response> Application::precheck(const core::Request& request)
{
    auto refused = m_wiring.service.precheck(request);
    if (refused)
        m_wiring.refusals.note(request, *refused);
    return refused;
}

void Application::turnedAway(const core::Request& request, const core::Response& response)
{
    m_wiring.refusals.note(request, response);
}

void Application::complete(const core::Request& request, core::Response& response)
{
    constexpr std::string_view console = "/api/v1/";
    const bool tells =
        request.path.compare(0, console.size(), console) == 0 &&
        (core::Service::isWrite(request) || request.path == "/api/v1/audit" || request.path == "/api/v1/instance");
    if (!tells)
        return;
    if (std::string head = m_wiring.auditHeads.text(); !head.empty())
        response.headers.push_back({"X-Audit-Head", std::move(head)});
}

core::Response Application::ready() const
{
    const bool alive = m_wiring.writer.loopAgeMs() < writerAgeMaxMs;
    const bool writable = m_wiring.writer.storeWritable();
    const auto word = [](bool good) { return good ? "true" : "false"; };
    return plain(alive && writable ? 200 : 503, std::string(R"({"ready":)") + word(alive && writable) +
                                                    R"(,"writer_alive":)" + word(alive) + R"(,"store_writable":)" +
                                                    word(writable) + "}");
}

void Application::read(core::Request request, Done done)
{
    const bool crowded = m_wiring.writer.depth() > static_cast<std::size_t>(m_limits.writesQueuedMax) / 2;
    const auto asked = std::make_shared<core::Request>(std::move(request));
    const bool taken =
        !crowded &&
        m_wiring.reader.submit(
            [this, asked, done](core::Store& store) {
                core::Response response = m_wiring.service.read(store, *asked);
                m_wiring.refusals.note(*asked, response);
                done(std::move(response));
            },
            [this, asked, done](const core::StoreError& error) {
                m_wiring.log.write(LogLevel::Error, "a read failed",
                                   {.path = asked->path, .correlationId = asked->correlationId, .error = error.what()});
                done(unreadable(*asked));
            });
    if (!taken) {
        m_wiring.metrics.onShed(false);
        done(overloaded(*asked));
    }
}

void Application::metrics(const Done& done)
{
    Metrics::Gauges gauges;
    gauges.writesQueued = static_cast<std::int64_t>(m_wiring.writer.depth());
    gauges.readsQueued = static_cast<std::int64_t>(m_wiring.reader.depth());
    gauges.waiting = static_cast<std::int64_t>(m_wiring.writer.waiting());
    for (const auto& [loop, ageMs] : m_wiring.loops)
        gauges.loopAgesSeconds.emplace_back(loop, static_cast<double>(ageMs()) / 1e3);
    if (m_wiring.storeBytes)
        gauges.storeBytes = m_wiring.storeBytes();
    gauges.storeWritable = m_wiring.writer.storeWritable();
    gauges.logLinesDropped = m_wiring.log.dropped();
    const auto answer = [this, done](const Metrics::Gauges& all) {
        m_wiring.metrics.set(all);
        core::Response response = plain(200, m_wiring.metrics.text());
        response.contentType = "text/plain; version=0.0.4";
        done(std::move(response));
    };
    const bool taken = m_wiring.reader.submit(
        [this, gauges, answer](core::Store& store) {
            Metrics::Gauges all = gauges;
            all.vitals = m_wiring.service.vitals(store);
            if (all.vitals.oldestDoubtAt > 0)
                all.oldestDoubtSeconds =
                    static_cast<double>(std::max<std::int64_t>(m_wiring.clock.utcMs() - all.vitals.oldestDoubtAt, 0)) /
                    1e3;
            all.eventHead = store.lastEventSeq();
            answer(all);
        },
        [gauges, answer](const core::StoreError&) { answer(gauges); });
    // Metrics matter most when everything else is stuck.
    if (!taken)
        answer(gauges);
}

std::optional<core::Response> Application::refuseEvents(const core::Request& request)
{
    return precheck(request);
}

void Application::oldEvents(std::int64_t after, OldEventsDone done)
{
    const bool taken = m_wiring.reader.submit(
        [after, done](core::Store& store) {
            const std::int64_t last = store.lastEventSeq();
            const std::int64_t oldest = store.oldestEventSeq();
            if (after > last || (after < last && oldest > after + 1)) {
                done(std::nullopt);
                return;
            }
            const std::string epoch = store.meta("epoch").value_or("");
            OldEvents old{.frames = {}, .last = after};
            for (const core::EventRow& event : store.eventsAfter(after, oldEventsMax)) {
                if (old.frames.size() > oldBytesMax)
                    break;
                old.frames += sseFrame(Cursor{epoch, event.seq}.text(), event.type, event.data);
                old.last = event.seq;
            }
            done(std::move(old));
        },
        [after, done](const core::StoreError&) { done(OldEvents{.frames = {}, .last = after}); });
    if (!taken)
        done(OldEvents{.frames = {}, .last = after});
}

} // namespace service::http
