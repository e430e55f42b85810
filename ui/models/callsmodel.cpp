// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/callsmodel.h"

#include "ui/format.h"
#include "ui/models/tableroles.h"

#include <algorithm>

namespace ui {

using client::api::CallLog;
using client::api::LoggedCall;
using client::contract::TransportError;

namespace {

bool isNumber(CallsModel::Column column)
{
    return column == CallsModel::Column::Duration || column == CallsModel::Column::Bytes;
}

} // namespace

CallsModel::CallsModel(const CallLog* log, const Format& format, QObject* parent)
    : QAbstractTableModel(parent), m_format(format)
{
    if (!log)
        return;
    m_calls.assign(log->calls().rbegin(), log->calls().rend());
    connect(log, &CallLog::began, this, &CallsModel::onBegan);
    connect(log, &CallLog::went, this, &CallsModel::onWent);
}

void CallsModel::onBegan(const LoggedCall& call)
{
    if (m_calls.size() == CallLog::callsMax) {
        beginRemoveRows({}, rowCount() - 1, rowCount() - 1);
        m_calls.pop_back();
        endRemoveRows();
    }
    beginInsertRows({}, 0, 0);
    m_calls.push_front(call);
    endInsertRows();
}

void CallsModel::onWent(const LoggedCall& call)
{
    const auto found = std::find_if(m_calls.begin(), m_calls.end(),
                                    [&call](const LoggedCall& known) { return known.number == call.number; });
    if (found == m_calls.end())
        return;
    *found = call;
    const int row = static_cast<int>(found - m_calls.begin());
    Q_EMIT dataChanged(index(row, 0), index(row, columns - 1));
}

void CallsModel::retranslate()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columns - 1);
}

QString CallsModel::header(Column column)
{
    switch (column) {
    case Column::Time:
        return tr("Time");
    case Column::Request:
        return tr("Request");
    case Column::Answer:
        return tr("Answer");
    case Column::Duration:
        return tr("Duration");
    case Column::Bytes:
        return tr("Size");
    case Column::Correlation:
        return tr("Correlation id");
    }
    return {};
}

QString CallsModel::answer(const LoggedCall& call) const
{
    if (!call.isOver)
        return call.status > 0 ? tr("%1, stays open").arg(call.status) : tr("waiting…");
    switch (call.error) {
    case TransportError::None:
        return QString::number(call.status);
    case TransportError::NotConnected:
        return tr("not connected, nothing sent");
    case TransportError::TlsFailed:
        return tr("not trusted, nothing sent");
    case TransportError::Timeout:
        return tr("no answer in time");
    case TransportError::Reset:
        return tr("connection broke");
    case TransportError::ReplyTooLarge:
        return tr("answer too large");
    case TransportError::Aborted:
        return tr("given up here");
    }
    return {};
}

QString CallsModel::text(const LoggedCall& call, Column column) const
{
    switch (column) {
    case Column::Time:
        return m_format.time(call.atMs);
    case Column::Request:
        return Format::foreign(call.method + ' ' + call.target, 500);
    case Column::Answer:
        return answer(call);
    case Column::Duration:
        return call.isOver ? m_format.duration(call.durationMs) : dash();
    case Column::Bytes:
        return call.isOver ? m_format.bytes(call.bytes) : dash();
    case Column::Correlation:
        return call.correlationId.empty() ? dash() : QString::fromStdString(call.correlationId);
    }
    return {};
}

int CallsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_calls.size());
}

int CallsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant CallsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto column = static_cast<Column>(index.column());
    const auto& call = row(index.row());
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return text(call, column);
    if (role == Qt::AccessibleTextRole)
        return tr("%1: %2").arg(header(column), text(call, column));
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((isNumber(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == FailedRole)
        return call.isFailed();
    if (role == ChipRole && column == Column::Answer && call.isFailed())
        return QVariant::fromValue(Chip{Glyph::FilledTriangle, client::contract::ShownStatus::Failed});
    return {};
}

QVariant CallsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::DisplayRole)
        return header(column);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((isNumber(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

} // namespace ui
