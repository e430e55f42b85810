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

// Longer waits than this are of the schedule for partners; a wall clock that jumped must not make others.
constexpr std::int64_t waitMax = 600'000;
constexpr std::int64_t partnerWaitMax = 86'400'000;

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

std::string askedIdText(std::int64_t operation)
{
    return "ask " + operationIdText(operation);
}

Outbox::Outbox(Context& context, Recorder& recorder, Rounds& rounds, CallCounts& counts)
    : m_context(context), m_recorder(recorder), m_rounds(rounds), m_counts(counts)
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

    operation.series = 0;
    if (const std::string_view barred = barredBecause(bet, operation); !barred.empty()) {
        operation.state = OperationState::NeedsReview;
        operation.why = "no_corrections";
        operation.errorClass = operation.why;
        operation.error = barred;
        write(before, bet, operation, isNew, causeOf(operation));
        if (m_stalled)
            m_stalled(bet, operation);
        return {std::move(bet), std::move(operation), false};
    }
    operation.attempt = 1;
    ++operation.attempts;
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
    const BookmakerRules* rules = rulesFor(before.row.partner);
    const bool waits = rules && !rules->honoursTombstones;
    block.state = OperationState::Cancelling;
    block.nextAt = waits ? m_context.nowMs : 0;
    block.updatedAt = m_context.nowMs;
    m_context.store.updateOperation(block);
    scheduleAt(block);
    refund.cancels = block.id;
    refund.target = contract::BetState::Refunded;
    return waits ? await(before, std::move(refund)) : begin(&before, before, std::move(refund));
}

// A cancel that overtakes its block would not stop it there: the block has to be definite first.
Outbox::Begun Outbox::await(const Bet& before, Operation refund)
{
    refund = stamped(std::move(refund));
    Bet bet = before;
    refund.bet = bet.id;
    refund.state = OperationState::InFlight;
    write(&before, bet, refund, true, causeOf(refund));
    return {std::move(bet), std::move(refund), false};
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
    Judged judged = judge(std::move(operation), reply, m_context.nowMs, client::ports::unitInterval(m_context.random),
                          rulesFor(bet.row.partner));
    return end(before, std::move(bet), std::move(judged), reply, isNew);
}

Outbox::Begun Outbox::end(const Bet* before, Bet bet, Judged judged, const WalletReply& reply, bool isNew)
{
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
    record(bet.row, judged, reply);
    if (isLie(reply))
        tellLie(bet, now, reply);
    if (judged.ending == Ending::Open) {
        scheduleAt(now);
        if (m_stalled)
            m_stalled(bet, now);
        return {std::move(bet), std::move(now), false};
    }
    unschedule(now.id);
    m_asking.erase(now.id);
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

const BookmakerRules* Outbox::rulesFor(const contract::PartnerId& partner) const
{
    return rulesOf(m_context.settings, partner);
}

std::string_view Outbox::barredBecause(const Bet& bet, const Operation& operation) const
{
    const BookmakerRules* rules = rulesFor(bet.row.partner);
    if (mayNotGoAgain(operation, rules))
        return "The partner does not recognise a repeat: what is in doubt is never sent again.";
    if (rules) {
        const WalletOrder order = orderFor(bet, operation, m_context.nowMs);
        if (order.kind == OrderKind::Adjust && rules->corrections == CorrectionCalls::None)
            return "The partner takes no corrections.";
        if (order.kind == OrderKind::Adjust && (order.round.empty() || order.result.empty()))
            return "There is no call that tells the partner of this.";
    }
    if (rules && !rules->honoursTombstones && operation.cancels != 0)
        return "It has to be known first whether the stake was ever blocked.";
    return {};
}

void Outbox::tellLie(const Bet& bet, const Operation& operation, const WalletReply& reply)
{
    const Actor actor = actorOf(operation);
    m_recorder.audit(actor, "partner_lied", auditObject(bet.row), {}, reply.errorClass, reply.error);
    m_recorder.tellBet("partner.lied", bet.row, operation.id, actor);
}

void Outbox::record(const contract::BetRow& bet, const Judged& judged, const WalletReply& reply)
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
    // To ask what became of a call is no call, and neither is what people said of it.
    if (reply.byPeople || reply.request.compare(0, 4, "GET ") == 0)
        return;
    m_counts.noteDepth(m_due.size());
    m_counts.count({.partner = bet.partner,
                    .named = m_context.settings.partners.count(bet.partner.text()) != 0,
                    .call = causeOf(operation),
                    .outcome = isLie(reply) ? AnswerKind::InDoubt : reply.answer,
                    .durationMs = reply.latencyMs,
                    .http = reply.http,
                    .remote = rulesFor(bet.partner) != nullptr,
                    .errorClass = reply.errorClass,
                    .correlationId = operation.correlationId});
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
    auto before = m_context.store.bet(operation.bet);
    if (!before || !barredBecause(*before, operation).empty())
        return;
    operation.nextAt = m_context.nowMs;
    operation.updatedAt = m_context.nowMs;
    operation.why.clear();
    if (operation.state == OperationState::NeedsReview)
        operation.state = operation.doubt ? OperationState::InDoubt : OperationState::RetryScheduled;
    Bet after = *before;
    after.row.operation = brief(operation);
    m_recorder.saveBet(&*before, after, "retry", &operation, actor);
    m_context.store.updateOperation(operation);
    m_recorder.audit(actor, "retry", auditObject(after.row), auditState(before->row), auditState(after.row),
                     operationIdText(operation.id));
    m_fresh.insert(operation.id);
    scheduleAt(operation);
}

