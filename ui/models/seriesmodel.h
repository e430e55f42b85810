// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chartdata.h"

#include <QAbstractTableModel>

#include <functional>

namespace ui {

class Format;

// What a chart draws, as a table: a row for each step of time, a column for each line.
class SeriesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    using ValueText = std::function<QString(double)>;

    SeriesModel(const Format& format, ValueText text, QObject* parent = nullptr);

    void setData(ChartData data);
    using QAbstractTableModel::setData;
    const ChartData& chart() const { return m_data; }
    void retranslate();

    QString timeText(std::size_t step) const;
    QString valueText(double value) const; // a dash for NaN

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;

private:
    const Format& m_format;
    const ValueText m_text;
    ChartData m_data;
};

} // namespace ui
