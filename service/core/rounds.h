// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/problem.h"
#include "service/core/recorder.h"

#include <optional>
#include <string>

namespace service::core {

// The result that a settlement at this time followed though its call did not name one: the round's own then, else the
// first that became known. Empty: nobody can tell. `results` are newest first.
std::string impliedResult(const std::vector<contract::RoundResult>& results, std::int64_t at);

// Rounds as bets make, close and settle them, domain.md 5.
class Rounds
{
public:
    Rounds(Context& context, Recorder& recorder) : m_context(context), m_recorder(recorder) {}

    // A bet without a round is always fine.
    bool mayBlock(const contract::BetRow& bet);
    // The first block that names a round makes it.
    void onBlock(const contract::BetRow& bet, const Actor& actor);

    // May this settlement go ahead? A recalculated result binds; an update that only differs from another update is
    // taken, and the round marked. The first result closes the round; one that the game does not have would close it
    // for good.
    std::optional<contract::ProblemCode> onSettle(const contract::BetRow& bet, contract::BetState state,
                                                  const std::string& result, const Actor& actor);
    // A bet is no longer open: the last one settles a closed round. If its own game settled it, equal selections must
    // have ended alike.
    void onBetLeft(const contract::BetRow& bet, bool settledByCall, const Actor& actor);
    void discard() { m_existing = {}; }

    // The official result: the first closes the round, another one marks it.
    Round postResult(Round round, const contract::ResultOrder& order, const Actor& actor);
    // The round needs a recalculation; the first cause is the one that is told, unless the official result differs.
    void mark(Round& round, const std::string& cause, const Actor& actor);
    // A recalculation has given the round its result: an official one that says something else is not forgotten.
    void afterStart(Round& round, const Actor& actor);

private:
    void takeBack(Round& round, const contract::ResultOrder& order, const std::string& source, const Actor& actor);
    bool isRuled(const contract::GameId& game) const;
    // Some selection was settled otherwise than the round's result says.
    bool contradicts(const Round& round) const;

    Context& m_context;
    Recorder& m_recorder;
    contract::RoundId m_existing; // seen last, so that a block need not look twice
};

} // namespace service::core
