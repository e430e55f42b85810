// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/wire.h"
#include "client/ports/clock.h"

#include <QAbstractTableModel>

#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

namespace ui {

class Format;

// The newest rounds, in the order in which they came. A row counts only if its version is greater than ours. Beyond
// `capacity` the first that came are forgotten.
class RoundsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Round, Game, Result, Version, State, Attention, Bets, Open, Started, Updated };
    static constexpr int columns = 10;
    static constexpr int defaultCapacity = 50'000;

    RoundsModel(const client::ports::Clock& clock, const Format& format, int capacity = defaultCapacity,
                QObject* parent = nullptr);

    void apply(const std::vector<client::contract::RoundRow>& rows);
    void clear();
    // False: no service counts the bets of open rounds, so that none is not what it says.
    void setCounted(bool counted);

    const client::contract::RoundRow& row(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    int rowOf(const std::string& round) const; // -1: not here
    const client::contract::RoundRow* find(const std::string& round) const;
    int needsRecalculationCount() const { return m_needing; }
    // Results that rounds of this game had, sorted: what a person may mean.
    QStringList resultsOf(const client::contract::GameId& game) const;
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;

    static const char* headerSource(Column column); // English, for widths in every language
    static bool isNumeric(Column column);

Q_SIGNALS:
    void countsChanged();

private:
    QString text(const client::contract::RoundRow& row, Column column) const;
    QString sentence(const client::contract::RoundRow& row) const;
    QVariant toolTip(const client::contract::RoundRow& row, Column column) const;

    const client::ports::Clock& m_clock;
    const Format& m_format;
    const std::size_t m_capacity;
    std::deque<client::contract::RoundRow> m_rows;
    std::unordered_map<std::string, std::int64_t> m_serials; // of a round; its row is that less m_firstSerial
    std::int64_t m_firstSerial = 0;
    int m_needing = 0;
    bool m_isCounted = true;
};

} // namespace ui
