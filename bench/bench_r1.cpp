// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later

// R1: our bets against a partner's CSV of as many lines, 10,000, 100,000 and 1,000,000 a side: the file is read in
// stretches and sent in chunks as the console does, the service compares, and what it finds is checked to the bet. How
// the work grows with the rows, and whether the peak of either side's memory does.
#include "bench/child.h"
#include "bench/load.h"
#include "bench/report.h"
#include "client/contract/json.h"
#include "client/contract/partnerfile.h"
#include "service/core/store.h"
#include "service/store/sqlitestore.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace {

namespace contract = client::contract;

using Steady = std::chrono::steady_clock;

constexpr std::array<int, 3> sizes{10'000, 100'000, 1'000'000};
constexpr double exponentMost = 1.1;
constexpr double memoryMost = 1.2;
constexpr int betsPerCommit = 1'000;
constexpr int stretchBytes = 64 * 1024;
constexpr int mostSeconds = 1'800;
// Of 1,000 bets one is missing at each side and one has another amount.
constexpr int every = 1'000;
constexpr std::int64_t dayMs = 86'400'000;

double since(Steady::time_point start)
{
    return std::chrono::duration<double>(Steady::now() - start).count();
}

std::int64_t nowMs()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

std::string betId(int number)
{
    return "bet-" + std::to_string(number);
}

