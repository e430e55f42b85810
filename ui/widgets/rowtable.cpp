// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/rowtable.h"

#include "ui/delegates/rowdelegate.h"
#include "ui/theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace ui {

RowTable::RowTable(const Theme& theme, QWidget* parent) : QTableView(parent), m_theme(theme)
{
    setItemDelegate(new RowDelegate(theme, this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setShowGrid(false);
    setFrameShape(NoFrame);
    setWordWrap(false);
    setCornerButtonEnabled(false);
    setTabKeyNavigation(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setContextMenuPolicy(Qt::CustomContextMenu);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(metrics::rowHeight);
    verticalHeader()->setDefaultSectionSize(metrics::rowHeight);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setMinimumSectionSize(40);
    connect(this, &QTableView::doubleClicked, this, &RowTable::openRequested);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

int RowTable::currentRow() const
{
    return currentIndex().isValid() ? currentIndex().row() : -1;
}

void RowTable::chooseRow(int row)
{
    if (row < 0 || !model() || row >= model()->rowCount())
        return;
    const auto index = model()->index(row, std::max(0, currentIndex().column()));
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(model()->index(row, horizontalHeader()->logicalIndex(0)));
}

void RowTable::fitColumns(const QStringList& widest)
{
    const QFontMetrics text(Theme::font());
    const QFontMetrics head(Theme::font(metrics::uiFont, QFont::Medium));
    for (int column = 0; column < static_cast<int>(widest.size()); ++column) {
        const auto header = model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        setColumnWidth(column, std::max(text.horizontalAdvance(widest[column]), head.horizontalAdvance(header)) +
                                   2 * metrics::cellPadding + 4);
    }
}

void RowTable::keyPressEvent(QKeyEvent* event)
{
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (modifiers == Qt::NoModifier) {
        switch (event->key()) {
        case Qt::Key_J:
            chooseRow(currentRow() + 1);
            return;
        case Qt::Key_K:
            chooseRow(std::max(0, currentRow() - 1));
            return;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (!event->isAutoRepeat() && currentIndex().isValid())
                Q_EMIT openRequested(currentIndex());
            return;
        default:
            break;
        }
    }
    // Qt would search for a letter, and choose another row than the one that is looked at.
    if (modifiers == Qt::NoModifier && !event->text().isEmpty() && event->text().front().isLetterOrNumber()) {
        event->ignore();
        return;
    }
    QTableView::keyPressEvent(event);
}

void RowTable::focusInEvent(QFocusEvent* event)
{
    // Otherwise the view would make the first row the current one, which nobody asked for.
    if (currentIndex().isValid())
        QTableView::focusInEvent(event);
    else
        viewport()->update();
}

void RowTable::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    if (current.row() != previous.row() || current.isValid() != previous.isValid())
        Q_EMIT currentRowChanged(current.isValid() ? current.row() : -1);
}

void RowTable::paintEvent(QPaintEvent* event)
{
    QTableView::paintEvent(event);
    if (!hasFocus() || currentIndex().isValid())
        return;
    QPainter painter(viewport());
    painter.setPen(QPen(m_theme.colors().accent, 2));
    painter.drawRect(viewport()->rect().adjusted(1, 1, -1, -1));
}

} // namespace ui
