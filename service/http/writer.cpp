// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/writer.h"

#include <algorithm>
#include <chrono>
#include <iterator>

namespace service::http {

namespace {

using client::contract::ProblemCode;
using Kind = core::StoreError::Kind;

// The loop comes round at least this often, so that its age tells that it is alive.
constexpr std::int64_t roundMs = 1'000;
constexpr std::int64_t pauseAfterFailureMs = 1'000;
constexpr std::size_t refusalsPerRound = 500;

std::int64_t nowUs()
{
    using namespace std::chrono;
    return duration_cast<microseconds>(steady_clock::now().time_since_epoch()).count();
}

} // namespace

Writer::Writer(Wiring wiring, const Limits& limits) : m_wiring(std::move(wiring)), m_limits(limits)
{
    m_cameRoundAt = m_wiring.clock.steadyMs();
}

Writer::~Writer()
{
    stop();
}

void Writer::start()
{
    m_thread = std::thread([this] { run(); });
}

bool Writer::submit(core::Request request, Done done)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping || m_queue.size() >= static_cast<std::size_t>(m_limits.writesQueuedMax))
            return false;
        m_queue.push_back({std::move(request), std::move(done)});
    }
    m_wake.notify_one();
    return true;
}

void Writer::wake()
{
    {
        const std::lock_guard lock(m_mutex);
        m_woken = true;
    }
    m_wake.notify_one();
}

void Writer::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

std::size_t Writer::depth() const
{
    const std::lock_guard lock(m_mutex);
    return m_queue.size();
}

std::int64_t Writer::loopAgeMs() const
{
    return m_wiring.clock.steadyMs() - m_cameRoundAt;
}

bool Writer::tickDue(std::int64_t now) const
{
    const std::int64_t due = m_wiring.service.nextDueMs();
    return due >= 0 && now >= std::max(due, m_tickNotBefore);
}

std::int64_t Writer::waitMs() const
{
    const std::int64_t now = m_wiring.clock.steadyMs();
    std::int64_t until = now + roundMs;
    if (const std::int64_t due = m_wiring.service.nextDueMs(); due >= 0)
        until = std::min(until, std::max(due, m_tickNotBefore));
    if (!m_storeWritable)
        until = std::min(until, m_probeAt);
    for (const Waiter& waiter : m_waiters)
        until = std::min(until, waiter.deadline);
    return std::max<std::int64_t>(0, until - now);
}

std::vector<Writer::Waiter> Writer::takeDue(std::int64_t now, bool all)
{
    const auto due = std::partition(m_waiters.begin(), m_waiters.end(),
                                    [now, all](const Waiter& waiter) { return !all && waiter.deadline > now; });
    std::vector<Waiter> taken(std::make_move_iterator(due), std::make_move_iterator(m_waiters.end()));
    m_waiters.erase(due, m_waiters.end());
    return taken;
}

void Writer::run()
{
    for (;;) {
        Slot slot;
        bool stopping = false;
        {
            std::unique_lock lock(m_mutex);
            if (const std::int64_t pauseMs = waitMs(); pauseMs > 0)
                m_wake.wait_for(lock, std::chrono::milliseconds(pauseMs),
                                [this] { return m_stopping || m_woken || !m_queue.empty(); });
            m_woken = false;
            const std::size_t count = std::min(m_queue.size(), static_cast<std::size_t>(m_limits.batchMax));
            const auto end = m_queue.begin() + static_cast<std::ptrdiff_t>(count);
            slot.jobs.assign(std::make_move_iterator(m_queue.begin()), std::make_move_iterator(end));
            m_queue.erase(m_queue.begin(), end);
            stopping = m_stopping && m_queue.empty();
        }
        const std::int64_t now = m_wiring.clock.steadyMs();
        m_cameRoundAt = now;
        slot.due = takeDue(now, stopping && slot.jobs.empty());
        slot.tick = !stopping && tickDue(now);
        slot.probe = !m_storeWritable && now >= m_probeAt;
        const bool last = stopping && slot.jobs.empty();
        slot.refusals = takeRefusals(now, last);
        if (!slot.empty())
            perform(std::move(slot));
        m_waitingCount = m_waiters.size();
        if (last)
            return;
    }
}

// Not with every transaction: they are in no hurry, and a stream of them must not slow what moves money.
std::vector<core::Refusal> Writer::takeRefusals(std::int64_t now, bool end)
{
    if (m_wiring.refusals == nullptr || (!end && (now < m_refusalsAt || !m_storeWritable)))
        return {};
    m_refusalsAt = now + roundMs;
    return m_wiring.refusals->take(refusalsPerRound, end);
}

void Writer::perform(Slot slot)
{
    Phase phase = Phase::Working;
    try {
        attempt(slot, phase);
    } catch (const core::StoreError& error) {
        onFailure(std::move(slot), phase, error);
    } catch (const std::exception& error) {
        onFailure(std::move(slot), phase, core::StoreError(Kind::Other, error.what()));
    }
}

