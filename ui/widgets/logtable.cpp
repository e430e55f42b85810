// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/logtable.h"

#include <QHeaderView>
#include <QKeyEvent>

namespace ui {

using client::review::Desk;

void LogTable::showRow(int row)
{
    if (row >= 0 && row < model()->rowCount())
        scrollTo(model()->index(row, horizontalHeader()->logicalIndex(0)), PositionAtCenter);
}

void LogTable::chooseRow(int row)
{
    if (row == currentRow())
        return;
    if (row < 0) {
        selectionModel()->clearSelection();
        selectionModel()->clearCurrentIndex();
    } else {
        selectionModel()->setCurrentIndex(model()->index(row, m_column),
                                          QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        scrollTo(model()->index(row, horizontalHeader()->logicalIndex(0)));
    }
}

void LogTable::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    if (current.isValid())
        m_column = current.column();
    RowTable::currentChanged(current, previous);
}

void LogTable::keyPressEvent(QKeyEvent* event)
{
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    const int step = modifiers == Qt::ShiftModifier ? -1 : 1;
    if (modifiers == Qt::NoModifier || modifiers == Qt::ShiftModifier) {
        switch (event->key()) {
        case Qt::Key_E:
            Q_EMIT jumpRequested(Desk::Jump::Error, step);
            return;
        case Qt::Key_O:
            Q_EMIT jumpRequested(Desk::Jump::SameBet, step);
            return;
        default:
            break;
        }
    }
    if (modifiers == Qt::NoModifier) {
        switch (event->key()) {
        case Qt::Key_M:
            if (!event->isAutoRepeat())
                Q_EMIT markRequested();
            return;
        case Qt::Key_S:
            Q_EMIT sortRequested();
            return;
        case Qt::Key_BracketLeft:
            Q_EMIT jumpRequested(Desk::Jump::Mark, -1);
            return;
        case Qt::Key_BracketRight:
            Q_EMIT jumpRequested(Desk::Jump::Mark, 1);
            return;
        case Qt::Key_Home:
            selectRowAt(0);
            return;
        case Qt::Key_End:
            Q_EMIT followRequested();
            return;
        default:
            break;
        }
    }
    RowTable::keyPressEvent(event);
}

} // namespace ui
