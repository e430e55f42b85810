// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/states.h"

#include <QPointF>
#include <QString>

#include <vector>

namespace ui {

// One line of a chart: a value for each step of time, NaN where nothing is known.
struct ChartLine
{
    QString name;
    client::contract::ShownStatus tone = client::contract::ShownStatus::Won; // whose colour it has
    Qt::PenStyle pen = Qt::SolidLine;                                        // never by colour alone
    std::vector<double> values;
};

struct ChartData
{
    qint64 startMs = 0; // UTC, of the first value
    qint64 stepMs = 60'000;
    std::vector<ChartLine> lines; // of equal length

    std::size_t steps() const { return lines.empty() ? 0 : lines.front().values.size(); }
};

struct NiceAxis
{
    double top = 0;
    int ticks = 0; // with that at 0
};

// A scale from 0 that ends at a round number of at most six round steps, each at least 1.
NiceAxis niceAxis(double most);

// What to draw of a line: runs between its gaps, by (step, value). With more values than `pointsMax` the least and the
// greatest of each stretch stand for it, in their order, so that no peak is lost.
std::vector<std::vector<QPointF>> runsOf(const std::vector<double>& values, std::size_t pointsMax);

} // namespace ui
