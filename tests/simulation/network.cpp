// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/network.h"

#include <algorithm>
#include <utility>

namespace tests::simulation {

using client::contract::TransportError;

struct SimTransport::Flight
{
    std::string who;
    HttpRequest request;
    Done done;
    StreamHandler handler;
    bool isStream = false;
    bool over = false; // for the sender
    bool headersArrived = false;
    std::int64_t startedMs = 0;
    std::int64_t lastArrivalMs = 0; // a stream keeps its order
};

namespace {

Exchange broken(TransportError error, bool maybeSent, const std::string& detail)
{
    Exchange exchange;
    exchange.error = error;
    exchange.maybeSent = maybeSent;
    exchange.errorDetail = detail;
    return exchange;
}

std::string label(const HttpRequest& request)
{
    return request.method + " " + request.target + " " + request.body.substr(0, 400);
}

} // namespace

SimTransport::SimTransport(Network& network, std::string who, std::function<bool()> isAlive)
    : m_network(network), m_who(std::move(who)), m_isAlive(std::move(isAlive))
{
}

SimTransport::~SimTransport()
{
    for (const auto& [id, flight] : m_flights)
        flight->over = true;
}

SimTransport::Id SimTransport::send(HttpRequest request, Done done)
{
    const Id id = ++m_lastId;
    auto flight = std::make_shared<Flight>();
    flight->who = m_who;
    flight->request = std::move(request);
    flight->done = [this, id, then = std::move(done)](Exchange exchange) {
        m_flights.erase(id);
        // What a process does once its disk is gone never happened.
        if (m_isAlive())
            then(std::move(exchange));
    };
    m_flights[id] = flight;
    if (m_isAlive())
        m_network.launch(flight);
    return id;
}

SimTransport::Id SimTransport::stream(HttpRequest request, StreamHandler handler)
{
    const Id id = ++m_lastId;
    auto flight = std::make_shared<Flight>();
    flight->who = m_who;
    flight->request = std::move(request);
    flight->isStream = true;
    flight->handler.onHeaders = [this, then = std::move(handler.onHeaders)](int status, const auto& headers) {
        if (m_isAlive())
            then(status, headers);
    };
    flight->handler.onData = [this, then = std::move(handler.onData)](std::string_view bytes) {
        if (m_isAlive())
            then(bytes);
    };
    flight->handler.onEnd = [this, id, then = std::move(handler.onEnd)](Exchange exchange) {
        m_flights.erase(id);
        if (m_isAlive())
            then(std::move(exchange));
    };
    m_flights[id] = flight;
    if (m_isAlive())
        m_network.launch(flight);
    return id;
}

void SimTransport::abort(Id id)
{
    const auto found = m_flights.find(id);
    if (found == m_flights.end())
        return;
    found->second->over = true;
    m_flights.erase(found);
}

namespace {

// Carries what the service writes to the sender of the flight, in order, cut in pieces as TCP may cut it.
class SimStreamEnd : public StreamEnd
{
public:
    using FlightPtr = std::shared_ptr<SimTransport::Flight>;

    SimStreamEnd(support::VirtualTime& time, support::SeededRandom& random, const NetworkFaults& faults,
                 bool& partitioned, FlightPtr flight)
        : m_time(time), m_random(random), m_faults(faults), m_partitioned(partitioned), m_flight(std::move(flight))
    {
    }

    void headers(int status, const std::vector<Header>& headers) override
    {
        m_status = status;
        later([flight = m_flight, status, headers] {
            flight->headersArrived = true;
            flight->handler.onHeaders(status, headers);
        });
    }

    void data(const std::string& bytes) override
    {
        if (m_broken || m_flight->over)
            return;
        if (m_partitioned || m_random.chance(m_faults.silentStream)) {
            m_broken = true;
            return;
        }
        if (m_random.chance(m_faults.cutStream)) {
            const std::string part =
                bytes.substr(0, static_cast<std::size_t>(m_random.below(200)) % (bytes.size() + 1));
            later([flight = m_flight, part] { flight->handler.onData(part); });
            finish(TransportError::Reset);
            m_broken = true;
            return;
        }
        const std::size_t cut = static_cast<std::size_t>(m_random.below(static_cast<std::int64_t>(bytes.size()) + 1));
        later([flight = m_flight, part = bytes.substr(0, cut)] { flight->handler.onData(part); });
        later([flight = m_flight, part = bytes.substr(cut)] { flight->handler.onData(part); });
    }

    void end() override
    {
        if (!m_broken)
            finish(TransportError::None);
        m_broken = true;
    }

    bool isClosed() const override { return m_broken || m_flight->over; }

private:
    void finish(TransportError error)
    {
        Exchange exchange = broken(error, true, "the stream ended");
        exchange.status = m_status;
        later([flight = m_flight, exchange] {
            flight->over = true;
            flight->handler.onEnd(exchange);
        });
    }

    void later(std::function<void()> then)
    {
        const std::int64_t at =
            std::max(m_flight->lastArrivalMs, m_time.nowMs() + m_random.below(m_faults.delayMs + 1));
        m_flight->lastArrivalMs = at;
        m_time.after(at - m_time.nowMs(), [flight = m_flight, run = std::move(then)] {
            if (!flight->over)
                run();
        });
    }

