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

constexpr std::string_view officialDiffers = "official_result_differs";
constexpr int resultsLookedAt = 50;

} // namespace

std::string impliedResult(const std::vector<contract::RoundResult>& results, std::int64_t at)
{
    const contract::RoundResult* first = nullptr;
    for (const contract::RoundResult& one : results) {
        if (one.version == 0)
            continue;
        const bool byGame = one.source == "update_bet_status" || one.source.rfind("official", 0) == 0;
        // Within the same millisecond a recalculation came after what it corrects.
        if (byGame ? one.at <= at : one.at < at)
            return one.result;
        // What a recalculation gave the round says nothing about what the game had settled by.
        first = byGame ? &one : nullptr;
    }
    return first && first->version == 1 ? first->result : std::string();
}

void Rounds::afterStart(Round& round, const Actor& actor)
{
    // Newest first: official results that no recalculation followed yet.
    for (const contract::RoundResult& one : m_context.store.results(round.id, resultsLookedAt)) {
        if (one.version == round.row.resultVersion)
            continue;
        if (one.version == 0 && one.source.rfind("official", 0) != 0)
            continue;
        if (one.version == 0 && one.result != round.row.result)
            mark(round, std::string(officialDiffers), actor);
        return;
    }
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
    // The official result is the graver cause: it must not be swallowed by one that was there before.
    if (round.row.needsRecalculation && (cause != officialDiffers || round.row.cause == officialDiffers))
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
    if (otherResult) {
        // Whoever corrects the round has to see what the source said.
        if (!round->row.needsRecalculation)
            m_context.store.insertResult(round->id, {0, result, m_context.nowMs, actor.subject, "update_bet_status"});
        mark(*round, "result_differs", actor);
    } else if (isRuled(bet.game)) {
        mark(*round, "settled_against_result", actor);
    }
    return std::nullopt;
}

// Without a table of outcomes the game's own verdict is the better rule.
bool Rounds::isRuled(const contract::GameId& id) const
{
    const GameSettings* game = findGame(m_context.settings, id);
    return game && !game->outcomes.empty();
}

bool Rounds::contradicts(const Round& round) const
{
    if (!isRuled(round.row.game))
        return false;
    const GameSettings* game = findGame(m_context.settings, round.row.game);
    for (const auto& [selection, state] : m_context.store.settledSelections(round.id)) {
        if (!agrees(outcomeOf(game, selection, round.row.result), state))
            return true;
    }
    return false;
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

// The official result is the recorded one after all.
void Rounds::takeBack(Round& round, const contract::ResultOrder& order, const std::string& source, const Actor& actor)
{
    m_context.store.insertResult(round.id, {0, order.result, m_context.nowMs, actor.subject, source});
    m_recorder.audit(actor, "round_result", "round:" + round.row.round.text(), round.row.result,
                     order.result + " confirmed", order.source);
    if (contradicts(round))
        return;
    round.row.needsRecalculation = false;
    round.row.cause.clear();
    m_recorder.saveRound(round, "official_result", actor);
}

Round Rounds::postResult(Round round, const contract::ResultOrder& order, const Actor& actor)
{
    const std::string source = order.source.empty() ? "official" : "official: " + order.source;
    if (round.row.resultVersion > 0) {
        if (round.row.result == order.result) {
            if (round.row.needsRecalculation && round.row.cause == officialDiffers)
                takeBack(round, order, source, actor);
            return round;
        }
        // What bets were settled by stays until a recalculation is approved.
        m_context.store.insertResult(round.id, {0, order.result, m_context.nowMs, actor.subject, source});
        m_recorder.audit(actor, "round_result", "round:" + round.row.round.text(), round.row.result,
                         order.result + " not applied", order.source);
        mark(round, std::string(officialDiffers), actor);
        return round;
    }
    round.row.result = order.result;
    round.row.resultVersion = 1;
    round.row.state = round.row.openBets > 0 ? RoundState::Closed : RoundState::Settled;
    m_recorder.saveRound(round, {}, actor);
    m_context.store.insertResult(round.id, {1, order.result, m_context.nowMs, actor.subject, source});
    m_recorder.audit(actor, "round_result", "round:" + round.row.round.text(), {}, order.result + " v1", order.source);
    // Bets that were settled before by a word of their game alone.
    if (contradicts(round))
        mark(round, std::string(officialDiffers), actor);
    return round;
}

} // namespace service::core
