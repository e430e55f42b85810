// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/calls.h"

#include "service/core/answers.h"
#include "service/core/headerkey.h"
#include "service/core/keys.h"
#include "service/core/partners.h"
#include "service/core/roles.h"

#include <utility>

namespace service::core {

using contract::BetState;
using contract::CallKind;
using contract::OperationKind;
using contract::ProblemCode;

namespace {

constexpr std::int64_t retryAfterMs = 1'000;

OperationKind kindOf(CallKind call)
{
    switch (call) {
    case CallKind::UpdateBetStatus:
        return OperationKind::Settle;
    case CallKind::Refund:
        return OperationKind::Refund;
    case CallKind::CheckBet:
    case CallKind::BlockFunds:
    case CallKind::RecalculateBets:
        return OperationKind::Block;
    }
    return OperationKind::Block;
}

const char* detailOf(ProblemCode code)
{
    static constexpr std::pair<ProblemCode, const char*> details[] = {
        {ProblemCode::BetNotFound, "This bet is not known."},
        {ProblemCode::BetNotBlocked, "No funds are held for this bet."},
        {ProblemCode::BetAlreadySettled,
         "This bet is settled; only a recalculation of its round changes that (POST /api/recalculate_bets)."},
        {ProblemCode::BetClosed, "This bet is closed: its stake was given back."},
        {ProblemCode::BetExpired, "The hold of this bet has expired."},
        {ProblemCode::RoundClosed, "The round has its result; no more stakes are taken."},
        {ProblemCode::ResultSuperseded,
         "The round was recalculated, and this settlement does not agree with its result."},
        {ProblemCode::IdempotencyMismatch, "This key was used with other content."},
        {ProblemCode::ValidationFailed, "The game has no such result."},
        {ProblemCode::PartnerSuspended, "This partner takes no new bets at the moment."},
    };
    for (const auto& [known, detail] : details) {
        if (known == code)
            return detail;
    }
    return "";
}

tl::unexpected<contract::Problem> failed(contract::Problem problem, const contract::BetCall& call)
{
    problem.betId = call.bet.text();
    return tl::make_unexpected(std::move(problem));
}

} // namespace

// One call meeting one bet.
struct Calls::Situation
{
    const PreparedCall& prepared;
    const Request& request;
    Actor actor;
    std::string fingerprint;
    std::optional<Bet> bet;
    std::optional<Operation> known; // of the call's natural key

