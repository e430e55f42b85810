// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/callsperminute.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace ui {

using client::contract::OperationState;

namespace {

// Of Bin::counts.
std::optional<std::size_t> outcome(OperationState state)
{
    switch (state) {
    case OperationState::Succeeded:
        return 0;
    case OperationState::RetryScheduled:
        return 1;
    case OperationState::Declined:
    case OperationState::InDoubt:
    case OperationState::NeedsReview:
        return 2;
    case OperationState::InFlight:
    case OperationState::Cancelling:
        break;
    }
    return std::nullopt;
}

} // namespace

CallsPerMinute::CallsPerMinute(const client::ports::Clock& clock, QObject* parent) : QObject(parent), m_clock(clock)
{
    advance();
}

void CallsPerMinute::advance()
{
    const qint64 current = m_clock.utcMs() / minuteMs * minuteMs;
    if (!m_bins.empty() && m_bins.back().startMs == current)
        return;
    if (m_bins.empty() || m_bins.back().startMs > current || current - m_bins.back().startMs > minutes * minuteMs) {
        m_bins.clear();
        for (int i = minutes - 1; i >= 0; --i)
            m_bins.push_back({current - i * minuteMs, {}});
    }
    while (m_bins.back().startMs < current) {
        m_bins.push_back({m_bins.back().startMs + minuteMs, {}});
        m_bins.pop_front();
    }
    Q_EMIT changed();
}

void CallsPerMinute::add(const std::vector<client::contract::BetRow>& rows)
{
    advance();
    bool any = false;
    for (const auto& row : rows) {
        const auto kind = row.operation ? outcome(row.operation->state) : std::nullopt;
        const qint64 minute = row.updatedAt / minuteMs * minuteMs;
        if (!kind || minute < m_bins.front().startMs || minute > m_bins.back().startMs)
            continue;
        auto& bin = m_bins[static_cast<std::size_t>((minute - m_bins.front().startMs) / minuteMs)];
        ++bin.counts[*kind];
        const qint64 since = std::max(minute, m_partial);
        m_knownSince = m_knownSince == 0 ? since : std::min(m_knownSince, since);
        any = true;
    }
    if (any)
        Q_EMIT changed();
}

void CallsPerMinute::startAnew()
{
    m_bins.clear();
    m_knownSince = 0;
    m_partial = m_clock.utcMs() / minuteMs * minuteMs;
    advance();
}

void CallsPerMinute::show(const client::review::CallMinutes& calls, qint64 knownSinceMs,
                          const std::vector<client::review::Unseen>& unseen)
{
    m_bins.clear();
    for (std::size_t i = 0; i < calls.counts.size(); ++i) {
        Bin bin{calls.fromMs + static_cast<qint64>(i) * minuteMs, {}};
        bin.isUnseen = std::any_of(unseen.begin(), unseen.end(), [&bin](const auto& stretch) {
            return stretch.fromMs < bin.startMs + minuteMs && stretch.toMs > bin.startMs;
        });
        for (std::size_t state = 0; state < calls.counts[i].size(); ++state) {
            if (const auto kind = outcome(static_cast<OperationState>(state)))
                bin.counts[*kind] += calls.counts[i][state];
        }
        m_bins.push_back(bin);
    }
    m_knownSince = m_partial = calls.counts.empty() ? 0 : knownSinceMs / minuteMs * minuteMs;
    advance(); // where nothing is counted it makes the empty ones
    Q_EMIT changed();
}

ChartData CallsPerMinute::chart() const
{
    using client::contract::ShownStatus;
    ChartData drawn;
    drawn.startMs = m_bins.front().startMs;
    drawn.stepMs = minuteMs;
    drawn.lines = {{tr("Succeeded"), ShownStatus::Won, Qt::SolidLine, {}},
                   {tr("Retrying"), ShownStatus::Retrying, Qt::DashLine, {}},
                   {tr("Failed"), ShownStatus::Failed, Qt::DotLine, {}}};
    for (const auto& bin : m_bins) {
        const bool isRunning = &bin == &m_bins.back() && m_knownSince < bin.startMs - minuteMs;
        // Seen from its middle, a minute is shown for as long as there is no other.
        const bool isPartial = bin.startMs == m_partial && &bin != &m_bins.back();
        const bool isKnown =
            m_knownSince != 0 && bin.startMs >= m_knownSince && !bin.isUnseen && !isPartial && !isRunning;
        for (std::size_t i = 0; i < drawn.lines.size(); ++i)
            drawn.lines[i].values.push_back(isKnown ? bin.counts[i] : std::numeric_limits<double>::quiet_NaN());
    }
    return drawn;
}

} // namespace ui
