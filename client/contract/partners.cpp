// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/partners.h"

#include "client/contract/decoder.h"
#include "client/contract/encoder.h"
#include "client/contract/partnerwords.h"

#include <array>

namespace client::contract {

namespace {

constexpr std::size_t reasonMax = 1'024;
constexpr int ratioMax = 1'000;

constexpr std::array<std::string_view, 3> breakers{"closed", "open", "half_open"};

PartnerHealthRow partnerHealth(Decoder& in)
{
    PartnerHealthRow row;
    row.partner = in.id<PartnerId>("partner_id");
    row.remote = in.either("wallet", "bookmaker", "local");
    row.suspended = in.either("state", "suspended", "active");
    row.suspendedAt = in.time("suspended_at", false);
    row.suspendedBy = in.text("suspended_by");
    row.suspendedReason = in.text("suspended_reason", reasonMax);
    row.breaker = in.enumerated("breaker", breakerFrom, CircuitBreaker::State::Open);
    row.inFlight = in.natural("in_flight");
    row.queued = in.natural("queued");
    row.lastSuccessAt = in.time("last_success", false);
    row.errorRatioMilli = in.smallNatural("error_ratio_milli");
    if (row.errorRatioMilli > ratioMax)
        in.reader().refuse(ErrorKind::OutOfRange, "error_ratio_milli is above 1000", "error_ratio_milli");
    return row;
}

SuspendOrder suspendOrder(Decoder& in)
{
    return {in.requiredText("reason", reasonMax)};
}

} // namespace

std::string_view breakerWord(CircuitBreaker::State state)
{
    return breakers.at(static_cast<std::size_t>(state));
}

std::optional<CircuitBreaker::State> breakerFrom(std::string_view word)
{
    for (std::size_t i = 0; i < breakers.size(); ++i) {
        if (breakers.at(i) == word)
            return static_cast<CircuitBreaker::State>(i);
    }
    return std::nullopt;
}

std::string encode(const PartnerHealthRow& row)
{
    Json made;
    made["partner_id"] = row.partner.text();
    made["wallet"] = row.remote ? "bookmaker" : "local";
    made["state"] = row.suspended ? "suspended" : "active";
    addTime(made, "suspended_at", row.suspendedAt);
    addText(made, "suspended_by", row.suspendedBy);
    addText(made, "suspended_reason", row.suspendedReason);
    made["breaker"] = breakerWord(row.breaker);
    made["in_flight"] = row.inFlight;
    made["queued"] = row.queued;
    addTime(made, "last_success", row.lastSuccessAt);
    made["error_ratio_milli"] = row.errorRatioMilli;
    return json::dump(made);
}

std::string encode(const SuspendOrder& order)
{
    return json::dump(Json{{"reason", order.reason}});
}

Result<PartnerHealthRow> decodePartnerHealth(std::string_view body)
{
    return decodeText(body, partnerHealth);
}

Result<SuspendOrder> decodeSuspendOrder(std::string_view body)
{
    const auto value = json::parse(body);
    if (!value)
        return tl::make_unexpected(value.error());
    Decoder decoder(*value, "");
    refuseUnknown(decoder, *value, {"reason"});
    SuspendOrder order = suspendOrder(decoder);
    if (!decoder.ok())
        return tl::make_unexpected(decoder.error());
    return order;
}

} // namespace client::contract
