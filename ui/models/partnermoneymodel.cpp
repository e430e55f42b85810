// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/partnermoneymodel.h"

#include "ui/format.h"

#include <algorithm>

namespace ui {

using client::contract::JobPart;

PartnerMoneyModel::PartnerMoneyModel(const Format& format, QObject* parent)
    : QAbstractTableModel(parent), m_format(format)
{
}

void PartnerMoneyModel::setParts(std::vector<JobPart> parts)
{
    beginResetModel();
    m_parts = std::move(parts);
    std::stable_sort(m_parts.begin(), m_parts.end(), [](const JobPart& a, const JobPart& b) {
        if (a.currency != b.currency)
            return a.currency.code < b.currency.code;
        return a.creditMinor - a.debitMinor > b.creditMinor - b.debitMinor;
    });
    endResetModel();
}

std::vector<client::contract::Currency> PartnerMoneyModel::currencies() const
{
    std::vector<client::contract::Currency> found;
    for (const auto& part : m_parts) {
        if (found.empty() || found.back() != part.currency)
            found.push_back(part.currency);
    }
    return found;
}

void PartnerMoneyModel::retranslate()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columns - 1);
}

QString PartnerMoneyModel::header(Column column)
{
    switch (column) {
    case Column::Partner:
        return tr("Partner");
    case Column::Bets:
        return tr("Bets");
    case Column::Pay:
        return tr("To pay");
    case Column::TakeBack:
        return tr("To take back");
    case Column::Net:
        return tr("Net");
    }
    return {};
}

int PartnerMoneyModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_parts.size());
}

int PartnerMoneyModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant PartnerMoneyModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const auto& part = m_parts[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<Column>(index.column());
    const auto money = [&](std::int64_t minor) {
        return minor == 0 ? dash() : m_format.signedMoney(minor, part.currency);
    };
    QString shown;
    switch (column) {
    case Column::Partner:
        shown = Format::foreign(part.partner.text(), 64);
        break;
    case Column::Bets:
        shown = m_format.number(part.bets);
        break;
    case Column::Pay:
        shown = money(part.creditMinor);
        break;
    case Column::TakeBack:
        shown = money(part.debitMinor);
        break;
    case Column::Net:
        shown = money(part.creditMinor + part.debitMinor);
        break;
    }
    if (role == Qt::DisplayRole)
        return shown;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((column == Column::Partner ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::AccessibleTextRole)
        return tr("%1: %2").arg(header(column), shown);
    return {};
}

QVariant PartnerMoneyModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((column == Column::Partner ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(header(column)) : QVariant();
}

} // namespace ui
