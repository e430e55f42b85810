// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/intentsmodel.h"

#include "ui/format.h"

namespace ui {

using client::store::Intent;
using client::store::IntentState;

IntentsModel::IntentsModel(client::operations::Runner& runner, const Format& format, QObject* parent)
    : QAbstractTableModel(parent), m_runner(runner), m_format(format)
{
    connect(&runner, &client::operations::Runner::openChanged, this, &IntentsModel::reload);
    reload();
}

void IntentsModel::reload()
{
    beginResetModel();
    m_intents = m_runner.open();
    endResetModel();
    Q_EMIT countChanged(count());
}

bool IntentsModel::wasNeverSent(int row) const
{
    return intent(row).state == IntentState::Prepared;
}

QString IntentsModel::header(Column column)
{
    switch (column) {
    case Column::Started:
        return tr("Started");
    case Column::Bet:
        return tr("Bet");
    case Column::Partner:
        return tr("Partner");
    case Column::Amount:
        return tr("Amount");
    case Column::State:
        return tr("State");
    case Column::Attempts:
        return tr("Attempts");
    case Column::NextTry:
        return tr("Next try");
    case Column::LastAnswer:
        return tr("Last answer");
    }
    return {};
}

QString IntentsModel::text(const Intent& intent, Column column) const
{
    switch (column) {
    case Column::Started:
        return m_format.timeShort(intent.createdAt);
    case Column::Bet:
        return QString::fromStdString(intent.bet.text());
    case Column::Partner:
        return QString::fromStdString(intent.partner.text());
    case Column::Amount:
        return m_format.money(intent.amount.minor, intent.amount.currency);
    case Column::State:
        return intent.state == IntentState::Prepared  ? tr("not sent")
               : intent.state == IntentState::Sending ? tr("being sent")
                                                      : tr("in doubt");
    case Column::Attempts:
        return m_format.number(intent.attempts);
    case Column::NextTry:
        return m_format.timeShort(intent.nextAt);
    case Column::LastAnswer:
        return Format::foreign(intent.lastDetail.empty() ? intent.lastCode : intent.lastDetail, 200);
    }
    return {};
}

int IntentsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : count();
}

int IntentsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant IntentsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto column = static_cast<Column>(index.column());
    const auto shown = text(intent(index.row()), column);
    switch (role) {
    case Qt::DisplayRole:
        return shown;
    case Qt::AccessibleTextRole:
        return tr("%1: %2").arg(header(column), shown.isEmpty() ? dash() : shown);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            (column == Column::Amount || column == Column::Attempts ? Qt::AlignRight : Qt::AlignLeft) |
            Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant IntentsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::DisplayRole)
        return header(column);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            (column == Column::Amount || column == Column::Attempts ? Qt::AlignRight : Qt::AlignLeft) |
            Qt::AlignVCenter);
    return {};
}

} // namespace ui
