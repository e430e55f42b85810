// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roundtexts.h"

#include "ui/format.h"

namespace ui {

using client::contract::RoundState;

QString RoundTexts::state(RoundState state)
{
    switch (state) {
    case RoundState::Open:
        return tr("Open");
    case RoundState::Closed:
        return tr("Closed");
    case RoundState::Settling:
        return tr("Settling");
    case RoundState::Settled:
        return tr("Settled");
    case RoundState::Recalculating:
        return tr("Recalculating");
    }
    return {};
}

QString RoundTexts::cause(std::string_view cause)
{
    if (cause == "settled_differently")
        return tr("equal selections were settled differently");
    if (cause == "settlement_superseded")
        return tr("a late settlement disagreed with the result");
    if (cause == "result_differs")
        return tr("result changed at source");
    if (cause == "official_result_differs")
        return tr("the official result is another one");
    if (cause == "reconciliation_mismatch")
        return tr("the reconciliation found a difference");
    if (cause == "recalculation_cancelled")
        return tr("a recalculation was stopped halfway");
    if (cause == "settled_against_result")
        return tr("a bet was settled against the result");
    if (cause == "recalculation_incomplete")
        return tr("a recalculation left bets to a person");
    if (cause == "operator")
        return tr("an operator asked for it");
    return Format::foreign(cause, 64);
}

QString RoundTexts::source(std::string_view source)
{
    constexpr std::string_view official = "official: ";
    if (source == "update_bet_status")
        return tr("the game, with a settlement");
    if (source == "official")
        return tr("official");
    if (source.substr(0, official.size()) == official)
        return tr("official: %1").arg(Format::foreign(source.substr(official.size()), 120));
    return Format::foreign(source, 120);
}

QString RoundTexts::result(std::string_view result)
{
    return result.empty() ? tr("no result yet") : Format::foreign(result, 64);
}

bool RoundTexts::isCounted(const client::contract::RoundRow& round, bool byService)
{
    return byService || round.state != RoundState::Open || round.bets > 0;
}

QString RoundTexts::notCounted()
{
    return tr("bets not counted");
}

QString RoundTexts::whyNotCounted()
{
    return tr("The service counts the bets of an open round, and it does not answer.");
}

} // namespace ui
