// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/stats.h"

#include <QAbstractTableModel>

#include <vector>

namespace ui {

class Format;

// How the calls to each partner fare, a row for each.
class PartnersModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Partner, State, Errors, LastSuccess, Calls, P50, P95, Waiting };
    static constexpr int columns = 8;

    explicit PartnersModel(const Format& format, QObject* parent = nullptr);

    void setPartners(std::vector<client::contract::PartnerStats> partners, qint64 atMs);
    void clear();
    void retranslate();
    const client::contract::PartnerStats& row(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    int rowOf(const client::contract::PartnerId& partner) const; // -1: not here
    QString text(const client::contract::PartnerStats& row, Column column) const;
    // Suspended, breaker open, or calls that fail.
    static bool isInTrouble(const client::contract::PartnerStats& row);
    static QString state(const client::contract::PartnerStats& row);
    static QStringList states(); // all of these words

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;

    static QString header(Column column);

private:
    const Format& m_format;
    std::vector<client::contract::PartnerStats> m_rows;
    qint64 m_atMs = 0;
};

} // namespace ui
