// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The least that a Beast server can do: read a request, parse its body, answer. One thread, as the service's edge has.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include <nlohmann/json.hpp>

#include <cstdio>
#include <cstdlib>
#include <string>

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;

namespace {

asio::awaitable<void> serve(tcp::socket socket, const std::string& answer)
{
    boost::beast::flat_buffer buffer;
    try {
        for (;;) {
            http::request<http::string_body> request;
            co_await http::async_read(socket, buffer, request, asio::use_awaitable);
            const auto body = nlohmann::json::parse(request.body());
            http::response<http::string_body> response(http::status::unprocessable_entity, request.version());
            response.set(http::field::content_type, "application/problem+json");
            response.keep_alive(request.keep_alive());
            response.body() = answer + body.at("bet_id").get<std::string>() + "\"}";
            response.prepare_payload();
            co_await http::async_write(socket, response, asio::use_awaitable);
        }
    } catch (const std::exception&) {
    }
}

asio::awaitable<void> accept(tcp::acceptor& acceptor, const std::string& answer)
{
    for (;;) {
        tcp::socket socket = co_await acceptor.async_accept(asio::use_awaitable);
        socket.set_option(tcp::no_delay(true));
        asio::co_spawn(acceptor.get_executor(), serve(std::move(socket), answer), asio::detached);
    }
}

} // namespace

int main(int argc, char** argv)
{
    // The service's answer has about as many bytes.
    const std::size_t bytes = argc > 1 ? static_cast<std::size_t>(std::atoi(argv[1])) : 300;
    const std::string answer = "{\"detail\":\"" + std::string(bytes, 'x') + "\",\"bet_id\":\"";
    asio::io_context context(1);
    tcp::acceptor acceptor(context, {asio::ip::make_address_v4("127.0.0.1"), 0});
    std::printf("{\"listening\":\"127.0.0.1:%d\"}\n", acceptor.local_endpoint().port());
    std::fflush(stdout);
    asio::co_spawn(context, accept(acceptor, answer), asio::detached);
    context.run();
}
