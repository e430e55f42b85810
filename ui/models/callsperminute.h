// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/wire.h"
#include "client/ports/clock.h"

#include <QAbstractTableModel>

#include <array>
#include <deque>
#include <vector>

namespace ui {

class Format;

// How the calls of the last half hour ended, minute by minute: what the chart draws and its table shows. Oldest first.
class CallsPerMinute : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Minute, Succeeded, Retrying, Failed };
    static constexpr int minutes = 30;
    static constexpr qint64 minuteMs = 60'000;

    struct Bin
    {
        qint64 startMs = 0;
        std::array<int, 3> counts{}; // succeeded, retrying, failed
    };

    CallsPerMinute(const client::ports::Clock& clock, const Format& format, QObject* parent = nullptr);

    void add(const std::vector<client::contract::BetRow>& rows);
    // Moves the window to the present.
    void advance();
    const std::deque<Bin>& bins() const { return m_bins; }
    // Minutes before the first known call are no data, not zero.
    qint64 knownSinceMs() const { return m_knownSince; }
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;

    static QString name(Column column);

Q_SIGNALS:
    void changed();

private:
    const client::ports::Clock& m_clock;
    const Format& m_format;
    std::deque<Bin> m_bins;
    qint64 m_knownSince = 0;
};

} // namespace ui
