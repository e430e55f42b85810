// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/core/context.h"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace service::core {

// One call to a partner and what came of it.
struct CallMade
{
    contract::PartnerId partner;
    bool named = true;     // false: by no configuration; such partners have no statistics of their own
    std::string_view call; // check_bet, block_funds, …; a literal
    contract::AnswerKind outcome = contract::AnswerKind::InDoubt;
    std::int64_t durationMs = 0;
    int http = 0;
    bool remote = false; // over a network, to a wallet of its own
    std::string errorClass;
    std::string correlationId;
};

// Upper bounds of the durations that are told apart, in ms; the last bucket takes all that is longer.
inline constexpr std::array<std::int64_t, 28> durationBoundsMs{
    1,   2,   3,   5,     7,     10,    15,    20,    30,    50,     70,     100,    150,    200,
    300, 500, 700, 1'000, 1'500, 2'000, 3'000, 5'000, 7'000, 10'000, 15'000, 20'000, 30'000, 60'000};
using DurationCounts = std::array<std::int64_t, durationBoundsMs.size()>;

int durationBucket(std::int64_t durationMs);
// Linear inside its bucket, rounded up to a whole millisecond; nullopt without calls.
std::optional<std::int64_t> percentileMs(const DurationCounts& counts, int percent);

// Counts calls in the transaction that stores them, and tells of each once that is durable.
class CallCounts
{
public:
    // Kept for longer than is shown, so that a late reader finds its first minute.
    static constexpr std::int64_t minutesKept = 90;

    explicit CallCounts(Context& context) : m_context(context) {}

    void setMade(std::function<void(const CallMade&)> made) { m_made = std::move(made); }
    void count(CallMade call);
    // So many operations wait now.
    void noteDepth(std::size_t depth);

    void onTransactionEnd();
    void discard();

private:
    std::int64_t minute();

    Context& m_context;
    std::function<void(const CallMade&)> m_made;
    std::vector<CallMade> m_calls; // of this transaction
    std::int64_t m_prunedMinute = 0;
    std::int64_t m_depthMinute = 0;
    std::int64_t m_deepest = -1;
};

} // namespace service::core
