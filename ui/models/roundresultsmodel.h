// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/jobs.h"
#include "client/ports/clock.h"

#include <QAbstractTableModel>

#include <vector>

namespace ui {

class Format;

// What results a round had, newest first. A result of version 0 was told, but no bet was settled by it.
class RoundResultsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Version, Result, When, Who, Source };
    static constexpr int columns = 5;

    RoundResultsModel(const client::ports::Clock& clock, const Format& format, QObject* parent = nullptr);

    void setResults(std::vector<client::contract::RoundResult> results);
    const std::vector<client::contract::RoundResult>& results() const { return m_results; }
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;

    static const char* headerSource(Column column);

private:
    QString text(const client::contract::RoundResult& result, Column column) const;

    const client::ports::Clock& m_clock;
    const Format& m_format;
    std::vector<client::contract::RoundResult> m_results;
};

} // namespace ui
