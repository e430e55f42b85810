// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/servicehost.h"

#include "client/contract/wire.h"
#include "service/http/eventhub.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace tests::simulation {

using client::contract::Problem;
using client::contract::ProblemCode;
using service::core::Handled;
using service::core::Identity;
using service::core::Request;
using service::core::Response;
using service::core::StoreError;

struct ServiceHost::Process
{
    Process(support::VirtualTime& time, std::uint64_t seed) : timers(time), random(seed) {}

    struct Waiter
    {
        Pending pending;
        std::string operation;
        std::int64_t deadline = 0;
    };
    struct Subscriber
    {
        std::shared_ptr<StreamEnd> stream;
        std::int64_t sent = 0;
    };

    support::VirtualTimers timers;
    support::SeededRandom random;
    std::unique_ptr<MutantStore> store;
    std::unique_ptr<service::store::SqliteStore> reader;
    std::unique_ptr<service::core::LocalWallet> local;
    std::unique_ptr<MutantWallet> mutant;
    std::unique_ptr<service::core::FaultyWallet> faulty;
    std::unique_ptr<service::core::Service> service;
    std::unique_ptr<service::http::EventHub> hub;
    std::vector<Pending> queue;
    std::vector<Waiter> waiters;
    std::vector<Subscriber> subscribers;
    client::ports::Timers::Id timer = 0;
    std::int64_t tickNotBefore = 0;
};

// What shares one transaction.
struct ServiceHost::Turn
{
    std::vector<Pending> jobs;
    std::vector<Process::Waiter> due;
    bool tick = false;
    std::size_t parts() const { return jobs.size() + due.size() + (tick ? 1 : 0); }
};

namespace {

Reply toReply(const Response& response)
{
    Reply reply;
    reply.status = response.status;
    reply.headers = response.headers;
    reply.headers.push_back({"Content-Type", response.contentType});
    reply.body = response.body;
    return reply;
}

// %41 → A; the ids of this simulation need no more.
std::string decoded(std::string_view text)
{
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size()) {
            result += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
            i += 2;
        } else {
            result += text[i];
        }
    }
    return result;
}

} // namespace

ServiceHost::ServiceHost(support::VirtualTime& time, support::SeededRandom& random, Trace& trace, Mutant mutant)
    : m_time(time), m_random(random), m_trace(trace), m_mutant(mutant), m_clock(time), m_disk("crash-service")
{
    if (mutant == Mutant::LedgerNotSynced)
        m_disk.lieAboutSyncs("-wal");
}

ServiceHost::~ServiceHost() = default;

void ServiceHost::configure(const service::core::Settings& settings, const service::core::Faults& faults,
                            bool behindFaults)
{
    m_settings = settings;
    m_faults = faults;
    m_behindFaults = behindFaults;
}

void ServiceHost::setFaults(const service::core::Faults& faults)
{
    m_faults = faults;
    if (m_process && m_process->faulty)
        m_process->faulty->setFaults(faults);
}

Bookmaker& ServiceHost::makeBookmaker()
{
    m_bookmaker = std::make_unique<Bookmaker>(m_settings, m_clock);
    return *m_bookmaker;
}

