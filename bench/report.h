// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace bench {

double median(std::vector<double> values);

enum class Better { Higher, Lower };

// One goal's line on standard output. Without a reference there is no ratio, and a goal without one is not met.
struct Line
{
    std::string goal;
    std::string unit;
    double ours = 0;
    std::optional<double> reference;
    std::optional<double> ratio;
    double target = 0;
    Better better = Better::Higher;
    std::string note; // for people; empty: left out
};

// True if the goal is met.
bool print(const Line& line);

} // namespace bench
