// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/messages.h"
#include "service/core/outbox.h"
#include "service/core/service.h"

#include <optional>
#include <string>

namespace service::core {

// /api/recalculate_bets with rows: whoever holds the bets has computed what changes, this service holds the money and
// applies it. One operation per row, with its own key; a row whose bet is not as its sender believes moves nothing, and
// that is remembered.
class Corrections
{
public:
    Corrections(Context& context, Recorder& recorder, Outbox& outbox)
        : m_context(context), m_recorder(recorder), m_outbox(outbox)
    {
    }

    Handled apply(const contract::RecalculateCall& call, const Request& request);

private:
    struct Prepared
    {
        Bet bet;
        contract::BetState expected = contract::BetState::None;
        std::optional<std::int64_t> expectedPayoutMinor;
        Operation operation;
    };
    tl::expected<Prepared, contract::Problem> prepare(const contract::RecalculateCall& call,
                                                      const contract::RecalculateRow& row, const Request& request);
    tl::expected<Bet, contract::Problem> find(const contract::RecalculateCall& call, const contract::BetId& bet,
                                              const Identity& identity);
    contract::RecalculatedRow applyRow(Prepared prepared);

    Context& m_context;
    Recorder& m_recorder;
    Outbox& m_outbox;
};

} // namespace service::core
