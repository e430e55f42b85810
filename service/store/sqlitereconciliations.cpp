// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/store/sqliteimpl.h"

namespace service::store {

namespace contract = core::contract;

namespace {

#define RUN_COLUMNS                                                                                                    \
    "id, partner, window_from, window_to, as_of, source, state, why, author, roles, correlation, key, print, chunks, " \
    "lines, phase, after_bet, after_id, up_to_id, cursor, created, updated, ended FROM reconciliations "

#define DIFFERENCE_COLUMNS                                                                                             \
    "i.id, i.run, i.class, i.why, i.bet, i.print, i.since, i.our_state, i.our_currency, i.our_stake, i.our_payout, "   \
    "i.our_refunded, i.our_round, i.our_version, i.our_created, i.their_state, i.their_currency, i.their_stake, "      \
    "i.their_payout, i.their_refunded, i.their_lines, r.partner, k.accepted, k.accepted_by, k.reason "                 \
    "FROM reconciliation_items i JOIN reconciliations r ON r.id = i.run LEFT JOIN reconciliation_differences k ON "    \
    "k.partner = r.partner AND k.bet = i.bet AND k.print = i.print AND k.accepted <> 0 "

// How many rows one page looks at for those that match a rare filter.
constexpr int lookedAtMax = 5'000;

core::Reconciliation runOf(const Query& query)
{
    core::Reconciliation run;
    contract::ReconciliationRow& row = run.row;
    run.id = query.integer(0);
    row.partner = contract::PartnerId(query.text(1));
    row.from = query.integer(2);
    row.to = query.integer(3);
    row.asOf = query.integer(4);
    row.source = query.as<contract::ReconciliationSource>(5);
    row.state = query.as<contract::ReconciliationState>(6);
    row.why = query.text(7);
    row.author = query.text(8);
    run.roles = query.text(9);
    run.correlationId = query.text(10);
    run.key = query.text(11);
    run.fingerprint = query.text(12);
    row.chunks = query.integer(13);
    row.lines = query.integer(14);
    run.phase = query.as<core::ReconciliationPhase>(15);
    run.afterBet = query.text(16);
    run.afterId = query.integer(17);
    run.upToId = query.integer(18);
    run.cursor = query.text(19);
    row.createdAt = query.integer(20);
    row.updatedAt = query.integer(21);
    row.endedAt = query.integer(22);
    return run;
}

void addCounts(SqliteStore::Impl& impl, core::Reconciliation& run)
{
    Query query(impl, "SELECT class, found, accepted FROM reconciliation_counts WHERE run = ?");
    query << run.id;
    while (query.step())
        run.row.counts.at(static_cast<std::size_t>(query.integer(0))) = {query.integer(1), query.integer(2)};
}

std::optional<core::Reconciliation> oneRun(SqliteStore::Impl& impl, Query& query)
{
    if (!query.step())
        return std::nullopt;
    core::Reconciliation run = runOf(query);
    addCounts(impl, run);
    return run;
}

core::Difference differenceOf(SqliteStore::Impl& impl, const Query& query)
{
    core::Difference difference;
    contract::ReconciliationItem& item = difference.item;
    difference.id = query.integer(0);
    difference.run = query.integer(1);
    item.kind = query.as<contract::ReconciliationClass>(2);
    item.why = query.text(3);
    item.bet = contract::BetId(query.text(4));
    difference.print = query.text(5);
    item.since = query.integer(6);
    if (!query.isNull(7)) {
        contract::OurSide& ours = item.ours.emplace();
        ours.state = query.as<contract::BetState>(7);
        ours.stake = {query.integer(9), impl.currency(query.view(8))};
        ours.payoutMinor = query.optionalInteger(10);
        ours.refundedMinor = query.integer(11);
        ours.round = contract::RoundId(query.text(12));
        ours.version = query.integer(13);
        ours.createdAt = query.integer(14);
    }
    if (!query.isNull(15)) {
        contract::PartnerSide& theirs = item.theirs.emplace();
        theirs.state = query.as<contract::PartnerState>(15);
        theirs.stake = {query.integer(17), impl.currency(query.view(16))};
        theirs.payoutMinor = query.optionalInteger(18);
        theirs.refundedMinor = query.optionalInteger(19);
        theirs.lines = query.integer(20);
    }
    item.partner = contract::PartnerId(query.text(21));
    item.acceptedAt = query.integer(22);
    item.acceptedBy = query.text(23);
    item.acceptedReason = query.text(24);
    return difference;
}

bool matches(const core::DifferenceFilter& filter, const contract::ReconciliationItem& item)
{
    return (!filter.accepted || *filter.accepted == item.isAccepted()) &&
           (filter.sinceBefore == 0 || item.since < filter.sinceBefore);
}

} // namespace

std::int64_t SqliteStore::insertReconciliation(const core::Reconciliation& run)
{
    const contract::ReconciliationRow& row = run.row;
    Query query(*m_impl, "INSERT INTO reconciliations (partner, window_from, window_to, as_of, source, state, why, "
                         "author, roles, correlation, key, print, chunks, lines, phase, after_bet, after_id, up_to_id, "
                         "cursor, created, updated, ended) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    query << row.partner.text() << row.from << row.to << row.asOf << row.source << row.state;
    query.orNull(row.why) << row.author << run.roles << run.correlationId << run.key;
    query.blob(run.fingerprint) << row.chunks << row.lines << run.phase << run.afterBet << run.afterId << run.upToId;
    query.orNull(run.cursor) << row.createdAt << row.updatedAt << row.endedAt;
    query.run();
    return m_impl->database->getLastInsertRowid();
}

void SqliteStore::updateReconciliation(const core::Reconciliation& run)
{
    const contract::ReconciliationRow& row = run.row;
    Query query(*m_impl, "UPDATE reconciliations SET state = ?, why = ?, chunks = ?, lines = ?, phase = ?, after_bet = "
                         "?, after_id = ?, up_to_id = ?, cursor = ?, updated = ?, ended = ? WHERE id = ?");
    query << row.state;
    query.orNull(row.why) << row.chunks << row.lines << run.phase << run.afterBet << run.afterId << run.upToId;
    query.orNull(run.cursor) << row.updatedAt << row.endedAt << run.id;
    query.run();
}

std::optional<core::Reconciliation> SqliteStore::reconciliation(std::int64_t id)
{
    Query query(*m_impl, "SELECT " RUN_COLUMNS "WHERE id = ?");
    query << id;
    return oneRun(*m_impl, query);
}

std::optional<core::Reconciliation> SqliteStore::reconciliation(std::string_view author, std::string_view key)
{
    Query query(*m_impl, "SELECT " RUN_COLUMNS "WHERE author = ? AND key = ?");
    query << author << key;
    return oneRun(*m_impl, query);
}

std::optional<core::Reconciliation> SqliteStore::openReconciliation(const contract::PartnerId& partner)
{
    Query query(*m_impl, "SELECT " RUN_COLUMNS "WHERE partner = ? AND state IN (0, 1, 2)");
    query << partner.text();
    return oneRun(*m_impl, query);
}

std::vector<core::Reconciliation> SqliteStore::busyReconciliations()
{
    std::vector<core::Reconciliation> all;
    {
        Query query(*m_impl, "SELECT " RUN_COLUMNS "WHERE phase <> 3 ORDER BY id");
        while (query.step())
            all.push_back(runOf(query));
    }
    for (core::Reconciliation& run : all)
        addCounts(*m_impl, run);
    return all;
}

core::Slice<core::Reconciliation> SqliteStore::reconciliations(const core::ReconciliationFilter& filter)
{
    core::Slice<core::Reconciliation> slice;
    {
        Query query(*m_impl, "SELECT " RUN_COLUMNS "WHERE (?1 = '' OR partner = ?1) AND (?2 = 0 OR id < ?2) ORDER BY "
                             "id DESC LIMIT ?3");
        query << filter.partner << filter.beforeId << filter.limit + 1;
        while (query.step())
            slice.rows.push_back(runOf(query));
    }
    if (static_cast<int>(slice.rows.size()) > filter.limit) {
        slice.rows.pop_back();
        slice.nextBeforeId = slice.rows.back().id;
    }
    for (core::Reconciliation& run : slice.rows)
        addCounts(*m_impl, run);
    return slice;
}

void SqliteStore::countReconciled(std::int64_t run, contract::ReconciliationClass kind, bool accepted)
{
    Query query(*m_impl, "INSERT INTO reconciliation_counts (run, class, found, accepted) VALUES (?1, ?2, 1, ?3) ON "
                         "CONFLICT (run, class) DO UPDATE SET found = found + 1, accepted = accepted + ?3");
    query << run << kind << accepted;
    query.run();
}

std::optional<std::string> SqliteStore::partnerChunk(std::int64_t run, std::int64_t chunk)
{
    Query query(*m_impl, "SELECT print FROM reconciliation_chunks WHERE run = ? AND chunk = ?");
    query << run << chunk;
    if (!query.step())
        return std::nullopt;
    return query.text(0);
}

void SqliteStore::insertPartnerChunk(std::int64_t run, std::int64_t chunk, std::string_view print)
{
    Query query(*m_impl, "INSERT INTO reconciliation_chunks (run, chunk, print) VALUES (?,?,?)");
    query << run << chunk;
    query.blob(print);
    query.run();
}

std::int64_t SqliteStore::lastPartnerChunk(std::int64_t run)
{
    Query query(*m_impl, "SELECT coalesce(max(chunk), 0) FROM reconciliation_chunks WHERE run = ?");
    query << run;
    query.step();
    return query.integer(0);
}

void SqliteStore::addPartnerLine(std::int64_t run, const contract::PartnerLine& line)
{
    Query query(*m_impl, "INSERT INTO reconciliation_lines (run, bet, state, currency, stake, payout, refunded, lines) "
                         "VALUES (?,?,?,?,?,?,?,1) ON CONFLICT (run, bet) DO UPDATE SET lines = lines + 1");
    query << run << line.bet.text() << line.state << line.stake.currency.code << line.stake.minor << line.payoutMinor
          << line.refundedMinor;
    query.run();
}

std::vector<core::ListedBet> SqliteStore::partnerLines(std::int64_t run, std::string_view afterBet, int limit)
{
    Query query(*m_impl, "SELECT bet, state, currency, stake, payout, refunded, lines FROM reconciliation_lines WHERE "
                         "run = ? AND bet > ? ORDER BY bet LIMIT ?");
    query << run << afterBet << limit;
    std::vector<core::ListedBet> all;
    while (query.step()) {
        core::ListedBet& listed = all.emplace_back();
        listed.line.bet = contract::BetId(query.text(0));
        listed.line.state = query.as<contract::PartnerState>(1);
        listed.line.stake = {query.integer(3), m_impl->currency(query.view(2))};
        listed.line.payoutMinor = query.optionalInteger(4);
        listed.line.refundedMinor = query.optionalInteger(5);
        listed.lines = query.integer(6);
    }
    return all;
}

bool SqliteStore::isListed(std::int64_t run, const contract::BetId& bet)
{
    Query query(*m_impl, "SELECT 1 FROM reconciliation_lines WHERE run = ? AND bet = ?");
    query << run << bet.text();
    return query.step();
}

bool SqliteStore::dropPartnerLines(std::int64_t run, int limit)
{
    {
        Query query(*m_impl, "DELETE FROM reconciliation_lines WHERE run = ?1 AND bet IN (SELECT bet FROM "
                             "reconciliation_lines WHERE run = ?1 ORDER BY bet LIMIT ?2)");
        query << run << limit;
        query.run();
    }
    const bool full = sqlite3_changes(m_impl->database->getHandle()) == limit;
    if (full)
        return true;
    Query query(*m_impl, "DELETE FROM reconciliation_chunks WHERE run = ?1 AND chunk IN (SELECT chunk FROM "
                         "reconciliation_chunks WHERE run = ?1 ORDER BY chunk LIMIT ?2)");
    query << run << limit;
    query.run();
    return sqlite3_changes(m_impl->database->getHandle()) == limit;
}

void SqliteStore::insertDifference(const core::Difference& difference)
{
    const contract::ReconciliationItem& item = difference.item;
    Query query(*m_impl, "INSERT INTO reconciliation_items (run, class, why, bet, print, since, our_state, "
                         "our_currency, our_stake, our_payout, our_refunded, our_round, our_version, our_created, "
                         "their_state, their_currency, their_stake, their_payout, their_refunded, their_lines) VALUES "
                         "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    const std::optional<std::int64_t> nothing;
    query << difference.run << item.kind;
    query.orNull(item.why) << item.bet.text();
    query.blob(difference.print) << item.since;
    if (item.ours) {
        query << item.ours->state << item.ours->stake.currency.code << item.ours->stake.minor << item.ours->payoutMinor
              << item.ours->refundedMinor;
        query.orNull(item.ours->round.text()) << item.ours->version << item.ours->createdAt;
    } else {
        for (int column = 0; column < 8; ++column)
            query << nothing;
    }
    if (item.theirs) {
        query << item.theirs->state << item.theirs->stake.currency.code << item.theirs->stake.minor
              << item.theirs->payoutMinor << item.theirs->refundedMinor << item.theirs->lines;
    }
    query.run();
}

std::optional<core::Difference> SqliteStore::difference(std::int64_t id)
{
    Query query(*m_impl, "SELECT " DIFFERENCE_COLUMNS "WHERE i.id = ?");
    query << id;
    if (!query.step())
        return std::nullopt;
    return differenceOf(*m_impl, query);
}

core::Slice<core::Difference> SqliteStore::differences(const core::DifferenceFilter& filter)
{
    const std::string kind = filter.kind ? " AND i.class = " + std::to_string(static_cast<int>(*filter.kind)) : "";
    const std::string before = filter.beforeId != 0 ? " AND i.id < " + std::to_string(filter.beforeId) : "";
    Query query(*m_impl, "SELECT " DIFFERENCE_COLUMNS "WHERE i.run = " + std::to_string(filter.run) + kind + before +
                             " ORDER BY i.id DESC LIMIT " + std::to_string(lookedAtMax + 1));
    core::Slice<core::Difference> slice;
    std::int64_t last = 0;
    for (int lookedAt = 0; query.step(); ++lookedAt) {
        core::Difference difference = differenceOf(*m_impl, query);
        const bool full = static_cast<int>(slice.rows.size()) == filter.limit;
        if (full || lookedAt == lookedAtMax) {
            slice.nextBeforeId = last;
            break;
        }
        last = difference.id;
        if (matches(filter, difference.item))
            slice.rows.push_back(std::move(difference));
    }
    return slice;
}

std::optional<core::KnownDifference> SqliteStore::knownDifference(const contract::PartnerId& partner,
                                                                  const contract::BetId& bet)
{
    Query query(*m_impl, "SELECT print, since, accepted, accepted_by, reason FROM reconciliation_differences WHERE "
                         "partner = ? AND bet = ?");
    query << partner.text() << bet.text();
    if (!query.step())
        return std::nullopt;
    return core::KnownDifference{partner,          bet,           query.text(0), query.integer(1),
                                 query.integer(2), query.text(3), query.text(4)};
}

void SqliteStore::saveKnownDifference(const core::KnownDifference& known)
{
    Query query(*m_impl, "INSERT INTO reconciliation_differences (partner, bet, print, since, accepted, accepted_by, "
                         "reason) VALUES (?1,?2,?3,?4,?5,?6,?7) ON CONFLICT (partner, bet) DO UPDATE SET print = ?3, "
                         "since = ?4, accepted = ?5, accepted_by = ?6, reason = ?7");
    query << known.partner.text() << known.bet.text();
    query.blob(known.print) << known.since << known.acceptedAt;
    query.orNull(known.acceptedBy).orNull(known.reason);
    query.run();
}

void SqliteStore::forgetDifference(const contract::PartnerId& partner, const contract::BetId& bet)
{
    Query query(*m_impl, "DELETE FROM reconciliation_differences WHERE partner = ? AND bet = ?");
    query << partner.text() << bet.text();
    query.run();
}

void SqliteStore::countAccepted(const core::KnownDifference& known)
{
    Query query(*m_impl, "UPDATE reconciliation_counts SET accepted = accepted + 1 WHERE (run, class) IN (SELECT "
                         "i.run, i.class FROM reconciliation_items i JOIN reconciliations r ON r.id = i.run WHERE "
                         "i.bet = ? AND i.print = ? AND r.partner = ?)");
    query << known.bet.text();
    query.blob(known.print) << known.partner.text();
    query.run();
}

} // namespace service::store
