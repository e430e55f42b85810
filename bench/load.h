// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

// Keep-alive HTTP/1.1 clients on one thread: each sends its next request when the answer to the one before is complete.
class Load
{
public:
    struct Callbacks
    {
        // The next request of this client as it goes over the wire; empty: this client is done.
        std::function<std::string(int client)> next;
        // status 0: the connection broke; next() is asked again after a new connection is there.
        std::function<void(int client, int status, std::string_view body, std::int64_t latencyUs)> answered;
    };

    Load(int port, int clients, Callbacks callbacks);
    ~Load();
    Load(const Load&) = delete;
    Load& operator=(const Load&) = delete;

    // Until all clients are done or the time is over. Returns the seconds that it took.
    double run(double secondsMost);
    // For the next connections.
    void setPort(int port) { m_port = port; }

private:
    struct Client;

    bool connect(Client& client);
    void disconnect(Client& client);
    void ask(Client& client);
    void write(Client& client);
    void read(Client& client);
    void watch(Client& client, std::uint32_t events, bool isNew);

    int m_port;
    Callbacks m_callbacks;
    int m_epoll = -1;
    int m_active = 0;
    std::vector<Client> m_clients;
};

// A request with its headers; the same bytes every time.
std::string post(std::string_view target, std::string_view token, std::string_view body);

// The q-quantile of latencies, in microseconds; sorts them.
double quantile(std::vector<std::int64_t>& latenciesUs, double q);

} // namespace bench