// The next step of an operation that is due and not on its way.
void Outbox::goOn(Operation operation)
{
    const auto bet = m_context.store.bet(operation.bet);
    if (!bet)
        return;
    const BookmakerRules* rules = rulesFor(bet->row.partner);
    const bool barred = operation.state == OperationState::Cancelling || mayNotGoAgain(operation, rules);
    if (barred || (rules && operation.doubt && operation.series > 0)) {
        if (askPartner(*bet, operation, true))
            return;
        if (barred) {
            lookedInVain(*bet, std::move(operation), false);
            return;
        }
    }
    send(*bet, std::move(operation));
}

void Outbox::send(const Bet& bet, Operation operation)
{
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
    const BookmakerRules* rules = rulesFor(bet.row.partner);
    if (rules && !rules->deduplicates)
        m_arming.insert(operation.id);
    else
        transmit(bet, operation);
}

void Outbox::transmit(const Bet& bet, const Operation& operation)
{
    m_context.wallet.send(m_context.store, orderFor(bet, operation, m_context.nowMs),
                          [this, alive = std::weak_ptr<int>(m_alive), id = operation.id, attempt = operation.attempts,
                           local = rulesFor(bet.row.partner) == nullptr](WalletReply reply) {
                              if (alive.expired())
                                  return;
                              // The local wallet's effect is part of this transaction, as its reply has to be.
                              if (m_ticking && local)
                                  onReply(id, attempt, reply);
                              else
                                  m_replies.push_back({id, attempt, std::move(reply)});
                          });
}

bool Outbox::askPartner(const Bet& bet, const Operation& operation, bool step)
{
    const int number = ++m_asked;
    const bool later =
        m_context.wallet.ask(orderFor(bet, operation, m_context.nowMs),
                             [this, alive = std::weak_ptr<int>(m_alive), id = operation.id, number](WalletReply reply) {
                                 if (!alive.expired())
                                     m_replies.push_back({id, number, std::move(reply), true});
                             });
    if (!later)
        return false;
    m_asking[operation.id] = {number, step, m_context.steadyMs + replyLostMs};
    if (step)
        schedule(operation.id, m_context.steadyMs + replyLostMs);
    return true;
}

bool Outbox::ask(const Operation& operation, const Actor& actor)
{
    const auto bet = m_context.store.bet(operation.bet);
    if (!bet)
        return false;
    const auto running = m_asking.find(operation.id);
    const bool waits = running != m_asking.end() && m_context.steadyMs < running->second.lostMs;
    if (!waits && !askPartner(*bet, operation, false))
        return false;
    m_recorder.audit(actor, "ask", auditObject(bet->row), auditState(bet->row), {}, operationIdText(operation.id));
    return true;
}

