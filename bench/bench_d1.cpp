// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later

// D1: the gateway with 64 calls in flight to a bookmaker that takes 20 ms, against the ideal rate and beside a plain
// libcurl multi loop in the same run. Then a whole service with five bookmakers, of which one hangs, and what the
// callers of the other four feel of it.
#include "bench/child.h"
#include "bench/load.h"
#include "bench/report.h"
#include "client/ports/systemports.h"
#include "service/bookmakers/curllink.h"
#include "service/bookmakers/gateway.h"
#include "service/store/sqlitestore.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace service;
using Steady = std::chrono::steady_clock;

constexpr int inFlight = 64;
constexpr int partnerMs = 20;
constexpr double ideal = inFlight * 1'000.0 / partnerMs;
constexpr int rounds = 5;
constexpr double seconds = 3.0;
constexpr int healthy = 4;
constexpr int clientsEach = 4;
// At the one that hangs: more than its share of connections, and as many calls a second as hang at a time.
constexpr int hangingClients = 64;
constexpr int hangingPauseMs = 8;

double since(Steady::time_point start)
{
    return std::chrono::duration<double>(Steady::now() - start).count();
}

std::string urlOf(int port)
{
    return "http://127.0.0.1:" + std::to_string(port);
}

// The gateway with its link, driven as the writer does but without money behind it.
class GatewayLoop
{
public:
    explicit GatewayLoop(int port)
        : m_bookmakers(settings(port)), m_link({{"acme", {m_bookmakers.at("acme"), {"token", {}}}}}, m_clock),
          m_gateway(m_bookmakers, m_link, m_clock)
    {
        m_link.begin([this] {
            const std::lock_guard lock(m_mutex);
            m_woken.notify_one();
        });
    }
    ~GatewayLoop() { m_link.stop(); }

    double perSecond(double forSeconds)
    {
        m_done = 0;
        m_seconds = forSeconds;
        m_start = Steady::now();
        for (int i = 0; i < inFlight; ++i)
            send();
        while (m_open > 0) {
            m_gateway.onCommitted();
            {
                std::unique_lock lock(m_mutex);
                m_woken.wait_for(lock, std::chrono::milliseconds(100), [this] { return m_link.hasNews(); });
            }
            m_gateway.tick(m_store);
        }
        return m_done / since(m_start);
    }

private:
    static std::map<std::string, bookmakers::Bookmaker> settings(int port)
    {
        bookmakers::Bookmaker bookmaker;
        bookmaker.id = "acme";
        bookmaker.url = urlOf(port);
        bookmaker.inFlight = inFlight;
        bookmaker.rate = 100'000;
        return {{"acme", bookmaker}};
    }

    void send()
    {
        core::WalletOrder order;
        order.operation = ++m_number;
        order.bet = client::contract::BetId("b-" + std::to_string(m_number));
        order.key = "block:acme/" + order.bet.text();
        order.partner = client::contract::PartnerId("acme");
        order.player = client::contract::PlayerId("u-1");
        order.amountMinor = 2'500;
        order.correlationId = "c-1";
        ++m_open;
        m_gateway.send(m_store, order, [this](const core::WalletReply& reply) {
            if (reply.answer != client::contract::AnswerKind::Accepted)
                throw std::runtime_error("the bookmaker did not accept: " + reply.error);
            --m_open;
            ++m_done;
            if (since(m_start) < m_seconds)
                send();
        });
    }

    client::ports::SystemClock m_clock;
    store::SqliteStore m_store{":memory:"};
    std::map<std::string, bookmakers::Bookmaker> m_bookmakers;
    bookmakers::CurlLink m_link;
    bookmakers::Gateway m_gateway;
    std::mutex m_mutex;
    std::condition_variable m_woken;
    Steady::time_point m_start;
    double m_seconds = 0;
    std::int64_t m_number = 0;
    int m_open = 0;
    int m_done = 0;
};

std::size_t dropBody(char*, std::size_t size, std::size_t count, void*)
{
    return size * count;
}

// As many calls at once, by libcurl and nothing else.
double plainPerSecond(int port, double forSeconds)
{
    CURLM* const multi = curl_multi_init();
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, static_cast<long>(inFlight));
    curl_slist* const headers = curl_slist_append(nullptr, "Content-Type: application/json");
    const std::string url = urlOf(port) + "/api/block_funds";
    const std::string body = R"({"partner_id":"acme","partner_player_id":"u-1","amount":25.00,"bet_id":"b-1"})";
    std::array<CURL*, inFlight> handles{};
    for (CURL*& handle : handles) {
        handle = curl_easy_init();
        curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
        curl_easy_setopt(handle, CURLOPT_PROXY, "");
        curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
        curl_easy_setopt(handle, CURLOPT_POSTFIELDS, body.c_str());
        curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, dropBody);
        curl_multi_add_handle(multi, handle);
    }
    const auto start = Steady::now();
    int done = 0;
    while (since(start) < forSeconds) {
        int running = 0;
        curl_multi_perform(multi, &running);
        while (const CURLMsg* const message = curl_multi_info_read(multi, &running)) {
            if (message->data.result != CURLE_OK)
                throw std::runtime_error(curl_easy_strerror(message->data.result));
            ++done;
            CURL* const handle = message->easy_handle;
            curl_multi_remove_handle(multi, handle);
            curl_multi_add_handle(multi, handle);
        }
        curl_multi_poll(multi, nullptr, 0, 100, nullptr);
    }
    const double rate = done / since(start);
    for (CURL* const handle : handles) {
        curl_multi_remove_handle(multi, handle);
        curl_easy_cleanup(handle);
    }
    curl_slist_free_all(headers);
    curl_multi_cleanup(multi);
    return rate;
}

