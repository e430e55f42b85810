// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/jobchangesmodel.h"

#include "ui/format.h"
#include "ui/jobtexts.h"

namespace ui {

using client::contract::JobChange;

JobChangesModel::JobChangesModel(const Format& format, QObject* parent) : QAbstractTableModel(parent), m_format(format)
{
}

void JobChangesModel::setChanges(std::vector<JobChange> changes)
{
    beginResetModel();
    m_changes = std::move(changes);
    endResetModel();
}

void JobChangesModel::retranslate()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columns - 1);
}

QString JobChangesModel::header(Column column)
{
    switch (column) {
    case Column::Bet:
        return tr("Bet");
    case Column::Partner:
        return tr("Partner");
    case Column::Now:
        return tr("Now");
    case Column::Why:
        return tr("Why");
    case Column::Effect:
        return tr("What follows");
    }
    return {};
}

QString JobChangesModel::text(const JobChange& change, Column column) const
{
    switch (column) {
    case Column::Bet:
        return Format::foreign(change.bet.text(), 64);
    case Column::Partner:
        return Format::foreign(change.partner.text(), 64);
    case Column::Now:
        return m_format.state(change.stateNow);
    case Column::Why:
        return change.why.empty() ? dash() : JobTexts::why(change.why);
    case Column::Effect:
        return change.dropsOut ? tr("is skipped") : tr("the plan has to be made anew");
    }
    return {};
}

int JobChangesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_changes.size());
}

int JobChangesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant JobChangesModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const auto column = static_cast<Column>(index.column());
    const auto shown = text(m_changes[static_cast<std::size_t>(index.row())], column);
    if (role == Qt::DisplayRole)
        return shown;
    if (role == Qt::AccessibleTextRole)
        return tr("%1: %2").arg(header(column), shown);
    return {};
}

QVariant JobChangesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignLeft | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(header(static_cast<Column>(section))) : QVariant();
}

} // namespace ui
