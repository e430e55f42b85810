// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/message.h"
#include "service/http/server.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <string>

namespace service::http {

class Session;

// What the sessions of a server share. The server's thread only.
struct Shared
{
    Server::Wiring wiring;
    Limits limits;
    std::list<Session*> sessions = {};
    std::size_t bodyBytes = 0; // set aside
    int subscribers = 0;
    bool draining = false;
    std::string date = {};
    std::string correlationPrefix = {};
    std::uint64_t correlations = 0;
};

// One connection, from accept to close.
class Session : public std::enable_shared_from_this<Session>
{
public:
    Session(boost::asio::ip::tcp::socket socket, Shared& shared, std::string source, bool loopback);
    ~Session();

    boost::asio::awaitable<void> run();
    // Called from time to time: ends what takes too long.
    void checkDeadline(std::int64_t steadyMs);
    void drain();
    // New events may be there.
    void wake();

private:
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
    enum class Stage { FirstByte, Idle, Reading, Working, Writing, Streaming, Lingering };
    enum class Fed { Done, Closed, Refused };
    struct Refusal
    {
        client::contract::ProblemCode code = client::contract::ProblemCode::MalformedRequest;
        std::string detail;
    };

    boost::asio::awaitable<void> serve();
    boost::asio::awaitable<Fed> readHeader(Parser& parser);
    boost::asio::awaitable<Fed> readBody(Parser& parser);
    boost::asio::awaitable<Fed> feed(Parser& parser, bool body);
    std::optional<Refusal> checkHeader(const Parser& parser) const;
    core::Request makeRequest(const Parser& parser, Target target);
    std::optional<core::Response> authenticate(core::Request& request, std::string_view authorization);
    boost::asio::awaitable<core::Response> ask(core::Request request);
    boost::asio::awaitable<std::optional<Backend::OldEvents>> askOldEvents(std::int64_t after);
    // False: the connection is of no more use.
    boost::asio::awaitable<bool> send(std::string bytes);
    boost::asio::awaitable<bool> answer(const core::Request& request, core::Response response, bool close);
    boost::asio::awaitable<void> refuse(Refusal refusal);
    boost::asio::awaitable<void> linger();
    boost::asio::awaitable<void> stream(const core::Request& request, std::optional<std::string> lastId);
    boost::asio::awaitable<void> streamFrom(std::int64_t position, bool masked);
    void enter(Stage stage, std::int64_t timeoutMs);

    boost::asio::ip::tcp::socket m_socket;
    Shared& m_shared;
    const std::string m_source;
    const bool m_loopback;
    std::list<Session*>::iterator m_place;
    boost::asio::steady_timer m_wakeUp;
    boost::beast::flat_buffer m_buffer;
    Stage m_stage = Stage::FirstByte;
    std::int64_t m_deadline = 0;
    bool m_expired = false;
    bool m_head = false;
    bool m_answered = false; // a request of this connection was answered before
    std::int64_t m_startedUs = 0;
    std::int64_t m_takenUntil = 0; // UTC, of the request's token; 0: for ever
    Refusal m_refusal;
};

} // namespace service::http
