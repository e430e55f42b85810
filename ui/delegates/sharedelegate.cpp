// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/sharedelegate.h"

#include <QPainter>

#include <algorithm>

namespace ui {

namespace {

constexpr int barHeight = 8;
// One line beside a thousand must not look like none.
constexpr int barMin = 2;

} // namespace

ShareDelegate::ShareDelegate(const Theme& theme, int role, QObject* parent)
    : RowDelegate(theme, parent), m_theme(theme), m_role(role)
{
}

void ShareDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    RowDelegate::paint(painter, option, index);
    const QFontMetrics text(Theme::font());
    const auto cell = option.rect.adjusted(metrics::cellPadding, 0, -metrics::cellPadding, 0);
    const int room = cell.width() - text.horizontalAdvance(QStringLiteral("< 100.0 %")) - metrics::cellPadding;
    if (room < barMin)
        return;
    const auto length = static_cast<int>(index.data(m_role).toDouble() * room);
    painter->fillRect(cell.left(), cell.center().y() - barHeight / 2, std::clamp(length, barMin, room), barHeight,
                      m_theme.colors().border);
}

} // namespace ui
