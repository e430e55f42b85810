// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/rowdelegate.h"

#include "ui/delegates/betdelegate.h"
#include "ui/format.h"
#include "ui/models/rowroles.h"

#include <QPainter>

namespace ui {

namespace {

QFont fontOf(const QModelIndex& index)
{
    return Theme::font(metrics::uiFont, index.data(GroupRole).toBool() ? QFont::DemiBold : QFont::Normal);
}

} // namespace

RowDelegate::RowDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) {}

void RowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto& colors = m_theme.colors();
    const bool selected = option.state & QStyle::State_Selected;
    const bool group = index.data(GroupRole).toBool();
    if (selected)
        painter->fillRect(option.rect, colors.selection);
    else if (index.row() % 2 == 1 && !group)
        painter->fillRect(option.rect, colors.alternate);

    const auto text = index.data(Qt::DisplayRole).toString();
    const auto cell = option.rect.adjusted(metrics::cellPadding, 0, -metrics::cellPadding, 0);
    if (const auto glyph = index.data(GlyphRole); glyph.isValid()) {
        BetDelegate::paintChip(*painter, cell, text, static_cast<Glyph>(glyph.toInt()),
                               static_cast<client::contract::ShownStatus>(index.data(ToneRole).toInt()),
                               m_theme.isDark());
    } else {
        painter->setFont(fontOf(index));
        painter->setPen(text == dash() && !selected ? colors.secondary : colors.text);
        const auto alignment = index.data(Qt::TextAlignmentRole).value<Qt::Alignment>();
        painter->drawText(cell, static_cast<int>(alignment) | Qt::TextSingleLine,
                          painter->fontMetrics().elidedText(text, Qt::ElideRight, cell.width()));
    }
    if (option.state & QStyle::State_HasFocus && selected) {
        painter->setPen(QPen(colors.accent, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(QRectF(option.rect).adjusted(1, 1, -1, -1));
    }
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const auto text = index.data(Qt::DisplayRole).toString();
    const int width = index.data(GlyphRole).isValid() ? BetDelegate::chipWidth(text)
                                                      : QFontMetrics(fontOf(index)).horizontalAdvance(text);
    return {width + 2 * metrics::cellPadding, metrics::rowHeight};
}

} // namespace ui
