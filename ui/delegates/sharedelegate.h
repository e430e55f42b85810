// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/delegates/rowdelegate.h"

namespace ui {

// A share of the whole as a bar, with its text at the right.
class ShareDelegate : public RowDelegate
{
    Q_OBJECT

public:
    // `role` gives the share as a number from 0 to 1.
    ShareDelegate(const Theme& theme, int role, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const Theme& m_theme;
    const int m_role;
};

} // namespace ui
