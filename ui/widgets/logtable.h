// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/review/desk.h"
#include "ui/widgets/rowtable.h"

namespace ui {

// A table of a log's lines with the keys of a review: e, o and [ ] go on, m marks, End follows. Bare letters work here
// alone.
class LogTable : public RowTable
{
    Q_OBJECT

public:
    using RowTable::RowTable;

    // Scrolls there without choosing a line.
    void showRow(int row);
    // Chooses a line where another list chose it; -1: none.
    void chooseRow(int row);

Q_SIGNALS:
    void jumpRequested(client::review::Desk::Jump jump, int step);
    void markRequested();
    void followRequested();

protected:
    void keyPressEvent(QKeyEvent* event) override;
};

} // namespace ui
