// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/load.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <stdexcept>
#include <thread>

namespace bench {

namespace {

using Clock = std::chrono::steady_clock;

std::int64_t nowUs()
{
    return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now().time_since_epoch()).count();
}

// Bytes of the complete reply at the start of `text`, or 0; the body lies at its end.
std::size_t replyBytes(std::string_view text, std::size_t& bodyBytes)
{
    const std::size_t end = text.find("\r\n\r\n");
    if (end == std::string_view::npos)
        return 0;
    bodyBytes = 0;
    constexpr std::string_view name = "content-length:";
    const std::string_view head = text.substr(0, end);
    const auto found = std::search(head.begin(), head.end(), name.begin(), name.end(),
                                   [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
    if (found != head.end()) {
        const char* at = head.data() + (found - head.begin()) + name.size();
        while (*at == ' ')
            ++at;
        std::from_chars(at, head.data() + head.size(), bodyBytes);
    }
    const std::size_t all = end + 4 + bodyBytes;
    return text.size() >= all ? all : 0;
}

} // namespace

struct Load::Client
{
    int number = 0;
    int socket = -1;
    bool done = false;
    std::string out;
    std::size_t written = 0;
    std::string in;
    std::int64_t sentUs = 0;
    std::int64_t connectAtUs = 0; // not before
};

Load::Load(int port, int clients, Callbacks callbacks)
    : m_port(port), m_callbacks(std::move(callbacks)), m_epoll(::epoll_create1(EPOLL_CLOEXEC)), m_active(clients),
      m_clients(static_cast<std::size_t>(clients))
{
    for (int i = 0; i < clients; ++i)
        m_clients[static_cast<std::size_t>(i)].number = i;
}

Load::~Load()
{
    for (Client& client : m_clients)
        disconnect(client);
    ::close(m_epoll);
}

void Load::watch(Client& client, std::uint32_t events, bool isNew)
{
    epoll_event event{};
    event.events = events;
    event.data.u32 = static_cast<std::uint32_t>(client.number);
    ::epoll_ctl(m_epoll, isNew ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, client.socket, &event);
}

bool Load::connect(Client& client)
{
    client.socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(m_port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    sockaddr generic{};
    std::memcpy(&generic, &address, sizeof(address));
    if (::connect(client.socket, &generic, sizeof(address)) != 0) {
        ::close(client.socket);
        client.socket = -1;
        client.connectAtUs = nowUs() + 20'000;
        return false;
    }
    const int on = 1;
    ::setsockopt(client.socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    watch(client, EPOLLIN, true);
    return true;
}

void Load::disconnect(Client& client)
{
    if (client.socket >= 0)
        ::close(client.socket);
    client.socket = -1;
    client.in.clear();
    client.out.clear();
    client.written = 0;
}

void Load::ask(Client& client)
{
    client.out = m_callbacks.next(client.number);
    client.written = 0;
    if (client.out.empty()) {
        client.done = true;
        --m_active;
        disconnect(client);
        return;
    }
    client.sentUs = nowUs();
    write(client);
}

void Load::write(Client& client)
{
    while (client.written < client.out.size()) {
        const ssize_t count = ::send(client.socket, client.out.data() + client.written,
                                     client.out.size() - client.written, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count < 0 && errno == EAGAIN)
            return watch(client, EPOLLIN | EPOLLOUT, false);
        if (count < 0) {
            disconnect(client);
            return m_callbacks.answered(client.number, 0, {}, 0);
        }
        client.written += static_cast<std::size_t>(count);
    }
}

void Load::read(Client& client)
{
    std::array<char, 16 * 1024> bytes;
    const ssize_t count = ::recv(client.socket, bytes.data(), bytes.size(), MSG_DONTWAIT);
    if (count < 0 && errno == EAGAIN)
        return;
    if (count <= 0) {
        disconnect(client);
        return m_callbacks.answered(client.number, 0, {}, 0);
    }
    client.in.append(bytes.data(), static_cast<std::size_t>(count));
    std::size_t bodyBytes = 0;
    const std::size_t all = replyBytes(client.in, bodyBytes);
    if (all == 0)
        return;
    const int status = client.in.size() > 12 ? std::atoi(client.in.c_str() + 9) : 0;
    m_callbacks.answered(client.number, status, std::string_view(client.in).substr(all - bodyBytes, bodyBytes),
                         nowUs() - client.sentUs);
    client.in.erase(0, all);
    ask(client);
}

double Load::run(double secondsMost)
{
    const std::int64_t startUs = nowUs();
    const auto endUs = startUs + static_cast<std::int64_t>(secondsMost * 1e6);
    std::array<epoll_event, 256> events;
    while (m_active > 0 && nowUs() < endUs) {
        bool waits = false;
        for (Client& client : m_clients) {
            if (client.done || client.socket >= 0)
                continue;
            if (client.connectAtUs <= nowUs() && connect(client))
                ask(client);
            else
                waits = true;
        }
        const int count = ::epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), waits ? 5 : 100);
        for (int i = 0; i < count; ++i) {
            const epoll_event& event = events[static_cast<std::size_t>(i)];
            Client& client = m_clients[event.data.u32];
            if (client.socket < 0)
                continue;
            if (event.events & EPOLLOUT) {
                watch(client, EPOLLIN, false);
                write(client);
            }
            if (client.socket >= 0 && (event.events & (EPOLLIN | EPOLLHUP | EPOLLERR)))
                read(client);
        }
    }
    return static_cast<double>(nowUs() - startUs) / 1e6;
}

std::string post(std::string_view target, std::string_view token, std::string_view body)
{
    std::string text;
    text.append("POST ").append(target).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ").append(token);
    text.append("\r\nContent-Type: application/json\r\nContent-Length: ").append(std::to_string(body.size()));
    text.append("\r\n\r\n").append(body);
    return text;
}

double quantile(std::vector<std::int64_t>& latenciesUs, double q)
{
    if (latenciesUs.empty())
        return 0;
    std::sort(latenciesUs.begin(), latenciesUs.end());
    const auto at = static_cast<std::size_t>(q * static_cast<double>(latenciesUs.size() - 1));
    return static_cast<double>(latenciesUs[at]);
}

} // namespace bench
