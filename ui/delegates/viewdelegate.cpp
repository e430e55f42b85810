// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/viewdelegate.h"

#include "ui/models/viewsmodel.h"
#include "ui/theme.h"

#include <QIcon>
#include <QPainter>

namespace ui {

namespace {

constexpr int iconSize = 14;
constexpr int sidePadding = 10;

} // namespace

ViewDelegate::ViewDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) {}

void ViewDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto& colors = m_theme.colors();
    const bool selected = option.state & QStyle::State_Selected;
    if (selected)
        painter->fillRect(option.rect, colors.selection);
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(option.rect, colors.hover);
    auto cell = option.rect.adjusted(sidePadding, 0, -sidePadding, 0);
    const auto count = index.data(ViewsModel::CountRole).toString();
    painter->setFont(Theme::font(metrics::uiFont, selected ? QFont::DemiBold : QFont::Normal));
    painter->setPen(selected ? colors.text : colors.secondary);
    painter->drawText(cell, static_cast<int>(Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine), count);
    if (const auto icon = index.data(Qt::DecorationRole).value<QIcon>(); !icon.isNull()) {
        icon.paint(painter, QRect(cell.left(), cell.center().y() - iconSize / 2 + 1, iconSize, iconSize));
        cell.setLeft(cell.left() + iconSize + metrics::cellPadding);
    }
    if (!count.isEmpty())
        cell.setRight(cell.right() - painter->fontMetrics().horizontalAdvance(count) - metrics::cellPadding);
    // The name is cut before the word for whose it is: there are few of those.
    if (const auto kind = index.data(ViewsModel::KindRole).toString(); !kind.isEmpty()) {
        painter->setPen(colors.secondary);
        painter->drawText(cell, static_cast<int>(Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine), kind);
        cell.setRight(cell.right() - painter->fontMetrics().horizontalAdvance(kind) - metrics::cellPadding);
    }
    painter->setPen(colors.text);
    painter->drawText(cell, static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine),
                      painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, cell.width()));
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(QPen(colors.accent, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(QRectF(option.rect).adjusted(1, 1, -1, -1));
    }
}

QSize ViewDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    // The chosen one is bold.
    const QFontMetrics measure(Theme::font(metrics::uiFont, QFont::DemiBold));
    const auto count = index.data(ViewsModel::CountRole).toString();
    const int icon = index.data(Qt::DecorationRole).value<QIcon>().isNull() ? 0 : iconSize + metrics::cellPadding;
    const auto room = [&](const QString& text) {
        return text.isEmpty() ? 0 : metrics::cellPadding + measure.horizontalAdvance(text);
    };
    const int right = room(count) + room(index.data(ViewsModel::KindRole).toString());
    return {2 * sidePadding + icon + measure.horizontalAdvance(index.data().toString()) + right + 1,
            metrics::rowHeight + 2};
}

} // namespace ui
