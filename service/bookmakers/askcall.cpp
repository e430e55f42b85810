// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/bookmakers/askcall.h"

#include "client/contract/wire.h"
#include "service/bookmakers/ordercall.h"
#include "service/core/keys.h"

namespace service::bookmakers {

namespace {

using contract::AnswerKind;
using contract::BetState;
using core::OrderKind;

core::WalletReply& doubt(core::WalletReply& reply, std::string errorClass, std::string error)
{
    reply.answer = AnswerKind::InDoubt;
    reply.errorClass = std::move(errorClass);
    reply.error = std::move(error);
    return reply;
}

core::WalletReply& lie(core::WalletReply& reply, std::string error)
{
    return doubt(reply, "wrong_answer", std::move(error));
}

core::WalletReply& notThere(core::WalletReply& reply)
{
    return doubt(reply, "not_applied_there", "The bookmaker has not done it, but the call may still arrive.");
}

core::WalletReply& done(core::WalletReply& reply, std::int64_t movedMinor = 0)
{
    reply.answer = AnswerKind::Accepted;
    reply.movedMinor = movedMinor;
    return reply;
}

void replaceAll(std::string& text, std::string_view what, std::string_view with)
{
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
}

core::WalletReply& aboutBlock(core::WalletReply& reply, const core::WalletOrder& order, const contract::BetRow& row)
{
    const bool held = row.state == BetState::Blocked || row.state == BetState::Won || row.state == BetState::Lost;
    if (held && row.stakeMinor != order.amountMinor)
        return lie(reply, "The bookmaker holds another amount for this bet.");
    if (held)
        return done(reply);
    if (row.state == BetState::Rejected) {
        reply.answer = AnswerKind::Declined;
        reply.code = contract::ProblemCode::BetDeclined;
        reply.stored = true;
        reply.errorClass = "bet_declined";
        reply.error = "The bookmaker has rejected this bet.";
        return reply;
    }
    if (row.state == BetState::Refunded || row.state == BetState::Expired)
        return doubt(reply, "closed_there", "At the bookmaker this bet is closed already.");
    return notThere(reply);
}

core::WalletReply& aboutResult(core::WalletReply& reply, const core::WalletOrder& order, const contract::BetRow& row)
{
    // A row that changes nothing is never sent: as it was before, it has not arrived.
    if (order.kind == OrderKind::Adjust && row.state == order.from &&
        row.payoutMinor.value_or(0) == order.payoutFromMinor.value_or(0))
        return notThere(reply);
    if (row.state == order.target) {
        if (row.state != BetState::Refunded && row.payoutMinor.value_or(0) != order.payoutMinor.value_or(0))
            return lie(reply, "The bookmaker has paid another amount.");
        return done(reply);
    }
    // An adjustment that has not arrived leaves the bet as it was before.
    if (row.state == BetState::Blocked || (order.kind == OrderKind::Adjust && row.state == order.from))
        return notThere(reply);
    return doubt(reply, "other_state_there", "At the bookmaker the bet is in a state that this call cannot lead to.");
}

core::WalletReply& aboutRefund(core::WalletReply& reply, const core::WalletOrder& order, const contract::BetRow& row)
{
    const std::int64_t before = order.stakeMinor - order.heldMinor;
    const bool closes = order.amountMinor == order.heldMinor;
    if (row.stakeMinor != order.stakeMinor)
        return lie(reply, "The bookmaker holds another amount for this bet.");
    if (row.state == BetState::Blocked && row.refundedMinor == before)
        return notThere(reply);
    // The hold ran out there first, which gave all of it back; or it was voided, which no refund counts.
    const bool isVoid = core::isRecalculationKey(order.key) && row.state == BetState::Refunded &&
                        row.closedBy == contract::ClosedBy::RecalculationVoid;
    if (closes && row.refundedMinor == before && (row.state == BetState::Expired || isVoid))
        return done(reply);
    if (row.state == (closes ? BetState::Refunded : BetState::Blocked) &&
        row.refundedMinor == before + order.amountMinor)
        return done(reply);
    return doubt(reply, "other_state_there", "At the bookmaker the bet is in a state that this call cannot lead to.");
}

core::WalletReply& aboutCancel(core::WalletReply& reply, const core::WalletOrder& order, const contract::BetRow& row)
{
    if (row.state == BetState::Rejected || row.state == BetState::Expired)
        return done(reply, 0);
    if (row.state != BetState::Refunded)
        return notThere(reply);
    if (row.refundedMinor != 0 && row.refundedMinor != order.stakeMinor)
        return lie(reply, "The bookmaker has given another amount back.");
    return done(reply, row.refundedMinor);
}

} // namespace

std::string askUrl(std::string_view statusUrl, const core::WalletOrder& order)
{
    std::string url(statusUrl);
    replaceAll(url, "{partner_id}", order.partner.text());
    replaceAll(url, "{bet_id}", order.bet.text());
    return url;
}

core::WalletReply toldOf(const core::WalletOrder& order, std::string_view url, const contract::Exchange& exchange)
{
    core::WalletReply reply;
    reply.http = exchange.status;
    reply.latencyMs = exchange.durationMs;
    // A query may hold what nobody should read.
    reply.request = requestText("GET", url.substr(0, url.find('?')), {});
    reply.response = responseText(exchange.body);
    if (exchange.error != contract::TransportError::None || exchange.status < 200 || exchange.status > 299) {
        const contract::Answer answer = contract::classify(exchange, {});
        // A refusal to tell is none of what was asked about.
        if (answer.problem && answer.problem->code == contract::ProblemCode::BetNotFound)
            return doubt(reply, "not_found_there",
                         "The bookmaker does not know the bet, but the call may still arrive.");
        return doubt(reply, answer.errorClass, answer.detail);
    }
    const auto row = contract::decodeBetRow(exchange.body);
    if (!row)
        return doubt(reply, "foreign_body", "The answer is not a bet: " + row.error().detail);
    if (row->bet != order.bet || row->partner != order.partner)
        return lie(reply, "The answer is about another bet.");
    if (row->player != order.player)
        return lie(reply, "The answer names another player.");
    if (row->currency != order.currency)
        return lie(reply, "The answer names another currency.");
    if (row->operation && contract::isOpen(row->operation->state))
        return doubt(reply, "open_there", "The bookmaker is not done with this bet itself.");
    switch (order.kind) {
    case OrderKind::Block:
        return aboutBlock(reply, order, *row);
    case OrderKind::Settle:
    case OrderKind::Adjust:
        return aboutResult(reply, order, *row);
    case OrderKind::Refund:
        return aboutRefund(reply, order, *row);
    case OrderKind::Cancel:
        return aboutCancel(reply, order, *row);
    }
    return reply;
}

} // namespace service::bookmakers
