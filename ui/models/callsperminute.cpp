// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/callsperminute.h"

#include "ui/format.h"

#include <algorithm>
#include <optional>

namespace ui {

using client::contract::OperationState;

namespace {

std::optional<std::size_t> outcome(const client::contract::BetRow& row)
{
    if (!row.operation)
        return std::nullopt;
    switch (row.operation->state) {
    case OperationState::Succeeded:
        return 0;
    case OperationState::RetryScheduled:
        return 1;
    case OperationState::Declined:
    case OperationState::InDoubt:
    case OperationState::NeedsReview:
        return 2;
    case OperationState::InFlight:
    case OperationState::Cancelling:
        break;
    }
    return std::nullopt;
}

} // namespace

CallsPerMinute::CallsPerMinute(const client::ports::Clock& clock, const Format& format, QObject* parent)
    : QAbstractTableModel(parent), m_clock(clock), m_format(format)
{
    advance();
}

void CallsPerMinute::advance()
{
    const qint64 current = m_clock.utcMs() / minuteMs * minuteMs;
    if (!m_bins.empty() && m_bins.back().startMs == current)
        return;
    beginResetModel();
    if (m_bins.empty() || m_bins.back().startMs > current || current - m_bins.back().startMs > minutes * minuteMs) {
        m_bins.clear();
        for (int i = minutes - 1; i >= 0; --i)
            m_bins.push_back({current - i * minuteMs, {}});
    }
    while (m_bins.back().startMs < current) {
        m_bins.push_back({m_bins.back().startMs + minuteMs, {}});
        m_bins.pop_front();
    }
    endResetModel();
    Q_EMIT changed();
}

void CallsPerMinute::add(const std::vector<client::contract::BetRow>& rows)
{
    advance();
    bool any = false;
    for (const auto& row : rows) {
        const auto kind = outcome(row);
        const qint64 minute = row.updatedAt / minuteMs * minuteMs;
        if (!kind || minute < m_bins.front().startMs || minute > m_bins.back().startMs)
            continue;
        auto& bin = m_bins[static_cast<std::size_t>((minute - m_bins.front().startMs) / minuteMs)];
        ++bin.counts[*kind];
        m_knownSince = m_knownSince == 0 ? minute : std::min(m_knownSince, minute);
        any = true;
    }
    if (!any)
        return;
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    Q_EMIT changed();
}

void CallsPerMinute::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    Q_EMIT changed();
}

QString CallsPerMinute::name(Column column)
{
    switch (column) {
    case Column::Minute:
        return tr("Minute");
    case Column::Succeeded:
        return tr("Succeeded");
    case Column::Retrying:
        return tr("Retrying");
    case Column::Failed:
        return tr("Failed");
    }
    return {};
}

int CallsPerMinute::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_bins.size());
}

int CallsPerMinute::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : 4;
}

QVariant CallsPerMinute::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto& bin = m_bins[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<Column>(index.column());
    const auto text = [&] {
        if (column == Column::Minute)
            return m_format.timeShort(bin.startMs).left(5);
        return bin.startMs < m_knownSince || m_knownSince == 0
                   ? dash()
                   : m_format.number(bin.counts[static_cast<std::size_t>(index.column() - 1)]);
    };
    if (role == Qt::DisplayRole)
        return text();
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((column == Column::Minute ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::AccessibleTextRole)
        return tr("%1: %2").arg(name(column), text());
    return {};
}

QVariant CallsPerMinute::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::DisplayRole)
        return name(static_cast<Column>(section));
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((section == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    return {};
}

} // namespace ui
