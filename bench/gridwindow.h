// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/gridload.h"
#include "client/ports/systemports.h"
#include "ui/format.h"
#include "ui/models/betsmodel.h"
#include "ui/theme.h"
#include "ui/widgets/betstable.h"

#include <functional>
#include <memory>
#include <vector>

namespace bench {

// What some seconds of frames cost the thread of the window.
struct Frames
{
    int count = 0;
    double cpuMsPerFrame = 0;   // all of it: batches, layout, painting
    double paintMsPerFrame = 0; // CPU of painting
    double paintP99Ms = 0;      // of those frames that painted
    double longestPauseMs = 0;  // between two frames, by the wall clock
};

// The console's own table of bets in a window of 1440 × 900, with so many bets.
class GridWindow
{
public:
    explicit GridWindow(int bets);
    ~GridWindow();
    GridWindow(const GridWindow&) = delete;
    GridWindow& operator=(const GridWindow&) = delete;

    // Runs the event loop for so many frames of 16 ms, each begun with `work`.
    Frames run(int frames, const std::function<void()>& work);
    void useDefaultDelegate(bool on);

    ui::BetsModel& model() { return m_model; }
    ui::BetsTable& table();
    GridLoad& load() { return m_load; }

private:
    class Table;

    client::ports::SystemClock m_clock;
    ui::Format m_format;
    ui::Theme m_theme;
    ui::BetsModel m_model;
    GridLoad m_load;
    std::unique_ptr<Table> m_table;
    QAbstractItemDelegate* m_delegate = nullptr;
    QAbstractItemDelegate* m_defaultDelegate = nullptr;
};

} // namespace bench
