// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reconciliationtexts.h"

#include "ui/connection.h"
#include "ui/format.h"

#include <QDateTime>

#include <algorithm>

namespace ui {

using namespace client::contract;

namespace {

int few(std::int64_t count)
{
    return static_cast<int>(std::clamp<std::int64_t>(count, 0, 2'000'000'000));
}

} // namespace

QString ReconciliationTexts::state(ReconciliationState state)
{
    switch (state) {
    case ReconciliationState::Receiving:
        return tr("Receiving");
    case ReconciliationState::Pulling:
        return tr("Pulling");
    case ReconciliationState::Comparing:
        return tr("Comparing");
    case ReconciliationState::Completed:
        return tr("Completed");
    case ReconciliationState::Failed:
        return tr("Failed");
    case ReconciliationState::Cancelled:
        return tr("Given up");
    }
    return {};
}

Chip ReconciliationTexts::look(ReconciliationState state)
{
    switch (state) {
    case ReconciliationState::Receiving:
    case ReconciliationState::Pulling:
        return {Glyph::Clock, ShownStatus::FundsHeld};
    case ReconciliationState::Comparing:
        return {Glyph::Play, ShownStatus::FundsHeld};
    case ReconciliationState::Completed:
        return {Glyph::Check, ShownStatus::Won};
    case ReconciliationState::Failed:
        return {Glyph::FilledTriangle, ShownStatus::Failed};
    case ReconciliationState::Cancelled:
        break;
    }
    return {Glyph::Dash, ShownStatus::Lost};
}

QString ReconciliationTexts::source(ReconciliationSource source)
{
    switch (source) {
    case ReconciliationSource::File:
        return tr("File");
    case ReconciliationSource::Pull:
        return tr("Pulled");
    }
    return {};
}

QString ReconciliationTexts::kind(ReconciliationClass kind)
{
    switch (kind) {
    case ReconciliationClass::Matched:
        return tr("Matched");
    case ReconciliationClass::MissingAtPartner:
        return tr("Missing at partner");
    case ReconciliationClass::MissingHere:
        return tr("Missing here");
    case ReconciliationClass::AmountMismatch:
        return tr("Amount differs");
    case ReconciliationClass::CurrencyMismatch:
        return tr("Currency differs");
    case ReconciliationClass::StateMismatch:
        return tr("State differs");
    case ReconciliationClass::Duplicate:
        return tr("Listed twice");
    case ReconciliationClass::Pending:
        return tr("Pending");
    }
    return {};
}

QString ReconciliationTexts::meaning(ReconciliationClass kind)
{
    switch (kind) {
    case ReconciliationClass::Matched:
        return tr("Both sides have the bet, with the same state and amounts.");
    case ReconciliationClass::MissingAtPartner:
        return tr("We have the bet, the partner's list does not.");
    case ReconciliationClass::MissingHere:
        return tr("The partner's list has the bet, we do not.");
    case ReconciliationClass::AmountMismatch:
        return tr("Stake, payout or refunded amount differs.");
    case ReconciliationClass::CurrencyMismatch:
        return tr("The currency differs.");
    case ReconciliationClass::StateMismatch:
        return tr("The two sides have the bet in different states.");
    case ReconciliationClass::Duplicate:
        return tr("The partner's list has the bet more than once.");
    case ReconciliationClass::Pending:
        return tr("The bet is still moving. This is no exception: it is compared by the next run.");
    }
    return {};
}

Chip ReconciliationTexts::look(ReconciliationClass kind)
{
    switch (kind) {
    case ReconciliationClass::Matched:
        return {Glyph::Check, ShownStatus::Won};
    case ReconciliationClass::MissingAtPartner:
    case ReconciliationClass::MissingHere:
        return {Glyph::DashedQuestion, ShownStatus::InDoubt};
    case ReconciliationClass::AmountMismatch:
    case ReconciliationClass::CurrencyMismatch:
    case ReconciliationClass::StateMismatch:
        return {Glyph::DiamondOutline, ShownStatus::Retrying};
    case ReconciliationClass::Duplicate:
        return {Glyph::Copy, ShownStatus::Retrying};
    case ReconciliationClass::Pending:
        break;
    }
    return {Glyph::Clock, ShownStatus::Lost};
}

QString ReconciliationTexts::partnerState(PartnerState state)
{
    switch (state) {
    case PartnerState::Held:
        return tr("held");
    case PartnerState::Won:
        return tr("won");
    case PartnerState::Lost:
        return tr("lost");
    case PartnerState::Refunded:
        return tr("refunded");
    case PartnerState::Rejected:
        return tr("rejected");
    case PartnerState::Expired:
        return tr("expired");
    }
    return {};
}

QString ReconciliationTexts::why(std::string_view code)
{
    if (code == "operation_open")
        return tr("an operation of ours has not ended");
    if (code == "moved_since")
        return tr("it moved after the list was made");
    return Format::foreign(code, 64);
}

QString ReconciliationTexts::olderThan(std::size_t step)
{
    switch (step) {
    case 0:
        return tr("Over 5 min");
    case 1:
        return tr("Over 1 h");
    default:
        return tr("Over 24 h");
    }
}

QString ReconciliationTexts::minute(std::int64_t utcMs) const
{
    return QDateTime::fromMSecsSinceEpoch(utcMs, m_format.zone()).toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

QString ReconciliationTexts::window(const ReconciliationRow& row) const
{
    return minute(row.from) + QStringLiteral(" – ") + minute(row.to);
}

QString ReconciliationTexts::outcome(const ReconciliationRow& row) const
{
    const auto read = tr("%n rows of the partner", nullptr, few(row.lines));
    const auto compared = tr("%n bets compared", nullptr, few(row.compared()));
    const auto matched = tr("%1 matched").arg(m_format.number(row.count(ReconciliationClass::Matched).found));
    const auto pending = tr("%1 pending").arg(m_format.number(row.count(ReconciliationClass::Pending).found));
    const auto open = tr("%n exceptions are open", nullptr, few(row.openExceptions()));
    const auto joined = [](const QStringList& parts) { return parts.join(QStringLiteral(" · ")) + u'.'; };
    switch (row.state) {
    case ReconciliationState::Receiving:
        return joined({tr("The file is being sent"), read});
    case ReconciliationState::Pulling:
        return joined({tr("The service reads the partner's list"), read});
    case ReconciliationState::Comparing:
        return joined({compared, matched, open});
    case ReconciliationState::Completed:
        return joined({compared, matched, open, pending});
    case ReconciliationState::Failed:
        return tr("Failed: %1").arg(Format::foreign(row.why, 300));
    case ReconciliationState::Cancelled:
        return tr("Given up before it ended. What was found until then is below.");
    }
    return {};
}

QString ReconciliationTexts::side(const OurSide& side) const
{
    return tr("%1, %2").arg(m_format.state(side.state), m_format.money(side.stake.minor, side.stake.currency));
}

QString ReconciliationTexts::side(const PartnerSide& side) const
{
    return tr("%1, %2").arg(partnerState(side.state), m_format.money(side.stake.minor, side.stake.currency));
}

Remedy ReconciliationTexts::remedy(const ReconciliationItem& item)
{
    if (!item.ours)
        return Remedy::None;
    if (item.kind == ReconciliationClass::Pending)
        return item.why == "operation_open" ? Remedy::AskPartner : Remedy::None;
    switch (item.ours->state) {
    case BetState::Blocked:
        return Remedy::Refund;
    case BetState::Won:
    case BetState::Lost:
        return item.ours->round.empty() ? Remedy::None : Remedy::Recalculate;
    case BetState::None:
    case BetState::Checked:
    case BetState::Rejected:
    case BetState::Refunded:
    case BetState::Expired:
        break;
    }
    return Remedy::None;
}

QString ReconciliationTexts::remedy(Remedy remedy)
{
    switch (remedy) {
    case Remedy::None:
        return tr("Create o&peration…");
    case Remedy::Refund:
        return tr("Re&fund…");
    case Remedy::Recalculate:
        return tr("&Recalculate…");
    case Remedy::AskPartner:
        return tr("As&k the partner…");
    }
    return {};
}

QString ReconciliationTexts::remedyHint(const ReconciliationItem& item)
{
    switch (remedy(item)) {
    case Remedy::Refund:
        return tr("We hold the stake. Opens the refund of this bet; nothing is sent yet.");
    case Remedy::Recalculate:
        return tr("The bet is settled here. Opens the recalculation of its round; nothing is sent yet.");
    case Remedy::AskPartner:
        return tr("Opens the bet with the operation that has not ended; nothing is sent yet.");
    case Remedy::None:
        break;
    }
    if (!item.ours)
        return tr("There is no bet of ours to act on. Clear it up with the partner, then accept it with the reason.");
    if (item.kind == ReconciliationClass::Pending)
        return tr("The bet moved after the list was made. Compare again with a newer list.");
    return tr("Nothing is held or paid here. Clear it up with the partner, then accept it with the reason.");
}

QString ReconciliationTexts::whyNot(const Connection& connection)
{
    using client::feed::LinkState;
    const auto& roles = connection.instance().roles;
    const bool may = std::find(roles.begin(), roles.end(), "manager") != roles.end();
    // Managers may do what needs jobs as well, and the other sentences are those of jobs.
    return connection.isReachable() && connection.safety() != SafetyLevel::ReadOnly && !may
               ? tr("Your role may look, but not work on reconciliation.")
               : connection.whyNot(Act::Job);
}

} // namespace ui
