// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartdata.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ui {

namespace {

using Runs = std::vector<std::vector<QPointF>>;

QPointF pointAt(const std::vector<double>& values, std::size_t at)
{
    return {static_cast<double>(at), values[at]};
}

void addStretch(Runs& runs, bool& inRun, const std::vector<double>& values, std::size_t from, std::size_t to)
{
    constexpr double infinity = std::numeric_limits<double>::infinity();
    std::size_t least = to;
    std::size_t most = to;
    double low = infinity;
    double high = -infinity;
    // No comparison with NaN is true.
    for (std::size_t at = from; at < to; ++at) {
        const double value = values[at];
        if (value < low) {
            low = value;
            least = at;
        }
        if (value > high) {
            high = value;
            most = at;
        }
    }
    if (least == to) {
        inRun = false;
        return;
    }
    if (!inRun)
        runs.emplace_back();
    inRun = true;
    runs.back().push_back(pointAt(values, std::min(least, most)));
    if (least != most)
        runs.back().push_back(pointAt(values, std::max(least, most)));
}

} // namespace

NiceAxis niceAxis(double most)
{
    constexpr double stepsMax = 6;
    double step = 1;
    for (int i = 0; most > stepsMax * step; ++i)
        step *= i % 3 == 1 ? 2.5 : 2; // 1, 2, 5, 10, …
    const double steps = std::max(std::ceil(most / step), 1.0);
    return {steps * step, static_cast<int>(steps) + 1};
}

Runs runsOf(const std::vector<double>& values, std::size_t pointsMax)
{
    const std::size_t size = values.size();
    const std::size_t stretches = size <= pointsMax ? size : std::max<std::size_t>(pointsMax / 2, 1);
    Runs runs;
    bool inRun = false;
    for (std::size_t i = 0; i < stretches; ++i)
        addStretch(runs, inRun, values, i * size / stretches, (i + 1) * size / stretches);
    return runs;
}

} // namespace ui
