// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/stripdelegate.h"

#include <QPainter>

#include <algorithm>

namespace ui {

namespace {

constexpr int margin = 5;
// One failure beside a thousand must not look like none.
constexpr int barMin = 3;

} // namespace

StripDelegate::StripDelegate(const Theme& theme, int role, QObject* parent)
    : RowDelegate(theme, parent), m_theme(theme), m_role(role)
{
}

void StripDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    RowDelegate::paint(painter, option, index);
    const auto counts = index.data(m_role).toList();
    qlonglong most = 1;
    for (const auto& count : counts)
        most = std::max(most, count.toLongLong());
    const auto& colors = m_theme.colors();
    const int bottom = option.rect.bottom() - margin;
    const int height = option.rect.height() - 2 * margin;
    int left = option.rect.left() + metrics::cellPadding;
    for (qsizetype i = 0; i < counts.size(); ++i, left += barWidth + barGap) {
        const auto count = counts[i].toLongLong();
        const bool isNow = i == counts.size() - 1;
        if (count == 0) {
            painter->fillRect(left, bottom - 1, barWidth, 1, colors.separator);
            continue;
        }
        const auto scaled = static_cast<int>(static_cast<double>(count) * height / static_cast<double>(most));
        const int tall = std::clamp(scaled, barMin, height);
        painter->fillRect(left, bottom - tall, barWidth, tall, isNow ? colors.accent : colors.border);
    }
}

} // namespace ui
