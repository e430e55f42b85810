// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/report.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace bench {

double median(std::vector<double> values)
{
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

bool print(const Line& line)
{
    const auto rounded = [](double value) { return std::round(value * 1'000) / 1'000; };
    const bool met =
        line.ratio && (line.better == Better::Higher ? *line.ratio >= line.target : *line.ratio <= line.target);
    nlohmann::ordered_json json;
    json["goal"] = line.goal;
    json["ours"] = rounded(line.ours);
    json["reference"] = line.reference ? nlohmann::ordered_json(rounded(*line.reference)) : nlohmann::ordered_json();
    json["ratio"] = line.ratio ? nlohmann::ordered_json(rounded(*line.ratio)) : nlohmann::ordered_json();
    json["target"] = line.target;
    json["met"] = met;
    json["unit"] = line.unit;
    if (!line.note.empty())
        json["note"] = line.note;
    std::printf("%s\n", json.dump().c_str());
    std::fflush(stdout);
    return met;
}

} // namespace bench
