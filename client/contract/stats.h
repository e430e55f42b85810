// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/partners.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Shape of GET /api/v1/stats: what needs attention, and how the last hour went.
namespace client::contract {

inline constexpr std::size_t statsMinutes = 60;
inline constexpr std::int64_t statsMinuteMs = 60'000;

// Counts by age: up to 5 minutes, up to an hour, up to a day, older.
inline constexpr std::array<std::int64_t, 3> agingBoundsMs{300'000, 3'600'000, 86'400'000};
struct Aging
{
    std::array<std::int64_t, agingBoundsMs.size() + 1> counts{};

    std::int64_t total() const;
    bool operator==(const Aging&) const = default;
};
std::size_t agingStep(std::int64_t ageMs); // in `counts`

struct Attention
{
    Aging failed;   // bets shown as failed, in the last 7 days
    Aging retrying; // bets whose newest operation failed at least once and goes on
    Aging held;     // bets whose funds are held for more than 5 minutes
    Aging inDoubt;
    Aging approvals; // jobs and resolutions that wait for a second person

    bool isCalm() const;
    bool operator==(const Attention&) const = default;
};

// Calls to partners by the four answers.
struct CallTally
{
    std::int64_t accepted = 0;
    std::int64_t declined = 0;
    std::int64_t notSent = 0;
    std::int64_t inDoubt = 0;

    std::int64_t all() const { return accepted + declined + notSent + inDoubt; }
    bool operator==(const CallTally&) const = default;
};

struct StatsMinute
{
    CallTally calls;
    std::optional<std::int64_t> queueDepth; // the deepest; nullopt: nothing happened, or the service did not run
    bool operator==(const StatsMinute&) const = default;
};

// How long calls took that went out. nullopt: there were none.
struct Percentiles
{
    std::optional<std::int64_t> p50Ms;
    std::optional<std::int64_t> p95Ms;
    bool operator==(const Percentiles&) const = default;
};

struct PartnerStats
{
    PartnerId partner;
    std::string name;
    bool remote = false;    // on the wire wallet: local | bookmaker
    bool suspended = false; // on the wire state: active | suspended
    CircuitBreaker::State breaker = CircuitBreaker::State::Closed;
    std::int64_t inFlight = 0;
    std::int64_t queued = 0;
    std::int64_t lastSuccessAt = 0;     // 0: none in the last hour
    std::optional<int> errorRatioMilli; // of the last 5 minutes: not sent or in doubt; nullopt: no calls
    CallTally calls;                    // of the hour
    Percentiles hour;
    std::vector<Percentiles> minutes; // statsMinutes of them
};

struct Stats
{
    std::int64_t at = 0;
    Attention attention;
    std::int64_t queueDepth = 0; // operations that may still move money, now
    std::int64_t from = 0;       // where the first of the minutes begins; the last one is still running
    std::int64_t since = 0;      // nothing was counted before this; 0: nothing was ever counted
    std::vector<StatsMinute> minutes;
    std::vector<PartnerStats> partners; // in the order of their ids
};

std::string encode(const Stats& stats);
Result<Stats> decodeStats(std::string_view body);

} // namespace client::contract