    const contract::BetCall& call() const { return prepared.call; }
    const Bet* before() const { return bet ? &*bet : nullptr; }
};

tl::expected<PreparedCall, contract::Problem> prepare(CallKind kind, const std::string& body, const Settings& settings,
                                                      const Identity& caller)
{
    auto call = contract::decodeBetCall(kind, body);
    if (!call)
        return tl::make_unexpected(call.error());
    PreparedCall prepared;
    prepared.call = *std::move(call);
    if (isJobRefundRef(prepared.call.refund.text()))
        return failed(
            contract::problem(ProblemCode::ValidationFailed, "Ids that begin with job: are the service's own."),
            prepared.call);
    // First, so that a game does not learn which other partners there are.
    if (!mayServe(caller, prepared.call.partner))
        return failed(contract::problem(ProblemCode::Forbidden, "This token is not for that partner."), prepared.call);
    const PartnerSettings* partner = findPartner(settings, prepared.call.partner);
    if (!partner)
        return failed(contract::problem(ProblemCode::PartnerUnknown, "This partner is not known."), prepared.call);
    const std::string& given = prepared.call.currency;
    const auto currency = contract::Currency::parse(given.empty() ? partner->currency : given);
    if (!currency)
        return failed(contract::problem(ProblemCode::InternalError, currency.error().detail), prepared.call);
    prepared.currency = *currency;
    prepared.answerWithinMs = partner->answerWithinMs;
    const auto amount = contract::amountMinor(prepared.call.amountText, currency->exponent, "/amount");
    if (!amount)
        return failed(amount.error(), prepared.call);
    prepared.amountMinor = *amount;
    if (kind == CallKind::UpdateBetStatus) {
        prepared.payoutMinor = 0;
        if (prepared.call.payoutText) {
            const auto payout = contract::payoutAmountMinor(*prepared.call.payoutText, currency->exponent);
            if (!payout)
                return failed(payout.error(), prepared.call);
            prepared.payoutMinor = *payout;
        }
    }
    if (currency->code != partner->currency) {
        return failed(
            contract::problem(ProblemCode::CurrencyMismatch, "This partner's bets are in " + partner->currency + "."),
            prepared.call);
    }
    if (!prepared.call.oddsText.empty())
        prepared.oddsE4 = contract::parseOdds(prepared.call.oddsText).value_or(0);
    return prepared;
}

std::string fingerprint(const PreparedCall& prepared)
{
    const contract::BetCall& call = prepared.call;
    const std::string_view status = !call.won ? "" : *call.won ? "win" : "lose";
    return fingerprint({word(call.call), call.partner.text(), call.player.text(), call.bet.text(),
                        std::to_string(prepared.amountMinor), prepared.currency.code, status,
                        std::to_string(prepared.payoutMinor.value_or(0)), call.result, call.refund.text(),
                        call.round.text(), call.selection, std::to_string(prepared.oddsE4)});
}

Actor actorOf(const Request& request)
{
    Actor actor{request.identity.subject, {}, request.correlationId};
    for (const std::string& role : request.identity.roles)
        actor.roles += (actor.roles.empty() ? "" : ",") + role;
    return actor;
}

Response operationInProgress(const Bet& bet, bool sameKey, const Request& request)
{
    contract::Problem problem =
        contract::problem(ProblemCode::OperationInProgress, "An operation on this bet is not finished.");
    if (sameKey)
        problem.outcome = contract::MoneyOutcome::Unknown;
    problem.betId = bet.row.bet.text();
    if (bet.row.operation)
        problem.operationId = bet.row.operation->id.text();
    problem.retryAfterMs = retryAfterMs;
    return problemResponse(std::move(problem), request);
}

Calls::Calls(Context& context, Recorder& recorder, Rounds& rounds, Outbox& outbox, Checks& checks,
             Suspensions& suspensions)
    : m_context(context), m_recorder(recorder), m_rounds(rounds), m_outbox(outbox), m_checks(checks),
      m_suspensions(suspensions)
{
}

Handled Calls::handle(const PreparedCall& prepared, const Request& request)
{
    Situation now{prepared, request, actorOf(request), fingerprint(prepared), {}, {}};
    const contract::BetCall& call = prepared.call;
    // The bet first, then its key: the other order debits twice under a lock that waits.
    now.bet = m_context.store.bet(call.partner, call.bet);
    if (call.call != CallKind::CheckBet && HeaderKey(m_context.store, request).standsForOther(now.fingerprint))
        return refuse(now, ProblemCode::IdempotencyMismatch);
    // While its block is the newest operation of a bet there has been no other.
    const bool mayBeKnown = now.bet && now.bet->row.operation &&
                            (call.call == CallKind::BlockFunds || now.bet->row.operation->kind != OperationKind::Block);
    if (mayBeKnown && call.call != CallKind::CheckBet)
        now.known = m_context.store.operation(now.bet->id, kindOf(call.call), call.refund.text());

    const contract::BetRow* row = now.bet ? &now.bet->row : nullptr;
    if (row && row->operation && contract::isOpen(row->operation->state)) {
        const auto open = m_context.store.operation(now.bet->operation);
        const bool whole = prepared.amountMinor == row->stakeMinor && call.player == row->player;
        if (open && decideWhileOpen(call.call, {open->kind, open->doubt}, whole).act == Act::Cancel)
            return takeBack(now);
        const bool sameKey = now.known && now.known->fingerprint == now.fingerprint;
        return {operationInProgress(*now.bet, sameKey, request), {}, 0};
    }

    Known known = Known::No;
    if (now.known && now.known->answerStatus != 0)
        known = now.known->fingerprint == now.fingerprint ? Known::Same : Known::Other;
    // People may have been wrong about it, and a partner that knows the key answers for what it was first used for.
    if (now.known && now.known->errorClass == resolvedByPeople && now.known->fingerprint != now.fingerprint)
        return refuse(now, ProblemCode::IdempotencyMismatch);
    const auto wrong = mismatch(now);
    if (known != Known::Same && !wrong && call.call == CallKind::UpdateBetStatus && row) {
        const BetState said = *call.won ? BetState::Won : BetState::Lost;
        if (row->state == said && row->payoutMinor == prepared.payoutMinor)
            known = Known::Agrees;
    }
    const Decision decision = decide(call.call, row ? row->state : BetState::None, known);
    if (wrong && decision.act != Act::Replay && decision.act != Act::Refuse)
        return refuse(now, *wrong);
    switch (decision.act) {
    case Act::Evaluate:
        return evaluate(now);
    case Act::Hold:
        return hold(now);
    case Act::Settle:
        return settle(now);
    case Act::GiveBack:
        return giveBack(now);
    case Act::Tombstone:
        return bury(now);
    case Act::Cancel:
        return takeBack(now);
    case Act::Replay:
        return replay(now);
    case Act::RepeatRefusal:
        return repeatRefusal(now);
    case Act::Accept:
        return {plainSuccess(call.call, *now.bet, call.bet.text()), {}, 0};
    case Act::Refuse:
        return refuse(now, decision.code);
    }
    return refuse(now, ProblemCode::InternalError);
}

// An update carries the blocked amount and player, a refund the player.
std::optional<contract::Problem> Calls::mismatch(const Situation& now) const
{
    if (!now.bet)
        return std::nullopt;
    const contract::BetRow& row = now.bet->row;
    const CallKind call = now.call().call;
    const bool update = call == CallKind::UpdateBetStatus;
    if (!update && call != CallKind::Refund)
        return std::nullopt;
    if (now.call().player != row.player)
        return contract::problem(ProblemCode::IdempotencyMismatch, "The bet belongs to another player.");
    if (update && now.prepared.amountMinor != row.stakeMinor)
        return contract::problem(ProblemCode::IdempotencyMismatch, "The amount is not the one that was blocked.");
    return std::nullopt;
}

Operation Calls::newOperation(const Situation& now, OperationKind kind) const
{
    // The key may be taken by an operation that reached nobody, or that people know did nothing: the same one goes
    // again.
    Operation operation = now.known ? *now.known : Operation{};
    operation.kind = kind;
    operation.source = Source::Call;
    operation.fingerprint = now.fingerprint;
    operation.actor = now.actor.subject;
    operation.roles = now.actor.roles;
    operation.correlationId = now.actor.correlationId;
    return operation;
}

Handled Calls::waitOrAnswer(const Situation& now, const Outbox::Begun& begun)
{
    HeaderKey(m_context.store, now.request).keep(now.fingerprint);
    if (begun.definite)
        return {storedResponse(begun.operation, now.call().bet, now.request, false), {}, 0};
    return {std::nullopt, operationIdText(begun.operation.id), now.prepared.answerWithinMs};
}

namespace {

// What a check or a block says about the bet.
void fill(contract::BetRow& row, const PreparedCall& prepared)
{
    const contract::BetCall& call = prepared.call;
    row.partner = call.partner;
    row.bet = call.bet;
    row.player = call.player;
    row.game = call.game;
    row.round = call.round;
    row.selection = call.selection;
    row.oddsE4 = prepared.oddsE4;
    row.currency = prepared.currency;
    row.stakeMinor = prepared.amountMinor;
}

} // namespace

Handled Calls::evaluate(const Situation& now)
{
    if (m_suspensions.isSuspended(now.call().partner))
        return refuse(now, ProblemCode::PartnerSuspended);
    WalletOrder order;
    order.partner = now.call().partner;
    order.player = now.call().player;
    order.bet = now.call().bet;
    order.currency = now.prepared.currency;
    order.amountMinor = now.prepared.amountMinor;
    if (const auto no = m_context.wallet.check(m_context.store, order)) {
        contract::Problem problem = contract::problem(no->code.value_or(ProblemCode::BetDeclined), no->error);
        problem.reason = no->reason;
        problem.betId = now.call().bet.text();
        return {problemResponse(std::move(problem), now.request), {}, 0};
    }
    Bet bet = now.bet.value_or(Bet{});
    fill(bet.row, now.prepared);
    order.stakeMinor = bet.row.stakeMinor;
    order.round = bet.row.round;
    order.game = bet.row.game;
    order.selection = bet.row.selection;
    order.oddsE4 = bet.row.oddsE4;
    order.at = m_context.nowMs;
    if (auto waits = m_checks.ask(bet, order, now.prepared.answerWithinMs, now.request))
        return *std::move(waits);
    if (!now.bet || !(bet.row == now.bet->row)) {
        bet.id = now.bet ? now.bet->id : m_context.store.nextBetId();
        bet.row.state = BetState::Checked;
        m_recorder.saveBet(now.before(), bet, word(CallKind::CheckBet), nullptr, now.actor);
    }
    return {plainSuccess(CallKind::CheckBet, bet, now.call().bet.text()), {}, 0};
}

Handled Calls::hold(const Situation& now)
{
    Bet bet = now.bet.value_or(Bet{});
    fill(bet.row, now.prepared);
    if (m_suspensions.isSuspended(bet.row.partner))
        return refuse(now, ProblemCode::PartnerSuspended);
    if (!m_rounds.mayBlock(bet.row))
        return refuse(now, ProblemCode::RoundClosed);
    if (m_outbox.isFull())
        return refuse(now, ProblemCode::QueueBackpressure);
    Operation operation = newOperation(now, OperationKind::Block);
    operation.amountMinor = now.prepared.amountMinor;
    operation.target = BetState::Blocked;
    return waitOrAnswer(now, m_outbox.begin(now.before(), std::move(bet), std::move(operation)));
}

Handled Calls::settle(const Situation& now)
{
    if (m_outbox.isFull())
        return refuse(now, ProblemCode::QueueBackpressure);
    const BetState state = *now.call().won ? BetState::Won : BetState::Lost;
    if (const auto code = m_rounds.onSettle(now.bet->row, state, now.call().result, now.actor))
        return refuse(now, *code);
    Operation operation = newOperation(now, OperationKind::Settle);
    operation.amountMinor = *now.prepared.payoutMinor;
    operation.target = state;
    operation.payoutMinor = now.prepared.payoutMinor;
    operation.result = now.call().result;
    return waitOrAnswer(now, m_outbox.begin(now.before(), *now.bet, std::move(operation)));
}

Handled Calls::giveBack(const Situation& now)
{
    const std::int64_t net = now.bet->row.netStakeMinor();
    const std::int64_t amount = now.prepared.amountMinor;
    if (amount > net)
        return refuse(now, ProblemCode::RefundExceedsStake, "No more than what is still held can be given back.");
    if (amount < net && now.call().refund.empty()) {
        return refuse(now, ProblemCode::IdempotencyMismatch,
                      "A partial refund needs a refund_id: two equal ones look like one that was retried.");
    }
    if (m_outbox.isFull())
        return refuse(now, ProblemCode::QueueBackpressure);
    Operation operation = newOperation(now, OperationKind::Refund);
    operation.ref = now.call().refund.text();
    operation.amountMinor = amount;
    operation.target = amount == net ? BetState::Refunded : BetState::Blocked;
    return waitOrAnswer(now, m_outbox.begin(now.before(), *now.bet, std::move(operation)));
}

Handled Calls::bury(const Situation& now)
{
    Bet bet = now.bet.value_or(Bet{});
    if (!now.bet) {
        fill(bet.row, now.prepared);
        bet.row.stakeMinor = 0;
    }
    Operation operation = newOperation(now, OperationKind::Refund);
    operation.ref = now.call().refund.text();
    operation.target = BetState::Refunded;
    return waitOrAnswer(now, m_outbox.conclude(now.before(), std::move(bet), std::move(operation)));
}

Handled Calls::takeBack(const Situation& now)
{
    if (m_outbox.isFull())
        return refuse(now, ProblemCode::QueueBackpressure);
    auto block = m_context.store.operation(now.bet->operation);
    Operation operation = newOperation(now, OperationKind::Refund);
    operation.ref = now.call().refund.text();
    operation.amountMinor = now.bet->row.stakeMinor;
    return waitOrAnswer(now, m_outbox.cancel(*now.bet, std::move(*block), std::move(operation)));
}

Handled Calls::replay(const Situation& now)
{
    HeaderKey(m_context.store, now.request).keep(now.fingerprint);
    return {storedResponse(*now.known, now.call().bet, now.request, true), {}, 0};
}

Handled Calls::repeatRefusal(const Situation& now)
{
    const auto block = m_context.store.operation(now.bet->id, OperationKind::Block, {});
    if (!block || block->answerStatus == 0)
        return refuse(now, ProblemCode::BetDeclined);
    return {storedResponse(*block, now.call().bet, now.request, now.call().call == CallKind::BlockFunds), {}, 0};
}

Handled Calls::refuse(const Situation& now, ProblemCode code, std::string detail)
{
    return refuse(now, contract::problem(code, detail.empty() ? detailOf(code) : std::move(detail)));
}

Handled Calls::refuse(const Situation& now, contract::Problem problem)
{
    problem.betId = now.call().bet.text();
    if (problem.code == ProblemCode::QueueBackpressure)
        problem.retryAfterMs = retryAfterMs;
    else if (now.call().call != CallKind::CheckBet) {
        m_recorder.audit(now.actor, word(now.call().call),
                         "bet:" + now.call().partner.text() + "/" + now.call().bet.text(), {},
                         "refused " + std::string(contract::rule(problem.code).word));
    }
    return {problemResponse(std::move(problem), now.request), {}, 0};
}

} // namespace service::core
