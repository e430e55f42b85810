// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/rowdelegate.h"

#include "ui/delegates/betdelegate.h"
#include "ui/format.h"
#include "ui/models/tableroles.h"

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
    if (selected)
        painter->fillRect(option.rect, colors.selection);
    else if (index.row() % 2 == 1 && !index.data(GroupRole).toBool())
        painter->fillRect(option.rect, colors.alternate);

    const auto text = index.data(Qt::DisplayRole).toString();
    const auto cell = option.rect.adjusted(metrics::cellPadding, 0, -metrics::cellPadding, 0);
    const auto chip = index.data(ChipRole);
    if (chip.isValid()) {
        const auto look = chip.value<Chip>();
        BetDelegate::paintChip(*painter, cell, text, look.glyph, m_theme.state(look.colors));
    } else {
        const bool faint = text == dash() || index.data(FaintRole).toBool();
        const auto alignment = index.data(Qt::TextAlignmentRole).value<Qt::Alignment>();
        painter->setFont(fontOf(index));
        painter->setPen(faint && !selected ? colors.secondary : colors.text);
        painter->drawText(
            cell, static_cast<int>((alignment ? alignment : Qt::AlignLeft | Qt::AlignVCenter)) | Qt::TextSingleLine,
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
    const int width = index.data(ChipRole).isValid() ? BetDelegate::chipWidth(text)
                                                     : QFontMetrics(fontOf(index)).horizontalAdvance(text);
    return {width + 2 * metrics::cellPadding + 2, metrics::rowHeight};
}

} // namespace ui
