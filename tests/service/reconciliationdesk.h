// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/json.h"
#include "client/contract/reconciliation.h"
#include "tests/service/corefixture.h"

#include <QDebug>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace tests {

namespace contract = client::contract;

// A desk whose bets are compared with lists of partner p-1.
struct ReconciliationDesk : Desk
{
    explicit ReconciliationDesk(service::core::Settings given = {}, const std::string& file = ":memory:")
        : Desk(std::move(given), file)
    {
        clock.now = dayMs;
    }

    static constexpr std::int64_t dayMs = 86'400'000;

    service::core::Response by(const std::string& who, const std::string& target, const std::string& text = {})
    {
        const std::string formerSubject = subject;
        subject = who;
        role = "manager";
        headerKey = "k" + std::to_string(++presses);
        service::core::Response response = post(target, text);
        subject = formerSubject;
        role = "game";
        headerKey.clear();
        return response;
    }

    // A bet of ours as it came to be, without the calls that led there.
    contract::BetRow make(const std::string& id, contract::BetState state, std::int64_t stake = 10'000,
                          std::optional<std::int64_t> payout = {}, std::int64_t refunded = 0,
                          const std::string& partner = "p-1")
    {
        service::core::Transaction transaction(*store);
        contract::BetRow row = insert(id, state, stake, payout, refunded, partner);
        transaction.commit();
        return row;
    }
    // The same inside a transaction.
    contract::BetRow insert(const std::string& id, contract::BetState state, std::int64_t stake = 10'000,
                            std::optional<std::int64_t> payout = {}, std::int64_t refunded = 0,
                            const std::string& partner = "p-1")
    {
        service::core::Bet bet;
        bet.id = store->nextBetId();
        bet.row.partner = contract::PartnerId(partner);
        bet.row.bet = contract::BetId(id);
        bet.row.player = contract::PlayerId("u-1");
        bet.row.stakeMinor = stake;
        bet.row.payoutMinor = payout;
        bet.row.refundedMinor = refunded;
        bet.row.state = state;
        bet.row.version = 1;
        bet.row.createdAt = bet.row.updatedAt = clock.utcMs() - dayMs / 2;
        store->insertBet(bet);
        return bet.row;
    }

    // The last day, as of now.
    std::string create(const std::string& more = {})
    {
        last = by("ann", "/api/v1/reconciliations", orderText(more));
        const auto row = contract::decodeReconciliationRow(last.body);
        return row ? row->id : std::string();
    }
    std::string orderText(const std::string& more = {}) const
    {
        return R"({"partner_id":"p-1","from":")" + contract::json::timeText(clock.utcMs() - dayMs) + R"(","to":")" +
               contract::json::timeText(clock.utcMs()) + R"(","source":"file")" + more + "}";
    }
    service::core::Response rows(const std::string& id, const contract::PartnerChunk& chunk)
    {
        return last = by("ann", "/api/v1/reconciliations/" + id + ":rows", contract::encode(chunk));
    }
    service::core::Response compare(const std::string& id, std::int64_t chunks, std::int64_t lines)
    {
        return last = by("ann", "/api/v1/reconciliations/" + id + ":compare",
                         contract::encode(contract::CompareOrder{chunks, lines}));
    }
    contract::ReconciliationRow run(const std::string& id)
    {
        const auto row = contract::decodeReconciliationRow(get("/api/v1/reconciliations/" + id).body);
        if (!row)
            qFatal("no reconciliation %s", id.c_str());
        return *row;
    }
    // Sends the lines, compares, and lets it end.
    contract::ReconciliationRow reconcile(const std::vector<contract::PartnerLine>& lines, const std::string& more = {})
    {
        const std::string id = create(more);
        std::int64_t chunks = 0;
        for (std::size_t at = 0; at < lines.size(); at += contract::partnerLinesPerChunk) {
            const std::size_t end = std::min(lines.size(), at + contract::partnerLinesPerChunk);
            rows(id,
                 {++chunks,
                  {lines.begin() + static_cast<std::ptrdiff_t>(at), lines.begin() + static_cast<std::ptrdiff_t>(end)}});
        }
        if (compare(id, chunks, static_cast<std::int64_t>(lines.size())).status != 200)
            qFatal("not compared: %s", last.body.c_str());
        pass(60'000);
        return run(id);
    }
    std::vector<contract::ReconciliationItem> items(const std::string& id, const std::string& query = {})
    {
        std::vector<contract::ReconciliationItem> all;
        for (std::string cursor;;) {
            std::string asked = query;
            if (!cursor.empty())
                asked += (asked.empty() ? "cursor=" : "&cursor=") + cursor;
            const auto page =
                contract::decodeReconciliationItems(get("/api/v1/reconciliations/" + id + "/items", asked).body);
            if (!page)
                qFatal("no page of items");
            all.insert(all.end(), page->rows.begin(), page->rows.end());
            cursor = page->nextCursor;
            if (cursor.empty())
                return all;
        }
    }
    bool saw(const std::string& type) const
    {
        return std::any_of(events.begin(), events.end(), [&](const auto& event) { return event.type == type; });
    }

    service::core::Response last;
    int presses = 0;
};

inline contract::PartnerLine line(const std::string& bet, contract::PartnerState state, std::int64_t stake = 10'000,
                                  std::optional<std::int64_t> payout = {}, std::optional<std::int64_t> refunded = {},
                                  const std::string& currency = "EUR")
{
    return {contract::BetId(bet), state, {stake, *contract::Currency::parse(currency)}, payout, refunded};
}

} // namespace tests
