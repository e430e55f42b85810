// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/server.h"

#include "service/http/message.h"
#include "service/http/session.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <atomic>
#include <chrono>
#include <random>
#include <thread>

namespace service::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr int backlog = 512;
constexpr auto sweepEvery = std::chrono::milliseconds(100);
constexpr std::int64_t stopWithinMs = 3'000;
constexpr int turningAwayMax = 64;
constexpr auto turnAwayWithin = std::chrono::seconds(1);

bool isLoopback(const asio::ip::address& address)
{
    return address.is_loopback() || (address.is_v6() && address.to_v6().is_v4_mapped() &&
                                     asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).is_loopback());
}

std::string hexNumber(std::uint32_t number)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (int shift = 28; shift >= 0; shift -= 4)
        text.push_back(digits[(number >> shift) & 15]);
    return text;
}

} // namespace

struct Server::Impl
{
    Impl(Wiring wiring, const Limits& limits)
        : shared{.wiring = wiring, .limits = limits}, acceptor(context), sweeper(context)
    {
        // Tells apart what two runs made.
        shared.correlationPrefix = "c-" + hexNumber(std::random_device()()) + "-";
        shared.date = httpDate(wiring.clock.utcMs());
    }

    // Before the context: sessions that it still holds at its end look into it.
    Shared shared;
    asio::io_context context{1};
    tcp::acceptor acceptor;
    asio::steady_timer sweeper;
    std::thread thread;
    int turningAway = 0;
    std::atomic<bool> wakePosted{false};
    std::int64_t stopAt = 0;
    std::atomic<std::int64_t> cameRoundAt{0};

    asio::awaitable<void> accept()
    {
        for (;;) {
            error_code error;
            tcp::socket socket = co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, error));
            if (!acceptor.is_open())
                co_return;
            if (error) {
                // Out of descriptors, most likely.
                asio::steady_timer pause(context, sweepEvery);
                co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
                continue;
            }
            admit(std::move(socket));
        }
    }

    void admit(tcp::socket socket)
    {
        error_code error;
        socket.set_option(tcp::no_delay(true), error);
        socket.non_blocking(true, error);
        const auto peer = socket.remote_endpoint(error);
        if (error)
            return;
        if (shared.sessions.size() >= static_cast<std::size_t>(shared.limits.connectionsMax)) {
            shared.wiring.metrics.onConnectionRefused();
            if (turningAway < turningAwayMax)
                asio::co_spawn(context, turnAway(std::make_shared<tcp::socket>(std::move(socket))), asio::detached);
            return;
        }
        auto session = std::make_shared<Session>(std::move(socket), shared, peer.address().to_string(),
                                                 isLoopback(peer.address()));
        asio::co_spawn(
            context, [session] { return session->run(); }, asio::detached);
    }

    asio::awaitable<void> turnAway(std::shared_ptr<tcp::socket> socket)
    {
        ++turningAway;
        auto problem = client::contract::problem(client::contract::ProblemCode::QueueBackpressure,
                                                 "Too many connections are open.");
        problem.retryAfterMs = 1'000;
        core::Request none;
        none.correlationId = shared.correlationPrefix + std::to_string(++shared.correlations);
        const std::string bytes = serialise(core::problemResponse(std::move(problem), none),
                                            {.date = shared.date, .correlationId = none.correlationId, .close = true});
        error_code error;
        socket->write_some(asio::buffer(bytes), error);
        socket->shutdown(tcp::socket::shutdown_send, error);
        // Until the other side has closed, so that no reset overtakes the answer.
        asio::steady_timer limit(context, turnAwayWithin);
        limit.async_wait([socket](error_code expired) {
            error_code ignored;
            if (!expired)
                socket->close(ignored);
        });
        std::array<char, 1'024> discarded;
        error = {};
        while (!error)
            co_await socket->async_read_some(asio::buffer(discarded), asio::redirect_error(asio::use_awaitable, error));
        --turningAway;
    }

    void sweep()
    {
        sweeper.expires_after(sweepEvery);
        sweeper.async_wait([this](error_code error) {
            if (error)
                return;
            const std::int64_t now = shared.wiring.clock.steadyMs();
            cameRoundAt = now;
            shared.date = httpDate(shared.wiring.clock.utcMs());
            for (Session* session : shared.sessions)
                session->checkDeadline(now);
            if (stopAt != 0 && (shared.sessions.empty() || now >= stopAt)) {
                context.stop();
                return;
            }
            sweep();
        });
    }

    void wake()
    {
        if (wakePosted.exchange(true))
            return;
        asio::post(context, [this] {
            wakePosted = false;
            for (Session* session : shared.sessions)
                session->wake();
        });
    }

    void drainNow()
    {
        shared.draining = true;
        error_code ignored;
        acceptor.close(ignored);
        for (Session* session : shared.sessions)
            session->drain();
    }
};

Server::Server(Wiring wiring, const Limits& limits) : m_impl(std::make_unique<Impl>(wiring, limits))
{
    wiring.events.onPublished([impl = m_impl.get()] { impl->wake(); });
}

Server::~Server()
{
    stop();
}

client::contract::Result<std::uint16_t> Server::listen(const std::string& address, std::uint16_t port)
{
    error_code error;
    const auto where = asio::ip::make_address(address, error);
    if (error)
        return client::contract::fail(client::contract::ErrorKind::Invalid, address + " is no numeric address");
    const tcp::endpoint endpoint(where, port);
    tcp::acceptor& acceptor = m_impl->acceptor;
    acceptor.open(endpoint.protocol(), error);
    if (!error)
        acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error)
        acceptor.bind(endpoint, error);
    if (!error)
        acceptor.listen(backlog, error);
    if (error)
        return client::contract::fail(client::contract::ErrorKind::Network, "cannot listen on " + address + ":" +
                                                                                std::to_string(port) + ": " +
                                                                                error.message());
    return acceptor.local_endpoint().port();
}

void Server::start()
{
    m_impl->cameRoundAt = m_impl->shared.wiring.clock.steadyMs();
    asio::co_spawn(m_impl->context, m_impl->accept(), asio::detached);
    m_impl->sweep();
    m_impl->thread = std::thread([this] { m_impl->context.run(); });
}

std::int64_t Server::loopAgeMs() const
{
    return m_impl->shared.wiring.clock.steadyMs() - m_impl->cameRoundAt;
}

void Server::drain()
{
    asio::post(m_impl->context, [impl = m_impl.get()] { impl->drainNow(); });
}

void Server::stop()
{
    if (!m_impl->thread.joinable())
        return;
    asio::post(m_impl->context, [impl = m_impl.get()] {
        impl->drainNow();
        impl->stopAt = impl->shared.wiring.clock.steadyMs() + stopWithinMs;
    });
    m_impl->thread.join();
}

} // namespace service::http
