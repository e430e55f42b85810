// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/gridwindow.h"

#include "bench/load.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QStyledItemDelegate>
#include <QTimer>

#include <algorithm>

namespace bench {

class GridWindow::Table : public ui::BetsTable
{
public:
    using ui::BetsTable::BetsTable;
    std::vector<std::int64_t> paintsUs;

protected:
    void paintEvent(QPaintEvent* event) override
    {
        const double before = threadCpuMs();
        ui::BetsTable::paintEvent(event);
        paintsUs.push_back(static_cast<std::int64_t>((threadCpuMs() - before) * 1'000));
    }
};

GridWindow::GridWindow(int bets)
    : m_format(ui::Language::English, QTimeZone::utc()), m_model(m_clock, m_format, bets), m_load(bets)
{
    m_model.apply(m_load.all(), false);
    m_table = std::make_unique<Table>(m_model, m_theme);
    m_delegate = m_table->itemDelegate();
    m_defaultDelegate = new QStyledItemDelegate(m_table.get());
    m_table->resize(1'440, 900);
    m_table->show();
}

GridWindow::~GridWindow() = default;

ui::BetsTable& GridWindow::table()
{
    return *m_table;
}

void GridWindow::useDefaultDelegate(bool on)
{
    m_table->setItemDelegate(on ? m_defaultDelegate : m_delegate);
}

Frames GridWindow::run(int frames, const std::function<void()>& work)
{
    Frames result;
    QEventLoop loop;
    QTimer timer;
    QElapsedTimer wall;
    double workMs = 0;
    timer.setTimerType(Qt::PreciseTimer);
    timer.setInterval(16);
    QObject::connect(&timer, &QTimer::timeout, &loop, [&] {
        if (wall.isValid())
            result.longestPauseMs = std::max(result.longestPauseMs, static_cast<double>(wall.nsecsElapsed()) / 1e6);
        wall.start();
        if (result.count++ == frames) {
            loop.quit();
            return;
        }
        work();
    });
    m_table->paintsUs.clear();
    const double before = threadCpuMs();
    timer.start();
    loop.exec();
    workMs = threadCpuMs() - before;
    result.count = frames;
    result.cpuMsPerFrame = workMs / frames;
    auto paints = m_table->paintsUs;
    double sum = 0;
    for (const auto us : paints)
        sum += static_cast<double>(us) / 1'000;
    result.paintMsPerFrame = sum / frames;
    result.paintP99Ms = paints.empty() ? 0 : quantile(paints, 0.99) / 1'000;
    return result;
}

} // namespace bench
