// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/jobs.h"

#include <QAbstractTableModel>

#include <vector>

namespace ui {

class Format;

// What a recalculation would do, by what happens to the bets: "Lost → Won, 41 bets, +8 120.00 EUR to pay". One line a
// kind and currency; nothing is added across currencies.
class MovesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { What, Bets, Money };
    static constexpr int columns = 3;

    explicit MovesModel(const Format& format, QObject* parent = nullptr);

    void setMoves(const std::vector<client::contract::JobMove>& moves);
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;

private:
    enum class Kind { Moves, OtherPayout, Void, StillOpen, Unchanged, RefundedBefore, InDoubt, NeedsInput, LeftAlone };
    struct Line
    {
        Kind kind = Kind::Moves;
        client::contract::JobMove move; // bets and delta added up within the kind
    };

    static Kind kindOf(const client::contract::JobMove& move);
    static bool belong(const Line& line, Kind kind, const client::contract::JobMove& move);
    QString what(const Line& line) const;
    QString money(const Line& line) const;
    QString none(const Line& line) const;
    static QString header(Column column);

    const Format& m_format;
    std::vector<Line> m_lines;
    bool m_hasCurrencies = false; // more than one
};

} // namespace ui
