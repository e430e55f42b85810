// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/wire.h"
#include "client/ports/clock.h"
#include "client/review/replayloader.h"
#include "ui/charts/chartdata.h"

#include <QObject>

#include <array>
#include <deque>
#include <vector>

namespace ui {

// How the calls of the last half hour ended, minute by minute, from the rows that came to this console, or from a file.
class CallsPerMinute : public QObject
{
    Q_OBJECT

public:
    static constexpr int minutes = 30;
    static constexpr qint64 minuteMs = 60'000;

    explicit CallsPerMinute(const client::ports::Clock& clock, QObject* parent = nullptr);

    void add(const std::vector<client::contract::BetRow>& rows);
    // What was seen so far is not all there was: a snapshot tells of each bet how it ended, and of none of its calls.
    void startAnew();
    // What a file tells in the place of rows that came; before `knownSinceMs`, and in the stretches that nobody saw, it
    // tells nothing.
    void show(const client::review::CallMinutes& calls, qint64 knownSinceMs,
              const std::vector<client::review::Unseen>& unseen = {});
    // Where the first minute begins that is shown now.
    qint64 fromMs() const { return m_bins.front().startMs; }
    // Moves the window to the present.
    void advance();
    // Minutes before the first known call are no data, not zero, and the minute that runs is left out after others: its
    // count would look like a fall.
    ChartData chart() const;

Q_SIGNALS:
    void changed();

private:
    struct Bin
    {
        qint64 startMs = 0;
        std::array<int, 3> counts{}; // succeeded, retrying, failed
        bool isUnseen = false;       // some of it
    };

    const client::ports::Clock& m_clock;
    std::deque<Bin> m_bins;
    qint64 m_knownSince = 0;
    qint64 m_partial = 0; // the minute in which it began to look; 0: none
};

} // namespace ui
