// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/partnersmodel.h"

#include "ui/format.h"
#include "ui/models/tableroles.h"

#include <algorithm>

namespace ui {

using client::contract::CircuitBreaker;
using client::contract::PartnerStats;
using client::contract::ShownStatus;

namespace {

constexpr int troubleMilli = 50; // one call in twenty

bool isNumeric(PartnersModel::Column column)
{
    return column != PartnersModel::Column::Partner && column != PartnersModel::Column::State;
}

} // namespace

PartnersModel::PartnersModel(const Format& format, QObject* parent) : QAbstractTableModel(parent), m_format(format) {}

void PartnersModel::setPartners(std::vector<PartnerStats> partners, qint64 atMs)
{
    m_atMs = atMs;
    const bool same = std::equal(partners.begin(), partners.end(), m_rows.begin(), m_rows.end(),
                                 [](const auto& a, const auto& b) { return a.partner == b.partner; });
    if (!same)
        beginResetModel();
    m_rows = std::move(partners);
    if (!same)
        endResetModel();
    else
        retranslate();
}

void PartnersModel::clear()
{
    setPartners({}, 0);
}

void PartnersModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columns - 1);
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
}

int PartnersModel::rowOf(const client::contract::PartnerId& partner) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&](const auto& row) { return row.partner == partner; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

bool PartnersModel::isInTrouble(const PartnerStats& row)
{
    return row.suspended || row.breaker != CircuitBreaker::State::Closed ||
           row.errorRatioMilli.value_or(0) > troubleMilli;
}

QString PartnersModel::state(const PartnerStats& row)
{
    if (row.suspended)
        return tr("Suspended");
    switch (row.breaker) {
    case CircuitBreaker::State::Open:
        return tr("Breaker open");
    case CircuitBreaker::State::HalfOpen:
        return tr("Breaker half open");
    case CircuitBreaker::State::Closed:
        break;
    }
    if (!row.errorRatioMilli)
        return tr("Quiet");
    return *row.errorRatioMilli > troubleMilli ? tr("Failing") : tr("Well");
}

QStringList PartnersModel::states()
{
    return {tr("Suspended"), tr("Breaker open"), tr("Breaker half open"), tr("Quiet"), tr("Failing"), tr("Well")};
}

QString PartnersModel::text(const PartnerStats& row, Column column) const
{
    const auto duration = [this](const std::optional<std::int64_t>& ms) {
        return ms ? m_format.duration(*ms) : dash();
    };
    switch (column) {
    case Column::Partner:
        return Format::foreign(row.partner.text(), 64);
    case Column::State:
        return state(row);
    case Column::Errors:
        return row.errorRatioMilli ? m_format.decimal(*row.errorRatioMilli / 10.0, 1) + QStringLiteral("\u202f%")
                                   : dash();
    case Column::LastSuccess:
        return row.lastSuccessAt > 0 ? m_format.moment(row.lastSuccessAt, m_atMs) : dash();
    case Column::Calls:
        return m_format.number(row.calls.all());
    case Column::P50:
        return duration(row.hour.p50Ms);
    case Column::P95:
        return duration(row.hour.p95Ms);
    case Column::Waiting:
        return m_format.number(row.queued + row.inFlight);
    }
    return {};
}

QString PartnersModel::header(Column column)
{
    switch (column) {
    case Column::Partner:
        return tr("Partner");
    case Column::State:
        return tr("State");
    case Column::Errors:
        return tr("Errors, 5 min");
    case Column::LastSuccess:
        return tr("Last success");
    case Column::Calls:
        return tr("Calls, 1 h");
    case Column::P50:
        return tr("p50");
    case Column::P95:
        return tr("p95");
    case Column::Waiting:
        return tr("On the way");
    }
    return {};
}

int PartnersModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PartnersModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant PartnersModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto& row = m_rows[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((isNumeric(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case ChipRole:
        if (column != Column::State)
            return {};
        if (row.suspended)
            return QVariant::fromValue(Chip{Glyph::Pause, ShownStatus::Retrying});
        if (isInTrouble(row))
            return QVariant::fromValue(Chip{Glyph::FilledTriangle, ShownStatus::Failed});
        return QVariant::fromValue(row.errorRatioMilli ? Chip{Glyph::Check, ShownStatus::Won}
                                                       : Chip{Glyph::Dash, ShownStatus::Lost});
    case Qt::ToolTipRole:
        return column == Column::Partner ? Format::foreign(row.name, 128) : QVariant();
    case Qt::AccessibleTextRole:
        //: Screen reader. %1 heading of a column, %2 the cell
        return column == Column::Partner ? text(row, column) + QStringLiteral(", ") + state(row)
                                         : tr("%1: %2").arg(header(column), text(row, column));
    default:
        return {};
    }
}

QVariant PartnersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::DisplayRole)
        return header(column);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((isNumeric(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

} // namespace ui
