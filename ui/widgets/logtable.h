// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/review/desk.h"
#include "ui/widgets/rowtable.h"

namespace ui {

// A table of a log's lines with the keys of a review: e, o and [ ] go on, m marks, s sorts, End follows. Bare letters
// work here alone.
class LogTable : public RowTable
{
    Q_OBJECT

public:
    using RowTable::RowTable;

    // Scrolls there without choosing a line.
    void showRow(int row);
    // Chooses a line where another list chose it; -1: none.
    void chooseRow(int row);
    // Of the cell that was current last, also while none is: other lines may be listed meanwhile.
    int column() const { return m_column; }

Q_SIGNALS:
    void jumpRequested(client::review::Desk::Jump jump, int step);
    void markRequested();
    void followRequested();
    void sortRequested(); // by the column of the current cell

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    int m_column = 0;
};

} // namespace ui
