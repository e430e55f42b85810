// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/timelineview.h"

#include "ui/glyph.h"
#include "ui/models/timelinemodel.h"
#include "ui/theme.h"

#include <QPainter>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace ui {

using client::contract::ShownStatus;
using LineKind = TimelineModel::LineKind;

namespace {

constexpr int margin = 4;
constexpr int glyphSize = 16;
constexpr int textLeft = margin + glyphSize + 8;

struct Block
{
    QString text;
    QFont font;
    QRect rect; // relative to the line's top left
    bool isTitle = false;
};

struct Layout
{
    QList<Block> blocks;
    int height = 0;
};

// Breaks at spaces, and inside a word only if it is wider than the line.
QTextOption wrapping()
{
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    return option;
}

int heightOf(const QString& text, const QFont& font, int width)
{
    QTextLayout layout(text, font);
    layout.setTextOption(wrapping());
    layout.beginLayout();
    qreal height = 0;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        height += line.height();
    }
    layout.endLayout();
    return static_cast<int>(std::ceil(height));
}

LineKind kindOf(const QModelIndex& index)
{
    return static_cast<LineKind>(index.data(TimelineModel::KindRole).toInt());
}

Layout layoutOf(const QModelIndex& index, int width)
{
    const LineKind kind = kindOf(index);
    const bool isSmall = kind == LineKind::Gap;
    const QFont titleFont =
        isSmall ? Theme::font(metrics::secondaryFont)
                : Theme::font(metrics::uiFont, kind == LineKind::Fact ? QFont::DemiBold : QFont::Normal);
    const QFont detailFont = Theme::font(metrics::secondaryFont);
    const QString time = index.data(TimelineModel::TimeRole).toString();
    QString title = index.data(Qt::DisplayRole).toString();
    if (!time.isEmpty())
        title = time + QStringLiteral("  ") + title;

    Layout layout;
    int top = margin + (kind == LineKind::Fact ? margin : 0);
    const auto add = [&](const QString& text, const QFont& font, bool isTitle) {
        if (text.isEmpty())
            return;
        const int room = std::max(40, width - textLeft - margin * 2);
        const int needed = heightOf(text, font, room);
        layout.blocks.append({text, font, QRect(textLeft, top, room, needed), isTitle});
        top += needed;
    };
    add(title, titleFont, true);
    add(index.data(TimelineModel::DetailRole).toString(), detailFont, false);
    add(index.data(TimelineModel::RemarkRole).toString(), detailFont, false);
    layout.height = top + margin + (kind == LineKind::Fact ? margin : 0);
    return layout;
}

} // namespace

TimelineDelegate::TimelineDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) {}

void TimelineDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Colors& colors = m_theme.colors();
    const LineKind kind = kindOf(index);
    const QVariant shape = index.data(TimelineModel::ShapeRole);
    const bool hasShape = shape.isValid();
    const auto status = static_cast<ShownStatus>(shape.toInt());
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const QRect rect = option.rect;

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillRect(rect, isSelected ? colors.selection : colors.base);

    QColor titleColor = colors.text;
    QColor detailColor = isSelected ? colors.text : colors.secondary;
    QColor glyphColor = colors.secondary;
    if (hasShape) {
        const StateColors state = m_theme.state(status);
        // In doubt is an inverse chip; outside its chip its shape takes the chip's colour.
        glyphColor = status == ShownStatus::InDoubt && kind != LineKind::Fact ? state.chip : state.text;
        if (kind == LineKind::Fact) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(state.chip);
            painter->drawRoundedRect(rect.adjusted(0, margin, -1, -margin), metrics::radius, metrics::radius);
            titleColor = detailColor = state.text;
        }
    }
    const int glyphTop = rect.top() + margin + (kind == LineKind::Fact ? margin : 0) + 1;
    const QRectF box(rect.left() + margin, glyphTop, glyphSize, glyphSize);
    if (kind == LineKind::Gap) {
        titleColor = detailColor;
        painter->setPen(QPen(colors.border, 1, Qt::DotLine));
        painter->drawLine(QPointF(box.center().x(), rect.top()), QPointF(box.center().x(), rect.bottom()));
    } else if (hasShape) {
        paintGlyph(*painter, box, glyph(status), glyphColor);
    } else {
        painter->setPen(Qt::NoPen);
        painter->setBrush(colors.border);
        painter->drawEllipse(box.center(), 3, 3);
    }
    const Layout layout = layoutOf(index, rect.width());
    for (const Block& block : layout.blocks) {
        painter->setFont(block.font);
        painter->setPen(block.isTitle ? titleColor : detailColor);
        painter->drawText(QRectF(block.rect.translated(rect.topLeft())), block.text, wrapping());
    }
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(QPen(colors.accent, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), metrics::radius, metrics::radius);
    }
    painter->restore();
}

QSize TimelineDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto* view = qobject_cast<const QListView*>(option.widget);
    const int width = view ? view->viewport()->width() : option.rect.width();
    return {width, layoutOf(index, width).height};
}

TimelineView::TimelineView(const Theme& theme, QWidget* parent) : QListView(parent)
{
    setItemDelegate(new TimelineDelegate(theme, this));
    setResizeMode(QListView::Adjust);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setWordWrap(true);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

} // namespace ui
