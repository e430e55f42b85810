// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/resolution.h"

#include "client/contract/decoder.h"
#include "client/contract/encoder.h"

#include <array>

namespace client::contract {

namespace {

constexpr std::size_t referenceMax = 256;
constexpr std::size_t reasonMax = 1'024;

constexpr std::array<std::string_view, 5> states{"pending", "approved", "rejected", "expired", "stale"};

const char* outcomeWord(bool succeeded)
{
    return succeeded ? "succeeded" : "failed";
}

bool readOutcome(Decoder& in)
{
    const std::string outcome = in.requiredText("outcome");
    if (in.ok() && outcome != outcomeWord(true) && outcome != outcomeWord(false))
        in.reader().refuse(ErrorKind::Invalid, "outcome must be succeeded or failed", "outcome");
    return outcome == outcomeWord(true);
}

ResolveOrder resolveOrder(Decoder& in)
{
    ResolveOrder order;
    order.succeeded = readOutcome(in);
    order.reference = in.requiredText("reference", referenceMax);
    order.reason = in.requiredText("reason", reasonMax);
    return order;
}

ResolutionRow resolutionRow(Decoder& in)
{
    ResolutionRow row;
    row.id = in.requiredText("resolution_id");
    row.operation = in.id<OperationId>("operation_id");
    row.kind = in.enumerated("kind", operationKindFrom, row.kind);
    row.partner = in.id<PartnerId>("partner_id");
    row.bet = in.id<BetId>("bet_id");
    row.amount = in.money("amount", true);
    row.succeeded = readOutcome(in);
    row.reference = in.requiredText("reference", referenceMax);
    row.reason = in.requiredText("reason", reasonMax);
    row.state = in.enumerated("state", resolutionStateFrom, row.state);
    row.digest = in.requiredText("digest");
    row.author = in.requiredText("author");
    row.approver = in.text("approver");
    row.comment = in.text("comment", wireTextMax);
    row.createdAt = in.time("created_at");
    row.expiresAt = in.time("expires_at");
    row.endedAt = in.time("ended_at", false);
    return row;
}

} // namespace

std::string_view word(ResolutionState state)
{
    return states.at(static_cast<std::size_t>(state));
}

std::optional<ResolutionState> resolutionStateFrom(std::string_view word)
{
    for (std::size_t i = 0; i < states.size(); ++i) {
        if (states.at(i) == word)
            return static_cast<ResolutionState>(i);
    }
    return std::nullopt;
}

Json object(const ResolutionRow& row)
{
    Json made;
    made["resolution_id"] = row.id;
    made["operation_id"] = row.operation.text();
    made["kind"] = word(row.kind);
    made["partner_id"] = row.partner.text();
    made["bet_id"] = row.bet.text();
    made["amount"] = money(row.amount.minor, row.amount.currency);
    made["outcome"] = outcomeWord(row.succeeded);
    made["reference"] = row.reference;
    made["reason"] = row.reason;
    made["state"] = word(row.state);
    made["digest"] = row.digest;
    made["author"] = row.author;
    addText(made, "approver", row.approver);
    addText(made, "comment", row.comment);
    made["created_at"] = json::timeText(row.createdAt);
    made["expires_at"] = json::timeText(row.expiresAt);
    addTime(made, "ended_at", row.endedAt);
    return made;
}

std::string encode(const ResolveOrder& order)
{
    Json made;
    made["outcome"] = outcomeWord(order.succeeded);
    made["reference"] = order.reference;
    made["reason"] = order.reason;
    return json::dump(made);
}

std::string encode(const ResolutionRow& row)
{
    return json::dump(object(row));
}

std::string encode(const Page<ResolutionRow>& page)
{
    return encodePage(page);
}

Result<ResolveOrder> decodeResolveOrder(std::string_view body)
{
    const auto value = json::parse(body);
    if (!value)
        return tl::make_unexpected(value.error());
    Decoder decoder(*value, "");
    refuseUnknown(decoder, *value, {"outcome", "reference", "reason"});
    ResolveOrder order = resolveOrder(decoder);
    if (!decoder.ok())
        return tl::make_unexpected(decoder.error());
    return order;
}

Result<ResolutionRow> decodeResolution(std::string_view body)
{
    return decodeText(body, resolutionRow);
}

Result<Page<ResolutionRow>> decodeResolutionPage(std::string_view body)
{
    return decodeText<Page<ResolutionRow>>(body, pageOf<ResolutionRow, resolutionRow>);
}

} // namespace client::contract
