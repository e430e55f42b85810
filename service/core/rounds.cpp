// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/rounds.h"

#include "service/core/settlement.h"

#include <algorithm>

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

const GameSettings* Rounds::game(const contract::GameId& game) const
{
    const auto found = m_context.settings.games.find(game.text());
    return found == m_context.settings.games.end() ? nullptr : &found->second;
}

bool Rounds::isResult(const contract::GameId& game, const std::string& result) const
{
    const GameSettings* known = this->game(game);
    return !known || known->results.empty() || result == "void" ||
           std::find(known->results.begin(), known->results.end(), result) != known->results.end();
}

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
    if (!result.empty() && !isResult(round->row.game.empty() ? bet.game : round->row.game, result))
        return contract::ProblemCode::ValidationFailed;
    if (round->row.resultVersion == 0) {
        if (result.empty())
            return std::nullopt;
        round->row.result = result;
        round->row.resultVersion = 1;
        round->row.state = RoundState::Closed;
        m_recorder.saveRound(*round, {}, actor);
        return std::nullopt;
    }
    const bool otherResult = !result.empty() && result != round->row.result;
    // Agreement is judged only where result, selection and odds are known.
    const bool judged = !bet.selection.empty() && bet.oddsE4 != 0;
    const bool otherOutcome = judged && !agrees(outcomeOf(game(bet.game), bet.selection, round->row.result), state);
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
    if (m_context.store.firstSettlement(round->id, bet.selection, bet.state) != bet.state)
        mark(*round, "settled_differently", actor);
}

} // namespace service::core
