// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/seriesmodel.h"

#include "ui/format.h"

#include <cmath>

namespace ui {

SeriesModel::SeriesModel(const Format& format, ValueText text, QObject* parent)
    : QAbstractTableModel(parent), m_format(format), m_text(std::move(text))
{
}

void SeriesModel::setData(ChartData data)
{
    // Refreshed every few seconds: the reader's place in the table stays where the rows are the same.
    const bool sameShape = data.steps() == m_data.steps() && data.lines.size() == m_data.lines.size();
    if (!sameShape)
        beginResetModel();
    m_data = std::move(data);
    if (!sameShape)
        endResetModel();
    else
        retranslate();
}

void SeriesModel::retranslate()
{
    if (rowCount() == 0)
        return;
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

QString SeriesModel::timeText(std::size_t step) const
{
    constexpr qint64 secondMs = 1'000, minuteMs = 60'000, dayMs = 86'400'000;
    const qint64 at = m_data.startMs + static_cast<qint64>(step) * m_data.stepMs;
    if (m_data.stepMs < secondMs)
        return m_format.time(at);
    if (m_data.stepMs < minuteMs)
        return m_format.timeShort(at);
    // "2026-11-25 18:42" without its year, where a time alone is of several days.
    if (static_cast<qint64>(m_data.steps()) * m_data.stepMs > dayMs)
        return m_format.dateTime(at).mid(5, 11);
    return m_format.timeShort(at).left(5);
}

QString SeriesModel::valueText(double value) const
{
    return std::isnan(value) ? dash() : m_text(value);
}

int SeriesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_data.steps());
}

int SeriesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_data.lines.size()) + 1;
}

QVariant SeriesModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto step = static_cast<std::size_t>(index.row());
    const auto text = [&] {
        return index.column() == 0 ? timeText(step)
                                   : valueText(m_data.lines[static_cast<std::size_t>(index.column() - 1)].values[step]);
    };
    if (role == Qt::DisplayRole)
        return text();
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((index.column() == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::AccessibleTextRole)
        return headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString() + QStringLiteral(": ") + text();
    return {};
}

QVariant SeriesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::DisplayRole)
        return section == 0 ? tr("Minute") : m_data.lines[static_cast<std::size_t>(section - 1)].name;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((section == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    return {};
}

} // namespace ui
