// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/localwallet.h"

#include "service/core/partners.h"
#include "service/core/store.h"

#include <algorithm>

namespace service::core {

namespace {

using contract::AnswerKind;
using contract::ProblemCode;

constexpr const char* tombstone = "tombstone";
constexpr const char* nothingHeld = "nothing_held";
constexpr const char* insufficientFunds = "insufficient_funds";
constexpr const char* playerUnknown = "player_unknown";
constexpr const char* reversalRefused = "reversal_insufficient_funds";

WalletReply accepted(std::int64_t movedMinor = 0)
{
    WalletReply reply;
    reply.answer = AnswerKind::Accepted;
    reply.http = 200;
    reply.movedMinor = movedMinor;
    return reply;
}

WalletReply refused(std::string_view code, bool stored)
{
    WalletReply reply;
    reply.answer = AnswerKind::Declined;
    reply.stored = stored;
    if (code == insufficientFunds) {
        reply.code = ProblemCode::InsufficientFunds;
        reply.error = "The balance does not cover the stake.";
    } else if (code == playerUnknown) {
        reply.code = ProblemCode::BetDeclined;
        reply.reason = playerUnknown;
        reply.error = "The player is not known.";
    } else if (code == reversalRefused) {
        reply.code = ProblemCode::ReversalInsufficientFunds;
        reply.error = "The balance no longer covers what is to be taken back.";
    } else {
        reply.code = ProblemCode::BetClosed;
        reply.error = "The block was taken back before it arrived.";
    }
    reply.http = contract::rule(*reply.code).http;
    reply.errorClass = std::string(contract::rule(*reply.code).word);
    reply.response = contract::encode(contract::problem(*reply.code, reply.error));
    return reply;
}

WalletReply replay(const std::string& code, const WalletOrder& order)
{
    if (code.empty())
        return accepted(order.heldMinor);
    if (code == nothingHeld)
        return accepted(0);
    return refused(code, true);
}

} // namespace

LocalWallet::LocalWallet(const Settings& settings) : m_settings(settings) {}

std::optional<WalletReply> LocalWallet::immediate(Store& store, const WalletOrder& order)
{
    return apply(store, order);
}

void LocalWallet::send(Store& store, const WalletOrder& order, Done done)
{
    done(apply(store, order));
}

std::optional<WalletReply> LocalWallet::check(Store& store, const WalletOrder& order)
{
    const PartnerSettings* partner = findPartner(m_settings, order.partner);
    if (!partner || !knowsPlayer(*partner, order.player))
        return refused(playerUnknown, false);
    const auto account = store.findAccount(AccountKind::Player, order.partner, order.player, order.currency);
    const std::int64_t balance = account ? account->balanceMinor : partner->openingBalanceMinor;
    if (balance < order.amountMinor)
        return refused(insufficientFunds, false);
    return std::nullopt;
}

WalletReply LocalWallet::apply(Store& store, const WalletOrder& order)
{
    if (const auto code = store.posting(order.operation))
        return replay(*code, order);

    const auto refuse = [&](const char* code) {
        store.post({order.operation, order.at, code, {}});
        return refused(code, true);
    };
    const PartnerSettings* known = findPartner(m_settings, order.partner);
    // What is held or owed outlives the configuration: only a new hold needs a player who is still in it.
    if (order.kind == OrderKind::Block && (!known || !knowsPlayer(*known, order.player)))
        return refuse(playerUnknown);
    const PartnerSettings& partner = known ? *known : m_settings.defaultPartner;

    const auto houseAccount = [&](AccountKind kind) {
        return store.account(kind, order.partner, {}, order.currency).id;
    };
    const auto playerAccount = [&] {
        Account player = store.account(AccountKind::Player, order.partner, order.player, order.currency);
        if (player.created && partner.openingBalanceMinor != 0) {
            const std::int64_t opening = partner.openingBalanceMinor;
            store.post(
                {-player.id, order.at, {}, {{player.id, opening}, {houseAccount(AccountKind::Funding), -opening}}});
            player.balanceMinor = opening;
        }
        return player;
    };
    const auto move = [&](std::vector<PostingLine> lines) {
        store.post({order.operation, order.at, {}, std::move(lines)});
        return accepted(order.heldMinor);
    };
    const auto receivable = [&] {
        return store.account(AccountKind::Receivable, order.partner, order.player, order.currency).id;
    };
    // What the player owes is taken out of what the player gets.
    const auto pay = [&](std::vector<PostingLine>& lines, std::int64_t player, std::int64_t amount) {
        std::int64_t netted = 0;
        if (partner.overdraw == Overdraw::Debt) {
            const auto owed = store.findAccount(AccountKind::Receivable, order.partner, order.player, order.currency);
            if (owed && owed->balanceMinor < 0)
                netted = std::min(amount, -owed->balanceMinor);
        }
        if (netted > 0)
            lines.push_back({receivable(), netted});
        lines.push_back({player, amount - netted});
    };
    const auto credit = [&](std::vector<PostingLine> lines, std::int64_t amount) {
        pay(lines, playerAccount().id, amount);
        return move(std::move(lines));
    };
    const std::int64_t amount = order.amountMinor;
    switch (order.kind) {
    case OrderKind::Block: {
        const Account player = playerAccount();
        if (player.balanceMinor < amount)
            return refuse(insufficientFunds);
        return move({{player.id, -amount}, {houseAccount(AccountKind::Held), amount}});
    }
    case OrderKind::Settle:
        if (amount == 0)
            return move({{houseAccount(AccountKind::Held), -order.heldMinor},
                         {houseAccount(AccountKind::House), order.heldMinor}});
        // One line for the house: what it took out of the hold less what it paid.
        return credit({{houseAccount(AccountKind::Held), -order.heldMinor},
                       {houseAccount(AccountKind::House), order.heldMinor - amount}},
                      amount);
    case OrderKind::Refund:
        return credit({{houseAccount(AccountKind::Held), -amount}}, amount);
    case OrderKind::Cancel: {
        const auto block = store.posting(order.cancels);
        if (block && block->empty())
            return credit({{houseAccount(AccountKind::Held), -order.heldMinor}}, order.heldMinor);
        // The block may still be on its way: it must find this.
        if (!block)
            store.post({order.cancels, order.at, tombstone, {}});
        store.post({order.operation, order.at, nothingHeld, {}});
        return accepted(0);
    }
    case OrderKind::Adjust: {
        const Account player = playerAccount();
        std::vector<PostingLine> lines{{houseAccount(AccountKind::House), -amount}};
        if (amount >= 0) {
            pay(lines, player.id, amount);
            return move(std::move(lines));
        }
        const std::int64_t missing = -(player.balanceMinor + amount);
        if (missing > 0 && partner.overdraw == Overdraw::Reject)
            return refuse(reversalRefused);
        if (missing > 0 && partner.overdraw == Overdraw::Debt) {
            const std::int64_t owed = std::min(missing, -amount);
            lines.push_back({player.id, amount + owed});
            lines.push_back({receivable(), -owed});
            return move(std::move(lines));
        }
        lines.push_back({player.id, amount});
        return move(std::move(lines));
    }
    }
    return refused(tombstone, false);
}

} // namespace service::core
