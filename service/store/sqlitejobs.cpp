// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/store/sqliteimpl.h"

namespace service::store {

namespace contract = core::contract;

namespace {

#define JOB_COLUMNS                                                                                                    \
    "id, job, kind, state, bare, round, round_name, correct_result, former_result, result_version, new_version, "      \
    "query, override_settled, fingerprint, reason, reason_text, ticket, author, roles, correlation, approver, "        \
    "comment, digest, approval, why, plan_after, plan_up_to, chain, canary_left, created, planned, expires, starts, "  \
    "started, ended, updated, rate, version FROM jobs "

core::Job plainJob(const Query& query)
{
    core::Job job;
    contract::JobRow& row = job.row;
    job.id = query.integer(0);
    row.number = job.id;
    row.id = contract::JobId(query.text(1));
    row.kind = query.as<contract::JobKind>(2);
    row.state = query.as<contract::JobState>(3);
    job.bare = query.integer(4) != 0;
    job.round = query.integer(5);
    row.round = contract::RoundId(query.text(6));
    row.correctResult = query.text(7);
    row.formerResult = query.text(8);
    row.resultVersion = query.integer(9);
    job.newVersion = query.integer(10);
    row.query = query.text(11);
    row.overrideSettled = query.integer(12) != 0;
    job.fingerprint = query.text(13);
    row.reason = query.text(14);
    row.reasonText = query.text(15);
    row.ticket = query.text(16);
    row.author = query.text(17);
    job.roles = query.text(18);
    job.correlationId = query.text(19);
    row.approver = query.text(20);
    row.comment = query.text(21);
    row.digest = query.text(22);
    row.approval = query.text(23);
    row.why = query.text(24);
    job.planAfter = query.integer(25);
    job.planUpTo = query.integer(26);
    job.chain = query.text(27);
    job.canaryLeft = static_cast<int>(query.integer(28));
    row.createdAt = query.integer(29);
    row.plannedAt = query.integer(30);
    row.expiresAt = query.integer(31);
    row.startsAt = query.integer(32);
    row.startedAt = query.integer(33);
    row.endedAt = query.integer(34);
    row.updatedAt = query.integer(35);
    row.rateMilli = query.integer(36);
    row.version = query.integer(37);
    return job;
}

std::int64_t& counterOf(contract::JobCounts& counts, contract::JobItemState state)
{
    using State = contract::JobItemState;
    switch (state) {
    case State::Pending:
    case State::Running:
        return counts.waiting;
    case State::Applied:
        return counts.applied;
    case State::Unchanged:
        return counts.unchanged;
    case State::Skipped:
        return counts.skipped;
    case State::NeedsInput:
        return counts.needsInput;
    case State::Deferred:
        return counts.deferred;
    case State::Held:
        return counts.held;
    case State::Superseded:
        return counts.superseded;
    case State::Failed:
        return counts.failed;
    case State::InDoubt:
        return counts.inDoubt;
    case State::Cancelled:
        break;
    }
    return counts.cancelled;
}

void addTotals(SqliteStore::Impl& impl, core::Job& job)
{
    {
        Query query(impl, "SELECT state, count FROM job_counts WHERE job = ?");
        query << job.id;
        while (query.step())
            counterOf(job.row.counts, query.as<contract::JobItemState>(0)) += query.integer(1);
    }
    Query query(impl, "SELECT currency, bets, credit, debit, applied_credit, applied_debit FROM job_sums WHERE "
                      "job = ? ORDER BY currency");
    query << job.id;
    while (query.step()) {
        contract::JobSum& sum = job.row.sums.emplace_back();
        sum.currency = impl.currency(query.view(0));
        sum.bets = query.integer(1);
        sum.creditMinor = query.integer(2);
        sum.debitMinor = query.integer(3);
        sum.appliedCreditMinor = query.integer(4);
        sum.appliedDebitMinor = query.integer(5);
    }
}

std::vector<core::Job> allJobs(SqliteStore::Impl& impl, Query& query)
{
    std::vector<core::Job> all;
    while (query.step())
        all.push_back(plainJob(query));
    for (core::Job& job : all)
        addTotals(impl, job);
    return all;
}

std::optional<core::Job> oneJob(SqliteStore::Impl& impl, Query& query)
{
    if (!query.step())
        return std::nullopt;
    core::Job job = plainJob(query);
    addTotals(impl, job);
    return job;
}

#define ITEM_COLUMNS                                                                                                   \
    "i.job, i.bet, i.rank, i.expected_version, i.from_state, i.from_payout, i.target, i.payout, i.delta, "             \
    "i.other_delta, i.state, i.why, i.player, i.currency, i.operation, i.updated "

core::JobItem itemOf(SqliteStore::Impl& impl, const Query& query)
{
    core::JobItem item;
    item.job = query.integer(0);
    item.bet = query.integer(1);
    item.rank = static_cast<int>(query.integer(2));
    item.expectedVersion = query.integer(3);
    item.from = query.as<contract::BetState>(4);
    item.payoutFromMinor = query.optionalInteger(5);
    item.target = query.as<contract::BetState>(6);
    item.payoutMinor = query.optionalInteger(7);
    item.deltaMinor = query.integer(8);
    item.otherDeltaMinor = query.optionalInteger(9);
    item.state = query.as<contract::JobItemState>(10);
    item.why = query.text(11);
    item.player = query.text(12);
    item.currency = impl.currency(query.view(13));
    item.operation = query.integer(14);
    item.updatedAt = query.integer(15);
    return item;
}

std::vector<core::JobItem> allItems(SqliteStore::Impl& impl, Query& query)
{
    std::vector<core::JobItem> all;
    while (query.step())
        all.push_back(itemOf(impl, query));
    return all;
}

std::optional<core::JobItem> oneItem(SqliteStore::Impl& impl, Query& query)
{
    if (!query.step())
        return std::nullopt;
    return itemOf(impl, query);
}

std::vector<core::JobItemOfBet> allNamed(SqliteStore::Impl& impl, Query& query)
{
    std::vector<core::JobItemOfBet> all;
    while (query.step())
        all.push_back({itemOf(impl, query), contract::PartnerId(query.text(16)), contract::BetId(query.text(17))});
    return all;
}

// States of items that have money to move, or had: pending, running, applied, held, failed, in doubt.
#define MOVING "(0, 1, 2, 7, 9, 10)"

} // namespace

std::int64_t SqliteStore::nextJobId()
{
    Query query(*m_impl, "SELECT coalesce(max(id), 0) + 1 FROM jobs");
    query.step();
    return query.integer(0);
}

void SqliteStore::insertJob(const core::Job& job)
{
    const contract::JobRow& row = job.row;
    Query query(*m_impl,
                "INSERT INTO jobs (id, job, kind, state, bare, round, round_name, correct_result, former_result, "
                "result_version, new_version, query, override_settled, fingerprint, reason, reason_text, ticket, "
                "author, roles, correlation, approver, comment, digest, approval, why, plan_after, plan_up_to, chain, "
                "canary_left, created, planned, expires, starts, started, ended, updated, rate, version) VALUES "
                "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    query << job.id << row.id.text() << row.kind << row.state << job.bare;
    query.orNull(job.round).orNull(row.round.text()).orNull(row.correctResult).orNull(row.formerResult);
    query << row.resultVersion << job.newVersion;
    query.orNull(row.query) << row.overrideSettled;
    query.blob(job.fingerprint).orNull(row.reason).orNull(row.reasonText).orNull(row.ticket);
    query << row.author << job.roles;
    query.orNull(job.correlationId).orNull(row.approver).orNull(row.comment).orNull(row.digest);
    query.orNull(row.approval).orNull(row.why);
    query << job.planAfter << job.planUpTo;
    query.blob(job.chain) << job.canaryLeft << row.createdAt << row.plannedAt << row.expiresAt << row.startsAt
                          << row.startedAt << row.endedAt << row.updatedAt << row.rateMilli << row.version;
    query.run();
}

void SqliteStore::updateJob(const core::Job& job)
{
    const contract::JobRow& row = job.row;
    Query query(
        *m_impl,
        "UPDATE jobs SET state = ?, former_result = ?, result_version = ?, new_version = ?, "
        "approver = ?, comment = ?, digest = ?, approval = ?, why = ?, plan_after = ?, plan_up_to = ?, chain = ?, "
        "canary_left = ?, planned = ?, expires = ?, starts = ?, started = ?, ended = ?, updated = ?, "
        "rate = ?, version = ? WHERE id = ?");
    query << row.state;
    query.orNull(row.formerResult) << row.resultVersion << job.newVersion;
    query.orNull(row.approver).orNull(row.comment).orNull(row.digest).orNull(row.approval).orNull(row.why);
    query << job.planAfter << job.planUpTo;
    query.blob(job.chain) << job.canaryLeft << row.plannedAt << row.expiresAt << row.startsAt << row.startedAt
                          << row.endedAt << row.updatedAt << row.rateMilli << row.version << job.id;
    query.run();
}

std::optional<core::Job> SqliteStore::job(std::int64_t id)
{
    Query query(*m_impl, "SELECT " JOB_COLUMNS "WHERE id = ?");
    query << id;
    return oneJob(*m_impl, query);
}

std::optional<core::Job> SqliteStore::job(const contract::JobId& job)
{
    Query query(*m_impl, "SELECT " JOB_COLUMNS "WHERE job = ?");
    query << job.text();
    return oneJob(*m_impl, query);
}

std::optional<core::Job> SqliteStore::runningRecalculation(std::int64_t round)
{
    Query query(*m_impl, "SELECT " JOB_COLUMNS "WHERE round = ? AND kind = 1 AND state IN (4, 5)");
    query << round;
    return oneJob(*m_impl, query);
}

std::optional<core::Job> SqliteStore::recalculationOf(std::int64_t round, std::int64_t newVersion)
{
    Query query(*m_impl, "SELECT " JOB_COLUMNS "WHERE round = ? AND new_version = ? ORDER BY id DESC LIMIT 1");
    query << round << newVersion;
    return oneJob(*m_impl, query);
}

std::vector<core::Job> SqliteStore::openJobs()
{
    // Items of a plan that never started stay pending for ever; they are nobody's work.
    Query query(*m_impl, "SELECT " JOB_COLUMNS "WHERE state <= 5 OR (started <> 0 AND EXISTS (SELECT 1 FROM job_items "
                         "WHERE job = jobs.id AND state IN (0, 1))) ORDER BY id");
    return allJobs(*m_impl, query);
}

core::Slice<core::Job> SqliteStore::jobs(const core::JobFilter& filter)
{
    std::string where;
    if (filter.state)
        where += " AND state = " + std::to_string(static_cast<std::int64_t>(*filter.state));
    if (filter.kind)
        where += " AND kind = " + std::to_string(static_cast<std::int64_t>(*filter.kind));
    if (!filter.round.empty())
        where += " AND round_name = ?1";
    if (filter.beforeId != 0)
        where += " AND id < " + std::to_string(filter.beforeId);
    Query query(*m_impl, "SELECT " JOB_COLUMNS "WHERE 1" + where + " ORDER BY id DESC LIMIT " +
                             std::to_string(filter.limit + 1));
    if (!filter.round.empty())
        query << filter.round;
    core::Slice<core::Job> slice;
    slice.rows = allJobs(*m_impl, query);
    if (static_cast<int>(slice.rows.size()) > filter.limit) {
        slice.rows.pop_back();
        slice.nextBeforeId = slice.rows.back().id;
    }
    return slice;
}

void SqliteStore::insertItem(const core::JobItem& item)
{
    Query query(*m_impl, "INSERT INTO job_items (job, bet, rank, expected_version, from_state, from_payout, target, "
                         "payout, delta, other_delta, state, why, player, currency, operation, updated) VALUES "
                         "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    query << item.job << item.bet << item.rank << item.expectedVersion << item.from << item.payoutFromMinor
          << item.target << item.payoutMinor << item.deltaMinor << item.otherDeltaMinor << item.state;
    query.orNull(item.why) << item.player << item.currency.code;
    query.orNull(item.operation) << item.updatedAt;
    query.run();
}

void SqliteStore::updateItem(const core::JobItem& item)
{
    Query query(*m_impl, "UPDATE job_items SET rank = ?, expected_version = ?, from_state = ?, from_payout = ?, "
                         "target = ?, payout = ?, delta = ?, other_delta = ?, state = ?, why = ?, operation = ?, "
                         "updated = ? WHERE job = ? AND bet = ?");
    query << item.rank << item.expectedVersion << item.from << item.payoutFromMinor << item.target << item.payoutMinor
          << item.deltaMinor << item.otherDeltaMinor << item.state;
    query.orNull(item.why).orNull(item.operation) << item.updatedAt << item.job << item.bet;
    query.run();
}

void SqliteStore::countItems(std::int64_t job, contract::JobItemState state, std::int64_t more)
{
    Query query(*m_impl, "INSERT INTO job_counts (job, state, count) VALUES (?,?,?) ON CONFLICT DO UPDATE SET "
                         "count = count + excluded.count");
    query << job << state << more;
    query.run();
}

void SqliteStore::addSum(std::int64_t job, const contract::JobSum& more)
{
    // A sum that is out of range must not end the writer's turn for ever; who submits the plan is refused.
    Query query(*m_impl, "INSERT INTO job_sums (job, currency, bets, credit, debit, applied_credit, applied_debit) "
                         "VALUES (?1,?2,?3,?4,?5,?6,?7) ON CONFLICT DO UPDATE SET bets = bets + excluded.bets, "
                         "credit = CAST(min(credit + excluded.credit, ?8) AS INTEGER), "
                         "debit = CAST(max(debit + excluded.debit, -?8) AS INTEGER), "
                         "applied_credit = CAST(min(applied_credit + excluded.applied_credit, ?8) AS INTEGER), "
                         "applied_debit = CAST(max(applied_debit + excluded.applied_debit, -?8) AS INTEGER)");
    query << job << more.currency.code << more.bets << more.creditMinor << more.debitMinor << more.appliedCreditMinor
          << more.appliedDebitMinor << jobSumMax;
    query.run();
}

std::optional<core::JobItem> SqliteStore::item(std::int64_t job, std::int64_t bet)
{
    Query query(*m_impl, "SELECT " ITEM_COLUMNS "FROM job_items i WHERE i.job = ? AND i.bet = ?");
    query << job << bet;
    return oneItem(*m_impl, query);
}

std::optional<core::JobItem> SqliteStore::itemOfOperation(std::int64_t operation)
{
    Query query(*m_impl, "SELECT " ITEM_COLUMNS "FROM job_items i WHERE i.operation = ?");
    query << operation;
    return oneItem(*m_impl, query);
}

std::vector<core::JobItem> SqliteStore::waitingItems(std::int64_t job, contract::JobItemState state, int afterRank,
                                                     std::int64_t afterBet, int limit)
{
    Query query(*m_impl, "SELECT " ITEM_COLUMNS "FROM job_items i WHERE i.job = ? AND i.state = ? AND i.state IN "
                         "(0, 1) AND (i.rank, i.bet) > (?, ?) ORDER BY i.rank, i.bet LIMIT ?");
    query << job << state << afterRank << afterBet << limit;
    return allItems(*m_impl, query);
}

std::int64_t SqliteStore::countOf(std::int64_t job, contract::JobItemState state)
{
    Query query(*m_impl, "SELECT count FROM job_counts WHERE job = ? AND state = ?");
    query << job << state;
    return query.step() ? query.integer(0) : 0;
}

std::vector<core::JobItem> SqliteStore::deferredItems(std::int64_t bet)
{
    Query query(*m_impl, "SELECT " ITEM_COLUMNS "FROM job_items i WHERE i.bet = ? AND i.state = 6 ORDER BY i.job");
    query << bet;
    return allItems(*m_impl, query);
}

std::vector<core::JobItem> SqliteStore::movedItems(std::int64_t job, std::int64_t afterBet, int limit)
{
    Query query(*m_impl, "SELECT " ITEM_COLUMNS "FROM job_items i JOIN bets b ON b.id = i.bet WHERE i.job = ? AND "
                         "i.bet > ? AND b.version <> i.expected_version ORDER BY i.bet LIMIT ?");
    query << job << afterBet << limit;
    return allItems(*m_impl, query);
}

std::vector<core::JobItemOfBet> SqliteStore::items(std::int64_t job, std::optional<contract::JobItemState> state,
                                                   std::int64_t afterBet, int limit)
{
    Query query(*m_impl, state ? "SELECT " ITEM_COLUMNS ", b.partner, b.bet FROM job_items i JOIN bets b ON b.id = "
                                 "i.bet WHERE i.job = ? AND i.bet > ? AND i.state = ? ORDER BY i.bet LIMIT ?"
                               : "SELECT " ITEM_COLUMNS ", b.partner, b.bet FROM job_items i JOIN bets b ON b.id = "
                                 "i.bet WHERE i.job = ? AND i.bet > ? ORDER BY i.bet LIMIT ?");
    query << job << afterBet;
    if (state)
        query << *state;
    query << limit;
    return allNamed(*m_impl, query);
}

void SqliteStore::cancelPending(std::int64_t job, std::int64_t at)
{
    const std::int64_t pending = countOf(job, contract::JobItemState::Pending);
    if (pending == 0)
        return;
    {
        // What will not move is taken out of the sums.
        Query query(*m_impl,
                    "SELECT currency, count(*), sum(max(delta, 0)), sum(min(delta, 0)) FROM job_items WHERE job = ? "
                    "AND state = 0 AND delta <> 0 GROUP BY currency");
        query << job;
        std::vector<contract::JobSum> sums;
        while (query.step())
            sums.push_back(
                {m_impl->currency(query.view(0)), -query.integer(1), -query.integer(2), -query.integer(3), 0, 0});
        for (const contract::JobSum& sum : sums)
            addSum(job, sum);
    }
    Query query(*m_impl, "UPDATE job_items SET state = 11, updated = ? WHERE job = ? AND state = 0");
    query << at << job;
    query.run();
    countItems(job, contract::JobItemState::Pending, -pending);
    countItems(job, contract::JobItemState::Cancelled, pending);
}

void SqliteStore::insertInput(std::int64_t job, std::int64_t bet, const core::JobInput& input)
{
    Query query(*m_impl, "INSERT INTO job_inputs (job, bet, won, payout) VALUES (?,?,?,?)");
    query << job << bet << input.won << input.payoutMinor;
    query.run();
}

std::optional<core::JobInput> SqliteStore::input(std::int64_t job, std::int64_t bet)
{
    Query query(*m_impl, "SELECT won, payout FROM job_inputs WHERE job = ? AND bet = ?");
    query << job << bet;
    if (!query.step())
        return std::nullopt;
    return core::JobInput{query.integer(0) != 0, query.integer(1)};
}

std::vector<contract::JobPart> SqliteStore::jobParts(std::int64_t job)
{
    Query query(*m_impl, "SELECT b.partner, i.currency, count(*), sum(max(i.delta, 0)), sum(min(i.delta, 0)) FROM "
                         "job_items i JOIN bets b ON b.id = i.bet WHERE i.job = ? AND i.state IN " MOVING
                         " GROUP BY b.partner, i.currency ORDER BY b.partner, i.currency");
    query << job;
    std::vector<contract::JobPart> all;
    while (query.step())
        all.push_back({contract::PartnerId(query.text(0)), m_impl->currency(query.view(1)), query.integer(2),
                       query.integer(3), query.integer(4)});
    return all;
}

std::vector<contract::JobMove> SqliteStore::jobMoves(std::int64_t job)
{
    Query query(*m_impl, "SELECT from_state, target, state, why, currency, count(*), sum(delta), "
                         "sum(min(delta, coalesce(other_delta, delta))), "
                         "sum(max(delta, coalesce(other_delta, delta))) FROM job_items WHERE job = ? GROUP BY "
                         "from_state, target, state, why, currency ORDER BY 3, 1, 2, 4, 5");
    query << job;
    std::vector<contract::JobMove> all;
    while (query.step()) {
        auto& move = all.emplace_back(contract::JobMove{
            query.as<contract::BetState>(0), query.as<contract::BetState>(1), query.as<contract::JobItemState>(2),
            query.text(3), m_impl->currency(query.view(4)), query.integer(5), query.integer(6)});
        // An item that was deferred keeps both amounts, but once it has run only one of them is true.
        if (move.state != contract::JobItemState::Deferred)
            continue;
        move.deltaMinor = query.integer(7);
        move.otherDeltaMinor = query.integer(8);
    }
    return all;
}

std::vector<core::JobItemOfBet> SqliteStore::largestItems(std::int64_t job, int limit)
{
    Query query(*m_impl, "SELECT " ITEM_COLUMNS ", b.partner, b.bet FROM job_items i JOIN bets b ON b.id = i.bet WHERE "
                         "i.job = ? AND i.delta <> 0 AND i.state IN " MOVING " ORDER BY abs(i.delta) DESC, i.bet "
                         "LIMIT ?");
    query << job << limit;
    return allNamed(*m_impl, query);
}

std::int64_t SqliteStore::playersHitTwice(std::int64_t job)
{
    Query query(*m_impl,
                "SELECT count(*) FROM (SELECT 1 FROM job_items WHERE job = ? AND delta <> 0 AND state IN " MOVING
                " GROUP BY player HAVING count(*) > 1)");
    query << job;
    query.step();
    return query.integer(0);
}

std::vector<core::PlayerNet> SqliteStore::losingPlayers(std::int64_t job, int limit)
{
    Query query(*m_impl, "SELECT b.partner, b.player, i.currency, sum(i.delta) AS net, sum(min(i.delta, 0)) FROM "
                         "job_items i JOIN bets b ON b.id = i.bet WHERE i.job = ? AND i.state = 0 GROUP BY b.partner, "
                         "b.player, i.currency HAVING net < 0 ORDER BY net LIMIT ?");
    query << job << limit;
    std::vector<core::PlayerNet> all;
    while (query.step())
        all.push_back({contract::PartnerId(query.text(0)), contract::PlayerId(query.text(1)),
                       m_impl->currency(query.view(2)), query.integer(3), query.integer(4)});
    return all;
}

} // namespace service::store