void seed(const std::string& database, int bets, std::int64_t from)
{
    service::store::SqliteStore store(database);
    for (int first = 0; first < bets; first += betsPerCommit) {
        service::core::Transaction transaction(store);
        for (int number = first; number < std::min(bets, first + betsPerCommit); ++number) {
            service::core::Bet bet;
            bet.id = store.nextBetId();
            bet.row.partner = contract::PartnerId("acme");
            bet.row.bet = contract::BetId(betId(number));
            bet.row.player = contract::PlayerId("player-" + std::to_string(number % 1'000));
            bet.row.stakeMinor = 2'500;
            bet.row.state = number % 2 == 0 ? contract::BetState::Won : contract::BetState::Lost;
            if (number % 2 == 0)
                bet.row.payoutMinor = 5'000;
            bet.row.version = 2;
            bet.row.createdAt = bet.row.updatedAt = from + number * std::int64_t{80};
            store.insertBet(bet);
        }
        transaction.commit();
    }
}

void writeList(const std::string& path, int bets)
{
    std::ofstream file(path, std::ios::binary);
    file << "bet_id,state,amount,currency,payout\n";
    for (int number = 0; number < bets; ++number) {
        if (number % every == 1)
            continue;
        file << (number % every == 2 ? "elsewhere-" + std::to_string(number) : betId(number))
             << (number % 2 == 0 ? ",won," : ",lost,") << (number % every == 3 ? "24.00" : "25.00") << ",EUR,"
             << (number % 2 == 0 ? "50.00\n" : "0.00\n");
    }
    if (!file.flush())
        throw std::runtime_error("cannot write " + path);
}

std::string request(const std::string& method, const std::string& target, const std::string& body = {})
{
    static int keys = 0;
    return method + ' ' + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer operator-token\r\n" +
           "Idempotency-Key: key-" + std::to_string(++keys) +
           "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

// One request after the other, as `next` makes them; an answer other than 2xx ends it.
void send(int port, const std::function<std::string()>& next, const std::function<void(std::string_view)>& answered)
{
    bench::Load load(port, 1,
                     {[&](int) { return next(); },
                      [&](int, int status, std::string_view body, std::int64_t) {
                          if (status < 200 || status > 299)
                              throw std::runtime_error("status " + std::to_string(status) + ": " +
                                                       std::string(body.substr(0, 500)));
                          answered(body);
                      }});
    load.run(mostSeconds);
}

contract::ReconciliationRow ask(int port, const std::string& text)
{
    bool sent = false;
    contract::ReconciliationRow row;
    send(
        port, [&] { return std::exchange(sent, true) ? std::string() : text; },
        [&](std::string_view body) {
            auto read = contract::decodeReconciliationRow(body);
            if (!read)
                throw std::runtime_error("no reconciliation: " + std::string(body.substr(0, 500)));
            row = *std::move(read);
        });
    return row;
}

// The file's chunks as bodies, with no more of it in memory than a stretch and a chunk.
class Chunks
{
public:
    explicit Chunks(const std::string& path) : m_file(path, std::ios::binary) {}

    std::string next() // empty: the file is at its end
    {
        std::vector<char> bytes(stretchBytes);
        while (m_lines.size() < contract::partnerLinesPerChunk && !m_atEnd) {
            m_file.read(bytes.data(), stretchBytes);
            m_atEnd = m_file.gcount() == 0;
            if (m_atEnd)
                m_reader.finish();
            else
                m_reader.feed({bytes.data(), static_cast<std::size_t>(m_file.gcount())});
            auto lines = m_reader.takeLines();
            std::move(lines.begin(), lines.end(), std::back_inserter(m_lines));
        }
        if (m_reader.mistakeCount() > 0)
            throw std::runtime_error("the list has mistakes: " + m_reader.mistakes().front().detail);
        const auto end =
            m_lines.begin() + static_cast<std::ptrdiff_t>(std::min(m_lines.size(), contract::partnerLinesPerChunk));
        if (end == m_lines.begin())
            return {};
        contract::PartnerChunk chunk{++m_chunks, {m_lines.begin(), end}};
        m_lines.erase(m_lines.begin(), end);
        m_rows += static_cast<std::int64_t>(chunk.lines.size());
        return contract::encode(chunk);
    }
    contract::CompareOrder sent() const { return {m_chunks, m_rows}; }

private:
    std::ifstream m_file;
    contract::PartnerFile m_reader;
    std::vector<contract::PartnerLine> m_lines;
    bool m_atEnd = false;
    std::int64_t m_chunks = 0;
    std::int64_t m_rows = 0;
};

double peakMiB(const std::string& process)
{
    std::ifstream status("/proc/" + process + "/status");
    for (std::string line; std::getline(status, line);) {
        if (line.rfind("VmHWM:", 0) == 0)
            return std::atof(line.c_str() + 6) / 1'024;
    }
    throw std::runtime_error("no peak of memory for process " + process);
}

// Of the service and of us, who read and send: what a busy machine makes longer is left out.
double cpuSeconds(int service)
{
    std::ifstream stat("/proc/" + std::to_string(service) + "/stat");
    std::string line;
    std::getline(stat, line);
    // User and system time follow eleven fields after the name, which may hold spaces.
    std::istringstream fields(line.substr(std::min(line.size(), line.rfind(')') + 2)));
    std::string passed;
    for (int field = 0; field < 11; ++field)
        fields >> passed;
    double user = 0;
    double system = 0;
    if (!(fields >> user >> system))
        throw std::runtime_error("no processor time of the service");
    return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK)) +
           static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

// What was held before counts no longer.
void forgetPeak()
{
    std::ofstream("/proc/self/clear_refs") << "5";
}

struct Measured
{
    double sendSeconds = 0;
    double compareSeconds = 0;
    double cpuSeconds = 0;
    double serviceMiB = 0;
    double readerMiB = 0;

    double seconds() const { return sendSeconds + compareSeconds; }
};

void check(const contract::ReconciliationRow& run, int bets)
{
    using Class = contract::ReconciliationClass;
    const std::int64_t few = bets / every;
    const auto is = [&](Class kind, std::int64_t wanted) {
        if (run.count(kind).found != wanted)
            throw std::runtime_error(std::string(word(kind)) + ": " + std::to_string(run.count(kind).found) +
                                     " found, " + std::to_string(wanted) + " wanted");
    };
    is(Class::Matched, bets - 3 * few);
    is(Class::MissingAtPartner, 2 * few);
    is(Class::MissingHere, few);
    is(Class::AmountMismatch, few);
    is(Class::Pending, 0);
}

Measured measure(const std::string& program, int bets)
{
    const bench::TemporaryFolder folder;
    const std::string database = folder.path() + "/betd.db";
    const std::string list = folder.path() + "/list.csv";
    const std::int64_t from = nowMs() - 3 * dayMs;
    seed(database, bets, from);
    writeList(list, bets);
    forgetPeak();

    bench::Betd service(program, folder.path(), database);
    const int port = service.port();
    contract::ReconciliationOrder order;
    order.partner = contract::PartnerId("acme");
    order.from = from;
    order.to = from + 2 * dayMs;
    Measured measured;
    const double cpuBefore = cpuSeconds(service.child().pid());
    const auto started = Steady::now();
    const std::string target =
        "/api/v1/reconciliations/" + ask(port, request("POST", "/api/v1/reconciliations", encode(order))).id;
    Chunks chunks(list);
    send(
        port,
        [&] {
            const std::string body = chunks.next();
            return body.empty() ? body : request("POST", target + ":rows", body);
        },
        [](std::string_view) {});
    measured.sendSeconds = since(started);
    measured.readerMiB = peakMiB("self");
    const auto compared = Steady::now();
    auto run = ask(port, request("POST", target + ":compare", encode(chunks.sent())));
    while (contract::isOpen(run.state)) {
        if (since(compared) > mostSeconds)
            throw std::runtime_error("the comparison does not end");
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        run = ask(port, request("GET", target));
    }
    measured.compareSeconds = since(compared);
    measured.cpuSeconds = cpuSeconds(service.child().pid()) - cpuBefore;
    check(run, bets);
    measured.serviceMiB = peakMiB(std::to_string(service.child().pid()));
    service.child().send(SIGTERM);
    service.child().wait();
    return measured;
}

std::string rates(const std::vector<Measured>& all)
{
    std::string text;
    for (std::size_t i = 0; i < all.size(); ++i)
        text += (i == 0 ? "" : ", ") + std::to_string(sizes.at(i)) +
                " a side: " + std::to_string(static_cast<int>(sizes.at(i) / all[i].seconds())) + " rows/s (sent in " +
                std::to_string(static_cast<int>(all[i].sendSeconds * 1'000)) + " ms, compared in " +
                std::to_string(static_cast<int>(all[i].compareSeconds * 1'000)) + " ms; " +
                std::to_string(static_cast<int>(all[i].cpuSeconds * 1'000)) + " ms of processor)";
    return text;
}

int run(const std::string& program)
{
    std::vector<Measured> all;
    for (const int size : sizes) {
        all.push_back(measure(program, size));
        std::fprintf(stderr, "bench_r1: %d rows a side in %.1f s\n", size, all.back().seconds());
    }
    const Measured& small = all[1];
    const Measured& large = all[2];
    const double exponent = std::log10(large.cpuSeconds / small.cpuSeconds);
    bench::print({"R1", "exponent", exponent, 1, exponent, exponentMost, bench::Better::Lower,
                  "of the processor time from 100,000 to 1,000,000 rows a side; " + rates(all)});
    bench::print({"R1 memory", "MiB", large.serviceMiB, small.serviceMiB, large.serviceMiB / small.serviceMiB,
                  memoryMost, bench::Better::Lower,
                  "peak of the service at 1,000,000 rows a side; the reference is its peak at 100,000"});
    bench::print({"R1 reader memory", "MiB", large.readerMiB, small.readerMiB, large.readerMiB / small.readerMiB,
                  memoryMost, bench::Better::Lower,
                  "peak of who reads and sends the file at 1,000,000 rows; the reference is its peak at 100,000"});
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return run(argc > 1 ? argv[1] : BETD_PROGRAM);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_r1: %s\n", error.what());
        return 1;
    }
}
