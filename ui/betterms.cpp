// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/betterms.h"

#include "client/contract/query.h"

namespace ui {

using namespace client::contract;

QString termOfCell(const BetRow& row, BetColumn column)
{
    const auto term = [](QueryField field, const std::string& value) {
        return value.empty() ? QString() : QString::fromStdString(Query::termText(field, QueryOperator::Equals, value));
    };
    switch (column) {
    case BetColumn::Bet:
        return term(QueryField::Bet, row.bet.text());
    case BetColumn::Partner:
        return term(QueryField::Partner, row.partner.text());
    case BetColumn::Player:
        return term(QueryField::Player, row.player.text());
    case BetColumn::Round:
        return term(QueryField::Round, row.round.text());
    case BetColumn::Amount:
        return term(QueryField::Amount, Money{row.stakeMinor, row.currency}.text());
    case BetColumn::Payout:
        return row.payoutMinor ? term(QueryField::Payout, Money{*row.payoutMinor, row.currency}.text()) : QString();
    case BetColumn::Status:
        return term(QueryField::Status, std::string(word(row.shown())));
    case BetColumn::Attempt:
        return row.operation ? term(QueryField::Attempt, std::to_string(row.operation->attempt)) : QString();
    case BetColumn::LastError:
        return row.operation ? term(QueryField::Error, row.operation->error) : QString();
    case BetColumn::Time:
    case BetColumn::NextTry:
    case BetColumn::Latency:
        break;
    }
    return {};
}

} // namespace ui
