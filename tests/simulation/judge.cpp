// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/judge.h"

#include "client/contract/wire.h"
#include "service/core/keys.h"
#include "tests/simulation/console.h"
#include "tests/simulation/game.h"
#include "tests/simulation/jobsjudge.h"
#include "tests/simulation/network.h"
#include "tests/simulation/schedule.h"
#include "tests/simulation/servicehost.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <algorithm>
#include <map>
#include <set>

namespace tests::simulation {

using client::contract::AnswerKind;
using client::contract::BetState;
using client::contract::CallKind;
using client::contract::ClosedBy;
using client::contract::OperationKind;
using client::contract::OperationState;
using client::store::Intent;
using client::store::IntentState;
using service::core::Bet;
using service::core::BetVersion;
using service::core::Operation;

namespace {

class Judge
{
public:
    Judge(ServiceHost& service, const Network& network, Trace& trace)
        : m_service(service), m_store(service.store()), m_network(network), m_trace(trace),
          m_database(std::string(ServiceHost::path), SQLite::OPEN_READONLY, 0, service.disk().vfsName())
    {
        service::core::BetFilter filter;
        filter.limit = 500;
        for (const Bet& bet : m_store.bets(filter).rows)
            m_bets.emplace(bet.row.partner.text() + "/" + bet.row.bet.text(), bet);
    }

    void money();
    void bets(Outcome& outcome);
    void rounds();
    void audit();
    void events();
    void answersToGames(const Game& game);
    void console(Console& console, Outcome& outcome);
    void refundsHaveAnIntent(const std::vector<std::unique_ptr<Console>>& consoles);

private:
    void broken(const std::string& what) { m_trace.violation(what); }
    std::int64_t number(const std::string& sql) { return m_database.execAndGet(sql).getInt64(); }
    void expectNone(const std::string& sql, const std::string& what);
    void betMoney(const Bet& bet, const std::vector<Operation>& operations);
    void betHistory(const Bet& bet);
    const Bet* find(const client::contract::PartnerId& partner, const client::contract::BetId& bet) const;
    bool wasSettled(const Bet& bet, bool won);
    bool wasVoided(const Bet& bet);
    std::optional<Operation> operationOf(const Bet* bet, OperationKind kind, const std::string& ref);

