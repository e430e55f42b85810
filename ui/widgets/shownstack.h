// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStackedWidget>

namespace ui {

// A stack that wants the room of what it shows. A plain one wants that of its largest page, so a wide page that nobody
// sees would keep the window from getting smaller.
class ShownStack : public QStackedWidget
{
    Q_OBJECT

public:
    explicit ShownStack(QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
};

} // namespace ui
