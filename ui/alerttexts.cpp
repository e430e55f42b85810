// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alerttexts.h"

#include "ui/format.h"

#include <QStringList>

namespace ui {

using client::contract::JobKind;

QString AlertTexts::name(const client::contract::JobRow& job) const
{
    return job.kind == JobKind::Refund ? tr("Refund job %1").arg(job.number)
                                       //: %1 a number, %2 a round's id
                                       : tr("Recalculation job %1 of round %2")
                                             .arg(QString::number(job.number), Format::foreign(job.round.text(), 64));
}

QString AlertTexts::sums(const client::contract::JobRow& job) const
{
    QStringList parts;
    for (const auto& sum : job.sums) {
        QStringList amounts;
        const QString sign = job.kind == JobKind::Recalculation ? QStringLiteral("+") : QString();
        if (sum.creditMinor != 0)
            amounts << sign + m_format.money(sum.creditMinor, sum.currency);
        if (sum.debitMinor != 0)
            amounts << m_format.money(sum.debitMinor, sum.currency);
        parts << amounts.join(u' ');
    }
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

QString AlertTexts::request(const client::contract::JobRow& job) const
{
    if (job.kind == JobKind::Recalculation)
        return tr("recalculation of round %1").arg(Format::foreign(job.round.text(), 64));
    std::int64_t bets = 0;
    for (const auto& sum : job.sums)
        bets += sum.bets;
    const auto money = sums(job);
    const auto counted = tr("refund of %n bets", nullptr, static_cast<int>(bets));
    return money.isEmpty() ? counted : counted + QStringLiteral(", ") + money;
}

QString AlertTexts::outcome(const client::contract::JobCounts& counts) const
{
    QStringList parts{tr("%n done", nullptr, static_cast<int>(counts.applied))};
    if (counts.failed > 0)
        parts << tr("%n failed", nullptr, static_cast<int>(counts.failed));
    if (counts.inDoubt > 0)
        parts << tr("%n in doubt", nullptr, static_cast<int>(counts.inDoubt));
    if (counts.held > 0)
        parts << tr("%n held", nullptr, static_cast<int>(counts.held));
    if (counts.deferred > 0)
        parts << tr("%n deferred", nullptr, static_cast<int>(counts.deferred));
    return parts.join(QStringLiteral(", "));
}

QString AlertTexts::why(std::string_view why)
{
    if (why == "canary")
        return tr("one of the first bets failed or is in doubt");
    if (why == "failure_ratio")
        return tr("too many bets failed");
    if (why == "paused")
        return tr("somebody paused it");
    if (why == "breaker_open")
        return tr("the partner does not answer");
    if (why == "result_differs")
        return tr("the second person chose another result");
    if (why == "result_version_moved")
        return tr("the round's result changed meanwhile");
    return Format::foreign(why, 64);
}

} // namespace ui
