// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/betcsv.h"

#include "client/contract/json.h"
#include "ui/format.h"

#include <QStringList>

namespace ui {

using namespace client::contract;

namespace {

QString csvCell(const std::string& text)
{
    QString cell = Format::foreign(text);
    if (!cell.isEmpty() && QStringLiteral("=+-@\t\r").contains(cell.front()))
        cell.prepend(QLatin1Char('\''));
    const bool needsQuotes =
        cell.contains(QLatin1Char(',')) || cell.contains(QLatin1Char('"')) || cell.contains(QLatin1Char('\n'));
    return needsQuotes ? QLatin1Char('"') + cell.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"')
                       : cell;
}

} // namespace

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
        cells << csvCell(cell);
    return cells.join(QLatin1Char(','));
}

} // namespace ui
