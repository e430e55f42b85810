// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/countsmodel.h"

#include "client/contract/csv.h"
#include "ui/format.h"
#include "ui/models/tableroles.h"
#include "ui/reviewtexts.h"
#include "ui/widgets/jsonview.h"

namespace ui {

using client::contract::QueryField;
using client::review::Group;
using client::review::GroupField;
using client::review::LineKind;

namespace {

constexpr int valueCharsMax = 128; // as in the lists of lines

QString maskedText(const std::string& text)
{
    return maskSecrets(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
}

std::optional<LineKind> kindFrom(std::string_view word)
{
    for (int i = 0; i <= static_cast<int>(LineKind::BadText); ++i) {
        if (client::review::word(static_cast<LineKind>(i)) == word)
            return static_cast<LineKind>(i);
    }
    return std::nullopt;
}

} // namespace

CountsModel::CountsModel(const Format& format, QObject* parent) : QAbstractTableModel(parent), m_format(format) {}

void CountsModel::setCounts(std::shared_ptr<const client::review::ValueCounts> counts)
{
    beginResetModel();
    m_counts = std::move(counts);
    endResetModel();
}

GroupField CountsModel::field() const
{
    return m_counts ? m_counts->field : GroupField::Partner;
}

void CountsModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columns - 1);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
}

const Group& CountsModel::group(int row) const
{
    return m_counts->groups.first[static_cast<std::size_t>(row)];
}

bool CountsModel::isNone(int row) const
{
    return group(row).text.empty();
}

QString CountsModel::fieldText(GroupField field)
{
    switch (field) {
    case GroupField::Type:
        return tr("Type of event");
    case GroupField::Partner:
        return tr("Partner");
    case GroupField::Bet:
        return tr("Bet");
    case GroupField::Round:
        return tr("Round");
    case GroupField::Player:
        return tr("Player");
    case GroupField::Game:
        return tr("Game");
    case GroupField::Currency:
        return tr("Currency");
    case GroupField::Error:
        return tr("Error");
    case GroupField::ErrorClass:
        return tr("Error class");
    case GroupField::Status:
        return tr("Status");
    case GroupField::State:
        return tr("State");
    case GroupField::Http:
        return tr("HTTP");
    case GroupField::Kind:
        return tr("Kind of line");
    }
    return {};
}

std::optional<QueryField> CountsModel::queryField(GroupField field)
{
    switch (field) {
    case GroupField::Partner:
        return QueryField::Partner;
    case GroupField::Bet:
        return QueryField::Bet;
    case GroupField::Round:
        return QueryField::Round;
    case GroupField::Player:
        return QueryField::Player;
    case GroupField::Game:
        return QueryField::Game;
    case GroupField::Currency:
        return QueryField::Currency;
    case GroupField::Error:
    case GroupField::ErrorClass:
        return QueryField::Error;
    case GroupField::Status:
        return QueryField::Status;
    case GroupField::State:
        return QueryField::State;
    case GroupField::Http:
        return QueryField::Http;
    case GroupField::Type:
    case GroupField::Kind:
        break;
    }
    return std::nullopt;
}

QString CountsModel::term(int row) const
{
    const auto field = queryField(m_counts->field);
    return field ? ReviewTexts::term(*field, group(row).text) : QString();
}

QString CountsModel::wholeText(int row) const
{
    return maskedText(group(row).text);
}

QByteArray CountsModel::csv() const
{
    std::string csv = "value,lines\r\n";
    for (int row = 0; row < rowCount(); ++row)
        csv += client::contract::csvCell(maskedText(group(row).text).toStdString()) + ',' +
               std::to_string(group(row).count) + "\r\n";
    return QByteArray::fromStdString(csv);
}

double CountsModel::share(int row) const
{
    return m_counts->rows == 0 ? 0 : static_cast<double>(group(row).count) / static_cast<double>(m_counts->rows);
}

QString CountsModel::value(int row) const
{
    const auto& text = group(row).text;
    if (text.empty())
        return tr("(none)");
    if (m_counts->field == GroupField::Status) {
        if (const auto status = client::contract::shownStatusFrom(text))
            return m_format.status(*status);
    } else if (m_counts->field == GroupField::State) {
        if (const auto state = client::contract::betStateFrom(text))
            return m_format.state(*state);
    } else if (m_counts->field == GroupField::Kind) {
        if (const auto kind = kindFrom(text))
            return ReviewTexts::kind(*kind);
    }
    // Masked before it is cut, or half of a secret would not be known for one.
    return Format::foreign(maskedText(text).left(valueCharsMax + 1).toStdString(), valueCharsMax);
}

QString CountsModel::shareText(int row) const
{
    constexpr double least = 0.1;
    const double percent = 100 * share(row);
    // One line of a million is not none.
    return percent < least ? tr("< %1 %").arg(m_format.decimal(least, 1))
                           : tr("%1 %").arg(m_format.decimal(percent, 1));
}

QString CountsModel::text(int row, Column column) const
{
    switch (column) {
    case Column::Value:
        return value(row);
    case Column::Lines:
        return m_format.number(static_cast<std::int64_t>(group(row).count));
    case Column::Share:
        return shareText(row);
    }
    return {};
}

QVariant CountsModel::chip(int row) const
{
    const auto status =
        m_counts->field == GroupField::Status ? client::contract::shownStatusFrom(group(row).text) : std::nullopt;
    return status ? QVariant::fromValue(Chip{glyph(*status), *status}) : QVariant();
}

QString CountsModel::header(Column column) const
{
    switch (column) {
    case Column::Value:
        return m_counts ? fieldText(m_counts->field) : tr("Value");
    case Column::Lines:
        return tr("Lines");
    case Column::Share:
        return tr("Share");
    }
    return {};
}

int CountsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_counts ? 0 : static_cast<int>(m_counts->groups.first.size());
}

int CountsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant CountsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto column = static_cast<Column>(index.column());
    const int row = index.row();
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::ToolTipRole:
        return column == Column::Value ? Format::tip(value(row)) : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((column == Column::Value ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case Qt::AccessibleTextRole:
        //: Screen reader. %1 the value, %2 how many lines, %3 "12.5 %"
        return column == Column::Value
                   ? tr("%1. Lines: %2, %3").arg(value(row), text(row, Column::Lines), text(row, Column::Share))
                   : tr("%1: %2").arg(header(column), text(row, column));
    case ChipRole:
        return column == Column::Value ? chip(row) : QVariant();
    case FaintRole:
        return column == Column::Value && isNone(row);
    case shareRole:
        return column == Column::Share ? QVariant(share(row)) : QVariant();
    default:
        return {};
    }
}

QVariant CountsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::DisplayRole)
        return header(column);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((column == Column::Value ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    return {};
}

} // namespace ui
