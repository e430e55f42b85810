// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/failuretexts.h"

#include "ui/format.h"

#include <algorithm>
#include <numeric>

namespace ui {

using client::contract::FailureRow;
using client::contract::FailureState;
using client::contract::ShownStatus;

namespace {

int few(std::int64_t count)
{
    return static_cast<int>(std::clamp<std::int64_t>(count, 0, 2'000'000'000));
}

} // namespace

QString FailureTexts::state(FailureState state)
{
    switch (state) {
    case FailureState::New:
        return tr("New");
    case FailureState::Ongoing:
        return tr("Ongoing");
    case FailureState::Escalating:
        return tr("Escalating");
    case FailureState::Regressed:
        return tr("Regressed");
    case FailureState::Muted:
        return tr("Muted");
    }
    return {};
}

QString FailureTexts::meaning(FailureState state)
{
    switch (state) {
    case FailureState::New:
        return tr("New: nobody has taken it yet.");
    case FailureState::Ongoing:
        return tr("Ongoing: somebody has it, or it has been here for a day.");
    case FailureState::Escalating:
        return tr("Escalating: this hour has far more failures than the hours before.");
    case FailureState::Regressed:
        return tr("Regressed: it came back after a day of silence, or after it was retried.");
    case FailureState::Muted:
        return tr("Muted until it gets worse.");
    }
    return {};
}

Chip FailureTexts::look(FailureState state)
{
    switch (state) {
    case FailureState::New:
        return {Glyph::Disc, ShownStatus::FundsHeld};
    case FailureState::Ongoing:
        return {Glyph::Clock, ShownStatus::Lost};
    case FailureState::Escalating:
        return {Glyph::TriangleUp, ShownStatus::Failed};
    case FailureState::Regressed:
        return {Glyph::ReturnArrow, ShownStatus::Retrying};
    case FailureState::Muted:
        break;
    }
    return {Glyph::Dash, ShownStatus::Lost};
}

QString FailureTexts::cause(const FailureRow& row)
{
    QStringList parts{Format::foreign(row.call, 64)};
    if (row.http > 0)
        parts << QStringLiteral("HTTP %1").arg(row.http);
    else if (!row.errorClass.empty())
        parts << Format::foreign(row.errorClass, 64);
    if (!row.message.empty())
        parts << Format::foreign(row.message, 300);
    return parts.join(QStringLiteral(" · "));
}

QString FailureTexts::amounts(const FailureRow& row) const
{
    QStringList parts;
    for (const auto& amount : row.amounts)
        parts << m_format.money(amount.minor, amount.currency);
    return parts.isEmpty() ? dash() : parts.join(QStringLiteral(" · "));
}

QString FailureTexts::hours(const FailureRow& row) const
{
    const auto sum = std::accumulate(row.blocks.begin(), row.blocks.end(), std::int64_t{0});
    const auto most = *std::max_element(row.blocks.begin(), row.blocks.end());
    return tr("%n failures in 24 h", nullptr, few(sum)) + QStringLiteral(", ") +
           //: after "44 failures in 24 h, "
           tr("this hour %1, most in an hour %2").arg(m_format.number(row.blocks.back()), m_format.number(most));
}

QString FailureTexts::openBets(const FailureRow& row) const
{
    if (row.openBets == 0)
        return tr("No bet is open.");
    //: %n bets are open, of %1
    return tr("%n of %1 bets are open.", nullptr, few(row.openBets)).arg(m_format.number(row.bets));
}

QString FailureTexts::retried(const client::contract::FailureRetried& done) const
{
    QStringList parts{tr("%n bets go again", nullptr, few(done.retried))};
    if (done.inFlight > 0)
        parts << tr("%n were on their way already", nullptr, few(done.inFlight));
    if (done.unsafe > 0)
        parts << tr("%n are left alone: this partner would do them twice", nullptr, few(done.unsafe));
    if (done.left > 0)
        parts << tr("%n are left for another press", nullptr, few(done.left));
    return parts.join(QStringLiteral(", ")) + u'.';
}

} // namespace ui
