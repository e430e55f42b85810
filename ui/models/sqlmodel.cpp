// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/sqlmodel.h"

#include "client/contract/csv.h"
#include "ui/format.h"
#include "ui/reviewtexts.h"
#include "ui/widgets/jsonview.h"

namespace ui {

using client::review::SqlTable;
using client::review::SqlValue;

namespace {

bool isNumber(const SqlValue& value)
{
    return std::holds_alternative<std::int64_t>(value) || std::holds_alternative<double>(value);
}

QString maskedText(const std::string& text)
{
    return maskSecrets(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
}

std::string plainText(const SqlValue& value)
{
    if (const auto* number = std::get_if<std::int64_t>(&value))
        return std::to_string(*number);
    if (const auto* number = std::get_if<double>(&value))
        return QString::number(*number, 'g', 15).toStdString();
    const auto* text = std::get_if<std::string>(&value);
    return text ? maskedText(*text).toStdString() : std::string();
}

} // namespace

SqlModel::SqlModel(const Format& format, QObject* parent) : QAbstractTableModel(parent), m_format(format) {}

void SqlModel::setTable(SqlTable table)
{
    beginResetModel();
    m_table = std::move(table);
    endResetModel();
}

QByteArray SqlModel::csv() const
{
    std::string csv;
    const auto add = [&](std::string_view cell, bool isFirst) {
        csv += (isFirst ? "" : ",") + client::contract::csvCell(cell);
    };
    for (std::size_t i = 0; i < m_table.columns.size(); ++i)
        add(m_table.columns[i], i == 0);
    csv += "\r\n";
    for (const auto& row : m_table.rows) {
        for (std::size_t i = 0; i < row.size(); ++i)
            add(plainText(row[i]), i == 0);
        csv += "\r\n";
    }
    return QByteArray::fromStdString(csv);
}

const SqlValue& SqlModel::value(const QModelIndex& index) const
{
    return m_table.rows[static_cast<std::size_t>(index.row())][static_cast<std::size_t>(index.column())];
}

QString SqlModel::text(const SqlValue& value) const
{
    if (const auto* number = std::get_if<std::int64_t>(&value))
        return m_format.number(*number);
    if (std::holds_alternative<std::monostate>(value))
        return dash();
    return Format::foreign(plainText(value), ReviewTexts::cellCharsMax);
}

int SqlModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_table.rows.size());
}

int SqlModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_table.columns.size());
}

QVariant SqlModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto& of = value(index);
    switch (role) {
    case Qt::DisplayRole:
        return text(of);
    case Qt::ToolTipRole:
        return Format::tip(text(of));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((isNumber(of) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::AccessibleTextRole:
        return tr("%1: %2").arg(headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString(), text(of));
    default:
        return {};
    }
}

QVariant SqlModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section >= columnCount())
        return {};
    const auto column = static_cast<std::size_t>(section);
    if (role == Qt::DisplayRole)
        return Format::foreign(m_table.columns[column], 64);
    const bool isRight = role == Qt::TextAlignmentRole && !m_table.rows.empty() && isNumber(m_table.rows[0][column]);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((isRight ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

} // namespace ui
