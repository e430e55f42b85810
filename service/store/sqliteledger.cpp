// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/keys.h"
#include "service/store/sqliteimpl.h"

#include <algorithm>

namespace service::store {

namespace contract = core::contract;

namespace {

std::string accountText(core::AccountKind kind, std::string_view player)
{
    switch (kind) {
    case core::AccountKind::Player:
        return "player:" + std::string(player);
    case core::AccountKind::Held:
        return "held";
    case core::AccountKind::House:
        return "house";
    case core::AccountKind::Funding:
        return "funding";
    case core::AccountKind::Receivable:
        return "receivable:" + std::string(player);
    }
    return {};
}

} // namespace

std::optional<core::Account> SqliteStore::findAccount(core::AccountKind kind, const contract::PartnerId& partner,
                                                      const contract::PlayerId& player,
                                                      const contract::Currency& currency)
{
    Query query(*m_impl, "SELECT id, balance FROM accounts WHERE player = ? AND partner = ? AND kind = ? AND "
                         "currency = ?");
    query << player.text() << partner.text() << kind << currency.code;
    if (!query.step())
        return std::nullopt;
    return core::Account{query.integer(0), query.integer(1), false};
}

core::Account SqliteStore::account(core::AccountKind kind, const contract::PartnerId& partner,
                                   const contract::PlayerId& player, const contract::Currency& currency)
{
    // Every order of a partner touches the same few accounts of the house; their balance is not looked at.
    const bool house = player.empty();
    if (house) {
        const auto known = std::find_if(m_impl->houseAccounts.begin(), m_impl->houseAccounts.end(), [&](const auto& a) {
            return a.kind == kind && a.partner == partner.text() && a.currency == currency.code;
        });
        if (known != m_impl->houseAccounts.end())
            return core::Account{known->id, 0, false};
    }
    std::optional<core::Account> found = findAccount(kind, partner, player, currency);
    if (!found) {
        Query query(*m_impl, "INSERT INTO accounts (player, partner, kind, currency, balance) VALUES (?,?,?,?,0)");
        query << player.text() << partner.text() << kind << currency.code;
        query.run();
        found = core::Account{sqlite3_last_insert_rowid(m_impl->database->getHandle()), 0, true};
    }
    if (house)
        m_impl->houseAccounts.push_back({kind, partner.text(), currency.code, found->id});
    return *found;
}

std::optional<std::string> SqliteStore::posting(std::int64_t id)
{
    Query query(*m_impl, "SELECT code FROM postings WHERE id = ?");
    query << id;
    if (!query.step())
        return std::nullopt;
    return query.text(0);
}

void SqliteStore::post(const core::Posting& posting)
{
    {
        Query query(*m_impl, "INSERT INTO postings (id, at, code) VALUES (?,?,?)");
        query << posting.id << posting.at;
        query.orNull(posting.code).run();
    }
    int line = 0;
    for (const core::PostingLine& entry : posting.lines) {
        {
            Query query(*m_impl, "INSERT INTO entries (posting, line, account, amount) VALUES (?,?,?,?)");
            query << posting.id << line++ << entry.account << entry.amountMinor;
            query.run();
        }
        Query query(*m_impl, "UPDATE accounts SET balance = balance + ? WHERE id = ?");
        query << entry.amountMinor << entry.account;
        query.run();
    }
}

std::vector<contract::LedgerEntry> SqliteStore::ledgerOf(std::int64_t bet)
{
    Query query(*m_impl, "SELECT p.id, e.line, p.at, a.kind, a.player, a.currency, e.amount, o.kind, o.ref, b.partner, "
                         "b.bet FROM operations o JOIN bets b ON b.id = o.bet JOIN postings p ON p.id = o.id "
                         "JOIN entries e ON e.posting = p.id JOIN accounts a ON a.id = e.account "
                         "WHERE o.bet = ? ORDER BY p.at, p.id, e.line");
    query << bet;
    std::vector<contract::LedgerEntry> all;
    while (query.step()) {
        contract::LedgerEntry& entry = all.emplace_back();
        entry.id = query.integer(0) * 8 + query.integer(1);
        entry.at = query.integer(2);
        entry.account = accountText(query.as<core::AccountKind>(3), query.view(4));
        entry.currency = m_impl->currency(query.view(5));
        entry.amountMinor = query.integer(6);
        entry.key =
            core::operationKey(query.as<contract::OperationKind>(7), query.view(8), query.view(9), query.view(10));
    }
    return all;
}

bool SqliteStore::ledgerBalances()
{
    Query postings(*m_impl,
                   "SELECT 1 FROM entries e JOIN accounts a ON a.id = e.account GROUP BY e.posting, a.currency "
                   "HAVING sum(e.amount) <> 0 LIMIT 1");
    Query balances(*m_impl, "SELECT 1 FROM accounts a LEFT JOIN (SELECT account, sum(amount) AS total FROM entries "
                            "GROUP BY account) s ON s.account = a.id WHERE a.balance <> coalesce(s.total, 0) LIMIT 1");
    return !postings.step() && !balances.step();
}

core::RefundUse SqliteStore::refundUse(std::string_view subject, const contract::Currency& currency,
                                       std::int64_t sinceMs)
{
    Query query(*m_impl, "SELECT count(*), coalesce(sum(iif(currency = ?, amount, 0)), 0) FROM refund_uses "
                         "WHERE subject = ? AND at > ?");
    query << currency.code << subject << sinceMs;
    query.step();
    return {query.integer(0), query.integer(1)};
}

void SqliteStore::insertRefundUse(std::string_view subject, const contract::Currency& currency,
                                  std::int64_t amountMinor, std::int64_t at)
{
    Query query(*m_impl, "INSERT INTO refund_uses (subject, at, currency, amount) VALUES (?,?,?,?)");
    query << subject << at << currency.code << amountMinor;
    query.run();
}

} // namespace service::store
