// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/jobprogressbar.h"

#include "ui/jobtexts.h"
#include "ui/theme.h"

#include <QPainter>

#include <algorithm>
#include <array>

namespace ui {

using client::contract::JobCounts;
using client::contract::JobRow;
using client::contract::ShownStatus;

namespace {

constexpr int barHeight = 14;
constexpr int seenMin = 4; // pixels that a count above zero gets at least

std::array<std::int64_t, 4> sharesOf(const JobCounts& counts)
{
    const auto done = counts.applied + counts.unchanged + counts.skipped + counts.superseded;
    const auto failed = counts.failed + counts.held; // both wait for a person
    return {done, failed, counts.inDoubt, counts.total() - done - failed - counts.inDoubt};
}

} // namespace

JobProgressBar::JobProgressBar(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme)
{
    setObjectName(QStringLiteral("jobProgressBar"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize JobProgressBar::sizeHint() const
{
    return {200, barHeight};
}

void JobProgressBar::setJob(const JobRow& row)
{
    const auto counts = shownCounts(row);
    if (counts == m_counts)
        return;
    m_counts = counts;
    update();
}

JobCounts JobProgressBar::shownCounts(const JobRow& row)
{
    if (JobTexts::hasBegun(row))
        return row.counts;
    JobCounts none;
    none.waiting = row.counts.total();
    return none;
}

JobProgressBar::Parts JobProgressBar::partsOf(const JobCounts& counts, int width)
{
    const auto shares = sharesOf(counts);
    const auto total = counts.total();
    std::array<int, 4> pixels{};
    if (total <= 0) {
        pixels[3] = width;
        return {pixels[0], pixels[1], pixels[2], pixels[3]};
    }
    int used = 0;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        pixels[i] = static_cast<int>(shares[i] * width / total);
        if (shares[i] > 0)
            pixels[i] = std::max(pixels[i], seenMin);
        used += pixels[i];
    }
    // The widest part gives or takes what rounding left.
    *std::max_element(pixels.begin(), pixels.end()) += width - used;
    return {pixels[0], pixels[1], pixels[2], pixels[3]};
}

void JobProgressBar::paintEvent(QPaintEvent*)
{
    const auto& colors = m_theme.colors();
    QPainter painter(this);
    const QRect bar(0, (height() - barHeight) / 2, width(), barHeight);
    const QRect inner = bar.adjusted(1, 1, -1, -1);
    painter.fillRect(bar, colors.border);
    painter.fillRect(inner, colors.base);
    const auto parts = partsOf(m_counts, inner.width());
    int left = inner.left();
    const auto part = [&](int width, auto&& paint) {
        if (width <= 0)
            return;
        paint(QRect(left, inner.top(), width, inner.height()));
        left += width;
        // A line between parts, so that neighbours never flow into one another.
        if (left <= inner.right())
            painter.fillRect(QRect(left - 1, inner.top(), 1, inner.height()), colors.border);
    };
    part(parts.done, [&](const QRect& rect) { painter.fillRect(rect, colors.accent); });
    part(parts.failed, [&](const QRect& rect) {
        painter.fillRect(rect, colors.base);
        painter.fillRect(rect, QBrush(m_theme.state(ShownStatus::Failed).text, Qt::DiagCrossPattern));
    });
    part(parts.inDoubt, [&](const QRect& rect) {
        painter.fillRect(rect, colors.base);
        painter.fillRect(rect, QBrush(colors.text, Qt::Dense5Pattern));
    });
}

} // namespace ui