    support::VirtualTime& m_time;
    support::SeededRandom& m_random;
    const NetworkFaults& m_faults;
    const bool& m_partitioned;
    FlightPtr m_flight;
    bool m_broken = false;
    int m_status = 0;
};

} // namespace

Network::Network(support::VirtualTime& time, support::SeededRandom& random, Trace& trace)
    : m_time(time), m_random(random), m_trace(trace)
{
}

void Network::setPartitioned(bool partitioned)
{
    m_partitioned = partitioned;
    m_trace.add("network", partitioned ? "cut off" : "joined");
}

std::int64_t Network::delay()
{
    const std::int64_t most = m_random.chance(m_faults.late) ? m_faults.lateMs : m_faults.delayMs;
    return 1 + m_random.below(most + 1);
}

void Network::finish(const FlightPtr& flight, Exchange exchange)
{
    if (flight->over)
        return;
    flight->over = true;
    exchange.durationMs = m_time.nowMs() - flight->startedMs;
    m_trace.add(flight->who, "<- " + std::to_string(exchange.status) + " " + exchange.errorDetail + " " +
                                 exchange.body.substr(0, 400));
    if (flight->isStream)
        flight->handler.onEnd(std::move(exchange));
    else
        flight->done(std::move(exchange));
}

void Network::launch(const FlightPtr& flight)
{
    flight->startedMs = m_time.nowMs();
    m_trace.add(flight->who, "-> " + label(flight->request));
    m_time.after(flight->request.timeoutMs, [this, flight] {
        if (!flight->over && !flight->headersArrived)
            finish(flight, broken(TransportError::Timeout, true, "timeout"));
    });
    if (m_partitioned)
        return;
    if (!m_host || !m_host->isUp()) {
        m_time.after(delay(),
                     [this, flight] { finish(flight, broken(TransportError::NotConnected, false, "refused")); });
        return;
    }
    if (m_random.chance(m_faults.loseRequest)) {
        m_trace.add("network", "loses the request");
        return;
    }
    if (m_random.chance(m_faults.foreignReply / 2)) {
        m_trace.add("network", "a proxy answers");
        m_time.after(delay(), [this, flight] {
            Exchange exchange;
            exchange.status = m_random.chance(0.5) ? 200 : 502;
            exchange.headers = {{"Content-Type", "text/html"}};
            exchange.body = "<html><body>Please sign in</body></html>";
            finish(flight, std::move(exchange));
        });
        return;
    }
    travel(flight, delay());
    if (!flight->isStream && flight->request.method == "POST" && m_random.chance(m_faults.duplicate)) {
        m_trace.add("network", "duplicates the request");
        m_duplicated.insert(flight->request.body);
        travel(flight, delay() + m_random.below(m_faults.lateMs));
    }
}

void Network::travel(const FlightPtr& flight, std::int64_t delayMs)
{
    ++m_travelling;
    m_time.after(delayMs, [this, flight] {
        --m_travelling;
        arrive(flight);
    });
}

void Network::arrive(const FlightPtr& flight)
{
    if (m_partitioned)
        return;
    if (!m_host || !m_host->isUp()) {
        finish(flight, broken(TransportError::Reset, true, "reset"));
        return;
    }
    m_atHost.push_back(flight);
    if (flight->isStream) {
        m_host->openStream(flight->request,
                           std::make_shared<SimStreamEnd>(m_time, m_random, m_faults, m_partitioned, flight));
        return;
    }
    m_host->receive(flight->request, [this, flight](const Reply& reply) { answer(flight, reply); });
}

void Network::answer(const FlightPtr& flight, const Reply& reply)
{
    std::erase_if(m_atHost, [&](const auto& other) { return other.expired() || other.lock() == flight; });
    if (flight->over || m_partitioned)
        return;
    if (m_random.chance(m_faults.loseReply)) {
        m_trace.add("network", "loses the reply");
        return;
    }
    Exchange exchange;
    exchange.status = reply.status;
    exchange.headers = reply.headers;
    exchange.body = reply.body;
    if (m_random.chance(m_faults.resetReply)) {
        exchange = broken(TransportError::Reset, true, "reset before the reply");
    } else if (m_random.chance(m_faults.cutReply)) {
        exchange.error = TransportError::Reset;
        exchange.errorDetail = "reply cut";
        exchange.body.resize(exchange.body.size() / 2);
    } else if (m_random.chance(m_faults.foreignReply)) {
        exchange.status = m_random.chance(0.5) ? 200 : 504;
        exchange.headers = {{"Content-Type", "text/html"}};
        exchange.body = "<html>gateway</html>";
    }
    m_time.after(delay(), [this, flight, exchange] { finish(flight, exchange); });
}

void Network::hostDied()
{
    std::vector<std::weak_ptr<SimTransport::Flight>> waiting;
    waiting.swap(m_atHost);
    for (const auto& other : waiting) {
        const FlightPtr flight = other.lock();
        if (flight && !flight->over && m_random.chance(0.7))
            m_time.after(delay(), [this, flight] { finish(flight, broken(TransportError::Reset, true, "reset")); });
    }
}

} // namespace tests::simulation
