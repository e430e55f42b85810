// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/messages.h"
#include "service/core/checks.h"
#include "service/core/outbox.h"
#include "service/core/recorder.h"
#include "service/core/rounds.h"
#include "service/core/service.h"
#include "service/core/suspensions.h"
#include "service/core/transitions.h"

#include <optional>
#include <string>

namespace service::core {

// A call that needs nothing but the store any more: decoded, amounts exact in the partner's currency.
struct PreparedCall
{
    contract::BetCall call;
    contract::Currency currency;
    std::int64_t amountMinor = 0;
    std::optional<std::int64_t> payoutMinor; // of an update: 0 for a loss
    std::int64_t oddsE4 = 0;
    std::int64_t answerWithinMs = 0;
};

tl::expected<PreparedCall, contract::Problem> prepare(contract::CallKind kind, const std::string& body,
                                                      const Settings& settings, const Identity& caller);
std::string fingerprint(const PreparedCall& prepared);
Actor actorOf(const Request& request);
// 409 for a call that an open operation keeps waiting; for its own key it says that the outcome is not known.
Response operationInProgress(const Bet& bet, bool sameKey, const Request& request);

// check_bet, block_funds, update_bet_status and refund, domain.md 3 and 4.
class Calls
{
public:
    Calls(Context& context, Recorder& recorder, Rounds& rounds, Outbox& outbox, Checks& checks,
          Suspensions& suspensions);

    Handled handle(const PreparedCall& prepared, const Request& request);

private:
    struct Situation;

    Handled evaluate(const Situation& now);
    Handled hold(const Situation& now);
    Handled settle(const Situation& now);
    Handled giveBack(const Situation& now);
    Handled bury(const Situation& now);
    Handled takeBack(const Situation& now);
    Handled replay(const Situation& now);
    Handled repeatRefusal(const Situation& now);
    Handled refuse(const Situation& now, contract::Problem problem);
    Handled refuse(const Situation& now, contract::ProblemCode code, std::string detail = {});
    Handled waitOrAnswer(const Situation& now, const Outbox::Begun& begun);
    Operation newOperation(const Situation& now, contract::OperationKind kind) const;
    std::optional<contract::Problem> mismatch(const Situation& now) const;

    Context& m_context;
    Recorder& m_recorder;
    Rounds& m_rounds;
    Outbox& m_outbox;
    Checks& m_checks;
    Suspensions& m_suspensions;
};

} // namespace service::core
