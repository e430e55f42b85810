// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/gridload.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <string>

namespace bench {

using namespace client::contract;

GridLoad::GridLoad(int count) : m_count(count) {}

std::uint64_t GridLoad::next()
{
    // SplitMix64.
    std::uint64_t z = m_state += 0x9E3779B97F4A7C15;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
    z = (z ^ z >> 27) * 0x94D049BB133111EB;
    return z ^ z >> 31;
}

BetRow GridLoad::bet(int number) const
{
    static const std::array<std::string, 5> partners{"acme", "northbet", "betcraft", "lucky7", "ostrov"};
    const auto n = static_cast<std::uint64_t>(number);
    BetRow row;
    row.partner = PartnerId(partners[n % partners.size()]);
    row.bet = BetId("b-" + std::to_string(90'000'000 + number));
    row.player = PlayerId("p-" + std::to_string(n * 7'919 % 50'000));
    row.game = GameId(n % 3 == 0 ? "roulette" : "blackjack");
    row.round = RoundId("r-" + std::to_string(number / 40));
    row.selection = n % 2 == 0 ? "red" : "black";
    row.oddsE4 = 19'000 + static_cast<std::int64_t>(n % 10) * 100;
    row.stakeMinor = 100 + static_cast<std::int64_t>(n * 7'368'787 % 10'000'019); // each amount once
    row.state = n % 4 == 0 ? BetState::Won : BetState::Blocked;
    if (row.state == BetState::Won)
        row.payoutMinor = row.stakeMinor * 2;
    row.version = 1;
    row.createdAt = 1'795'459'371'000 + std::int64_t{number} * 10;
    row.updatedAt = row.createdAt + 40;
    row.operation.emplace();
    row.operation->id = OperationId("op-" + std::to_string(90'000'000 + number));
    row.operation->state = OperationState::Succeeded;
    row.operation->attempt = 1;
    row.operation->http = 200;
    row.operation->latencyMs = 20 + static_cast<std::int64_t>(n % 90);
    if (n % 50 == 0) {
        row.state = BetState::Rejected;
        row.operation->state = OperationState::Declined;
        row.operation->http = 503;
        row.operation->attempt = 5;
        row.operation->errorClass = "http_503";
        row.operation->error = "HTTP 503, upstream unavailable";
    }
    return row;
}

std::vector<BetRow> GridLoad::all()
{
    return part(0, m_count);
}

std::vector<BetRow> GridLoad::part(int newer, int count) const
{
    std::vector<BetRow> rows;
    const int end = std::max(m_count - newer - count, 0);
    rows.reserve(static_cast<std::size_t>(std::max(m_count - newer - end, 0)));
    for (int number = m_count - newer - 1; number >= end; --number)
        rows.push_back(bet(number));
    return rows;
}

std::vector<BetRow> GridLoad::changes(int count)
{
    std::vector<BetRow> rows;
    for (int i = 0; i < count; ++i) {
        const auto dice = next();
        const int number = i % 10 == 0 ? m_count - 1 - static_cast<int>(dice % 100)
                                       : static_cast<int>(dice % static_cast<std::uint64_t>(m_count));
        auto row = bet(std::max(number, 0));
        row.version = ++m_version;
        row.stakeMinor = 10'000'200 + m_version; // each once, and above all that were
        row.state = dice % 3 == 0 ? BetState::Won : BetState::Blocked;
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<BetRow> GridLoad::fresh(int count)
{
    std::vector<BetRow> rows;
    for (int i = 0; i < count; ++i)
        rows.push_back(bet(m_count++));
    return rows;
}

double threadCpuMs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1'000 + static_cast<double>(time.tv_nsec) / 1e6;
}

double residentMegabytes()
{
    long pages = 0;
    if (auto* file = std::fopen("/proc/self/statm", "r")) {
        if (std::fscanf(file, "%*s %ld", &pages) != 1) // NOLINT(cert-err34-c)
            pages = 0;
        std::fclose(file);
    }
    return static_cast<double>(pages) * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

} // namespace bench
