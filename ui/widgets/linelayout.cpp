// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/linelayout.h"

#include <algorithm>

namespace ui {

LineLayout::LineLayout(int gap, QWidget* parent) : QLayout(parent), m_gap(gap) {}

LineLayout::~LineLayout() = default;

void LineLayout::addItem(QLayoutItem* item)
{
    m_items.emplace_back(item);
}

QLayoutItem* LineLayout::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items[static_cast<std::size_t>(index)].get() : nullptr;
}

QLayoutItem* LineLayout::takeAt(int index)
{
    if (index < 0 || index >= count())
        return nullptr;
    auto* item = m_items[static_cast<std::size_t>(index)].release();
    m_items.erase(m_items.begin() + index);
    return item;
}

int LineLayout::lines(const QRect& rect, bool place) const
{
    const auto inner = rect.marginsRemoved(contentsMargins());
    int x = inner.left();
    int y = inner.top();
    int height = 0;
    for (const auto& item : m_items) {
        if (item->isEmpty())
            continue;
        const auto size = item->sizeHint();
        if (x > inner.left() && x + size.width() > inner.right() + 1) {
            x = inner.left();
            y += height + m_gap;
            height = 0;
        }
        if (place)
            item->setGeometry({QPoint(x, y), QSize(std::min(size.width(), inner.width()), size.height())});
        x += size.width() + m_gap;
        height = std::max(height, size.height());
    }
    return y + height - rect.top() + contentsMargins().bottom();
}

int LineLayout::heightForWidth(int width) const
{
    return lines({0, 0, width, 0}, false);
}

void LineLayout::setGeometry(const QRect& rect)
{
    QLayout::setGeometry(rect);
    lines(rect, true);
}

QSize LineLayout::minimumSize() const
{
    QSize least;
    for (const auto& item : m_items)
        least = least.expandedTo(item->minimumSize());
    return least.grownBy(contentsMargins());
}

QSize LineLayout::sizeHint() const
{
    QSize all;
    for (const auto& item : m_items) {
        if (item->isEmpty())
            continue;
        const auto size = item->sizeHint();
        all = {all.width() + size.width() + (all.width() > 0 ? m_gap : 0), std::max(all.height(), size.height())};
    }
    return all.grownBy(contentsMargins());
}

} // namespace ui
