// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/outbox.h"

#include "service/core/answers.h"
#include "service/core/partners.h"

#include <algorithm>

namespace service::core {

namespace {

using contract::AnswerKind;
using contract::OperationKind;
using contract::OperationState;

// When a reply has not come by then, it never will: the answer counts as lost.
constexpr std::int64_t replyLostMs = 60'000;
// Sent in one tick; more would keep the writer from its callers.
constexpr int sendsPerTick = 256;

WalletReply lostReply(const char* errorClass, const char* error)
{
    WalletReply reply;
    reply.answer = AnswerKind::InDoubt;
    reply.errorClass = errorClass;
    reply.error = error;
    return reply;
}

bool isBetOpen(const Bet& bet)
{
    return bet.row.state == contract::BetState::Blocked ||
           (bet.row.operation && contract::isOpen(bet.row.operation->state));
}

} // namespace

std::string_view causeOf(const Operation& operation)
{
    if (operation.source == Source::Recalculation)
        return "recalculate_bets";
    switch (operation.kind) {
    case OperationKind::Block:
        return "block_funds";
    case OperationKind::Settle:
        return "update_bet_status";
    case OperationKind::Refund:
        return "refund";
    case OperationKind::Adjust:
        return "recalculate_bets";
    case OperationKind::Expiry:
        return "expiry";
    }
    return {};
}

Actor actorOf(const Operation& operation)
{
    return {operation.actor, operation.roles, operation.correlationId};
}

Outbox::Outbox(Context& context, Recorder& recorder, Rounds& rounds)
    : m_context(context), m_recorder(recorder), m_rounds(rounds)
{
}

bool Outbox::isFull() const
{
    return m_due.size() >= static_cast<std::size_t>(std::max(m_context.settings.outboxMax, 0));
}

Operation Outbox::stamped(Operation operation)
{
    if (operation.id == 0) {
        operation.id = m_context.store.nextOperationId();
        operation.createdAt = m_context.nowMs;
    }
    operation.updatedAt = m_context.nowMs;
    return operation;
}

void Outbox::write(const Bet* before, Bet& bet, Operation& operation, bool isNew, std::string_view cause,
                   const WalletReply* reply)
{
    const Actor actor = actorOf(operation);
    std::string then = before ? auditState(before->row) : std::string();
    bet.operation = operation.id;
    bet.row.operation = brief(operation);
    // The bet first: the operation refers to it.
    m_recorder.saveBet(before, bet, cause, &operation, actor);
    if (reply)
        storeAnswer(operation, bet, *reply);
    if (isNew)
        m_context.store.insertOperation(operation);
    else
        m_context.store.updateOperation(operation);
    m_recorder.audit(actor, cause, auditObject(bet.row), std::move(then), auditState(bet.row), operation.reason);
}

Outbox::Begun Outbox::begin(const Bet* before, Bet bet, Operation operation)
{
    const bool isNew = operation.id == 0;
    operation = stamped(std::move(operation));
    bet.id = before ? before->id : m_context.store.nextBetId();
    operation.bet = bet.id;
    if (bet.row.state == contract::BetState::None)
        bet.row.state = contract::BetState::Checked;
    if (operation.kind == OperationKind::Block)
        m_rounds.onBlock(bet.row, actorOf(operation));

    operation.attempt = 1;
    ++operation.attempts;
    operation.series = 0;
    if (const auto reply = m_context.wallet.immediate(m_context.store, orderFor(bet, operation, m_context.nowMs)))
        return finish(before, std::move(bet), std::move(operation), *reply, isNew);

    operation.attempt = 0;
    --operation.attempts;
    operation.state = OperationState::InFlight;
    operation.nextAt = m_context.nowMs;
    write(before, bet, operation, isNew, causeOf(operation));
    m_fresh.insert(operation.id);
    scheduleAt(operation);
    return {std::move(bet), std::move(operation), false};
}

Outbox::Begun Outbox::cancel(const Bet& before, Operation block, Operation refund)
{
    block.state = OperationState::Cancelling;
    block.nextAt = 0;
    block.updatedAt = m_context.nowMs;
    m_context.store.updateOperation(block);
    unschedule(block.id);
    refund.cancels = block.id;
    refund.target = contract::BetState::Refunded;
    return begin(&before, before, std::move(refund));
}

Outbox::Begun Outbox::conclude(const Bet* before, Bet bet, Operation operation)
{
    operation = stamped(std::move(operation));
    bet.id = before ? before->id : m_context.store.nextBetId();
    operation.bet = bet.id;
    operation.state = OperationState::Succeeded;
    bet = afterSuccess(std::move(bet), operation, {});
    const WalletReply nothingToMove;
    write(before, bet, operation, true, causeOf(operation), &nothingToMove);
    return {std::move(bet), std::move(operation), true};
}

std::int64_t Outbox::expiryOf(const Bet& bet, const Operation& operation) const
{
    if (bet.row.state != contract::BetState::Blocked)
        return 0;
    if (operation.kind != OperationKind::Block)
        return bet.expiresAt;
    const PartnerSettings* partner = findPartner(m_context.settings, bet.row.partner);
    return partner && partner->holdTtlMs > 0 ? m_context.nowMs + partner->holdTtlMs : 0;
}

Outbox::Begun Outbox::finish(const Bet* before, Bet bet, Operation operation, const WalletReply& reply, bool isNew)
{
    Judged judged = judge(std::move(operation), reply, m_context.nowMs, client::ports::unitInterval(m_context.random));
    Operation& now = judged.operation;
    if (judged.ending == Ending::Succeeded) {
        bet = afterSuccess(std::move(bet), now, reply);
        if (now.cancels != 0)
            now.amountMinor = reply.movedMinor;
        bet.expiresAt = expiryOf(bet, now);
    } else if (judged.ending == Ending::Refused) {
        bet = afterRefusal(std::move(bet), now, reply);
    }
    write(before, bet, now, isNew, causeOf(now), judged.ending == Ending::Open ? nullptr : &reply);
    record(judged, reply);
    if (judged.ending == Ending::Open) {
        scheduleAt(now);
        if (m_stalled)
            m_stalled(bet, now);
        return {std::move(bet), std::move(now), false};
    }
    unschedule(now.id);
    if (now.cancels != 0)
        endBlockOf(now, reply);
    m_finished.push_back(operationIdText(now.id));
    if (before && isBetOpen(*before) && !isBetOpen(bet)) {
        const bool settled = judged.ending == Ending::Succeeded && now.kind == OperationKind::Settle;
        m_rounds.onBetLeft(bet.row, settled && now.source == Source::Call, actorOf(now));
    }
    if (m_ended)
        m_ended(bet, now);
    return {std::move(bet), std::move(now), true};
}

void Outbox::record(const Judged& judged, const WalletReply& reply)
{
    const Operation& operation = judged.operation;
    Attempt attempt;
    attempt.operation = operation.id;
    attempt.number = operation.attempts;
    attempt.at = m_context.nowMs - reply.latencyMs;
    attempt.durationMs = reply.latencyMs;
    attempt.http = reply.http;
    attempt.answer = reply.answer;
    attempt.errorClass = reply.errorClass;
    attempt.error = reply.error;
    attempt.waitBaseMs = judged.waitBaseMs;
    attempt.waitJitterMs = judged.waitJitterMs;
    attempt.nextAt = operation.nextAt;
    attempt.request = reply.request;
    attempt.response = reply.response;
    m_context.store.insertAttempt(attempt);
}

void Outbox::endBlockOf(const Operation& cancel, const WalletReply& reply)
{
    auto block = m_context.store.operation(cancel.cancels);
    if (!block)
        return;
    block->state = reply.movedMinor > 0 ? OperationState::Succeeded : OperationState::Declined;
    block->updatedAt = m_context.nowMs;
    m_context.store.updateOperation(*block);
    m_finished.push_back(operationIdText(block->id));
}

void Outbox::hurry(Operation operation, const Actor& actor)
{
    operation.nextAt = m_context.nowMs;
    operation.updatedAt = m_context.nowMs;
    if (operation.state == OperationState::NeedsReview)
        operation.state = operation.doubt ? OperationState::InDoubt : OperationState::RetryScheduled;
    auto before = m_context.store.bet(operation.bet);
    if (!before)
        return;
    Bet after = *before;
    after.row.operation = brief(operation);
    m_recorder.saveBet(&*before, after, "retry", &operation, actor);
    m_context.store.updateOperation(operation);
    m_recorder.audit(actor, "retry", auditObject(after.row), auditState(before->row), auditState(after.row),
                     operationIdText(operation.id));
    m_fresh.insert(operation.id);
    scheduleAt(operation);
}

void Outbox::send(Operation operation)
{
    auto bet = m_context.store.bet(operation.bet);
    if (!bet)
        return;
    ++operation.attempts;
    if (operation.series == 0)
        ++operation.attempt;
    operation.sent = true;
    operation.nextAt = 0;
    operation.updatedAt = m_context.nowMs;
    if (operation.state == OperationState::RetryScheduled)
        operation.state = OperationState::InFlight;
    m_context.store.updateOperation(operation);
    schedule(operation.id, m_context.steadyMs + replyLostMs);
    const WalletOrder order = orderFor(*bet, operation, m_context.nowMs);
    m_context.wallet.send(m_context.store, order,
                          [this, alive = std::weak_ptr<int>(m_alive), id = operation.id,
                           attempt = operation.attempts](WalletReply reply) {
                              if (alive.expired())
                                  return;
                              if (m_ticking)
                                  onReply(id, attempt, reply);
                              else
                                  m_replies.push_back({id, attempt, std::move(reply)});
                          });
}

void Outbox::onReply(std::int64_t id, int attempt, const WalletReply& reply)
{
    auto operation = m_context.store.operation(id);
    if (!operation || !contract::isOpen(operation->state))
        return;
    // A block that is being taken back: the cancel finds out what it came to.
    if (operation->state == OperationState::Cancelling) {
        if (operation->sent && operation->attempts == attempt) {
            operation->sent = false;
            m_context.store.updateOperation(*operation);
            record({*operation}, reply);
        }
        return;
    }
    // The answer to an earlier attempt counts only if it is definite: the key is the same.
    const bool current = operation->sent && operation->attempts == attempt;
    const bool definite =
        reply.answer == AnswerKind::Accepted || (reply.answer == AnswerKind::Declined && reply.stored);
    if (!current && !definite)
        return;
    if (!current && !operation->sent)
        ++operation->attempts; // the late answer is a line of its own in the history
    const auto before = m_context.store.bet(operation->bet);
    if (before)
        finish(&*before, *before, std::move(*operation), reply, false);
}

void Outbox::recover()
{
    reload();
    for (const Operation& operation : m_context.store.openOperations()) {
        if (!operation.sent)
            continue;
        if (operation.state == OperationState::Cancelling) {
            Operation block = operation;
            block.sent = false;
            m_context.store.updateOperation(block);
            continue;
        }
        const auto before = m_context.store.bet(operation.bet);
        if (before) {
            finish(&*before, *before, operation, lostReply("restart", "The service ended before the answer came."),
                   false);
        }
    }
}

void Outbox::reload()
{
    m_due.clear();
    m_queue.clear();
    m_stale = false;
    for (const Operation& operation : m_context.store.openOperations())
        scheduleAt(operation);
}

void Outbox::tick()
{
    if (m_stale)
        reload();
    m_ticking = true;
    for (const Reply& reply : std::exchange(m_replies, {}))
        onReply(reply.operation, reply.attempt, reply.reply);
    std::vector<std::int64_t> due;
    for (const auto& [at, id] : m_queue) {
        if (at > m_context.steadyMs || static_cast<int>(due.size()) == sendsPerTick)
            break;
        if (m_fresh.count(id) == 0)
            due.push_back(id);
    }
    for (const std::int64_t id : due) {
        auto operation = m_context.store.operation(id);
        if (!operation || !contract::isOpen(operation->state) || operation->state == OperationState::Cancelling) {
            unschedule(id);
            continue;
        }
        if (operation->sent)
            onReply(id, operation->attempts, lostReply("no_reply", "No answer came."));
        else
            send(std::move(*operation));
    }
    m_context.wallet.tick(m_context.store);
    m_ticking = false;
}

std::int64_t Outbox::nextDueMs() const
{
    if (m_stale || !m_replies.empty())
        return m_context.clock.steadyMs();
    std::int64_t next = m_context.wallet.nextDueMs();
    if (!m_queue.empty() && (next < 0 || m_queue.begin()->first < next))
        next = m_queue.begin()->first;
    return next;
}

void Outbox::schedule(std::int64_t id, std::int64_t steadyMs)
{
    unschedule(id);
    m_due[id] = steadyMs;
    m_queue.emplace(steadyMs, id);
}

void Outbox::scheduleAt(const Operation& operation)
{
    if (operation.sent) {
        schedule(operation.id, m_context.steadyMs + replyLostMs);
        return;
    }
    if (operation.nextAt == 0) {
        // Open without a next time: it waits for a person, or for its cancel.
        unschedule(operation.id);
        return;
    }
    // Steady time from here on: the wall clock may jump.
    const std::int64_t wait = std::clamp<std::int64_t>(operation.nextAt - m_context.nowMs, 0, 600'000);
    schedule(operation.id, m_context.steadyMs + wait);
}

void Outbox::unschedule(std::int64_t id)
{
    const auto found = m_due.find(id);
    if (found == m_due.end())
        return;
    m_queue.erase({found->second, id});
    m_due.erase(found);
}

std::vector<std::string> Outbox::takeFinished()
{
    return std::exchange(m_finished, {});
}

void Outbox::discard()
{
    m_finished.clear();
    m_fresh.clear();
    m_ticking = false;
    m_stale = true;
    m_context.wallet.onRolledBack();
}

} // namespace service::core
