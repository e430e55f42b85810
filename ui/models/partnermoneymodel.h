// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/jobs.h"

#include <QAbstractTableModel>

#include <vector>

namespace ui {

class Format;

// Money to pay and to take back by partner and currency, the largest first: what the chart draws and its table shows.
class PartnerMoneyModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Partner, Bets, Pay, TakeBack, Net };
    static constexpr int columns = 5;

    explicit PartnerMoneyModel(const Format& format, QObject* parent = nullptr);

    void setParts(std::vector<client::contract::JobPart> parts);
    const std::vector<client::contract::JobPart>& parts() const { return m_parts; }
    std::vector<client::contract::Currency> currencies() const;
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;

    static QString header(Column column);

private:
    const Format& m_format;
    std::vector<client::contract::JobPart> m_parts;
};

} // namespace ui
