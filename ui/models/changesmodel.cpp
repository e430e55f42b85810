// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/changesmodel.h"

#include "ui/format.h"
#include "ui/roundtexts.h"

#include <utility>

namespace ui {

using client::contract::BetRow;
using client::contract::RoundRow;
using client::review::ChangedBet;
using client::review::ChangedRound;

ChangesModel::ChangesModel(const Format& format, QObject* parent) : QAbstractTableModel(parent), m_format(format) {}

void ChangesModel::setChanges(client::review::Changed changed)
{
    beginResetModel();
    m_changed = std::move(changed);
    endResetModel();
}

void ChangesModel::retranslate()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columns - 1);
}

QString ChangesModel::stateOf(const std::optional<BetRow>& row) const
{
    return row ? m_format.status(*row) : tr("not known yet");
}

QString ChangesModel::stateOf(const std::optional<RoundRow>& row)
{
    if (!row)
        return tr("not known yet");
    const auto state = RoundTexts::state(row->state);
    return row->result.empty() ? state : state + QStringLiteral(" · ") + Format::foreign(row->result, 64);
}

QString ChangesModel::betText(const ChangedBet& change, Column column) const
{
    const BetRow& named = change.after ? *change.after : *change.before;
    switch (column) {
    case Column::Id:
        return tr("Bet %1").arg(Format::foreign(named.bet.text(), 64));
    case Column::Partner:
        return Format::foreign(named.partner.text(), 64);
    case Column::Before:
        return stateOf(change.before);
    case Column::After:
        return stateOf(change.after);
    case Column::Money: {
        const auto payoutOf = [](const std::optional<BetRow>& row) { return row ? row->payoutMinor.value_or(0) : 0; };
        const auto refundOf = [](const std::optional<BetRow>& row) { return row ? row->refundedMinor : 0; };
        QStringList parts;
        if (const auto paid = payoutOf(change.after) - payoutOf(change.before); paid != 0)
            parts << tr("payout %1").arg(m_format.signedMoney(paid, named.currency));
        if (const auto refunded = refundOf(change.after) - refundOf(change.before); refunded != 0)
            parts << tr("refunded %1").arg(m_format.signedMoney(refunded, named.currency));
        return parts.isEmpty() ? dash() : parts.join(QStringLiteral(" · "));
    }
    }
    return {};
}

QString ChangesModel::roundText(const ChangedRound& change, Column column) const
{
    const RoundRow& named = change.after ? *change.after : *change.before;
    switch (column) {
    case Column::Id:
        return tr("Round %1").arg(Format::foreign(named.round.text(), 64));
    case Column::Before:
        return stateOf(change.before);
    case Column::After:
        return stateOf(change.after);
    case Column::Partner:
    case Column::Money:
        break;
    }
    return dash();
}

QString ChangesModel::text(int row, Column column) const
{
    const auto at = static_cast<std::size_t>(row);
    // What a line of the log does not tell any more is named by nobody.
    if (at < m_changed.rounds.size()) {
        const auto& change = m_changed.rounds[at];
        return change.before || change.after ? roundText(change, column) : dash();
    }
    const auto& change = m_changed.bets[at - m_changed.rounds.size()];
    return change.before || change.after ? betText(change, column) : dash();
}

QString ChangesModel::header(Column column)
{
    switch (column) {
    case Column::Id:
        return tr("What");
    case Column::Partner:
        return tr("Partner");
    case Column::Before:
        return tr("Before");
    case Column::After:
        return tr("After");
    case Column::Money:
        return tr("Money");
    }
    return {};
}

int ChangesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_changed.bets.size() + m_changed.rounds.size());
}

int ChangesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant ChangesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto column = static_cast<Column>(index.column());
    if (role == Qt::DisplayRole)
        return text(index.row(), column);
    if (role == Qt::TextAlignmentRole && column == Column::Money)
        return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::AccessibleTextRole)
        return {};
    //: Screen reader. %1 a column, %2 its value
    return column == Column::Id ? text(index.row(), column)
                                : tr("%1: %2").arg(header(column), text(index.row(), column));
}

QVariant ChangesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::DisplayRole)
        return header(column);
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((column == Column::Money ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

} // namespace ui
