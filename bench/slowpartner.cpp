// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A bookmaker that says yes to every block after a while: slowpartner MILLISECONDS.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;

namespace {

std::string betOf(const std::string& body)
{
    static constexpr std::string_view key = "\"bet_id\":\"";
    const std::size_t at = body.find(key);
    return at == std::string::npos ? ""
                                   : body.substr(at + key.size(), body.find('"', at + key.size()) - at - key.size());
}

asio::awaitable<void> serve(tcp::socket socket, std::chrono::milliseconds delay)
{
    boost::beast::flat_buffer buffer;
    asio::steady_timer timer(socket.get_executor());
    try {
        for (;;) {
            http::request<http::string_body> request;
            co_await http::async_read(socket, buffer, request, asio::use_awaitable);
            timer.expires_after(delay);
            co_await timer.async_wait(asio::use_awaitable);
            http::response<http::string_body> response(http::status::ok, request.version());
            response.set(http::field::content_type, "application/json");
            response.keep_alive(request.keep_alive());
            response.body() = R"({"status":"blocked","message":"m","bet_id":")" + betOf(request.body()) + "\"}";
            response.prepare_payload();
            co_await http::async_write(socket, response, asio::use_awaitable);
        }
    } catch (const std::exception&) {
    }
}

asio::awaitable<void> accept(tcp::acceptor& acceptor, std::chrono::milliseconds delay)
{
    for (;;) {
        tcp::socket socket = co_await acceptor.async_accept(asio::use_awaitable);
        socket.set_option(tcp::no_delay(true));
        asio::co_spawn(acceptor.get_executor(), serve(std::move(socket), delay), asio::detached);
    }
}

} // namespace

int main(int argc, char** argv)
{
    const std::chrono::milliseconds delay(argc > 1 ? std::atoi(argv[1]) : 20);
    asio::io_context context(1);
    tcp::acceptor acceptor(context, {asio::ip::make_address_v4("127.0.0.1"), 0});
    std::printf("{\"listening\":\"127.0.0.1:%d\"}\n", acceptor.local_endpoint().port());
    std::fflush(stdout);
    asio::co_spawn(context, accept(acceptor, delay), asio::detached);
    context.run();
}
