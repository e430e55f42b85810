// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/matchstrip.h"

#include "ui/theme.h"

#include <QEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace ui {

using client::contract::ShownStatus;
using client::review::Merged;
using client::review::Positions;

namespace {

constexpr int third = MatchStrip::stripWidth / 3;
constexpr int tickHeight = 2; // one pixel alone is not seen

} // namespace

MatchStrip::MatchStrip(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_answer(std::make_shared<const client::review::Answer>())
{
    setObjectName(QStringLiteral("matchStrip"));
    setFixedWidth(stripWidth);
    setCursor(Qt::PointingHandCursor);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    retranslate();
}

void MatchStrip::setAnswer(const std::shared_ptr<const client::review::Answer>& answer)
{
    m_answer = answer;
    refresh();
}

void MatchStrip::setMarks(const Positions& marks)
{
    m_marks = marks;
    refresh();
}

void MatchStrip::setShown(std::uint64_t first, std::uint64_t count)
{
    m_first = first;
    m_count = count;
    update();
}

void MatchStrip::setCurrent(std::uint64_t position)
{
    m_current = position;
    update();
}

int MatchStrip::pixelOf(std::uint64_t position) const
{
    const auto rows = static_cast<double>(std::max<std::uint64_t>(m_answer->merged->rows(), 1));
    return std::clamp(static_cast<int>(static_cast<double>(position) / rows * height()), 0, std::max(height() - 1, 0));
}

// Looks once at each pixel, however many positions there are.
std::vector<bool> MatchStrip::pixelsOf(const Positions& positions) const
{
    std::vector<bool> pixels(static_cast<std::size_t>(height()));
    for (auto at = positions.begin(); at != positions.end() && !pixels.empty();) {
        const int pixel = pixelOf(*at);
        pixels[static_cast<std::size_t>(pixel)] = true;
        at = std::partition_point(at, positions.end(),
                                  [&](std::uint32_t position) { return pixelOf(position) == pixel; });
    }
    return pixels;
}

void MatchStrip::refresh()
{
    m_errors = pixelsOf(*m_answer->errors);
    m_matches =
        m_answer->matches ? pixelsOf(*m_answer->matches) : std::vector<bool>(static_cast<std::size_t>(height()));
    m_markPixels = pixelsOf(m_marks);
    update();
}

void MatchStrip::request(int y)
{
    const std::uint64_t rows = m_answer->merged->rows();
    if (rows == 0 || height() == 0)
        return;
    const double part = std::clamp(static_cast<double>(y) / height(), 0.0, 1.0);
    Q_EMIT positionRequested(std::min(static_cast<std::uint64_t>(part * static_cast<double>(rows)), rows - 1));
}

void MatchStrip::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        request(event->pos().y());
}

void MatchStrip::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons() & Qt::LeftButton)
        request(event->pos().y());
}

void MatchStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const auto& colors = m_theme.colors();
    painter.fillRect(rect(), colors.base);
    const std::uint64_t rows = m_answer->merged->rows();
    if (rows > 0 && m_count > 0) {
        const int top = pixelOf(m_first);
        const int bottom = pixelOf(std::min(m_first + m_count, rows - 1));
        painter.fillRect(QRect(0, top, width(), std::max(bottom - top + 1, 4)), colors.selection);
    }
    const auto draw = [&](const std::vector<bool>& pixels, int left, const QColor& color, int tickWidth) {
        for (std::size_t y = 0; y < pixels.size(); ++y) {
            if (pixels[y])
                painter.fillRect(QRect(left, static_cast<int>(y), tickWidth, tickHeight), color);
        }
    };
    draw(m_errors, 1, m_theme.state(ShownStatus::Failed).text, third - 2);
    draw(m_matches, third, colors.accent, third);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.text);
    for (std::size_t y = 0; y < m_markPixels.size(); ++y) {
        if (!m_markPixels[y])
            continue;
        const QPointF tip(2 * third + 2, static_cast<double>(y));
        painter.drawPolygon(QPolygonF{tip, tip + QPointF(6, -4), tip + QPointF(6, 4)});
    }
    if (m_current != Merged::none && rows > 0)
        painter.fillRect(QRect(0, pixelOf(m_current), width(), 1), colors.text);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(colors.separator);
    painter.drawLine(0, 0, 0, height());
}

void MatchStrip::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    refresh();
}

void MatchStrip::retranslate()
{
    setAccessibleName(tr("Overview of the whole file"));
    setToolTip(
        tr("The whole file: errors at the left, what matches in the middle, marks at the right. A click goes there."));
}

void MatchStrip::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace ui