void Writer::attempt(Slot& slot, Phase& phase)
{
    core::Service& service = m_wiring.service;
    core::Store& store = m_wiring.store;
    const std::int64_t startedUs = nowUs();
    std::vector<core::Response> answers;
    std::vector<core::Handled> handled;
    answers.reserve(slot.due.size());
    handled.reserve(slot.jobs.size());

    store.begin();
    // First, because what goes out to a wallet has to be durable before.
    if (slot.tick)
        service.tick();
    for (const Waiter& waiter : slot.due)
        answers.push_back(service.answerFor(waiter.operation, waiter.job.request));
    for (const Job& job : slot.jobs)
        handled.push_back(service.handle(job.request));
    service.audit(slot.refusals);
    if (slot.probe)
        store.setMeta("writable_probe", std::to_string(m_wiring.clock.utcMs()));
    phase = Phase::Committing;
    store.commit();

    const std::vector<core::PublishedEvent> events = service.takeEvents();
    const std::vector<std::string> finished = service.takeFinished();
    // A transaction that wrote nothing says nothing about the disk.
    if (slot.probe || !events.empty())
        m_storeWritable = true;
    // Before any answer is let out, which may name it.
    if (const auto head = service.auditHead(); head && head->seq != m_auditedSeq && m_wiring.audited) {
        m_auditedSeq = head->seq;
        m_wiring.audited(*head);
    }
    m_wiring.metrics.onCommit(slot.jobs.size(), nowUs() - startedUs);
    m_wiring.metrics.onEvents(events.size());
    const std::int64_t now = m_wiring.clock.steadyMs();
    for (std::size_t i = 0; i < slot.due.size(); ++i)
        slot.due[i].job.done(std::move(answers[i]));
    for (std::size_t i = 0; i < slot.jobs.size(); ++i) {
        if (handled[i].response)
            slot.jobs[i].done(std::move(*handled[i].response));
        else
            m_waiters.push_back({std::move(slot.jobs[i]), std::move(handled[i].waitFor), now + handled[i].waitMs});
    }
    for (Waiter& waiter : m_waiters) {
        if (std::find(finished.begin(), finished.end(), waiter.operation) != finished.end())
            waiter.deadline = now;
    }
    m_wiring.publish(events);
}

void Writer::onFailure(Slot slot, Phase phase, const core::StoreError& error)
{
    m_wiring.store.rollback();
    m_wiring.service.discard();
    m_wiring.metrics.onStorageFailure();
    m_wiring.log.write(LogLevel::Error, "a transaction was rolled back",
                       {.error = error.what(), .count = static_cast<std::int64_t>(slot.jobs.size())});
    // One request that the store refuses must not take the others of its batch with it.
    if (phase == Phase::Working && slot.parts() > 1 &&
        (error.kind() == Kind::Constraint || error.kind() == Kind::Other)) {
        performAlone(std::move(slot));
        return;
    }
    // What the store itself does not take would not be taken the next time either.
    if (!slot.refusals.empty() && error.kind() != Kind::Constraint)
        m_wiring.refusals->putBack(std::move(slot.refusals));
    const std::int64_t now = m_wiring.clock.steadyMs();
    m_storeWritable = false;
    m_probeAt = now + pauseAfterFailureMs;
    // Else a tick that fails for ever would take every turn of the loop.
    if (slot.tick)
        m_tickNotBefore = now + pauseAfterFailureMs;
    refuse(slot, phase, error);
}

void Writer::performAlone(Slot slot)
{
    if (slot.tick)
        perform({.jobs = {}, .due = {}, .refusals = {}, .tick = true});
    if (!slot.refusals.empty())
        perform({.jobs = {}, .due = {}, .refusals = std::move(slot.refusals)});
    for (Waiter& waiter : slot.due) {
        Slot one;
        one.due.push_back(std::move(waiter));
        perform(std::move(one));
    }
    for (Job& job : slot.jobs) {
        Slot one;
        one.jobs.push_back(std::move(job));
        perform(std::move(one));
    }
}

void Writer::refuse(const Slot& slot, Phase phase, const core::StoreError& error)
{
    // What failed before COMMIT has moved nothing. A COMMIT that failed may yet be found in the log after a crash.
    const bool certain = phase == Phase::Working &&
                         (error.kind() == Kind::Full || error.kind() == Kind::ReadOnly || error.kind() == Kind::Busy);
    auto problem = client::contract::problem(certain ? ProblemCode::Maintenance : ProblemCode::InternalError,
                                             certain ? "The store cannot be written at the moment."
                                                     : "The store failed. Send the same request again.");
    problem.retryAfterMs = pauseAfterFailureMs;
    for (const Job& job : slot.jobs)
        job.done(core::problemResponse(problem, job.request));
    // Their operation was stored by an earlier transaction.
    problem = client::contract::problem(ProblemCode::InternalError, "The store failed. Send the same request again.");
    for (const Waiter& waiter : slot.due)
        waiter.job.done(core::problemResponse(problem, waiter.job.request));
}

} // namespace service::http