bool ServiceHost::start()
{
    m_trace.add("service", "starts");
    auto process = std::make_unique<Process>(m_time, m_random.next());
    try {
        service::store::SqliteOptions options;
        options.vfs = m_disk.vfsName();
        process->store = std::make_unique<MutantStore>(path, options, m_jobs, m_mutant);
        options.readOnly = true;
        process->reader = std::make_unique<service::store::SqliteStore>(path, options);
        process->local = std::make_unique<service::core::LocalWallet>(m_settings);
        process->mutant = std::make_unique<MutantWallet>(*process->local, m_mutant);
        service::core::Wallet* wallet = process->mutant.get();
        if (m_behindFaults) {
            process->faulty =
                std::make_unique<service::core::FaultyWallet>(*wallet, m_clock, m_random.next(), m_faults);
            wallet = process->faulty.get();
        }
        if (m_bookmaker) {
            m_bookmaker->setLocal(wallet);
            wallet = m_bookmaker.get();
        }
        process->service =
            std::make_unique<service::core::Service>(*process->store, *wallet, m_clock, process->random, m_settings);
        if (m_mutant != Mutant::NoRecovery) {
            service::core::Transaction transaction(*process->store);
            process->service->recover();
            transaction.commit();
        }
        process->hub = std::make_unique<service::http::EventHub>(process->store->meta("epoch").value_or("none"),
                                                                 process->store->lastEventSeq());
    } catch (const StoreError& error) {
        m_trace.add("service", std::string("does not start: ") + error.what());
        if (!m_disk.isOff() && error.kind() == StoreError::Kind::Corrupt)
            m_trace.violation(std::string("the service's file is damaged: ") + error.what());
        return false;
    }
    m_process = std::move(process);
    // Already in the log that the hub starts from.
    (void)m_process->service->takeEvents();
    (void)m_process->service->takeFinished();
    m_process->timers.after(5'000, [this] { beat(); });
    arm();
    return true;
}

void ServiceHost::kill()
{
    m_trace.add("service", "dies");
    m_process.reset();
    if (m_bookmaker)
        m_bookmaker->hangUp();
}

service::core::Store& ServiceHost::store()
{
    return *m_process->store;
}

Identity ServiceHost::identify(std::string_view bearer) const
{
    if (!bearer.starts_with("Bearer "))
        return {};
    const std::string name(bearer.substr(7));
    if (name.starts_with("game-"))
        return {name, {"game"}};
    if (name.starts_with("operator-"))
        return {m_oneOperator ? "operator-1" : name, {"support"}};
    if (name.starts_with("desk-m"))
        return {name.substr(5), {"manager"}};
    if (name.starts_with("desk-s"))
        return {name.substr(5), {"support"}};
    return {};
}

std::optional<Request> ServiceHost::authenticated(const HttpRequest& http, Reply& refusal) const
{
    Request request;
    request.method = http.method;
    const std::size_t question = http.target.find('?');
    request.path = decoded(std::string_view(http.target).substr(0, question));
    request.query = question == std::string::npos ? "" : http.target.substr(question + 1);
    request.headers = http.headers;
    request.body = http.body;
    request.correlationId = client::contract::headerValue(http.headers, "X-Correlation-Id");
    request.source = "127.0.0.1";
    const std::string_view bearer = client::contract::headerValue(http.headers, "Authorization");
    request.identity = identify(bearer);
    if (request.identity.subject.empty() || m_refusesTokens) {
        refusal = toReply(
            problemResponse(client::contract::problem(ProblemCode::Unauthenticated, "The token is refused."), request));
        return std::nullopt;
    }
    return request;
}

void ServiceHost::remember(const HttpRequest& http)
{
    if (http.method != "POST")
        return;
    const std::string key(client::contract::headerValue(http.headers, "Idempotency-Key"));
    const auto [known, isNew] = m_bytesByKey.emplace(http.target + " " + key, http.body);
    if (!isNew && known->second != http.body)
        m_trace.violation("the same key " + key + " came with other bytes");
    if (http.target == "/api/v1/refunds")
        m_refundsSeen.emplace(key, http.body);
    static constexpr std::string_view approvals = "/api/v1/approvals/";
    static constexpr std::string_view approve = ":approve";
    if (!http.target.starts_with(approvals) || !http.target.ends_with(approve))
        return;
    if (const auto order = client::contract::decodeApprovalOrder(http.body))
        m_approvalsSeen.push_back(
            {identify(client::contract::headerValue(http.headers, "Authorization")).subject,
             http.target.substr(approvals.size(), http.target.size() - approvals.size() - approve.size()), *order});
}

void ServiceHost::receive(const HttpRequest& http, Answer answer)
{
    remember(http);
    Reply refusal;
    const std::optional<Request> request = authenticated(http, refusal);
    if (!request)
        return answer(refusal);
    if (const auto early = m_process->service->precheck(*request))
        return answer(toReply(*early));
    if (!service::core::Service::isWrite(*request))
        return answer(read(*request));
    m_process->queue.push_back({*request, std::move(answer)});
    arm();
}

Reply ServiceHost::read(const Request& request)
{
    try {
        service::core::Transaction snapshot(*m_process->reader);
        return toReply(m_process->service->read(*m_process->reader, request));
    } catch (const StoreError& error) {
        m_trace.add("service", std::string("cannot read: ") + error.what());
        return toReply(problemResponse(client::contract::problem(ProblemCode::InternalError), request));
    }
}

void ServiceHost::arm()
{
    Process& process = *m_process;
    process.timers.cancel(process.timer);
    const std::int64_t now = m_clock.steadyMs();
    std::int64_t at = process.queue.empty() ? now + 1'000 : now + m_random.below(6);
    if (const std::int64_t due = process.service->nextDueMs(); due >= 0)
        at = std::min(at, std::max(due, process.tickNotBefore));
    for (const Process::Waiter& waiter : process.waiters)
        at = std::min(at, waiter.deadline);
    process.timer = process.timers.after(at - now, [this] { turn(); });
}

void ServiceHost::turn()
{
    Process& process = *m_process;
    const std::int64_t now = m_clock.steadyMs();
    Turn next;
    next.jobs.swap(process.queue);
    const auto due = std::stable_partition(process.waiters.begin(), process.waiters.end(),
                                           [now](const Process::Waiter& waiter) { return waiter.deadline > now; });
    next.due.assign(std::make_move_iterator(due), std::make_move_iterator(process.waiters.end()));
    process.waiters.erase(due, process.waiters.end());
    const std::int64_t tickAt = process.service->nextDueMs();
    next.tick = tickAt >= 0 && now >= std::max(tickAt, process.tickNotBefore);
    if (next.parts() > 0)
        perform(std::move(next));
    if (!m_disk.isOff())
        arm();
}

// As the service's writer does it: what fails before COMMIT is tried again apart, and the rest is refused with the
// truth.
void ServiceHost::perform(Turn turn)
{
    bool committing = false;
    try {
        attempt(turn, committing);
    } catch (const StoreError& error) {
        m_trace.add("service", std::string("rolls back: ") + error.what());
        m_process->store->rollback();
        m_process->service->discard();
        if (m_disk.isOff())
            return;
        if (!committing && turn.parts() > 1 &&
            (error.kind() == StoreError::Kind::Constraint || error.kind() == StoreError::Kind::Other)) {
            if (turn.tick)
                perform({{}, {}, true});
            for (Process::Waiter& waiter : turn.due)
                perform({{}, {waiter}, false});
            for (Pending& job : turn.jobs)
                perform({{job}, {}, false});
            return;
        }
        if (turn.tick)
            m_process->tickNotBefore = m_clock.steadyMs() + 1'000;
        refuse(turn, committing, error);
    }
}

void ServiceHost::attempt(Turn& turn, bool& committing)
{
    Process& process = *m_process;
    std::vector<Response> answers;
    std::vector<Handled> handled;
    process.store->begin();
    if (turn.tick)
        process.service->tick();
    for (const Process::Waiter& waiter : turn.due)
        answers.push_back(process.service->answerFor(waiter.operation, waiter.pending.request));
    for (const Pending& job : turn.jobs)
        handled.push_back(process.service->handle(changedRequest(job.request, *process.store, m_mutant)));
    const auto answer = [&] {
        for (std::size_t i = 0; i < turn.due.size(); ++i)
            turn.due[i].pending.answer(toReply(answers[i]));
        for (std::size_t i = 0; i < turn.jobs.size(); ++i) {
            if (handled[i].response)
                turn.jobs[i].answer(toReply(*handled[i].response));
        }
    };
    if (m_mutant == Mutant::EarlyAnswer)
        answer();
    committing = true;
    process.store->commit();

    const auto events = process.service->takeEvents();
    const auto finished = process.service->takeFinished();
    if (m_mutant != Mutant::EarlyAnswer)
        answer();
    const std::int64_t now = m_clock.steadyMs();
    for (std::size_t i = 0; i < turn.jobs.size(); ++i) {
        if (!handled[i].response)
            process.waiters.push_back({turn.jobs[i], handled[i].waitFor, now + handled[i].waitMs});
    }
    for (Process::Waiter& waiter : process.waiters) {
        if (std::find(finished.begin(), finished.end(), waiter.operation) != finished.end())
            waiter.deadline = now;
    }
    process.hub->publish(events);
    feed();
}

void ServiceHost::refuse(const Turn& turn, bool committing, const StoreError& error)
{
    using Kind = StoreError::Kind;
    const bool certain =
        !committing && (error.kind() == Kind::Full || error.kind() == Kind::ReadOnly || error.kind() == Kind::Busy);
    Problem problem =
        client::contract::problem(certain ? ProblemCode::Maintenance : ProblemCode::InternalError, "The store failed.");
    problem.retryAfterMs = 1'000;
    for (const Pending& job : turn.jobs)
        job.answer(toReply(problemResponse(problem, job.request)));
    problem = client::contract::problem(ProblemCode::InternalError, "The store failed.");
    for (const Process::Waiter& waiter : turn.due)
        waiter.pending.answer(toReply(problemResponse(problem, waiter.pending.request)));
}

// Every subscriber gets what it does not have yet.
void ServiceHost::feed()
{
    Process& process = *m_process;
    std::erase_if(process.subscribers, [](const auto& subscriber) { return subscriber.stream->isClosed(); });
    for (Process::Subscriber& subscriber : process.subscribers) {
        while (subscriber.sent < process.hub->head()) {
            std::string frames;
            if (const auto chunk = process.hub->after(subscriber.sent, 4'096)) {
                frames = chunk->frames;
                subscriber.sent = chunk->last;
            } else {
                for (const auto& row : process.reader->eventsAfter(subscriber.sent, 100)) {
                    frames += service::http::sseFrame(process.hub->epoch() + "-" + std::to_string(row.seq), row.type,
                                                      row.data);
                    subscriber.sent = row.seq;
                }
            }
            if (frames.empty())
                break;
            subscriber.stream->data(frames);
        }
    }
}

void ServiceHost::beat()
{
    Process& process = *m_process;
    feed();
    const std::string text =
        "event: heartbeat\ndata: " +
        client::contract::encode(client::contract::Heartbeat{m_clock.utcMs(), process.hub->headCursor()}) + "\n\n";
    for (Process::Subscriber& subscriber : process.subscribers)
        subscriber.stream->data(text);
    process.timers.after(5'000, [this] { beat(); });
}

void ServiceHost::openStream(const HttpRequest& http, std::shared_ptr<StreamEnd> stream)
{
    Process& process = *m_process;
    Reply refusal;
    const std::optional<Request> request = authenticated(http, refusal);
    std::int64_t position = process.hub->head();
    std::string from(client::contract::headerValue(http.headers, "Last-Event-ID"));
    if (from.empty() && http.target.find("after=") != std::string::npos)
        from = decoded(http.target.substr(http.target.find("after=") + 6));
    if (request && !from.empty()) {
        const auto cursor = service::http::Cursor::parse(from);
        const std::int64_t oldest = process.reader->oldestEventSeq();
        if (!cursor)
            refusal = toReply(problemResponse(client::contract::problem(ProblemCode::ValidationFailed), *request));
        else if (cursor->epoch != process.hub->epoch() || cursor->seq > process.hub->head() ||
                 (oldest > 0 && cursor->seq < oldest - 1))
            refusal = toReply(problemResponse(client::contract::problem(ProblemCode::CursorExpired), *request));
        else
            position = cursor->seq;
    }
    if (refusal.status != 0) {
        stream->headers(refusal.status, refusal.headers);
        stream->data(refusal.body);
        return stream->end();
    }
    stream->headers(200, {{"Content-Type", "text/event-stream"}});
    process.subscribers.push_back({std::move(stream), position});
    feed();
}

} // namespace tests::simulation