void Outbox::onReply(std::int64_t id, int attempt, const WalletReply& reply)
{
    auto operation = m_context.store.operation(id);
    if (!operation)
        return;
    if (!contract::isOpen(operation->state)) {
        onTooLate(std::move(*operation), reply);
        return;
    }
    if (operation->state == OperationState::Cancelling) {
        onCancelling(std::move(*operation), attempt, reply);
        return;
    }
    // The answer to an earlier attempt counts only if it is definite: the key is the same.
    const bool current = operation->sent && operation->attempts == attempt;
    if (!current && !isDefinite(reply) && !isLie(reply))
        return;
    const auto before = m_context.store.bet(operation->bet);
    if (!before)
        return;
    if (!current && isLie(reply)) {
        ++operation->attempts;
        m_context.store.updateOperation(*operation);
        record(before->row, {*operation}, reply);
        tellLie(*before, *operation, reply);
        return;
    }
    if (!current && !operation->sent)
        ++operation->attempts; // the late answer is a line of its own in the history
    finish(&*before, *before, std::move(*operation), reply, false);
}

void Outbox::onAsked(std::int64_t id, int number, const WalletReply& reply)
{
    const auto asked = m_asking.find(id);
    const bool current = asked != m_asking.end() && asked->second.number == number;
    const bool step = current && asked->second.step;
    if (current)
        m_asking.erase(asked);
    m_finished.push_back(askedIdText(id));
    auto operation = m_context.store.operation(id);
    const auto before = operation ? m_context.store.bet(operation->bet) : std::nullopt;
    if (!before)
        return;
    if (!contract::isOpen(operation->state)) {
        onTooLate(std::move(*operation), reply);
        return;
    }
    if (!current && !isDefinite(reply))
        return;
    if (step && isHeldBack(reply)) {
        // Nobody was asked: the look is still to come.
        postponeLook(*operation, m_context.nowMs, reply.retryAfterMs);
        m_context.store.updateOperation(*operation);
        scheduleAt(*operation);
        return;
    }
    WalletReply line = reply;
    if (line.request.empty())
        line.request = "GET /api/v1/bets/" + before->row.partner.text() + "/" + before->row.bet.text() + "\n\n";
    const bool cancelling = operation->state == OperationState::Cancelling;
    ++operation->attempts;
    if (isDefinite(reply)) {
        if (!cancelling)
            finish(&*before, *before, std::move(*operation), line, false);
        else if (waitsForBlock(*before, *operation))
            endAwaitedBlock(*before, std::move(*operation), line);
        return;
    }
    m_context.store.updateOperation(*operation);
    record(before->row, {*operation}, line);
    if (isLie(reply))
        tellLie(*before, *operation, reply);
    if (!step || operation->sent)
        return;
    if (cancelling || mayNotGoAgain(*operation, rulesFor(before->row.partner)))
        lookedInVain(*before, std::move(*operation), true);
    else
        send(*before, std::move(*operation));
}

bool Outbox::waitsForBlock(const Bet& bet, const Operation& block) const
{
    const auto refund = m_context.store.operation(bet.operation);
    return refund && refund->cancels == block.id && refund->attempts == 0 && contract::isOpen(refund->state);
}

// A block that is being taken back: the cancel finds out what it came to, unless that waits for the block itself.
void Outbox::onCancelling(Operation block, int attempt, const WalletReply& reply)
{
    const bool current = block.sent && block.attempts == attempt;
    const auto bet = m_context.store.bet(block.bet);
    if (bet && isDefinite(reply) && waitsForBlock(*bet, block)) {
        if (!current && !block.sent)
            ++block.attempts;
        endAwaitedBlock(*bet, std::move(block), reply);
        return;
    }
    if (!current)
        return;
    block.sent = false;
    m_context.store.updateOperation(block);
    record(bet ? bet->row : contract::BetRow(), {block}, reply);
    if (bet && isLie(reply))
        tellLie(*bet, block, reply);
    scheduleAt(block);
}

