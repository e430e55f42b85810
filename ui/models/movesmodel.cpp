// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/movesmodel.h"

#include "ui/format.h"
#include "ui/jobtexts.h"
#include "ui/models/tableroles.h"

#include <algorithm>

namespace ui {

using client::contract::BetState;
using client::contract::JobItemState;
using client::contract::JobMove;

MovesModel::MovesModel(const Format& format, QObject* parent) : QAbstractTableModel(parent), m_format(format) {}

MovesModel::Kind MovesModel::kindOf(const JobMove& move)
{
    switch (move.state) {
    case JobItemState::Unchanged:
        return Kind::Unchanged;
    case JobItemState::NeedsInput:
        return Kind::NeedsInput;
    case JobItemState::Deferred:
        return Kind::InDoubt;
    case JobItemState::Skipped:
        return move.why == "operator_refund" || move.why == "partner_refund" ? Kind::RefundedBefore : Kind::LeftAlone;
    case JobItemState::Held:
    case JobItemState::Superseded:
    case JobItemState::Failed:
    case JobItemState::InDoubt:
    case JobItemState::Cancelled:
        return Kind::LeftAlone;
    case JobItemState::Pending:
    case JobItemState::Running:
    case JobItemState::Applied:
        break;
    }
    if (move.from == BetState::Blocked)
        return Kind::StillOpen;
    if (move.target == BetState::Refunded)
        return Kind::Void;
    return move.from == move.target ? Kind::OtherPayout : Kind::Moves;
}

bool MovesModel::belong(const Line& line, Kind kind, const JobMove& move)
{
    if (line.kind != kind || line.move.currency != move.currency)
        return false;
    switch (kind) {
    case Kind::Moves:
    case Kind::Void:
    case Kind::OtherPayout:
        return line.move.from == move.from && line.move.target == move.target;
    case Kind::LeftAlone:
        return JobTexts::why(line.move.why) == JobTexts::why(move.why); // else they could not be told apart
    case Kind::StillOpen:
    case Kind::Unchanged:
    case Kind::RefundedBefore:
    case Kind::InDoubt:
    case Kind::NeedsInput:
        break;
    }
    return true;
}

void MovesModel::setMoves(const std::vector<JobMove>& moves)
{
    beginResetModel();
    m_lines.clear();
    for (const auto& move : moves) {
        const auto kind = kindOf(move);
        const auto found =
            std::find_if(m_lines.begin(), m_lines.end(), [&](const Line& line) { return belong(line, kind, move); });
        if (found == m_lines.end()) {
            m_lines.push_back({kind, move});
            continue;
        }
        found->move.add(move);
    }
    m_hasCurrencies = std::any_of(m_lines.begin(), m_lines.end(), [this](const Line& line) {
        return line.move.currency != m_lines.front().move.currency;
    });
    // What is paid comes before what is taken back, as in the job itself.
    std::stable_sort(m_lines.begin(), m_lines.end(), [](const Line& a, const Line& b) {
        if (a.kind != b.kind)
            return a.kind < b.kind;
        return a.move.deltaMinor > b.move.deltaMinor;
    });
    endResetModel();
}

void MovesModel::retranslate()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columns - 1);
}

QString MovesModel::what(const Line& line) const
{
    const auto& move = line.move;
    auto from = m_format.state(move.from);
    if (!from.isEmpty())
        from[0] = from[0].toUpper(); // every other line begins like a sentence
    switch (line.kind) {
    case Kind::Moves:
        return from + QStringLiteral(" → ") + m_format.state(move.target);
    case Kind::OtherPayout:
        return tr("%1, with another payout").arg(from);
    case Kind::Void:
        return from + QStringLiteral(" → ") + tr("void, the stake goes back");
    case Kind::StillOpen:
        return tr("Still open (settled with the new result)");
    case Kind::Unchanged:
        return tr("Unchanged");
    case Kind::RefundedBefore:
        return tr("Refunded before (left alone)");
    case Kind::InDoubt:
        return tr("In doubt (put off)");
    case Kind::NeedsInput:
        return tr("Cannot be computed (needs your input)");
    case Kind::LeftAlone:
        return tr("Left alone: %1").arg(JobTexts::why(move.why));
    }
    return {};
}

// Without an amount, the currency is what tells two lines apart.
QString MovesModel::none(const Line& line) const
{
    return m_hasCurrencies ? dash() + u' ' + Format::foreign(line.move.currency.code, 3) : dash();
}

QString MovesModel::money(const Line& line) const
{
    if (line.kind == Kind::InDoubt) {
        const auto either = JobTexts(m_format).deferredDelta(line.move);
        return either.isEmpty() ? none(line) : either;
    }
    const auto amount = m_format.signedMoney(line.move.deltaMinor, line.move.currency);
    if (line.move.deltaMinor == 0)
        return none(line);
    return line.move.deltaMinor > 0 ? tr("%1 to pay").arg(amount) : tr("%1 to take back").arg(amount);
}

QString MovesModel::header(Column column)
{
    switch (column) {
    case Column::What:
        return tr("What happens");
    case Column::Bets:
        return tr("Bets");
    case Column::Money:
        return tr("Money");
    }
    return {};
}

int MovesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int MovesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant MovesModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const auto& line = m_lines[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<Column>(index.column());
    const auto shown = column == Column::What   ? what(line)
                       : column == Column::Bets ? m_format.number(line.move.bets)
                                                : money(line);
    switch (role) {
    case Qt::DisplayRole:
        return shown;
    case Qt::ToolTipRole:
        return QStringLiteral("<p>") + shown.toHtmlEscaped() + QStringLiteral("</p>");
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((column == Column::What ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case Qt::AccessibleTextRole:
        return column == Column::What
                   //: Screen reader. %1 what happens, %2 money
                   ? tr("%1: %n bets, %2", nullptr, static_cast<int>(line.move.bets)).arg(what(line), money(line))
                   : tr("%1: %2").arg(header(column), shown);
    case FaintRole:
        return line.move.deltaMinor == 0 && line.move.otherDeltaMinor.value_or(0) == 0 && line.kind != Kind::NeedsInput;
    default:
        return {};
    }
}

QVariant MovesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((column == Column::What ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(header(column)) : QVariant();
}

} // namespace ui
