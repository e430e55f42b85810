// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/reconciliations.h"

#include "service/core/calls.h"
#include "service/core/keys.h"
#include "service/core/partners.h"
#include "service/core/reconciliationreads.h"
#include "service/core/reconciliationrules.h"

#include <algorithm>
#include <utility>

namespace service::core {

namespace {

using contract::ProblemCode;
using contract::ReconciliationClass;
using contract::ReconciliationSource;
using contract::ReconciliationState;
using Phase = ReconciliationPhase;

constexpr int betsPerStep = 500;
// Ids that one step passes over for bets of the window: those of other partners lie between.
constexpr std::int64_t idsPerStep = 20'000;
constexpr int sweptPerStep = 1'000;
// Between two steps, so that what moves money goes first.
constexpr std::int64_t stepPauseMs = 5;
constexpr std::int64_t abandonedMs = 24 * 3'600'000;
// Ids grow with the time of creation, except where a clock was set back.
constexpr std::int64_t clockSlackMs = 24 * 3'600'000;
constexpr int pullTries = 5;
constexpr std::int64_t pullRetryMs = 2'000;

std::string objectOf(const Reconciliation& run)
{
    return "reconciliation:" + reconciliationIdText(run.id);
}

Actor authorOf(const Reconciliation& run)
{
    return {run.row.author, run.roles, run.correlationId};
}

Handled refused(ProblemCode code, std::string detail, const Request& request)
{
    return {problemResponse(contract::problem(code, std::move(detail)), request), {}, 0};
}

std::string printOf(const contract::PartnerChunk& chunk)
{
    return fingerprint({"rows", contract::encode(chunk)});
}

} // namespace

Handled Reconciliations::answer(std::int64_t id, int status)
{
    Response response;
    response.status = status;
    response.body = contract::encode(reconciliationRow(*m_context.store.reconciliation(id)));
    return {std::move(response), {}, 0};
}

void Reconciliations::save(Reconciliation& run)
{
    run.row.updatedAt = m_context.nowMs;
    m_context.store.updateReconciliation(run);
}

Handled Reconciliations::create(const contract::ReconciliationOrder& order, const Request& request)
{
    Store& store = m_context.store;
    const Actor actor = actorOf(request);
    const std::string key(client::contract::headerValue(request.headers, "Idempotency-Key"));
    const std::string print = fingerprint({"reconciliation", contract::encode(order)});
    if (const auto known = store.reconciliation(actor.subject, key)) {
        if (known->fingerprint != print)
            return refused(ProblemCode::IdempotencyMismatch, "This key was used with other content.", request);
        return answer(known->id);
    }
    if (!findPartner(m_context.settings, order.partner))
        return refused(ProblemCode::PartnerUnknown, "This partner is not known.", request);
    if (order.asOf > m_context.nowMs)
        return refused(ProblemCode::ValidationFailed, "as_of is in the future.", request);
    const bool pulled = order.source == ReconciliationSource::Pull;
    const BookmakerRules* rules = rulesOf(m_context.settings, order.partner);
    if (pulled && (!rules || !rules->listed))
        return refused(ProblemCode::ValidationFailed, "The configuration has no list_url for this partner.", request);
    if (const auto open = store.openReconciliation(order.partner))
        return refused(ProblemCode::JobStateConflict,
                       "A reconciliation with this partner has not ended: " + reconciliationIdText(open->id) + ".",
                       request);
    Reconciliation run;
    run.row.partner = order.partner;
    run.row.from = order.from;
    run.row.to = order.to;
    run.row.asOf = order.asOf != 0 ? order.asOf : m_context.nowMs;
    run.row.source = order.source;
    run.row.state = pulled ? ReconciliationState::Pulling : ReconciliationState::Receiving;
    run.row.author = actor.subject;
    run.row.createdAt = run.row.updatedAt = m_context.nowMs;
    run.roles = actor.roles;
    run.correlationId = actor.correlationId;
    run.key = key;
    run.fingerprint = print;
    run.id = store.insertReconciliation(run);
    m_recorder.audit(actor, "reconcile", objectOf(run), {},
                     "partner " + order.partner.text() + " " + std::string(word(order.source)));
    hurry();
    return answer(run.id, 201);
}

tl::expected<Reconciliation, Handled> Reconciliations::receiving(const std::string& id, const Request& request)
{
    auto run = m_context.store.reconciliation(reconciliationIdFrom(id));
    if (!run)
        return tl::make_unexpected(refused(ProblemCode::NotFound, "This reconciliation is not known.", request));
    if (run->row.state != ReconciliationState::Receiving)
        return tl::make_unexpected(refused(ProblemCode::JobStateConflict,
                                           "The reconciliation is " + std::string(word(run->row.state)) + " by now.",
                                           request));
    return *std::move(run);
}

Handled Reconciliations::addRows(const std::string& id, const contract::PartnerChunk& chunk, const Request& request)
{
    const std::string print = printOf(chunk);
    // Known chunks first: a late copy of one must not be told that its run went on.
    const std::int64_t number = reconciliationIdFrom(id);
    if (const auto known = m_context.store.partnerChunk(number, chunk.chunk)) {
        if (*known != print)
            return refused(ProblemCode::IdempotencyMismatch, "This chunk was sent with other content.", request);
        return answer(number);
    }
    auto run = receiving(id, request);
    if (!run)
        return run.error();
    addLines(*run, chunk.chunk, chunk.lines, print);
    save(*run);
    return answer(run->id);
}

void Reconciliations::addLines(Reconciliation& run, std::int64_t chunk, const std::vector<contract::PartnerLine>& lines,
                               const std::string& print)
{
    m_context.store.insertPartnerChunk(run.id, chunk, print);
    for (const contract::PartnerLine& line : lines)
        m_context.store.addPartnerLine(run.id, line);
    ++run.row.chunks;
    run.row.lines += static_cast<std::int64_t>(lines.size());
}

Handled Reconciliations::compare(const std::string& id, const contract::CompareOrder& order, const Request& request)
{
    const auto known = m_context.store.reconciliation(reconciliationIdFrom(id));
    const bool same = known && known->row.chunks == order.chunks && known->row.lines == order.lines;
    const bool past =
        known && known->row.source == ReconciliationSource::File &&
        (known->row.state == ReconciliationState::Comparing || known->row.state == ReconciliationState::Completed);
    if (same && past)
        return answer(known->id);
    auto run = receiving(id, request);
    if (!run)
        return run.error();
    if (!same || m_context.store.lastPartnerChunk(run->id) != order.chunks)
        return refused(ProblemCode::CountMoved,
                       "Here are " + std::to_string(run->row.chunks) + " chunks with " +
                           std::to_string(run->row.lines) + " rows. Send what is missing.",
                       request);
    beginComparing(*run);
    save(*run);
    m_recorder.audit(actorOf(request), "reconcile_compare", objectOf(*run), {},
                     std::to_string(run->row.lines) + " rows");
    return answer(run->id);
}

Handled Reconciliations::cancel(const std::string& id, const Request& request)
{
    auto run = m_context.store.reconciliation(reconciliationIdFrom(id));
    if (!run)
        return refused(ProblemCode::NotFound, "This reconciliation is not known.", request);
    if (run->row.state == ReconciliationState::Cancelled)
        return answer(run->id);
    if (!contract::isOpen(run->row.state))
        return refused(ProblemCode::JobStateConflict,
                       "The reconciliation is " + std::string(word(run->row.state)) + " by now.", request);
    end(*run, ReconciliationState::Cancelled, {}, actorOf(request));
    return answer(run->id);
}

Handled Reconciliations::accept(const std::string& id, const std::string& item, const contract::AcceptOrder& order,
                                const Request& request)
{
    Store& store = m_context.store;
    const auto found = store.difference(differenceIdFrom(item));
    if (!found || found->run != reconciliationIdFrom(id))
        return refused(ProblemCode::NotFound, "This difference is not known.", request);
    const contract::ReconciliationItem& row = found->item;
    if (!contract::isException(row.kind))
        return refused(ProblemCode::JobStateConflict, "The bet is still moving: there is nothing to accept.", request);
    auto known = store.knownDifference(row.partner, row.bet);
    if (!known || known->print != found->print)
        return refused(ProblemCode::JobStateConflict, "A later run found something else about this bet.", request);
    const Actor actor = actorOf(request);
    if (known->acceptedAt != 0 && known->acceptedBy == actor.subject && known->reason == order.reason)
        return {differenceAnswer(*found), {}, 0};
    if (known->acceptedAt != 0)
        return refused(ProblemCode::JobStateConflict, known->acceptedBy + " has accepted this difference.", request);
    known->acceptedAt = m_context.nowMs;
    known->acceptedBy = actor.subject;
    known->reason = order.reason;
    store.saveKnownDifference(*known);
    store.countAccepted(*known);
    m_recorder.audit(actor, "reconcile_accept", "bet:" + row.partner.text() + "/" + row.bet.text(),
                     std::string(word(row.kind)), "accepted " + differenceIdText(found->id), order.reason);
    return {differenceAnswer(*store.difference(found->id)), {}, 0};
}

void Reconciliations::wantTickIn(std::int64_t ms)
{
    const std::int64_t due = m_context.steadyMs + std::max<std::int64_t>(ms, 0);
    m_dueMs = m_dueMs < 0 ? due : std::min(m_dueMs, due);
}

void Reconciliations::tick()
{
    if (m_dueMs < 0 || m_dueMs > m_context.steadyMs)
        return;
    m_dueMs = -1;
    for (Reconciliation& run : m_context.store.busyReconciliations())
        step(std::move(run));
}

void Reconciliations::discard()
{
    m_pulls.clear();
    hurry();
}

void Reconciliations::step(Reconciliation run)
{
    switch (run.phase) {
    case Phase::Incoming:
        stepIncoming(run);
        return;
    case Phase::Theirs:
        stepTheirs(run);
        break;
    case Phase::Ours:
        stepOurs(run);
        break;
    case Phase::Sweep:
        stepSweep(run);
        break;
    case Phase::Done:
        return;
    }
    wantTickIn(stepPauseMs);
}

void Reconciliations::stepIncoming(Reconciliation& run)
{
    if (run.row.state == ReconciliationState::Pulling) {
        pull(run);
        return;
    }
    const std::int64_t leftMs = run.row.updatedAt + abandonedMs - m_context.nowMs;
    if (leftMs > 0)
        wantTickIn(leftMs);
    else
        end(run, ReconciliationState::Failed, "No rows came for a day.", authorOf(run));
}

void Reconciliations::beginComparing(Reconciliation& run)
{
    run.row.state = ReconciliationState::Comparing;
    run.phase = Phase::Theirs;
    run.afterBet.clear();
    run.afterId = idsBefore(run.row.from - clockSlackMs);
    run.upToId = idsBefore(run.row.to + clockSlackMs);
    hurry();
}

// The highest id up to which every bet is older.
std::int64_t Reconciliations::idsBefore(std::int64_t createdMs)
{
    std::int64_t low = 0;
    std::int64_t high = m_context.store.newestBetId();
    while (low < high) {
        const std::int64_t middle = low + (high - low) / 2;
        const auto next = m_context.store.betsAfter(middle, high, 1);
        if (next.empty() || next.front().row.createdAt >= createdMs)
            high = middle;
        else
            low = next.front().id;
    }
    return low;
}

void Reconciliations::stepTheirs(Reconciliation& run)
{
    Store& store = m_context.store;
    const std::vector<ListedBet> lines = store.partnerLines(run.id, run.afterBet, betsPerStep);
    for (const ListedBet& listed : lines) {
        // Wherever in time it lies: the two clocks need not agree about the edges of the window.
        const auto ours = store.bet(run.row.partner, listed.line.bet);
        find(run, listed.line.bet, ours ? &ours->row : nullptr, &listed);
    }
    if (static_cast<int>(lines.size()) < betsPerStep)
        run.phase = Phase::Ours;
    else
        run.afterBet = lines.back().line.bet.text();
    save(run);
}

void Reconciliations::stepOurs(Reconciliation& run)
{
    Store& store = m_context.store;
    const std::int64_t upTo = std::min(run.upToId, run.afterId + idsPerStep);
    const std::vector<Bet> bets = store.windowBets(run, run.afterId, upTo, betsPerStep);
    for (const Bet& bet : bets) {
        if (!store.isListed(run.id, bet.row.bet))
            find(run, bet.row.bet, &bet.row, nullptr);
    }
    run.afterId = static_cast<int>(bets.size()) < betsPerStep ? upTo : bets.back().id;
    if (run.afterId < run.upToId)
        save(run);
    else
        end(run, ReconciliationState::Completed, {}, authorOf(run));
}

void Reconciliations::stepSweep(Reconciliation& run)
{
    if (m_context.store.dropPartnerLines(run.id, sweptPerStep))
        return;
    run.phase = Phase::Done;
    m_context.store.updateReconciliation(run);
}

void Reconciliations::find(const Reconciliation& run, const contract::BetId& bet, const contract::BetRow* ours,
                           const ListedBet* theirs)
{
    Store& store = m_context.store;
    const auto verdict = compareSides(ours, theirs, run.row.asOf);
    if (!verdict)
        return;
    auto known = store.knownDifference(run.row.partner, bet);
    if (verdict->kind == ReconciliationClass::Matched) {
        if (known)
            store.forgetDifference(run.row.partner, bet);
        store.countReconciled(run.id, verdict->kind, false);
        return;
    }
    Difference difference;
    difference.run = run.id;
    contract::ReconciliationItem& item = difference.item;
    item.kind = verdict->kind;
    item.why = verdict->why;
    item.partner = run.row.partner;
    item.bet = bet;
    if (ours)
        item.ours = ourSide(*ours);
    if (theirs)
        item.theirs = partnerSide(*theirs);
    difference.print = differencePrint(item);
    const bool same = known && known->print == difference.print;
    // What is pending says nothing yet about the difference that was known.
    if (!same && contract::isException(item.kind)) {
        known = KnownDifference{item.partner, bet, difference.print, m_context.nowMs, 0, {}, {}};
        store.saveKnownDifference(*known);
    }
    item.since = known ? known->since : m_context.nowMs;
    store.insertDifference(difference);
    store.countReconciled(run.id, item.kind, same && known->acceptedAt != 0);
}

void Reconciliations::end(Reconciliation& run, ReconciliationState state, const std::string& why, const Actor& actor)
{
    run.row.state = state;
    run.row.why = why;
    run.row.endedAt = m_context.nowMs;
    run.phase = Phase::Sweep;
    m_pulls.erase(run.id);
    save(run);
    const contract::ReconciliationRow row = m_context.store.reconciliation(run.id)->row;
    const bool mismatch = state == ReconciliationState::Completed && row.openExceptions() > 0;
    m_recorder.audit(actor, "reconcile_end", objectOf(run), {},
                     std::string(word(state)) + " " + std::to_string(row.compared()) + " compared, " +
                         std::to_string(row.openExceptions()) + " open",
                     why);
    m_recorder.tellPartner("reconciliation." + std::string(mismatch ? "mismatch" : word(state)), row.partner, actor);
    hurry();
}

void Reconciliations::pull(Reconciliation& run)
{
    Pull& pull = m_pulls[run.id];
    if (pull.page) {
        ListPage page = *std::exchange(pull.page, std::nullopt);
        pull.number = 0;
        takePage(run, std::move(page));
        return;
    }
    if (pull.number != 0)
        return;
    if (pull.notBeforeMs > m_context.steadyMs) {
        wantTickIn(pull.notBeforeMs - m_context.steadyMs);
        return;
    }
    const std::int64_t number = ++m_pullNumber;
    pull.number = number;
    const ListOrder order{run.row.partner, run.row.from, run.row.to, run.cursor, run.correlationId};
    const bool later =
        m_context.wallet.list(order, [this, alive = std::weak_ptr<int>(m_alive), id = run.id, number](ListPage page) {
            const auto found = alive.expired() ? m_pulls.end() : m_pulls.find(id);
            if (alive.expired() || found == m_pulls.end() || found->second.number != number)
                return;
            found->second.page = std::move(page);
            m_dueMs = m_context.clock.steadyMs();
        });
    if (!later)
        end(run, ReconciliationState::Failed, "This partner's list cannot be pulled.", authorOf(run));
}

void Reconciliations::takePage(Reconciliation& run, ListPage page)
{
    Pull& pull = m_pulls[run.id];
    const auto fail = [&](std::string why) { end(run, ReconciliationState::Failed, why, authorOf(run)); };
    if (page.outcome == ListPage::Outcome::NotReached && ++pull.failures < pullTries) {
        pull.notBeforeMs = m_context.steadyMs + (pullRetryMs << pull.failures);
        wantTickIn(pull.notBeforeMs - m_context.steadyMs);
        return;
    }
    if (page.outcome != ListPage::Outcome::Rows)
        return fail(page.error);
    if (!page.nextCursor.empty() && page.nextCursor == run.cursor)
        return fail("The list leads from a page to the same page.");
    if (run.row.chunks >= contract::partnerChunksMax)
        return fail("The list has more than " + std::to_string(contract::partnerChunksMax) + " pages.");
    pull.failures = 0;
    contract::PartnerChunk chunk{run.row.chunks + 1, std::move(page.lines)};
    addLines(run, chunk.chunk, chunk.lines, printOf(chunk));
    run.cursor = page.nextCursor;
    if (run.cursor.empty()) {
        m_pulls.erase(run.id);
        beginComparing(run);
    }
    save(run);
    hurry();
}

} // namespace service::core
