// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes.h"

#include <QApplication>
#include <QWidget>

namespace ui {

namespace {

bool takesFocus(const QWidget& widget)
{
    return widget.isVisible() && widget.isEnabled() && (widget.focusPolicy() & Qt::TabFocus) && !widget.focusProxy();
}

bool focusInto(QWidget& pane)
{
    if (takesFocus(pane)) {
        pane.setFocus(Qt::TabFocusReason);
        return true;
    }
    for (auto* child : pane.findChildren<QWidget*>()) {
        if (takesFocus(*child)) {
            child->setFocus(Qt::TabFocusReason);
            return true;
        }
    }
    return false;
}

} // namespace

void focusNextPane(const std::vector<QWidget*>& panes, int step)
{
    const auto* focus = QApplication::focusWidget();
    const int count = static_cast<int>(panes.size());
    int at = step > 0 ? -1 : count;
    for (int i = 0; i < count; ++i) {
        const auto* pane = panes[static_cast<std::size_t>(i)];
        if (focus && (pane == focus || pane->isAncestorOf(focus)))
            at = i;
    }
    for (int i = 1; i <= count; ++i) {
        auto* pane = panes[static_cast<std::size_t>(((at + i * step) % count + count) % count)];
        if (pane->isVisible() && focusInto(*pane))
            return;
    }
}

} // namespace ui
