// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/jobs.h"
#include "ui/jobtexts.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace ui {

class Format;

// A job's plan as lines under headings: what happens to how many bets, by partner, the largest, and what to look at
// twice. Amounts stay apart by currency.
class JobPlanModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { What, Bets, Amount };
    static constexpr int columns = 3;

    explicit JobPlanModel(const Format& format, QObject* parent = nullptr);

    void setSummary(std::optional<client::contract::JobSummary> summary);
    const std::optional<client::contract::JobSummary>& summary() const { return m_summary; }
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;
    Qt::ItemFlags flags(const QModelIndex& index) const final;

private:
    struct Line
    {
        QString what;
        QString bets;
        QString amount;
        bool isGroup = false;
    };

    void rebuild();
    void addMoves();
    void addParts();
    void addLargest();
    void addWarnings();
    QString moveText(const client::contract::JobMove& move) const;
    QString moveAmount(const client::contract::JobMove& move) const;
    QString overdrawText(const client::contract::JobOverdraw& overdraw) const;
    QString amountText(std::int64_t minor, const client::contract::Currency& currency) const;
    static QString header(Column column);

    const Format& m_format;
    const JobTexts m_texts;
    std::optional<client::contract::JobSummary> m_summary;
    std::vector<Line> m_lines;
};

} // namespace ui
