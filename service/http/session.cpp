// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/session.h"

#include "client/contract/ids.h"
#include "client/contract/wire.h"
#include "service/core/mask.h"
#include "service/core/roles.h"
#include "service/http/message.h"

#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <array>
#include <chrono>

namespace service::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;
using client::contract::ProblemCode;

namespace {

constexpr std::size_t readBytes = 16 * 1024;
constexpr std::size_t lingerBytesMax = 16 << 20;
constexpr std::int64_t lingerMs = 2'000;
constexpr std::size_t chunkBytes = 64 * 1024;
constexpr std::int64_t retryAfterMs = 1'000;

// What deciding code asks for; a token never gets past this list.
constexpr std::array headersPassed{beast::http::field::content_type, beast::http::field::if_match,
                                   beast::http::field::if_none_match, beast::http::field::accept};
constexpr std::array<std::string_view, 1> namesPassed{"Idempotency-Key"};

std::int64_t nowUs()
{
    using namespace std::chrono;
    return duration_cast<microseconds>(steady_clock::now().time_since_epoch()).count();
}

std::string_view view(boost::core::string_view text)
{
    return {text.data(), text.size()};
}

bool isDigits(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Room in the memory that all bodies share.
class Room
{
public:
    Room(std::size_t& used, std::size_t bytes) : m_used(used), m_bytes(bytes) { m_used += m_bytes; }
    ~Room() { m_used -= m_bytes; }
    Room(const Room&) = delete;
    Room& operator=(const Room&) = delete;

private:
    std::size_t& m_used;
    const std::size_t m_bytes;
};

} // namespace

Session::Session(asio::ip::tcp::socket socket, Shared& shared, std::string source, bool loopback)
    : m_socket(std::move(socket)), m_shared(shared), m_source(std::move(source)), m_loopback(loopback),
      m_place(shared.sessions.insert(shared.sessions.end(), this)), m_wakeUp(m_socket.get_executor()),
      m_buffer(4 * readBytes)
{
    m_shared.wiring.metrics.onConnections(static_cast<int>(m_shared.sessions.size()));
}

Session::~Session()
{
    m_shared.sessions.erase(m_place);
    m_shared.wiring.metrics.onConnections(static_cast<int>(m_shared.sessions.size()));
}

void Session::enter(Stage stage, std::int64_t timeoutMs)
{
    m_stage = stage;
    m_expired = false;
    m_deadline = timeoutMs > 0 ? m_shared.wiring.clock.steadyMs() + timeoutMs : 0;
}

void Session::checkDeadline(std::int64_t steadyMs)
{
    if (m_deadline == 0 || steadyMs < m_deadline)
        return;
    m_deadline = 0;
    m_expired = true;
    error_code ignored;
    m_socket.cancel(ignored);
}

void Session::drain()
{
    error_code ignored;
    if (m_stage == Stage::FirstByte || m_stage == Stage::Idle)
        m_socket.cancel(ignored);
    wake();
}

void Session::wake()
{
    if (m_stage == Stage::Streaming)
        m_wakeUp.cancel();
}

asio::awaitable<void> Session::run()
{
    try {
        co_await serve();
    } catch (const std::exception& error) {
        m_shared.wiring.log.write(LogLevel::Error, "a connection was given up",
                                  {.source = m_source, .error = error.what()});
    }
    error_code ignored;
    m_socket.close(ignored);
}

asio::awaitable<Session::Fed> Session::feed(Parser& parser, bool body)
{
    const auto isComplete = [&] { return body ? parser.is_done() : parser.is_header_done(); };
    bool starved = m_buffer.size() == 0;
    while (!isComplete()) {
        error_code error;
        if (starved) {
            // A chunk's own header has no end, for example.
            if (m_buffer.size() + readBytes > m_buffer.max_size()) {
                m_refusal = {ProblemCode::MalformedRequest, "A part of the request is too long."};
                co_return Fed::Refused;
            }
            const auto room = m_buffer.prepare(readBytes);
            const std::size_t count =
                co_await m_socket.async_read_some(room, asio::redirect_error(asio::use_awaitable, error));
            if (m_shared.draining && m_stage != Stage::Reading)
                co_return Fed::Closed;
            if (m_expired && m_stage != Stage::Idle) {
                m_refusal = {ProblemCode::RequestTimeout, "The request did not arrive in time."};
                co_return Fed::Refused;
            }
            if (error || m_expired)
                co_return Fed::Closed;
            m_buffer.commit(count);
        }
        if (m_stage != Stage::Reading)
            enter(Stage::Reading, m_shared.limits.requestTimeoutMs);
        m_buffer.consume(parser.put(m_buffer.data(), error));
        if (error == beast::http::error::need_more) {
            error = {};
            starved = true;
        } else {
            starved = m_buffer.size() == 0;
        }
        if (error == beast::http::error::body_limit)
            m_refusal = {ProblemCode::BodyTooLarge, "The body is over 1 MiB."};
        else if (error == beast::http::error::header_limit || error == beast::http::error::buffer_overflow)
            m_refusal = {ProblemCode::HeadersTooLarge, "The header is over 16 KiB."};
        else if (error)
            m_refusal = {ProblemCode::MalformedRequest, "This is not HTTP/1.1: " + error.message() + "."};
        if (error)
            co_return Fed::Refused;
    }
    co_return Fed::Done;
}

asio::awaitable<Session::Fed> Session::readHeader(Parser& parser)
{
    if (m_answered)
        enter(Stage::Idle, m_shared.limits.idleTimeoutMs);
    else
        enter(Stage::FirstByte, m_shared.limits.requestTimeoutMs);
    return feed(parser, false);
}

asio::awaitable<Session::Fed> Session::readBody(Parser& parser)
{
    enter(Stage::Reading, m_shared.limits.requestTimeoutMs);
    return feed(parser, true);
}

std::optional<Session::Refusal> Session::checkHeader(const Parser& parser) const
{
    using beast::http::field;
    const auto& message = parser.get();
    const auto malformed = [](std::string detail) { return Refusal{ProblemCode::MalformedRequest, std::move(detail)}; };
    const auto lengths = message.count(field::content_length);
    const auto codings = message.count(field::transfer_encoding);
    if (lengths > 1 || (lengths == 1 && !isDigits(view(message[field::content_length]))))
        return malformed("Content-Length has to be one number.");
    if (codings > 0 && lengths > 0)
        return malformed("Content-Length and Transfer-Encoding exclude each other.");
    if (codings > 0 &&
        (codings > 1 || !beast::iequals(message[field::transfer_encoding], "chunked") || message.version() < 11))
        return malformed("The only transfer coding is chunked.");
    const auto hosts = message.count(field::host);
    if (hosts > 1 || (hosts == 0 && message.version() >= 11))
        return malformed("One Host header is required.");
    if (message.count(field::authorization) > 1)
        return malformed("There are two Authorization headers.");
    if (message.count("Idempotency-Key") > 1)
        return malformed("There are two Idempotency-Key headers.");
    return std::nullopt;
}

core::Request Session::makeRequest(const Parser& parser, Target target)
{
    const auto& message = parser.get();
    core::Request request;
    m_head = message.method() == beast::http::verb::head;
    request.method = m_head ? "GET" : std::string(view(message.method_string()));
    request.path = std::move(target.path);
    request.query = std::move(target.query);
    request.source = m_source;
    const auto pass = [&](auto name) {
        if (const auto found = message.find(name); found != message.end())
            request.headers.push_back({std::string(view(found->name_string())), std::string(view(found->value()))});
    };
    for (const auto field : headersPassed)
        pass(field);
    for (const auto name : namesPassed)
        pass(boost::core::string_view(name.data(), name.size()));
    if (const auto given = message.find("X-Correlation-Id");
        given != message.end() && client::contract::isValidId(view(given->value())))
        request.correlationId = view(given->value());
    else
        request.correlationId = m_shared.correlationPrefix + std::to_string(++m_shared.correlations);
    return request;
}

asio::awaitable<core::Response> Session::ask(core::Request request)
{
    const auto executor = m_socket.get_executor();
    const auto start = [this, executor, &request](auto handler) {
        auto resume = std::make_shared<decltype(handler)>(std::move(handler));
        m_shared.wiring.backend.handle(std::move(request), [executor, resume](core::Response response) {
            asio::post(executor, [resume, answer = std::move(response)]() mutable { (*resume)(std::move(answer)); });
        });
    };
    co_return co_await asio::async_initiate<decltype(asio::use_awaitable), void(core::Response)>(start,
                                                                                                 asio::use_awaitable);
}

asio::awaitable<std::optional<Backend::OldEvents>> Session::askOldEvents(std::int64_t after)
{
    using Old = std::optional<Backend::OldEvents>;
    const auto executor = m_socket.get_executor();
    const auto start = [this, executor, after](auto handler) {
        auto resume = std::make_shared<decltype(handler)>(std::move(handler));
        m_shared.wiring.backend.oldEvents(after, [executor, resume](Old old) {
            asio::post(executor, [resume, answer = std::move(old)]() mutable { (*resume)(std::move(answer)); });
        });
    };
    co_return co_await asio::async_initiate<decltype(asio::use_awaitable), void(Old)>(start, asio::use_awaitable);
}

asio::awaitable<bool> Session::send(std::string bytes)
{
    error_code error;
    // Most answers fit into the socket's buffer at once, without a turn of the loop.
    std::size_t sent = m_socket.write_some(asio::buffer(bytes), error);
    if (error && error != asio::error::would_block)
        co_return false;
    if (error)
        sent = 0;
    if (sent == bytes.size())
        co_return true;
    const Stage stage = m_stage;
    enter(Stage::Writing, m_shared.limits.writeTimeoutMs);
    error = {};
    co_await asio::async_write(m_socket, asio::buffer(bytes) + sent, asio::redirect_error(asio::use_awaitable, error));
    const bool whole = !error && !m_expired;
    enter(stage, 0);
    co_return whole;
}

asio::awaitable<bool> Session::answer(const core::Request& request, core::Response response, bool close)
{
    const bool last = close || m_shared.draining;
    const std::int64_t durationUs = nowUs() - m_startedUs;
    m_shared.wiring.metrics.onAnswer(callLabel(request.path), response.status, durationUs);
    const LogLevel level = response.status >= 500 ? LogLevel::Warn : LogLevel::Info;
    if (m_shared.wiring.log.takes(level))
        m_shared.wiring.log.write(level, "answered",
                                  {.method = m_head ? std::string_view("HEAD") : std::string_view(request.method),
                                   .path = request.path,
                                   .status = response.status,
                                   .durationUs = durationUs,
                                   .correlationId = request.correlationId,
                                   .subject = request.identity.subject,
                                   .source = m_source,
                                   .dataset = "http",
                                   .action = callLabel(request.path),
                                   .outcome = response.status < 400 ? "success" : "failure"});
    std::string bytes = serialise(
        response, {.date = m_shared.date, .correlationId = request.correlationId, .close = last, .withBody = !m_head});
    m_answered = true;
    const bool sent = co_await send(std::move(bytes));
    co_return sent && !last;
}

asio::awaitable<void> Session::refuse(Refusal refusal)
{
    core::Request request;
    request.correlationId = m_shared.correlationPrefix + std::to_string(++m_shared.correlations);
    if (m_startedUs == 0)
        m_startedUs = nowUs();
    auto problem = client::contract::problem(refusal.code, std::move(refusal.detail));
    if (problem.retryable)
        problem.retryAfterMs = retryAfterMs;
    core::Response response = core::problemResponse(std::move(problem), request);
    co_await answer(request, std::move(response), true);
    co_await linger();
}

// Closing with unread bytes resets the connection, and a reset can overtake the answer.
asio::awaitable<void> Session::linger()
{
    error_code error;
    m_socket.shutdown(asio::ip::tcp::socket::shutdown_send, error);
    enter(Stage::Lingering, lingerMs);
    m_buffer.clear();
    for (std::size_t discarded = 0; !error && !m_expired && discarded < lingerBytesMax;)
        discarded += co_await m_socket.async_read_some(m_buffer.prepare(readBytes),
                                                       asio::redirect_error(asio::use_awaitable, error));
}

std::optional<core::Response> Session::authenticate(core::Request& request, std::string_view authorization)
{
    if (request.path == "/healthz" || request.path == "/readyz" || (m_loopback && request.path == "/metrics"))
        return std::nullopt;
    auto caller = m_shared.wiring.callers.find(authorization, m_loopback);
    if (!caller)
        return core::problemResponse(
            client::contract::problem(ProblemCode::Unauthenticated, "A valid bearer token is required."), request);
    request.identity = std::move(caller->identity);
    m_takenUntil = caller->takenUntil;
    return std::nullopt;
}

asio::awaitable<void> Session::serve()
{
    using beast::http::field;
    const Limits& limits = m_shared.limits;
    for (;;) {
        Parser parser;
        parser.header_limit(static_cast<std::uint32_t>(limits.headerBytesMax));
        parser.body_limit(limits.bodyBytesMax);
        Fed fed = co_await readHeader(parser);
        if (fed == Fed::Closed)
            co_return;
        m_startedUs = nowUs();
        std::optional<Refusal> refusal;
        std::optional<Target> target;
        if (fed == Fed::Refused)
            refusal = m_refusal;
        else
            refusal = checkHeader(parser);
        if (!refusal && !(target = parseTarget(view(parser.get().target()))))
            refusal = Refusal{ProblemCode::MalformedRequest, "The target of the request is no path."};
        if (refusal) {
            co_await refuse(std::move(*refusal));
            co_return;
        }
        core::Request request = makeRequest(parser, std::move(*target));
        // HTTP/1.0 would have to be told that the connection stays; nobody needs it to.
        const bool close = !parser.keep_alive() || parser.get().version() < 11;
        const auto length = parser.content_length();
        const bool hasBody = parser.chunked() || (length && *length > 0);
        if (auto refused = authenticate(request, view(parser.get()[field::authorization]))) {
            m_shared.wiring.backend.turnedAway(request, *refused);
            // Without a token nobody gets memory for a body.
            const bool goesOn = co_await answer(request, std::move(*refused), close || hasBody);
            if (hasBody)
                co_await linger();
            if (!goesOn)
                co_return;
            continue;
        }
        const std::size_t room = parser.chunked() ? limits.bodyBytesMax : static_cast<std::size_t>(length.value_or(0));
        if (room > 0 && m_shared.bodyBytes + room > limits.bodiesBytesMax) {
            // Named, because GCC 12 destroys an aggregate temporary of a co_await expression twice.
            Refusal full{ProblemCode::QueueBackpressure, "Too many bodies are being read."};
            co_await refuse(std::move(full));
            co_return;
        }
        const Room reserved(m_shared.bodyBytes, room);
        if (hasBody && m_buffer.size() == 0 && beast::iequals(parser.get()[field::expect], "100-continue")) {
            std::string interim = "HTTP/1.1 100 Continue\r\n\r\n";
            if (!co_await send(std::move(interim)))
                co_return;
        }
        fed = co_await readBody(parser);
        if (fed == Fed::Closed)
            co_return;
        if (fed == Fed::Refused) {
            Refusal late = m_refusal;
            co_await refuse(std::move(late));
            co_return;
        }
        enter(Stage::Working, 0);
        if (request.path == "/api/v1/events" && request.method == "GET") {
            const auto given = parser.get().find("Last-Event-ID");
            std::optional<std::string> lastId;
            if (given != parser.get().end())
                lastId = view(given->value());
            co_await stream(request, std::move(lastId));
            co_return;
        }
        request.body = std::move(parser.get().body());
        std::optional<core::Response> response = m_shared.wiring.backend.answerAtOnce(request);
        if (!response) {
            core::Request asked = request;
            response = co_await ask(std::move(asked));
            m_shared.wiring.backend.complete(request, *response);
        }
        if (!co_await answer(request, std::move(*response), close))
            co_return;
        if (m_buffer.size() == 0 && m_buffer.capacity() > readBytes)
            m_buffer.shrink_to_fit();
    }
}

asio::awaitable<void> Session::stream(const core::Request& request, std::optional<std::string> lastId)
{
    const EventHub& hub = m_shared.wiring.events;
    std::optional<core::Response> refused = m_shared.wiring.backend.refuseEvents(request);
    // A browser that connects again repeats the address, and says in the header how far it came.
    const std::optional<std::string> from = lastId ? std::move(lastId) : queryValue(request.query, "after");
    std::int64_t position = hub.head();
    if (!refused && from) {
        const auto cursor = Cursor::parse(*from);
        bool expired = cursor && cursor->epoch != hub.epoch();
        if (cursor && !expired && (cursor->seq > hub.head() || !hub.after(cursor->seq, 1))) {
            const auto old = co_await askOldEvents(cursor->seq);
            expired = !old.has_value();
        }
        if (!cursor)
            refused = core::problemResponse(
                client::contract::problem(ProblemCode::ValidationFailed, "This is no cursor of the event stream."),
                request);
        else if (expired)
            refused =
                core::problemResponse(client::contract::problem(ProblemCode::CursorExpired,
                                                                "Events after this cursor are gone: read a snapshot."),
                                      request);
        else
            position = cursor->seq;
    }
    if (refused) {
        co_await answer(request, std::move(*refused), true);
        co_return;
    }
    core::Response opening;
    opening.contentType = "text/event-stream";
    std::string head = serialise(opening, {.date = m_shared.date,
                                           .correlationId = request.correlationId,
                                           .close = true,
                                           .withBody = false,
                                           .endless = true});
    m_shared.wiring.metrics.onSubscribers(++m_shared.subscribers);
    if (co_await send(std::move(head)) && !m_head)
        co_await streamFrom(position, !core::seesPlayers(request.identity));
    m_shared.wiring.metrics.onSubscribers(--m_shared.subscribers);
    m_shared.wiring.metrics.onAnswer(callLabel(request.path), 200, nowUs() - m_startedUs);
    m_shared.wiring.log.write(LogLevel::Info, "event stream ended",
                              {.method = request.method,
                               .path = request.path,
                               .status = 200,
                               .durationUs = nowUs() - m_startedUs,
                               .correlationId = request.correlationId,
                               .subject = request.identity.subject,
                               .source = m_source,
                               .dataset = "http",
                               .action = callLabel(request.path),
                               .outcome = "success"});
}

asio::awaitable<void> Session::streamFrom(std::int64_t position, bool masked)
{
    constexpr std::int64_t pauseMs = 100;
    const EventHub& hub = m_shared.wiring.events;
    const client::ports::Clock& clock = m_shared.wiring.clock;
    std::int64_t nextBeat = clock.steadyMs();
    const auto tokenEnded = [&] { return m_takenUntil != 0 && clock.utcMs() >= m_takenUntil; };
    while (!m_shared.draining && !tokenEnded()) {
        std::string bytes;
        bool pause = false;
        if (auto chunk = hub.after(position, chunkBytes)) {
            bytes = std::move(chunk->frames);
            position = chunk->last;
        } else {
            auto old = co_await askOldEvents(position);
            if (!old)
                co_return;
            bytes = std::move(old->frames);
            pause = old->last == position;
            position = old->last;
        }
        if (masked)
            core::maskPlayers(bytes);
        if (clock.steadyMs() >= nextBeat) {
            nextBeat = clock.steadyMs() + m_shared.limits.heartbeatMs;
            bytes += "event: heartbeat\ndata: ";
            bytes += client::contract::encode(client::contract::Heartbeat{clock.utcMs(), hub.headCursor()});
            bytes += "\n\n";
        }
        if (!bytes.empty()) {
            if (!co_await send(std::move(bytes)))
                co_return;
            if (!pause)
                continue;
        }
        error_code ignored;
        enter(Stage::Streaming, 0);
        m_wakeUp.expires_after(
            std::chrono::milliseconds(pause ? pauseMs : std::max<std::int64_t>(1, nextBeat - clock.steadyMs())));
        co_await m_wakeUp.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
}

} // namespace service::http
