// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alerttexts.h"

#include "ui/format.h"

#include <QStringList>

#include <algorithm>
#include <limits>

namespace ui {

using client::contract::AlertCondition;
using client::contract::AlertState;
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

QString AlertTexts::condition(const client::contract::AlertRow& alert) const
{
    const auto partner = Format::foreign(alert.partner.text(), 64);
    const auto window = m_format.duration(alert.windowMs);
    const auto count = static_cast<int>(std::min<std::int64_t>(alert.count, 1'000'000));
    switch (alert.condition) {
    case AlertCondition::Silence: {
        constexpr std::int64_t minutesOfAnHour = 60;
        const auto rate = alert.usualPerHour >= minutesOfAnHour ? tr("%1/min").arg(alert.usualPerHour / minutesOfAnHour)
                                                                : tr("%1/h").arg(alert.usualPerHour);
        //: %1 a bookmaker, %2 a time, %3 "40/min"
        return tr("No bets from %1 for %2 (usual: %3).").arg(partner, window, rate);
    }
    case AlertCondition::FailureRatio:
        //: %1 a number, %2 a bookmaker, %3 a time
        return tr("%1 % of the calls to %2 failed within %3.")
            .arg(m_format.decimal(static_cast<double>(alert.count) / 10, 1), partner, window);
    case AlertCondition::FundsHeld:
        //: %1 a bookmaker, %2 a time
        return tr("%n bets at %1 hold funds for longer than %2.", nullptr, count).arg(partner, window);
    case AlertCondition::InDoubt:
        //: %1 a bookmaker
        return tr("%n operations at %1 are in doubt.", nullptr, count).arg(partner);
    case AlertCondition::WrongResult:
        return tr("Round %1: its result is in question. A recalculation is needed.")
            .arg(Format::foreign(alert.round.text(), 64));
    case AlertCondition::ApprovalWaiting:
        //: %1 a job's or a bet's id, %2 a time
        return tr("Approval of %1 waits for longer than %2.")
            .arg(Format::foreign(alert.job.empty() ? alert.bet.text() : alert.job.text(), 64), window);
    case AlertCondition::Query:
        break;
    }
    //: %1 the name of a rule, %2 a time
    return tr("%1: %n bets within %2.", nullptr, count).arg(Format::foreign(alert.rule.text(), 64), window);
}

QString AlertTexts::found(const client::contract::AlertRow& alert, std::int64_t nowMs) const
{
    QStringList parts{condition(alert)};
    const auto owner = Format::foreign(alert.owner, 64);
    switch (alert.state) {
    case AlertState::Open:
        break;
    case AlertState::Acknowledged:
        parts << tr("Acknowledged.");
        break;
    case AlertState::Snoozed:
        parts << tr("Snoozed until %1.").arg(m_format.moment(alert.snoozedUntil, nowMs));
        break;
    case AlertState::Resolved:
        parts << tr("Over since %1.").arg(m_format.moment(alert.resolvedAt, nowMs));
        break;
    }
    if (!owner.isEmpty())
        parts << tr("Owner: %1.").arg(owner);
    return parts.join(u' ');
}

QString AlertTexts::severity(client::contract::AlertSeverity severity)
{
    switch (severity) {
    case client::contract::AlertSeverity::Info:
        return tr("Information");
    case client::contract::AlertSeverity::Warning:
        return tr("Warning");
    case client::contract::AlertSeverity::Critical:
        return tr("Critical");
    }
    return {};
}

// Exact, as it was set: a rule of 90 s does not say "1 min".
QString AlertTexts::window(std::int64_t ms) const
{
    constexpr std::int64_t second = 1'000;
    constexpr std::int64_t minute = 60 * second;
    constexpr std::int64_t hour = 60 * minute;
    if (ms == 0 || ms % second != 0)
        return m_format.duration(ms);
    if (ms % hour == 0)
        return tr("%1 h").arg(m_format.number(ms / hour));
    return ms % minute == 0 ? tr("%1 min").arg(m_format.number(ms / minute))
                            : tr("%1 s").arg(m_format.number(ms / second));
}

QString AlertTexts::looksFor(const client::contract::AlertRuleRow& rule) const
{
    constexpr int queryShown = 200;
    const auto during = window(rule.windowMs);
    const auto count = static_cast<int>(std::min<std::int64_t>(rule.threshold, std::numeric_limits<int>::max()));
    switch (rule.condition) {
    case AlertCondition::FailureRatio:
        //: %1 a share such as 5.0, %2 a time
        return tr("More than %1 % of the calls to a partner failed within %2")
            .arg(m_format.decimal(static_cast<double>(rule.threshold) / 10.0, 1), during);
    case AlertCondition::FundsHeld:
        //: %1 a time
        return tr("At least %n bets hold funds for longer than %1", nullptr, count).arg(during);
    case AlertCondition::InDoubt:
        return tr("At least %n operations are in doubt", nullptr, count);
    case AlertCondition::WrongResult:
        return tr("A round needs a recalculation");
    case AlertCondition::ApprovalWaiting:
        //: %1 a time
        return tr("An approval waits for longer than %1").arg(during);
    case AlertCondition::Silence:
        //: %1 a time
        return tr("No bets for %1 from a partner that usually sends at least %n", nullptr, count).arg(during);
    case AlertCondition::Query:
        break;
    }
    //: %1 a time, %2 a query
    return tr("At least %n bets within %1: %2", nullptr, count).arg(during, Format::foreign(rule.query, queryShown));
}

} // namespace ui
