// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/ledgercheck.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

namespace bench {

Faults check(const std::string& path, const Acknowledged& acknowledged)
{
    // Kinds of operation: 0 block, 1 settle, 2 refund. State 2: succeeded. Account kinds: 0 player, 1 held.
    const SQLite::Database database(path, SQLite::OPEN_READONLY);
    Faults faults;
    const auto number = [&](const char* sql) {
        SQLite::Statement query(database, sql);
        query.executeStep();
        return query.getColumn(0).getInt64();
    };
    faults.sum = number("SELECT coalesce(sum(amount), 0) FROM entries");
    faults.doubled +=
        number("SELECT count(*) FROM (SELECT posting FROM entries GROUP BY posting HAVING sum(amount) <> 0)");
    faults.doubled += number("SELECT count(*) FROM accounts a WHERE balance <> "
                             "(SELECT coalesce(sum(amount), 0) FROM entries e WHERE e.account = a.id)");
    faults.doubled += number("SELECT count(*) FROM (SELECT bet FROM operations WHERE state = 2 AND kind IN (0, 1, 2) "
                             "GROUP BY bet, kind HAVING count(*) > 1)");
    // The player's net of each bet, from the entries alone, against what the bet's row says.
    faults.doubled += number(
        "SELECT count(*) FROM bets b JOIN (SELECT o.bet AS bet, sum(CASE a.kind WHEN 0 THEN e.amount ELSE 0 END) AS "
        "net, "
        "sum(CASE a.kind WHEN 1 THEN e.amount ELSE 0 END) AS held FROM operations o JOIN entries e ON e.posting = o.id "
        "JOIN accounts a ON a.id = e.account GROUP BY o.bet) m ON m.bet = b.id "
        "WHERE m.net <> CASE b.state WHEN 2 THEN b.refunded - b.stake WHEN 3 THEN b.payout + b.refunded - b.stake "
        "WHEN 4 THEN coalesce(b.payout, 0) + b.refunded - b.stake ELSE 0 END "
        "OR m.held <> CASE b.state WHEN 2 THEN b.stake - b.refunded ELSE 0 END");
    const auto missing = [&](const std::set<std::string>& bets, int kind) {
        SQLite::Statement query(database,
                                "SELECT count(*) FROM operations o JOIN bets b ON b.id = o.bet JOIN postings p "
                                "ON p.id = o.id WHERE b.bet = ? AND o.kind = ? AND o.state = 2 AND p.code IS NULL");
        std::int64_t count = 0;
        for (const std::string& bet : bets) {
            query.bind(1, bet);
            query.bind(2, kind);
            query.executeStep();
            count += query.getColumn(0).getInt() == 0;
            query.reset();
        }
        return count;
    };
    faults.lost =
        missing(acknowledged.blocked, 0) + missing(acknowledged.settled, 1) + missing(acknowledged.refunded, 2);
    return faults;
}

} // namespace bench