void measureRate(int port)
{
    GatewayLoop gateway(port);
    (void)gateway.perSecond(0.5);
    (void)plainPerSecond(port, 0.5);
    std::vector<double> ours;
    std::vector<double> plain;
    for (int round = 0; round < rounds; ++round) {
        ours.push_back(gateway.perSecond(seconds));
        plain.push_back(plainPerSecond(port, seconds));
    }
    using bench::median;
    char note[120];
    std::snprintf(note, sizeof note, "64 in flight, 20 ms partner, ideal %.0f/s; a plain libcurl multi loop %.0f/s",
                  ideal, median(plain));
    bench::print({"D1", "calls/s", median(ours), ideal, median(ours) / ideal, 0.9, bench::Better::Higher, note});
}

std::string blockOf(int partner, std::int64_t number)
{
    const std::string name = "p" + std::to_string(partner);
    return bench::post("/api/block_funds", "game-token",
                       R"({"partner_id":")" + name + R"(","partner_player_id":"u-1","amount":1,"bet_id":"b-)" +
                           std::to_string(number) + "\"}");
}

// p99 of those whose bookmakers are well, while somebody plays at the fifth one, too.
double othersP99Ms(int port, std::int64_t& number)
{
    std::int64_t fifth = number;
    std::thread beside([&] {
        bench::Load load(port, hangingClients,
                         {[&](int) {
                              std::this_thread::sleep_for(std::chrono::milliseconds(hangingPauseMs));
                              return blockOf(healthy, ++fifth);
                          },
                          [](int, int, std::string_view, std::int64_t) {}});
        load.run(seconds);
    });
    std::vector<std::int64_t> latencies;
    bench::Load load(port, healthy * clientsEach,
                     {[&](int client) { return blockOf(client % healthy, ++number); },
                      [&](int, int status, std::string_view body, std::int64_t latencyUs) {
                          if (status != 200)
                              throw std::runtime_error("status " + std::to_string(status) + ": " + std::string(body));
                          latencies.push_back(latencyUs);
                      }});
    load.run(seconds);
    beside.join();
    number = std::max(number, fifth);
    return bench::quantile(latencies, 0.99) / 1'000;
}

void measureIsolation(const std::string& betd, const std::string& partnerProgram)
{
    bench::Child well({partnerProgram, std::to_string(partnerMs)});
    bench::Child fifth({partnerProgram, std::to_string(partnerMs)});
    const int wellPort = bench::portFrom(well);
    const int fifthPort = bench::portFrom(fifth);
    const bench::TemporaryFolder folder;
    std::string config;
    for (int partner = 0; partner <= healthy; ++partner) {
        const std::string table = "[partners.p" + std::to_string(partner);
        config += table + "]\nanswer_within_ms = 500\n" + table + ".wallet]\nurl = \"" +
                  urlOf(partner == healthy ? fifthPort : wellPort) + "\"\nrate = 10000\n";
    }
    bench::writeFile(folder.path() + "/five.toml", config);
    bench::Betd service(betd, folder.path(), folder.path() + "/d1.db", 0, {"--config", folder.path() + "/five.toml"});
    std::int64_t number = 0;
    (void)othersP99Ms(service.port(), number);
    std::vector<double> before;
    std::vector<double> during;
    std::vector<double> ratios;
    for (int round = 0; round < rounds; ++round) {
        before.push_back(othersP99Ms(service.port(), number));
        fifth.send(SIGSTOP);
        during.push_back(othersP99Ms(service.port(), number));
        fifth.send(SIGCONT);
        ratios.push_back(during.back() / before.back());
        std::this_thread::sleep_for(std::chrono::seconds(6));
    }
    using bench::median;
    bench::print({"D1 one of five hangs", "ms p99 of the others", median(during), median(before), median(ratios), 1.1,
                  bench::Better::Lower, "against before, in turns"});
}

} // namespace

int main(int argc, char** argv)
{
    const std::string betd = argc > 1 ? argv[1] : BETD_PROGRAM;
    const std::string partnerProgram = argc > 2 ? argv[2] : SLOW_PARTNER_PROGRAM;
    try {
        curl_global_init(CURL_GLOBAL_DEFAULT);
        bench::Child partner({partnerProgram, std::to_string(partnerMs)});
        measureRate(bench::portFrom(partner));
        measureIsolation(betd, partnerProgram);
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_d1: %s\n", error.what());
        return 1;
    }
}