void Outbox::endAwaitedBlock(const Bet& before, Operation block, const WalletReply& reply)
{
    auto refund = m_context.store.operation(before.operation);
    block.sent = false;
    block.nextAt = 0;
    block.updatedAt = m_context.nowMs;
    block.state = reply.answer == AnswerKind::Accepted ? OperationState::Succeeded : OperationState::Declined;
    Bet after = before;
    if (block.state == OperationState::Succeeded) {
        after.row.state = contract::BetState::Blocked;
        storeAnswer(block, after, reply);
        refund->cancels = 0;
        refund->state = OperationState::InFlight;
        refund->why.clear();
        refund->nextAt = m_context.nowMs;
        refund->updatedAt = m_context.nowMs;
        after.row.operation = brief(*refund);
        m_recorder.saveBet(&before, after, causeOf(block), &block, actorOf(block));
        m_recorder.audit(actorOf(block), causeOf(block), auditObject(after.row), auditState(before.row),
                         auditState(after.row));
        m_context.store.updateOperation(*refund);
        m_fresh.insert(refund->id);
        scheduleAt(*refund);
    }
    m_context.store.updateOperation(block);
    record(before.row, {block}, reply);
    unschedule(block.id);
    m_asking.erase(block.id);
    m_finished.push_back(operationIdText(block.id));
    if (block.state == OperationState::Succeeded)
        return;
    WalletReply nothingHeld;
    nothingHeld.answer = AnswerKind::Accepted;
    refund->state = OperationState::Succeeded;
    refund->why.clear();
    refund->amountMinor = 0;
    refund->updatedAt = m_context.nowMs;
    after = afterSuccess(before, *refund, nothingHeld);
    write(&before, after, *refund, false, causeOf(*refund), &nothingHeld);
    m_finished.push_back(operationIdText(refund->id));
    if (isBetOpen(before))
        m_rounds.onBetLeft(after.row, false, actorOf(*refund));
    if (m_ended)
        m_ended(after, *refund);
}

void Outbox::lookedInVain(const Bet& before, Operation operation, bool couldAsk)
{
    Judged judged = judgeVainLook(std::move(operation), m_context.nowMs, couldAsk);
    Operation& now = judged.operation;
    Bet bet = before;
    const bool over = now.state == OperationState::NeedsReview;
    if (bet.operation == now.id) {
        write(&before, bet, now, false, causeOf(now));
        scheduleAt(now);
        if (m_stalled)
            m_stalled(bet, now);
        return;
    }
    // A block under its waiting refund: it is the refund that people see.
    now.state = OperationState::Cancelling;
    now.why.clear();
    m_context.store.updateOperation(now);
    scheduleAt(now);
    auto refund = m_context.store.operation(bet.operation);
    if (!over || !refund || !contract::isOpen(refund->state))
        return;
    refund->state = OperationState::NeedsReview;
    refund->why = "block_in_doubt";
    refund->errorClass = refund->why;
    refund->error = "It is not known whether the stake was ever blocked.";
    refund->updatedAt = m_context.nowMs;
    write(&before, bet, *refund, false, causeOf(*refund));
    if (m_stalled)
        m_stalled(bet, *refund);
}

// After a person, or an earlier answer, has ended it. Nothing moves any more; a contradiction has to be looked at.
void Outbox::onTooLate(Operation operation, const WalletReply& reply)
{
    const bool succeeded = operation.state == OperationState::Succeeded;
    const auto bet = m_context.store.bet(operation.bet);
    if (!bet || !isDefinite(reply) || succeeded == (reply.answer == AnswerKind::Accepted))
        return;
    ++operation.attempts;
    m_context.store.updateOperation(operation);
    record(bet->row, {operation}, reply);
    const Actor actor = actorOf(operation);
    m_recorder.audit(actor, "late_answer", auditObject(bet->row), std::string(word(operation.state)),
                     std::string(word(reply.answer)), operationIdText(operation.id));
    m_recorder.tellBet("operation.contradicted", bet->row, operation.id, actor);
}

std::string_view Outbox::unresolvableBecause(const Bet& bet, const Operation& operation) const
{
    if (!rulesFor(bet.row.partner))
        return "The money is in this service's own ledger: retry it, the ledger knows.";
    if (operation.state == OperationState::Cancelling && waitsForBlock(bet, operation))
        return {};
    if (operation.state != OperationState::InDoubt && operation.state != OperationState::NeedsReview)
        return "Only what is in doubt or needs review is resolved.";
    if (operation.cancels != 0 && operation.attempts == 0)
        return "It waits for the block that it takes back: resolve that one.";
    // What is out may still move money after people said that it did not.
    if (operation.sent)
        return "It is on its way at the moment: wait for its answer.";
    return {};
}

