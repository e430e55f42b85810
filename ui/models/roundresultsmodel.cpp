// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/roundresultsmodel.h"

#include "ui/format.h"
#include "ui/models/tableroles.h"
#include "ui/roundtexts.h"

#include <algorithm>
#include <array>

namespace ui {

using client::contract::RoundResult;

namespace {

constexpr std::array<const char*, RoundResultsModel::columns> headers{
    QT_TRANSLATE_NOOP("ui::RoundResultsModel", "Version"), QT_TRANSLATE_NOOP("ui::RoundResultsModel", "Result"),
    QT_TRANSLATE_NOOP("ui::RoundResultsModel", "When"), QT_TRANSLATE_NOOP("ui::RoundResultsModel", "Who"),
    QT_TRANSLATE_NOOP("ui::RoundResultsModel", "Source")};

} // namespace

RoundResultsModel::RoundResultsModel(const client::ports::Clock& clock, const Format& format, QObject* parent)
    : QAbstractTableModel(parent), m_clock(clock), m_format(format)
{
}

void RoundResultsModel::setResults(std::vector<RoundResult> results)
{
    beginResetModel();
    m_results = std::move(results);
    std::stable_sort(m_results.begin(), m_results.end(),
                     [](const RoundResult& a, const RoundResult& b) { return a.at > b.at; });
    endResetModel();
}

void RoundResultsModel::retranslate()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columns - 1);
}

const char* RoundResultsModel::headerSource(Column column)
{
    return headers[static_cast<std::size_t>(column)];
}

QString RoundResultsModel::text(const RoundResult& result, Column column) const
{
    switch (column) {
    case Column::Version:
        return result.version == 0 ? tr("not applied") : m_format.number(result.version);
    case Column::Result:
        return Format::foreign(result.result, 64);
    case Column::When:
        return m_format.moment(result.at, m_clock.utcMs());
    case Column::Who:
        return result.actor.empty() ? dash() : Format::foreign(result.actor, 64);
    case Column::Source:
        return result.source.empty() ? dash() : RoundTexts::source(result.source);
    }
    return {};
}

int RoundResultsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_results.size());
}

int RoundResultsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant RoundResultsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const auto& result = m_results[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(result, column);
    case Qt::AccessibleTextRole:
        return tr("%1: %2").arg(tr(headerSource(column)), text(result, column));
    case Qt::ToolTipRole:
        return column == Column::When
                   ? QVariant(QStringLiteral("<p style='white-space:pre'>") +
                              m_format.timeDetails(result.at, m_clock.utcMs()).toHtmlEscaped() + QStringLiteral("</p>"))
                   : QVariant();
    case FaintRole:
        return result.version == 0;
    default:
        return {};
    }
}

QVariant RoundResultsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignLeft | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(tr(headerSource(static_cast<Column>(section)))) : QVariant();
}

} // namespace ui
