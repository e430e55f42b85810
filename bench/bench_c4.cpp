// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later

// C4: a chart over 1,000,000 points takes new values and is drawn, against a QLineSeries that holds all of them.
#include "bench/report.h"
#include "ui/charts/timechart.h"
#include "ui/format.h"
#include "ui/theme.h"

#include <QApplication>
#include <QChart>
#include <QChartView>
#include <QImage>
#include <QLegend>
#include <QLineSeries>
#include <QPainter>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace {

constexpr std::size_t points = 1'000'000;
constexpr int rounds = 9;
constexpr int referenceRounds = 5;
constexpr double targetMs = 5;
constexpr QSize size(830, 300);

using Clock = std::chrono::steady_clock;

double msSince(Clock::time_point from)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - from).count();
}

// A noisy wave; each round moves it on, so that nothing that was drawn before can be used again.
std::vector<double> valuesOf(int round)
{
    std::vector<double> values(points);
    for (std::size_t i = 0; i < points; ++i) {
        const double at = static_cast<double>(i) / 40'000.0 + round;
        values[i] = 500 + 400 * std::sin(at) + static_cast<double>((i * 2'654'435'761U) % 97);
    }
    return values;
}

void draw(QWidget& widget, QImage& image)
{
    QPainter painter(&image);
    widget.render(&painter);
}

double ours(const ui::Theme& theme, const ui::Format& format, QImage& image)
{
    ui::TimeChart chart(theme, format, [](double value) { return QString::number(value); });
    chart.resize(size);
    chart.show();
    std::vector<double> times;
    for (int round = 0; round < rounds; ++round) {
        ui::ChartData data;
        data.startMs = 1'795'000'000'000;
        data.stepMs = 1'000;
        data.lines = {{QStringLiteral("line"), client::contract::ShownStatus::Won, Qt::SolidLine, valuesOf(round)}};
        const auto from = Clock::now();
        chart.setData(std::move(data));
        draw(*chart.view(), image);
        times.push_back(msSince(from));
        if (chart.drawnPoints() > size.width())
            std::abort();
    }
    times.erase(times.begin()); // the first makes the series
    return bench::median(times);
}

double allPoints(QImage& image)
{
    auto* chart = new QChart;
    QChartView view(chart);
    view.setRenderHint(QPainter::Antialiasing);
    auto* series = new QLineSeries(chart);
    chart->addSeries(series);
    chart->createDefaultAxes();
    chart->legend()->hide();
    view.resize(size);
    view.show();
    std::vector<double> times;
    for (int round = 0; round < referenceRounds; ++round) {
        const auto values = valuesOf(round);
        const auto from = Clock::now();
        QList<QPointF> all;
        all.reserve(static_cast<qsizetype>(values.size()));
        for (std::size_t i = 0; i < values.size(); ++i)
            all.append({static_cast<double>(i), values[i]});
        series->replace(all);
        draw(view, image);
        times.push_back(msSince(from));
    }
    return bench::median(times);
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    ui::Theme theme;
    theme.setMode(ui::ThemeMode::Light);
    const ui::Format format(ui::Language::English, QTimeZone::utc());
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    const double mine = ours(theme, format, image);
    const double reference = allPoints(image);
    bench::Line line;
    line.goal = "C4";
    line.unit = "ms per update of 1,000,000 points";
    line.ours = mine;
    line.reference = reference;
    line.ratio = mine / reference;
    line.target = targetMs / reference;
    line.better = bench::Better::Lower;
    line.note = "the target is 5 ms; the reference is a QLineSeries with all points";
    bench::print(line);
    return EXIT_SUCCESS;
}
