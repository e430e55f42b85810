// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCache>
#include <QFont>
#include <QGlyphRun>
#include <QString>

class QPainter;
class QRect;

namespace ui {

// Draws lines of text from glyphs that were shaped and elided once: in a live table the same words come again and
// again, and to shape them is most of the cost of a cell. One font; keeps the last few thousand.
class GlyphText
{
public:
    explicit GlyphText(const QFont& font);

    // One line, centred vertically in the cell, in the painter's pen.
    void draw(QPainter& painter, const QRect& cell, Qt::Alignment alignment, const QString& text);

private:
    struct Shaped
    {
        QList<QGlyphRun> runs;
        qreal width = 0;
        qreal height = 0;
    };
    using Key = std::pair<QString, int>; // text and the width that it is elided to

    const Shaped& shaped(const QString& text, int width);

    QFont m_font;
    QCache<Key, Shaped> m_cache;
};

} // namespace ui
