// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/stats.h"

#include "client/contract/stats.h"
#include "service/core/callcounts.h"
#include "service/core/parameters.h"
#include "service/core/partners.h"

#include <algorithm>
#include <set>

namespace service::core {

namespace {

constexpr std::size_t partnersShown = 500;
constexpr std::int64_t errorMinutes = 5;

using contract::AnswerKind;
using contract::statsMinuteMs;

void add(contract::CallTally& tally, AnswerKind outcome, std::int64_t count)
{
    switch (outcome) {
    case AnswerKind::Accepted:
        tally.accepted += count;
        return;
    case AnswerKind::Declined:
        tally.declined += count;
        return;
    case AnswerKind::NotSent:
        tally.notSent += count;
        return;
    case AnswerKind::InDoubt:
        tally.inDoubt += count;
        return;
    }
}

contract::Percentiles percentiles(const DurationCounts& counts)
{
    return {percentileMs(counts, 50), percentileMs(counts, 95)};
}

// What is gathered of one partner before it is told.
struct Gathered
{
    contract::CallTally calls;
    contract::CallTally lately;
    DurationCounts hour{};
    std::vector<DurationCounts> minutes = std::vector<DurationCounts>(contract::statsMinutes);
    std::int64_t successMinute = 0;
};

void take(Gathered& into, const CallCount& one, std::size_t at)
{
    add(into.calls, one.outcome, one.count);
    if (at + errorMinutes >= contract::statsMinutes)
        add(into.lately, one.outcome, one.count);
    if (one.outcome == AnswerKind::Accepted)
        into.successMinute = std::max(into.successMinute, one.minute);
    // What never left took no time.
    if (one.outcome == AnswerKind::NotSent)
        return;
    const auto bucket = static_cast<std::size_t>(one.bucket);
    into.hour[bucket] += one.count;
    into.minutes[at][bucket] += one.count;
}

contract::PartnerStats told(const PartnerSettings& partner, const Gathered& gathered, const PartnerCalls& health)
{
    contract::PartnerStats row;
    row.partner = contract::PartnerId(partner.id);
    row.name = partner.name;
    row.remote = partner.bookmaker.has_value();
    row.breaker = health.breaker;
    row.inFlight = health.inFlight;
    row.queued = health.queued;
    row.lastSuccessAt = std::max(gathered.successMinute * statsMinuteMs, health.lastSuccessAt);
    if (const std::int64_t all = gathered.lately.all(); all > 0)
        row.errorRatioMilli = static_cast<int>((gathered.lately.notSent + gathered.lately.inDoubt) * 1'000 / all);
    row.calls = gathered.calls;
    row.hour = percentiles(gathered.hour);
    for (const DurationCounts& minute : gathered.minutes)
        row.minutes.push_back(percentiles(minute));
    return row;
}

std::set<contract::PartnerId> suspended(Store& store)
{
    std::set<contract::PartnerId> all;
    for (const Suspension& suspension : store.suspensions())
        all.insert(suspension.partner);
    return all;
}

} // namespace

Response readStats(Store& store, const Settings& settings, const PartnerHealth& health, const Request& request,
                   std::int64_t nowMs)
{
    const Parameters given(request, " ");
    if (given.problem())
        return problemResponse(*given.problem(), request);
    const std::int64_t last = nowMs / statsMinuteMs;
    const std::int64_t first = last + 1 - static_cast<std::int64_t>(contract::statsMinutes);
    contract::Stats stats;
    stats.at = nowMs;
    stats.attention = store.attention(nowMs);
    stats.queueDepth = store.openOperationCount();
    stats.from = first * statsMinuteMs;
    stats.since = store.firstCountedMinute() * statsMinuteMs;
    stats.minutes.resize(contract::statsMinutes);
    std::map<std::string, Gathered> partners;
    for (const CallCount& one : store.callCounts(first, last)) {
        const auto at = static_cast<std::size_t>(one.minute - first);
        add(stats.minutes[at].calls, one.outcome, one.count);
        if (!one.partner.empty())
            take(partners[one.partner], one, at);
    }
    for (const auto& [minute, depth] : store.queueDepths(first, last))
        stats.minutes[static_cast<std::size_t>(minute - first)].queueDepth = depth;
    const std::set<contract::PartnerId> out = suspended(store);
    for (const auto& [id, partner] : settings.partners) {
        if (stats.partners.size() == partnersShown)
            break;
        const contract::PartnerId partnerId(id);
        stats.partners.push_back(told(partner, partners[id], health.callsOf(partnerId)));
        stats.partners.back().partner = partnerId;
        stats.partners.back().suspended = out.count(partnerId) != 0;
    }
    Response response;
    response.body = contract::encode(stats);
    return response;
}

Vitals readVitals(Store& store, const Settings& settings, const PartnerHealth& health)
{
    Vitals vitals;
    vitals.operations = store.openOperationCount();
    const DoubtCount doubt = store.operationsInDoubt();
    vitals.inDoubt = doubt.operations;
    vitals.oldestDoubtAt = doubt.oldestAt;
    vitals.jobs = store.openJobCounts();
    const std::set<contract::PartnerId> out = suspended(store);
    for (const auto& [id, partner] : settings.partners) {
        const contract::PartnerId partnerId(id);
        vitals.partners.push_back({id, health.callsOf(partnerId), out.count(partnerId) != 0});
    }
    return vitals;
}

} // namespace service::core
