// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/review/replay.h"

#include <QAbstractTableModel>

#include <vector>

namespace ui {

class Format;

// What differs between two moments of a log, a line for each bet and round: what it was, what it is, and what that
// means in money.
class ChangesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Id, Partner, Before, After, Money };
    static constexpr int columns = 5;

    explicit ChangesModel(const Format& format, QObject* parent = nullptr);

    void setChanges(client::review::Changed changed);
    std::size_t leftOut() const { return m_changed.leftOut; }
    void retranslate();
    QString text(int row, Column column) const;
    static QString header(Column column);

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;

private:
    QString betText(const client::review::ChangedBet& change, Column column) const;
    QString roundText(const client::review::ChangedRound& change, Column column) const;
    QString stateOf(const std::optional<client::contract::BetRow>& row) const;
    static QString stateOf(const std::optional<client::contract::RoundRow>& row);

    const Format& m_format;
    client::review::Changed m_changed;
};

} // namespace ui
