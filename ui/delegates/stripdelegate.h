// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/delegates/rowdelegate.h"

namespace ui {

// A cell of counts over time as a strip of bars, the newest at the right; in words it is the cell's accessible text.
// The busiest block is as high as the cell, so that strips compare shapes and not sizes.
class StripDelegate : public RowDelegate
{
    Q_OBJECT

public:
    static constexpr int barWidth = 4;
    static constexpr int barGap = 1;

    // `role` gives the counts as a QVariantList.
    StripDelegate(const Theme& theme, int role, QObject* parent = nullptr);

    static int widthOf(int bars) { return bars * (barWidth + barGap) - barGap; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const Theme& m_theme;
    const int m_role;
};

} // namespace ui
