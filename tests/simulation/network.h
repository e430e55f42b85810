// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ports/transport.h"
#include "tests/simulation/trace.h"
#include "tests/support/virtualtime.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace tests::simulation {

using client::contract::Exchange;
using client::contract::Header;
using client::ports::HttpRequest;

// Shares of messages; 0 everywhere is a good network.
struct NetworkFaults
{
    double loseRequest = 0;
    double loseReply = 0;
    double resetReply = 0;
    double cutReply = 0;
    double foreignReply =
        0;                // a proxy answers in the service's place, after the service got the request or instead of it
    double duplicate = 0; // a second copy of the request arrives later
    double late = 0;      // the request or reply takes up to lateMs
    double cutStream = 0; // of stream chunks: the connection breaks
    double silentStream = 0; // of stream chunks: nothing comes any more, and nobody is told
    std::int64_t delayMs = 20;
    std::int64_t lateMs = 25'000;
};

struct Reply
{
    int status = 0;
    std::vector<Header> headers;
    std::string body;
};

// The service's end of a stream. What is written after the other side is gone goes nowhere.
class StreamEnd
{
public:
    virtual ~StreamEnd() = default;
    virtual void headers(int status, const std::vector<Header>& headers) = 0;
    virtual void data(const std::string& bytes) = 0;
    virtual void end() = 0;
    virtual bool isClosed() const = 0;
};

// The machine that answers.
class Host
{
public:
    using Answer = std::function<void(Reply)>;

    virtual ~Host() = default;
    virtual bool isUp() const = 0;
    virtual void receive(const HttpRequest& request, Answer answer) = 0;
    virtual void openStream(const HttpRequest& request, std::shared_ptr<StreamEnd> stream) = 0;
};

class Network;

// ports::Transport of one process. It dies with the process; what it sent does not.
class SimTransport : public client::ports::Transport
{
public:
    SimTransport(Network& network, std::string who, std::function<bool()> isAlive);
    ~SimTransport() override;

    Id send(HttpRequest request, Done done) override;
    Id stream(HttpRequest request, StreamHandler handler) override;
    void abort(Id id) override;

    struct Flight;

private:
    Network& m_network;
    std::string m_who;
    std::function<bool()> m_isAlive;
    Id m_lastId = 0;
    std::map<Id, std::shared_ptr<Flight>> m_flights;
};

class Network
{
public:
    Network(support::VirtualTime& time, support::SeededRandom& random, Trace& trace);

    void setHost(Host* host) { m_host = host; }
    void setFaults(const NetworkFaults& faults) { m_faults = faults; }
    // While cut off, nothing passes and nobody is told.
    void setPartitioned(bool partitioned);
    // Everything that waited for the host's answer: some connections are reset, the others stay silent.
    void hostDied();
    // True if a copy of a request with this body was made; what it does later contradicts no answer given before.
    bool wasDuplicated(const std::string& body) const { return m_duplicated.contains(body); }
    // Requests that are still on their way.
    int travelling() const { return m_travelling; }

private:
    friend class SimTransport;
    using FlightPtr = std::shared_ptr<SimTransport::Flight>;

    void launch(const FlightPtr& flight);
    void travel(const FlightPtr& flight, std::int64_t delayMs);
    void arrive(const FlightPtr& flight);
    void answer(const FlightPtr& flight, const Reply& reply);
    void finish(const FlightPtr& flight, Exchange exchange);
    std::int64_t delay();

    support::VirtualTime& m_time;
    support::SeededRandom& m_random;
    Trace& m_trace;
    Host* m_host = nullptr;
    NetworkFaults m_faults;
    bool m_partitioned = false;
    int m_travelling = 0;
    std::vector<std::weak_ptr<SimTransport::Flight>> m_atHost;
    std::set<std::string> m_duplicated;
};

} // namespace tests::simulation
