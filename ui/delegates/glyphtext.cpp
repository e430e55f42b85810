// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/glyphtext.h"

#include <QFontMetrics>
#include <QPainter>
#include <QTextLayout>

namespace ui {

namespace {

constexpr int linesMax = 8'192; // some screens full

} // namespace

GlyphText::GlyphText(const QFont& font) : m_font(font), m_cache(linesMax) {}

const GlyphText::Shaped& GlyphText::shaped(const QString& text, int width)
{
    const Key key(text, width);
    if (const auto* known = m_cache.object(key))
        return *known;
    QTextLayout layout(QFontMetrics(m_font).elidedText(text, Qt::ElideRight, width), m_font);
    layout.beginLayout();
    const auto line = layout.createLine();
    layout.endLayout();
    auto* made = new Shaped{layout.glyphRuns(), line.naturalTextWidth(), line.height()};
    m_cache.insert(key, made); // the cache owns it, and holds more than one
    return *made;
}

void GlyphText::draw(QPainter& painter, const QRect& cell, Qt::Alignment alignment, const QString& text)
{
    if (text.isEmpty() || cell.width() <= 0)
        return;
    const auto& line = shaped(text, cell.width());
    const qreal free = alignment & Qt::AlignRight ? cell.width() - line.width : 0;
    const QPointF at(cell.left() + free, cell.top() + (cell.height() - line.height) / 2);
    for (const auto& run : line.runs)
        painter.drawGlyphRun(at, run);
}

} // namespace ui
