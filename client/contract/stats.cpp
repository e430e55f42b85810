// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/stats.h"

#include "client/contract/decoder.h"
#include "client/contract/encoder.h"
#include "client/contract/partnerwords.h"

#include <algorithm>
#include <charconv>
#include <numeric>

namespace client::contract {

namespace {

constexpr std::size_t partnersMax = 1'000;
constexpr int ratioMax = 1'000;

Json object(const Aging& aging)
{
    return Json(aging.counts);
}

Json object(const CallTally& calls)
{
    return {{"accepted", calls.accepted},
            {"declined", calls.declined},
            {"not_sent", calls.notSent},
            {"in_doubt", calls.inDoubt}};
}

Json orNull(const std::optional<std::int64_t>& number)
{
    return number ? Json(*number) : Json(nullptr);
}

// One array of a member of each row.
template <typename Row, typename Member>
Json column(const std::vector<Row>& rows, Member member)
{
    Json made = Json::array();
    for (const Row& row : rows)
        made.push_back(member(row));
    return made;
}

Json object(const PartnerStats& partner)
{
    Json made;
    made["partner_id"] = partner.partner.text();
    made["name"] = partner.name;
    made["wallet"] = partner.remote ? "bookmaker" : "local";
    made["state"] = partner.suspended ? "suspended" : "active";
    made["breaker"] = breakerWord(partner.breaker);
    made["in_flight"] = partner.inFlight;
    made["queued"] = partner.queued;
    addTime(made, "last_success", partner.lastSuccessAt);
    if (partner.errorRatioMilli)
        made["error_ratio_milli"] = *partner.errorRatioMilli;
    made["calls"] = object(partner.calls);
    if (partner.hour.p50Ms)
        made["p50_ms"] = *partner.hour.p50Ms;
    if (partner.hour.p95Ms)
        made["p95_ms"] = *partner.hour.p95Ms;
    made["p50_by_minute"] = column(partner.minutes, [](const Percentiles& minute) { return orNull(minute.p50Ms); });
    made["p95_by_minute"] = column(partner.minutes, [](const Percentiles& minute) { return orNull(minute.p95Ms); });
    return made;
}

std::optional<std::int64_t> count(const json::Value& value)
{
    std::int64_t number = 0;
    const std::string& text = value.text;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = read.ec == std::errc() && read.ptr == text.data() + text.size();
    return value.kind == json::Kind::Number && whole && number >= 0 ? std::optional(number) : std::nullopt;
}

// An array of exactly `size` counts, or of counts and nulls.
std::vector<std::optional<std::int64_t>> counts(Decoder& in, const char* key, std::size_t size, bool mayBeNull = false)
{
    std::vector<std::optional<std::int64_t>> made(size);
    const json::Value* const array = in.reader().optionalArray(key);
    if (!array || array->items.size() != size) {
        if (in.ok())
            in.reader().refuse(ErrorKind::Invalid, std::string(key) + " must hold " + std::to_string(size) + " counts",
                               key);
        return made;
    }
    for (std::size_t i = 0; i < size; ++i) {
        made[i] = count(array->items[i]);
        if (!made[i] && !(mayBeNull && array->items[i].kind == json::Kind::Null))
            in.reader().refuse(ErrorKind::Invalid, std::string(key) + " must hold counts", key);
    }
    return made;
}

Aging aging(Decoder& in, const char* key)
{
    Aging made;
    const auto read = counts(in, key, made.counts.size());
    std::transform(read.begin(), read.end(), made.counts.begin(), [](const auto& one) { return one.value_or(0); });
    return made;
}

Attention attention(Decoder& in)
{
    Attention made;
    made.failed = aging(in, "failed");
    made.retrying = aging(in, "retrying");
    made.held = aging(in, "funds_held");
    made.inDoubt = aging(in, "in_doubt");
    made.approvals = aging(in, "approvals");
    return made;
}

CallTally tally(Decoder& in)
{
    return {in.natural("accepted"), in.natural("declined"), in.natural("not_sent"), in.natural("in_doubt")};
}

struct Minutes
{
    std::int64_t from = 0;
    std::int64_t since = 0;
    std::vector<StatsMinute> all;
};

Minutes minutes(Decoder& in)
{
    Minutes made;
    made.from = in.time("from");
    made.since = in.time("since", false);
    made.all.resize(statsMinutes);
    const auto accepted = counts(in, "accepted", statsMinutes);
    const auto declined = counts(in, "declined", statsMinutes);
    const auto notSent = counts(in, "not_sent", statsMinutes);
    const auto inDoubt = counts(in, "in_doubt", statsMinutes);
    const auto depth = counts(in, "queue_depth", statsMinutes, true);
    for (std::size_t i = 0; i < statsMinutes; ++i) {
        made.all[i].calls = {accepted[i].value_or(0), declined[i].value_or(0), notSent[i].value_or(0),
                             inDoubt[i].value_or(0)};
        made.all[i].queueDepth = depth[i];
    }
    return made;
}

PartnerStats partner(Decoder& in)
{
    PartnerStats made;
    made.partner = in.id<PartnerId>("partner_id");
    made.name = in.text("name");
    made.remote = in.either("wallet", "bookmaker", "local");
    made.suspended = in.either("state", "suspended", "active");
    made.breaker = in.enumerated("breaker", breakerFrom, CircuitBreaker::State::Open);
    made.inFlight = in.natural("in_flight");
    made.queued = in.natural("queued");
    made.lastSuccessAt = in.time("last_success", false);
    if (in.reader().has("error_ratio_milli")) {
        made.errorRatioMilli = in.smallNatural("error_ratio_milli");
        if (*made.errorRatioMilli > ratioMax)
            in.reader().refuse(ErrorKind::OutOfRange, "error_ratio_milli is above 1000", "error_ratio_milli");
    }
    made.calls = in.object("calls", tally);
    if (in.reader().has("p50_ms"))
        made.hour.p50Ms = in.natural("p50_ms");
    if (in.reader().has("p95_ms"))
        made.hour.p95Ms = in.natural("p95_ms");
    const auto p50 = counts(in, "p50_by_minute", statsMinutes, true);
    const auto p95 = counts(in, "p95_by_minute", statsMinutes, true);
    for (std::size_t i = 0; i < statsMinutes; ++i)
        made.minutes.push_back({p50[i], p95[i]});
    return made;
}

Stats stats(Decoder& in)
{
    Stats made;
    made.at = in.time("at");
    made.attention = in.object("attention", attention);
    made.queueDepth = in.natural("queue_depth");
    Minutes read = in.object("minutes", minutes);
    made.from = read.from;
    made.since = read.since;
    made.minutes = std::move(read.all);
    made.partners = in.array("partners", partner, partnersMax);
    return made;
}

} // namespace

std::int64_t Aging::total() const
{
    return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

std::size_t agingStep(std::int64_t ageMs)
{
    const auto past = std::find_if(agingBoundsMs.begin(), agingBoundsMs.end(),
                                   [ageMs](std::int64_t bound) { return ageMs <= bound; });
    return static_cast<std::size_t>(past - agingBoundsMs.begin());
}

bool Attention::isCalm() const
{
    return *this == Attention{};
}

std::string encode(const Stats& stats)
{
    Json made;
    made["at"] = json::timeText(stats.at);
    made["attention"] = {{"failed", object(stats.attention.failed)},
                         {"retrying", object(stats.attention.retrying)},
                         {"funds_held", object(stats.attention.held)},
                         {"in_doubt", object(stats.attention.inDoubt)},
                         {"approvals", object(stats.attention.approvals)}};
    made["queue_depth"] = stats.queueDepth;
    Json minutes;
    minutes["from"] = json::timeText(stats.from);
    addTime(minutes, "since", stats.since);
    minutes["accepted"] = column(stats.minutes, [](const StatsMinute& minute) { return minute.calls.accepted; });
    minutes["declined"] = column(stats.minutes, [](const StatsMinute& minute) { return minute.calls.declined; });
    minutes["not_sent"] = column(stats.minutes, [](const StatsMinute& minute) { return minute.calls.notSent; });
    minutes["in_doubt"] = column(stats.minutes, [](const StatsMinute& minute) { return minute.calls.inDoubt; });
    minutes["queue_depth"] = column(stats.minutes, [](const StatsMinute& minute) { return orNull(minute.queueDepth); });
    made["minutes"] = std::move(minutes);
    made["partners"] = column(stats.partners, [](const PartnerStats& partner) { return object(partner); });
    return json::dump(made);
}

Result<Stats> decodeStats(std::string_view body)
{
    return decodeText(body, stats);
}

} // namespace client::contract
