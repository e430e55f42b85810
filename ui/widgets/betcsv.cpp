// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/betcsv.h"

#include "client/contract/csv.h"
#include "client/contract/json.h"
#include "ui/format.h"

#include <QStringList>

namespace ui {

using namespace client::contract;

namespace {

QString cellOf(const std::string& text)
{
    return QString::fromStdString(csvCell(Format::foreign(text).toStdString()));
}

} // namespace

QString csvHeading()
{
    return QStringLiteral("created_at,bet_id,partner_id,player_id,game_id,round_id,selection,odds,amount,payout,"
                          "refunded,currency,state,status,updated_at");
}

QString csvLine(const BetRow& row)
{
    const auto amount = [&](std::int64_t minor) { return Money{minor, row.currency}.text(); };
    QStringList cells;
    for (const std::string& cell :
         {json::timeText(row.createdAt), row.bet.text(), row.partner.text(), row.player.text(), row.game.text(),
          row.round.text(), row.selection, row.oddsE4 > 0 ? oddsText(row.oddsE4) : std::string(),
          amount(row.stakeMinor), row.payoutMinor ? amount(*row.payoutMinor) : std::string(), amount(row.refundedMinor),
          row.currency.code, std::string(word(row.state)), std::string(word(row.shown())),
          json::timeText(row.updatedAt)})
        cells << cellOf(cell);
    return cells.join(QLatin1Char(','));
}

} // namespace ui