void Outbox::resolve(const Operation& operation, bool succeeded, const std::string& evidence)
{
    const auto before = m_context.store.bet(operation.bet);
    if (!before)
        return;
    WalletReply reply;
    reply.answer = succeeded ? AnswerKind::Accepted : AnswerKind::Declined;
    reply.stored = !succeeded;
    reply.errorClass = succeeded ? std::string() : std::string(resolvedByPeople);
    reply.error = evidence;
    reply.request = "resolved by people\n\n" + evidence;
    reply.reason = "resolved";
    reply.byPeople = true;
    reply.movedMinor = operation.cancels != 0 ? before->row.netStakeMinor() : 0;
    Operation now = operation;
    ++now.attempts;
    now.updatedAt = m_context.nowMs;
    if (now.state == OperationState::Cancelling) {
        endAwaitedBlock(*before, std::move(now), reply);
        return;
    }
    now.sent = false;
    now.nextAt = 0;
    now.why.clear();
    now.errorClass = reply.errorClass;
    now.error = evidence;
    now.state = succeeded ? OperationState::Succeeded : OperationState::Declined;
    // What people agreed on is no doubt any more: the same key may be used again.
    now.doubt = false;
    Judged judged{std::move(now)};
    judged.ending = succeeded ? Ending::Succeeded : Ending::Refused;
    end(&*before, *before, std::move(judged), reply, false);
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
            scheduleAt(block);
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
    m_transmitted = std::exchange(m_armed, {});
    for (const std::int64_t id : m_transmitted) {
        const auto operation = m_context.store.operation(id);
        const auto bet = operation ? m_context.store.bet(operation->bet) : std::nullopt;
        if (bet && operation->sent && operation->state == OperationState::InFlight)
            transmit(*bet, *operation);
    }
    takeReplies();
    std::vector<std::int64_t> due;
    for (const auto& [at, id] : m_queue) {
        if (at > m_context.steadyMs || static_cast<int>(due.size()) == sendsPerTick)
            break;
        if (m_fresh.count(id) == 0)
            due.push_back(id);
    }
    for (const std::int64_t id : due) {
        auto operation = m_context.store.operation(id);
        if (!operation || !contract::isOpen(operation->state)) {
            unschedule(id);
            continue;
        }
        const auto asking = m_asking.find(id);
        if (asking != m_asking.end() && m_context.steadyMs < asking->second.lostMs) {
            // A person asked shortly before it was due: that is this step.
            asking->second.step = true;
            schedule(id, asking->second.lostMs);
        } else if (asking != m_asking.end()) {
            onAsked(id, asking->second.number, lostReply("no_reply", "No answer came."));
        } else if (operation->sent) {
            onReply(id, operation->attempts, lostReply("no_reply", "No answer came."));
        } else {
            goOn(std::move(*operation));
        }
    }
    m_context.wallet.tick(m_context.store);
    takeReplies();
    m_ticking = false;
}

void Outbox::takeReplies()
{
    while (!m_replies.empty()) {
        const std::vector<Reply> replies = std::exchange(m_replies, {});
        m_taken.insert(m_taken.end(), replies.begin(), replies.end());
        for (const Reply& reply : replies) {
            if (reply.asked)
                onAsked(reply.operation, reply.attempt, reply.reply);
            else
                onReply(reply.operation, reply.attempt, reply.reply);
        }
    }
}

std::int64_t Outbox::nextDueMs() const
{
    if (m_stale || !m_replies.empty() || !m_armed.empty())
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
    m_counts.noteDepth(m_due.size());
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
    const std::int64_t exact = operation.nextAt - m_context.nowMs;
    const auto bet = exact > waitMax ? m_context.store.bet(operation.bet) : std::nullopt;
    const bool remote = bet && rulesFor(bet->row.partner);
    const std::int64_t wait = std::clamp<std::int64_t>(exact, 0, remote ? partnerWaitMax : waitMax);
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

void Outbox::onTransactionEnd()
{
    m_fresh.clear();
    m_armed.merge(m_arming);
    m_arming.clear();
    m_taken.clear();
    m_transmitted.clear();
    m_context.wallet.onCommitted();
}

void Outbox::discard()
{
    m_finished.clear();
    m_fresh.clear();
    m_arming.clear();
    // The wallet drops what was handed to it in this transaction; not a byte of it left.
    m_armed.merge(m_transmitted);
    m_transmitted.clear();
    m_replies.insert(m_replies.begin(), m_taken.begin(), m_taken.end());
    m_taken.clear();
    m_ticking = false;
    m_stale = true;
    m_context.wallet.onRolledBack();
}

} // namespace service::core
