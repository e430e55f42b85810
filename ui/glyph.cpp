// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/glyph.h"

#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>

namespace ui {

namespace {

class GlyphEngine : public QIconEngine
{
public:
    GlyphEngine(Glyph glyph, const QColor& color, const QColor& disabled)
        : m_glyph(glyph), m_color(color), m_disabled(disabled)
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        paintGlyph(*painter, rect, m_glyph, mode == QIcon::Disabled ? m_disabled : m_color);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return pixmap;
    }

    QIconEngine* clone() const override { return new GlyphEngine(*this); }

private:
    Glyph m_glyph;
    QColor m_color;
    QColor m_disabled;
};

void strokePath(QPainter& painter, const QPainterPath& path, const QColor& color, qreal width = 1.8)
{
    painter.setPen(QPen(color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
}

QPainterPath polyline(std::initializer_list<QPointF> points, bool closed = false)
{
    QPainterPath path(*points.begin());
    for (const auto& point : points)
        path.lineTo(point);
    if (closed)
        path.closeSubpath();
    return path;
}

void padlock(QPainter& painter, const QColor& color)
{
    QPainterPath path;
    path.addRoundedRect(QRectF(3.2, 7.2, 9.6, 6.6), 1.4, 1.4);
    path.moveTo(5.3, 7.0);
    path.lineTo(5.3, 5.2);
    path.arcTo(QRectF(5.3, 2.4, 5.4, 5.4), 180, -180);
    path.lineTo(10.7, 7.0);
    strokePath(painter, path, color, 1.6);
}

void clock(QPainter& painter, const QColor& color)
{
    QPainterPath path;
    path.addEllipse(QPointF(8, 8), 5.8, 5.8);
    strokePath(painter, path, color, 1.6);
    strokePath(painter, polyline({{8, 4.8}, {8, 8.2}, {10.2, 9.6}}), color, 1.6);
}

void filledTriangle(QPainter& painter, const QColor& color)
{
    auto outline = polyline({{8, 2.2}, {14.4, 13.4}, {1.6, 13.4}}, true);
    QPainterPath mark;
    mark.addRoundedRect(QRectF(7.2, 5.8, 1.6, 4.2), 0.8, 0.8);
    mark.addEllipse(QPointF(8, 11.6), 0.95, 0.95);
    painter.setPen(QPen(color, 1.0, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(color);
    // The mark is a hole, so that it takes the colour of whatever lies below.
    painter.drawPath(outline.subtracted(mark));
}

void returnArrow(QPainter& painter, const QColor& color)
{
    QPainterPath path(QPointF(3.0, 6.0));
    path.lineTo(9.6, 6.0);
    path.arcTo(QRectF(6.2, 6.0, 6.8, 6.8), 90, -180);
    path.lineTo(6.4, 12.8);
    strokePath(painter, path, color, 1.7);
    strokePath(painter, polyline({{5.8, 3.0}, {2.8, 6.0}, {5.8, 9.0}}), color, 1.7);
}

void dashedQuestion(QPainter& painter, const QColor& color)
{
    QPen pen(color, 1.4, Qt::CustomDashLine, Qt::FlatCap);
    pen.setDashPattern({1.9, 1.4});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(QPointF(8, 8), 6.4, 6.4);
    QPainterPath path(QPointF(6.1, 6.5));
    path.cubicTo(6.1, 3.9, 9.9, 3.9, 9.9, 6.4);
    path.cubicTo(9.9, 8.0, 8.0, 7.8, 8.0, 9.4);
    strokePath(painter, path, color, 1.5);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(QPointF(8, 11.5), 0.95, 0.95);
}

} // namespace

Glyph glyph(client::contract::ShownStatus status)
{
    using client::contract::ShownStatus;
    switch (status) {
    case ShownStatus::InDoubt:
        return Glyph::DashedQuestion;
    case ShownStatus::Retrying:
        return Glyph::Clock;
    case ShownStatus::Failed:
        return Glyph::FilledTriangle;
    case ShownStatus::Refunded:
        return Glyph::ReturnArrow;
    case ShownStatus::Recalculated:
        return Glyph::Diamond;
    case ShownStatus::Won:
    case ShownStatus::Checked:
        return Glyph::Check;
    case ShownStatus::FundsHeld:
        return Glyph::Padlock;
    case ShownStatus::Lost:
    case ShownStatus::Expired:
        return Glyph::Dash;
    }
    return Glyph::Dash;
}

void paintGlyph(QPainter& painter, const QRectF& box, Glyph glyph, const QColor& color)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal side = std::min(box.width(), box.height());
    painter.translate(box.center() - QPointF(side / 2, side / 2));
    painter.scale(side / 16.0, side / 16.0);
    const auto fill = [&](const QPainterPath& path) { painter.fillPath(path, color); };
    QPainterPath path;
    switch (glyph) {
    case Glyph::Check:
        strokePath(painter, polyline({{2.8, 8.6}, {6.4, 12.2}, {13.2, 4.2}}), color, 2.0);
        break;
    case Glyph::Padlock:
        padlock(painter, color);
        break;
    case Glyph::Clock:
        clock(painter, color);
        break;
    case Glyph::FilledTriangle:
        filledTriangle(painter, color);
        break;
    case Glyph::ReturnArrow:
        returnArrow(painter, color);
        break;
    case Glyph::Diamond:
        strokePath(painter, polyline({{8, 2.6}, {13.4, 8}, {8, 13.4}, {2.6, 8}}, true), color);
        break;
    case Glyph::Dash:
        strokePath(painter, polyline({{3, 8}, {13, 8}}), color, 2.0);
        break;
    case Glyph::DashedQuestion:
        dashedQuestion(painter, color);
        break;
    case Glyph::Square:
        path.addRect(QRectF(3, 3, 10, 10));
        fill(path);
        break;
    case Glyph::TriangleUp:
        fill(polyline({{8, 2.4}, {14.4, 13.2}, {1.6, 13.2}}, true));
        break;
    case Glyph::Disc:
        path.addEllipse(QPointF(8, 8), 5, 5);
        fill(path);
        break;
    case Glyph::DiamondOutline:
        strokePath(painter, polyline({{8, 2}, {14, 8}, {8, 14}, {2, 8}}, true), color, 1.6);
        break;
    case Glyph::Pause:
        path.addRect(QRectF(3.6, 3, 3, 10));
        path.addRect(QRectF(9.4, 3, 3, 10));
        fill(path);
        break;
    case Glyph::Play:
        fill(polyline({{4, 2.6}, {13.4, 8}, {4, 13.4}}, true));
        break;
    case Glyph::Bell:
    case Glyph::BellOff:
        path.moveTo(3, 11.6);
        path.lineTo(4.4, 10);
        path.lineTo(4.4, 7);
        path.cubicTo(4.4, 2, 11.6, 2, 11.6, 7);
        path.lineTo(11.6, 10);
        path.lineTo(13, 11.6);
        path.closeSubpath();
        path.moveTo(6.8, 14);
        path.lineTo(9.2, 14);
        if (glyph == Glyph::BellOff)
            path.addPath(polyline({{2.4, 14}, {13.6, 2}}));
        strokePath(painter, path, color, 1.5);
        break;
    case Glyph::StepBack:
        fill(polyline({{12.4, 2.6}, {5.4, 8}, {12.4, 13.4}}, true));
        strokePath(painter, polyline({{3.6, 2.8}, {3.6, 13.2}}), color, 1.8);
        break;
    case Glyph::StepForward:
        fill(polyline({{3.6, 2.6}, {10.6, 8}, {3.6, 13.4}}, true));
        strokePath(painter, polyline({{12.4, 2.8}, {12.4, 13.2}}), color, 1.8);
        break;
    case Glyph::Search:
        path.addEllipse(QPointF(7, 7), 4.4, 4.4);
        path.moveTo(10.2, 10.2);
        path.lineTo(13.8, 13.8);
        strokePath(painter, path, color, 1.6);
        break;
    case Glyph::Close:
        path = polyline({{4, 4}, {12, 12}});
        path.addPath(polyline({{12, 4}, {4, 12}}));
        strokePath(painter, path, color, 1.6);
        break;
    case Glyph::Copy:
        path.addRoundedRect(QRectF(5.4, 5.4, 8, 8), 1.4, 1.4);
        path.addPath(polyline({{10.4, 2.8}, {2.8, 2.8}, {2.8, 10.4}}));
        strokePath(painter, path, color, 1.5);
        break;
    case Glyph::Float:
        path.addRoundedRect(QRectF(2.6, 5.4, 8, 8), 1, 1);
        path.addPath(polyline({{6.4, 2.6}, {13.4, 2.6}, {13.4, 9.6}}));
        strokePath(painter, path, color, 1.4);
        break;
    case Glyph::Star:
        fill(polyline({{8, 1.8},
                       {9.9, 6.0},
                       {14.4, 6.4},
                       {11, 9.4},
                       {12, 13.9},
                       {8, 11.5},
                       {4, 13.9},
                       {5, 9.4},
                       {1.6, 6.4},
                       {6.1, 6.0}},
                      true));
        break;
    case Glyph::ChevronDown:
        strokePath(painter, polyline({{4.2, 6.2}, {8, 10}, {11.8, 6.2}}), color, 1.6);
        break;
    }
    painter.restore();
}

QIcon glyphIcon(Glyph glyph, const QColor& color, const QColor& disabled)
{
    return QIcon(new GlyphEngine(glyph, color, disabled));
}

} // namespace ui