    ServiceHost& m_service;
    service::core::Store& m_store;
    const Network& m_network;
    Trace& m_trace;
    SQLite::Database m_database;
    std::map<std::string, Bet> m_bets;
};

void Judge::expectNone(const std::string& sql, const std::string& what)
{
    SQLite::Statement query(m_database, sql);
    if (query.executeStep())
        broken(what + ": " + query.getColumn(0).getString());
}

const Bet* Judge::find(const client::contract::PartnerId& partner, const client::contract::BetId& bet) const
{
    const auto found = m_bets.find(partner.text() + "/" + bet.text());
    return found == m_bets.end() ? nullptr : &found->second;
}

bool Judge::wasVoided(const Bet& bet)
{
    const auto versions = m_store.versions(bet.id);
    return std::any_of(versions.begin(), versions.end(), [](const BetVersion& version) {
        return version.state == BetState::Refunded && version.cause == "recalculate_bets";
    });
}

std::optional<Operation> Judge::operationOf(const Bet* bet, OperationKind kind, const std::string& ref)
{
    if (!bet)
        return std::nullopt;
    for (const Operation& operation : m_store.operationsOf(bet->id)) {
        if (operation.kind == kind && operation.ref == ref)
            return operation;
    }
    return std::nullopt;
}

void Judge::money()
{
    if (m_database.execAndGet("PRAGMA integrity_check").getString() != "ok")
        broken("the service's file is damaged");
    if (number("SELECT coalesce(sum(amount), 0) FROM entries") != 0)
        broken("the ledger does not sum to 0");
    expectNone("SELECT posting FROM entries GROUP BY posting HAVING sum(amount) <> 0", "a posting does not sum to 0");
    expectNone("SELECT a.id FROM accounts a WHERE a.balance <> "
               "(SELECT coalesce(sum(e.amount), 0) FROM entries e WHERE e.account = a.id)",
               "a balance is not the sum of its entries");
    expectNone("SELECT id FROM postings WHERE id > 0 AND id NOT IN (SELECT id FROM operations)",
               "money moved without an operation");
    // A bookmaker's books are elsewhere.
    if (!m_service.bookmaker())
        expectNone("SELECT o.id FROM operations o WHERE o.state = 2 AND o.amount <> 0 AND o.id NOT IN (SELECT id "
                   "FROM postings)",
                   "an operation succeeded without moving money");
    expectNone("SELECT o.id FROM operations o JOIN postings p ON p.id = o.id WHERE o.state = 3 AND p.code IS NULL",
               "a declined operation moved money");
}

// The player's net of a bet is a function of stake, refunds and result alone, and so is what is held for it.
void Judge::betMoney(const Bet& bet, const std::vector<Operation>& operations)
{
    const auto& row = bet.row;
    const std::string ofBet =
        "FROM entries e JOIN accounts a ON a.id = e.account JOIN operations o ON o.id = e.posting "
        "WHERE o.bet = " +
        std::to_string(bet.id);
    const Bookmaker* partner = m_service.bookmaker();
    const std::string name = row.partner.text() + "/" + row.bet.text();
    const std::int64_t player =
        partner ? partner->net(name) : number("SELECT coalesce(sum(e.amount), 0) " + ofBet + " AND a.kind = 0");
    const std::int64_t held =
        partner ? partner->held(name) : number("SELECT coalesce(sum(e.amount), 0) " + ofBet + " AND a.kind = 1");
    std::int64_t expected = 0;
    std::int64_t expectedHeld = 0;
    switch (row.state) {
    case BetState::Blocked:
        expected = row.refundedMinor - row.stakeMinor;
        expectedHeld = row.stakeMinor - row.refundedMinor;
        break;
    case BetState::Won:
    case BetState::Lost:
        expected = row.refundedMinor - row.stakeMinor + row.payoutMinor.value_or(0);
        break;
    case BetState::None:
    case BetState::Checked:
    case BetState::Refunded:
    case BetState::Rejected:
    case BetState::Expired:
        break;
    }
    if (player != expected || held != expectedHeld)
        broken("bet " + row.bet.text() + " is " + std::string(word(row.state)) + " but the player's net is " +
               std::to_string(player) + ", held " + std::to_string(held));
    if (partner)
        return;
    std::int64_t refunds = 0;
    for (const Operation& operation : operations) {
        if (operation.kind == OperationKind::Refund && operation.state == OperationState::Succeeded)
            refunds += number("SELECT coalesce(sum(e.amount), 0) FROM entries e JOIN accounts a ON a.id = e.account "
                              "WHERE a.kind = 0 AND e.posting = " +
                              std::to_string(operation.id));
    }
    // A cancelled block never was a stake, so what came back is no refund of one.
    const bool cancelled = std::any_of(operations.begin(), operations.end(), [](const Operation& operation) {
        return operation.kind == OperationKind::Refund && operation.cancels != 0;
    });
    if (!cancelled && row.closedBy != ClosedBy::RecalculationVoid && refunds != row.refundedMinor)
        broken("bet " + row.bet.text() + " says " + std::to_string(row.refundedMinor) + " refunded, moved " +
               std::to_string(refunds));
}

bool isLegal(BetState from, const BetVersion& to, bool byJob)
{
    const bool recalculated = to.cause == "recalculate_bets";
    switch (from) {
    case BetState::None:
        return true;
    case BetState::Checked:
        return to.state != BetState::None && to.state != BetState::Won && to.state != BetState::Lost;
    case BetState::Blocked:
        return to.state != BetState::None && to.state != BetState::Checked && to.state != BetState::Rejected;
    case BetState::Won:
    case BetState::Lost:
        // Who lost may get the stake back, if a second person agreed.
        if (byJob && from == BetState::Lost && to.state == BetState::Refunded)
            return true;
        return recalculated &&
               (to.state == BetState::Won || to.state == BetState::Lost || to.state == BetState::Refunded);
    case BetState::Refunded:
        return recalculated && (to.state == BetState::Won || to.state == BetState::Lost);
    case BetState::Rejected:
    case BetState::Expired:
        return false;
    }
    return false;
}

void Judge::betHistory(const Bet& bet)
{
    BetState state = BetState::None;
    std::int64_t last = 0;
    const std::vector<BetVersion> versions = m_store.versions(bet.id);
    for (const BetVersion& version : versions) {
        const auto operation = m_store.operation(version.operation);
        if (!isLegal(state, version, operation && operation->ref.starts_with("job:")))
            broken("bet " + bet.row.bet.text() + " went from " + std::string(word(state)) + " to " +
                   std::string(word(version.state)) + " by " + version.cause);
        if (version.version <= last)
            broken("bet " + bet.row.bet.text() + " repeats a version");
        state = version.state;
        last = version.version;
    }
    if (versions.empty() || state != bet.row.state || last > bet.row.version ||
        versions.back().payoutMinor != bet.row.payoutMinor || versions.back().refundedMinor != bet.row.refundedMinor)
        broken("bet " + bet.row.bet.text() + " is not the last line of its history");
}

void Judge::bets(Outcome& outcome)
{
    outcome.bets = static_cast<int>(m_bets.size());
    for (const auto& [name, bet] : m_bets) {
        const std::vector<Operation> operations = m_store.operationsOf(bet.id);
        betHistory(bet);
        const bool isOpen = std::any_of(operations.begin(), operations.end(), [](const Operation& operation) {
            return operation.state != OperationState::Succeeded && operation.state != OperationState::Declined;
        });
        if (isOpen)
            ++outcome.needsReview;
        else
            betMoney(bet, operations);
    }
}

void Judge::rounds()
{
    expectNone("SELECT r.round FROM rounds r WHERE r.bets <> (SELECT count(*) FROM bets b WHERE b.round = r.round AND "
               "EXISTS (SELECT 1 FROM operations o WHERE o.bet = b.id AND o.kind = 0))",
               "a round miscounts its bets");
    expectNone("SELECT r.round FROM rounds r WHERE r.open_bets <> (SELECT count(*) FROM bets b WHERE b.round = r.round "
               "AND (b.state = 2 OR EXISTS (SELECT 1 FROM operations o WHERE o.bet = b.id AND o.state NOT IN (2, 3))))",
               "a round miscounts its open bets");
}

void Judge::audit()
{
    std::int64_t seq = 0;
    std::string previous(32, '\0');
    std::multiset<std::string> objects;
    for (bool more = true; more;) {
        const auto rows = m_store.audit(seq, 500);
        more = !rows.empty();
        for (const service::core::AuditRow& row : rows) {
            if (row.seq != seq + 1)
                broken("the audit log has a gap before " + std::to_string(row.seq));
            if (row.previousHash != previous || row.hash != service::core::auditHash(row))
                broken("the audit chain is broken at " + std::to_string(row.seq));
            seq = row.seq;
            previous = row.hash;
            objects.insert(row.object);
        }
    }
    for (const auto& [name, bet] : m_bets) {
        const auto versions = m_store.versions(bet.id);
        const std::size_t changes = static_cast<std::size_t>(std::count_if(
            versions.begin(), versions.end(), [](const BetVersion& version) { return version.operation != 0; }));
        if (objects.count("bet:" + name) < changes)
            broken("bet " + name + " changed " + std::to_string(changes) + " times with only " +
                   std::to_string(objects.count("bet:" + name)) + " audit rows");
    }
}

void Judge::events()
{
    std::int64_t seq = 0;
    std::map<std::string, std::int64_t> newest;
    for (bool more = true; more;) {
        const auto rows = m_store.eventsAfter(seq, 500);
        more = !rows.empty();
        for (const auto& row : rows) {
            if (row.seq != seq + 1)
                broken("the event log has a gap before " + std::to_string(row.seq));
            seq = row.seq;
            const auto event = client::contract::decodeFeedEvent("e-" + std::to_string(row.seq), row.data);
            if (!event) {
                broken("an event does not decode: " + event.error().detail);
                continue;
            }
            if (event->bet)
                newest[event->bet->partner.text() + "/" + event->bet->bet.text()] = event->bet->version;
        }
    }
    for (const auto& [name, bet] : m_bets) {
        if (newest[name] != bet.row.version)
            broken("the newest event of bet " + name + " is of version " + std::to_string(newest[name]) + ", not " +
                   std::to_string(bet.row.version));
    }
}

// By the call itself or, just the same, by a recalculation before it.
bool Judge::wasSettled(const Bet& bet, bool won)
{
    const auto versions = m_store.versions(bet.id);
    return std::any_of(versions.begin(), versions.end(), [&](const BetVersion& version) {
        return version.state == (won ? BetState::Won : BetState::Lost);
    });
}

void Judge::answersToGames(const Game& game)
{
    for (const auto& told : game.told()) {
        const auto& call = told->call;
        const Bet* bet = find(call.partner, call.bet);
        const BetState state = bet ? bet->row.state : BetState::None;
        const std::string what = std::string(word(call.call)) + " of " + call.bet.text() + ", told " +
                                 std::string(word(told->answer)) + ", is " + std::string(word(state));
        const OperationKind kind = call.call == CallKind::BlockFunds        ? OperationKind::Block
                                   : call.call == CallKind::UpdateBetStatus ? OperationKind::Settle
                                                                            : OperationKind::Refund;
        if (call.call == CallKind::CheckBet || call.call == CallKind::RecalculateBets)
            continue;
        const auto operation = operationOf(bet, kind, call.refund.text());
        const bool applied = operation && operation->state == OperationState::Succeeded;
        switch (told->answer) {
        case AnswerKind::Accepted:
            if (call.call == CallKind::Refund && bet && wasVoided(*bet)) {
                break; // it held then; a later result may have settled the bet again
            } else if (call.call == CallKind::Refund && call.refund.empty()) {
                if (!bet || state == BetState::Blocked || state == BetState::Won || state == BetState::Lost)
                    broken("a refund was accepted and did not hold: " + what);
            } else if (call.call == CallKind::Refund) {
                if (!applied &&
                    (!bet || state == BetState::Blocked || state == BetState::Won || state == BetState::Lost))
                    broken("a partial refund was accepted and is not there: " + what);
            } else if (call.call == CallKind::UpdateBetStatus) {
                if (!bet || !wasSettled(*bet, *call.won))
                    broken("accepted and never settled so: " + what);
            } else if (!applied) {
                broken("accepted and not applied: " + what);
            }
            break;
        case AnswerKind::Declined:
        case AnswerKind::NotSent:
            // A second copy that a network made may come after the answer to the first.
            if (applied && !m_network.wasDuplicated(client::contract::encode(call)))
                broken("refused and yet applied: " + what);
            break;
        case AnswerKind::InDoubt:
            break;
        }
    }
}

void Judge::console(Console& console, Outcome& outcome)
{
    outcome.refunds += static_cast<int>(console.promised().size());
    for (const std::string& id : console.promised()) {
        if (!console.journal().find(id))
            broken(console.name() + " lost the intent " + id);
    }
    if (!console.journal().damaged().empty())
        broken(console.name() + " has damaged journal rows");
    for (const Intent& intent : console.journal().newest(1'000)) {
        const auto operation = operationOf(find(intent.partner, intent.bet), OperationKind::Refund, intent.id);
        const bool applied = operation && operation->state == OperationState::Succeeded;
        const bool isOpen = operation && !applied && operation->state != OperationState::Declined;
        const std::string what = console.name() + "'s intent " + intent.id + ", " + std::string(word(intent.state));
        switch (intent.state) {
        case IntentState::Accepted:
            if (!applied)
                broken(what + ", was not applied");
            break;
        case IntentState::Declined:
        case IntentState::Abandoned:
            if ((applied || isOpen) && !m_network.wasDuplicated(intent.body))
                broken(what + ", was applied");
            break;
        case IntentState::Prepared:
        case IntentState::Sending:
            broken(what + ", never ended");
            break;
        case IntentState::InDoubt:
            ++outcome.inDoubt;
            if (applied)
                broken(what + ", was applied long ago");
            break;
        }
    }
    for (const auto& [name, bet] : m_bets) {
        const auto cached = console.cache().bet(bet.row.partner, bet.row.bet);
        if (!cached)
            broken(console.name() + " does not know bet " + name);
        else if (!(*cached == bet.row))
            broken(console.name() + " shows bet " + name + " as of version " + std::to_string(cached->version) +
                   ", it has " + std::to_string(bet.row.version));
    }
    if (console.cache().betCount() != static_cast<std::int64_t>(m_bets.size()))
        broken(console.name() + " shows bets that are not there");
}

void Judge::refundsHaveAnIntent(const std::vector<std::unique_ptr<Console>>& consoles)
{
    for (const auto& [key, body] : m_service.refundsSeen()) {
        const bool known = std::any_of(consoles.begin(), consoles.end(), [&](const auto& console) {
            const auto intent = console->journal().find(key);
            return intent && intent->body == body;
        });
        if (!known)
            broken("the service saw the refund " + key + " that no journal holds");
    }
}

} // namespace

std::string cursorOfHead(service::core::Store& store)
{
    return store.meta("epoch").value_or("") + "-" + std::to_string(store.lastEventSeq());
}

void judge(ServiceHost& service, const std::vector<std::unique_ptr<Console>>& consoles,
           const std::vector<std::unique_ptr<Game>>& games, const Network& network, Trace& trace, Outcome& outcome)
{
    Judge judge(service, network, trace);
    judge.money();
    judge.bets(outcome);
    judge.rounds();
    judge.audit();
    judge.events();
    for (const auto& game : games)
        judge.answersToGames(*game);
    for (const auto& console : consoles)
        judge.console(*console, outcome);
    judge.refundsHaveAnIntent(consoles);
    judgeJobs(service, trace, outcome);
}

} // namespace tests::simulation
