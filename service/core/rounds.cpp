// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/rounds.h"

#include "service/core/partners.h"
#include "service/core/settlement.h"

namespace service::core {

using contract::BetState;
using contract::RoundState;

namespace {

bool agrees(Outcome outcome, BetState state)
{
    switch (outcome) {
    case Outcome::Won:
    case Outcome::HalfWon:
    case Outcome::HalfLost:
        return state == BetState::Won;
    case Outcome::Lost:
        return state == BetState::Lost;
    case Outcome::Void:
        return false; // a void is no settlement by update
    }
    return false;
}

} // namespace

bool Rounds::mayBlock(const contract::BetRow& bet)
{
    if (bet.round.empty())
        return true;
    const auto round = m_context.store.round(bet.round);
    m_existing = round ? bet.round : contract::RoundId();
    return !round || round->row.state == RoundState::Open;
}

void Rounds::onBlock(const contract::BetRow& bet, const Actor& actor)
{
    if (bet.round.empty() || bet.round == m_existing || m_context.store.round(bet.round))
        return;
    Round round;
    round.row.round = bet.round;
    round.row.game = bet.game;
    m_recorder.insertRound(round, actor);
}

void Rounds::mark(Round& round, const std::string& cause, const Actor& actor)
{
    if (round.row.needsRecalculation)
        return;
    round.row.needsRecalculation = true;
    round.row.cause = cause;
    m_recorder.saveRound(round, "needs_recalculation", actor);
}

std::optional<contract::ProblemCode> Rounds::onSettle(const contract::BetRow& bet, BetState state,
                                                      const std::string& result, const Actor& actor)
{
    if (bet.round.empty())
        return std::nullopt;
    auto round = m_context.store.round(bet.round);
    if (!round)
        return std::nullopt;
    if (!result.empty() &&
        !isResult(findGame(m_context.settings, round->row.game.empty() ? bet.game : round->row.game), result))
        return contract::ProblemCode::ValidationFailed;
    if (round->row.resultVersion == 0) {
        if (result.empty())
            return std::nullopt;
        round->row.result = result;
        round->row.resultVersion = 1;
        round->row.state = RoundState::Closed;
        m_recorder.saveRound(*round, {}, actor);
        m_context.store.insertResult(round->id, {1, result, m_context.nowMs, actor.subject, "update_bet_status"});
        return std::nullopt;
    }
    const bool otherResult = !result.empty() && result != round->row.result;
    // Agreement is judged only where result, selection and odds are known.
    const bool judged = !bet.selection.empty() && bet.oddsE4 != 0;
    const bool otherOutcome =
        judged && !agrees(outcomeOf(findGame(m_context.settings, bet.game), bet.selection, round->row.result), state);
    if (!otherResult && !otherOutcome)
        return std::nullopt;
    if (round->binding) {
        mark(*round, "settlement_superseded", actor);
        return contract::ProblemCode::ResultSuperseded;
    }
    if (otherResult)
        mark(*round, "result_differs", actor);
    return std::nullopt;
}

void Rounds::onBetLeft(const contract::BetRow& bet, bool settledByCall, const Actor& actor)
{
    if (bet.round.empty())
        return;
    auto round = m_context.store.round(bet.round);
    if (!round)
        return;
    const RoundState before = round->row.state;
    if (before == RoundState::Closed || before == RoundState::Settling)
        round->row.state = round->row.openBets == 0 ? RoundState::Settled : RoundState::Settling;
    if (round->row.state != before)
        m_recorder.saveRound(*round, {}, actor);
    // A recalculation settles its round anew; what was first no longer counts there.
    if (!settledByCall || bet.selection.empty() || round->binding)
        return;
    if (m_context.store.firstSettlement(round->id, bet.selection, bet.state) != bet.state) {
        m_context.store.contestSelection(round->id, bet.selection);
        mark(*round, "settled_differently", actor);
    }
}

Round Rounds::postResult(Round round, const contract::ResultOrder& order, const Actor& actor)
{
    const std::string source = order.source.empty() ? "official" : "official: " + order.source;
    if (round.row.resultVersion > 0) {
        if (round.row.result == order.result)
            return round;
        // What bets were settled by stays until a recalculation is approved.
        m_context.store.insertResult(round.id, {0, order.result, m_context.nowMs, actor.subject, source});
        m_recorder.audit(actor, "round_result", "round:" + round.row.round.text(), round.row.result,
                         order.result + " not applied", order.source);
        mark(round, "official_result_differs", actor);
        return round;
    }
    round.row.result = order.result;
    round.row.resultVersion = 1;
    round.row.state = round.row.openBets > 0 ? RoundState::Closed : RoundState::Settled;
    m_recorder.saveRound(round, {}, actor);
    m_context.store.insertResult(round.id, {1, order.result, m_context.nowMs, actor.subject, source});
    m_recorder.audit(actor, "round_result", "round:" + round.row.round.text(), {}, order.result + " v1", order.source);
    return round;
}

} // namespace service::core
